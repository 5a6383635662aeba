/** Filling gaps in a text and matching two columns: one field for each part of the answer. */
(function (/** @type {Player} */ player) {
  'use strict';
  player.kinds = player.kinds || {};

  /** @param {HTMLElement} form @param {string} name @returns {(HTMLInputElement | HTMLSelectElement)[]} */
  function fields(form, name) {
    const found = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ (player.all(form, '[' + name + ']'));
    return found.filter(field => /^(INPUT|SELECT)$/.test(field.tagName)).sort((one, other) => Number(one.getAttribute(name)) - Number(other.getAttribute(name)));
  }

  /** The words of an option by its value. @param {HTMLSelectElement} select @param {number} value */
  function words(select, value) {
    const option = Array.from(select.options).find(one => one.value === String(value));
    return option ? option.text : '';
  }

  /** @param {any[]} values */
  function twice(values) {
    return values.some((value, at) => values.indexOf(value) !== at);
  }

  /** What to show as the right answer of a gap. @param {Gap} gap @param {HTMLElement} field @param {string} decimal */
  function solution(gap, field, decimal) {
    if (gap.kind === 'choice') { return words(/** @type {HTMLSelectElement} */ (field), (gap.right || [])[0]); }
    if (gap.shown) { return gap.shown; }
    if (gap.kind === 'text') { return (gap.answers || [])[0] || ''; }
    const write = (/** @type {any} */ value) => String(value).replace('.', decimal);
    return gap.from === gap.to ? write(gap.from) : write(gap.from) + '–' + write(gap.to);
  }

  /**
   * @param {string} name the attribute that numbers the fields
   * @param {(question: Key, place: number, field: HTMLElement, decimal: string) => string} solve
   * @param {(field: HTMLInputElement | HTMLSelectElement) => any} value @returns {Kind}
   */
  function kind(name, solve, value) {
    return {
      ask: 'fill',
      read: form => fields(form, name).every(field => field.value.trim() !== '') ? fields(form, name).map(value) : null,
      missing: form => fields(form, name).find(field => field.value.trim() === '') || null,
      write: (form, answer) => fields(form, name).forEach((field, place) => { field.value = String(answer[place]); }),
      clear: (form, grade) => fields(form, name).forEach((field, place) => { if (!grade || !grade.parts[place]) { field.value = ''; } }),
      mark: (form, question, answer, grade, reveal, decimal) => fields(form, name).forEach((field, place) => {
        const right = grade.parts[place];
        const said = player.whisper(' (' + player.t(right ? 'mark-right' : 'mark-wrong') + ')');
        const marks = player.make('span', { class: 'marks ' + (right ? 'right' : 'wrong'), 'data-marks': '' }, [player.icon(right ? 'right' : 'wrong'), said]);
        if (!right && reveal) { marks.append(player.make('b', { class: 'solution' }, [solve(question, place, field, decimal)])); }
        field.classList.add(right ? 'right' : 'wrong');
        if (!right) { field.setAttribute('aria-invalid', 'true'); }
        field.insertAdjacentElement('afterend', marks);
      }),
      unmark: form => {
        player.all(form, '[data-marks]').forEach(marks => marks.remove());
        fields(form, name).forEach(field => field.classList.remove('right', 'wrong'));
      },
      feedback: () => undefined
    };
  }

  player.kinds.gaps = Object.assign(kind('data-gap', (question, place, field, decimal) => solution((question.gaps || [])[place] || { kind: 'text' }, field, decimal),
    field => field.tagName === 'SELECT' ? Number(field.value) : field.value), {
    /** Finds a number that cannot be read as one. @param {HTMLElement} form @param {Key} question @param {string} decimal */
    flaw: (form, question, decimal) => fields(form, 'data-gap').find((field, place) => ((question.gaps || [])[place] || {}).kind === 'number' && player.typed.number(field.value, decimal) === null) || null
  });
  player.kinds.match = Object.assign(kind('data-match', (question, place, field) => words(/** @type {HTMLSelectElement} */ (field), question.right ? question.right[place] : place), field => Number(field.value)), {
    /** Says when one answer is chosen twice though each fits once. @param {HTMLElement} form @param {Key} question */
    doubt: (form, question) => {
      const chosen = fields(form, 'data-match').map(field => field.value).filter(Boolean);
      return twice(question.right || []) || !twice(chosen) ? '' : player.t('twice');
    }
  });
})(window.alforja = window.alforja || Object());
