/** How a learner joins: by name and PIN, or by their own code where they go on with another phone. */
(function (/** @type {Player} */ player) {
  'use strict';
  const room = player.classroom;
  const make = player.make;

  /** Returns a token that nobody can guess: what says to the class that it is this phone. */
  function token() {
    const bytes = new Uint8Array(26);
    try { window.crypto.getRandomValues(bytes); } catch (missing) { bytes.forEach((_, at) => { bytes[at] = Math.random() * 256; }); }
    return Array.from(bytes).map(byte => player.record.signs(byte % 32, 1)).join('');
  }

  /** @param {string} id @param {string} label @param {HTMLElement} input @param {string} [hint] */
  function field(id, label, input, hint) {
    input.id = id;
    const error = make('p', { class: 'error', id: id + '-error' });
    input.setAttribute('aria-describedby', error.id + (hint ? ' ' + id + '-hint' : ''));
    return make('div', { class: 'ask' }, [make('label', { for: id }, [label])].concat(hint ? [make('p', { class: 'hint', id: id + '-hint' }, [hint])] : [], [error, input]));
  }

  /** @param {Values} attributes @param {string} value */
  function typed(attributes, value) {
    const input = /** @type {HTMLInputElement} */ (make('input', Object.assign({ type: 'text', maxlength: 200, autocomplete: 'off' }, attributes)));
    input.value = value;
    return input;
  }

  /** @param {LearnerFieldView} one @param {string} value */
  function control(one, value) {
    if (!one.options) { return typed({ 'data-field': one.id, autocomplete: one.id === 'name' ? 'name' : 'off' }, value); }
    const options = [make('option', { value: '' }, [player.t('class-choose')])].concat(one.options.map(option => make('option', { value: option.value }, [option.words])));
    const select = /** @type {HTMLSelectElement} */ (make('select', { 'data-field': one.id }, options));
    select.value = value;
    return select;
  }

  /** Says what is wrong beside each field, and leads to the first. @param {HTMLElement} form @param {Record<string, string>} errors */
  function complain(form, errors) {
    player.all(form, '.ask').forEach(ask => {
      const input = player.one(ask, 'input, select');
      const place = player.one(ask, '.error');
      const words = (input && errors[input.id]) || '';
      if (!input || !place) { return; }
      place.textContent = words;
      if (words) { input.setAttribute('aria-invalid', 'true'); } else { input.removeAttribute('aria-invalid'); }
    });
    player.focus(player.one(form, '[aria-invalid]'));
  }

  /** The words for an answer that is no welcome. @param {{ status: number, said: any }} answer @param {boolean} coded */
  function refusal(answer, coded) {
    if (answer.status === 0) { return player.t('class-unreachable'); }
    if (answer.status === 429) { return player.count('class-wait', Number(answer.said.seconds) || 1); }
    if (answer.status === 403 && answer.said.why === 'pin') { return player.t(coded ? 'class-wrong-code' : 'class-wrong-pin'); }
    return player.t(answer.said.why === 'full' ? 'class-full' : 'class-trouble');
  }

  /** The fields of one of the two ways. @param {JoinAsked} asked @param {boolean} coded */
  function fields(asked, coded) {
    const pin = field('pin', player.t('class-pin'), typed({ inputmode: 'numeric', maxlength: 14 }, asked.pin), player.t('class-pin-hint'));
    if (coded) { return [field('code', player.t('class-own-code'), typed({ autocapitalize: 'characters', maxlength: 14 }, '')), pin]; }
    const named = asked.view.some(one => one.id === 'name');
    const name = named ? [] : [field('name', player.t('class-name'), typed({ autocomplete: 'name', maxlength: 60 }, asked.name))];
    const mark = (/** @type {LearnerFieldView} */ one) => one.label + (one.required || one.id === 'name' ? '' : ' (' + player.t('class-optional') + ')');
    const others = asked.view.map(one => field('field-' + one.id, mark(one), control(one, asked.fields[one.id] || '')));
    const tick = make('label', { class: 'tick' }, [make('input', { type: 'checkbox', id: 'words' }), make('span', {}, [player.t('class-words')])]);
    return name.concat(others, [pin, tick]);
  }

  /** @param {HTMLElement} form @param {string} id */
  const valueOf = (form, id) => {
    const input = /** @type {HTMLInputElement | null} */ (player.one(form, '#' + id));
    return input ? player.record.line(input.value, 200) : '';
  };

  /** What is still to be filled in. @param {HTMLElement} form @param {JoinAsked} asked @param {boolean} coded */
  function missing(form, asked, coded) {
    /** @type {Record<string, string>} */
    const errors = {};
    const needed = coded ? ['code', 'pin'] : ['name', 'pin'].concat(asked.view.filter(one => one.required || one.id === 'name').map(one => 'field-' + one.id));
    needed.filter(id => player.one(form, '#' + id) && !valueOf(form, id)).forEach(id => { errors[id] = player.t('class-empty'); });
    return errors;
  }

  /** @param {HTMLElement} form @param {JoinAsked} asked @param {boolean} coded @param {string} phone */
  function message(form, asked, coded, phone) {
    if (coded) { return { pin: valueOf(form, 'pin'), phone: phone, code: valueOf(form, 'code') }; }
    /** @type {Record<string, string>} */
    const answers = {};
    asked.view.forEach(one => { answers[one.id] = valueOf(form, 'field-' + one.id); });
    const words = /** @type {HTMLInputElement | null} */ (player.one(form, '#words'));
    return { pin: valueOf(form, 'pin'), phone: phone, name: valueOf(form, 'name'), fields: answers, words: !!words && words.checked, learner: asked.learner };
  }

  /**
   * Makes the form; `done` gets what the class says to a learner who joined, `later` is called by who only reads.
   * @param {ShadowRoot} root @param {JoinAsked} asked @param {(phone: string, welcome: any) => void} done @param {() => void} later
   */
  room.form = function (root, asked, done, later) {
    // The same for each try: an answer that was lost makes nobody join twice.
    const phone = token();
    const box = make('section', { class: 'panel', 'aria-labelledby': 'class-heading' });
    root.append(box);

    /** @param {boolean} coded @param {boolean} led whether the keyboard is led there */
    function fill(coded, led) {
      const heading = make('h2', { id: 'class-heading', tabindex: '-1' }, [player.t(coded ? 'class-again-title' : 'class-join-title')]);
      const trouble = make('p', { class: 'error', role: 'alert' });
      const send = make('button', { type: 'submit', class: 'first' }, [player.t('class-join')]);
      const form = make('form', { novalidate: '' }, [trouble].concat(fields(asked, coded), [make('p', { class: 'actions' }, [send, player.button(player.t('class-only-read'), later, 'second')])]));
      const other = player.button(player.t(coded ? 'class-new' : 'class-have-code'), () => fill(!coded, true), 'link');
      form.addEventListener('submit', event => {
        event.preventDefault();
        const errors = missing(form, asked, coded);
        complain(form, errors);
        trouble.textContent = '';
        if (Object.keys(errors).length || send.hasAttribute('disabled')) { return; }
        send.setAttribute('disabled', '');
        room.ask('join', null, JSON.stringify(message(form, asked, coded, phone))).then(answer => {
          send.removeAttribute('disabled');
          if (answer.status === 200) { done(phone, answer.said); } else { trouble.textContent = refusal(answer, coded); }
        });
      });
      // Said at once to who listens: the page was theirs a moment ago.
      const removed = asked.removed && !coded ? [make('p', { class: 'kindly', role: 'alert' }, [player.t('class-removed')])] : [];
      box.textContent = '';
      box.append(...removed, heading, make('p', {}, [player.t(coded ? 'class-again-lead' : 'class-join-lead')]), form, make('p', {}, [other]));
      if (led) { heading.focus(); }
    }
    fill(false, false);
    return box;
  };
})(window.alforja = window.alforja || Object());
