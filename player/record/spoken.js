/**
 * The code of ten characters that a learner can say over the telephone. Pure.
 *
 * 45 bits: check of the course (10), completed (1), passed (1), score (7; 127 where there is none), check over course,
 * marks, score and name (26); in nine characters of Crockford's base 32, then one that brings the sum over GF(32) to 17:
 * it shows every single wrong character and every two that changed places. See docs/result-file.md.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const record = player.record;
  const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const NO_SCORE = 127;
  const SUM = 17;
  const HALF = 0x4000000; // 2 to the 26th

  /** Returns a text without halves of surrogate pairs: each becomes U+FFFD. */
  record.whole = text => text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, pair => pair.length === 2 ? pair : '\ufffd');

  /** Returns one line of text: NFC, no control characters, single spaces, whole characters, at most so long. */
  record.line = function (text, most) {
    const plain = record.whole(String(text)).normalize('NFC').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').replace(/\s+/g, ' ').trim();
    return plain.slice(0, most).replace(/[\ud800-\udbff]$/, '').trim();
  };

  /** Returns the first so many bits (at most 30) of the SHA-256 of a text. @param {string} text @param {number} bits */
  function first(text, bits) {
    return record.sha256(text)[0] >>> 32 - bits;
  }

  /** Writes a number in so many signs. */
  record.signs = function (value, count) {
    let written = '';
    let rest = value;
    for (let at = 0; at < count; at += 1) {
      written = SIGNS.charAt(rest % 32) + written;
      rest = Math.floor(rest / 32);
    }
    return written;
  };

  /** Reads what was typed: o is 0, i and l are 1, case, hyphens and spaces do not matter; other signs stay as they are. */
  record.typedSigns = typed => typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[\s\u2010-\u2015-]/g, '');

  /** The weighted sum over GF(32), x^5 + x^2 + 1, that is 17 for a sound code. @param {string} signs */
  function sum(signs) {
    return signs.split('').reduce((rest, sign) => times(rest) ^ SIGNS.indexOf(sign), 0);
  }

  /** @param {number} value */
  function times(value) {
    const twice = value << 1;
    return twice & 32 ? twice ^ 37 : twice;
  }

  /** @param {Standing} standing */
  const scoreOf = standing => standing.score === null ? NO_SCORE : standing.score;

  /** @param {string} course @param {Standing} standing @param {string} name */
  function check(course, standing, name) {
    const marks = (standing.completed ? 2 : 0) + (standing.passed ? 1 : 0);
    return first([course, marks, scoreOf(standing), record.line(name, 200).toLowerCase()].join('\n'), 26);
  }

  /** Returns the code of a learner's standing, in two groups of five. */
  record.spoken = function (course, standing, name) {
    const head = first(course, 10) * 512 + (standing.completed ? 256 : 0) + (standing.passed ? 128 : 0) + scoreOf(standing);
    const signs = record.signs(head * HALF + check(course, standing, name), 9);
    const whole = signs + SIGNS.charAt(times(sum(signs)) ^ SUM);
    return whole.slice(0, 5) + '-' + whole.slice(5);
  };

  /** Reads a code that was said or typed; null where it is none, or where a character is wrong. */
  record.readSpoken = function (typed) {
    const signs = record.typedSigns(typed);
    if (!/^[0-9A-HJKMNP-TV-Z]{10}$/.test(signs) || sum(signs) !== SUM) { return null; }
    const value = signs.slice(0, 9).split('').reduce((whole, sign) => whole * 32 + SIGNS.indexOf(sign), 0);
    const head = Math.floor(value / HALF);
    const score = head % 128;
    if (score > 100 && score !== NO_SCORE) { return null; }
    return { course: Math.floor(head / 512), completed: (head & 256) > 0, passed: (head & 128) > 0, score: score === NO_SCORE ? null : score, check: value % HALF };
  };

  /** Tells whether a code belongs to this course and this name: `right`, or which of the two does not fit. */
  record.spokenFits = function (read, course, name) {
    if (read.course !== first(course, 10)) { return 'course'; }
    return read.check === check(course, read, name) ? 'right' : 'name';
  };

  record.first = first;
})(window.alforja = window.alforja || Object());
