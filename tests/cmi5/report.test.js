'use strict';

// From a learner in a real browser through a real LRS into the trainer's report, and from the report into an LRS again.

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');
const { after, before, test } = require('node:test');
const { build } = require('./build.js');
const { answerAll, leave, open, read, until } = require('./learner.js');
const { serve } = require('./lms.js');
const { KEY, SECRET, start } = require('./ralph.js');
const { PROGRAM, ROOT } = require('../scorm/build.js');
const { openBrowser } = require('../scorm/lms.js');

const LIBRARY = path.join(ROOT, 'tests', 'fixtures', 'scorm');
const run = promisify(execFile);
let made = null;
let ralph = null;
let lms = null;
let folder = null;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-report-'));
  made = build('scorm', 'saving-en-1.2.0-cmi5.zip');
  ralph = await start();
  lms = await serve(made.content, ralph);
});
after(() => {
  lms.close();
  ralph.stop();
  made.remove();
  fs.rmSync(folder, { recursive: true });
});

/** Puts a report together; returns what it says, and the data of it. */
async function report(places, options = [], key = { ALFORJA_LRS_KEY: KEY, ALFORJA_LRS_SECRET: SECRET }) {
  const out = path.join(folder, 'report');
  const environment = Object.assign({}, process.env, key);
  const said = await run(PROGRAM, ['--library', LIBRARY, '--lang', 'en', 'report', ...places, '--out', out, ...options], { env: environment })
    .catch(error => error);
  return { said: said.stdout + said.stderr, code: said.code || 0, data: JSON.parse(fs.readFileSync(path.join(out, 'report.json'), 'utf8')) };
}

test('what an LRS has of a learner is read with every question, and counts', { timeout: 60000 }, async () => {
  const browser = await openBrowser('chromium');
  const enrolment = lms.enrol('urn:uuid:c4af0b5d-da56-8883-9ec9-f2540e9eec87');
  try {
    const session = lms.launch(enrolment);
    const seat = await open(browser, lms, session);
    await answerAll(await read(seat));
    await until(() => session.said.includes('passed') && session.said.includes('completed'), 'completed and passed');
    await leave(seat);
    await until(() => session.said.includes('terminated'), 'terminated');
    await seat.close();
  } finally {
    await browser.close();
  }
  const file = path.join(folder, 'from-the-lrs.json');
  fs.writeFileSync(file, JSON.stringify({ statements: await ralph.statements(enrolment.registration), more: '' }));
  const { data } = await report([file]);
  const [person] = data.tables.people;
  assert.deepStrictEqual([person.name, person.state, person.passed, person.score, person.came], ['Бат', 'completed', 'yes', 100, 'platform']);
  assert.strictEqual(data.tables.unreadable, undefined);
  const questions = data.tables.questions.map(row => [row.question, row.tried, row.difficulty, row.right]).sort();
  assert.deepStrictEqual(questions, [1, 2, 3, 4].map(number => [`basics/check.${number}`, 1, 0, 100]));
});

/** A text of a learner who completed the course, as a page makes it. */
const LINE = 'ALF1;saving;1.2.0;en;11;100;2/2;20261125;20261120;K3F9Q2MZ;name=Ana Dorj;100+;Y4WMN4\n';

test('a report is sent to a real LRS once, however often it is sent', { timeout: 60000 }, async () => {
  const results = path.join(folder, 'results.txt');
  fs.writeFileSync(results, LINE);
  const mine = async () => (await ralph.all()).filter(one => one.actor.name === 'Ana Dorj');
  const first = await report([results], ['--send-to', ralph.endpoint]);
  assert.match(first.said, /127\.0\.0\.1 took 1 statement/);
  const sent = await mine();
  assert.deepStrictEqual(sent.map(one => [one.verb.id.split('/').pop(), one.result.completion, one.result.success]), [['completed', true, true]]);
  const again = await report([results], ['--send-to', ralph.endpoint]);
  assert.match(again.said, /1 statement was there already/);
  assert.strictEqual((await mine()).length, 1);
});

test('a wrong key is said, and nothing is sent', { timeout: 60000 }, async () => {
  const results = path.join(folder, 'others.txt');
  fs.writeFileSync(results, LINE);
  const there = (await ralph.all()).length;
  const { said, code } = await report([results], ['--send-to', ralph.endpoint], { ALFORJA_LRS_KEY: KEY, ALFORJA_LRS_SECRET: 'wrong' });
  assert.strictEqual(code, 2, said);
  assert.match(said, /127\.0\.0\.1 does not let us in \(401\)/);
  assert.strictEqual((await ralph.all()).length, there);
});
