'use strict';

// Makes the real package of the small course in tests/fixtures/scorm with the real program.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { unzip } = require('./unzip.js');

const ROOT = path.join(__dirname, '..', '..');
const PROGRAM = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');
const NAME = 'saving-en-1.2.0-scorm12.zip';

/** Packages into a new folder, with these options more; returns it, the zip and the folder it was unzipped to. */
function build(...options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-scorm-'));
  const library = path.join(ROOT, 'tests', 'fixtures', 'scorm');
  execFileSync(PROGRAM, ['--library', library, 'package', '--target', 'scorm12', '--out', folder, ...options], { stdio: 'pipe' });
  const zip = path.join(folder, NAME);
  const content = path.join(folder, 'content');
  unzip(zip, content);
  return { folder, zip, content, remove: () => fs.rmSync(folder, { recursive: true }) };
}

module.exports = { PROGRAM, ROOT, build };
