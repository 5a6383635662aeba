/**
 * One answered question in the words of SCORM 1.2 (Run-Time Environment, cmi.interactions). Pure.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const LONGEST = 255;

  /** Returns an id of printable ASCII without spaces, the same in every language and version. */
  function identifier(id) {
    const ascii = id.replace(/[^A-Za-z0-9.-]/g, (letter) => letter === '/' ? '_' : '_' + letter.charCodeAt(0).toString(16));
    return ascii.length <= LONGEST ? ascii : ascii.slice(0, LONGEST - 9) + '_' + player.pack.bits.hash(ascii).toString(16);
  }

  function letter(index) {
    return LETTERS.charAt(index);
  }

  function letters(indexes) {
    return indexes.map(letter).filter(Boolean).join(',');
  }

  function upTo(text, most) {
    return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  }

  function asIndex(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  }

  function pairs(answer) {
    return answer.map((right, left) => {
      const index = asIndex(right);
      return typeof index === 'number' && index >= 0 ? letter(left) + '.' + letter(index) : '';
    }).filter(Boolean).join(',');
  }

  function inOrder(count) {
    const indexes = [];
    for (let index = 0; index < count; index += 1) { indexes.push(index); }
    return indexes;
  }

  /** Returns a typed number with a decimal point, or nothing where it is none. */
  function decimal(text) {
    const written = String(text).trim().replace(/[\s\u00A0\u202F]/g, '').replace(',', '.');
    return /^[-+]?\d*\.?\d+$/.test(written) ? String(Number(written)) : null;
  }

  function filled(question, answer) {
    const written = answer.map((part, index) => player.pack.answers.optionCount(question.gaps[index] || '') > 0 ? letter(Number(asIndex(part))) : String(part));
    return written.join('; ');
  }

  function gapsAnswer(question, answer, key) {
    const only = question.gaps.length === 1 ? question.gaps[0] : '';
    const keyed = key && key.gaps && key.gaps[0];
    if (player.pack.answers.optionCount(only) > 0) {
      return { type: 'choice', said: letters([asIndex(answer[0])]), right: keyed ? keyed.right.map(letter) : [] };
    }
    if (only === 'number' && decimal(answer[0]) !== null) {
      const exact = keyed && keyed.from === keyed.to;
      return { type: 'numeric', said: decimal(answer[0]), right: exact ? [String(keyed.from)] : [] };
    }
    const words = only === 'text' && keyed && keyed.answers ? keyed.answers : [];
    return { type: 'fill-in', said: filled(question, answer), right: words };
  }

  /** Returns type, answer and right answers; `key` is what the lesson's page knows, or nothing. */
  function answerOf(question, answer, key) {
    const list = Array.isArray(answer) ? answer : [];
    switch (question.kind) {
      case 'single':
      case 'multiple':
        return { type: 'choice', said: letters(list), right: key && key.right ? [letters(key.right)] : [] };
      case 'gaps':
        return gapsAnswer(question, list, key);
      case 'order':
        return { type: 'sequencing', said: letters(list), right: [letters(inOrder(question.count))] };
      case 'match':
        return { type: 'matching', said: pairs(list), right: [pairs(inOrder(question.count))] };
      case 'scale':
        return { type: 'likert', said: typeof answer === 'number' ? letter(answer) : '', right: [] };
      default:
        return { type: 'fill-in', said: typeof answer === 'string' ? answer : '', right: [] };
    }
  }

  /** Tells whether this very answer is right; `points` are the best of all tries. */
  function isRight(kept, key, decimalSign) {
    if (!key || kept.a === undefined || !player.grade.fits(key, kept.a)) { return kept.p >= 1; }
    return player.grade.of(key, kept.a, decimalSign).right;
  }

  function resultOf(answered) {
    const question = answered.question;
    if (!answered.quiz.graded || !player.grade.counts(question.kind)) { return 'neutral'; }
    return isRight(answered.kept, answered.key, answered.decimal || '.') ? 'correct' : 'wrong';
  }

  /**
   * Returns what is to be set below `cmi.interactions.N.`, in the order that LMSs ask for.
   *
   * @param {{quiz: object, question: object, kept: object, key: object?, decimal: string?,
   *   timeOfDay: string, latency: string}} answered
   */
  function interaction(answered) {
    const question = answered.question;
    const answer = answerOf(question, answered.kept.a, answered.key);
    const fields = [['id', identifier(question.id)], ['type', answer.type], ['time', answered.timeOfDay]];
    answer.right.slice(0, 5).forEach((right, index) => {
      if (right) { fields.push(['correct_responses.' + index + '.pattern', upTo(right, LONGEST)]); }
    });
    fields.push(['weighting', String(typeof question.points === 'number' ? question.points : 1)]);
    if (answer.said) { fields.push(['student_response', upTo(answer.said, LONGEST)]); }
    fields.push(['result', resultOf(answered)]);
    fields.push(['latency', answered.latency]);
    return fields;
  }

  shell.interactions = { identifier: identifier, interaction: interaction };
})(window.alforja = window.alforja || {});
