/**
 * Typed words in bits, each with the place where it was typed: words in gaps, open answers, notes. Pure.
 */
(function (player) {
  'use strict';
  const pack = player.pack = player.pack || {};
  const bits = pack.bits;

  const WORDS_IN_GAP = 0;
  const WORDS_OPEN = 1;
  const NOTE = 2;
  const OF_COURSE = 3;
  /** What is kept of the course as a whole; places in this list are packed, so only its end may grow. */
  const COURSE_KEYS = ['role', 'done'];

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

  /** Returns all typed words, what is needed most first. */
  function all(outline, state) {
    const words = [];
    outline.lessons.forEach((lesson, place) => {
      lessonQuestions(lesson).forEach((question, number) => {
        wordsOfQuestion(words, place, number, question, state['q:' + question.id]);
      });
      wordsOfNotes(words, place, lesson, state);
    });
    COURSE_KEYS.forEach((key, number) => {
      if (typeof state[key] === 'string' && state[key]) { words.push({ kind: OF_COURSE, lesson: 0, number: number, part: 0, value: state[key] }); }
    });
    return words.sort((one, other) => (one.kind === OF_COURSE ? -1 : one.kind) - (other.kind === OF_COURSE ? -1 : other.kind) || one.lesson - other.lesson || (one.number || 0) - (other.number || 0));
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

  function take(input, lessonAt, state) {
    const how = input.take(2);
    const lesson = lessonAt(input.takeVarint(4));
    const name = how === NOTE ? bits.fromUtf8(input.takeBytes()) : '';
    const number = how === NOTE ? 0 : input.takeVarint(3);
    const part = how === NOTE ? 0 : input.takeVarint(2);
    const plain = input.take(1) === 0;
    const text = bits.fromUtf8(input.takeBytes());
    if (how === OF_COURSE && COURSE_KEYS[number]) { state[COURSE_KEYS[number]] = text; }
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
