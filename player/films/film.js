/** Brings the films and sounds of a page to life: one plays at a time, at the learner's speed, from the chapter chosen. */
(function (/** @type {Player} */ player) {
  'use strict';
  const SPEED = 'm:/speed';

  /** @returns {HTMLMediaElement[]} */
  function all() {
    return Array.from(document.querySelectorAll('[data-film] video, [data-film] audio'));
  }

  /**
   * Makes a list to choose from.
   * @param {string} words @param {string[][]} choices value and words of each @param {string} value @param {(value: string) => void} act
   */
  player.film.pick = function (words, choices, value, act) {
    const options = choices.map(choice => player.make('option', { value: choice[0] }, [choice[1]]));
    const select = /** @type {HTMLSelectElement} */ (player.make('select', { class: 'field' }, options));
    select.value = value;
    select.addEventListener('change', () => act(select.value));
    return { label: player.make('label', { class: 'film-pick' }, [player.make('span', {}, [words]), select]), select: select };
  };

  /** @param {number} speed */
  function setSpeed(speed) {
    all().forEach(media => {
      media.defaultPlaybackRate = speed;
      media.playbackRate = speed;
    });
  }

  /** Lets the learner choose how fast all films play. @param {HTMLMediaElement} media @param {HTMLElement} tools @param {Keeper} keeper */
  function addSpeed(media, tools, keeper) {
    const choices = player.film.speeds.map(speed => [String(speed), player.number(speed) + ' ×']);
    const field = player.film.pick(player.t('film-speed'), choices, String(media.playbackRate), chosen => setSpeed(Number(chosen)));
    // The browser's own menu chooses too; what is not offered here is not kept.
    media.addEventListener('ratechange', () => {
      const speed = player.film.speed(media.playbackRate);
      if (speed !== media.playbackRate || media.playbackRate !== media.defaultPlaybackRate) { return; }
      field.select.value = String(speed);
      if (speed !== player.film.speed(keeper.get(SPEED))) { keeper.put({ [SPEED]: speed === 1 ? null : speed }); }
    });
    tools.append(field.label);
  }

  /** Makes the list of chapters a list of buttons; the one that runs is marked. @param {HTMLMediaElement} media @param {HTMLElement} figure @param {(to: number) => void} go */
  function addChapters(media, figure, go) {
    const items = player.all(figure, '[data-at]');
    const starts = items.map(item => Number(item.getAttribute('data-at')));
    const buttons = items.map((item, at) => {
      const button = player.button('', () => go(starts[at]), 'chapter');
      button.append.apply(button, Array.from(item.childNodes));
      item.append(button);
      return button;
    });
    const mark = () => {
      const now = media.readyState ? player.film.chapter(starts, media.currentTime) : -1;
      buttons.forEach((button, at) => {
        if (at === now) { button.setAttribute('aria-current', 'true'); } else { button.removeAttribute('aria-current'); }
      });
    };
    ['timeupdate', 'seeking'].forEach(name => media.addEventListener(name, mark));
  }

  /** @param {Keeper} keeper */
  function wake(keeper) {
    setSpeed(player.film.speed(keeper.get(SPEED)));
    player.all(document, '[data-film]').forEach(figure => {
      const media = /** @type {HTMLMediaElement | null} */ (figure.querySelector('video, audio'));
      const tools = player.one(figure, '[data-film-tools]');
      if (!media || !tools) {
        player.film.watchConnection(figure);
        return;
      }
      const go = player.film.keepPlace(media, figure, 'm:' + figure.getAttribute('data-film'), keeper);
      addSpeed(media, tools, keeper);
      player.part('captions', () => player.film.addCaptions(media, figure, tools, keeper));
      addChapters(media, figure, go);
      player.film.watchTrouble(media, figure);
    });
    document.addEventListener('play', event => all().forEach(media => { if (media !== event.target) { media.pause(); } }), true);
  }

  player.wakes.push(services => { if (services.keeper) { wake(services.keeper); } });
})(window.alforja = window.alforja || Object());
