/** Nothing that a learner did is lost: the page left at once, a storage that is full, forbidden, foreign or torn, a clock that jumps. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const fixture = require('./fixture.js');
const site = require('./site.js');
const { awake, BROWSERS, profile, serve, start, tab, visit } = require('./open.js');

const built = site.build();
const folder = fixture.write(built);
const local = lesson => pathToFileURL(path.join(folder, 'en/demo', lesson + '.html')).href;
const saved = page => page.$eval('[data-save-state]', place => place.textContent);
const note = '[data-note-field]';

/** Answers the first question of the quiz right. */
async function answer(page) {
  await page.click('#q-one label[data-choice="1"]');
  await page.click('#q-one [data-main]');
}

const verdict = page => page.$eval('#q-one .verdict', place => place.innerText.trim());

for (const name of Object.keys(BROWSERS)) {
  test(name + ': what was done in the last moment is there again', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);

    await context.test('words typed just before the page is left', async () => {
      await visit(page, local('start/read'));
      await page.type(note, 'One step, one day');
      await page.goto(local('start/draw'));
      await visit(page, local('start/read'));
      assert.equal(await page.$eval(note, field => field.value), 'One step, one day');
    });

    await context.test('an answer given just before the page is left', async () => {
      await visit(page, local('start/check'));
      await page.evaluate(() => {
        document.querySelector('#q-one label[data-choice="1"] input').click();
        document.querySelector('#q-one [data-main]').click();
        window.location.href = 'read.html';
      });
      await page.waitForFunction(() => window.location.pathname.endsWith('read.html'));
      await awake(page);
      await visit(page, local('start/check'));
      assert.equal(await verdict(page), 'Right!');
    });
    assert.deepEqual(noise, []);
  });
}

/** A server's page in a browser whose storage or clock is as `change` makes it. */
async function strange(context, change, value) {
  const server = await serve(folder);
  const browser = await start('chromium', profile());
  context.after(() => Promise.all([browser.close(), server.close()]));
  const { page, noise } = await tab(browser);
  await page.evaluateOnNewDocument(change, value);
  const address = server.address + 'en/demo/start/check.html';
  await visit(page, address);
  return { page, noise, address };
}

test('a forbidden storage is told, and the lesson goes on', async context => {
  const { page, noise } = await strange(context, () => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
    Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  await answer(page);
  assert.equal(await verdict(page), 'Right!');
  assert.equal(await saved(page), 'Nothing can be kept in this browser: answers are lost when you leave the page.');
  assert.deepEqual(noise, []);
});

test('a storage that fills up is told, and what waits is kept once there is room', async context => {
  const { page, noise, address } = await strange(context, () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (window.isFull && text.length > 5) { throw new DOMException('full', 'QuotaExceededError'); }
      set.call(this, key, text);
    };
  });
  await page.evaluate(() => { window.isFull = true; });
  await answer(page);
  assert.equal(await verdict(page), 'Right!');
  assert.match(await saved(page), /^Not saved/);
  await page.evaluate(() => { window.isFull = false; });
  await page.click('#q-some label[data-choice="0"]');
  await page.click('#q-some [data-main]');
  assert.equal(await saved(page), 'Saved on this device');
  await visit(page, address);
  assert.equal(await verdict(page), 'Right!');
  assert.deepEqual(noise, []);
});

for (const torn of ['{"q:one":', '[1,2]', 'null', '{"q:one":7,"l:start/check":"x","z:start/check#quiz-1":[],"last":{},"f:":null}', '{"q:one":{"a":[9,"x",null],"n":-1,"p":1e9,"d":"yes"}}']) {
  test('a state that is torn or another\'s never stops a page: ' + torn, async context => {
    const { page, noise } = await strange(context, text => {
      if (!window.sessionStorage.getItem('once')) { window.localStorage.setItem('alforja:demo:', text); }
      window.sessionStorage.setItem('once', '1');
    }, torn);
    await page.waitForSelector('#q-one [data-main]');
    await page.click('#q-some label[data-choice="0"]');
    await page.click('#q-some [data-main]');
    assert.match(await page.$eval('#q-some .verdict', place => place.innerText), /Partly right|Not right/);
    assert.equal(await saved(page), 'Saved on this device');
    assert.deepEqual(noise, []);
  });
}

for (const year of [1970, 2099]) {
  test('a clock that says ' + year + ' changes nothing but the day', async context => {
    const { page, noise, address } = await strange(context, wanted => {
      const real = Date;
      const away = new real(wanted, 0, 1).getTime() - real.now();
      window.Date = class extends real {
        constructor() { if (arguments.length) { super(...arguments); } else { super(real.now() + away); } }
        static now() { return real.now() + away; }
      };
    }, year);
    await answer(page);
    assert.equal(await verdict(page), 'Right!');
    await visit(page, address);
    assert.equal(await verdict(page), 'Right!');
    assert.deepEqual(noise, []);
  });
}

test.after(() => [path.dirname(built), folder].forEach(one => fs.rmSync(one, { recursive: true, force: true })));
