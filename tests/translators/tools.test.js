/** What translators' own tools say of our files: gettext's check, a schema, a spreadsheet program that saves ours as its own. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync, spawnSync } = require('node:child_process');

const ROOT = path.join(__dirname, '..', '..');
const ALFORJA = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');

/** Returns a library of our own, and a folder for what goes out, both gone after the test. */
function place(context) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'translators-'));
  context.after(() => fs.rmSync(folder, { recursive: true }));
  fs.cpSync(path.join(ROOT, 'courses'), path.join(folder, 'courses'), { recursive: true });
  return folder;
}

function alforja(folder, ...words) {
  return execFileSync(ALFORJA, [...words, '--lang', 'en'], { cwd: folder, encoding: 'utf8' });
}

/** Every course out, into a language that it has and into one that it has not. */
function exported(folder, form) {
  for (const to of ['mn', 'ar']) {
    alforja(folder, 'translate', 'export', '--to', to, '--format', form, '--out', form);
  }
  const files = fs.readdirSync(path.join(folder, form)).map(name => path.join(folder, form, name));
  assert.ok(files.length >= 6, files.join());
  return files;
}

test('gettext takes every PO file', context => {
  const folder = place(context);
  for (const file of exported(folder, 'po')) {
    const judged = spawnSync('msgfmt', ['--check', '--output-file=/dev/null', file], { encoding: 'utf8' });
    assert.equal(judged.status, 0, file + judged.stderr);
    assert.equal(judged.stderr, '', file);
  }
});

test('a PO file that gettext has written anew changes nothing', context => {
  const folder = place(context);
  alforja(folder, 'translate', 'export', '--to', 'mn', '--course', 'savings-groups', '--out', 'po');
  const file = path.join(folder, 'po', 'savings-groups.mn.po');
  // Wrapped lines, and in another order.
  execFileSync('msgcat', ['--width=60', '--sort-output', '--output-file=' + file, file]);
  assert.match(alforja(folder, 'translate', 'import', 'po'), /^0 pages written/m);
});

test('XLIFF files are built as the specification says, and each code stands for something', context => {
  const folder = place(context);
  for (const file of exported(folder, 'xliff')) {
    const judged = spawnSync('xmllint', ['--noout', '--relaxng', path.join(__dirname, 'xliff.rng'), file], { encoding: 'utf8' });
    assert.equal(judged.status, 0, judged.stderr);
    const ids = new Set();
    const text = fs.readFileSync(file, 'utf8');
    for (const [, id, unit] of text.matchAll(/<unit id="([^"]+)">([\s\S]*?)<\/unit>|<file [^>]*>/g)) {
      if (!id) { ids.clear(); continue; }
      assert.ok(!ids.has(id), `${file}: ${id} is there twice`);
      ids.add(id);
      const data = new Set([...unit.matchAll(/<data id="([^"]+)"/g)].map(found => found[1]));
      for (const [, reference] of unit.matchAll(/dataRef(?:Start|End)?="([^"]+)"/g)) { assert.ok(data.has(reference), id); }
      for (const [, content] of unit.matchAll(/<(?:source|target)>([\s\S]*?)<\/(?:source|target)>/g)) {
        const codes = [...content.matchAll(/<(?:pc|ph) id="([^"]+)"/g)].map(found => found[1]);
        assert.equal(new Set(codes).size, codes.length, content);
      }
    }
  }
});

test('a spreadsheet that LibreOffice has saved comes back', context => {
  const folder = place(context);
  alforja(folder, 'translate', 'export', '--to', 'mn', '--course', 'savings-groups', '--format', 'xlsx', '--out', 'sheets');
  const profile = '-env:UserInstallation=file://' + path.join(folder, 'profile');
  const convert = ['--headless', profile, '--convert-to', 'xlsx', '--outdir', path.join(folder, 'saved'), path.join(folder, 'sheets', 'savings-groups.mn.xlsx')];
  execFileSync('soffice', convert, { stdio: 'ignore', timeout: 60000 });
  const saved = path.join(folder, 'saved', 'savings-groups.mn.xlsx');
  assert.notDeepEqual(fs.readFileSync(saved), fs.readFileSync(path.join(folder, 'sheets', 'savings-groups.mn.xlsx')));
  assert.match(alforja(folder, 'translate', 'import', saved), /^0 pages written/m);
});
