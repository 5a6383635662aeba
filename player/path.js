/** The path that a learner chose: what is not on it is marked, and the way on leads past it. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Keeps where the way on leads for all, before a path changes it. @param {HTMLElement} link */
  function ordinary(link) {
    const small = player.one(link, 'small');
    const own = link.getAttribute('data-way');
    const way = own ? JSON.parse(own) : [link.getAttribute('href'), small && small.nextSibling ? small.nextSibling.textContent : '', small ? small.textContent : ''];
    if (!own) { link.setAttribute('data-way', JSON.stringify(way)); }
    return way;
  }

  /** @param {HTMLElement} link @param {string[]} way address, title, the words above it */
  function lead(link, way) {
    link.setAttribute('href', way[0]);
    link.textContent = '';
    link.append(player.make('small', {}, [way[2]]), way[1]);
  }

  /**
   * Shows the learner's path on the page; without a role, everything as it was. Progress is counted anew where the
   * path has changed.
   * @param {State} state
   */
  player.path = function (state) {
    const role = state.role;
    let changed = false;
    player.all(document, '[data-lesson-link]').forEach(link => {
      const mine = player.mine(link.getAttribute('data-roles'), role);
      changed = changed || mine === link.hasAttribute('data-off');
      if (mine) { link.removeAttribute('data-off'); } else { link.setAttribute('data-off', ''); }
      player.show(player.all(link, '[data-for]'), () => !mine);
    });
    player.show(player.all(document, '[data-off-path]'), line => !player.mine(line.getAttribute('data-off-path'), role));
    player.all(document, '[data-ways]').forEach(link => {
      const usual = ordinary(link);
      lead(link, JSON.parse(link.getAttribute('data-ways') || '{}')[role] || usual);
    });
    if (changed) { player.progress(state); }
  };
})(window.alforja = window.alforja || Object());
