/** The result of a quiz: how far it is, points, pass mark, how points are counted, what to try again. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {string} tag @param {string} words */
  function line(tag, words) {
    return player.make(tag, {}, [words]);
  }

  /** Folded: how the points of the kinds that were asked are counted. @param {Key[]} asked */
  function rules(asked) {
    const kinds = asked.map(question => question.kind).filter((kind, at, all) => all.indexOf(kind) === at);
    const lines = kinds.map(kind => 'rule-' + kind).concat(['rule-best', 'rule-percent']).map(rule => line('li', player.t(rule)));
    return player.make('details', { class: 'counted', 'data-rules': '' }, [line('summary', player.t('rules')), player.make('ul', {}, lines)]);
  }

  /** @param {QuizView} quiz @param {QuizResult} now */
  function open(quiz, now) {
    const words = player.count('answered', now.asked, { done: now.answered });
    quiz.box.append(line('p', words), player.make('div', { class: 'actions' }, [player.button(player.t('to-open'), () => quiz.next())]));
  }

  /** @param {QuizView} quiz @param {QuizResult} now */
  function verdict(quiz, now) {
    const passed = now.percent >= Number(quiz.key.pass);
    const look = passed ? 'right' : 'wrong';
    const words = player.t(passed ? 'passed' : 'not-passed', { pass: Number(quiz.key.pass) });
    return player.make('p', { class: 'verdict', 'data-verdict': look }, [player.icon(look), player.make('span', {}, [words])]);
  }

  /** @param {QuizView} quiz @param {QuizResult} now */
  function whole(quiz, now) {
    const asked = quiz.asked();
    const points = player.count('points', now.total, { points: player.number(now.points), percent: now.percent });
    quiz.box.append(player.subtitle(player.t('result')));
    if (now.total) { quiz.box.append(player.make('p', { 'data-score': String(now.percent) }, [points])); }
    if (now.total && typeof quiz.key.pass === 'number') { quiz.box.append(verdict(quiz, now)); }
    if (now.best > now.percent) { quiz.box.append(line('p', player.t('best', { percent: now.best }))); }
    const wrong = asked.filter(card => player.grade.counts(card.question.kind) && !card.full());
    const actions = player.make('div', { class: 'actions' });
    if (wrong.length && wrong.length < asked.length) { actions.append(player.button(player.t('retry-wrong'), () => quiz.retry(wrong, false), 'button')); }
    actions.append(player.button(player.t('retry-all'), () => quiz.retry(null, true)));
    quiz.box.append(actions);
    if (now.total) { quiz.box.append(rules(asked.map(card => card.question))); }
  }

  /**
   * Fills the box of a quiz that was begun.
   * @param {QuizView} quiz
   */
  player.outcome = function (quiz) {
    const now = quiz.result();
    quiz.box.textContent = '';
    (now.done ? whole : open)(quiz, now);
  };

  /**
   * Tells a learner who comes back how far they are, at the first open question.
   * @param {QuizView} quiz
   */
  player.resume = function (quiz) {
    const now = quiz.result();
    const first = quiz.asked().find(card => !card.done());
    if (!first || !now.answered) { return; }
    const words = player.make('p', { class: 'resumed', 'data-resumed': '' }, [player.count('answered', now.asked, { done: now.answered })]);
    first.form.insertAdjacentElement('beforebegin', words);
    if (window.pageYOffset < 10 && !window.location.hash) { words.scrollIntoView(); }
  };
})(window.alforja = window.alforja || Object());
