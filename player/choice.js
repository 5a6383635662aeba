/** Choosing one or several answers, or a step of a scale. */
(function (/** @type {Player} */ player) {
  'use strict';
  player.kinds = player.kinds || {};

  /** @param {HTMLElement} form @returns {HTMLElement[]} */
  function rows(form) {
    return player.all(form, 'label[data-choice]');
  }

  /** @param {HTMLElement} row */
  function place(row) {
    return Number(row.getAttribute('data-choice'));
  }

  /** @param {HTMLElement} row */
  function input(row) {
    return /** @type {HTMLInputElement} */ (row.querySelector('input'));
  }

  /** @param {HTMLElement} form */
  function chosen(form) {
    return rows(form).filter(row => input(row).checked).map(place).sort((one, other) => one - other);
  }

  /** @param {HTMLElement} row @param {Mark} mark */
  function mark(row, mark) {
    row.classList.add(mark);
    row.append(player.icon(mark), player.whisper(' (' + player.t('mark-' + mark) + ')'));
  }

  /** @type {Kind} */
  const choice = {
    ask: 'choose',
    read: form => {
      const answer = chosen(form);
      return answer.length ? answer : null;
    },
    write: (form, answer) => rows(form).forEach(row => { input(row).checked = answer.indexOf(place(row)) >= 0; }),
    clear: form => rows(form).forEach(row => { input(row).checked = false; }),
    arrange: (form, order) => {
      const known = rows(form);
      const first = known[0];
      const home = first && first.parentNode;
      if (!home) { return; }
      const anchor = document.createComment('');
      home.insertBefore(anchor, first);
      order.forEach(at => known.filter(row => place(row) === at).forEach(row => {
        const said = player.one(form, '[data-feedback="' + at + '"]');
        home.insertBefore(row, anchor);
        if (said) { home.insertBefore(said, anchor); }
      }));
      anchor.remove();
    },
    mark: (form, question, answer, grade, reveal) => rows(form).forEach(row => {
      const right = (question.right || []).indexOf(place(row)) >= 0;
      const taken = answer.indexOf(place(row)) >= 0;
      if (taken) { mark(row, right ? 'right' : 'wrong'); }
      if (!taken && right && reveal) { mark(row, 'missed'); }
    }),
    unmark: form => rows(form).forEach(row => row.classList.remove('right', 'wrong', 'missed')),
    feedback: (form, answer) => player.show(player.all(form, '[data-feedback]'), said => answer.indexOf(Number(said.getAttribute('data-feedback'))) >= 0)
  };

  player.kinds.single = choice;
  player.kinds.multiple = Object.assign({}, choice, { ask: 'choose-several' });
  player.kinds.scale = Object.assign({}, choice, {
    /** @param {HTMLElement} form */
    read: form => chosen(form).length ? chosen(form)[0] : null,
    /** @param {HTMLElement} form @param {number} answer */
    write: (form, answer) => choice.write(form, [answer]),
    mark: () => undefined,
    feedback: () => undefined
  });
})(window.alforja = window.alforja || Object());
