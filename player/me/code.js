/**
 * The progress of one course as a line of signs that any message carries. Pure; see docs/progress-file.md.
 *
 * `ALP1/course/language/version/PACKED/CHECK`: PACKED as the platforms get it (`pack/pack.js`), CHECK of all before it.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const carry = player.carry = player.carry || /** @type {Carry} */ ({});
  const MARK = 'ALP1';
  /** Room for long notes; a message of that length still goes through. */
  const ROOM = 60000;
  /** The longest code that is drawn as a picture: so many signs a phone's camera still reads from a cracked screen. */
  carry.MOST_DRAWN = 210;

  /** Returns seven signs that tell whether a text is whole (FNV-1a). @param {string} text */
  carry.check = text => ('000000' + player.pack.bits.hash(text).toString(36)).slice(-7);

  /** @param {PackOutline} outline @param {State} state */
  function written(outline, state) {
    const body = [MARK, outline.course, outline.lang, outline.version, player.pack.packer(outline, ROOM).encode(state)].join('/');
    return body + '/' + carry.check(body);
  }

  /** @param {State} state */
  function withoutFilms(state) {
    return Object.keys(state).filter(key => key.indexOf('m:') !== 0).reduce((rest, key) => Object.assign(rest, { [key]: state[key] }), {});
  }

  /**
   * Returns the code of a state. One that can be drawn as a picture is worth more than the seconds of films.
   * @param {PackOutline} outline @param {State} state
   */
  carry.code = function (outline, state) {
    const whole = written(outline, state);
    const short = whole.length > carry.MOST_DRAWN ? written(outline, withoutFilms(state)) : whole;
    return short.length > carry.MOST_DRAWN ? whole : short;
  };

  /**
   * Reads what a code says of itself; spaces and line ends that a message put in are taken out.
   * Null where it is none of ours; `whole` tells whether nothing of it was lost.
   * @param {string} text @returns {Coded | null}
   */
  carry.head = function (text) {
    const parts = text.replace(/[\s\u200b-\u200f\ufeff]+/g, '').split('/');
    if (parts[0] !== MARK || !/^[a-z0-9-]+$/.test(parts[1] || '')) { return null; }
    return { course: parts[1], lang: parts[2] || '', version: parts[3] || '', packed: parts[4] || '', whole: parts.length === 6 && carry.check(parts.slice(0, 5).join('/')) === parts[5] };
  };

  /** Returns the state in a code, as much of it as this edition knows. @param {Coded} code @param {PackOutline} outline */
  carry.open = (code, outline) => carry.clean(player.pack.packer(outline).decode(code.packed));
})(window.alforja = window.alforja || Object());
