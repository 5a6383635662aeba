'use strict';

// How a window goes away, and comes back from the browser's memory: rules that cost other packages their learners' work.

const assert = require('node:assert');
const { after, before, describe, test } = require('node:test');
const { build } = require('./build.js');
const { launchOn, lms: fakeLms } = require('./fake.js');
const { launch, openBrowser, serve, until } = require('./lms.js');
const versions = require('./versions.js');

const names = session => session.view.evaluate(() => window.calls.map(call => call[0]));

for (const version of versions.all) {
  describe(`${version.title}: going away`, () => {
    let made = null;
    let lms = null;
    let browser = null;
    before(async () => {
      made = build(version.target);
      lms = await serve(version, made.content);
      browser = await openBrowser();
    });
    after(async () => {
      await browser.close();
      lms.close();
      made.remove();
    });

    test('a window that may go away is saved and not finished: the learner may stay', async () => {
      const session = await launch(browser, lms, version.fresh);
      await until(session, version.incomplete);
      const earlier = (await names(session)).length;
      await session.shell.evaluate(() => window.dispatchEvent(new Event('beforeunload')));
      const since = (await names(session)).slice(earlier);
      assert.ok(since.includes('SetValue') && since.includes('Commit'), since.join());
      assert.ok(!since.includes('Terminate'), since.join());
      assert.deepStrictEqual(session.noise, []);
      await session.context.close();
    });

    test('a launch page that comes back from memory after it finished begins anew', async () => {
      const session = await launch(browser, lms, version.fresh);
      await until(session, version.incomplete);
      const born = await session.shell.evaluate(() => performance.timeOrigin);
      await session.shell.evaluate(() => {
        window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
        window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      });
      await session.view.waitForFunction(earlier => {
        const shell = document.querySelector('iframe').contentWindow;
        return shell.performance.timeOrigin > earlier && shell.document.querySelector('[data-shell-state]');
      }, { timeout: 8000, polling: 50 }, born);
      assert.strictEqual((await names(session)).filter(name => name === 'Terminate').length, 1);
      await session.context.close();
    });

    test('a place longer than a platform keeps is cut, not refused', () => {
      const platform = fakeLms(version);
      launchOn(version, platform).save({ last: 'basics/' + 'why-'.repeat(300) });
      const kept = platform.kept[version.place];
      assert.ok(kept.startsWith('basics/why-'));
      assert.strictEqual(kept.length, version.target === 'scorm12' ? 255 : 1000);
    });
  });
}
