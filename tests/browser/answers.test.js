/** Every kind of question by mouse, by finger and by keyboard; what a learner is told, and what survives. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { BROWSERS, click, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const folder = site.buildFrom(path.join(__dirname, '..', 'fixtures', 'questions'));
const local = site.local(folder);
const KINDS = 'en/ask/all/kinds.html';

const form = id => '[data-question$="' + id + '"]';
const text = (page, selector) => page.$eval(selector, one => one.textContent.trim());
const verdict = (page, id) => text(page, form(id) + ' .verdict');
const center = (page, selector) => page.$eval(selector, one => one.scrollIntoView({ block: 'center' }));
const pause = () => new Promise(done => { setTimeout(done, 320); }); // longer than a double click
const places = page => page.$$eval(form('sort') + ' [data-item]', all => all.map(one => Number(one.getAttribute('data-item'))));

/** Presses the main button of a card. */
async function check(page, id) {
  await pause();
  await page.$eval(form(id) + ' [data-main]', button => button.click());
}

/** Where a finger or the mouse takes hold of item `item`, and where it lets go to put it at `place`. */
async function journey(page, item, place) {
  await center(page, form('sort') + ' [data-order]');
  return page.$eval(form('sort'), (card, item, place) => {
    const box = card.querySelector('[data-item="' + item + '"] [data-grip]').getBoundingClientRect();
    const goal = card.querySelectorAll('[data-item]')[place].getBoundingClientRect();
    return { x: box.x + box.width / 2, from: box.y + box.height / 2, to: goal.y + 4 };
  }, item, place);
}

async function dragByMouse(page, item, place) {
  const { x, from, to } = await journey(page, item, place);
  await page.mouse.move(x, from);
  await page.mouse.down();
  await page.waitForSelector('[data-dragged]');
  await page.mouse.move(x, (from + to) / 2);
  await page.mouse.move(x + 3, to);
  await page.mouse.up();
}

async function dragByFinger(page, item, place) {
  const { x, from, to } = await journey(page, item, place);
  const touch = await page.touchscreen.touchStart(x, from);
  await page.waitForSelector('[data-dragged]');
  await touch.move(x, (from + to) / 2);
  await touch.move(x + 3, to);
  await touch.end();
}

async function raiseByKeyboard(page, item, place) {
  await page.focus(form('sort') + ' [data-item="' + item + '"] [data-move="up"]');
  while ((await places(page)).indexOf(item) > place) { await page.keyboard.press('Enter'); }
}

/** The same acts by each hand: press an element, choose in a list, put a thing in its place. */
const HANDS = {
  mouse: { press: (page, selector) => page.click(selector), select: (page, selector, value) => page.select(selector, value), order: dragByMouse },
  finger: {
    press: async (page, selector) => {
      await center(page, selector);
      await (await page.$(selector)).tap();
    },
    select: (page, selector, value) => page.select(selector, value), order: dragByFinger
  },
  keyboard: {
    press: async (page, selector) => {
      await page.focus(selector + (selector.includes('data-choice') ? ' input' : ''));
      await page.keyboard.press(' ');
    },
    select: async (page, selector, value) => {
      const words = await page.$eval(selector + ' option[value="' + value + '"]', option => option.text);
      await page.focus(selector);
      await page.keyboard.type(words.slice(0, 5));
      await page.keyboard.press('Tab');
    },
    order: raiseByKeyboard
  }
};

/** How each kind is answered rightly. */
const RIGHT = {
  one: (hand, page) => hand.press(page, form('one') + ' [data-choice="1"]'),
  some: async (hand, page) => {
    await hand.press(page, form('some') + ' [data-choice="0"]');
    await hand.press(page, form('some') + ' [data-choice="2"]');
  },
  gap: async (hand, page) => {
    await page.type(form('gap') + ' [data-gap="0"]', 'Chair');
    await hand.select(page, form('gap') + ' [data-gap="1"]', '0');
  },
  number: async (hand, page) => {
    await page.type(form('number') + ' [data-gap="0"]', '1 200,5');
    await page.type(form('number') + ' [data-gap="1"]', '11');
  },
  sort: async (hand, page) => {
    for (const item of [0, 1, 2]) {
      if ((await places(page)).indexOf(item) !== item) { await hand.order(page, item, item); }
    }
    assert.deepEqual(await places(page), [0, 1, 2, 3]);
  },
  pair: async (hand, page) => {
    for (const row of [0, 1, 2]) { await hand.select(page, form('pair') + ' [data-match="' + row + '"]', String(row)); }
  },
  free: (hand, page) => page.type(form('free') + ' textarea', 'We meet on Sunday')
};

const HTTP = serve(folder);

for (const name of Object.keys(BROWSERS)) {
  test(name + ': every kind by every hand, from a stick and from a server', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const server = await HTTP;
    for (const base of [local, server.address]) {
      for (const hand of Object.keys(HANDS)) {
        await context.test(hand + ' ' + base.slice(0, 4), async () => {
          const own = await browser.createBrowserContext();
          const { page, noise } = await tab(own);
          await page.setViewport({ width: 360, height: 640, hasTouch: hand === 'finger' && name === 'chromium' });
          await visit(page, base + 'pt/ask/all/kinds.html');
          for (const kind of Object.keys(RIGHT)) {
            await RIGHT[kind](HANDS[hand], page);
            await pause();
            await HANDS[hand].press(page, form(kind) + ' [data-main]');
            await page.waitForSelector(form(kind) + '[data-mode="done"]', { timeout: 3000 });
            if (kind !== 'free') { assert.equal(await verdict(page, kind), 'Certo!', kind); }
          }
          await page.waitForSelector('[data-score="100"]');
          assert.equal(await text(page, '[data-score]'), '7 de 7 pontos: 100 %');
          assert.deepEqual(noise, []);
          await own.close();
        });
      }
    }
  });

  test(name + ': what a learner is told', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);

    await context.test('a number that is none costs no try, and its field is named', async () => {
      await visit(page, local + 'en/ask/all/kinds.html');
      await page.type(form('number') + ' [data-gap="0"]', 'much');
      await page.type(form('number') + ' [data-gap="1"]', '11');
      await check(page, 'number');
      assert.equal(await verdict(page, 'number'), 'Write a number, for example 12,500.5.');
      assert.deepEqual(await page.evaluate(() => {
        const field = document.activeElement;
        const said = field.closest('fieldset').getAttribute('aria-describedby').trim();
        return [field.getAttribute('data-gap'), field.getAttribute('aria-invalid'), document.getElementById(said).className, field.closest('form').getAttribute('data-mode')];
      }), ['0', 'true', 'verdict', 'open']);
    });

    await context.test('one answer chosen twice is told softly; a choice of several and points are told at the prompt', async () => {
      await page.select(form('pair') + ' [data-match="0"]', '1');
      await page.select(form('pair') + ' [data-match="1"]', '1');
      assert.equal(await verdict(page, 'pair'), 'Each answer fits once; you chose one twice.');
      await page.select(form('pair') + ' [data-match="0"]', '0');
      assert.equal(await page.$eval(form('pair') + ' .verdict', one => one.hidden), true);
      assert.equal(await text(page, form('some') + ' .how'), 'Choose one or more.');
      assert.equal(await text(page, form('some') + ' .number'), 'Question 2 of 7 · 2 points');
      assert.equal(await text(page, form('one') + ' .number'), 'Question 1 of 7');
    });

    await context.test('a drag is undone by Escape', async () => {
      const before = await places(page);
      const { x, from, to } = await journey(page, before[3], 0);
      await page.mouse.move(x, from);
      await page.mouse.down();
      await page.waitForSelector('[data-dragged]');
      await page.mouse.move(x, to);
      assert.equal((await places(page))[0], before[3]);
      await page.keyboard.press('Escape');
      await page.mouse.up();
      assert.deepEqual(await places(page), before);
    });

    await context.test('a key held down gives one try', async () => {
      await page.click(form('one') + ' [data-choice="0"]');
      await pause();
      await page.focus(form('one') + ' [data-main]');
      await page.keyboard.down('Enter');
      await pause();
      await page.$eval(form('one') + ' [data-main]', button => {
        if (button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true }))) { button.click(); }
      });
      await page.keyboard.up('Enter');
      assert.equal(await page.$eval(form('one'), one => one.getAttribute('data-mode')), 'tried');
    });

    await context.test('the tries that are left are told before they are used; answers that are not shown are not shown', async () => {
      await visit(page, local + 'en/ask/all/never.html');
      assert.equal(await text(page, '.rules'), 'You can try each question 2 times. The right answers are not shown; your result is.');
      await click(page, form('n-one') + ' [data-choice="1"]');
      await check(page, 'n-one');
      assert.equal(await verdict(page, 'n-one'), 'Not right yet. 1 try left.');
      await check(page, 'n-one');
      assert.equal(await verdict(page, 'n-one'), '1 try left.');
      await page.click(form('n-one') + ' [data-choice="2"]');
      assert.equal(await verdict(page, 'n-one'), '1 try left.');
      await check(page, 'n-one');
      assert.equal(await page.$(form('n-one') + ' .missed'), null);
      await page.waitForSelector('[data-result] p');
      assert.equal(await text(page, '[data-result] p'), 'You answered 1 of 2 questions.');
      await page.$eval('[data-result] button', button => button.click());
      assert.equal(await page.evaluate(() => document.activeElement.closest('form').getAttribute('data-question')), 'n-two');
      await page.click(form('n-two') + ' [data-choice="0"]');
      await page.click(form('n-two') + ' [data-choice="1"]');
      await check(page, 'n-two');
      await page.waitForSelector('[data-score]');
      assert.equal(await text(page, '[data-score]'), '1 of 2 points: 50 %');
      assert.deepEqual(await page.$$eval('[data-rules] li', all => all.map(one => one.textContent)), [
        'One right answer: all points or none.',
        'Several right answers: each right one you choose gives a share, each wrong one takes a share away; never less than 0.',
        'The best of your tries counts; a hint costs nothing.', 'The per cent are rounded down to a whole number.'
      ]);
      await visit(page, local + 'en/ask/all/end.html');
      assert.equal(await text(page, '.rules'), '3 of 4 questions, drawn by chance. You can try each question once. The right answers are shown after the last question.');
    });

    assert.deepEqual(noise, []);
  });

  test(name + ': what survives', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);

    await context.test('who comes back is at the first open question; what was not yet checked is there', async () => {
      await visit(page, local + KINDS);
      await click(page, form('one') + ' [data-choice="1"]');
      await check(page, 'one');
      await click(page, form('some') + ' [data-choice="0"]');
      await page.click('[data-next]');
      await page.waitForFunction(() => location.pathname.endsWith('never.html'));
      await visit(page, local + KINDS);
      await page.waitForSelector('[data-resumed]');
      assert.equal(await text(page, '[data-resumed]'), 'You answered 1 of 7 questions.');
      assert.deepEqual(await page.$eval('[data-resumed]', line => {
        const box = line.getBoundingClientRect();
        return [line.nextElementSibling.getAttribute('data-question'), box.top >= 0 && box.bottom < window.innerHeight];
      }), ['some', true]);
      assert.equal(await page.$eval(form('some') + ' [data-choice="0"] input', one => one.checked), true);
      assert.equal(await page.$eval(form('some'), one => one.getAttribute('data-mode')), 'open');
    });

    await context.test('a survey answered again is shown beside the last time', async () => {
      await visit(page, local + 'en/ask/all/profile.html');
      const answer = async steps => {
        for (const [at, id] of ['p-one', 'p-two', 'p-three'].entries()) { await click(page, form(id) + ' [data-choice="' + steps[at] + '"]'); }
        await pause();
        await page.$eval('.survey > .actions button', button => button.click());
      };
      await answer([0, 1, 2]);
      assert.equal(await page.$$eval('[data-chart] .last', all => all.length), 0);
      assert.deepEqual(await page.$$eval('[data-advice]', all => all.filter(one => !one.hidden).map(one => one.innerText.trim().replace(/\s+/g, ' '))), ['Well on the way.', 'Trust Talk to each other.']);
      await pause();
      await page.$eval('[data-result] button', button => button.click());
      assert.equal(await page.$eval('[data-result]', box => box.hidden), true);
      assert.equal(await page.$('.survey input:checked'), null);
      await answer([2, 2, 0]);
      const rows = () => page.$$eval('[data-profile] tr', all => all.map(row => Array.from(row.cells).map(cell => cell.textContent)));
      const day = await page.evaluate(() => { const now = new Date(); return [now.getDate(), now.getMonth() + 1].map(part => String(part).padStart(2, '0')).join('/') + '/' + now.getFullYear(); });
      const expected = [['Topic', 'Now', 'Last time, ' + day], ['1 Trust', '100 %', '0 %'], ['2 Money and the means of a very long name', '100 %', '50 %'], ['3 Neighbours', '0 %', '100 %']];
      assert.deepEqual(await rows(), expected);
      assert.equal(await page.$$eval('[data-chart] polygon.last', all => all.length), 1);
      await visit(page, local + 'en/ask/all/profile.html');
      assert.deepEqual(await rows(), expected);
    });

    await context.test('two windows of one lesson lose nothing, and each shows what the other answered', async () => {
      const server = await HTTP;
      const other = (await tab(browser)).page;
      await visit(page, server.address + KINDS);
      await visit(other, server.address + KINDS);
      await page.bringToFront();
      await click(page, form('one') + ' [data-choice="1"]');
      await check(page, 'one');
      await page.evaluate(selector => { document.querySelector(selector).value = 'half written'; }, form('free') + ' textarea');
      await other.bringToFront();
      await other.click(form('some') + ' [data-choice="1"]');
      await check(other, 'some');
      await page.bringToFront();
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.waitForSelector(form('some') + '[data-mode="tried"]');
      assert.equal(await page.$eval(form('free') + ' textarea', one => one.value), 'half written');
      const state = await page.evaluate(() => JSON.parse(localStorage.getItem('alforja:ask:')));
      assert.deepEqual([state['q:one'].d, state['q:some'].n], [1, 1]);
      await other.close();
    });

    await context.test('where storage is full nothing on the page is lost, and it is kept at the next chance', async () => {
      const server = await HTTP;
      await visit(page, server.address + 'en/ask/all/never.html');
      await page.evaluate(() => {
        window.__set = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
      });
      await page.click(form('n-one') + ' [data-choice="0"]');
      await check(page, 'n-one');
      assert.equal(await verdict(page, 'n-one'), 'Right!');
      assert.match(await text(page, '[data-save-state]'), /^Not saved: /);
      await page.evaluate(() => {
        Storage.prototype.setItem = window.__set;
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await page.waitForFunction(() => document.querySelector('[data-save-state]').textContent === 'Saved on this device');
      assert.equal(await verdict(page, 'n-one'), 'Right!');
      assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('alforja:ask:'))['q:n-one'].d), 1);
    });

    await context.test('a state of other shapes breaks nothing', async () => {
      const server = await HTTP;
      const ids = ['one', 'some', 'gap', 'number', 'sort', 'pair', 'free'];
      for (const shape of [5, 'x', [], {}, { a: {}, n: 'x', p: 'y', d: 1 }, { a: [{}], n: -1, p: 99 }, { a: ['1', '2'], n: 1e9, p: NaN }, { a: null, d: 1 }, { a: 'words', n: 2, d: true }, { a: [0, 0, 0, 0], n: 1 }]) {
        await page.evaluate((ids, shape) => {
          const state = { 'z:all/kinds#kinds': shape, last: 3 };
          ids.forEach(id => { state['q:' + id] = shape; });
          localStorage.setItem('alforja:ask:', JSON.stringify(state));
        }, ids, shape);
        await visit(page, server.address + KINDS);
        assert.equal(await page.$$eval('form[data-mode]', all => all.length), 7, JSON.stringify(shape));
      }
    });

    await context.test('a key that cannot be read leaves the text, the questions, the folded hints and answers', async () => {
      const broken = path.join(folder, 'en/ask/all/broken.html');
      fs.writeFileSync(broken, fs.readFileSync(path.join(folder, KINDS), 'utf8').replace('data-key>{', 'data-key>{{'));
      await visit(page, site.local(folder) + 'en/ask/all/broken.html');
      assert.equal(await page.$$eval('details[data-answer]', all => all.length), 9, 'seven answers, two hints');
      assert.equal(await page.$('[data-main]'), null);
      fs.unlinkSync(broken);
    });

    assert.deepEqual(noise, []);
  });
}

test.after(async () => {
  await (await HTTP).close();
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
});
