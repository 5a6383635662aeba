/**
 * The whole way of a certificate: a learner completes a course in Chromium from a stick and hands over the result file, the
 * coordinator signs, the program and the offline page check: genuine, forged, of another key, cut off. The page runs from
 * `file://` and on plain http, where a browser gives no `crypto.subtle`.
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const readQr = require('jsqr');
const { click, profile, serve, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const NAME = 'Бат-Эрдэнэ; Д.';
const FOLDER = site.library({
  'alforja.yaml': 'title: {mn: Жижиг}\norganisation: Үүр\nlanguages: [mn]\nlearner_fields:\n  - {id: name, kind: text, required: true}\n',
  'small/course.yaml': 'version: 1.2.0\npass: 50\n',
  'small/mn/index.md': '# Хадгаламж зээлийн бүлэг\n\nСайн уу.\n',
  'small/mn/01-start/index.md': '# Эхлэл\n\nЭхэлье.\n',
  'small/mn/01-start/01-check.md': '# Шалга\n\nСонгоно уу.\n\n::: quiz {#check}\n### Нэг? {#one}\n- [x] Тийм\n- [ ] Үгүй\n:::\n'
});
const WORK = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-certify-'));
const DIST = path.join(WORK, 'dist');
const at = name => path.join(WORK, name);

/** Runs the program and returns how it ended and all that it said. */
function alforja(...given) {
  const ran = spawnSync(site.PROGRAM, ['--library', FOLDER, '--lang', 'en', ...given], { encoding: 'utf8' });
  return { status: ran.status, said: ran.stdout + ran.stderr };
}

let browser;
test.before(async () => {
  browser = await start('chromium', profile());
  assert.equal(alforja('--quiet', 'build', '--out', DIST).status, 0);
  ['ours', 'theirs'].forEach(name => assert.equal(alforja('key', '--no-password', at(name)).status, 0));
});
test.after(async () => {
  await browser.close();
  [FOLDER, WORK].forEach(folder => fs.rmSync(folder, { recursive: true, force: true }));
});

/** Completes the course and returns the text of the result file. */
async function handedOver() {
  const { page } = await tab(browser);
  await visit(page, site.local(DIST) + 'mn/small/start/check.html');
  await click(page, 'form[data-question] label[data-choice="0"]');
  await click(page, 'form[data-question] button[type="submit"]');
  await page.waitForSelector('[data-save-state][data-fate="saved"]');
  await visit(page, site.local(DIST) + 'mn/small/results.html');
  await page.waitForSelector('[data-tool][data-ready]');
  await page.type('[data-learner-field="name"]', NAME);
  await click(page, '[data-agree]');
  await page.click('[data-hand-over] button[type="submit"]');
  await page.waitForSelector('[data-save-file]');
  const text = await page.evaluate(async () => (await fetch(document.querySelector('[data-save-file]').href)).text());
  await page.close();
  return text;
}

/** What the code on the first page of a PDF holds, as a camera reads it. */
function held(file) {
  const picture = spawnSync('pdftoppm', ['-gray', '-r', '150', '-singlefile', file], { maxBuffer: 1e8 }).stdout;
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 40).toString('latin1'));
  const pixels = new Uint8ClampedArray(Number(width) * Number(height) * 4);
  picture.subarray(head.length).forEach((grey, at) => pixels.fill(grey, 4 * at, 4 * at + 4));
  const read = readQr(pixels, Number(width), Number(height));
  return read && Buffer.from(read.binaryData).toString('utf8');
}

test('from the learner to the proof', async context => {
  fs.mkdirSync(at('results'));
  fs.writeFileSync(at('results/one.alforja.json'), await handedOver());
  fs.writeFileSync(at('results/torn.alforja.json'), '{"format":"alforja-result"');
  let out;
  let text;

  await context.test('the coordinator signs', () => {
    const done = alforja('certify', at('results'), '--key', at('ours.key'), '--out', at('certificates'));
    assert.equal(done.status, 0, done.said);
    out = fs.readdirSync(at('certificates')).sort();
    assert.equal(out.length, 3, out.join(' '));
    assert.ok(out.includes('CHECK-CERTIFICATE.html'));
    const texts = fs.readFileSync(at('certificates/' + out.find(name => name.endsWith('.txt'))), 'utf8');
    text = texts.split('\n').find(line => line.startsWith('ALFC1;'));
    assert.match(text, /^ALFC1;small;1\.2\.0;\d{8};100;Бат-Эрдэнэ%3B Д\.;Хадгаламж зээлийн бүлэг;[0-9A-F]{16};[\w-]{86}$/);
    assert.equal(alforja('certify', at('results'), '--key', at('ours.key'), '--out', at('certificates')).status, 0);
    assert.deepEqual(fs.readdirSync(at('certificates')).sort(), out, 'the same again is the same');
  });

  await context.test('the program proves it, and nothing else', () => {
    const file = at('certificates/' + out.find(name => name.endsWith('.txt')));
    const verify = (asked, key) => alforja('verify', asked, ...key ? ['--public-key', at(key)] : []);
    let told = verify(file, 'ours.pub');
    assert.equal(told.status, 0, told.said);
    assert.match(told.said, /Бат-Эрдэнэ; Д\.: Хадгаламж зээлийн бүлэг \(small 1\.2\.0\), .*100 %\n {2}genuine/);
    assert.equal(verify(text, 'ours.pub').status, 0, 'the text itself');
    [[text.replace(';100;', ';99;'), 'ours.pub', /not genuine/], [text, 'theirs.pub', /signed with the key .* nothing is proved/], [text.slice(0, -9), 'ours.pub', /ends too early/],
      [text.replace('ALFC1', 'ALFC9'), 'ours.pub', /newer/], [text, '', /--public-key/]].forEach(([asked, key, said]) => {
      told = verify(asked, key);
      assert.equal(told.status, 1, told.said);
      assert.match(told.said, said);
    });
  });

  await context.test('the code on paper holds it', async () => {
    const sheet = out.find(name => name.startsWith('small-mn-'));
    if (sheet.endsWith('.pdf')) {
      const said = spawnSync('pdftotext', ['-layout', at('certificates/' + sheet), '-'], { encoding: 'utf8' }).stdout;
      assert.ok(said.includes(NAME) && !said.includes('`'), said);
      assert.equal(held(at('certificates/' + sheet)), text);
      return;
    }
    const { page } = await tab(browser);
    await page.goto(site.local(at('certificates')) + sheet);
    assert.ok((await page.$eval('body', body => body.textContent)).includes(NAME));
    const size = 600;
    await page.evaluate(side => { const code = document.querySelector('svg.qr'); document.body.textContent = ''; document.body.append(code); code.style.cssText = `position:fixed;top:0;left:0;width:${side}px;height:${side}px`; }, size);
    await page.setViewport({ width: size, height: size });
    const shot = await page.screenshot({ encoding: 'base64', type: 'png' });
    const blank = await browser.newPage();
    const pixels = await blank.evaluate(async (data, side) => {
      const image = new Image();
      image.src = 'data:image/png;base64,' + data;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = side;
      const draw = canvas.getContext('2d');
      draw.drawImage(image, 0, 0);
      return Array.from(draw.getImageData(0, 0, side, side).data);
    }, shot, size);
    const read = readQr(Uint8ClampedArray.from(pixels), size, size);
    assert.equal(Buffer.from(read.binaryData).toString('utf8'), text);
    await blank.close();
    await page.close();
  });

  await context.test('the page proves it without a network', async () => {
    const server = await serve(at('certificates'));
    try { await proved(server); } finally { await server.close(); }
  });

  async function proved(server) {
    for (const from of [site.local(at('certificates')), server.address.replace('127.0.0.1', 'localhost')]) {
      const { page, noise } = await tab(browser);
      await page.goto(from + 'CHECK-CERTIFICATE.html#mn');
      const judged = async asked => {
        await page.$eval('#mn [data-text]', (field, words) => { field.value = words; field.dispatchEvent(new Event('input')); }, asked);
        return page.$eval('html', root => root.dataset.proof);
      };
      assert.equal(await judged('Гэрчилгээ:\n' + text.replace(/;/g, ';\n') + '\n'), 'good');
      const says = await page.$eval('#mn [data-says]', list => list.textContent);
      [NAME, 'Хадгаламж зээлийн бүлэг', '100 %'].forEach(words => assert.ok(says.includes(words), says));
      assert.equal(await page.$eval('#mn [data-verdict="good"] [data-owner]', owner => owner.textContent), 'Үүр');
      assert.equal(await judged(text.replace(';100;', ';99;')), 'forged');
      assert.equal(await judged(text.replace(/;[0-9A-F]{16};/, ';0123456789ABCDEF;')), 'other-key');
      assert.equal(await judged(text.slice(0, -9)), 'cut-off');
      assert.equal(await judged(text.replace('ALFC1', 'ALFC9')), 'newer');
      assert.equal(await judged('K3F9Q-2MZ00'), 'none');
      await page.goto('about:blank');
      await page.goto(from + 'CHECK-CERTIFICATE.html#' + encodeURIComponent(text));
      assert.equal(await page.$eval('html', root => root.dataset.proof), 'good', 'the address may hold it');
      await page.addScriptTag({ content: axe.source });
      const seen = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
      assert.deepEqual(seen.violations.map(one => one.id), []);
      assert.deepEqual(noise.filter(line => !line.startsWith('request: http://localhost')), []);
      await page.close();
    }
  }

  await context.test('who has not completed a course gets none, and is named', () => {
    const result = JSON.parse(fs.readFileSync(at('results/one.alforja.json'), 'utf8'));
    fs.mkdirSync(at('forged'));
    fs.writeFileSync(at('forged/one.alforja.json'), JSON.stringify(Object.assign(result, { score: 99 })));
    const told = alforja('certify', at('forged'), '--key', at('ours.key'), '--out', at('none'));
    assert.match(told.said, /no certificate for Бат-Эрдэнэ; Д\. in `small`: what was handed over does not fit together/);
    assert.equal(fs.existsSync(at('none')), false);
  });
});
