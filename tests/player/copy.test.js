/** What a kept copy is: its name, its files, the parts of a film. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const { copy } = load(['offline/copy.js']);
const ROOT = 'https://x.org/any/path/';
const FILES = [['en/a/index.html', 10, 'aaaaaaaa'], ['assets/style-bbbbbbbb.css', 20, 'bbbbbbbb'], ['assets/a/film-cccccccc.mp4', 70, 'cccccccc', 1]];

test('a name is read back, and only that of this site', () => {
  const name = copy.name(ROOT, 'en/a', '12345678');
  assert.deepEqual(plain(copy.read(ROOT, name)), { name, place: 'en/a', version: '12345678' });
  ['other', name + ' more', copy.name('https://x.org/any/', 'en/a', '1'), 'alforja ' + ROOT].forEach(other => assert.equal(copy.read(ROOT, other), null, other));
  assert.deepEqual(plain(copy.copies(ROOT, ['other', name, copy.name(ROOT, 'en/a', '2')])).map(one => one.version), ['2', '12345678']);
});

test('a film is given in parts', () => {
  const cases = [['bytes=0-', 0, 99], ['bytes=10-19', 10, 19], ['bytes=90-200', 90, 99], ['bytes=-5', 95, 99], ['bytes=-500', 0, 99]];
  cases.forEach(([header, from, to]) => assert.deepEqual(plain(copy.range(header, 100)), { from, to }, header));
  [null, '', 'bytes=-', 'bytes=0-1,5-6', 'lines=0-1'].forEach(header => assert.equal(copy.range(header, 100), null, header));
  ['bytes=100-', 'bytes=9-8'].forEach(header => assert.equal(copy.range(header, 100), false, header));
});

test('what is here with the same print is not missing', () => {
  const list = { files: FILES };
  assert.equal(copy.missing(copy.chosen(list, true), {}), 100);
  assert.equal(copy.missing(copy.chosen(list, false), {}), 30);
  assert.equal(copy.missing(copy.chosen(list, false), { 'en/a/index.html': 'aaaaaaaa', 'assets/style-bbbbbbbb.css': 'dddddddd' }), 20);
});

test('addresses stand for files, as hosts shorten them', () => {
  assert.deepEqual(plain(copy.addresses(ROOT + 'en/a/?x#y')), [ROOT + 'en/a/index.html']);
  assert.deepEqual(plain(copy.addresses(ROOT + 'en/a/b.html#c')), [ROOT + 'en/a/b.html']);
  assert.deepEqual(plain(copy.addresses(ROOT + 'en/a/b')), [ROOT + 'en/a/b', ROOT + 'en/a/b.html', ROOT + 'en/a/b/index.html']);
  assert.equal(copy.lasting(ROOT + 'assets/a/film-0123abcd.mp4'), true);
  assert.equal(copy.lasting(ROOT + 'assets/a/event-en-1.ics'), false);
});
