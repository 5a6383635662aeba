/** Each single file read as it is written: it needs no other, every link finds its place, and it is valid HTML. */
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { HtmlValidate } = require('html-validate');
const { parse } = require('parse5');
const { ROOT } = require('../browser/site.js');
const { pack } = require('./files.js');

const files = pack();
test.after(() => files.remove());

/** Returns the elements of a page: name and attributes. */
function elements(text) {
  const found = [];
  (function visit(node) {
    if (node.attrs) { found.push({ name: node.tagName, is: Object.fromEntries(node.attrs.map(({ prefix, name, value }) => [prefix ? prefix + ':' + name : name, value])) }); }
    (node.childNodes || []).forEach(visit);
  })(parse(text));
  return found;
}

/** Returns how many files there must be: of each language of each course one, and one of each of its modules. */
function expected() {
  const courses = path.join(ROOT, 'courses');
  const folders = (place, name) => fs.readdirSync(place, { withFileTypes: true }).filter(one => one.isDirectory() && name.test(one.name)).map(one => path.join(place, one.name));
  const languages = folders(courses, /^/).flatMap(course => folders(course, /^[a-z]{2}$/));
  assert.ok(languages.length >= 8);
  return languages.reduce((sum, language) => sum + 1 + folders(language, /^\d\d-/).length, 0);
}

test('there is a file of each course and of each module, named by course, language and version', () => {
  const names = files.names();
  assert.equal(names.length, expected());
  for (const name of ['savings-groups-mn-1.0.0-single.html', 'savings-groups-mn-1.0.0-the-loan-single.html', 'running-a-project-pt-1.0.0-single.html']) { assert.ok(names.includes(name), name); }
  names.forEach(name => assert.match(name, /^[a-z0-9._-]+$/));
});

test('no file needs another, and every link finds its place', () => {
  const wrong = [];
  for (const name of files.names()) {
    const all = elements(files.text(name));
    const ids = all.map(one => one.is.id).filter(Boolean);
    if (new Set(ids).size !== ids.length) { wrong.push(name + ': ids are there twice: ' + ids.filter((id, at) => ids.indexOf(id) !== at)); }
    for (const { name: tag, is } of all) {
      for (const address of [is.href, is.src, is.poster, is.srcset, is['xlink:href'], is.action].filter(Boolean)) {
        const web = tag === 'a' && /^(https?|mailto|tel|sms):/.test(address);
        if (address.startsWith('#')) {
          if (address !== '#' && !ids.includes(decodeURIComponent(address.slice(1)))) { wrong.push(`${name}: ${address}: no such place`); }
        } else if (!web && !address.startsWith('data:')) { wrong.push(`${name}: <${tag}> leads to ${address}`); }
        if (tag === 'a' && address.startsWith('data:') && !('download' in is)) { wrong.push(name + ': no browser opens ' + address.slice(0, 40)); }
      }
    }
    const styles = (files.text(name).match(/<style>[^]*?<\/style>/g) || []).join('');
    if (/url\((?!["']?(data:|#))|@import/.test(styles)) { wrong.push(name + ': a style leads out'); }
  }
  assert.deepEqual(wrong, []);
});

test('a picture that is shown twice is there once', () => {
  for (const name of files.names()) {
    const data = files.text(name).match(/data:image\/[^"]{2000,}/g) || [];
    assert.equal(new Set(data).size, data.length, name);
  }
});

test('films and sounds are named, with their words and where they are; files that are small come along', () => {
  const text = files.text('savings-groups-da-1.0.0-single.html');
  assert.ok(!/<(video|audio)|data:(video|audio)/.test(text));
  assert.match(text, /<figure class="film web"/);
  assert.match(text, /data-transcript/);
  assert.match(text, /href="data:text\/csv;base64,[^"]+" download="cash-book-form\.csv"/);
});

test('every file is valid HTML', () => {
  const judge = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      'doctype-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'attr-quotes': 'off', 'no-raw-characters': 'off',
      'prefer-native-element': 'off', 'require-sri': 'off', 'no-implicit-close': 'off', 'no-inline-style': 'off',
      // Each page of a document is an article that begins with its own main heading; one is shown at a time.
      'heading-level': ['error', { minInitialRank: 'h2', sectioningRoots: ['dialog', '[role="dialog"]', 'article'] }]
    }
  });
  const wrong = [];
  for (const name of files.names()) {
    for (const result of judge.validateStringSync(files.text(name)).results) {
      result.messages.forEach(message => wrong.push(`${name}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
    }
    for (const article of files.text(name).match(/<article[^]*?<\/article>/g)) {
      const headings = article.match(/<h[1-6]/g) || [];
      if (headings[0] !== '<h1' || headings.filter(one => one === '<h1').length !== 1) { wrong.push(name + ': ' + headings); }
    }
  }
  assert.deepEqual(wrong.slice(0, 20), []);
});
