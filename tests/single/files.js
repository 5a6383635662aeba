/** The single files of the shipped courses, each to be opened where it has no neighbours. */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { PROGRAM, ROOT } = require('../browser/site.js');

/** Packs a library into single files; returns their names, the text of one, its address alone in a folder, and an end to all. */
function pack(library) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-single-'));
  const all = path.join(folder, 'all');
  execFileSync(PROGRAM, ['--quiet', '--library', library || path.join(ROOT, 'courses'), 'package', '--target', 'single', '--out', all], { stdio: ['ignore', 'ignore', 'inherit'] });
  return {
    names: () => fs.readdirSync(all).filter(name => name.endsWith('.html')).sort(),
    folder: all,
    text: name => fs.readFileSync(path.join(all, name), 'utf8'),
    alone: name => {
      const place = fs.mkdtempSync(path.join(folder, 'alone-'));
      fs.copyFileSync(path.join(all, name), path.join(place, name));
      return pathToFileURL(path.join(place, name)).href;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true })
  };
}

module.exports = { pack };
