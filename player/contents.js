/** The contents as a sheet on phones: the focus goes in, Escape closes, the focus comes back. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Opens the contents, and lets its button close and open them from now on. @param {HTMLElement} opener */
  player.contents = function (opener) {
    const sheet = document.getElementById(opener.getAttribute('aria-controls') || 'contents');
    if (!sheet) { return; }
    const closer = player.button(player.t('close'), close, 'button second close');
    closer.setAttribute('data-close-contents', '');

    function isOpen() {
      return sheet !== null && sheet.hasAttribute('data-open');
    }

    /** @param {boolean} open */
    function set(open) {
      if (!sheet) { return; }
      opener.setAttribute('aria-expanded', String(open));
      if (open) {
        sheet.setAttribute('data-open', '');
        sheet.prepend(closer);
        player.focus(player.one(sheet, '[aria-current]') || closer);
      } else {
        sheet.removeAttribute('data-open');
        closer.remove();
      }
    }

    function close() {
      if (!isOpen()) { return; }
      set(false);
      player.focus(opener);
    }

    opener.addEventListener('click', () => isOpen() ? close() : set(true));
    document.addEventListener('keydown', event => {
      if (!isOpen()) { return; }
      if (event.key === 'Escape') { close(); }
      if (event.key !== 'Tab') { return; }
      const stops = player.all(sheet, 'a[href], button');
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement !== edge) { return; }
      event.preventDefault();
      player.focus(event.shiftKey ? stops[stops.length - 1] : stops[0]);
    });
    document.addEventListener('click', event => {
      const target = /** @type {Node} */ (event.target);
      if (isOpen() && !sheet.contains(target) && !opener.contains(target)) { set(false); }
    });
    set(true);
  };
})(window.alforja = window.alforja || Object());
