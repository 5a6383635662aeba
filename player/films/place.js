/** The place where the learner stopped in a film: kept while it runs, offered when the learner is back. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** How many seconds of a film may be lost when the page is taken away without a word. */
  const STEP = 5;

  /**
   * Keeps the place in a film under `key` and offers to go on from it. Returns how to go to a second of the film.
   * @param {HTMLMediaElement} media @param {HTMLElement} figure @param {string} key @param {Keeper} keeper @returns {(to: number) => void}
   */
  player.film.keepPlace = function (media, figure, key, keeper) {
    const kept = player.film.seconds(keeper.get(key));
    let last = kept;
    let wanted = kept;
    let floor = 0;

    /** @param {number} step in seconds, below which nothing is kept */
    function keep(step) {
      const now = media.ended ? 0 : Math.floor(media.currentTime);
      if (!media.readyState || !isFinite(now) || (now < floor && !media.ended) || Math.abs(now - last) < step) { return; }
      last = now;
      keeper.put({ [key]: now || null });
    }

    /** Goes to a place if it can be reached: where a server gives no piece of a file, some browsers cannot jump. @param {number} to */
    function jump(to) {
      const all = media.seekable;
      if (all.length && all.end(all.length - 1) + 1 >= to) {
        floor = 0;
        media.currentTime = to;
        return;
      }
      floor = last; // the place that was kept is lost only when the film comes past it
      player.say(player.film.tell(figure, [player.t('film-no-jump')]).textContent || '');
    }

    /** @param {number} to */
    function go(to) {
      wanted = to;
      if (media.readyState) { jump(to); }
      const playing = media.play();
      if (playing) { playing.then(null, () => undefined); } // what goes wrong is told by the event
    }

    if (kept) {
      const offer = player.make('p', { class: 'film-place', 'data-film-place': '' }, [player.t('film-stopped', { time: player.film.clock(kept) }) + ' ']);
      offer.append(player.button(player.t('film-from-start'), () => {
        player.focus(media);
        go(0);
      }));
      media.insertAdjacentElement('afterend', offer);
      media.addEventListener('play', () => offer.remove(), { once: true });
    }
    media.addEventListener('loadedmetadata', () => { if (player.film.start(wanted, media.duration)) { jump(wanted); } });
    media.addEventListener('timeupdate', () => keep(STEP));
    ['pause', 'ended', 'seeked'].forEach(name => media.addEventListener(name, () => keep(1)));
    // Before the page is turned: then the turn waits until the place is kept.
    document.addEventListener('click', event => { if (event.target instanceof Element && event.target.closest('a[href]')) { keep(1); } }, true);
    ['pagehide', 'visibilitychange'].forEach(name => window.addEventListener(name, () => keep(1)));
    return go;
  };
})(window.alforja = window.alforja || Object());
