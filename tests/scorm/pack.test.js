'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { load, plain } = require('./load.js');

const { packer } = load('../pack/bits.js', '../pack/answers.js', '../pack/words.js', '../pack/pack.js').pack;
const vectors = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'fixtures', 'packing.json'), 'utf8'));

const KINDS = ['single', 'multiple', 'gaps', 'order', 'match', 'open', 'scale'];

/** Numbers that look random and are the same in every run. */
function dice(seed) {
  let value = seed >>> 0;
  return (sides) => {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    return Math.floor((value / 0x100000000) * sides);
  };
}

function randomQuestion(roll, id) {
  const kind = KINDS[roll(KINDS.length)];
  const question = { id, kind, count: 1 + roll(7), points: 1 + roll(3) };
  if (kind === 'gaps') {
    question.gaps = Array.from({ length: 1 + roll(3) }, () => ['text', 'number', `choice:${2 + roll(4)}`][roll(3)]);
  }
  return question;
}

function randomOutline(roll, lessonCount) {
  const lessons = Array.from({ length: lessonCount }, (_, at) => {
    const id = `part-${at % 3}/lesson-${at}`;
    const quizzes = Array.from({ length: roll(3) }, (__, quiz) => ({
      id: `${id}#quiz-${quiz + 1}`, graded: roll(2) === 0, attempts: roll(4), pass: 70,
      questions: Array.from({ length: 1 + roll(5) }, (___, number) => randomQuestion(roll, `${id}.${quiz}${number}`))
    }));
    return { id, href: `${id}.html`, title: id, quizzes };
  });
  return { course: 'saving', version: '1.0.0', lang: 'mn', lessons };
}

function shuffled(roll, count) {
  const left = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: count }, () => left.splice(roll(left.length), 1)[0]);
}

function randomAnswer(roll, question) {
  const { kind, count } = question;
  if (kind === 'single') return [roll(count)];
  if (kind === 'multiple') return shuffled(roll, count).slice(roll(count + 1)).sort((one, other) => one - other);
  if (kind === 'order') return shuffled(roll, count);
  if (kind === 'match') return Array.from({ length: count }, () => roll(count + 1) - 1);
  if (kind === 'scale') return roll(count);
  if (kind === 'open') return ['хоёр', 'two words', '', 'é 😀'][roll(4)];
  return question.gaps.map((gap) => (gap.startsWith('choice:') ? roll(Number(gap.slice(7))) : ['12,5', 'зээл', ''][roll(3)]));
}

function randomState(roll, outline) {
  const state = {};
  for (const lesson of outline.lessons) {
    if (roll(3) === 0) continue;
    if (roll(4) > 0) state[`l:${lesson.id}`] = 1 + roll(2);
    if (roll(4) === 0) state[`f:${lesson.id}/${1 + roll(9)}`] = ['нэг мөр', true, ['a', 'b'], 7][roll(4)];
    for (const quiz of lesson.quizzes) {
      if (roll(2) === 0) {
        const attempt = { s: roll(65536), n: 1 + roll(4) };
        if (roll(2) === 0) attempt.b = roll(101);
        state[`z:${quiz.id}`] = attempt;
      }
      for (const question of quiz.questions) {
        if (roll(4) === 0) continue;
        const kept = { n: 1 + roll(quiz.attempts || 20), p: roll(7) / 6, a: randomAnswer(roll, question) };
        if (roll(2) === 0) kept.d = 1;
        state[`q:${question.id}`] = kept;
      }
    }
  }
  return state;
}

test('any state of any course comes back whole', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const roll = dice(seed);
    const outline = randomOutline(roll, 1 + roll(12));
    const state = randomState(roll, outline);
    const packed = packer(outline).encode(state);
    assert.match(packed, /^[A-Za-z0-9_-]{1,4096}$/);
    assert.deepStrictEqual(plain(packer(outline).decode(packed)), state, `seed ${seed}`);
  }
});

test('the fixed part is never longer than the worst case', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const roll = dice(seed);
    const outline = randomOutline(roll, 1 + roll(30));
    const state = randomState(roll, outline);
    for (const key of Object.keys(state)) {
      if (key.startsWith('f:')) delete state[key];
      const answer = state[key] && state[key].a;
      if (typeof answer === 'string') state[key].a = '';
      if (Array.isArray(answer)) state[key].a = answer.map((part) => (typeof part === 'string' ? '' : part));
    }
    assert.ok(packer(outline).encode(state).length <= packer(outline).worstCase(), `seed ${seed}`);
  }
});

test('too much for the room still fits, and the lessons come back', () => {
  const roll = dice(7);
  const outline = randomOutline(roll, 900);
  const state = {};
  for (const lesson of outline.lessons) {
    state[`l:${lesson.id}`] = 2;
    for (const quiz of lesson.quizzes) {
      for (const question of quiz.questions) state[`q:${question.id}`] = { n: 3, p: 0.5, a: randomAnswer(roll, question) };
    }
  }
  assert.ok(packer(outline).worstCase() > 4096);
  const packed = packer(outline).encode(state);
  assert.ok(packed.length <= 4096);
  const back = packer(outline).decode(packed);
  assert.strictEqual(back[`l:${outline.lessons[899].id}`], 2);
});

test('long typed words give way to what fits', () => {
  const outline = randomOutline(dice(3), 4);
  const state = { [`l:${outline.lessons[0].id}`]: 2 };
  state[`f:${outline.lessons[0].id}/1`] = 'ө'.repeat(9000);
  state[`f:${outline.lessons[0].id}/2`] = 'богино';
  const back = plain(packer(outline).decode(packer(outline).encode(state)));
  assert.strictEqual(back[`l:${outline.lessons[0].id}`], 2);
  assert.strictEqual(back[`f:${outline.lessons[0].id}/1`], undefined);
  assert.strictEqual(back[`f:${outline.lessons[0].id}/2`], 'богино');
});

test('in a changed course every unchanged lesson is found again, a changed one is dropped', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const roll = dice(seed);
    const outline = randomOutline(roll, 6);
    const state = randomState(roll, outline);
    const packed = packer(outline).encode(state);
    const changed = plain(outline);
    const gone = changed.lessons.splice(2, 1)[0];
    changed.lessons.unshift({ id: 'new/first', href: '', title: '', quizzes: [] });
    changed.lessons.reverse();
    const back = plain(packer(changed).decode(packed));
    const kept = {};
    const questionsGone = gone.quizzes.flatMap((quiz) => quiz.questions.map((question) => `q:${question.id}`));
    for (const [key, value] of Object.entries(state)) {
      const place = key.slice(2).split('#')[0];
      if (place !== gone.id && !key.startsWith(`f:${gone.id}/`) && !questionsGone.includes(key)) kept[key] = value;
    }
    assert.deepStrictEqual(back, kept, `seed ${seed}`);
  }
});

test('nonsense gives an empty state, a torn text what came before', () => {
  const outline = randomOutline(dice(5), 5);
  const { encode, decode } = packer(outline);
  for (const text of ['', 'x', '{"a":1}', 'AAAAAA', '//////', 'zzzzzzzzzzzzzzz', '%'.repeat(50)]) {
    assert.deepStrictEqual(plain(decode(text)), {}, text);
  }
  const state = Object.fromEntries(outline.lessons.map((lesson) => [`l:${lesson.id}`, 2]));
  const packed = encode(state);
  for (let length = 0; length < packed.length; length += 1) {
    const back = plain(decode(packed.slice(0, length)));
    for (const [key, value] of Object.entries(back)) assert.strictEqual(value, state[key]);
  }
});

test('any text at all is read without a crash', () => {
  const outline = randomOutline(dice(9), 8);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let seed = 1; seed <= 500; seed += 1) {
    const roll = dice(seed);
    const text = 'AQ' + Array.from({ length: roll(200) }, () => letters[roll(64)]).join('');
    packer(outline).decode(text);
  }
});

test('the program and the page agree about the worst case', () => {
  assert.ok(vectors.length >= 4);
  for (const { name, outline, worst } of vectors) assert.strictEqual(packer(outline).worstCase(), worst, name);
});

test('packed texts stay as they are from version to version', () => {
  for (const { name, outline, states } of vectors) {
    // `back`: what comes back where not everything has room.
    for (const { state, packed, room, back } of states) {
      assert.strictEqual(packer(outline, room).encode(state), packed, name);
      assert.deepStrictEqual(plain(packer(outline, room).decode(packed)), back || state, name);
    }
  }
});

test('the chosen path and the day of completion come back, also where the course has changed', () => {
  const outline = randomOutline(dice(4), 5);
  const state = { role: 'board', done: '2027-03-01', [`l:${outline.lessons[1].id}`]: 2 };
  const packed = packer(outline).encode(state);
  assert.deepStrictEqual(plain(packer(outline).decode(packed)), state);
  const changed = plain(outline);
  changed.lessons.splice(0, 1);
  assert.strictEqual(packer(changed).decode(packed).role, 'board');
});

/** A course with a survey in its second lesson, and what a learner has of it. */
const SURVEYED = {
  outline: {
    course: 'saving', version: '1.0.0', lang: 'mn', lessons: [
      { id: 'm/one', href: '', title: '', quizzes: [] },
      { id: 'm/two', href: '', title: '', quizzes: [{ id: 'm/two#self', graded: false, attempts: 0, questions: [{ id: 'm/two.1', kind: 'scale', count: 5 }] }] }
    ]
  },
  state: {
    'l:m/one': 2, 'l:m/two': 2, 'q:m/two.1': { n: 1, d: 1, a: 3 },
    'z:m/two#self': { s: 0, n: 3, t: '2027-03-02', h: [{ t: '2027-01-05', v: [25, null] }, { t: '2027-02-01', v: [50, 75] }] },
    'm:interview': 127, 'm:/speed': 1.5, 'm:/captions': 'off', 'f:m/one/1': 'нэг'
  }
};

test('former results of surveys and places in films come back, also where the course has changed', () => {
  const { outline, state } = SURVEYED;
  const packed = packer(outline).encode(state);
  assert.deepStrictEqual(plain(packer(outline).decode(packed)), state);
  const changed = plain(outline);
  changed.lessons.shift();
  const back = plain(packer(changed).decode(packed));
  assert.deepStrictEqual([back['z:m/two#self'], back['m:interview']], [state['z:m/two#self'], 127]);
});

test('they give way to answers, and films to notes', () => {
  const { outline, state } = SURVEYED;
  const whole = packer(outline).encode(state).length;
  const fits = {};
  for (let room = whole; room > 20; room -= 1) {
    const back = plain(packer(outline, room).decode(packer(outline, room).encode(state)));
    assert.deepStrictEqual(back['q:m/two.1'], state['q:m/two.1'], String(room));
    for (const [name, is] of [['films', 'm:interview' in back], ['notes', 'f:m/one/1' in back], ['survey', 'h' in back['z:m/two#self']]]) if (is) fits[name] = room;
  }
  assert.ok(fits.films > fits.notes, JSON.stringify(fits));
  // What is long leaves its room to what is short.
  assert.ok(fits.survey <= whole, JSON.stringify(fits));
});
