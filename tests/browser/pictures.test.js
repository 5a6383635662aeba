/** Photographs on pages: upright, as wide as they are shown and no wider, and with a file for browsers that know less. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { BROWSERS, profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const PHOTO = path.join(__dirname, '../fixtures/photos/rotated-orientation6-starfish.jpg');
const PAGE = 'en/photos/all/shown.html';
const FILES = {
  'alforja.yaml': 'title: {en: Photographs}\nlanguages: [en]\n',
  'photos/course.yaml': 'version: 1.0.0\nlicence: CC0-1.0\n',
  'photos/en/index.md': '# Photographs\n',
  'photos/en/01-all/index.md': '# All\n',
  'photos/en/01-all/01-shown.md': '# Shown\n\n![A starfish on a rock](media/starfish.jpg "As wide as the text")\n\n::: figure {width=half}\n![The same starfish, smaller](media/starfish.jpg "Half as wide")\n:::\n\nWords below it.\n'
};

const folder = site.buildFrom(site.library(Object.assign({}, FILES, { 'photos/media/starfish.jpg': fs.readFileSync(PHOTO) })));

/** What the browser chose for a picture, once it is there: the file's ending and width, and the size on the page. */
async function chosen(page, place) {
  const picture = (await page.$$('main figure img'))[place];
  await picture.evaluate(image => { image.scrollIntoView(); });
  await page.waitForFunction(image => image.complete && image.naturalWidth > 0, {}, picture);
  return picture.evaluate(async image => {
    // Its natural width is in units of its `sizes`: the file's own is asked of the file.
    const file = new Image();
    file.src = image.currentSrc;
    await file.decode();
    return { ending: image.currentSrc.split('.').pop(), width: file.naturalWidth, height: file.naturalHeight, shown: Math.round(image.getBoundingClientRect().width), across: image.getBoundingClientRect().width > image.getBoundingClientRect().height };
  });
}

for (const name of Object.keys(BROWSERS)) {
  test(name + ': each screen gets the file that fits it, upright', async context => {
    const browser = await start(name, profile());
    context.after(() => browser.close());
    // Width and height of the window, dots a pixel, width of the file for the whole column: none is wider than the photograph.
    for (const [width, height, dots, file] of [[360, 640, 1, 480], [1280, 800, 1, 800]].concat(name === 'chromium' ? [[360, 640, 2, 800], [360, 640, 3, 1264]] : [])) {
      const { page, noise } = await tab(browser);
      await page.setViewport({ width, height, deviceScaleFactor: dots });
      await visit(page, site.local(folder) + PAGE);
      const whole = await chosen(page, 0);
      assert.deepEqual([whole.ending, whole.width], ['webp', file], `${width} x ${height} x ${dots}: ${JSON.stringify(whole)}`);
      assert.ok(whole.across && whole.width > whole.height, 'the starfish lies across, as it was taken');
      assert.ok(whole.shown <= width && whole.width >= Math.min(whole.shown * dots, 1264), `${whole.shown} of ${whole.width}`);
      const half = await chosen(page, 1);
      assert.ok(half.width <= whole.width && half.across, JSON.stringify(half));
      assert.deepEqual(noise, []);
      await page.close();
    }
  });
}

test('a browser without WebP gets the JPEG, and nothing moves while it comes', async context => {
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await page.evaluateOnNewDocument(() => {
    // As browsers do that know no `<picture>`: the image alone is looked at.
    new MutationObserver(() => document.querySelectorAll('picture > source').forEach(source => source.remove())).observe(document, { childList: true, subtree: true });
    window.moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true });
  });
  await visit(page, site.local(folder) + PAGE);
  const whole = await chosen(page, 0);
  assert.deepEqual([whole.ending, whole.across], ['jpg', true]);
  assert.ok(await page.evaluate(() => window.moved) < 0.02, 'what stands beside the picture stays');
});
