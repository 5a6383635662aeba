/**
 * One graded question as a card: one main button, hints one at a time, an answer in place.
 * It is `open` for an answer, `tried` after a wrong one, or `done`.
 */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Finds what the card says by itself. @param {HTMLElement} form */
  function saidBlocks(form) {
    return player.all(form, '[data-right], [data-wrong], [data-explanation], [data-model-answer]');
  }

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
    const verdict = player.make('p', { class: 'verdict', 'data-verdict-box': '' });
    const actions = player.make('div', { class: 'actions' });
    const main = player.make('button', { type: 'submit', class: 'button', 'data-main': '' });
    const hint = player.button(player.t('hint'), giveHint);
    const leave = player.button('', () => finish(true));
    const hints = player.all(form, '[data-hint]');
    /** @type {'open' | 'tried' | 'done'} */
    let mode = 'open';
    let last = -1000;

    /** @returns {any} */
    function kept() {
      return player.state.record(services.keeper.all(), 'q:' + question.id);
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
      player.all(form, 'fieldset input, fieldset select, fieldset textarea').forEach(field => { /** @type {HTMLInputElement} */ (field).disabled = locked; });
      if (kind.lock) { kind.lock(form, locked); }
    }

    function wipe() {
      kind.unmark(form);
      player.all(form, 'label[data-choice] > .mark, label[data-choice] > [data-whisper]').forEach(mark => mark.remove());
      player.show(saidBlocks(form).concat(player.all(form, '[data-feedback]')), () => false);
      judge('note', '');
    }

    function verdictWords(/** @type {Grade} */ grade, /** @type {number} */ left) {
      if (!graded) { return ''; }
      if (grade.right) { return player.t('right'); }
      const words = player.t(grade.points > 0 ? 'partly' : mode === 'done' ? 'wrong' : 'not-yet');
      return mode === 'tried' && left > 0 && left < 100 ? words + ' ' + player.count('tries-left', left) : words;
    }

    function triesLeft() {
      return services.attempts > 0 ? Math.max(0, services.attempts - (Number(kept().n) || 0)) : 1000;
    }

    /** Shows what follows from the kept answer. */
    function answerBack() {
      const answer = keptAnswer();
      wipe();
      lock(mode === 'done');
      if (answer !== null) {
        const grade = gradeOf(answer);
        judge(grade.right ? 'right' : grade.points > 0 ? 'partly' : 'wrong', verdictWords(grade, triesLeft()));
        if (services.show === 'each' || open()) { kind.mark(form, question, answer, grade, open() && !grade.right, services.decimal); }
        kind.feedback(form, answer);
        const wrong = wrongBlocks(player.all(form, '[data-wrong]'), answer);
        player.show(player.all(form, '[data-right]'), () => graded && grade.right);
        player.show(player.all(form, '[data-wrong]'), block => graded && !grade.right && wrong.indexOf(block) >= 0);
        const explain = mode === 'done' && (open() || (graded && grade.right));
        player.show(player.all(form, '[data-explanation], [data-model-answer]'), () => explain);
      }
      label();
    }

    function label() {
      form.setAttribute('data-mode', mode);
      main.textContent = mode === 'done' ? player.t(services.isLast(card) ? 'to-result' : 'next-question') : player.t(mode === 'tried' ? 'again' : graded ? 'check' : 'compare');
      leave.textContent = player.t(services.show === 'each' ? 'show-answer' : 'go-on');
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

    /** @param {any} answer @param {boolean} done @param {number} tries @param {number} points */
    function keep(answer, done, tries, points) {
      /** @type {any} */
      const entry = { a: answer, n: tries };
      if (graded) { entry.p = Math.max(Number(kept().p) || 0, points); }
      if (done) { entry.d = 1; }
      services.keeper.put({ ['q:' + question.id]: entry });
    }

    function check() {
      const answer = kind.read(form);
      if (answer === null) {
        judge('note', player.t(kind.ask));
        player.say(player.t(kind.ask));
        player.focus((kind.missing && kind.missing(form)) || player.one(form, 'fieldset input, fieldset select, fieldset textarea'));
        return;
      }
      const grade = gradeOf(answer);
      const tries = (Number(kept().n) || 0) + 1;
      const done = grade.right || (services.attempts > 0 && tries >= services.attempts);
      mode = done ? 'done' : 'tried';
      keep(answer, done, tries, grade.points);
      answerBack();
      announce();
      services.changed();
    }

    function announce() {
      const said = [verdict].concat(player.all(form, '[data-feedback], [data-right], [data-wrong], [data-explanation], [data-model-answer]'));
      player.say(said.filter(block => !block.hidden).map(block => block.textContent).join(' '));
    }

    /** Ends the question with the answer as it is. @param {boolean} aloud */
    function finish(aloud) {
      const entry = kept();
      mode = 'done';
      keep(entry.a, true, Number(entry.n) || 0, 0);
      answerBack();
      if (aloud) { announce(); }
      player.focus(main);
      services.changed();
    }

    function again() {
      const answer = keptAnswer();
      mode = 'open';
      wipe();
      kind.clear(form, answer === null ? undefined : gradeOf(answer));
      label();
      player.focus((kind.missing && kind.missing(form)) || player.one(form, 'fieldset input, fieldset select, fieldset textarea, fieldset button'));
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
      label();
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
        services.keeper.put({ ['q:' + question.id]: best ? { n: 0, p: best } : null });
        player.show(hints, () => false);
        kind.clear(form);
        lock(false);
        wipe();
        label();
      },
      restore: () => {
        const entry = kept();
        const answer = keptAnswer();
        if (answer !== null) { kind.write(form, answer); }
        mode = answer === null && !entry.d ? 'open' : entry.d ? 'done' : entry.n ? 'tried' : 'open';
        if (mode === 'open') { label(); } else { answerBack(); }
      }
    };
    player.all(form, 'details[data-answer]').forEach(fold => fold.remove());
    if (kind.prepare) { kind.prepare(form); }
    const fieldset = player.one(form, 'fieldset');
    if (fieldset) { fieldset.insertAdjacentElement('afterend', verdict); }
    verdict.hidden = true;
    actions.append(main, hint, leave);
    form.append(actions);
    return card;
  };
})(window.alforja = window.alforja || Object());
