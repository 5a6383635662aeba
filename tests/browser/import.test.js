/** Files of other programs: imported, built, and every question of them answered right, with full points. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { answerAll } = require('./answer.js');
const { profile, start, tab, visit } = require('./open.js');
const site = require('./site.js');

const FILES = path.join(__dirname, '..', 'import');
const zip = name => {
  const made = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-zip-')), name);
  execFileSync('python3', ['-m', 'zipfile', '-c', made].concat(fs.readdirSync(path.join(FILES, name)).map(one => path.join(FILES, name, one))));
  return made;
};

const files = fs.readdirSync(FILES).filter(name => !/\.(expected|md)$/.test(name));
const library = site.library({ 'alforja.yaml': 'title: Imported\n' });
const paths = files.map(name => (fs.statSync(path.join(FILES, name)).isDirectory() ? zip(name) : path.join(FILES, name)));
execFileSync(site.PROGRAM, ['--quiet', '--library', library, 'import', '--in', 'en'].concat(paths));
const built = site.buildFrom(library);

test('every question of every file is answered right', async context => {
  const browser = await start('chromium', profile());
  const { page, noise } = await tab(browser);
  context.after(() => browser.close());
  const kinds = {};
  const lessons = site.pages(built, 'en').filter(name => fs.readFileSync(path.join(built, name), 'utf8').includes('data-quiz='));
  assert.ok(lessons.length >= files.length, lessons.join(' '));
  for (const lesson of lessons) {
    await visit(page, site.local(built) + lesson);
    const answered = await page.evaluate(answerAll);
    answered.forEach(kind => { kinds[kind] = (kinds[kind] || 0) + 1; });
    const told = await page.$$eval('form[data-question]', forms => forms.map(form =>
      form.getAttribute('data-kind') + ' ' + form.querySelector('[data-verdict-box]').getAttribute('data-verdict')));
    told.forEach(one => assert.match(one, /^(open .*|\w+ right)$/, lesson + ': ' + told.join(', ')));
    assert.equal(told.length, answered.length, lesson);
  }
  assert.deepEqual(Object.keys(kinds).sort(), ['gaps', 'match', 'multiple', 'open', 'order', 'single']);
  assert.deepEqual(noise, []);
});
