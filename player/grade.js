/**
 * How much of an answer is right, as a part of 1. Pure.
 *
 * - single: all or nothing
 * - multiple: each right choice adds its share, each wrong one takes a share away; never below nothing
 * - gaps, match: the share of those that are right
 * - order: the share of things that stand in their right place
 * - open, scale: not graded
 */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {boolean[]} parts @returns {Grade} */
  function share(parts) {
    const right = parts.filter(Boolean).length;
    return { points: parts.length ? right / parts.length : 1, right: right === parts.length, parts: parts };
  }

  /** @param {Key} question @param {number[]} answer @returns {Grade} */
  function choices(question, answer) {
    const wanted = question.right || [];
    const parts = Array.from({ length: question.count || 0 }, (_, place) => (wanted.indexOf(place) >= 0) === (answer.indexOf(place) >= 0));
    const right = parts.every(Boolean);
    if (question.kind === 'single') { return { points: right ? 1 : 0, right: right, parts: parts }; }
    const hits = answer.filter(place => wanted.indexOf(place) >= 0).length;
    const points = wanted.length ? Math.max(0, hits - (answer.length - hits)) / wanted.length : Number(right);
    return { points: points, right: right, parts: parts };
  }

  /** @param {Gap} gap @param {string | number} given @param {Key} question @param {string} decimal */
  function gap(gap, given, question, decimal) {
    if (gap.kind === 'choice') { return given !== '' && (gap.right || []).indexOf(Number(given)) >= 0; }
    if (gap.kind === 'text') { return (gap.answers || []).some(answer => player.typed.same(answer, String(given), question.strict)); }
    const value = player.typed.number(String(given), decimal);
    return value !== null && value >= Number(gap.from) && value <= Number(gap.to);
  }

  /** @type {Record<string, (question: Key, answer: any, decimal: string) => Grade>} */
  const KINDS = {
    single: choices,
    multiple: choices,
    gaps: (question, answer, decimal) => share((question.gaps || []).map((one, place) => gap(one, answer[place], question, decimal))),
    order: (question, answer) => share(answer.map((/** @type {number} */ item, /** @type {number} */ place) => item === place)),
    // Two pairs may say the same at the right: the key then names the first of them for both.
    match: (question, answer) => share(answer.map((/** @type {number} */ item, /** @type {number} */ place) => Number(item) === (question.right ? question.right[place] : place)))
  };

  /** Whether answers of this kind are right or wrong. @param {string} kind */
  function counts(kind) {
    return kind in KINDS;
  }

  /**
   * Grades an answer, in the form that the state keeps. Kinds that are not graded are never wrong.
   * @param {Key} question @param {any} answer @param {string} decimal @returns {Grade}
   */
  function grade(question, answer, decimal) {
    return counts(question.kind) ? KINDS[question.kind](question, answer, decimal) : { points: 0, right: true, parts: [] };
  }

  /** @param {any} value @param {number} count */
  function index(value, count) {
    return typeof value === 'number' && value >= 0 && value < count && Math.floor(value) === value;
  }

  /**
   * Whether a kept answer still belongs to the question: the course may have changed since.
   * @param {Key} question @param {any} answer
   */
  function fits(question, answer) {
    const count = question.count || 0;
    if (question.kind === 'open') { return typeof answer === 'string'; }
    if (question.kind === 'scale') { return index(answer, count); }
    if (!Array.isArray(answer)) { return false; }
    const distinct = answer.every((item, at) => answer.indexOf(item) === at);
    if (question.kind === 'gaps') {
      return answer.length === (question.gaps || []).length && answer.every(item => typeof item === 'string' || typeof item === 'number');
    }
    if (question.kind === 'match') { return answer.length === count && answer.every(item => index(item, count)); }
    const whole = question.kind !== 'order' || answer.length === count;
    return whole && distinct && answer.every(item => index(item, count)) && (question.kind !== 'single' || answer.length < 2);
  }

  player.grade = { of: grade, counts: counts, fits: fits };
})(window.alforja = window.alforja || Object());
