/** What a trainer has set on a page, kept on this device under the page's address; where that is forbidden, until the page is left. */
(function (/** @type {Player} */ player) {
  'use strict';

  /**
   * Returns what reads and keeps the settings that are called `name`.
   * @param {string} name
   */
  player.keptHere = function (name) {
    const key = 'alforja-trainer:' + window.location.pathname + ':' + name;
    return {
      /** @returns {any} */
      read: () => {
        try { return JSON.parse(window.localStorage.getItem(key) || 'null'); } catch (forbidden) { return null; }
      },
      /** @param {any} settings nothing: as it was */
      keep: settings => {
        try {
          if (settings) { window.localStorage.setItem(key, JSON.stringify(settings)); } else { window.localStorage.removeItem(key); }
        } catch (forbidden) { /* then it lasts as long as the page */ }
      }
    };
  };

  /** Makes a labelled field. @param {string} words @param {HTMLElement} field */
  player.labelled = (words, field) => player.make('label', { class: 'setting' }, [player.make('span', {}, [words]), field]);
})(window.alforja = window.alforja || Object());
