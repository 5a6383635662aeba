'use strict';

// Makes the real packages of the small course in tests/fixtures/scorm with the real program.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { unzip } = require('./unzip.js');

const ROOT = path.join(__dirname, '..', '..');
const PROGRAM = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');
const LIBRARY = path.join(ROOT, 'tests', 'fixtures', 'scorm');

/** Returns a copy of the small course's library whose course says this of its packages, in YAML. */
function withSettings(settings) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-settings-'));
  fs.cpSync(LIBRARY, folder, { recursive: true });
  fs.appendFileSync(path.join(folder, 'courses', 'saving', 'course.yaml'), `package: ${settings}\n`);
  return folder;
}

/** Packages for `target` into a new folder, with these options more; returns it, the zip and the folder it was unzipped to. */
function build(target, ...options) {
  return buildFrom(LIBRARY, target, ...options);
}

/** Packages the course of another library. */
function buildFrom(library, target, ...options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-scorm-'));
  execFileSync(PROGRAM, ['--library', library, 'package', '--target', target, '--out', folder, ...options], { stdio: 'pipe' });
  const zip = path.join(folder, `saving-en-1.2.0-${target}.zip`);
  const content = path.join(folder, 'content');
  unzip(zip, content);
  return { folder, zip, content, remove: () => fs.rmSync(folder, { recursive: true }) };
}

module.exports = { PROGRAM, ROOT, build, buildFrom, withSettings };
