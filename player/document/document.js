/** A document that holds many pages: its lessons wake when they are shown, and all parts of the player are there. */
(function (/** @type {Player} */ player) {
  'use strict';
  /** @type {Services | null} */
  let services = null;
  /** What shows the quizzes of a lesson anew, by lesson. @type {Record<string, () => void>} */
  const awake = {};

  player.load = () => Promise.resolve();

  /** Opens a lesson when it is first shown; later it is only noted that the learner is here. @param {HTMLElement} leaf @param {Keeper} keeper */
  function openLesson(leaf, keeper) {
    const lesson = leaf.getAttribute('data-of-lesson');
    if (!lesson) { return; }
    if (awake[lesson]) {
      keeper.put({ last: lesson, day: player.today() });
    } else {
      player.part('lesson', () => { awake[lesson] = player.lesson(leaf, lesson, keeper); });
    }
    // Whoever waits for the end of the text looks again.
    window.dispatchEvent(new Event('resize'));
  }

  /** To the parts of the player a page that is shown again is one that was come back to. */
  function comeBack() {
    try { window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); } catch (old) { /* then it is as it was */ }
  }

  /** @param {HTMLElement} leaf */
  function shown(leaf) {
    if (!services || !services.keeper) { return; }
    openLesson(leaf, services.keeper);
    comeBack();
  }

  /** Says once that nothing is kept; the learner can still hand the result over. */
  function warn() {
    const main = player.one(document, 'main');
    const results = player.one(document, '[data-tool="results"] h1');
    if (!main) { return; }
    const words = player.t('kept-nowhere', { results: results ? results.textContent || '' : '' });
    const box = player.make('div', { class: 'note warning', 'data-kept-nowhere': '' }, [player.make('p', {}, [words])]);
    box.append(player.button(player.t('understood'), () => { box.remove(); player.focus(player.one(main, '[data-open] h1')); }));
    main.prepend(box);
    player.say(words);
  }

  const open = player.leaves(shown);

  player.wakes.push(given => {
    const keeper = given.keeper;
    services = given;
    if (!keeper) { return; }
    if (keeper.end === 'memory') { warn(); }
    openLesson(open(), keeper);
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) { keeper.reload().then(() => Object.keys(awake).forEach(lesson => player.part('back', awake[lesson]))); }
    });
  });
})(window.alforja = window.alforja || Object());
