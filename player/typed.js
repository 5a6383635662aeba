/** What a learner typed, read as words or as a number. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** What else people write where the keyboard lacks a letter. */
  /** @type {Record<string, string>} */
  const INSTEAD = {
    'ø': 'o oe', 'å': 'a aa', 'æ': 'ae', 'œ': 'oe', 'ß': 'ss', 'ä': 'a ae', 'ö': 'o oe', 'ü': 'u ue', 'đ': 'd', 'ð': 'd',
    'ł': 'l', 'ı': 'i', 'þ': 'th', 'ө': 'о є', 'ү': 'у ї', 'ё': 'е', 'ґ': 'г'
  };
  const SPACES = /[\s\u200b\u2060]+/g;

  /** @param {string} text */
  function tidy(text) {
    return String(text).normalize('NFC').replace(SPACES, ' ').trim();
  }

  /** @param {string} text */
  function loose(text) {
    return tidy(text).toLowerCase().normalize('NFC').replace(/[‘’ʼ´`]/g, '\'').replace(/[“”„«»]/g, '"').replace(/[‐‑–—−]/g, '-');
  }

  /** Returns the ways in which one letter may be typed: itself, without its marks, or by custom. @param {string} letter */
  function ways(letter) {
    const bare = letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    return [letter, bare].concat((INSTEAD[letter] || '').split(' ')).filter((way, at, all) => way && all.indexOf(way) === at);
  }

  /** Whether `typed` from `at` spells the letters from `next`. @param {string[]} letters @param {number} next @param {string} typed @param {number} at @returns {boolean} */
  function spells(letters, next, typed, at) {
    if (next === letters.length) { return at === typed.length; }
    return ways(letters[next]).some(way => typed.startsWith(way, at) && spells(letters, next + 1, typed, at + way.length));
  }

  /** Cuts a text into letters, each with its combining marks. @param {string} text @returns {string[]} */
  function letters(text) {
    return text.match(/[\ud800-\udbff][\udc00-\udfff]|[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+/g) || [];
  }

  /**
   * Whether `typed` is the answer. Case, extra spaces and missing marks are forgiven unless `strict`;
   * marks that the answer does not have are not.
   * @param {string} answer @param {string} typed @param {boolean} [strict]
   */
  function same(answer, typed, strict) {
    if (strict) { return tidy(answer) === tidy(typed); }
    const wanted = loose(answer);
    const given = loose(typed);
    return given.length <= 2 * wanted.length && spells(letters(wanted), 0, given, 0);
  }

  /**
   * Reads a number as it is written where `decimal` is the decimal sign; null where it is none.
   * Groups of three may stand apart by a space, an apostrophe or the other sign. `1.200` is a group where `,` is
   * the decimal sign; `1200.5` can be nothing but a decimal, so it is read as one in every language.
   * @param {string} typed @param {string} decimal @returns {number | null}
   */
  function number(typed, decimal) {
    const text = tidy(typed).replace(/^[₮€$£¥] ?| ?[₮€$£¥%]$/g, '').replace(/^[−–﹣－]/, '-').replace(/^([+-]) /, '$1');
    const other = decimal === ',' ? '.' : ',';
    const sign = [decimal, other].find((point, at) => new RegExp('^[+-]?(\\d*|[1-9]\\d{0,2}([ \'’' + (at ? decimal : other) + '])\\d{3}(\\2\\d{3})*)(\\' + point + '\\d+)?$').test(text));
    if (!sign || !/\d/.test(text)) { return null; }
    return Number(text.split(sign).map(part => part.replace(/[^\d+-]/g, '')).join('.'));
  }

  player.typed = { same: same, number: number };
})(window.alforja = window.alforja || Object());
