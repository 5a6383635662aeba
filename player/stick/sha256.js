/** SHA-256 (FIPS 180-4) of bytes that come piece by piece: a film of a copy never stands in memory. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** The first 32 bits behind the point of the roots of the first primes: square ones (8), cubic ones (64). */
  const constants = (function () {
    /** @type {number[]} */
    const primes = [];
    for (let number = 2; primes.length < 64; number += 1) {
      if (primes.every(prime => number % prime)) { primes.push(number); }
    }
    const fraction = (/** @type {number} */ root) => (root - Math.floor(root)) * 0x100000000 | 0;
    return { start: primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime))), rounds: Int32Array.from(primes.map(prime => fraction(Math.cbrt(prime)))) };
  })();

  /** Begins a hash; `take` gives it the next bytes, `hex` ends it. */
  player.hashing = function () {
    const state = Int32Array.from(constants.start);
    const words = new Int32Array(64);
    const rest = new Uint8Array(64);
    let waiting = 0;
    let length = 0;

    /** @param {Uint8Array} bytes @param {number} from */
    function block(bytes, from) {
      for (let at = 0; at < 16; at += 1) {
        const place = from + at * 4;
        words[at] = bytes[place] << 24 | bytes[place + 1] << 16 | bytes[place + 2] << 8 | bytes[place + 3];
      }
      for (let at = 16; at < 64; at += 1) {
        const near = words[at - 15];
        const far = words[at - 2];
        words[at] = words[at - 16] + words[at - 7] + ((near >>> 7 | near << 25) ^ (near >>> 18 | near << 14) ^ near >>> 3) + ((far >>> 17 | far << 15) ^ (far >>> 19 | far << 13) ^ far >>> 10) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at += 1) {
        const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + constants.rounds[at] + words[at] | 0;
        const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
        h = g;
        g = f;
        f = e;
        e = d + one | 0;
        d = c;
        c = b;
        b = a;
        a = one + two | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] += word; });
    }

    /** @param {Uint8Array} bytes */
    function take(bytes) {
      length += bytes.length;
      let from = 0;
      while (waiting && waiting < 64 && from < bytes.length) {
        rest[waiting] = bytes[from];
        waiting += 1;
        from += 1;
      }
      if (waiting === 64) {
        block(rest, 0);
        waiting = 0;
      }
      if (waiting) { return; }
      for (; from + 64 <= bytes.length; from += 64) { block(bytes, from); }
      rest.set(bytes.subarray(from));
      waiting = bytes.length - from;
    }

    /** Returns the 64 small hexadecimal digits; nothing more is taken after that. */
    function hex() {
      const bits = [Math.floor(length / 0x20000000), length << 3];
      const end = new Uint8Array((waiting < 56 ? 64 : 128) - waiting);
      end[0] = 0x80;
      bits.forEach((word, at) => [24, 16, 8, 0].forEach((by, place) => { end[end.length - 8 + at * 4 + place] = word >>> by & 255; }));
      take(end);
      return Array.from(state, word => ('0000000' + (word >>> 0).toString(16)).slice(-8)).join('');
    }

    return { take, hex };
  };
})(window.alforja = window.alforja || Object());
