/**
 * The hub: owns the storage of a course that is opened as local files. In a browser that gives each file a storage
 * of its own, all pages speak to this one. It answers only the page that holds it.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const shelf = player.shelf(() => window.localStorage);
  const OPS = ['load', 'save', 'list', 'erase'];

  window.addEventListener('message', event => {
    const asked = event.data;
    if (event.source !== window.parent || window.parent === window || !asked || asked.alforja !== 1 || OPS.indexOf(asked.op) < 0) { return; }
    /** @type {any} */
    let answer = { alforja: 1, id: asked.id, ok: true, end: 'hub' };
    try {
      const learner = String(asked.learner || '');
      const wide = asked.op === 'list' || asked.op === 'erase';
      Object.assign(answer, wide ? player.wide(shelf, asked.op, learner) : shelf.ask(asked.op, String(asked.course), learner, asked.patch));
    } catch (problem) {
      answer = { alforja: 1, id: asked.id, ok: false, end: 'hub' };
    }
    window.parent.postMessage(answer, '*');
  });
})(window.alforja = window.alforja || Object());
