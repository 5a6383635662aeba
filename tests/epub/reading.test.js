/** Books in a browser, page by page, as XML: they open, fit a phone, and lead from questions to answers and back. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const axe = require('axe-core');
const { profile, start, tab } = require('../browser/open.js');
const books = require('./books.js');

const { files, remove } = books.make();
const opened = new Map(files.map(file => [path.basename(file, '.epub'), books.open(file)]));
test.after(remove);

const address = (folder, page) => 'file://' + path.join(folder, page);
const shipped = [...opened.keys()].filter(name => fs.existsSync(path.join(__dirname, '..', '..', 'courses', name.replace(/-\w+-1\.0\.0$/, ''))));

/** What is asked of a web page and not of one page of a book: DAISY's Ace leaves these rules out too. */
const OF_WEB_PAGES = ['landmark-one-main', 'page-has-heading-one', 'region'];

/** Reading apps set margins; here the page has some. */
const asRead = page => page.evaluate(() => document.body.setAttribute('style', 'padding: 0 16px'));

test('every page is XML that fits a phone', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  for (const [name, folder] of opened) {
    for (const one of books.spine(folder)) {
      await page.goto(address(folder, one));
      await asRead(page);
      const found = await page.evaluate(() => ({
        kind: document.contentType,
        fault: document.querySelectorAll('parsererror').length,
        heading: document.querySelectorAll('h1').length,
        lost: [...document.images].filter(image => !image.complete || !image.naturalWidth).map(image => image.src),
        wide: document.documentElement.scrollWidth
      }));
      assert.deepEqual(found, {
        kind: 'application/xhtml+xml', fault: 0, heading: one === 'cover.xhtml' ? 0 : 1, lost: [], wide: 360
      }, name + ' ' + one);
    }
  }
  assert.deepEqual(noise, []);
});

test('axe finds nothing', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  for (const [name, folder] of opened) {
    const pages = books.spine(folder);
    const some = shipped.includes(name) && !/-mn-/.test(name) ? pages.slice(0, 3).concat(pages.slice(-2)) : pages;
    for (const one of some) {
      await page.goto(address(folder, one));
      await page.evaluate(axe.source);
      const found = await page.evaluate(off => window.axe.run(document, {
        resultTypes: ['violations'], preload: false, rules: Object.fromEntries(off.map(rule => [rule, { enabled: false }]))
      }), OF_WEB_PAGES);
      assert.deepEqual(found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html.slice(0, 120)).join(' | ')), [], name + ' ' + one);
    }
  }
});

test('each question leads to its answer, and the answer back to it', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  let asked = 0;
  for (const [name, folder] of opened) {
    if (!books.spine(folder).includes('answers.xhtml')) { continue; }
    const places = new Map();
    for (const one of books.spine(folder).filter(one => one !== 'answers.xhtml')) {
      await page.goto(address(folder, one));
      const links = await page.evaluate(() => [...document.querySelectorAll('.to-answer a')].map(link => link.href));
      links.forEach(link => places.set(link, one));
    }
    await page.goto(address(folder, 'answers.xhtml'));
    const answers = await page.evaluate(() => [...document.querySelectorAll('.answer')].map(answer => {
      const back = answer.querySelector('a[role="doc-backlink"]').href;
      return { at: location.href.split('#')[0] + '#' + answer.id, back };
    }));
    assert.deepEqual(answers.map(answer => answer.at).sort(), [...places.keys()].sort(), name + ': as many answers as links to them');
    for (const { at, back } of answers) {
      assert.ok(back.startsWith(address(folder, places.get(at)) + '#'), name + ': ' + at + ' leads back to ' + back);
    }
    asked += answers.length;
  }
  assert.ok(asked > 150, 'answers were found: ' + asked);

  const folder = opened.get('savings-groups-mn-1.0.0');
  await page.goto(address(folder, 'the-loan/check.xhtml'));
  await Promise.all([page.waitForNavigation(), page.click('.question .to-answer a')]);
  const seen = await page.evaluate(() => { const box = document.querySelector(':target').getBoundingClientRect(); return box.top >= -1 && box.top < innerHeight; });
  assert.ok(seen, 'the answer is on the screen');
  await Promise.all([page.waitForNavigation(), page.click(':target a[role="doc-backlink"]')]);
  assert.equal(await page.evaluate(() => document.querySelector(':target').className), 'question');
});

test('the contents lead through the book in the order in which it is read', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  for (const folder of opened.values()) {
    await page.goto(address(folder, 'nav.xhtml'));
    const listed = await page.evaluate(() => [...document.querySelectorAll('[role="doc-toc"] a')].map(link => link.getAttribute('href')));
    assert.deepEqual(listed, books.spine(folder).filter(one => one !== 'nav.xhtml'));
    const old = [...fs.readFileSync(path.join(folder, 'toc.ncx'), 'utf8').matchAll(/<content src="([^"]+)"/g)].map(found => found[1]);
    assert.deepEqual(old, listed, 'readers of yesterday see the same');
  }
});
