/** Progress as a file: saved here, opened there. */
(function (/** @type {Player} */ player) {
  'use strict';
  const { p, field, complain } = player.me;
  const make = player.make;

  /** Saves all progress of a learner as a file, and tells its name; null where there is none. @param {Me} me @param {string} id @returns {Promise<string | null>} */
  player.me.saveFile = function (me, id) {
    return me.states(id).then(states => {
      const comfort = String(me.people.all()['c:' + id] || '');
      if (!Object.keys(states).length && !comfort) { return null; }
      /** @type {Record<string, State>} */
      const courses = {};
      Object.keys(states).forEach(course => { courses[course] = player.carry.clean(states[course]); });
      const name = ['progress', me.name(id).replace(/[^\wÀ-ɏЀ-ӿ-]+/g, '-'), player.today()].filter(part => part).join('-') + '.json';
      player.me.download(name, player.carry.write({ name: me.name(id), day: player.today(), comfort: comfort, courses: courses }));
      return name;
    });
  };

  /** Says what a file holds. @param {Me} me @param {Carrying} file */
  function contents(me, file) {
    const count = Object.keys(file.courses).length;
    const day = player.me.day(file.day, me.months);
    return [
      player.count('carry-holds', count, { courses: player.me.list(me, file.courses) }),
      file.name ? player.t('carry-of', { name: file.name }) : '',
      day ? player.t('carry-day', { date: day }) : ''
    ];
  }

  /** @param {Me} me @param {Section} section @param {HTMLElement} block @param {HTMLInputElement} input */
  function open(me, section, block, input) {
    const file = input.files && input.files[0];
    player.all(section.place, '[data-question-box]').forEach(old => old.remove());
    section.tell('');
    complain(input, '');
    if (!file) { return; }
    if (file.size > player.carry.MOST_BYTES) { return complain(input, player.t('file-big')); }
    const reader = new FileReader();
    reader.onerror = () => complain(input, player.t('file-unread'));
    reader.onload = () => {
      const read = player.carry.read(String(reader.result));
      input.value = '';
      if ('why' in read) { return complain(input, player.t('file-' + read.why)); }
      player.me.askBring(me, section, block, contents(me, read), read, () => input.focus());
    };
    reader.readAsText(file);
  }

  /** @param {Me} me @param {Section} section */
  function fill(me, section) {
    const save = player.button(player.t('carry-save'), () => {
      player.me.saveFile(me, me.id()).then(name => section.tell(name ? player.t('carry-saved', { name: name }) : player.t('carry-none')));
    }, 'button');
    save.setAttribute('data-save-file', '');
    const input = /** @type {HTMLInputElement} */ (make('input', { type: 'file', accept: '.json,application/json', class: 'field', 'data-open-file': '' }));
    const block = field(player.t('carry-open'), input);
    input.addEventListener('change', () => open(me, section, block, input));
    section.place.textContent = '';
    section.place.append(p(player.t('carry-lead')), player.me.actions([save]), block, player.me.asText(me, section));
  }

  player.me.all.push({ name: 'carry', fill: fill });
})(window.alforja = window.alforja || Object());
