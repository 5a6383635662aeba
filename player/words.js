/** What the interface says, in the page's language. The generator hands over the words, the plural forms and the signs. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /**
   * Fills the places `{name}` of a message.
   * @param {string} text @param {Values} [values] @returns {string}
   */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? String(values[name]) : whole);
  }

  /**
   * Says the message `key`, or the key where there is no message.
   * @param {string} key @param {Values} [values]
   */
  player.t = function (key, values) {
    const text = player.words[key];
    return fill(typeof text === 'string' ? text : (text && text.other) || key, values);
  };

  /**
   * Says the message `key` in the plural form of `count`. The table holds the form of 0 to 199 as digits.
   * @param {string} key @param {number} count @param {Values} [values]
   */
  player.count = function (key, count, values) {
    const text = player.words[key];
    if (!text || typeof text === 'string') { return player.t(key, Object.assign({ count: player.number(count) }, values)); }
    const place = count < 200 ? count : 100 + count % 100;
    const form = (player.forms || ['other'])[Number((player.table || '').charAt(place)) || 0];
    return fill(text[form] || text.other || key, Object.assign({ count: player.number(count) }, values));
  };

  /**
   * Writes a number with the language's signs and at most two places after the decimal sign.
   * @param {number} value
   */
  player.number = function (value) {
    const parts = String(Math.round(Math.abs(value) * 100) / 100).split('.');
    const whole = parts[0].length < 5 ? parts[0] : parts[0].replace(/\B(?=(\d{3})+$)/g, player.group || '\u00a0');
    return (value < 0 ? '\u2212' : '') + whole + (parts[1] ? (player.decimal || '.') + parts[1] : '');
  };
})(window.alforja = window.alforja || Object());
