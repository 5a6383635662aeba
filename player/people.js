/**
 * Who uses this device, and how each likes to read. Without names there is one learner, whose id is empty.
 *
 * The course `@people` holds them in a flat map: `who` the id of the learner at work · `p:ID` {name} ·
 * `c:ID` what the learner likes, in words for `data-comfort` · `r:ID` {id of their results, fields they answered for
 * those} (`record/learner.js`) · `g:ID` the language whose catalogue was opened last (`catalogue.js`).
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const PEOPLE = '@people';
  const COMFORT = 'alforja:comfort';

  /** Sets how the page reads, and remembers it for the next page of this window. @param {any} words */
  player.comfort = function (words) {
    const wanted = typeof words === 'string' ? words : '';
    document.documentElement.setAttribute('data-comfort', wanted);
    try { window.sessionStorage.setItem(COMFORT, wanted); } catch (forbidden) { /* then the next page is a moment late */ }
  };

  /** Before anything was asked: as the last page was. */
  try { player.comfort(window.sessionStorage.getItem(COMFORT)); } catch (forbidden) { /* as the theme says */ }

  /**
   * Finds out who learns here. In a learning platform that is its own business: there is nobody to choose.
   * @param {End} end @returns {Promise<People>}
   */
  player.people = end => end.ask('load', PEOPLE, '').then(answer => {
    let state = answer.state;
    const id = end.framed ? '' : String(state.who || '');
    player.comfort(state['c:' + id]);
    return {
      id: id,
      shared: !end.framed,
      all: () => state,
      name: () => String(player.state.record(state, 'p:' + id).name || ''),
      put: patch => {
        state = player.merge(state, patch);
        return end.ask('save', PEOPLE, '', patch).then(kept => kept.saved);
      }
    };
  });
})(window.alforja = window.alforja || Object());
