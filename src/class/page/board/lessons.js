/** What is asked in the courses, read from the site's own pages: outlines, prompts, choices, which are right. */
(function (/** @type {Player} */ player) {
  'use strict';
  const board = player.board;
  /** @type {Record<string, Promise<Document | null>>} */
  const pages = {};

  /** @param {string} address @returns {Promise<Document | null>} nothing where it is not to be had */
  function page(address) {
    pages[address] = pages[address] || new Promise(resolve => {
      const request = new XMLHttpRequest();
      request.open('GET', address);
      request.addEventListener('load', () => resolve(request.status === 200 ? new DOMParser().parseFromString(request.responseText, 'text/html') : null));
      request.addEventListener('error', () => {
        delete pages[address];
        resolve(null);
      });
      request.send();
    });
    return pages[address];
  }

  /** The words of an element, without what only a screen reader says and without marks. @param {Element | null} element */
  function words(element) {
    if (!element) { return ''; }
    const copy = /** @type {Element} */ (element.cloneNode(true));
    Array.from(copy.querySelectorAll('script, style, .visually-hidden, annotation')).forEach(one => one.remove());
    Array.from(copy.querySelectorAll('input, select')).forEach(one => one.replaceWith('____'));
    return (copy.textContent || '').replace(/\s+/g, ' ').trim();
  }

  /** Returns the outline of a course in a language. @param {BoardEdition} edition @returns {Promise<Outline | null>} */
  board.outline = edition => page(edition.results).then(found => {
    const place = found && found.querySelector('[data-outline]');
    return place ? JSON.parse(place.textContent || 'null') : null;
  });

  /** Returns what a question asks; nothing where its page is not to be had. @param {BoardEdition} edition @param {BoardQuestion} question @returns {Promise<BoardAsked | null>} */
  board.asked = function (edition, question) {
    const address = new URL(question.lesson.href || '', new URL(edition.results, window.location.href)).href.split('#')[0];
    return page(address).then(found => {
      const section = found && Array.from(found.querySelectorAll('[data-quiz]')).filter(one => one.getAttribute('data-quiz') === question.quiz)[0];
      const form = section && Array.from(section.querySelectorAll('[data-question]')).filter(one => one.getAttribute('data-question') === question.id)[0];
      if (!section || !form) { return null; }
      const key = section.querySelector('[data-key]');
      const asked = ((key && JSON.parse(key.textContent || '{}').questions) || []).filter((/** @type {Key} */ one) => one.id === question.id)[0];
      const body = question.kind === 'gaps' ? words(form.querySelector('fieldset .body')) : '';
      return {
        prompt: words(form.querySelector('legend')), body: body,
        choices: Array.from(form.querySelectorAll('[data-choice]')).map(choice => words(choice.querySelector('.words'))), right: (asked && asked.right) || []
      };
    });
  };
})(window.alforja = window.alforja || Object());
