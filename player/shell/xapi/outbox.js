/**
 * Statements on their way to an LRS, in order. One that was sent without an answer is sent again as it is: its id tells the
 * LRS that it is the same. One that the LRS will never take does not hold up the others.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  /** Wrong (400, with some LRSs 422), against the rules of this LMS, known already, too large (xAPI 1.0.3, part 3, section 3.2). */
  const NEVER = [400, 403, 409, 413, 422];
  const KNOWN = 409;

  function isGood(answer) {
    return answer.status >= 200 && answer.status < 300;
  }

  function isFirst(statement) {
    return /\/initialized$/.test(statement.verb.id);
  }

  /** @param {object} lrs @param {(statement: object) => void} stored is told of each that the LRS has */
  shell.outbox = function (lrs, stored) {
    let waiting = [];
    let line = Promise.resolve(true);
    let parted = false;

    function settle(list, answer, drop) {
      list.forEach(one => { one.flies = false; });
      const has = isGood(answer) || (list.length === 1 && answer.status === KNOWN);
      if (has) { list.forEach(one => stored(one.statement)); }
      // A session that may not begin is refused as a whole.
      const never = drop && NEVER.indexOf(answer.status) >= 0 && !list.some(one => isFirst(one.statement));
      if (has || never) { waiting = waiting.filter(one => list.indexOf(one) < 0); }
      return has;
    }

    function post(list, drop) {
      list.forEach(one => { one.tried = one.flies = true; });
      return lrs.post(list.map(one => one.statement)).then(answer => {
        return list.length > 1 && NEVER.indexOf(answer.status) >= 0 ? oneByOne(list, drop) : settle(list, answer, drop);
      });
    }

    function oneByOne(list, drop) {
      return list.reduce((before, one) => before.then(all => post([one], drop).then(has => has && all)), Promise.resolve(true));
    }

    function next(drop) {
      const list = parted ? [] : waiting.slice();
      return list.length > 0 ? post(list, drop) : Promise.resolve(true);
    }

    return {
      add: function (statement) { waiting.push({ statement: statement, tried: false, flies: false }); },
      holds: function (verb) { return waiting.some(one => one.statement.verb.id === verb); },

      /**
       * Sends what waits, after what is under way; a promise of whether the LRS has all of it. With `drop`, because the LRS takes
       * other things of this session, what it refuses for good is given up.
       */
      say: function (drop) {
        line = line.then(() => next(drop));
        return line;
      },

      /**
       * Sends all that is left, for the last time. What may be there already goes by itself: an LRS refuses a list of which it
       * knows one. But where a session's beginning was not taken, its end does not go without it.
       */
      part: function () {
        parted = true;
        const begun = !waiting.some(one => isFirst(one.statement) && one.tried && !one.flies);
        const lists = begun ? [waiting.filter(one => one.tried), waiting.filter(one => !one.tried)] : [waiting];
        return lists.filter(list => list.length > 0).map(list => lrs.post(list.map(one => one.statement)).then(answer => settle(list, answer, false)));
      }
    };
  };
})(window.alforja = window.alforja || {});
