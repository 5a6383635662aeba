/** The text of a certificate, read and held against the keys that are trusted. Pure; its form stands in docs/certificates.md. */
(function (/** @type {Player} */ player) {
  'use strict';
  const PARTS = 9;
  const SIGNATURE = 86;

  /** @param {string} part */
  const unwritten = part => part.replace(/%3B/g, ';').replace(/%25/g, '%');

  /** Returns bytes of base64 with `-` and `_` (RFC 4648, section 5); null where it is something else. @param {string} text */
  function bytes(text) {
    try {
      return Uint8Array.from(window.atob(text.replace(/-/g, '+').replace(/_/g, '/') + '=='.slice(0, (4 - text.length % 4) % 4)), sign => sign.charCodeAt(0));
    } catch (other) {
      return null;
    }
  }

  /**
   * Reads the first certificate in a text.
   * @param {string} text @returns {any} what it says, or why it cannot be looked at: `none`, `newer`, `cut-off`
   */
  function read(text) {
    const begin = text.search(/ALFC\d+\s*;/);
    if (begin < 0) { return { why: 'none' }; }
    const rest = text.slice(begin);
    const next = rest.slice(4).search(/ALFC\d+\s*;/);
    const parts = player.record.line(next < 0 ? rest : rest.slice(0, next + 4), 8000).split(';').map(part => part.trim());
    if (parts[0] !== 'ALFC1') { return { why: 'newer' }; }
    const signature = (parts[PARTS - 1] || '').replace(/ /g, '').slice(0, SIGNATURE);
    if (parts.length < PARTS || signature.length < SIGNATURE) { return { why: 'cut-off' }; }
    const date = /^(\d{4})(\d\d)(\d\d)$/.exec(parts[3]);
    const made = bytes(signature);
    if (!made || made.length !== 64 || !/^[0-9A-F]{16}$/.test(parts[7]) || !/^(x|\d{1,2}|100)$/.test(parts[4]) || (!date && parts[3] !== 'x')) { return { why: 'none' }; }
    return {
      course: unwritten(parts[1]), version: unwritten(parts[2]), date: date ? date.slice(1).join('-') : '', score: parts[4] === 'x' ? '' : parts[4] + ' %',
      name: unwritten(parts[5]), title: unwritten(parts[6]), key: parts[7], statement: parts.slice(0, PARTS - 1).join(';'), signature: made
    };
  }

  /**
   * Says what a signature proves to whoever trusts these keys: `good`, `forged` or `other-key`.
   * @param {any} signed @param {{ id: string, key: number[] }[]} keys @param {any} nacl
   */
  function proof(signed, keys, nacl) {
    const key = keys.find(one => one.id === signed.key);
    if (!key) { return 'other-key'; }
    const statement = Uint8Array.from(player.record.utf8(signed.statement));
    return nacl.sign.detached.verify(statement, signed.signature, Uint8Array.from(key.key)) ? 'good' : 'forged';
  }

  player.proof = { read: read, proof: proof };
})(window.alforja = window.alforja || Object());
