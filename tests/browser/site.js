/** Builds libraries with the program under test; the shipped courses once for all test files. */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const ROOT = path.join(__dirname, '..', '..');
const PROGRAM = process.env.ALFORJA || path.join(process.env.CARGO_TARGET_DIR || path.join(ROOT, 'target'), 'debug', 'alforja');

/** The site of the shipped courses, where `tests/run` has built it already. */
const SHIPPED = process.env.ALFORJA_SITE;

/** Puts the site of the shipped courses into a new folder and returns it. */
function build() {
  if (!SHIPPED) { return buildFrom(path.join(ROOT, 'courses')); }
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-site-')), 'dist');
  fs.cpSync(SHIPPED, folder, { recursive: true });
  return folder;
}

/** Builds the site of a library into a new folder and returns it. */
function buildFrom(library) {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-site-')), 'dist');
  execFileSync(PROGRAM, ['--quiet', '--library', library, 'build', '--out', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

/** Writes a library into a new folder and returns that: `files` by their paths, each a text or bytes. */
function library(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-library-'));
  Object.keys(files).forEach(name => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), files[name]);
  });
  return folder;
}

/** Every page of a folder, in order. */
function pages(folder, below) {
  const all = fs.readdirSync(path.join(folder, below), { recursive: true }).map(name => path.join(below, String(name)));
  return all.filter(name => name.endsWith('.html') && name !== 'hub.html').sort();
}

/** The address of a folder as a learner opens it from a stick. */
function local(folder) {
  return pathToFileURL(folder).href + '/';
}

module.exports = { PROGRAM, ROOT, build, buildFrom, library, local, pages };
