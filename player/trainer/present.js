/**
 * Presents a lesson: one block a screen, in large letters, by keys, by touch or by a remote control.
 *
 * `#present` in the address begins a lesson, `#present-last` at its end: so one lesson leads to the next. Then the address
 * is as it was; where the trainer is stands in this window's storage, so that a page that is loaded again goes on there.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const KEPT = 'alforja:present';
  const BEGIN = /^#present(-last)?$/;
  /** @type {Record<string, string>} */
  const KEYS = {
    ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next', Enter: 'next', ArrowLeft: 'back', ArrowUp: 'back', PageUp: 'back', Backspace: 'back',
    Home: 'first', End: 'last', Escape: 'leave', '?': 'help', h: 'help', n: 'notes', f: 'full', b: 'black', '.': 'black', a: 'answer'
  };

  /** The lesson that is shown: in a document of many, that of the open page. */
  function slidesNow() {
    const all = player.all(document, '[data-slides]');
    return all.filter(one => one.offsetParent !== null)[0] || all[0] || null;
  }

  /** Under which name a place in a lesson is kept. @param {HTMLElement} slides */
  function nameOf(slides) {
    const leaf = slides.closest('[data-leaf]');
    return window.location.pathname + (leaf ? '#' + leaf.id : '');
  }

  /** @returns {any} */
  function kept() {
    try { return JSON.parse(window.sessionStorage.getItem(KEPT) || 'null'); } catch (forbidden) { return null; }
  }

  /** @param {any} what */
  function keep(what) {
    try {
      if (what) { window.sessionStorage.setItem(KEPT, JSON.stringify(what)); } else { window.sessionStorage.removeItem(KEPT); }
    } catch (forbidden) { /* then it is only lost with the page */ }
  }

  /** Ends what is presented; nothing while nothing is. @type {(() => void) | null} */
  let end = null;

  /** @param {HTMLElement} slides @param {{ at?: number, step?: number, since?: number, notes?: boolean, last?: boolean }} from */
  function begin(slides, from) {
    if (end) { end(); }
    const screens = player.screens(slides);
    const since = from.since || Date.now();
    const opener = document.activeElement;
    const scrolled = window.pageYOffset;
    let at = from.last ? screens.length - 1 : Math.max(0, Math.min(screens.length - 1, Number(from.at) || 0));
    let step = from.last ? screens[at].steps.length : Math.max(0, Math.min(screens[at].steps.length, Number(from.step) || 0));

    /** @type {Record<string, () => void>} */
    const acts = { next: next, back: back, leave: leave, help: () => toggle(bar.help), notes: () => toggle(bar.notes), black: () => toggle(bar.black), full: full,
      first: () => go(0, 0), last: () => go(screens.length - 1, screens[screens.length - 1].steps.length), answer: () => go(at, screens[at].steps.length) };
    const bar = player.presenterBar(acts);
    const timer = setInterval(() => bar.tick(new Date(), since), 5000);
    document.body.append.apply(document.body, bar.all);
    bar.notes.hidden = !from.notes;

    function remember() {
      keep({ page: nameOf(slides), at: at, step: step, since: since, notes: !bar.notes.hidden });
    }

    /** Letters are set for all that will be shown: nothing jumps when more comes. */
    function fit() {
      player.stage.show(screens[at]);
      player.fit(window.innerHeight, () => document.documentElement.scrollHeight);
      player.stage.veil(screens[at], step);
    }

    function draw() {
      const screen = screens[at];
      document.documentElement.setAttribute('data-notes-open', String(!bar.notes.hidden));
      bar.tell(at + 1, screens.length, screen, screens[at + 1]);
      bar.tick(new Date(), since);
      fit();
      remember();
    }

    /** @param {number} screen @param {number} steps */
    function go(screen, steps) {
      const moved = screen !== at;
      at = screen;
      step = steps;
      draw();
      if (moved) { window.scrollTo(0, 0); }
      const shown = screens[at].shown;
      // Who listens hears what is new.
      const told = !moved && step ? screens[at].steps[step - 1][0] : shown[0];
      player.focus(told);
      if (!moved && step && told.getBoundingClientRect().bottom > window.innerHeight - 60) { told.scrollIntoView(false); }
    }

    function next() {
      const screen = screens[at];
      const hidden = document.documentElement.scrollHeight - window.innerHeight - window.pageYOffset;
      if (step < screen.steps.length) {
        go(at, step + 1);
      } else if (hidden > 8) {
        window.scrollTo(0, window.pageYOffset + window.innerHeight * 0.7);
      } else if (at < screens.length - 1) {
        go(at + 1, 0);
      } else {
        lesson('[data-next]', 'present');
      }
    }

    function back() {
      if (step > 0) {
        go(at, step - 1);
      } else if (at > 0) {
        go(at - 1, screens[at - 1].steps.length);
      } else {
        lesson('[data-previous]', 'present-last');
      }
    }

    /** Goes on in another lesson; the course's own page ends it. @param {string} which @param {string} how */
    function lesson(which, how) {
      const text = slides.closest('.text');
      const link = /** @type {HTMLAnchorElement | null} */ (text && text.querySelector('.turn ' + which));
      if (!link) { return; }
      const ends = link.hasAttribute('data-to-course');
      const notes = !bar.notes.hidden;
      if (end) { end(); }
      // Notes that are open stay open.
      if (!ends) { keep({ on: true, notes: notes }); }
      if ((link.getAttribute('href') || '').charAt(0) === '#') {
        link.click();
        if (!ends) { setTimeout(() => player.part('present', () => {
          const other = slidesNow();
          if (other) { begin(other, { last: how === 'present-last', notes: notes }); }
        }), 60); }
      } else {
        window.location.href = link.href.split('#')[0] + (ends ? '' : '#' + how);
      }
    }

    /** @param {HTMLElement} part */
    function toggle(part) {
      part.hidden = !part.hidden;
      const isOpen = !part.hidden;
      if (part === bar.notes) { draw(); }
      if (part === bar.help) { player.focus(isOpen ? bar.closer : bar.buttons.help); }
      if (part === bar.black) { player.say(player.t(isOpen ? 'is-black' : 'is-not-black')); }
      bar.buttons.notes.setAttribute('aria-pressed', String(!bar.notes.hidden));
      bar.buttons.black.setAttribute('aria-pressed', String(!bar.black.hidden));
    }

    function full() {
      const failed = () => undefined;
      if (document.fullscreenElement) { document.exitFullscreen().then(failed, failed); return; }
      const asked = document.documentElement.requestFullscreen && document.documentElement.requestFullscreen();
      if (asked) { asked.then(failed, failed); }
    }

    /** Leaves what lies above the screen, then the screen. */
    function leave() {
      if (!bar.help.hidden) { toggle(bar.help); return; }
      if (!bar.black.hidden) { toggle(bar.black); return; }
      const shown = screens[at].shown[0];
      if (end) { end(); }
      if (at) { shown.scrollIntoView(); } else { window.scrollTo(0, scrolled); }
      player.focus(opener instanceof HTMLElement && opener.offsetParent ? opener : shown);
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
      const target = /** @type {Element} */ (event.target);
      const act = KEYS[event.key] || KEYS[event.key.toLowerCase()];
      const ours = act && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (!ours || target.matches('input, select, textarea, video, audio')) { return; }
      if ((event.key === ' ' || event.key === 'Enter') && target.closest('a[href], button, summary')) { return; }
      if (!bar.help.hidden && act !== 'help' && act !== 'leave') { return; }
      event.preventDefault();
      if (!bar.black.hidden && act !== 'help' && act !== 'leave') { toggle(bar.black); return; }
      acts[act]();
    }

    /** @type {Touch | null} */
    let finger = null;
    /** @param {TouchEvent} event */
    function touch(event) { finger = event.touches.length === 1 ? event.touches[0] : null; }
    /** @param {TouchEvent} event */
    function lift(event) {
      const now = event.changedTouches[0];
      const target = /** @type {Element} */ (event.target);
      if (!finger || !now || target.closest('[data-stage], .scroll, video, audio, input')) { return; }
      const [across, down] = [now.clientX - finger.clientX, now.clientY - finger.clientY];
      finger = null;
      if (Math.abs(across) < 50 || Math.abs(across) < Math.abs(down) * 1.5) { return; }
      const forward = document.documentElement.dir === 'rtl' ? across > 0 : across < 0;
      if (forward) { next(); } else { back(); }
    }

    end = () => {
      end = null;
      clearInterval(timer);
      keep(null);
      document.removeEventListener('keydown', press);
      document.removeEventListener('touchstart', touch);
      document.removeEventListener('touchend', lift);
      window.removeEventListener('resize', draw);
      bar.all.forEach(one => one.remove());
      document.documentElement.removeAttribute('data-notes-open');
      player.stage.leave();
    };
    document.addEventListener('keydown', press);
    document.addEventListener('touchstart', touch, { passive: true });
    document.addEventListener('touchend', lift, { passive: true });
    window.addEventListener('resize', draw);
    // Pictures come later than words.
    player.all(slides, 'img').forEach(picture => picture.addEventListener('load', () => { if (end) { fit(); } }));
    go(at, step);
  }

  /** Begins where the address asks for it; tells whether it did. */
  function byAddress() {
    const asked = BEGIN.exec(window.location.hash);
    const slides = slidesNow();
    const before = kept();
    if (!asked || !slides) { return false; }
    try { window.history.replaceState(null, '', '#top'); } catch (forbidden) { /* then it begins anew when it is loaded again */ }
    begin(slides, { last: Boolean(asked[1]), notes: Boolean(before && before.on && before.notes) });
    return true;
  }

  player.wakes.push(() => {
    player.all(document, '[data-present]').forEach(button => {
      button.hidden = false;
      button.addEventListener('click', () => {
        const slides = slidesNow();
        if (slides) { begin(slides, {}); }
      });
    });
    const slides = slidesNow();
    if (!slides) { return; }
    const before = kept();
    window.addEventListener('hashchange', byAddress);
    if (!byAddress() && before && before.page === nameOf(slides)) { begin(slides, before); }
  });
})(window.alforja = window.alforja || Object());
