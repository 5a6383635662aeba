/** Days in words, by the patterns that the program wrote for each month. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Says the day `YYYY-MM-DD` in words; what is no day comes back as it is. @param {string} day @param {string[]} months */
  player.dayInWords = function (day, months) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
    const pattern = parts && months[Number(parts[2]) - 1];
    return parts && pattern ? pattern.replace('{day}', String(Number(parts[3]))).replace('{year}', String(Number(parts[1]))) : day;
  };
})(window.alforja = window.alforja || Object());
