'use strict';

// The courses that ship with the program, worked through as a learner would: every question of every kind answered
// right, every page turned. The LMS must end with "passed" and 100.

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PROGRAM, ROOT } = require('./build.js');
const { answerAll } = require('./learner.js');
const { kept, launch, openBrowser, serve, told, until } = require('./lms.js');
const { unzip } = require('./unzip.js');
const { scorm12, scorm2004 } = require('./versions.js');

let folder = '';
let browser = null;
const served = [];

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-courses-'));
  const library = path.join(ROOT, 'courses');
  execFileSync(PROGRAM, ['--library', library, 'package', '--target', 'scorm12,scorm2004', '--out', folder], { stdio: 'pipe' });
  browser = await openBrowser();
});
after(async () => {
  served.forEach(lms => lms.close());
  await browser.close();
  fs.rmSync(folder, { recursive: true });
});

/** Turns through all lessons; returns how many questions of each kind were answered. */
async function work(version, session, lessons) {
  const kinds = {};
  for (const { id, href } of lessons) {
    await session.shell.evaluate(address => { document.querySelector('[data-frame]').src = address; }, href);
    const page = await session.lesson(new RegExp(`/content/${href.replace('.', '\\.')}$`));
    await until(session, { [version.place]: id });
    for (const kind of await page.evaluate(answerAll)) kinds[kind] = (kinds[kind] || 0) + 1;
    await page.waitForFunction(() => !document.querySelector('[data-save-state][data-fate="saving"]'));
    await page.evaluate(() => { const next = document.querySelector('a[data-next]'); if (next) { next.click(); } else { window.scrollTo(0, 1e6); } });
  }
  return kinds;
}

for (const [name, version] of [
  ['savings-groups-mn', scorm12], ['learning-together-sq', scorm12], ['running-a-project-pt', scorm12], ['savings-groups-da', scorm12],
  ['savings-groups-mn', scorm2004]
]) {
  test(`${name} in ${version.title}: all answered right is passed with 100, and comes back whole on another device`, async () => {
    const zip = `${name}-1.0.0-${version.target}`;
    const content = path.join(folder, zip);
    unzip(path.join(folder, `${zip}.zip`), content);
    const lms = await serve(version, content);
    served.push(lms);
    const session = await launch(browser, lms, version.fresh);
    const outline = await session.shell.evaluate(() => JSON.parse(document.querySelector('[data-outline]').textContent));
    const kinds = await work(version, session, outline.lessons);
    assert.ok(Object.keys(kinds).length >= 4, JSON.stringify(kinds));
    await until(session, version.passed, 15000);
    assert.strictEqual(await told(session, version.score.raw), '100');
    const failed = await session.view.evaluate(() => window.calls.filter(call => call[3] !== 'true'));
    assert.deepStrictEqual(failed, []);
    assert.deepStrictEqual(session.noise, []);
    const first = await kept(version, session);
    assert.ok(first['cmi.suspend_data'].length < 4096);
    await session.context.close();

    const again = await launch(browser, lms, first);
    await again.shell.evaluate(address => { document.querySelector('[data-frame]').src = address; }, 'index.html');
    const course = await again.lesson(/content\/index\.html$/);
    await course.waitForFunction(count => document.querySelectorAll('[data-lesson-link][data-state="done"]').length >= count, { timeout: 8000 }, outline.lessons.length);
    await again.context.close();
  });
}
