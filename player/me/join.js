/** Two states of one learner become one that keeps the better of both; nothing that was written is lost. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const carry = player.carry = player.carry || /** @type {Carry} */ ({});
  /** As many former results as a survey keeps. */
  const FORMER = 5;
  const BETWEEN = '\n———\n';
  /** What says where the learner is: it goes together, from the state that was open last. */
  const PLACE = ['last', 'lang', 'v', 'day'];

  /** @param {any} value */
  const number = value => typeof value === 'number' && value > 0 ? value : 0;

  /** Joins what was written in one place twice. @param {string} own @param {string} other @param {string} between */
  function texts(own, other, between) {
    if (own.indexOf(other) >= 0) { return own; }
    return other.indexOf(own) >= 0 ? other : own + between + other;
  }

  /** Of two answers to a question the finished one, the one with more points, the one with more tries. @param {any} own @param {any} other */
  function question(own, other) {
    const steps = [number(other.d) - number(own.d), number(other.p) - number(own.p), number(other.n) - number(own.n)];
    const better = (steps.find(step => step !== 0) || 0) > 0 ? other : own;
    const written = typeof own.a === 'string' && typeof other.a === 'string';
    return written ? Object.assign({}, better, { a: texts(own.a, other.a, BETWEEN) }) : better;
  }

  /** The former results of a survey in both, each once, the oldest first. @param {any} own @param {any} other */
  function history(own, other) {
    /** @type {any[]} */
    const all = [own, other].reduce((both, one) => both.concat(Array.isArray(one) ? one : []), []);
    const written = all.map(one => JSON.stringify(one));
    const day = (/** @type {any} */ one) => String(one && one.t);
    return all.filter((_, at) => written.indexOf(written[at]) === at).sort((one, next) => day(one) < day(next) ? -1 : day(one) > day(next) ? 1 : 0).slice(-FORMER);
  }

  /** The later attempt, with the best result of both. @param {any} own @param {any} other */
  function quiz(own, other) {
    const later = number(other.n) > number(own.n) ? other : own;
    const bests = [own.b, other.b].filter(best => typeof best === 'number');
    const former = history(own.h, other.h);
    return Object.assign({}, later, bests.length ? { b: Math.max.apply(null, bests) } : {}, former.length ? { h: former } : {});
  }

  /** A field of a plan is one line; words of a reflection stand below each other. @param {string} key @param {any} own @param {any} other */
  function note(key, own, other) {
    if (typeof own !== 'string' || typeof other !== 'string') { return own || other; }
    const oneLine = key.split('/').length > 3 && (own + other).indexOf('\n') < 0;
    return texts(own, other, oneLine ? ' / ' : BETWEEN);
  }

  /** @param {string} key @param {any} own @param {any} other */
  function value(key, own, other) {
    if (own === undefined || own === null) { return other; }
    const both = typeof own === 'object' && typeof other === 'object' && other !== null;
    switch (key.slice(0, 2)) {
      case 'l:': return Math.max(number(own), number(other));
      case 'm:': return key.charAt(2) === '/' ? own : Math.max(number(own), number(other));
      case 'q:': return both ? question(own, other) : own;
      case 'z:': return both ? quiz(own, other) : own;
      case 'f:': return note(key, own, other);
      default: return own;
    }
  }

  /** Returns both states as one. @param {State} own @param {State} other @returns {State} */
  carry.join = function (own, other) {
    /** @type {State} */
    const joined = Object.assign({}, own);
    const fresher = String(other.day || '') > String(own.day || '');
    Object.keys(other).forEach(key => {
      const place = PLACE.indexOf(key) >= 0;
      joined[key] = place ? (fresher || own[key] === undefined ? other[key] : own[key]) : value(key, own[key], other[key]);
    });
    return joined;
  };

  /** Returns how many lessons of a state are done. @param {State} state */
  carry.done = state => Object.keys(state).filter(key => key.startsWith('l:') && Number(state[key]) === 2).length;
})(window.alforja = window.alforja || Object());
