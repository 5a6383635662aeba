'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { load, plain } = require('./load.js');

const player = load(['search/fold.js', 'search/reader.js', 'search/query.js', 'search/snippet.js']);

const sign = value => String.fromCharCode(35 + value + (value > 56 ? 1 : 0));

/** Writes an index over small pages as the generator does; titles in front of a `|`. */
function index(pages, course) {
  const words = new Map();
  pages.forEach((page, number) => {
    const parts = page.includes('|') ? page.split('|') : ['', page];
    parts.reverse().forEach((text, title) => player.fold.words(player.fold.fold(text), word => {
      if (!words.has(word)) { words.set(word, new Map()); }
      words.get(word).set(number, title ? '!!' : '');
    }));
  });
  const sorted = [...words.keys()].sort();
  const coded = sorted.map((word, at) => (at && at % 64 === 0 ? '|A' : 'A') + word).join('');
  const found = sorted.map(word => {
    let next = 0;
    return [...words.get(word)].sort((one, other) => one[0] - other[0]).map(([page, place]) => {
      const step = page - next;
      next = page + 1;
      return place + (step < 64 ? '' : sign(63 + Math.floor(step / 64))) + sign(step % 64);
    }).join('');
  }).join(' ');
  return player.reader({
    course: course || 'demo', words: coded, found,
    groups: [{ title: 'Module', text: 'text.js', pages: [].concat(...pages.map((page, at) => [page.split('|')[0], at + '.html'])) }]
  });
}

/** The numbers of the pages that are found, best first. */
function find(pages, typed) {
  const found = player.search([index(pages)], player.query(typed));
  return plain(found.hits.map(hit => Number(hit.found.address.split('.')[0])));
}

function check(pages, typed, expected) {
  assert.deepEqual(find(pages, typed), expected, typed);
}

test('words are front-coded and pages told by steps', () => {
  const pages = [].concat(...Array.from({ length: 150 }, (_, at) => [{ title: 'm', text: 't', pages: ['Page ' + at, at + '.html'] }]));
  const reader = player.reader({ course: 'c', groups: pages, words: 'AboxAgroupFed', found: '### $#!&d#!!# ]' });
  const weights = pages.map(() => 0);
  reader.weigh('group', true, weights);
  assert.deepEqual(Object.entries(weights).filter(one => one[1]), [['1', 1], ['2', 1], ['6', 3], ['57', 0.5], ['71', 1], ['72', 8]]);
  assert.equal(reader.knows('grouped', false), true);
  assert.equal(reader.knows('groups', true), false);
});

test('a letter that the keyboard lacks is found however it is written', () => {
  const pages = ['Et lån til ærø og Køge', 'andet', 'мөнгө үүрэг ёс', 'përgjegjësi çelës', 'poupança não', 'für Überblick', 'İstanbul', 'مَدْرَسَة', 'ψυχή ΟΔΟΣ', 'đường'];
  ['lån', 'laan', 'lan', 'LÅN', 'la\u030an', 'ærø', 'aeroe', 'aero', 'køge', 'koege', 'koge'].forEach(typed => check(pages, typed, [0]));
  ['монго', 'мөнгө', 'мєнгє', 'уурэг', 'їїрэг', 'ес'].forEach(typed => check(pages, typed, [2]));
  ['pergjegjesi', 'celes', 'Përgjegjësi'].forEach(typed => check(pages, typed, [3]));
  ['poupanca', 'nao', 'poupanc\u0327a'].forEach(typed => check(pages, typed, [4]));
  ['fur', 'fuer', 'ueberblick', 'überblick'].forEach(typed => check(pages, typed, [5]));
  [['istanbul', 6], ['ıstanbul', 6], ['مدرسه', 7], ['ψυχη', 8], ['οδος', 8], ['duong', 9]].forEach(([typed, page]) => check(pages, typed, [page]));
});

test('two letters that stand for one are read so only where nothing else is found', () => {
  check(['true', 'trust'], 'true', [0]);
  check(['trust'], 'true', [0]);
  check(['Århus', 'Aarhus'], 'aarhus', [1]);
  check(['Aarhus'], 'Århus', [0]);
});

test('the last word may be in the typing, the others are whole where they are known', () => {
  check(['grupper', 'en gruppe'], 'gruppe', [1, 0]);
  check(['save monthly', 'savings money', 'save money'], 'save mon', [0, 2]);
  check(['savings money'], 'sav money', [0]);
  check(['save', 'saves money'], 'save money', [1]);
});

test('all words are asked for; some will do where no page has all', () => {
  const pages = ['box locks', 'box keepers', 'locks'];
  const all = player.search([index(pages)], player.query('box locks'));
  assert.equal(all.all, true);
  assert.deepEqual(plain(all.hits.map(hit => hit.found.place)), [0]);
  const some = player.search([index(pages)], player.query('box locks keepers unheard'));
  assert.equal(some.all, false);
  assert.equal(some.hits.length, 3);
  assert.equal(some.hits[0].count, 2);
});

test('words are found in every block', () => {
  const pages = Array.from({ length: 200 }, (_, at) => 'word' + (1000 + at));
  check(pages, 'word1000', [0]);
  check(pages, 'word1064', [64]);
  check(pages, 'word1063', [63]);
  check(pages, 'word1199', [199]);
  check(pages, 'word112', [120, 121, 122, 123, 124, 125, 126, 127, 128, 129]);
  assert.equal(find(pages, 'word').length, 200);
  check(pages, 'zzz', []);
  check(pages, 'a', []);
});

test('titles count for more, and several courses are asked together', () => {
  check(['a box in the text', 'The box|text', 'nothing'], 'box', [1, 0]);
  const found = player.search([index(['one box']), index(['Box|other'], 'second')], player.query('box'));
  assert.deepEqual(plain(found.hits.map(hit => hit.found.course)), ['second', 'demo']);
});

test('scripts without spaces are found by pairs of letters', () => {
  const pages = ['東京都に住む', '京都の水', 'การออมเงิน', 'ໄຂມຸມ', 'ការសន្សំ', 'ငွေစု', 'がくせい'];
  [['東京', [0]], ['京都', [1, 0]], ['東京都', [0]], ['水', [1]], ['住む', [0]], ['ออม', [2]], ['เงิน', [2]], ['ໄຂ', [3]], ['សន្សំ', [4]], ['ငွေ', [5]], ['がく', [6]], ['か\u3099', [6]]]
    .forEach(([typed, expected]) => assert.deepEqual(find(pages, typed).sort(), expected.slice().sort(), typed));
});

test('hostile questions are only words', () => {
  const pages = ['.* a+ (b) [c] \\d box', '<b>bold</b>'];
  ['.*', '(((', '[', '\\', '$^', '"', '{}', ' ', '\u0000', '\ud800', '😀'].forEach(typed => check(pages, typed, []));
  check(pages, '(box)', [0]);
  check(pages, '<b>bold', [1]);
  check(pages, '__proto__ constructor', []);
  assert.equal(player.query('word '.repeat(2000)).length, 1);
  assert.equal(player.query(Array.from({ length: 5000 }, (_, at) => 'w' + at).join(' ')).length, 8);
  assert.equal(player.query('x'.repeat(10000))[0].word.length, 24);
});

/** A snippet as a line, its marks in brackets. */
function shown(text, typed) {
  const hit = player.search([index([text])], player.query(typed)).hits[0];
  return player.snippet(text, hit.forms).map(piece => piece.marked ? '[' + piece.text + ']' : piece.text).join('');
}

test('what is shown has its words marked as they are written', () => {
  assert.equal(shown('Et Lån til gruppen', 'laan gruppe'), 'Et [Lån] til [gruppe]n');
  assert.equal(shown('Мөнгө, үүрэг', 'монго ууг').slice(0, 7), '[Мөнгө]');
  assert.equal(shown('En æske', 'a'), 'En [æ]ske');
  assert.equal(shown('東京都に住む', '東京都'), '[東京都]に住む');
  assert.equal(shown('Heading\nA box.\nNext\nline', 'box'), 'A [box]. Next · line');
  assert.equal(shown('la\u030an', 'lån'), '[la\u030an]');
});

test('what is shown is short and begins where the words stand', () => {
  const long = 'First line.\n' + 'Many words here that say nothing. '.repeat(30) + 'Then the treasurer opens the box. ' + 'And more words follow after it. '.repeat(30);
  const text = shown(long, 'treasurer box');
  assert.match(text, /^… .*\[treasurer\] opens the \[box\]\. .* …$/);
  assert.ok(text.length < 200, text);
  assert.equal(shown('x'.repeat(1000) + ' box', 'box'), '… [box]');
});
