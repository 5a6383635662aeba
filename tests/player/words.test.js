'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load } = require('./load.js');

const player = load(['words.js'], {
  alforja: { words: { left: { one: '{count} try', other: '{count} tries' }, hello: 'Hello {name} {x}' }, forms: ['one', 'other'], table: '10' + '1'.repeat(198), decimal: ',', group: '.' }
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
