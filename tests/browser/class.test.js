/** `alforja class` in Chromium: two phones and the trainer's board; a phone that loses the hotspot in a quiz loses nothing; another phone goes on. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');
const { profile, start, tab, visit } = require('./open.js');
const { PROGRAM, library } = require('./site.js');
const axe = require('axe-core');

const PAGE = 'mn/box/ehlel/hairtsag.html';
const LIBRARY = {
  'alforja.yaml': 'title: {mn: Жижиг сургалт}\nlanguages: [mn]\nlearner_fields: [{id: name, required: true}]\n',
  'box/mn/index.md': '---\ntitle: Хайрцаг\nsummary: Хамтдаа\n---\n',
  'box/mn/01-ehlel/index.md': '---\ntitle: Эхлэл\n---\n',
  'box/mn/01-ehlel/01-hairtsag.md': '# Хайрцаг\n\nГурван цоожтой.\n\n## Шалгая\n\n::: quiz {#a}\n### Хэдэн цоож вэ? {#lock}\n- [ ] Нэг\n- [x] Гурав\n\n### Хэдэн түлхүүр вэ? {#key}\n- [x] Гурав\n- [ ] Тав\n:::\n'
};

/** Runs the program over a class; returns its address and how it is cut off and begun again. */
async function open(context) {
  const courses = library(LIBRARY);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-class-'));
  const run = more => new Promise((resolve, reject) => {
    const program = spawn(PROGRAM, ['--library', courses, '--lang', 'mn', 'class', folder, '--no-open', '--pin', '471100'].concat(more));
    let said = '';
    const hear = bytes => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) { resolve({ program, address: address[0] }); }
    };
    program.stdout.on('data', hear);
    program.stderr.on('data', hear);
    program.on('exit', () => reject(new Error('it ended: ' + said)));
  });
  let running = await run(['--port', '0']);
  const stop = signal => new Promise(done => { running.program.removeAllListeners('exit').on('exit', done).kill(signal); });
  context.after(async () => {
    await stop('SIGINT');
    [courses, folder].forEach(one => fs.rmSync(one, { recursive: true }));
  });
  return { folder, address: running.address, cut: () => stop('SIGKILL'), again: async () => { running = await run([]); } };
}

/** What the class's own part of a page shows. */
const inClass = (page, selector) => page.evaluate(wanted => {
  const host = document.querySelector('[data-alforja-class]');
  const found = host && host.style.display === '' ? host.shadowRoot.querySelector(wanted) : null;
  return found ? found.textContent : null;
}, selector);
const waitFor = (page, what, ...given) => page.waitForFunction(what, { timeout: 20000 }, ...given);
const shows = (page, selector) => waitFor(page, wanted => {
  const host = document.querySelector('[data-alforja-class]');
  return host && host.style.display === '' && host.shadowRoot.querySelector(wanted);
}, selector);
const press = (page, selector) => page.evaluate(wanted => document.querySelector('[data-alforja-class]').shadowRoot.querySelector(wanted).click(), selector);
const type = (page, id, words) => page.evaluate((wanted, text) => { document.querySelector('[data-alforja-class]').shadowRoot.getElementById(wanted).value = text; }, id, words);

/** Answers a question of the page with a choice. */
const answer = async (page, question, choice) => {
  await page.evaluate((id, place) => document.querySelector('[data-question="' + id + '"] [data-choice="' + place + '"] input').click(), question, choice);
  await page.evaluate(id => document.querySelector('[data-question="' + id + '"] [data-main]').click(), question);
  await page.waitForSelector('[data-question="' + question + '"] .verdict[data-verdict]');
};

/** Joins with a name, by the address that the QR code gives. */
async function join(page, address, name) {
  await visit(page, address + PAGE + '#pin=471100');
  await shows(page, 'form');
  assert.equal(await page.evaluate(() => location.hash), '', 'the PIN does not stay in the address');
  await type(page, 'field-name', name);
  await press(page, 'form .first');
  await shows(page, '.code');
  const code = await inClass(page, '.code');
  await press(page, '.panel .first');
  await shows(page, '[data-fate="sent"]');
  return code;
}

/** What the board shows of a question: right and wrong. */
const bars = (page, question) => page.evaluate(id => {
  const bar = document.querySelector('[data-question="' + id + '"] > .bar');
  return bar && Array.from(bar.children).map(part => part.getAttribute('data-look') + ' ' + part.textContent).join(', ');
}, question);
const showsBars = (page, question, wanted) => waitFor(page, (id, text) => {
  const bar = document.querySelector('[data-question="' + id + '"] > .bar');
  return bar && Array.from(bar.children).map(part => part.getAttribute('data-look') + ' ' + part.textContent).join(', ') === text;
}, question, wanted).catch(async () => assert.fail(question + ': ' + await bars(page, question) + ' instead of ' + wanted));

async function isAccessible(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ')), []);
}

test('two phones, a board, a hotspot that goes and comes back', async context => {
  const { folder, address, cut, again } = await open(context);
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const phone = async () => tab(await browser.createBrowserContext());
  const [one, two, desk] = [await phone(), await phone(), await phone()];

  // A wrong PIN is told beside the form; nobody is in the class by it.
  await visit(one.page, address + PAGE);
  await shows(one.page, 'form');
  await isAccessible(one.page);
  await press(one.page, 'form .first');
  assert.equal(await one.page.evaluate(() => document.querySelector('[data-alforja-class]').shadowRoot.activeElement.id), 'field-name', 'what is missing is led to');
  await type(one.page, 'field-name', 'Ана');
  await type(one.page, 'pin', '000000');
  await press(one.page, 'form .first');
  await waitFor(one.page, () => document.querySelector('[data-alforja-class]').shadowRoot.querySelector('form > .error').textContent);
  assert.match(await inClass(one.page, 'form > .error'), /ПИН/);

  const code = await join(one.page, address, 'Ана');
  await join(two.page, address, 'Бат');
  await desk.page.setViewport({ width: 1280, height: 800 });
  await desk.page.goto(address + '~class/board');
  await desk.page.waitForSelector('[data-joined="2"]');
  await isAccessible(desk.page);

  await answer(one.page, 'lock', 1);
  await answer(two.page, 'lock', 0);
  await desk.page.click('[data-view="questions"]');
  await showsBars(desk.page, 'lock', 'right 1, wrong 1');
  assert.equal(await desk.page.evaluate(() => document.body.innerText.includes('Бат')), false, 'names are hidden until they are asked for');
  await isAccessible(desk.page);

  // The hotspot goes; what is done meanwhile waits on the phone, and over a page turn.
  await one.page.setOfflineMode(true);
  await answer(one.page, 'key', 0);
  await shows(one.page, '[data-fate="waiting"]');
  await answer(two.page, 'key', 1);
  await showsBars(desk.page, 'key', 'wrong 1');
  // Meanwhile the trainer's computer loses power too.
  await cut();
  await again();
  await one.page.setOfflineMode(false);
  await shows(one.page, '[data-fate="sent"]');
  await showsBars(desk.page, 'key', 'right 1, wrong 1');

  await desk.page.click('[data-names]');
  await desk.page.click('[data-view="end"]');
  await desk.page.waitForSelector('[data-handed="2"]');
  await isAccessible(desk.page);
  const files = fs.readdirSync(path.join(folder, 'results')).filter(name => name.endsWith('.alforja.json'));
  const kept = files.map(name => JSON.parse(fs.readFileSync(path.join(folder, 'results', name), 'utf8')));
  const ana = kept.find(file => file.learner.fields.name === 'Ана');
  assert.deepEqual([kept.length, ana.score, ana.completed, ana.questions.map(question => question.percent)], [2, 100, true, [100, 100]]);

  // Another phone goes on by the code, and only by that.
  const three = await phone();
  await visit(three.page, address + PAGE + '#pin=471100');
  await shows(three.page, 'form');
  await press(three.page, '.panel > p .link');
  await type(three.page, 'code', code.toLowerCase());
  await press(three.page, 'form .first');
  await shows(three.page, '.code');
  assert.match(await inClass(three.page, 'h2'), /Ана/);
  await press(three.page, '.panel .first');
  await waitFor(three.page, () => document.documentElement.getAttribute('data-player') === 'awake' && document.querySelectorAll('[data-question] .verdict[data-verdict="right"]').length === 2);
  await shows(three.page, '[data-fate="sent"]');

  const offline = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|status of 403/;
  [one, two, three, desk].forEach(each => assert.deepEqual(each.noise.filter(noise => !offline.test(noise)), []));
});

/** What of the board has the keyboard. */
const focused = page => page.evaluate(() => document.activeElement.getAttribute('data-focus') || document.activeElement.id || document.activeElement.tagName);
/** Presses a key until the keyboard is on something. */
async function tabTo(page, name) {
  for (let step = 0; step < 40; step += 1) {
    if (await focused(page) === name) { return; }
    await page.keyboard.press('Tab');
  }
  assert.fail('the keyboard does not come to ' + name);
}

test('the trainer corrects a name, takes somebody out, and takes all results along', async context => {
  const { folder, address, cut, again } = await open(context);
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const phone = async () => tab(await browser.createBrowserContext());
  const [one, two, desk] = [await phone(), await phone(), await phone()];
  const names = () => desk.page.$$eval('[data-people] summary', all => all.map(each => each.textContent));
  await join(one.page, address, 'Анна');
  await join(two.page, address, 'Бат');
  await answer(one.page, 'lock', 1);
  await shows(one.page, '[data-fate="sent"]');
  await answer(two.page, 'lock', 1);
  await shows(two.page, '[data-fate="sent"]');

  await desk.page.setViewport({ width: 1280, height: 800 });
  await desk.page.goto(address + '~class/board');
  await desk.page.waitForSelector('[data-joined="2"]');
  await desk.page.click('[data-view="people"]');
  await desk.page.click('[data-names]');
  await desk.page.waitForSelector('[data-people]');
  const id = await desk.page.$eval('[data-people] details', one => one.getAttribute('data-open'));
  assert.deepEqual(await names(), ['Анна', 'Бат']);

  // By the keyboard alone: the name is opened, the panel too; Escape leaves it, and the keyboard is where it was.
  await tabTo(desk.page, 'open ' + id);
  await desk.page.keyboard.press('Enter');
  await tabTo(desk.page, 'correct ' + id);
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('[data-panel]');
  assert.equal(await focused(desk.page), 'panel-heading');
  await isAccessible(desk.page);
  await desk.page.keyboard.press('Escape');
  await desk.page.waitForFunction(() => !document.querySelector('[data-panel]'));
  assert.equal(await focused(desk.page), 'correct ' + id);
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('[data-panel]');
  await tabTo(desk.page, 'panel-name');
  // What happens meanwhile takes nothing away that is typed.
  await desk.page.$eval('#panel-name', field => { field.value = ''; });
  await desk.page.keyboard.press('Enter');
  assert.notEqual(await desk.page.$eval('.trouble', place => place.textContent), '');
  assert.equal(await focused(desk.page), 'panel-name');
  await desk.page.keyboard.type('Ана');
  await answer(two.page, 'key', 0);
  await shows(two.page, '[data-fate="sent"]');
  assert.equal(await desk.page.$eval('#panel-name', field => field.value), 'Ана');
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForFunction(() => document.querySelector('[data-news]').textContent.includes('Ана'));
  await waitFor(desk.page, () => document.querySelector('[data-people] summary').textContent === 'Ана');
  assert.equal(await focused(desk.page), 'correct ' + id);
  // The phone hears of it with what it does next, and hands over under the right name.
  await answer(one.page, 'key', 0);
  await waitFor(one.page, () => document.querySelector('[data-alforja-class]').shadowRoot.querySelector('.who').textContent === 'Ана');
  await shows(one.page, '[data-fate="sent"]');
  const kept = () => fs.readdirSync(path.join(folder, 'results')).filter(name => name.endsWith('.alforja.json')).map(name => JSON.parse(fs.readFileSync(path.join(folder, 'results', name), 'utf8')));
  assert.deepEqual(kept().map(file => file.learner.fields.name).sort(), ['Ана', 'Бат']);

  // Bat is taken out: the board asks first, the phone is told, and what was done on it is all there when he joins again.
  const bat = await desk.page.$$eval('[data-people] details', all => all[1].getAttribute('data-open'));
  await tabTo(desk.page, 'open ' + bat);
  await desk.page.keyboard.press('Enter');
  await tabTo(desk.page, 'remove ' + bat);
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('[data-panel]');
  assert.match(await desk.page.$eval('[data-panel] h2', place => place.textContent), /Бат/);
  await isAccessible(desk.page);
  await desk.page.click('[data-yes]');
  await waitFor(desk.page, () => document.querySelectorAll('[data-people] summary').length === 1);
  assert.match(await desk.page.$eval('[data-news]', place => place.textContent), /Бат/);
  assert.equal(await desk.page.evaluate(() => document.activeElement.hasAttribute('data-names')), true, 'the keyboard is not lost');
  assert.equal(kept().length, 1);
  assert.equal(fs.readdirSync(path.join(folder, 'aside')).filter(name => name.endsWith('.aside')).length >= 1, true);
  await cut();
  await again();
  await visit(two.page, address + PAGE);
  await shows(two.page, '.kindly');
  assert.equal(await two.page.evaluate(() => document.querySelector('[data-alforja-class]').shadowRoot.querySelector('.kindly').getAttribute('role')), 'alert');
  await isAccessible(two.page);
  await type(two.page, 'field-name', 'Батаа');
  await type(two.page, 'pin', '471100');
  await press(two.page, 'form .first');
  await shows(two.page, '.code');
  await press(two.page, '.panel .first');
  await shows(two.page, '[data-fate="sent"]');
  await waitFor(desk.page, () => Array.from(document.querySelectorAll('[data-people] summary')).map(each => each.textContent).join() === 'Ана,Батаа');
  const back = kept().find(file => file.learner.fields.name === 'Батаа');
  assert.deepEqual(back.questions.map(question => question.id), ['lock', 'key'], 'nothing that was done on the phone is lost');

  // All of it in one file.
  await desk.page.click('[data-view="end"]');
  await desk.page.waitForSelector('[data-zip]');
  const downloads = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-zip-'));
  context.after(() => fs.rmSync(downloads, { recursive: true }));
  const session = await desk.page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads, eventsEnabled: true, browserContextId: desk.page.browserContext().id });
  const done = new Promise(resolve => session.on('Browser.downloadProgress', event => { if (event.state === 'completed') { resolve(); } }));
  await desk.page.click('[data-zip]');
  await done;
  const [zip] = fs.readdirSync(downloads);
  assert.match(zip, /^results-\d{4}-\d\d-\d\d\.zip$/);
  assert.equal(fs.readFileSync(path.join(downloads, zip)).subarray(0, 2).toString(), 'PK');
  await isAccessible(desk.page);
  [one, two, desk].forEach(each => assert.deepEqual(each.noise.filter(noise => !/ERR_CONNECTION|status of 401/.test(noise)), []));
});
