/** Answering in one's own words; the learner compares with a good answer, nothing is graded. */
(function (/** @type {Player} */ player) {
  'use strict';
  player.kinds = player.kinds || {};

  /** @param {HTMLElement} form */
  function field(form) {
    return /** @type {HTMLTextAreaElement} */ (form.querySelector('[data-open]'));
  }

  player.kinds.open = {
    ask: 'write',
    read: form => field(form).value.trim() ? field(form).value : null,
    write: (form, answer) => { field(form).value = answer; },
    clear: () => undefined,
    mark: () => undefined,
    unmark: () => undefined,
    feedback: () => undefined
  };
})(window.alforja = window.alforja || Object());
