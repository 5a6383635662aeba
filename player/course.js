/** How a whole course stands, for those who see its outline: its own page, the tools, the launch page. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {string | undefined} rule @param {boolean} [required] */
  function asks(rule, required) {
    return rule === 'required' ? !!required : rule !== 'none';
  }

  /**
   * Returns the lessons on the path that the learner chose; all of them without a path, or where the course no longer has it.
   * @param {Outline} outline @param {State} state
   */
  player.onPath = function (outline, state) {
    const role = (outline.roles || []).indexOf(state.role) < 0 ? '' : state.role;
    return outline.lessons.filter(lesson => !role || !lesson.roles || lesson.roles.indexOf(role) >= 0);
  };

  /**
   * Returns how a course stands: what is done, whether it is completed and passed, and its score of 100.
   * @param {Outline} outline @param {State} state @returns {CourseResult}
   */
  player.course = function (outline, state) {
    const rules = outline.completion || {};
    let done = 0;
    let points = 0;
    let total = 0;
    /** @type {CourseResult['missing']} */
    const missing = [];
    let passed = true;
    let graded = 0;
    let finished = 0;
    const lessons = player.onPath(outline, state);
    lessons.forEach(lesson => {
      const quizzes = (lesson.quizzes || []).filter(one => one.graded);
      const read = Number(state['l:' + lesson.id]) === 2;
      done += read ? 1 : 0;
      if (asks(rules.lessons, quizzes.some(one => one.required)) && !read) { missing.push({ lesson: lesson }); }
      quizzes.forEach(one => {
        const result = player.state.quiz(one, state);
        graded += 1;
        finished += result.finished ? 1 : 0;
        total += result.total;
        points += result.total * result.best / 100;
        if (!result.passed) { passed = false; }
        if (asks(rules.quizzes, one.required) && !result.passed) { missing.push({ lesson: lesson, quiz: one }); }
      });
    });
    return {
      lessons: lessons.length, done: done, percent: player.state.percent(done, lessons.length), completed: !missing.length, missing: missing,
      graded: graded, finished: finished, score: total ? player.state.percent(points, total) : null, passed: passed && graded > 0
    };
  };
})(window.alforja = window.alforja || Object());
