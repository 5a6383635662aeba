/** Films and sound: captions that also work from a local file, and the place where the learner stopped. */
(function (/** @type {Player} */ player) {
  'use strict';
  const TIME = /((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})/;

  /** @param {string} text `1:02:03.500` or `02:03.500` */
  function seconds(text) {
    return text.replace(',', '.').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }

  /**
   * Reads captions (WebVTT; SubRip is near enough). Pure.
   * @param {string} text @returns {{from: number, to: number, text: string}[]}
   */
  player.captions = function (text) {
    return text.replace(/\r\n?/g, '\n').split(/\n{2,}/).map(block => {
      const lines = block.split('\n');
      const at = lines.findIndex(line => TIME.test(line));
      const times = at < 0 ? null : TIME.exec(lines[at]);
      return times ? { from: seconds(times[1]), to: seconds(times[2]), text: lines.slice(at + 1).join('\n').trim() } : { from: 0, to: 0, text: '' };
    }).filter(cue => cue.text && cue.to > cue.from);
  };

  /** @param {HTMLMediaElement} media @param {HTMLElement} figure */
  function addCaptions(media, figure) {
    const place = player.one(figure, '[data-captions]');
    /** @type {{lang: string, label: string, vtt: string}[]} */
    const all = JSON.parse((place && place.textContent) || '[]');
    const page = document.documentElement.lang;
    all.forEach(one => {
      const track = media.addTextTrack('captions', one.label, one.lang);
      player.captions(one.vtt).forEach(cue => track.addCue(new VTTCue(cue.from, cue.to, cue.text)));
      track.mode = one.lang === page || one.lang.split('-')[0] === page.split('-')[0] ? 'showing' : 'disabled';
    });
  }

  /** @param {HTMLMediaElement} media @param {string} key @param {Keeper} keeper */
  function keepPlace(media, key, keeper) {
    const kept = Number(keeper.get(key)) || 0;
    let last = kept;
    /** @param {number} step in seconds, below which nothing is kept */
    const keep = step => {
      const now = media.ended ? 0 : Math.floor(media.currentTime);
      if (Math.abs(now - last) < step) { return; }
      last = now;
      keeper.put({ [key]: now || null });
    };
    media.addEventListener('loadedmetadata', () => { if (kept < media.duration - 3) { media.currentTime = kept; } });
    media.addEventListener('timeupdate', () => keep(10));
    ['pause', 'ended'].forEach(name => media.addEventListener(name, () => keep(1)));
  }

  /** Brings the films of the page to life. @param {Keeper} keeper */
  function wake(keeper) {
    player.all(document, '[data-film]').forEach(figure => {
      const media = /** @type {HTMLMediaElement | null} */ (figure.querySelector('video, audio'));
      if (!media) { return; }
      player.part('captions', () => addCaptions(media, figure));
      keepPlace(media, 'm:' + figure.getAttribute('data-film'), keeper);
      media.addEventListener('error', () => {
        if (!player.one(figure, '[data-film-error]')) { figure.append(player.make('p', { role: 'status', 'data-film-error': '' }, [player.t('film-error')])); }
      });
    });
  }

  player.wakes.push(services => { if (services.keeper) { wake(services.keeper); } });
})(window.alforja = window.alforja || Object());
