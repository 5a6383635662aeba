/** The state of the open page: read once, changed by patches, its fate shown to the learner. */
(function (/** @type {Player} */ player) {
  'use strict';

  /**
   * Returns the keeper of one course's state. A patch that could not be kept is sent again with the next one,
   * or when the learner comes back to the page. What is on its way to the hub when the page is left would die
   * with the page: it waits in the page's own storage.
   * @param {End} end @param {string} course @param {string} learner @param {State} first @param {(fate: Fate) => void} show
   * @returns {Keeper}
   */
  player.keeper = function (end, course, learner, first, show) {
    let state = first;
    /** @type {State} */
    let unsent = {};
    let pending = 0;
    /** @type {(() => void)[]} */
    let waiting = [];
    /** @type {State} */
    let onWay = {};
    const slip = 'alforja:@slip:' + course + '/' + learner;

    function note() {
      if (end.name !== 'hub') { return; }
      try { window.localStorage.setItem(slip, JSON.stringify(onWay)); } catch (forbidden) { /* then only the hub keeps */ }
    }

    /** What an earlier visit left on its way. @returns {State} */
    function left() {
      try { return end.name === 'hub' ? JSON.parse(window.localStorage.getItem(slip) || '{}') : {}; } catch (forbidden) { return {}; }
    }

    /** @param {State} patch @param {boolean} saved */
    function settle(patch, saved) {
      pending -= 1;
      if (!saved) { Object.keys(patch).forEach(key => { unsent[key] = key in state ? state[key] : null; }); }
      if (pending) { return; }
      onWay = Object.assign({}, unsent);
      note();
      show(saved ? 'saved' : 'unsaved');
      waiting.splice(0).forEach(done => done());
    }

    /** @type {Keeper} */
    const keeper = {
      end: end.name,
      all: () => state,
      get: key => state[key],
      put: patch => {
        const whole = Object.assign({}, unsent, patch);
        state = player.state.merge(state, patch);
        unsent = {};
        pending += 1;
        Object.assign(onWay, whole);
        note();
        show('saving');
        end.ask('save', course, learner, whole).then(answer => settle(whole, answer.saved), () => settle(whole, false));
      },
      pending: () => pending > 0,
      settled: () => pending ? new Promise(resolve => { waiting.push(() => resolve(undefined)); }) : Promise.resolve(),
      reload: () => end.ask('load', course, learner).then(answer => {
        // What does not answer, or was emptied elsewhere, takes nothing from the open page.
        if (Object.keys(answer.state).length) { state = player.state.merge(answer.state, onWay); }
        if (Object.keys(unsent).length) { keeper.put({}); }
      })
    };
    const before = left();
    if (before && Object.keys(before).length) { keeper.put(before); }
    return keeper;
  };

  /** Returns what shows the fate of the last change. @param {EndName} end @returns {(fate: Fate) => void} */
  player.fate = function (end) {
    const places = player.all(document, '[data-save-state]');
    return fate => {
      const key = fate !== 'unsaved' ? fate : end === 'memory' ? 'blocked' : 'unsaved';
      const words = player.t(key === 'saved' && end === 'lms' ? 'saved-lms' : key);
      places.forEach(place => {
        place.setAttribute('data-fate', fate);
        if (fate !== 'saving' && place.textContent !== words) { place.textContent = words; }
      });
    };
  };

  /**
   * Holds a page turn until what was changed is kept: a message to the hub would be lost with the page.
   * @param {Keeper} keeper
   */
  player.holdLinks = function (keeper) {
    document.addEventListener('click', event => {
      const link = event.target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (event.target.closest('a[href]')) : null;
      const plain = !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || !keeper.pending() || link.target || link.hasAttribute('download') || (link.getAttribute('href') || '').charAt(0) === '#') { return; }
      event.preventDefault();
      let gone = false;
      const go = () => {
        if (gone) { return; }
        gone = true;
        window.location.href = link.href;
      };
      setTimeout(go, 800);
      keeper.settled().then(go);
    });
  };
})(window.alforja = window.alforja || Object());
