/** What the learner has done: the courses that were begun, how far, and the way on. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** Where to go on: the very lesson that was open last, where this edition has it. @param {MeCourse} course @param {State} state */
  function wayOn(course, state) {
    const last = String(state.last || '');
    const same = state.v === course.version && state.lang === course.lang && /^[\w-]+\/[\w-]+$/.test(last);
    return same ? course.href.replace(/[^/]*$/, '') + last.replace(/\/index$/, '/index_') + '.html' : course.href;
  }

  /** @param {Me} me @param {MeCourse} course @param {State} state */
  function row(me, course, state) {
    const done = Math.min(course.lessons, player.carry.done(state));
    const day = player.me.day(state.day, me.months);
    /** @param {string} href @param {string} words */
    const link = (href, words) => {
      const made = make('a', { class: 'button second', href: href }, [words]);
      player.murmur(made, course.title);
      return made;
    };
    const whole = done === course.lessons;
    const links = [link(whole ? course.href : wayOn(course, state), player.t(whole ? 'done-again' : 'done-on'))]
      .concat([link(course.notes, player.t('done-notes')), link(course.results, player.t('done-results'))]);
    return make('li', { 'data-done': course.id }, [
      make('h3', { lang: course.lang }, [course.title]),
      make('p', { class: 'where' }, [make('span', {}, [player.count('done-count', course.lessons, { done: player.number(done) })])].concat(day ? [make('span', {}, [player.t('done-day', { date: day })])] : [])),
      player.me.actions(links)
    ]);
  }

  /** @param {Me} me @param {Section} section */
  function fill(me, section) {
    const id = me.id();
    me.states(id).then(states => {
      if (id !== me.id()) { return; }
      const begun = me.courses.filter(course => Object.keys(states[course.id] || {}).length);
      section.place.textContent = '';
      section.place.append(begun.length ? make('ul', { class: 'begun' }, begun.map(course => row(me, course, states[course.id]))) : player.me.p(player.t('done-none')));
    });
  }

  player.me.all.push({ name: 'done', fill: fill });
})(window.alforja = window.alforja || Object());
