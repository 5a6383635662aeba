/** The catalogue: how far each course is. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {HTMLElement} card @param {State} state */
  function fill(card, state) {
    const paths = JSON.parse(card.getAttribute('data-paths') || '{}');
    const off = Object.keys(paths).filter(lesson => !player.mine(paths[lesson], state.role));
    const count = (Number(card.getAttribute('data-lessons')) || 0) - off.length;
    const steps = Object.keys(state).filter(key => key.startsWith('l:') && off.indexOf(key.slice(2)) < 0).map(key => Number(state[key]));
    const done = Math.min(count, steps.filter(step => step === 2).length);
    const lang = card.getAttribute('lang') || document.documentElement.lang;
    const place = player.one(card, '[data-card-progress]');
    if (!steps.length || !place) { return; }
    place.textContent = done && done === count ? player.t('card-done') : player.count('card-progress', count, { done: player.number(done) });
    card.setAttribute('data-state', done && done === count ? 'done' : 'begun');
    // Only the very edition that was left: another version or language may lack the lesson.
    const same = state.v === card.getAttribute('data-version') && state.lang === lang && typeof state.last === 'string';
    const link = /** @type {HTMLElement | null} */ (card.querySelector('[data-card-link]'));
    if (!same || !link || done === count) { return; }
    link.setAttribute('href', (link.getAttribute('href') || '').replace(/[^/]*$/, '') + state.last + '.html');
    player.murmur(link, player.t('card-continue'));
  }

  player.wakes.push(services => {
    const load = (/** @type {string | null} */ course) => services.end.ask('load', course || '', services.people.id).then(answer => answer.state);
    player.all(document, '[data-course-card]').forEach(card => load(card.getAttribute('data-course-card')).then(state => fill(card, state)));
    // Quietly named while it is not completed; nothing is locked.
    player.all(document, '[data-first]').forEach(line => load(line.getAttribute('data-first')).then(state => { line.hidden = Boolean(state.done); }));
  });
})(window.alforja = window.alforja || Object());
