'use strict';

// What a platform is told, word by word. Every word is judged by scorm-again's own object of the version: it must take it.

const assert = require('node:assert');
const fs = require('node:fs');
const { describe, test } = require('node:test');
const vm = require('node:vm');
const { launchOn, lms, shellOf, storage, windowWith } = require('./fake.js');
const versions = require('./versions.js');

const { scorm12, scorm2004 } = versions;
const shell = shellOf(scorm12);

/** A platform made of scorm-again's object; it writes down what was set, and what was refused. */
function judge(version) {
  const context = vm.createContext({ window: {}, console, setTimeout, clearTimeout });
  vm.runInContext(`${fs.readFileSync(version.runtime(), 'utf8')};this.made = ${version.maker};`, context);
  const real = new context.made({ autocommit: false, logLevel: 5 });
  real.loadFromFlattenedJSON(version.fresh);
  const platform = { version, set: {}, refused: [], api: {} };
  Object.values(version.calls).forEach(name => {
    platform.api[name] = (one, two) => {
      const answer = real[name](one, two);
      if (name === version.calls.SetValue) {
        platform.set[one] = two;
        if (String(answer) !== 'true') { platform.refused.push(`${one}=${two}: ${real[version.calls.GetLastError]()}`); }
      }
      return answer;
    };
  });
  return platform;
}

/** Returns what is said of one answer, as [type, answer, right answers …]. */
function said(version, question, a, key) {
  const own = shellOf(version);
  const platform = judge(version);
  const end = own.end({ view: windowWith(platform), outline: { lang: 'mn', lessons: [] }, settings: {} });
  end.open(() => {});
  end.answered(own.interactions.interaction({
    lesson: { id: 'basics/check' }, quiz: { graded: true }, question: Object.assign({ id: 'q', points: 2 }, question), kept: { a, p: 1 }, key,
    prompt: 'Юу вэ? '.repeat(60), time: new Date(1000), latency: 1500
  }));
  assert.deepStrictEqual(platform.refused, []);
  const field = name => platform.set['cmi.interactions.0.' + name];
  return [field('type'), field(version.response), field('correct_responses.0.pattern'), field('correct_responses.1.pattern')].filter(Boolean);
}

const TEXT = { gaps: [{ kind: 'text', answers: ['зээл', 'зээл хүсэх'] }] };
const MIXED = { gaps: [{ kind: 'text', answers: ['зээл'] }, { kind: 'choice', right: [1] }, { kind: 'number', from: 3, to: 3 }] };

/** Question, answer, key; then what is said of it in 1.2 and in 2004. */
const KINDS = [
  [{ kind: 'single', count: 4 }, [3], { right: [2] }, ['choice', 'd', 'c'], ['choice', 'd', 'c']],
  [{ kind: 'multiple', count: 4 }, [0, 3], { right: [0, 1] }, ['choice', 'a,d', 'a,b'], ['choice', 'a[,]d', 'a[,]b']],
  [{ kind: 'multiple', count: 4 }, [], { right: [0, 1] }, ['choice', 'a,b'], ['choice', 'a[,]b']],
  [{ kind: 'order', count: 3 }, [2, 0, 1], null, ['sequencing', 'c,a,b', 'a,b,c'], ['sequencing', 'c[,]a[,]b', 'a[,]b[,]c']],
  [{ kind: 'match', count: 2 }, [1, 0], null, ['matching', 'a.b,b.a', 'a.a,b.b'], ['matching', 'a[.]b[,]b[.]a', 'a[.]a[,]b[.]b']],
  [{ kind: 'scale', count: 5 }, 4, null, ['likert', 'e'], ['likert', 'e']],
  [{ kind: 'gaps', gaps: ['number'] }, ['12,5'], { gaps: [{ kind: 'number', from: 12.5, to: 12.5 }] }, ['numeric', '12.5', '12.5'], ['numeric', '12.5', '12.5[:]12.5']],
  [{ kind: 'gaps', gaps: ['number'] }, ['11'], { gaps: [{ kind: 'number', from: 10, to: 20 }] }, ['numeric', '11'], ['numeric', '11', '10[:]20']],
  [{ kind: 'gaps', gaps: ['choice:3'] }, [1], { gaps: [{ kind: 'choice', right: [1] }] }, ['choice', 'b', 'b'], ['choice', 'b', 'b']],
  [{ kind: 'gaps', gaps: ['text'] }, ['Зээл'], TEXT, ['fill-in', 'Зээл', 'зээл', 'зээл хүсэх'], ['fill-in', '{lang=mn}Зээл', '{lang=mn}зээл', '{lang=mn}зээл хүсэх']],
  [{ kind: 'gaps', gaps: ['text'] }, ['{a} [,] b'], Object.assign({ strict: true }, TEXT), ['fill-in', '{a} [,] b', 'зээл', 'зээл хүсэх'],
    ['fill-in', '{lang=mn}(a} , b', '{case_matters=true}{lang=mn}зээл', '{case_matters=true}{lang=mn}зээл хүсэх']],
  [{ kind: 'gaps', gaps: ['text', 'choice:2', 'number'] }, ['loan', 1, '3'], MIXED, ['fill-in', 'loan; b; 3'],
    ['fill-in', '{lang=mn}loan[,]{lang=mn}b[,]{lang=mn}3', '{lang=mn}зээл[,]{lang=mn}b[,]{lang=mn}3']],
  [{ kind: 'gaps', gaps: ['choice:2', 'choice:2'] }, [1, 1], { gaps: [{ kind: 'choice', right: [1] }, { kind: 'choice', right: [1] }] }, ['fill-in', 'b; b'],
    ['fill-in', '{lang=mn}b[,]{lang=mn}b']],
  [{ kind: 'gaps', gaps: 'ab'.repeat(6).split('').map(() => 'text') }, 'abcdefghijkl'.split(''), null, ['fill-in', 'a; b; c; d; e; f; g; h; i; j; k; l'],
    ['fill-in', 'abcdefghi'.split('').concat('j; k; l').map(one => '{lang=mn}' + one).join('[,]')]],
  [{ kind: 'gaps', gaps: ['text', 'text'] }, [' loan ', ''], null, ['fill-in', 'loan; '], ['fill-in', '{lang=mn}loan[,]{lang=mn}']],
  [{ kind: 'open' }, 'one\n\ntwo, three', null, ['fill-in', 'one two, three'], ['long-fill-in', '{lang=mn}one two, three']],
  [{ kind: 'open' }, 'Өөрийн үгээр', null, ['fill-in', 'Өөрийн үгээр'], ['long-fill-in', '{lang=mn}Өөрийн үгээр']]
];

for (const [place, version] of versions.all.entries()) {
  describe(version.title, () => {
    for (const row of KINDS) {
      const [question, a, key] = row;
      test(`${question.kind} ${JSON.stringify(a)}`, () => assert.deepStrictEqual(said(version, question, a, key || undefined), row[3 + place]));
    }
  });
}

test('long answers are cut to what a version holds', () => {
  const long = 'үг'.repeat(3000);
  assert.strictEqual(said(scorm12, { kind: 'open' }, long)[1].length, 255);
  assert.strictEqual(said(scorm2004, { kind: 'open' }, long)[1].length, '{lang=mn}'.length + 4000);
  assert.strictEqual(said(scorm2004, { kind: 'gaps', gaps: ['text'] }, [long])[1].length, '{lang=mn}'.length + 250);
});

const JOURNAL = {
  scorm12: [
    'cmi.interactions.4.id=basics_check.1', 'cmi.interactions.4.type=choice',
    'cmi.interactions.4.correct_responses.0.pattern=c', 'cmi.interactions.4.weighting=1',
    'cmi.interactions.4.student_response=a', 'cmi.interactions.4.result=wrong', 'cmi.interactions.4.latency=0000:00:05.00',
    'cmi.interactions.5.id=basics_check.2', 'cmi.interactions.5.type=numeric',
    'cmi.interactions.5.correct_responses.0.pattern=12', 'cmi.interactions.5.weighting=1',
    'cmi.interactions.5.student_response=12', 'cmi.interactions.5.result=correct', 'cmi.interactions.5.latency=0000:00:00.00'
  ],
  scorm2004: [
    'cmi.interactions.4.id=basics_check.1', 'cmi.interactions.4.type=choice', 'cmi.interactions.4.objectives.0.id=OBJ-basics',
    'cmi.interactions.4.timestamp=1970-01-01T00:16:45.00Z', 'cmi.interactions.4.correct_responses.0.pattern=c', 'cmi.interactions.4.weighting=1',
    'cmi.interactions.4.learner_response=a', 'cmi.interactions.4.result=incorrect', 'cmi.interactions.4.latency=PT5S',
    'cmi.interactions.4.description={lang=mn}Хэд вэ?',
    'cmi.interactions.5.id=basics_check.2', 'cmi.interactions.5.type=numeric', 'cmi.interactions.5.objectives.0.id=OBJ-basics',
    'cmi.interactions.5.timestamp=1970-01-01T00:16:45.00Z', 'cmi.interactions.5.correct_responses.0.pattern=12[:]12', 'cmi.interactions.5.weighting=1',
    'cmi.interactions.5.learner_response=12', 'cmi.interactions.5.result=correct', 'cmi.interactions.5.latency=PT0S',
    'cmi.interactions.5.description={lang=mn}Хэд вэ?'
  ]
};

const WRONG = { 'q:basics/check.1': { a: [0], n: 1, p: 0, d: 1 } };
const SECOND = { 'q:basics/check.2': { a: ['12'], n: 1, p: 1, d: 1 } };

for (const version of versions.all) {
  test(`each finished question is journaled once, in the words of ${version.title}`, () => {
    const platform = lms(version, { 'cmi.interactions._count': '4' });
    const time = { now: 1000000 };
    const session = launchOn(version, platform, storage(), {}, time);
    session.turn();
    time.now += 5000;
    session.save({ 'q:basics/check.1': { a: [0], n: 1, p: 0 } });
    session.save(WRONG);
    session.save(WRONG);
    session.save(SECOND);
    const interactions = platform.log.filter(call => call.startsWith('cmi.interactions'));
    assert.deepStrictEqual(interactions.filter(call => !call.includes('.time=')), JOURNAL[version.target]);
    session.close();
    const later = lms(version, platform.kept);
    launchOn(version, later).save({ 'l:basics/check': 2 });
    assert.deepStrictEqual(later.log.filter(call => call.startsWith('cmi.interactions')), []);
  });
}

test('2004: modules are objectives: found where the manifest made them, made where it did not, never taken back', () => {
  const all = { 'l:basics/why': 2, 'l:basics/check': 2, 'q:basics/check.1': { a: [2], n: 1, p: 1, d: 1 }, ...SECOND };
  for (const [prepared, place] of [[{}, 0], [{ 'cmi.objectives._count': '2', 'cmi.objectives.0.id': 'PRIMARYOBJ', 'cmi.objectives.1.id': 'OBJ-basics' }, 1]]) {
    const platform = lms(scorm2004, prepared);
    const session = launchOn(scorm2004, platform);
    const own = name => platform.kept[`cmi.objectives.${place}.${name}`];
    session.save({ last: 'basics/why', 'l:basics/why': 2 });
    assert.deepStrictEqual([own('id'), own('completion_status'), own('success_status'), own('progress_measure'), own('score.raw')], ['OBJ-basics', 'incomplete', 'unknown', '0.5', undefined]);
    assert.strictEqual(own('description'), '{lang=mn}Үндэс');
    assert.strictEqual(platform.kept['cmi.progress_measure'], '0.5');
    session.save(all);
    assert.deepStrictEqual([own('completion_status'), own('success_status'), own('progress_measure'), own('score.scaled')], ['completed', 'passed', '1', '1']);
    session.close();
    const again = lms(scorm2004, Object.assign({}, platform.kept, { 'cmi.suspend_data': '' }));
    launchOn(scorm2004, again).save({ last: 'basics/why', 'l:basics/why': 1 });
    assert.deepStrictEqual(again.log.filter(call => /^cmi\.(objectives.*|completion_status|success_status)=(incomplete|unknown)/.test(call)), []);
  }
});

test('a whole life in words that scorm-again takes', () => {
  for (const version of versions.all) {
    const platform = judge(version);
    const session = launchOn(version, platform);
    session.save({ last: 'basics/why', 'l:basics/why': 2 });
    session.save(Object.assign({ 'l:basics/check': 2 }, WRONG, SECOND));
    session.close();
    assert.deepStrictEqual(platform.refused, []);
    assert.strictEqual(platform.set[version.score.raw], '50');
  }
});

test('ids are ASCII without spaces, at most 255 long, and differ where the questions do', () => {
  const ids = ['a/b.1', 'a_b.1', 'ө', 'ө ', 'x'.repeat(300), 'x'.repeat(301)].map(shell.interactions.identifier);
  ids.forEach(id => assert.match(id, /^[!-~]{1,255}$/));
  assert.strictEqual(new Set(ids).size, ids.length);
});

test('times are written as each version wants them', () => {
  const { timespan, duration, moment, clock } = shell.time;
  assert.strictEqual(timespan(0), '0000:00:00.00');
  assert.strictEqual(timespan(3723450), '0001:02:03.45');
  assert.strictEqual(timespan(-5), '0000:00:00.00');
  assert.strictEqual(timespan(1e14), '9999:59:59.99');
  assert.deepStrictEqual([0, -5, 3723450, 60000, 3600000, 999].map(duration), ['PT0S', 'PT0S', 'PT1H2M3.45S', 'PT1M', 'PT1H', 'PT1S']);
  assert.strictEqual(moment(new Date(1785)), '1970-01-01T00:00:01.78Z');
  const time = { now: 0 };
  const jumping = clock(() => time.now);
  jumping.start();
  time.now = 1e12;
  assert.strictEqual(jumping.spent(), 0);
});

for (const version of versions.all) {
  test(`${version.title}: the LMS is found above, beside and behind closed doors, and only the one of its version`, () => {
    const isFound = view => {
      let found = null;
      shellOf(version).end({ view, outline: {} }).open(launched => { found = launched !== null; });
      return found;
    };
    const closed = Object.defineProperty({}, version.object, { get: () => { throw new Error('cross origin'); } });
    const top = windowWith(lms(version));
    closed.parent = top;
    const view = { parent: closed, top };
    assert.strictEqual(isFound(view), true);
    const popup = windowWith(null);
    popup.opener = view;
    assert.strictEqual(isFound(popup), true);
    assert.strictEqual(isFound(windowWith(null)), false);
    const other = versions.all.find(one => one !== version);
    assert.strictEqual(isFound(windowWith(lms(other))), false);
    assert.strictEqual(isFound(windowWith({ version, api: lms(other).api })), false);
  });
}

test('yes has many spellings', () => {
  for (const yes of ['true', true, 1, '1', 'True']) assert.strictEqual(shell.api.isYes(yes), true);
  for (const no of ['false', false, 0, '', undefined, null]) assert.strictEqual(shell.api.isYes(no), false);
});
