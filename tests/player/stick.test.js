/** SHA-256 piece by piece, held against Node's own. */
'use strict';
const assert = require('node:assert/strict');
const { createHash, randomBytes } = require('node:crypto');
const test = require('node:test');
const { load } = require('./load.js');

const player = load(['stick/sha256.js']);
const expected = bytes => createHash('sha256').update(bytes).digest('hex');

function hash(pieces) {
  const hashing = player.hashing();
  pieces.forEach(piece => hashing.take(new Uint8Array(piece)));
  return hashing.hex();
}

test('every length around a block is hashed as Node hashes it', () => {
  for (let length = 0; length < 200; length += 1) {
    const bytes = randomBytes(length);
    assert.equal(hash([bytes]), expected(bytes), String(length));
  }
});

test('pieces of any length make the same hash as the whole', () => {
  const bytes = randomBytes(10000);
  for (const size of [1, 3, 63, 64, 65, 127, 1000]) {
    const pieces = [];
    for (let from = 0; from < bytes.length; from += size) { pieces.push(bytes.subarray(from, from + size)); }
    assert.equal(hash(pieces), expected(bytes), String(size));
  }
  assert.equal(hash([]), expected(Buffer.alloc(0)));
});
