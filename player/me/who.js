/** Who learns here: nobody is asked for a name; where several share a device, each may have one. */
(function (/** @type {Player} */ player) {
  'use strict';
  const { p, actions, field, complain } = player.me;
  const make = player.make;

  /** Returns a new id: it says nothing of the learner. */
  player.me.newId = function () {
    const bytes = new Uint8Array(8);
    try { window.crypto.getRandomValues(bytes); } catch (missing) { bytes.forEach((_, at) => { bytes[at] = Math.random() * 256; }); }
    return Array.from(bytes).map(byte => (byte + 256).toString(16).slice(1)).join('');
  };

  /**
   * Makes a form that asks for a name.
   * @param {Me} me @param {string} label @param {string[]} words of the button, and what is written already
   * @param {(name: string) => void} give @param {() => void} [back]
   */
  function nameForm(me, label, [button, name], give, back) {
    const input = /** @type {HTMLInputElement} */ (make('input', { class: 'field', type: 'text', maxlength: 60, autocomplete: 'off', spellcheck: 'false', 'data-name': '' }));
    input.value = name;
    const form = make('form', { novalidate: '' }, [field(label, input), actions([make('button', { type: 'submit', class: 'button' }, [button])].concat(back ? [player.button(player.t('me-cancel'), back)] : []))]);
    form.addEventListener('submit', event => {
      event.preventDefault();
      const written = player.carry.name(input.value);
      const taken = written !== name && me.learners().some(one => one.name.toLowerCase() === written.toLowerCase());
      complain(input, written ? taken ? player.t('name-taken', { name: written }) : '' : player.t('name-missing'));
      if (written && !taken) { give(written); }
    });
    return form;
  }

  /** @param {Me} me @param {Section} section @param {string} name */
  function add(me, section, name) {
    const id = player.me.newId();
    me.people.put({ ['p:' + id]: { name: name }, who: id }).then(saved => {
      me.fresh();
      section.tell(player.t(saved ? 'name-added' : 'me-not-kept', { name: name }));
      return me.states('').then(states => Object.keys(states).length ? offer(me, section, id, name, states) : player.focus(player.one(section.place, 'input:checked')));
    });
  }

  /** Asks whose the progress is that was made before there were names. @param {Me} me @param {Section} section @param {string} id @param {string} name @param {Record<string, State>} states */
  function offer(me, section, id, name, states) {
    const asked = p(player.count('give-ask', Object.keys(states).length, { name: name }));
    const box = make('div', { class: 'said', 'data-offer': '' }, [asked, actions([
      player.button(player.t('give', { name: name }), () => give(me, section, id, name, states), 'button'),
      player.button(player.t('give-not'), () => { box.remove(); player.focus(player.one(section.place, 'input:checked')); })
    ])]);
    section.place.prepend(box);
    player.focus(asked);
  }

  /** @param {Me} me @param {Section} section @param {string} id @param {string} name @param {Record<string, State>} states */
  function give(me, section, id, name, states) {
    const comfort = me.people.all()['c:'];
    me.bring(id, states)
      .then(saved => saved ? me.end.ask('erase', '', '').then(() => me.people.put(Object.assign({ 'c:': null }, comfort ? { ['c:' + id]: comfort } : {}))) : false)
      .then(saved => {
        me.fresh();
        section.tell(player.t(saved ? 'given' : 'me-not-kept', { name: name }));
        player.focus(player.one(section.place, 'input:checked'));
      });
  }

  /** @param {Me} me @param {Section} section @param {string} id */
  function choose(me, section, id) {
    me.people.put({ who: id || null }).then(saved => {
      me.fresh();
      const name = me.name(id);
      section.tell(player.t(saved ? name ? 'who-switched' : 'who-switched-none' : 'me-not-kept', { name: name }));
      player.focus(player.one(section.place, 'input:checked'));
    });
  }

  /** Lets a learner be renamed or removed, in place. @param {Me} me @param {Section} section @param {HTMLElement} row @param {{id: string, name: string}} one */
  function tools(me, section, row, one) {
    const back = () => { me.fresh(); player.focus(player.one(section.place, '[data-rename="' + one.id + '"]')); };
    const open = (/** @type {HTMLElement} */ inner) => {
      player.all(section.place, '[data-inner]').forEach(old => old.remove());
      inner.setAttribute('data-inner', '');
      row.append(inner);
      player.focus(player.one(inner, 'input, p'));
    };
    const rename = player.button(player.t('name-change'), () => {
      const form = nameForm(me, player.t('name-new', { name: one.name }), [player.t('name-keep'), one.name], name => {
        me.people.put({ ['p:' + one.id]: { name: name } }).then(saved => {
          back();
          section.tell(player.t(saved ? 'name-changed' : 'me-not-kept', { name: name }));
        });
      }, back);
      open(form);
    });
    const remove = player.button(player.t('name-remove'), () => { player.me.askErase(me, one.id, back, section).then(open); });
    [rename, remove].forEach(button => player.murmur(button, one.name));
    [rename, remove].forEach(button => button.classList.add('small'));
    rename.setAttribute('data-rename', one.id);
    remove.setAttribute('data-remove', one.id);
    row.append(actions([rename, remove]));
  }

  /** @param {Me} me @param {Section} section */
  function fill(me, section) {
    const place = section.place;
    place.textContent = '';
    if (!me.people.shared) {
      place.append(p(player.t('who-lms')));
      return;
    }
    const learners = me.learners();
    if (learners.length) {
      const everybody = learners.concat([{ id: '', name: player.t('who-none') }]);
      const rows = player.me.rows(player.t('who-now'), 'who', everybody.map(one => /** @type {[string, string]} */ ([one.id, one.name])), me.id(), id => choose(me, section, id));
      player.all(rows, 'label').forEach((label, at) => {
        const row = make('div', { class: 'person' });
        if (label.parentNode) { label.parentNode.insertBefore(row, label); }
        row.append(label);
        if (everybody[at].id === me.id()) { (player.one(label, 'span') || label).append(make('small', { class: 'now' }, [player.t('who-current')])); }
        if (everybody[at].id) { tools(me, section, row, everybody[at]); }
      });
      place.append(rows);
    } else {
      place.append(p(player.t('who-alone')));
    }
    place.append(make('h3', {}, [player.t('name-add-title')]), nameForm(me, player.t('name-label'), [player.t('name-add'), ''], name => add(me, section, name)));
  }

  player.me.all.push({ name: 'who', fill: fill });
})(window.alforja = window.alforja || Object());
