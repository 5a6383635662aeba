/**
 * The whole way of one learner, as a trainer, a member and a coordinator go it: a stick is laid and proved whole, its door
 * is opened by a double-click and followed link by link, the questions are answered in Chromium from `file://`, the result
 * file goes home on the same stick, a record grows by it, a certificate is signed, and everybody who has the public key
 * checks it: on the command line and on a page that needs no network.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { awake, profile, start, tab } = require('./open.js');
const site = require('./site.js');

const LIBRARY = {
  'alforja.yaml': 'title: {mn: Хадгаламжийн сургалт}\norganisation: Сүлжээ\nlanguages: [mn]\nlearner_fields:\n  - {id: name, kind: text, required: true}\n  - {id: district, kind: choice, options: [Налайх, Хан-Уул]}\n',
  'business-basics/course.yaml': 'version: 1.0.0\npass: 50\n',
  'business-basics/mn/index.md': '# Бизнесийн үндэс\n\nЗээлийн өмнөх заавал үзэх сургалт.\n',
  'business-basics/mn/01-plan/index.md': '# Төлөвлөгөө\n',
  'business-basics/mn/01-plan/01-third.md': '# Гуравны нэг\n\nБүлэг эхлээд зээлийн гуравны нэгийг хуримтлуулна.\n\n::: quiz {#third}\n### Эхлээд хэдийг хуримтлуулах вэ? {#share}\n- [x] Гуравны нэгийг\n- [ ] Юуг ч үгүй\n:::\n',
  'loan/course.yaml': 'version: 1.0.0\nrequires: [business-basics]\n',
  'loan/mn/index.md': '# Зээл\n',
  'loan/mn/01-way/01-way.md': '# Зээлийн зам\n\nЗээлдэгч заавал үзэх сургалтыг дуусгасан байна.\n'
};
const NAME = 'Алтанцэцэг Өлзий';
const place = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-way-'));
const library = site.library(LIBRARY);
test.after(() => [place, library].forEach(one => fs.rmSync(one, { recursive: true, force: true })));

/** Runs the program in the library and returns its exit code and what it said. */
function run(...words) {
  const done = spawnSync(site.PROGRAM, ['--library', library, '--lang', 'mn', ...words], { cwd: place, encoding: 'utf8' });
  return { code: done.status, said: done.stdout + done.stderr };
}

/** Runs the program, which must do what was asked. */
function must(...words) {
  const { code, said } = run(...words);
  assert.equal(code, 0, words.join(' ') + '\n' + said);
  return said;
}

/** Follows a link as a learner does, and waits for the page behind it. */
async function follow(page, selector) {
  await page.waitForSelector(selector, { visible: true, timeout: 10000 });
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click(selector)]);
  await awake(page);
}

/** Goes through the course from the stick's door, and returns the file that the results page saves. */
async function learn(page, stick) {
  await page.goto(pathToFileURL(path.join(stick, 'START-HERE.html')).href);
  await page.click('[data-speak][lang="mn"]');
  await follow(page, '#mn a[href*="business-basics"]');
  await follow(page, '[data-start]');
  await page.click('form[data-question] [data-choice="0"] input');
  await page.click('form[data-question] [data-main]');
  await page.waitForSelector('[data-lesson-link="plan/third"][data-state="done"]', { timeout: 10000 });
  await page.waitForSelector('[data-save-state][data-fate="saved"]', { timeout: 10000 });
  await page.goto(new URL('../results.html', page.url()).href);
  await awake(page);
  await page.waitForSelector('[data-hand-over]', { timeout: 10000 });
  await page.type('[data-learner-field="name"]', NAME);
  await page.select('[data-learner-field="district"]', 'Налайх');
  await page.click('[data-agree]');
  await page.click('[data-hand-over] [type="submit"]');
  await page.waitForSelector('[data-save-file]', { timeout: 10000 });
  return page.$eval('[data-save-file]', link => fetch(link.href).then(answer => answer.text()));
}

test('from the stick to a certificate that anybody can check', { timeout: 60000 }, async () => {
  const stick = path.join(place, 'stick');
  const home = path.join(stick, 'results');
  fs.mkdirSync(stick);
  must('usb', stick, '--no-phone');
  must('verify', stick);
  const browser = await start('chromium', profile());
  try {
    const { page, noise } = await tab(browser);
    const file = await learn(page, stick);
    fs.mkdirSync(home);
    fs.writeFileSync(path.join(home, 'altantsetseg.alforja.json'), file);
    must('verify', stick);

    must('report', home, '--record', 'record.sqlite', '--out', 'report');
    const { tables } = JSON.parse(fs.readFileSync(path.join(place, 'report', 'report.json'), 'utf8'));
    assert.equal(tables.doubts, undefined, JSON.stringify(tables.doubts));
    assert.deepEqual(tables.people.map(one => [one.name, one.course, one.state]), [[NAME, 'business-basics', 'completed']]);
    assert.match(JSON.stringify(tables), /"loan"/, 'who may take the course after it is told');

    must('key', 'network', '--no-password');
    must('certify', '--record', 'record.sqlite', '--key', 'network.key', '--out', 'certificates');
    const made = fs.readdirSync(path.join(place, 'certificates')).sort();
    const texts = made.filter(name => name.endsWith('.txt'));
    assert.equal(texts.length, 1, made.join(' '));
    const text = fs.readFileSync(path.join(place, 'certificates', texts[0]), 'utf8');
    assert.ok(text.includes(NAME));
    const checked = must('verify', path.join('certificates', texts[0]), '--public-key', 'network.pub');
    assert.ok(checked.includes(NAME), checked);
    fs.writeFileSync(path.join(place, 'forged.txt'), text.split(NAME).join('Дорж Бат'));
    assert.equal(run('verify', 'forged.txt', '--public-key', 'network.pub').code, 1);
    must('key', 'other', '--no-password');
    assert.equal(run('verify', path.join('certificates', texts[0]), '--public-key', 'other.pub').code, 1);

    await page.goto(pathToFileURL(path.join(place, 'certificates', 'CHECK-CERTIFICATE.html')).href);
    const proof = async words => {
      await page.$eval('[data-text]', (field, value) => {
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, words);
      return page.$eval('html', html => html.getAttribute('data-proof'));
    };
    const certificate = /ALFC1;[^\n]*/.exec(text)[0];
    assert.equal(await proof(certificate), 'good');
    assert.equal(await proof(certificate.replace(NAME, 'Дорж Бат')), 'forged');
    assert.equal(await proof(certificate.slice(0, -20)), 'cut-off');
    assert.deepEqual(noise, []);
  } finally {
    await browser.close();
  }
});
