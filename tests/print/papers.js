/** What `--target print` makes, read with the tools of a Debian system: the words of PDFs, their pages as pictures, the codes on these. */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readQr = require('jsqr');
const { PROGRAM } = require('../browser/site.js');

const folders = [];

/** Returns a folder that is removed at the end. */
function place() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-print-'));
  folders.push(folder);
  return folder;
}

/** Writes a library of these files (path: text or bytes) and returns its folder. */
function library(files) {
  const folder = place();
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Prints a library; returns what the program said, and a function that finds a file by the folder's name and its own. */
function print(from, ...options) {
  const out = path.join(place(), 'out');
  const said = execFileSync(PROGRAM, ['--library', from, '--lang', 'en', 'package', '--target', 'print', '--out', out, ...options], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, COLUMNS: '1000' } });
  return { said, names: folder => fs.readdirSync(path.join(out, folder)).filter(name => !name.startsWith('.')).sort(), file: (folder, name) => path.join(out, folder, name) };
}

/** Returns the words of each page of a PDF. */
function pages(pdf) {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\f').slice(0, -1);
}

/** Returns what `pdfinfo` says: name to value. */
function info(pdf) {
  return Object.fromEntries(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }).split('\n').map(line => line.split(/:\s+/, 2)));
}

/** Returns what the code on a page says, where there is one; with several the page is cut into strips. */
function code(pdf, page) {
  const [, size, grey] = /^P5\s+(\d+ \d+)\s+255\s([^]*)$/.exec(execFileSync('pdftoppm', ['-gray', '-r', '100', '-f', String(page), '-l', String(page), pdf], { encoding: 'latin1', maxBuffer: 1 << 27 })) || [];
  const [width, height] = size.split(' ').map(Number);
  const colours = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) { colours.fill(grey.charCodeAt(at), at * 4, at * 4 + 3); colours[at * 4 + 3] = 255; }
  const found = readQr(colours, width, height);
  return found && found.data;
}

/** Removes all folders. */
function remove() {
  folders.forEach(folder => fs.rmSync(folder, { recursive: true, force: true }));
}

module.exports = { code, info, library, pages, print, remove };
