/** Plans over several meetings: kept, gathered, written into a file and joined again; and messages that are ready to send. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { load, plain } = require('./load.js');

const player = load(['words.js', 'typed.js', 'keep.js', 'draw.js', 'state.js', 'course.js', 'days.js', 'meetings/plan.js', 'meetings/file.js', 'notes/gather.js', 'support.js'], { alforja: { wakes: [] }, encodeURIComponent });
player.words = { 'plan-day': 'Meeting:', 'plan-whose': 'Whose:' };
const PLACE = 'mentoring/plan/2';

/** A state with the plan, and with what stands beside it. */
const state = fields => Object.assign({ 'l:mentoring/plan': 2, 'f:mentoring/plan/21/1': 'another place', ['f:' + PLACE + '2/1']: 'a third' },
  Object.fromEntries(Object.entries(fields).map(([name, value]) => ['f:' + PLACE + (name.startsWith('@') && /^@\d/.test(name) ? '' : '/') + name, value])));
const merged = (before, patch) => plain(player.merge(before, patch));
const of = kept => plain(player.meetings.of(PLACE, kept));

test('a meeting that is kept stays as it was, and the next one begins with the same words', () => {
  let kept = state({ 1: 'Find a treasurer', '3.2': 'row', 5: true, '@': '2027-03-01', '@who': 'Green Hill' });
  kept = merged(kept, player.meetings.next(PLACE, kept, '2027-04-05'));
  kept = merged(kept, { ['f:' + PLACE + '/1']: 'Treasurer found' });
  kept = merged(kept, player.meetings.next(PLACE, kept, '2027-05-06'));
  assert.deepEqual(of(kept), {
    now: { 1: 'Treasurer found', '3.2': 'row', 5: true, '@': '2027-05-06', '@who': 'Green Hill' },
    held: [
      { 1: 'Find a treasurer', '3.2': 'row', 5: true, '@': '2027-03-01', '@who': 'Green Hill' },
      { 1: 'Treasurer found', '3.2': 'row', 5: true, '@': '2027-04-05', '@who': 'Green Hill' }
    ]
  });
  assert.equal(kept['f:mentoring/plan/21/1'], 'another place');
  assert.equal(kept['f:' + PLACE + '2/1'], 'a third');
});

test('a meeting without a day is of today', () => {
  const kept = state({ 1: 'words' });
  assert.deepEqual(of(merged(kept, player.meetings.next(PLACE, kept, '2027-04-05'))).held, [{ 1: 'words', '@': '2027-04-05' }]);
});

test('there is an end to the room', () => {
  const kept = state(Object.fromEntries(Array.from({ length: 60 }, (none, at) => ['@' + (at + 1) + '/1', 'meeting ' + at])));
  assert.equal(player.meetings.next(PLACE, kept, '2027-04-05'), null);
  assert.equal(player.meetings.join(PLACE, state({ 1: 'x' }), { now: { 1: 'y' }, held: of(kept).held }), null);
});

test('what comes from the other device is joined, and nothing is lost', () => {
  const cases = [
    // The own form is empty: it is that of the file.
    [{}, { now: { 1: 'a', '@': '2027-01-01' }, held: [] }, { now: { 1: 'a', '@': '2027-01-01' }, held: [] }],
    // The mentor wrote more: nothing of the own form is lost, so it is kept only once.
    [{ 1: 'a', '@': '2027-01-01' }, { now: { 1: 'a', 2: 'b', '@': '2027-01-01' }, held: [] }, { now: { 1: 'a', 2: 'b', '@': '2027-01-01' }, held: [] }],
    // Both wrote otherwise: the own words become a meeting.
    [{ 1: 'mine', '@': '2027-01-01' }, { now: { 1: 'theirs', '@': '2027-02-01' }, held: [] }, { now: { 1: 'theirs', '@': '2027-02-01' }, held: [{ 1: 'mine', '@': '2027-01-01' }] }],
    // The file is the older one: the own form stays.
    [{ 1: 'mine', '@': '2027-03-01' }, { now: { 1: 'theirs', '@': '2027-02-01' }, held: [] }, { now: { 1: 'mine', '@': '2027-03-01' }, held: [{ 1: 'theirs', '@': '2027-02-01' }] }],
    // Meetings that both have stand once, by their days.
    [{ 1: 'c', '@': '2027-03-01', '@1/1': 'a', '@1/@': '2027-01-01' }, { now: { 1: 'c', '@': '2027-03-01' }, held: [{ 1: 'b', '@': '2027-02-01' }, { 1: 'a', '@': '2027-01-01' }] },
      { now: { 1: 'c', '@': '2027-03-01' }, held: [{ 1: 'a', '@': '2027-01-01' }, { 1: 'b', '@': '2027-02-01' }] }],
    // An empty form takes nothing away.
    [{ 1: 'mine', '@': '2027-01-01' }, { now: { '@': '2027-09-01' }, held: [{ 1: 'old', '@': '2026-01-01' }] }, { now: { 1: 'mine', '@': '2027-01-01' }, held: [{ 1: 'old', '@': '2026-01-01' }] }]
  ];
  cases.forEach(([own, theirs, expected]) => {
    const kept = state(own);
    const joined = merged(kept, player.meetings.join(PLACE, kept, theirs));
    assert.deepEqual(of(joined), expected);
    assert.equal(Object.keys(player.meetings.join(PLACE, joined, theirs)).length, 0, 'the same file once more changes nothing');
  });
});

const HEAD = { course: 'learning', version: '1.0.0', lang: 'mn', title: 'Сурах', place: PLACE, day: '2027-04-05' };

test('a file is read as it was written', () => {
  const plan = { now: { 1: 'Ө "ү"\n</script>', '3.2': 'x', 5: true, '@': '2027-04-05', '@who': 'Бүлэг' }, held: [{ 1: 'a', '@': '2027-01-01' }] };
  const text = player.meetings.write(HEAD, plan);
  assert.deepEqual(plain(player.meetings.read('\ufeff' + text, 'learning', PLACE)), { plan, saved: '2027-04-05' });
});

test('a file that is none is told by what it is', () => {
  const text = player.meetings.write(HEAD, { now: { 1: 'a' }, held: [] });
  const why = (changed, course = 'learning', place = PLACE) => player.meetings.read(changed, course, place).why;
  assert.equal(why('{}'), 'foreign');
  assert.equal(why('\u0000\u0001'), 'foreign');
  assert.equal(why('{"format":"alforja-result","version":1}'), 'foreign');
  assert.equal(why(text.slice(0, -9)), 'broken');
  assert.equal(why(text.replace('"version": 1,\n "course"', '"version": 2,\n "course"')), 'newer');
  assert.equal(why(text.replace('"meetings": []', '"meetings": [7]')), 'broken');
  assert.equal(why(text.replace('"meetings": []', '"meetings": {}')), 'broken');
  assert.equal(why(text, 'saving'), 'other');
  assert.equal(why(text, 'learning', 'mentoring/plan/3'), 'other');
});

test('only what can be written in a form comes in', () => {
  const given = JSON.parse('{"now":{"1":"a","__proto__":{"x":1},"2":{"a":1},"3":7,"x/y":"z","4":"' + 'ө'.repeat(12000) + '","@":"tomorrow","@who":"' + 'w'.repeat(300) + '"},"meetings":[]}');
  const { now } = player.meetings.clean(given);
  assert.deepEqual(Object.keys(now).sort(), ['1', '4', '@who']);
  assert.equal(now[4].length, 10000);
  assert.equal(now['@who'].length, 200);
  assert.equal({}.x, undefined);
});

test('the notes show a plan at each of its meetings, the last one first', () => {
  const place = { kind: 'plan', id: PLACE, prompt: ['Plan'], meetings: true, items: [{ field: 1, takes: 'text', label: 'What?' }] };
  const view = { months: Array.from({ length: 12 }, (none, at) => '{day}/' + (at + 1) + '/{year}'), pages: [{ id: 'mentoring/plan', title: 'The plan', href: 'plan.html', places: [place] }] };
  const kept = { ['f:' + PLACE + '/1']: 'now', ['f:' + PLACE + '/@']: '2027-05-06', ['f:' + PLACE + '/@who']: 'Green Hill', ['f:' + PLACE + '@1/1']: 'first', ['f:' + PLACE + '@1/@']: '2027-03-01', ['f:' + PLACE + '@2/1']: 'second' };
  const gathered = plain(player.notes.gather(view, { lessons: [] }, kept));
  assert.deepEqual(gathered.pages[0].entries.map(entry => entry.items.map(item => item.label + ' ' + item.words)), [
    ['Whose: Green Hill', 'Meeting: 6/5/2027', 'What? now'], ['What? second'], ['Meeting: 1/3/2027', 'What? first']
  ]);
  assert.deepEqual(gathered.old, [], 'nothing is taken for what belongs nowhere');
});

test('a message is ready for each way, whatever is asked', () => {
  const text = 'Ө & b?\nnext';
  const body = '%D3%A8%20%26%20b%3F%0D%0Anext';
  assert.equal(player.prepared('phone', 'tel:+97611000000', 's', text), 'tel:+97611000000');
  assert.equal(player.prepared('sms', 'sms:+97611000000', 's', text), 'sms:+97611000000?body=' + body);
  assert.equal(player.prepared('whatsapp', 'https://wa.me/97611000000', 's', text), 'https://wa.me/97611000000?text=' + body);
  assert.equal(player.prepared('mail', 'mailto:help@example.org', 'A–Я', text), 'mailto:help@example.org?subject=A%E2%80%93%D0%AF&body=' + body);
  assert.match(player.prepared('sms', 'sms:1', '', 'half \ud83d of a \ud83e\uddfa'), /half%20%EF%BF%BD%20of%20a%20%F0%9F%A7%BA$/);
});
