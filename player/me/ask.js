/** Questions in the page before something is changed for good: bring progress in, erase. */
(function (/** @type {Player} */ player) {
  'use strict';
  const { p, actions } = player.me;
  const make = player.make;

  /** Makes the question. @param {string[]} words @param {Node[]} buttons */
  player.me.question = function (words, buttons) {
    return make('div', { class: 'said', role: 'group', 'data-question-box': '' }, words.filter(one => one).map(one => p(one)).concat([actions(buttons)]));
  };

  /**
   * Asks whether this progress is to come in, and for whom; then says what became of it.
   * @param {Me} me @param {Section} section @param {HTMLElement} before what the question stands behind @param {string[]} words
   * @param {Carrying} what @param {() => void} back
   */
  player.me.askBring = function (me, section, before, words, what, back) {
    const own = me.id();
    const known = me.learners().find(one => what.name && one.name.toLowerCase() === what.name.toLowerCase());
    const close = () => { player.all(section.place, '[data-question-box]').forEach(old => old.remove()); };

    /** @param {string} id */
    function bring(id) {
      const comfort = what.comfort && !me.people.all()['c:' + id] ? { ['c:' + id]: what.comfort } : {};
      me.bring(id, what.courses)
        .then(saved => me.people.put(Object.assign({}, comfort)).then(also => saved && also))
        .then(saved => {
          me.fresh();
          section.tell(player.t(saved ? 'carry-brought' : 'me-not-kept'));
          player.focus(section.told);
        });
    }

    /** Brings it in for the learner that the file names, who learns from now on. @param {string} name */
    function bringFor(name) {
      const id = known ? known.id : player.me.newId();
      me.people.put({ ['p:' + id]: { name: name }, who: id }).then(() => bring(id));
    }

    const other = me.people.shared && what.name && (!known || known.id !== own) ? what.name : '';
    close();
    const named = me.name(own);
    const box = player.me.question(words.concat([player.t('carry-better')]), [
      player.button(named ? player.t('carry-for', { name: named }) : player.t('carry-add'), () => bring(own), 'button')
    ].concat(other ? [player.button(player.t('carry-for', { name: other }), () => bringFor(other), 'button')] : [], [player.button(player.t('carry-not'), () => { close(); back(); })]));
    before.after(box);
    player.focus(player.one(box, 'p'));
  };
})(window.alforja = window.alforja || Object());
