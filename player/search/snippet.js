/** What is shown of a page that was found: the place where most of the words stand, with the words marked. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const BEFORE = 50;
  const LONGEST = 170;

  /** Where in a text the words stand that were found, and where words begin. @param {string} text @param {Form[]} forms */
  function marksOf(text, forms) {
    const traced = player.fold.trace(text);
    /** @type {Stretch[]} */
    const marks = [];
    /** @type {number[]} */
    const starts = [];
    player.fold.words(traced.folded, (word, at) => {
      starts.push(traced.places[at]);
      const form = forms.find(one => one.begins ? word.startsWith(one.word) : word === one.word);
      if (!form) { return; }
      const from = traced.places[at];
      let end = at + form.word.length;
      while (traced.places[end] === traced.places[end - 1]) { end += 1; } // half of an æ
      const to = traced.places[end];
      const last = marks[marks.length - 1];
      if (last && from <= last.to) {
        last.to = Math.max(to, last.to);
      } else {
        marks.push({ from: from, to: to, word: form.word });
      }
    });
    return { marks: marks, starts: starts };
  }

  /** Cuts a text between two places into pieces, those that are marked told apart. @param {string} text @param {Stretch[]} marks @param {number} from @param {number} to @returns {Piece[]} */
  function pieces(text, marks, from, to) {
    /** @type {Piece[]} */
    const cut = [];
    let at = from;
    marks.filter(mark => mark.from >= from && mark.to <= to).forEach(mark => {
      cut.push({ text: text.slice(at, mark.from), marked: false }, { text: text.slice(mark.from, mark.to), marked: true });
      at = mark.to;
    });
    cut.push({ text: text.slice(at, to), marked: false });
    return cut.filter(piece => piece.text).map(piece => ({ text: piece.text.replace(/([.:;!?\u2026,])?\n/g, (whole, end) => end ? end + ' ' : ' \u00b7 '), marked: piece.marked }));
  }

  /** The mark from which on most different words stand close together. @param {Stretch[]} marks */
  function best(marks) {
    let most = -1;
    let start = 0;
    marks.forEach((mark, at) => {
      const near = marks.slice(at, at + 20).filter(other => other.to <= mark.from + LONGEST - BEFORE);
      const worth = near.filter((one, place) => near.findIndex(other => other.word === one.word) === place).length + near.length / 100;
      if (worth > most) {
        most = worth;
        start = mark.from;
      }
    });
    return start;
  }

  /** Returns a whole text with its marks. @param {string} text @param {Form[]} forms @returns {Piece[]} */
  const marked = (text, forms) => pieces(text, marksOf(text, forms).marks, 0, text.length);

  /** Returns the part of a text that shows best why it was found. @param {string} text @param {Form[]} forms @returns {Piece[]} */
  function snippet(text, forms) {
    const seen = marksOf(text, forms);
    const hit = best(seen.marks);
    const line = text.lastIndexOf('\n', hit) + 1;
    const early = seen.starts.filter(start => start >= hit - BEFORE && start <= hit);
    const from = hit - line <= BEFORE ? line : early.length ? early[0] : hit;
    const fits = seen.starts.filter(start => start > hit && start <= from + LONGEST);
    const to = text.length <= from + LONGEST ? text.length : fits.length ? fits[fits.length - 1] : from + LONGEST;
    const cut = pieces(text.slice(0, to).replace(/\s+$/, ''), seen.marks, from, to);
    if (from > line) { cut.unshift({ text: '\u2026 ', marked: false }); }
    if (to < text.length) { cut.push({ text: ' \u2026', marked: false }); }
    return cut;
  }

  player.marked = marked;
  player.snippet = snippet;
})(window.alforja = window.alforja || Object());
