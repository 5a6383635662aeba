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
   * Brings a quiz to life; returns what shows it anew when another window has answered.
   * @param {HTMLElement} section @param {QuizKey} key @param {QuizServices} services @returns {() => void}
   */
  function quiz(section, key, services) {
    const keeper = services.keeper;
    const forms = player.questionForms(section, key);
    const chance = !!key.shuffleQuestions || !!key.shuffleAnswers || (!!key.draw && key.draw < key.questions.length);
    const box = player.make('div', { class: 'result', 'data-result': '', tabindex: '-1' });
    const advice = player.all(section, '[data-advice]');
    /** @type {Card[]} */
    let asked = [];
    let shown = -1;

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
      player.all(section, '[data-resumed]').forEach(line => line.remove());
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
      go(asked.slice(from).concat(asked.slice(0, from)).find(other => !other.done()));
    }

    /** Brings the learner to a question, or to the result. @param {Card | undefined} card */
    function go(card) {
      if (card) {
        player.focus(player.one(card.form, 'legend'));
        card.form.scrollIntoView();
      } else {
        showResult().then(() => {
          player.focus(box);
          box.scrollIntoView();
        });
      }
    }

    /** Puts the asked questions into their order and hides the others. */
    function arrange() {
      const seed = Number(attempt().s) || 0;
      shown = seed;
      const places = chance ? player.draw.questions(key, seed) : player.draw.asked(key, 0);
      asked = places.map(place => cards[place]).filter(Boolean);
      cards.forEach((card, place) => {
        const arrangeAnswers = player.kinds[card.question.kind].arrange;
        card.form.hidden = asked.indexOf(card) < 0;
        if (key.shuffleAnswers && arrangeAnswers) { arrangeAnswers(card.form, player.draw.answers(key, place, seed)); }
      });
      asked.forEach((card, at) => {
        const number = player.one(card.form, '[data-number]');
        if (key.shuffleQuestions) { box.insertAdjacentElement('beforebegin', card.form); }
        if (number) { number.textContent = player.t('question-of', { number: at + 1, count: asked.length }); }
      });
    }

    /** @param {Card[] | null} which all where none are named @param {boolean} fresh whether chance decides anew */
    function retry(which, fresh) {
      const now = attempt();
      const seed = fresh && chance ? player.draw.seed(Math.random) : now.s || 0;
      keeper.put({ ['z:' + key.id]: { s: seed, n: (Number(now.n) || 1) + 1, b: Number(now.b) || 0 } });
      (which || cards).forEach(card => card.reopen());
      arrange();
      asked.forEach(card => card.restore());
      showResult();
      view.next();
    }

    /** Shows how the quiz stands; what writes it comes with the first answer. @returns {Promise<any>} */
    function showResult() {
      const now = result();
      box.hidden = !asked.length || !now.answered;
      player.show(advice, block => now.done && now.total > 0 && inRange(block, now.percent));
      return box.hidden ? Promise.resolve() : player.load('outcome').then(() => player.outcome(view), () => { box.textContent = player.t('unloaded'); });
    }

    /** What the part with the result knows of this quiz. */
    const view = {
      key: key, box: box, result: result, asked: () => asked, retry: retry,
      next: () => go(asked.find(card => !card.done()))
    };

    const last = forms[forms.length - 1];
    if (!last) { return () => {}; }
    last.insertAdjacentElement('afterend', box);
    if (chance && !attempt().s) { keeper.put({ ['z:' + key.id]: { s: player.draw.seed(Math.random), n: 1 } }); }
    arrange();
    cards.forEach(card => card.restore());
    showResult().then(() => { if (player.resume) { player.resume(view); } });
    return () => {
      if ((Number(attempt().s) || 0) !== shown) { arrange(); }
      cards.forEach(card => card.renew());
      showResult();
    };
  }

  /** How a section of questions is run; surveys come in a part of their own. */
  player.runs = { quiz: quiz };
})(window.alforja = window.alforja || Object());
