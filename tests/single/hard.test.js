/** Where a file is opened by whatever app is there: no storage, no scripts, a frame without an origin; on paper; for every reader. */
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const axe = require('axe-core');
const { answerAll } = require('../browser/answer.js');
const { awake, BROWSERS, profile, serve, start, tab, visit } = require('../browser/open.js');
const { pack } = require('./files.js');

const files = pack();
test.after(() => files.remove());

const OPEN = '[data-leaf][data-open]';
const at = (place, id) => place.waitForFunction((open, wanted) => document.querySelector(open).id === wanted, {}, OPEN, id);
const go = (place, id) => place.evaluate(wanted => { window.location.hash = '#' + wanted; }, id).then(() => at(place, id));

/** Nothing can be kept: the learner is told so once, can work on all the same, and can hand the result over. */
async function withoutStorage(place) {
  const told = await place.$$eval('[data-kept-nowhere]', all => all.map(one => one.textContent));
  assert.equal(told.length, 1);
  assert.match(told[0], /Aqui nada se pode guardar.*«Os meus resultados»/);
  await place.$eval('[data-kept-nowhere] button', button => button.click());
  assert.equal(await place.$('[data-kept-nowhere]'), null);
  await go(place, 'needs-and-goals/check');
  assert.ok((await place.evaluate(answerAll, OPEN)).length > 2);
  await go(place, '_cover');
  await go(place, 'needs-and-goals/check');
  assert.ok(await place.$(OPEN + ' form[data-mode="done"]'), 'what was answered is there while the file is open');
  await go(place, '_results');
  await place.waitForFunction(() => /1/.test(document.querySelector('[data-tool="results"] [data-standing] > p:not(.verdict)').textContent));
  await place.$eval('[data-tool="results"] input[type="text"]', field => { field.value = 'Ana'; field.dispatchEvent(new Event('change', { bubbles: true })); });
  await place.$eval('[data-tool="results"] [data-agree]', box => box.click());
  await place.$eval('[data-tool="results"] form button[type="submit"]', button => button.click());
  await place.waitForSelector('[data-offers] [data-text]');
  assert.match(await place.$eval('[data-offers] [data-text]', box => box.value), /^ALF1;running-a-project;/);
  assert.equal(await place.$$eval('[data-kept-nowhere]', all => all.length), 0);
}

/** What an app's view does to a page: it forbids the storage, or has none. */
const VIEWS = {
  'a storage that is forbidden': () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } }),
  'a view without storage': () => { ['localStorage', 'sessionStorage'].forEach(name => Object.defineProperty(window, name, { value: null })); }
};

for (const [name, change] of Object.entries(VIEWS)) {
  test(name + ': told once, and the result can be handed over', async context => {
    const browser = await start('chromium', profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);
    await page.evaluateOnNewDocument(change);
    await visit(page, files.alone('running-a-project-pt-1.0.0-single.html'));
    await withoutStorage(page);
    assert.deepEqual(noise, []);
  });
}

for (const name of Object.keys(BROWSERS)) {
  test(name + ': a frame without an origin, as `content:` is', async context => {
    const folder = fs.mkdtempSync(path.join(files.folder, 'framed-'));
    fs.copyFileSync(path.join(files.folder, 'running-a-project-pt-1.0.0-single.html'), path.join(folder, 'file.html'));
    fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts allow-forms allow-downloads" src="file.html" style="width:340px;height:600px"></iframe>');
    const server = await serve(folder);
    const browser = await start(name, profile());
    context.after(() => Promise.all([browser.close(), server.close()]));
    const { page, noise } = await tab(browser);
    await page.goto(server.address, { waitUntil: 'load' });
    const frame = await (await page.$('iframe')).contentFrame();
    await frame.waitForSelector('html[data-player="awake"]', { timeout: 15000 });
    await withoutStorage(frame);
    assert.deepEqual(server.asked.filter(one => one && one !== 'file.html'), []);
    assert.deepEqual(noise, []);
  });
}

test('with scripts off all of it is one text with a contents list, and nothing that cannot be used', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await page.setJavaScriptEnabled(false);
  await page.goto(files.alone('savings-groups-mn-1.0.0-single.html'));
  const seen = await page.$$eval('[data-leaf]', all => all.map(one => [one.getAttribute('data-leaf'), one.offsetHeight > 0]));
  assert.deepEqual(seen.filter(([kind, shown]) => shown === (kind === 'tool')), []);
  const dead = await page.$$eval('a[href^="#"]', all => all.filter(link => link.offsetParent).map(link => document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)))).filter(place => !place || !place.offsetHeight).length);
  assert.equal(dead, 0);
  assert.equal(await page.$$eval('#_cover a[data-lesson-link]', all => all.length), 11);
  assert.ok(await page.$eval('details[data-answer]', fold => fold.offsetHeight > 0), 'answers are folded below their questions');
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  assert.deepEqual(noise, []);
});

test('on paper are all pages, wherever the learner is; a tool that is open is alone', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await visit(page, files.alone('savings-groups-da-1.0.0-single.html') + '#the-loan/check');
  const sheets = async () => (Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) || []).length;
  await page.emulateMediaType('print');
  const kinds = () => page.$$eval('[data-leaf]', all => all.filter(one => one.offsetHeight > 0).map(one => one.getAttribute('data-leaf')));
  const all = await kinds();
  assert.deepEqual([all.filter(kind => kind === 'lesson').length, all.filter(kind => kind === 'module').length, all.includes('tool')], [11, 4, false]);
  assert.ok(await sheets() >= 17);
  await go(page, '_results');
  assert.deepEqual(await kinds(), ['tool']);
  assert.ok(await sheets() <= 4);
  assert.deepEqual(noise, []);
});

test('axe finds nothing, by day and by night, on a phone and on a laptop', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setBypassCSP(true); // the judge itself is brought in from outside
  const violations = async () => {
    await page.evaluate(axe.source);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
    return result.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
  };
  for (const [width, scheme, file] of [[360, 'light', 'savings-groups-mn-1.0.0-single.html'], [1280, 'dark', 'learning-together-sq-1.0.0-single.html'], [360, 'dark', 'running-a-project-pt-1.0.0-plan-and-money-single.html']]) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(files.alone(file), { waitUntil: 'load' });
    assert.equal(await awake(page), null);
    for (const leaf of await page.$$eval('[data-leaf]', all => all.map(one => one.id))) {
      await go(page, leaf);
      assert.deepEqual(await violations(), [], `${file} ${leaf} ${width} ${scheme}`);
    }
  }
});
