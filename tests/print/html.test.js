/** The book in HTML: it needs no other file, each link finds its place, and a browser prints it without a word of its own. */
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { pathToFileURL } = require('node:url');
const { HtmlValidate } = require('html-validate');
const { parse } = require('parse5');
const { start, profile, tab } = require('../browser/open.js');
const { ROOT } = require('../browser/site.js');
const { pages, print, remove } = require('./papers.js');

const printed = print(path.join(ROOT, 'courses'), '--lang-of-course', 'en', '--course', 'savings-groups');
const book = printed.file('savings-groups-en-1.0.0-print', 'handbook.html');
test.after(remove);

/** Returns the elements of a page: name and attributes. */
function elements(text) {
  const found = [];
  (function visit(node) {
    if (node.attrs) { found.push({ name: node.tagName, is: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])) }); }
    (node.childNodes || []).forEach(visit);
  })(parse(text));
  return found;
}

test('it is one valid page whose links find their places and whose pictures are in it', () => {
  const text = fs.readFileSync(book, 'utf8');
  const all = elements(text);
  const ids = all.map(one => one.is.id).filter(Boolean);
  assert.equal(new Set(ids).size, ids.length, `${ids.filter((id, at) => ids.indexOf(id) !== at)}`);
  const lost = all.filter(one => one.name === 'a' && (one.is.href || '').startsWith('#')).map(one => decodeURIComponent(one.is.href.slice(1))).filter(id => !ids.includes(id));
  assert.deepEqual(lost, []);
  const sources = all.filter(one => ['img', 'image'].includes(one.name)).map(one => one.is.src || one.is.href || one.is['xlink:href']);
  assert.ok(sources.length > 4 && sources.every(src => src.startsWith('data:image/')), `${sources.map(src => src.slice(0, 40))}`);
  assert.deepEqual(all.filter(one => ['script', 'link', 'iframe', 'form'].includes(one.name)), []);
  const report = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'prefer-native-element': 'off', 'no-redundant-role': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'tel-non-breaking': 'off', 'no-raw-characters': 'off', 'attribute-boolean-style': 'off' } }).validateStringSync(text);
  const told = report.results.flatMap(one => one.messages).map(one => `${one.line}: ${one.ruleId}: ${one.message}`);
  assert.deepEqual([...new Set(told)].slice(0, 10), []);
});

test('a browser prints it on pages of A4 with all that is in it', async () => {
  const browser = await start('chromium', profile());
  try {
    const { page, noise } = await tab(browser);
    await page.goto(pathToFileURL(book).href, { waitUntil: 'load' });
    assert.deepEqual(noise, []);
    const pdf = path.join(path.dirname(book), '..', 'printed.pdf');
    fs.writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
    const all = pages(pdf);
    assert.ok(all.length > 15 && all.length < 60, `${all.length}`);
    assert.ok(!all.join('').includes('print it with Ctrl+P'), 'what is said to whoever prints is not printed');
    assert.ok(all[1].includes('Contents') && all.join('\n').includes('Answer to question 1'));
    const { width, wide } = await page.evaluate(() => ({ width: innerWidth, wide: document.documentElement.scrollWidth }));
    assert.ok(wide <= width, `${wide} in ${width}`);
  } finally { await browser.close(); }
});
