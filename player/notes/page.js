/** The page of notes: shows what was written, prints it, saves it, copies it. Nothing is changed here. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** Reads what the page carries as data. @param {string} name */
  function data(name) {
    const place = player.one(document, '[' + name + ']');
    return JSON.parse((place && place.textContent) || '{}');
  }

  /** @param {string[]} cells @param {string} tag */
  function row(cells, tag) {
    return make('tr', {}, cells.map(cell => make(cell ? tag : 'td', tag === 'th' && cell ? { scope: 'col', dir: 'auto' } : { dir: 'auto' }, [cell])));
  }

  /** @param {Written} item @returns {HTMLElement} */
  function shown(item) {
    if (item.heading !== undefined) { return make('h3', {}, [item.heading]); }
    if (item.rows) {
      const head = item.head && item.head.length ? [make('thead', {}, [row(item.head, 'th')])] : [];
      const table = make('table', {}, /** @type {(Node | string)[]} */ (head).concat([make('tbody', {}, item.rows.map(cells => row(cells, 'td')))]));
      return make('div', { class: 'scroll', role: 'group', tabindex: 0, 'aria-label': player.t('table-shown') }, [table]);
    }
    const words = make('p', { class: 'written', dir: 'auto' }, [item.words || '']);
    return item.label ? make('div', { class: 'labelled' }, [make('p', { class: 'asked' }, [item.label]), words]) : words;
  }

  /** @param {Gathered['pages'][0]['entries'][0]} entry */
  function entryOf(entry) {
    return make('section', { class: 'noted' }, entry.prompt.map(line => make('p', { class: 'asked' }, [line])).concat(entry.items.map(shown)));
  }

  /** Which lessons have something to write. @param {NotesView} view */
  function emptyState(view) {
    if (!view.pages.length) { return [make('p', { class: 'empty' }, [player.t('nowhere')])]; }
    const list = make('ul', {}, view.pages.map(page => make('li', {}, [make('a', { href: page.href }, [page.title])])));
    return [make('p', { class: 'empty' }, [player.t('empty')]), make('p', {}, [player.t('empty-where')]), list];
  }

  /** @param {string} name @param {string} type @param {string} text */
  function save(name, type, text) {
    const address = window.URL.createObjectURL(new Blob([text], { type: type + ';charset=utf-8' }));
    const link = make('a', { href: address, download: name, hidden: '' });
    document.body.append(link);
    link.click();
    setTimeout(() => { link.remove(); window.URL.revokeObjectURL(address); }, 10000);
  }

  /** Copies words; where that is forbidden they are there to be marked. @param {HTMLElement} below @param {string} text */
  function copy(below, text) {
    const field = /** @type {HTMLTextAreaElement} */ (make('textarea', { class: 'field', rows: 8, readonly: '', 'aria-label': player.t('copy') }));
    let copied = false;
    field.value = text;
    below.textContent = '';
    below.append(field);
    field.select();
    try { copied = document.execCommand('copy'); } catch (forbidden) { copied = false; }
    if (copied) { field.remove(); }
    below.prepend(make('p', { role: 'status' }, [player.t(copied ? 'copied' : 'copy-failed')]));
  }

  /** @param {() => Gathered} now @param {NotesHead} head @param {string} name @returns {HTMLElement[]} */
  function actions(now, head, name) {
    const below = make('div', { class: 'copied' });
    const bar = make('div', { class: 'actions' }, [
      player.button(player.t('print'), () => window.print(), 'button'),
      player.button(player.t('save-text'), () => save(name + '.txt', 'text/plain', '\ufeff' + player.notes.text(now(), head).replace(/\n/g, '\r\n'))),
      player.button(player.t('save-page'), () => save(name + '.html', 'text/html', player.notes.page(now(), head))),
      player.button(player.t('copy'), () => copy(below, player.notes.text(now(), head)))
    ]);
    bar.append(below);
    return [bar];
  }

  /** @param {HTMLElement} place @param {Gathered} gathered */
  function fill(place, gathered) {
    gathered.pages.forEach(page => {
      place.append.apply(place, /** @type {Node[]} */ ([make('h2', {}, [make('a', { href: page.entries[0].href }, [page.title])])]).concat(page.entries.map(entryOf)));
    });
    if (!gathered.old.length) { return; }
    place.append(make('h2', {}, [player.t('old')]), make('p', { class: 'quiet' }, [player.t('old-why')]));
    gathered.old.forEach(group => place.append(make('h3', {}, [group.title]), make('section', { class: 'noted' }, group.items.map(shown))));
  }

  player.wakes.push(services => {
    const keeper = services.keeper;
    const place = player.one(document, '[data-notes]');
    if (!keeper || !place) { return; }
    const root = document.documentElement;
    const view = /** @type {NotesView} */ (data('data-places'));
    const outline = data('data-outline');
    const title = player.one(document, 'h1');
    const whose = services.people.name();
    /** @type {NotesHead} */
    const head = {
      title: title ? title.textContent || '' : '', course: outline.title || '', whose: whose ? player.t('whose', { name: whose }) : '',
      day: player.t('written-on', { day: player.dayInWords(player.today(), view.months) }), old: player.t('old'), lang: root.lang, dir: root.dir
    };
    const now = () => player.notes.gather(view, outline, keeper.all());
    const show = () => {
      const gathered = now();
      place.textContent = '';
      if (!gathered.pages.length && !gathered.old.length) { place.append.apply(place, emptyState(view)); return; }
      place.append.apply(place, /** @type {Node[]} */ ([make('p', { class: 'on-paper quiet' }, [[head.course, head.whose, head.day].filter(Boolean).join(' \u00b7 ')])]).concat(actions(now, head, 'notes-' + services.course + '-' + player.today())));
      fill(place, gathered);
      place.append(make('p', { class: 'quiet no-paper' }, [player.t('change')]));
    };
    show();
    window.addEventListener('pageshow', event => { if (event.persisted) { keeper.reload().then(show); } });
  });
})(window.alforja = window.alforja || Object());
