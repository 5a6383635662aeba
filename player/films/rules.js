/** What films go by: times, speeds, places, languages. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

  /** Returns seconds that can be relied on: 0 for what is no time. @param {any} value */
  function seconds(value) {
    return typeof value === 'number' && isFinite(value) && value > 0 ? Math.floor(value) : 0;
  }

  /** Writes a time as `2:13` or `1:02:13`. @param {any} value */
  function clock(value) {
    const all = seconds(value);
    const two = (/** @type {number} */ part) => (part < 10 ? '0' : '') + part;
    const minutes = Math.floor(all / 60) % 60;
    return (all < 3600 ? String(minutes) : Math.floor(all / 3600) + ':' + two(minutes)) + ':' + two(all % 60);
  }

  /** Returns where to go on: not in the last seconds, and nowhere in a film whose length is not known. @param {any} kept @param {number} duration */
  function start(kept, duration) {
    return seconds(kept) < duration - 3 ? seconds(kept) : 0;
  }

  /** Returns a speed that is offered. @param {any} kept */
  function speed(kept) {
    return SPEEDS.indexOf(kept) < 0 ? 1 : kept;
  }

  /** Returns the place of the chapter that runs at `now`, -1 before the first. @param {number[]} starts in their order @param {number} now */
  function chapter(starts, now) {
    return starts.filter(from => from <= now + 0.3).length - 1;
  }

  /**
   * Returns the language whose captions are shown: the one chosen, or that of the page; nothing where there is none or `off` was chosen.
   * @param {string[]} languages @param {any} chosen @param {string} page
   */
  function captions(languages, chosen, page) {
    if (chosen === 'off') { return undefined; }
    const base = (/** @type {any} */ lang) => String(lang).split('-')[0];
    const near = (/** @type {any} */ wanted) => languages.find(lang => lang === wanted) || languages.find(lang => base(lang) === base(wanted));
    return near(chosen) || near(page);
  }

  player.film = /** @type {Films} */ ({ speeds: SPEEDS, seconds: seconds, clock: clock, start: start, speed: speed, chapter: chapter, captions: captions });
})(window.alforja = window.alforja || Object());
