/** Progress of one course as a text to copy and paste, for phones that cannot save files. */
(function (/** @type {Player} */ player) {
  'use strict';
  const { p, field, complain, actions } = player.me;
  const make = player.make;

  /** Marks a field's text and copies it; tells whether the browser did. @param {HTMLTextAreaElement} area */
  function copy(area) {
    area.focus();
    area.select();
    area.setSelectionRange(0, area.value.length);
    try { return document.execCommand('copy'); } catch (forbidden) { return false; }
  }

  /** Shows a code with what to do with it. @param {HTMLElement} place @param {string} code @param {string} course */
  function show(place, code, course) {
    const area = /** @type {HTMLTextAreaElement} */ (make('textarea', { class: 'field code-text', rows: 4, readonly: '', spellcheck: 'false', 'data-code': '' }));
    area.value = code;
    const told = make('p', { role: 'status' });
    place.textContent = '';
    place.append(field(player.t('code-of', { course: course }), area), p(player.t('code-how')), actions([player.button(player.t('code-copy'), () => {
      told.textContent = player.t(copy(area) ? 'code-copied' : 'code-copy-failed');
    })]), told);
    player.focus(area);
    picture(place, area);
  }

  /** Shows the code as a picture too, where it fits one and the part that draws is to be had. @param {HTMLElement} place @param {HTMLTextAreaElement} area */
  function picture(place, area) {
    if (area.value.length > player.carry.MOST_DRAWN) { return; }
    player.load('qr').then(() => {
      const drawn = player.qr(area.value, player.t('code-picture'));
      if (drawn && place.contains(area)) { place.append(p(player.t('code-picture-how')), make('div', { class: 'picture', 'data-code-picture': '' }, [drawn])); }
    }, () => undefined); // then the text alone
  }

  /** @param {Me} me @param {Section} section @param {HTMLElement} block */
  function making(me, section, block) {
    const place = make('div');
    const id = me.id();
    me.states(id).then(states => {
      const begun = me.courses.filter(course => Object.keys(states[course.id] || {}).length);
      if (!begun.length) {
        block.append(p(player.t('carry-none')));
        return;
      }
      const select = /** @type {HTMLSelectElement} */ (make('select', { class: 'field', 'data-code-course': '' }, begun.map(course => make('option', { value: course.id, lang: course.lang }, [course.title]))));
      const chosen = field(player.t('code-course'), select);
      const button = player.button(player.t('code-make'), () => {
        const course = begun.find(one => one.id === select.value) || begun[0];
        Promise.all([me.outline(course), me.states(id)]).then(([outline, now]) => show(place, player.carry.code(outline, now[course.id] || {}), course.title), () => complain(select, player.t('code-unreachable')));
      });
      button.setAttribute('data-make-code', '');
      block.append(chosen, actions([button]), place);
    });
  }

  /** @param {Me} me @param {Section} section @param {HTMLElement} block @param {HTMLTextAreaElement} area */
  function open(me, section, block, area) {
    const head = player.carry.head(area.value);
    const course = head && me.courses.find(one => one.id === head.course);
    section.tell('');
    if (!head) { return complain(area, player.t(area.value.trim() ? 'code-foreign' : 'code-empty')); }
    if (!head.whole) { return complain(area, player.t('code-torn')); }
    if (!course) { return complain(area, player.t('code-unknown', { course: head.course })); }
    me.outline(course).then(outline => {
      const state = player.carry.open(head, outline);
      const same = head.version === outline.version;
      if (!Object.keys(state).length) { return complain(area, player.t('code-other', { title: course.title })); }
      complain(area, '');
      const words = [player.count('code-holds', player.carry.done(state), { title: course.title }), same ? '' : player.t('code-version', { version: head.version })];
      player.me.askBring(me, section, block, words, { name: '', day: '', comfort: '', courses: { [course.id]: state } }, () => player.focus(area));
    }, () => complain(area, player.t('code-unreachable')));
  }

  /** Returns the block that makes and opens such texts. @param {Me} me @param {Section} section */
  player.me.asText = function (me, section) {
    const makes = make('div');
    const area = /** @type {HTMLTextAreaElement} */ (make('textarea', { class: 'field code-text', rows: 3, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', 'data-paste-code': '' }));
    const paste = field(player.t('code-paste'), area);
    const button = player.button(player.t('code-open'), () => open(me, section, end, area));
    const end = actions([button]);
    button.setAttribute('data-open-code', '');
    making(me, section, makes);
    return make('details', { class: 'fold', 'data-as-text': '' }, [make('summary', {}, [player.t('code-title')]), makes, paste, end]);
  };
})(window.alforja = window.alforja || Object());
