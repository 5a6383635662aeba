/**
 * A learner's whole state in the 4,096 characters that SCORM 1.2 gives. Pure.
 *
 * 1. Head: version (8 bits), check of the outline (24), level (2), number of lessons (varint).
 * 2. For each lesson, in the outline's order: its state (2 bits); where there is one, its own check (16), the
 *    length of what follows, then its quizzes and questions by their places.
 * 3. What has no fixed size, each with its place, while there is room: words in gaps, open answers, former results of
 *    surveys, notes, places in films.
 *
 * The outline's check tells that places still mean what they meant. Where the course has changed, each lesson
 * is found again by its own check; a lesson that has changed or gone is dropped, never misread.
 * Where even the fixed part is too long, answers are left out (level 1), then all but the lessons (level 2).
 */
(function (player) {
  'use strict';
  const pack = player.pack = player.pack || {};
  const bits = pack.bits;
  const kind = pack.answers.kind;
  const words = pack.words;

  const VERSION = 1;
  /** SCORM 1.2, Run-Time Environment, cmi.suspend_data: CMIString4096. */
  const ROOM = 4096;
  /** Points are counted in parts of this: halves to eighths, tenths and twelfths are exact. */
  const PARTS = 840;
  const MOST_TRIES = 255;

  function questionShape(question) {
    return [question.id, question.kind, question.count || 0, (question.gaps || []).join('|')].join('~');
  }

  function lessonCheck(course, lesson) {
    const quizzes = lesson.quizzes.map((quiz) => quiz.id + '(' + quiz.questions.map(questionShape).join(';') + ')');
    return bits.hash([course, lesson.id].concat(quizzes).join('\n')) % 0x10000;
  }

  function outlineCheck(checks) {
    return bits.hash(checks.join(',')) % 0x1000000;
  }

  function tryLimit(quiz) {
    return quiz.attempts > 0 && quiz.attempts < MOST_TRIES ? quiz.attempts : MOST_TRIES;
  }

  function count(value, most) {
    return typeof value === 'number' && value > 0 ? Math.min(Math.floor(value), most) : 0;
  }

  // ---- a question

  function putPoints(out, points) {
    if (typeof points !== 'number' || !(points >= 0)) { return out.put(3, 2); }
    const parts = Math.round(Math.min(points, 1) * PARTS);
    if (parts === 0) { return out.put(0, 2); }
    if (parts === PARTS) { return out.put(1, 2); }
    out.put(2, 2);
    return out.put(parts, 10);
  }

  function takePoints(input) {
    const how = input.take(2);
    if (how < 2) { return how; }
    return how === 2 ? Math.min(input.take(10), PARTS) / PARTS : undefined;
  }

  function putQuestion(out, quiz, question, kept, level) {
    if (!kept) { return out.put(0, 1); }
    out.put(1, 1);
    out.putVarint(count(kept.n, tryLimit(quiz)), 3);
    out.put(kept.d ? 1 : 0, 1);
    putPoints(out, kept.p);
    const way = kind(question);
    const given = level === 0 && kept.a !== undefined && way.fits(kept.a, question);
    out.put(given ? 1 : 0, 1);
    return given ? way.put(out, question, kept.a) : undefined;
  }

  function takeQuestion(input, question) {
    if (!input.take(1)) { return null; }
    const kept = { n: input.takeVarint(3) };
    if (input.take(1)) { kept.d = 1; }
    const points = takePoints(input);
    if (points !== undefined) { kept.p = points; }
    if (input.take(1)) {
      const answer = kind(question).take(input, question);
      if (answer !== undefined) { kept.a = answer; }
    }
    return kept;
  }

  function questionSize(quiz, question) {
    return 1 + bits.varintWidth(tryLimit(quiz), 3) + 1 + 12 + 1 + kind(question).size(question);
  }

  // ---- a lesson

  function putQuiz(out, quiz, state, level) {
    const kept = state['z:' + quiz.id];
    out.put(kept ? 1 : 0, 1);
    if (kept) {
      out.put(count(kept.s, 0xffff), 16);
      out.putVarint(count(kept.n, MOST_TRIES), 3);
      const best = typeof kept.b === 'number';
      out.put(best ? 1 : 0, 1);
      if (best) { out.put(count(kept.b, 100), 7); }
    }
    quiz.questions.forEach((question) => { putQuestion(out, quiz, question, state['q:' + question.id], level); });
  }

  function takeQuiz(input, quiz, state) {
    if (input.take(1)) {
      const kept = { s: input.take(16), n: input.takeVarint(3) };
      if (input.take(1)) { kept.b = Math.min(input.take(7), 100); }
      state['z:' + quiz.id] = kept;
    }
    quiz.questions.forEach((question) => {
      const kept = takeQuestion(input, question);
      if (kept) { state['q:' + question.id] = kept; }
    });
  }

  function hasAnswers(lesson, state) {
    return lesson.quizzes.some((quiz) => state['z:' + quiz.id] || quiz.questions.some((question) => state['q:' + question.id]));
  }

  function hasNotes(lesson, state) {
    return Object.keys(state).some((key) => key.indexOf('f:' + lesson.id + '/') === 0);
  }

  function putLesson(out, lesson, check, state, level) {
    const reached = count(state['l:' + lesson.id], 2);
    const mark = reached || (level < 2 && (hasAnswers(lesson, state) || hasNotes(lesson, state)) ? 3 : 0);
    out.put(mark, 2);
    if (mark === 0 || level === 2) { return; }
    const inner = bits.writer();
    lesson.quizzes.forEach((quiz) => { putQuiz(inner, quiz, state, level); });
    out.put(check, 16);
    out.putVarint(inner.length(), 4);
    out.append(inner);
  }

  function lessonSize(lesson) {
    let inner = 0;
    lesson.quizzes.forEach((quiz) => {
      inner += 1 + 16 + bits.varintWidth(MOST_TRIES, 3) + 1 + 7;
      quiz.questions.forEach((question) => { inner += questionSize(quiz, question); });
    });
    return 2 + 16 + bits.varintWidth(inner, 4) + inner;
  }

  // ---- the whole

  function fixedPart(outline, checks, state, level) {
    const out = bits.writer();
    out.put(VERSION, 8);
    out.put(outlineCheck(checks), 24);
    out.put(level, 2);
    out.putVarint(outline.lessons.length, 4);
    outline.lessons.forEach((lesson, place) => { putLesson(out, lesson, checks[place], state, level); });
    return out;
  }

  function encode(outline, checks, state, room) {
    const most = room * 6;
    let out = null;
    let level = -1;
    while (level < 2 && (!out || out.length() + 1 > most)) {
      level += 1;
      out = fixedPart(outline, checks, state, level);
    }
    if (level === 0) {
      words.all(outline, state).forEach((entry) => {
        const one = bits.writer();
        words.put(one, entry);
        if (out.length() + one.length() + 1 <= most) { out.append(one); }
      });
    }
    out.put(0, 1);
    return out.text().slice(0, room);
  }

  /** Returns, for each packed lesson, the lesson of the outline that it is. */
  function matcher(outline, checks, same) {
    const byCheck = {};
    checks.forEach((check, place) => {
      byCheck[check] = byCheck[check] === undefined ? outline.lessons[place] : null;
    });
    return function (place, check) { return same ? outline.lessons[place] : byCheck[check]; };
  }

  function takeLesson(input, place, level, match, state) {
    const mark = input.take(2);
    if (mark === 0) { return null; }
    if (level === 2) {
      const known = match(place, -1);
      if (known && mark < 3) { state['l:' + known.id] = mark; }
      return known;
    }
    const lesson = match(place, input.take(16));
    let end = input.takeVarint(4);
    end += input.place();
    const found = {};
    if (lesson) {
      if (mark < 3) { found['l:' + lesson.id] = mark; }
      lesson.quizzes.forEach((quiz) => { takeQuiz(input, quiz, found); });
    }
    const sound = lesson && input.place() === end;
    input.goTo(end);
    if (!sound) { return null; }
    Object.keys(found).forEach((key) => { state[key] = found[key]; });
    return lesson;
  }

  function takeAll(input, outline, checks, state) {
    const same = input.take(24) === outlineCheck(checks);
    const level = input.take(2);
    const lessons = input.takeVarint(4);
    const match = matcher(outline, checks, same && lessons === outline.lessons.length);
    const found = [];
    for (let place = 0; place < lessons; place += 1) { found.push(takeLesson(input, place, level, match, state)); }
    const lessonAt = function (at) { return found[at]; };
    while (level === 0 && input.take(1)) { words.take(input, lessonAt, state); }
  }

  /**
   * Returns the state packed in `text`: as much of it as still belongs to this course, and nothing where the
   * text is not ours. A torn end loses only what stood there.
   */
  function decode(outline, checks, text) {
    const state = {};
    if (!/^[A-Za-z0-9_-]{6,}$/.test(text)) { return state; }
    const input = bits.reader(text);
    if (input.take(8) !== VERSION) { return state; }
    try {
      takeAll(input, outline, checks, state);
    } catch (_) {
      return state; // torn or from a stranger: what was read whole is kept
    }
    return state;
  }

  /** Returns how many characters the fixed part takes when every question was answered. */
  function worstCase(outline) {
    let size = 8 + 24 + 2 + bits.varintWidth(outline.lessons.length, 4) + 1;
    outline.lessons.forEach((lesson) => { size += lessonSize(lesson); });
    return Math.ceil(size / 6);
  }

  /** Returns what packs and unpacks the states of one course, into `room` characters; without it those of SCORM 1.2. */
  pack.packer = function (outline, room) {
    const checks = outline.lessons.map((lesson) => lessonCheck(outline.course, lesson));
    return {
      encode: function (state) { return encode(outline, checks, state, room || ROOM); },
      decode: function (text) { return decode(outline, checks, text); },
      worstCase: function () { return worstCase(outline); }
    };
  };
})(window.alforja = window.alforja || {});
