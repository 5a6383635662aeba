/** SHA-256 (FIPS 180-4) of a text, for pages on plain http and on `file:`, where the browser's own is missing. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const record = player.record;

  /** The first 32 bits behind the point of the roots of the first primes: square ones (8), cubic ones (64). */
  const constants = (function () {
    /** @type {number[]} */
    const primes = [];
    for (let number = 2; primes.length < 64; number += 1) {
      if (primes.every(prime => number % prime)) { primes.push(number); }
    }
    const fraction = (/** @type {number} */ root) => (root - Math.floor(root)) * 0x100000000 | 0;
    return { start: primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime))), rounds: primes.map(prime => fraction(Math.cbrt(prime))) };
  })();

  /** @param {number} word @param {number} by */
  const turn = (word, by) => word >>> by | word << 32 - by;

  /** Returns the bytes with a one bit, zeros and their own length, in whole blocks of 64. @param {number[]} bytes */
  function padded(bytes) {
    const whole = bytes.concat(0x80);
    while (whole.length % 64 !== 56) { whole.push(0); }
    const high = Math.floor(bytes.length / 0x20000000);
    [high, bytes.length << 3].forEach(word => whole.push(word >>> 24, word >>> 16 & 255, word >>> 8 & 255, word & 255));
    return whole;
  }

  /** @param {number[]} state @param {number[]} bytes @param {number} from @returns {number[]} */
  function block(state, bytes, from) {
    /** @type {number[]} */
    const words = [];
    let now = state;
    for (let at = 0; at < 64; at += 1) {
      const place = from + at * 4;
      const near = words[at - 15];
      const far = words[at - 2];
      words[at] = at < 16
        ? bytes[place] << 24 | bytes[place + 1] << 16 | bytes[place + 2] << 8 | bytes[place + 3]
        : words[at - 16] + words[at - 7] + (turn(near, 7) ^ turn(near, 18) ^ near >>> 3) + (turn(far, 17) ^ turn(far, 19) ^ far >>> 10) | 0;
      const a = now[0];
      const e = now[4];
      const one = now[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & now[5] ^ ~e & now[6]) + constants.rounds[at] + words[at] | 0;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & now[1] ^ a & now[2] ^ now[1] & now[2]) | 0;
      now = [one + two | 0, a, now[1], now[2], now[3] + one | 0, e, now[5], now[6]];
    }
    return now.map((word, at) => word + state[at] | 0);
  }

  /** Returns the SHA-256 of a text as eight words of 32 bits. @param {string} text @returns {number[]} */
  function sha256(text) {
    const bytes = padded(record.utf8(text));
    let state = constants.start;
    for (let from = 0; from < bytes.length; from += 64) { state = block(state, bytes, from); }
    return state.map(word => word >>> 0);
  }

  record.sha256 = sha256;
  /** Returns the SHA-256 of a text in 64 small hexadecimal digits. */
  record.hex = text => sha256(text).map(word => ('0000000' + word.toString(16)).slice(-8)).join('');
})(window.alforja = window.alforja || Object());
