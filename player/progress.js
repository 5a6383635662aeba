/** How far the learner is: ticks in the contents, the bar, "Continue" on the course page, the cards of the catalogue. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {State} state @param {string} lesson */
  function reached(state, lesson) {
    return Math.min(2, Math.max(0, Number(state['l:' + lesson]) || 0));
  }

  /** @param {HTMLElement} place @param {string} words */
  function whisper(place, words) {
    player.all(place, '[data-whisper]').forEach(old => old.remove());
    if (words) { place.append(player.whisper(' (' + words + ')')); }
  }

  /** @param {State} state @param {HTMLElement[]} links */
  function ticks(state, links) {
    links.forEach(link => {
      const step = reached(state, link.getAttribute('data-lesson-link') || '');
      if (step) { link.setAttribute('data-state', step === 2 ? 'done' : 'begun'); }
      whisper(link, step ? player.t(step === 2 ? 'lesson-done' : 'lesson-begun') : '');
    });
  }

  /** Returns the lessons that the page links to, in order, each once. @param {HTMLElement[]} links */
  function lessonsOf(links) {
    return links.map(link => link.getAttribute('data-lesson-link') || '').filter((lesson, at, all) => lesson && all.indexOf(lesson) === at);
  }

  /** @param {HTMLElement[]} bars @param {number} percent */
  function bars(bars, percent) {
    bars.forEach(bar => {
      const inner = player.one(bar, 'span');
      bar.setAttribute('aria-valuenow', String(percent));
      bar.setAttribute('aria-valuetext', player.t('progress', { percent: percent }));
      if (inner) { inner.style.width = percent + '%'; }
    });
  }

  /** The words of a link to a lesson, without what only a screen reader says. @param {HTMLElement} link */
  function titleOf(link) {
    const copy = /** @type {HTMLElement} */ (link.cloneNode(true));
    player.all(copy, '[data-whisper], [aria-hidden], small').forEach(extra => extra.remove());
    return (link.getAttribute('data-title') || copy.textContent || '').trim();
  }

  /** @param {State} state @param {string[]} lessons @param {HTMLElement[]} links */
  function starts(state, lessons, links) {
    const begun = lessons.some(lesson => reached(state, lesson) > 0);
    if (!begun) { return; }
    const lesson = player.state.next(lessons, state);
    const link = links.find(one => one.getAttribute('data-lesson-link') === lesson);
    player.all(document, '[data-start]').forEach(start => {
      start.textContent = link ? player.t('continue', { title: titleOf(link) }) : player.t('review');
      if (link) { start.setAttribute('href', link.getAttribute('href') || ''); }
    });
  }

  /**
   * Shows the state on the page of a course, module or lesson.
   * @param {State} state
   */
  player.progress = function (state) {
    const links = player.all(document, '[data-lesson-link]');
    const lessons = lessonsOf(links);
    const done = lessons.filter(lesson => reached(state, lesson) === 2).length;
    ticks(state, links);
    if (lessons.length) { bars(player.all(document, '[data-progress]'), Math.round(done / lessons.length * 100)); }
    starts(state, lessons, links);
  };

  /** @param {HTMLElement} card @param {State} state */
  function fill(card, state) {
    const count = Number(card.getAttribute('data-lessons')) || 0;
    const steps = Object.keys(state).filter(key => key.startsWith('l:')).map(key => Number(state[key]));
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
    whisper(link, player.t('card-continue'));
  }

  /**
   * Shows on each card of the catalogue how far its course is.
   * @param {End} end
   */
  player.catalogue = function (end) {
    player.all(document, '[data-course-card]').forEach(card => {
      end.load(card.getAttribute('data-course-card') || '').then(answer => fill(card, answer.state));
    });
  };
})(window.alforja = window.alforja || Object());
