/** Loads files of the player into a window of their own. */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const FOLDER = path.join(__dirname, '..', '..', 'player');

/** Reads one file of the player. */
function text(name) {
  return fs.readFileSync(path.join(FOLDER, name), 'utf8');
}

/** Returns the player made of these files; they see nothing but `window`. */
function load(names, window) {
  const own = Object.assign({ alforja: {} }, window);
  const context = vm.createContext({ window: own, setTimeout, clearTimeout });
  names.forEach(name => vm.runInContext(text(name), context, { filename: name }));
  return own.alforja;
}

/** Reads the shared vectors of the fixtures. */
function vectors(name) {
  return JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'fixtures', name), 'utf8'));
}

/** Plain data of this realm, for comparing. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

module.exports = { FOLDER, load, plain, text, vectors };
