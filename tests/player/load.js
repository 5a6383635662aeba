/** Loads the player's files into a window of their own, in the order in which the generator joins them. */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const FOLDER = path.join(__dirname, '..', '..', 'player');
const FILES = ['words.js', 'typed.js', 'grade.js', 'draw.js', 'state.js', 'page.js', 'store.js', 'save.js', 'progress.js', 'contents.js',
  'choice.js', 'gaps.js', 'order.js', 'open.js', 'card.js', 'quiz.js', 'survey.js', 'start.js'];
/** Only on pages that hold notes or films. */
const EXTRAS = ['notes.js', 'film.js'];

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

module.exports = { EXTRAS, FILES, FOLDER, load, plain, text, vectors };
