'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const player = load(['keep.js', 'typed.js', 'grade.js', 'draw.js', 'state.js', 'profile.js']);
const scale = (id, dimension) => ({ id, kind: 'scale', count: 5, dimension });
const key = { id: 's', graded: false, dimensions: ['Trust', 'Money'], questions: [scale('a', 0), scale('b', 0), scale('c', 1), { id: 'd', kind: 'open' }] };

test('each dimension has the mean of its answered scales, and all together have theirs', () => {
  const state = { 'q:a': { a: 4 }, 'q:b': { a: 1 }, 'q:c': { a: 0 }, 'q:d': { a: 'words' } };
  assert.deepEqual(plain(player.profile.means(key, state)), [63, 0, 42]);
  assert.deepEqual(plain(player.profile.means(key, { 'q:a': { a: 4 }, 'q:c': { a: 9 } })), [100, null, 100]);
  assert.deepEqual(plain(player.profile.means(key, {})), [null, null, null]);
});

test('former results that are whole are kept, at most five, the newest last', () => {
  const day = number => ({ t: '2026-01-0' + number, v: [number, null] });
  assert.deepEqual(plain(player.profile.history({ h: [1, 2, 3, 4, 5, 6].map(day) })), [2, 3, 4, 5, 6].map(day));
  for (const foreign of [undefined, 'x', [null], [{ t: 'yesterday', v: [1] }], [{ t: '2026-01-01', v: ['1'] }], [{ t: '2026-01-01', v: [101] }], [{ t: '2026-01-01' }]]) {
    assert.deepEqual(plain(player.profile.history({ h: foreign })), []);
  }
});

test('three dimensions and more are a wheel, fewer are bars; the last time is drawn under now', () => {
  const row = (now, last) => ({ name: 'x', now, last });
  const looks = drawn => plain(drawn.shapes.map(shape => shape.tag + ' ' + shape.look));
  const wheel = player.profile.shapes([row(100, 50), row(0, null), row(null, 0)]);
  assert.equal(wheel.height, 320);
  assert.equal(wheel.shapes.find(shape => shape.look === 'now').at.points.split(' ')[0], '160,40');
  assert.equal(wheel.shapes.find(shape => shape.look === 'last').at.points.split(' ')[0], '160,100');
  assert.ok(looks(wheel).indexOf('polygon last') < looks(wheel).indexOf('polygon now'));
  assert.equal(looks(wheel).filter(look => look === 'circle dot').length, 2);
  const bars = player.profile.shapes([row(50, null), row(100, 20)]);
  assert.deepEqual(looks(bars).filter(look => look === 'rect last'), ['rect last']);
  assert.deepEqual(plain(bars.shapes.filter(shape => shape.look === 'now bar').map(shape => shape.at.width)), [145, 290]);
});
