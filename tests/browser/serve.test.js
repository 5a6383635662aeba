/** `alforja serve` in browsers: a saved page appears at the same place and state; mistakes stand over the last good page, in the library's language. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');
const { profile, start, tab, visit } = require('./open.js');

const LESSON = 'box/mn/01-ehlel/01-hairtsag.md';
const PAGE = 'mn/box/ehlel/hairtsag.html';

/** A long lesson with a part to open, a question, and a word to know it by. */
function lesson(word, extra) {
  const long = at => Array.from({ length: 14 }, (_, line) => 'Мөнгөн хадгаламжийн бүлэг ' + at + '.' + line + ' удаа цугларч, хайрцгаа хамтдаа нээнэ.').join('\n\n');
  return '# Хайрцаг\n\n' + word + '\n\n## Эхний хэсэг\n\n' + long(1) + '\n\n## Хоёр дахь хэсэг\n\n' + long(2) +
    '\n\n::: details Дэлгэрэнгүй\nГурван цоож.\n:::\n\n::: quiz {#a}\n### Хэдэн цоож вэ?\n- [ ] Нэг\n- [x] Гурав\n:::\n\n' + long(3) + '\n' + (extra || '');
}

const LIBRARY = {
  'alforja.yaml': 'title: {mn: Жижиг сургалт}\nlanguages: [mn]\n',
  'box/mn/index.md': '---\ntitle: Хайрцаг\nsummary: Хамтдаа\n---\n',
  'box/mn/01-ehlel/index.md': '---\ntitle: Эхлэл\n---\n',
  [LESSON]: lesson('Анхны үг.')
};

/** Starts the program over a new library; returns how to save a file, and where it is. */
async function preview(context, port) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-serve-'));
  const save = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  Object.keys(LIBRARY).forEach(name => save(name, LIBRARY[name]));
  const env = Object.assign({}, process.env, { TERM_PROGRAM: 'vscode' });
  ['LC_ALL', 'LC_MESSAGES', 'LANG', 'LANGUAGE', 'VSCODE_GIT_ASKPASS_NODE'].forEach(name => { delete env[name]; });
  const run = wanted => new Promise((resolve, reject) => {
    const program = spawn(process.env.ALFORJA, ['--library', folder, 'serve', '--port', String(wanted)], { env });
    let said = '';
    const hear = bytes => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(said);
      if (address) { resolve({ program, address: address[0], port: Number(address[1]) }); }
    };
    program.stdout.on('data', hear);
    program.stderr.on('data', hear);
    program.on('exit', () => reject(new Error('it ended: ' + said)));
  });
  let running = await run(port || 0);
  const stop = () => new Promise(done => { running.program.removeAllListeners('exit').on('exit', done).kill('SIGINT'); });
  context.after(async () => {
    await stop();
    fs.rmSync(folder, { recursive: true });
  });
  return { folder, save, address: running.address, stop, again: async () => { running = await run(running.port); } };
}

const told = page => page.evaluate(() => {
  const host = document.querySelector('[data-alforja-preview]');
  const root = host && host.style.display === '' ? host.shadowRoot : null;
  const panel = root && root.querySelector('.panel');
  return panel && !panel.hidden ? panel.innerText : '';
});
const waitFor = (page, what, ...given) => page.waitForFunction(what, { timeout: 20000 }, ...given);
const hasText = (page, word) => waitFor(page, wanted => document.readyState === 'complete' && document.body.innerText.includes(wanted), word);
const isTold = page => waitFor(page, () => {
  const host = document.querySelector('[data-alforja-preview]');
  return host && host.style.display === '' && !host.shadowRoot.querySelector('.panel').hidden;
});
const isSilent = page => waitFor(page, () => {
  const host = document.querySelector('[data-alforja-preview]');
  return !host || (host.shadowRoot.querySelector('.panel').hidden && host.shadowRoot.querySelector('.pill.wrong').hidden);
});
/** How far a heading is from the upper edge of the window. */
const heightOf = (page, words) => page.evaluate(wanted =>
  Math.round(Array.from(document.querySelectorAll('h2')).find(one => one.innerText.includes(wanted)).getBoundingClientRect().top), words);

for (const name of ['chromium', 'firefox']) {
  test(name + ': a saved page appears at the same place and state', async context => {
    const { save, address } = await preview(context);
    const browser = await start(name, profile());
    context.after(() => browser.close());
    const { page, noise } = await tab(browser);
    await visit(page, address + PAGE);
    await page.evaluate(() => document.querySelector('[data-choice="1"] input').click());
    await page.evaluate(() => document.querySelector('[data-question] [data-main]').click());
    await page.waitForSelector('.verdict');
    await page.evaluate(() => {
      Array.from(document.querySelectorAll('main details')).find(one => one.innerText.includes('Дэлгэрэнгүй')).open = true;
      window.scrollTo(0, Array.from(document.querySelectorAll('h2'))[1].getBoundingClientRect().top + window.pageYOffset - 20);
    });
    await page.evaluate(() => window.scrollBy(0, 300));
    const before = await heightOf(page, 'Хоёр дахь');
    // More stands above than before.
    save(LESSON, lesson('Хоёр дахь үг.\n\n' + 'Дээр нь нэмсэн мөр.\n\n'.repeat(20)));
    await hasText(page, 'Хоёр дахь үг.');
    await waitFor(page, wanted => {
      const heading = Array.from(document.querySelectorAll('h2')).find(one => one.innerText.includes('Хоёр дахь'));
      return Math.abs(heading.getBoundingClientRect().top - wanted) < 3;
    }, before);
    const state = await page.evaluate(() => ({
      open: Array.from(document.querySelectorAll('main details')).find(one => one.innerText.includes('Дэлгэрэнгүй')).open,
      chosen: document.querySelector('[data-choice="1"] input').checked
    }));
    assert.deepEqual(state, { open: true, chosen: true });

    save(LESSON, lesson('Гурав дахь үг.', '\n[хаана ч биш](nowhere.md)\n'));
    await isTold(page);
    assert.match(await told(page), /1 алдаа/);
    assert.ok(await page.evaluate(() => document.body.innerText.includes('Хоёр дахь үг.')), 'the last good page stands');
    save(LESSON, lesson('Гурав дахь үг.'));
    await hasText(page, 'Гурав дахь үг.');
    await isSilent(page);
    assert.deepEqual(noise, []);
  });
}

test('a mistake is told with its place and what to write, by keyboard and on a phone', async context => {
  const { folder, save, address } = await preview(context);
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await visit(page, address + PAGE);
  await page.evaluate(() => { window.marker = 'the same page'; document.querySelector('.skip').focus(); });
  save(LESSON, lesson('Анхны үг.', '\n::: quis {#b}\nЮу ч биш.\n:::\n\n' + 'Маш урт мөр '.repeat(20) + '[энд](nowhere.md)\n'));
  await isTold(page);
  const line = fs.readFileSync(path.join(folder, LESSON), 'utf8').split('\n').findIndex(one => one.startsWith('::: quis')) + 1;

  await context.test('in words, with file, line, column, and a link to the editor', async () => {
    const text = await told(page);
    assert.ok(text.includes(LESSON + ':' + line + ':5'), text);
    assert.ok(text.includes('::: quis {#b}') && text.includes('quiz'), text);
    const seen = await page.evaluate(() => {
      const root = document.querySelector('[data-alforja-preview]').shadowRoot;
      const panel = root.querySelector('.panel');
      return { lang: root.host.lang, mark: root.querySelector('mark').innerText, href: root.querySelector('.place a').href, role: panel.getAttribute('role'), label: root.getElementById(panel.getAttribute('aria-labelledby')).innerText };
    });
    assert.deepEqual(seen, { lang: 'mn', mark: 'quis', role: 'alertdialog', label: '2 алдаа', href: 'vscode://file' + path.join(fs.realpathSync(folder), LESSON) + ':' + line + ':5' });
  });

  await context.test('nothing of it leaves a small window', async () => {
    for (const [width, height] of [[360, 640], [1280, 800]]) {
      await page.setViewport({ width, height });
      const out = await page.evaluate(() => {
        const root = document.querySelector('[data-alforja-preview]').shadowRoot;
        const boxes = Array.from(root.querySelectorAll('.panel, .panel .head, .panel .body, .panel li, .panel pre, .panel button')).map(one => one.getBoundingClientRect());
        return { wide: boxes.filter(box => box.left < 0 || box.right > window.innerWidth).length, high: root.querySelector('.panel').getBoundingClientRect().top < 60, page: document.documentElement.scrollWidth > window.innerWidth };
      });
      assert.deepEqual(out, { wide: 0, high: false, page: false }, width + 'x' + height);
    }
  });

  await context.test('a judge of accessibility finds nothing', async () => {
    await page.evaluate(fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
      const found = await page.evaluate(() => window.axe.run({ include: [['[data-alforja-preview]']] }));
      assert.ok(found.passes.length > 5, 'it was looked at');
      assert.deepEqual(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' ')), [], value);
    }
  });

  await context.test('Escape puts it away, Enter fetches it', async () => {
    const focused = () => page.evaluate(() => { const root = document.querySelector('[data-alforja-preview]').shadowRoot; return root.activeElement ? root.activeElement.className : ''; });
    assert.equal(await focused(), 'panel');
    await page.keyboard.press('Escape');
    assert.equal(await told(page), '');
    assert.equal(await focused(), 'pill wrong');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'panel');
    assert.notEqual(await told(page), '');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'fold');
    await page.keyboard.press('Enter');
    assert.equal(await told(page), '');
    // Put away, it stays away with the next mistake.
    save(LESSON, lesson('Анхны үг.', '\n[энд](nowhere.md)\n'));
    await waitFor(page, () => document.querySelector('[data-alforja-preview]').shadowRoot.querySelector('.pill.wrong').innerText === '1 алдаа');
    assert.equal(await told(page), '');
  });

  await context.test('mended, it is gone, and the page is the one that it was', async () => {
    save(LESSON, lesson('Анхны үг.'));
    await isSilent(page);
    assert.equal(await page.evaluate(() => window.marker), 'the same page');
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains('skip')), 'the keyboard is where it was');
  });
});

test('what is unwise is folded; what is gone and who does not answer are said, and come back', async context => {
  const { folder, save, address, stop, again } = await preview(context);
  const browser = await start('chromium', profile());
  context.after(() => browser.close());
  const { page } = await tab(browser);
  await visit(page, address + PAGE);
  fs.mkdirSync(path.join(folder, 'box/media'));
  fs.copyFileSync(path.join(__dirname, '../cli/library/courses/saving/media/box.svg'), path.join(folder, 'box/media/box.svg'));
  save(LESSON, lesson('Зурагтай.', '\n![](media/box.svg)\n'));
  await hasText(page, 'Зурагтай.');
  await waitFor(page, () => {
    const host = document.querySelector('[data-alforja-preview]');
    return host && host.style.display === '' && !host.shadowRoot.querySelector('.warnings').hidden;
  });
  const note = await page.evaluate(() => {
    const root = document.querySelector('[data-alforja-preview]').shadowRoot;
    return { open: root.querySelector('.warnings').open, words: root.querySelector('summary').innerText, panel: root.querySelector('.panel').hidden };
  });
  assert.deepEqual(note, { open: false, words: '1 анхааруулга', panel: true });

  fs.renameSync(path.join(folder, LESSON), path.join(folder, 'away.txt'));
  await hasText(page, 'Ийм хуудас алга');
  fs.renameSync(path.join(folder, 'away.txt'), path.join(folder, LESSON));
  await hasText(page, 'Зурагтай.');

  await stop();
  await waitFor(page, () => {
    const host = document.querySelector('[data-alforja-preview]');
    return host && host.style.display === '' && !host.shadowRoot.querySelector('.lost').hidden;
  });
  save(LESSON, lesson('Буцаж ирэв.'));
  await again();
  await hasText(page, 'Буцаж ирэв.');
});
