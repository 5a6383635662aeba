'use strict';

// The whole life of a learner with a cmi5 unit, in real browsers, with an LMS that refuses whatever breaks a numbered
// requirement and a real LRS behind it.

const assert = require('node:assert');
const { after, before, describe, test } = require('node:test');
const { build } = require('./build.js');
const { answer, answerAll, leave, open, openCheck, read, until } = require('./learner.js');
const { serve } = require('./lms.js');
const { start } = require('./ralph.js');
const { openBrowser } = require('../scorm/lms.js');

const PUBLISHER = 'urn:uuid:c4af0b5d-da56-8883-9ec9-f2540e9eec87';
let made = null;
let ralph = null;
let lms = null;
let browser = null;

before(async () => {
  made = build('scorm', 'saving-en-1.2.0-cmi5.zip');
  ralph = await start();
  lms = await serve(made.content, ralph);
});
after(() => {
  lms.close();
  ralph.stop();
  made.remove();
});

/** Returns what the LRS has of a registration: verbs, in the order of their times. */
async function told(enrolment) {
  const all = await ralph.statements(enrolment.registration);
  return all.sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1));
}

const verbs = statements => statements.map(one => one.verb.id.split('/').pop());
const heard = (enrolment, verb) => until(() => enrolment.said.includes(verb), verb);
const situation = seat => seat.shell.$eval('[data-shell-state]', element => element.getAttribute('data-shell-state'));
const shows = (seat, what) => seat.shell.waitForSelector(`[data-shell-state="${what}"]`);
const kept = enrolment => JSON.parse(enrolment.documents.get('alforja') || 'null');
const done = (lesson, number) => lesson.waitForSelector(`form[data-question="basics/check.${number}"][data-mode="done"]`);

for (const name of ['chromium', 'firefox']) {
  describe(name, () => {
    before(async () => { browser = await openBrowser(name); });
    after(() => browser.close());

    test('launch, answer, leave, resume elsewhere, pass, come back, look back', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const before = lms.refusals().length;
      const first = lms.launch(enrolment);
      const seat = await open(browser, lms, first);
      await heard(enrolment, 'initialized');
      const lesson = await openCheck(seat);
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await until(() => kept(enrolment) && kept(enrolment).state['q:basics/check.1'], 'the answer');
      await shows(seat, 'saved');
      await until(() => first.said.includes('answered'), 'answered');
      await leave(seat);
      await heard(enrolment, 'terminated');
      assert.deepStrictEqual(seat.noise, []);
      await seat.close();

      const second = lms.launch(enrolment);
      const again = await open(browser, lms, second);
      await done(await again.lesson(/basics\/check\.html$/), 1);
      const check = await read(again);
      await answerAll(check);
      await heard(enrolment, 'passed');
      await heard(enrolment, 'completed');
      await leave(again);
      await until(() => second.said.includes('terminated'), 'terminated');
      await again.close();
      assert.strictEqual(kept(enrolment).passed && kept(enrolment).completed, true);

      const third = lms.launch(enrolment);
      const back = await open(browser, lms, third);
      await openCheck(back);
      await leave(back);
      await until(() => third.said.includes('terminated'), 'terminated');
      await back.close();
      assert.deepStrictEqual(third.said, ['initialized', 'terminated']);

      const state = enrolment.documents.get('alforja');
      for (const launchMode of ['Review', 'Browse']) {
        const fourth = lms.launch(enrolment, { data: { launchMode } });
        const looking = await open(browser, lms, fourth);
        await shows(looking, 'review');
        await done(await openCheck(looking), 1);
        await leave(looking);
        await until(() => fourth.said.includes('terminated'), 'terminated');
        assert.deepStrictEqual(fourth.said, ['initialized', 'terminated']);
        await looking.close();
      }
      assert.strictEqual(enrolment.documents.get('alforja'), state, 'who looks back changes nothing');

      const all = await told(enrolment);
      assert.deepStrictEqual(verbs(all.slice(0, 3)), ['initialized', 'answered', 'terminated']);
      const passed = all.find(one => one.verb.id.endsWith('/passed'));
      assert.deepStrictEqual(passed.result.score, { scaled: 1, raw: 100, min: 0, max: 100 });
      const answered = all.find(one => one.verb.id.endsWith('/answered'));
      assert.strictEqual(answered.object.id, PUBLISHER + '#question/basics_check.1');
      assert.strictEqual(answered.object.definition.interactionType, 'choice');
      assert.strictEqual(answered.object.definition.name.en, 'How much must the group save first?');
      assert.deepStrictEqual(answered.object.definition.correctResponsesPattern, ['b']);
      assert.deepStrictEqual([answered.result.response, answered.result.success], ['b', true]);
      assert.strictEqual(verbs(all).filter(one => one === 'answered').length, 4);
      assert.deepStrictEqual(lms.refusals().slice(before), [], 'the strict LMS refused nothing');
    });

    test('a try that failed is told at the end, a later one that passes too, and the mark of the LMS counts', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const before = lms.refusals().length;
      const first = lms.launch(enrolment, { data: { masteryScore: 0.9 } });
      const seat = await open(browser, lms, first);
      await answerAll(await read(seat), false);
      await until(() => first.said.filter(one => one === 'answered').length >= 2, 'answered');
      assert.ok(!first.said.includes('failed'), 'nobody has failed who may try again');
      const lesson = await seat.lesson(/basics\/check\.html$/);
      await until(() => kept(enrolment).state['q:basics/check.4'], 'the last answer');
      await leave(seat);
      await until(() => first.said.includes('terminated'), 'terminated');
      await seat.close();
      void lesson;
      return { enrolment, before };
    });

    test('double launch: the key is given out once, and the learner is told', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const session = lms.launch(enrolment);
      const context = await browser.createBrowserContext();
      const seat = await open(browser, lms, session, { context });
      await shows(seat, 'saved');
      // The learner presses "reload": the same tab knows that the key was asked for.
      await seat.view.reload();
      const reloaded = await seat.view.waitForFrame(frame => /content\/launch\.html/.test(frame.url()));
      await reloaded.waitForSelector('[data-shell-state="used"]');
      assert.strictEqual(session.asked, 1);
      const lesson = await openCheck({ shell: reloaded, lesson: seat.lesson });
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await done(lesson, 1);
      // Another tab does not know, asks, and is refused.
      const other = await open(browser, lms, session, { context });
      assert.strictEqual(await situation(other), 'used');
      await other.view.close();
      // The next launch sends what was done meanwhile.
      const next = lms.launch(enrolment);
      const again = await open(browser, lms, next, { context });
      await until(() => kept(enrolment) && kept(enrolment).state['q:basics/check.1'], 'the answer');
      await until(() => next.said.includes('answered'), 'answered');
      await again.close();
    });

    test('an LRS that dies in the middle: the learner is told, goes on, and the next launch sends it all', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const context = await browser.createBrowserContext();
      const session = lms.launch(enrolment);
      const seat = await open(browser, lms, session, { context });
      const lesson = await openCheck(seat);
      await shows(seat, 'saved');
      for (const behaviour of ['dead', 401, 403, 500, 'hang']) {
        session.behave = behaviour;
        if (behaviour === 'dead') { await answer(lesson, 'basics/check.1', { choices: [1] }); }
        if (behaviour === 'hang') { await answer(lesson, 'basics/check.2', { choices: [0, 2] }); }
        await shows(seat, 'unsaved');
      }
      await done(lesson, 1);
      await done(lesson, 2);
      assert.deepStrictEqual(seat.noise.filter(text => !text.includes('Cross-Origin')), []);
      await seat.view.close();
      const next = lms.launch(enrolment);
      const again = await open(browser, lms, next, { context });
      await until(() => kept(enrolment) && kept(enrolment).state['q:basics/check.2'], 'the answers');
      await until(() => next.said.filter(one => one === 'answered').length === 2, 'answered');
      await shows(again, 'saved');
      await again.close();
    });
  });
}
