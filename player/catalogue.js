/** The catalogue: how far each course is, and in which language it is read. */
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

  /** The first of the browser's languages that there is; none where the page is in it already. @param {HTMLElement[]} links */
  function proposed(links) {
    const base = (/** @type {string} */ tag) => tag.toLowerCase().split('-')[0];
    const wished = Array.from(window.navigator.languages || [window.navigator.language || '']);
    const there = links.map(link => link.lang).concat(document.documentElement.lang);
    const fits = (/** @type {string} */ tag) => there.find(lang => lang.toLowerCase() === tag.toLowerCase()) || there.find(lang => base(lang) === base(tag));
    const found = wished.map(fits).filter(Boolean)[0];
    return links.find(link => link.lang === found);
  }

  /**
   * Whoever opens the catalogue of a language has chosen it. The first page leads there, or, as long as nothing was
   * chosen, offers what the browser is set to.
   * @param {Services} services
   */
  function language(services) {
    const key = 'g:' + services.people.id;
    const chosen = services.people.all()[key];
    const links = player.all(document, '[data-propose]');
    if (!links.length) {
      const own = document.documentElement.lang;
      if (chosen !== own) { services.people.put({ [key]: own }); }
      return;
    }
    const wanted = links.find(link => link.lang === chosen);
    if (wanted) { window.location.replace(/** @type {HTMLAnchorElement} */ (wanted).href); }
    const offer = chosen ? undefined : proposed(links);
    const main = player.one(document, 'main');
    if (!offer || !main) { return; }
    const link = /** @type {HTMLAnchorElement} */ (offer.cloneNode());
    link.className = 'button second';
    link.textContent = offer.getAttribute('data-propose');
    const line = document.createElement('p');
    line.append(link);
    main.prepend(line);
  }

  player.wakes.push(services => {
    player.part('language', () => language(services));
    const load = (/** @type {string | null} */ course) => services.end.ask('load', course || '', services.people.id).then(answer => answer.state);
    player.all(document, '[data-course-card]').forEach(card => load(card.getAttribute('data-course-card')).then(state => fill(card, state)));
    // Quietly named while it is not completed; nothing is locked.
    player.all(document, '[data-first]').forEach(line => load(line.getAttribute('data-first')).then(state => { line.hidden = Boolean(state.done); }));
  });
})(window.alforja = window.alforja || Object());
