/** A survey: nothing is right or wrong, each answer is kept as it is given; dimensions give a profile and advice. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Returns the mean in per cent of the answered scales; null where none is answered. @param {Key[]} questions @param {State} state */
  function mean(questions, state) {
    const values = questions.filter(question => question.kind === 'scale').map(question => {
      const answer = player.state.record(state, 'q:' + question.id).a;
      return player.grade.fits(question, answer) ? answer / Math.max(1, (question.count || 1) - 1) * 100 : -1;
    }).filter(value => value >= 0);
    return values.length ? Math.round(values.reduce((sum, value) => sum + value, 0) / values.length) : null;
  }

  /**
   * Brings a survey to life.
   * @param {HTMLElement} section @param {QuizKey} key @param {QuizServices} services
   */
  player.survey = function (section, key, services) {
    const keeper = services.keeper;
    const forms = player.questionForms(section, key);
    const advice = player.all(section, '[data-advice]');
    const names = key.dimensions || [];
    const box = player.make('div', { class: 'result', 'data-result': '', tabindex: '-1' });
    const hasResult = advice.length > 0 || (names.length > 0 && key.questions.some(question => question.kind === 'scale'));
    const last = forms[forms.length - 1];
    if (!last) { return; }

    /** @param {HTMLFormElement} form @param {Key} question */
    function keep(form, question) {
      const answer = player.kinds[question.kind].read(form);
      keeper.put({ ['q:' + question.id]: answer === null ? null : { a: answer, n: 1, d: 1 } });
      explain(form, answer !== null);
      if (!box.hidden && hasResult) { showResult(); }
      services.changed();
    }

    /** @param {HTMLFormElement} form @param {boolean} answered */
    function explain(form, answered) {
      player.show(player.all(form, '[data-explanation], [data-model-answer]'), () => answered);
    }

    function firstOpen() {
      return forms.find((form, at) => player.kinds[key.questions[at].kind].read(form) === null);
    }

    function showResult() {
      const state = keeper.all();
      const means = names.map((_, at) => mean(key.questions.filter(question => question.dimension === at), state));
      const overall = mean(key.questions, state);
      box.textContent = '';
      box.hidden = false;
      box.append(player.make('h3', {}, [player.t('result')]));
      const rows = names.map((name, at) => [name, means[at]]).filter(row => row[1] !== null);
      if (!rows.length && overall !== null) { rows.push([player.t('overall'), overall]); }
      if (rows.length) { box.append(table(rows)); }
      player.show(advice, block => {
        const dimension = block.getAttribute('data-dimension');
        const value = dimension === null || dimension === '' ? overall : means[Number(dimension)];
        return typeof value === 'number' && player.inRange(block, value);
      });
    }

    /** @param {any[][]} rows */
    function table(rows) {
      return player.make('table', { class: 'profile' }, rows.map(row => player.make('tr', {}, [
        player.make('th', { scope: 'row' }, [row[0]]),
        player.make('td', {}, [player.t('percent', { percent: row[1] })]),
        player.make('td', { 'aria-hidden': 'true' }, [player.make('meter', { min: 0, max: 100, value: row[1] })])
      ])));
    }

    function ask() {
      const open = firstOpen();
      if (!open) {
        showResult();
        player.focus(box);
        return;
      }
      player.say(player.t('survey-open'));
      player.focus(player.one(open, 'input, select, textarea'));
    }

    forms.forEach((form, at) => {
      const question = key.questions[at];
      const kind = player.kinds[question.kind];
      const answer = player.state.record(keeper.all(), 'q:' + question.id).a;
      player.all(form, 'details[data-answer]').forEach(fold => fold.remove());
      if (kind.prepare) { kind.prepare(form); }
      if (player.grade.fits(question, answer)) {
        kind.write(form, answer);
        explain(form, true);
      }
      form.addEventListener('change', () => keep(form, question));
      form.addEventListener('submit', event => event.preventDefault());
    });
    last.insertAdjacentElement('afterend', box);
    box.hidden = true;
    if (!hasResult) { return; }
    box.insertAdjacentElement('beforebegin', player.make('div', { class: 'actions' }, [player.button(player.t('show-result'), ask, 'button')]));
    if (!firstOpen()) { showResult(); }
  };
})(window.alforja = window.alforja || Object());
