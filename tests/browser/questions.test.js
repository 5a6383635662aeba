/** Every kind of question answered by a learner's hands, from a local file, in both browsers. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const fixture = require('./fixture.js');
const site = require('./site.js');
const { BROWSERS, profile, start, tab, visit } = require('./open.js');

const built = site.build();
const folder = fixture.write(built);
const address = lesson => pathToFileURL(path.join(folder, 'en/demo', lesson + '.html')).href;

/** What a learner does in one card. */
function card(page, id) {
  const form = '#q-' + id;
  const text = selector => page.$eval(form + ' ' + selector, element => element.innerText.trim());
  return {
    choose: place => page.click(form + ' label[data-choice="' + place + '"]'),
    press: async () => {
      await new Promise(done => { setTimeout(done, 320); }); // longer than a double click
      await page.click(form + ' [data-main]');
    },
    button: words => page.evaluate((selector, wanted) => Array.from(document.querySelectorAll(selector + ' .actions button')).find(one => one.textContent === wanted && !one.hidden).click(), form, words),
    verdict: () => text('.verdict'),
    main: () => text('[data-main]'),
    mode: () => page.$eval(form, element => element.getAttribute('data-mode')),
    seen: selector => page.$$eval(form + ' ' + selector, all => all.filter(one => !one.hidden && one.offsetParent).map(one => one.innerText.trim())),
    type: (place, words) => page.$eval(form + ' [data-gap="' + place + '"]', (field, value) => { field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); }, words),
    select: (place, value) => page.select(form + ' [data-match="' + place + '"]', value)
  };
}

const kept = page => page.evaluate(() => new Promise(resolve => {
  const hub = document.querySelector('iframe').contentWindow;
  window.addEventListener('message', event => { if (event.data.id === 'test') { resolve(event.data.state); } });
  hub.postMessage({ alforja: 1, id: 'test', op: 'load', course: 'demo', learner: '' }, '*');
}));

for (const name of Object.keys(BROWSERS)) {
  test(name, async context => {
    const browser = await start(name, profile());
    const { page, noise } = await tab(browser);
    context.after(() => browser.close());

    await context.test('a choice: nothing chosen, wrong, hints one at a time, right', async () => {
      await visit(page, address('start/check'));
      const one = card(page, 'one');
      assert.deepEqual(await page.$$('details[data-answer]'), []);
      await one.press();
      assert.equal(await one.verdict(), 'Choose an answer first.');
      await one.button('Hint');
      assert.deepEqual(await one.seen('[data-hint]'), ['First hint']);
      await one.choose(0);
      await one.press();
      assert.equal(await one.verdict(), 'Not right yet.');
      assert.deepEqual(await one.seen('.said'), ['On All', 'Think again']);
      assert.equal(await one.main(), 'Try again');
      await one.press();
      assert.equal(await one.main(), 'Check answer');
      await one.choose(1);
      await one.press();
      assert.equal(await one.verdict(), 'Right!');
      assert.deepEqual(await one.seen('.said'), ['On A third', 'Well done', 'Because', 'One step, one person']);
      assert.equal(await one.main(), 'Next question');
      assert.deepEqual((await kept(page))['q:one'], { a: [1], n: 2, p: 1, d: 1 });
    });

    await context.test('a double click gives one try', async () => {
      const some = card(page, 'some');
      await some.choose(1);
      await page.click('#q-some [data-main]', { count: 2, delay: 20 });
      assert.equal(await some.mode(), 'tried');
      assert.equal((await kept(page))['q:some'].n, 1);
      await some.choose(1);
      await some.choose(0);
      await some.press();
      assert.equal(await some.verdict(), 'Partly right.');
      assert.equal((await kept(page))['q:some'].p, 0.5);
      await some.button('Show the answer');
      assert.equal(await some.mode(), 'done');
      assert.equal(await page.$eval('#q-some [data-choice="2"]', row => row.className), 'choice missed');
    });

    await context.test('gaps: an empty one is asked for, words for a typed answer, the solution', async () => {
      const gap = card(page, 'gap');
      await gap.type(0, 'boss');
      await gap.press();
      assert.equal(await gap.verdict(), 'Something is still empty.');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('data-gap')), '1');
      await gap.type(1, '1,5');
      await gap.type(2, '0');
      await gap.press();
      assert.equal(await gap.verdict(), 'Partly right.');
      assert.deepEqual(await gap.seen('.said'), ['A chair is no boss']);
      await gap.button('Show the answer');
      assert.equal(await page.$eval('#q-gap .solution', one => one.textContent), 'chair');
      assert.deepEqual((await kept(page))['q:gap'].a, ['boss', '1,5', 0]);
    });

    await context.test('order: moved by keyboard, the focus stays, the place is said', async () => {
      const sort = card(page, 'sort');
      await page.focus('#q-sort [data-item="2"] [data-move="down"]');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.closest('[data-item]').getAttribute('data-item')), '2');
      await page.waitForFunction(() => document.querySelector('[data-voice]').textContent === 'Choose: now place 3 of 3');
      await sort.press();
      assert.equal(await sort.verdict(), 'Right!');
    });

    await context.test('match and open', async () => {
      const pair = card(page, 'pair');
      await pair.select(0, '0');
      await pair.select(1, '0');
      await pair.press();
      assert.equal(await pair.verdict(), 'Partly right.');
      await pair.select(1, '1');
      await pair.press();
      assert.equal(await pair.verdict(), 'Right!');
      const free = card(page, 'free');
      assert.equal(await free.main(), 'Compare my answer');
      await page.type('#q-free textarea', 'We meet');
      await free.press();
      assert.deepEqual(await free.seen('.said'), ['Because', 'One step, one person']);
      assert.equal(await free.main(), 'See your result');
    });

    await context.test('the result, its advice, and only the wrong ones again', async () => {
      const free = card(page, 'free');
      await free.press();
      await page.waitForFunction(() => document.activeElement.hasAttribute('data-result'));
      assert.equal(await page.$eval('[data-score]', one => one.textContent), '4.67 of 6 points: 77 %');
      assert.deepEqual(await page.$$eval('[data-advice]', all => all.map(one => one.hidden)), [true, false]);
      assert.equal(await page.$eval('[data-lesson-link="start/check"]', one => one.getAttribute('data-state')), 'done');
      await page.evaluate(() => Array.from(document.querySelectorAll('[data-result] button'))[0].click());
      assert.deepEqual(await page.$$eval('form[data-mode="open"]', all => all.map(one => one.id)), ['q-some', 'q-gap']);
      const some = card(page, 'some');
      await some.choose(0);
      await some.choose(2);
      await some.press();
      assert.equal(await some.verdict(), 'Right!');
      const state = await kept(page);
      assert.equal(state['q:some'].p, 1);
      assert.equal(state['z:start/check#quiz-1'].b, 77);
      assert.equal(state['l:start/check'], 2);
    });

    await context.test('all of it is there again after leaving', async () => {
      await visit(page, address('start/read'));
      await visit(page, address('start/check'));
      assert.equal(await card(page, 'one').verdict(), 'Right!');
      assert.equal(await card(page, 'gap').mode(), 'open');
      assert.equal(await page.$eval('#q-free textarea', one => one.value), 'We meet');
      assert.deepEqual(await page.$$eval('#q-sort [data-item]', all => all.map(one => one.getAttribute('data-item'))), ['0', '1', '2']);
    });

    await context.test('a drawn quiz stays the same until a new attempt; answers come at its end', async () => {
      await visit(page, address('start/draw'));
      const shown = () => page.$$eval('form[data-question]', all => all.filter(one => !one.hidden).map(one => one.id + Array.from(one.querySelectorAll('[data-choice]')).map(row => row.getAttribute('data-choice')).join('')));
      const first = await shown();
      assert.equal(first.length, 2);
      await visit(page, address('start/draw'));
      assert.deepEqual(await shown(), first);
      const ids = first.map(one => one.slice(2, 8));
      const one = card(page, ids[0]);
      await one.choose(1);
      await one.press();
      assert.equal(await one.verdict(), 'Not right.');
      assert.deepEqual(await page.$$('label.missed'), []);
      const other = card(page, ids[1]);
      await other.choose(0);
      await other.press();
      assert.equal((await page.$$('label.missed')).length, 1);
      assert.equal(await page.$eval('[data-score]', place => place.textContent), '1 of 2 points: 50 %');
      await page.evaluate(() => Array.from(document.querySelectorAll('[data-result] button')).pop().click());
      assert.equal((await shown()).length, 2);
      assert.equal(await page.$eval('[data-result]', box => box.hidden), true);
    });

    await context.test('a survey gives a profile and keeps each answer at once', async () => {
      await visit(page, address('start/survey'));
      await card(page, 's1').choose(3);
      await page.evaluate(() => document.querySelector('.quiz > .actions button').click());
      assert.equal(await page.evaluate(() => document.activeElement.name), 's2');
      await card(page, 's2').choose(0);
      await new Promise(done => { setTimeout(done, 320); });
      await page.evaluate(() => document.querySelector('.quiz > .actions button').click());
      assert.deepEqual(await page.$$eval('.profile tr', rows => rows.map(row => row.innerText.replace(/\s+/g, ' ').trim())), ['Topic Now', '1 Trust 75 %', '2 Money 0 %']);
      assert.deepEqual((await kept(page))['q:s1'], { a: 3, n: 1, d: 1 });
    });

    await context.test('what a learner writes is kept, rows are added, columns summed', async () => {
      await visit(page, address('start/read'));
      await page.type('[data-note-field]', 'Begin small');
      await page.type('[data-field="1"]', 'Chairs');
      await page.type('[data-field="2"]', '1 200,5');
      await page.click('[data-field="3"]');
      await page.evaluate(() => document.querySelector('[data-plan] .actions button').click());
      await page.type('[data-field="2.1"]', '100');
      assert.equal(await page.$eval('[data-sum]', one => one.textContent), '1300.5');
      await page.click('[data-next]');
      await page.waitForFunction(() => location.pathname.endsWith('check.html'));
      await visit(page, address('start/read'));
      assert.deepEqual(await page.evaluate(() => Array.from(document.querySelectorAll('[data-note-field], [data-field]')).map(one => one.type === 'checkbox' ? one.checked : one.value)),
        ['Begin small', 'Chairs', '1 200,5', '', '100', true]);
      assert.equal(await page.$eval('[data-sum]', one => one.textContent), '1300.5');
    });

    await context.test('a course that has changed drops what no longer fits', async () => {
      await page.evaluate(() => new Promise(resolve => {
        window.addEventListener('message', event => { if (event.data.id === 'old') { resolve(); } });
        const patch = { v: '0.9.0', last: 'gone/lesson', 'q:one': { a: [7], n: 1, d: 1, p: 1 }, 'q:gap': { a: 'torn' }, 'q:some': 5, 'q:pair': { a: [9, 9], n: 2 }, 'q:unknown': { a: [1] }, 'z:start/draw#quiz-1': 'x', 'f:start/read/1': { no: 'text' } };
        document.querySelector('iframe').contentWindow.postMessage({ alforja: 1, id: 'old', op: 'save', course: 'demo', learner: '', patch }, '*');
      }));
      for (const lesson of ['start/check', 'start/draw', 'start/read']) { await visit(page, address(lesson)); }
      await visit(page, address('start/check'));
      assert.equal(await card(page, 'pair').mode(), 'open');
      assert.equal((await kept(page)).v, '1.0.0');
    });

    assert.deepEqual(noise, []);
  });
}

test.after(() => [folder, path.dirname(built)].forEach(one => fs.rmSync(one, { recursive: true, force: true })));
