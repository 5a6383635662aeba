'use strict';

// What a learner does with the small course in tests/fixtures/scorm, launched by the test's LMS.

const { answer, putInOrder } = require('../scorm/learner.js');
const { frameAt, settled } = require('../scorm/lms.js');

/** Opens a launch in the LMS's frame, or with `alone` in a window of its own. */
async function open(browser, lms, session, { alone = false, context } = {}) {
  const own = context || await browser.createBrowserContext();
  const view = await own.newPage();
  const noise = [];
  view.on('pageerror', error => noise.push(String(error)));
  await view.goto(alone ? session.address : lms.framed(session));
  const shell = alone ? view.mainFrame() : await frameAt(view, /content\/([a-z-]+\/)?launch\.html/);
  await settled(shell);
  return { context: own, view, shell, noise, lesson: address => frameAt(view, address), close: () => own.close() };
}

/** Waits until `is` answers yes, in the test's own world. */
async function until(is, what) {
  const end = Date.now() + 10000;
  while (!(await is())) {
    if (Date.now() > end) { throw new Error(`waited in vain: ${what || is}`); }
    await new Promise(resolve => { setTimeout(resolve, 20); });
  }
}

async function openCheck(seat) {
  await seat.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'basics/check.html'; });
  const lesson = await seat.lesson(/basics\/check\.html$/);
  await lesson.waitForSelector('form[data-question][data-mode]');
  return lesson;
}

/** Reads the first lesson to its end. */
async function read(seat) {
  await seat.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'basics/why.html'; });
  const lesson = await seat.lesson(/basics\/why\.html$/);
  await lesson.waitForSelector('a[data-next]');
  await lesson.waitForFunction(() => !document.querySelector('[data-save-state][data-fate="saving"]'));
  await lesson.evaluate(() => document.querySelector('a[data-next]').click());
  const next = await seat.lesson(/basics\/check\.html$/);
  await next.waitForSelector('form[data-question][data-mode]');
  return next;
}

/** Answers all four questions of the lesson, all right or the first two wrong. */
async function answerAll(lesson, right = true) {
  await answer(lesson, 'basics/check.1', { choices: [right ? 1 : 0] });
  await answer(lesson, 'basics/check.2', { choices: right ? [0, 2] : [1] });
  await answer(lesson, 'basics/check.3', { words: '300000' });
  await putInOrder(lesson, 'basics/check.4');
}

/** Takes the frame away, as an LMS does. */
async function leave(seat) {
  await seat.view.evaluate(() => document.querySelector('iframe').remove());
}

module.exports = { answerAll, leave, open, openCheck, read, until };
