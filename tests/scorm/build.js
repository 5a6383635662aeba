'use strict';

// Makes the real packages of the small course in tests/fixtures/scorm with the real program.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { unzip } = require('./unzip.js');

const ROOT = path.join(__dirname, '..', '..');
const PROGRAM = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');

/** Packages for `target` into a new folder, with these options more; returns it, the zip and the folder it was unzipped to. */
function build(target, ...options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-scorm-'));
  const library = path.join(ROOT, 'tests', 'fixtures', 'scorm');
  execFileSync(PROGRAM, ['--library', library, 'package', '--target', target, '--out', folder, ...options], { stdio: 'pipe' });
  const zip = path.join(folder, `saving-en-1.2.0-${target}.zip`);
  const content = path.join(folder, 'content');
  unzip(zip, content);
  return { folder, zip, content, remove: () => fs.rmSync(folder, { recursive: true }) };
}

module.exports = { PROGRAM, ROOT, build };
