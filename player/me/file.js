/** A learner's progress as a file, written and read. Whoever made it, only what can be progress comes in. Pure; see docs/progress-file.md. */
(function (/** @type {Player} */ player) {
  'use strict';
  const carry = player.carry = player.carry || /** @type {Carry} */ ({});
  const FORMAT = 'alforja-progress';
  const VERSION = 1;
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const MOST = { name: 60, text: 100000, items: 2000, depth: 4, keys: 20000, courses: 1000 };

  carry.MOST_BYTES = 5 * 1024 * 1024;

  /** @param {any} value @returns {boolean} */
  const isMap = value => Boolean(value) && typeof value === 'object' && !Array.isArray(value);

  /** Returns a name as it may stand on a page: one line, no signs that turn the writing. @param {any} text */
  carry.name = text => (typeof text === 'string' ? text : '').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ' ').replace(/\s+/g, ' ').trim().slice(0, MOST.name);

  /** Tells whether a value is plain data of modest size. @param {any} value @param {number} depth @returns {boolean} */
  function isPlain(value, depth) {
    if (typeof value === 'string') { return value.length <= MOST.text; }
    if (typeof value === 'number') { return isFinite(value); }
    if (typeof value === 'boolean') { return true; }
    if (!value || depth < 1) { return value === null; }
    const keys = Object.keys(value);
    return keys.length <= MOST.items && keys.every(key => key !== '__proto__' && isPlain(value[key], depth - 1));
  }

  /** @param {any} value @param {number} most */
  const within = (value, most) => value === undefined || (typeof value === 'number' && value >= 0 && value <= most);

  /** What may stand under a key, by its first letters. @type {Record<string, (value: any) => boolean>} */
  const KINDS = {
    'l:': value => value === 0 || value === 1 || value === 2,
    'q:': value => isMap(value) && within(value.p, 1) && within(value.n, 1e6) && within(value.d, 1),
    'z:': value => isMap(value) && within(value.s, 65535) && within(value.n, 1e6) && within(value.b, 100),
    'f:': value => typeof value === 'string' || value === true,
    'm:': value => within(value, 1e7) || (typeof value === 'string' && value.length < 40)
  };

  /** @type {Record<string, RegExp>} */
  const WORDS = { last: /^[\w-]+\/[\w-]+$/, lang: /^[A-Za-z0-9-]{2,35}$/, v: /^[\w.+-]{0,60}$/, day: DAY, done: DAY, role: /^[\w-]{1,60}$/ };

  /** @param {string} key @param {any} value */
  function fits(key, value) {
    if (Object.prototype.hasOwnProperty.call(WORDS, key)) { return typeof value === 'string' && value.length < 300 && WORDS[key].test(value); }
    const known = KINDS[key.slice(0, 2)];
    return /^[a-z]:[^\s<>"]{1,300}$/.test(key) && (!known || known(value)) && value !== null && isPlain(value, MOST.depth);
  }

  /** Returns what of a state can be progress. @param {any} state @returns {State} */
  carry.clean = function (state) {
    /** @type {State} */
    const kept = {};
    if (!isMap(state)) { return kept; }
    Object.keys(state).slice(0, MOST.keys).filter(key => fits(key, state[key])).forEach(key => { kept[key] = state[key]; });
    return kept;
  };

  /** @param {any} states @returns {Record<string, State>} */
  function courses(states) {
    /** @type {Record<string, State>} */
    const kept = {};
    if (!isMap(states)) { return kept; }
    Object.keys(states).filter(id => /^[a-z0-9-]{1,100}$/.test(id)).slice(0, MOST.courses).forEach(id => {
      const state = carry.clean(states[id]);
      if (Object.keys(state).length) { kept[id] = state; }
    });
    return kept;
  }

  /** What the checksum is of. @param {any} file */
  const summed = file => JSON.stringify([file.name, file.comfort, file.courses]);

  /** Returns the text of a progress file. @param {{name: string, day: string, comfort: string, courses: Record<string, State>}} what */
  carry.write = function (what) {
    const file = { format: FORMAT, version: VERSION, saved: what.day, name: what.name, comfort: what.comfort, courses: what.courses };
    return JSON.stringify(Object.assign(file, { check: carry.check(summed(file)) }), null, 1) + '\n';
  };

  /** Reads the text of a progress file, or says why it is none: `foreign`, `newer`, `broken` or `empty`. @param {string} text @returns {Carried} */
  carry.read = function (text) {
    /** @type {any} */
    let file;
    try { file = JSON.parse(text.replace(/^\ufeff/, '')); } catch (notJson) { return { why: text.indexOf(FORMAT) >= 0 ? 'broken' : 'foreign' }; }
    if (!isMap(file) || file.format !== FORMAT) { return { why: 'foreign' }; }
    if (typeof file.version === 'number' && file.version > VERSION) { return { why: 'newer' }; }
    if (file.version !== VERSION || file.check !== carry.check(summed(file))) { return { why: 'broken' }; }
    const kept = courses(file.courses);
    const comfort = typeof file.comfort === 'string' && /^[a-z ]{0,60}$/.test(file.comfort) ? file.comfort : '';
    if (!Object.keys(kept).length && !comfort) { return { why: 'empty' }; }
    return { name: carry.name(file.name), day: DAY.test(file.saved) ? file.saved : '', comfort: comfort, courses: kept };
  };
})(window.alforja = window.alforja || Object());
