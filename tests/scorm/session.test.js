'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { load, plain } = require('./load.js');

const PURE = ['../typed.js', '../draw.js', '../grade.js', '../keep.js', '../state.js', '../course.js', '../pack/bits.js', '../pack/answers.js', '../pack/words.js', '../pack/pack.js',
  'time.js', 'status.js', 'interactions.js', 'api.js', 'ends/scorm12.js', 'mirror.js', 'session.js'];
const shell = load(...PURE).shell;

const OUTLINE = {
  course: 'saving', version: '1.0.0', lang: 'mn', title: 'Хадгаламж', pass: 70,
  completion: { lessons: 'all', quizzes: 'all' },
  lessons: [
    { id: 'basics/why', href: 'basics/why.html', title: 'Яагаад', quizzes: [] },
    {
      id: 'basics/check', href: 'basics/check.html', title: 'Шалгалт',
      quizzes: [{
        id: 'basics/check#quiz-1', graded: true, pass: 70, required: false, attempts: 0, questions: [
          { id: 'basics/check.1', kind: 'single', count: 3, points: 1 },
          { id: 'basics/check.2', kind: 'gaps', count: 1, gaps: ['number'], points: 1 }
        ]
      }]
    }
  ]
};

const KEYS = {
  'basics/check.1': { kind: 'single', count: 3, right: [2] },
  'basics/check.2': { kind: 'gaps', gaps: [{ kind: 'number', from: 12, to: 12 }] }
};

/** An LMS that keeps what it is told and writes down every call. */
function lms(data = {}) {
  const kept = Object.assign({ 'cmi.core.student_id': 'bat' }, data);
  const log = [];
  let running = false;
  const api = {
    broken: false, full: false, kept, log,
    LMSInitialize: () => { log.push('Initialize'); running = true; return 'true'; },
    LMSFinish: () => { log.push('Finish'); const was = running; running = false; return String(was); },
    LMSGetValue: name => (name in kept ? kept[name] : ''),
    LMSSetValue: (name, value) => {
      if (api.broken) throw new Error('gone');
      if (!running) { log.push(`late ${name}`); return 'false'; }
      log.push(`${name}=${value}`);
      kept[name] = value;
      return 'true';
    },
    LMSCommit: () => {
      if (api.broken) throw new Error('gone');
      log.push('Commit');
      return api.full ? 'false' : 'true';
    },
    LMSGetLastError: () => '0'
  };
  return api;
}

function storage(kept = {}) {
  return { kept, getItem: name => (name in kept ? kept[name] : null), setItem: (name, value) => { kept[name] = value; } };
}

/** A window that holds the LMS's object, or nothing. */
function windowWith(api) {
  const view = api ? { API: api } : {};
  view.parent = view.top = view;
  return view;
}

/** Opens a session with an end that answers at once; what it tells is returned. */
function launch(api, shelf = storage(), settings = {}, time = { now: 1000000 }) {
  const session = shell.session({
    outline: OUTLINE, end: shell.end({ view: windowWith(api) }), storage: shelf, place: '/', settings,
    now: () => time.now,
    keyOf: id => ({ question: KEYS[id], decimal: ',' })
  });
  return told(session);
}

/** Returns the session, opened, with calls that return what it tells. */
function told(session) {
  const now = call => (...given) => {
    let answer;
    session[call](...given, one => { answer = one; });
    return answer;
  };
  now('open')();
  return Object.assign({}, session, { save: now('save'), flush: now('flush'), hide: now('hide'), close: now('close') });
}

const WRONG = { 'q:basics/check.1': { a: [0], n: 1, p: 0, d: 1 } };
const RIGHT = { 'q:basics/check.1': { a: [2], n: 1, p: 1, d: 1 } };
const SECOND = { 'q:basics/check.2': { a: ['12'], n: 1, p: 1, d: 1 } };

test('an untouched status is incomplete at once, and committed', () => {
  for (const status of ['', 'not attempted']) {
    const api = lms({ 'cmi.core.lesson_status': status });
    launch(api);
    assert.strictEqual(api.kept['cmi.core.lesson_status'], 'incomplete');
    assert.deepStrictEqual(api.log.slice(-1), ['Commit']);
  }
});

test('a whole life: read, answer, leave, come back on another device, pass, come back again', () => {
  const data = {};
  const first = lms(data);
  const session = launch(first);
  session.save({ last: 'basics/why', 'l:basics/why': 2 });
  session.save({ last: 'basics/check', 'l:basics/check': 1 });
  session.save(RIGHT);
  assert.strictEqual(first.kept['cmi.core.score.raw'], undefined, 'no score while the test runs');
  assert.strictEqual(session.close(), true);
  assert.strictEqual(first.log.filter(call => call === 'Finish').length, 1);
  assert.strictEqual(first.kept['cmi.core.lesson_location'], 'basics/check');
  assert.strictEqual(first.kept['cmi.core.exit'], 'suspend');

  const second = lms(first.kept);
  const resumed = launch(second);
  assert.deepStrictEqual(plain(resumed.state()), { last: 'basics/check', 'l:basics/why': 2, 'l:basics/check': 1, ...RIGHT });
  resumed.save(Object.assign({ 'l:basics/check': 2 }, SECOND));
  assert.strictEqual(second.kept['cmi.core.lesson_status'], 'passed');
  assert.strictEqual(second.kept['cmi.core.score.raw'], '100');
  assert.strictEqual(second.kept['cmi.core.score.min'], '0');
  assert.strictEqual(second.kept['cmi.core.score.max'], '100');
  resumed.close();

  const third = lms(second.kept);
  const again = launch(third);
  again.save({ 'q:basics/check.1': null, 'q:basics/check.2': null, 'z:basics/check#quiz-1': { s: 5, n: 2, b: 100 } });
  again.save(WRONG);
  again.close();
  assert.strictEqual(third.kept['cmi.core.lesson_status'], 'passed');
  assert.strictEqual(third.kept['cmi.core.score.raw'], '100');
});

test('a failed test leaves the learner incomplete, unless the package says otherwise', () => {
  const all = { 'l:basics/why': 2, 'l:basics/check': 2, ...WRONG, ...SECOND };
  const kind = lms();
  launch(kind).save(all);
  assert.strictEqual(kind.kept['cmi.core.lesson_status'], 'incomplete');
  assert.strictEqual(kind.kept['cmi.core.score.raw'], '50');
  const strict = lms();
  launch(strict, storage(), { failed: 'failed' }).save(all);
  assert.strictEqual(strict.kept['cmi.core.lesson_status'], 'failed');
});

test('completed is never taken back', () => {
  const api = lms({ 'cmi.core.lesson_status': 'completed' });
  launch(api).save(WRONG);
  assert.strictEqual(api.kept['cmi.core.lesson_status'], 'completed');
});

test('each finished question is journaled once, in the words of 1.2', () => {
  const api = lms({ 'cmi.interactions._count': '4' });
  const time = { now: 1000000 };
  const session = launch(api, storage(), {}, time);
  session.turn();
  time.now += 5000;
  session.save({ 'q:basics/check.1': { a: [0], n: 1, p: 0 } });
  session.save(WRONG);
  session.save(WRONG);
  session.save(SECOND);
  const interactions = api.log.filter(call => call.startsWith('cmi.interactions'));
  assert.deepStrictEqual(interactions.filter(call => !call.includes('.time=')), [
    'cmi.interactions.4.id=basics_check.1', 'cmi.interactions.4.type=choice',
    'cmi.interactions.4.correct_responses.0.pattern=c', 'cmi.interactions.4.weighting=1',
    'cmi.interactions.4.student_response=a', 'cmi.interactions.4.result=wrong', 'cmi.interactions.4.latency=0000:00:05.00',
    'cmi.interactions.5.id=basics_check.2', 'cmi.interactions.5.type=numeric',
    'cmi.interactions.5.correct_responses.0.pattern=12', 'cmi.interactions.5.weighting=1',
    'cmi.interactions.5.student_response=12', 'cmi.interactions.5.result=correct', 'cmi.interactions.5.latency=0000:00:00.00'
  ]);
  session.close();
  const later = lms(api.kept);
  launch(later).save({ 'l:basics/check': 2 });
  assert.deepStrictEqual(later.log.filter(call => call.startsWith('cmi.interactions')), []);
});

test('a new answer that is wrong is journaled as wrong, whatever the best one was', () => {
  const api = lms();
  const session = launch(api);
  session.save(RIGHT);
  session.save({ 'q:basics/check.1': { n: 0, p: 1 } });
  session.save({ 'q:basics/check.1': { a: [1], n: 1, p: 1, d: 1 } });
  assert.deepStrictEqual(api.log.filter(call => call.includes('.result=')), ['cmi.interactions.0.result=correct', 'cmi.interactions.1.result=wrong']);
});

test('review and browse write nothing', () => {
  for (const mode of ['review', 'browse']) {
    const api = lms({ 'cmi.core.lesson_mode': mode, 'cmi.core.lesson_status': 'not attempted' });
    const shelf = storage();
    const session = launch(api, shelf);
    assert.strictEqual(session.save(RIGHT), false);
    session.turn();
    session.flush();
    session.hide();
    assert.strictEqual(session.situation(), 'review');
    session.close();
    assert.deepStrictEqual(api.log, ['Initialize', 'Finish']);
    assert.deepStrictEqual(shelf.kept, {});
  }
});

test('without an LMS the device keeps it', () => {
  const shelf = storage();
  const session = launch(null, shelf);
  assert.strictEqual(session.situation(), 'alone');
  assert.strictEqual(session.save(RIGHT), true);
  assert.strictEqual(session.end(), 'local');
  assert.deepStrictEqual(plain(launch(null, shelf).state()), RIGHT);
});

test('without an LMS and without storage the learner is told', () => {
  const shut = { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('no'); } };
  for (const shelf of [null, shut]) {
    const session = launch(null, shelf);
    assert.strictEqual(session.save(RIGHT), false);
    assert.strictEqual(session.situation(), 'lost');
  }
});

test('an LMS that dies in the middle: told, kept, sent again at the next launch', () => {
  const shelf = storage();
  const api = lms();
  const session = launch(api, shelf);
  session.save({ 'l:basics/why': 2 });
  api.broken = true;
  assert.strictEqual(session.save(RIGHT), false);
  assert.strictEqual(session.situation(), 'unsaved');
  session.close();

  const next = lms(api.kept);
  const again = launch(next, shelf);
  assert.deepStrictEqual(plain(again.state()), { 'l:basics/why': 2, ...RIGHT });
  assert.ok(next.log.includes('cmi.interactions.0.id=basics_check.1'));
  assert.strictEqual(again.situation(), 'saved');
  again.close();
  const elsewhere = launch(lms(next.kept));
  assert.deepStrictEqual(plain(elsewhere.state()), { 'l:basics/why': 2, ...RIGHT });
});

test('an attempt that the trainer has reset stays reset', () => {
  const shelf = storage();
  const api = lms();
  const session = launch(api, shelf);
  session.save(RIGHT);
  session.close();
  assert.deepStrictEqual(plain(launch(lms(), shelf).state()), {});
});

test('a refused commit is told and tried again', () => {
  const api = lms();
  const session = launch(api);
  api.full = true;
  assert.strictEqual(session.save(RIGHT), false);
  assert.strictEqual(session.situation(), 'unsaved');
  api.full = false;
  assert.strictEqual(session.flush(), true);
  assert.strictEqual(session.situation(), 'saved');
});

test('after Finish nothing is written', () => {
  const api = lms();
  const session = launch(api);
  session.close();
  session.close();
  assert.strictEqual(session.save(RIGHT), false);
  session.flush();
  session.hide();
  assert.deepStrictEqual(api.log.filter(call => call.startsWith('late')), []);
  assert.strictEqual(api.log.filter(call => call === 'Finish').length, 1);
});

test('time stops while nobody looks', () => {
  const api = lms();
  const time = { now: 0 };
  const session = launch(api, storage(), {}, time);
  time.now += 60000;
  session.hide();
  time.now += 3600000;
  session.show();
  time.now += 1500;
  session.close();
  assert.strictEqual(api.kept['cmi.core.session_time'], '0000:01:01.50');
});

test('a second learner on the same device sees nothing of the first', () => {
  const shelf = storage();
  const api = lms();
  const session = launch(api, shelf);
  api.broken = true;
  session.save(RIGHT);
  const other = launch(lms({ 'cmi.core.student_id': 'dulmaa' }), shelf);
  assert.deepStrictEqual(plain(other.state()), {});
});

test('answers of every kind in the words of 1.2', () => {
  const said = (question, a, key) => {
    const api = lms();
    const end = shell.end({ view: windowWith(api) });
    end.open(() => {});
    end.answered(shell.interactions.interaction({
      lesson: { id: 'basics/check' }, quiz: { graded: true }, question: Object.assign({ id: 'q', points: 2 }, question), kept: { a, p: 1 }, key,
      time: new Date(0), latency: 0
    }));
    const field = name => api.kept['cmi.interactions.0.' + name];
    return [field('type'), field('student_response'), field('correct_responses.0.pattern')];
  };
  assert.deepStrictEqual(said({ kind: 'multiple', count: 4 }, [0, 3], { right: [0, 1] }), ['choice', 'a,d', 'a,b']);
  assert.deepStrictEqual(said({ kind: 'order', count: 3 }, [2, 0, 1]), ['sequencing', 'c,a,b', 'a,b,c']);
  assert.deepStrictEqual(said({ kind: 'match', count: 2 }, [1, 0]), ['matching', 'a.b,b.a', 'a.a,b.b']);
  assert.deepStrictEqual(said({ kind: 'scale', count: 5 }, 4), ['likert', 'e', undefined]);
  assert.deepStrictEqual(said({ kind: 'open' }, 'үг'.repeat(200))[1].length, 255);
  assert.deepStrictEqual(said({ kind: 'gaps', gaps: ['number'] }, ['12,5'], { gaps: [{ from: 12.5, to: 12.5 }] }), ['numeric', '12.5', '12.5']);
  assert.deepStrictEqual(said({ kind: 'gaps', gaps: ['choice:3'] }, [1], { gaps: [{ right: [1] }] }), ['choice', 'b', 'b']);
  assert.deepStrictEqual(said({ kind: 'gaps', gaps: ['text', 'choice:2'] }, ['loan', 1]), ['fill-in', 'loan; b', undefined]);
});

test('ids are ASCII without spaces, at most 255 long, and differ where the questions do', () => {
  const ids = ['a/b.1', 'a_b.1', 'ө', 'ө ', 'x'.repeat(300), 'x'.repeat(301)].map(shell.interactions.identifier);
  ids.forEach(id => assert.match(id, /^[!-~]{1,255}$/));
  assert.strictEqual(new Set(ids).size, ids.length);
});

test('times are written as 1.2 wants them', () => {
  const { timespan, clock } = shell.time;
  assert.strictEqual(timespan(0), '0000:00:00.00');
  assert.strictEqual(timespan(3723450), '0001:02:03.45');
  assert.strictEqual(timespan(-5), '0000:00:00.00');
  assert.strictEqual(timespan(1e14), '9999:59:59.99');
  const time = { now: 0 };
  const jumping = clock(() => time.now);
  jumping.start();
  time.now = 1e12;
  assert.strictEqual(jumping.spent(), 0);
});

test('the LMS is found above, beside and behind closed doors', () => {
  const isFound = view => {
    let found = null;
    shell.end({ view }).open(launched => { found = launched !== null; });
    return found;
  };
  const api = lms();
  const closed = { get API() { throw new Error('cross origin'); } };
  const top = windowWith(api);
  closed.parent = top;
  const view = { parent: closed, top };
  assert.strictEqual(isFound(view), true);
  const popup = windowWith(null);
  popup.opener = view;
  assert.strictEqual(isFound(popup), true);
  assert.strictEqual(isFound(windowWith(null)), false);
  const other = windowWith({ Initialize: () => 'true' });
  assert.strictEqual(isFound(other), false);
});

test('an end that answers late gets one report at a time, and what came meanwhile with the next', () => {
  const reports = [];
  const end = {
    room: 4096, open: done => done({ learner: 'bat', reviewing: false, untouched: false, packed: '', last: '', completed: false, success: 'unknown', score: null }),
    answered: () => {}, report: (report, done) => reports.push({ report, done }), finish: (report, done) => reports.push({ report, done })
  };
  const session = shell.session({ outline: OUTLINE, end, storage: storage(), place: '/', settings: {}, now: () => 0, keyOf: () => null });
  session.open(() => {});
  const answers = [];
  session.save({ last: 'basics/why', 'l:basics/why': 2 }, saved => answers.push(['why', saved]));
  session.save({ last: 'basics/check', 'l:basics/check': 1 }, saved => answers.push(['check', saved]));
  session.save(RIGHT, saved => answers.push(['right', saved]));
  assert.strictEqual(reports.length, 1);
  reports[0].done(true);
  assert.deepStrictEqual(answers, [['why', true]]);
  assert.strictEqual(reports.length, 2);
  assert.strictEqual(reports[1].report.last, 'basics/check');
  reports[1].done(false);
  assert.deepStrictEqual(answers.slice(1), [['check', false], ['right', false]]);
  assert.strictEqual(session.situation(), 'unsaved');
  session.flush(() => {});
  session.close(saved => answers.push(['close', saved]));
  reports[2].done(true);
  assert.deepStrictEqual(answers.length, 3, 'who left is not told of an earlier report');
  reports[3].done(true);
  assert.deepStrictEqual(answers[3], ['close', true]);
  assert.strictEqual(session.situation(), 'saved');
});

test('yes has many spellings', () => {
  for (const yes of ['true', true, 1, '1', 'True']) assert.strictEqual(shell.api.isYes(yes), true);
  for (const no of ['false', false, 0, '', undefined, null]) assert.strictEqual(shell.api.isYes(no), false);
});
