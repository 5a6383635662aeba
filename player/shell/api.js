/**
 * The LMS's own object: where it is found, and calls that never throw.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const DEEPEST = 100;

  function guarded(read) {
    try {
      return read() || null;
    } catch (_) {
      return null; // a frame of another site may not be looked into
    }
  }

  function upwards(start) {
    let here = start;
    for (let depth = 0; here && depth < DEEPEST; depth += 1) {
      const api = guarded(() => here.API);
      if (api && guarded(() => typeof api.LMSInitialize !== 'undefined')) { return api; }
      const parent = guarded(() => here.parent);
      here = parent === here ? null : parent;
    }
    return null;
  }

  /** Returns the SCORM 1.2 object of the LMS: of this window, its parents, its opener or the opener's parents. */
  function find(view) {
    const opener = guarded(() => view.opener);
    const farOpener = guarded(() => view.top.opener);
    return upwards(view) || (opener && upwards(opener)) || (farOpener && upwards(farOpener)) || null;
  }

  /** Tells whether an LMS's answer means success: some say `true` or `1` instead of `"true"`. */
  function isYes(answer) {
    return answer === true || answer === 1 || /^(true|1)$/i.test(String(answer));
  }

  /** Returns the object's calls, each guarded: an LMS that is gone answers no. */
  function calls(api) {
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
        if (isYes(call('LMSInitialize', ''))) { return true; }
        // An LMS that already runs this SCO says no and works all the same.
        call('LMSGetValue', 'cmi.core.lesson_status');
        return text(call('LMSGetLastError')) === '0' && text(call('LMSGetValue', 'cmi.core.student_id')) !== '';
      },
      get: function (name) { return text(call('LMSGetValue', name)); },
      set: function (name, value) { return isYes(call('LMSSetValue', name, value)); },
      commit: function () { return isYes(call('LMSCommit', '')); },
      finish: function () { return isYes(call('LMSFinish', '')); }
    };
  }

  shell.api = { find: find, isYes: isYes, calls: calls };
})(window.alforja = window.alforja || {});
