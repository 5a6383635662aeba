// The whole site of the shipped courses, read file by file: no link leads nowhere, nothing is loaded from
// another host, every page is valid HTML with a language, a title and one main heading.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const zlib = require('node:zlib');
const { HtmlValidate } = require('html-validate');
const { parse } = require('parse5');

const ROOT = path.join(__dirname, '..', '..');
const PROGRAM = process.env.ALFORJA || path.join(ROOT, 'target', 'debug', 'alforja');
const LOADS = { img: ['src', 'srcset'], script: ['src'], link: ['href'], video: ['src', 'poster'], audio: ['src'], source: ['src', 'srcset'], iframe: ['src'], track: ['src'] };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-site-'));
const site = path.join(folder, 'dist');
const pages = new Map();

test.before(() => {
  execFileSync(PROGRAM, ['--quiet', '--library', path.join(ROOT, 'courses'), 'build', '--out', site], { stdio: 'inherit' });
  for (const file of fs.readdirSync(site, { recursive: true }).map(String).sort()) {
    if (file.endsWith('.html')) pages.set(file, readPage(path.join(site, file)));
  }
});

test.after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Returns what a page holds: its ids, its addresses (with the attribute they stand in) and its elements. */
function readPage(file) {
  const text = fs.readFileSync(file, 'utf8');
  const page = { text, ids: new Set(), links: [], loads: [], elements: [] };
  (function visit(node) {
    if (node.attrs) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      page.elements.push({ name: node.tagName, attributes, node });
      if (attributes.id) page.ids.add(attributes.id);
      if (node.tagName === 'a' && 'href' in attributes) page.links.push(attributes.href);
      for (const name of LOADS[node.tagName] || []) {
        if (!(name in attributes)) continue;
        if (node.tagName === 'link' && !/stylesheet|icon/.test(attributes.rel || '')) continue;
        const addresses = name === 'srcset' ? attributes[name].split(',').map((part) => part.trim().split(/\s+/)[0]) : [attributes[name]];
        page.loads.push(...addresses);
      }
    }
    for (const child of node.childNodes || []) visit(child);
    if (node.content) visit(node.content);
  })(parse(text));
  return page;
}

const isElsewhere = (address) => /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//');

/** Returns the file of the site that an address on a page leads to, and the place on it. */
function target(page, address) {
  const [file, anchor] = address.split('#');
  return { file: file === '' ? page : path.normalize(path.join(path.dirname(page), decodeURIComponent(file))), anchor };
}

test('the site has pages in all five languages', () => {
  for (const lang of ['da', 'en', 'mn', 'pt', 'sq']) assert.ok(pages.has(path.join(lang, 'index.html')), lang);
  assert.ok(pages.size > 60, `${pages.size} pages`);
});

test('no link leads nowhere', () => {
  const wrong = [];
  for (const [name, page] of pages) {
    for (const address of page.links) {
      if (isElsewhere(address)) continue;
      if (address.startsWith('/')) wrong.push(`${name}: ${address} is not relative`);
      const { file, anchor } = target(name, address.replace(/(search\.html)#course=[a-z0-9-]+$|(support\.html)#page=[\w/-]+$/, '$1$2')); // what a tool's script is told is no place
      if (!fs.existsSync(path.join(site, file))) wrong.push(`${name}: ${address}: no such file`);
      else if (anchor && pages.has(file) && !pages.get(file).ids.has(decodeURIComponent(anchor)) && anchor !== 'top') {
        wrong.push(`${name}: ${address}: no such place`);
      } else if (!path.extname(file)) wrong.push(`${name}: ${address} names a folder, which does not open by double-click`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('nothing is loaded that is not in the folder', () => {
  const wrong = [];
  for (const [name, page] of pages) {
    for (const address of page.loads) {
      if (address.startsWith('data:')) continue;
      if (isElsewhere(address)) wrong.push(`${name} loads ${address}`);
      else if (!fs.existsSync(path.join(site, target(name, address).file))) wrong.push(`${name}: ${address} is not there`);
    }
  }
  for (const file of fs.readdirSync(path.join(site, 'assets'))) {
    if (!file.endsWith('.css')) continue;
    const urls = fs.readFileSync(path.join(site, 'assets', file), 'utf8').match(/url\((?!["']?(data:|#))[^)]*\)|@import/g);
    assert.equal(urls, null, file);
  }
  assert.deepEqual(wrong, []);
});

test('every page says its language, its title and one main heading', () => {
  for (const [name, page] of pages) {
    if (name === 'hub.html') continue;
    const find = (element) => page.elements.filter((candidate) => candidate.name === element);
    const html = find('html')[0].attributes;
    const lang = name.split(path.sep)[0];
    if (lang.length === 2) assert.equal(html.lang, lang, name);
    assert.ok(html.dir === 'ltr' || html.dir === undefined, name);
    assert.equal(find('title').length >= 1, true, `${name} has a title`);
    assert.equal(find('h1').length, 1, `${name} has one main heading`);
    assert.equal(find('main').length, 1, `${name} has one main part`);
  }
});

test('no markup of the format is left on a page', () => {
  for (const [name, page] of pages) {
    const words = page.text.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<(code|pre)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
    for (const markup of [/:::/, /\[\[/, /\]\]/, /\{#[a-z]/, /\{\./, /\{\{|\}\}|\{%/, /\[!NOTE\]/, /page\.[a-z-]+/, /player\.[a-z-]+/]) {
      const at = words.search(markup);
      assert.equal(at, -1, `${name} shows markup: …${words.slice(Math.max(0, at - 60), at + 60)}…`);
    }
  }
});

test('what is looked up in the handbook weighs no more than a lesson, nor do the first rules that every page carries', context => {
  const FIRST = /<style>[^]*?<\/style>/;
  const weight = text => zlib.gzipSync(text, { level: 9 }).length / 1024;
  const read = name => fs.readFileSync(path.join(site, name), 'utf8');
  const heavy = [...pages.keys()].filter(name => /handbook.look-up./.test(name)).map(name => [name, weight(read(name).replace(FIRST, ''))]);
  assert.ok(heavy.length >= 6);
  const [name, most] = heavy.sort((a, b) => b[1] - a[1])[0];
  const first = weight(FIRST.exec(read(name))[0]);
  context.diagnostic(`${name}: ${Math.round(most * 100) / 100} KB gzip of 5.9; its first rules: ${Math.round(first * 100) / 100} of 2.75`);
  assert.ok(most <= 5.9, name);
  assert.ok(first <= 2.75, 'the first rules');
});

test('file names hold what every stick, zip reader and LMS takes', () => {
  for (const file of fs.readdirSync(site, { recursive: true }).map(String)) {
    if (file === '.alforja-output.json') continue;
    for (const part of file.split(path.sep)) assert.match(part, /^[a-z0-9_-][a-z0-9._-]*$/);
    assert.ok(file.length <= 120, file);
  }
});

test('every page is valid HTML', () => {
  const judge = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // The doctype is written in lower case and void elements without a slash; both are the standard's own style.
      'doctype-style': 'off',
      'long-title': 'off',
      'no-trailing-whitespace': 'off',
      'attr-quotes': 'off',
      'no-raw-characters': 'off',
      // Pages are complete without a script, so native elements carry their roles.
      'prefer-native-element': 'off',
      'require-sri': 'off',
      'no-implicit-close': 'off',
      'no-inline-style': 'off',
    },
  });
  const wrong = [];
  for (const [name, page] of pages) {
    const report = judge.validateStringSync(page.text);
    for (const result of report.results) {
      for (const message of result.messages) wrong.push(`${name}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
    }
  }
  assert.deepEqual(wrong.slice(0, 40), []);
});
