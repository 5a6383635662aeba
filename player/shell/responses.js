/**
 * Answers in the words that SCORM 2004 (Run-Time Environment 4th Ed., section 4.2.9) and xAPI share: `[,]` between parts,
 * `[.]` in a pair, `[:]` in a range, `{lang=…}` before words. Pure.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const LONGEST_WORDS = 250;
  const LONGEST_TEXT = 4000;
  /** Parts of a fill-in: the smallest permitted maximum. */
  const MOST_PARTS = 10;

  /** Words cannot hold what stands between words, nor begin as their own language does. */
  function plain(text, most) {
    return shell.interactions.upTo(text.replace(/\[([,.:])\]/g, '$1').replace(/^\{/, '('), most).trim();
  }

  /** Returns words in their language. */
  function inLanguage(lang, text, most) {
    return '{lang=' + lang + '}' + plain(text, most);
  }

  /** What is more than there may be is joined to the last. */
  function parted(parts) {
    return parts.length <= MOST_PARTS ? parts : parts.slice(0, MOST_PARTS - 1).concat(parts.slice(MOST_PARTS - 1).join('; '));
  }

  /** Returns an answer, or a right one, of an `Interaction`. */
  function written(interaction, parts, lang) {
    switch (interaction.type) {
      case 'matching': return parts.map(pair => pair.join('[.]')).join('[,]');
      case 'fill-in': return parted(parts).map(part => inLanguage(lang, part, LONGEST_WORDS)).join('[,]');
      case 'long-fill-in': return parts.map(part => inLanguage(lang, part, LONGEST_TEXT)).join('');
      default: return parts.join('[,]');
    }
  }

  /** Returns the right answers; letters do not count as words, but the case of words may. */
  function patterns(interaction, lang) {
    if (interaction.range) { return [interaction.range.map(end => isFinite(end) && end !== null ? String(end) : '').join('[:]')]; }
    const before = interaction.type === 'fill-in' && interaction.strict ? '{case_matters=true}' : '';
    // Where several gaps take the same words, some platforms refuse the pattern: they hold its parts for a set.
    const told = interaction.right.filter(parts => interaction.type !== 'fill-in' || (parts.length <= MOST_PARTS && new Set(parts).size === parts.length));
    const all = told.map(parts => before + written(interaction, parts, lang));
    return all.filter((one, place) => one && all.indexOf(one) === place);
  }

  shell.responses = { inLanguage: inLanguage, written: written, patterns: patterns };
})(window.alforja = window.alforja || {});
