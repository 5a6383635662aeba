'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const player = load(['draw.js']);
const quiz = { questions: Array.from({ length: 10 }, () => ({ count: 4 })), draw: 3, shuffleQuestions: true, shuffleAnswers: true };

test('the same seed draws the same questions in the same order', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const drawn = plain(player.draw.questions(quiz, seed));
    assert.deepEqual(plain(player.draw.questions(quiz, seed)), drawn);
    assert.equal(new Set(drawn).size, 3);
    assert.deepEqual(drawn.slice().sort((one, other) => one - other), plain(player.draw.asked(quiz, seed)));
    assert.deepEqual(plain(player.draw.answers(quiz, 1, seed)).sort(), [0, 1, 2, 3]);
  }
});

test('every question is drawn about as often as the others', () => {
  const counts = Array(10).fill(0);
  for (let seed = 1; seed <= 3000; seed += 1) { player.draw.asked(quiz, seed).forEach(place => { counts[place] += 1; }); }
  counts.forEach(count => assert.ok(count > 780 && count < 1020, String(counts)));
});

test('answers that are fixed keep their order, and so do all without shuffle', () => {
  const fixed = { shuffleAnswers: true, questions: [{ count: 5, fixed: true }] };
  assert.deepEqual(plain(player.draw.answers(fixed, 0, 9)), [0, 1, 2, 3, 4]);
  assert.deepEqual(plain(player.draw.questions({ questions: [{}, {}, {}] }, 9)), [0, 1, 2]);
});

test('a seed fits 16 bits and is never none', () => {
  assert.equal(player.draw.seed(() => 0), 1);
  assert.equal(player.draw.seed(() => 0.9999999), 65535);
});

test('the sequence never changes: kept attempts depend on it', () => {
  assert.equal(plain(player.draw.shuffle(8, 1)).join(''), '21674305');
});
