/** The page of the search: the field, what was found, and the address that remembers what was asked. */
(function (/** @type {Player} */ player) {
  'use strict';
  const WAIT = 150;
  const STEP = 10;
  /** @type {Record<string, SearchIndex>} */
  const indices = Object.create(null);
  /** @type {Record<string, string[]>} */
  const texts = Object.create(null);

  player.found = data => { indices[data.course] = player.reader(data); };
  player.told = (course, group, told) => { texts[course + '/' + group] = told; };

  /** Reads `#course=…&q=…`. */
  function asked() {
    const said = { course: '', q: '' };
    window.location.hash.slice(1).split('&').forEach(pair => {
      const name = pair.split('=')[0];
      try {
        if (name === 'course' || name === 'q') { said[name] = decodeURIComponent(pair.slice(name.length + 1).replace(/\+/g, ' ')); }
      } catch (broken) { /* an address that somebody cut */ }
    });
    return said;
  }

  /** @param {string} course @param {string} typed */
  function remember(course, typed) {
    const hash = '#' + (course ? 'course=' + encodeURIComponent(course) + '&' : '') + 'q=' + encodeURIComponent(typed.slice(0, 200).replace(/[\ud800-\udbff]$/, ''));
    try { window.history.replaceState(null, '', hash); } catch (forbidden) { /* the query is then not kept */ }
    // Who changes the language looks for the same.
    player.all(document, 'header a[hreflang]').forEach(link => { /** @type {HTMLAnchorElement} */ (link).hash = hash; });
  }

  /** @param {HTMLElement} place @param {Piece[]} pieces */
  function put(place, pieces) {
    place.textContent = '';
    pieces.forEach(piece => place.append(piece.marked ? player.make('mark', {}, [piece.text]) : piece.text));
  }

  /**
   * Choices of where to search: in the course that the learner comes from, or in all.
   * @param {SearchedCourse} course @param {() => void} changed
   */
  function choices(course, changed) {
    const options = [player.t('search-this', { title: course.title }), player.t('search-all')].map((words, at) => {
      const input = player.make('input', { type: 'radio', name: 'where', value: at ? '' : course.id });
      input.addEventListener('change', changed);
      return player.make('label', {}, [input, player.make('span', {}, [words])]);
    });
    return player.make('fieldset', { class: 'search-where', 'data-where': '' }, [/** @type {Node} */ (player.make('legend', { class: 'visually-hidden' }, [player.t('search-where')]))].concat(options));
  }

  /** @param {HTMLElement} main */
  function open(main) {
    const data = player.one(main, '[data-courses]');
    /** @type {SearchedCourse[]} */
    const courses = JSON.parse((data && data.textContent) || '[]');
    const field = /** @type {HTMLInputElement} */ (player.make('input', { type: 'search', id: '_query', class: 'field', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search', maxlength: 200, 'aria-describedby': '_hint' }));
    const send = player.make('button', { type: 'submit', class: 'button' }, [player.t('search-find')]);
    const form = player.make('form', { class: 'search-form', role: 'search', 'data-search': '' }, [
      player.make('label', { for: '_query' }, [player.t('search-label')]), player.make('p', { id: '_hint', class: 'search-hint' }, [player.t('search-hint')]),
      player.make('div', { class: 'search-row' }, [field, send])]);
    const status = player.make('p', { role: 'status', class: 'search-status', 'data-status': '' });
    const advice = player.make('div', { 'data-advice': '' });
    const list = player.make('ol', { class: 'search-results', 'data-results': '' });
    const more = player.button(player.t('search-more'), () => showMore(true));
    /** @type {Hit[]} */
    let waiting = [];
    let turn = 0;
    let timer = 0;
    let begun = '';

    /** The course that is searched alone, if any. */
    function chosen() {
      const input = /** @type {HTMLInputElement | null} */ (form.querySelector('input:checked'));
      return input ? input.value : '';
    }

    /** Sets the form to what the address asks. */
    function take() {
      const said = asked();
      const course = courses.find(one => one.id === said.course);
      const old = player.one(form, '[data-where]');
      if (course) { begun = course.id; }
      if (old) { old.remove(); }
      const from = courses.find(one => one.id === begun);
      if (from && courses.length > 1) {
        form.append(choices(from, run));
        const input = /** @type {HTMLInputElement} */ (player.all(form, 'input[type="radio"]')[course ? 0 : 1]);
        input.checked = true;
      }
      field.value = said.q;
      run();
    }

    /** @param {string} words */
    function say(words) {
      if (status.textContent !== words) { status.textContent = words; }
    }

    function clear() {
      list.textContent = '';
      advice.textContent = '';
      more.hidden = true;
      waiting = [];
    }

    /** Searches for what stands in the field. @returns {Promise<any>} */
    function run() {
      const typed = field.value.trim();
      const terms = player.query(typed);
      const only = chosen();
      const wanted = courses.filter(course => !only || course.id === only);
      turn += 1;
      const mine = turn;
      window.clearTimeout(timer);
      if (typed || asked().q) { remember(only, typed); }
      if (!terms.length) {
        clear();
        say(typed ? player.t('search-nothing', { query: typed }) : '');
        return Promise.resolve();
      }
      if (wanted.some(course => !indices[course.id])) { say(player.t('search-loading')); }
      return Promise.all(wanted.map(course => indices[course.id] ? null : player.script(course.index).catch(() => null))).then(() => {
        if (mine !== turn) { return; }
        // A copy may hold only some of the courses.
        const there = wanted.map(course => indices[course.id]).filter(Boolean);
        if (there.length) {
          show(typed, player.search(there, terms), only);
        } else {
          clear();
          say(player.t('search-failed'));
        }
      });
    }

    /** @param {string} typed @param {{ all: boolean, hits: Hit[] }} result @param {string} only */
    function show(typed, result, only) {
      clear();
      waiting = result.hits;
      if (!waiting.length) {
        const query = typed.length > 60 ? typed.slice(0, 60) + ' \u2026' : typed;
        say(player.t('search-nothing', { query: query }));
        advice.append(player.make('p', {}, [player.t('search-advice')]));
        if (only) { advice.append(player.button(player.t('search-all-now'), everywhere)); }
        return;
      }
      say(player.count(result.all ? 'search-results' : 'search-some', waiting.length));
      showMore(false);
    }

    function everywhere() {
      const input = /** @type {HTMLInputElement} */ (player.all(form, 'input[type="radio"]')[1]);
      input.checked = true;
      run().then(() => player.focus(status));
    }

    /** Shows the next results. @param {boolean} follow whether the focus goes to the first of them */
    function showMore(follow) {
      const next = waiting.slice(0, STEP);
      waiting = waiting.slice(STEP);
      const rows = next.map(row);
      list.append.apply(list, rows);
      more.hidden = !waiting.length;
      if (follow && rows[0]) { player.focus(player.one(rows[0], 'a')); }
      fill(next, rows, turn);
    }

    /** @param {Hit} hit */
    function row(hit) {
      const found = hit.found;
      const course = courses.find(one => one.id === found.course);
      const link = player.make('a', { href: (course ? course.base : '') + found.address });
      put(link, player.marked(found.title, hit.forms));
      const where = [courses.length > 1 && course && course.title !== found.title ? course.title : '', found.name].filter((name, at, all) => name && name !== found.title && all.indexOf(name) === at);
      const place = where.length ? [player.make('p', { class: 'search-place' }, [where.join(' \u203a ')])] : [];
      return player.make('li', {}, [player.make('h2', {}, [link])].concat(place, player.make('p', { class: 'search-snippet', 'data-snippet': '' })));
    }

    /** Brings in the texts of what is shown, one after the other. @param {Hit[]} hits @param {HTMLElement[]} rows @param {number} mine */
    function fill(hits, rows, mine) {
      const hit = hits[0];
      if (!hit || mine !== turn) { return; }
      const found = hit.found;
      const key = found.course + '/' + found.group;
      const goOn = () => fill(hits.slice(1), rows.slice(1), mine);
      (texts[key] ? Promise.resolve() : player.script(found.text)).then(() => {
        const place = player.one(rows[0], '[data-snippet]');
        if (place) { put(place, player.snippet(texts[key][found.place], hit.forms)); }
        goOn();
      }).catch(goOn); // without its text, a page is still found
    }

    field.addEventListener('input', () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(run, WAIT);
    });
    form.addEventListener('submit', event => {
      event.preventDefault();
      run().then(() => { if (list.firstChild) { player.focus(status); } });
    });
    window.addEventListener('hashchange', take);
    more.hidden = true;
    const place = data && data.parentElement ? data.parentElement : main;
    place.append(form, status, advice, list, more);
    take();
    if (!field.value) { field.focus(); }
  }

  // The field is there before anything is known of the learner.
  player.all(document, '[data-tool="search"]').forEach(main => player.part('search', () => open(main)));
})(window.alforja = window.alforja || Object());
