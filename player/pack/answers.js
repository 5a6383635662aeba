/**
 * One answer in bits, by the kind of its question. Typed words are not among them: they come last, and only
 * while there is room. Pure.
 *
 * The forms of an answer: choices → list of indexes, order and match → list of indexes (-1 or null: none),
 * gaps → list of words and indexes, scale → index, open → words.
 */
(function (player) {
  'use strict';
  const pack = player.pack = player.pack || {};
  const width = pack.bits.width;

  /** Returns how many options the gap `gap` has, 0 where words or a number are typed. */
  function optionCount(gap) {
    return gap.indexOf('choice:') === 0 ? Number(gap.slice(7)) : 0;
  }

  function isIndex(value, count) {
    return typeof value === 'number' && value >= 0 && value < count && Math.floor(value) === value;
  }

  /** One of `count`, or none: 0 is none. */
  function putOne(bits, value, count) {
    bits.put(isIndex(value, count) ? value + 1 : 0, width(count + 1));
  }

  function takeOne(bits, count, none) {
    const value = bits.take(width(count + 1));
    return value === 0 || value > count ? none : value - 1;
  }

  /** Returns an index for what may be one, also as the digits of a form's value. */
  function asIndex(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  }

  function isOrder(answer, count) {
    const seen = {};
    return Array.isArray(answer) && answer.length === count && answer.every((item) => {
      const fresh = isIndex(item, count) && !seen[item];
      seen[item] = true;
      return fresh;
    });
  }

  const KINDS = {
    single: {
      size: function (question) { return width(question.count + 1); },
      fits: Array.isArray,
      put: function (bits, question, answer) { putOne(bits, answer[0], question.count); },
      take: function (bits, question) {
        const index = takeOne(bits, question.count, -1);
        return index < 0 ? [] : [index];
      }
    },
    multiple: {
      size: function (question) { return question.count; },
      fits: Array.isArray,
      put: function (bits, question, answer) {
        for (let index = 0; index < question.count; index += 1) { bits.put(answer.indexOf(index) < 0 ? 0 : 1, 1); }
      },
      take: function (bits, question) {
        const chosen = [];
        for (let index = 0; index < question.count; index += 1) {
          if (bits.take(1)) { chosen.push(index); }
        }
        return chosen;
      }
    },
    scale: {
      size: function (question) { return width(question.count + 1); },
      fits: function (answer, question) { return isIndex(answer, question.count); },
      put: function (bits, question, answer) { putOne(bits, answer, question.count); },
      take: function (bits, question) { return takeOne(bits, question.count, undefined); }
    },
    order: {
      size: function (question) {
        let size = 0;
        for (let left = question.count; left > 1; left -= 1) { size += width(left); }
        return size;
      },
      fits: function (answer, question) { return isOrder(answer, question.count); },
      put: function (bits, question, answer) {
        const left = answer.slice().sort((one, other) => one - other);
        answer.forEach((item) => {
          bits.put(left.indexOf(item), width(left.length));
          left.splice(left.indexOf(item), 1);
        });
      },
      take: function (bits, question) {
        const left = [];
        for (let index = 0; index < question.count; index += 1) { left.push(index); }
        const order = [];
        while (left.length > 0) {
          const place = bits.take(width(left.length));
          if (place >= left.length) { throw new Error('torn'); }
          order.push(left.splice(place, 1)[0]);
        }
        return order;
      }
    },
    match: {
      size: function (question) { return question.count * width(question.count + 1); },
      fits: Array.isArray,
      put: function (bits, question, answer) {
        for (let pair = 0; pair < question.count; pair += 1) { putOne(bits, asIndex(answer[pair]), question.count); }
      },
      take: function (bits, question) {
        const chosen = [];
        for (let pair = 0; pair < question.count; pair += 1) { chosen.push(takeOne(bits, question.count, -1)); }
        return chosen;
      }
    },
    gaps: {
      size: function (question) {
        return (question.gaps || []).reduce((size, gap) => size + (optionCount(gap) > 0 ? width(optionCount(gap) + 1) : 0), 0);
      },
      fits: Array.isArray,
      put: function (bits, question, answer) {
        (question.gaps || []).forEach((gap, index) => {
          if (optionCount(gap) > 0) { putOne(bits, asIndex(answer[index]), optionCount(gap)); }
        });
      },
      take: function (bits, question) {
        return (question.gaps || []).map((gap) => optionCount(gap) > 0 ? takeOne(bits, optionCount(gap), '') : '');
      }
    },
    open: {
      size: function () { return 0; },
      fits: function (answer) { return typeof answer === 'string'; },
      put: function () {},
      take: function () { return ''; }
    }
  };

  /** Returns how an answer to `question` is packed; an unknown kind packs nothing. */
  function kind(question) {
    return Object.prototype.hasOwnProperty.call(KINDS, question.kind) ? KINDS[question.kind] : KINDS.open;
  }

  pack.answers = { kind: kind, optionCount: optionCount };
})(window.alforja = window.alforja || {});
