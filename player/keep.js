/**
 * Learners' states in a storage, one for each course and learner. The page's own end and the hub keep alike.
 * Where nothing can be kept, all is remembered as long as the page is open.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const PREFIX = 'alforja:';

  /**
   * Returns the state after a patch: null removes a key, a lesson that is done stays done.
   * @param {State} state @param {State} patch @returns {State}
   */
  player.merge = function (state, patch) {
    /** @type {State} */
    const merged = Object.assign({}, state);
    Object.keys(patch).forEach(key => {
      const value = patch[key];
      if (value === null || value === undefined) {
        delete merged[key];
      } else if (!(key.startsWith('l:') && Number(merged[key]) > Number(value))) {
        merged[key] = value;
      }
    });
    return merged;
  };

  /**
   * Returns what answers questions about the states in a storage.
   * @param {() => Storage | null} open the storage, which may be forbidden at any time @returns {Shelf}
   */
  player.shelf = function (open) {
    /** @type {Record<string, State>} */
    const memory = {};

    function storage() {
      try { return open(); } catch (forbidden) { return null; }
    }

    /** @param {string} key @param {string} text */
    function put(key, text) {
      try {
        const kept = open();
        if (!kept) { return false; }
        kept.setItem(key, text);
        return true;
      } catch (full) {
        return false;
      }
    }

    function able() {
      const kept = storage();
      const could = put(PREFIX + 'probe', '1');
      if (kept && could) { kept.removeItem(PREFIX + 'probe'); }
      return could;
    }

    /** Reads a kept state; what is no state is set aside. @param {string} key @returns {State} */
    function read(key) {
      const kept = storage();
      const text = kept && kept.getItem(key);
      if (!kept || !text) { return memory[key] || {}; }
      try {
        const state = JSON.parse(text);
        if (state && typeof state === 'object' && !Array.isArray(state)) { return state; }
      } catch (broken) { /* set aside below */ }
      put(key + ':broken', text);
      kept.removeItem(key);
      return {};
    }

    return {
      able: able,
      storage: storage,
      memory: memory,
      ask: function (op, course, learner, patch) {
        const key = PREFIX + course + ':' + learner;
        const state = read(key);
        if (op === 'load') { return { state: state, saved: able() }; }
        memory[key] = player.merge(state, patch || {});
        return { state: memory[key], saved: put(key, JSON.stringify(memory[key])) };
      }
    };
  };
})(window.alforja = window.alforja || Object());
