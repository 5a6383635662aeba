/** The certificate of a course, for paper: honest about what it proves. Before completion it says what is missing. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;
  const LONG = 40;

  /** How large a text may be set so that the page stays one. @param {string} text */
  const size = text => text.length > 4 * LONG ? 3 : text.length > 2 * LONG ? 2 : text.length > LONG ? 1 : 0;

  /** @param {string} name @param {string} title */
  function sentence(name, title) {
    const pieces = player.t('paper-sentence').split(/(\{name\}|\{title\})/).filter(piece => piece.trim());
    return make('div', { class: 'sentence' }, pieces.map(piece => {
      if (piece === '{name}') { return make('p', { class: 'name', 'data-name': '', 'data-size': size(name) }, [name]); }
      if (piece === '{title}') { return make('p', { class: 'title', 'data-title': '', 'data-size': size(title) }, [title]); }
      return make('p', {}, [piece.trim()]);
    }));
  }

  /** @param {Outline} outline @param {RecordView} view @param {State} state @param {string} name @param {string} checked */
  function paper(outline, view, state, name, checked) {
    const now = player.course(outline, state);
    const facts = [player.t('paper-day', { date: player.dayInWords(String(state.done), view.months) })];
    if (view.duration) { facts.push(player.t('paper-hours', { duration: view.duration })); }
    if (now.score !== null) { facts.push(player.t('paper-score', { percent: now.score })); }
    const lines = ['paper-trainer', 'paper-place'].map(key => make('div', {}, [make('span', {}), make('p', {}, [player.t(key)])]));
    return make('section', { class: 'certificate', 'data-certificate': '', 'aria-label': player.t('paper-title') }, [
      make('div', { class: 'band' }),
      make('div', { class: 'sheet' }, [
        make('p', { class: 'by' }, [view.organisation || '']),
        make('h2', {}, [player.t('paper-title')]),
        sentence(name, outline.title || ''),
        make('ul', { class: 'facts' }, facts.map(fact => make('li', {}, [fact]))),
        make('div', { class: 'lines' }, lines),
        make('p', { class: 'check' }, [player.t('paper-code') + ' ', make('b', { 'data-code': '', lang: 'en' }, [player.record.spoken(String(outline.course), now, checked)])]),
        make('p', { class: 'honest' }, [player.t('paper-honest')])
      ]),
      make('div', { class: 'band' })
    ]);
  }

  /** What is still to be done. @param {Outline} outline @param {State} state */
  function missing(outline, state) {
    const open = player.course(outline, state).missing.map(one => {
      const title = one.lesson.title || one.lesson.id;
      const best = one.quiz ? player.state.quiz(one.quiz, state) : null;
      const marked = one.quiz && typeof one.quiz.pass === 'number' && best && best.total > 0;
      const words = !one.quiz ? 'open-lesson' : marked ? 'open-quiz' : 'open-questions';
      return make('li', {}, [make('a', { href: one.lesson.href || '' }, [player.t(words, { title: title, percent: best ? best.best : 0, pass: Number(one.quiz && one.quiz.pass) })])]);
    });
    return make('section', { 'data-missing': '' }, [make('h2', {}, [player.t('open-title')]), make('p', {}, [player.t('open-lead')]), make('ul', {}, open)]);
  }

  /** Asks for the name. @param {string} name @param {(name: string) => void} done */
  function ask(name, done) {
    const input = /** @type {HTMLInputElement} */ (make('input', { type: 'text', class: 'field', id: 'certificate-name', maxlength: 200, autocomplete: 'name', 'data-certificate-name': '' }));
    const error = make('p', { class: 'error', id: 'certificate-error', role: 'alert' });
    const form = make('form', { novalidate: '', class: 'ask' }, [make('label', { for: input.id }, [player.t('name-ask')]), error, input, make('div', { class: 'actions' }, [make('button', { type: 'submit', class: 'button' }, [player.t('name-show')])])]);
    input.value = name;
    form.addEventListener('submit', event => {
      event.preventDefault();
      const given = player.record.line(input.value, 200);
      error.textContent = given ? '' : player.t('name-missing');
      if (given) { done(given); return; }
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', error.id);
      input.focus();
    });
    return form;
  }

  player.wakes.push(services => {
    const place = player.one(document, '[data-tool="certificate"] .text') || document.body;
    const outline = /** @type {Outline} */ (player.record.data('data-outline'));
    const view = /** @type {RecordView} */ (player.record.data('data-record'));
    const box = make('div', {});

    /** @param {State} state @param {Known} known */
    function show(state, known) {
      const name = player.record.line(typeof known.fields.name === 'string' ? known.fields.name : '', 200);
      box.textContent = '';
      if (!name) {
        box.append(ask('', given => rename(state, known, given)));
        return;
      }
      // The same name as in the results, so that both have one code; the library may ask for none.
      const answered = view.fields.map(field => field.id).filter(id => known.fields[id]);
      const checked = answered.length && answered.indexOf('name') < 0 ? String(known.fields[answered[0]]) : name;
      const change = player.button(player.t('name-change'), () => {
        box.textContent = '';
        box.append(ask(name, given => rename(state, known, given)));
        player.focus(player.one(box, 'input'));
      });
      box.append(make('div', { class: 'actions' }, [player.button(player.t('print'), () => window.print(), 'button'), change]), paper(outline, view, state, name, checked));
    }

    /** @param {State} state @param {Known} known @param {string} given */
    function rename(state, known, given) {
      const now = { id: known.id, fields: Object.assign({}, known.fields, { name: given }) };
      player.record.keep(services, now);
      show(state, now);
      player.focus(player.one(box, '[data-certificate]'));
    }

    const fill = () => Promise.all([player.record.known(services), player.record.note(services, outline)]).then(both => {
      box.textContent = '';
      if (player.course(outline, both[1]).completed) { show(both[1], both[0]); } else { box.append(missing(outline, both[1])); }
    });

    place.append(box);
    window.addEventListener('pageshow', event => { if (event.persisted) { fill(); } });
    fill().then(() => {
      player.all(document, '[data-tool]').forEach(main => main.setAttribute('data-ready', ''));
    });
  });
})(window.alforja = window.alforja || Object());
