/** A class's pure parts: what a phone sends, that each message arrives once whatever happens to it, and the figures of the board. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { load, plain } = require('./load.js');

const FOLDER = path.join(__dirname, '..', '..', 'src', 'class', 'page');

/** Loads files of the class behind those of the player. */
function loadClass(core, names, window) {
  const player = load(core);
  const own = Object.assign({ alforja: player, setTimeout, clearTimeout }, window);
  const context = vm.createContext({ window: own });
  names.forEach(name => vm.runInContext(fs.readFileSync(path.join(FOLDER, name), 'utf8'), context, { filename: name }));
  return player;
}

const question = (id, kind, count) => ({ id, kind, count, points: 1 });
const outline = {
  course: 'c', completion: { lessons: 'all', quizzes: 'none' },
  lessons: [
    { id: 'm/a', title: 'A', quizzes: [{ id: 'm/a#q', graded: true, questions: [question('one', 'single', 3), question('gap', 'gaps', 1), question('own', 'open', 0)] }] },
    { id: 'm/b', title: 'B', quizzes: [{ id: 'm/b#s', graded: false, questions: [question('scale', 'scale', 5)] }] }
  ]
};

test('own words and answers to surveys stay on the phone', () => {
  const { classroom } = loadClass([], ['learner/sorted.js']);
  const state = { 'q:one': { a: [1] }, 'q:own': { a: 'mine' }, 'q:scale': { a: 3 }, 'z:m/b#s': { h: [] }, 'z:m/a#q': { n: 1 }, 'f:m/a/1': 'mine', 'l:m/a': 1, last: 'm/a', 'm:film': 3, lang: 'mn' };
  const sent = words => Object.keys(plain(classroom.news(state, {}, classroom.own(outline, words), words))).sort();
  assert.deepEqual(sent(false), ['l:m/a', 'last', 'q:one', 'z:m/a#q']);
  assert.deepEqual(sent(true), ['f:m/a/1', 'l:m/a', 'last', 'q:one', 'q:own', 'z:m/a#q']);
});

test('what is sent goes once, in messages that are small', () => {
  const { classroom } = loadClass([], ['learner/sorted.js']);
  const state = {};
  for (let at = 0; at < 300; at += 1) { state['l:m/' + at] = 2; }
  const sent = {};
  let messages = 0;
  for (let patch = classroom.news(state, sent, [], false); patch; patch = classroom.news(state, sent, [], false)) {
    assert.ok(Object.keys(patch).length <= 80);
    classroom.note(sent, patch);
    messages += 1;
  }
  assert.equal(messages, 4);
  state['l:m/7'] = 1;
  delete state['l:m/8'];
  assert.deepEqual(plain(classroom.news(state, sent, [], false)), { 'l:m/7': 1, 'l:m/8': null });
});

test('of two phones of one learner the better answers count', () => {
  const { classroom } = loadClass([], ['learner/sorted.js']);
  const both = classroom.joined({ 'q:a': { n: 1 }, 'q:b': { n: 3 }, 'l:x': 1, last: 'x' }, { 'q:a': { n: 2 }, 'q:b': { n: 1 }, 'q:c': { n: 1 }, 'l:x': 2, last: 'y' });
  assert.deepEqual(plain(both), { 'q:a': { n: 2 }, 'q:b': { n: 3 }, 'q:c': { n: 1 }, 'l:x': 2, last: 'x' });
});

/** A class that loses messages and answers by turns; it numbers as the program does. */
function lossy(fate) {
  const has = { number: 0, text: '', state: {}, taken: 0 };
  const send = text => {
    const message = JSON.parse(text);
    if (message.number === has.number && text === has.text) { return { status: 200, said: { number: has.number } }; }
    if (message.number <= has.number) { return { status: 409, said: { number: has.number } }; }
    Object.assign(has, { number: message.number, text, taken: has.taken + 1 });
    Object.assign(has.state, message.patch);
    return { status: 200, said: { number: message.number } };
  };
  return { has, answer: text => fate() === 'lost' ? { status: 0, said: {} } : fate() === 'unanswered' ? (send(text), { status: 0, said: {} }) : send(text) };
}

test('every message arrives, and counts once, however often it is lost', async () => {
  const timers = [];
  const window = { setTimeout: act => { timers.push(act); }, clearTimeout: () => { timers.length = 0; } };
  const { classroom } = loadClass([], ['learner/sorted.js', 'learner/post.js'], window);
  const fates = ['lost', 'lost', 'unanswered', 'unanswered', 'fine', 'fine'];
  let turn = 0;
  const { has, answer } = lossy(() => fates[turn % fates.length]);
  classroom.ask = (name, phone, text) => {
    const said = answer(text);
    turn += 1;
    return Promise.resolve(said);
  };
  let kept = JSON.stringify({ phone: 'p', words: false, number: 0, pending: null, sent: {}, handed: {}, courses: { c: { lang: 'mn', results: 'r' } } });
  const box = { read: () => JSON.parse(kept), write: record => { kept = JSON.stringify(record); }, forget: () => undefined };
  const state = {};
  const fatesShown = [];
  const post = classroom.post(box, () => Promise.resolve(state), () => Promise.resolve(null), () => Promise.resolve([]), fate => fatesShown.push(fate), () => undefined);
  for (let step = 1; step <= 40; step += 1) {
    state['q:' + step % 9] = { a: [step], n: step };
    post.now();
    // Timers are ours: everything that waits runs, as long as something does.
    for (let round = 0; round < 30; round += 1) {
      const act = timers.pop();
      if (act) { act(); }
      await new Promise(done => setImmediate(done));
    }
  }
  assert.deepEqual(has.state, state);
  assert.equal(fatesShown[fatesShown.length - 1], 'sent');
  assert.equal(box.read().pending, null);
});

test('a phone hears that the trainer corrected the name, or took its learner out', async () => {
  const timers = [];
  const { classroom } = loadClass([], ['learner/sorted.js', 'learner/post.js'], { setTimeout: act => { timers.push(act); }, clearTimeout: () => { timers.length = 0; } });
  const answers = [{ status: 200, said: { number: 1, name: 'Ана', fields: { name: 'Ана', group: '1' } } }, { status: 200, said: { kept: true, name: 'Ана' } }, { status: 401, said: { why: 'removed' } }];
  const asked = [];
  classroom.ask = name => {
    asked.push(name);
    return Promise.resolve(answers[asked.length - 1]);
  };
  let kept = JSON.stringify({ phone: 'p', name: 'Анна', fields: { name: 'Анна', group: '1' }, words: false, number: 0, pending: null, sent: {}, handed: {}, courses: { c: { lang: 'mn', results: 'r' } } });
  const box = { read: () => JSON.parse(kept), write: record => { kept = JSON.stringify(record); }, forget: () => undefined };
  const state = { last: 'x' };
  const [fates, names] = [[], []];
  const result = () => Promise.resolve({ text: '{}', digest: box.read().name });
  const post = classroom.post(box, () => Promise.resolve(state), result, () => Promise.resolve([]), fate => fates.push(fate), record => names.push(record.name));
  const run = async () => {
    post.now();
    for (let round = 0; round < 30; round += 1) {
      const act = timers.pop();
      if (act) { act(); }
      await new Promise(done => setImmediate(done));
    }
  };
  await run();
  assert.deepEqual(names, ['Ана'], 'once');
  assert.deepEqual([box.read().fields.name, box.read().handed.c, fates[fates.length - 1]], ['Ана', 'Ана', 'sent'], 'the result has the right name');
  state.last = 'y';
  await run();
  assert.deepEqual(asked, ['state', 'result', 'state'], 'who sends need not ask how it stands');
  assert.equal(fates[fates.length - 1], 'removed');
  // Nothing is new, and the page is looked at again: it asks.
  kept = JSON.stringify(Object.assign(box.read(), { pending: null, sent: { c: { last: classroom.digest('"y"') } } }));
  answers.push({ status: 200, said: { number: 1 } }, { status: 401, said: { why: 'removed' } });
  await run();
  assert.deepEqual([asked[3], fates[fates.length - 1]], ['mine', 'sent']);
  await run();
  assert.deepEqual([asked[4], fates[fates.length - 1]], ['mine', 'removed']);
});

test('the board counts what was answered, and finds who may be stuck', () => {
  const player = loadClass(['words.js', 'typed.js', 'keep.js', 'grade.js', 'draw.js', 'state.js', 'course.js'], ['board/figures.js']);
  const learner = (id, at, state) => ({ id, name: id, code: '', fields: {}, joined: 0, seen: at, courses: at ? { c: { lang: 'mn', at, state } } : {}, results: [] });
  const learners = [
    learner('ana', 990, { last: 'm/a', 'l:m/a': 2, 'q:one': { a: [1], n: 1, p: 1, d: 1 }, 'q:gap': { a: ['three '], n: 1, p: 1 } }),
    learner('bat', 980, { last: 'm/a', 'l:m/a': 1, 'q:one': { a: [0], n: 4, p: 0 }, 'q:gap': { a: ['three'], n: 1, p: 0.5 } }),
    learner('cat', 100, { last: 'm/b', 'l:m/b': 1 }),
    learner('dan', 0, {})
  ];
  const [one, gap] = player.board.questions(outline);
  const went = plain(player.board.question(learners, 'c', one));
  assert.deepEqual([went.tried, went.right.length, went.wrong.length, went.options], [2, 1, 1, [1, 1, 0]]);
  assert.deepEqual(plain(player.board.question(learners, 'c', gap).typed), [{ text: 'three', count: 2 }]);
  const places = learners.map(each => player.board.place(each, outline, 1000));
  assert.deepEqual(places.map(each => each.stuck), [false, true, true, false], 'many tries; long silent; not begun is not stuck');
  assert.deepEqual(plain(player.board.lessons(learners, outline).map(each => [each.here, each.begun, each.done])), [[2, 2, 1], [1, 1, 0]]);
  const known = player.board.renewed({ ana: learners[0] }, { whole: false, learners: [learners[1]], gone: [] });
  assert.deepEqual(Object.keys(known), ['ana', 'bat']);
  assert.deepEqual(Object.keys(player.board.renewed(known, { whole: false, learners: [], gone: ['ana'] })), ['bat']);
  assert.deepEqual(Object.keys(player.board.renewed(known, { whole: false, learners: [learners[0]], gone: ['ana', 'eve'] })), ['bat', 'ana'], 'who came back is there');
  assert.deepEqual(Object.keys(player.board.renewed(known, { whole: true, learners: [], gone: [] })), []);
});
