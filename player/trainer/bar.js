/** What the trainer has at hand beside the screen: buttons, notes with a clock, help, a black screen. */
(function (/** @type {Player} */ player) {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';
  /** @type {Record<string, string>} */
  const SHAPES = {
    back: 'M15 5l-7 7l7 7', next: 'M9 5l7 7l-7 7', notes: 'M5 4h14v16H5zM9 9h6M9 13h6', black: 'M4 5h16v12H4zM9 21h6',
    full: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5', help: 'M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.5', leave: 'M6 6l12 12M18 6L6 18'
  };

  /** @param {string} name */
  function shape(name) {
    const icon = document.createElementNS(SVG, 'svg');
    const path = document.createElementNS(SVG, 'path');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', SHAPES[name]);
    icon.appendChild(path);
    return icon;
  }

  /** Which key does what, as the help tells it: the keys, then the message. */
  const KEYS = [['→ ↓ Space PageDown', 'next'], ['← ↑ PageUp', 'back'], ['A', 'answer'], ['Home End', 'ends'], ['N', 'notes'], ['F', 'full'], ['B .', 'black'], ['?', 'help'], ['Esc', 'leave']];

  /** A copy of a note, without what may stand on a page once. @param {HTMLElement} note */
  function copied(note) {
    const copy = /** @type {HTMLElement} */ (note.cloneNode(true));
    [copy].concat(player.all(copy, '[id], [data-away], [data-notes], [data-veiled]')).forEach(one => ['id', 'data-away', 'data-notes', 'data-veiled'].forEach(name => one.removeAttribute(name)));
    return copy;
  }

  /** @param {Record<string, () => void>} acts */
  player.presenterBar = function (acts) {
    /** @type {Record<string, HTMLElement>} */
    const buttons = {};
    const make = (/** @type {string} */ name) => {
      const button = player.make('button', { type: 'button', 'aria-label': player.t(name), title: player.t(name) }, [shape(name)]);
      button.addEventListener('click', () => acts[name]());
      buttons[name] = button;
      return button;
    };
    const place = player.make('p', { class: 'screen-number' });
    const bar = player.make('section', { class: 'stage-bar', 'data-stage': '', 'aria-label': player.t('toolbar') },
      [make('leave'), make('help'), make('full'), make('black'), make('notes'), place, make('back'), make('next')]);
    buttons.full.hidden = !document.documentElement.requestFullscreen;
    const clock = player.make('p', { class: 'stage-clock' });
    const spent = player.make('p', { class: 'stage-spent' });
    const after = player.make('p', { class: 'stage-next' });
    const told = player.make('div', { class: 'stage-told' });
    const notes = player.make('aside', { class: 'stage-notes', 'data-stage': '', tabindex: 0, 'aria-label': player.t('notes') }, [player.make('div', { class: 'stage-times' }, [clock, spent]), after, told]);
    const black = player.make('div', { class: 'stage-black', 'data-stage': '' });
    black.addEventListener('click', () => acts.black());
    const closer = player.button(player.t('close'), () => acts.help(), 'button');
    const rows = KEYS.map(row => player.make('div', {}, [player.make('dt', {}, row[0].split(' ').map(key => player.make('kbd', {}, [key === 'Space' ? player.t('key-space') : key]))), player.make('dd', {}, [player.t(row[1])])]));
    const help = player.make('div', { class: 'stage-help', 'data-stage': '', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': '_stage-help' },
      [player.make('div', {}, [player.make('h2', { id: '_stage-help' }, [player.t('keys')]), player.make('dl', {}, rows), player.make('p', {}, [player.t('help-more')]), closer])]);
    [notes, black, help].forEach(one => { one.hidden = true; });

    return {
      notes: notes, black: black, help: help, closer: closer, buttons: buttons,
      all: [bar, notes, black, help],
      /** @param {number} number @param {number} count @param {LessonScreen} screen @param {LessonScreen | undefined} next */
      tell: (number, count, screen, next) => {
        place.textContent = number + ' / ' + count;
        place.setAttribute('aria-label', player.t('position', { number: number, count: count }));
        after.textContent = next ? player.t('comes-next', { title: next.title }) : player.t('last-screen');
        told.textContent = '';
        told.append.apply(told, screen.notes.length ? screen.notes.map(copied) : [player.make('p', { class: 'quiet' }, [player.t('no-notes')])]);
      },
      /** @param {Date} now @param {number} since when the lesson was begun, in milliseconds */
      tick: (now, since) => {
        clock.textContent = player.two(now.getHours()) + ':' + player.two(now.getMinutes());
        spent.textContent = player.count('spent', Math.max(0, Math.floor((now.getTime() - since) / 60000)));
      }
    };
  };

  player.two = number => (number < 10 ? '0' : '') + number;
})(window.alforja = window.alforja || Object());
