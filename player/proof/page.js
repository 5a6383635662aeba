/** The page that checks certificates: each time the text changes, it says what the text proves. */
(function (/** @type {Player} */ player) {
  'use strict';
  /** @param {string} selector */
  const find = selector => /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(selector)));
  const held = document.querySelector('[data-keys]');
  const keys = JSON.parse((held && held.textContent) || '[]');
  const texts = /** @type {HTMLTextAreaElement[]} */ (find('[data-text]'));

  /** @param {string} name @param {any} signed @param {Element} place */
  function value(name, signed, place) {
    if (name !== 'date' || !signed.date) { return signed[name] || '\u2013'; }
    const spoken = place.closest('[data-months]');
    return player.dayInWords(signed.date, JSON.parse((spoken && spoken.getAttribute('data-months')) || '[]'));
  }

  /** @param {string} text */
  function check(text) {
    const signed = text.trim() ? player.proof.read(text) : null;
    const verdict = !signed ? '' : signed.why || player.proof.proof(signed, keys, /** @type {any} */ (window).nacl);
    const key = signed && keys.find((/** @type {any} */ one) => one.id === signed.key);
    find('[data-verdict]').forEach(place => { place.hidden = place.getAttribute('data-verdict') !== verdict; });
    find('[data-says]').forEach(place => { place.hidden = !signed || Boolean(signed.why); });
    find('[data-owner]').forEach(place => { place.textContent = (key && key.owner) || ''; });
    if (signed && !signed.why) { find('[data-value]').forEach(place => { place.textContent = value(place.getAttribute('data-value') || '', signed, place); }); }
    document.documentElement.setAttribute('data-proof', verdict);
  }

  /** @param {string} text */
  function take(text) {
    texts.forEach(field => { if (field.value !== text) { field.value = text; } });
    check(text);
  }

  find('[data-trusted]').forEach(list => keys.forEach((/** @type {any} */ key) => {
    const item = document.createElement('li');
    item.textContent = (key.owner ? key.owner + ': ' : '') + key.id;
    list.appendChild(item);
  }));
  texts.forEach(field => field.addEventListener('input', () => take(field.value)));
  const hash = () => {
    let text = '';
    try { text = decodeURIComponent(window.location.hash.slice(1)); } catch (broken) { /* then there is nothing to check */ }
    if (text.indexOf('ALFC') === 0) { take(text); }
  };
  window.addEventListener('hashchange', hash);
  hash();
})(window.alforja = window.alforja || Object());
