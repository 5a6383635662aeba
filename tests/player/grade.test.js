'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, vectors } = require('./load.js');

const player = load(['typed.js', 'grade.js']);
const all = vectors('grading.json');

test('typed words forgive case, spaces and missing marks, and nothing else', () => {
  all.words.forEach(one => assert.equal(player.typed.same(one.answer, one.typed, one.strict), one.right, JSON.stringify(one)));
});

test('numbers are read with the signs of the language', () => {
  all.numbers.forEach(one => assert.equal(player.typed.number(one.typed, one.decimal), one.value, JSON.stringify(one)));
});

test('each kind of question is graded with its stated share', () => {
  all.questions.forEach(one => {
    const grade = player.grade.of(one.question, one.answer, one.decimal || '.');
    assert.equal(grade.points, one.points, JSON.stringify(one));
    assert.equal(grade.right, one.right, JSON.stringify(one));
  });
});

test('a kept answer that no longer fits its question is told apart', () => {
  const fits = player.grade.fits;
  assert.equal(fits({ kind: 'single', count: 3 }, [2]), true);
  assert.equal(fits({ kind: 'single', count: 3 }, [3]), false);
  assert.equal(fits({ kind: 'single', count: 3 }, [0, 1]), false);
  assert.equal(fits({ kind: 'multiple', count: 3 }, [1, 1]), false);
  assert.equal(fits({ kind: 'multiple', count: 3 }, 'all'), false);
  assert.equal(fits({ kind: 'order', count: 3 }, [2, 0, 1]), true);
  assert.equal(fits({ kind: 'order', count: 3 }, [2, 0]), false);
  assert.equal(fits({ kind: 'match', count: 2 }, [1, 1]), true);
  assert.equal(fits({ kind: 'match', count: 2 }, [-1, 0]), false);
  assert.equal(fits({ kind: 'gaps', gaps: [{}, {}] }, ['a', 1]), true);
  assert.equal(fits({ kind: 'gaps', gaps: [{}, {}] }, ['a']), false);
  assert.equal(fits({ kind: 'gaps', gaps: [{}] }, [null]), false);
  assert.equal(fits({ kind: 'scale', count: 5 }, 4), true);
  assert.equal(fits({ kind: 'scale', count: 5 }, undefined), false);
  assert.equal(fits({ kind: 'open' }, 7), false);
});
