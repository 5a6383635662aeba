/** What the class's site says of a course: its lessons and questions, and what learners are asked. */
(function (/** @type {Player} */ player) {
  'use strict';
  const room = player.classroom;
  const PATIENCE = 10000;
  /** @type {Record<string, Promise<{ outline: Outline, view: RecordView } | null>>} */
  const pages = {};

  /** @param {Document} page @param {string} name @returns {any} */
  function data(page, name) {
    const place = page.querySelector('[' + name + ']');
    return place && JSON.parse(place.textContent || 'null');
  }

  /** Returns what the page of results at an address says; null where it is not to be had now. */
  room.outline = function (address) {
    const known = pages[address] = pages[address] || new Promise(resolve => {
      const request = new XMLHttpRequest();
      const done = () => {
        try {
          const page = new DOMParser().parseFromString(request.status === 200 ? request.responseText : '', 'text/html');
          const outline = data(page, 'data-outline');
          const view = data(page, 'data-record');
          resolve(outline && view ? { outline: outline, view: view } : null);
        } catch (broken) { resolve(null); }
      };
      request.open('GET', address);
      request.timeout = PATIENCE;
      ['load', 'error', 'timeout', 'abort'].forEach(event => request.addEventListener(event, done));
      request.send();
    });
    // Asked again next time.
    known.then(found => { if (!found) { delete pages[address]; } });
    return known;
  };
})(window.alforja = window.alforja || Object());
