/** Learning paths, completion and the gathered notes: what the pages count and show. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const player = load(['words.js', 'typed.js', 'keep.js', 'draw.js', 'state.js', 'course.js', 'days.js', 'stands.js', 'notes/gather.js', 'notes/copies.js']);
Object.assign(player, { words: { ticked: 'yes' }, decimal: ',', group: '.', forms: ['other'], table: '' });

const quiz = id => ({ id, graded: true, pass: 70, questions: [{ id: id + '.1', kind: 'single', points: 1 }] });
const outline = {
  course: 'c', completion: { lessons: 'all', quizzes: 'all' }, roles: ['member', 'board'],
  lessons: [
    { id: 'm/all', title: 'All', quizzes: [] },
    { id: 'm/member', title: 'Member', roles: ['member'], quizzes: [quiz('m/member#q')] },
    { id: 'm/board', title: 'Board', roles: ['board'], quizzes: [quiz('m/board#q')] }
  ]
};
const ids = lessons => plain(lessons.map(lesson => lesson.id));

test('a path leaves out what is for others, an unknown one leaves out nothing', () => {
  [[undefined, 3], ['member', 2], ['board', 2], ['gone', 3], [7, 3], [null, 3]].forEach(([role, count]) => assert.equal(player.onPath(outline, { role }).length, count, String(role)));
  assert.deepEqual(ids(player.onPath(outline, { role: 'board' })), ['m/all', 'm/board']);
});

test('only what is on the path counts for completion, and what is missing is named', () => {
  const state = { role: 'board', 'l:m/all': 2, 'l:m/board': 2 };
  assert.deepEqual(plain(player.course(outline, state).missing.map(one => [one.lesson.id, Boolean(one.quiz)])), [['m/board', true]]);
  const passed = Object.assign({}, state, { 'q:m/board#q.1': { p: 1, d: 1, n: 1 } });
  const result = player.course(outline, passed);
  assert.deepEqual([result.completed, result.lessons, result.done, result.percent, result.graded], [true, 2, 2, 100, 1]);
  assert.equal(player.course(outline, Object.assign({}, passed, { role: null })).completed, false);
});

test('the day of completion is noted once, and only after some work', () => {
  const whole = { last: 'm/all', day: '2027-03-01', role: 'board', 'l:m/all': 2, 'l:m/board': 2, 'q:m/board#q.1': { p: 1, d: 1 } };
  const first = patch => player.stands.first(outline, Object.assign({}, whole, patch), '2027-04-01');
  assert.equal(first({}), '2027-03-01');
  assert.equal(first({ day: 'nonsense' }), '2027-04-01');
  assert.equal(first({ done: '2027-02-01' }), null);
  assert.equal(first({ role: 'member' }), null);
  assert.equal(player.stands.first({ completion: { lessons: 'none', quizzes: 'none' }, lessons: outline.lessons }, {}, '2027-04-01'), null);
});

test('a course that another asks for is completed, begun or not begun', () => {
  const stands = state => plain(player.stands.required(3, state));
  assert.deepEqual(stands({}), { done: false, day: '', lessons: 0, begun: false });
  assert.deepEqual(stands({ 'l:a': 2, 'l:b': 1, 'l:c': 2 }), { done: false, day: '', lessons: 2, begun: true });
  assert.deepEqual(stands({ done: '2027-01-02', 'l:a': 2 }), { done: true, day: '2027-01-02', lessons: 1, begun: true });
  assert.equal(stands({ done: true }).done, false);
});

const field = (number, takes) => ({ field: number, takes });
const view = {
  months: ['{day} jan {year}'],
  pages: [{
    id: 'm/all', title: 'All', href: 'm/all.html', places: [
      { kind: 'note', id: 'm/all/1', anchor: '#why', prompt: ['Why?'] },
      { kind: 'plan', id: 'm/all/2', prompt: ['Plan.'], repeat: true, items: [
        { heading: 'Money' },
        { head: ['What', 'Cost'], rows: [[[field(1, 'text')], ['MT ', field(2, 'number')]], [['Sum'], [field(3, 'sum')]]] },
        { heading: 'Nothing here' },
        { field: 4, takes: 'date', label: 'When:' }, { field: 5, takes: 'check', label: 'Done' }
      ] }
    ]
  }, { id: 'm/board', title: 'Board', href: 'm/board.html', places: [{ kind: 'open', id: 'm/board.2', prompt: ['And you?'] }] }]
};
const gather = state => plain(player.notes.gather(view, outline, state));

test('only what is filled in is gathered, in the order of the course, with what was asked', () => {
  assert.deepEqual(gather({}), { pages: [], old: [] });
  const { pages, old } = gather({ 'f:m/all/1': 'Because', 'q:m/board.2': { a: 'So' }, 'l:m/all': 2 });
  assert.deepEqual(old, []);
  assert.deepEqual(pages.map(page => page.entries.map(entry => [entry.prompt[0], entry.href, entry.items[0].words])), [[['Why?', 'm/all.html#why', 'Because']], [['And you?', 'm/board.html', 'So']]]);
});

test('a plan keeps its table: added rows, sums, no empty rows, no heading over nothing', () => {
  const state = { 'f:m/all/2/1': 'Pump', 'f:m/all/2/2': '1.200,5', 'f:m/all/2/1.10': 'Late', 'f:m/all/2/2.2': '7', 'f:m/all/2/5': true };
  assert.deepEqual(gather(state).pages[0].entries[0].items, [
    { heading: 'Money' },
    { head: ['What', 'Cost'], rows: [['Pump', 'MT 1.200,5'], ['', 'MT 7'], ['Late', 'MT'], ['Sum', '1207,5']] },
    { heading: 'Nothing here' },
    { label: 'Done', words: 'yes' }
  ]);
  assert.deepEqual(gather({ 'f:m/all/2/4': '2027-01-05' }).pages[0].entries[0].items, [{ heading: 'Nothing here' }, { label: 'When:', words: '5 jan 2027' }]);
});

test('what belongs to no place any more is not lost', () => {
  const state = { 'f:m/all/9': 'kept', 'f:gone/lesson/1/2.3': 'also kept', 'q:old-id': { a: 'an answer' }, 'q:m/member#q.1': { a: [1] }, 'f:m/all/1': 5, 'f:m/all/8': '  ' };
  assert.deepEqual(gather(state).old, [
    { title: 'All', items: [{ words: 'kept' }] }, { title: 'gone/lesson', items: [{ words: 'also kept' }] }, { title: 'old-id', items: [{ words: 'an answer' }] }
  ].sort((one, other) => ['gone/lesson', 'All', 'old-id'].indexOf(one.title) - ['gone/lesson', 'All', 'old-id'].indexOf(other.title)));
});

test('copies hold everything and run nothing', () => {
  const head = { title: 'My notes', course: 'C', whose: 'By <Ana>', day: 'Saved', old: 'Earlier', lang: 'pt', dir: 'ltr' };
  const long = 'ö😀'.repeat(40000);
  const gathered = player.notes.gather(view, outline, { 'f:m/all/1': '<script>alert("1")</script> & ' + long, 'f:m/all/2/1': 'Pump\nnew', 'f:gone/x/1': 'old words' });
  const page = player.notes.page(gathered, head);
  assert.ok(page.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ' + long) && !page.includes('<script'), 'escaped');
  assert.ok(page.includes('By &lt;Ana&gt;') && page.includes('<th dir="auto">What</th>') && page.includes('old words'));
  const text = player.notes.text(gathered, head);
  ['== All ==', 'Why?', '<script>alert("1")</script> & ' + long, 'What | Cost', '== Earlier ==', 'gone/x', 'old words'].forEach(words => assert.ok(text.includes(words), words.slice(0, 30)));
});

test('days are said in words, what is no day as it is', () => {
  [['2027-01-05', '5 jan 2027'], ['2027-02-05', '2027-02-05'], ['soon', 'soon'], ['', '']].forEach(([day, words]) => assert.equal(player.dayInWords(day, view.months), words));
});
