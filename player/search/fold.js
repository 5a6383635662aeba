/**
 * How words are folded, so that what people type on any keyboard finds what authors wrote. The same rule, in the same
 * steps, stands in `src/render/search/fold.rs`; `tests/fixtures/folding.json` holds both to it. Pure.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const LONGEST = 24;
  const LETTER = /[\ud800-\udbff][\udc00-\udfff]|[^]/g;
  const PICTURE = /^[\ud83c-\ud83e]./;
  const DROPPED = /[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]/g;
  const BETWEEN = '\\0-/:-`{-\u00bf\u00d7\u00f7\u02b0-\u02ff\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u0606-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u10fb\u1360-\u1368\u17d4-\u17db\u1800-\u180a\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u303f\u30a0\u30fb\ufffd';
  const UNSPACED = '\u0e01-\u0e3e\u0e40-\u0e4e\u0e80-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff';
  const RUN = new RegExp('[' + UNSPACED + ']+|[^' + BETWEEN + UNSPACED + ']+', 'g');
  const IS_UNSPACED = new RegExp('^[' + UNSPACED + ']');
  const UNIT = /[^][\u3099\u309a]*/g;

  /** What people write where the keyboard lacks a letter that is no letter with a mark. @type {Record<string, string>} */
  const INSTEAD = { 'æ': 'ae', 'œ': 'oe', 'ß': 'ss', 'þ': 'th' };
  const FROM = 'øɔđðɗłıħŋɓƙƴəɛǝςөүұґғәқңһіٱىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹';
  const TO = 'oodddlihnbkyeeeσоууггакнхиاييهك01234567890123456789';
  FROM.split('').forEach((letter, at) => { INSTEAD[letter] = TO[at]; });

  /** @type {Record<string, string>} */
  const known = Object.create(null);

  /** Folds one code point. @param {string} letter @returns {string} */
  function foldLetter(letter) {
    const before = known[letter];
    if (before !== undefined) { return before; }
    const bare = letter.normalize('NFKD').toLowerCase().replace(DROPPED, '');
    return (known[letter] = PICTURE.test(letter) ? ' ' : bare.replace(/[^\0-\x7f]/g, one => INSTEAD[one] || one));
  }

  /** Folds a text. @param {string} text @returns {string} */
  const fold = text => (text.match(LETTER) || []).map(foldLetter).join('');

  /** Folds a text and tells for each unit of the folded one where in `text` it comes from. @param {string} text */
  function trace(text) {
    /** @type {number[]} */
    const places = [];
    let at = 0;
    const folded = (text.match(LETTER) || []).map(letter => {
      const bare = foldLetter(letter);
      for (let count = 0; count < bare.length; count += 1) { places.push(at); }
      at += letter.length;
      return bare;
    }).join('');
    places.push(at);
    return { folded: folded, places: places };
  }

  /**
   * Shows each word of a folded text to `found`, with its place there and whether it is a piece of a run without spaces.
   * @param {string} folded @param {(word: string, at: number, piece: boolean) => void} found
   */
  function words(folded, found) {
    folded.replace(RUN, (run, at) => {
      if (!IS_UNSPACED.test(run)) {
        found(run.length > LONGEST ? run.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : run, at, false);
        return '';
      }
      let place = at;
      (run.match(UNIT) || []).forEach((unit, index, units) => {
        found(unit + (units[index + 1] || ''), place, true);
        place += unit.length;
      });
      return '';
    });
  }

  player.fold = { fold: fold, trace: trace, words: words };
})(window.alforja = window.alforja || Object());
