'use strict';
const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const test = require('node:test');
const { load, plain, vectors } = require('./load.js');

const cases = vectors('folding.json');
const { fold } = load(['search/fold.js']);

/** The words of a text. */
function words(text) {
  const found = [];
  fold.words(fold.fold(text), word => found.push(word));
  return found;
}

test('texts are folded as the generator folds them, composed and decomposed', () => {
  cases.fold.forEach(([text, folded]) => {
    assert.equal(fold.fold(text), folded, text);
    assert.equal(fold.fold(text.normalize('NFD')), fold.fold(text.normalize('NFC')), text);
  });
});

test('texts are cut into words as the generator cuts them', () => {
  cases.words.forEach(([text, expected]) => assert.deepEqual(plain(words(text)), expected, text));
});

test('every letter of the old blocks is folded and cut as in the generator', () => {
  cases.blocks.forEach(([from, to, expected]) => {
    let all = '';
    for (let code = parseInt(from, 16); code <= parseInt(to, 16); code += 1) {
      const letter = String.fromCodePoint(code);
      const folded = fold.fold('x' + letter + 'x' + letter + letter);
      all += folded;
      fold.words(folded, word => { all += '|' + word; });
      all += '\n';
    }
    assert.equal(createHash('sha256').update(all).digest('hex').slice(0, 8), expected, 'block ' + from);
  });
});

test('each unit of a folded text knows where it comes from', () => {
  const text = 'Åse ﬁnder 😀 lån';
  const { folded, places } = fold.trace(text);
  assert.equal(folded, fold.fold(text));
  assert.equal(places.length, folded.length + 1);
  assert.equal(text.slice(places[folded.indexOf('lan')], places[folded.indexOf('lan') + 3]), 'lån');
  assert.equal(text.slice(places[folded.indexOf('finder')]), 'ﬁnder 😀 lån');
});
