'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { after, before, describe, test } = require('node:test');
const { build } = require('./build.js');
const { answer, answerRest } = require('./learner.js');
const { kept, launch, openBrowser, serve, settled, told, until } = require('./lms.js');
const versions = require('./versions.js');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { scorm12, scorm2004 } = versions;
const made = {};
const served = {};
let browser = null;

before(async () => {
  for (const version of versions.all) {
    made[version.target] = build(version.target);
    served[version.target] = await serve(version, made[version.target].content);
  }
});
after(() => versions.all.forEach(version => {
  served[version.target].close();
  made[version.target].remove();
}));

async function waitForState(session, key) {
  await session.view.waitForFunction(name => window.calls.some(call => call[1] === name), { timeout: 8000 }, key);
}

async function openCheck(session) {
  const course = await session.lesson(/content\/index\.html$/);
  await course.waitForSelector('[data-lesson-link="basics/check"]');
  await course.evaluate(() => document.querySelector('[data-lesson-link="basics/check"]').click());
  const lesson = await session.lesson(/basics\/check\.html$/);
  await lesson.waitForSelector('[data-main]');
  return lesson;
}

async function readWhy(version, session) {
  await session.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'basics/why.html'; });
  const lesson = await session.lesson(/basics\/why\.html$/);
  await lesson.waitForSelector('[data-next]');
  await until(session, { [version.place]: 'basics/why' });
  await lesson.evaluate(() => document.querySelector('a[data-next]').click());
  const next = await session.lesson(/basics\/check\.html$/);
  await next.waitForSelector('[data-main]');
  return next;
}

const names = session => session.view.evaluate(() => window.calls.map(call => call[0]));
const leaveByFrame = session => session.view.evaluate(() => document.querySelector('iframe').remove());

const JOURNAL = {
  scorm12: { type: 'choice', student_response: 'b', 'correct_responses.0.pattern': 'b', result: 'correct', weighting: '1' },
  scorm2004: {
    type: 'choice', learner_response: 'b', 'correct_responses.0.pattern': 'b', result: 'correct', weighting: '1', 'objectives.0.id': 'OBJ-basics'
  }
};

/** What only 2004 tells, once all is answered right. */
const WHOLE = {
  scorm12: {},
  scorm2004: {
    'cmi.score.scaled': '1', 'cmi.progress_measure': '1', 'cmi.objectives.1.id': 'OBJ-basics', 'cmi.objectives.1.completion_status': 'completed',
    'cmi.objectives.1.success_status': 'passed', 'cmi.objectives.1.score.scaled': '1', 'cmi.objectives.1.progress_measure': '1'
  }
};

/** What an LMS makes of the manifest before the first launch. */
const PREPARED = {
  scorm12: {},
  scorm2004: { 'cmi.objectives.0.id': 'PRIMARYOBJ', 'cmi.objectives.1.id': 'OBJ-basics' }
};

function wholeLife(version, lms) {
  test('launch, answer, leave, resume elsewhere, pass, come back, look back', async () => {
    const first = await launch(browser, lms, Object.assign({}, version.fresh, PREPARED[version.target]));
    await until(first, version.incomplete);
    const lesson = await openCheck(first);
    await until(first, { [version.place]: 'basics/check' });
    await answer(lesson, 'basics/check.1', { choices: [1] });
    await until(first, { 'cmi.interactions.0.id': 'basics_check.1' });
    for (const [name, value] of Object.entries(JOURNAL[version.target])) assert.strictEqual(await told(first, `cmi.interactions.0.${name}`), value, name);
    assert.strictEqual(await told(first, version.exit), 'suspend');
    assert.strictEqual(await told(first, version.score.raw), undefined, 'no score while the test runs');
    const calls = await first.view.evaluate(() => window.calls);
    assert.ok(calls.every(call => call[3] === 'true'), JSON.stringify(calls.filter(call => call[3] !== 'true')));
    const afterFirst = await kept(version, first);
    // The LMS takes its frame away: only pagehide tells, and everything is with the LMS already.
    await leaveByFrame(first);
    const ended = await first.view.evaluate(() => window.calls.filter(call => call[0] === 'Terminate' || call[0] === 'Initialize'));
    assert.deepStrictEqual(ended.map(call => call[0] + call[3]), ['Initializetrue', 'Terminatetrue']);
    assert.deepStrictEqual(first.noise, []);
    await first.context.close();
    assert.ok(afterFirst['cmi.suspend_data'].length > 0 && afterFirst['cmi.suspend_data'].length <= version.room);

    const second = await launch(browser, lms, afterFirst);
    const resumed = await second.lesson(/basics\/check\.html$/);
    await resumed.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
    assert.ok(await resumed.evaluate(() => document.querySelector('form[data-question="basics/check.1"] input[value="1"]').checked));
    const check = await readWhy(version, second);
    await answerRest(check, '300000');
    await until(second, version.passed);
    await until(second, { [version.score.raw]: '100', [version.score.min]: '0', [version.score.max]: '100' });
    await until(second, WHOLE[version.target]);
    await second.shell.evaluate(() => document.querySelector('[data-shell-close]').click());
    await second.view.waitForFunction(() => window.calls.some(call => call[0] === 'Terminate'));
    assert.ok(await second.shell.evaluate(() => !document.querySelector('[data-shell-closed]').hidden));
    const refused = await second.view.evaluate(() => window.calls.filter(call => call[3] !== 'true'));
    assert.deepStrictEqual(refused, []);
    const afterSecond = await kept(version, second);
    assert.deepStrictEqual(second.noise, []);
    await second.context.close();

    const third = await launch(browser, lms, afterSecond);
    const again = await third.lesson(/basics\/check\.html$/);
    await again.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
    await leaveByFrame(third);
    await until(third, Object.assign({ [version.score.raw]: '100' }, version.passed));
    await third.context.close();

    const fourth = await launch(browser, lms, Object.assign({}, afterSecond, { [version.mode]: 'review' }));
    const reviewed = await fourth.lesson(/basics\/check\.html$/);
    await reviewed.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
    await leaveByFrame(fourth);
    assert.deepStrictEqual(await names(fourth), ['Initialize', 'Terminate']);
    await fourth.context.close();
  });
}

for (const [name, version, all] of [['chromium', scorm12, true], ['chromium', scorm2004, true], ['firefox', scorm12, true], ['firefox', scorm2004, false]]) {
  describe(`${version.title} in ${name}`, () => {
    const lms = { version };
    before(async () => {
      Object.assign(lms, served[version.target]);
      browser = await openBrowser(name);
    });
    after(() => browser.close());

    wholeLife(version, lms);
    if (!all) { return; }

    test('a failed test: the score is told, the learner is not locked out, and passes the second time', async () => {
      const first = await launch(browser, lms, version.fresh);
      const check = await readWhy(version, first);
      await answer(check, 'basics/check.1', { choices: [0], leave: true });
      await answerRest(check, '5', true);
      await until(first, Object.assign({ [version.score.raw]: '50' }, version.incomplete));
      assert.strictEqual(await told(first, 'cmi.success_status'), undefined);
      assert.strictEqual(await told(first, 'cmi.interactions.0.result'), version.wrong);
      const failed = await kept(version, first);
      await first.context.close();

      const second = await launch(browser, lms, failed);
      const again = await second.lesson(/basics\/check\.html$/);
      await again.waitForSelector('[data-result] .actions button');
      await again.evaluate(() => Array.from(document.querySelectorAll('[data-result] .actions button')).pop().click());
      await again.waitForSelector('form[data-question="basics/check.1"][data-mode="open"]');
      await answer(again, 'basics/check.1', { choices: [1] });
      await answerRest(again, '300000');
      await until(second, Object.assign({ [version.score.raw]: '100' }, version.passed));
      await second.context.close();
    });

    test('an LMS that answers nonsense: the learner is told, goes on, and has all after a reload', async () => {
      for (const odd of ['nothing', 'hm?', 42]) {
        const session = await launch(browser, lms, version.fresh);
        const lesson = await openCheck(session);
        await session.view.evaluate(answer => { window.odd = answer; }, odd);
        await answer(lesson, 'basics/check.1', { choices: [1] });
        await session.shell.waitForSelector('[data-shell-state="unsaved"]');
        await lesson.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
        assert.deepStrictEqual(session.noise, []);
        await session.context.close();
      }
    });

    test('an LMS that dies in the middle: the learner is told and goes on', async () => {
      const session = await launch(browser, lms, version.fresh);
      const lesson = await openCheck(session);
      await session.view.evaluate(() => { window.dead = true; });
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await session.shell.waitForSelector('[data-shell-state="unsaved"]');
      await lesson.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
      assert.deepStrictEqual(session.noise, []);
      await session.context.close();
    });

    test('an LMS that makes its object late is still found', async () => {
      const session = await launch(browser, lms, version.fresh, { late: 900 });
      await session.shell.waitForSelector('[data-shell-state="saved"]');
      await until(session, version.incomplete);
      await session.context.close();
    });

    test('in a window of its own it finds the LMS behind it, and the button closes it', async () => {
      const session = await launch(browser, lms, version.fresh, { place: 'window' });
      const opened = new Promise(resolve => { session.view.once('popup', resolve); });
      await session.view.click('button');
      const popup = await opened;
      await popup.waitForSelector('[data-shell-state]');
      await settled(popup);
      await popup.waitForSelector('[data-shell-state="saved"]');
      await popup.click('[data-shell-close]');
      await session.view.waitForFunction(() => window.calls.some(call => call[0] === 'Terminate'));
      for (let tries = 0; tries < 50 && !popup.isClosed(); tries += 1) { await session.view.evaluate(() => new Promise(resolve => { setTimeout(resolve, 50); })); }
      assert.ok(popup.isClosed());
      const calls = await session.view.evaluate(() => window.calls.map(call => call[0] + call[3]));
      assert.strictEqual(calls.filter(call => call === 'Initializetrue').length, 1);
      assert.strictEqual(calls.filter(call => call === 'Terminatetrue').length, 1);
      assert.strictEqual(calls[calls.length - 1], 'Terminatetrue');
      await session.context.close();
    });

    test('a page turn costs an LMS at most two commits', async () => {
      const session = await launch(browser, lms, version.fresh);
      await session.view.waitForFunction(() => window.calls.some(call => call[0] === 'Commit'));
      const count = () => session.view.evaluate(() => window.calls.filter(call => call[0] === 'Commit').length);
      await openCheck(session);
      await until(session, { [version.place]: 'basics/check' });
      await session.shell.evaluate(() => new Promise(resolve => { setTimeout(resolve, 800); }));
      // One at the launch, one for the course's page, two for the lesson.
      assert.ok(await count() <= 4, String(await count()));
      await session.context.close();
    });

    test('an LMS that takes more than a second for each commit keeps everything', async () => {
      const session = await launch(browser, lms, version.fresh);
      const lesson = await openCheck(session);
      await session.view.evaluate(() => { window.slow = 1200; });
      await answer(lesson, 'basics/check.1', { choices: [1] });
      await lesson.evaluate(() => { window.location.href = 'why.html'; });
      const next = await session.lesson(/basics\/why\.html$/);
      await until(session, { [version.place]: 'basics/why' }, 15000);
      const owns = await next.evaluate(() => Object.keys(window.localStorage).filter(key => key.startsWith('alforja:saving')));
      assert.deepStrictEqual(owns, []);
      await session.view.evaluate(() => { window.slow = 0; });
      await session.shell.waitForSelector('[data-shell-state="saved"]');
      const said = await session.view.evaluate(() => window.calls.filter(call => call[1] === 'cmi.interactions.0.id').length);
      assert.strictEqual(said, 1);
      await session.context.close();
    });

    test('without an LMS it says so, works and keeps the state on the device', async () => {
      const session = await launch(browser, lms, null);
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
      const first = await launch(browser, lms, version.fresh);
      await readWhy(version, first);
      const check = await first.lesson(/basics\/check\.html$/);
      await answer(check, 'basics/check.1', { choices: [1] });
      await answerRest(check, '300000');
      await until(first, version.passed);
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
      const left = await kept(version, first);
      assert.deepStrictEqual(first.noise, []);
      await first.context.close();

      const second = await launch(browser, lms, left);
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
      await view.goto(`file://${made[version.target].content}/index.html`);
      await view.waitForSelector('[data-lesson-link="basics/check"]');
      await view.evaluate(() => document.querySelector('[data-lesson-link="basics/check"]').click());
      await view.waitForSelector('[data-main]');
      assert.match(view.url(), /basics\/check\.html$/);
      assert.deepStrictEqual(noise, []);
      await view.close();
    });
  });
}
