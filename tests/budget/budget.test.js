/**
 * What a page may weigh and how soon it may be read, on an old phone and a slow line. Each figure is printed beside
 * its bound. The lesson is the size that others were measured with: 423 words, a picture, five questions; its words
 * are those of the shipped course, in the language with the fewest bytes a letter and in the one with the most.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const zlib = require('node:zlib');
const { PROGRAM, ROOT } = require('../browser/site.js');
const { TYPES, profile, start } = require('../browser/open.js');

const COURSE = path.join(ROOT, 'courses', 'savings-groups');
const WORDS = 423;
const KINDS = 5;
const LINE = { offline: false, latency: 400, downloadThroughput: 400 * 1000 / 8, uploadThroughput: 400 * 1000 / 8 };
const SLOWER = 6;
/**
 * How often a second the machine did a page's usual work (`usual`) when it did nothing else: between 16,000 and 20,000. The bounds are for a phone six times slower than that:
 * a machine that is slower at the moment is slowed down less, none is slowed down more.
 */
const REFERENCE = 16000;
/**
 * A machine that does other things is late by chance, never early: the best of all visits counts. There are at least so many;
 * while a time is not met, up to so many.
 */
const VISITS = 4;
const MOST_VISITS = 16;
const TIMES = { text: 1.2, usable: 2, blocked: 0.15 };

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-budget-'));
const site = path.join(work, 'site');

/** Every lesson's text of the course in a language. */
function texts(lang) {
  const folder = path.join(COURSE, lang);
  return fs.readdirSync(folder, { recursive: true }).map(String).filter(name => /\d\d-.*[/\\]\d\d-.*\.md$/.test(name)).sort()
    .map(name => fs.readFileSync(path.join(folder, name), 'utf8').replace(/^---[^]*?\n---\n/, ''));
}

/** The first plain paragraphs of the course, of so many words together. */
function prose(lang) {
  const paragraphs = texts(lang).join('\n\n').split(/\n{2,}/).filter(text => /^[^\s#:>|![\]*\-\d<`$]/.test(text) && text.length > 60 && !/[[\]{}|]|^:|:$/m.test(text));
  const words = paragraphs.join(' \n\n ').split(/ +/);
  let count = 0;
  return words.filter(word => (/\S/.test(word) && word !== '\n\n' ? (count += 1) : count) <= WORDS).join(' ');
}

/** The first questions of the course, as they are written; one more of each kind before a kind comes twice. */
function questions(lang) {
  const quizzes = texts(lang).join('\n').match(/^::: quiz[^]*?^:::$(?=\n*(?:$|[^:\n]))/gm) || [];
  const all = quizzes.join('\n').split(/^(?=### )/m).filter(text => text.startsWith('### '))
    .map(text => text.replace(/^::: (?:advice|quiz)[^]*/m, '').replace(/\n:::\s*$/, '\n').trim());
  const kind = text => (/\{[^}]*\.(order|match|open|multiple)/.exec(text) || [])[1] || (/\[\[/.test(text) ? 'gaps' : (text.match(/- \[x\]/g) || []).length > 1 ? 'multiple' : 'single');
  const first = all.filter((text, at) => all.findIndex(other => kind(other) === kind(text)) === at);
  const balanced = text => (text.match(/^::: /gm) || []).length === (text.match(/^:::$/gm) || []).length;
  return first.concat(all.filter(text => !first.includes(text))).filter(balanced).slice(0, KINDS);
}

function write(name, text) {
  const file = path.join(work, 'library', name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

test.before(() => {
  write('alforja.yaml', 'title: Savings\nlanguages: [en, mn]\nsupport: {phone: "+976 11 000000"}\n');
  for (const lang of ['en', 'mn']) {
    assert.equal(questions(lang).length, KINDS);
    write(`courses/saving-${lang}/course.yaml`, 'version: 1.0.0\npass: 70\n');
    write(`courses/saving-${lang}/media/ger.jpg`, fs.readFileSync(path.join(COURSE, 'media', 'ger-and-shop.jpg')));
    write(`courses/saving-${lang}/${lang}/index.md`, '# Savings\n\nA course.\n');
    for (let at = 1; at < 8; at += 1) { write(`courses/saving-${lang}/${lang}/01-saving/0${at + 1}-part-${at + 1}.md`, `# Saving ${at + 1}\n\nSaving.\n`); }
    write(`courses/saving-${lang}/${lang}/01-saving/01-why.md`, `# Saving\n\n![A ger and a shop](media/ger.jpg)\n\n${prose(lang)}\n\n::: quiz\n${questions(lang).join('\n\n')}\n:::\n`);
  }
  execFileSync(PROGRAM, ['--quiet', '--library', path.join(work, 'library'), 'build', '--out', site], { stdio: ['ignore', 'ignore', 'inherit'] });
});

test.after(() => fs.rmSync(work, { recursive: true, force: true }));

/** Serves the site as the cheapest web space does: text is compressed. */
function serve() {
  const server = http.createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (!file.startsWith(site) || !fs.existsSync(file)) { response.writeHead(404).end(); return; }
    const type = TYPES[path.extname(file)] || 'application/octet-stream';
    const text = /^text|svg/.test(type);
    response.writeHead(200, Object.assign({ 'content-type': type }, text ? { 'content-encoding': 'gzip' } : {}));
    response.end(text ? zlib.gzipSync(fs.readFileSync(file), { level: 9 }) : fs.readFileSync(file));
  });
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve({
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); })
  })));
}

/** Runs in the page before all else: when it can be used, and how long it was deaf. */
function watch() {
  window.budget = { usable: 0, blocked: 0 };
  new PerformanceObserver(list => list.getEntries().forEach(one => { window.budget.blocked += Math.max(0, one.duration - 50) / 1000; })).observe({ type: 'longtask', buffered: true });
  new MutationObserver(() => {
    if (!window.budget.usable && document.documentElement.getAttribute('data-player') === 'awake') { window.budget.usable = performance.now() / 1000; }
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-player'] });
}

/** Runs in an empty page: returns how often a second it does what players do all the time, elements and JSON. */
function usual() {
  const LASTS = 400;
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < LASTS) {
    const box = document.createElement('div');
    for (let at = 0; at < 20; at += 1) {
      const line = document.createElement('p');
      line.setAttribute('data-at', String(at));
      line.textContent = 'word '.repeat(5) + at;
      box.appendChild(line);
    }
    const read = JSON.parse(JSON.stringify({ lines: Array.from(box.querySelectorAll('p')).map(line => line.textContent) }));
    done += read.lines.length / 20;
  }
  return done * 1000 / LASTS;
}

/** How many times slower the machine is to be made to be as slow as the phone. What it did best counts: it is late by chance, never early. */
async function slowdown(browser) {
  const page = await browser.newPage();
  const done = [];
  for (let time = 0; time < 8; time += 1) { done.push(await page.evaluate(usual)); }
  await page.close();
  return Math.max(1, SLOWER * Math.min(1, Math.max(...done) / REFERENCE));
}

/** Visits a page once, in a browser that has seen nothing before. */
async function visit(browser, address, rate) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const asked = [];
  const noise = [];
  page.on('request', request => { if (!request.url().startsWith('data:')) { asked.push(request.url()); } });
  page.on('console', message => noise.push(message.text()));
  page.on('pageerror', error => noise.push(error.message));
  await page.setViewport({ width: 360, height: 640, isMobile: true, hasTouch: true });
  const session = await page.createCDPSession();
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await page.evaluateOnNewDocument(watch);
  await page.goto(address, { waitUntil: 'load', timeout: 60000 });
  await page.waitForSelector('html[data-player="awake"]');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const seen = await page.evaluate(() => ({
    text: performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000,
    usable: window.budget.usable, blocked: window.budget.blocked, nodes: document.querySelectorAll('*').length
  }));
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await page.metrics()).JSHeapUsedSize / 1e6;
  await context.close();
  return Object.assign(seen, { asked, noise, heap });
}

const kilobytes = files => files.reduce((sum, file) => sum + zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length, 0) / 1024;

for (const lang of ['en', 'mn']) {
  test(`a lesson of ${WORDS} words, a picture and five questions: ${lang}`, async context => {
    const server = await serve();
    const browser = await start('chromium', profile());
    context.after(() => Promise.all([browser.close(), server.close()]));
    const address = `${server.address}${lang}/saving-${lang}/saving/why.html`;
    const rate = await slowdown(browser);
    const visits = [];
    const best = name => Math.min(...visits.map(one => one[name]));
    const late = () => Object.keys(TIMES).some(name => !(best(name) <= TIMES[name]));
    while (visits.length < VISITS || (late() && visits.length < MOST_VISITS)) { visits.push(await visit(browser, address, rate)); }
    const asked = visits[0].asked;
    const files = asked.map(url => path.join(site, new URL(url).pathname)).filter(file => /\.(html|css|js)$/.test(file));
    const figures = [
      ['requests', asked.length, 5], ['page, style and script, KB gzip', kilobytes(files), 25], ['script, KB gzip', kilobytes(files.filter(file => file.endsWith('.js'))), 12],
      ['first text, s', best('text'), TIMES.text], ['usable, s', best('usable'), TIMES.usable], ['blocked, s', best('blocked'), TIMES.blocked],
      ['elements', best('nodes'), 350], ['heap, MB', best('heap'), 2]
    ];
    context.diagnostic(`slowed down ${rate.toFixed(1)} times, ${visits.length} visits`);
    figures.forEach(([name, value, bound]) => context.diagnostic(`${name}: ${Math.round(value * 100) / 100} of ${bound}`));
    assert.deepEqual(figures.filter(([, value, bound]) => !(value <= bound)), []);
    assert.deepEqual(visits.flatMap(one => one.noise), []);
    assert.deepEqual(asked.filter(url => !url.startsWith(server.address)), []);
  });
}
