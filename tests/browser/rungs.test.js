/** One course in its four rungs, from a stick, in both browsers: what is played, shown and said. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const axe = require('axe-core');
const { BROWSERS, profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const RUNGS = ['full', 'small', 'audio', 'none'];
const PAGE = 'en/films/first/watch.html';

const FILES = {
  'alforja.yaml': 'title: {en: Films}\nlanguages: [en]\nurl: https://example.org/courses\n',
  'films/course.yaml': 'source_language: en\nlicence: CC0-1.0\n',
  'films/en/index.md': '# Films\n',
  'films/en/01-first/index.md': '# First\n',
  'films/en/01-first/01-watch.md': '# Watch\n\nSee how a group opens its box.\n\n![The box is opened](media/film.mp4)\n\nNow you.\n',
  'films/media/film.en.vtt': 'WEBVTT\n\n00:00.200 --> 00:06.000\nThree keys, three keepers.\n'
};

function build() {
  const folder = site.library(FILES);
  const words = '-nostdin -loglevel error -y -f lavfi -i testsrc2=duration=8:size=640x360:rate=25 -f lavfi -i sine=duration=8 ' +
    '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac';
  execFileSync('ffmpeg', words.split(' ').concat(path.join(folder, 'films/media/film.mp4')));
  const alforja = words => execFileSync(site.PROGRAM, ['--quiet', '--library', folder].concat(words.split(' ')), { cwd: folder });
  alforja('media transcode');
  RUNGS.forEach(rung => alforja('build --media ' + rung + ' --out ' + rung));
  return folder;
}

const folder = build();
const address = rung => site.local(path.join(folder, rung)) + PAGE;
const text = (page, selector) => page.$eval(selector, node => node.innerText.trim());

/** Plays what there is, and waits until it goes on. */
async function plays(page, selector) {
  await page.$eval(selector, media => {
    media.muted = true;
    return media.play();
  });
  await page.waitForFunction(film => document.querySelector(film).currentTime > 0.5, { timeout: 10000, polling: 50 }, selector);
}

/** Waits until the picture of the film is there, and returns its width. */
async function picture(page) {
  await page.waitForFunction(() => document.querySelector('.film > img').naturalWidth > 0, { timeout: 10000, polling: 50 });
  return page.$eval('.film > img', image => image.naturalWidth);
}

async function full(page) {
  await plays(page, '.film video');
  assert.equal(await page.$eval('.film video', film => film.videoHeight), 360);
  assert.equal(await page.$('.film .smaller'), null);
}

async function small(page) {
  await plays(page, '.film video');
  assert.equal(await page.$eval('.film video', film => film.videoHeight), 240);
  assert.match(await page.$eval('.film video', film => film.poster), /\.jpg$/);
  assert.match(await text(page, '.film .smaller'), /^This is a smaller copy of the film\./);
}

async function audio(page) {
  await plays(page, '.film audio');
  assert.equal(await page.$('video'), null);
  assert.equal(await picture(page), 640);
  assert.match(await text(page, '.film .smaller'), /^In this copy of the course the film can only be heard\./);
}

async function none(page) {
  assert.equal(await page.$('video, audio'), null);
  assert.equal(await picture(page), 640);
  assert.match(await text(page, '.film .watch'), /^The box is opened \(0:0[78]\)|^The box is opened/);
  assert.equal(await page.$eval('.film .watch a', link => link.href), 'https://example.org/courses/' + PAGE);
}

const SHOWN = { full, small, audio, none };

for (const name of Object.keys(BROWSERS)) {
  test('each rung shows what it has in ' + name, async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);
    for (const rung of RUNGS) {
      await visit(page, address(rung));
      await SHOWN[rung](page);
      assert.equal(await page.$eval('[data-transcript]', fold => fold.lastElementChild.textContent), 'Three keys, three keepers.', rung);
      if (rung !== 'full') {
        assert.ok(await page.$('[data-code] ~ .on-paper svg'), rung + ': a code leads another phone to the whole film');
        const links = await page.$$eval('.film a', all => all.map(link => link.href));
        assert.deepEqual(links, ['https://example.org/courses/' + PAGE], rung);
      }
    }
    assert.deepEqual(noise, []);
  });
}

test('a learner who goes from the whole course to the small one goes on where they were', async context => {
  const keys = RUNGS.map(rung => fs.readFileSync(path.join(folder, rung, PAGE), 'utf8').match(/<html[^>]*>/)[0]);
  assert.equal(new Set(keys).size, 1, 'a page says of itself the same in every rung');
  const outlines = RUNGS.map(rung => fs.readdirSync(path.join(folder, rung, 'assets')).filter(file => file.startsWith('outline-')).join());
  assert.equal(new Set(outlines).size, 1);
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await visit(page, address('full'));
  await plays(page, '.film video');
  await page.$eval('.film video', film => { film.currentTime = 6; });
  await page.waitForFunction(() => document.querySelector('.film video').currentTime >= 6, { timeout: 10000, polling: 50 });
  await page.$eval('.film video', film => film.pause());
  await page.waitForFunction(() => document.querySelector('[data-fate]').getAttribute('data-fate') === 'saved', { timeout: 10000, polling: 50 });
  await visit(page, address('audio'));
  assert.match(await text(page, '[data-film-place]'), /You stopped at 0:06\./);
});

test('axe finds nothing in any rung', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  for (const [width, scheme] of [[360, 'light'], [1280, 'dark']]) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const rung of RUNGS) {
      await visit(page, address(rung));
      if (process.env.PICTURES) { await page.screenshot({ path: path.join(process.env.PICTURES, rung + '-' + width + '.png') }); }
      await page.evaluate(axe.source);
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
      assert.deepEqual(result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).join(' | ')), [], rung);
    }
  }
});

test.after(() => fs.rmSync(folder, { recursive: true, force: true }));
