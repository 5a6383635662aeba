/**
 * One learner's state in one course, and what follows from it for a quiz. Pure; the pages and the launch page count alike.
 *
 * The state is a flat map, so that two windows can change different keys:
 * `last` lesson · `lang` of that page · `v` version · `l:LESSON` 1 begun, 2 done · `q:QUESTION` {a answer, n tries,
 * p best part of its points, d 1 when finished} · `z:QUIZ` {s seed, n attempt, b best per cent of finished attempts} ·
 * `z:SURVEY` {n how often, t day of the last answer, h former results: see profile.js} ·
 * `f:PLACE` what was written into a field · `m:FILM` second · `m:/speed` of films, `m:/captions` their language or `off` ·
 * `day` when the course was last open, `done` when it was first seen completed, both `YYYY-MM-DD` · `role` the learning path that was chosen.
 */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Kinds of questions that nobody grades. */
  const UNGRADED = ['open', 'scale'];

  /** Returns what is kept under a key when it is an object, else an empty one. @param {State} state @param {string} key @returns {any} */
  function record(state, key) {
    const value = state[key];
    return value && typeof value === 'object' && !Array.isArray(value) ? value : {};
  }

  /** @param {any} value @param {number} most */
  function bounded(value, most) {
    return typeof value === 'number' && value > 0 ? Math.min(value, most) : 0;
  }

  /** Returns whole per cents, never rounded up to a pass mark. @param {number} part @param {number} whole */
  function percent(part, whole) {
    return whole ? Math.floor(part / whole * 100 + 1e-9) : 100;
  }

  /**
   * Returns how a quiz stands; without a pass mark it is passed when it is finished.
   * @param {QuizKey} quiz @param {State} state @returns {QuizResult}
   */
  function quiz(quiz, state) {
    const attempt = record(state, 'z:' + quiz.id);
    const asked = player.draw.asked(quiz, bounded(attempt.s, 65535)).map(place => quiz.questions[place]);
    let points = 0;
    let total = 0;
    let answered = 0;
    asked.forEach(question => {
      const kept = record(state, 'q:' + question.id);
      const worth = UNGRADED.indexOf(question.kind) >= 0 ? 0 : question.points === undefined ? 1 : question.points;
      total += worth;
      points += worth * bounded(kept.p, 1);
      answered += kept.d ? 1 : 0;
    });
    const done = answered === asked.length;
    const now = percent(points, total);
    const best = Math.max(total ? now : 0, bounded(attempt.b, 100), !total && done ? 100 : 0);
    const finished = done || attempt.b !== undefined;
    return {
      asked: asked.length, answered: answered, done: done, finished: finished, points: points, total: total, percent: now, best: best,
      passed: typeof quiz.pass === 'number' ? best >= quiz.pass : finished
    };
  }

  /**
   * Returns the lesson to go on with: the last one, or where that is done the next one that is not.
   * @param {string[]} lessons in their order @param {State} state @returns {string | null} null when nothing is left
   */
  function next(lessons, state) {
    const done = (/** @type {string} */ lesson) => Number(state['l:' + lesson]) === 2;
    const last = lessons.indexOf(String(state.last));
    const order = last < 0 ? lessons : lessons.slice(last).concat(lessons.slice(0, last));
    const found = order.find(lesson => !done(lesson));
    return found === undefined ? null : found;
  }

  player.state = { merge: player.merge, record: record, percent: percent, quiz: quiz, next: next };
})(window.alforja = window.alforja || Object());
