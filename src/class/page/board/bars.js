/** Bars and tables of the board: each bar says in words what it shows. */
(function (/** @type {Player} */ player) {
  'use strict';
  const board = player.board;
  const make = player.make;

  /**
   * Makes a bar of parts, each as wide as its count.
   * @param {{ look: string, count: number, words: string }[]} parts @param {number} whole
   */
  board.bar = function (parts, whole) {
    const said = parts.filter(part => part.count).map(part => part.words + ': ' + part.count).join(', ');
    const bar = make('div', { class: 'bar', role: 'img', 'aria-label': said || player.t('nobody') });
    parts.filter(part => part.count).forEach(part => {
      const one = make('span', { class: 'part', 'data-look': part.look }, [make('b', {}, [String(part.count)])]);
      one.style.width = part.count / Math.max(1, whole) * 100 + '%';
      bar.append(one);
    });
    return bar;
  };

  /** Makes a row: words, a bar, a count. @param {(Node | string)[]} words @param {HTMLElement} bar @param {string} count @param {string} [look] */
  board.row = (words, bar, count, look) => make('li', { class: 'row', 'data-look': look || 'plain' }, [make('span', { class: 'words' }, words), bar, make('span', { class: 'count' }, [count])]);

  /** Makes a table. @param {string[]} head @param {HTMLElement[][]} rows @param {string} caption */
  board.table = function (head, rows, caption) {
    const first = make('tr', {}, head.map(words => make('th', { scope: 'col' }, [words])));
    const body = rows.map(cells => make('tr', {}, cells.map((cell, at) => {
      const place = make(at ? 'td' : 'th', at ? { 'data-label': head[at] } : { scope: 'row' });
      place.append(cell);
      return place;
    })));
    return make('table', {}, [make('caption', { class: 'hidden' }, [caption]), make('thead', {}, [first]), make('tbody', {}, body)]);
  };

  /** Says how long ago something was. @param {number} seconds */
  board.ago = function (seconds) {
    if (seconds < 60) { return player.t('just-now'); }
    return seconds < 5400 ? player.count('minutes-ago', Math.round(seconds / 60)) : player.count('hours-ago', Math.round(seconds / 3600));
  };

  /** @param {string} words @param {string} [look] */
  board.text = (words, look) => make('span', look ? { class: look } : {}, [words]);
})(window.alforja = window.alforja || Object());
