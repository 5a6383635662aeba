/**
 * What a learner's state means to a platform. How the course stands is counted by the player's own `course.js`. Pure.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};

  function gradedQuizzes(outline) {
    return outline.lessons.reduce((all, lesson) => all.concat((lesson.quizzes || []).filter(quiz => quiz.graded)), []);
  }

  /** Tells whether the course has a mark to reach. */
  function hasPassMark(outline) {
    return gradedQuizzes(outline).some(quiz => typeof quiz.pass === 'number' || typeof outline.pass === 'number');
  }

  /** Returns the state without the answers of quizzes that are not finished: a test that runs counts nothing yet. */
  function finishedOnly(outline, state) {
    const counted = Object.assign({}, state);
    gradedQuizzes(outline).forEach(quiz => {
      if (player.state.quiz(quiz, state).done) { return; }
      quiz.questions.forEach(question => { delete counted['q:' + question.id]; });
    });
    return counted;
  }

  /** Returns the score, 0 to 100 over all graded quizzes, or null while none is finished. */
  function score(outline, state) {
    const outcome = player.course(outline, finishedOnly(outline, state));
    return outcome.finished > 0 ? outcome.score : null;
  }

  /**
   * Returns how the outline stands, as a platform is to be told.
   *
   * `settings.report` is `passed` (the default where there is a mark to reach) or `completed`: then nobody hears of
   * passing. A learner who has failed is told of as `settings.failed` says, by default not at all: some LMSs lock out
   * whom they call failed. `settings.mastery`, from 0 to 1, is the platform's own mark for the score of the whole: where
   * there is one, it alone counts, once all is finished.
   */
  function standing(outline, state, settings) {
    const outcome = player.course(outline, state);
    const mastery = typeof settings.mastery === 'number' ? settings.mastery : null;
    const asked = mastery !== null || (settings.report || (hasPassMark(outline) ? 'passed' : 'completed')) === 'passed';
    const finished = outcome.finished === outcome.graded;
    const passed = mastery === null ? outcome.passed : finished && outcome.score !== null && outcome.score / 100 >= mastery;
    const judged = asked && outcome.graded > 0;
    const failed = judged && settings.failed === 'failed' && finished && !passed;
    return {
      completed: outcome.completed,
      success: judged && passed ? 'passed' : (failed ? 'failed' : 'unknown'),
      finished: finished,
      score: score(outline, state),
      progress: outcome.completed ? 1 : outcome.percent / 100
    };
  }

  function moduleOf(lesson) {
    return lesson.id.split('/')[0];
  }

  /** Returns the outline's modules that are on the learner's path, each with its id and how it stands. */
  function modules(outline, state, settings) {
    const own = [];
    player.onPath(outline, state).forEach(lesson => {
      const id = moduleOf(lesson);
      if (own.indexOf(id) < 0) { own.push(id); }
    });
    return own.map(id => {
      const part = Object.assign({}, outline, { lessons: outline.lessons.filter(lesson => moduleOf(lesson) === id) });
      return Object.assign({ id: id }, standing(part, state, settings));
    });
  }

  shell.status = { hasPassMark: hasPassMark, standing: standing, modules: modules, moduleOf: moduleOf };
})(window.alforja = window.alforja || {});
