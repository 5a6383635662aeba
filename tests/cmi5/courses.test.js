'use strict';

// Courses that ship with the program, worked through as a learner would: every question of every kind answered right, every
// page turned. The strict LMS must refuse nothing, and the real LRS must have it all.

const assert = require('node:assert');
const { after, before, test } = require('node:test');
const path = require('node:path');
const { build } = require('./build.js');
const { leave, open, until } = require('./learner.js');
const { serve } = require('./lms.js');
const { start } = require('./ralph.js');
const { ROOT } = require('../scorm/build.js');
const { answerAll } = require('../scorm/learner.js');
const { openBrowser } = require('../scorm/lms.js');

let ralph = null;
let browser = null;
before(async () => {
  ralph = await start();
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  ralph.stop();
});

/** Turns through all lessons; returns how many questions were answered. */
async function work(seat, enrolment, lessons) {
  let count = 0;
  for (const { id, href } of lessons) {
    await seat.shell.evaluate(address => { document.querySelector('[data-frame]').src = address; }, href);
    const page = await seat.lesson(new RegExp(`/content/${href.replace('.', '\\.')}$`));
    await until(() => (JSON.parse(enrolment.documents.get('alforja') || '{"state":{}}')).state.last === id, id);
    count += (await page.evaluate(answerAll)).length;
    await page.waitForFunction(() => !document.querySelector('[data-save-state][data-fate="saving"]'));
    await page.evaluate(() => { const next = document.querySelector('a[data-next]'); if (next) { next.click(); } else { window.scrollTo(0, 1e6); } });
  }
  return count;
}

for (const name of ['savings-groups-mn', 'learning-together-sq']) {
  test(`${name}: all answered right is passed with 100, and comes back whole on another device`, async () => {
    const made = build(path.join(ROOT, 'courses'), `${name}-1.0.0-cmi5.zip`);
    const lms = await serve(made.content, ralph);
    const enrolment = lms.enrol('urn:uuid:00000000-0000-8000-8000-000000000000');
    const session = lms.launch(enrolment);
    const seat = await open(browser, lms, session);
    const outline = await seat.shell.evaluate(() => JSON.parse(document.querySelector('[data-outline]').textContent));
    const count = await work(seat, enrolment, outline.lessons);
    await until(() => ['passed', 'completed'].every(verb => enrolment.said.includes(verb)), 'passed and completed');
    await leave(seat);
    await until(() => session.said.includes('terminated'), 'terminated');
    const all = await ralph.statements(enrolment.registration);
    assert.strictEqual(all.length, session.said.length);
    assert.strictEqual(all.filter(one => one.verb.id.endsWith('/answered')).length, count);
    assert.strictEqual(all.find(one => one.verb.id.endsWith('/passed')).result.score.scaled, 1);
    assert.deepStrictEqual(lms.refusals(), []);
    assert.deepStrictEqual(seat.noise, []);
    await seat.close();

    const again = await open(browser, lms, lms.launch(enrolment));
    await again.shell.evaluate(address => { document.querySelector('[data-frame]').src = address; }, 'index.html');
    const course = await again.lesson(/content\/index\.html$/);
    await course.waitForFunction(done => document.querySelectorAll('[data-lesson-link][data-state="done"]').length >= done, { timeout: 8000 }, outline.lessons.length);
    await again.close();
    lms.close();
    made.remove();
  });
}
