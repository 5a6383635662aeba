'use strict';

// The two versions of SCORM, as their tests and a small LMS need them: which object and calls a platform offers, what
// elements are called, and what must stand in them at the great moments of a learner's life.

const CALLS = ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic'];

const scorm12 = {
  target: 'scorm12',
  title: 'SCORM 1.2',
  files: ['api.js', 'ends/scorm12.js'],
  object: 'API',
  maker: 'Scorm12API',
  runtime: () => require.resolve('scorm-again/scorm12/min'),
  // What our own names of the calls are in this version.
  calls: Object.assign({}, ...CALLS.map(name => ({ [name]: name === 'Terminate' ? 'LMSFinish' : `LMS${name}` }))),
  fresh: { 'cmi.core.student_id': 'bat', 'cmi.core.student_name': 'Bat', 'cmi.core.lesson_mode': 'normal', 'cmi.core.entry': 'ab-initio' },
  resumed: { 'cmi.core.entry': 'resume' },
  learner: 'cmi.core.student_id',
  mode: 'cmi.core.lesson_mode',
  place: 'cmi.core.lesson_location',
  score: { raw: 'cmi.core.score.raw', min: 'cmi.core.score.min', max: 'cmi.core.score.max' },
  exit: 'cmi.core.exit',
  time: 'cmi.core.session_time',
  minuteAndHalf: '0000:01:01.50',
  room: 4096,
  untouched: ['', 'not attempted', 'browsed'],
  status: 'cmi.core.lesson_status',
  incomplete: { 'cmi.core.lesson_status': 'incomplete' },
  completed: { 'cmi.core.lesson_status': 'completed' },
  passed: { 'cmi.core.lesson_status': 'passed' },
  failed: { 'cmi.core.lesson_status': 'failed' },
  wrong: 'wrong',
  response: 'student_response',
  // Write-only, or of one session.
  forgets: name => /^cmi\.(core\.(exit|session_time)$|interactions\.)/.test(name)
};

const scorm2004 = {
  target: 'scorm2004',
  title: 'SCORM 2004',
  files: ['api.js', 'responses.js', 'ends/scorm2004.js'],
  object: 'API_1484_11',
  maker: 'Scorm2004API',
  runtime: () => require.resolve('scorm-again/scorm2004/min'),
  calls: Object.assign({}, ...CALLS.map(name => ({ [name]: name }))),
  fresh: { 'cmi.learner_id': 'bat', 'cmi.learner_name': 'Bat', 'cmi.mode': 'normal', 'cmi.entry': 'ab-initio' },
  resumed: { 'cmi.entry': 'resume' },
  learner: 'cmi.learner_id',
  mode: 'cmi.mode',
  place: 'cmi.location',
  score: { raw: 'cmi.score.raw', min: 'cmi.score.min', max: 'cmi.score.max' },
  exit: 'cmi.exit',
  time: 'cmi.session_time',
  minuteAndHalf: 'PT1M1.5S',
  room: 64000,
  untouched: ['', 'not attempted', 'unknown'],
  status: 'cmi.completion_status',
  incomplete: { 'cmi.completion_status': 'incomplete' },
  completed: { 'cmi.completion_status': 'completed' },
  passed: { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed' },
  failed: { 'cmi.completion_status': 'incomplete', 'cmi.success_status': 'failed' },
  wrong: 'incorrect',
  response: 'learner_response',
  forgets: name => /^cmi\.(exit|session_time)$/.test(name)
};

/** What Kolibri's sandbox has of 1.2. */
const kolibri = Object.assign({}, scorm12, { target: 'kolibri', title: 'Kolibri', files: ['api.js', 'ends/scorm12.js', 'ends/kolibri.js'] });

module.exports = { kolibri, scorm12, scorm2004, all: [scorm12, scorm2004] };
