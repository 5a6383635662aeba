/** Putting things into order with two buttons each, or by dragging the handle; every move is announced. */
(function (/** @type {Player} */ player) {
  'use strict';
  player.kinds = player.kinds || {};

  /** @param {HTMLElement} form */
  function list(form) {
    return /** @type {HTMLElement} */ (form.querySelector('[data-order]'));
  }

  /** @param {HTMLElement} form */
  function items(form) {
    return player.all(list(form), '[data-item]');
  }

  /** @param {HTMLElement} form */
  function refresh(form) {
    const all = items(form);
    all.forEach((item, place) => player.all(item, '[data-move]').forEach(button => {
      const edge = button.getAttribute('data-move') === 'up' ? 0 : all.length - 1;
      // Not `disabled`: the focus would be lost at the edge.
      button.setAttribute('aria-disabled', String(place === edge));
    }));
  }

  /** @param {HTMLElement} form @param {HTMLElement} item @param {'up' | 'down'} way */
  function move(form, item, way) {
    const other = way === 'up' ? item.previousElementSibling : item.nextElementSibling;
    if (!other || list(form).hasAttribute('data-locked')) { return; }
    const button = player.one(item, '[data-move="' + way + '"]');
    list(form).insertBefore(item, way === 'up' ? other : other.nextElementSibling);
    player.focus(button);
    moved(form, item);
  }

  /** @param {HTMLElement} form @param {HTMLElement} item */
  function moved(form, item) {
    refresh(form);
    player.say(player.t('moved', { item: item.getAttribute('data-words') || '', place: items(form).indexOf(item) + 1, count: items(form).length }));
    form.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Makes what a finger or a mouse takes hold of; the rest of the row scrolls the page. @param {HTMLElement} form @param {HTMLElement} item */
  function grip(form, item) {
    const handle = player.make('span', { class: 'grip', 'aria-hidden': 'true', 'data-grip': '' }, [player.icon('grip')]);
    // No scrolling by what is held, nor any rolling on after it was let go.
    handle.addEventListener('touchstart', event => event.preventDefault(), { passive: false });
    handle.addEventListener('pointerdown', event => {
      if (event.button || list(form).hasAttribute('data-locked')) { return; }
      let held = true;
      ['pointerup', 'pointercancel'].forEach(name => document.addEventListener(name, () => { held = false; }, { once: true }));
      event.preventDefault();
      player.load('drag').then(() => { if (held) { player.drag(list(form), item, event, () => moved(form, item)); } }, () => {});
    });
    return handle;
  }

  /** @param {HTMLElement} form @param {number[]} order */
  function arrange(form, order) {
    const all = items(form);
    order.forEach(at => all.filter(item => Number(item.getAttribute('data-item')) === at).forEach(item => list(form).appendChild(item)));
    refresh(form);
  }

  player.kinds.order = {
    ask: 'choose',
    read: form => items(form).map(item => Number(item.getAttribute('data-item'))),
    write: arrange,
    clear: () => undefined,
    prepare: form => {
      items(form).forEach(item => {
        const words = (item.textContent || '').trim();
        item.setAttribute('data-words', words);
        const buttons = (/** @type {('up' | 'down')[]} */ (['up', 'down'])).map(way => {
          const button = player.make('button', { type: 'button', class: 'move', 'data-move': way, 'aria-label': player.t('move-' + way, { item: words }) }, [player.icon(way)]);
          button.addEventListener('click', () => move(form, item, way));
          return button;
        });
        item.append(player.make('span', { class: 'moves' }, buttons));
        if ('PointerEvent' in window) { item.prepend(grip(form, item)); }
      });
      refresh(form);
    },
    lock: (form, locked) => {
      if (locked) { list(form).setAttribute('data-locked', ''); } else { list(form).removeAttribute('data-locked'); }
      player.show(player.all(form, '.moves, .grip'), () => !locked);
    },
    mark: (form, question, answer, grade, reveal) => {
      if (reveal) { arrange(form, answer.slice().sort((/** @type {number} */ one, /** @type {number} */ other) => one - other)); }
      items(form).forEach((item, place) => {
        const own = Number(item.getAttribute('data-item'));
        const look = (reveal ? answer.indexOf(own) : place) === own ? 'right' : reveal ? 'missed' : 'wrong';
        item.classList.add(look);
        item.append(player.make('span', { class: 'marks', 'data-marks': '' }, [player.icon(look), player.whisper(player.t('mark-' + look))]));
      });
    },
    unmark: form => {
      player.all(form, '[data-marks]').forEach(marks => marks.remove());
      items(form).forEach(item => item.classList.remove('right', 'wrong', 'missed'));
    },
    feedback: () => undefined
  };
})(window.alforja = window.alforja || Object());
