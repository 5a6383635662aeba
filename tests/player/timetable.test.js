'use strict';
const assert = require('node:assert/strict');
const test = require('node:test');
const { load, plain, vectors } = require('./load.js');

const cases = vectors('timetable.json');
const { timetable } = load(['trainer/timetable.js']);

const day = one => ({
  start: timetable.minutes(one.start),
  end: timetable.minutes(one.end),
  breaks: one.breaks.map(([at, minutes]) => ({ at: timetable.minutes(at), minutes }))
});

function told(row) {
  const what = row.pause !== undefined ? 'break ' + row.pause : row.item + (row.further ? '+' : '');
  return row.day + ' ' + timetable.clock(row.from) + '-' + timetable.clock(row.until) + ' ' + what;
}

test('times are laid out as the generator lays them out', () => {
  assert.ok(cases.length > 10);
  cases.forEach(one => assert.deepEqual(plain(timetable.lay(one.items, day(one)).map(told)), one.rows, one.case));
});

test('only times of the day are times', () => {
  [['9:05', 545], ['09:05', 545], ['24:00', 1440], [' 0:00 ', 0]].forEach(([text, time]) => assert.equal(timetable.minutes(text), time, text));
  ['24:01', '9', '9.30', '9:5', '9:60', '', ':', '+9:30'].forEach(text => assert.equal(timetable.minutes(text), null, text));
});

test('people are divided as the generator divides them', () => {
  [[20, 4, 5, 4, 4], [22, 4, 6, 4, 3], [21, 10, 3, 7, 7], [3, 4, 1, 3, 3], [20, 0, 1, 20, 20], [0, 4, 1, 0, 0]].forEach(([people, group, ...expected]) => {
    const found = timetable.groups(people, group);
    assert.deepEqual([found.count, found.people, found.fewest], expected, people + ' in ' + group);
  });
});
