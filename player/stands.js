/** When a course was completed, and how far a course that another asks for is. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const DAY = /^\d{4}-\d\d-\d\d$/;

  /**
   * Returns the day to be noted when the course is first seen completed: that of the last work on it. Null where
   * nothing was begun, something is missing, or a day is noted already.
   * @param {Outline} outline @param {State} state @param {string} today
   */
  function first(outline, state, today) {
    if (!state.last || DAY.test(state.done) || !player.course(outline, state).completed) { return null; }
    return DAY.test(state.day) ? state.day : today;
  }

  /** Returns how a course stands of which only the number of lessons is known. @param {number} lessons @param {State} state */
  function required(lessons, state) {
    const steps = Object.keys(state).filter(key => key.startsWith('l:')).map(key => Number(state[key]));
    const read = Math.min(lessons, steps.filter(step => step === 2).length);
    const noted = DAY.test(state.done);
    return { done: noted, day: noted ? state.done : '', lessons: read, begun: steps.length > 0 };
  }

  player.stands = { first: first, required: required };
})(window.alforja = window.alforja || Object());
