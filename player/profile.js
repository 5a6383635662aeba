/**
 * A survey's profile: the means by dimension, those of former times, and the shapes that draw them. Pure.
 *
 * `z:SURVEY` {n how often it was begun, t the day of the last answer, h former results, the oldest first, at most
 * five: {t day, v a mean in per cent for each dimension, null where nothing was answered}}. Without dimensions
 * there is one mean, of all.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const SIZE = 320;
  const RADIUS = 120;
  const BAR = 30;

  /** Returns the mean in per cent of the answered scales; null where none is answered. @param {Key[]} questions @param {State} state */
  function mean(questions, state) {
    const values = questions.filter(question => question.kind === 'scale').map(question => {
      const answer = player.state.record(state, 'q:' + question.id).a;
      return player.grade.fits(question, answer) ? answer / Math.max(1, (question.count || 1) - 1) * 100 : -1;
    }).filter(value => value >= 0);
    return values.length ? Math.round(values.reduce((sum, value) => sum + value, 0) / values.length) : null;
  }

  /** Returns the mean of each dimension, and after them that of all. @param {QuizKey} key @param {State} state */
  function means(key, state) {
    const own = (key.dimensions || []).map((_, at) => mean(key.questions.filter(question => question.dimension === at), state));
    return own.concat([mean(key.questions, state)]);
  }

  /** Returns the former results that are whole. @param {any} kept @returns {{t: string, v: (number | null)[]}[]} */
  function history(kept) {
    const all = Array.isArray(kept.h) ? kept.h : [];
    return all.filter((/** @type {any} */ one) => one && /^\d{4}-\d\d-\d\d$/.test(one.t) && Array.isArray(one.v) &&
      one.v.every((/** @type {any} */ value) => value === null || (typeof value === 'number' && value >= 0 && value <= 100))).slice(-5);
  }

  /** @param {number} value */
  function round(value) {
    return Math.round(value * 10) / 10;
  }

  /** A point of the wheel. @param {number} place @param {number} count @param {number} percent */
  function point(place, count, percent) {
    const angle = place / count * 2 * Math.PI;
    return [round(SIZE / 2 + Math.sin(angle) * RADIUS * percent / 100), round(SIZE / 2 - Math.cos(angle) * RADIUS * percent / 100)];
  }

  /** @param {number} count @param {(place: number) => number} percent */
  function ring(count, percent) {
    return Array.from({ length: count }, (_, place) => point(place, count, percent(place)).join(',')).join(' ');
  }

  /** @param {ProfileRow[]} rows @returns {Shape[]} */
  function wheel(rows) {
    const count = rows.length;
    /** @type {Shape[]} */
    const shapes = [25, 50, 75, 100].map(step => ({ tag: 'polygon', look: 'grid', at: { points: ring(count, () => step) } }));
    rows.forEach((row, place) => {
      const tip = point(place, count, 100);
      const label = point(place, count, 116);
      shapes.push({ tag: 'line', look: 'grid', at: { x1: SIZE / 2, y1: SIZE / 2, x2: tip[0], y2: tip[1] } });
      shapes.push({ tag: 'text', look: 'label', at: { x: label[0], y: label[1] + 5 }, words: String(place + 1) });
    });
    if (rows.some(row => row.last !== null)) { shapes.push({ tag: 'polygon', look: 'last', at: { points: ring(count, place => rows[place].last || 0) } }); }
    shapes.push({ tag: 'polygon', look: 'now', at: { points: ring(count, place => rows[place].now || 0) } });
    rows.forEach((row, place) => {
      const at = point(place, count, row.now || 0);
      if (row.now !== null) { shapes.push({ tag: 'circle', look: 'dot', at: { cx: at[0], cy: at[1], r: 5 } }); }
    });
    return shapes;
  }

  /** @param {ProfileRow[]} rows @returns {Shape[]} */
  function bars(rows) {
    /** @type {Shape[]} */
    const shapes = [];
    rows.forEach((row, place) => {
      const top = place * 2 * BAR;
      const long = (/** @type {number | null} */ value) => round((SIZE - BAR) * (value || 0) / 100);
      shapes.push({ tag: 'text', look: 'label', at: { x: 10, y: top + 24 }, words: String(place + 1) });
      shapes.push({ tag: 'rect', look: 'grid', at: { x: BAR, y: top + 6, width: SIZE - BAR - 1, height: 26 } });
      shapes.push({ tag: 'rect', look: 'now bar', at: { x: BAR, y: top + 6, width: long(row.now), height: 26 } });
      if (row.last !== null) { shapes.push({ tag: 'rect', look: 'last', at: { x: BAR, y: top + 36, width: long(row.last), height: 12 } }); }
    });
    return shapes;
  }

  /** Returns what draws a profile: a wheel from three dimensions on, else bars. The numbers are those of the rows. @param {ProfileRow[]} rows */
  function shapes(rows) {
    const round = rows.length > 2;
    return { width: SIZE, height: round ? SIZE : rows.length * 2 * BAR, shapes: (round ? wheel : bars)(rows) };
  }

  player.profile = { means: means, history: history, shapes: shapes };
})(window.alforja = window.alforja || Object());
