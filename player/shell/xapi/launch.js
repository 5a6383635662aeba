/**
 * How an LMS launches a cmi5 unit (cmi5 Quartz 1st edition, sections 8 and 10): what stands in the address, and the key
 * that is given out once.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const NEEDED = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'];
  const USED = 'alforja:cmi5-used';

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (_) {
      return null; // nonsense
    }
  }

  function isWeb(address) {
    return /^https?:\/\//i.test(address);
  }

  /** Returns the parameters of a launch, in whatever order they stand; null where this is none. */
  function read(query) {
    const found = {};
    query.replace(/^\?/, '').split('&').forEach(pair => {
      const at = pair.indexOf('=');
      if (at < 0) { return; }
      try {
        found[decodeURIComponent(pair.slice(0, at))] = decodeURIComponent(pair.slice(at + 1).replace(/\+/g, ' '));
      } catch (_) {
        return; // not encoded as an address is
      }
    });
    const actor = parsed(found.actor || '');
    const account = actor && actor.account;
    if (!NEEDED.every(name => found[name]) || !isWeb(found.endpoint) || !isWeb(found.fetch) || !account || !account.name) { return null; }
    return {
      endpoint: found.endpoint.replace(/\/*$/, '/'), fetch: found.fetch, actor: actor, registration: found.registration, activityId: found.activityId,
      // A new registration is a new try: what was kept of another one is not for it.
      learner: [found.registration, account.homePage || '', account.name].join(' ')
    };
  }

  /** Remembers, as long as this tab is there, that the key of a launch was asked for. */
  function remember(view, address) {
    try {
      const used = parsed(view.sessionStorage.getItem(USED) || '[]') || [];
      if (used.indexOf(address) >= 0) { return false; }
      view.sessionStorage.setItem(USED, JSON.stringify(used.concat([address]).slice(-20)));
    } catch (_) {
      return true; // no storage here: the LMS itself knows
    }
    return true;
  }

  /** Returns a promise of the answer, or of a refusal after `wait` milliseconds. */
  function within(view, wait, promise) {
    return new Promise((resolve, reject) => {
      const timer = view.setTimeout(() => reject(new Error('slow')), wait);
      promise.then(resolve, reject).then(() => view.clearTimeout(timer));
    });
  }

  /**
   * Asks for the key, once and never again: a promise of `{token}`, or of `{refused}`: `used` where this launch gave out
   * its key before, else `silent`.
   */
  function key(view, launch, wait) {
    if (!remember(view, launch.fetch)) { return Promise.resolve({ refused: 'used' }); }
    const asked = view.fetch(launch.fetch, { method: 'POST' }).then(answer => answer.text());
    return within(view, wait, asked).then(text => {
      const answer = parsed(text) || {};
      if (typeof answer['auth-token'] === 'string' && answer['auth-token'] !== '') { return { token: answer['auth-token'] }; }
      return { refused: String(answer['error-code']) === '1' ? 'used' : 'silent' };
    }).catch(() => ({ refused: 'silent' }));
  }

  shell.launch = { read: read, key: key, within: within, parsed: parsed, isWeb: isWeb };
})(window.alforja = window.alforja || {});
