/**
 * Requests to an LRS (Experience API 1.0.3, part 3): statements, the state of a learner in an activity, the profile of a
 * learner. Each returns a promise of `{status, body, etag}`; status 0 means that nobody answered.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  /** What browsers let outlive a page, all requests together, is 64 KiB. */
  const MOST_KEPT_ALIVE = 60000;

  /** Tells whether a request may outlive its page here. */
  function outlives(view) {
    return Boolean(view.Request) && 'keepalive' in view.Request.prototype;
  }

  /** Asks while the page goes away, where nothing outlives it: the browser waits. Some browsers forbid it. */
  function askNow(view, method, address, headers, body) {
    try {
      const request = new view.XMLHttpRequest();
      request.open(method, address, false);
      Object.keys(headers).forEach(name => request.setRequestHeader(name, headers[name]));
      request.send(body);
      return { status: request.status, body: request.responseText, etag: null };
    } catch (_) {
      return { status: 0, body: '', etag: null };
    }
  }

  function query(parameters) {
    return Object.keys(parameters).map(name => name + '=' + encodeURIComponent(parameters[name])).join('&');
  }

  /** @param {{view: Window, launch: object, token: string, wait: number}} services */
  shell.lrs = function (services) {
    const view = services.view;
    const launch = services.launch;
    const token = /^basic /i.test(services.token) ? services.token : 'Basic ' + services.token;
    const agent = JSON.stringify(launch.actor);
    let leaving = false;

    function ask(method, resource, parameters, body, more) {
      const address = launch.endpoint + resource + (parameters ? '?' + query(parameters) : '');
      const headers = Object.assign({ 'Authorization': token, 'X-Experience-API-Version': '1.0.3' }, more);
      if (body !== undefined) { headers['Content-Type'] = 'application/json'; }
      if (leaving && !outlives(view)) { return Promise.resolve(askNow(view, method, address, headers, body)); }
      // Only while the page goes away: older browsers refuse it for another host's address.
      const keepalive = leaving && body !== undefined && body.length < MOST_KEPT_ALIVE / 3;
      const asked = view.fetch(address, { method: method, headers: headers, body: body, keepalive: keepalive, cache: 'no-store' });
      const answered = asked.then(answer => answer.text().then(text => ({ status: answer.status, body: text, etag: answer.headers.get('ETag') })));
      return shell.launch.within(view, services.wait, answered).catch(() => ({ status: 0, body: '', etag: null }));
    }

    function state(id) {
      return { activityId: launch.activityId, agent: agent, registration: launch.registration, stateId: id };
    }

    return {
      /** From now on the page goes away. */
      leave: function () { leaving = true; },
      getState: function (id) { return ask('GET', 'activities/state', state(id)); },
      putState: function (id, text, condition) { return ask('PUT', 'activities/state', state(id), text, condition); },
      getProfile: function (id) { return ask('GET', 'agents/profile', { agent: agent, profileId: id }); },
      post: function (statements) { return ask('POST', 'statements', null, JSON.stringify(statements)); },
      /** Asks for one statement with this verb about the unit in this registration. */
      find: function (verb) {
        return ask('GET', 'statements', { agent: agent, verb: verb, activity: launch.activityId, registration: launch.registration, limit: 1 });
      }
    };
  };
})(window.alforja = window.alforja || {});
