/** The trainer's board: asks what is new, and shows it; what the trainer chose stays as it is. */
(function (/** @type {Player} */ player) {
  'use strict';
  const board = player.board;
  const make = player.make;
  const VIEWS = ['join', 'people', 'questions', 'end'];
  const PATIENCE = 30000;
  const PAUSE = 400;
  const RETRY = 2000;
  /** @type {Record<string, BoardLearner>} */
  let learners = {};
  /** @type {BoardTold | null} */
  let told = null;
  /** @type {Record<string, BoardAsked>} */
  const asked = {};
  let lost = false;

  /** What the trainer chose; it lasts as long as the window. @param {string} name @param {string} [value] @returns {string} */
  function choice(name, value) {
    try {
      if (value !== undefined) { window.sessionStorage.setItem('alforja-board-' + name, value); }
      return window.sessionStorage.getItem('alforja-board-' + name) || '';
    } catch (forbidden) { return value || chosen[name] || ''; }
  }
  /** @type {Record<string, string>} */
  const chosen = {};

  const view = () => VIEWS.indexOf(choice('view')) >= 0 ? choice('view') : 'join';

  /** The course that is looked at: the chosen one, else the one that most learners are in, in the board's language where there is that. */
  function edition() {
    const all = told ? told.editions : [];
    const named = all.filter(one => one.results === choice('course'))[0];
    if (named) { return named; }
    const count = (/** @type {string} */ course) => Object.keys(learners).filter(id => learners[id].courses[course]).length;
    const lang = document.documentElement.lang;
    return all.slice().sort((one, other) => count(other.course) - count(one.course) || Number(other.lang === lang) - Number(one.lang === lang))[0];
  }

  /** @param {string} name @param {string} value */
  function choose(name, value) {
    chosen[name] = value;
    choice(name, value);
    if (name === 'view') { news.textContent = ''; }
    draw();
  }

  const main = make('main', { 'data-board': '' });
  const status = make('p', { class: 'alert', role: 'alert' });
  const tabs = make('nav', { class: 'tabs', 'aria-label': player.t('title') }, VIEWS.map(name => {
    const button = player.button(player.t('view-' + name), () => choose('view', name), 'tab');
    button.setAttribute('data-view', name);
    return button;
  }));
  const courses = /** @type {HTMLSelectElement} */ (make('select', { 'aria-label': player.t('course'), 'data-courses': '' }));
  const names = player.button('', () => choose('names', choice('names') ? '' : 'yes'), 'switch');
  const answers = player.button('', () => choose('answers', choice('answers') ? '' : 'yes'), 'switch');
  names.setAttribute('data-names', '');
  answers.setAttribute('data-answers', '');
  courses.addEventListener('change', () => choose('course', courses.value));
  const choices = make('div', { class: 'tools' }, [courses, names, answers]);
  const news = make('p', { class: 'news', role: 'status', 'data-news': '' });
  const room = make('main', { 'data-room': '', hidden: '' });
  document.body.append(make('header', {}, [make('h1', {}, [player.t('title')]), tabs, choices]), status, news, main, room);

  /** Whether the finger is down: what is under it stays until it is up, or the click would be lost. */
  let pressed = false;
  let late = false;
  ['mousedown', 'touchstart'].forEach(event => main.addEventListener(event, () => { pressed = true; }, { passive: true }));
  ['mouseup', 'touchend', 'touchcancel'].forEach(event => document.addEventListener(event, () => window.setTimeout(() => {
    pressed = false;
    if (late) { draw(); }
  })));

  /** What the keyboard is on, by its name; it is there again when all was made anew. */
  const focused = () => document.activeElement && main.contains(document.activeElement) ? document.activeElement.getAttribute('data-focus') : null;
  /** What the keyboard comes back to. @type {string | null} */
  let awaited = null;

  /** Shows what is new, where it is other than what stands there; what was opened stays open. @param {HTMLElement} fresh */
  function show(fresh) {
    const opened = player.all(main, 'details[open]').map(one => one.getAttribute('data-open'));
    player.all(fresh, 'details').filter(one => opened.indexOf(one.getAttribute('data-open')) >= 0).forEach(one => one.setAttribute('open', ''));
    const wanted = awaited || focused();
    if (!main.firstChild || !main.firstChild.isEqualNode(fresh)) {
      main.textContent = '';
      main.append(fresh);
    }
    const place = wanted && player.all(main, '[data-focus]').filter(one => one.getAttribute('data-focus') === wanted)[0];
    if (place) { place.focus(); } else if (awaited) { names.focus(); }
    awaited = null;
  }

  /** Opens the panel in which the trainer decides about a learner; all else is put away meanwhile. @param {'correct' | 'remove'} what @param {BoardLearner} learner */
  function open(what, learner) {
    const done = (/** @type {string} */ said) => {
      room.textContent = '';
      [tabs, choices, main].forEach(one => { one.hidden = false; });
      room.hidden = true;
      news.textContent = said;
      awaited = what + ' ' + learner.id;
      if (said && what === 'remove') { delete learners[learner.id]; }
      draw();
    };
    const panel = what === 'correct' ? board.panels.correct(learner, done) : board.panels.remove(learner, told ? told.aside : '', done);
    news.textContent = '';
    room.textContent = '';
    room.append(panel);
    [tabs, choices, main].forEach(one => { one.hidden = true; });
    room.hidden = false;
    window.scrollTo(0, 0);
    player.focus(player.one(panel, 'h2'));
  }

  /** Takes all results along. */
  function take() {
    news.textContent = player.t('zip-coming');
    board.take('results-' + player.today() + '.zip').then(good => { news.textContent = player.t(good ? 'zip-here' : 'zip-trouble'); });
  }

  function tools() {
    const all = told ? told.editions : [];
    const now = edition();
    const wanted = all.map(one => one.results).join('\n');
    if (courses.getAttribute('data-list') !== wanted) {
      courses.textContent = '';
      courses.setAttribute('data-list', wanted);
      all.forEach(one => courses.append(make('option', { value: one.results }, [one.title + ' (' + one.lang + ')'])));
    }
    if (now) { courses.value = now.results; }
    player.all(tabs, 'button').forEach(button => {
      if (button.getAttribute('data-view') === view()) { button.setAttribute('aria-current', 'page'); } else { button.removeAttribute('aria-current'); }
    });
    /** @param {HTMLElement} button @param {string} name */
    const toggle = (button, name) => {
      button.textContent = player.t(choice(name) ? name + '-hide' : name + '-show');
      button.setAttribute('aria-pressed', choice(name) ? 'true' : 'false');
    };
    toggle(names, 'names');
    toggle(answers, 'answers');
    courses.hidden = view() === 'join';
    names.hidden = view() === 'join';
    answers.hidden = view() !== 'questions';
  }

  /** Shows how it stands. The keyboard and the scrolling stay where they are: no part of the tools is made anew. */
  function draw() {
    late = pressed;
    tools();
    const now = edition();
    status.textContent = lost ? player.t('lost') : told && !told.kept ? player.t('disk') : told && !told.recorded ? player.t('unrecorded') : '';
    status.hidden = !status.textContent;
    if (!told || !now || late || !room.hidden) { return; }
    /** @type {BoardNow} */
    const all = {
      learners: Object.keys(learners).map(id => learners[id]).sort((one, other) => one.name.localeCompare(other.name)), time: told.now, pin: told.pin, ways: told.ways, folder: told.folder, aside: told.aside,
      edition: now, names: !!choice('names'), answers: !!choice('answers'), asked: asked, open: open, take: take
    };
    if (view() === 'join') {
      show(board.views.join(all));
      return;
    }
    board.outline(now).then(found => {
      const still = edition();
      if (!found || !still || still.results !== now.results || view() === 'join' || pressed || !room.hidden) { return; }
      const shown = /** @type {'people' | 'questions' | 'end'} */ (view());
      show(board.views[shown](all, found));
      if (shown === 'questions') { ask(now, found); }
    });
  }

  /** Finds out what the questions ask, once. @param {BoardEdition} now @param {Outline} found */
  function ask(now, found) {
    const missing = board.questions(found).filter(question => !asked[question.id] || asked[question.id].of !== now.results);
    if (!missing.length) { return; }
    Promise.all(missing.map(question => board.asked(now, question).then(one => {
      asked[question.id] = Object.assign({ of: now.results }, one || { prompt: question.id, body: '', choices: [], right: [] });
    }))).then(draw);
  }

  /** Asks what is new, again and again. */
  function listen() {
    const request = new XMLHttpRequest();
    /** @param {number} wait */
    const again = wait => window.setTimeout(listen, wait);
    request.open('GET', '/~class/board.json?since=' + (told ? told.since : ''));
    request.timeout = PATIENCE;
    if (board.key) { request.setRequestHeader('Authorization', 'Bearer ' + board.key); }
    request.addEventListener('load', () => {
      if (request.status === 401) {
        status.textContent = player.t('not-trainer');
        status.hidden = false;
        return;
      }
      try {
        const fresh = /** @type {BoardTold} */ (JSON.parse(request.responseText));
        learners = board.renewed(learners, fresh);
        told = fresh;
        lost = false;
        draw();
        again(PAUSE);
      } catch (broken) { again(RETRY); }
    });
    ['error', 'timeout'].forEach(event => request.addEventListener(event, () => {
      lost = true;
      draw();
      again(RETRY);
    }));
    request.send();
  }

  draw();
  listen();
})(window.alforja = window.alforja || Object());
