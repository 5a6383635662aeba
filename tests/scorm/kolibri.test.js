'use strict';

// What Kolibri needs, without Kolibri: its sandbox forbids forms and dialogues, and takes the score for progress. The real
// one is started by tests/slow/kolibri.test.js.

const assert = require('node:assert');
const { after, before, test } = require('node:test');
const { build } = require('./build.js');
const { launchOn, lms: fake, stands, storage } = require('./fake.js');
const { answer, answerRest } = require('./learner.js');
const { launch, openBrowser, serve, until } = require('./lms.js');
const { entries } = require('./unzip.js');
const { kolibri } = require('./versions.js');

let made = null;
let lms = null;
let browser = null;
before(async () => {
  made = build('kolibri');
  lms = await serve(kolibri, made.content);
  browser = await openBrowser();
});
after(async () => {
  lms.close();
  made.remove();
  await browser.close();
});

test('the zip has its launch page at the root, and no page asks for another host', () => {
  const found = entries(made.zip);
  const text = name => found.find(entry => entry.name === name).content.toString();
  assert.match(text('index.html'), /data-frame/);
  assert.match(text('course.html'), /data-lesson-link/);
  assert.ok(!found.some(entry => entry.name.endsWith('.xml') || entry.name.endsWith('.xsd')));
  for (const entry of found.filter(one => /\.(html|css)$/.test(one.name))) assert.ok(!/(src|action)="(https?:)?\/\/|url\(["']?https?:/.test(entry.content.toString()), entry.name);
});

test('answers are checked where forms and dialogues are forbidden', async () => {
  const session = await launch(browser, lms, kolibri.fresh, { entry: 'index.html', sandbox: 'allow-scripts allow-same-origin' });
  assert.strictEqual(await session.shell.$eval('[data-shell-close]', button => button.hidden), true, 'Kolibri has its own');
  const course = await session.lesson(/content\/course\.html$/);
  await course.waitForSelector('[data-lesson-link="basics/why"]');
  await course.evaluate(() => document.querySelector('[data-lesson-link="basics/why"]').click());
  const why = await session.lesson(/basics\/why\.html$/);
  await why.waitForSelector('a[data-next]');
  await until(session, { [kolibri.place]: 'basics/why' });
  await why.evaluate(() => document.querySelector('a[data-next]').click());
  const check = await session.lesson(/basics\/check\.html$/);
  await check.waitForSelector('[data-main]');
  await answer(check, 'basics/check.1', { choices: [1] });
  await check.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
  await until(session, Object.assign({ [kolibri.score.raw]: '50' }, kolibri.incomplete));
  await answerRest(check, '300000');
  await until(session, Object.assign({ [kolibri.score.raw]: '100', 'cmi.objectives.0.score.raw': '100' }, kolibri.passed));
  await session.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'certificate.html'; });
  const certificate = await session.lesson(/certificate\.html$/);
  await certificate.waitForSelector('[data-tool][data-ready]');
  await certificate.evaluate(() => {
    const field = document.querySelector('[data-certificate-name]');
    field.value = 'Bat';
    field.form.querySelector('[type="submit"]').click();
  });
  await certificate.waitForSelector('[data-certificate]');
  assert.deepStrictEqual(session.noise, []);
  await session.context.close();
});

test('the score that Kolibri is told is progress, whole only when all is done', () => {
  const READ = { 'l:basics/why': 2, 'l:basics/check': 2 };
  const half = { 'q:basics/check.1': { a: [0], n: 1, p: 0, d: 1 }, 'q:basics/check.2': { a: ['12'], n: 1, p: 1, d: 1 } };
  const platform = fake(kolibri);
  const session = launchOn(kolibri, platform);
  stands(platform, Object.assign({ [kolibri.score.raw]: '0' }, kolibri.incomplete));
  session.save({ 'l:basics/why': 2 });
  stands(platform, { [kolibri.score.raw]: '50' });
  session.save(Object.assign({}, READ, half));
  stands(platform, Object.assign({ [kolibri.score.raw]: '99', 'cmi.objectives.0.id': 'course', 'cmi.objectives.0.score.raw': '50' }, kolibri.incomplete));
  session.save({ 'q:basics/check.1': { a: [2], n: 2, p: 1, d: 1 } });
  stands(platform, Object.assign({ [kolibri.score.raw]: '100', 'cmi.objectives.0.score.raw': '100', 'cmi.objectives.0.status': 'passed' }, kolibri.passed));
});

test('who has done all may go on; of whom nobody has signed in nothing is kept', () => {
  const done = fake(kolibri, Object.assign({ [kolibri.mode]: 'review' }, kolibri.passed));
  assert.strictEqual(launchOn(kolibri, done).save({ 'l:basics/why': 2 }), true);
  const guest = fake(kolibri, { [kolibri.mode]: 'browse', [kolibri.learner]: '' });
  const shelf = storage();
  const session = launchOn(kolibri, guest, shelf);
  assert.strictEqual(session.save({ 'l:basics/why': 2 }), false);
  assert.strictEqual(session.situation(), 'review');
  assert.deepStrictEqual(guest.log, ['Initialize']);
});

test('the launch page and its scripts open no dialogue', () => {
  for (const entry of entries(made.zip).filter(one => one.name.endsWith('.js'))) assert.ok(!/\b(alert|confirm|prompt)\(/.test(entry.content.toString()), entry.name);
});
