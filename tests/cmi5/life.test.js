'use strict';

// The whole life of a learner with a cmi5 unit, in real browsers, with an LMS that refuses whatever breaks a numbered
// requirement and a real LRS behind it.

const assert = require('node:assert');
const { after, before, describe, test } = require('node:test');
const { build } = require('./build.js');
const { answerAll, leave, open, openCheck, read, until } = require('./learner.js');
const { serve } = require('./lms.js');
const { start } = require('./ralph.js');
const { answer } = require('../scorm/learner.js');
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

/** Presses every button with these words that is there, once there is one. */
async function press(page, words) {
  const pressed = what => {
    const buttons = Array.from(document.querySelectorAll('button')).filter(one => one.textContent === what && one.getClientRects().length > 0);
    buttons.forEach(one => one.click());
    return buttons.length > 0;
  };
  await page.waitForFunction(pressed, { timeout: 10000 }, words);
}

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
      await until(() => kept(enrolment).passed && kept(enrolment).completed, 'what was said, beside the state');
      await leave(again);
      await until(() => second.said.includes('terminated'), 'terminated');
      await again.close();

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

    test('a try that failed is told at the end, a later one that passes too, by the mark of the LMS', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const before = lms.refusals().length;
      const data = { masteryScore: 0.9 };
      const first = lms.launch(enrolment, { data });
      const seat = await open(browser, lms, first);
      const check = await read(seat);
      await answerAll(check, false);
      await until(() => first.said.filter(one => one === 'answered').length >= 2, 'answered');
      assert.ok(!first.said.includes('failed'), 'nobody has failed who may try again');
      await press(check, 'Show the answer');
      await until(() => kept(enrolment).state['q:basics/check.1'].d && kept(enrolment).state['q:basics/check.2'].d, 'all finished');
      await leave(seat);
      await until(() => first.said.includes('terminated'), 'terminated');
      assert.deepStrictEqual(first.said.slice(-2), ['failed', 'terminated']);
      await seat.close();

      // Who only looks in has not failed again.
      const second = lms.launch(enrolment, { data });
      const idle = await open(browser, lms, second);
      await openCheck(idle);
      await leave(idle);
      await until(() => second.said.includes('terminated'), 'terminated');
      assert.deepStrictEqual(second.said, ['initialized', 'terminated']);
      await idle.close();

      const third = lms.launch(enrolment, { data });
      const again = await open(browser, lms, third);
      const retried = await openCheck(again);
      await press(retried, 'Start again');
      await retried.waitForSelector('form[data-question="basics/check.1"][data-mode="open"]');
      await answerAll(retried);
      await heard(enrolment, 'passed');
      await leave(again);
      await until(() => third.said.includes('terminated'), 'terminated');
      await again.close();
      const failed = (await told(enrolment)).find(one => one.verb.id.endsWith('/failed'));
      assert.ok(failed.result.score.scaled < 0.9);
      assert.deepStrictEqual(lms.refusals().slice(before), []);
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

    if (name === 'firefox') {
      test('where no request outlives its page, the browser waits for the goodbye', async () => {
        const enrolment = lms.enrol(PUBLISHER);
        const session = lms.launch(enrolment);
        const context = await browser.createBrowserContext();
        const view = await context.newPage();
        await view.evaluateOnNewDocument(() => { delete Request.prototype.keepalive; });
        await view.goto(session.address);
        await view.waitForSelector('[data-shell-state="saved"]');
        await view.goto(lms.back);
        await until(() => session.said.includes('terminated'), 'terminated');
        await context.close();
      });
      return;
    }
    // What follows is no matter of the browser.

    test('"Save and close" says goodbye and goes back to the LMS; without an address it says that the window can be closed', async () => {
      for (const [returnURL, alone] of [[lms.back, false], [lms.back, true], ['javascript:alert(1)', false], [undefined, false]]) {
        const enrolment = lms.enrol(PUBLISHER);
        const session = lms.launch(enrolment, { data: { returnURL } });
        const seat = await open(browser, lms, session, { alone });
        await openCheck(seat);
        await shows(seat, 'saved');
        await seat.shell.evaluate(() => document.querySelector('[data-shell-close]').click());
        await until(() => session.said.includes('terminated'), 'terminated');
        if (returnURL === lms.back) {
          const back = alone ? seat.view : await seat.view.waitForFrame(frame => frame.url() === lms.back);
          await back.waitForSelector('[data-back]');
        } else {
          await seat.shell.waitForSelector('[data-shell-closed]:not([hidden])');
          assert.ok(await seat.shell.$eval('[data-shell-again]', button => button.getClientRects().length === 0), 'a launch is for once');
          assert.ok(await seat.shell.evaluate(() => document.activeElement.hasAttribute('data-shell-closed')));
        }
        assert.deepStrictEqual(session.said, ['initialized', 'terminated']);
        await seat.close();
      }
    });

    test('an LMS that is absent, refuses or answers nonsense at the launch: the learner is told, works, and the next launch sends it', async () => {
      for (const behaviour of ['dead', 500, 403, 'nonsense']) {
        const enrolment = lms.enrol(PUBLISHER);
        const context = await browser.createBrowserContext();
        const session = lms.launch(enrolment);
        session.behave = behaviour;
        const seat = await open(browser, lms, session, { context });
        await shows(seat, 'unsaved');
        const lesson = await openCheck(seat);
        await answer(lesson, 'basics/check.1', { choices: [1] });
        await done(lesson, 1);
        await seat.view.close();
        const next = lms.launch(enrolment);
        const again = await open(browser, lms, next, { context });
        await until(() => kept(enrolment) && kept(enrolment).state['q:basics/check.1'], 'the answer');
        await until(() => next.said.includes('answered'), 'answered');
        await again.close();
      }
    });

    test('who opens the page without an LMS reads, and keeps the state on the device', async () => {
      const seat = await open(browser, lms, { address: lms.origin + '/content/launch.html' }, { alone: true });
      await shows(seat, 'alone');
      await seat.close();
    });

    test('who prefers no sound hears none at first, and can have it', async () => {
      for (const audioPreference of ['off', 'on']) {
        const seat = await open(browser, lms, lms.launch(lms.enrol(PUBLISHER, { audioPreference })));
        const lesson = await openCheck(seat);
        await lesson.waitForFunction(() => document.readyState === 'complete');
        const muted = await lesson.evaluate(() => {
          const film = document.body.appendChild(document.createElement('video'));
          const play = () => {
            film.dispatchEvent(new Event('play'));
            return film.muted;
          };
          const first = play();
          film.muted = false;
          return [first, play()];
        });
        assert.deepStrictEqual(muted, [audioPreference === 'off', false]);
        await seat.close();
      }
    });

    test('two devices at once: what is further on stays, whoever was first', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const one = await open(browser, lms, lms.launch(enrolment));
      const other = await open(browser, lms, lms.launch(enrolment));
      const here = await openCheck(one);
      const there = await openCheck(other);
      await shows(one, 'saved');
      await answer(here, 'basics/check.1', { choices: [1] });
      await until(() => kept(enrolment) && (kept(enrolment).state['q:basics/check.1'] || {}).d, 'the first');
      await answer(there, 'basics/check.3', { words: '300000' });
      await until(() => (kept(enrolment).state['q:basics/check.3'] || {}).d, 'the second');
      await answer(here, 'basics/check.2', { choices: [0, 2] });
      await until(() => (kept(enrolment).state['q:basics/check.2'] || {}).d, 'the third');
      assert.deepStrictEqual([1, 2, 3].map(number => Boolean(kept(enrolment).state[`q:basics/check.${number}`].d)), [true, true, true]);
      await one.close();
      await other.close();
    });

    test('an LRS that takes its time keeps everything', async () => {
      const enrolment = lms.enrol(PUBLISHER);
      const session = lms.launch(enrolment);
      session.slow = 700;
      const seat = await open(browser, lms, session);
      const lesson = await openCheck(seat);
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await until(() => kept(enrolment) && (kept(enrolment).state['q:basics/check.1'] || {}).d, 'the answer');
      await until(() => session.said.includes('answered'), 'answered');
      await shows(seat, 'saved');
      await leave(seat);
      await until(() => session.said.includes('terminated'), 'terminated');
      assert.strictEqual(session.said.filter(one => one === 'answered').length, 1);
      await seat.close();
    });


    test('a module that is a unit: its pages alone, its own score and completion', async () => {
      const parts = build('cmi5', 'saving-en-1.0.0-cmi5.zip');
      const other = await serve(parts.content, ralph);
      const enrolment = other.enrol('https://example.org/courses/cmi5/saving/au/basics');
      const session = other.launch(enrolment, { page: 'unit-basics/launch.html', data: { masteryScore: 0.7 } });
      const seat = await open(browser, other, session);
      const course = await seat.lesson(/unit-basics\/index\.html$/);
      assert.deepStrictEqual(await course.$$eval('[data-lesson-link]', links => links.map(one => one.getAttribute('data-lesson-link'))), ['basics/check']);
      await seat.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'basics/check.html'; });
      const lesson = await seat.lesson(/basics\/check\.html$/);
      await lesson.waitForSelector('form[data-question][data-mode]');
      await answer(lesson, 'basics/check.1', { choices: [0] });
      await heard(enrolment, 'passed');
      await lesson.evaluate(() => { document.querySelector('a[data-next]') ? document.querySelector('a[data-next]').click() : window.scrollTo(0, 1e6); });
      await heard(enrolment, 'completed');
      await leave(seat);
      await until(() => session.said.includes('terminated'), 'terminated');
      const answered = (await told(enrolment)).find(one => one.verb.id.endsWith('/answered'));
      assert.strictEqual(answered.object.id, 'https://example.org/courses/cmi5/saving/au/basics#question/basics_check.1');
      assert.deepStrictEqual(other.refusals(), []);
      await seat.close();
      other.close();
      parts.remove();
    });
  });
}
