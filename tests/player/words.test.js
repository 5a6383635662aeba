'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const player = load(['words.js', 'film.js'], {
  alforja: { wakes: [], words: { left: { one: '{count} try', other: '{count} tries' }, hello: 'Hello {name} {x}' }, forms: ['one', 'other'], table: '10' + '1'.repeat(198), decimal: ',', group: '.' }
});

test('messages are filled and counted', () => {
  assert.equal(player.t('hello', { name: 'Ana' }), 'Hello Ana {x}');
  assert.equal(player.t('missing'), 'missing');
  assert.equal(player.count('left', 1), '1 try');
  assert.equal(player.count('left', 0), '0 tries');
  assert.equal(player.count('left', 12345), '12.345 tries');
});

test('numbers are written with the signs of the language', () => {
  assert.equal(player.number(1234), '1234');
  assert.equal(player.number(1234567.5), '1.234.567,5');
  assert.equal(player.number(-0.25), '−0,25');
  assert.equal(player.number(2 / 3), '0,67');
});

test('captions are read from WebVTT and SubRip', () => {
  const vtt = 'WEBVTT - title\n\nNOTE a note\n\n1\n00:01.000 --> 00:03.500 align:start\nFirst\nline\n\n01:02:03.250 --> 01:02:05.000\nSecond';
  assert.deepEqual(plain(player.captions(vtt)), [{ from: 1, to: 3.5, text: 'First\nline' }, { from: 3723.25, to: 3725, text: 'Second' }]);
  assert.deepEqual(plain(player.captions('1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n\r\n')), [{ from: 1, to: 2, text: 'Hi' }]);
  assert.deepEqual(plain(player.captions('nothing --> here')), []);
});
