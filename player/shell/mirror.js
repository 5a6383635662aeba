/**
 * The copy of a learner's state on this device: what an LMS did not take is sent again at the next launch.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};

  /** Returns the one of two kept questions that is further on. */
  function further(one, other) {
    if (!one || !other) { return one || other; }
    if (Boolean(one.d) !== Boolean(other.d)) { return one.d ? one : other; }
    return (other.n || 0) >= (one.n || 0) ? other : one;
  }

  /** Returns `base` with what `unsent` is further on with; notes and the place are taken from `unsent`. */
  function merge(base, unsent) {
    const merged = Object.assign({}, base);
    Object.keys(unsent).forEach((key) => {
      if (key.indexOf('l:') === 0) {
        merged[key] = Math.max(base[key] || 0, unsent[key]);
      } else if (key.indexOf('q:') === 0) {
        merged[key] = further(base[key], unsent[key]);
      } else if (key.indexOf('z:') !== 0 || !base[key] || (unsent[key].n || 0) >= (base[key].n || 0)) {
        merged[key] = unsent[key];
      }
    });
    return merged;
  }

  /**
   * Returns the state to go on with: the copy where the LMS still has exactly what was sent of it, both joined
   * where the last words never reached the LMS, and the LMS's own state otherwise (another device went on).
   */
  function choose(packed, unpacked, copy) {
    if (!copy || typeof copy.state !== 'object' || copy.state === null) { return unpacked; }
    if (copy.unsent) { return merge(unpacked, copy.state); }
    return copy.packed === packed && packed !== '' ? copy.state : unpacked;
  }

  /** Returns the copy kept under `name` in `storage`, which may be missing, full or forbidden. */
  function mirror(storage, name) {
    return {
      read: function () {
        try {
          return JSON.parse(storage.getItem(name) || 'null');
        } catch (_) {
          return null; // no storage here, or not our text
        }
      },
      write: function (copy) {
        try {
          storage.setItem(name, JSON.stringify(copy));
          return true;
        } catch (_) {
          return false; // full or forbidden: the page says that nothing is kept
        }
      }
    };
  }

  shell.mirror = { mirror: mirror, merge: merge, choose: choose };
})(window.alforja = window.alforja || {});
