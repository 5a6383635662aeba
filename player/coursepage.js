/** A course's own page: the learner's path, what is still missing, what must be completed before. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Reads what the page carries as data. @param {string} name */
  function data(name) {
    const place = player.one(document, '[' + name + ']');
    return JSON.parse((place && place.textContent) || '{}');
  }

  /** Returns what is missing, once a lesson: who passes its quiz has been through it. @param {CourseResult['missing']} missing */
  function byLesson(missing) {
    return missing.filter((one, at) => {
      const later = missing[at + 1];
      return !later || later.lesson !== one.lesson;
    });
  }

  /** @param {CourseResult['missing'][0]} one @param {State} state */
  function missing(one, state) {
    const title = one.lesson.title || one.lesson.id;
    const best = one.quiz ? player.state.quiz(one.quiz, state).best : 0;
    const words = player.t(!one.quiz ? 'read-missing' : best ? 'quiz-missing-best' : 'quiz-missing', { title: title, percent: best });
    return player.make('li', {}, [player.make('a', { href: one.lesson.href || '' }, [words])]);
  }

  /** Shows what completion asks for, or that all is done. @param {Outline} outline @param {State} state @param {string[]} months */
  function completion(outline, state, months) {
    const result = player.course(outline, state);
    const begun = Boolean(state.last);
    const done = begun && result.completed;
    const list = player.one(document, '[data-standing] [data-missing]');
    player.all(document, 'section[data-completed]').forEach(place => {
      place.hidden = !done;
      const words = player.one(place, '[data-completed-words]');
      if (!words) { return; }
      words.textContent = state.done ? player.t('completed-on', { day: player.dayInWords(String(state.done), months) }) : player.t('completed');
      words.prepend(player.icon('right'));
    });
    if (!list) { return; }
    list.textContent = '';
    const left = byLesson(result.missing);
    list.append.apply(list, left.map(one => missing(one, state)));
    player.show(player.all(document, '[data-standing] [data-missing], [data-missing-lead]'), () => begun && !done);
    player.show(player.all(document, '[data-begun]'), () => begun);
    if (!begun) { return; }
    const summary = player.one(document, '[data-standing-words]');
    if (summary) { summary.setAttribute('data-usual', summary.getAttribute('data-usual') || summary.textContent || ''); }
    if (summary) { summary.textContent = done ? summary.getAttribute('data-usual') : player.count('left', left.length); }
  }

  /** Before anything on the path is begun, the way in leads to its first lesson. @param {Outline} outline @param {State} state */
  function begin(outline, state) {
    const lessons = player.onPath(outline, state);
    if (!lessons.length || lessons.some(lesson => Number(state['l:' + lesson.id]) > 0)) { return; }
    player.all(document, '[data-start]').forEach(start => {
      start.textContent = start.getAttribute('data-start');
      start.setAttribute('href', lessons[0].href || '');
    });
  }

  /** Asks for the learner's path; the answer counts at once. @param {HTMLElement} form @param {Keeper} keeper @param {() => void} changed */
  function choose(form, keeper, changed) {
    const fields = /** @type {HTMLInputElement[]} */ (player.all(form, 'input'));
    const own = fields.find(field => field.value === String(keeper.get('role') || '')) || fields[0];
    own.checked = true;
    form.hidden = false;
    form.addEventListener('change', () => {
      const chosen = fields.find(field => field.checked) || fields[0];
      keeper.put({ role: chosen.value || null });
      changed();
      const label = chosen.closest('label');
      player.say(player.t('path-chosen', { title: (label && label.textContent || '').trim() }));
    });
  }

  /** Says how far a course is that should be completed first. @param {HTMLElement} place @param {State} state @param {string[]} months */
  function require(place, state, months) {
    const count = Number(place.getAttribute('data-lessons')) || 0;
    const standing = player.stands.required(count, state);
    const words = standing.done ? player.t('require-done-on', { day: player.dayInWords(standing.day, months) })
      : standing.begun ? player.count('require-begun', count, { done: player.number(standing.lessons) }) : player.t('require-none');
    const where = player.one(place, '[data-require-state]');
    if (where) { where.textContent = words; }
    place.setAttribute('data-state', standing.done ? 'done' : standing.begun ? 'begun' : 'none');
  }

  player.wakes.push(services => {
    const keeper = services.keeper;
    if (!keeper) { return; }
    const outline = /** @type {Outline} */ (data('data-outline'));
    const months = /** @type {string[]} */ (data('data-months'));
    const known = (outline.roles || []).indexOf(keeper.get('role')) >= 0;
    if (keeper.get('role') && !known) { keeper.put({ role: null }); }
    const show = () => {
      const day = player.stands.first(outline, keeper.all(), player.today());
      if (day) { keeper.put({ done: day }); }
      begin(outline, keeper.all());
      completion(outline, keeper.all(), months);
    };
    const changed = () => {
      player.path(keeper.all());
      player.progress(keeper.all());
      show();
    };
    player.all(document, '[data-paths]').forEach(form => choose(form, keeper, changed));
    changed();
    window.addEventListener('pageshow', event => { if (event.persisted) { keeper.reload().then(changed); } });
    player.all(document, '[data-require]').forEach(place => services.end.ask('load', place.getAttribute('data-require') || '', services.people.id)
      .then(answer => require(place, answer.state, months)));
  });
})(window.alforja = window.alforja || Object());
