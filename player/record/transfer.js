/**
 * One's progress in a course, taken to another device: as a file with all that was answered, or as a short code with
 * what was read and how the quizzes went. Pure. Both forms stand in docs/result-file.md.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const record = player.record;
  const OURS = /^(last|lang|v|role|done|first|day)$|^[lqzfm]:/;
  const NONE = 127;

  /** Returns a file with the whole state of a course. @param {Outline} outline @param {State} state */
  record.progressFile = (outline, state) => record.seal({
    format: 'alforja-progress', version: 1,
    course: { id: String(outline.course), version: String(outline.version), language: String(outline.lang) },
    state: JSON.parse(JSON.stringify(state))
  });

  /** Returns what is kept from a file: the state of this course; null where the file is not whole or another course's. */
  record.readProgressFile = function (text, course) {
    try {
      const file = JSON.parse(text);
      if (!record.isSound(file, 'alforja-progress') || file.course.id !== course) { return null; }
      /** @type {State} */
      const state = {};
      Object.keys(file.state).filter(key => OURS.test(key)).forEach(key => { state[key] = file.state[key]; });
      return state;
    } catch (unreadable) {
      return null;
    }
  };

  /** Returns the patch that brings an imported state in: nothing that is further here goes back. */
  record.adopt = function (state, imported) {
    /** @type {State} */
    const patch = {};
    Object.keys(imported).forEach(key => {
      const own = player.state.record(state, key);
      const other = player.state.record(imported, key);
      const best = Math.max(Number(own.b) || 0, Number(other.b) || 0);
      if (key.startsWith('q:') && own.d && !other.d) { return; }
      if (key === 'done' && state.done) { return; }
      patch[key] = key.startsWith('z:') && own.b !== undefined ? Object.assign({}, other, { b: best }) : imported[key];
    });
    return patch;
  };

  /** The graded quizzes, in order. @param {Outline} outline @returns {QuizKey[]} */
  function quizzesOf(outline) {
    return [].concat.apply([], /** @type {any} */ (outline.lessons.map(lesson => (lesson.quizzes || []).filter(quiz => quiz.graded))));
  }

  /** The check that places in the code mean what they meant. @param {Outline} outline */
  function outlineCheck(outline) {
    return record.signs(record.first(outline.lessons.map(lesson => lesson.id).concat(quizzesOf(outline).map(quiz => quiz.id)).join('\n'), 20), 4);
  }

  /** Returns the code: two bits a lesson, seven a quiz. */
  record.progressCode = function (outline, state) {
    let bits = '';
    const put = (/** @type {number} */ value, /** @type {number} */ width) => { bits += ('0000000' + value.toString(2)).slice(-width); };
    outline.lessons.forEach(lesson => put(Math.min(2, Math.max(0, Number(state['l:' + lesson.id]) || 0)), 2));
    quizzesOf(outline).forEach(quiz => {
      const result = player.state.quiz(quiz, state);
      put(result.finished ? Math.min(100, Math.floor(result.best)) : NONE, 7);
    });
    const groups = bits.match(/.{1,5}/g) || [];
    const payload = groups.map(group => record.signs(parseInt((group + '0000').slice(0, 5), 2), 1)).join('');
    const body = ['ALP1', record.line(String(outline.course), 200), outlineCheck(outline), payload].join(';');
    return body + ';' + record.signs(record.first(body, 30), 6);
  };

  /** Reads a code: the state it carries, or why it cannot be taken: `unreadable`, `course`, `changed`. */
  record.readProgressCode = function (typed, outline) {
    const parts = record.line(typed, 4000).replace(/\s/g, '').split(';');
    if (parts.length !== 5 || parts[0].toUpperCase() !== 'ALP1') { return 'unreadable'; }
    const course = parts[1];
    const check = record.typedSigns(parts[2]);
    const payload = record.typedSigns(parts[3]);
    if (record.typedSigns(parts[4]) !== record.signs(record.first(['ALP1', course, check, payload].join(';'), 30), 6)) { return 'unreadable'; }
    if (course !== outline.course) { return 'course'; }
    if (check !== outlineCheck(outline)) { return 'changed'; }
    const bits = payload.split('').map(sign => ('0000' + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(sign).toString(2)).slice(-5)).join('');
    let at = 0;
    const take = (/** @type {number} */ width) => {
      at += width;
      return parseInt(bits.slice(at - width, at), 2) || 0;
    };
    /** @type {State} */
    const state = {};
    outline.lessons.forEach(lesson => {
      const reached = take(2);
      if (reached === 1 || reached === 2) { state['l:' + lesson.id] = reached; }
    });
    quizzesOf(outline).forEach(quiz => {
      const best = take(7);
      if (best <= 100) { state['z:' + quiz.id] = { s: 0, n: 1, b: best }; }
    });
    return state;
  };
})(window.alforja = window.alforja || Object());
