/**
 * What of a learner's state goes to the class, and what of it is new. Pure.
 *
 * Own words stay on the phone unless the learner lets them go along; answers to surveys always do.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  /** A message holds no more than this: keys, and characters of their values. */
  const MOST_KEYS = 80;
  const MOST_CHARACTERS = 30000;
  const NAMES = ['last', 'v', 'day', 'done', 'role'];

  /** Returns what tells a text from others in few characters. @param {string} text */
  function digest(text) {
    let hash = 5381;
    for (let at = 0; at < text.length; at += 1) { hash = (hash * 33 ^ text.charCodeAt(at)) >>> 0; }
    return hash.toString(36) + '.' + text.length.toString(36);
  }

  /** Returns the keys of a course that never leave the phone: single answers to surveys; open answers, where `words` is false. @param {Outline} outline @param {boolean} words @returns {string[]} */
  function own(outline, words) {
    /** @type {string[]} */
    const keys = [];
    outline.lessons.forEach(lesson => (lesson.quizzes || []).forEach(quiz => {
      if (!quiz.graded) { keys.push('z:' + quiz.id); }
      quiz.questions.forEach(question => {
        if (question.kind === 'scale' || (question.kind === 'open' && !words)) { keys.push('q:' + question.id); }
      });
    }));
    return keys;
  }

  /** @param {string} key @param {string[]} kept @param {boolean} words */
  function goes(key, kept, words) {
    const kind = key.slice(0, 2);
    return NAMES.indexOf(key) >= 0 || ((kind === 'l:' || kind === 'q:' || kind === 'z:' || (kind === 'f:' && words)) && kept.indexOf(key) < 0);
  }

  /**
   * Returns what the class does not know yet of a state, as much as one message holds; null where it knows all.
   * @param {State} state @param {Record<string, string>} sent the digest of each value that it has @param {string[]} kept @param {boolean} words
   * @returns {State | null}
   */
  function news(state, sent, kept, words) {
    /** @type {State} */
    const patch = {};
    let count = 0;
    let size = 0;
    const keys = Object.keys(state).filter(key => goes(key, kept, words)).concat(Object.keys(sent).filter(key => !(key in state)));
    keys.forEach(key => {
      const text = key in state ? JSON.stringify(state[key]) : '';
      if ((sent[key] || '') === (text && digest(text)) || text.length > MOST_CHARACTERS) { return; }
      if (count >= MOST_KEYS || (count && size + text.length > MOST_CHARACTERS)) { return; }
      patch[key] = key in state ? state[key] : null;
      count += 1;
      size += text.length;
    });
    return count ? patch : null;
  }

  /** Notes that the class has a patch. @param {Record<string, string>} sent @param {State} patch */
  function note(sent, patch) {
    Object.keys(patch).forEach(key => {
      if (patch[key] === null) { delete sent[key]; } else { sent[key] = digest(JSON.stringify(patch[key])); }
    });
  }

  /**
   * Returns a phone's state with what the class has of the same learner: of two answers the one that was tried oftener.
   * @param {State} mine @param {State} theirs @returns {State}
   */
  function joined(mine, theirs) {
    /** @type {State} */
    const both = Object.assign({}, mine);
    Object.keys(theirs).forEach(key => {
      const tries = (/** @type {any} */ value) => Number(value && value.n) || 0;
      const better = key.charAt(1) === ':' && (tries(theirs[key]) > tries(both[key]) || Number(theirs[key]) > Number(both[key]));
      if (both[key] === undefined || better) { both[key] = theirs[key]; }
    });
    return both;
  }

  player.classroom = /** @type {Classroom} */ ({ digest: digest, own: own, news: news, note: note, joined: joined });
})(window.alforja = window.alforja || Object());
