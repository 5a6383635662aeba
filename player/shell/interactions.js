/**
 * One answered question, as every platform can be told of it; how it is written is its end's affair. Pure.
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
    return indexes.map(letter).filter(Boolean);
  }

  function asIndex(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  }

  function pairs(answer) {
    return answer.map((right, left) => {
      const index = asIndex(right);
      return typeof index === 'number' && index >= 0 ? [letter(left), letter(index)] : null;
    }).filter(Boolean);
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

  /** Returns words in one line: some platforms refuse an answer of several. */
  function line(words) {
    return String(words).trim().replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
  }

  function filled(question, answer) {
    return answer.map((part, index) => player.pack.answers.optionCount(question.gaps[index] || '') > 0 ? letter(Number(asIndex(part))) : line(part));
  }

  /** What is right in one gap of several, in its first spelling; nothing where that is a range. */
  function rightPart(gap) {
    if (gap.kind === 'choice') { return letters((gap.right || []).slice(0, 1))[0]; }
    if (gap.kind === 'number') { return gap.from === gap.to ? String(gap.from) : ''; }
    return (gap.answers || [])[0];
  }

  function rightParts(question, key) {
    if (!key || !key.gaps || key.gaps.length !== question.gaps.length) { return []; }
    const all = key.gaps.map(rightPart);
    return all.every(Boolean) ? [all] : [];
  }

  function gapsAnswer(question, answer, key) {
    const only = question.gaps.length === 1 ? question.gaps[0] : '';
    const keyed = key && key.gaps && key.gaps[0];
    if (player.pack.answers.optionCount(only) > 0) {
      return { type: 'choice', said: letters([asIndex(answer[0])]), right: keyed ? keyed.right.map(one => [letter(one)]) : [] };
    }
    if (only === 'number' && decimal(answer[0]) !== null) {
      return { type: 'numeric', said: [decimal(answer[0])], right: [], range: keyed && typeof keyed.from === 'number' ? [keyed.from, keyed.to] : null };
    }
    const words = only === 'text' && keyed && keyed.answers ? keyed.answers.map(one => [one]) : [];
    return { type: 'fill-in', said: filled(question, answer), right: only ? words : rightParts(question, key) };
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
        return { type: 'likert', said: typeof answer === 'number' ? [letter(answer)] : [], right: [] };
      default:
        return { type: 'long-fill-in', said: typeof answer === 'string' && line(answer) ? [line(answer)] : [], right: [] };
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
   * Returns an `Interaction` (see `types.d.ts`).
   *
   * @param {{lesson: object, quiz: object, question: object, kept: object, key: object?, decimal: string?,
   *   prompt: string?, time: Date, latency: number}} answered
   */
  function interaction(answered) {
    const question = answered.question;
    return Object.assign({ range: null }, answerOf(question, answered.kept.a, answered.key), {
      id: identifier(question.id),
      module: shell.status.moduleOf(answered.lesson),
      prompt: answered.prompt || '',
      weight: typeof question.points === 'number' ? question.points : 1,
      tries: Math.max(1, Math.floor(Number(answered.kept.n)) || 1),
      strict: Boolean(answered.key && answered.key.strict),
      result: resultOf(answered),
      time: answered.time,
      latency: answered.latency
    });
  }

  /** Returns at most `most` characters of a text, never half of one. */
  function upTo(text, most) {
    return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  }

  shell.interactions = { identifier: identifier, interaction: interaction, upTo: upTo };
})(window.alforja = window.alforja || {});
