/**
 * All that a learner wrote in a course, put beside what was asked. Pure.
 *
 * 1. The places come from the program, in the course's order; only what is filled in is shown.
 * 2. What belongs to no place any more is shown apart, so that a new version of a course loses nothing.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  player.notes = player.notes || Object();

  /** @param {any} value @returns {value is string} */
  function isText(value) {
    return typeof value === 'string' && value.trim() !== '';
  }

  /** Returns what reads the state and remembers what it read. @param {NotesView} view @param {State} state */
  function reader(view, state) {
    /** @type {Record<string, boolean>} */
    const seen = {};

    /** Returns what was written under a key, as words. @param {string} key @param {string} [takes] */
    function words(key, takes) {
      const value = state[key];
      seen[key] = true;
      if (value === true) { return player.t('ticked'); }
      if (!isText(value)) { return ''; }
      return takes === 'date' ? player.dayInWords(value, view.months) : value;
    }

    return { seen: seen, words: words };
  }

  /** Where the fields of the rows that were added stand: the last row with a field that is no sum. @param {(string | NoteField)[][][]} rows */
  function patternOf(rows) {
    const all = rows.map(row => row.reduce((fields, cell) => fields.concat(/** @type {any[]} */ (cell.filter(part => typeof part !== 'string'))), /** @type {any[]} */ ([])));
    const last = all.map((fields, at) => fields.length && fields.every(field => field.takes !== 'sum') ? at : -1).filter(at => at >= 0).pop();
    return last === undefined ? null : { at: last, fields: all[last] };
  }

  /** Returns a table's rows with those that the learner added: each with the ending of its keys. @param {(string | NoteField)[][][]} rows @param {NotePlace} place @param {State} state */
  function withAdded(rows, place, state) {
    const pattern = place.repeat ? patternOf(rows) : null;
    const whole = rows.map(row => ({ row: row, ending: '' }));
    if (!pattern) { return whole; }
    const prefixes = pattern.fields.map(field => 'f:' + place.id + '/' + field.field + '.');
    const numbers = Object.keys(state).filter(key => prefixes.some(prefix => key.startsWith(prefix))).map(key => Number(key.slice(key.lastIndexOf('.') + 1)));
    const own = numbers.filter((number, at) => number > 0 && numbers.indexOf(number) === at).sort((one, other) => one - other);
    const added = own.map(number => ({ row: rows[pattern.at], ending: '.' + number }));
    return whole.slice(0, pattern.at + 1).concat(added, whole.slice(pattern.at + 1));
  }

  /** Adds up what was written into a column. @param {{ row: (string | NoteField)[][]; ending: string }[]} rows @param {number} column @param {NotePlace} place @param {State} state */
  function sum(rows, column, place, state) {
    let total = 0;
    rows.forEach(one => (one.row[column] || []).forEach(part => {
      if (typeof part === 'string' || (part.takes !== 'number' && part.takes !== 'text')) { return; }
      const value = state['f:' + place.id + '/' + part.field + one.ending];
      total += isText(value) ? player.typed.number(value, player.decimal || '.') || 0 : 0;
    }));
    return player.number(total);
  }

  /**
   * Returns a table as words; null where nothing is filled in.
   * @param {PlanItem} item @param {NotePlace} place @param {State} state @param {(key: string, takes?: string) => string} words
   * @returns {Written | null}
   */
  function table(item, place, state, words) {
    const rows = withAdded(item.rows || [], place, state);
    const written = rows.map(one => {
      let fields = 0;
      let filled = 0;
      let sums = 0;
      const cells = one.row.map((cell, column) => cell.map(part => {
        if (typeof part === 'string') { return part; }
        if (part.takes === 'sum') { sums += 1; return sum(rows, column, place, state); }
        const own = words('f:' + place.id + '/' + part.field + one.ending, part.takes);
        fields += 1;
        filled += own ? 1 : 0;
        return own;
      }).join('').trim());
      return { cells: cells, filled: filled, kept: filled > 0 || sums > 0 || fields === 0 };
    });
    if (!written.some(row => row.filled > 0)) { return null; }
    return { head: (item.head || []).some(Boolean) ? item.head : [], rows: written.filter(row => row.kept).map(row => row.cells) };
  }

  /** Drops headings that nothing stands below. @param {Written[]} items */
  function withoutEmpty(items) {
    return items.filter((item, at) => item.heading === undefined || (items[at + 1] && items[at + 1].heading === undefined));
  }

  /** Returns the day of a meeting and whose plan it is. @param {NotePlace} place @param {(key: string, takes?: string) => string} words @returns {Written[]} */
  function headOf(place, words) {
    return [['plan-whose', '@who', ''], ['plan-day', '@', 'date']].map(one => ({ label: player.t(one[0]), words: words('f:' + place.id + '/' + one[1], one[2]) })).filter(item => item.words);
  }

  /** Returns a plan at each of its meetings: the last one first. @param {NotePlace} place @param {State} state @returns {NotePlace[]} */
  function atMeetings(place, state) {
    if (!place.meetings) { return [place]; }
    const before = 'f:' + place.id + '@';
    const numbers = Object.keys(state).filter(key => key.startsWith(before)).map(key => Number(key.slice(before.length).split('/')[0]) || 0);
    const held = numbers.filter((number, at) => number > 0 && numbers.indexOf(number) === at).sort((one, other) => other - one);
    return [place].concat(held.map(number => Object.assign({}, place, { id: place.id + '@' + number })));
  }

  /** @param {NotePlace} place @param {State} state @param {(key: string, takes?: string) => string} words @returns {Written[]} */
  function plan(place, state, words) {
    /** @type {Written[]} */
    const items = [];
    (place.items || []).forEach(item => {
      if (item.heading !== undefined) { items.push({ heading: item.heading }); }
      if (item.field !== undefined) {
        const own = words('f:' + place.id + '/' + item.field, item.takes);
        if (own) { items.push({ label: item.label, words: item.after ? own + ' ' + item.after : own }); }
      }
      const written = item.rows ? table(item, place, state, words) : null;
      if (written) { items.push(written); }
    });
    return withoutEmpty(items);
  }

  /** @param {NotePlace} place @param {State} state @param {{ seen: Record<string, boolean>; words: (key: string, takes?: string) => string }} read @returns {Written[]} */
  function written(place, state, read) {
    if (place.kind === 'plan') {
      const head = place.meetings ? headOf(place, read.words) : [];
      const items = plan(place, state, read.words);
      return items.length ? head.concat(items) : [];
    }
    const key = (place.kind === 'open' ? 'q:' : 'f:') + place.id;
    read.seen[key] = true;
    const own = place.kind === 'open' ? player.state.record(state, key).a : state[key];
    return isText(own) ? [{ words: own }] : [];
  }

  /** Returns what belongs to no place any more, by the lesson it was written in. @param {Outline} outline @param {State} state @param {Record<string, boolean>} seen */
  function leftOver(outline, state, seen) {
    /** @type {Gathered['old']} */
    const old = [];
    Object.keys(state).sort().forEach(key => {
      const value = key.startsWith('f:') ? state[key] : key.startsWith('q:') ? player.state.record(state, key).a : null;
      if (seen[key] || (!isText(value) && !(key.startsWith('f:') && value === true))) { return; }
      const place = key.slice(2);
      const lesson = outline.lessons.find(one => place.startsWith(one.id + '/') || place.startsWith(one.id + '.'));
      const title = lesson ? lesson.title || lesson.id : place.replace(/[.][^/]*$/, '').split('/').slice(0, 2).join('/');
      const group = old.find(one => one.title === title) || { title: title, items: [] };
      if (old.indexOf(group) < 0) { old.push(group); }
      group.items.push({ words: value === true ? player.t('ticked') : value });
    });
    return old;
  }

  /**
   * Returns all that was written.
   * @param {NotesView} view @param {Outline} outline @param {State} state @returns {Gathered}
   */
  player.notes.gather = function (view, outline, state) {
    const read = reader(view, state);
    const pages = view.pages.map(page => ({
      title: page.title, href: page.href,
      entries: page.places.reduce((all, place) => all.concat(atMeetings(place, state)), /** @type {NotePlace[]} */ ([]))
        .map(place => ({ prompt: place.prompt, href: page.href + (place.anchor || ''), items: written(place, state, read) })).filter(entry => entry.items.length)
    }));
    outline.lessons.forEach(lesson => (lesson.quizzes || []).forEach(quiz => quiz.questions.forEach(question => {
      if (question.kind !== 'open') { read.seen['q:' + question.id] = true; }
    })));
    return { pages: pages.filter(page => page.entries.length), old: leftOver(outline, state, read.seen) };
  };
})(window.alforja = window.alforja || Object());
