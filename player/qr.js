/** Draws a text as a QR picture. In a part of its own: it is needed on few pages only. */
(function (/** @type {Player} */ player) {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';
  /** What version 10 (57 modules, level M) holds, and a phone's camera still reads from a cracked screen. */
  const MOST_BYTES = 210;
  const QUIET = 4;

  /** Returns which modules of the picture are dark, row by row; null where the text is too long. @param {string} text @returns {boolean[][] | null} */
  player.qrModules = function (text) {
    const bytes = player.record.utf8(text);
    if (bytes.length > MOST_BYTES) { return null; }
    const code = player.qrcode(0, 'M');
    code.addData(bytes.map(byte => String.fromCharCode(byte)).join(''));
    code.make();
    const side = Array.from({ length: code.getModuleCount() }, (_, at) => at);
    return side.map(row => side.map(column => code.isDark(row, column)));
  };

  /** Returns the strokes of a row's dark modules. @param {boolean[]} row @param {number} at */
  function strokes(row, at) {
    let path = '';
    row.forEach((dark, column) => {
      if (dark && !row[column - 1]) { path += 'M' + (column + QUIET) + ' ' + (at + QUIET) + '.5'; }
      if (dark && !row[column + 1]) { path += 'H' + (column + 1 + QUIET); }
    });
    return path;
  }

  /**
   * Returns the picture, dark on light in every scheme; null where the text is too long.
   * @param {string} text @param {string} words what a screen reader says of it
   */
  player.qr = function (text, words) {
    const rows = player.qrModules(text);
    if (!rows) { return null; }
    const side = rows.length + 2 * QUIET;
    const make = (/** @type {string} */ tag, /** @type {Values} */ attributes) => {
      const element = document.createElementNS(SVG, tag);
      Object.keys(attributes).forEach(name => element.setAttribute(name, String(attributes[name])));
      return element;
    };
    const picture = make('svg', { class: 'qr', viewBox: '0 0 ' + side + ' ' + side, role: 'img', 'aria-label': words, 'shape-rendering': 'crispEdges', 'data-qr': rows.length });
    picture.append(make('path', { fill: '#fff', d: 'M0 0h' + side + 'v' + side + 'H0z' }), make('path', { stroke: '#000', d: rows.map(strokes).join('') }));
    return picture;
  };
})(window.alforja = window.alforja || Object());
