/** One file, alone in a folder, opened by a double-click: turning pages, every question, and what is there again later. */
'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { answerAll } = require('../browser/answer.js');
const { BROWSERS, profile, start, tab, visit } = require('../browser/open.js');
const { pack } = require('./files.js');

const files = pack();
test.after(() => files.remove());

const OPEN = '[data-leaf][data-open]';

/** Where the learner is: the page's id, the title, the element that has the focus, and how far down. */
const where = page => page.evaluate(open => ({
  leaf: Array.from(document.querySelectorAll(open)).map(one => one.id).join(), title: document.title,
  shown: Array.from(document.querySelectorAll('[data-leaf]')).filter(one => one.offsetParent).length,
  focus: document.activeElement.tagName + ':' + (document.activeElement.textContent || '').trim().slice(0, 30), y: Math.round(window.pageYOffset), wide: document.documentElement.scrollWidth
}), OPEN);

/** Waits until a page is shown. */
const at = (page, id) => page.waitForFunction((open, wanted) => document.querySelector(open).id === wanted, {}, OPEN, id);

/** Opens a file; nobody else may be asked for anything. */
async function open(browser, address) {
  const { page, noise } = await tab(browser);
  page.on('request', request => { if (!/^(data|blob|about):/.test(request.url()) && request.url().split('#')[0] !== address) { noise.push('asks for ' + request.url()); } });
  await visit(page, address);
  return { page, noise };
}

for (const name of Object.keys(BROWSERS)) {
  test(name + ': links, the back button and a kept address turn the pages', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const address = files.alone('savings-groups-da-1.0.0-single.html');
    const { page, noise } = await open(browser, address);

    const cover = await where(page);
    assert.equal(cover.leaf, '_cover');
    assert.equal(cover.shown, 1);
    assert.ok(cover.wide <= 360, String(cover.wide));
    await page.click('[data-start]');
    await at(page, 'saving-together/why-we-save');
    const first = await where(page);
    assert.equal(first.focus, 'H1:Hvorfor vi sparer op');
    assert.match(first.title, /^Hvorfor vi sparer op – /);
    assert.deepEqual([first.shown, first.y], [1, 0]);
    assert.equal(await page.$eval('.contents [aria-current]', link => link.getAttribute('href')), '#saving-together/why-we-save');

    await page.evaluate(() => window.scrollTo(0, 700));
    await page.$eval(OPEN + ' [data-next]', link => link.click());
    await at(page, 'saving-together/the-one-third-rule');
    await page.evaluate(() => window.history.back());
    await at(page, 'saving-together/why-we-save');
    await page.waitForFunction(() => window.pageYOffset === 700);
    await page.evaluate(() => window.history.back());
    await at(page, '_cover');
    await page.evaluate(() => window.history.forward());
    await at(page, 'saving-together/why-we-save');

    await page.evaluate(() => document.querySelector('[data-open-contents]').click());
    await page.waitForSelector('.contents[data-open]');
    await page.$eval('.contents a[href="#the-loan/check"]', link => link.click());
    await at(page, 'the-loan/check');
    assert.equal(await page.$('.contents[data-open]'), null);
    assert.match((await where(page)).focus, /^H1:/);

    await page.evaluate(() => { window.location.hash = '#nowhere/at-all'; });
    await at(page, '_cover');
    const term = await page.$eval('.glossary dt:nth-of-type(5)', one => one.id);
    await page.evaluate(id => { window.location.hash = '#' + encodeURIComponent(id); }, term);
    await at(page, '_glossary');
    await page.waitForFunction(id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 60, {}, term);
    await page.goto('about:blank');
    await visit(page, address + '#the-loan/repaying');
    assert.equal((await where(page)).leaf, 'the-loan/repaying');
    await page.waitForFunction(() => document.activeElement.tagName === 'H1' && window.pageYOffset === 0);
    for (const leaf of await page.$$eval('[data-leaf]', all => all.map(one => one.id))) {
      await page.evaluate(id => { window.location.hash = '#' + id; }, leaf);
      await at(page, leaf);
      assert.ok((await where(page)).wide <= 360, leaf);
    }
    assert.deepEqual(noise, []);
  });
}

/** Works through all lessons of a file from its cover on; returns how many questions of each kind were answered. */
async function work(page) {
  const kinds = {};
  const lessons = await page.$$eval('[data-of-lesson]', all => all.map(one => one.id));
  for (const lesson of lessons) {
    await page.evaluate(id => { window.location.hash = '#' + id; }, lesson);
    await at(page, lesson);
    await page.waitForFunction(open => Array.from(document.querySelectorAll(open + ' [data-graded="true"] form')).every(form => form.querySelector('[data-main]')), {}, OPEN);
    for (const kind of await page.evaluate(answerAll, OPEN)) { kinds[kind] = (kinds[kind] || 0) + 1; }
    await page.$eval(OPEN + ' [data-next]', link => link.click());
  }
  return kinds;
}

for (const [name, file, graded] of [['chromium', 'savings-groups-mn', 4], ['firefox', 'learning-together-sq', 4], ['chromium', 'running-a-project-pt', 4]]) {
  test(`${name}: ${file}: all answered right completes the course, and is there again when the file is opened again`, async context => {
    const mine = profile();
    const address = files.alone(file + '-1.0.0-single.html');
    const browser = await start(name, mine);
    const { page, noise } = await open(browser, address);
    const kinds = await work(page);
    assert.ok(Object.keys(kinds).length >= graded, JSON.stringify(kinds));
    await page.evaluate(() => { window.location.hash = ''; });
    await at(page, '_cover');
    await page.waitForSelector('section[data-completed]:not([hidden])');
    assert.deepEqual(noise, []);
    await page.waitForFunction(() => document.querySelector('[data-save-state]').getAttribute('data-fate') !== 'saving');
    await browser.close();

    const again = await start(name, mine);
    context.after(() => again.close());
    const { page: later, noise: more } = await open(again, address);
    await later.waitForSelector('section[data-completed]:not([hidden])');
    assert.equal(await later.$eval('[data-progress]', bar => bar.getAttribute('aria-valuenow')), '100');
    await later.evaluate(() => { window.location.hash = '#_results'; });
    await at(later, '_results');
    await later.waitForSelector('[data-tool="results"][data-ready] [data-standing] [data-completed="true"]');
    const field = await later.$('[data-tool="results"] input[type="text"]');
    if (field) { await field.type('Бат-Эрдэнэ'); }
    await later.$eval('[data-tool="results"] [data-agree]', box => box.click());
    await later.$eval('[data-tool="results"] form button[type="submit"]', button => button.click());
    await later.waitForSelector('[data-offers] [data-text]');
    assert.match(await later.$eval('[data-offers] [data-text]', box => box.value), new RegExp('^ALF1;' + file.replace(/-..$/, '') + ';1\\.0\\.0;'));
    assert.ok(await later.$('[data-offers] .picture svg, [data-offers] [data-way="picture"] p'));
    await later.evaluate(() => { window.location.hash = '#_certificate'; });
    await at(later, '_certificate');
    await later.waitForSelector('[data-tool="certificate"] [data-certificate], [data-tool="certificate"] [data-certificate-name]');
    assert.deepEqual(more, []);
  });
}

test('the file of one module counts its own lessons, and says that it is a part', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await open(browser, files.alone('running-a-project-pt-1.0.0-plan-and-money-single.html'));
  await work(page);
  await at(page, '_cover');
  await page.waitForFunction(() => document.querySelector('[data-progress]').getAttribute('aria-valuenow') === '100');
  assert.match(await page.$eval('[data-tool="results"] .quiet', line => line.textContent), /parte do curso/);
  assert.equal(await page.$('[data-tool="certificate"]'), null);
  assert.equal(await page.$eval('[data-tool="results"] [data-standing]', one => one.querySelectorAll('tbody tr:not(.part-title)').length > 6), true);
  assert.deepEqual(noise, []);
});
