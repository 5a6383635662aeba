'use strict';

// What `package:` of a course says, in effect: in the manifest, in the launch page, and with the platform.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, describe, test } = require('node:test');
const { buildFrom, withSettings } = require('./build.js');
const { launchOn, lms: fake, stands, storage } = require('./fake.js');
const { answer, answerRest } = require('./learner.js');
const { launch, openBrowser, serve, settled, until } = require('./lms.js');
const { validate } = require('./unzip.js');
const versions = require('./versions.js');

const MARKS = {
  scorm12: /<adlcp:masteryscore>70<\/adlcp:masteryscore>/,
  scorm2004: /satisfiedByMeasure="true">\s*<imsss:minNormalizedMeasure>0\.70<\/imsss:minNormalizedMeasure>/
};
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const ALL_RIGHT = {
  'l:basics/why': 2, 'l:basics/check': 2, 'q:basics/check.1': { a: [2], n: 1, p: 1, d: 1 }, 'q:basics/check.2': { a: ['12'], n: 1, p: 1, d: 1 }
};

let browser = null;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

for (const version of versions.all) {
  describe(version.title, () => {
    let made = null;
    let lms = null;
    let library = '';
    before(async () => {
      library = withSettings('{report: passed, failed: failed, mastery_score: true, window: window}');
      made = buildFrom(library, version.target);
      lms = await serve(version, made.content);
    });
    after(() => {
      lms.close();
      made.remove();
      fs.rmSync(library, { recursive: true });
    });

    test('the mark is in the manifest where it is asked for', () => {
      validate(version, made);
      assert.match(fs.readFileSync(path.join(made.content, 'imsmanifest.xml'), 'utf8'), MARKS[version.target]);
    });

    test('the course opens in a window of its own, whose platform is that of the frame, and who fails has failed', async () => {
      const session = await launch(browser, lms, version.fresh, { unsettled: true });
      await session.shell.waitForSelector('[data-shell-offer]:not([hidden])');
      assert.deepStrictEqual(await session.view.evaluate(() => window.calls), [], 'the frame leaves the platform to the window');
      await session.shell.evaluate(AXE);
      assert.deepStrictEqual(await session.shell.evaluate(async () => (await window.axe.run(document)).violations.map(one => one.id)), []);
      const opened = new Promise(resolve => { session.view.once('popup', resolve); });
      await session.shell.click('[data-shell-open]');
      const popup = await opened;
      await settled(popup);
      await session.shell.waitForSelector('[data-shell-elsewhere]:not([hidden])');
      await until(session, version.incomplete);
      const course = await popup.waitForFrame(frame => /content\/index\.html$/.test(frame.url()));
      await course.waitForSelector('[data-lesson-link="basics/check"]');
      await course.evaluate(() => document.querySelector('[data-lesson-link="basics/check"]').click());
      const check = await popup.waitForFrame(frame => /basics\/check\.html$/.test(frame.url()));
      await check.waitForSelector('[data-main]');
      await answer(check, 'basics/check.1', { choices: [0], leave: true });
      await answerRest(check, '5', true);
      await until(session, version.failed);
      await popup.close();
      await session.shell.waitForSelector('[data-shell-offer]:not([hidden])');
      await session.view.waitForFunction(() => window.calls.some(call => call[0] === 'Terminate'));
      await session.context.close();
    });

    test('where windows are forbidden the course begins in the frame', async () => {
      const session = await launch(browser, lms, version.fresh, { unsettled: true });
      await session.shell.waitForSelector('[data-shell-offer]:not([hidden])');
      await session.shell.evaluate(() => {
        window.open = () => null;
        document.querySelector('[data-shell-open]').click();
      });
      await session.shell.waitForSelector('[data-shell-state="saved"]');
      await session.lesson(/content\/index\.html$/);
      assert.ok(await session.shell.evaluate(() => document.querySelector('[data-shell-window]').hidden && !document.querySelector('[data-frame]').hidden));
      await session.context.close();
    });

    test('what is reported is what was asked for', () => {
      const told = settings => {
        const platform = fake(version);
        launchOn(version, platform, storage(), settings).save(ALL_RIGHT);
        return platform;
      };
      stands(told({}), version.passed);
      stands(told({ report: 'passed' }), version.passed);
      const completed = told({ report: 'completed' });
      stands(completed, version.completed);
      assert.notStrictEqual(completed.kept['cmi.success_status'], 'passed');
    });
  });
}
