/** Dragging a thing of an ordered list by its handle: the others make room, the page scrolls at its edges. */
(function (/** @type {Player} */ player) {
  'use strict';
  const EDGE = 70;
  const STEP = 9;

  /** @param {Element} item */
  function middle(item) {
    const box = item.getBoundingClientRect();
    return (box.top + box.bottom) / 2;
  }

  /**
   * Follows one finger or the mouse until it lets go; Escape puts everything back.
   * @param {HTMLElement} list @param {HTMLElement} item @param {PointerEvent} begun @param {() => void} moved
   */
  player.drag = function (list, item, begun, moved) {
    const before = Array.from(list.children);
    let at = begun.clientY;

    // The neighbours move, never the item: a finger would lose what it holds.
    function makeRoom() {
      let other = item.previousElementSibling;
      while (other && at < middle(other)) {
        list.insertBefore(other, item.nextSibling);
        other = item.previousElementSibling;
      }
      other = item.nextElementSibling;
      while (other && at > middle(other)) {
        list.insertBefore(other, item);
        other = item.nextElementSibling;
      }
    }

    const timer = setInterval(() => {
      const way = at < EDGE ? -STEP : at > window.innerHeight - EDGE ? STEP : 0;
      if (!way) { return; }
      window.scrollBy(0, way);
      makeRoom();
    }, 16);

    /** @param {PointerEvent} event */
    function follow(event) {
      if (event.pointerId !== begun.pointerId) { return; }
      at = event.clientY;
      makeRoom();
    }

    /** @param {PointerEvent} event */
    function letGo(event) {
      if (event.pointerId === begun.pointerId) { end(); }
    }

    /** @param {KeyboardEvent} event */
    function give(event) {
      if (event.key !== 'Escape') { return; }
      before.filter(other => other !== item).forEach(other => list.insertBefore(other, before.indexOf(other) < before.indexOf(item) ? item : null));
      end();
    }

    function end() {
      clearInterval(timer);
      item.removeAttribute('data-dragged');
      document.removeEventListener('pointermove', follow);
      ['pointerup', 'pointercancel'].forEach(name => document.removeEventListener(name, /** @type {any} */ (letGo)));
      document.removeEventListener('keydown', give);
      if (before.some((other, place) => list.children[place] !== other)) { moved(); }
    }

    item.setAttribute('data-dragged', '');
    document.addEventListener('pointermove', follow);
    ['pointerup', 'pointercancel'].forEach(name => document.addEventListener(name, /** @type {any} */ (letGo)));
    document.addEventListener('keydown', give);
  };
})(window.alforja = window.alforja || Object());
