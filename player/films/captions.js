/** Captions: added by script, because from a local file no browser reads a track of its own. */
(function (/** @type {Player} */ player) {
  'use strict';
  const KEY = 'm:/captions';

  /** @param {HTMLElement} figure @returns {{lang: string, label: string, cues: [number, number, string, any?][]}[]} */
  function carried(figure) {
    const place = player.one(figure, '[data-captions]');
    return JSON.parse((place && place.textContent) || '[]');
  }

  /**
   * Shows the captions in the language of the page, or in the one that the learner chose before.
   * @param {HTMLMediaElement} media @param {HTMLElement} figure @param {HTMLElement} tools @param {Keeper} keeper
   */
  player.film.addCaptions = function (media, figure, tools, keeper) {
    const all = carried(figure);
    if (!all.length) { return; }
    const tracks = all.map(one => {
      const track = media.addTextTrack('captions', one.label, one.lang);
      one.cues.forEach(cue => track.addCue(Object.assign(new VTTCue(cue[0], cue[1], cue[2]), cue[3])));
      return track;
    });
    let now = player.film.captions(all.map(one => one.lang), keeper.get(KEY), document.documentElement.lang) || 'off';
    const choices = [['off', player.t('film-captions-off')]].concat(all.map(one => [one.lang, one.label]));
    const show = () => tracks.forEach(track => { track.mode = track.language === now ? 'showing' : 'disabled'; });

    /** @param {string} chosen */
    function choose(chosen) {
      now = chosen;
      keeper.put({ [KEY]: chosen });
    }

    show();
    const field = player.film.pick(player.t('film-captions'), choices, now, chosen => {
      choose(chosen);
      show();
    });
    tools.append(field.label);
    // The browser's own menu chooses too.
    media.textTracks.addEventListener('change', () => {
      const shown = tracks.find(track => track.mode === 'showing');
      const chosen = shown ? shown.language : 'off';
      if (chosen === now) { return; }
      choose(chosen);
      field.select.value = chosen;
    });
  };
})(window.alforja = window.alforja || Object());
