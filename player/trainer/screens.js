/**
 * A lesson as screens, one block each: what is shown, what is shown step by step, and what only the trainer sees.
 *
 * Nothing is copied: a screen names elements of the page. `data-reveal` is shown when it is asked for, `data-notes` is
 * the trainer's alone (`render/html/shown.rs`).
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const HEADING = /^H[2-6]$/;
  /** Lists of more items than these are shown at once. */
  const MOST_STEPS = 12;

  /** @param {Element} element */
  const words = element => (element.textContent || '').replace(/\s+/g, ' ').trim();

  /** Whether what stands there leads in to what follows. @param {Element} element */
  const leadsIn = element => element.tagName === 'P' && /:$/.test(words(element));

  /** Whether there is nothing to show of it. @param {Element} element */
  function isNothing(element) {
    if (element.children.length === 1 && element.children[0].matches('.label')) { return true; }
    if (/^(SCRIPT|STYLE|HR|TEMPLATE|BR)$/.test(element.tagName) || element.matches('.terms, .footnotes, .visually-hidden')) { return true; }
    return !words(element) && !element.querySelector('img, svg, video, audio, math, [data-film]');
  }

  /** What is shown after the first, each time the trainer goes on. @param {HTMLElement} element @returns {HTMLElement[][]} */
  function stepsOf(element) {
    if (element.matches('ul, ol') && !element.matches('.tasks')) {
      const items = player.all(element, ':scope > li');
      return items.length > MOST_STEPS ? [] : items.slice(1).map(item => [item]);
    }
    const hidden = player.all(element, '[data-reveal]').concat(element.matches('[data-reveal]') ? [element] : []);
    if (!hidden.length) { return []; }
    return element.matches('.question') ? [hidden] : hidden.map(one => [one]);
  }

  /** @param {HTMLElement} slides @returns {LessonScreen[]} */
  function screens(slides) {
    const text = slides.closest('.text') || slides;
    /** @type {LessonScreen[]} */
    const all = [];
    /** The heading over what follows. @type {HTMLElement | null} */
    let heading = null;
    /** Whether a screen has shown it. */
    let isShown = true;

    /** @param {HTMLElement[]} shown @param {HTMLElement[][]} [steps] */
    function add(shown, steps) {
      const notes = shown.reduce((found, one) => found.concat(player.all(one, '[data-notes]')), /** @type {HTMLElement[]} */ ([]));
      const begin = isShown && shown.length > 1 && shown[0] === heading ? shown[1] : shown[0];
      const title = words(begin);
      all.push({ shown: shown, steps: steps || [], notes: notes, title: title.length > 70 ? title.slice(0, 70).replace(/\s\S*$/, '') + ' …' : title });
    }

    function alone() {
      if (heading && !isShown) { add([heading]); }
      isShown = true;
    }

    /** @param {HTMLElement[]} blocks */
    function block(blocks) {
      const last = blocks[blocks.length - 1];
      const steps = stepsOf(last);
      // What is revealed as a whole needs something to stand after.
      if (steps.length === 1 && steps[0][0] === last && all.length && blocks.length === 1) {
        const before = all[all.length - 1];
        before.shown.push(last);
        before.steps = before.steps.concat(steps);
        return;
      }
      add(heading ? [heading].concat(blocks) : blocks, steps);
      isShown = true;
    }

    /** @param {HTMLElement} place */
    function walk(place) {
      /** @type {HTMLElement[]} */
      let lead = [];
      Array.from(place.children).forEach(child => {
        const element = /** @type {HTMLElement} */ (child);
        if (element.matches('[data-notes]')) {
          all[all.length - 1].notes.push(element);
          return;
        }
        if (isNothing(element)) { return; }
        if (HEADING.test(element.tagName) || element.matches('.dimension')) {
          if (lead.length) { block(lead); lead = []; }
          alone();
          heading = element;
          isShown = false;
          return;
        }
        if (element.matches('.quiz.shown')) {
          if (lead.length) { block(lead); lead = []; }
          alone();
          const above = heading;
          heading = null;
          walk(element);
          alone();
          heading = above;
          return;
        }
        if (leadsIn(element) && element.nextElementSibling && !lead.length) { lead = [element]; return; }
        block(lead.concat(element));
        lead = [];
      });
      if (lead.length) { block(lead); }
    }

    const head = player.all(text, 'h1, .where, .aims').filter(one => !slides.contains(one));
    add(head.length ? head : [slides]);
    all[0].title = words(head[0] || slides);
    walk(slides);
    alone();
    const turn = player.one(text, '.turn');
    if (turn) { add([turn]); }
    return all;
  }

  player.screens = screens;
})(window.alforja = window.alforja || Object());
