/** What the parts of the learner's own page share: a frame that says what happened, days in words, files. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;
  // The other files add theirs.
  player.me = /** @type {MeParts} */ ({ all: /** @type {any[]} */ ([]), p: p, field: field, actions: actions, day: day, list: list, download: download, complain: complain, rows: rows });
  let last = 0;

  /** Makes a paragraph. @param {string} words @param {string} [look] */
  function p(words, look) { return make('p', look ? { class: look } : {}, [words]); }

  /** Makes a row of buttons and links. @param {Node[]} buttons */
  function actions(buttons) { return make('div', { class: 'actions' }, buttons); }

  /** Makes a field with its label and the place of its error. @param {string} words @param {HTMLElement} input */
  function field(words, input) {
    last += 1;
    input.id = 'me-field-' + last;
    const error = make('p', { class: 'error', id: input.id + '-error', role: 'alert' });
    input.setAttribute('aria-describedby', error.id);
    return make('div', { class: 'ask' }, [make('label', { for: input.id }, [words]), error, input]);
  }

  /** Says what is wrong beside a field, and leads there; without words all is well again. @param {HTMLElement} input @param {string} words */
  function complain(input, words) {
    const error = document.getElementById(input.id + '-error');
    if (!error) { return; }
    error.textContent = '';
    if (!words) {
      input.removeAttribute('aria-invalid');
      return;
    }
    error.append(player.icon('wrong'), make('span', {}, [words]));
    input.setAttribute('aria-invalid', 'true');
    player.focus(input);
  }

  /**
   * Makes rows to choose one of; what is chosen counts at once.
   * @param {string} legend @param {string} name @param {[string, string][]} choices value and words @param {string} chosen @param {(value: string) => void} choose
   */
  function rows(legend, name, choices, chosen, choose) {
    const labels = choices.map(([value, words]) => {
      const input = /** @type {HTMLInputElement} */ (make('input', { type: 'radio', name: name, value: value }));
      input.checked = value === chosen;
      input.addEventListener('change', () => { if (input.checked) { choose(value); } });
      return make('label', { class: 'choice' }, [input, make('span', { class: 'words' }, [words])]);
    });
    return make('fieldset', { class: 'options', 'data-rows': name }, [make('legend', {}, [legend]), make('div', {}, labels)]);
  }

  /** Says a day in words; nothing where it is none. @param {any} text @param {string[]} months */
  function day(text, months) {
    const words = player.dayInWords(String(text), months);
    return words === String(text) ? '' : words;
  }

  /** Names courses: by their titles where they are here, else by their ids. @param {Me} me @param {Record<string, State>} states */
  function list(me, states) {
    return Object.keys(states).map(id => {
      const course = me.courses.find(one => one.id === id);
      return course ? course.title : id;
    }).join(', ');
  }

  /** Hands a text to the learner as a file. @param {string} name @param {string} text */
  function download(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = make('a', { href: address, download: name, hidden: '' });
    document.body.append(link);
    link.click();
    setTimeout(() => { link.remove(); URL.revokeObjectURL(address); }, 60000);
  }
})(window.alforja = window.alforja || Object());
