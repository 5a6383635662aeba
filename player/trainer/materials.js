/** What must be brought: for as many people as a trainer types, with what is packed already. */
(function (/** @type {Player} */ player) {
  'use strict';
  const MOST = 1000;

  /** The same as the generator says (`render/page/guide.rs`). @param {number} people @param {number} group */
  function words(people, group) {
    const groups = player.timetable.groups(people, group);
    if (groups.count === 1) { return player.t('together'); }
    const even = groups.people === groups.fewest;
    return player.count(even ? 'groups' : 'groups-uneven', groups.count, { people: groups.people, fewest: groups.fewest });
  }

  /** @param {HTMLElement} place @param {HTMLElement} form */
  function wake(place, form) {
    const kept = player.keptHere('materials');
    const given = String(place.getAttribute('data-participants'));
    const boxes = /** @type {HTMLInputElement[]} */ (player.all(place, 'input[type="checkbox"]'));
    const state = Object.assign({ people: given, packed: [] }, kept.read());
    const packed = () => boxes.filter(box => box.checked).map(box => box.value);

    function draw() {
      player.all(place, '[data-material]').forEach(material => {
        const uses = player.all(material, '[data-group]');
        const counts = uses.map(use => {
          const group = Number(use.getAttribute('data-group')) || 0;
          use.textContent = words(Number(state.people), group);
          return player.timetable.groups(Number(state.people), group).count;
        });
        const most = player.one(material, '[data-most]');
        if (most) { most.textContent = player.number(Math.max.apply(null, counts)) + ' ×'; }
      });
    }

    function left() {
      const count = boxes.length - packed().length;
      const line = player.one(form, '[data-left]');
      if (line) { line.textContent = count ? player.count('left-to-pack', count) : player.t('all-packed'); }
    }

    function keep() {
      kept.keep({ people: state.people, packed: packed() });
      left();
    }

    const people = /** @type {HTMLInputElement} */ (player.make('input', { type: 'number', class: 'field', min: 1, max: MOST, value: state.people, required: '' }));
    people.addEventListener('input', () => {
      const good = Number(people.value) >= 1 && Number(people.value) <= MOST;
      people.setAttribute('aria-invalid', String(!good));
      if (!good) { return; }
      state.people = people.value;
      draw();
      keep();
    });
    const untick = player.button(player.t('untick'), () => {
      boxes.forEach(box => { box.checked = false; });
      keep();
    });
    boxes.forEach(box => {
      box.checked = Array.isArray(state.packed) && state.packed.indexOf(box.value) >= 0;
      box.addEventListener('change', keep);
    });
    form.addEventListener('submit', event => event.preventDefault());
    form.append(player.make('div', { class: 'settings' }, [player.labelled(player.t('participants'), people)]),
      player.make('p', { class: 'quiet', 'data-left': '', role: 'status' }),
      player.make('div', { class: 'actions' }, [player.button(player.t('print'), () => window.print(), 'button'), untick]));
    form.hidden = false;
    draw();
    left();
  }

  player.wakes.push(() => {
    const place = player.one(document, '[data-materials]');
    const form = player.one(document, '[data-packing]');
    if (place && form && player.one(place, '[data-material]')) { wake(place, form); }
  });
})(window.alforja = window.alforja || Object());
