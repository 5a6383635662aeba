/** Progress on its way: two states become one, the file, the code. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const player = load(['pack/bits.js', 'pack/answers.js', 'pack/words.js', 'pack/pack.js', 'me/join.js', 'me/file.js', 'me/code.js']);
const carry = player.carry;
const join = (own, other) => plain(carry.join(own, other));

test('of each lesson the one that is further on', () => {
  assert.deepEqual(join({ 'l:a/b': 2, 'l:a/c': 1 }, { 'l:a/b': 1, 'l:a/c': 2, 'l:a/d': 1 }), { 'l:a/b': 2, 'l:a/c': 2, 'l:a/d': 1 });
});

test('of each question the finished, then the better answer; its own where both are alike', () => {
  const cases = [
    [{ a: [1], n: 1, p: 0 }, { a: [2], n: 3, p: 0.5, d: 1 }, { a: [2], n: 3, p: 0.5, d: 1 }],
    [{ a: [1], n: 1, p: 1, d: 1 }, { a: [2], n: 9, p: 0.5, d: 1 }, { a: [1], n: 1, p: 1, d: 1 }],
    [{ a: [1], n: 2, p: 0 }, { a: [2], n: 3, p: 0 }, { a: [2], n: 3, p: 0 }],
    [{ a: 3, n: 1, d: 1 }, { a: 1, n: 1, d: 1 }, { a: 3, n: 1, d: 1 }],
    [{ a: 'mine', n: 1, d: 1 }, { a: 'yours', n: 1, d: 1 }, { a: 'mine\n———\nyours', n: 1, d: 1 }]
  ];
  cases.forEach(([own, other, both]) => assert.deepEqual(join({ 'q:x': own }, { 'q:x': other }), { 'q:x': both }));
});

test('of each quiz the later attempt with the best result of both', () => {
  assert.deepEqual(join({ 'z:x': { s: 1, n: 1, b: 90 } }, { 'z:x': { s: 2, n: 3, b: 40 } }), { 'z:x': { s: 2, n: 3, b: 90 } });
  assert.deepEqual(join({ 'z:x': { s: 1, n: 1 } }, { 'z:x': { s: 2, n: 1 } }), { 'z:x': { s: 1, n: 1 } });
});

test('of a survey the former results of both, each once; of films how far, not how they are shown', () => {
  const former = days => days.map(day => ({ t: '2026-01-0' + day, v: [day, null] }));
  assert.deepEqual(join({ 'z:x': { n: 3, t: '2026-01-09', h: former([1, 4]) } }, { 'z:x': { n: 2, h: former([2, 4]) } }), { 'z:x': { n: 3, t: '2026-01-09', h: former([1, 2, 4]) } });
  assert.equal(join({ 'z:x': { n: 1, h: former([1, 2, 3]) } }, { 'z:x': { n: 1, h: former([4, 5, 6]) } })['z:x'].h.length, 5);
  assert.deepEqual(join({ 'm:/captions': 'mn', 'm:/speed': 1, 'm:a': 9 }, { 'm:/captions': 'off', 'm:/speed': 2, 'm:a': 90 }), { 'm:/captions': 'mn', 'm:/speed': 1, 'm:a': 90 });
});

test('what was written is never lost, and joined only once', () => {
  const own = { 'f:a/b/1': 'We meet on Mondays.', 'f:a/b/2/3': '10', 'f:a/b/2/4': true };
  const other = { 'f:a/b/1': 'Ask Maria.', 'f:a/b/2/3': '20', 'f:a/b/2/5': true };
  const both = join(own, other);
  assert.deepEqual(both, { 'f:a/b/1': 'We meet on Mondays.\n———\nAsk Maria.', 'f:a/b/2/3': '10 / 20', 'f:a/b/2/4': true, 'f:a/b/2/5': true });
  assert.deepEqual(join(both, other), both);
  assert.deepEqual(join({ 'f:a/b/1': 'Ask' }, { 'f:a/b/1': 'Ask Maria.' }), { 'f:a/b/1': 'Ask Maria.' });
});

test('the place goes on where the learner was last', () => {
  const old = { last: 'a/b', lang: 'en', v: '1', day: '2026-01-01', 'm:x': 30 };
  const young = { last: 'a/c', lang: 'mn', v: '2', day: '2026-02-01', 'm:x': 10 };
  assert.deepEqual(join(old, young), Object.assign({}, young, { 'm:x': 30 }));
  assert.deepEqual(join(young, old), Object.assign({}, young, { 'm:x': 30 }));
});

const WHAT = { name: 'Ана', day: '2026-11-25', comfort: 'large dark', courses: { 'savings-groups': { 'l:a/b': 2, last: 'a/b', 'f:a/b/1': 'Өглөө', 'm:/captions': 'off', 'z:a/b#s': { n: 2, t: '2026-01-01', h: [{ t: '2026-01-01', v: [50, null] }] }, '__proto__x': 1 }, 101: { 'l:a/b': 1 } } };

test('a file comes back as it was, but for what cannot be progress', () => {
  const back = plain(carry.read('\ufeff' + carry.write(WHAT)));
  assert.deepEqual(back, { name: 'Ана', day: '2026-11-25', comfort: 'large dark', courses: { 101: { 'l:a/b': 1 }, 'savings-groups': { 'l:a/b': 2, last: 'a/b', 'f:a/b/1': 'Өглөө', 'm:/captions': 'off', 'z:a/b#s': { n: 2, t: '2026-01-01', h: [{ t: '2026-01-01', v: [50, null] }] } } } });
});

test('files that are none, damaged, newer or empty are refused', () => {
  const why = text => carry.read(text).why;
  const whole = carry.write(WHAT);
  ['', 'null', '[]', '{}', '<html>', '{"format":"other"}', '"alforja"'].forEach(text => assert.equal(why(text), 'foreign', text));
  assert.equal(why(whole.slice(0, 90)), 'broken');
  assert.equal(why(whole.replace('"l:a/b": 2', '"l:a/b": 1')), 'broken');
  assert.equal(why(whole.replace('"version": 1', '"version": 2')), 'newer');
  assert.equal(why(whole.replace('"version": 1', '"version": "x"')), 'broken');
  assert.equal(why(carry.write({ name: 'A', day: '', comfort: '', courses: {} })), 'empty');
  assert.equal(why(carry.write({ name: 'A', day: '', comfort: '', courses: { a: { 'l:b/c': 7 } } })), 'empty');
});

test('nothing strange comes in with a file', () => {
  const hostile = JSON.parse('{"__proto__":{"x":1},"constructor":1,"l:a/b":"2","l:a/c":2,"q:x":[1],"q:y":{"p":5},"q:z":{"a":{"b":{"c":{"d":{"e":1}}}}},"z:q":{"b":1e9},"f:a/b/1":{"toString":1},"m:f":-1,"m:g":{"x":1},"last":"javascript:alert(1)//","lang":"<b>","day":"yesterday","done":"2026-01-01","x:<script>":"1","v":"1.0.0"}');
  assert.deepEqual(plain(carry.clean(hostile)), { 'l:a/c': 2, done: '2026-01-01', v: '1.0.0' });
  assert.deepEqual([[], null, 'x', 3].map(state => plain(carry.clean(state))), [{}, {}, {}, {}]);
  assert.deepEqual(plain(carry.read(carry.write({ name: 'A', day: '', comfort: 'x"y', courses: { '../a': { 'l:a/c': 2 }, b: { 'l:a/c': 2 } } }))), { name: 'A', day: '', comfort: '', courses: { b: { 'l:a/c': 2 } } });
  assert.equal(carry.name('  A\u202ena \n\u0000 <b>  ' + 'x'.repeat(99)).slice(0, 9), 'A na <b> ');
  assert.equal(carry.name('x'.repeat(99)).length, 60);
  assert.equal(carry.name({ toString: 1 }), '');
});

const OUTLINE = {
  course: 'savings', lang: 'en', version: '1.0.0', title: 'S', lessons: [
    { id: 'a/b', quizzes: [{ id: 'a/b#quiz-1', graded: true, attempts: 0, questions: [{ id: 'a/b.1', kind: 'single', count: 3, points: 1 }, { id: 'a/b.2', kind: 'open', count: 0, points: 0 }] }] },
    { id: 'a/c', quizzes: [] }
  ]
};
const STATE = { 'l:a/b': 2, 'l:a/c': 1, 'q:a/b.1': { a: [2], n: 2, p: 0.5, d: 1 }, 'q:a/b.2': { a: 'Өөрийн үг', n: 1, d: 1, p: 0 }, 'f:a/c/1': 'x'.repeat(6000) };

test('a course goes as a code and comes back, whatever a message does to its lines', () => {
  const code = carry.code(OUTLINE, STATE);
  assert.match(code, /^ALP1\/savings\/en\/1\.0\.0\/[\w-]+\/[0-9a-z]{7}$/);
  const head = carry.head(' ' + code.replace(/.{64}/g, '$&\r\n ') + '\u200b');
  assert.deepEqual([head.course, head.lang, head.version, head.whole], ['savings', 'en', '1.0.0', true]);
  assert.deepEqual(plain(carry.open(head, OUTLINE)), STATE);
});

test('a code that is none, torn, or of another course is known as such', () => {
  const code = carry.code(OUTLINE, { 'l:a/b': 2 });
  ['', 'ALF1;x', 'ALP2/a/en/1/x/y', 'ALP1', 'ALP1/../x', 'hello'].forEach(text => assert.equal(carry.head(text), null, text));
  [code.slice(0, -1), code.replace('AP', 'AQ').replace('/savings', '/saving'), code + 'x', 'ALP1/savings'].forEach(text => assert.equal(carry.head(text).whole, false, text));
  const changed = Object.assign({}, OUTLINE, { version: '2.0.0', lessons: [{ id: 'a/new', quizzes: [] }].concat(OUTLINE.lessons) });
  assert.deepEqual(plain(carry.open(carry.head(code), changed)), { 'l:a/b': 2 });
  const stranger = Object.assign({}, OUTLINE, { lessons: [{ id: 'x/y', quizzes: [] }] });
  assert.deepEqual(plain(carry.open(carry.head(code), stranger)), {});
});

test('films give way where that makes a code short enough to be drawn, and only there', () => {
  const films = count => Object.fromEntries(Array.from({ length: count }, (_, film) => [`m:film-${film}`, 100 + film]));
  const back = state => plain(carry.open(carry.head(carry.code(OUTLINE, state)), OUTLINE));
  const short = Object.assign({ 'l:a/b': 2 }, films(1));
  assert.deepEqual(back(short), short);
  assert.deepEqual(back(Object.assign({ 'l:a/b': 2 }, films(20))), { 'l:a/b': 2 });
  const long = Object.assign({ 'l:a/b': 2, 'f:a/b/1': 'x'.repeat(300) }, films(20));
  assert.deepEqual(back(long), long);
});
