/**
 * Forums, mentoring and help, as people meet them: the sheet of a meeting is filled in and is there again, its calendar
 * file comes from a stick and from a server, a plan goes through several meetings and to the mentor's device, and a
 * message to the support line names course and page. In Chromium, on `file://`.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const { click, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const FOLDER = site.library({
  'alforja.yaml': 'title: {en: Small, mn: Жижиг}\nlanguages: [en, mn]\nsupport: {phone: "+976 11 000000", whatsapp: "+97699110000", email: help@example.org}\n',
  'small/course.yaml': 'version: 1.2.0\n',
  'small/mn/index.md': '# Хамтдаа\n\nСайн уу.\n',
  'small/mn/01-start/index.md': '# Эхлэл\n\nЭхэлье.\n',
  'small/mn/01-start/01-read.md': '# Бид яагаад хуралддаг вэ?\n\nУншина уу.\n',
  'small/en/index.md': '# Together\n\n::: event {#tea date=2099-01-02 start=15:00}\nTea.\n:::\n',
  'small/en/01-start/index.md': '# The start\n\nLet us start.\n',
  'small/en/01-start/01-read.md': '# The forum & we\n\n::: event {#forum title="Forum, for all" date=2020-03-18 start=09:30 end=14:30 place="Hall; north"}\n| time | what |\n|---|---|\n| 9.30 | Tea |\n| 10.00 | Talk |\n\n' +
    '::: reflection\nWhat do you expect?\n:::\n:::\n',
  'small/en/01-start/02-plan.md': '# The plan\n\n::: plan {#ours repeat meetings}\nGoal: [[text]]\n\n| step | cost |\n|---|--:|\n| [[text]] | [[number]] |\n| all | [[sum]] |\n\n- [ ] Agreed\n:::\n'
});
const DIST = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-meetings-')), 'dist');
execFileSync(site.PROGRAM, ['--quiet', '--library', FOLDER, 'build', '--out', DIST], { stdio: ['ignore', 'ignore', 'inherit'] });
const base = site.local(DIST);

let browser;
test.before(async () => { browser = await start('chromium', profile()); });
test.after(async () => {
  await browser.close();
  [FOLDER, path.dirname(DIST)].forEach(folder => fs.rmSync(folder, { recursive: true, force: true }));
});

const kept = page => page.waitForSelector('[data-save-state][data-fate="saved"]', { timeout: 10000 });
const words = (page, selector) => page.$eval(selector, one => one.value || one.textContent);
const press = (page, text) => page.evaluate(said => Array.from(document.querySelectorAll('button')).find(one => one.textContent === said).click(), text);

/** Waits for the file that a click brings. */
async function download(page, folder, click) {
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
  const done = new Promise(resolve => session.on('Browser.downloadProgress', event => { if (event.state === 'completed') { resolve(); } }));
  await click();
  await done;
  await session.detach();
  return fs.readdirSync(folder).map(name => path.join(folder, name));
}

const empty = () => fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-down-'));

test('the sheet of a meeting is filled in, kept, and handed over with the words', async () => {
  const { page, noise } = await tab(browser);
  await visit(page, base + 'en/small/start/read.html');
  await click(page, '.event a[href*="agenda.html#"]');
  await page.waitForSelector('[data-player="awake"] [data-meeting]');
  assert.deepEqual(await page.$$eval('[data-meeting] h2', all => all.map(one => one.textContent)), ['Forum, for all', 'Together'], 'by their days');
  assert.equal(await page.$$eval('.past', all => all.length), 1, 'the one of 2020 is over');
  const id = '#start-read-1';
  assert.deepEqual(await page.$$eval(id + ' .guide label', all => all.map(one => one.textContent)), ['9.30 · Tea', '10.00 · Talk']);
  assert.equal(await page.$$eval(id + ' [data-note]', all => all.length), 0, 'a form within the meeting stands in the lesson alone');
  await page.type(id + ' [data-field="12"]', 'Everybody spoke');
  await page.type(id + ' [data-field="4"]', 'A bench');
  await press(page, 'Add a row');
  await page.type(id + ' [data-field="5.1"]', 'Ana');
  await page.evaluate(() => document.activeElement.blur());
  await kept(page);
  await page.addScriptTag({ content: axe.source });
  const seen = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  assert.deepEqual(seen.violations.map(one => one.id), []);
  await visit(page, base + 'en/small/agenda.html');
  assert.equal(await words(page, id + ' [data-field="12"]'), 'Everybody spoke');
  assert.equal(await words(page, id + ' [data-field="5.1"]'), 'Ana');
  await visit(page, base + 'en/small/notes.html');
  const notes = await words(page, '[data-notes]');
  ['Forum, for all', '10.00 · Talk', 'Everybody spoke', 'A bench', 'Ana'].forEach(text => assert.ok(notes.includes(text), text));
  assert.deepEqual(noise, []);
  await page.close();
});

test('one sheet is printed by itself, with lines to write on', async () => {
  const { page } = await tab(browser);
  await visit(page, base + 'en/small/agenda.html');
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.evaluate(() => document.querySelector('[data-meeting] .actions:last-child button').click());
  assert.equal(await page.evaluate(() => window.printed), true);
  const shown = () => page.$$eval('[data-meeting]', all => all.map(one => getComputedStyle(one).display !== 'none'));
  assert.deepEqual(await shown(), [true, false]);
  await page.emulateMediaType('print');
  assert.equal(await page.$$eval('#start-read-1 .on-paper-row', all => all.filter(one => one.offsetHeight > 20).length), 5);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.deepEqual(await shown(), [true, true]);
  await page.close();
});

test('a calendar file comes from a stick and from a server', async () => {
  const server = await serve(DIST);
  for (const from of [base, server.address]) {
    const { page } = await tab(browser);
    await visit(page, from + 'en/small/start/read.html');
    const folder = empty();
    const [file] = await download(page, folder, () => click(page, '.event a[download]'));
    const text = fs.readFileSync(file, 'utf8');
    assert.ok(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n') && text.endsWith('END:VCALENDAR\r\n'), text);
    assert.ok(text.includes('UID:small-start-read-forum@alforja\r\n') && text.includes('DTSTART:20200318T093000\r\n') && text.includes('LOCATION:Hall\\; north\r\n'), text);
    fs.rmSync(folder, { recursive: true });
    await page.close();
  }
  await server.close();
  const all = fs.readFileSync(path.join(DIST, 'assets', 'small', 'events-en.ics'), 'utf8');
  assert.equal(all.match(/BEGIN:VEVENT/g).length, 2);
});

test('a plan goes through its meetings, to the mentor and back, and into the result', async () => {
  const address = base + 'en/small/start/plan.html';
  const { page, noise } = await tab(browser);
  await visit(page, address);
  await page.type('[data-plan] [data-field="@who"]', 'Green Hill');
  await page.$eval('[data-plan] [data-field="@"]', field => { field.value = '2027-03-01'; field.dispatchEvent(new Event('change', { bubbles: true })); });
  await page.type('[data-plan] [data-field="1"]', 'A treasurer');
  await press(page, 'Add a row');
  await page.type('[data-plan] [data-field="3.1"]', '12.5');
  await press(page, 'Keep this meeting, begin the next');
  assert.match(await words(page, '[data-held="2027-03-01"]'), /March 1, 2027.*A treasurer.*12\.5/s);
  assert.equal(await words(page, '[data-plan] [data-field="1"]'), 'A treasurer', 'the next meeting begins with the same words');
  await page.type('[data-plan] [data-field="1"]', ' was found');
  const folder = empty();
  const [file] = await download(page, folder, () => press(page, 'Save the plan as a file'));
  assert.match(path.basename(file), /^plan-small-start-plan-1-\d{4}-\d\d-\d\d\.alforja-plan\.json$/);

  // The mentor's device.
  const other = await browser.createBrowserContext();
  const mentor = await other.newPage();
  await visit(mentor, address);
  const open = async name => {
    const [chooser] = await Promise.all([mentor.waitForFileChooser(), press(mentor, 'Open a plan from a file')]);
    await chooser.accept([name]);
    await mentor.waitForFunction(() => document.querySelector('[data-plan] [role="status"]').textContent !== '');
  };
  const torn = path.join(folder, 'torn.json');
  fs.writeFileSync(torn, fs.readFileSync(file, 'utf8').slice(0, 200));
  await open(torn);
  assert.equal(await mentor.$eval('[data-why]', one => one.dataset.why), 'broken');
  await open(file);
  assert.match(await words(mentor, '[data-plan] [role="status"]'), /Green Hill.*2 meetings/s);
  await press(mentor, 'Take it in');
  assert.equal(await words(mentor, '[data-plan] [data-field="1"]'), 'A treasurer was found');
  assert.equal(await words(mentor, '[data-plan] [data-field="3.1"]'), '12.5');
  assert.equal(await words(mentor, '[data-plan] [data-sum]'), '12.5');
  await mentor.waitForSelector('[data-held="2027-03-01"]');
  await kept(mentor);
  await visit(mentor, address);
  assert.equal(await mentor.$$eval('[data-held]', all => all.length), 1, 'it is kept there too');
  await other.close();

  await page.evaluate(() => document.activeElement.blur());
  await kept(page);
  await visit(page, base + 'en/small/notes.html');
  assert.match(await words(page, '[data-notes]'), /A treasurer was found.*March 1, 2027.*A treasurer/s);
  await visit(page, base + 'en/small/results.html');
  await page.waitForSelector('[data-tool][data-ready]');
  await click(page, '[data-words]');
  await click(page, '[data-agree]');
  await page.click('[data-hand-over] button[type="submit"]');
  await page.waitForSelector('[data-save-file]');
  const result = JSON.parse(await page.evaluate(async () => (await fetch(document.querySelector('[data-save-file]').href)).text()));
  const places = Object.fromEntries(result.words.map(one => [one.place, one.text]));
  assert.equal(places['start/plan/1/1'], 'A treasurer was found');
  assert.equal(places['start/plan/1@1/1'], 'A treasurer');
  assert.equal(places['start/plan/1@1/@'], '2027-03-01');
  assert.deepEqual(noise, []);
  fs.rmSync(folder, { recursive: true });
  await page.close();
});

test('messages to the support line name the course and the page', async () => {
  const { page, noise } = await tab(browser);
  const ways = () => page.$$eval('[data-way]', all => Object.fromEntries(all.map(one => [one.dataset.way, one.href])));
  const said = href => Object.fromEntries(new URL(href).searchParams);
  await visit(page, base + 'mn/small/start/read.html');
  assert.equal(await page.$eval('.support a', one => one.href), 'tel:+97611000000');
  await click(page, '.to-help');
  await page.waitForSelector('[data-tool="support"][data-ready]');
  const text = '“Хамтдаа” сургалтын “Бид яагаад хуралддаг вэ?” хуудасны талаар асуулт байна.';
  let now = await ways();
  assert.deepEqual(Object.keys(now), ['phone', 'sms', 'whatsapp', 'mail']);
  assert.equal(now.phone, 'tel:+97611000000');
  assert.equal(now.sms, 'sms:+97699110000?body=' + encodeURIComponent(text));
  assert.ok(now.whatsapp.startsWith('https://wa.me/97699110000?text='), now.whatsapp);
  assert.equal(said(now.whatsapp).text, text);
  assert.deepEqual(said(now.mail), { subject: 'Хамтдаа – Бид яагаад хуралддаг вэ?', body: text });
  await page.type('[data-support-question]', 'Хэзээ & хаана?');
  now = await ways();
  assert.equal(said(now.mail).body, text + '\r\n\r\nХэзээ & хаана?');
  assert.equal(said(now.whatsapp).text, text + '\r\n\r\nХэзээ & хаана?');
  assert.match(await words(page, '[data-message]'), /хуудасны.*Хэзээ & хаана/s);
  // Other pages have room for ready links of their own.
  await visit(page, base + 'en/small/start/index.html');
  const foot = await page.$$eval('.support a', all => all.map(one => one.href));
  assert.equal(said(foot[2]).text, 'I have a question about “Together”, page “The start”.');
  await click(page, '.to-help');
  await page.waitForSelector('[data-tool="support"][data-ready]');
  assert.equal(said((await ways()).mail).subject, 'Together – The start');
  assert.deepEqual(noise, []);
  await page.close();
});

test('without a script the page of help still has messages about the course', async () => {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(base + 'en/small/support.html');
  const hrefs = await page.$$eval('[data-way]', all => all.map(one => one.getAttribute('href')));
  assert.equal(hrefs[3], 'mailto:help@example.org?subject=Together&body=I%20have%20a%20question%20about%20%E2%80%9CTogether%E2%80%9D.');
  await page.close();
});

test('a single file has the meetings and the help in it', async () => {
  const out = empty();
  execFileSync(site.PROGRAM, ['--quiet', '--library', FOLDER, 'package', '--course', 'small', '--target', 'single', '--lang-of-course', 'en', '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  const file = fs.readdirSync(out).find(name => name.endsWith('-single.html') && !/start|unit|module/.test(name));
  const { page, noise } = await tab(browser);
  await visit(page, site.local(path.join(out, file)).slice(0, -1) + '#start/read');
  await click(page, '[data-open] .event a[href^="#_agenda"]');
  await page.waitForSelector('[data-leaf="agenda"][data-open]');
  await page.type('[data-leaf="agenda"] [data-field="2"]', 'Bat');
  await page.evaluate(() => { window.location.hash = '#start/plan'; });
  await page.waitForSelector('[data-of-lesson="start/plan"][data-open]');
  await click(page, '.foot .to-help');
  await page.waitForSelector('[data-tool="support"][data-open]');
  assert.match(await words(page, '[data-message]'), /“Together”, page “The plan”/);
  assert.deepEqual(noise, []);
  await page.close();
  fs.rmSync(out, { recursive: true });
});
