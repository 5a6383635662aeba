/**
 * The learner's state as a document of an LRS (Experience API 1.0.3, part 3, section 2.3), which other windows and devices
 * may have written meanwhile: what is further on stays, whoever wrote it.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const ID = 'alforja';
  /** The document changed since it was read (part 3, section 3.1); some LRSs ask for a condition with 428. */
  const CHANGED = [409, 412, 428];

  function isGood(answer) {
    return answer.status >= 200 && answer.status < 300;
  }

  /** @param {object} lrs @param {{state: object, learned: (document: object) => void}} services `learned` is told of what others wrote */
  shell.document = function (lrs, services) {
    let known = false;
    let fresh = false;
    /** The mark of what the LRS has; whether it gives such marks at all is known once it has been asked. */
    let etag = null;
    let marks = true;
    let others = null;
    let taken = null;
    /** What is under way: one request after the other. */
    let line = Promise.resolve();
    let busy = false;

    /** Takes the answer to a reading; returns the document, or null where there is none or one that is not ours. */
    function read(answer) {
      const found = isGood(answer) ? shell.launch.parsed(answer.body) : null;
      known = isGood(answer) || answer.status === 404;
      fresh = answer.status === 404;
      etag = answer.etag;
      if (isGood(answer)) { marks = etag !== null; }
      return found && typeof found.state === 'object' && found.state ? found : null;
    }

    function reread() {
      return lrs.getState(ID).then(answer => {
        const found = read(answer);
        if (found) {
          others = found.state;
          services.learned(found);
        }
        return known;
      });
    }

    function text(beside, state) {
      return JSON.stringify(Object.assign({ alforja: 1 }, beside, { state: others ? shell.mirror.merge(others, state) : state }));
    }

    /** Only what was read is replaced; without a mark of what it was, the LRS does not ask for one. */
    function condition() {
      if (etag) { return { 'If-Match': etag }; }
      return fresh ? { 'If-None-Match': '*' } : undefined;
    }

    function settle(answer, written) {
      etag = answer.etag;
      fresh = false;
      taken = written;
    }

    /** Asks for the mark of what was put: the page may go away at any moment, and then there is no time for it. */
    function learnMark() {
      if (etag !== null || !marks || !known) { return undefined; }
      return lrs.getState(ID).then(answer => {
        if (!isGood(answer)) { return; }
        marks = answer.etag !== null;
        // What is not ours any more is not replaced either: the next time it is read.
        etag = answer.body === taken ? answer.etag : null;
      });
    }

    function put(beside, state, again) {
      const written = text(beside(), state);
      return lrs.putState(ID, written, condition()).then(answer => {
        if (again && CHANGED.indexOf(answer.status) >= 0) { return reread().then(found => found && put(beside, state, false)); }
        if (isGood(answer)) { settle(answer, written); }
        return isGood(answer);
      });
    }

    function hand(beside, state) {
      if (!known) { return reread().then(found => found && put(beside, state, true)); }
      return text(beside(), state) === taken ? Promise.resolve(true) : put(beside, state, true);
    }

    return {
      ask: function () { return lrs.getState(ID); },
      read: read,

      /** Puts the state and what is kept `beside()` it, unless the LRS has just that; a promise of whether it has it now. */
      keep: function (beside, state) {
        const kept = line.then(() => {
          busy = true;
          return hand(beside, state);
        });
        line = kept.then(learnMark).then(() => { busy = false; });
        return kept;
      },

      /** Puts it for the last time: nobody is there to read the answer. While another is under way its mark is not known. */
      part: function (beside, state) {
        if (!known) { return Promise.resolve(false); }
        const written = text(beside(), state);
        return lrs.putState(ID, written, busy ? undefined : condition()).then(isGood);
      }
    };
  };
})(window.alforja = window.alforja || {});
