'use strict';

const assert = require('node:assert');
const { describe, test } = require('node:test');
const { OUTLINE, launchOn, lms, shellOf, stands, storage } = require('./fake.js');
const { plain } = require('./load.js');
const versions = require('./versions.js');

const WRONG = { 'q:basics/check.1': { a: [0], n: 1, p: 0, d: 1 } };
const RIGHT = { 'q:basics/check.1': { a: [2], n: 1, p: 1, d: 1 } };
const SECOND = { 'q:basics/check.2': { a: ['12'], n: 1, p: 1, d: 1 } };

for (const version of versions.all) {
  describe(version.title, () => {
    test('an untouched status is incomplete at once, and committed', () => {
      for (const status of version.untouched) {
        const api = lms(version, { [version.status]: status });
        launchOn(version, api);
        stands(api, version.incomplete);
        assert.deepStrictEqual(api.log.slice(-1), ['Commit']);
      }
    });

    test('a whole life: read, answer, leave, come back on another device, pass, come back again', () => {
      const data = {};
      const first = lms(version, data);
      const session = launchOn(version, first);
      session.save({ last: 'basics/why', 'l:basics/why': 2 });
      session.save({ last: 'basics/check', 'l:basics/check': 1 });
      session.save(RIGHT);
      assert.strictEqual(first.kept[version.score.raw], undefined, 'no score while the test runs');
      assert.strictEqual(session.close(), true);
      assert.strictEqual(first.log.filter(call => call === 'Terminate').length, 1);
      assert.strictEqual(first.kept[version.place], 'basics/check');
      assert.strictEqual(first.kept[version.exit], 'suspend');

      const second = lms(version, first.kept);
      const resumed = launchOn(version, second);
      assert.deepStrictEqual(plain(resumed.state()), { last: 'basics/check', 'l:basics/why': 2, 'l:basics/check': 1, ...RIGHT });
      resumed.save(Object.assign({ 'l:basics/check': 2 }, SECOND));
      stands(second, version.passed);
      assert.strictEqual(second.kept[version.score.raw], '100');
      assert.strictEqual(second.kept[version.score.min], '0');
      assert.strictEqual(second.kept[version.score.max], '100');
      resumed.close();

      const third = lms(version, second.kept);
      const again = launchOn(version, third);
      again.save({ 'q:basics/check.1': null, 'q:basics/check.2': null, 'z:basics/check#quiz-1': { s: 5, n: 2, b: 100 } });
      again.save(WRONG);
      again.close();
      stands(third, version.passed);
      assert.strictEqual(third.kept[version.score.raw], '100');
    });

    test('a failed test leaves the learner incomplete, unless the package says otherwise', () => {
      const all = { 'l:basics/why': 2, 'l:basics/check': 2, ...WRONG, ...SECOND };
      const kind = lms(version);
      launchOn(version, kind).save(all);
      stands(kind, version.incomplete);
      assert.strictEqual(kind.kept[version.score.raw], '50');
      const strict = lms(version);
      launchOn(version, strict, storage(), { failed: 'failed' }).save(all);
      stands(strict, version.failed);
    });

    test('completed is never taken back', () => {
      const api = lms(version, version.completed);
      launchOn(version, api).save(WRONG);
      stands(api, version.completed);
    });

    test('a new answer that is wrong is journaled as wrong, whatever the best one was', () => {
      const api = lms(version);
      const session = launchOn(version, api);
      session.save(RIGHT);
      session.save({ 'q:basics/check.1': { n: 0, p: 1 } });
      session.save({ 'q:basics/check.1': { a: [1], n: 1, p: 1, d: 1 } });
      assert.deepStrictEqual(api.log.filter(call => call.includes('.result=')), ['cmi.interactions.0.result=correct', `cmi.interactions.1.result=${version.wrong}`]);
    });

    test('review and browse write nothing', () => {
      for (const mode of ['review', 'browse']) {
        const api = lms(version, { [version.mode]: mode, [version.status]: 'not attempted' });
        const shelf = storage();
        const session = launchOn(version, api, shelf);
        assert.strictEqual(session.save(RIGHT), false);
        session.turn();
        session.flush();
        session.hide();
        assert.strictEqual(session.situation(), 'review');
        session.close();
        assert.deepStrictEqual(api.log, ['Initialize', 'Terminate']);
        assert.deepStrictEqual(shelf.kept, {});
      }
    });

    test('without an LMS the device keeps it', () => {
      const shelf = storage();
      const session = launchOn(version, null, shelf);
      assert.strictEqual(session.situation(), 'alone');
      assert.strictEqual(session.save(RIGHT), true);
      assert.strictEqual(session.end(), 'local');
      assert.deepStrictEqual(plain(launchOn(version, null, shelf).state()), RIGHT);
    });

    test('without an LMS and without storage the learner is told', () => {
      const shut = { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('no'); } };
      for (const shelf of [null, shut]) {
        const session = launchOn(version, null, shelf);
        assert.strictEqual(session.save(RIGHT), false);
        assert.strictEqual(session.situation(), 'lost');
      }
    });

    test('an LMS that dies in the middle: told, kept, sent again at the next launch', () => {
      const shelf = storage();
      const api = lms(version);
      const session = launchOn(version, api, shelf);
      session.save({ 'l:basics/why': 2 });
      api.broken = true;
      assert.strictEqual(session.save(RIGHT), false);
      assert.strictEqual(session.situation(), 'unsaved');
      session.close();

      const next = lms(version, api.kept);
      const again = launchOn(version, next, shelf);
      assert.deepStrictEqual(plain(again.state()), { 'l:basics/why': 2, ...RIGHT });
      assert.ok(next.log.includes('cmi.interactions.0.id=basics_check.1'));
      assert.strictEqual(again.situation(), 'saved');
      again.close();
      const elsewhere = launchOn(version, lms(version, next.kept));
      assert.deepStrictEqual(plain(elsewhere.state()), { 'l:basics/why': 2, ...RIGHT });
    });

    test('an attempt that the trainer has reset stays reset', () => {
      const shelf = storage();
      const api = lms(version);
      const session = launchOn(version, api, shelf);
      session.save(RIGHT);
      session.close();
      assert.deepStrictEqual(plain(launchOn(version, lms(version), shelf).state()), {});
    });

    test('a refused commit is told and tried again', () => {
      const api = lms(version);
      const session = launchOn(version, api);
      api.full = true;
      assert.strictEqual(session.save(RIGHT), false);
      assert.strictEqual(session.situation(), 'unsaved');
      api.full = false;
      assert.strictEqual(session.flush(), true);
      assert.strictEqual(session.situation(), 'saved');
    });

    test('after Finish nothing is written', () => {
      const api = lms(version);
      const session = launchOn(version, api);
      session.close();
      session.close();
      assert.strictEqual(session.save(RIGHT), false);
      session.flush();
      session.hide();
      assert.deepStrictEqual(api.log.filter(call => call.startsWith('late')), []);
      assert.strictEqual(api.log.filter(call => call === 'Terminate').length, 1);
    });

    test('time stops while nobody looks', () => {
      const api = lms(version);
      const time = { now: 0 };
      const session = launchOn(version, api, storage(), {}, time);
      time.now += 60000;
      session.hide();
      time.now += 3600000;
      session.show();
      time.now += 1500;
      session.close();
      assert.strictEqual(api.kept[version.time], version.minuteAndHalf);
    });

    test('a second learner on the same device sees nothing of the first', () => {
      const shelf = storage();
      const api = lms(version);
      const session = launchOn(version, api, shelf);
      api.broken = true;
      session.save(RIGHT);
      const other = launchOn(version, lms(version, { [version.learner]: 'dulmaa' }), shelf);
      assert.deepStrictEqual(plain(other.state()), {});
    });
  });
}

test('an end that answers late gets one report at a time, and what came meanwhile with the next', () => {
  const reports = [];
  const end = {
    room: 4096, open: done => done({ learner: 'bat', reviewing: false, untouched: false, packed: '', last: '', completed: false, success: 'unknown', score: null }),
    answered: () => {}, report: (report, done) => reports.push({ report, done }), finish: (report, done) => reports.push({ report, done })
  };
  const session = shellOf(versions.scorm12).session({ outline: OUTLINE, end, storage: storage(), place: '/', settings: {}, now: () => 0, keyOf: () => null });
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
