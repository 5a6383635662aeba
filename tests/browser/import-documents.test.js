/** What was imported from documents, H5P and pages is read and answered like any course. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { answerAll } = require('./answer.js');
const { profile, start, tab, visit } = require('./open.js');
const { packed } = require('./pack.js');
const site = require('./site.js');

const FIXTURES = path.join(__dirname, '../fixtures/documents');
const LIBRARY = site.library({ 'alforja.yaml': 'title: {en: Imported}\nlanguages: [en, da, pt, sq]\n' });

/** Imports a sample into the library and returns what the program said. */
function taken(name) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-import-')), name);
  fs.writeFileSync(file, packed(path.join(FIXTURES, name)));
  return execFileSync(site.PROGRAM, ['--library', LIBRARY, '--lang', 'en', 'import', file], { encoding: 'utf8' });
}

const SAID = Object.fromEntries(['word.docx', 'questions.h5p', 'package.zip'].map(name => [name, taken(name)]));
const FOLDER = site.buildFrom(LIBRARY);

/** Opens a page of the built courses. */
async function opened(context, address) {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await visit(page, site.local(FOLDER) + address);
  return { page, noise };
}

const shown = page => page.$$eval('main img', all => Promise.all(all.map(image => image.decode().then(() => image.naturalWidth > 0))));

test('a Word document is a course with headings, lists, tables, notes and pictures', async context => {
  assert.match(SAID['word.docx'], /a comment by Bold was left out/);
  const { page, noise } = await opened(context, 'da/word/det-foerste-moede/hvorfor-vi-sparer.html');
  assert.equal(await page.$eval('h1', heading => heading.textContent.trim()), 'Hvorfor vi sparer');
  assert.deepEqual(await page.$$eval('main strong, main sub, main sup:not(:has(a)), main del', all => all.map(one => one.textContent)), ['vigtigt', 'let', 'ikke', '2', '2']);
  assert.ok(await page.$('main ol > li > ul > li'), 'a list stands in a list');
  assert.equal(await page.$eval('main ol[start="3"] > li', item => item.textContent.trim()), 'Komité');
  const words = await page.$eval('main', main => main.textContent);
  assert.match(words, /vedtægterne/);
  assert.ok(!/Ingen kommer|Skjult|Sidehoved/.test(words), 'what is no text of the document is not shown');
  await Promise.all([page.waitForNavigation(), page.evaluate(() => Array.from(document.querySelectorAll('main a')).find(link => link.textContent === 'om kassen').click())]);
  assert.equal(await page.$eval('h1', heading => heading.textContent.trim()), 'Kassen', 'a link inside the document leads to its lesson');
  assert.deepEqual(await shown(page), [true]);
  assert.equal(await page.$eval('main figure img', image => image.alt), 'Kvinder tæller penge ved et bord');
  assert.deepEqual(await page.$$eval('main tbody tr', rows => rows.map(row => row.cells[0].textContent.trim())), ['Kasserer', 'Kasserer']);
  assert.ok(await page.$('main math mfrac'));
  assert.deepEqual(noise, []);
});

test('questions of H5P are answered and judged', async context => {
  const { page, noise } = await opened(context, 'en/questions/saving-lending/saving-lending.html');
  assert.deepEqual(await shown(page), [true]);
  const kinds = await page.evaluate(answerAll, null);
  await page.evaluate(() => document.querySelectorAll('form.question').forEach(form => form.querySelector('[data-main]').click()));
  assert.deepEqual(kinds, ['single', 'single', 'gaps', 'gaps', 'multiple', 'open']);
  const verdicts = await page.$$eval('form.question .verdict', all => all.map(one => one.textContent.trim()));
  assert.deepEqual(verdicts, ['Right!', 'Right!', 'Right!', 'Right!', 'Right!', verdicts[5]]);
  assert.match(await page.$eval('main', main => main.innerText), /We save every week/, 'the model answer is shown after one\'s own');
  assert.deepEqual(noise, []);
});

test('pages of a content package keep their order, links, films and downloads', async context => {
  const { page, noise } = await opened(context, 'pt/package/comecar/a-caixa.html');
  assert.equal(await page.$eval('h1', heading => heading.textContent.trim()), 'A caixa');
  assert.deepEqual(await shown(page), [true]);
  assert.ok(await page.$('main a[download="lista.pdf"]'));
  assert.match(await page.$eval('main', main => main.textContent), /youtube\.com\/watch\?v=abc123/);
  await visit(page, site.local(FOLDER) + 'pt/package/comecar/index.html');
  await Promise.all([page.waitForNavigation(), page.evaluate(() => Array.from(document.querySelectorAll('main a')).find(link => link.textContent === 'as horas').click())]);
  assert.match(page.url(), /as-regras\.html#at-horas$/);
  assert.equal(await page.$eval('#at-horas', heading => heading.textContent.replace('#', '').trim()), 'Horas');
  assert.deepEqual(noise, []);
});
