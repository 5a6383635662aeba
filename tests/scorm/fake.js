'use strict';

// A small course, an LMS that keeps what it is told, and sessions between them: without a browser.

const assert = require('node:assert');
const { load } = require('./load.js');

const BEFORE = ['../typed.js', '../draw.js', '../grade.js', '../keep.js', '../state.js', '../course.js', '../pack/bits.js', '../pack/answers.js', '../pack/words.js', '../pack/pack.js',
  'time.js', 'status.js', 'interactions.js'];

/** Returns the launch page's files with the end of a version. */
const shellOf = version => load(...BEFORE, ...version.files, 'mirror.js', 'session.js').shell;

const OUTLINE = {
  course: 'saving', version: '1.0.0', lang: 'mn', title: 'Хадгаламж', pass: 70, modules: [{ id: 'basics', title: 'Үндэс' }],
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

/** An LMS that keeps what it is told and writes down every call, by our own names of them. */
function lms(version, data = {}) {
  const kept = Object.assign({ [version.learner]: 'bat' }, data);
  const log = [];
  let running = false;
  const state = { broken: false, full: false, kept, log, version };
  const own = {
    Initialize: () => { log.push('Initialize'); running = true; return 'true'; },
    Terminate: () => { log.push('Terminate'); const was = running; running = false; return String(was); },
    GetValue: name => (name in kept ? kept[name] : ''),
    SetValue: (name, value) => {
      if (state.broken) throw new Error('gone');
      if (!running) { log.push(`late ${name}`); return 'false'; }
      log.push(`${name}=${value}`);
      kept[name] = value;
      const counted = /^(cmi\.\w+)\.(\d+)\.id$/.exec(name);
      if (counted && version.target === 'scorm2004') { kept[`${counted[1]}._count`] = String(Number(counted[2]) + 1); }
      return 'true';
    },
    Commit: () => {
      if (state.broken) throw new Error('gone');
      log.push('Commit');
      return state.full ? 'false' : 'true';
    },
    GetLastError: () => '0'
  };
  state.api = Object.assign({}, ...Object.keys(own).map(name => ({ [version.calls[name]]: own[name] })));
  return state;
}

function storage(kept = {}) {
  return { kept, getItem: name => (name in kept ? kept[name] : null), setItem: (name, value) => { kept[name] = value; } };
}

/** A window that holds the LMS's object, or nothing. */
function windowWith(platform) {
  const view = platform ? { [platform.version.object]: platform.api } : {};
  view.parent = view.top = view;
  return view;
}

/** Opens a session with an end that answers at once; what it tells is returned. */
function launchOn(version, platform, shelf = storage(), settings = {}, time = { now: 1000000 }) {
  const own = shellOf(version);
  return told(own.session({
    outline: OUTLINE, end: own.end({ view: windowWith(platform), outline: OUTLINE, settings }), storage: shelf, place: '/', settings,
    now: () => time.now,
    keyOf: id => ({ question: KEYS[id], decimal: ',', prompt: 'Хэд вэ?' })
  }));
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

/** Holds what a platform was told against what must stand there. */
function stands(platform, wanted) {
  for (const [name, value] of Object.entries(wanted)) assert.strictEqual(platform.kept[name], value, name);
}

module.exports = { KEYS, OUTLINE, launchOn, lms, shellOf, stands, storage, told, windowWith };
