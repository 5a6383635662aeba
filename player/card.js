/**
 * One graded question as a card: one main button, hints one at a time, an answer in place.
 * It is `open` for an answer, `tried` after a wrong one, or `done`.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const FIELDS = 'fieldset input, fieldset select, fieldset textarea';

  /** Picks what is said to a wrong answer: that for these very words, else that for any. @param {HTMLElement[]} blocks @param {any} answer */
  function wrongBlocks(blocks, answer) {
    const typed = Array.isArray(answer) ? answer.filter(item => typeof item === 'string') : [];
    const own = blocks.filter(block => {
      const words = block.getAttribute('data-answer');
      return words !== null && typed.some(item => player.typed.same(words, item));
    });
    return own.length ? own : blocks.filter(block => !block.hasAttribute('data-answer'));
  }

  /**
   * Makes a card of a question.
   * @param {HTMLFormElement} form @param {Key} question @param {CardServices} services @returns {Card}
   */
  player.card = function (form, question, services) {
    const kind = player.kinds[question.kind];
    const graded = player.grade.counts(question.kind);
    const name = 'q:' + question.id;
    const verdict = player.make('p', { class: 'verdict', id: form.id + '-said', 'data-verdict-box': '' });
    const group = /** @type {HTMLElement} */ (form.querySelector('fieldset'));
    const main = player.make('button', { type: 'submit', class: 'button', 'data-main': '' });
    const hint = player.button(player.t('hint'), giveHint);
    const leave = player.button(player.t(services.show === 'each' ? 'show-answer' : 'go-on'), finish);
    const hints = player.all(form, '[data-hint]');
    const said = player.all(form, '[data-right], [data-wrong], [data-explanation], [data-model-answer]');
    /** @type {'open' | 'tried' | 'done'} */
    let mode = 'open';
    let last = -1000;
    let seen = '';

    /** @returns {any} */
    function kept() {
      return player.state.record(services.keeper.all(), name);
    }

    function keptAnswer() {
      const answer = kept().a;
      return player.grade.fits(question, answer) ? answer : null;
    }

    /** @param {any} answer */
    function gradeOf(answer) {
      return player.grade.of(question, answer, services.decimal);
    }

    /** Whether the right answer may be seen now. */
    function open() {
      return mode === 'done' && (services.show === 'each' || (services.show === 'end' && services.over()));
    }

    /** @param {string} look @param {string} words */
    function judge(look, words) {
      verdict.textContent = '';
      verdict.setAttribute('data-verdict', look);
      verdict.hidden = !words;
      if (look !== 'note' && words) { verdict.append(player.icon(look)); }
      verdict.append(player.make('span', {}, [words]));
    }

    /** @param {boolean} locked */
    function lock(locked) {
      player.all(form, FIELDS).forEach(field => { /** @type {HTMLInputElement} */ (field).disabled = locked; });
      if (kind.lock) { kind.lock(form, locked); }
    }

    function wipe() {
      kind.unmark(form);
      player.all(form, '[aria-invalid]').forEach(field => field.removeAttribute('aria-invalid'));
      player.all(form, 'label[data-choice] > .mark, label[data-choice] > [data-whisper]').forEach(mark => mark.remove());
      player.show(said.concat(player.all(form, '[data-feedback]')), () => false);
      judge('note', '');
    }

    /** @param {Grade} grade @param {string} look */
    function verdictWords(grade, look) {
      const words = player.t(look === 'wrong' && mode !== 'done' ? 'not-yet' : look);
      return mode === 'tried' ? words + ' ' + leftWords() : words;
    }

    function left() {
      return services.attempts ? services.attempts - tries() : 1000;
    }

    function leftWords() {
      return services.attempts && tries() ? player.count('tries-left', left()) : '';
    }

    /** Shows what follows from the kept answer. */
    function answerBack() {
      const answer = keptAnswer();
      wipe();
      lock(mode === 'done');
      if (answer !== null && mode !== 'open') {
        const grade = gradeOf(answer);
        const look = grade.right ? 'right' : grade.points > 0 ? 'partly' : 'wrong';
        judge(look, graded ? verdictWords(grade, look) : '');
        if (services.show === 'each' || open()) { kind.mark(form, question, answer, grade, open() && !grade.right, services.decimal); }
        kind.feedback(form, answer);
        const wrong = grade.right ? [] : wrongBlocks(player.all(form, '[data-wrong]'), answer);
        const explain = mode === 'done' && (open() || (graded && grade.right));
        player.show(said, block => block.hasAttribute('data-wrong') ? wrong.indexOf(block) >= 0 : block.hasAttribute('data-right') ? graded && grade.right : explain);
      }
      label();
      seen = JSON.stringify(kept());
    }

    function label() {
      form.setAttribute('data-mode', mode);
      main.textContent = mode === 'done' ? player.t(services.isLast(card) ? 'to-result' : 'next-question') : player.t(mode === 'tried' ? 'again' : graded ? 'check' : 'compare');
      player.show([leave], () => mode === 'tried');
      player.show([hint], () => mode !== 'done' && hints.some(one => one.hidden));
    }

    function giveHint() {
      const next = hints.find(one => one.hidden);
      if (!next) { return; }
      next.hidden = false;
      player.say(next.textContent || '');
      label();
      if (hint.hidden) { player.focus(main); }
    }

    function tries() {
      return Number(kept().n) || 0;
    }

    /** Keeps the answer, shows and says what follows from it. @param {any} answer @param {number} more tries */
    function keep(answer, more) {
      /** @type {any} */
      const entry = { a: answer, n: tries() + more };
      if (graded) { entry.p = Math.max(Number(kept().p) || 0, gradeOf(answer).points); }
      if (mode === 'done') { entry.d = 1; }
      services.keeper.put({ [name]: entry });
      answerBack();
      player.say([verdict].concat(player.all(form, '[data-feedback]'), said).filter(block => !block.hidden).map(block => block.textContent).join(' '));
      services.changed();
    }

    function focusField() {
      player.focus((kind.missing && kind.missing(form)) || player.one(form, FIELDS + ', fieldset button'));
    }

    /** Says what keeps the answer from being judged; that costs no try. @param {string} words @param {HTMLElement | null} [field] */
    function note(words, field) {
      judge('note', words);
      player.say(words);
      if (field) { field.setAttribute('aria-invalid', 'true'); }
    }

    function check() {
      const answer = kind.read(form);
      if (answer === null) {
        const empty = kind.missing && kind.missing(form);
        focusField();
        note(player.t(kind.ask), empty);
        return;
      }
      const odd = kind.flaw && kind.flaw(form, question, services.decimal);
      if (odd) {
        player.focus(odd);
        note(player.t('no-number', { number: player.number(12500.5) }), odd);
        return;
      }
      mode = gradeOf(answer).right || left() <= 1 ? 'done' : 'tried';
      keep(answer, 1);
    }

    /** Ends the question with the answer as it is. */
    function finish() {
      mode = 'done';
      keep(kept().a, 0);
      player.focus(main);
    }

    /** Keeps a first answer that was not yet judged, for a device that is taken away. */
    function keepDraft() {
      const answer = kind.read(form);
      if (tries() || answer === null) { return; }
      services.keeper.put({ [name]: Object.assign({}, kept(), { a: answer, n: 0 }) });
      seen = JSON.stringify(kept());
    }

    function again() {
      const answer = keptAnswer();
      mode = 'open';
      wipe();
      kind.clear(form, answer === null ? undefined : gradeOf(answer));
      judge('note', leftWords());
      label();
      focusField();
    }

    // Neither the second half of a double click nor a key held down is a new try.
    // The answer moves the page, so the second half may fall on anything.
    form.addEventListener('click', event => { if (event.detail > 1 && event.timeStamp - last < 700) { event.preventDefault(); } }, true);
    form.addEventListener('submit', event => {
      event.preventDefault();
      const pause = event.timeStamp - last;
      last = event.timeStamp;
      if (pause < 300) { return; }
      if (mode === 'open') { check(); } else if (mode === 'tried') { again(); } else { services.next(card); }
    });
    form.addEventListener('change', () => {
      if (mode === 'done') { return; }
      mode = 'open';
      wipe();
      judge('note', leftWords());
      const doubt = kind.doubt ? kind.doubt(form, question) : '';
      if (doubt) { note(doubt); }
      label();
      keepDraft();
    });
    // A key held down repeats itself: one press is one answer.
    form.addEventListener('keydown', event => {
      if (event.repeat && event.key === 'Enter' && /^(submit|text)$/.test(/** @type {HTMLInputElement} */ (event.target).type)) { event.preventDefault(); }
    });

    const card = {
      form: form,
      question: question,
      done: () => mode === 'done',
      refresh: answerBack,
      /** Opens the question for a new attempt; the best points stay. */
      reopen: () => {
        const best = Number(kept().p) || 0;
        mode = 'open';
        services.keeper.put({ [name]: best ? { n: 0, p: best } : null });
        player.show(hints, () => false);
        kind.clear(form);
        answerBack();
      },
      restore: () => {
        const answer = keptAnswer();
        if (answer !== null) { kind.write(form, answer); } else { kind.clear(form); }
        mode = kept().d ? 'done' : answer !== null && tries() ? 'tried' : 'open';
        answerBack();
      },
      /** Whether it has all its points. */
      full: () => Number(kept().p) >= 1,
      renew: () => { if (JSON.stringify(kept()) !== seen) { card.restore(); } }
    };
    player.all(form, 'details[data-answer]').forEach(fold => fold.remove());
    if (kind.prepare) { kind.prepare(form); }
    group.insertAdjacentElement('afterend', verdict);
    group.setAttribute('aria-describedby', (group.getAttribute('aria-describedby') || '') + ' ' + verdict.id);
    form.append(player.make('div', { class: 'actions' }, [main, hint, leave]));
    return card;
  };
})(window.alforja = window.alforja || Object());
