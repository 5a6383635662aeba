/**
 * Whoever reads, with whatever hand: every kind of page at 320 pixels with text twice as large, by keyboard alone,
 * with targets that a thumb hits, in high contrast, and judged by axe in both schemes.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const axe = require('axe-core');
const { profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const folder = site.build();
const base = site.local(folder);

/** One page of each kind in each language, by what the page says of itself. */
function kinds() {
  const found = new Map();
  site.pages(folder, '.').forEach(file => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const what = ['data-page', 'data-tool'].map(name => (new RegExp(name + '="([^"]*)"').exec(text) || [])[1]).filter(Boolean).join(' ');
    const more = ['data-quiz', 'data-plan', 'data-film'].filter(mark => text.includes(mark + '=')).join(' ');
    const key = [file.split(path.sep)[0], what, more].join(' ');
    if (!found.has(key)) { found.set(key, file); }
  });
  return Array.from(found.values());
}

const PAGES = kinds();

/** The controls that a thumb would miss: links in running text are as large as the text. */
function small() {
  const inText = one => {
    let around = one.parentElement;
    // A word in bold type stands in the sentence that the bold type stands in.
    while (around.matches('em, strong') && around.textContent.trim() === one.textContent.trim()) { around = around.parentElement; }
    return one.closest('sup') || one.tagName === 'A' && around.matches('p, li, td, th, dd, figcaption, small, em, strong, span, sup, blockquote') && around.textContent.trim().length > one.textContent.trim().length;
  };
  return Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary')).filter(one => {
    if (!one.offsetParent || one.disabled || one.closest('.visually-hidden, .skip') || inText(one)) { return false; }
    const target = one.closest('label, [data-course-card]') || one; // a card is one large link
    const box = target.getBoundingClientRect();
    return box.width > 0 && (box.height < 43.5 || box.width < 43.5);
  }).map(one => one.outerHTML.slice(0, 120) + ' ' + Math.round(one.getBoundingClientRect().width) + '×' + Math.round(one.getBoundingClientRect().height));
}

test('at 320 pixels, with text twice as large, nothing stands beside the page', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setViewport({ width: 320, height: 640 });
  const wide = [];
  for (const address of PAGES) {
    await visit(page, base + address);
    for (const size of ['112.5%', '225%']) {
      const out = await page.evaluate(wanted => {
        document.documentElement.style.fontSize = wanted;
        // A formula cannot be broken into lines (WCAG 1.4.10 leaves it out).
        document.querySelectorAll('math').forEach(formula => formula.remove());
        const over = document.scrollingElement.scrollWidth - window.innerWidth;
        const inside = one => one.closest('.scroll, .formula, pre');
        const worst = Array.from(document.body.querySelectorAll('*')).find(one => !inside(one) && one.getBoundingClientRect().right > window.innerWidth + 1);
        return over > 0 ? over + ' ' + (worst ? worst.outerHTML.slice(0, 100) : '') : '';
      }, size);
      if (out) { wide.push(address + ' ' + size + ': ' + out); }
    }
  }
  assert.deepEqual(wide, []);
});

test('every target is as large as a thumb', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  const missed = [];
  for (const address of PAGES) {
    await visit(page, base + address);
    (await page.evaluate(small)).forEach(one => missed.push(address + ': ' + one));
  }
  assert.deepEqual(missed, []);
});

test('the keyboard reaches everything, sees where it is, and is never held', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setViewport({ width: 1280, height: 800 });
  for (const address of PAGES.filter(one => one.startsWith('mn') || one.startsWith('pt'))) {
    await visit(page, base + address);
    const stops = await page.evaluate(() => {
      const all = Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary, video, audio, [tabindex="0"]'));
      const seen = all.filter(one => one.offsetParent && !one.disabled && (one.tagName === 'SUMMARY' || !one.closest('details:not([open])')) && getComputedStyle(one).visibility === 'visible');
      // Of the buttons of one choice only one is a stop.
      return seen.filter(one => one.type !== 'radio' || one === seen.find(other => other.type === 'radio' && other.name === one.name)).length;
    });
    const reached = new Set();
    const unseen = [];
    // A page that puts the focus into a field is gone round a second time, for what stands above the field.
    let rounds = 0;
    for (let press = 0; press < stops + 30; press += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body) { return null; }
        const style = getComputedStyle(one.type === 'checkbox' || one.type === 'radio' ? one.closest('label') || one : one);
        const own = getComputedStyle(one);
        const shown = [style, own].some(look => (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none');
        one.dataset.stop = one.dataset.stop || String(document.querySelectorAll('[data-stop]').length + 1);
        // The parts of a film's or a day's field are the browser's own, and so is their ring.
        return { stop: one.dataset.stop, shown: shown || one.matches('video, audio, [type="date"]'), html: one.outerHTML.slice(0, 100) };
      });
      if (!at) {
        rounds += 1;
        if (rounds > 1) { break; }
        continue;
      }
      if (!at.shown) { unseen.push(at.html); }
      reached.add(at.stop);
    }
    assert.deepEqual(unseen, [], address);
    assert.ok(reached.size >= stops * 0.95, address + ': ' + reached.size + ' of ' + stops);
  }
});

test('axe finds nothing on any kind of page, by day, by night and in high contrast', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  const found = [];
  // In forced colours the system's own pairs are shown, which axe cannot see: there all else is judged.
  for (const [scheme, forced] of [['light', 'none'], ['dark', 'none'], ['dark', 'active']]) {
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }, { name: 'forced-colors', value: forced }] });
    for (const address of PAGES.filter(one => forced === 'none' || one.startsWith('mn'))) {
      await visit(page, base + address);
      await page.evaluate(axe.source);
      const result = await page.evaluate(contrast => window.axe.run(document, {
        rules: { 'color-contrast': { enabled: contrast } },
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: false
      }), forced === 'none');
      result.violations.forEach(one => found.push(`${address} ${scheme} ${forced} ${one.id}: ${one.nodes[0].html.slice(0, 140)}`));
    }
    await session.detach();
  }
  assert.deepEqual(found, []);
  assert.deepEqual(noise, []);
});

test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
