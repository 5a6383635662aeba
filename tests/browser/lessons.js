/**
 * Libraries of any number of lessons for measuring: sentences of the shipped courses, some of their words exchanged for
 * others of the same language, so that the number of different words grows as it does in real courses. The same on
 * every machine.
 */
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const COURSES = path.join(__dirname, '..', '..', 'courses');
const LESSONS_A_MODULE = 20;
const WORDS_A_LESSON = 420;
/** How many words there are beside those of the shipped courses, and how many of them a lesson is about. */
const MORE_WORDS = 20000;
const OWN_WORDS = 20;

/** Numbers from 0 to 1 that look like chance and never change. */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** The sentences of the courses for learners in a language, as lists of words; the handbook speaks of files and keys. */
function sentences(lang) {
  const isOf = name => name.endsWith('.md') && name.split(path.sep)[0] !== 'handbook' && name.split(path.sep)[1] === lang;
  const files = fs.readdirSync(COURSES, { recursive: true }).map(String).filter(isOf).sort();
  const lines = files.map(name => fs.readFileSync(path.join(COURSES, name), 'utf8').replace(/^---[^]*?\n---\n/, '')).join('\n').split('\n');
  const running = lines.filter(line => /^[\p{L}«»“”„"]/u.test(line) && !/[[\]{}|<>#]|:::/.test(line));
  return running.join(' ').split(/(?<=[.!?]) /).map(one => one.split(' ')).filter(one => one.length > 3 && one.length < 40);
}

/** Words that the language could have: the beginning of one and the end of another. */
function vocabulary(said, random) {
  const known = Array.from(new Set(said.join(' ').toLowerCase().match(/[\p{L}]{5,}/gu))).sort();
  const pick = () => known[Math.floor(random() * known.length)];
  const made = new Set();
  while (made.size < MORE_WORDS) {
    const [one, other] = [pick(), pick()];
    made.add(one.slice(0, Math.ceil(one.length * 0.6)) + other.slice(Math.floor(other.length * 0.5)));
  }
  return Array.from(made);
}

/** A maker of lessons; some words of the greater vocabulary come more often than others. */
function writer(lang) {
  const random = dice(7);
  const said = sentences(lang);
  const more = vocabulary(said, random);
  const pick = list => list[Math.floor(random() * list.length)];
  let own = [];
  return {
    begin: () => { own = Array.from({ length: OWN_WORDS }, () => more[Math.floor(more.length * Math.pow(random(), 2))]); },
    words: count => pick(said).slice(0, count).join(' ').replace(/[.!?,;:*_`«»“”„"]+/g, '') + ' ' + pick(own),
    sentence: () => pick(said).map(word => /^\p{L}{5,}$/u.test(word) && random() < 0.25 ? pick(own) : word).join(' ')
  };
}

function lesson(own) {
  own.begin();
  let text = '# ' + own.words(4) + '\n';
  let count = 0;
  for (let paragraph = 0; count < WORDS_A_LESSON; paragraph += 1) {
    const line = [own.sentence(), own.sentence()].join(' ');
    count += line.split(' ').length;
    text += (paragraph % 4 ? '' : '\n## ' + own.words(3) + '\n\n') + line.replace(/[*_`<>[\]{}|#\\$]/g, '') + '\n\n';
  }
  return text;
}

/** Writes `count` lessons in each language, `each` of them a course; returns how many different words there are. */
function write(folder, languages, count, each) {
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  put('alforja.yaml', 'title: {en: Many}\nlanguages: [' + languages.join(', ') + ']\n');
  return languages.map(lang => {
    const own = writer(lang);
    const different = new Set();
    for (let at = 0; at < count; at += 1) {
      const course = 'courses/many-' + Math.floor(at / each) + '/';
      const module = course + lang + '/' + String(Math.floor(at % each / LESSONS_A_MODULE) + 1).padStart(3, '0') + '-part-' + Math.floor(at / LESSONS_A_MODULE) + '/';
      if (at % each === 0) {
        own.begin();
        put(course + 'course.yaml', 'version: 1.0.0\n');
        put(course + lang + '/index.md', '# ' + own.words(3) + '\n\n' + own.sentence() + '\n');
      }
      if (at % LESSONS_A_MODULE === 0) { put(module + 'index.md', '# ' + own.words(4) + '\n'); }
      const text = lesson(own);
      (text.toLowerCase().match(/\p{L}+/gu) || []).forEach(word => different.add(word));
      put(module + String(at % LESSONS_A_MODULE + 1).padStart(2, '0') + '-lesson-' + at + '.md', text);
    }
    return different.size;
  });
}

module.exports = { write };
