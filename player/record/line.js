/**
 * A result as one line of text, to be pasted into a message or typed off. Pure. The grammar stands in docs/result-file.md:
 *
 * `ALF1;course;version;language;marks;score;done/total;made;completed;learner;fields;quizzes;check`
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const record = player.record;
  const PARTS = 13;

  /** Writes a text so that no sign of the grammar stands in it. @param {string} text @param {number} [most] */
  function escape(text, most) {
    return record.line(text, most || 200).replace(/[%;,=]/g, sign => '%' + sign.charCodeAt(0).toString(16).toUpperCase());
  }

  /** @param {string} text */
  function unescape(text) {
    return text.replace(/%(25|3B|2C|3D)/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  }

  /** @param {string | null} day */
  const short = day => day ? day.replace(/-/g, '') : 'x';

  /** @param {string} text */
  const long = text => text === 'x' ? null : text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

  /** @param {ResultFile} result @param {number} left how many quizzes are left off at the end */
  function write(result, left) {
    const kept = result.quizzes.slice(0, result.quizzes.length - left);
    const quizzes = kept.map(quiz => quiz.best === null ? 'x' : quiz.best + (quiz.passed ? '+' : ''));
    const fields = Object.keys(result.learner.fields).map(id => escape(id) + '=' + escape(result.learner.fields[id]));
    const body = [
      'ALF1', escape(result.course.id), escape(result.course.version), escape(result.course.language),
      (result.completed ? '1' : '0') + (result.passed ? '1' : '0'), result.score === null ? 'x' : result.score,
      result.lessons.done.length + '/' + result.lessons.total, short(result.made.day), short(result.days.completed), result.learner.id,
      fields.join(','), quizzes.concat(left ? ['~' + left] : []).join('.')
    ].join(';');
    return body + ';' + record.signs(record.first(body, 30), 6);
  }

  /**
   * Returns the line. Where it would take more than `most` bytes, results of quizzes are left off, the last first; null where that is not enough.
   */
  record.text = function (result, most) {
    const lines = [write(result, 0)];
    while (lines[0] && most && record.utf8(lines[0]).length > most && lines.length <= result.quizzes.length) {
      lines.unshift(write(result, lines.length));
    }
    return most && record.utf8(lines[0]).length > most ? null : { text: lines[0], left: lines.length - 1 };
  };

  /** Finds the line in what was pasted or typed, with its parts as they were written. @param {string} pasted @returns {string[] | null} */
  function parts(pasted) {
    const text = record.line(pasted, pasted.length);
    const from = text.search(/ALF1 ?;/i);
    const all = from < 0 ? [] : text.slice(from).replace(/ ?([;,=]) ?/g, '$1').split(';').slice(0, PARTS);
    if (all.length < PARTS) { return null; }
    all[0] = 'ALF1';
    return all;
  }

  /** @param {string} text */
  function fieldsOf(text) {
    /** @type {Record<string, string>} */
    const fields = {};
    text.split(',').filter(Boolean).forEach(pair => {
      const sides = pair.split('=');
      fields[unescape(sides[0])] = unescape(sides[1] || '');
    });
    return fields;
  }

  /** @param {string} text */
  function quizzesOf(text) {
    const all = text.split('.').filter(Boolean);
    const left = all.filter(one => one.charAt(0) === '~').map(one => Number(one.slice(1)) || 0);
    const kept = all.filter(one => one.charAt(0) !== '~').map(one => ({ best: one === 'x' ? null : parseInt(one, 10), passed: /\+$/.test(one) }));
    return { kept: kept, left: left[0] || 0 };
  }

  const SHAPE = /^ALF1;[^;]+;[^;]+;[^;]+;[01]{2};(x|\d{1,3});\d+\/\d+;(x|\d{8});(x|\d{8});[^;]*;[^;]*;[0-9x+.~]*$/;

  /** Reads a line; null where there is none, `sound: false` where it was changed or mistyped. */
  record.readText = function (pasted) {
    const all = parts(pasted);
    if (!all) { return null; }
    const body = all.slice(0, PARTS - 1).join(';');
    if (!SHAPE.test(body)) { return null; }
    const lessons = all[6].split('/');
    const quizzes = quizzesOf(all[11]);
    return {
      sound: record.typedSigns(all[12].slice(0, 6)) === record.signs(record.first(body, 30), 6),
      course: unescape(all[1]), version: unescape(all[2]), language: unescape(all[3]),
      completed: all[4].charAt(0) === '1', passed: all[4].charAt(1) === '1', score: all[5] === 'x' ? null : Number(all[5]),
      done: Number(lessons[0]), total: Number(lessons[1]), made: long(all[7]), completedOn: long(all[8]), learner: all[9],
      fields: fieldsOf(all[10]), quizzes: quizzes.kept, left: quizzes.left
    };
  };
})(window.alforja = window.alforja || Object());
