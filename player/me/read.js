/** How the learner likes to read: words for `data-comfort`, kept for each learner and tried at once. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;
  /** What can be chosen; the first of each is as the theme has it. The words stand in the style sheet. @type {[string, string[]][]} */
  const GROUPS = [['size', ['', 'large', 'larger', 'largest']], ['lines', ['', 'wide']], ['contrast', ['', 'strong']], ['colours', ['', 'light', 'dark']]];

  /** @param {Me} me @param {Section} section */
  function fill(me, section) {
    const key = 'c:' + me.id();
    const wanted = String(me.people.all()[key] || '').split(' ');
    const chosen = GROUPS.map(group => group[1].find(word => word !== '' && wanted.indexOf(word) >= 0) || '');

    /** @param {number} at @param {string} word */
    function choose(at, word) {
      chosen[at] = word;
      const words = chosen.filter(one => one).join(' ');
      player.comfort(words);
      me.people.put({ [key]: words || null }).then(saved => section.tell(saved ? '' : player.t('me-not-kept')));
    }

    const groups = GROUPS.map((group, at) => player.me.rows(player.t('read-' + group[0]), 'read-' + group[0],
      group[1].map(word => /** @type {[string, string]} */ ([word, player.t('read-' + group[0] + '-' + (word || 'usual'))])), chosen[at], word => choose(at, word)));
    section.place.textContent = '';
    section.place.append.apply(section.place, groups);
    section.place.append(make('div', { class: 'aims' }, [make('p', { class: 'label' }, [player.t('read-sample-title')]), player.me.p(player.t('read-sample')), player.me.p(player.t('read-sample-more'))]));
  }

  player.me.all.push({ name: 'read', fill: fill });
})(window.alforja = window.alforja || Object());
