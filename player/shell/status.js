/**
 * What a learner's state means to an LMS. How the course stands is counted by the player's own `course.js`. Pure.
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
   * Returns the status to report (SCORM 1.2, cmi.core.lesson_status), given the one the LMS has.
   *
   * Passed and completed are never taken back. A learner who has failed is reported as `settings.failed` says,
   * by default as incomplete: some LMSs lock out whom they call failed.
   */
  function status(before, outline, state, settings) {
    if (before === 'passed') { return 'passed'; }
    const outcome = player.course(outline, state);
    const wanted = settings.report || (hasPassMark(outline) ? 'passed' : 'completed');
    if (outcome.completed) { return wanted === 'passed' && outcome.passed ? 'passed' : 'completed'; }
    if (before === 'completed') { return 'completed'; }
    const failed = wanted === 'passed' && outcome.graded > 0 && outcome.finished === outcome.graded && !outcome.passed;
    return failed && settings.failed === 'failed' ? 'failed' : 'incomplete';
  }

  shell.status = { hasPassMark: hasPassMark, score: score, status: status };
})(window.alforja = window.alforja || {});
