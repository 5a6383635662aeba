/**
 * Where the author is on a page, kept over a reload: how far it was read, which parts were open, where the keyboard was.
 * The text around may have grown or shrunk, so a place is kept by the nearest thing above it that has a name.
 */
(function (/** @type {any} */ preview) {
  'use strict';
  const KEY = 'alforja-preview-place';
  /** So long a page may take until it is as high as it was, in milliseconds. */
  const SETTLING = 2000;
  /** What a reader does who goes somewhere else meanwhile. */
  const MOVES = ['wheel', 'touchstart', 'keydown', 'mousedown'];

  /** The parts of the page that can be opened. */
  function folds() {
    return Array.from(document.querySelectorAll('details'));
  }

  /** What names a part that can be opened: its words, and which of those with the same words it is. @returns {string[]} */
  function names() {
    /** @type {Record<string, number>} */
    const seen = {};
    return folds().map(fold => {
      const summary = fold.querySelector('summary');
      const words = fold.id || (summary ? String(summary.textContent).trim() : '');
      seen[words] = (seen[words] || 0) + 1;
      return words + '\n' + seen[words];
    });
  }

  /** The lowest thing with a name whose beginning is above the upper edge of the window. @returns {Element | undefined} */
  function anchor() {
    const above = Array.from(document.querySelectorAll('main [id], main[id]')).filter(one => {
      const box = one.getBoundingClientRect();
      return box.height > 0 && box.top <= 1;
    });
    return above.reduce((/** @type {Element | undefined} */ best, one) =>
      best && best.getBoundingClientRect().top >= one.getBoundingClientRect().top ? best : one, undefined);
  }

  /** Loads the page anew, at the same place. */
  function reload() {
    const at = anchor();
    const focused = document.activeElement;
    const open = names().filter((name, index) => folds()[index].open);
    const place = {
      page: location.pathname, at: at ? at.id : '', below: at ? -at.getBoundingClientRect().top : 0,
      x: window.pageXOffset, y: window.pageYOffset, open: open, all: names(), focus: focused ? focused.id : ''
    };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(place));
      history.scrollRestoration = 'manual';
    } catch (forbidden) { /* then the browser does what it does */ }
    location.reload();
  }

  /** @returns {any} the place that was kept for this page, once */
  function kept() {
    try {
      const place = JSON.parse(sessionStorage.getItem(KEY) || 'null');
      sessionStorage.removeItem(KEY);
      return place && place.page === location.pathname ? place : null;
    } catch (forbidden) { return null; }
  }

  /** Goes where the reader was. @param {any} place */
  function go(place) {
    const at = place.at && document.getElementById(place.at);
    const y = at ? window.pageYOffset + at.getBoundingClientRect().top + place.below : place.y;
    if (Math.abs(window.pageYOffset - y) > 1) { window.scrollTo(place.x, y); }
  }

  /** Opens what was open, closes what was closed, of the parts that were there. @param {any} place */
  function unfold(place) {
    names().forEach((name, index) => {
      const fold = folds()[index];
      const open = place.open.indexOf(name) !== -1;
      if (place.all.indexOf(name) !== -1 && fold.open !== open) { fold.open = open; }
    });
  }

  /** Brings the reader back; the player and pictures may still change how high the page is. */
  function restore() {
    const place = kept();
    if (!place) { return; }
    const began = Date.now();
    let moved = false;
    const moves = () => { moved = true; };
    MOVES.forEach(name => window.addEventListener(name, moves, { passive: true }));
    unfold(place);
    const focus = place.focus && document.getElementById(place.focus);
    if (focus) { focus.focus({ preventScroll: true }); }
    (function follow() {
      const over = moved || Date.now() - began > SETTLING;
      if (!over) {
        unfold(place);
        go(place);
        window.setTimeout(follow, document.readyState === 'complete' ? 100 : 16);
        return;
      }
      MOVES.forEach(name => window.removeEventListener(name, moves));
      try { history.scrollRestoration = 'auto'; } catch (forbidden) { /* as it was */ }
    })();
  }

  preview.place = { reload: reload, restore: restore };
})(window.alforjaPreview);
