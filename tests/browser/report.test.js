/**
 * The whole way of one learner: answers in Chromium from `file://`, a result file, a text and a code out of the page, and
 * what `alforja report` makes of them. Nothing that a real page writes may be doubted. Then the report's own page: at both
 * sizes, without a request, sorted by a click, and judged for accessibility.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const axe = require('axe-core');
const { profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const LIBRARY = {
  'alforja.yaml': 'title: {da: Lille}\nlanguages: [da]\nlearner_fields:\n  - {id: name, kind: text, required: true}\n  - {id: group, kind: choice, options: [Orkhon, Zavkhan]}\n',
  'small/course.yaml': 'version: 1.2.0\npass: 50\n',
  'small/da/index.md': '# Et lille kursus\n',
  'small/da/01-start/01-check.md': '# Prøv\n\n::: quiz {#check}\n### En? {#one}\n- [ ] Ja\n- [x] Nej\n\n### Hvilke? {#two}\n- [x] A\n- [ ] B\n- [x] C\n\n### Halvdelen af 25 er [[12.5]]. {#three points=2}\n\n' +
    '### Ordet er [[kasse]] eller [[(rød)|blå]]. {#four}\n\n### Rækkefølge {#five .order}\n1. A\n2. B\n3. C\n\n### Hvem? {#six .match}\n| hvem | hvad |\n|---|---|\n| formand | leder |\n| kasserer | tæller |\n:::\n',
  'small/da/01-start/02-draw.md': '# Træk\n\n::: quiz {#draw draw=1 shuffle}\n### Ja? {#yes}\n- [x] Ja\n- [ ] Nej\n\n### Nej? {#no}\n- [ ] Ja\n- [x] Nej\n:::\n'
};
const library = site.library(LIBRARY);
const folder = site.buildFrom(library);
const base = site.local(folder) + 'da/small/';
test.after(() => [library, path.dirname(folder)].forEach(one => fs.rmSync(one, { recursive: true, force: true })));

const kept = page => page.waitForSelector('[data-save-state][data-fate="saved"]', { timeout: 10000 });

/** Gives every open question of the page an answer, right or wrong by its kind, and ends those that were not right. */
function answers(page, chosen) {
  return page.evaluate(wanted => {
    const change = field => field.dispatchEvent(new Event('change', { bubbles: true }));
    document.querySelectorAll('form[data-question]:not([hidden])').forEach(form => {
      const want = wanted[form.getAttribute('data-question')] || [0];
      form.querySelectorAll('[data-choice] input').forEach(box => {
        box.checked = want.indexOf(Number(box.closest('[data-choice]').getAttribute('data-choice'))) >= 0;
        if (box.checked) { change(box); }
      });
      [...form.querySelectorAll('fieldset input[type="text"], fieldset select')].forEach((field, at) => {
        if (field.tagName === 'SELECT') { field.selectedIndex = 1; } else { field.value = want[at]; }
        change(field);
      });
      form.querySelector('[data-main]').click();
    });
  }, chosen);
}

const finish = page => page.evaluate(() => document.querySelectorAll('form[data-mode="tried"] .actions button').forEach(button => {
  if (!button.hidden && !button.hasAttribute('data-main')) { button.click(); }
}));

test('what a page hands over is read without a doubt, in every way', { timeout: 30000 }, async () => {
  const browser = await start('chromium', profile());
  try {
    const { page, noise } = await tab(browser);
    await visit(page, base + 'start/check.html');
    await answers(page, { one: [0], two: [0], three: ['12,5'], four: ['Kasse'] });
    await finish(page);
    await page.waitForSelector('[data-lesson-link="start/check"][data-state="done"]', { timeout: 10000 });
    await kept(page);
    await visit(page, base + 'start/draw.html');
    await answers(page, { yes: [0], no: [1] });
    await finish(page);
    await page.waitForSelector('[data-lesson-link="start/draw"][data-state="done"]', { timeout: 10000 });
    await kept(page);
    await visit(page, base + 'results.html');
    await page.waitForSelector('[data-hand-over]', { timeout: 10000 });
    await page.evaluate(() => {
      document.querySelector('[data-learner-field="name"]').value = 'Søren Dorj';
      document.querySelector('[data-learner-field="group"]').value = 'Orkhon';
    });
    await page.click('[data-agree]');
    await page.click('[data-hand-over] [type="submit"]');
    await page.waitForSelector('[data-save-file]', { timeout: 10000 });
    const file = await page.$eval('[data-save-file]', link => fetch(link.href).then(answer => answer.text()));
    const line = await page.$eval('[data-text]', box => box.value);
    const code = await page.$eval('[data-code]', one => one.textContent);
    assert.deepEqual(noise, []);
    const sent = path.join(library, 'sent');
    fs.mkdirSync(sent);
    fs.writeFileSync(path.join(sent, 'søren.alforja.json'), file);
    fs.writeFileSync(path.join(sent, 'chat.txt'), 'Hej!\n' + line.replace(/;/g, ' ;\n') + '\n');
    const out = path.join(library, 'report');
    execFileSync(site.PROGRAM, ['--quiet', '--library', library, '--lang', 'da', 'report', sent, '--code', code + ' Søren Dorj', '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
    const data = JSON.parse(fs.readFileSync(path.join(out, 'report.json'), 'utf8'));
    assert.equal(data.numbers.results, 3);
    assert.deepEqual([data.tables.doubts, data.tables.unreadable, data.tables.alike], [undefined, undefined, undefined], JSON.stringify(data.tables.doubts));
    assert.equal(data.tables.people.length, 1, 'file, text and code are one person\'s');
    const one = data.tables.people[0];
    assert.deepEqual([one.name, one.group, one.results, one.state], ['Søren Dorj', 'Orkhon', 3, 'completed']);
    const hard = data.tables.questions.map(row => [row.question, row.right]);
    assert.deepEqual(new Map(hard).get('one'), 0);
    assert.deepEqual(new Map(hard).get('three'), 100);
    await reportPage(page, noise, path.join(out, 'report.html'));
  } finally {
    await browser.close();
  }
});

/** Looks at the report's own page. */
async function reportPage(page, noise, file) {
  for (const [width, height] of [[360, 640], [1280, 800]]) {
    await page.setViewport({ width, height });
    await page.goto(pathToFileURL(file).href);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, 'nothing is wider than the screen');
  }
  const cells = () => page.$$eval('#questions ~ .wide tbody tr', rows => rows.map(row => row.cells[1].textContent));
  const before = await cells();
  await page.click('#questions ~ .wide th:nth-child(2) button');
  const sorted = await cells();
  assert.deepEqual(sorted, before.slice().sort((left, right) => left.localeCompare(right, 'da', { numeric: true })));
  assert.equal(await page.$eval('#questions ~ .wide th:nth-child(2)', head => head.getAttribute('aria-sort')), 'ascending');
  await page.evaluate(axe.source);
  const judged = await page.evaluate(() => /** @type {any} */ (window).axe.run(document));
  assert.deepEqual(judged.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).slice(0, 2).join(' ')), []);
  assert.deepEqual(noise, []);
}
