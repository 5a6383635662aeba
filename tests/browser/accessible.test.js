/** What axe finds on the pages while a learner works on them: nothing, by day and by night, on a phone and on a laptop. */
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

/** Presses every main button once: what is empty asks for an answer, what is chosen is judged. */
const press = page => page.evaluate(() => document.querySelectorAll('form[data-question] [data-main]').forEach(button => button.click()));

/** Gives some answer everywhere. */
const fill = page => page.evaluate(() => document.querySelectorAll('form[data-question]').forEach(form => {
  const change = field => field.dispatchEvent(new Event('change', { bubbles: true }));
  const row = form.querySelector('[data-choice] input');
  if (row) { row.checked = true; change(row); }
  form.querySelectorAll('[data-gap], [data-match], textarea').forEach(field => {
    if (field.tagName === 'SELECT') { field.selectedIndex = 1; } else { field.value = 'some words'; }
    change(field);
  });
}));

/** Gives up what is still open, so that the result is shown. */
const giveUp = page => page.evaluate(() => document.querySelectorAll('form[data-mode="tried"] .actions button:last-child').forEach(button => button.click()));

const STATES = [
  ['index.html'], ['mn/index.html'], ['sq/learning-together/index.html'], ['pt/running-a-project/glossary.html'],
  ['en/learning-together/forums/check.html', press, fill, press, giveUp],
  ['mn/savings-groups/the-loan/the-way-to-a-loan.html', press, fill, press, giveUp],
  ['pt/running-a-project/plan-and-money/the-budget.html', press, fill, press, giveUp],
  ['en/handbook/look-up/names.html'], ['en/handbook/start/your-course.html', press, fill, press, giveUp],
  ['sq/learning-together/mentoring/look-at-yourselves.html', fill, page => page.evaluate(() => document.querySelector('.survey > .actions button').click())],
  ['sq/learning-together/mentoring/the-mentoring-plan.html', page => page.evaluate(() => document.querySelector('[data-open-contents]').click()).then(() => page.waitForSelector('.contents[data-open]'))]
];

async function violations(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  return result.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
}

/** Headings that leave a level out, of those that are shown: a screen reader's list of them is the page's outline. */
const leaps = page => page.evaluate(() => {
  const shown = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(heading => heading.getClientRects().length);
  const level = heading => Number(heading.nodeName[1]);
  return shown.filter((heading, at) => level(heading) > (at ? level(shown[at - 1]) : 0) + 1).map(heading => heading.outerHTML);
});

test('axe finds nothing while a learner works', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  for (const [width, scheme] of [[360, 'light'], [1280, 'dark']]) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const [address, ...steps] of STATES) {
      await visit(page, base + address);
      for (const step of [() => undefined, ...steps]) {
        await step(page);
        assert.deepEqual(await violations(page), [], address + ' ' + width + ' after ' + step);
        assert.deepEqual(await leaps(page), [], address + ' after ' + step);
      }
    }
  }
  assert.deepEqual(noise, []);
});

test('a result is headed as its lesson is: below its headings, or in their place', async context => {
  const quiz = '::: quiz\n### Who opens the box?\n- [x] Three keepers\n- [ ] The chair alone\n:::\n';
  const lessons = site.buildFrom(site.library({
    'alforja.yaml': 'title: {en: Groups}\nlanguages: [en]\n', 'groups/course.yaml': 'version: 1.0.0\nlicence: CC0-1.0\n', 'groups/en/index.md': '# Groups\n',
    'groups/en/01-box/index.md': '# The box\n', 'groups/en/01-box/01-check.md': '# Check\n\n' + quiz, 'groups/en/01-box/02-keys.md': '# Keys\n\n## Three keys\n\nEach has one.\n\n' + quiz
  }));
  const browser = await start('chromium', profile());
  context.after(() => Promise.all([browser.close(), fs.promises.rm(path.dirname(lessons), { recursive: true })]));
  const { page } = await tab(browser);
  for (const [lesson, level] of [['check', 'H2'], ['keys', 'H3']]) {
    await visit(page, site.local(lessons) + `en/groups/box/${lesson}.html`);
    await fill(page);
    await press(page);
    const heading = await page.waitForSelector('.result h2, .result h3', { visible: true });
    assert.equal(await heading.evaluate(one => one.nodeName), level);
    assert.deepEqual(await leaps(page), []);
    assert.deepEqual(await violations(page), []);
  }
});

test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
