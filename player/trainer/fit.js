/** Letters as large as the screen has room for. */
(function (/** @type {Player} */ player) {
  'use strict';
  const LEAST = 15;
  const MOST = 64;
  const SMALLEST_SHARE = 0.5;

  /** Sets the letters of the page so that what is shown fits, as large as may be. @param {number} room how high it may be, in pixels @param {() => number} height how high it is */
  player.fit = function (room, height) {
    const root = document.documentElement;
    const usual = Math.max(22, Math.min(MOST, window.innerWidth * 0.031, window.innerHeight * 0.05));
    const least = Math.max(LEAST, usual * SMALLEST_SHARE);
    let size = usual;
    root.style.fontSize = size + 'px';
    while (size > least && height() > room) {
      size = Math.max(least, size * 0.93);
      root.style.fontSize = size + 'px';
    }
  };
})(window.alforja = window.alforja || Object());
