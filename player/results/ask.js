/** What a learner is asked before results are made: the fields of the library, and whether they agree. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** @param {LearnerFieldView} field @param {string} value */
  function control(field, value) {
    const attributes = { class: 'field', id: 'field-' + field.id, 'data-learner-field': field.id };
    if (!field.options) {
      const input = /** @type {HTMLInputElement} */ (make('input', Object.assign({ type: 'text', maxlength: 200, autocomplete: field.id === 'name' ? 'name' : 'off' }, attributes)));
      input.value = value;
      return input;
    }
    const options = [make('option', { value: '' }, [player.t('choose-none')])].concat(field.options.map(option => make('option', { value: option.value }, [option.words])));
    const select = /** @type {HTMLSelectElement} */ (make('select', attributes, options));
    select.value = field.options.some(option => option.value === value) ? value : '';
    return select;
  }

  /** @param {LearnerFieldView} field @param {string} value */
  function question(field, value) {
    const mark = make('span', { class: 'quiet' }, [' (' + player.t(field.required ? 'required' : 'optional') + ')']);
    const input = control(field, value);
    if (field.required) { input.setAttribute('aria-required', 'true'); }
    return make('div', { class: 'ask' }, [make('label', { for: input.id }, [field.label, mark]), input]);
  }

  /** @param {string} name @param {string} words */
  function tick(name, words) {
    return make('div', { class: 'ask' }, [make('label', { class: 'choice', for: name }, [
      make('input', { type: 'checkbox', id: name, ['data-' + name]: '' }), make('span', { class: 'words' }, [words])
    ])]);
  }

  /** Shows what is wrong at its place. @param {HTMLElement} form @param {{ id: string, words: string }[]} errors */
  function tell(form, errors) {
    player.all(form, '[data-error], [data-error-summary]').forEach(old => old.remove());
    player.all(form, '[aria-invalid]').forEach(field => {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    });
    errors.forEach(error => {
      const field = player.one(form, '#' + error.id);
      const ask = field && field.closest('.ask');
      if (!field || !ask) { return; }
      const place = make('p', { class: 'error', id: error.id + '-error', 'data-error': '' }, [player.icon('wrong'), make('span', {}, [error.words])]);
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', error.id + '-error');
      ask.insertBefore(place, field.closest('label') || field);
    });
    if (!errors.length) { return; }
    const links = errors.map(error => make('li', {}, [make('a', { href: '#' + error.id }, [error.words])]));
    const summary = make('div', { class: 'errors', role: 'alert', 'data-error-summary': '', tabindex: '-1' }, [make('h3', {}, [player.t('error-title')]), make('ul', {}, links)]);
    form.insertBefore(summary, form.firstChild);
    summary.addEventListener('click', event => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link) { return; }
      event.preventDefault();
      player.focus(player.one(form, link.getAttribute('href') || ''));
    });
    player.focus(summary);
  }

  /** @param {HTMLElement} form @param {string} selector */
  const ticked = (form, selector) => {
    const box = /** @type {HTMLInputElement | null} */ (player.one(form, selector));
    return !!box && box.checked;
  };

  /** What is handed over, in plain words. @param {RecordView} view */
  function list(view) {
    const labels = view.fields.map(field => field.label).join(', ');
    const points = (labels ? [player.t('what-fields', { fields: labels })] : []).concat(['what-course', 'what-quizzes', 'what-surveys', 'what-days'].map(name => player.t(name)));
    return make('div', {}, [make('p', {}, [player.t('hand-what')]), make('ul', {}, points.map(words => make('li', {}, [words]))), make('p', {}, [player.t('what-not')])]);
  }

  /**
   * Returns the form; `done` gets the answers once they are complete and the learner agrees.
   * @param {RecordView} view @param {Record<string, any>} fields @param {boolean} hasWords
   * @param {(fields: Record<string, string>, words: boolean) => void} done
   */
  player.askLearner = function (view, fields, hasWords, done) {
    const form = make('form', { novalidate: '', 'data-hand-over': '' });
    const agree = view.organisation ? player.t('agree', { who: view.organisation }) : player.t('agree-trainer');
    form.append.apply(form, view.fields.map(field => question(field, player.record.line(typeof fields[field.id] === 'string' ? fields[field.id] : '', 200))));
    form.append(list(view));
    if (hasWords) { form.append(tick('words', player.t('words-tick'))); }
    form.append(tick('agree', agree), make('div', { class: 'actions' }, [make('button', { type: 'submit', class: 'button' }, [player.t('make')])]));
    form.addEventListener('submit', event => {
      event.preventDefault();
      /** @type {Record<string, string>} */
      const answers = {};
      player.all(form, '[data-learner-field]').forEach(field => {
        answers[field.getAttribute('data-learner-field') || ''] = player.record.line(/** @type {HTMLInputElement} */ (field).value, 200);
      });
      const errors = view.fields.filter(field => field.required && !answers[field.id]).map(field => ({ id: 'field-' + field.id, words: player.t('error-field', { field: field.label }) }));
      if (!ticked(form, '[data-agree]')) { errors.push({ id: 'agree', words: player.t('error-agree') }); }
      tell(form, errors);
      if (!errors.length) { done(answers, ticked(form, '[data-words]')); }
    });
    return form;
  };
})(window.alforja = window.alforja || Object());
