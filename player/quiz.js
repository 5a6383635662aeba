/** A graded quiz: which questions are asked and in what order, the way through them, and the result. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Reads what the page says of a quiz; null where it cannot be read. @param {HTMLElement} section @returns {QuizKey | null} */
  player.quizKey = function (section) {
    const place = section.querySelector('[data-key]');
    try {
      const key = JSON.parse((place && place.textContent) || '');
      const known = key && Array.isArray(key.questions) && key.questions.every((/** @type {Key} */ one) => one.kind in player.kinds);
      return known ? key : null;
    } catch (unreadable) {
      return null;
    }
  };

  /** Finds each question's form, in the order of the key. @param {HTMLElement} section @param {QuizKey} key @returns {HTMLFormElement[]} */
  player.questionForms = function (section, key) {
    const forms = /** @type {HTMLFormElement[]} */ (player.all(section, 'form[data-question]'));
    return /** @type {HTMLFormElement[]} */ (key.questions.map((question, at) => forms.find(form => form.getAttribute('data-question') === question.id) || forms[at]).filter(Boolean));
  };

  /** @param {HTMLElement} block @param {number} percent */
  function inRange(block, percent) {
    return percent >= Number(block.getAttribute('data-from') || 0) && percent <= Number(block.getAttribute('data-to') || 100);
  }
  player.inRange = inRange;

  /**
   * Brings a quiz to life.
   * @param {HTMLElement} section @param {QuizKey} key @param {QuizServices} services
   */
  player.quiz = function (section, key, services) {
    const keeper = services.keeper;
    const forms = player.questionForms(section, key);
    const chance = !!key.shuffleQuestions || !!key.shuffleAnswers || (!!key.draw && key.draw < key.questions.length);
    const box = player.make('div', { class: 'result', 'data-result': '', tabindex: '-1' });
    const advice = player.all(section, '[data-advice]');
    /** @type {Card[]} */
    let asked = [];

    function attempt() {
      return player.state.record(keeper.all(), 'z:' + key.id);
    }

    function result() {
      return player.state.quiz(key, keeper.all());
    }

    const cards = forms.map((form, place) => player.card(form, key.questions[place], {
      keeper: keeper,
      decimal: key.decimal || player.decimal || '.',
      show: key.show || 'each',
      attempts: key.attempts || 0,
      over: () => result().done,
      isLast: card => asked.every(other => other === card || other.done()),
      next: next,
      changed: changed
    }));

    function changed() {
      if (result().done) {
        remember();
        asked.forEach(card => card.refresh());
      }
      showResult();
      services.changed();
    }

    /** Keeps the best result of a finished attempt. */
    function remember() {
      const now = attempt();
      const best = Math.max(result().percent, Number(now.b) || 0);
      if (best !== now.b) { keeper.put({ ['z:' + key.id]: { s: now.s || 0, n: now.n || 1, b: best } }); }
    }

    /** @param {Card} card */
    function next(card) {
      const from = asked.indexOf(card) + 1;
      const open = asked.slice(from).concat(asked.slice(0, from)).find(other => !other.done());
      player.focus(open ? player.one(open.form, 'legend') : box);
      (open ? open.form : box).scrollIntoView();
    }

    /** Puts the asked questions into their order and hides the others. */
    function arrange() {
      const seed = Number(attempt().s) || 0;
      const places = chance ? player.draw.questions(key, seed) : player.draw.asked(key, 0);
      asked = places.map(place => cards[place]).filter(Boolean);
      cards.forEach((card, place) => {
        const arrangeAnswers = player.kinds[card.question.kind].arrange;
        card.form.hidden = asked.indexOf(card) < 0;
        if (key.shuffleAnswers && arrangeAnswers) { arrangeAnswers(card.form, player.draw.answers(key, place, seed)); }
      });
      asked.forEach((card, at) => {
        const number = player.one(card.form, '.number');
        if (key.shuffleQuestions) { box.insertAdjacentElement('beforebegin', card.form); }
        if (number) { number.textContent = player.t('question-of', { number: at + 1, count: asked.length }); }
      });
    }

    /** @param {Card[]} which @param {boolean} fresh whether chance decides anew */
    function retry(which, fresh) {
      const now = attempt();
      const seed = fresh && chance ? player.draw.seed(Math.random) : now.s || 0;
      keeper.put({ ['z:' + key.id]: { s: seed, n: (Number(now.n) || 1) + 1, b: Number(now.b) || 0 } });
      which.forEach(card => card.reopen());
      arrange();
      asked.forEach(card => card.restore());
      showResult();
      const first = asked.find(card => !card.done());
      player.focus(first ? player.one(first.form, 'legend') : box);
      if (first) { first.form.scrollIntoView(); }
    }

    function showResult() {
      const now = result();
      box.textContent = '';
      box.hidden = !now.done || !asked.length;
      player.show(advice, block => now.done && now.total > 0 && inRange(block, now.percent));
      if (box.hidden) { return; }
      const marked = typeof key.pass === 'number' && now.total > 0;
      const look = !marked || now.percent >= Number(key.pass) ? 'right' : 'wrong';
      const points = player.count('points', now.total, { points: player.number(now.points), percent: now.percent });
      box.append(player.make('h3', {}, [player.t('result')]));
      if (now.total) { box.append(player.make('p', { 'data-score': String(now.percent) }, [points])); }
      if (marked) {
        const words = player.t(look === 'right' ? 'passed' : 'not-passed', { pass: Number(key.pass) });
        box.append(player.make('p', { class: 'verdict', 'data-verdict': look }, [player.icon(look), player.make('span', {}, [words])]));
      }
      if (now.best > now.percent) { box.append(player.make('p', {}, [player.t('best', { percent: now.best })])); }
      const wrong = asked.filter(card => player.grade.counts(card.question.kind) && !(Number(player.state.record(keeper.all(), 'q:' + card.question.id).p) >= 1));
      const actions = player.make('div', { class: 'actions' });
      if (wrong.length && wrong.length < asked.length) { actions.append(player.button(player.t('retry-wrong'), () => retry(wrong, false), 'button')); }
      actions.append(player.button(player.t('retry-all'), () => retry(cards, true)));
      box.append(actions);
    }

    const last = forms[forms.length - 1];
    if (!last) { return; }
    last.insertAdjacentElement('afterend', box);
    if (chance && !attempt().s) { keeper.put({ ['z:' + key.id]: { s: player.draw.seed(Math.random), n: 1 } }); }
    arrange();
    cards.forEach(card => card.restore());
    showResult();
  };
})(window.alforja = window.alforja || Object());
