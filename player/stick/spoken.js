/** A page that says everything in every language: shows the reader's own, and the others when they are asked for. */
(function () {
  'use strict';
  const all = Array.from(document.querySelectorAll('[data-spoken]'));
  const links = Array.from(document.querySelectorAll('[data-speak]'));
  const tag = (/** @type {Element} */ node) => (node.getAttribute('lang') || '').toLowerCase();

  /** Returns which language is shown first: the one of the address, else the first that the browser asks for. */
  function wanted() {
    const asked = [decodeURIComponent(location.hash.slice(1))].concat(navigator.languages || [navigator.language || '']).map(word => word.toLowerCase());
    const found = asked.map(word => all.find(one => tag(one) === word) || all.find(one => tag(one).split('-')[0] === word.split('-')[0])).filter(Boolean);
    return found[0] || all[0];
  }

  function show() {
    const now = wanted();
    if (!now) { return; }
    all.forEach(one => { /** @type {HTMLElement} */ (one).hidden = one !== now; });
    links.forEach(link => {
      if (tag(link) === tag(now)) { link.setAttribute('aria-current', 'true'); } else { link.removeAttribute('aria-current'); }
    });
    document.documentElement.className = 'alone';
    document.documentElement.lang = now.getAttribute('lang') || '';
    document.title = now.getAttribute('data-title') || document.title;
  }

  window.addEventListener('hashchange', show);
  show();
})();
