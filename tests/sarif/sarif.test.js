/** What `--format sarif` says is a log as the schema of SARIF 2.1.0 asks for, and its places are where editors look. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const Ajv = require('ajv').default;

const ROOT = path.join(__dirname, '..', '..');
const ALFORJA = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');
const SCHEMA = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

/** Returns a judge: the schema is written in draft 4, which differs for us only in the names of its own two keys. */
function judge() {
  const { id, $schema, ...schema } = SCHEMA;
  assert.match($schema, /draft-04/);
  return new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile({ $id: id, ...schema });
}

const GOOD = {
  'course.yaml': 'version: 1.0.0\nsource_language: en\n',
  'en/index.md': '# A course\n\nWords.\n',
  'en/01-m/index.md': '# A module\n\nWords.\n',
  'en/01-m/01-l.md': '# A lesson\n\nWords.\n',
};

/** Returns the log of a library with these files. */
function checked(context, files, ...words) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sarif-'));
  context.after(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries({ ...GOOD, ...files })) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const said = spawnSync(ALFORJA, ['--format', 'sarif', ...words, 'check'], { cwd: folder, encoding: 'utf8' });
  const log = JSON.parse(said.stdout);
  const is_sound = judge();
  assert.ok(is_sound(log), JSON.stringify(is_sound.errors, null, 1));
  return { log, run: log.runs[0], folder, status: said.status };
}

test('a library without mistakes is an empty log', context => {
  const { run, status } = checked(context, {});
  assert.deepEqual(run.results, []);
  assert.deepEqual(run.tool.driver.rules, []);
  assert.equal(status, 0);
});

test('the judge refuses what is no log', () => {
  const is_sound = judge();
  assert.ok(!is_sound({ version: '2.1.0' }));
  assert.ok(!is_sound({ version: '2.1.0', runs: [{ tool: { driver: {} }, results: [{}] }] }));
});

test('each mistake has its rule, and its place is that of the words', context => {
  const files = {
    'en/01-m/01-l.md': '# 𝄞\n\n𝄞 Өрх [a](x y.md)\n\n::: quiz {#a pass=70\n### Q {#a}\n- [ ] b\n- [ ] c\n',
    'en/01-m/02 өрх.md': '# X\n\n[a](nowhere.md)\n\n# T {#t}\n\n# T {#t}\n',
    'media/a.jpg': Buffer.from([0xff, 0xd8, 0xff]),
    'course.yaml': 'version: 1.0.0\nsource_language: en\nlicense: A\n',
  };
  for (const language of ['en', 'pt', 'da', 'sq', 'mn']) {
    const { run, folder, status } = checked(context, files, '--lang', language);
    assert.equal(status, 1);
    assert.ok(run.results.length >= 6, JSON.stringify(run.results, null, 1));
    for (const result of run.results) {
      const rule = run.tool.driver.rules[result.ruleIndex];
      assert.equal(rule.id, result.ruleId);
      assert.ok(rule.help.text.length > 20 && rule.fullDescription.text.length > 20);
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      assert.equal(artifactLocation.uriBaseId, 'SRCROOT');
      const file = path.join(folder, decodeURIComponent(artifactLocation.uri));
      assert.ok(fs.existsSync(file), artifactLocation.uri);
      // JavaScript counts letters as SARIF does.
      const lines = fs.readFileSync(file, 'utf8').split('\n');
      if (region) {
        assert.ok(region.endColumn <= lines[region.endLine - 1].length + 1, JSON.stringify(result));
      }
      if (result.ruleId === 'yaml/unknown-key') {
        assert.equal(lines[region.startLine - 1].slice(region.startColumn - 1, region.endColumn - 1), 'license');
      }
      if (result.ruleId === 'id/duplicate' && result.relatedLocations) {
        assert.ok(result.relatedLocations[0].message.text.length > 3);
      }
    }
    assert.ok(run.results.some(result => result.ruleId === 'yaml/unknown-key'));
  }
});

test('what is certain comes with its mending, which an editor can write', context => {
  const files = {
    'en/01-m/01-l.md': '# 𝄞\n\n𝄞 Өрх\n\n::: activty\nDo.\n:::\n\n::: quiz {#a pas=70}\n### Q {#b}\n- [x] b\n- [ ] c\n:::\n',
    'course.yaml': 'version: 1.0.0\nsource_language: en\nlicense: A\n',
  };
  for (const language of ['en', 'mn']) {
    const { run, folder } = checked(context, files, '--lang', language);
    const mended = new Map();
    for (const result of run.results) {
      for (const fix of result.fixes || []) {
        assert.ok(fix.description.text.length > 3);
        for (const change of fix.artifactChanges) {
          const name = decodeURIComponent(change.artifactLocation.uri);
          const lines = mended.get(name) || fs.readFileSync(path.join(folder, name), 'utf8').split('\n');
          for (const { deletedRegion: place, insertedContent } of change.replacements) {
            assert.equal(place.startLine, place.endLine);
            const line = lines[place.startLine - 1];
            lines[place.startLine - 1] = line.slice(0, place.startColumn - 1) + insertedContent.text + line.slice(place.endColumn - 1);
          }
          mended.set(name, lines);
        }
      }
    }
    assert.deepEqual([...mended.keys()].sort(), ['course.yaml', 'en/01-m/01-l.md']);
    for (const [name, lines] of mended) { fs.writeFileSync(path.join(folder, name), lines.join('\n')); }
    const again = spawnSync(ALFORJA, ['--format', 'sarif', 'check'], { cwd: folder, encoding: 'utf8' });
    assert.deepEqual(JSON.parse(again.stdout).runs[0].results, []);
    assert.equal(again.status, 0);
  }
});
