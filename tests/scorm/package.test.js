'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, describe, test } = require('node:test');
const { build } = require('./build.js');
const { entries, validate } = require('./unzip.js');
const versions = require('./versions.js');

for (const version of versions.all) {
  describe(version.title, () => {
    let made = null;
    before(() => { made = build(version.target); });
    after(() => made.remove());
    const manifestText = () => fs.readFileSync(path.join(made.content, 'imsmanifest.xml'), 'utf8');

    test('the zip is what the strictest readers take', () => {
      const found = entries(made.zip);
      const names = found.map(entry => entry.name);
      assert.ok(names.includes('imsmanifest.xml') && names.includes('launch.html') && names.includes('index.html'));
      assert.deepStrictEqual(names, names.slice().sort());
      for (const entry of found) {
        assert.match(entry.name, /^[a-z0-9._-]+(\/[a-z0-9._-]+)*$/);
        assert.strictEqual(entry.flags & 8, 0, `${entry.name} has no data descriptor`);
        assert.strictEqual(entry.localSize, entry.size);
        assert.strictEqual(entry.date, found[0].date);
      }
    });

    test('packaged twice, the bytes are the same', () => {
      const again = build(version.target);
      assert.ok(fs.readFileSync(again.zip).equals(fs.readFileSync(made.zip)));
      again.remove();
    });

    test('the manifest is valid by the schemas that lie beside it, which it names', () => {
      const there = validate(version, made);
      const located = /xsi:schemaLocation="([^"]*)"/.exec(manifestText())[1].split(/\s+/).filter((_, place) => place % 2 === 1);
      assert.ok(located.length >= 3 && located.every(name => there.includes(name)), `${located} in ${there}`);
    });

    test('the manifest lists every other entry, and the launch page first', () => {
      const manifest = manifestText();
      const listed = Array.from(manifest.matchAll(/<file href="([^"]*)"/g), found => found[1]);
      const names = entries(made.zip).map(entry => entry.name).filter(name => name !== 'imsmanifest.xml');
      assert.deepStrictEqual(listed.sort(), names);
      assert.strictEqual(/<resource [^>]*href="([^"]*)"/.exec(manifest)[1], 'launch.html');
      assert.ok(!/masteryscore|minNormalizedMeasure/.test(manifest));
    });

    test('what the course was made of travels along, listed, and is shown to no learner', () => {
      const carrying = build(version.target, '--with-source');
      validate(version, carrying);
      const manifest = fs.readFileSync(path.join(carrying.content, 'imsmanifest.xml'), 'utf8');
      const resources = Array.from(manifest.matchAll(/<resource ([^>]*)>([\s\S]*?)<\/resource>/g));
      const files = resources.map(found => Array.from(found[2].matchAll(/<file href="([^"]*)"/g), one => one[1]));
      const names = entries(carrying.zip).map(entry => entry.name).filter(name => name !== 'imsmanifest.xml');
      assert.deepStrictEqual(files.flat().sort(), names);
      assert.strictEqual(resources.length, 2);
      assert.match(resources[0][1], /adlcp:scorm[tT]ype="sco" href="launch.html"/);
      assert.ok(files[0].every(name => !name.startsWith('source/')) && files[1].every(name => name.startsWith('source/')));
      assert.ok(!resources[1][1].includes('href') && !manifest.includes('identifierref="SRC-'));
      assert.ok(files[1].includes('source/alforja-source.json') && files[1].some(name => name.endsWith('.md')));
      carrying.remove();
    });
  });
}
