/** Films and sound from a stick, in both browsers: captions, chapters, speed, place, and what is said when nothing plays. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const axe = require('axe-core');
const clip = require('./clip.js');
const { BROWSERS, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const PAGE = 'en/films/first/watch.html';

const LESSON = '# Watch\n\n![A film](media/film.webm)\n\n![A bell](media/bell.wav)\n\n![Broken](video:broken)\n\n![Far away](https://youtu.be/abcdefg)\n\n[Another lesson](02-next.md)\n';

/** Captions as they are found: SubRip with a mark, a font and a broken time; a cue with a place and a sign of markup. */
const FILES = {
  'alforja.yaml': 'title: {en: Films}\nlanguages: [en, da]\n',
  'films/course.yaml': 'source_language: en\nminutes: 5\nlicence: CC0-1.0\n',
  'films/en/index.md': '# Films\n',
  'films/en/01-first/index.md': '# First\n',
  'films/en/01-first/01-watch.md': LESSON,
  'films/en/01-first/02-next.md': '# Next\n\nWords.\n',
  'films/da/index.md': '# Film\n',
  'films/media/film.en.vtt': 'WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:00.200 --> 00:04.000 align:start position:10% line:20%\n<v Jane>2 &lt; 3</v>\n\n00:04.000 --> 00:05:0:0\nLost\n\n00:04.000 --> 00:32.000\nAll the rest\n',
  'films/media/film.da.srt': '\ufeff1\r\n00:00:00,200 --> 00:00:30,000\r\n<font color="#fff">To er mindre</font>\r\n',
  'films/media/film.en.chapters.vtt': 'WEBVTT\n\n00:00.000 --> 00:10.000\nThe box\n\n00:10.000 --> 00:20.000\nThe months\n\n00:20.000 --> 00:33.000\nThe loan\n',
  'films/media/bell.en.vtt': 'WEBVTT\n\n00:00.000 --> 00:02.000\nA bell rings.\n',
  'films/media/videos.yaml': 'broken:\n  title: {en: Broken}\n  file: broken.mp4\n  url: https://example.org/broken.mp4\n'
};

function build() {
  const folder = site.library(Object.assign({}, FILES, {
    'films/media/film.webm': clip.film(33),
    'films/media/broken.mp4': clip.film(2),
    'films/media/bell.wav': clip.sound(30)
  }));
  execFileSync(site.PROGRAM, ['--quiet', '--library', folder, 'build', '--out', path.join(folder, 'dist')], { stdio: ['ignore', 'ignore', 'ignore'] });
  // What is no film is not built at all: this one breaks on its way to the learner.
  const assets = path.join(folder, 'dist/assets/films');
  const broken = fs.readdirSync(assets).filter(name => name.startsWith('broken-'));
  broken.forEach(name => fs.writeFileSync(path.join(assets, name), 'no film at all'));
  return path.join(folder, 'dist');
}

const folder = build();
const FIRST = '[data-film="film"] video';

/** Waits until something holds on the page; says what was last seen where it does not. */
async function until(page, look, ...given) {
  await page.waitForFunction(look, { timeout: 10000, polling: 50 }, ...given);
}

/** The words of the captions that are shown now. */
const shown = page => page.$eval(FIRST, video => Array.from(video.textTracks).filter(track => track.mode === 'showing')
  .map(track => Array.from(track.activeCues || []).map(cue => cue.getCueAsHTML().textContent)).join());
const play = (page, film) => page.$eval(film, media => {
  media.muted = true;
  return media.play();
});
const pick = (page, label, value) => page.evaluate((words, chosen) => {
  const select = Array.from(document.querySelectorAll('[data-film="film"] label')).find(one => one.textContent.startsWith(words)).querySelector('select');
  select.value = chosen;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}, label, value);
const chosen = (page, label) => page.evaluate(words => Array.from(document.querySelectorAll('[data-film="film"] label')).find(one => one.textContent.startsWith(words)).querySelector('select').value, label);
/** Waits until what was changed is kept. */
const kept = page => until(page, () => document.querySelector('[data-fate]').getAttribute('data-fate') === 'saved');
const time = page => page.$eval(FIRST, video => Math.floor(video.currentTime));

async function captions(page) {
  await play(page, FIRST);
  await until(page, film => document.querySelector(film).currentTime > 0.4, FIRST);
  assert.equal(await shown(page), 'Jane: 2 < 3');
  const cue = await page.$eval(FIRST, video => {
    const first = video.textTracks[1].language === 'en' ? video.textTracks[1] : video.textTracks[0];
    return [first.cues.length, first.cues[0].align, first.cues[0].position, first.cues[0].line, first.cues[0].snapToLines];
  });
  assert.deepEqual(cue, [2, 'start', 10, 20, false]);
  await pick(page, 'Captions', 'da');
  await until(page, film => Array.from(document.querySelector(film).textTracks).some(track => track.language === 'da' && track.mode === 'showing' && track.activeCues.length === 1), FIRST);
  assert.equal(await shown(page), 'To er mindre');
}

async function chapters(page) {
  await page.$eval(FIRST, video => { video.muted = true; });
  await page.focus('[data-film="film"] [data-at="10"] button');
  await page.keyboard.press('Enter');
  await until(page, film => document.querySelector(film).currentTime >= 10, FIRST);
  // A browser says the new time at once, and that it goes there a moment later.
  await until(page, () => (document.querySelector('[data-film="film"] [aria-current]') || document.body).textContent === '0:10 The months');
}

async function oneAtATime(page) {
  await play(page, '[data-film="bell"] audio');
  await until(page, film => document.querySelector(film).paused, FIRST);
  await page.$eval('[data-film="bell"] audio', audio => audio.pause());
}

async function broken(page) {
  await page.$eval('[data-film="broken"] video', video => { video.play().catch(() => undefined); });
  await page.waitForSelector('[data-film="broken"] [data-film-error]');
  const words = await page.$eval('[data-film="broken"] [data-film-error]', place => place.innerText);
  assert.match(words, /cannot be played here.*With a connection you find it here: https:\/\/example\.org\/broken\.mp4/s);
  assert.ok(await page.$eval('[data-film="broken"] .qr', code => code.getBoundingClientRect().width >= 100), 'its code is shown');
}

/** Where the pages are opened from: their address, and how that ends. */
const PLACES = { 'a stick': () => ({ address: site.local(folder), close: () => undefined }), 'a server': () => serve(folder) };
const RUNS = Object.keys(BROWSERS).flatMap(name => Object.keys(PLACES).map(place => [name, place]));

for (const [name, place] of RUNS) {
  test(name + ': films from ' + place, async context => {
    const browser = await start(name, profile());
    const from = await PLACES[place]();
    context.after(async () => {
      await browser.close();
      await from.close();
    });
    const { page, noise } = await tab(browser);
    const address = from.address + PAGE;

    await context.test('captions, chapters, speed; one plays at a time', async () => {
      await visit(page, address);
      await captions(page);
      await chapters(page);
      await pick(page, 'Speed', '1.5');
      await until(page, film => document.querySelector(film).playbackRate === 1.5, FIRST);
      assert.deepEqual(await page.$$eval('video, audio', all => all.map(media => media.playbackRate)), [1.5, 1.5, 1.5]);
      await oneAtATime(page);
      assert.deepEqual(noise, []);
    });

    await context.test('speed, captions and place are there again', async () => {
      await kept(page);
      const stopped = await time(page);
      assert.ok(stopped >= 10);
      await visit(page, address);
      assert.deepEqual([await chosen(page, 'Speed'), await chosen(page, 'Captions')], ['1.5', 'da']);
      assert.match(await page.$eval('[data-film-place]', place => place.innerText), /You stopped at 0:1\d\./);
      await play(page, FIRST);
      await until(page, (film, from) => document.querySelector(film).currentTime >= from, FIRST, stopped);
      assert.equal(await page.$eval(FIRST, video => video.playbackRate), 1.5);
      assert.equal(await shown(page), 'To er mindre');
      assert.equal(await page.$('[data-film-place]'), null);
    });

    await context.test('a page that is left while the film plays keeps the place', async () => {
      await page.$eval(FIRST, video => { video.currentTime = 22; });
      await until(page, film => document.querySelector(film).currentTime > 23 && !document.querySelector(film).paused, FIRST);
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click('main a[href$="next.html"]')]);
      await visit(page, address);
      const words = await page.$eval('[data-film-place]', place => place.innerText);
      assert.match(words, /You stopped at 0:2[3-9]\./);
      await page.$eval('[data-film-place] button', button => button.click());
      await until(page, film => document.querySelector(film).currentTime > 0 && document.querySelector(film).currentTime < 9, FIRST);
      assert.deepEqual(noise, []);
    });

    await context.test('a page that is taken away while the film plays loses seconds at most', async () => {
      await visit(page, address);
      await page.$eval('[data-film="film"] [data-at="20"] button', button => button.click());
      await until(page, film => document.querySelector(film).currentTime > 20.5, FIRST);
      await page.goto(from.address + PAGE.replace('watch', 'next'), { waitUntil: 'load' });
      await visit(page, address);
      assert.match(await page.$eval('[data-film-place]', line => line.innerText), /You stopped at 0:2\d\./);
    });

    await context.test('what cannot be played says what to do', async () => {
      await visit(page, address);
      await broken(page);
    });

    await context.test('nothing comes from the web before it is asked for', async () => {
      assert.equal(await page.$('[data-film^="youtube"] video, [data-film^="youtube"] iframe, [data-film^="youtube"] img'), null);
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
        window.dispatchEvent(new Event('offline'));
      });
      assert.match(await page.$eval('[data-film^="youtube"] [data-film-error]', place => place.innerText), /no connection now.*https:\/\/youtu\.be\/abcdefg/s);
      assert.deepEqual(noise.filter(line => line.startsWith('request')), []);
    });
  });
}

test('a state that holds nonsense does a film no harm', async context => {
  const server = await serve(folder);
  const browser = await start('chromium', profile());
  context.after(async () => {
    await browser.close();
    await server.close();
  });
  const { page } = await tab(browser);
  await visit(page, server.address + PAGE);
  await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('alforja:films:')).forEach(key => localStorage.setItem(key, JSON.stringify({ 'm:film': 1e999, 'm:bell': 'x', 'm:/speed': 'fast', 'm:/captions': { a: 1 } }).replace('null', '1e999'))));
  await visit(page, server.address + PAGE);
  assert.equal(await page.$('[data-film-place]'), null);
  assert.deepEqual([await chosen(page, 'Speed'), await chosen(page, 'Captions')], ['1', 'en']);
  await play(page, FIRST);
  await until(page, film => document.querySelector(film).currentTime > 0.2, FIRST);
});

test('a server that gives no pieces of a film is told of, and the place is not lost', async context => {
  const server = await serve(folder, { whole: true });
  const browser = await start('chromium', profile());
  context.after(async () => {
    await browser.close();
    await server.close();
  });
  const { page } = await tab(browser);
  await visit(page, server.address + PAGE);
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find(name => name.startsWith('alforja:films:'));
    localStorage.setItem(key, JSON.stringify({ 'm:film': 21 }));
  });
  await visit(page, server.address + PAGE);
  await play(page, FIRST);
  await until(page, film => document.querySelector(film).currentTime > 5.5, FIRST);
  assert.equal(await page.$eval('[data-film="film"] [data-film-error]', place => place.innerText), 'This server lets a film be played from its beginning only.');
  await visit(page, server.address + PAGE);
  assert.match(await page.$eval('[data-film-place]', line => line.innerText), /You stopped at 0:21\./);
});

test('without script there is a list of chapters with times, and the words to read', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.setJavaScriptEnabled(false);
  await page.goto(site.local(folder) + PAGE, { waitUntil: 'load' });
  assert.deepEqual(await page.$$eval('[data-film="film"] [data-at]', items => items.map(item => item.textContent)), ['0:00 The box', '0:10 The months', '0:20 The loan']);
  assert.deepEqual(await page.$$eval('[data-transcript]', folds => folds.map(fold => fold.textContent)), ['The words spokenJane: 2 < 3 All the rest', 'What is heardA bell rings.']);
});

test('axe finds nothing on films, whole and broken', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  for (const [width, scheme] of [[360, 'light'], [1280, 'dark']]) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await visit(page, site.local(folder) + PAGE);
    await chapters(page);
    await page.$eval(FIRST, video => video.pause());
    await kept(page);
    await visit(page, site.local(folder) + PAGE);
    await chapters(page);
    await broken(page);
    await page.evaluate(axe.source);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
    assert.deepEqual(result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).join(' | ')), [], scheme);
  }
});

test.after(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
