/** A learner's way through the shipped courses: from a stick and from a server, in both browsers. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { BROWSERS, awake, click, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const folder = site.build();
const LESSON = 'en/savings-groups/saving-together/why-we-save.html';
const NEXT = 'en/savings-groups/saving-together/the-one-third-rule.html';
const CARD = '[data-course-card="savings-groups"]';

const texts = (page, selector) => page.$$eval(selector, all => all.filter(one => one.offsetParent).map(one => one.innerText.trim()));
const follow = async (page, selector) => {
  const leads = await page.$eval(selector, link => link.href);
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click(selector)]);
  await awake(page);
  assert.equal(page.url(), leads);
};
const press = async (page, form) => {
  await new Promise(done => { setTimeout(done, 320); }); // longer than a double click
  await page.click(form + ' [data-main]');
};

/** Opens the catalogue, a course, a lesson; answers wrong, takes a hint, answers right; leaves. */
async function begin(page, base) {
  await visit(page, base + 'index.html');
  await visit(page, base + 'en/index.html');
  assert.equal(await page.$eval(CARD + ' [data-card-progress]', place => place.textContent), '');
  await follow(page, CARD + ' [data-card-link]');
  assert.equal(await page.$eval('[data-start]', link => link.textContent), 'Start');
  await follow(page, '[data-start]');
  assert.equal(page.url(), base + LESSON);
  assert.equal(await page.$('details[data-answer]'), null);
  const key = await page.$eval('[data-key]', place => JSON.parse(place.textContent));
  const right = key.questions[0].right[0];
  await page.click('#q-1 label[data-choice="' + (right === 0 ? 1 : 0) + '"]');
  await press(page, '#q-1');
  assert.deepEqual(await texts(page, '#q-1 .verdict'), ['Not right yet.']);
  await press(page, '#q-1');
  await page.click('#q-1 label[data-choice="' + right + '"]');
  await press(page, '#q-1');
  assert.deepEqual(await texts(page, '#q-1 .verdict'), ['Right!']);
  const hinted = await page.$eval('[data-hint]', hint => hint.closest('form').id);
  await page.evaluate(id => Array.from(document.getElementById(id).querySelectorAll('.actions button')).find(one => one.textContent === 'Hint').click(), hinted);
  assert.equal((await texts(page, '#' + hinted + ' [data-hint]')).length, 1);
  await page.waitForFunction(() => document.querySelector('[data-save-state]').textContent === 'Saved on this device');
  await follow(page, '[data-next]');
  assert.equal(page.url(), base + NEXT);
}

/** Comes back in a browser started anew and goes on. */
async function comeBack(page, base) {
  await visit(page, base + 'en/index.html');
  await page.waitForFunction(card => document.querySelector(card + ' [data-card-progress]').textContent !== '', {}, CARD);
  assert.equal(await page.$eval(CARD + ' [data-card-progress]', place => place.textContent), '0 of 11 lessons done');
  assert.equal(await page.$eval(CARD + ' [data-card-link]', link => link.href), base + NEXT);
  await visit(page, base + 'en/savings-groups/index.html');
  assert.equal(await page.$eval('[data-start]', link => link.textContent), 'Continue: The one-third rule');
  assert.deepEqual(await page.$$eval('[data-state="begun"]', links => links.map(link => link.getAttribute('data-lesson-link'))), ['saving-together/why-we-save', 'saving-together/the-one-third-rule']);
  await follow(page, '[data-start]');
  assert.equal(page.url(), base + NEXT);
  await visit(page, base + LESSON);
  assert.deepEqual(await texts(page, '#q-1 .verdict'), ['Right!']);
  await finish(page);
  assert.equal(await page.$eval('[data-lesson-link="saving-together/why-we-save"]', link => link.getAttribute('data-state')), 'done');
  assert.equal(await page.$eval('[data-score]', place => place.getAttribute('data-score')), '100');
  // The same course in another language is the same progress.
  await visit(page, base + 'mn/savings-groups/index.html');
  assert.equal(await page.$eval('[data-lesson-link="saving-together/why-we-save"]', link => link.getAttribute('data-state')), 'done');
}

/** Answers what is left on the page, right. */
async function finish(page) {
  const key = await page.$eval('[data-key]', place => JSON.parse(place.textContent));
  for (const [at, question] of key.questions.entries()) {
    const form = '#q-' + (at + 1);
    if (await page.$eval(form, one => one.getAttribute('data-mode')) === 'done') { continue; }
    for (const place of question.right) { await page.click(form + ' label[data-choice="' + place + '"]'); }
    await press(page, form);
    assert.deepEqual(await texts(page, form + ' .verdict'), ['Right!']);
  }
}

for (const name of Object.keys(BROWSERS)) {
  for (const way of ['file', 'http']) {
    test(name + ' over ' + way, async context => {
      const server = way === 'http' ? await serve(folder) : null;
      const base = server ? server.address : site.local(folder);
      const learner = profile();
      for (const part of [begin, comeBack]) {
        const browser = await start(name, learner);
        const { page, noise } = await tab(browser);
        await context.test(part.name, () => part(page, base));
        await browser.close();
        assert.deepEqual(noise, []);
      }
      if (server) { await server.close(); }
    });
  }

  test(name + ': local files, two windows, films, and every page awake', async context => {
    const browser = await start(name, profile());
    const { page, noise } = await tab(browser);
    context.after(() => browser.close());
    const base = site.local(folder);

    await context.test('two windows keep both of their lessons', async () => {
      const other = await tab(browser);
      await visit(page, base + LESSON);
      await visit(other.page, base + NEXT);
      await page.bringToFront();
      await click(page, '#q-1 label[data-choice="0"]');
      await press(page, '#q-1');
      await other.page.bringToFront();
      await other.page.evaluate(() => document.querySelector('[data-gap]') && document.querySelector('[data-gap]').focus());
      await other.page.close();
      await visit(page, base + 'en/savings-groups/index.html');
      assert.equal((await page.$$('[data-state="begun"]')).length, 2);
    });

    await context.test('a film shows its captions', async () => {
      await visit(page, base + NEXT);
      const tracks = await page.$eval('video', video => Array.from(video.textTracks).map(track => [track.language, track.mode, track.mode === 'disabled' ? 0 : track.cues.length]));
      assert.ok(tracks.length >= 2, JSON.stringify(tracks));
      assert.ok(tracks.some(track => track[0] === 'en' && track[1] === 'showing' && track[2] > 0), JSON.stringify(tracks));
    });

    await context.test('the contents of a phone: the focus goes in, Escape closes, it comes back', async () => {
      await visit(page, base + LESSON);
      await page.focus('[data-open-contents]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.contents[data-open]');
      assert.equal(await page.evaluate(() => !!document.activeElement.closest('.contents[data-open]')), true);
      await page.keyboard.press('Escape');
      assert.deepEqual(await page.evaluate(() => [document.activeElement.hasAttribute('data-open-contents'), document.activeElement.getAttribute('aria-expanded')]), [true, 'false']);
      assert.equal(await page.$('[data-open]:not(textarea)'), null);
    });

    await context.test('each table of a plan grows by itself, and what was filled in comes back', async () => {
      const plan = base + 'en/learning-together/mentoring/the-mentoring-plan.html';
      const rows = () => page.$$eval('[data-plan] table', tables => tables.map(table => table.querySelectorAll('tbody tr').length));
      await visit(page, plan);
      const before = await rows();
      assert.ok(before.length >= 2, JSON.stringify(before));
      await page.evaluate(() => document.querySelectorAll('[data-plan] .actions:not([data-beside]) button').forEach(button => button.click()));
      assert.deepEqual(await rows(), before.map(count => count + 1));
      await page.type('[data-plan] table tbody tr:last-child [data-field]', 'Ask the neighbours');
      await page.keyboard.press('Tab');
      await page.waitForSelector('[data-save-state][data-fate="saved"]');
      await visit(page, plan);
      assert.deepEqual(await rows(), before.map((count, index) => count + (index === 0 ? 1 : 0)));
      assert.equal(await page.$eval('[data-plan] table tbody tr:last-child [data-field]', field => field.value), 'Ask the neighbours');
    });

    await context.test('a budget shows its sum from the start', async () => {
      await visit(page, base + 'en/running-a-project/plan-and-money/the-budget.html');
      assert.equal(await page.$eval('[data-sum]', sum => sum.textContent), '0');
      await page.type('[data-plan] td:nth-child(4) input', '12');
      const sums = await page.$$eval('[data-sum]', all => all.map(sum => sum.textContent));
      assert.ok(sums.includes('12'), JSON.stringify(sums));
    });

    await context.test('every page wakes', async () => {
      const all = site.pages(folder, name === 'chromium' ? '.' : 'en');
      assert.ok(all.length > 20);
      for (const one of all) { await visit(page, base + one); }
    });

    assert.deepEqual(noise, []);
  });
}

test('firefox keeps its rules for local files, or these tests would prove nothing', async context => {
  const browser = await start('firefox', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await visit(page, site.local(folder) + LESSON);
  assert.equal(await page.evaluate(() => fetch('the-one-third-rule.html').then(() => 'read', () => 'refused')), 'refused');
  await page.evaluate(() => localStorage.setItem('only-here', '1'));
  await visit(page, site.local(folder) + NEXT);
  assert.equal(await page.evaluate(() => localStorage.getItem('only-here')), null);
});

test('a browser that forbids storage says so, and the page works', async context => {
  const server = await serve(folder);
  const browser = await start('chromium', profile());
  context.after(() => Promise.all([browser.close(), server.close()]));
  const { page, noise } = await tab(browser);
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
  await visit(page, server.address + LESSON);
  await page.waitForFunction(() => document.querySelector('[data-save-state]').textContent.startsWith('Nothing can be kept in this browser'));
  await finish(page);
  assert.deepEqual(noise, []);
});

test('without scripts the text is whole, the questions are there, hints and answers are folded', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await page.setJavaScriptEnabled(false);
  await page.goto(site.local(folder) + LESSON);
  const seen = await page.evaluate(() => ({
    forms: document.querySelectorAll('form[data-question]').length,
    folded: document.querySelectorAll('form[data-question] details[data-answer]:not([open])').length,
    buttons: Array.from(document.querySelectorAll('main button, [data-open-contents]')).filter(one => one.offsetParent && getComputedStyle(one).visibility === 'visible').length,
    said: Array.from(document.querySelectorAll('.said, [data-hint]')).filter(one => one.offsetParent && !one.closest('details')).length,
    next: !!document.querySelector('[data-next]'),
    contents: !!document.querySelector('.contents').offsetParent
  }));
  assert.deepEqual(seen, { forms: 3, folded: 4, buttons: 0, said: 0, next: true, contents: true });
  const hint = await page.waitForSelector('::-p-xpath(//details[@data-answer][summary="Hint"])');
  assert.equal(await hint.$eval('summary ~ *', words => words.checkVisibility()), false);
  await (await hint.$('summary')).click();
  assert.equal(await hint.$eval('summary ~ *', words => words.checkVisibility()), true);
  assert.deepEqual(noise, []);
});

test('a page is small: five requests, the player within its bytes', async context => {
  const zlib = require('node:zlib');
  const server = await serve(folder);
  const browser = await start('chromium', profile());
  context.after(() => Promise.all([browser.close(), server.close()]));
  const { page } = await tab(browser);
  const asked = [];
  page.on('request', request => { if (!request.url().startsWith('data:')) { asked.push(request.url()); } });
  await visit(page, server.address + LESSON);
  assert.ok(asked.length <= 5, asked.join('\n'));
  const scripts = fs.readdirSync(path.join(folder, 'assets')).filter(name => name.endsWith('.js'));
  assert.ok(scripts.filter(name => name.startsWith('player-')).length === 5);
  scripts.forEach(name => {
    const bytes = zlib.gzipSync(fs.readFileSync(path.join(folder, 'assets', name)), { level: 9 }).length;
    // What only the page of a tool brings in may weigh more than what every lesson has; an index is as long as its course.
    const most = name.startsWith('player-') ? 12 : name.startsWith('index-') ? 24 : 16;
    assert.ok(bytes <= most * 1024, name + ': ' + bytes);
  });
});

test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
