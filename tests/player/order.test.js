/**
 * The player is a list: each file uses only what those above it make; a part uses the core and itself, and what
 * the parts make that it asks for (`player.load('name')`).
 */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { FOLDER, text } = require('./load.js');

const TABLE = fs.readFileSync(path.join(FOLDER, '..', 'src', 'render', 'player.rs'), 'utf8');

/** What the generator hands over: with the words, and the outlines of courses in scripts of their own. */
const GIVEN = ['words', 'forms', 'table', 'decimal', 'group', 'parts', 'outlines'];

/** What a file may use though it comes later, and why. */
const LATER = {
  'meetings/page.js': ['fields'], // a plan is never without the part of its fields, which wakes before
  'store.js': ['wide'] // only the parts that list or erase bring it, and only they ask the end to
};

/** The lists of `src/render/player.rs`: the core, the hub, the worker, each part and each page that stands alone, as [name, files]. */
function lists() {
  const files = block => Array.from(block.matchAll(/"([\w/-]+\.js)"/g), found => found[1]);
  const constant = name => files(new RegExp(`const ${name}: [^=]*= script!\\[([^\\]]*)\\]`).exec(TABLE)[1]);
  const record = files(/macro_rules! record \{[^]*?script!\[([^\]]*)\]/.exec(TABLE)[1]);
  const parts = Array.from(TABLE.matchAll(/Part \{\s*name: "(\w+)",\s*files: (script|record)!\[([^\]]*)\]/g), found => [found[1], (found[2] === 'record' ? record : []).concat(files(found[3]))]);
  assert.ok(parts.length >= 3, 'the parts were not found');
  // Pages that stand alone on a stick or beside certificates: nothing of the core is there.
  const alone = ['START', 'CHECK', 'PROOF'].map(name => /** @type {[string, string[]]} */ ([name, constant(name)]));
  return { core: constant('CORE'), hub: constant('HUB'), worker: constant('WORKER'), parts, alone };
}

/** Code without comments and strings. */
function bare(code) {
  return code.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '').replace(/'(?:[^'\\\n]|\\.)*'/g, '\'\'');
}

const makes = code => Array.from(bare(code).matchAll(/player\.(\w+) = /g), found => found[1]);
const uses = code => Array.from(bare(code).matchAll(/player\.(\w+)/g), found => found[1]);

function check(name, files, known, parts) {
  const wrong = [];
  files.forEach(file => {
    const code = text(file);
    const asked = Array.from(code.matchAll(/player\.load\('(\w+)'\)/g), found => found[1]);
    const brought = parts.filter(part => asked.includes(part[0])).flatMap(part => part[1]).flatMap(one => makes(text(one)));
    makes(code).forEach(one => known.add(one));
    uses(code).filter(one => !known.has(one) && !brought.includes(one) && !(LATER[file] || []).includes(one)).forEach(one => wrong.push(`${name}: ${file} uses player.${one}`));
  });
  return wrong;
}

test('each file uses only those above it', () => {
  const { core, hub, worker, parts, alone } = lists();
  const known = new Set(GIVEN);
  const wrong = check('core', core, known, parts);
  parts.forEach(([name, files]) => wrong.push(...check(name, files, new Set(known), parts)));
  wrong.push(...check('hub', hub, new Set(), parts));
  wrong.push(...check('worker', worker, new Set(['words']), parts));
  alone.forEach(([name, files]) => wrong.push(...check(name, files, new Set(), parts)));
  assert.deepEqual(wrong, []);
});

test('every file of the player is in a list, or belongs to a launch page', () => {
  const { core, hub, worker, parts, alone } = lists();
  const listed = new Set([core, hub, worker, ...parts.concat(alone).map(part => part[1])].flat());
  const files = fs.readdirSync(FOLDER, { recursive: true }).map(name => String(name).replace(/\\/g, '/'));
  const own = files.filter(name => name.endsWith('.js') && !name.startsWith('shell/'));
  assert.deepEqual(own.filter(name => !listed.has(name)), []);
});
