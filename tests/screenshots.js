// Takes pictures of the built courses, so that a person can look at them.
//
//   node tests/screenshots.js readme            the two pictures of the README, into docs/
//   node tests/screenshots.js handbook          those of the handbook, in each language, into courses/handbook/media/
//   node tests/screenshots.js all FOLDER        every kind of page: 360x640 and 1280x800, light, dark, print
//
// Wants a built program (ALFORJA, or target/debug/alforja) and Debian's chromium.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const puppeteer = require('puppeteer-core');

const ROOT = path.join(__dirname, '..');
const PROGRAM = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');
const PHONE = { width: 360, height: 640, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const LAPTOP = { width: 1280, height: 800, deviceScaleFactor: 1 };

/** One page a kind, in the language that shows most of it. */
const PAGES = [
  ['catalogue-pt', 'pt/index.html'],
  ['catalogue-mn', 'mn/index.html'],
  ['course-mn', 'mn/savings-groups/index.html'],
  ['course-sq', 'sq/learning-together/index.html'],
  ['course-pt', 'pt/running-a-project/index.html'],
  ['course-da', 'da/savings-groups/index.html'],
  ['course-en', 'en/savings-groups/index.html'],
];

function buildSite() {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-pictures-'));
  const out = path.join(site, 'dist');
  execFileSync(PROGRAM, ['--quiet', '--library', path.join(ROOT, 'courses'), 'build', '--out', out], { stdio: 'inherit' });
  return out;
}

async function open(browser, site, page, view, scheme) {
  const tab = await browser.newPage();
  await tab.setViewport(view);
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await tab.goto(pathToFileURL(path.join(site, page)).href, { waitUntil: 'load' });
  return tab;
}

/** Every lesson, module and glossary page of the site, as [name, path]. */
function innerPages(site) {
  const pages = [];
  for (const lang of fs.readdirSync(site)) {
    if (!/^[a-z]{2}$/.test(lang)) continue;
    for (const file of fs.readdirSync(path.join(site, lang), { recursive: true }).sort()) {
      if (String(file).endsWith('.html') && String(file).split(path.sep).length > 1) {
        pages.push([`${lang}-${String(file).replace(/[/\\]/g, '-').replace('.html', '')}`, path.join(lang, String(file))]);
      }
    }
  }
  return pages;
}

/** Answers the first question of a page as it should be answered, and shows it. */
async function answerFirst(tab) {
  const [id, right] = await tab.$eval('[data-key]', (place) => {
    const question = JSON.parse(place.textContent).questions.find((one) => one.kind === 'single');
    return [question.id, question.right[0]];
  });
  const form = `form[data-question="${id}"]`;
  await tab.click(`${form} label[data-choice="${right}"]`);
  await tab.click(`${form} [data-main]`);
  await tab.$eval(form, (question) => question.scrollIntoView({ block: 'center' }));
}

async function readme(browser, site) {
  const docs = path.join(ROOT, 'docs');
  fs.mkdirSync(docs, { recursive: true });
  const phone = await open(browser, site, 'mn/savings-groups/saving-together/why-we-save.html', PHONE, 'light');
  await phone.waitForSelector('html[data-player="awake"]');
  await answerFirst(phone);
  await phone.screenshot({ path: path.join(docs, 'phone.png') });
  const laptop = await open(browser, site, 'pt/running-a-project/needs-and-goals/listen-first.html', LAPTOP, 'light');
  await laptop.screenshot({ path: path.join(docs, 'laptop.png') });
}

/** The languages that `alforja new library` has an example in. */
const LANGUAGES = ['en', 'pt', 'da', 'sq', 'mn'];

/** Where a language's own pictures of the handbook stand: the English ones are everybody's. */
function mediaFolder(lang) {
  const folder = path.join(ROOT, 'courses', 'handbook', 'media', lang === 'en' ? '' : lang);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** What authors see who do what the handbook says: the course that a new library begins with. */
async function handbook(browser) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-handbook-'));
  for (const lang of LANGUAGES) {
    const library = path.join(work, lang);
    const site = path.join(work, `site-${lang}`);
    execFileSync(PROGRAM, ['--lang', lang, '--quiet', 'new', 'library', library, '--languages', lang], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync(PROGRAM, ['--quiet', '--library', library, 'build', '--out', site], { stdio: 'inherit' });
    const course = fs.readdirSync(path.join(library, 'courses'))[0];
    const take = async (page, name, before) => {
      const tab = await open(browser, site, page, { width: 360, height: 560, deviceScaleFactor: 1.5 }, 'light');
      await tab.waitForSelector('html[data-player="awake"]');
      if (before) await before(tab);
      const screen = await tab.screenshot({ encoding: 'base64' });
      // Framed, so that nobody taps a picture of a button.
      await tab.setViewport({ width: 408, height: 608, deviceScaleFactor: 1 });
      await tab.setContent(`<body style="margin:0;padding:20px;background:#ddd8cc"><img style="display:block;width:360px;height:560px;border:4px solid #444;border-radius:14px" src="data:image/png;base64,${screen}">`);
      await tab.screenshot({ path: path.join(mediaFolder(lang), name), type: 'webp', quality: 70 });
      await tab.close();
    };
    await take(path.join(lang, course, 'index.html'), 'first-course.webp');
    const lessons = innerPages(site).map(([, page]) => page).filter((page) => page.split(path.sep).length === 4 && !page.endsWith('index.html'));
    const quiz = lessons.find((page) => fs.readFileSync(path.join(site, page), 'utf8').includes('data-key'));
    await take(quiz, 'first-question.webp', answerFirst);
  }
  fs.rmSync(work, { recursive: true, force: true });
}

async function all(browser, site, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const pages = PAGES.concat(process.env.ONLY_KINDS ? [] : innerPages(site));
  for (const [name, page] of pages) {
    if (!fs.existsSync(path.join(site, page))) continue;
    for (const [size, view] of [['phone', PHONE], ['laptop', LAPTOP]]) {
      for (const scheme of ['light', 'dark']) {
        const tab = await open(browser, site, page, view, scheme);
        await tab.screenshot({ path: path.join(folder, `${name}-${size}-${scheme}.png`), fullPage: true });
        await tab.close();
      }
    }
    const tab = await open(browser, site, page, LAPTOP, 'light');
    await tab.pdf({ path: path.join(folder, `${name}-print.pdf`), format: 'A4' });
    await tab.close();
  }
}

async function main() {
  const [what, folder] = process.argv.slice(2);
  const site = what === 'handbook' ? null : buildSite();
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  try {
    if (what === 'readme') await readme(browser, site);
    else if (what === 'handbook') await handbook(browser);
    else if (what === 'all' && folder) await all(browser, site, folder);
    else throw new Error('say `readme`, `handbook`, or `all FOLDER`');
  } finally {
    await browser.close();
    if (site) fs.rmSync(path.dirname(site), { recursive: true, force: true });
  }
}

main();
