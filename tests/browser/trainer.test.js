/** The trainer's edition in a browser, from local files: the plan that follows, the list, the presenter view and its keys. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const { click, profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const LIBRARY = path.join(site.ROOT, 'tests', 'fixtures', 'trainer');
const place = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-trainer-'));
const make = words => execFileSync(site.PROGRAM, ['--quiet', '--library', LIBRARY, '--store', path.join(place, 'store'), ...words], { stdio: ['ignore', 'ignore', 'ignore'] });
make(['build', '--edition', 'trainer', '--out', path.join(place, 'dist')]);
make(['package', '--edition', 'trainer', '--target', 'single', '--lang-of-course', 'en', '--out', path.join(place, 'packages')]);
const base = site.local(path.join(place, 'dist')) + 'en/savings/';

const SIZES = [[360, 640, 'light'], [1280, 800, 'dark']];
let browser;

test.before(async () => { browser = await start('chromium', profile()); });
test.after(async () => {
  await browser.close();
  fs.rmSync(place, { recursive: true, force: true });
});

async function violations(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  return result.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
}

/** What the timetable says, a row a line. */
const rows = page => page.$$eval('.timetable tr', all => all.map(row => Array.from(row.querySelectorAll('th, td > a, td:nth-child(2):not(:has(a))')).map(cell => cell.textContent.trim()).join(' ')));

/** Types into a field as a trainer does. */
const set = (page, index, value) => page.$$eval('[data-settings] input', (fields, [at, text]) => {
  fields[at].value = text;
  fields[at].dispatchEvent(new Event('change', { bubbles: true }));
}, [index, value]);

/** What can be seen of a lesson that is presented. */
const seen = page => page.$$eval('main h1, main h2, main h3, main p, main li, main figure, main td', all =>
  all.filter(one => one.getClientRects().length && one.offsetWidth > 1 && getComputedStyle(one).visibility === 'visible').map(one => one.innerText.replace(/\s+/g, ' ').trim()));
const number = page => page.$eval('.screen-number', one => one.textContent);

test('pages say whose they are, and axe finds nothing', async () => {
  const { page, noise } = await tab(browser);
  for (const [width, height, scheme] of SIZES) {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const address of ['index.html', 'session.html', 'materials.html', 'start/why.html', 'money/check.html']) {
      await visit(page, base + address);
      assert.deepEqual(await violations(page), [], address + ' ' + width);
      assert.match(await page.$eval('.for-trainer', one => one.textContent), /Trainer’s edition/);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, address + ' ' + width + ' is ' + wide + ' too wide');
    }
  }
  assert.deepEqual(noise, []);
  await page.close();
});

test('the plan follows what a trainer changes, is kept, and can be as it was', async () => {
  const { page, noise } = await tab(browser);
  await visit(page, base + 'session.html');
  const usual = await rows(page);
  assert.deepEqual(usual, ['1. The beginning', '09:00–09:45 Why we save together', '09:45–10:25 The cash box', '10:25–10:40 Break', '2. Money', '10:40–11:40 The loan', '11:40 Check what you know']);
  await set(page, 0, '13:00');
  await set(page, 1, '16:00');
  await set(page, 2, '14:00');
  const changed = ['1. The beginning', '13:00–13:45 Why we save together', '13:45–14:00 The cash box', '14:00–14:15 Break'];
  assert.deepEqual((await rows(page)).slice(0, 2), changed.slice(0, 2));
  assert.deepEqual((await rows(page)).find(row => / Break$/.test(row)), '13:45–14:00 Break', 'a break comes a little early');
  await page.reload();
  await visit(page, base + 'session.html');
  assert.deepEqual((await rows(page)).slice(0, 2), changed.slice(0, 2), 'kept');
  await page.$$eval('[data-settings] .actions button', all => all[2].click());
  assert.deepEqual(await rows(page), usual);
  await page.select('[data-settings] select', '1');
  assert.deepEqual(await rows(page), ['2. Money', '09:00–10:00 The loan', '10:00 Check what you know']);
  await page.$$eval('[data-settings] .actions button', all => all[2].click());
  await visit(page, base + 'start/index.html');
  await click(page, 'main .button.second');
  await page.waitForSelector('.timetable .part-row');
  assert.deepEqual((await rows(page))[0], '1. The beginning');
  assert.equal((await rows(page)).length, 3, 'the plan of this part alone');
  assert.deepEqual(noise, []);
  await page.close();
});

test('the list counts for as many as come, and what is packed stays packed', async () => {
  const { page, noise } = await tab(browser);
  await visit(page, base + 'materials.html');
  const counts = () => page.$$eval('[data-material]', all => all.map(one => one.querySelector('strong').textContent + ' ' + one.querySelector('[data-most]').textContent + ' ' + one.querySelector('[data-group]').textContent));
  assert.deepEqual(await counts(), ['Flip chart 5 × 5 groups of 3 to 4', 'pens 5 × 5 groups of 3 to 4', 'coloured cards 5 × 5 groups of 3 to 4', 'Play money 9 × all together']);
  await page.$eval('[data-packing] input', field => { field.value = ''; });
  await page.type('[data-packing] input', '12');
  assert.deepEqual((await counts())[0], 'Flip chart 3 × 3 groups of 4');
  await page.click('[data-material] input');
  assert.match(await page.$eval('[data-left]', one => one.textContent), /^3 things/);
  await visit(page, base + 'materials.html');
  assert.deepEqual(await page.$$eval('[data-material] input', all => all.map(one => one.checked)), [true, false, false, false]);
  assert.deepEqual((await counts())[0], 'Flip chart 3 × 3 groups of 4');
  assert.deepEqual(noise, []);
  await page.close();
});

test('a lesson is presented a block a screen, by keys, on a phone and on a projector', async () => {
  const { page, noise } = await tab(browser);
  for (const [width, height, scheme] of SIZES.concat([[1920, 1080, 'light']])) {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await visit(page, base + 'index.html');
    await page.evaluate(() => Array.from(document.querySelectorAll('.begin a')).find(link => /#present$/.test(link.href)).click());
    await page.waitForSelector('.screen-number');
    assert.equal(await number(page), '1 / 9');
    assert.deepEqual(await seen(page), ['Why we save together', '45 minutes', 'What you will learn', 'Say what the group saves for', 'Name the one-third rule']);
    await page.keyboard.press('PageDown');
    const first = await seen(page);
    assert.deepEqual(first, ['A group that saves is a group that trusts. Each member puts in what was agreed, on the day that was agreed.'], 'notes are not shown to the room');
    const letters = await page.$eval('main [data-on]', one => parseFloat(getComputedStyle(one).fontSize));
    assert.ok(letters >= (width > 1000 ? 0.028 * width : 20), width + ': letters of ' + letters);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await seen(page), ['What the group saves for', 'The members choose together:', 'seeds and tools before the rains']);
    await page.keyboard.press(' ');
    assert.equal((await seen(page)).length, 4, 'a list grows');
    await page.keyboard.press('ArrowLeft');
    assert.equal((await seen(page)).length, 3);
    await page.reload();
    await page.waitForSelector('.screen-number');
    assert.equal(await number(page), '3 / 9', 'the place survives');
    await page.keyboard.press('n');
    assert.match(await page.$eval('.stage-notes', one => one.textContent), /\d\d:\d\d.*0 minutes in this lesson.*Next: Some groups/);
    await page.keyboard.press('PageUp');
    assert.match(await page.$eval('.stage-notes', one => one.textContent), /SECRET-2/);
    assert.deepEqual(await violations(page), [], 'notes ' + width);
    await page.keyboard.press('?');
    assert.ok(await page.$eval('.stage-help', one => !one.hidden && one.contains(document.activeElement)));
    assert.deepEqual(await violations(page), [], 'help ' + width);
    await page.keyboard.press('Escape');
    await page.keyboard.press('b');
    assert.ok(await page.$eval('.stage-black', one => !one.hidden));
    await page.keyboard.press('PageDown');
    assert.ok(await page.$eval('.stage-black', one => one.hidden));
    assert.equal(await number(page), '2 / 9', 'what is black only comes back');
    await page.keyboard.press('n');
    await page.keyboard.press('End');
    assert.equal(await number(page), '9 / 9');
    for (let at = 9; at > 0; at -= 1) {
      const over = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
      assert.ok(over <= 2, 'screen ' + at + ' at ' + width + ' is ' + over + ' too high');
      await page.keyboard.press('Home');
      for (let step = 1; (await number(page)) !== at - 1 + ' / 9' && step < 20 && at > 1; step += 1) { await page.keyboard.press('ArrowRight'); }
    }
    await page.keyboard.press('Escape');
    assert.equal(await page.$('.stage-bar'), null);
    assert.ok((await seen(page)).length > 20, 'the page is whole again');
    assert.equal(await page.evaluate(() => document.querySelectorAll('[data-away], [data-veiled], [data-on]').length), 0);
  }
  assert.deepEqual(noise, []);
  await page.close();
});

test('a question is shown first, its answer when it is asked for; one lesson leads to the next', async () => {
  const { page, noise } = await tab(browser);
  await page.setViewport({ width: 1280, height: 800 });
  await visit(page, base + 'money/the-loan.html#present-last');
  assert.match((await seen(page)).join(), /^$/);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => /check/.test(window.location.pathname) && document.querySelector('.screen-number'));
  assert.equal(await number(page), '1 / 10');
  for (const press of ['ArrowRight', 'ArrowRight']) { await page.keyboard.press(press); }
  const asked = await seen(page);
  assert.ok(asked.includes('One third of the amount') && !asked.join().includes('right') && !asked.join().includes('keep its promises'), asked.join('\n'));
  const plain = await page.$eval('[data-right]', one => getComputedStyle(one).backgroundColor);
  await page.keyboard.press('a');
  const told = (await seen(page)).join('\n');
  assert.match(told, /One third of the amount ✓ right/);
  assert.match(told, /keep its promises/);
  assert.notEqual(await page.$eval('[data-right]', one => getComputedStyle(one).backgroundColor), plain);
  assert.doesNotMatch(told, /Think of the amount/, 'a hint is the trainer\'s');
  await page.keyboard.press('n');
  assert.match(await page.$eval('.stage-notes', one => one.textContent), /Think of the amount/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => /the-loan/.test(window.location.pathname) && document.querySelector('.screen-number'));
  assert.ok(await page.$eval('.stage-notes', one => !one.hidden), 'notes stay open');
  assert.deepEqual(noise, []);
  await page.close();
});

test('a swipe turns the screen', async () => {
  const { page } = await tab(browser);
  await page.setViewport({ width: 360, height: 640, hasTouch: true });
  await visit(page, base + 'start/why.html');
  await click(page, '[data-present]');
  const swipe = async (from, to) => {
    const finger = await page.touchscreen.touchStart(from, 300);
    await finger.move(to, 305);
    await finger.end();
  };
  await swipe(300, 80);
  assert.equal(await number(page), '2 / 9');
  await swipe(80, 300);
  assert.equal(await number(page), '1 / 9');
  await page.close();
});

test('one file holds the course for its trainer: plan, list, lessons to present', async () => {
  const { page, noise } = await tab(browser);
  const file = fs.readdirSync(path.join(place, 'packages')).find(name => /^savings-en-1.0.0-single-trainer.html$/.test(name));
  await visit(page, site.local(path.join(place, 'packages')) + file);
  await page.setViewport({ width: 1280, height: 800 });
  assert.deepEqual(await violations(page), []);
  await page.evaluate(() => { window.location.hash = '#_session'; });
  await page.waitForSelector('[data-leaf="session"][data-open]');
  assert.equal((await rows(page)).length, 7);
  await page.evaluate(() => { window.location.hash = '#start/the-box'; });
  await page.waitForSelector('[data-of-lesson][data-open], [data-leaf="lesson"][data-open]');
  await page.$eval('[data-open] [data-present]', button => button.click());
  assert.match((await seen(page)).join(), /^The cash box/);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => /^The loan/.test(Array.from(document.querySelectorAll('h1')).filter(one => one.getClientRects().length).map(one => one.textContent).join()));
  await page.waitForSelector('.screen-number');
  assert.match(await number(page), /^1 \//);
  assert.deepEqual(noise, []);
  await page.close();
});
