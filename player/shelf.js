/** All that is kept of one learner, whatever the course: to show it, to carry it elsewhere, to erase it. */
(function (/** @type {Player} */ player) {
  'use strict';

  /**
   * Answers `list` with the learner's states by course, and `erase` with those it then removed.
   * @param {Shelf} shelf @param {string} op @param {string} learner @returns {Kept}
   */
  player.wide = function (shelf, op, learner) {
    const kept = shelf.storage();
    const keys = Object.keys(shelf.memory);
    for (let at = 0; kept && at < kept.length; at += 1) { keys.push(kept.key(at) || ''); }
    /** @type {Record<string, State>} */
    const states = {};
    keys.filter((key, at) => /^alforja:[^:@]+:[^:]*$/.test(key) && key.split(':')[2] === learner && keys.indexOf(key) === at).forEach(key => {
      states[key.split(':')[1]] = shelf.ask('load', key.split(':')[1], learner).state;
      if (op !== 'erase') { return; }
      delete shelf.memory[key];
      if (kept) { kept.removeItem(key); }
    });
    return { state: {}, states: states, saved: shelf.able() };
  };
})(window.alforja = window.alforja || Object());
