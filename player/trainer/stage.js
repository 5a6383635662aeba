/** What is on the screen: all else of the page is put away, for eyes and for screen readers. */
(function (/** @type {Player} */ player) {
  'use strict';
  const root = document.documentElement;

  /** Puts away what is neither shown nor around what is shown. @param {Element} place @param {Element[]} shown @param {Element[]} around */
  function putAway(place, shown, around) {
    Array.from(place.children).forEach(child => {
      if (shown.indexOf(child) >= 0 || child.matches('script, iframe, [data-stage], [data-voice]')) { return; }
      if (around.indexOf(child) >= 0) { putAway(child, shown, around); } else { child.setAttribute('data-away', ''); }
    });
  }

  /** @param {Element} element */
  function ancestors(element) {
    /** @type {Element[]} */
    const found = [];
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) { found.push(one); }
    return found;
  }

  function clear() {
    player.all(document, '[data-away]').forEach(one => one.removeAttribute('data-away'));
    player.all(document, '[data-veiled]').forEach(one => one.removeAttribute('data-veiled'));
    player.all(document, '[data-on]').forEach(one => {
      one.removeAttribute('data-on');
      one.removeAttribute('tabindex');
    });
    player.all(document, 'details[data-unfolded]').forEach(one => {
      one.removeAttribute('data-unfolded');
      one.removeAttribute('open');
    });
  }

  player.stage = {
    /** Shows a screen with all its steps. @param {LessonScreen} screen */
    show: screen => {
      clear();
      const around = screen.shown.reduce((found, one) => found.concat(ancestors(one)), /** @type {Element[]} */ ([]));
      putAway(document.body, screen.shown, around);
      screen.shown.forEach(one => {
        one.setAttribute('data-on', '');
        player.all(one, 'details:not([open])').concat(one.matches('details:not([open])') ? [one] : []).forEach(fold => {
          fold.setAttribute('data-unfolded', '');
          fold.setAttribute('open', '');
        });
      });
      root.setAttribute('data-presenting', '');
    },
    /** Hides all but so many steps. @param {LessonScreen} screen @param {number} steps */
    veil: (screen, steps) => {
      screen.steps.forEach((step, at) => { if (at >= steps) { step.forEach(one => one.setAttribute('data-veiled', '')); } });
      root.setAttribute('data-presenting', steps < screen.steps.length ? 'more' : '');
    },
    /** Gives the page back as it was. */
    leave: () => {
      clear();
      root.removeAttribute('data-presenting');
      root.style.fontSize = '';
    }
  };
})(window.alforja = window.alforja || Object());
