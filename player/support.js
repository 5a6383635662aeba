/** The page of help: puts the page that was come from, and what is asked, into the prepared calls and messages. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;
  const MOST = 500;

  /** Reads what the page carries as data. @param {string} name */
  function data(name) {
    const place = player.one(document, '[' + name + ']');
    return JSON.parse((place && place.textContent) || '{}');
  }

  /** Takes out halves of surrogate pairs, which no address can hold. @param {string} text */
  function whole(text) {
    return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, found => found.length === 2 ? found : '\ufffd');
  }

  /** @param {string} text */
  const encoded = text => encodeURIComponent(whole(text).replace(/\r\n?|\n/g, '\r\n')).replace(/[!'()*]/g, sign => '%' + sign.charCodeAt(0).toString(16).toUpperCase());

  /** Returns the address of a way to find help with a message in it. @param {string} way @param {string} address @param {string} subject @param {string} text */
  player.prepared = function (way, address, subject, text) {
    if (way === 'sms') { return address + '?body=' + encoded(text); }
    if (way === 'whatsapp') { return address + '?text=' + encoded(text); }
    return way === 'mail' ? address + '?subject=' + encoded(subject) + '&body=' + encoded(text) : address;
  };

  player.wakes.push(() => {
    const box = player.one(document, '[data-support]');
    if (!box) { return; }
    const outline = data('data-outline');
    /** @type {Record<string, string>} */
    const pages = data('data-asked').pages || {};
    const own = box.closest('[data-leaf]');
    const question = /** @type {HTMLTextAreaElement} */ (make('textarea', { class: 'field', id: 'support-question', rows: 4, maxlength: MOST, 'data-support-question': '' }));
    const message = make('p', { class: 'message', dir: 'auto', 'data-message': '' });
    const named = () => window.location.hash.replace(/^#(page=)?/, '');
    let from = own ? '' : named();

    /** Returns the title of the page that was come from. */
    function title() {
      let name = from;
      try { name = decodeURIComponent(from); } catch (broken) { /* then it is as it stands */ }
      const lesson = (outline.lessons || []).find((/** @type {any} */ one) => one.id === name);
      if (lesson) { return lesson.title || lesson.id; }
      const module = own ? name.replace(/^part-/, '') : name;
      return Object.prototype.hasOwnProperty.call(pages, module) && module !== '_support' ? pages[module] : '';
    }

    function fill() {
      const values = { course: outline.title || '', page: title() };
      const about = player.t(values.page ? 'about-page' : 'about', values);
      const asked = question.value.trim();
      const text = asked ? about + '\n\n' + asked : about;
      message.textContent = text;
      player.all(/** @type {HTMLElement} */ (box), '[data-way]').forEach(link => {
        const subject = values.page ? values.course + ' \u2013 ' + values.page : values.course;
        link.setAttribute('href', player.prepared(link.getAttribute('data-way') || '', link.getAttribute('data-address') || '', subject, text));
      });
    }

    const place = player.one(box, '[data-question-place]') || box;
    place.append(
      make('label', { for: question.id }, [player.t('question')]), question,
      make('p', { class: 'quiet' }, [player.t('will-say')]), message
    );
    question.addEventListener('input', fill);
    // In a document the address names this page; the one before it is known from the turn.
    window.addEventListener('hashchange', event => {
      const old = event.oldURL.split('#')[1] || '';
      if (own && window.location.hash === '#' + own.id) { from = old.split('.')[0]; }
      if (!own) { from = named(); }
      fill();
    });
    fill();
    player.all(document, '[data-tool="support"]').forEach(main => main.setAttribute('data-ready', ''));
  });
})(window.alforja = window.alforja || Object());
