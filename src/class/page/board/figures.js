/** What a class did, in figures: where each learner is, how each question went. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';
  /** Whoever works is heard of at least so often, in seconds; later they may be stuck. */
  const STUCK_AFTER = 300;
  /** So many tries without success are help wanted. */
  const MANY_TRIES = 3;
  /** So many different typed answers are shown. */
  const MOST_TYPED = 5;

  /** @param {BoardLearner} learner @param {string} course @returns {State} */
  const stateOf = (learner, course) => learner.courses[course] ? learner.courses[course].state : {};

  /** @param {any} part the best part of the points, 0 to 1 */
  const look = part => part >= 1 ? 'right' : part > 0 ? 'partly' : 'wrong';

  /** Returns how a question stands for one learner: nothing before it was tried. @param {State} state @param {string} id */
  function standing(state, id) {
    const kept = player.state.record(state, 'q:' + id);
    return kept.a === undefined && !kept.n ? '' : look(Number(kept.p) || 0);
  }

  /** The questions that are graded, with their lessons. @param {Outline} outline */
  function questions(outline) {
    /** @type {BoardQuestion[]} */
    const all = [];
    outline.lessons.forEach(lesson => (lesson.quizzes || []).filter(quiz => quiz.graded).forEach(quiz => quiz.questions.forEach(question => {
      if (player.grade.counts(question.kind)) { all.push({ id: question.id, kind: question.kind, count: question.count || 0, lesson: lesson, quiz: quiz.id }); }
    })));
    return all;
  }

  /** Returns where a learner is: the lesson that was open last, how much is done and right, and whether help is wanted. @param {BoardLearner} learner @param {Outline} outline @param {number} now */
  function place(learner, outline, now) {
    const course = String(outline.course);
    const state = stateOf(learner, course);
    const at = learner.courses[course] ? learner.courses[course].at : 0;
    const whole = player.course(outline, state);
    const asked = questions(outline).map(question => ({ question: question, standing: standing(state, question.id), kept: player.state.record(state, 'q:' + question.id) }));
    const hard = asked.filter(one => one.standing && one.standing !== 'right' && Number(one.kept.n) >= MANY_TRIES && !one.kept.d);
    const silent = at ? Math.max(0, now - at) : 0;
    const lesson = outline.lessons.filter(one => one.id === state.last)[0] || null;
    return {
      learner: learner, begun: at > 0, lesson: lesson, done: whole.done, lessons: whole.lessons, percent: whole.percent, completed: whole.completed, score: whole.score,
      right: asked.filter(one => one.standing === 'right').length, partly: asked.filter(one => one.standing === 'partly').length,
      wrong: asked.filter(one => one.standing === 'wrong').length, silent: silent,
      stuck: at > 0 && !whole.completed && (hard.length > 0 || silent > STUCK_AFTER), hard: hard.map(one => one.question)
    };
  }

  /** Returns how many learners are in each lesson, have begun it and are done with it. @param {BoardLearner[]} learners @param {Outline} outline */
  function lessons(learners, outline) {
    const course = String(outline.course);
    return outline.lessons.map(lesson => {
      const states = learners.map(learner => stateOf(learner, course));
      const reached = (/** @type {number} */ step) => states.filter(state => Number(state['l:' + lesson.id]) >= step).length;
      return { lesson: lesson, here: states.filter(state => state.last === lesson.id).length, begun: reached(1), done: reached(2) };
    });
  }

  /** Counts texts, the most frequent first. @param {string[]} texts */
  function tally(texts) {
    /** @type {Record<string, number>} */
    const counts = {};
    texts.forEach(text => { counts[text] = (counts[text] || 0) + 1; });
    return Object.keys(counts).map(text => ({ text: text, count: counts[text] })).sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1));
  }

  /** The places that were chosen in an answer. @param {any} answer @returns {number[]} */
  const chosen = answer => (Array.isArray(answer) ? answer : [answer]).filter(value => typeof value === 'number');

  /** Returns how a question went: how many were right, and what was answered. @param {BoardLearner[]} learners @param {string} course @param {BoardQuestion} question */
  function question(learners, course, question) {
    const tried = learners.map(learner => ({ learner: learner, kept: player.state.record(stateOf(learner, course), 'q:' + question.id), standing: standing(stateOf(learner, course), question.id) })).filter(one => one.standing);
    const having = (/** @type {string} */ wanted) => tried.filter(one => one.standing === wanted).map(one => one.learner);
    const isChoice = question.kind === 'single' || question.kind === 'multiple';
    const answers = tried.map(one => one.kept.a);
    /** @type {number[]} */
    const options = [];
    for (let at = 0; isChoice && at < question.count; at += 1) { options.push(answers.filter(answer => chosen(answer).indexOf(at) >= 0).length); }
    const typed = question.kind === 'gaps' ? answers.filter(answer => Array.isArray(answer) && answer.every(one => typeof one === 'string')).map(answer => answer.map((/** @type {string} */ one) => one.trim() || '–').join(' · ')) : [];
    return { tried: tried.length, right: having('right'), partly: having('partly'), wrong: having('wrong'), options: options, typed: tally(typed).slice(0, MOST_TYPED) };
  }

  /** Takes what the board is told. @param {Record<string, BoardLearner>} known @param {BoardTold} told @returns {Record<string, BoardLearner>} */
  function renewed(known, told) {
    /** @type {Record<string, BoardLearner>} */
    const all = told.whole ? {} : Object.assign({}, known);
    told.gone.forEach(id => { delete all[id]; });
    told.learners.forEach(learner => { all[learner.id] = learner; });
    return all;
  }

  player.board = /** @type {Board} */ ({ questions: questions, place: place, lessons: lessons, question: question, renewed: renewed });
})(window.alforja = window.alforja || Object());
