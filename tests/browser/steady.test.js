/**
 * Nothing moves under a reader's eyes while a page comes. On a slow line the words are there first; the style sheet,
 * the player and the pictures come later, here so late that a browser has surely shown the page before each of them.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { TYPES, awake, profile, serve, start, tab } = require('./open.js');
const site = require('./site.js');

const LANGS = ['da', 'en', 'mn', 'pt', 'sq'];
const SCREENS = [[360, 640], [1280, 800]];
/** What comes late, and by how many milliseconds. */
const LATE = { '.css': 500, '.js': 900, '.jpg': 1300, '.svg': 1300, '.webp': 1300 };
/** The layout shift (Layout Instability, W3C) that is good from 0.1 down; of what is left here, table cells move by a point. */
const STEADY = 0.02;

/** Answers late what is to come late. */
function later(name, response, file) {
  const ending = path.extname(name);
  if (!LATE[ending] || !fs.existsSync(file)) { return false; }
  setTimeout(() => { response.writeHead(200, { 'content-type': TYPES[ending], 'cache-control': 'no-store' }).end(fs.readFileSync(file)); }, LATE[ending]);
  return true;
}

/** Runs before a page: keeps what moved, how much, and from where to where. */
function watch() {
  window.moved = [];
  const words = node => node && `${node.nodeName} ${node.className || ''} ${(node.textContent || '').trim().slice(0, 30)}`;
  const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    window.moved.push({ shift: entry.value, what: entry.sources.map(({ node, previousRect, currentRect }) => `${words(node)}: ${place(previousRect)} -> ${place(currentRect)}`) });
  })).observe({ type: 'layout-shift', buffered: true });
}

/** Of each course the lesson with the most at its beginning that could move: pictures, tables, quotations, notes, code. */
function lessons(folder, lang) {
  const all = site.pages(folder, lang).filter(name => /^\w\w\/[^/]+\/[^/]+\/(?!index)[^/]+$/.test(name));
  const early = name => (fs.readFileSync(path.join(folder, name), 'utf8').split('</h1>')[1] || '').slice(0, 2500).split(/<img|<table|<blockquote|class="note|<pre/).length;
  const courses = [...new Set(all.map(name => name.split('/')[1]))];
  return courses.map(course => all.filter(name => name.split('/')[1] === course).sort((a, b) => early(b) - early(a))[0]);
}

const folder = site.build();

for (const lang of LANGS) {
  test(lang + ': a lesson stays where it is while its style, its player and its pictures come', async context => {
    const server = await serve(folder, { take: later });
    const browser = await start('chromium', profile());
    context.after(() => Promise.all([browser.close(), server.close()]));
    const names = lessons(folder, lang);
    assert.ok(names.length > 0, lang + ' has lessons');
    for (const [width, height] of SCREENS) {
      for (const name of names) {
        const { page } = await tab(browser);
        await page.setViewport({ width, height });
        await page.evaluateOnNewDocument(watch);
        await page.goto(server.address + name, { waitUntil: 'load' });
        assert.equal(await awake(page), null);
        // Two frames: what moved last is told after it was drawn.
        await page.evaluate(() => new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))); }));
        const moved = await page.evaluate(() => window.moved);
        const sum = moved.reduce((whole, one) => whole + one.shift, 0);
        assert.ok(sum <= STEADY, `${name} at ${width} x ${height}: ${sum}\n${JSON.stringify(moved, null, 1)}`);
        await page.close();
      }
    }
  });
}

test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
