/** Wakes the page: finds the end that keeps the state, then hands each part what it needs. */
(function (/** @type {Player} */ player) {
  'use strict';
  const root = document.documentElement;

  /**
   * Runs one part; what breaks in it leaves the others and the page's text whole.
   * @param {string} name @param {() => void} run
   */
  player.part = function (name, run) {
    try {
      run();
    } catch (broken) {
      root.setAttribute('data-broken', (root.getAttribute('data-broken') || '') + name + ': ' + broken + '; ');
    }
  };

  /** Calls `seen` once the end of a text has been in view for a moment. @param {HTMLElement} text @param {() => void} seen */
  function watchEnd(text, seen) {
    const turn = player.one(text, '[data-next], [data-previous]');
    const end = turn || text;
    let timer = 0;
    function look() {
      const box = end.getBoundingClientRect();
      const inView = box.height && (turn ? box.top : box.bottom) <= window.innerHeight + 1 && !document.hidden;
      if (!inView || timer) { return; }
      timer = window.setTimeout(() => {
        ['scroll', 'resize'].forEach(name => window.removeEventListener(name, look));
        seen();
      }, 700);
    }
    ['scroll', 'resize'].forEach(name => window.addEventListener(name, look, { passive: true }));
    document.addEventListener('visibilitychange', look);
    look();
  }

  /** Opens a lesson, its quizzes too; returns what shows them anew when another window has answered. @param {HTMLElement} text @param {string} lesson @param {Keeper} keeper */
  player.lesson = function (text, lesson, keeper) {
    const found = player.all(text, '[data-quiz]').map(section => ({ section: section, key: player.quizKey(section) })).filter(one => one.key);
    const graded = found.filter(one => one.key && one.key.graded);
    const finish = () => {
      if (Number(keeper.get('l:' + lesson)) === 2) { return; }
      keeper.put({ ['l:' + lesson]: 2 });
      player.progress(keeper.all());
    };
    const finishWhenAnswered = () => {
      if (graded.every(one => one.key && player.state.quiz(one.key, keeper.all()).finished)) { finish(); }
    };
    /** @type {QuizServices} */
    const services = { keeper: keeper, changed: () => { if (graded.length) { finishWhenAnswered(); } } };
    keeper.put({ last: lesson, day: player.today(), lang: root.lang, v: root.getAttribute('data-version') || '', ['l:' + lesson]: Math.max(1, Number(keeper.get('l:' + lesson)) || 0) });
    /** @type {(() => void)[]} */
    const renewals = [];
    found.forEach(one => player.part('quiz', () => {
      if (one.key) { renewals.push(player.runs[one.key.graded ? 'quiz' : 'survey'](one.section, one.key, services)); }
    }));
    if (graded.length) {
      finishWhenAnswered();
    } else {
      watchEnd(text, finish);
      player.all(text, '[data-next]').forEach(link => link.addEventListener('click', finish));
    }
    return () => renewals.forEach(renew => renew());
  };

  /** @param {End} end @param {People} people @param {string} course @param {State} state */
  function open(end, people, course, state) {
    const keeper = player.keeper(end, course, people.id, state, player.fate(end.name));
    const lesson = root.getAttribute('data-lesson');
    let renew = () => {};
    if (lesson) { player.part('lesson', () => { renew = player.lesson(player.one(document, 'main') || document.body, lesson, keeper); }); }
    player.part('progress', () => player.progress(keeper.all()));
    player.part('links', () => player.holdLinks(keeper));
    if (!lesson && end.name === 'memory') { player.fate(end.name)('unsaved'); }
    const back = () => keeper.reload().then(() => player.part('back', () => {
      player.progress(keeper.all());
      renew();
    }));
    window.addEventListener('pageshow', event => { if (event.persisted) { back(); } });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) { back(); } });
    return keeper;
  }

  /** @param {End} end @param {People} people */
  function wake(end, people) {
    const course = root.getAttribute('data-course') || '';
    /** @type {Services} */
    const services = { end: end, people: people, course: course };
    const name = people.name();
    if (name) { player.all(document, '[data-me]').forEach(place => { place.textContent = place.dataset.named = name; }); }
    // Brought back from memory: another learner may be at work by now, or reading is set otherwise.
    window.addEventListener('pageshow', event => {
      if (event.persisted) { player.people(end).then(now => { if (now.id !== people.id) { window.location.reload(); } }); }
    });
    const opened = course ? end.ask('load', course, people.id).then(answer => { services.keeper = open(end, people, course, answer.state); }) : Promise.resolve();
    return opened.then(() => {
      player.wakes.forEach(act => player.part('part', () => act(services)));
      if (root.hasAttribute('data-offline') && window.navigator.serviceWorker) { player.load('offline').catch(() => undefined); }
    });
  }

  function boot() {
    root.setAttribute('data-player', 'waking');
    player.all(document, '[data-open-contents]').forEach(opener => opener.addEventListener('click', () => player.load('contents').then(() => player.contents(opener), () => root.removeAttribute('data-player')), { once: true }));
    player.store.open(root.getAttribute('data-course') || '', root.getAttribute('data-hub') || undefined)
      .then(end => player.people(end).then(people => wake(end, people)))
      .then(() => root.setAttribute('data-player', 'awake'), broken => player.part('store', () => { throw broken; }));
  }

  // Only then has every deferred script run.
  if (document.readyState === 'complete') { boot(); } else { document.addEventListener('DOMContentLoaded', boot); }
})(window.alforja = window.alforja || Object());
