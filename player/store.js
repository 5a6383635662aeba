/**
 * Where states are kept. Four ends answer alike: the launch page of an LMS (a parent frame), the hub (a hidden
 * frame that owns the storage of local files), the page's own storage, and memory where all else is forbidden.
 *
 * Messages: `{alforja: 1, id, op, course, learner, patch}` and back `{alforja: 1, id, ok, state, states, end, saved}`.
 * `load` and `save` are about one course and learner; `list` gives all states of a learner, `erase` removes them.
 * The course `@people` holds who uses this device.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const PARENT_WAIT = 700;
  const WAIT = 4000;

  /** Returns how to ask another window; who does not answer within `wait` has nothing and keeps nothing. @param {Window} target */
  function line(target) {
    const token = Math.random().toString(36).slice(2);
    /** @type {Record<string, (answer: Kept) => void>} */
    const waiting = {};
    let last = 0;
    window.addEventListener('message', event => {
      const answer = event.data;
      if (event.source !== target || !answer || answer.alforja !== 1 || !waiting[answer.id] || !('ok' in answer)) { return; }
      waiting[answer.id](answer);
    });
    /** @param {string} op @param {string} course @param {string} learner @param {State | undefined} patch @param {number} wait @returns {Promise<Kept>} */
    return function (op, course, learner, patch, wait) {
      last += 1;
      const id = token + last;
      return new Promise(resolve => {
        const none = { state: {}, saved: false };
        const timer = setTimeout(() => waiting[id](none), wait);
        waiting[id] = answer => {
          clearTimeout(timer);
          delete waiting[id];
          resolve(answer.ok ? Object.assign({}, none, answer) : none);
        };
        try {
          target.postMessage({ alforja: 1, id: id, op: op, course: course, learner: learner, patch: patch }, '*');
        } catch (closed) {
          waiting[id](none);
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
    return ask('load', course, '', undefined, wait).then(first => first.ok ? {
      name: first.end || name, // a launch page without its LMS keeps on this device
      framed: name === 'lms',
      ask: (op, other, learner, patch) => ask(op, other, learner, patch, WAIT)
    } : null);
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

  /** Returns the end that this page is itself. @param {() => Storage | null} storage @returns {End} */
  function own(storage) {
    const shelf = player.shelf(storage);
    return {
      name: shelf.able() ? 'local' : 'memory',
      ask: (op, course, learner, patch) => Promise.resolve(op === 'list' || op === 'erase' ? player.wide(shelf, op, learner) : shelf.ask(op, course, learner, patch))
    };
  }

  /**
   * Finds the end that keeps this page's states: the parent when framed, the hub among local files, else its own storage.
   * @param {string} course @param {string} [hubAddress] @returns {Promise<End>}
   */
  function open(course, hubAddress) {
    const parent = window.parent !== window ? remote(window.parent, 'lms', course, PARENT_WAIT) : Promise.resolve(null);
    return parent
      .then(end => end || (/^https?:$/.test(window.location.protocol) ? null : hub(hubAddress, course)))
      .then(end => end || own(() => window.localStorage));
  }

  player.store = { open: open, own: own };
})(window.alforja = window.alforja || Object());
