/** How the learner stands in a course: a sentence, and a table of its parts with the best results. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** @param {QuizKey} quiz @param {State} state */
  function quizLine(quiz, state) {
    const result = player.state.quiz(quiz, state);
    const tried = result.answered > 0 || result.finished;
    const marked = typeof quiz.pass === 'number' && result.total > 0;
    const words = !tried ? 'quiz-untried' : result.total === 0 ? 'quiz-answered' : marked && !result.passed ? 'quiz-open' : marked ? 'quiz-passed' : 'quiz-percent';
    const line = make('span', { class: 'verdict', 'data-quiz-result': quiz.id }, [make('span', {}, [player.t(words, { percent: result.best, pass: Number(quiz.pass) })])]);
    if (tried) { line.insertBefore(player.icon(result.passed ? 'right' : 'partly'), line.firstChild); }
    line.setAttribute('data-verdict', !tried ? 'none' : result.passed ? 'right' : 'partly');
    return line;
  }

  /** @param {any} lesson @param {State} state */
  function row(lesson, state) {
    const reached = Math.min(2, Math.max(0, Math.floor(Number(state['l:' + lesson.id])) || 0));
    const graded = (lesson.quizzes || []).filter((/** @type {QuizKey} */ quiz) => quiz.graded);
    const name = lesson.href ? make('a', { href: lesson.href }, [lesson.title || lesson.id]) : lesson.title || lesson.id;
    return make('tr', {}, [
      make('th', { scope: 'row' }, [name]),
      make('td', {}, [make('span', {}, [player.t(['state-new', 'state-begun', 'state-done'][reached])])].concat(graded.map((/** @type {QuizKey} */ quiz) => quizLine(quiz, state))))
    ]);
  }

  /** @param {string} lesson */
  const partOf = lesson => lesson.split('/')[0];

  /** @param {Outline} outline @param {RecordView} view @param {State} state */
  function table(outline, view, state) {
    const head = make('tr', {}, ['column-lesson', 'column-state'].map(name => make('th', { scope: 'col' }, [player.t(name)])));
    const path = player.onPath(outline, state);
    const bodies = view.modules.map(part => {
      const lessons = path.filter(lesson => partOf(lesson.id) === part.id);
      const title = make('tr', { class: 'part-title' }, [make('th', { scope: 'rowgroup', colspan: 2 }, [part.title])]);
      return lessons.length ? make('tbody', {}, [title].concat(lessons.map(lesson => row(lesson, state)))) : '';
    });
    return make('div', { class: 'scroll' }, [make('table', { class: 'standing' }, [make('thead', {}, [head])].concat(/** @type {any} */ (bodies.filter(Boolean))))]);
  }

  /** Returns what is told of the learner's standing. @param {Outline} outline @param {RecordView} view @param {State} state */
  player.standing = function (outline, view, state) {
    const now = player.course(outline, state);
    const look = now.completed ? 'right' : 'partly';
    const verdict = make('p', { class: 'verdict', 'data-verdict': look, 'data-completed': String(now.completed) }, [
      player.icon(look), make('span', {}, [player.t(now.completed ? 'standing-completed' : 'standing-open')])
    ]);
    const facts = [player.count('standing-lessons', now.lessons, { done: player.number(now.done) })];
    if (now.score !== null) { facts.push(player.t('standing-score', { percent: now.score })); }
    return make('section', { 'data-standing': '' }, [
      make('h2', {}, [player.t('standing-title')]), verdict, make('p', {}, [facts.join(' ')]), table(outline, view, state)
    ]);
  };
})(window.alforja = window.alforja || Object());
