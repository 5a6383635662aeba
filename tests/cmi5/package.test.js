'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { build } = require('./build.js');
const { entries } = require('../scorm/unzip.js');

let whole = null;
let parts = null;
before(() => {
  whole = build('scorm', 'saving-en-1.2.0-cmi5.zip');
  parts = build('cmi5', 'saving-en-1.0.0-cmi5.zip');
});
after(() => {
  whole.remove();
  parts.remove();
});

const structure = made => fs.readFileSync(path.join(made.content, 'cmi5.xml'), 'utf8');
const all = (text, pattern) => Array.from(text.matchAll(pattern), found => found[1]);

test('the zip is what the strictest readers take, with the course structure at its root', () => {
  for (const made of [whole, parts]) {
    const found = entries(made.zip);
    const names = found.map(entry => entry.name);
    assert.ok(names.includes('cmi5.xml'));
    assert.deepStrictEqual(names, names.slice().sort());
    for (const entry of found) {
      assert.match(entry.name, /^[a-z0-9._-]+(\/[a-z0-9._-]+)*$/);
      assert.strictEqual(entry.flags & 8, 0, `${entry.name} has no data descriptor`);
      assert.strictEqual(entry.date, found[0].date);
    }
  }
});

test('packaged twice, the bytes are the same', () => {
  const again = build('cmi5', 'saving-en-1.0.0-cmi5.zip');
  assert.ok(fs.readFileSync(again.zip).equals(fs.readFileSync(parts.zip)));
  again.remove();
});

test('the course structure is valid, and every unit opens a page that is there', () => {
  for (const made of [whole, parts]) {
    execFileSync('xmllint', ['--nonet', '--noout', '--relaxng', path.join(__dirname, 'structure.rng'), path.join(made.content, 'cmi5.xml')], { stdio: 'pipe' });
    const text = structure(made);
    for (const url of all(text, /<url>([^<]*)<\/url>/g)) { assert.ok(fs.existsSync(path.join(made.content, url)), url); }
    const ids = all(text, / id="([^"]*)"/g);
    assert.strictEqual(new Set(ids).size, ids.length);
  }
});

test('the schema of the tests refuses what section 13.1 forbids', () => {
  const bad = [
    [/ id="[^"]*"/, ' id="saving"'], [/<description>[^]*?<\/description>/, ''], [/moveOn="[^"]*"/, 'moveOn="Done"'], [/masteryScore="[^"]*"/, 'masteryScore="70"'],
    [/<url>[^<]*/, '<url>launch.html?unit=1'], [/<au [^]*<\/au>/, ''], [/ lang="en"/, ''], [/<url>[^<]*<\/url>/, '']
  ];
  for (const [what, instead] of bad) {
    const file = path.join(parts.folder, 'bad.xml');
    const text = structure(parts).replace(what, instead);
    assert.notStrictEqual(text, structure(parts));
    fs.writeFileSync(file, text);
    assert.throws(() => execFileSync('xmllint', ['--nonet', '--noout', '--relaxng', path.join(__dirname, 'structure.rng'), file], { stdio: 'pipe' }), String(what));
  }
});

test('a module is a unit of its own: its pages, its mark, and the styles and scripts of all', () => {
  const names = entries(parts.zip).map(entry => entry.name);
  assert.deepStrictEqual(all(structure(parts), /masteryScore="([^"]*)"/g), ['0.70', '0.50']);
  assert.deepStrictEqual(all(structure(parts), /<au id="([^"]*)"/g), ['https://example.org/courses/cmi5/saving/au/basics', 'https://example.org/courses/cmi5/saving/au/lending']);
  assert.ok(names.includes('unit-basics/basics/check.html') && names.includes('unit-lending/lending/loans.html'));
  assert.ok(!names.includes('index.html') && !names.includes('launch.html'));
  const styles = names.filter(name => /assets\/style-/.test(name));
  assert.strictEqual(styles.length, 1);
  const course = fs.readFileSync(path.join(parts.content, 'unit-basics', 'index.html'), 'utf8');
  assert.ok(course.includes(`../${styles[0]}`) && course.includes('>The basics</h1>') && !course.includes('loans'));
  assert.ok(course.includes('12 minutes') && !course.includes('1 hour'), 'how long the module takes, not the course');
  const lesson = fs.readFileSync(path.join(parts.content, 'unit-basics', 'basics', 'check.html'), 'utf8');
  assert.ok(lesson.includes('the next part') && !lesson.includes('loans.html'), 'what is not in the unit stands as text');
});

test('the pages are those of the other packages: only the launch page knows of cmi5', () => {
  for (const name of entries(whole.zip).map(entry => entry.name).filter(one => one.endsWith('.html') && one !== 'launch.html')) {
    assert.ok(!fs.readFileSync(path.join(whole.content, name), 'utf8').includes('xapi'), name);
  }
});
