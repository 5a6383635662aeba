'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load } = require('./load.js');

const film = load(['films/rules.js']).film;

test('times are written as players write them, and what is no time is none', () => {
  assert.deepEqual([0, 7.9, 133, 3733, 36000].map(film.clock), ['0:00', '0:07', '2:13', '1:02:13', '10:00:00']);
  assert.deepEqual([NaN, Infinity, -3, null, '7', {}].map(film.clock), Array(6).fill('0:00'));
});

test('a film goes on where it stopped, but not in its last seconds', () => {
  assert.equal(film.start(133, 200), 133);
  assert.equal(film.start(198, 200), 0);
  assert.equal(film.start(133, NaN), 0);
  assert.equal(film.start(133, Infinity), 133);
  [NaN, Infinity, -1, '133', null, undefined, {}].forEach(kept => assert.equal(film.start(kept, 200), 0));
});

test('only a speed that is offered is taken', () => {
  assert.deepEqual([0.75, 1.25, 2].map(film.speed), [0.75, 1.25, 2]);
  assert.deepEqual([0, 16, NaN, '2', null, undefined].map(film.speed), Array(6).fill(1));
});

test('the chapter that runs is the last that has begun', () => {
  const starts = [0, 27, 70];
  assert.deepEqual([0, 26, 27, 69.8, 500].map(now => film.chapter(starts, now)), [0, 0, 1, 2, 2]);
  assert.equal(film.chapter([5], 1), -1);
  assert.equal(film.chapter([], 1), -1);
});

test('captions are those chosen, else those of the page', () => {
  const all = ['da', 'en', 'pt-MZ'];
  assert.equal(film.captions(all, undefined, 'en'), 'en');
  assert.equal(film.captions(all, undefined, 'pt'), 'pt-MZ');
  assert.equal(film.captions(all, undefined, 'mn'), undefined);
  assert.equal(film.captions(all, 'da', 'en'), 'da');
  assert.equal(film.captions(all, 'sq', 'en'), 'en', 'a choice that this film does not have');
  assert.equal(film.captions(all, 'off', 'en'), undefined);
  assert.equal(film.captions(all, { a: 1 }, 'en'), 'en');
});
