'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const vm = require('node:vm');
const { load, plain, text } = require('./load.js');

const player = load(['typed.js', 'keep.js', 'shelf.js', 'grade.js', 'draw.js', 'state.js', 'course.js', 'store.js', 'save.js']);
const questions = count => Array.from({ length: count }, (_, at) => ({ id: 'q' + at, kind: 'single', count: 3, right: [0], points: 1 }));
const quiz = settings => Object.assign({ id: 'z', graded: true, pass: 70, questions: questions(4) }, settings);

const MERGES = [
  [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  [{ a: 1 }, { a: null }, {}],
  [{ 'l:one': 2 }, { 'l:one': 1 }, { 'l:one': 2 }],
  [{ 'l:one': 1 }, { 'l:one': 2 }, { 'l:one': 2 }],
  [{ 'q:a': { n: 1 } }, { 'q:b': { n: 2 } }, { 'q:a': { n: 1 }, 'q:b': { n: 2 } }]
];

test('patches of two windows join, and what is done stays done', () => {
  MERGES.forEach(([state, patch, merged]) => assert.deepEqual(plain(player.state.merge(state, patch)), merged));
});

/** A storage that holds at most `room` characters. */
function storage(room) {
  const kept = new Map();
  return {
    kept,
    getItem: key => kept.has(key) ? kept.get(key) : null,
    setItem: (key, text) => {
      if (text.length > room) { throw new Error('QuotaExceededError'); }
      kept.set(key, text);
    },
    removeItem: key => { kept.delete(key); },
    key: at => Array.from(kept.keys())[at],
    get length() { return kept.size; }
  };
}

/** Runs the hub over a storage and returns how to ask it. */
function hub(store) {
  const parent = {};
  let listener = null;
  let answer = null;
  parent.postMessage = message => { answer = message; };
  const window = { parent, addEventListener: (_, run) => { listener = run; } };
  Object.defineProperty(window, 'localStorage', { get: () => { if (!store) { throw new Error('SecurityError'); } return store; } });
  vm.runInNewContext(['keep.js', 'shelf.js', 'hub.js'].map(text).join(''), { window });
  return (message, source) => {
    answer = null;
    listener({ source: source || parent, data: message });
    return answer && plain(answer);
  };
}
const ask = (op, patch, learner) => ({ alforja: 1, id: '7', op, course: 'savings', learner: learner || '', patch });

/** The end that a page is itself, with `load` and `save` for one course. */
function own(store) {
  const end = player.store.own(() => store);
  return Object.assign({ load: () => end.ask('load', 'savings', ''), save: patch => end.ask('save', 'savings', '', patch) }, end);
}

test('the hub joins patches as the pages do', () => {
  MERGES.forEach(([state, patch, merged]) => {
    const talk = hub(storage(9999));
    talk(ask('save', state));
    assert.deepEqual(talk(ask('save', patch)).state, merged);
    assert.deepEqual(talk(ask('load')), { alforja: 1, id: '7', ok: true, end: 'hub', saved: true, state: merged });
  });
});

test('the hub answers nobody but the page that holds it', () => {
  const talk = hub(storage(9999));
  assert.equal(talk(ask('load'), { postMessage() { assert.fail('it answered'); } }), null);
  assert.equal(talk({ op: 'load' }), null);
  assert.equal(talk(ask('format')), null);
});

test('a full or forbidden storage is told, and the hub goes on in memory', () => {
  [hub(storage(20)), hub(null)].forEach(talk => {
    assert.equal(talk(ask('save', { 'f:note': 'x'.repeat(50) })).saved, false);
    assert.equal(talk(ask('load')).ok, true);
  });
  const blocked = hub(null);
  blocked(ask('save', { last: 'a/b' }));
  assert.deepEqual(blocked(ask('load')).state, { last: 'a/b' });
  assert.equal(blocked(ask('load')).saved, false);
});

test('learners who share a device keep apart, and one is erased alone', () => {
  [storage(9999), null].forEach(store => {
    const talk = hub(store);
    talk(ask('save', { last: 'a/one' }, 'ana'));
    talk(ask('save', { last: 'a/two' }, 'rui'));
    talk(Object.assign(ask('save', { who: 'ana' }), { course: '@people' }));
    assert.deepEqual(talk(ask('load', undefined, 'ana')).state, { last: 'a/one' });
    assert.deepEqual(talk(ask('list', undefined, 'rui')).states, { savings: { last: 'a/two' } });
    assert.deepEqual(talk(ask('erase', undefined, 'ana')).states, { savings: { last: 'a/one' } });
    assert.deepEqual(talk(ask('load', undefined, 'ana')).state, {});
    assert.deepEqual(talk(ask('load', undefined, 'rui')).state, { last: 'a/two' });
    assert.deepEqual(talk(Object.assign(ask('load'), { course: '@people' })).state, { who: 'ana' });
  });
});

test('a state that cannot be read is set aside', async () => {
  for (const torn of ['{"last":', '[]', '7', 'null']) {
    const store = storage(9999);
    store.setItem('alforja:savings:', torn);
    assert.deepEqual(plain((await own(store).load()).state), {});
    assert.equal(store.getItem('alforja:savings::broken'), torn);
    store.setItem('alforja:savings:', torn);
    assert.deepEqual(hub(store)(ask('load')).state, {});
  }
});

test('what could not be kept is sent again with the next change', async () => {
  const store = storage(9999);
  const end = own(store);
  const shown = [];
  const keeper = player.keeper(end, 'savings', '', {}, fate => shown.push(fate));
  const set = store.setItem;
  store.setItem = () => { throw new Error('QuotaExceededError'); };
  keeper.put({ last: 'a/b' });
  await keeper.settled();
  assert.equal(keeper.get('last'), 'a/b');
  store.setItem = set;
  keeper.put({ 'l:a/b': 1 });
  await keeper.settled();
  assert.deepEqual(shown, ['saving', 'unsaved', 'saving', 'saved']);
  assert.deepEqual(plain((await end.load()).state), { last: 'a/b', 'l:a/b': 1 });
});

test('two windows write different keys of one course', async () => {
  const store = storage(9999);
  const one = player.keeper(own(store), 'savings', '', {}, () => {});
  const other = player.keeper(own(store), 'savings', '', {}, () => {});
  one.put({ 'q:a': { n: 1 } });
  other.put({ 'q:b': { n: 1 } });
  await one.reload();
  assert.deepEqual(plain(one.all()), { 'q:a': { n: 1 }, 'q:b': { n: 1 } });
});

test('a quiz counts its best points and is passed by its mark', () => {
  const state = { 'q:q0': { p: 1, d: 1 }, 'q:q1': { p: 1, d: 1 }, 'q:q2': { p: 0.5, d: 1 } };
  const open = player.state.quiz(quiz(), state);
  assert.deepEqual([open.done, open.answered, open.points, open.total, open.percent, open.passed], [false, 3, 2.5, 4, 62, false]);
  const done = player.state.quiz(quiz(), Object.assign({ 'q:q3': { p: 0.3, d: 1 } }, state));
  assert.deepEqual([done.done, done.percent, done.passed], [true, 70, true]);
  assert.equal(player.state.quiz(quiz({ pass: null }), state).passed, false);
});

test('69.9 per cent is not shown as the pass mark', () => {
  const state = { 'q:q0': { p: 0.699, d: 1 } };
  const one = player.state.quiz(quiz({ questions: questions(1) }), state);
  assert.deepEqual([one.percent, one.passed], [69, false]);
});

test('a new attempt does not take away a better one', () => {
  const one = player.state.quiz(quiz(), { 'z:z': { s: 1, n: 2, b: 80 } });
  assert.deepEqual([one.done, one.finished, one.best, one.passed], [false, true, 80, true]);
});

test('only drawn questions count, and open ones have no points', () => {
  const drawn = quiz({ draw: 2 });
  const places = plain(player.draw.asked(drawn, 5));
  const state = { 'z:z': { s: 5, n: 1 } };
  places.forEach(place => { state['q:q' + place] = { p: 1, d: 1 }; });
  const result = player.state.quiz(drawn, state);
  assert.deepEqual([result.asked, result.done, result.total, result.percent], [2, true, 2, 100]);
  const open = player.state.quiz(quiz({ questions: [{ id: 'q0', kind: 'open' }] }), { 'q:q0': { a: 'x', n: 1, d: 1 } });
  assert.deepEqual([open.done, open.total, open.best, open.passed], [true, 0, 100, true]);
});

test('strange states never break the count', () => {
  [{ 'q:q0': 7 }, { 'q:q0': { p: 'much', d: 1 } }, { 'q:q0': null, 'z:z': [] }, { 'q:q0': { p: 99, d: 1 } }, { 'z:z': { s: -4, b: 1e9 } }].forEach(state => {
    const result = player.state.quiz(quiz(), state);
    assert.ok(result.best >= 0 && result.best <= 100 && result.points <= result.total);
  });
});

test('a course is completed and passed by its own rules', () => {
  const outline = completion => ({ completion, lessons: [{ id: 'a/one' }, { id: 'a/two', quizzes: [quiz({ required: true }), quiz({ id: 's', graded: false })] }] });
  const all = { lessons: 'all', quizzes: 'all' };
  const right = { 'q:q0': { p: 1, d: 1 }, 'q:q1': { p: 1, d: 1 }, 'q:q2': { p: 1, d: 1 }, 'q:q3': { p: 0, d: 1 } };
  const none = player.course(outline(all), {});
  assert.deepEqual([none.percent, none.completed, none.passed, none.score], [0, false, false, 0]);
  const quizOnly = player.course(outline(all), right);
  assert.deepEqual([quizOnly.completed, quizOnly.passed, quizOnly.score], [false, true, 75]);
  assert.equal(player.course(outline({ lessons: 'none', quizzes: 'required' }), right).completed, true);
  assert.equal(player.course(outline({ lessons: 'required', quizzes: 'none' }), { 'l:a/two': 2 }).completed, true);
  assert.equal(player.course(outline(all), Object.assign({ 'l:a/one': 2, 'l:a/two': 2 }, right)).completed, true);
  const unmarked = player.course({ lessons: [{ id: 'a/one' }] }, { 'l:a/one': 2 });
  assert.deepEqual([unmarked.completed, unmarked.passed, unmarked.score], [true, false, null]);
});

test('"continue" leads to the lesson that was left, or to the next one', () => {
  const lessons = ['a/one', 'a/two', 'a/three'];
  assert.equal(player.state.next(lessons, { last: 'a/two', 'l:a/two': 1 }), 'a/two');
  assert.equal(player.state.next(lessons, { last: 'a/two', 'l:a/two': 2 }), 'a/three');
  assert.equal(player.state.next(lessons, { last: 'a/three', 'l:a/three': 2, 'l:a/two': 2 }), 'a/one');
  assert.equal(player.state.next(lessons, { last: 'gone/gone', 'l:a/one': 2 }), 'a/two');
  assert.equal(player.state.next(lessons, { 'l:a/one': 2, 'l:a/two': 2, 'l:a/three': 2 }), null);
});

test('of what was not kept the newest is sent again, in whatever order the answers come', async () => {
  for (const order of [[0, 1], [1, 0]]) {
    const asked = [];
    const end = { name: 'lms', ask: (_, __, ___, patch) => new Promise(resolve => { asked.push({ patch, answer: () => resolve({ saved: false, state: {} }) }); }) };
    const keeper = player.keeper(end, 'savings', '', {}, () => {});
    keeper.put({ 'q:a': { n: 0 }, 'f:a': 'words' });
    keeper.put({ 'q:a': { n: 1, d: 1 }, 'f:a': null });
    for (const place of order) {
      asked[place].answer();
      await new Promise(resolve => { setImmediate(resolve); });
    }
    keeper.put({ 'q:b': { n: 1 } });
    assert.deepEqual(plain(asked[2].patch), { 'q:a': { n: 1, d: 1 }, 'f:a': null, 'q:b': { n: 1 } });
  }
});
