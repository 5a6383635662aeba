/** Wakes the learner's own page: its parts in order, and what they may ask for. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** @param {string} name @returns {any} */
  function data(name) {
    const place = player.one(document, '[' + name + ']');
    return place ? JSON.parse(place.textContent || 'null') : null;
  }

  /** Makes the frame of a part: its title, what it has to tell, its place. @param {HTMLElement} main @param {string} name @returns {Section} */
  function frame(main, name) {
    const title = make('h2', { id: 'me-' + name }, [player.t(name + '-title')]);
    const told = make('p', { class: 'told', role: 'status' });
    const place = make('div');
    main.append(make('section', { 'aria-labelledby': title.id, 'data-me-part': name }, [title, told, place]));
    return { place: place, told: told, tell: words => { told.textContent = words; } };
  }

  /** @param {Services} services @param {() => void} fresh @returns {Me} */
  function context(services, fresh) {
    const { end, people, course } = services;
    const view = data('data-courses');
    const id = () => people.shared ? String(people.all().who || '') : '';
    const name = (/** @type {string} */ one) => player.carry.name(player.state.record(people.all(), 'p:' + one).name);
    /** @param {string} one @returns {Promise<Record<string, State>>} */
    const states = one => people.shared
      ? end.ask('list', course, one).then(answer => answer.states || {})
      : end.ask('load', course, one).then(answer => Object.keys(answer.state).length ? { [course]: answer.state } : {});
    return {
      end: end, people: people, courses: view.courses, months: view.months, id: id, name: name, states: states, fresh: fresh,
      learners: () => Object.keys(people.all()).filter(key => key.startsWith('p:')).map(key => ({ id: key.slice(2), name: name(key.slice(2)) })).filter(one => one.name),
      bring: (one, more) => states(one).then(own => {
        const wanted = Object.keys(more).filter(known => people.shared || known === course);
        const saves = wanted.map(known => end.ask('save', known, one, player.carry.join(own[known] || {}, more[known])).then(answer => answer.saved));
        return Promise.all(saves).then(all => all.every(saved => saved));
      }),
      outline: known => {
        const own = data('data-outline');
        if (own && own.course === known.id) { return Promise.resolve(own); }
        return player.script(known.outline || '').then(() => (player.outlines || {})[known.id]);
      }
    };
  }

  player.wakes.push(services => {
    const main = player.one(document, '[data-me-parts]');
    const title = player.one(document, 'h1');
    if (!main) { return; }
    const fills = player.me.all.map(part => ({ fill: part.fill, section: frame(main, part.name) }));
    const me = context(services, () => {
      player.comfort(services.people.all()['c:' + me.id()]);
      player.all(document, '[data-me]').forEach(place => {
        const name = me.name(me.id());
        place.textContent = name || (title && title.textContent);
        if (name) { place.setAttribute('data-named', ''); } else { place.removeAttribute('data-named'); }
      });
      fills.forEach(one => player.part('me', () => one.fill(me, one.section)));
    });
    fills.forEach(one => player.part('me', () => one.fill(me, one.section)));
  });
})(window.alforja = window.alforja || Object());
