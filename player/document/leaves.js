/**
 * The pages of a document that holds many: one is shown at a time, named by what stands behind `#` in the address, so
 * that links, the back button and a kept address lead to it. Without this script all are there, one below the other.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const root = document.documentElement;

  /** Finds what an address names. @param {string} hash */
  function named(hash) {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch (broken) { /* then it is as it stands */ }
    return id ? document.getElementById(id) : null;
  }

  /** Marks where the learner is in the contents. @param {HTMLElement} leaf */
  function mark(leaf) {
    player.all(document, '.contents [aria-current]').forEach(link => link.removeAttribute('aria-current'));
    // The cover of a module's file is named twice: by the course and by the module, which is nearer.
    const link = player.all(document, '.contents a').filter(one => one.getAttribute('href') === '#' + leaf.id).pop();
    if (link) { link.setAttribute('aria-current', 'page'); }
  }

  /** Puts the focus on a place and the place into view; without one the page's beginning. @param {HTMLElement} leaf @param {HTMLElement} place @param {number | undefined} height where the learner was */
  function arrive(leaf, place, height) {
    player.focus(place === leaf ? player.one(leaf, 'h1') : place);
    if (height !== undefined || place === leaf) { window.scrollTo(0, height || 0); } else { place.scrollIntoView(); }
  }

  /**
   * Shows the page that the address names, and from now on each that is asked for.
   * @param {(leaf: HTMLElement) => void} shown called for each page that takes the place of another @returns {() => HTMLElement} the page that is shown
   */
  player.leaves = function (shown) {
    const cover = player.all(document, '[data-leaf]')[0];
    /** Where the learner was on the pages that were left by a link. @type {Record<string, number>} */
    const left = {};
    /** @type {HTMLElement | null} */
    let open = null;
    let followed = false;
    let at = window.location.hash;

    /** @param {HTMLElement} leaf */
    function show(leaf) {
      if (open) { open.removeAttribute('data-open'); }
      open = leaf;
      leaf.setAttribute('data-open', '');
      root.setAttribute('data-turning', leaf === cover ? 'cover' : leaf.getAttribute('data-leaf') || '');
      document.title = leaf.getAttribute('data-title') || document.title;
      mark(leaf);
      player.all(document, '[data-close-contents]').forEach(button => button.click());
      shown(leaf);
    }

    /** The browser goes to a named place by itself once all is there; what it finds is only then where it stays. @param {HTMLElement} leaf @param {HTMLElement | null} place */
    function begin(leaf, place) {
      if (place) { window.addEventListener('load', () => setTimeout(() => { if (open === leaf) { arrive(leaf, place, undefined); } }, 0)); }
    }

    function turn() {
      const hash = window.location.hash;
      const place = named(hash);
      const leaf = /** @type {HTMLElement | null} */ (place ? place.closest('[data-leaf]') : cover);
      const height = followed ? undefined : left[hash];
      const first = !open;
      followed = false;
      at = hash;
      // The frame around the pages is named too: the link that skips it leads there.
      if (open && !leaf) { return; }
      const next = leaf || cover;
      if (next !== open) { show(next); }
      if (first) { begin(next, place && leaf ? place : null); } else { arrive(next, place || next, height); }
    }

    document.addEventListener('click', event => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      if (!link || event.defaultPrevented) { return; }
      left[at] = window.pageYOffset;
      followed = link.getAttribute('href') !== at;
    });
    window.addEventListener('hashchange', turn);
    try { window.history.scrollRestoration = 'manual'; } catch (old) { /* then it is a little restless */ }
    turn();
    return () => open || cover;
  };
})(window.alforja = window.alforja || Object());
