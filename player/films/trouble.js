/** What is said when a film cannot be seen: why, and what can be done instead. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {HTMLElement} figure @param {string} selector */
  function unfold(figure, selector) {
    const fold = /** @type {HTMLDetailsElement | null} */ (figure.querySelector(selector));
    if (fold) { fold.open = true; }
    return !!fold;
  }

  /** @param {string} address */
  function link(address) {
    return player.make('a', { href: address, target: '_blank', rel: 'noopener noreferrer', class: 'out' }, [address]);
  }

  /** Writes a message into the figure, in the place of an earlier one. @param {HTMLElement} figure @param {(Node | string)[]} parts */
  player.film.tell = function (figure, parts) {
    player.all(figure, '[data-film-error]').forEach(old => old.remove());
    const place = player.make('p', { class: 'film-error', 'data-film-error': '' }, parts);
    figure.insertBefore(place, player.one(figure, '[data-film-tools]') || figure.firstChild);
    return place;
  };

  /** Says what to do when a film of the package cannot be played. @param {HTMLMediaElement} media @param {HTMLElement} figure */
  player.film.watchTrouble = function (media, figure) {
    media.addEventListener('error', () => {
      const fromWeb = /^https?:/.test(media.currentSrc || media.src);
      const parts = [player.t(navigator.onLine === false && fromWeb ? 'film-offline' : 'film-error')];
      if (unfold(figure, '[data-transcript]')) { parts.push(player.t('film-read')); }
      const address = figure.getAttribute('data-address');
      const place = player.film.tell(figure, [parts.join(' ')]);
      player.say(parts.join(' '));
      if (address) {
        unfold(figure, '[data-code]');
        place.append(' ' + player.t('film-elsewhere') + ' ', link(address));
      }
      place.append(player.make('br'), player.button(player.t('film-again'), () => {
        place.remove();
        player.focus(media);
        media.load();
        const playing = media.play();
        if (playing) { playing.then(null, () => undefined); }
      }));
    });
  };

  /** Says when there is no connection for a film that is on the web only. @param {HTMLElement} figure */
  player.film.watchConnection = function (figure) {
    const address = figure.getAttribute('data-address');
    const look = () => {
      if (navigator.onLine === false && address) {
        player.film.tell(figure, [player.t('film-offline') + ' ' + player.t('film-note-address') + ' ' + address]);
        unfold(figure, '[data-code]');
      } else {
        player.all(figure, '[data-film-error]').forEach(old => old.remove());
      }
    };
    ['online', 'offline'].forEach(name => window.addEventListener(name, look));
    look();
  };
})(window.alforja = window.alforja || Object());
