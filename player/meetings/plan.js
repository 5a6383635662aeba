/**
 * A plan that is filled in at several meetings. Pure; how it is kept and written stands in docs/plan-file.md.
 *
 * What stands in the form is kept under `f:PLACE/FIELD` as any plan is; `f:PLACE/@` is the day of the meeting and `f:PLACE/@who`
 * whose plan it is. An earlier meeting is a copy of all that under `f:PLACE@NUMBER/…`.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const meetings = player.meetings = player.meetings || Object();
  const DAY = '@';
  const WHO = '@who';
  const MOST_MEETINGS = 60;
  const MOST_FIELDS = 1000;
  const MOST_TEXT = 10000;

  /** @param {any} value */
  const isKept = value => value === true || (typeof value === 'string' && value !== '');

  /**
   * Returns a plan as it is kept: the form, and the earlier meetings by their days.
   * @param {string} place @param {State} state @returns {Plan}
   */
  meetings.of = function (place, state) {
    const before = 'f:' + place;
    /** @type {Record<string, Record<string, any>>} */
    const all = { '': {} };
    Object.keys(state).filter(key => key.startsWith(before) && isKept(state[key])).forEach(key => {
      const found = /^(?:@(\d{1,4}))?\/([^\s]{1,40})$/.exec(key.slice(before.length));
      if (!found) { return; }
      const number = found[1] || '';
      all[number] = all[number] || {};
      all[number][found[2]] = state[key];
    });
    const numbers = Object.keys(all).filter(Boolean).sort((one, other) => Number(one) - Number(other));
    return { now: all[''], held: numbers.map(number => all[number]) };
  };

  /** Returns what is written, without the day and whose it is. @param {Record<string, any>} fields */
  const written = fields => Object.keys(fields).filter(name => name.charAt(0) !== DAY);

  /** Tells whether anything is written in a form. @param {Record<string, any>} fields */
  meetings.isEmpty = fields => written(fields).length === 0;

  /** @param {Record<string, any>} fields */
  const dayOf = fields => String(fields[DAY] || '');

  /** @param {Record<string, any>} fields */
  const print = fields => JSON.stringify(Object.keys(fields).sort().map(name => [name, fields[name]]));

  /** Tells whether all that is written in `one` stands in `other` too. @param {Record<string, any>} one @param {Record<string, any>} other */
  const isWithin = (one, other) => written(one).every(name => one[name] === other[name]);

  /** Puts meetings in the order of their days, each once. @param {Record<string, any>[]} all */
  function inOrder(all) {
    const prints = all.map(print);
    const once = all.map((fields, at) => ({ fields: fields, at: at })).filter(one => prints.indexOf(prints[one.at]) === one.at);
    return once.sort((one, other) => dayOf(one.fields) < dayOf(other.fields) ? -1 : dayOf(one.fields) > dayOf(other.fields) ? 1 : one.at - other.at).map(one => one.fields);
  }

  /** Returns the patch that makes the kept plan of a place another one. @param {string} place @param {State} state @param {Plan} plan @returns {State} */
  function patch(place, state, plan) {
    /** @type {State} */
    const changes = {};
    const before = 'f:' + place;
    Object.keys(state).filter(key => key.startsWith(before + '/') || key.startsWith(before + '@')).forEach(key => { changes[key] = null; });
    [plan.now].concat(plan.held).forEach((fields, at) => Object.keys(fields).forEach(name => { changes[before + (at ? '@' + at : '') + '/' + name] = fields[name]; }));
    Object.keys(changes).filter(key => changes[key] === state[key]).forEach(key => { delete changes[key]; });
    return changes;
  }

  /**
   * Keeps the form as the meeting of its day and begins the next one with the same words; null where there is no room.
   * @param {string} place @param {State} state @param {string} today @returns {State | null}
   */
  meetings.next = function (place, state, today) {
    const plan = meetings.of(place, state);
    if (plan.held.length >= MOST_MEETINGS) { return null; }
    const held = Object.assign({}, plan.now, { [DAY]: dayOf(plan.now) || today });
    return patch(place, state, { now: Object.assign({}, plan.now, { [DAY]: today }), held: inOrder(plan.held.concat(held)) });
  };

  /**
   * Joins a plan from another device to the kept one. The newer form becomes the form; nothing that was written is lost:
   * what the older one says otherwise becomes a meeting. Null where there is no room.
   * @param {string} place @param {State} state @param {Plan} theirs @returns {State | null}
   */
  meetings.join = function (place, state, theirs) {
    const own = meetings.of(place, state);
    const isNewer = meetings.isEmpty(own.now) || (!meetings.isEmpty(theirs.now) && dayOf(theirs.now) >= dayOf(own.now));
    const now = isNewer ? theirs.now : own.now;
    const older = isNewer ? own.now : theirs.now;
    const all = own.held.concat(theirs.held);
    const isKnown = [now].concat(all).some(fields => isWithin(older, fields));
    const held = inOrder(isKnown ? all : all.concat(older));
    return held.length > MOST_MEETINGS ? null : patch(place, state, { now: now, held: held });
  };

  /** Returns the fields of a stranger's file that may be kept. @param {any} given @returns {Record<string, any> | null} */
  function clean(given) {
    if (!given || typeof given !== 'object' || Array.isArray(given)) { return null; }
    /** @type {Record<string, any>} */
    const fields = {};
    Object.keys(given).slice(0, MOST_FIELDS).forEach(name => {
      const value = given[name];
      if (!/^(\d{1,4}(\.\d{1,3})?|@|@who)$/.test(name) || !isKept(value)) { return; }
      if (name === DAY && !/^\d{4}-\d\d-\d\d$/.test(value)) { return; }
      fields[name] = value === true ? true : value.slice(0, name === WHO ? 200 : MOST_TEXT);
    });
    return fields;
  }

  /** Returns a plan out of a stranger's data; null where it is none. @param {any} given @returns {Plan | null} */
  meetings.clean = function (given) {
    const now = clean(given && given.now);
    if (!now || !Array.isArray(given.meetings) || given.meetings.length > MOST_MEETINGS) { return null; }
    const held = given.meetings.map(clean);
    return held.every(Boolean) ? { now: now, held: inOrder(held) } : null;
  };
})(window.alforja = window.alforja || Object());
