/**
 * Bits in, text out: six bits a character, in the alphabet of base64url (RFC 4648 section 5), without padding.
 * Pure: no document, no window but the one global.
 */
(function (player) {
  'use strict';
  const pack = player.pack = player.pack || {};
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  /** What a reader throws when it is asked for more than there is. */
  const TORN = 'torn';

  /** Returns how many bits tell `count` things apart. */
  function width(count) {
    let bits = 0;
    while (Math.pow(2, bits) < count) { bits += 1; }
    return bits;
  }

  /** Returns how many bits a varint of `group` bits at a time takes for `value`. */
  function varintWidth(value, group) {
    let groups = 1;
    let rest = Math.floor(value / Math.pow(2, group));
    while (rest > 0) {
      groups += 1;
      rest = Math.floor(rest / Math.pow(2, group));
    }
    return groups * (group + 1);
  }

  /** Returns the bytes of `text` in UTF-8; half a surrogate pair becomes U+FFFD. */
  function utf8(text) {
    const whole = text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) => found.length === 2 ? found : '\uFFFD');
    const escaped = unescape(encodeURIComponent(whole));
    const bytes = [];
    for (let index = 0; index < escaped.length; index += 1) { bytes.push(escaped.charCodeAt(index)); }
    return bytes;
  }

  /** Returns the text of these UTF-8 bytes. */
  function fromUtf8(bytes) {
    try {
      return decodeURIComponent(escape(String.fromCharCode.apply(null, bytes)));
    } catch (_) {
      throw new Error(TORN);
    }
  }

  /** Returns a writer of bits. */
  function writer() {
    const bits = [];
    return {
      length: function () { return bits.length; },
      put: function (value, count) {
        for (let place = count - 1; place >= 0; place -= 1) {
          bits.push(Math.floor(value / Math.pow(2, place)) % 2);
        }
      },
      putVarint: function (value, group) {
        const base = Math.pow(2, group);
        let rest = value;
        do {
          const digit = rest % base;
          rest = Math.floor(rest / base);
          this.put(rest > 0 ? 1 : 0, 1);
          this.put(digit, group);
        } while (rest > 0);
      },
      putBytes: function (bytes) {
        this.putVarint(bytes.length, 5);
        for (let index = 0; index < bytes.length; index += 1) { this.put(bytes[index], 8); }
      },
      append: function (other) { other.bits().forEach((bit) => { bits.push(bit); }); },
      bits: function () { return bits; },
      text: function () {
        let text = '';
        for (let at = 0; at < bits.length; at += 6) {
          let value = 0;
          for (let place = 0; place < 6; place += 1) { value = value * 2 + (bits[at + place] || 0); }
          text += ALPHABET.charAt(value);
        }
        return text;
      }
    };
  }

  /** Returns a reader of the bits of `text`; it throws where the text ends or is not ours. */
  function reader(text) {
    let at = 0;
    return {
      place: function () { return at; },
      goTo: function (place) {
        if (place > text.length * 6) { throw new Error(TORN); }
        at = place;
      },
      take: function (count) {
        let value = 0;
        for (let index = 0; index < count; index += 1) {
          const sextet = ALPHABET.indexOf(text.charAt(Math.floor(at / 6)) || ' ');
          if (sextet < 0) { throw new Error(TORN); }
          value = value * 2 + (Math.floor(sextet / Math.pow(2, 5 - at % 6)) % 2);
          at += 1;
        }
        return value;
      },
      takeVarint: function (group) {
        let value = 0;
        let factor = 1;
        let more = 1;
        while (more === 1) {
          if (factor > 0x40000000) { throw new Error(TORN); }
          more = this.take(1);
          value += this.take(group) * factor;
          factor *= Math.pow(2, group);
        }
        return value;
      },
      takeBytes: function () {
        const length = this.takeVarint(5);
        if (at + length * 8 > text.length * 6) { throw new Error(TORN); }
        const bytes = [];
        for (let index = 0; index < length; index += 1) { bytes.push(this.take(8)); }
        return bytes;
      }
    };
  }

  /** Returns 32 bits that stand for `text` (FNV-1a over its UTF-8). */
  function hash(text) {
    let value = 0x811c9dc5;
    utf8(text).forEach((byte) => { value = Math.imul(value ^ byte, 0x01000193); });
    return value >>> 0;
  }

  pack.bits = {
    width: width, varintWidth: varintWidth, utf8: utf8, fromUtf8: fromUtf8, writer: writer, reader: reader, hash: hash
  };
})(window.alforja = window.alforja || {});
