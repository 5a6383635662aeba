/** Erasing what this device keeps of a learner, and where it keeps it. */
(function (/** @type {Player} */ player) {
  'use strict';
  const { p, actions } = player.me;

  /** Removes all of a learner; who learned becomes someone without a name. @param {Me} me @param {string} id */
  function erase(me, id) {
    const gone = { ['p:' + id]: null, ['c:' + id]: null, ['r:' + id]: null, ['g:' + id]: null };
    return me.end.ask('erase', '', id).then(kept => me.people.put(Object.assign(gone, me.id() === id ? { who: null } : {})).then(saved => saved && kept.saved));
  }

  /** What is erased, in words. @param {Me} me @param {string} id @param {Record<string, State>} states */
  function what(me, id, states) {
    const name = me.name(id);
    const courses = Object.keys(states).length;
    return [
      name ? player.t('erase-of', { name: name }) : player.t('erase-of-nobody'),
      courses ? player.t('erase-courses', { courses: player.me.list(me, states) }) : player.t('erase-no-courses')
    ];
  }

  /**
   * Makes the question before everything of a learner is erased.
   * @param {Me} me @param {string} id @param {() => void} back @param {Section} section where it is asked @param {boolean} [known] what is erased stands there already
   */
  function askErase(me, id, back, section, known) {
    return me.states(id).then(states => {
      const told = p('');
      told.setAttribute('role', 'status');
      const save = player.button(player.t('erase-save'), () => {
        player.me.saveFile(me, id).then(name => { told.textContent = name ? player.t('carry-saved', { name: name }) : player.t('carry-none'); });
      });
      const yes = player.button(player.t('erase-yes'), () => {
        const name = me.name(id);
        erase(me, id).then(saved => {
          me.fresh();
          section.tell(player.t(!saved ? 'erase-blocked' : name ? 'erase-done-of' : 'erase-done', { name: name }));
          player.focus(section.told);
        });
      }, 'button danger');
      yes.setAttribute('data-erase-yes', '');
      const box = player.me.question((known ? [] : what(me, id, states)).concat([player.t('erase-sure')]), [save, yes, player.button(player.t('me-cancel'), back)]);
      box.append(told);
      return box;
    });
  }

  /** @param {Me} me @param {Section} section */
  function fill(me, section) {
    const id = me.id();
    if (!me.people.shared) {
      section.place.textContent = '';
      section.place.append(p(player.t('erase-lms')));
      return;
    }
    me.states(id).then(states => {
      if (id !== me.id()) { return; }
      section.place.textContent = '';
      if (!Object.keys(states).length && !me.name(id) && !me.people.all()['c:' + id]) {
        section.place.append(p(player.t('erase-nothing')));
        return;
      }
      const ask = player.button(player.t('erase-ask'), () => {
        askErase(me, id, back, section, true).then(box => {
          clear();
          section.place.append(box);
          player.focus(player.one(box, 'p'));
        });
      });
      const clear = () => player.all(section.place, '[data-question-box]').forEach(old => old.remove());
      const back = () => { clear(); ask.focus(); };
      ask.setAttribute('data-erase', '');
      section.place.append.apply(section.place, what(me, id, states).map(words => p(words)));
      section.place.append(actions([ask]));
    });
  }

  /** Where progress is kept, as plain as it is. @param {Me} me @param {Section} section */
  function where(me, section) {
    const local = window.location.protocol === 'file:' && me.end.name !== 'memory' && me.end.name !== 'lms';
    section.place.textContent = '';
    section.place.append(p(player.t('where-' + (me.end.name === 'hub' ? 'local' : me.end.name))));
    if (local) { section.place.append(p(player.t('where-folder'))); }
  }

  player.me.askErase = askErase;
  player.me.all.push({ name: 'where', fill: where }, { name: 'erase', fill: fill });
})(window.alforja = window.alforja || Object());
