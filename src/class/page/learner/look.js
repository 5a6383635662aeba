/**
 * The class's own line on a page: who is in it, and whether all is sent. It lives in a shadow of its own, so that no
 * style of the site reaches it.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const room = player.classroom;
  const make = player.make;

  /** Whether the site is shown as by day or by night, where the page says so. */
  function scheme() {
    const chosen = window.getComputedStyle(document.documentElement).getPropertyValue('color-scheme').trim();
    return chosen === 'dark' || chosen === 'light' ? chosen : '';
  }

  /** Puts the line's place above the page's head. @returns {ShadowRoot} */
  room.place = function () {
    const host = make('div', { 'data-alforja-class': '', 'data-scheme': scheme() });
    const head = player.one(document, 'body > header');
    const root = host.attachShadow({ mode: 'open' });
    const style = make('link', { rel: 'stylesheet', href: '/~class/learner.css' });
    // Nothing of it is seen before it looks as it should.
    host.style.display = 'none';
    style.addEventListener('load', () => { host.style.display = ''; });
    root.append(style);
    document.body.insertBefore(host, head || document.body.firstChild);
    return root;
  };

  /** Returns a code as it is read aloud: `K3F 9Q2`. */
  room.spaced = code => code.replace(/(...)(?=.)/g, '$1 ');

  /**
   * Makes the line of a learner who joined; returns what shows how it stands.
   * @param {ShadowRoot} root @param {ClassRecord} record @param {() => void} leave
   */
  room.line = function (root, record, leave) {
    const sign = make('span', { class: 'sign', 'data-fate': 'waiting' });
    const told = make('span', { class: 'hidden', role: 'status' });
    const who = make('span', { class: 'who' }, [record.name]);
    const summary = make('summary', {}, [who, sign]);
    const code = make('p', {}, [player.t('class-code') + ' ', make('strong', { 'data-code': '' }, [room.spaced(record.code)])]);
    const more = make('div', { class: 'more' }, [
      code, make('p', {}, [player.t('class-code-why')]), make('p', {}, [player.t('class-sees')]),
      make('p', {}, [player.button(player.t('class-leave'), leave, 'second')])
    ]);
    const line = make('section', { class: 'line', 'aria-label': player.t('class-title') }, [make('details', {}, [summary, more]), told]);
    root.append(line);
    let last = '';
    return {
      /** @param {ClassFate} fate */
      show: fate => {
        if (fate === last) { return; }
        const words = player.t('class-' + fate);
        sign.setAttribute('data-fate', fate);
        sign.textContent = '';
        sign.append(player.icon(fate === 'sent' ? 'right' : 'up'), words);
        // Each message that goes is no news to who listens; that some wait, and that all are there again, is.
        if (last && (fate !== 'waiting' || navigator.onLine === false)) { told.textContent = player.t(fate === 'sent' ? 'class-sent' : 'class-waiting-long'); }
        last = fate;
      },
      /** @param {string} name */
      name: name => { who.textContent = name; },
      remove: () => line.remove()
    };
  };
})(window.alforja = window.alforja || Object());
