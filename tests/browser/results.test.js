/**
 * A learner completes a small course and hands over the results without a network: file, text, picture and spoken
 * code agree with each other and with the documented formats, the certificate is one page of paper, and whatever stands
 * in the storage does no harm. In Chromium and Firefox, on `file://`.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const Ajv = require('ajv/dist/2020');
const axe = require('axe-core');
const readQr = require('jsqr');
const { BROWSERS, profile, serve, start, tab, visit } = require('./open.js');
const { load } = require('../player/load.js');
const site = require('./site.js');

const ROOT = path.join(__dirname, '..', '..');
const valid = new Ajv({ strict: true, strictRequired: false }).compile(JSON.parse(fs.readFileSync(path.join(ROOT, 'docs', 'result.schema.json'), 'utf8')));
const reader = load(['words.js', 'record/utf8.js', 'record/sha256.js', 'record/spoken.js', 'record/line.js', 'record/result.js']).record;
const NAME = 'Бат-Эрдэнэ "Bat" 😀';

const LIBRARY = {
  'alforja.yaml': 'title: {en: Small}\norganisation: The Circle\nlanguages: [en]\nlearner_fields:\n' +
    '  - {id: name, kind: text, required: true}\n  - {id: group, kind: choice, options: [Orkhon, Zavkhan]}\n  - {id: village, kind: text, label: {en: Your village}}\n',
  'small/course.yaml': 'version: 1.2.0\nminutes: 90\npass: 50\ncompletion: {lessons: all, quizzes: all}\n',
  'small/en/index.md': '# A small course\n\nHello.\n',
  'small/en/01-start/index.md': '# The start\n',
  'small/en/01-start/01-read.md': '# Read this\n\nShort.\n\n::: reflection {#thought}\nWhat do you think?\n:::\n',
  'small/en/01-start/02-check.md': '# Check this\n\n::: quiz {#check}\n### One? {#one}\n- [x] Yes\n- [ ] No\n\n### Two? {#two}\n- [ ] Yes\n- [x] No\n:::\n',
  'small/en/02-end/index.md': '# The end\n',
  'small/en/02-end/01-look.md': '# Look at yourself\n\n::: survey {#mirror}\n### Trust\n\n#### We trust. {.scale}\n- Not yet\n- A little\n- Fully\n:::\n'
};

/** Builds the small course and returns the folder of its site. */
function small() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-results-'));
  Object.keys(LIBRARY).forEach(name => {
    fs.mkdirSync(path.dirname(path.join(folder, 'library', name)), { recursive: true });
    fs.writeFileSync(path.join(folder, 'library', name), LIBRARY[name]);
  });
  execFileSync(process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja'), ['--quiet', '--library', path.join(folder, 'library'), 'build', '--out', path.join(folder, 'dist')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return path.join(folder, 'dist');
}

const folder = small();
const base = site.local(folder) + 'en/small/';
test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));

/** Opens the page of a tool and waits until it stands. */
async function tool(page, address) {
  await visit(page, address);
  await page.waitForSelector('[data-tool][data-ready]', { timeout: 10000 });
}

const count = (page, selector) => page.$$eval(selector, all => all.length);
const words = (page, selector) => page.$eval(selector, one => one.value || one.textContent);
const kept = page => page.waitForSelector('[data-save-state][data-fate="saved"]', { timeout: 10000 });

/** Goes through the whole course: the first question wrong, then all the rest. */
async function complete(page) {
  await visit(page, base + 'start/read.html');
  await page.type('[data-note-field]', 'My own thought');
  await page.waitForSelector('[data-lesson-link="start/read"][data-state="done"]', { timeout: 10000 });
  await page.evaluate(() => document.activeElement.blur());
  await kept(page);
  await visit(page, base + 'start/check.html');
  for (const at of [0, 1]) {
    await page.evaluate(place => {
      const form = document.querySelectorAll('form[data-question]')[place];
      const box = form.querySelector('[data-choice="1"] input');
      box.checked = true;
      box.dispatchEvent(new Event('change', { bubbles: true }));
      form.querySelector('[data-main]').click();
    }, at);
  }
  await page.evaluate(() => document.querySelectorAll('form[data-mode="tried"] .actions button:last-child').forEach(button => button.click()));
  await page.waitForSelector('[data-lesson-link="start/check"][data-state="done"]');
  await kept(page);
  await visit(page, base + 'end/look.html');
  await page.evaluate(() => {
    const box = document.querySelector('[data-choice="1"] input');
    box.checked = true;
    box.dispatchEvent(new Event('change', { bubbles: true }));
    window.scrollTo(0, document.body.scrollHeight);
  });
  await page.waitForSelector('[data-lesson-link="end/look"][data-state="done"]', { timeout: 10000 });
  await kept(page);
}

/** Fills the form and sends it. */
async function handOver(page, name, group) {
  await page.waitForSelector('[data-hand-over]');
  await page.evaluate((given, chosen) => {
    document.querySelector('[data-learner-field="name"]').value = given;
    document.querySelector('[data-learner-field="group"]').value = chosen;
  }, name, group);
  await page.click('[data-agree]');
  await page.click('[data-hand-over] [type="submit"]');
  await page.waitForSelector('[data-qr], [data-way="picture"] p:only-of-type', { timeout: 10000 });
}

/** Reads the file as it would be saved. */
const saved = page => page.$eval('[data-save-file]', link => fetch(link.href).then(answer => answer.text()));

/** Reads the picture: its strokes as pixels, for another library. */
async function picture(page) {
  const drawn = await page.$eval('[data-qr]', svg => ({ side: Number(svg.getAttribute('viewBox').split(' ')[2]), path: svg.querySelector('[stroke]').getAttribute('d') }));
  const side = drawn.side * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const stroke of drawn.path.matchAll(/M(\d+) (\d+)\.5H(\d+)/g)) {
    const [x, y, to] = stroke.slice(1).map(Number);
    for (let row = y * 4; row < y * 4 + 4; row += 1) {
      for (let column = x * 4; column < to * 4; column += 1) { data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3); }
    }
  }
  return Buffer.from(readQr(data, side, side).binaryData).toString('utf8');
}

function sorted(value) {
  if (Array.isArray(value)) { return value.map(sorted); }
  return value && typeof value === 'object' ? Object.assign({}, ...Object.keys(value).sort().map(key => ({ [key]: sorted(value[key]) }))) : value;
}

function checksum(file) {
  const rest = Object.assign({}, file);
  delete rest.checksum;
  return 'sha256:' + crypto.createHash('sha256').update(JSON.stringify(sorted(rest))).digest('hex');
}

for (const name of Object.keys(BROWSERS)) {
  test(name + ': results are handed over and the certificate stands', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);

    await tool(page, base + 'certificate.html');
    assert.equal(await count(page, '[data-missing] li a'), 4, 'three lessons and a quiz are missing');
    await complete(page);

    await tool(page, base + 'results.html');
    assert.equal(await page.$eval('[data-completed]', one => one.getAttribute('data-completed')), 'true');
    assert.match(await words(page, '[data-quiz-result]'), /^50\s%/);
    await page.click('[data-hand-over] [type="submit"]');
    assert.equal(await page.$eval(':focus', one => one.getAttribute('data-error-summary')), '');
    assert.deepEqual(await page.$$eval('[aria-invalid]', all => all.map(one => one.id)), ['field-name', 'agree']);
    assert.ok(await page.$eval('#field-name', one => document.getElementById(one.getAttribute('aria-describedby')).textContent.length > 5));
    assert.equal(await count(page, '[data-offers]'), 0, 'nothing is made without agreement');
    await handOver(page, '  ' + NAME + '\n', 'Orkhon');

    const file = JSON.parse(await saved(page));
    assert.ok(valid(file), JSON.stringify(valid.errors));
    assert.equal(file.checksum, checksum(file));
    assert.deepEqual(file.learner.fields, { name: NAME, group: 'Orkhon' });
    assert.deepEqual([file.course.id, file.course.version, file.completed, file.passed, file.score], ['small', '1.2.0', true, true, 50]);
    assert.deepEqual(file.lessons.done, ['start/read', 'start/check', 'end/look']);
    assert.deepEqual(file.questions.map(one => [one.id, one.answer, one.percent]), [['one', [1], 0], ['two', [1], 100]]);
    assert.deepEqual(file.surveys.map(one => [one.mean, one.dimensions]), [[50, [{ name: 'Trust', mean: 50 }]]]);
    assert.equal(file.words, null, 'own words stay');
    assert.equal(file.days.completed, file.made.day);

    const text = await words(page, '[data-text]');
    const read = reader.readText(text);
    assert.deepEqual([read.sound, read.fields.name, read.score, read.learner], [true, NAME, 50, file.learner.id]);
    assert.equal(await picture(page), text, 'the picture says the text');
    assert.equal(await words(page, '[data-way="code"] [data-code]'), file.code);
    assert.equal(reader.spokenFits(reader.readSpoken(file.code), 'small', NAME.toUpperCase()), 'right');

    const before = await page.$eval('[data-save-file]', link => link.href);
    await page.click('[data-words]');
    await page.click('[data-hand-over] [type="submit"]');
    await page.waitForFunction(old => document.querySelector('[data-save-file]').href !== old, {}, before);
    const second = JSON.parse(await saved(page));
    assert.deepEqual(second.words.map(one => one.text), ['My own thought']);
    assert.equal(second.learner.id, file.learner.id, 'one learner, one id');

    await tool(page, base + 'results.html');
    assert.equal(await words(page, '#field-name'), NAME, 'asked once');
    await tool(page, base + 'certificate.html');
    assert.equal(await words(page, '[data-name]'), NAME);
    assert.equal(await words(page, '[data-certificate] [data-code]'), file.code);
    assert.match(await words(page, '.facts'), /20\d\d/);
    assert.deepEqual(noise, []);
  });
}

test('the licence of the picture\'s library is shipped with it', () => {
  const name = fs.readdirSync(path.join(folder, 'assets')).find(one => one.startsWith('qr-'));
  assert.match(fs.readFileSync(path.join(folder, 'assets', name), 'utf8'), /MIT License, Copyright \(c\) 2009 Kazuhiko Arase[^]*WITHOUT WARRANTY OF ANY KIND/);
});

test('chromium: the file is saved, and clicking the copy button copies', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  const downloads = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-saved-'));
  context.after(() => fs.rmSync(downloads, { recursive: true, force: true }));
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads, eventsEnabled: true });
  const done = new Promise(resolve => session.on('Browser.downloadProgress', event => { if (event.state === 'completed') { resolve(); } }));
  await tool(page, base + 'results.html');
  await handOver(page, 'Ana', '');
  await page.click('[data-save-file]');
  await done;
  const [name] = fs.readdirSync(downloads);
  assert.match(name, /^small-en-\d{4}-\d\d-\d\d-[0-9A-Z]{8}\.alforja\.json$/);
  assert.ok(reader.sound(JSON.parse(fs.readFileSync(path.join(downloads, name), 'utf8'))));
  await page.evaluate(() => { Object.defineProperty(window.navigator, 'clipboard', { value: undefined }); });
  const copied = page.evaluate(() => new Promise(resolve => document.addEventListener('copy', () => resolve(window.getSelection().toString() || document.activeElement.value), { once: true })));
  await page.click('[data-way="text"] .actions button');
  assert.equal(await copied, await words(page, '[data-text]'));
  await page.waitForFunction(() => document.querySelector('[data-copied]').textContent.length > 3);
});

test('chromium: a foreign state, a long name, a clock that jumps back and two windows do no harm', async context => {
  const server = await serve(folder);
  const browser = await start('chromium', profile());
  context.after(() => Promise.all([browser.close(), server.close()]));
  const { page, noise } = await tab(browser);
  const address = server.address + 'en/small/';
  await visit(page, address + 'index.html');
  const put = (key, value) => page.evaluate((at, state) => localStorage.setItem(at, typeof state === 'string' ? state : JSON.stringify(state)), key, value);
  const done = { 'l:start/read': 2, 'l:start/check': 2, 'l:end/look': 2, 'z:start/check#check': { s: 0, n: 1, b: 100 } };

  for (const state of ['{', '[1]', '"x"', { 'l:start/read': {}, 'q:one': [3], 'q:two': { a: { b: 1 }, n: 'x', p: 'y' }, 'z:start/check#check': 7, done: 5 }]) {
    await put('alforja:small:', state);
    await put('alforja:@people:', { 'r:': { id: '<b>', fields: { name: { a: 1 }, group: 'nowhere' } }, who: '' });
    await tool(page, address + 'certificate.html');
    await tool(page, address + 'results.html');
    await handOver(page, 'Ana', '');
    assert.ok(valid(JSON.parse(await saved(page))), JSON.stringify(valid.errors));
  }

  await put('alforja:small:', Object.assign({ done: '2020-02-03' }, done));
  await put('alforja:@people:', {});
  await tool(page, address + 'results.html');
  await handOver(page, 'x'.repeat(1000), 'Zavkhan');
  const long = JSON.parse(await saved(page));
  assert.equal(long.learner.fields.name, 'x'.repeat(200));
  assert.equal(long.days.completed, '2020-02-03', 'the day that was noted stays');
  assert.equal(await count(page, '[data-qr]'), 0, 'too long for a picture');

  await put('alforja:small:', Object.assign({ day: '2026-05-06' }, done));
  await tool(page, address + 'certificate.html');
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('alforja:small:')).done === '2026-05-06');

  await put('alforja:small:', done);
  const other = (await tab(browser)).page;
  await tool(other, address + 'certificate.html');
  await other.waitForFunction(() => JSON.parse(localStorage.getItem('alforja:small:')).done);
  const day = await other.evaluate(() => JSON.parse(localStorage.getItem('alforja:small:')).done);
  await page.evaluateOnNewDocument(() => {
    const Real = Date;
    window.Date = function () { return new Real(2001, 0, 1); };
    window.Date.now = () => Real.UTC(2001, 0, 1);
  });
  await tool(page, address + 'certificate.html');
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('alforja:small:')).done), day);
  assert.deepEqual(noise, []);
});

test('chromium: where nothing can be kept, results are made all the same', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } }));
  await tool(page, base + 'results.html');
  await handOver(page, 'Ana', '');
  assert.ok(valid(JSON.parse(await saved(page))));
  assert.deepEqual(noise, []);
});

/** Says that all of a course is done. */
const finish = page => page.evaluate(() => {
  const outline = JSON.parse(document.querySelector('[data-outline]').textContent);
  const state = { done: '2026-11-25' };
  outline.lessons.forEach(lesson => {
    state['l:' + lesson.id] = 2;
    lesson.quizzes.forEach(quiz => { state['z:' + quiz.id] = { s: 1, n: 1, b: 86 }; });
  });
  localStorage.setItem('alforja:' + outline.course + ':', JSON.stringify(state));
});

test('chromium: certificates of all languages are one page of paper; axe finds nothing', async context => {
  const shipped = site.build();
  const server = await serve(shipped);
  const browser = await start('chromium', profile());
  context.after(async () => {
    await Promise.all([browser.close(), server.close()]);
    fs.rmSync(path.dirname(shipped), { recursive: true, force: true });
  });
  const { page, noise } = await tab(browser);
  const courses = ['pt/running-a-project', 'da/savings-groups', 'sq/learning-together', 'mn/savings-groups', 'en/learning-together'];
  const names = ['Ana', 'Maria da Conceição dos Santos e Silva Vasconcelos de Albuquerque', 'W'.repeat(200)];
  const violations = async () => {
    await page.evaluate(axe.source);
    return (await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }))).violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120)).join(' | '));
  };
  for (const [at, course] of courses.entries()) {
    const scheme = at % 2 ? 'dark' : 'light';
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width: at % 2 ? 1280 : 320, height: 800 });
    for (const kind of ['results', 'certificate']) {
      await tool(page, server.address + course + '/' + kind + '.html');
      assert.deepEqual(await violations(), [], course + ' ' + kind + ' at the start');
    }
    await finish(page);
    await tool(page, server.address + course + '/results.html');
    await page.click('[data-hand-over] [type="submit"]');
    assert.deepEqual(await violations(), [], course + ' with errors');
    await handOver(page, 'Ana', '');
    assert.deepEqual(await violations(), [], course + ' with results');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), course + ': results are not wider than the screen');
    for (const name of names) {
      await page.evaluate(given => localStorage.setItem('alforja:@people:', JSON.stringify({ 'r:': { id: 'K3F9Q2MZ', fields: { name: given } } })), name);
      await tool(page, server.address + course + '/certificate.html');
      assert.equal(await words(page, '[data-name]'), name);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), course + ' is not wider than the screen');
      const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1');
      assert.equal((pdf.match(/\/Type\s*\/Page\b/g) || []).length, 1, course + ' for ' + name.slice(0, 20));
    }
    assert.deepEqual(await violations(), [], course + ' certificate');
    await page.evaluate(() => localStorage.clear());
  }
  assert.deepEqual(noise, []);
});
