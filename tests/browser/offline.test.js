/** A course kept on a device: loaded once, opened without a network, updated by what changed, taken away again. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const { BROWSERS, awake, click, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const COURSE = 'mn/savings-groups/index.html';
const FILM = 'mn/savings-groups/saving-together/the-one-third-rule.html';
const QUIZ = 'mn/savings-groups/saving-together/why-we-save.html';
const LESSON = 'courses/savings-groups/mn/01-saving-together/01-why-we-save.md';

const folders = [];
/** Builds a copy of the shipped library after `change` was done to it. */
function built(change) {
  const library = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-library-'));
  fs.cpSync(path.join(__dirname, '..', '..', 'courses'), library, { recursive: true });
  if (change) { change(library); }
  const folder = site.buildFrom(library);
  folders.push(path.dirname(folder), library);
  return folder;
}
test.after(() => folders.forEach(folder => fs.rmSync(folder, { recursive: true, force: true })));

const first = built();
const list = (folder, course = COURSE) => JSON.parse(fs.readFileSync(path.join(folder, path.dirname(course), 'files.json'), 'utf8'));

const box = page => page.waitForSelector('[data-keep]:not([hidden])');
const words = page => page.$eval('[data-keep]', place => place.innerText);
const says = (page, text) => page.waitForFunction(wanted => document.querySelector('[data-keep]').innerText.includes(wanted), { timeout: 15000 }, text);
/** Presses the button of the box that begins with these words. */
const press = (page, name) => page.evaluate(wanted => {
  const button = Array.from(document.querySelectorAll('[data-keep] button')).find(one => one.textContent.startsWith(wanted));
  button.focus();
  button.click();
}, name);
const KEEP = 'Хадгалах (';
const KEPT = 'Энэ сургалт энэ төхөөрөмжид байна';

async function keep(page, address) {
  await visit(page, address + COURSE);
  await box(page);
  await press(page, KEEP);
  await says(page, KEPT);
}

async function opened(context, name) {
  const browser = await start(name, profile());
  context.after(() => browser.close());
  return Object.assign(await tab(browser), { browser });
}

/** Jumps ahead in the film of the page; tells how far it came. */
const seek = page => page.evaluate(() => new Promise((resolve, reject) => {
  const film = document.querySelector('video');
  film.muted = true;
  film.preload = 'auto';
  film.addEventListener('error', () => reject(new Error('film: ' + (film.error || {}).message)));
  film.addEventListener('loadedmetadata', () => { film.currentTime = film.duration * 0.7; }, { once: true });
  film.addEventListener('seeked', () => resolve(film.currentTime / film.duration), { once: true });
  film.load();
  film.play().catch(() => undefined);
}));

for (const name of Object.keys(BROWSERS)) {
  test(name + ': a kept course opens without the server', async context => {
    const server = await serve(first);
    const { page, noise } = await opened(context, name);
    await keep(page, server.address);
    assert.deepEqual(await page.evaluate(() => document.activeElement.closest('[data-keep]') !== null), true);
    assert.deepEqual(noise, []);
    await server.close();

    const pages = list(first).files.map(file => file[0]).filter(file => file.endsWith('.html'));
    assert.ok(pages.length > 15, pages.join());
    for (const one of pages) {
      await visit(page, server.address + one);
      await page.evaluate(() => Promise.all(Array.from(document.images).map(image => {
        image.loading = 'eager';
        return image.complete ? image.decode() : new Promise((resolve, reject) => { image.onload = resolve; image.onerror = () => reject(new Error(image.src)); });
      })));
      assert.ok(await page.evaluate(() => Array.from(document.styleSheets).every(sheet => sheet.cssRules.length > 0)), one);
    }
    await visit(page, server.address + FILM);
    const piece = await page.evaluate(() => fetch(document.querySelector('video').currentSrc || document.querySelector('video source, video').src, { headers: { range: 'bytes=1000-1999' } })
      .then(answer => answer.arrayBuffer().then(bytes => [answer.status, answer.headers.get('content-range'), bytes.byteLength])));
    assert.deepEqual(piece, [206, 'bytes 1000-1999/519240', 1000]);
    // Debian's Firefox may lack what decodes this film.
    if (name === 'chromium') { assert.ok(await seek(page) > 0.6); }

    await visit(page, server.address + QUIZ);
    await click(page, 'label[data-choice="0"]');
    await click(page, 'form[data-question] [data-main]');
    await page.waitForFunction(() => Object.keys(localStorage).some(key => JSON.stringify(localStorage[key]).includes('why-we-save#')));
    await page.reload({ waitUntil: 'load' });
    await awake(page);
    assert.ok(await page.$('form[data-question] .verdict'), 'what was answered is still there');

    await page.goto(server.address + 'pt/running-a-project/index.html', { waitUntil: 'load' });
    assert.deepEqual(await page.$$eval('a', links => links.map(link => link.getAttribute('href').replace(/^.*\/any\/path\//, ''))), [COURSE, 'pt/running-a-project/index.html']);
    assert.match(await page.$eval('h1', title => title.textContent), /não está guardada/);
  });
}

test('a newer version loads only what changed', async context => {
  const second = built(library => fs.appendFileSync(path.join(library, '..', path.basename(library), LESSON.replace('courses/', '')), '\nНэг өгүүлбэр.\n'));
  const old = list(first);
  const changed = list(second).files.filter(file => !old.files.some(one => one[0] === file[0] && one[2] === file[2])).map(file => file[0]);
  assert.ok(changed.includes(QUIZ) && changed.length < 8, changed.join());
  const server = await serve(first);
  const { page, noise } = await opened(context, 'chromium');
  await keep(page, server.address);
  await page.evaluate(() => localStorage.setItem('mine', 'stays'));
  await server.close();

  const next = await serve(second, { port: server.port });
  await visit(page, next.address + COURSE);
  await says(page, 'Шинэ хувилбар');
  next.asked.length = 0;
  await press(page, 'Шинэчлэх');
  await page.waitForFunction(() => !document.querySelector('[data-keep]').innerText.includes('Шинэ хувилбар') && !document.querySelector('[data-keep] [role="progressbar"]'));
  await says(page, KEPT);
  const loaded = next.asked.filter(name => name && !name.endsWith('files.json') && name !== 'sw.js');
  assert.deepEqual(loaded.sort(), changed.sort());
  assert.deepEqual(await page.evaluate(() => caches.keys().then(names => names.length)), 1);
  assert.equal(await page.evaluate(() => localStorage.getItem('mine')), 'stays');
  await next.close();
  await visit(page, next.address + QUIZ);
  assert.match(await page.$eval('main', main => main.textContent), /Нэг өгүүлбэр/);
  assert.deepEqual(noise, []);
});

test('an update that breaks off leaves the old copy whole; going on loads the rest', async context => {
  const second = built(library => ['01-saving-together', '04-the-loan'].forEach(module => fs.readdirSync(path.join(library, 'savings-groups/mn', module)).filter(name => /^0\d/.test(name))
    .forEach(name => fs.appendFileSync(path.join(library, 'savings-groups/mn', module, name), '\nШинэ өгүүлбэр.\n'))));
  const server = await serve(first);
  const { page } = await opened(context, 'chromium');
  await keep(page, server.address);
  await server.close();
  let left = 3;
  const weak = await serve(second, { port: server.port, take: (name, response) => {
    if (!/savings-groups\/[^/]+\/[^/]+\.html$/.test(name)) { return false; }
    left -= 1;
    if (left < 0) { response.destroy(); }
    return left < 0;
  } });
  await visit(page, weak.address + COURSE);
  await says(page, 'Шинэ хувилбар');
  await press(page, 'Шинэчлэх');
  await says(page, 'Холболт тасарлаа');
  await weak.close();
  await visit(page, weak.address + QUIZ);
  assert.doesNotMatch(await page.$eval('main', main => main.textContent), /Шинэ өгүүлбэр/);

  const strong = await serve(second, { port: server.port });
  await visit(page, strong.address + COURSE);
  await says(page, 'Шинэ хувилбар');
  strong.asked.length = 0;
  await press(page, 'Шинэчлэх');
  await page.waitForFunction(() => !document.querySelector('[data-keep]').innerText.includes('Шинэ хувилбар') && !document.querySelector('[data-keep] [role="progressbar"]'));
  const pages = strong.asked.filter(name => /savings-groups\/[^/]+\/[^/]+\.html$/.test(name));
  const old = list(first).files;
  const changed = list(second).files.filter(file => /savings-groups\/[^/]+\/[^/]+\.html$/.test(file[0]) && !old.some(one => one[0] === file[0] && one[2] === file[2]));
  assert.equal(pages.length, changed.length - 3);
  await strong.close();
});

test('stop and go on: with films or without, and what is there is not loaded again', async context => {
  const large = built(library => fs.appendFileSync(path.join(library, 'savings-groups/media/film-one-third.mp4'), Buffer.concat([Buffer.from([0, 0x5b, 0x8d, 0x88]), Buffer.from('mdat'), Buffer.alloc(6e6)])));
  let films = 0;
  // The first time the film hangs in the middle.
  const slow = (name, response, file) => {
    if (!name.endsWith('.mp4')) { return false; }
    films += 1;
    const bytes = fs.readFileSync(file);
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes.length });
    if (films === 1) { response.write(bytes.subarray(0, 3e6)); } else { response.end(bytes); }
    return true;
  };
  const server = await serve(large, { take: slow });
  context.after(() => server.close());
  const { page, noise } = await opened(context, 'chromium');
  await visit(page, server.address + COURSE);
  await box(page);
  assert.match(await words(page), /Киногүй \((?:\d{3}\sкБ|1(?:,\d)?\sМБ)\)[^]*Кинотой \(7,\d\sМБ\)/);
  await press(page, 'Кинотой');
  await page.waitForFunction(() => Number(document.querySelector('[data-keep] [role="progressbar"]').getAttribute('aria-valuenow')) > 25);
  assert.match(await page.$eval('[data-keep] [role="progressbar"]', bar => bar.getAttribute('aria-valuetext')), /^7,\d\sМБ-аас .* \(\d+\s%\)$/);
  if (process.env.PICTURES) { await pictures(page); }
  await page.evaluate(axe.source);
  assert.deepEqual((await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }))).violations.map(one => one.id), []);
  await press(page, 'Зогсоох');
  await says(page, 'Зогссон');
  assert.match(await words(page), /(\d\d\d\sкБ|1(,\d)?\sМБ) нь энэ төхөөрөмжид/);
  const here = await page.evaluate(() => caches.keys().then(names => caches.open(names[0])).then(cache => cache.keys()).then(all => all.map(one => one.url)));
  assert.ok(here.length > 20, String(here.length));
  server.asked.length = 0;
  await press(page, 'Кинотой');
  await says(page, KEPT);
  assert.deepEqual(server.asked.filter(name => here.includes(server.address + name)), []);
  assert.equal(server.asked.filter(name => name.endsWith('.mp4')).length, 1);
  await press(page, 'Устгах');
  await says(page, 'Таны ахиц хэвээр');
  assert.deepEqual(await page.evaluate(() => Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then(all => all.map(one => one.length))), [0, 0]);
  assert.deepEqual(noise, []);
});

/** Pictures of the box for a person to look at. */
async function pictures(page) {
  for (const [scheme, width] of [['light', 360], ['dark', 360], ['light', 1280]]) {
    await page.setViewport({ width, height: 640, deviceScaleFactor: 2 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.$eval('[data-keep]', place => place.scrollIntoView({ block: 'center' }));
    await page.screenshot({ path: path.join(process.env.PICTURES, 'keep-' + scheme + '-' + width + '.png') });
  }
}

test('a device without room says so', async context => {
  const server = await serve(first);
  context.after(() => server.close());
  const { page } = await opened(context, 'chromium');
  await visit(page, server.address + COURSE);
  await box(page);
  await page.evaluate(() => {
    const put = Cache.prototype.put;
    let count = 0;
    Cache.prototype.put = function (request, answer) {
      count += 1;
      return count > 5 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : put.call(this, request, answer);
    };
  });
  await press(page, KEEP);
  await says(page, 'зай хүрэлцэхгүй');
  assert.match(await words(page), /1,\d\sМБ хэрэгтэй[^]*МБ сул байна/);
  await page.goto(server.address + QUIZ, { waitUntil: 'load' });
  await awake(page);
});

test('what arrives cut or changed is not kept', async context => {
  const server = await serve(first, { take: (name, response) => {
    if (name !== QUIZ) { return false; }
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Pay for your connection</title>');
    return true;
  } });
  context.after(() => server.close());
  const { page } = await opened(context, 'chromium');
  await visit(page, server.address + COURSE);
  await box(page);
  await press(page, KEEP);
  await says(page, 'өөрчилж байна');
  assert.equal(await page.evaluate(address => caches.match(address).then(found => found === undefined), server.address + QUIZ), true);
});

test('a site that has its worker no more is left by it', async context => {
  const server = await serve(first);
  const { page } = await opened(context, 'chromium');
  await keep(page, server.address);
  await server.close();
  const bare = await serve(first, { port: server.port, take: (name, response) => name === 'sw.js' && !!response.writeHead(404).end() });
  context.after(() => bare.close());
  await visit(page, bare.address + QUIZ);
  await page.waitForFunction(() => navigator.serviceWorker.getRegistrations().then(all => all.length === 0));
});

for (const name of Object.keys(BROWSERS)) {
  test(name + ': from a stick there is nothing to keep and nothing to say', async context => {
    const { page, noise } = await opened(context, name);
    await visit(page, site.local(first) + COURSE);
    await new Promise(done => { setTimeout(done, 500); });
    assert.equal(await page.$eval('[data-keep]', place => place.hidden), true);
    assert.equal(await page.$('link[rel="manifest"]'), null);
    assert.deepEqual(noise, []);
  });
}

test('a browser finds the manifest and its icons', async context => {
  const server = await serve(first);
  context.after(() => server.close());
  const { page } = await opened(context, 'chromium');
  await visit(page, server.address + 'mn/index.html');
  await page.waitForSelector('link[rel="manifest"]');
  const session = await page.createCDPSession();
  const found = await session.send('Page.getAppManifest');
  assert.deepEqual(found.errors, []);
  const manifest = JSON.parse(found.data);
  assert.equal(new URL(manifest.start_url, found.url).href, server.address + 'mn/index.html');
  for (const icon of manifest.icons) {
    const size = await page.evaluate(address => new Promise(resolve => {
      const image = new Image();
      image.onload = () => resolve(image.naturalWidth + 'x' + image.naturalHeight);
      image.src = address;
    }), new URL(icon.src, found.url).href);
    assert.equal(size, icon.sizes);
  }
});
