/** A stick in both browsers, by double-click: where to start, and the check of the copy. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const { BROWSERS, profile, start, tab } = require('./open.js');
const site = require('./site.js');

const FILES = {
  'alforja.yaml': 'title: {en: Village courses, pt: Cursos da aldeia}\nlanguages: [en, pt]\n',
  'saving/course.yaml': 'source_language: en\nlicence: CC0-1.0\n',
  'saving/en/index.md': '# Saving together\n',
  'saving/en/01-first/index.md': '# First\n',
  'saving/en/01-first/01-box.md': '# The box\n\nThree keys, three keepers.\n',
  'saving/pt/index.md': '# Poupar em conjunto\n',
  'saving/pt/01-first/index.md': '# Primeiro\n',
  'saving/pt/01-first/01-box.md': '# A caixa\n\nTrês chaves, três guardas.\n'
};

function lay() {
  const library = site.library(FILES);
  const stick = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-stick-'));
  fs.writeFileSync(path.join(stick, 'mine.txt'), 'mine');
  execFileSync(site.PROGRAM, ['--quiet', '--library', library, 'usb', stick, '--target', 'scorm12'], { cwd: library });
  return stick;
}

const stick = lay();
const shown = (page, selector) => page.$$eval(selector, nodes => nodes.filter(node => node.getClientRects().length).map(node => node.innerText.trim()));

/** Chooses a folder, as its reader does in the browser's own dialogue. */
async function choose(page, folder) {
  // What was said of the last one is not what is waited for.
  await page.evaluate(() => document.querySelectorAll('[data-whole], [data-broken], [data-none]').forEach(node => { node.hidden = true; }));
  const input = await page.evaluateHandle(() => Array.from(document.querySelectorAll('[data-folder]')).find(node => node.closest('section').getClientRects().length));
  await input.asElement().uploadFile(folder);
}

/** Waits for the verdict, and returns the part of the page that says it. */
async function verdict(page) {
  await page.waitForFunction(() => Array.from(document.querySelectorAll('[data-whole], [data-broken], [data-none]')).some(node => node.getClientRects().length), { timeout: 20000 });
  return page.evaluate(() => ['whole', 'broken', 'none'].filter(name => Array.from(document.querySelectorAll('[data-' + name + ']')).some(node => node.getClientRects().length)).join());
}

async function begins(page, noise) {
  await page.goto(site.local(stick) + 'START-HERE.html#pt');
  assert.equal(await page.title(), 'Comece aqui');
  assert.deepEqual(await shown(page, 'h1'), ['Comece aqui']);
  const links = await page.$$eval('section:not([hidden]) a', all => all.map(link => link.getAttribute('href')));
  links.map(link => link.split('#')[0]).filter(Boolean).forEach(link => assert.ok(fs.existsSync(path.join(stick, link)), link));
  assert.ok(links.includes('courses/pt/saving/index.html') && links.some(link => link.startsWith('phone/')) && links.some(link => link.startsWith('packages/')), links.join());
  // A language that no course is in: all courses, with their languages.
  await page.click('[data-speak][lang="mn"]');
  await page.waitForFunction(() => document.documentElement.lang === 'mn');
  assert.equal((await shown(page, 'section .ways a small')).filter(text => ['English', 'Português'].includes(text)).length, 2);
  await page.click('[data-speak][lang="en"]');
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  await Promise.all([page.waitForNavigation(), page.click('section:not([hidden]) .ways a')]);
  assert.ok(page.url().endsWith('courses/en/saving/index.html'), page.url());
  assert.deepEqual(noise, []);
}

async function accessible(page) {
  for (const name of ['START-HERE.html', 'CHECK-THIS-COPY.html']) {
    await page.goto(site.local(stick) + name + '#da');
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
    assert.deepEqual(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target).join(' ')), [], name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, name + ' is wider than a phone');
  }
}

/** Whether a page can be given a folder by automation alone: Firefox's cannot. */
const canChoose = name => name === 'chromium';

async function checks(page, noise) {
  await page.goto(site.local(stick) + 'CHECK-THIS-COPY.html#en');
  await choose(page, stick);
  assert.equal(await verdict(page), 'whole');
  const broken = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-broken-'));
  fs.cpSync(stick, broken, { recursive: true });
  const film = path.join(broken, 'courses/en/saving/index.html');
  const bytes = fs.readFileSync(film);
  bytes[100] ^= 1;
  fs.writeFileSync(film, bytes);
  fs.rmSync(path.join(broken, 'START-HERE.html'));
  fs.writeFileSync(path.join(broken, 'courses/extra.js'), '');
  await choose(page, broken);
  assert.equal(await verdict(page), 'broken');
  assert.deepEqual(await shown(page, 'section:not([hidden]) [data-missing-names] li'), ['START-HERE.html']);
  assert.deepEqual(await shown(page, 'section:not([hidden]) [data-changed-names] li'), ['courses/en/saving/index.html']);
  assert.deepEqual(await shown(page, 'section:not([hidden]) [data-extra-names] li'), ['courses/extra.js']);
  await choose(page, path.join(stick, 'courses'));
  assert.equal(await verdict(page), 'none');
  assert.deepEqual(noise, []);
}

/** The same check with the files handed to the page by a script: what the browser's own dialogue would give it. */
async function checksByHand(page, noise) {
  await page.goto(site.local(stick) + 'CHECK-THIS-COPY.html#en');
  const files = ['alforja-manifest.json', 'START-HERE.html'].map(name => [name, fs.readFileSync(path.join(stick, name), 'utf8')]);
  const manifest = JSON.parse(files[0][1]);
  manifest.files = manifest.files.filter(entry => entry.path === 'START-HERE.html');
  files[0][1] = JSON.stringify(manifest);
  const hand = given => page.evaluate(all => {
    const moved = new DataTransfer();
    const input = document.querySelector('section:not([hidden]) [data-folder]');
    all.forEach(([name, text]) => {
      const file = new File([text], name);
      Object.defineProperty(file, 'webkitRelativePath', { value: 'stick/' + name });
      moved.items.add(file);
    });
    // The list gives out the files as they were made, with their paths.
    Object.defineProperty(input, 'files', { configurable: true, value: all.map(([name, text]) => Object.defineProperty(new File([text], name), 'webkitRelativePath', { value: 'stick/' + name })) });
    input.dispatchEvent(new Event('change'));
  }, given);
  await hand(files);
  assert.equal(await verdict(page), 'whole');
  await hand([files[0], [files[1][0], files[1][1].replace('Start', 'Stort')]]);
  await page.waitForSelector('section:not([hidden]) [data-broken]:not([hidden])');
  assert.deepEqual(noise, []);
}

for (const name of Object.keys(BROWSERS)) {
  test('a stick in ' + name, { timeout: 60000 }, async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);
    await begins(page, noise);
    await (canChoose(name) ? checks : checksByHand)(page, noise);
    if (name === 'chromium') { await accessible(page); }
  });
}
