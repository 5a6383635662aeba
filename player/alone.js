/** Printing one piece of a page by itself. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Prints one piece; all else of the page stays away from the paper until that is done. @param {HTMLElement} piece */
  player.printAlone = function (piece) {
    /** @type {[HTMLElement, string][]} */
    const away = [];
    for (let inner = piece; inner.parentElement && inner !== document.body; inner = inner.parentElement) {
      Array.from(inner.parentElement.children).forEach(other => {
        const element = /** @type {HTMLElement} */ (other);
        if (element !== inner) { away.push([element, element.style.display]); }
      });
    }
    const done = () => {
      away.forEach(one => { one[0].style.display = one[1]; });
      window.removeEventListener('afterprint', done);
    };
    away.forEach(one => { one[0].style.display = 'none'; });
    window.addEventListener('afterprint', done);
    window.print();
  };
})(window.alforja = window.alforja || Object());
