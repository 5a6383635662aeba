'use strict';

// Makes real packages of small libraries with the real program.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { PROGRAM, ROOT } = require('../scorm/build.js');
const { unzip } = require('../scorm/unzip.js');

/** Packages the library tests/fixtures/`library` into a new folder; returns it, the zip `name` and the folder it was unzipped to. */
function build(library, name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-cmi5-'));
  const sources = path.isAbsolute(library) ? library : path.join(ROOT, 'tests', 'fixtures', library);
  const [, course, lang] = /^(.*)-([a-z]+)-\d/.exec(name);
  execFileSync(PROGRAM, ['--library', sources, 'package', '--target', 'cmi5', '--course', course, '--lang-of-course', lang, '--out', folder], { stdio: 'pipe' });
  const zip = path.join(folder, name);
  const content = path.join(folder, 'content');
  unzip(zip, content);
  return { folder, zip, content, remove: () => fs.rmSync(folder, { recursive: true }) };
}

module.exports = { build };
