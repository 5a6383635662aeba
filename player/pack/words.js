/**
 * What has no fixed size, in bits, each with its place: words in gaps, open answers, former results of surveys, notes,
 * places in films. Pure.
 *
 * The kinds are full: what is not typed is of the course, and its number tells what it is. A reader passes over numbers
 * that it does not know, so only new ones may be added.
 */
(function (player) {
  'use strict';
  const pack = player.pack = player.pack || {};
  const bits = pack.bits;

  const WORDS_IN_GAP = 0;
  const WORDS_OPEN = 1;
  const NOTE = 2;
  const OF_COURSE = 3;
  /** What is kept of the course as a whole, by its number. */
  const COURSE_KEYS = ['role', 'done'];
  /** `[survey in its lesson, day, former results]`. */
  const SURVEY = 2;
  /** `[key without its `m:`, value]`. */
  const FILM = 3;

  function lessonQuestions(lesson) {
    return lesson.quizzes.reduce((all, quiz) => all.concat(quiz.questions), []);
  }

  function wordsOfQuestion(words, place, number, question, kept) {
    const answer = kept && kept.a;
    if (question.kind === 'open' && typeof answer === 'string' && answer !== '') {
      words.push({ kind: WORDS_OPEN, lesson: place, number: number, part: 0, value: answer });
    }
    if (question.kind !== 'gaps' || !Array.isArray(answer)) { return; }
    (question.gaps || []).forEach((gap, part) => {
      if (pack.answers.optionCount(gap) === 0 && typeof answer[part] === 'string' && answer[part] !== '') {
        words.push({ kind: WORDS_IN_GAP, lesson: place, number: number, part: part, value: answer[part] });
      }
    });
  }

  function wordsOfNotes(words, place, lesson, state) {
    const before = 'f:' + lesson.id + '/';
    Object.keys(state).sort().forEach((key) => {
      if (key.indexOf(before) !== 0 || state[key] === null) { return; }
      words.push({ kind: NOTE, lesson: place, name: key.slice(before.length), value: state[key] });
    });
  }

  function formerResults(words, place, lesson, state) {
    lesson.quizzes.forEach((quiz, number) => {
      const kept = state['z:' + quiz.id];
      if (!kept || (kept.t === undefined && kept.h === undefined)) { return; }
      words.push({ kind: OF_COURSE, lesson: place, number: SURVEY, part: 0, value: [number, kept.t || '', kept.h || []] });
    });
  }

  function placesInFilms(words, state) {
    Object.keys(state).filter(key => key.indexOf('m:') === 0 && state[key] !== null).sort().forEach(key => {
      words.push({ kind: OF_COURSE, lesson: 0, number: FILM, part: 0, value: [key.slice(2), state[key]] });
    });
  }

  /** Returns how much an entry is needed, the smaller the more: the path, answers, former results, notes, films. */
  function rank(entry) {
    if (entry.kind !== OF_COURSE) { return entry.kind === NOTE ? 4 : 1 + entry.kind; }
    return entry.number === SURVEY ? 3 : entry.number === FILM ? 5 : 0;
  }

  /** Returns all of it, what is needed most first. */
  function all(outline, state) {
    const words = [];
    placesInFilms(words, state);
    outline.lessons.forEach((lesson, place) => {
      formerResults(words, place, lesson, state);
      lessonQuestions(lesson).forEach((question, number) => {
        wordsOfQuestion(words, place, number, question, state['q:' + question.id]);
      });
      wordsOfNotes(words, place, lesson, state);
    });
    COURSE_KEYS.forEach((key, number) => {
      if (typeof state[key] === 'string' && state[key]) { words.push({ kind: OF_COURSE, lesson: 0, number: number, part: 0, value: state[key] }); }
    });
    return words.sort((one, other) => rank(one) - rank(other) || one.lesson - other.lesson || (one.number || 0) - (other.number || 0));
  }

  function put(out, entry) {
    out.put(1, 1);
    out.put(entry.kind, 2);
    out.putVarint(entry.lesson, 4);
    if (entry.kind === NOTE) {
      out.putBytes(bits.utf8(entry.name));
    } else {
      out.putVarint(entry.number, 3);
      out.putVarint(entry.part, 2);
    }
    const plain = typeof entry.value === 'string';
    out.put(plain ? 0 : 1, 1);
    out.putBytes(bits.utf8(plain ? entry.value : JSON.stringify(entry.value)));
  }

  /** Puts what is of the course where it belongs; what is none of ours is passed over. */
  function takeOfCourse(number, lesson, value, state) {
    if (COURSE_KEYS[number] && typeof value === 'string') { state[COURSE_KEYS[number]] = value; }
    if (number < SURVEY || !Array.isArray(value)) { return; }
    if (number === FILM && (typeof value[1] === 'number' || typeof value[1] === 'string')) { state['m:' + value[0]] = value[1]; }
    const quiz = number === SURVEY && lesson && lesson.quizzes[value[0]];
    const kept = quiz && state['z:' + quiz.id];
    if (!kept) { return; }
    if (value[1]) { kept.t = value[1]; }
    if (Array.isArray(value[2]) && value[2].length > 0) { kept.h = value[2]; }
  }

  function take(input, lessonAt, state) {
    const how = input.take(2);
    const lesson = lessonAt(input.takeVarint(4));
    const name = how === NOTE ? bits.fromUtf8(input.takeBytes()) : '';
    const number = how === NOTE ? 0 : input.takeVarint(3);
    const part = how === NOTE ? 0 : input.takeVarint(2);
    const plain = input.take(1) === 0;
    const text = bits.fromUtf8(input.takeBytes());
    if (how === OF_COURSE) { takeOfCourse(number, lesson, plain ? text : JSON.parse(text), state); }
    if (!lesson || how === OF_COURSE) { return; }
    if (how === NOTE) {
      state['f:' + lesson.id + '/' + name] = plain ? text : JSON.parse(text);
      return;
    }
    const question = lessonQuestions(lesson)[number];
    const kept = question && state['q:' + question.id];
    if (!kept) { return; }
    if (how === WORDS_OPEN && question.kind === 'open') { kept.a = text; }
    if (how === WORDS_IN_GAP && Array.isArray(kept.a) && part < kept.a.length) { kept.a[part] = text; }
  }

  pack.words = { all: all, put: put, take: take };
})(window.alforja = window.alforja || {});
