'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { after, before, describe, test } = require('node:test');
const { build } = require('./build.js');
const { kept, launch, openBrowser, serve, settled } = require('./lms.js');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FRESH = { cmi: { core: { student_id: 'bat', student_name: 'Bat', lesson_mode: 'normal', entry: 'ab-initio' } } };
let made = null;
let lms = null;
let browser = null;

before(async () => {
  made = build();
  lms = await serve(made.content);
});
after(() => {
  lms.close();
  made.remove();
});

/** Clicks what a learner would click to answer a question, and its main button. */
function answer(lesson, question, choose) {
  return lesson.evaluate((id, chosen) => {
    const form = document.querySelector(`form[data-question="${id}"]`);
    for (const value of chosen.choices || []) { form.querySelector(`input[value="${value}"]`).click(); }
    if (chosen.words !== undefined) {
      const field = form.querySelector('input[data-gap]');
      field.value = chosen.words;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    form.querySelector('[data-main]').click();
  }, question, choose);
}

/** Moves each thing up to its place, with the buttons, and answers. */
function putInOrder(lesson, question) {
  return lesson.evaluate(id => {
    const form = document.querySelector(`form[data-question="${id}"]`);
    const items = () => Array.from(form.querySelectorAll('[data-item]'));
    for (let place = 0; place < items().length; place += 1) {
      const item = items().find(one => Number(one.dataset.item) === place);
      while (items().indexOf(item) > place) { item.querySelector('[data-move="up"]').click(); }
    }
    form.querySelector('[data-main]').click();
  }, question);
}

async function waitForState(session, key) {
  await session.view.waitForFunction(name => window.calls.some(call => call[1] === name), { timeout: 8000 }, key);
}

async function status(session, wanted) {
  await session.view.waitForFunction(name => window.cmi.core.lesson_status === name, { timeout: 8000 }, wanted);
}

async function openCheck(session) {
  const course = await session.lesson(/content\/index\.html$/);
  await course.waitForSelector('[data-lesson-link="basics/check"]');
  await course.evaluate(() => document.querySelector('[data-lesson-link="basics/check"]').click());
  const lesson = await session.lesson(/basics\/check\.html$/);
  await lesson.waitForSelector('[data-main]');
  return lesson;
}

async function readWhy(session) {
  await session.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'basics/why.html'; });
  const lesson = await session.lesson(/basics\/why\.html$/);
  await lesson.waitForSelector('[data-next]');
  await session.view.waitForFunction(() => window.cmi.core.lesson_location === 'basics/why', { timeout: 8000 });
  await lesson.evaluate(() => document.querySelector('a[data-next]').click());
  const next = await session.lesson(/basics\/check\.html$/);
  await next.waitForSelector('[data-main]');
  return next;
}

for (const name of ['chromium', 'firefox']) {
  describe(name, () => {
    before(async () => { browser = await openBrowser(name); });
    after(() => browser.close());

    test('launch, answer, leave, resume elsewhere, pass, come back, look back', async () => {
      const first = await launch(browser, lms.origin, FRESH);
      assert.strictEqual(await first.view.evaluate(() => window.cmi.core.lesson_status), 'incomplete');
      const lesson = await openCheck(first);
      await first.view.waitForFunction(() => window.cmi.core.lesson_location === 'basics/check');
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await waitForState(first, 'cmi.interactions.0.id');
      const calls = await first.view.evaluate(() => window.calls);
      const said = name => (calls.find(call => call[1] === name) || [])[2];
      assert.strictEqual(said('cmi.interactions.0.id'), 'basics_check.1');
      assert.strictEqual(said('cmi.interactions.0.type'), 'choice');
      assert.strictEqual(said('cmi.interactions.0.student_response'), 'b');
      assert.strictEqual(said('cmi.interactions.0.correct_responses.0.pattern'), 'b');
      assert.strictEqual(said('cmi.interactions.0.result'), 'correct');
      assert.strictEqual(said('cmi.core.exit'), 'suspend');
      assert.ok(calls.every(call => call[3] === 'true'), JSON.stringify(calls.filter(call => call[3] !== 'true')));
      assert.strictEqual(said('cmi.core.score.raw'), undefined);
      const afterFirst = await kept(first.view);
      // The LMS takes its frame away: only pagehide tells, and everything is with the LMS already.
      await first.view.evaluate(() => document.querySelector('iframe').remove());
      const ended = await first.view.evaluate(() => window.calls.filter(call => call[0] === 'LMSFinish' || call[0] === 'LMSInitialize'));
      assert.deepStrictEqual(ended.map(call => call[0] + call[3]), ['LMSInitializetrue', 'LMSFinishtrue']);
      assert.deepStrictEqual(first.noise, []);
      await first.context.close();
      assert.ok(afterFirst.cmi.suspend_data.length > 0 && afterFirst.cmi.suspend_data.length <= 4096);

      const second = await launch(browser, lms.origin, afterFirst);
      const resumed = await second.lesson(/basics\/check\.html$/);
      await resumed.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
      assert.ok(await resumed.evaluate(() => document.querySelector('form[data-question="basics/check.1"] input[value="1"]').checked));
      await readWhy(second);
      const check = await second.lesson(/basics\/check\.html$/);
      await check.waitForSelector('[data-main]');
      await answer(check, 'basics/check.2', { choices: [0, 2] });
      await answer(check, 'basics/check.3', { words: '300000' });
      await putInOrder(check, 'basics/check.4');
      await status(second, 'passed');
      const score = Number(await second.view.evaluate(() => window.cmi.core.score.raw));
      assert.strictEqual(score, 100);
      await second.shell.evaluate(() => document.querySelector('[data-shell-close]').click());
      await second.view.waitForFunction(() => window.calls.some(call => call[0] === 'LMSFinish'));
      assert.ok(await second.shell.evaluate(() => !document.querySelector('[data-shell-closed]').hidden));
      const afterSecond = await kept(second.view);
      assert.deepStrictEqual(second.noise, []);
      await second.context.close();

      const third = await launch(browser, lms.origin, afterSecond);
      await third.lesson(/basics\/check\.html$/);
      await third.view.evaluate(() => document.querySelector('iframe').remove());
      assert.strictEqual(await third.view.evaluate(() => window.cmi.core.lesson_status), 'passed');
      assert.strictEqual(Number(await third.view.evaluate(() => window.cmi.core.score.raw)), score);
      await third.context.close();

      const looking = JSON.parse(JSON.stringify(afterSecond));
      looking.cmi.core.lesson_mode = 'review';
      const fourth = await launch(browser, lms.origin, looking);
      const reviewed = await fourth.lesson(/basics\/check\.html$/);
      await reviewed.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
      await fourth.view.evaluate(() => document.querySelector('iframe').remove());
      assert.deepStrictEqual(await fourth.view.evaluate(() => window.calls.map(call => call[0])), ['LMSInitialize', 'LMSFinish']);
      await fourth.context.close();
    });

    test('an LMS that dies in the middle: the learner is told and goes on', async () => {
      const session = await launch(browser, lms.origin, FRESH);
      const lesson = await openCheck(session);
      await session.view.evaluate(() => { window.dead = true; });
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await session.shell.waitForSelector('[data-shell-state="unsaved"]');
      await lesson.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
      assert.deepStrictEqual(session.noise, []);
      await session.context.close();
    });

    test('an LMS that makes its object late is still found', async () => {
      const session = await launch(browser, lms.origin, FRESH, { late: 900 });
      await session.shell.waitForSelector('[data-shell-state="saved"]');
      assert.strictEqual(await session.view.evaluate(() => window.cmi.core.lesson_status), 'incomplete');
      await session.context.close();
    });

    test('in a window of its own it finds the LMS behind it, and the button closes it', async () => {
      const session = await launch(browser, lms.origin, FRESH, { place: 'window' });
      const opened = new Promise(resolve => { session.view.once('popup', resolve); });
      await session.view.click('button');
      const popup = await opened;
      await popup.waitForSelector('[data-shell-state]');
      await settled(popup);
      await popup.waitForSelector('[data-shell-state="saved"]');
      await popup.click('[data-shell-close]');
      await session.view.waitForFunction(() => window.calls.some(call => call[0] === 'LMSFinish'));
      for (let tries = 0; tries < 50 && !popup.isClosed(); tries += 1) { await session.view.evaluate(() => new Promise(resolve => { setTimeout(resolve, 50); })); }
      assert.ok(popup.isClosed());
      const calls = await session.view.evaluate(() => window.calls.map(call => call[0] + call[3]));
      assert.strictEqual(calls.filter(call => call === 'LMSInitializetrue').length, 1);
      assert.strictEqual(calls.filter(call => call === 'LMSFinishtrue').length, 1);
      assert.strictEqual(calls[calls.length - 1], 'LMSFinishtrue');
      await session.context.close();
    });

    test('a page turn costs an LMS at most two commits', async () => {
      const session = await launch(browser, lms.origin, FRESH);
      await session.view.waitForFunction(() => window.calls.some(call => call[0] === 'LMSCommit'));
      const count = () => session.view.evaluate(() => window.calls.filter(call => call[0] === 'LMSCommit').length);
      await openCheck(session);
      await session.view.waitForFunction(() => window.cmi.core.lesson_location === 'basics/check');
      await session.shell.evaluate(() => new Promise(resolve => { setTimeout(resolve, 800); }));
      // One at the launch, one for the course's page, two for the lesson.
      assert.ok(await count() <= 4, String(await count()));
      await session.context.close();
    });

    test('an LMS that takes more than a second for each commit keeps everything', async () => {
      const session = await launch(browser, lms.origin, FRESH);
      const lesson = await openCheck(session);
      await session.view.evaluate(() => { window.slow = 1200; });
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await lesson.evaluate(() => { window.location.href = 'why.html'; });
      const next = await session.lesson(/basics\/why\.html$/);
      await session.view.waitForFunction(() => window.cmi.core.lesson_location === 'basics/why', { timeout: 15000 });
      const owns = await next.evaluate(() => Object.keys(window.localStorage).filter(key => key.startsWith('alforja:saving')));
      assert.deepStrictEqual(owns, []);
      await session.view.evaluate(() => { window.slow = 0; });
      await session.shell.waitForSelector('[data-shell-state="saved"]');
      const said = await session.view.evaluate(() => window.calls.filter(call => call[1] === 'cmi.interactions.0.id').length);
      assert.strictEqual(said, 1);
      await session.context.close();
    });

    test('without an LMS it says so, works and keeps the state on the device', async () => {
      const session = await launch(browser, lms.origin, null);
      await session.shell.waitForSelector('[data-shell-state="alone"]');
      const lesson = await openCheck(session);
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await lesson.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
      await session.view.reload();
      const again = await session.lesson(/basics\/check\.html$/);
      await again.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
      await session.context.close();
    });

    test('the launch page has nothing that axe finds, open and closed, and says nothing on the console', async () => {
      const view = await browser.newPage();
      const noise = [];
      view.on('console', message => noise.push(message.text()));
      await view.goto(`${lms.origin}/content/launch.html`);
      await settled(view);
      await view.evaluate(AXE);
      const found = () => view.evaluate(async () => (await window.axe.run(document)).violations.map(one => one.id));
      assert.deepStrictEqual(await found(), []);
      await view.click('[data-shell-close]');
      assert.ok(await view.$eval('[data-shell-close]', button => button.hidden && button.getClientRects().length === 0));
      assert.deepStrictEqual(await found(), []);
      assert.deepStrictEqual(noise.filter(text => !text.includes('favicon')), []);
      await view.close();
    });

    test('results and the certificate are had in the frame of an LMS too, and the day of completion stays', async () => {
      const open = async (session, tool) => {
        await session.shell.evaluate(name => { document.querySelector('[data-frame]').src = name; }, tool + '.html');
        const frame = await session.lesson(new RegExp(tool + '\\.html$'));
        await frame.waitForSelector('[data-tool][data-ready]');
        return frame;
      };
      const first = await launch(browser, lms.origin, FRESH);
      await readWhy(first);
      const check = await first.lesson(/basics\/check\.html$/);
      await answer(check, 'basics/check.1', { choices: [1] });
      await answer(check, 'basics/check.2', { choices: [0, 2] });
      await answer(check, 'basics/check.3', { words: '300000' });
      await putInOrder(check, 'basics/check.4');
      await status(first, 'passed');
      const results = await open(first, 'results');
      assert.ok(await results.$('[data-lms]'), 'it says that the LMS gets the results as well');
      await results.evaluate(() => {
        document.querySelector('[data-agree]').click();
        document.querySelector('[data-hand-over] [type="submit"]').click();
      });
      await results.waitForSelector('[data-qr]');
      const file = JSON.parse(await results.$eval('[data-save-file]', link => fetch(link.href).then(got => got.text())));
      assert.deepStrictEqual([file.completed, file.passed, file.score], [true, true, 100]);
      const certificate = await open(first, 'certificate');
      await certificate.evaluate(() => {
        document.querySelector('[data-certificate-name]').value = 'Bat';
        document.querySelector('[data-certificate-name]').form.querySelector('[type="submit"]').click();
      });
      await certificate.waitForSelector('[data-certificate]');
      assert.strictEqual(await certificate.$eval('[data-name]', place => place.textContent), 'Bat');
      const left = await kept(first.view);
      assert.deepStrictEqual(first.noise, []);
      await first.context.close();

      const second = await launch(browser, lms.origin, left);
      await second.shell.evaluate(() => { Date.prototype.getFullYear = () => 2099; });
      const later = await open(second, 'results');
      await later.evaluate(() => {
        Date.prototype.getFullYear = () => 2099;
        document.querySelector('[data-agree]').click();
        document.querySelector('[data-hand-over] [type="submit"]').click();
      });
      await later.waitForSelector('[data-save-file]');
      const again = JSON.parse(await later.$eval('[data-save-file]', link => fetch(link.href).then(got => got.text())));
      assert.strictEqual(again.made.day.slice(0, 4), '2099');
      assert.strictEqual(again.days.completed, file.days.completed);
      await second.context.close();
    });

    test('the course page of the package opens by itself', async () => {
      const view = await browser.newPage();
      const noise = [];
      view.on('pageerror', error => noise.push(String(error)));
      await view.goto(`file://${made.content}/index.html`);
      await view.waitForSelector('[data-lesson-link="basics/check"]');
      await view.evaluate(() => document.querySelector('[data-lesson-link="basics/check"]').click());
      await view.waitForSelector('[data-main]');
      assert.match(view.url(), /basics\/check\.html$/);
      assert.deepStrictEqual(noise, []);
      await view.close();
    });
  });
}
