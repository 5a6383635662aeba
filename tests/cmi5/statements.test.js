'use strict';

// The pure part: what is said, held to the rules of a strict LMS.

const assert = require('node:assert');
const crypto = require('node:crypto');
const { test } = require('node:test');
const { load, plain } = require('../scorm/load.js');
const { SESSION, broken } = require('./rules.js');

const PURE = ['../typed.js', '../draw.js', '../grade.js', '../keep.js', '../state.js', '../course.js', '../pack/bits.js', '../pack/answers.js', '../pack/words.js', '../pack/pack.js',
  'time.js', 'status.js', 'interactions.js', 'responses.js', 'xapi/launch.js', 'xapi/statements.js'];
const player = load(...PURE);
const shell = player.shell;
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';

const template = () => ({
  contextActivities: { grouping: [{ id: 'urn:uuid:c4af0b5d-da56-8883-9ec9-f2540e9eec87' }], category: { id: 'http://lms.example/of-the-lms' } },
  extensions: { [SESSION]: 's', 'http://lms.example/tenant': 7 }, platform: 'An LMS'
});
const launch = (more = {}) => Object.assign({
  actor: { objectType: 'Agent', account: { homePage: 'http://lms.example', name: 'bat' } }, activityId: 'http://lms.example/unit/1',
  registration: crypto.randomUUID(), template: template(), mastery: null, lang: 'mn', base: 'urn:uuid:c4af0b5d', id: () => crypto.randomUUID(), now: () => 1764324000000
}, more);
const INTERACTION = {
  id: 'basics_check.1', type: 'choice', said: ['b'], right: [['b']], range: null, prompt: 'Юуг эхэлж хадгалах вэ?', result: 'correct', time: new Date(1764324000000), latency: 12340, weight: 1
};

test('everything that is said passes a strict LMS', () => {
  const given = launch({ mastery: 0.7 });
  const make = shell.statements(given);
  const session = [make.initialized(), make.answered(INTERACTION), make.passed(100, 65000), make.completed(65000), make.terminated(65000, null)];
  const about = { before: [], ever: [], latest: '', launch: {
    actor: given.actor, activityId: given.activityId, registration: given.registration, session: 's', masteryScore: 0.7, launchMode: 'Normal',
    contextTemplate: { extensions: template().extensions, platform: 'An LMS', contextActivities: { grouping: template().contextActivities.grouping } }
  } };
  for (const said of plain(session)) {
    assert.deepStrictEqual(broken(said, about), [], said.verb.id);
    about.before.push(said.verb.id.split('/').pop());
    about.latest = said.timestamp;
  }
});

test('categories are added to those of the LMS, once, and only where they belong', () => {
  const make = shell.statements(launch());
  const categories = said => plain(said.context.contextActivities.category).map(one => one.id.replace(CATEGORY, ''));
  assert.deepStrictEqual(categories(make.initialized()), ['http://lms.example/of-the-lms', 'cmi5']);
  assert.deepStrictEqual(categories(make.completed(0)), ['http://lms.example/of-the-lms', 'cmi5', 'moveon']);
  assert.deepStrictEqual(categories(make.answered(INTERACTION)), ['http://lms.example/of-the-lms']);
  const known = shell.statements(launch({ template: { contextActivities: { category: [{ id: CATEGORY + 'cmi5' }] } } }));
  assert.deepStrictEqual(categories(known.initialized()), ['cmi5']);
});

test('what the LMS handed out is not overwritten, and not changed for the next statement', () => {
  const given = launch({ template: Object.assign(template(), { registration: 'of the LMS', language: 'pt' }) });
  const make = shell.statements(given);
  const said = plain(make.passed(80, 0));
  assert.strictEqual(said.context.registration, 'of the LMS');
  assert.strictEqual(said.context.language, 'pt');
  assert.strictEqual(said.context.extensions['http://lms.example/tenant'], 7);
  make.passed(80, 0);
  assert.deepStrictEqual(given.template.contextActivities.category, template().contextActivities.category);
});

test('a mark is named where it was judged by, and no score disagrees with it', () => {
  const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
  assert.strictEqual(shell.statements(launch({ mastery: 0.7 })).failed(60, 0).context.extensions[MASTERY], 0.7);
  assert.strictEqual(shell.statements(launch()).failed(60, 0).context.extensions[MASTERY], undefined);
  assert.ok(!('score' in shell.statements(launch()).passed(null, 0).result));
});

test('no statement is before another, whatever the clock of the device does', () => {
  const times = [5000, 1000, 9000];
  const make = shell.statements(launch({ now: () => times.shift() }));
  const stamps = [make.initialized(), make.completed(0), make.terminated(0)].map(said => Date.parse(said.timestamp));
  assert.deepStrictEqual(stamps, [5000, 5000, 9000]);
});

test('lengths of time are written as ISO 8601', () => {
  const written = [0, 10, 999, 1000, 61000, 3600000, 3661010, 90061000, -5, NaN].map(shell.statements.duration);
  assert.deepStrictEqual(written, ['PT0S', 'PT0.01S', 'PT1S', 'PT1S', 'PT1M1S', 'PT1H', 'PT1H1M1.01S', 'PT25H1M1S', 'PT0S', 'PT0S']);
});

test('answers of every kind in the words of xAPI', () => {
  const make = shell.statements(launch());
  const said = (more) => {
    const { object, result } = plain(make.answered(Object.assign({}, INTERACTION, { said: [], right: [] }, more)));
    return [object.definition.interactionType, result.response, object.definition.correctResponsesPattern];
  };
  assert.deepStrictEqual(said({ said: ['a', 'd'], right: [['a', 'b']] }), ['choice', 'a[,]d', ['a[,]b']]);
  assert.deepStrictEqual(said({ type: 'matching', said: [['a', 'b']], right: [[['a', 'a'], ['b', 'b']]] }), ['matching', 'a[.]b', ['a[.]a[,]b[.]b']]);
  assert.deepStrictEqual(said({ type: 'numeric', said: ['12.5'], range: [10, 20] }), ['numeric', '12.5', ['10[:]20']]);
  assert.deepStrictEqual(said({ type: 'long-fill-in', said: ['Өөрөө'] }), ['long-fill-in', 'Өөрөө', undefined]);
  assert.deepStrictEqual(said({ type: 'likert', said: ['c'], result: 'neutral' }), ['likert', 'c', undefined]);
  assert.ok(!('success' in make.answered(Object.assign({}, INTERACTION, { result: 'neutral' })).result));
});

test('a launch is read in any order, and nonsense is none', () => {
  const actor = JSON.stringify({ account: { homePage: 'http://lms.example', name: 'бат+1' } });
  const all = { registration: 'r', actor, fetch: 'http://lms.example/t?k=1&x=2', activityId: 'urn:a', endpoint: 'http://lrs.example/x//' };
  const query = names => '?' + names.map(name => name + '=' + encodeURIComponent(all[name])).join('&');
  const read = shell.launch.read(query(Object.keys(all)) + '&more');
  assert.strictEqual(read.endpoint, 'http://lrs.example/x/');
  assert.strictEqual(read.fetch, all.fetch);
  assert.strictEqual(read.learner, 'r http://lms.example бат+1');
  for (const name of Object.keys(all)) { assert.strictEqual(shell.launch.read(query(Object.keys(all).filter(one => one !== name))), null, name); }
  for (const bad of ['', '?', '?actor=%', '?%E0%A4%A=1', query(Object.keys(all)).replace(/actor=[^&]*/, 'actor=%7Bnonsense'), query(Object.keys(all)).replace(/endpoint=[^&]*/, 'endpoint=javascript%3Aalert(1)')]) {
    assert.strictEqual(shell.launch.read(bad), null, bad);
  }
});
