'use strict';

// Loads the pure files of the shell as a page would: classic scripts, one after the other, one global.

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const FOLDER = path.join(__dirname, '..', '..', 'player', 'shell');

/** Returns the player with these files loaded, in this order. */
function load(...files) {
  const window = {};
  const context = vm.createContext({ window });
  for (const file of files) {
    vm.runInContext(fs.readFileSync(path.join(FOLDER, file), 'utf8'), context, { filename: file });
  }
  return window.alforja;
}

/** Returns a plain copy, so that objects of two script worlds compare. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

module.exports = { load, plain };
