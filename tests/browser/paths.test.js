/** Learning paths, completion, courses to complete first and the gathered notes, from a stick, in both browsers. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const { BROWSERS, awake, click, profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const folder = site.build();
const base = site.local(folder);
const COURSE = base + 'en/savings-groups/';
const WHY = 'saving-together/why-we-save';
const LONG = 'слово ө '.repeat(7000);

/** Two courses of one lesson, the second of which asks for the first. */
function twoCourses() {
  const library = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-two-'));
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(library, name)), { recursive: true });
    fs.writeFileSync(path.join(library, name), text);
  };
  put('alforja.yaml', 'title: {en: Two}\nlanguages: [en]\n');
  put('first/course.yaml', 'version: 1.0.0\ncompletion: {lessons: all, quizzes: none}\n');
  put('first/en/index.md', '# The first\n');
  put('first/en/01-part/01-one.md', '# One\nRead this.\n');
  put('second/course.yaml', 'version: 1.0.0\nrequires: [first]\n');
  put('second/en/index.md', '# The second\n');
  put('second/en/01-part/01-two.md', '# Two\nRead that.\n\n::: reflection\nWhy?\n:::\n');
  return library;
}

const two = twoCourses();
const twoFolder = site.buildFrom(two);

const text = (page, selector) => page.$eval(selector, one => one.textContent.trim());
const shown = (page, selector) => page.$$eval(selector, all => all.filter(one => one.offsetParent).map(one => one.innerText.trim()));
const saved = page => page.waitForFunction(() => document.querySelector('[data-save-state]').getAttribute('data-fate') === 'saved');
const choose = async (page, role) => {
  await page.$eval('[data-paths] input[value="' + role + '"]', field => field.click());
  await saved(page);
};
const write = async (page, address, selector, words) => {
  await visit(page, address);
  await page.$eval(selector, (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, words);
  await saved(page);
};

async function violations(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  return result.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
}

/** Finds nothing to blame by day on a phone and by night on a laptop. */
async function blameless(page) {
  for (const [width, scheme] of [[360, 'light'], [1280, 'dark']]) {
    await page.setViewport({ width, height: 800 });
    // Firefox's driver cannot change the scheme.
    if (/chrom/i.test(await page.browser().version())) { await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]); }
    assert.deepEqual(await violations(page), [], page.url() + ' ' + width);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, page.url() + ' scrolls sideways at ' + width);
  }
  await page.setViewport({ width: 360, height: 640 });
}

async function paths(page) {
  await visit(page, COURSE + WHY + '.html');
  assert.deepEqual(await shown(page, '[data-off-path]'), []);
  await visit(page, COURSE + 'index.html');
  assert.deepEqual(await page.$$eval('[data-paths] .words', all => all.map(one => one.textContent.trim())), ['Everything 11 lessons', 'Member 10 lessons', 'Board 7 lessons', 'Credit committee 4 lessons']);
  await choose(page, 'board');
  await page.waitForSelector('[data-off]');
  assert.deepEqual(await shown(page, '[data-lesson-link="' + WHY + '"] [data-for]'), ['for: Member']);
  // Nothing on this path is begun: the way in is its own first lesson.
  assert.equal(await page.$eval('[data-start]', link => link.href), COURSE + 'the-group/the-group-and-its-rules.html');
  await visit(page, COURSE + WHY + '.html');
  await page.waitForFunction(() => !document.querySelector('[data-off-path]').hidden);
  assert.match(await text(page, '[data-off-path]'), /^This lesson is for: Member\./);
  assert.equal(await page.$eval('[data-next]', link => link.href), COURSE + 'the-group/the-group-and-its-rules.html');
  await visit(page, COURSE + 'the-cash-box/the-books.html');
  await page.waitForFunction(() => document.querySelector('[data-next]').href.endsWith('board-and-credit-committee.html'));
  assert.equal(await page.$eval('[data-next]', link => link.textContent), 'NextThe board and the credit committee');
  assert.deepEqual(await shown(page, '[data-off-path]'), []);
  // Another language is the same path, and the way in goes on from there.
  await visit(page, base + 'mn/savings-groups/index.html');
  assert.equal(await page.$eval('[data-paths] input:checked', field => field.value), 'board');
  assert.match(await page.$eval('[data-start]', link => link.href), /the-books\.html$/);
  await visit(page, base + 'en/index.html');
  await page.waitForFunction(() => document.querySelector('[data-course-card="savings-groups"] [data-card-progress]').textContent === '0 of 7 lessons done');
  // Changing the path loses nothing.
  await visit(page, COURSE + 'index.html');
  await choose(page, '');
  assert.equal(await page.$('[data-off]'), null);
  assert.equal(await page.$eval('[data-lesson-link="' + WHY + '"]', link => link.getAttribute('data-state')), 'begun');
  assert.match(await text(page, '[data-standing-words]'), /^Still missing: 11 lessons$/);
  await page.$eval('[data-standing]', fold => { fold.open = true; });
  assert.equal((await shown(page, '[data-missing] a')).length, 11);
}

async function notes(page) {
  const here = base + 'pt/running-a-project/';
  await visit(page, here + 'notes.html');
  assert.match(await text(page, '[data-notes] .empty'), /^Ainda não escreveu nada/);
  assert.ok((await page.$$('[data-notes] li a')).length > 2);
  await visit(page, here + 'plan-and-money/the-budget.html');
  await page.$$eval('[data-plan] + .actions button, [data-plan] .actions button', all => all[0].click());
  await page.$$eval('[data-plan] [data-field]', fields => fields.forEach(field => {
    if (field.type === 'checkbox') { field.checked = true; } else { field.value = field.inputMode === 'decimal' ? '1 200,5' : 'Bomba مضخة 😀'; }
    ['input', 'change'].forEach(name => field.dispatchEvent(new Event(name, { bubbles: true })));
  }));
  const sum = await text(page, '[data-sum]');
  await saved(page);
  await visit(page, here + 'notes.html');
  assert.deepEqual(await page.$$eval('[data-notes] tbody tr:last-child td', all => all.map(one => one.textContent)), ['Total', '', '', sum]);
  assert.equal((await page.$$('[data-notes] tbody tr')).length, 6, 'four rows, one added, the sum');
  assert.equal(await page.$('[data-notes] input, [data-notes] textarea'), null);
  assert.equal(await page.$eval('[data-notes] h2 a', link => link.href), here + 'plan-and-money/the-budget.html#budget');
  await write(page, base + 'en/running-a-project/plan-and-money/the-plan.html', '[data-note-field], [data-field]', LONG);
  await visit(page, here + 'notes.html');
  assert.ok((await page.$eval('[data-notes]', place => place.textContent)).includes(LONG), 'written in another language of the course');
  const files = await page.evaluate(() => {
    const found = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () { found.push([this.download, this.href]); };
    const own = URL.createObjectURL;
    const blobs = [];
    URL.createObjectURL = blob => { blobs.push(blob); return own.call(URL, blob); };
    const buttons = document.querySelectorAll('[data-notes] .actions button');
    buttons[1].click();
    buttons[2].click();
    HTMLAnchorElement.prototype.click = click;
    URL.createObjectURL = own;
    return Promise.all(blobs.map((blob, at) => new Promise(done => {
      const reader = new FileReader();
      reader.onload = () => done([found[at][0], reader.result]);
      reader.readAsText(blob);
    })));
  });
  assert.deepEqual(files.map(file => file[0].replace(/\d{4}-\d\d-\d\d/, 'DAY')), ['notes-running-a-project-DAY.txt', 'notes-running-a-project-DAY.html']);
  files.forEach(file => ['Bomba مضخة 😀', LONG.slice(0, 500), 'Total'].forEach(words => assert.ok(file[1].includes(words), file[0] + ': ' + words.slice(0, 20))));
  await page.click('[data-notes] .actions button:nth-of-type(4)');
  assert.match(await text(page, '.copied p'), /^(Copiado|Aqui não)/);
  await blameless(page);
  // What an earlier version asked for stays readable.
  await page.evaluate(() => new Promise(done => {
    window.alforja.store.open('running-a-project', document.documentElement.getAttribute('data-hub')).then(end => end.ask('save', 'running-a-project', '', { 'f:gone/lesson/1': 'old words' })).then(done);
  }));
  await visit(page, here + 'notes.html');
  assert.match(await page.$eval('[data-notes]', place => place.textContent), /De uma versão anterior.*gone\/lesson.*old words/);
}

async function firstThings(page) {
  const here = site.local(twoFolder);
  const state = () => text(page, '[data-require-state]');
  await visit(page, here + 'en/index.html');
  await page.waitForFunction(() => !document.querySelector('[data-first]').hidden);
  assert.equal(await text(page, '[data-course-card="second"] [data-first]'), 'First: The first');
  await visit(page, here + 'en/second/index.html');
  await page.waitForFunction(() => document.querySelector('[data-require-state]').textContent);
  assert.equal(await state(), 'not begun');
  assert.match(await text(page, '.requires'), /You may read this course all the same\.$/);
  await blameless(page);
  await visit(page, here + 'en/first/part/one.html');
  await page.waitForFunction(() => document.querySelector('[data-lesson-link][data-state="done"]'));
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), click(page, '[data-next]')]);
  await awake(page);
  assert.equal(page.url(), here + 'en/first/index.html');
  assert.match((await shown(page, '[data-completed-words]'))[0], /^Well done: you completed this course on \w+ \d+, \d{4}\.$/);
  assert.deepEqual(await shown(page, '[data-completed] a'), ['Certificate', 'My results']);
  await blameless(page);
  await visit(page, here + 'en/second/index.html');
  await page.waitForFunction(() => document.querySelector('[data-require-state]').textContent);
  assert.match(await state(), /^completed on \w+ \d+, \d{4}$/);
  assert.equal(await page.$eval('.requires a', link => link.href), here + 'en/first/index.html');
  await visit(page, here + 'en/index.html');
  await page.waitForFunction(() => document.querySelector('[data-course-card="first"] [data-card-progress]').textContent);
  assert.equal(await page.$eval('[data-first]', line => line.hidden), true);
}

for (const name of Object.keys(BROWSERS)) {
  test(name, async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);
    for (const part of [paths, notes, firstThings]) { await context.test(part.name, () => part(page)); }
    assert.deepEqual(noise, []);
  });
}

test('pages with a path, marks of others and the notes on paper', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await visit(page, COURSE + 'index.html');
  await choose(page, 'board');
  await page.waitForSelector('[data-off]');
  await page.$eval('[data-standing]', fold => { fold.open = true; });
  await blameless(page);
  await visit(page, COURSE + WHY + '.html');
  await page.waitForFunction(() => !document.querySelector('[data-off-path]').hidden);
  await blameless(page);
  await write(page, base + 'sq/learning-together/mentoring/walking-together.html', '[data-note-field]', 'Gjyshja ime. '.repeat(900));
  await visit(page, base + 'sq/learning-together/notes.html');
  const paper = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1');
  assert.ok((paper.match(/\/Type \/Page\b/g) || []).length >= 2, 'a long text goes on over the pages');
  await page.emulateMediaType('print');
  assert.deepEqual(await shown(page, '.actions, .bar, .trail'), []);
  assert.equal((await shown(page, '.written')).length, 1);
  assert.deepEqual(noise, []);
});

test.after(() => [path.dirname(folder), path.dirname(twoFolder), two].forEach(one => fs.rmSync(one, { recursive: true, force: true })));
