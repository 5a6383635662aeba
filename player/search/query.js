/** What a learner asks for, and which pages answer it best. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const LONGEST = 200;
  const MOST = 8;
  /** Words that are shorter are too many to be the beginning of another. */
  const BEGINS = 3;
  /** Two letters that stand for one, and one that stands for two or for another script's. */
  const PAIRS = ['aa', 'oe', 'ae', 'ue'];
  /** @type {Record<string, string>} */
  const LONG = { 'å': 'aa', 'ø': 'oe', 'ö': 'oe', 'ä': 'ae', 'ü': 'ue', 'є': 'о', 'ї': 'у' };

  /** Cuts folded words out of a text; the last letter of a run without spaces stands in its last pair already. @param {string} text @returns {Term[]} */
  function termsOf(text) {
    /** @type {Term[]} */
    const terms = [];
    let end = -1;
    player.fold.words(player.fold.fold(text), (word, at, piece) => {
      const kind = !piece ? 'word' : /^.[\u3099\u309a]*$/.test(word) ? 'letter' : 'pair';
      if (kind !== 'letter' || end !== at + word.length) { terms.push({ word: word, kind: kind, others: [] }); }
      end = at + word.length;
    });
    return terms;
  }

  /** Every way to read pairs of letters as one. @param {string} word */
  function shorter(word) {
    return PAIRS.reduce((ways, pair) => ways.concat(ways.map(way => way.split(pair).join(pair[0]))), [word]);
  }

  /** Reads what was typed. @param {string} typed @returns {Term[]} */
  function query(typed) {
    const text = typed.slice(0, LONGEST).normalize('NFC');
    const terms = termsOf(text);
    const long = termsOf(text.toLowerCase().replace(/[åøöäüєї]/g, letter => LONG[letter]));
    terms.forEach((term, at) => {
      const ways = term.kind !== 'word' ? [] : shorter(term.word).concat(long.length === terms.length ? long[at].word : []);
      term.others = ways.filter((way, place) => way !== term.word && ways.indexOf(way) === place);
    });
    return terms.filter((term, at) => terms.findIndex(other => other.word === term.word) === at).slice(0, MOST);
  }

  /**
   * The forms of a term that an index holds: the word itself or, where `loose`, what begins with it; else what people
   * write for it.
   * @param {SearchIndex} index @param {Term} term @param {boolean} loose @returns {Form[]}
   */
  function formsOf(index, term, loose) {
    for (const words of [[term.word], term.others]) {
      for (const begins of term.kind === 'pair' ? [false] : loose || term.kind === 'letter' ? [true] : [false, true]) {
        const forms = words.filter(word => index.knows(word, begins)).map(word => ({ word: word, begins: begins }));
        if (forms.length) { return forms; }
      }
    }
    return [];
  }

  /**
   * Finds the pages that hold some of the terms, best first. All but the last term are whole words where the index has
   * them, unless `loose`: the last one may still be in the typing.
   * @param {SearchIndex} index @param {Term[]} terms @param {boolean} loose @returns {Hit[]}
   */
  function look(index, terms, loose) {
    /** @type {Form[]} */
    let forms = [];
    const none = index.places.map(() => 0);
    const scores = none.slice();
    const counts = none.slice();
    terms.forEach((term, at) => {
      const weights = none.slice();
      const own = formsOf(index, term, loose && term.word.length >= BEGINS || at === terms.length - 1);
      own.forEach(form => index.weigh(form.word, form.begins, weights));
      const rarity = Math.log(2 + none.length / (1 + weights.filter(Boolean).length));
      for (let page = 0; page < weights.length; page += 1) {
        if (weights[page]) {
          scores[page] += weights[page] * rarity;
          counts[page] += 1;
        }
      }
      forms = forms.concat(own);
    });
    return index.places.map((found, page) => ({ found: found, count: counts[page], score: scores[page], forms: forms })).filter(hit => hit.count);
  }

  /**
   * Asks several indices: pages with all the words; where there are none, pages with some of them.
   * @param {SearchIndex[]} indices @param {Term[]} terms
   */
  function search(indices, terms) {
    /** @type {Hit[]} */
    let hits = [];
    for (const loose of terms.length > 1 ? [false, true] : [true]) {
      hits = indices.reduce((all, index) => all.concat(look(index, terms, loose)), /** @type {Hit[]} */ ([]));
      const full = hits.filter(hit => hit.count === terms.length);
      if (full.length) { return { all: true, hits: sorted(full) }; }
    }
    return { all: false, hits: sorted(hits) };
  }

  /** Old browsers keep no order among equals. @param {Hit[]} hits */
  function sorted(hits) {
    return hits.map((hit, at) => ({ hit: hit, at: at }))
      .sort((one, other) => other.hit.count - one.hit.count || other.hit.score - one.hit.score || one.at - other.at)
      .map(one => one.hit);
  }

  player.query = query;
  player.search = search;
})(window.alforja = window.alforja || Object());
