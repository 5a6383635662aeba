/** How far the learner is: ticks in the contents, the bar, "Continue" on the course page. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {State} state @param {string} lesson */
  function reached(state, lesson) {
    return Math.min(2, Math.max(0, Number(state['l:' + lesson]) || 0));
  }

  /** @param {State} state @param {HTMLElement[]} links */
  function ticks(state, links) {
    links.forEach(link => {
      const step = reached(state, link.getAttribute('data-lesson-link') || '');
      if (step) { link.setAttribute('data-state', step === 2 ? 'done' : 'begun'); }
      player.murmur(link, step ? player.t(step === 2 ? 'lesson-done' : 'lesson-begun') : '');
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
    return (copy.textContent || '').trim();
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
    const mine = links.filter(link => !link.hasAttribute('data-off'));
    const lessons = lessonsOf(mine);
    const done = lessons.filter(lesson => reached(state, lesson) === 2).length;
    ticks(state, links);
    if (lessons.length) { bars(player.all(document, '[data-progress]'), Math.round(done / lessons.length * 100)); }
    starts(state, lessons, mine);
    if (state.role) { player.load('path').then(() => player.path(state), () => 0); }
  };
})(window.alforja = window.alforja || Object());
