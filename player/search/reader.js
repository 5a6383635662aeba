/** An index as `src/render/search/index.rs` writes it: which pages hold which folded word. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  const WEIGHTS = [1, 3, 8];
  const BLOCK = 64;

  /** Reads a block of words, each told by how much it shares with the one before. @param {string} block @returns {string[]} */
  function wordsOf(block) {
    /** @type {string[]} */
    const words = [];
    const parts = block.split(/([A-Z])/);
    for (let at = 1; at < parts.length; at += 2) {
      words.push((words[words.length - 1] || '').slice(0, parts[at].charCodeAt(0) - 65) + parts[at + 1]);
    }
    return words;
  }

  /** Raises the weights of the pages that a list tells. @param {string} list @param {number} share @param {number[]} weights */
  function raise(list, share, weights) {
    let page = 0;
    let more = 0;
    let place = 0;
    for (let at = 0; at < list.length; at += 1) {
      const code = list.charCodeAt(at);
      const sign = code - (code > 92 ? 36 : 35);
      if (sign < 0) {
        place += 1;
      } else if (sign > 63) {
        more = more * 27 + sign - 63;
      } else {
        page += more * 64 + sign;
        if (weights[page] < WEIGHTS[place] * share) { weights[page] = WEIGHTS[place] * share; }
        page += 1;
        more = place = 0;
      }
    }
  }

  /** Opens an index. @param {IndexData} data @returns {SearchIndex} */
  function reader(data) {
    const blocks = data.words.split('|');
    /** Only what is asked for is read. @type {string[][]} */
    const read = [];
    const lists = data.found.split(' ');
    /** @type {Found[]} */
    const places = [];
    data.groups.forEach((group, number) => {
      for (let at = 0; at < group.pages.length; at += 2) {
        places.push({ course: data.course, group: number, place: at / 2, name: group.title, title: group.pages[at], address: group.pages[at + 1], text: group.text });
      }
    });

    /** @param {number} block */
    const wordsIn = block => read[block] || (read[block] = wordsOf(blocks[block]));

    /** How many words come before `word`. @param {string} word */
    function before(word) {
      let from = 0;
      let to = blocks.length;
      while (to - from > 1) {
        const middle = (from + to) >> 1;
        if (wordsIn(middle)[0] < word) { from = middle; } else { to = middle; }
      }
      return from * BLOCK + wordsIn(from).filter(other => other < word).length;
    }

    /** Where the words stand that are `word`, or begin with it. @param {string} word @param {boolean} begins */
    function range(word, begins) {
      const from = before(word);
      const whole = (blocks[Math.floor(from / BLOCK)] ? wordsIn(Math.floor(from / BLOCK)) : [])[from % BLOCK] === word;
      return { from: from, to: begins ? before(word + '\uffff') : from + Number(whole), whole: whole };
    }

    /**
     * Weighs the pages that hold a word: more for titles and headings, less for words that only begin like it.
     * @param {string} word @param {boolean} begins @param {number[]} weights of all pages, to be raised
     */
    function weigh(word, begins, weights) {
      const where = range(word, begins);
      for (let at = where.from; at < where.to; at += 1) {
        raise(lists[at], where.whole && at === where.from ? 1 : 0.5, weights);
      }
    }

    /** @param {string} word @param {boolean} begins */
    function knows(word, begins) {
      const where = range(word, begins);
      return where.to > where.from;
    }

    return { places: places, weigh: weigh, knows: knows };
  }

  player.reader = reader;
})(window.alforja = window.alforja || Object());
