/**
 * Where a state is kept. Four ends answer alike: the launch page of an LMS (a parent frame), the hub (a hidden
 * frame that owns the storage of local files), the page's own storage, and memory where all else is forbidden.
 *
 * Messages: `{alforja: 1, id, op: "load" | "save", course, learner, patch}` and back `{alforja: 1, id, ok, state, end, saved}`.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const LEARNER = '';
  const PARENT_WAIT = 700;
  const WAIT = 4000;

  /** @param {string} course */
  function keyOf(course) {
    return 'alforja:' + course + ':' + LEARNER;
  }

  /** Reads a kept state; what is no state is set aside. @param {Storage} storage @param {string} key @returns {State} */
  function read(storage, key) {
    const text = storage.getItem(key);
    if (!text) { return {}; }
    try {
      const state = JSON.parse(text);
      if (state && typeof state === 'object' && !Array.isArray(state)) { return state; }
    } catch (broken) { /* set aside below */ }
    try { storage.setItem(key + ':broken', text); } catch (full) { /* there is no room to keep it */ }
    storage.removeItem(key);
    return {};
  }

  /** Returns the end that keeps states in `storage`. @param {Storage} storage @returns {End} */
  function local(storage) {
    storage.setItem('alforja:probe', '1');
    storage.removeItem('alforja:probe');
    return {
      name: 'local',
      load: course => Promise.resolve({ state: read(storage, keyOf(course)), saved: true }),
      save: (course, patch) => {
        try {
          storage.setItem(keyOf(course), JSON.stringify(player.state.merge(read(storage, keyOf(course)), patch)));
          return Promise.resolve(true);
        } catch (full) {
          return Promise.resolve(false);
        }
      }
    };
  }

  /** Returns the end that forgets when the page is left. @returns {End} */
  function memory() {
    return { name: 'memory', load: () => Promise.resolve({ state: {}, saved: false }), save: () => Promise.resolve(false) };
  }

  /** Returns how to ask another window, which answers or not. @param {Window} target */
  function line(target) {
    const token = Math.random().toString(36).slice(2);
    /** @type {Record<string, (answer: Answer | null) => void>} */
    const waiting = {};
    let last = 0;
    window.addEventListener('message', event => {
      const answer = event.data;
      if (event.source !== target || !answer || answer.alforja !== 1 || !waiting[answer.id] || !('ok' in answer)) { return; }
      waiting[answer.id](answer);
    });
    /** @param {string} op @param {string} course @param {State | null} patch @param {number} wait @returns {Promise<Answer | null>} */
    return function (op, course, patch, wait) {
      last += 1;
      const id = token + last;
      return new Promise(resolve => {
        const timer = setTimeout(() => waiting[id](null), wait);
        waiting[id] = answer => {
          clearTimeout(timer);
          delete waiting[id];
          resolve(answer);
        };
        try {
          target.postMessage({ alforja: 1, id: id, op: op, course: course, learner: LEARNER, patch: patch }, '*');
        } catch (closed) {
          waiting[id](null);
        }
      });
    };
  }

  /**
   * Returns the end in another window, or null where nobody answers.
   * @param {Window} target @param {EndName} name @param {string} course @param {number} wait @returns {Promise<End | null>}
   */
  function remote(target, name, course, wait) {
    const ask = line(target);
    return ask('load', course, null, wait).then(first => {
      if (!first || !first.ok) { return null; }
      return {
        name: first.end || name, // a launch page without its LMS keeps on this device
        load: other => ask('load', other, null, WAIT).then(answer => ({ state: (answer && answer.state) || {}, saved: !!(answer && answer.saved) })),
        save: (other, patch) => ask('save', other, patch, WAIT).then(answer => !!(answer && answer.ok && answer.saved))
      };
    });
  }

  /** Returns the end in the hidden hub, or null. @param {string | undefined} address @param {string} course @returns {Promise<End | null>} */
  function hub(address, course) {
    if (!address) { return Promise.resolve(null); }
    return new Promise(resolve => {
      const frame = document.createElement('iframe');
      const timer = setTimeout(() => resolve(null), WAIT);
      frame.hidden = true;
      frame.addEventListener('load', () => {
        clearTimeout(timer);
        resolve(frame.contentWindow ? remote(frame.contentWindow, 'hub', course, WAIT) : null);
      }, { once: true });
      frame.src = address;
      document.body.appendChild(frame);
    });
  }

  /** @returns {End} */
  function own() {
    try { return local(window.localStorage); } catch (blocked) { return memory(); }
  }

  /**
   * Finds the end that keeps this page's states: the parent when framed, the hub among local files, else its own storage.
   * @param {string} course @param {string} [hubAddress] @returns {Promise<End>}
   */
  function open(course, hubAddress) {
    const parent = window.parent !== window ? remote(window.parent, 'lms', course, PARENT_WAIT) : Promise.resolve(null);
    return parent
      .then(end => end || (/^https?:$/.test(window.location.protocol) ? null : hub(hubAddress, course)))
      .then(end => end || own());
  }

  player.store = { open: open, local: local, memory: memory };
})(window.alforja = window.alforja || Object());
