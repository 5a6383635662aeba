/**
 * The SCORM object of an LMS: where it is found, and calls that never throw. Which object and which calls a version
 * has is told by its end, as a standard:
 * `{object, initialize, get, set, commit, finish, error, learner}`, the last being the element that names the learner.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const DEEPEST = 100;
  const SEARCH_EVERY = 100;
  const SEARCH_TIMES = 20;

  function guarded(read) {
    try {
      return read() || null;
    } catch (_) {
      return null; // a frame of another site may not be looked into
    }
  }

  function upwards(start, standard) {
    let here = start;
    for (let depth = 0; here && depth < DEEPEST; depth += 1) {
      const api = guarded(() => here[standard.object]);
      if (api && guarded(() => typeof api[standard.initialize] !== 'undefined')) { return api; }
      const parent = guarded(() => here.parent);
      here = parent === here ? null : parent;
    }
    return null;
  }

  /** Returns the object of this standard: of this window, its parents, its opener or the opener's parents. */
  function find(view, standard) {
    const opener = guarded(() => view.opener);
    const farOpener = guarded(() => view.top.opener);
    return upwards(view, standard) || (opener && upwards(opener, standard)) || (farOpener && upwards(farOpener, standard)) || null;
  }

  /** Looks for the object a short while: some LMSs make it only when the launch page is already there. */
  function search(view, standard, found, times) {
    const left = times === undefined ? SEARCH_TIMES : times;
    const api = find(view, standard);
    // Nobody around this window: nobody will come.
    if (api || left <= 0 || (view.parent === view && !view.opener)) {
      found(api);
      return;
    }
    view.setTimeout(() => search(view, standard, found, left - 1), SEARCH_EVERY);
  }

  /** Tells whether an LMS's answer means success: some say `true` or `1` instead of `"true"`. */
  function isYes(answer) {
    return answer === true || answer === 1 || /^(true|1)$/i.test(String(answer));
  }

  /** Returns the object's calls, each guarded: an LMS that is gone answers no. */
  function calls(api, standard) {
    function call(name, one, two) {
      try {
        return two === undefined ? api[name](one) : api[name](one, two);
      } catch (_) {
        return undefined; // the window that owned the object is closed, or the LMS itself failed
      }
    }
    function text(answer) {
      return answer === undefined || answer === null ? '' : String(answer);
    }
    return {
      initialize: function () {
        if (isYes(call(standard.initialize, ''))) { return true; }
        // An LMS that already runs this SCO says no and works all the same.
        const learner = text(call(standard.get, standard.learner));
        return learner !== '' && text(call(standard.error)) === '0';
      },
      get: function (name) { return text(call(standard.get, name)); },
      set: function (name, value) { return isYes(call(standard.set, name, value)); },
      commit: function () { return isYes(call(standard.commit, '')); },
      finish: function () { return isYes(call(standard.finish, '')); }
    };
  }

  /** Returns what sets elements through these calls, each only when its value is another than the LMS was told last. */
  function teller(through) {
    const told = {};
    return {
      /** What the LMS has already need not be told. */
      knows: function (name, value) { told[name] = value; },
      tell: function (name, value) {
        if (told[name] === value) { return true; }
        const taken = through.set(name, value);
        if (taken) { told[name] = value; }
        return taken;
      }
    };
  }

  /**
   * Returns an end (`Platform` in `types.d.ts`) that speaks by the object of this standard. What it says is the version's own:
   * `read` gives what the platform knows, `report` tells and returns whether the state was taken, `fields` are set below
   * `cmi.interactions.N.`, in the order that LMSs ask for.
   *
   * @param {Window} view @param {object} standard @param {number} room
   * @param {{read: (calls: object, teller: object) => object, report: (what: object, calls: object, teller: object) => boolean,
   *   fields: (interaction: object) => [string, string][]}} words
   */
  function end(view, standard, room, words) {
    let own = null;
    let telling = null;
    let interactions = 0;

    function report(what) {
      const taken = words.report(what, own, telling);
      return own.commit() && taken;
    }

    return {
      room: room,
      open: function (done) {
        search(view, standard, api => {
          own = api && calls(api, standard);
          if (!own || !own.initialize()) {
            done(null);
            return;
          }
          telling = teller(own);
          interactions = Number(own.get('cmi.interactions._count')) || 0;
          done(words.read(own, telling));
        });
      },
      answered: function (interaction) {
        const name = 'cmi.interactions.' + interactions + '.';
        interactions += 1;
        words.fields(interaction).forEach(field => own.set(name + field[0], field[1]));
      },
      report: function (what, done) { done(report(what)); },
      finish: function (what, done) {
        const taken = !what || report(what);
        done(own.finish() && taken);
      }
    };
  }

  shell.api = { isYes: isYes, end: end };
})(window.alforja = window.alforja || {});
