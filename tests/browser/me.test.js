/** The learner's own page: several learners on one device, reading comfort, progress carried to another device, erased. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const { BROWSERS, click, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const folder = site.build();
const base = site.local(folder);
const ME = 'en/me.html';
const LESSON = 'en/savings-groups/saving-together/why-we-save.html';
const OTHER = 'en/savings-groups/saving-together/the-one-third-rule.html';

const text = (page, part) => page.$eval('[data-me-part="' + part + '"]', place => place.innerText);
const told = (page, part, words) => page.waitForFunction((part, words) => document.querySelector('[data-me-part="' + part + '"] .told').textContent.includes(words), {}, part, words);
const done = (page, words) => page.waitForFunction(words => document.querySelector('[data-me-part="done"]').innerText.includes(words), {}, words);
/** Waits until how somebody likes to read is with the hub: nobody leaves a page within the milliseconds that takes. */
const keptComfort = (page, words) => page.frames().find(frame => frame.url().includes('hub.html'))
  .waitForFunction(words => Object.values(localStorage).some(kept => kept.includes(words)), {}, words);
const comfort = page => page.$eval('html', html => html.getAttribute('data-comfort'));

/** Chooses how to read. The label itself is clicked, not a point of the window: what was told before may still move the page. */
const like = (page, what, at) => page.$eval('[data-rows="read-' + what + '"] label:nth-child(' + at + ')', label => label.click());

/** Presses the button of a part that says `words`; a second press in a row is none of a double click. */
async function press(page, part, words) {
  await new Promise(resolve => { setTimeout(resolve, 50); });
  await page.evaluate((part, words) => {
    const button = Array.from(document.querySelectorAll('[data-me-part="' + part + '"] button')).find(one => one.textContent.startsWith(words));
    if (!button) { throw new Error('no button ' + words); }
    button.click();
  }, part, words);
}

async function addName(page, name) {
  await page.$eval('[data-me-part="who"] > div > form [data-name]', field => { field.value = ''; });
  await page.type('[data-me-part="who"] > div > form [data-name]', name);
  await page.keyboard.press('Enter');
}

/** Does a lesson: opens it and marks it done, as reading to its end does. */
async function finish(page, lesson) {
  await visit(page, base + lesson);
  await page.waitForSelector('[data-save-state][data-fate="saved"]');
  await page.evaluate(() => document.querySelectorAll('form[data-question] [data-choice] input').forEach(input => input.click()));
}

/** Takes what the page hands out as a file, instead of the download folder. */
const catchFiles = page => page.evaluateOnNewDocument(() => {
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = blob => {
    const reader = new FileReader();
    reader.onload = () => { window.handedOut = String(reader.result); };
    reader.readAsText(blob);
    return make(blob);
  };
  document.addEventListener('click', event => { if (event.target.download) { event.preventDefault(); window.handedName = event.target.download; } }, true);
});

/** Gives a text to the page as a chosen file. */
async function openFile(page, content) {
  const file = path.join(os.tmpdir(), 'alforja-progress-test.json');
  fs.writeFileSync(file, content);
  const input = await page.$('[data-open-file]');
  await input.uploadFile(file);
}

for (const name of Object.keys(BROWSERS)) {
  test(name + ': two learners on one device, from local files', async context => {
    const home = profile();
    let browser = await start(name, home);
    context.after(() => browser.close());
    let { page, noise } = await tab(browser);
    await catchFiles(page);

    await context.test('nobody is asked for a name, and what was begun is listed', async () => {
      await visit(page, base + ME);
      assert.match(await text(page, 'who'), /You learn alone on this device/);
      assert.match(await text(page, 'done'), /Nothing yet/);
      assert.match(await text(page, 'where'), /in this browser on this device[^]*Do not move or rename the folder/);
      assert.match(await text(page, 'erase'), /nothing to erase/);
      await finish(page, LESSON);
      await visit(page, base + ME);
      await done(page, '0 of ');
      const [way] = await page.$$eval('[data-done="savings-groups"] a', links => links.map(link => link.href));
      assert.equal(way, base + LESSON);
      assert.match(await page.$eval('[data-done="savings-groups"]', row => row.innerText), /last opened \w+ \d+, \d{4}/);
    });

    await context.test('the first name takes over what was done without one', async () => {
      await addName(page, '   ');
      await page.waitForFunction(() => document.querySelector('[data-me-part="who"] .error').textContent === 'Write a name first.');
      await addName(page, 'Ана Ө.');
      await page.waitForSelector('[data-offer]');
      await press(page, 'who', 'Give it to');
      await told(page, 'who', 'Ана Ө. has the progress');
      await done(page, '0 of ');
      assert.equal(await page.$eval('[data-me]', place => place.textContent), 'Ана Ө.');
    });

    await context.test('a second learner begins anew; each finds the own progress again', async () => {
      await addName(page, 'ана ө.');
      await page.waitForFunction(() => document.querySelector('[data-me-part="who"] .error').textContent === 'ана ө. is here already.');
      await addName(page, 'Ben');
      await told(page, 'who', 'Ben is added');
      await done(page, 'Nothing yet');
      await visit(page, base + OTHER);
      await page.waitForSelector('[data-save-state][data-fate="saved"]');
      assert.equal(await page.$eval('[data-me]', place => place.textContent), 'Ben');
      assert.equal((await page.$$('[data-state="begun"]')).length > 0, true);
      await visit(page, base + ME);
      await click(page, '[data-me-part="who"] label:first-child');
      await told(page, 'who', 'Ана Ө. learns now.');
      await visit(page, base + 'en/savings-groups/index.html');
      const begun = await page.$$eval('[data-state]', links => links.map(link => link.getAttribute('data-lesson-link')));
      assert.deepEqual(begun, ['saving-together/why-we-save']);
    });

    await context.test('a name is changed', async () => {
      await visit(page, base + ME);
      await click(page, '[data-rename]');
      await page.$eval('.person [data-name]', field => { field.value = 'Ana'; });
      await page.focus('.person [data-name]');
      await page.keyboard.press('Enter');
      await told(page, 'who', 'The name is Ana now.');
      assert.equal(await page.$eval('[data-me]', place => place.textContent), 'Ana');
      assert.equal(await page.evaluate(() => document.activeElement.hasAttribute('data-rename')), true);
    });

    await context.test('how one likes to read holds on every page, for that learner, and after the browser was closed', async () => {
      await like(page, 'size', 3);
      await like(page, 'contrast', 2);
      await like(page, 'colours', 3);
      assert.equal(await comfort(page), 'larger strong dark');
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(0, 0, 0)');
      await keptComfort(page, 'larger strong dark');
      await visit(page, base + LESSON);
      assert.equal(await comfort(page), 'larger strong dark');
      await browser.close();
      browser = await start(name, home);
      ({ page, noise } = await tab(browser));
      await catchFiles(page);
      await visit(page, base + 'en/index.html');
      assert.equal(await comfort(page), 'larger strong dark');
      await visit(page, base + ME);
      assert.equal(await page.$eval('[data-rows="read-size"] input:checked', input => input.value), 'larger');
      await click(page, '[data-me-part="who"] .person:nth-of-type(2) label');
      await told(page, 'who', 'Ben learns now.');
      assert.equal(await comfort(page), '');
      await page.click('[data-me-part="who"] .person:nth-of-type(1) label');
      await told(page, 'who', 'Ana learns now.');
      assert.equal(await comfort(page), 'larger strong dark');
    });

    await context.test('save a file, erase all, open the file: all is back', async () => {
      await press(page, 'carry', 'Save my progress');
      await told(page, 'carry', 'progress-Ana-');
      await page.waitForFunction(() => window.handedOut);
      const file = await page.evaluate(() => window.handedOut);
      assert.deepEqual([JSON.parse(file).format, JSON.parse(file).name, Object.keys(JSON.parse(file).courses)], ['alforja-progress', 'Ana', ['savings-groups']]);
      await page.click('[data-erase]');
      await page.waitForSelector('[data-erase-yes]');
      assert.match(await text(page, 'erase'), /Progress, answers and notes in: Savings and loan groups/);
      await press(page, 'erase', 'Cancel');
      assert.equal(await page.$('[data-erase-yes]'), null);
      await page.click('[data-erase]');
      await page.waitForSelector('[data-erase-yes]');
      await press(page, 'erase', 'Erase for good');
      await told(page, 'erase', 'Everything of Ana is erased');
      await done(page, 'Nothing yet');
      assert.equal(await comfort(page), '');
      assert.deepEqual(await page.$$eval('[data-me-part="who"] .words', all => all.map(one => one.firstChild.textContent)), ['Ben', 'Someone without a name']);
      await openFile(page, file);
      await page.waitForSelector('[data-question-box]');
      assert.match(await text(page, 'carry'), /The file holds 1 course: Savings and loan groups\.[^]*It is from Ana\.[^]*Saved on/);
      await press(page, 'carry', 'Add it for Ana');
      await told(page, 'carry', 'The progress was added.');
      assert.equal(await page.$eval('[data-me]', place => place.textContent), 'Ana');
      assert.equal(await comfort(page), 'larger strong dark');
      await visit(page, base + 'en/savings-groups/index.html');
      assert.deepEqual(await page.$$eval('[data-state]', links => links.map(link => link.getAttribute('data-lesson-link'))), ['saving-together/why-we-save']);
    });

    await context.test('files that are none, damaged or too big are refused in plain words', async () => {
      await visit(page, base + ME);
      const refused = async (content, words) => {
        await openFile(page, content);
        await page.waitForFunction(words => Array.from(document.querySelectorAll('[data-me-part="carry"] .error')).some(one => one.textContent.includes(words)), {}, words);
        assert.equal(await page.$('[data-question-box]'), null);
      };
      await refused('<script>alert(1)</script>', 'This is no progress file');
      await refused('{"format":"alforja-progress","version":1,"courses":{"a":{"l:b/c":2}}}', 'This file is damaged');
      await refused('{"format":"alforja-progress","version":9}', 'newer copy');
      await refused(' '.repeat(5 * 1024 * 1024 + 1), 'too big');
    });

    await context.test('the progress of a course goes as a text and comes back', async () => {
      await page.click('[data-as-text] summary');
      await page.waitForSelector('[data-make-code]');
      await page.click('[data-make-code]');
      await page.waitForSelector('[data-code]');
      const code = await page.$eval('[data-code]', area => area.value);
      await page.waitForSelector('[data-code-picture] svg');
      assert.match(code, /^ALP1\/savings-groups\/en\/\d[^/]*\/[\w-]+\/\w{7}$/);
      await page.click('[data-me-part="who"] .person:nth-of-type(1) label');
      await told(page, 'who', 'Ben learns now.');
      const open = async words => {
        await page.$eval('[data-as-text]', fold => { fold.open = true; });
        await page.$eval('[data-paste-code]', (area, words) => { area.value = words; }, words);
        await press(page, 'carry', 'Open the text');
      };
      const complains = words => page.waitForFunction(words => Array.from(document.querySelectorAll('[data-me-part="carry"] .error')).some(one => one.textContent.includes(words)), {}, words);
      await open('');
      await complains('Paste the text first');
      await open('hello');
      await complains('This is no progress text');
      await open(code.slice(0, -3));
      await complains('missing or was changed');
      await open('ALP1/unknown-course/en/1.0.0/AAAA/' + 'x'.repeat(7));
      await complains('missing or was changed');
      await open(code.slice(0, 40) + ' \n' + code.slice(40));
      await page.waitForSelector('[data-question-box]');
      await press(page, 'carry', 'Add it for Ben');
      await told(page, 'carry', 'The progress was added.');
      await visit(page, base + 'en/savings-groups/index.html');
      assert.deepEqual(await page.$$eval('[data-state]', links => links.map(link => link.getAttribute('data-lesson-link'))), ['saving-together/why-we-save', 'saving-together/the-one-third-rule']);
    });

    await context.test('a learner is removed', async () => {
      await visit(page, base + ME);
      await click(page, '.person:nth-of-type(2) [data-remove]');
      await page.waitForSelector('[data-erase-yes]');
      await press(page, 'who', 'Erase for good');
      await told(page, 'who', 'Everything of Ana is erased');
      assert.deepEqual(await page.$$eval('[data-me-part="who"] .words', all => all.map(one => one.firstChild.textContent)), ['Ben', 'Someone without a name']);
    });

    assert.deepEqual(noise, []);
  });
}

/** What axe finds on the open page. */
async function violations(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  return result.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
}

test('axe finds nothing on the learner\'s page, and nothing on a lesson with strong contrast and wide lines', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page, noise } = await tab(browser);
  await visit(page, base + ME);
  assert.deepEqual(await violations(page), []);
  await finish(page, LESSON);
  await visit(page, base + ME);
  await addName(page, 'Ana');
  await page.waitForSelector('[data-offer]');
  await press(page, 'who', 'Give it to');
  await told(page, 'who', 'Ana has the progress');
  await page.$eval('[data-as-text]', fold => { fold.open = true; });
  await page.waitForSelector('[data-make-code]');
  await page.click('[data-make-code]');
  await page.waitForSelector('[data-code]');
  await press(page, 'carry', 'Open the text');
  await page.click('[data-erase]');
  await page.waitForSelector('[data-erase-yes]');
  await page.click('.person [data-rename]');
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    assert.deepEqual(await violations(page), [], scheme);
  }
  for (const colours of [1, 2, 3]) {
    await visit(page, base + ME);
    await like(page, 'contrast', 2);
    await like(page, 'lines', 2);
    await like(page, 'colours', colours);
    assert.deepEqual(await violations(page), [], 'me ' + colours);
    await keptComfort(page, 'wide strong');
    await visit(page, base + LESSON);
    assert.match(await comfort(page), /wide strong/);
    assert.deepEqual(await violations(page), [], 'lesson ' + colours);
  }
  assert.deepEqual(noise, []);
});

test('text of twice the size needs no sideways scrolling on a phone of 320 pixels', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setViewport({ width: 320, height: 640 });
  await visit(page, base + ME);
  await addName(page, 'Maria da Conceição');
  await told(page, 'who', 'is added');
  await like(page, 'size', 4);
  await like(page, 'lines', 2);
  await keptComfort(page, 'largest wide');
  for (const address of ['index.html', 'en/savings-groups/index.html', LESSON, 'en/learning-together/forums/check.html', 'mn/savings-groups/the-loan/the-way-to-a-loan.html', 'pt/running-a-project/index.html', 'pt/running-a-project/plan-and-money/the-budget.html', ME, 'mn/me.html', 'sq/me.html']) {
    await visit(page, base + address);
    assert.equal(await comfort(page), 'largest wide', address);
    const wide = await page.evaluate(() => {
      const own = document.scrollingElement;
      const stick = Array.from(document.querySelectorAll('body *')).filter(one => one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest('.scroll, .code, .formula, [hidden], .visually-hidden'));
      return own.scrollWidth > window.innerWidth ? stick.slice(0, 5).map(one => one.outerHTML.slice(0, 120)).concat(String(own.scrollWidth)) : [];
    });
    assert.deepEqual(wide, [], address);
  }
});

test('where storage is forbidden the page says so, and on http it works without the hub', async context => {
  const server = await serve(folder);
  const browser = await start('chromium', profile());
  context.after(() => Promise.all([browser.close(), server.close()]));
  const { page, noise } = await tab(browser);
  await visit(page, server.address + LESSON);
  await visit(page, server.address + ME);
  await done(page, 'Continue');
  await addName(page, 'Ana');
  await page.waitForSelector('[data-offer]');
  assert.doesNotMatch(await text(page, 'where'), /folder/);
  await page.evaluateOnNewDocument(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
  await visit(page, server.address + ME);
  assert.match(await text(page, 'where'), /Nowhere: this browser keeps nothing/);
  await addName(page, 'Ben');
  await told(page, 'who', 'This could not be kept');
  assert.deepEqual(noise, []);
});

test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
