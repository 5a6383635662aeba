/** A text as the bytes that it is kept, checked and drawn by (UTF-8, RFC 3629). Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  player.record = player.record || /** @type {Recorder} */ ({});
  const REPLACEMENT = 0xfffd;

  /** Returns the text as UTF-8; half a surrogate pair becomes U+FFFD, as in every encoder. @param {string} text @returns {number[]} */
  player.record.utf8 = function (text) {
    /** @type {number[]} */
    const bytes = [];
    for (let at = 0; at < text.length; at += 1) {
      let point = text.codePointAt(at) || 0;
      if (point > 0xffff) { at += 1; } else if (point >= 0xd800 && point <= 0xdfff) { point = REPLACEMENT; }
      if (point < 0x80) {
        bytes.push(point);
      } else if (point < 0x800) {
        bytes.push(0xc0 | point >> 6, 0x80 | point & 63);
      } else if (point < 0x10000) {
        bytes.push(0xe0 | point >> 12, 0x80 | point >> 6 & 63, 0x80 | point & 63);
      } else {
        bytes.push(0xf0 | point >> 18, 0x80 | point >> 12 & 63, 0x80 | point >> 6 & 63, 0x80 | point & 63);
      }
    }
    return bytes;
  };
})(window.alforja = window.alforja || Object());
