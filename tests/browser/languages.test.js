/** Several languages as a learner meets them: the choice, the place that is kept, words explained, scripts that run elsewhere. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const axe = require('axe-core');
const { click, profile, serve, start, tab, visit } = require('./open.js');

const program = process.env.ALFORJA || path.join(__dirname, '../../target/debug/alforja');
const LESSON = '::: quiz\n### One? {#first}\n- [x] Yes\n- [ ] No\n\n### Two? {#second}\n- [x] Yes\n- [ ] No\n:::\n';
const LONG = { da: 'Speciallægepraksisplanlægningsstabiliseringsperioden', mn: 'Хариуцлагажуулагдаагүйчүүдийнхээрээсхэндүй' };
const LIBRARY = {
  'alforja.yaml': 'title: T\nlanguages: [en, da, ar, mn, mn-Mong]\nfallback: [en]\n',
  'courses/c/en/index.md': '# The course\n',
  'courses/c/en/glossary.md': '# Glossary\n\nCash box\n: Where the group keeps its money. See [the rules](01-a/02-rules.md).\n',
  'courses/c/en/01-a/01-box.md': '# The box\n\nThe group buys a cash box.\n\n' + 'Words. '.repeat(600) + '\n\nTwo cash boxes are too many.\n',
  'courses/c/en/01-a/02-rules.md': '# The rules\n\n' + LESSON,
  'courses/c/da/index.md': '# Kurset\n',
  'courses/c/da/01-a/03-long.md': '# Erhvervsudviklingsgruppemedlemskabsansøgninger\n\n' + LONG.da + '\n\n| ' + LONG.da + ' | ' + LONG.da + ' |\n|---|---|\n| ' + LONG.da + ' | b |\n',
  'courses/c/mn/01-a/03-long.md': '# Хариуцлагажуулагдаагүйчүүдийнхээ\n\n' + LONG.mn + '\n\n- ' + LONG.mn + '\n',
  'courses/c/da/01-a/02-rules.md': '# Reglerne\n\n' + LESSON,
  'courses/c/ar/index.md': '# الدورة\n\nنتعلم معا كيف ندخر.\n',
  'courses/c/ar/01-a/01-box.md': '# الصندوق\n\nتشتري المجموعة صندوقا.\n\n> اقتباس\n\n- أول\n- ثان\n\n| دور | مهمة |\n|---|---|\n| رئيس | يقود |\n\n> [!NOTE]\n> انتبه.\n',
  'courses/c/ar/01-a/02-rules.md': '# القواعد\n\n' + LESSON,
  'courses/c/mn/index.md': '# Сургалт\n',
  'courses/c/mn/01-a/01-box.md': '# Хайрцаг\n\nБүлгийн хадгаламжийн хайрцаг.\n',
  'courses/c/mn-Mong/index.md': '# ᠰᠤᠷᠭᠠᠯᠲᠠ\n',
  'courses/c/mn-Mong/01-a/01-box.md': '# ᠬᠠᠶᠢᠷᠴᠠᠭ\n\n' + 'ᠪᠦᠯᠦᠭ ᠬᠠᠶᠢᠷᠴᠠᠭ ᠠᠪᠤᠨ᠎ᠠ᠃ '.repeat(60) + '\n'
};

/** Makes something of a library of these files. */
function make(command, files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-languages-'));
  Object.keys(files).forEach(name => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), files[name]);
  });
  execFileSync(program, ['--library', folder, '--quiet'].concat(command, ['--out', path.join(folder, 'out')]), { stdio: 'ignore' });
  return path.join(folder, 'out');
}

const folder = make(['build'], LIBRARY);
const local = 'file://' + folder + '/';

/** Says that the browser is set to these languages. */
async function speaks(page, languages) {
  await page.evaluateOnNewDocument(all => {
    Object.defineProperty(window.navigator, 'languages', { get: () => all });
  }, languages);
}

/** Follows what a click leads to. */
async function follow(page, selector) {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click(selector)]);
  await page.waitForSelector('html[data-player="awake"]');
}

for (const browserName of ['chromium', 'firefox']) {
  for (const where of ['file', 'http']) {
    test(`${browserName}, ${where}: the browser's language is offered, and the one that was chosen is remembered`, async context => {
      const browser = await start(browserName, profile());
      context.after(() => browser.close());
      const server = where === 'http' ? await serve(folder) : undefined;
      if (server) { context.after(() => server.close()); }
      const base = server ? server.address : local;
      const { page, noise } = await tab(browser);
      await speaks(page, ['xx', 'da-DK', 'en']);
      await visit(page, base + 'index.html');
      const offer = await page.$eval('main > p > a', link => [link.lang, link.textContent]);
      assert.deepEqual(offer, ['da', 'Fortsæt på dansk']);
      await follow(page, 'main > p > a');
      assert.equal(await page.$eval('html', html => html.lang), 'da');
      // The next visit leads there, whatever the browser is set to.
      await page.goto(base + 'index.html', { waitUntil: 'load' });
      await page.waitForFunction(() => document.documentElement.lang === 'da' && document.documentElement.dataset.player === 'awake');
      // Whoever goes back to the first language has chosen that.
      await visit(page, base + 'en/index.html');
      await visit(page, base + 'index.html');
      assert.equal(await page.$eval('html', html => html.lang), 'en');
      assert.equal(await page.$('main > p > a[lang="da"]'), null);
      assert.deepEqual(noise, []);
    });
  }

  test(`${browserName}: another language keeps the lesson and what was done`, async context => {
    const browser = await start(browserName, profile());
    context.after(() => browser.close());
    const { page } = await tab(browser);
    await visit(page, local + 'en/c/a/rules.html');
    await click(page, '[data-question="first"] [data-choice="0"]');
    await click(page, '[data-question="first"] .actions button');
    await page.waitForSelector('[data-question="first"] .choice.right');
    await page.click('.languages summary');
    await follow(page, '.languages a[lang="da"]');
    assert.equal(await page.$eval('h1', heading => heading.textContent), 'Reglerne');
    assert.ok(await page.$('[data-question="first"] .choice.right'), 'the answer is there in Danish too');
    assert.equal(await page.$('[data-question="second"] .choice.right'), null);
  });

  test(`${browserName}: a term says what it means without leaving the page, also without script`, async context => {
    const browser = await start(browserName, profile());
    context.after(() => browser.close());
    for (const script of [true, false]) {
      const { page } = await tab(browser);
      if (browserName === 'chromium') { await page.setJavaScriptEnabled(script); }
      await page.goto(local + 'en/c/a/box.html', { waitUntil: 'load' });
      assert.equal(await page.$$eval('a.term', all => all.length), 1, 'once in a section');
      const before = page.url();
      await page.click('a.term');
      const shown = await page.$eval('.terms div:target', one => {
        const box = one.getBoundingClientRect();
        return [one.innerText, box.bottom <= window.innerHeight + 1 && box.top > 0 && box.height > 20, window.scrollY < 200];
      });
      assert.match(shown[0], /Cash box[^]*keeps its money/);
      assert.deepEqual(shown.slice(1), [true, true], 'at the foot of the window, and the reader stays');
      await page.click('.terms div:target a[aria-label]');
      assert.equal(await page.$('.terms div:target'), null);
      assert.equal(page.url().split('#')[0], before.split('#')[0]);
      await page.close();
    }
  });
}

test('one file for a messenger explains its terms too', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const out = make(['package', '--target', 'single', '--lang-of-course', 'en'], LIBRARY);
  const file = fs.readdirSync(out).find(name => /c-en-[0-9.]+-single\.html$/.test(name));
  const { page } = await tab(browser);
  await visit(page, 'file://' + path.join(out, file));
  await page.evaluate(() => { window.location.hash = document.querySelector('a.term').closest('[data-leaf]').id; });
  await page.waitForFunction(() => document.querySelector('a.term').offsetParent);
  await click(page, 'a.term');
  assert.match(await page.$eval('.terms div:target', one => one.innerText), /keeps its money/);
  assert.ok(await page.$eval('a.term', one => Boolean(one.offsetParent)), 'the lesson is still shown');
});

const RIGHT_TO_LEFT = ['ar/index.html', 'ar/c/index.html', 'ar/c/a/box.html', 'ar/c/a/rules.html', 'ar/me.html', 'ar/search.html'].filter(name => fs.existsSync(path.join(folder, name)));

test('what runs from right to left fits a phone, is mirrored and judged well by axe', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setViewport({ width: 320, height: 640 });
  assert.ok(RIGHT_TO_LEFT.length >= 5);
  for (const name of RIGHT_TO_LEFT) {
    await visit(page, local + name);
    assert.equal(await page.$eval('html', html => html.dir), 'rtl');
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= window.innerWidth), name + ' stands beside the page');
    await page.evaluate(axe.source);
    const judged = await page.evaluate(() => window.axe.run());
    assert.deepEqual(judged.violations.map(one => one.id), [], name);
  }
  await visit(page, local + 'ar/c/a/box.html');
  const sides = await page.evaluate(() => {
    const style = selector => getComputedStyle(document.querySelector(selector));
    return {
      quote: [style('blockquote').borderLeftWidth, style('blockquote').borderRightWidth],
      list: [style('.text ul').paddingLeft, style('.text ul').paddingRight],
      cell: style('td').textAlign
    };
  });
  assert.equal(sides.quote[0], '0px');
  assert.equal(sides.list[0], '0px');
  assert.notEqual(sides.list[1], '0px');
  assert.notEqual(sides.cell, 'left');
});

test('Mongolian script runs down and scrolls to the side, its interface stands as ever', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await visit(page, local + 'mn-Mong/c/a/box.html');
  const seen = await page.evaluate(() => {
    const text = document.querySelector('.upright');
    return {
      mode: [getComputedStyle(text).writingMode, getComputedStyle(document.querySelector('header')).writingMode],
      scrolls: text.scrollWidth > text.clientWidth + 50, page: document.scrollingElement.scrollWidth <= window.innerWidth,
      tall: text.clientHeight <= window.innerHeight, names: Array.from(document.querySelectorAll('.languages li a'), one => one.textContent)
    };
  });
  assert.deepEqual(seen.mode, ['vertical-lr', 'horizontal-tb']);
  assert.ok(seen.scrolls && seen.page && seen.tall, JSON.stringify(seen));
  assert.ok(seen.names.includes('Монгол'), JSON.stringify(seen.names));
  await page.evaluate(axe.source);
  const judged = await page.evaluate(() => window.axe.run());
  assert.deepEqual(judged.violations.map(one => one.id), []);
});

test('long words of Danish and Mongolian break on a narrow phone, and nothing is put into them', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setViewport({ width: 320, height: 640 });
  for (const lang of ['da', 'mn']) {
    await visit(page, local + lang + '/c/a/long.html');
    for (const size of ['112.5%', '225%']) {
      const wide = await page.evaluate(wanted => {
        document.documentElement.style.fontSize = wanted;
        return document.scrollingElement.scrollWidth - window.innerWidth;
      }, size);
      assert.ok(wide <= 0, lang + ' ' + size + ': ' + wide);
    }
    // What is copied or searched is what was written.
    assert.ok((await page.$eval('main', main => main.textContent)).includes(LONG[lang]));
    assert.equal(await page.$eval('main p', one => getComputedStyle(one).hyphens), 'auto');
  }
});
