/** A small site by the contract between pages and player, for trying what the shipped courses do not hold. */
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The scripts that a page of the fixture has: the core and a part. */
const ON_PAGES = ['player', 'catalogue', 'fields', 'survey'];

/**
 * Copies the scripts that the program ships: they are shorter than their sources, and must do the same.
 * Returns the names of those that the pages have.
 */
function scripts(built, put) {
  const assets = path.join(built, 'assets');
  const own = fs.readdirSync(assets).filter(name => /-en-[0-9a-f]{8}\.js$/.test(name));
  own.forEach(name => put('assets/' + name, fs.readFileSync(path.join(assets, name))));
  return ON_PAGES.map(part => own.find(name => name.startsWith(part + '-en-')));
}

const QUESTIONS = [
  [{ id: 'one', kind: 'single', points: 1, count: 3, right: [1] }, () => choices('one', 'radio', ['All', 'A third', 'Nothing'])],
  [{ id: 'some', kind: 'multiple', points: 2, count: 3, right: [0, 2] }, () => choices('some', 'checkbox', ['Three locks', 'One keeper', 'Counting aloud'])],
  [{ id: 'gap', kind: 'gaps', points: 1, gaps: [{ kind: 'text', answers: ['chair'] }, { kind: 'number', from: 1, to: 2 }, { kind: 'choice', right: [0], count: 2 }] },
    () => '<p>The <input type="text" class="gap" data-gap="0" aria-label="Gap 1"> and <input type="text" inputmode="decimal" class="gap" data-gap="1" aria-label="Gap 2"> of ' +
      '<select class="gap" data-gap="2" aria-label="Gap 3"><option value=""></option><option value="1">guests</option><option value="0">members</option></select></p>'],
  [{ id: 'sort', kind: 'order', points: 1, count: 3 }, () => '<ol class="order" data-order><li data-item="2">Choose</li><li data-item="0">Welcome</li><li data-item="1">Agree</li></ol>'],
  [{ id: 'pair', kind: 'match', points: 1, count: 2 }, () => [0, 1].map(at => '<div class="pair" data-pair="' + at + '"><span id="left' + at + '">Left ' + at + '</span>' +
    '<select data-match="' + at + '" aria-labelledby="left' + at + '"><option value=""></option><option value="1">Right 1</option><option value="0">Right 0</option></select></div>').join('')],
  [{ id: 'free', kind: 'open', points: 1 }, () => '<textarea data-open rows="4" aria-label="Answer"></textarea>']
];

function choices(name, type, all) {
  return all.map((words, at) => '<label class="choice" data-choice="' + at + '"><input type="' + type + '" name="' + name + '" value="' + at + '"><span class="words">' + words + '</span></label>' +
    '<div class="said" data-feedback="' + at + '" hidden>On ' + words + '</div>').join('');
}

function form(key, body, number) {
  return '<form class="question" id="q-' + key.id + '" data-question="' + key.id + '" data-kind="' + key.kind + '" novalidate><p class="number"><span data-number>Question ' + number + '</span></p><fieldset><legend>Prompt ' + key.id + '</legend>' + body +
    '</fieldset><div class="hint" data-hint hidden>First hint</div><div class="hint" data-hint hidden>Second hint</div><div class="said" data-right hidden>Well done</div><div class="said" data-wrong hidden>Think again</div>' +
    '<div class="said" data-wrong data-answer="boss" hidden>A chair is no boss</div><div class="said" data-explanation hidden>Because</div><div class="said" data-model-answer hidden>One step, one person</div>' +
    '<details class="answer" data-answer><summary>Answer</summary>the answer</details></form>';
}

function quiz(id, settings, questions) {
  const key = Object.assign({ id, graded: true, pass: 60, attempts: 0, show: 'each', decimal: '.', group: ',' }, settings, { questions: questions.map(one => one[0]) });
  return '<section class="quiz" data-quiz="' + id + '" data-graded="' + key.graded + '">' + questions.map((one, at) => form(one[0], one[1](), at + 1)).join('') +
    '<div class="advice" data-advice data-from="0" data-to="59" hidden>Read again</div><div class="advice" data-advice data-from="60" data-to="100" hidden>Go on like this</div>' +
    '<script type="application/json" data-key>' + JSON.stringify(key) + '</script></section>';
}

const scale = id => [{ id, kind: 'scale', count: 5, dimension: id === 's1' ? 0 : 1 }, () => choices(id, 'radio', ['never', 'rarely', 'sometimes', 'often', 'always'])];

const LESSONS = {
  'start/read': '<p>Text.</p><section class="reflection" data-note="start/read/1"><label>Note <textarea data-note-field></textarea></label></section>' +
    '<section class="plan" data-plan="start/read/2" data-repeat><table><thead><tr><th>What</th><th>Cost</th></tr></thead><tbody><tr><td><input data-field="1" aria-label="What"></td><td><input data-field="2" inputmode="decimal" aria-label="Cost"></td></tr></tbody>' +
    '<tfoot><tr><td>Sum</td><td><output data-sum></output></td></tr></tfoot></table><label><input type="checkbox" data-field="3"> Done</label></section><p style="height:1500px">Long.</p>',
  'start/check': quiz('start/check#quiz-1', {}, QUESTIONS),
  'start/draw': quiz('start/draw#quiz-1', { draw: 2, shuffleQuestions: true, shuffleAnswers: true, attempts: 1, show: 'end' }, ['a', 'b', 'c', 'd'].map(id =>
    [{ id: 'draw-' + id, kind: 'single', points: 1, count: 3, right: [0] }, () => choices('draw-' + id, 'radio', ['right', 'wrong', 'worse'])])),
  'start/survey': quiz('start/survey#survey-1', { graded: false, dimensions: ['Trust', 'Money'] }, [scale('s1'), scale('s2')])
};

function page(scripts, kind, depth, attributes, body) {
  const up = '../'.repeat(depth);
  return '<!doctype html><html lang="en" dir="ltr" data-page="' + kind + '" data-hub="' + up + 'hub.html"' + attributes + '><meta charset="utf-8"><title>' + kind + '</title>' +
    '<link rel="icon" href="data:,"><style>.visually-hidden{position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden}</style>' + scripts.map(name => '<script src="' + up + 'assets/' + name + '" defer></script>').join('') + '<body>' + body;
}

function contents(to) {
  return '<button data-open-contents aria-expanded="false" aria-controls="contents">Contents</button><div class="progress" role="progressbar" data-progress aria-label="Progress" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"><span></span></div>' +
    '<nav id="contents" class="contents">' + Object.keys(LESSONS).map(id => '<a href="' + to + id + '.html" data-lesson-link="' + id + '"><span class="dot" aria-hidden="true"></span>Lesson ' + id + '</a>').join(' ') + '</nav>';
}

/** Writes the small site into a new folder, with the scripts of the site `built`, and returns it. */
function write(built) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-fixture-'));
  const put = (name, content) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  };
  const own = scripts(built, put);
  put('hub.html', fs.readFileSync(path.join(built, 'hub.html')));
  put('en/index.html', page(own, 'catalogue', 1, '', '<main><ul><li class="card" data-course-card="demo" data-version="1.0.0" data-lessons="4" lang="en"><a data-card-link href="demo/index.html">Demo</a><span data-card-progress></span></li></ul></main>'));
  const course = ' data-course="demo" data-version="1.0.0"';
  put('en/demo/index.html', page(own, 'course', 2, course, '<main>' + contents('') + '<a class="button" data-start href="start/read.html">Start</a></main>'));
  Object.keys(LESSONS).forEach((id, at, all) => put('en/demo/' + id + '.html', page(own, 'lesson', 3, course + ' data-lesson="' + id + '"',
    contents('../') + '<main><h1>' + id + '</h1>' + LESSONS[id] + (all[at + 1] ? '<nav><a data-next href="../' + all[at + 1] + '.html">Next</a></nav>' : '') + '</main><footer><p class="save-state" data-save-state role="status"></p></footer>')));
  return folder;
}

module.exports = { write };
