/** Results, their line of text and the spoken code: against the shared vectors, and against rules written a second time. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const Ajv = require('ajv/dist/2020');
const { load, plain, vectors } = require('./load.js');

const player = load(['words.js', 'typed.js', 'grade.js', 'draw.js', 'state.js', 'course.js', 'record/utf8.js', 'record/sha256.js', 'record/spoken.js', 'record/line.js', 'record/result.js']);
const record = player.record;
const known = vectors('results.json');
const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'result.schema.json'), 'utf8'));
const valid = new Ajv({ strict: true, strictRequired: false }).compile(schema);
const sha = text => crypto.createHash('sha256').update(text).digest();

/** The canonical form, written a second time: sorted copies, then JSON. */
function sorted(value) {
  if (Array.isArray(value)) { return value.map(sorted); }
  return value && typeof value === 'object' ? Object.assign({}, ...Object.keys(value).sort().map(key => ({ [key]: sorted(value[key]) }))) : value;
}

function checksum(file) {
  const rest = Object.assign({}, file);
  delete rest.checksum;
  return 'sha256:' + sha(JSON.stringify(sorted(rest))).toString('hex');
}

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The spoken code, written a second time with whole bits and a table of powers. */
function spoken(course, standing, name) {
  const score = standing.score === null ? 127 : standing.score;
  const marks = 2 * standing.completed + Number(standing.passed);
  const top = (bytes, bits) => BigInt('0x' + bytes.toString('hex')) >> BigInt(256 - bits);
  const folded = name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
  const bits = top(sha(course), 10).toString(2).padStart(10, '0') + marks.toString(2).padStart(2, '0') + score.toString(2).padStart(7, '0') +
    top(sha([course, marks, score, folded].join('\n')), 26).toString(2).padStart(26, '0');
  const values = bits.match(/.{5}/g).map(five => parseInt(five, 2));
  const powers = [1];
  while (powers.length < 31) { powers.push(powers[powers.length - 1] * 2 & 32 ? powers[powers.length - 1] * 2 ^ 37 : powers[powers.length - 1] * 2); }
  const product = (value, power) => value ? powers[(powers.indexOf(value) + power) % 31] : 0;
  const last = values.reduce((sum, value, at) => sum ^ product(value, 9 - at), 17);
  const signs = values.concat(last).map(value => SIGNS[value]).join('');
  return signs.slice(0, 5) + '-' + signs.slice(5);
}

test('hashes are those of node', () => {
  known.hashes.forEach(one => {
    assert.equal(record.hex(one.text), one.hex);
    assert.equal(one.hex, sha(one.text).toString('hex'));
  });
  for (let length = 0; length < 200; length += 1) { assert.equal(record.hex('ë'.repeat(length)), sha('ë'.repeat(length)).toString('hex')); }
});

test('half a surrogate pair counts as the replacement sign', () => {
  ['\ud83d', 'a\ude00b', '\ude00\ude00', '\ud83d\ud83d\ude00'].forEach(text => {
    assert.deepEqual(plain(record.utf8(text)), [...Buffer.from(text, 'utf8')]);
    assert.equal(record.whole(text), Buffer.from(text, 'utf8').toString('utf8'));
  });
});

test('the canonical form is the known one', () => {
  known.canonical.forEach(one => assert.equal(record.canonical(one.value), one.text));
});

test('results are the known ones, fit the schema and carry a checksum that holds', () => {
  known.results.forEach(one => {
    const file = plain(record.result(known.outline, one.state, one.learner, one.made));
    assert.deepEqual(file, one.file, one.about);
    assert.ok(valid(file), one.about + JSON.stringify(valid.errors));
    assert.equal(file.checksum, checksum(file), one.about);
    assert.equal(record.sound(file), true);
    assert.equal(record.sound(Object.assign({}, file, { score: 99 })), false, 'a changed score shows');
  });
});

test('own words go along only when the learner says so', () => {
  const [kept, given] = known.results.map(one => one.file);
  assert.equal(kept.words, null);
  assert.equal(JSON.stringify(kept).includes('Mondays'), false);
  assert.deepEqual(given.words.map(one => one.text), ['We meet\non Mondays.', 'My own note', true]);
});

test('a result of whatever stood in the storage fits the schema', () => {
  const odd = ['\ud83d', '😀"\n\u2028', 'x'.repeat(5000), null, -1, 1e300, 0.1, NaN, [], [[]], {}, { a: { b: '\ud83d' } }, true, '2026-11-25'];
  const ids = [].concat(...known.outline.lessons.map(lesson => ['l:' + lesson.id, ...lesson.quizzes.map(quiz => 'z:' + quiz.id), ...[].concat(...lesson.quizzes.map(quiz => quiz.questions.map(question => 'q:' + question.id)))]));
  odd.forEach(value => {
    const inner = { a: value, n: value, p: value, d: value, s: value, b: value };
    [value, inner, { a: [value, value], n: 1 }].forEach(one => {
      const state = Object.assign({}, ...ids.concat('f:\ud83d', 'done', 'first', 'day', 'role', 'last').map(id => ({ [id]: one })));
      const file = plain(record.result(known.outline, state, { id: String(value), asked: known.results[0].learner.asked, fields: { name: value, group: 'x' }, words: true }, known.results[0].made));
      assert.ok(valid(file), JSON.stringify([one, valid.errors]));
      assert.equal(file.checksum, checksum(file));
      const line = record.text(file);
      assert.equal(record.readText(line.text).sound, true, line.text);
      assert.equal(record.readText(line.text).fields.name || '', file.learner.fields.name || '');
    });
  });
});

test('spoken codes are the known ones, by both ways of counting', () => {
  known.spoken.forEach(one => {
    assert.equal(record.spoken(one.course, one.standing, one.name), one.code);
    assert.equal(spoken(one.course, one.standing, one.name), one.code);
    const read = record.readSpoken(one.code);
    assert.deepEqual(plain([read.completed, read.passed, read.score]), [one.standing.completed, one.standing.passed, one.standing.score]);
    assert.equal(record.spokenFits(read, one.course, one.name), 'right');
    assert.equal(record.spokenFits(read, one.course, one.name + 'x'), 'name');
    assert.equal(record.spokenFits(read, one.course + 'x', one.name), 'course');
  });
  known.heard.forEach(one => assert.deepEqual(plain(record.readSpoken(one.typed)), one.read, one.typed));
});

test('one wrong sign, or two that changed places, never pass', () => {
  const code = known.spoken[0].code.replace('-', '');
  for (let at = 0; at < 10; at += 1) {
    for (const sign of SIGNS) {
      if (sign !== code[at]) { assert.equal(record.readSpoken(code.slice(0, at) + sign + code.slice(at + 1)), null); }
    }
    for (let other = at + 1; other < 10; other += 1) {
      const signs = code.split('');
      [signs[at], signs[other]] = [signs[other], signs[at]];
      if (signs.join('') !== code) { assert.equal(record.readSpoken(signs.join('')), null); }
    }
  }
});

test('lines of text are the known ones, and shorter where there is less room', () => {
  known.lines.forEach((one, at) => {
    const file = known.results[at].file;
    assert.deepEqual(plain(record.text(file)), { text: one.text, left: 0 });
    assert.deepEqual(plain(record.text(file, 122)), one.short);
    assert.deepEqual(plain(record.text(file, 60)), one.none);
    if (one.short) { assert.ok(Buffer.byteLength(one.short.text) <= 122); }
  });
  known.pasted.forEach(one => assert.deepEqual(plain(record.readText(one.pasted)), one.read, one.pasted));
});

test('a changed line is told from a sound one', () => {
  const text = known.lines[0].text;
  for (let at = 'ALF1;'.length; at < text.length; at += 1) {
    const read = record.readText(text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1));
    assert.ok(!read || !read.sound, 'place ' + at);
  }
});
