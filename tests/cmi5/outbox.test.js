'use strict';

// Statements and documents on their way to an LRS that answers as real ones do.

const assert = require('node:assert');
const { test } = require('node:test');
const { load, plain } = require('../scorm/load.js');

const shell = load('mirror.js', 'xapi/launch.js', 'xapi/outbox.js', 'xapi/document.js').shell;
const said = (verb, id) => ({ id: id || verb, verb: { id: 'http://adlnet.gov/expapi/verbs/' + verb } });

/** An LRS whose answers are given one after the other; what it was told is kept. */
function lrs(...answers) {
  const told = [];
  const tell = what => {
    told.push(what);
    const answer = answers.length > 0 ? answers.shift() : { status: 200 };
    return answer instanceof Promise ? answer : Promise.resolve(Object.assign({ body: '', etag: null }, answer));
  };
  return {
    told,
    post: list => tell(list.map(one => one.id)),
    getState: () => tell('GET'),
    putState: (_, text, condition) => tell(Object.assign({ state: JSON.parse(text).state }, condition))
  };
}

test('what is not answered is said again in its order; an empty list is never sent', async () => {
  const remote = lrs({ status: 0 }, { status: 200 });
  const stored = [];
  const outbox = shell.outbox(remote, one => stored.push(one.id));
  assert.strictEqual(await outbox.say(true), true);
  outbox.add(said('initialized'));
  outbox.add(said('answered'));
  assert.strictEqual(await outbox.say(true), false);
  assert.strictEqual(await outbox.say(true), true);
  assert.strictEqual(await outbox.say(true), true);
  assert.deepStrictEqual(plain(remote.told), [['initialized', 'answered'], ['initialized', 'answered']]);
  assert.deepStrictEqual(stored, ['initialized', 'answered']);
});

test('one that the LRS never takes does not hold up the others, and is given up only where the LRS takes other things', async () => {
  for (const drop of [true, false]) {
    const remote = lrs({ status: 403 }, { status: 403 }, { status: 200 });
    const outbox = shell.outbox(remote, () => {});
    outbox.add(said('answered', 'bad'));
    outbox.add(said('passed'));
    assert.strictEqual(await outbox.say(drop), false);
    assert.deepStrictEqual(plain(remote.told), [['bad', 'passed'], ['bad'], ['passed']]);
    await outbox.say(drop);
    assert.strictEqual(remote.told.length, drop ? 3 : 4);
  }
});

test('what the LRS knows already is stored', async () => {
  const stored = [];
  const outbox = shell.outbox(lrs({ status: 409 }, { status: 409 }, { status: 200 }), one => stored.push(one.id));
  outbox.add(said('completed'));
  outbox.add(said('passed'));
  assert.strictEqual(await outbox.say(false), true);
  assert.deepStrictEqual(stored, ['completed', 'passed']);
});

test('at the end, what may be there already goes by itself, and nothing goes after it', async () => {
  const remote = lrs(new Promise(() => {}));
  const outbox = shell.outbox(remote, () => {});
  outbox.add(said('initialized'));
  outbox.say(true);
  await Promise.resolve();
  outbox.add(said('terminated'));
  await Promise.all(outbox.part());
  assert.deepStrictEqual(plain(remote.told), [['initialized'], ['initialized'], ['terminated']]);
});

test('a session that could not begin does not end without its beginning', async () => {
  const remote = lrs({ status: 0 });
  const outbox = shell.outbox(remote, () => {});
  outbox.add(said('initialized'));
  await outbox.say(true);
  outbox.add(said('terminated'));
  await Promise.all(outbox.part());
  assert.deepStrictEqual(plain(remote.told), [['initialized'], ['initialized', 'terminated']]);
});

const beside = () => ({ spent: 1 });
const document = (remote, learned) => shell.document(remote, { learned: learned || (() => {}) });

test('a document is put only as it was read; an LRS without marks is not asked for them again', async () => {
  const remote = lrs({ status: 204, etag: null }, { status: 200, etag: null, body: 'x' });
  const record = document(remote);
  record.read({ status: 404, etag: null, body: '' });
  assert.strictEqual(await record.keep(beside, { a: 1 }), true);
  assert.strictEqual(await record.keep(beside, { a: 1 }), true);
  assert.strictEqual(await record.keep(beside, { a: 2 }), true);
  assert.deepStrictEqual(plain(remote.told), [{ state: { a: 1 }, 'If-None-Match': '*' }, 'GET', { state: { a: 2 } }]);
});

test('what another device put there meanwhile stays where it is further on', async () => {
  const theirs = { alforja: 1, passed: true, state: { 'q:a': { n: 2, d: 1 }, 'q:b': { n: 1 }, 'l:a': 2 } };
  const learned = [];
  const remote = lrs({ status: 412 }, { status: 200, etag: '"2"', body: JSON.stringify(theirs) }, { status: 204, etag: '"3"' });
  const record = document(remote, one => learned.push(one.passed));
  record.read({ status: 200, etag: '"1"', body: '{"state":{}}' });
  assert.strictEqual(await record.keep(beside, { 'q:a': { n: 1 }, 'q:b': { n: 1, d: 1 }, 'l:a': 1 }), true);
  assert.deepStrictEqual(plain(remote.told[2]), { state: { 'q:a': { n: 2, d: 1 }, 'q:b': { n: 1, d: 1 }, 'l:a': 2 }, 'If-Match': '"2"' });
  assert.deepStrictEqual(learned, [true]);
});

test('a document that could not be read is read before it is replaced', async () => {
  const remote = lrs({ status: 500 }, { status: 200, etag: '"1"', body: '{"state":{"l:a":2}}' }, { status: 204, etag: '"2"' });
  const record = document(remote);
  record.read({ status: 0, etag: null, body: '' });
  assert.strictEqual(await record.keep(beside, {}), false);
  assert.strictEqual(await record.part(beside, {}), false);
  assert.strictEqual(await record.keep(beside, {}), true);
  assert.deepStrictEqual(plain(remote.told), ['GET', 'GET', { state: { 'l:a': 2 }, 'If-Match': '"1"' }]);
});

test('nonsense in a document is nobody\'s state', () => {
  const record = document(lrs());
  for (const body of ['<html>', 'null', '[]', '{"state":7}', '{}']) { assert.strictEqual(record.read({ status: 200, etag: null, body }), null, body); }
});
