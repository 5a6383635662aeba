/**
 * The result file: what a learner hands over to a trainer, with a checksum. Pure. Its format stands in docs/result-file.md
 * and docs/result.schema.json.
 *
 * A checksum shows that a file is whole, not that it is true.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const record = player.record;
  const DAY = /^\d{4}-\d\d-\d\d$/;

  /**
   * Writes a value in the one form that the checksum is taken of: JSON without blank space, the keys of each object
   * sorted by their UTF-16 units (RFC 8785, with whole numbers only).
   */
  record.canonical = function (value) {
    if (Array.isArray(value)) { return '[' + value.map(record.canonical).join(',') + ']'; }
    if (value && typeof value === 'object') {
      return '{' + Object.keys(value).sort().map(key => JSON.stringify(key) + ':' + record.canonical(value[key])).join(',') + '}';
    }
    return JSON.stringify(value);
  };

  /** @param {any} file */
  function checksum(file) {
    const rest = Object.assign({}, file);
    delete rest.checksum;
    return 'sha256:' + record.hex(record.canonical(rest));
  }

  /** Puts the checksum in. @param {any} file */
  function seal(file) {
    file.checksum = checksum(file);
    return file;
  }

  /** @param {any} day */
  const dayOf = day => typeof day === 'string' && DAY.test(day) ? day : null;

  /** @param {any} value @param {number} most */
  const whole = (value, most) => typeof value === 'number' && value > 0 ? Math.min(Math.floor(value + 1e-9), most) : 0;

  /** Returns an answer in the form that the state keeps, without what JSON or a reader could not hold. @param {any} answer @returns {any} */
  function answerOf(answer) {
    if (typeof answer === 'string') { return record.whole(answer).slice(0, 10000).replace(/[\ud800-\udbff]$/, ''); }
    if (typeof answer === 'number') { return Math.floor(answer) === answer ? answer : String(answer); }
    return Array.isArray(answer) ? answer.slice(0, 200).map(answerOf) : null;
  }

  /** @param {QuizKey} quiz @param {State} state */
  function quizOf(quiz, state) {
    const result = player.state.quiz(quiz, state);
    const attempt = player.state.record(state, 'z:' + quiz.id);
    const begun = quiz.questions.some(question => player.state.record(state, 'q:' + question.id).a !== undefined);
    const tried = result.finished || begun || whole(attempt.n, 9999) > 1;
    return {
      id: quiz.id, best: tried ? whole(result.best, 100) : null, passed: result.passed && tried,
      pass: typeof quiz.pass === 'number' ? quiz.pass : null, attempts: tried ? Math.max(1, whole(attempt.n, 9999)) : 0
    };
  }

  /** @param {QuizKey} quiz @param {State} state */
  function questionsOf(quiz, state) {
    const graded = quiz.questions.filter(question => player.grade.counts(question.kind));
    return graded.map(question => [question, player.state.record(state, 'q:' + question.id)]).filter(pair => pair[1].a !== undefined || pair[1].n).map(pair => ({
      id: pair[0].id, quiz: quiz.id, kind: pair[0].kind, tries: whole(pair[1].n, 9999), percent: whole(Number(pair[1].p) * 100, 100),
      points: pair[0].points === undefined ? 1 : pair[0].points, finished: !!pair[1].d, answer: answerOf(pair[1].a)
    }));
  }

  /** Returns the means of a survey in per cent: of all its scales, and of each dimension. @param {QuizKey} survey @param {State} state */
  function surveyOf(survey, state) {
    /** @param {Key[]} questions */
    const mean = questions => {
      const values = questions.filter(question => question.kind === 'scale').map(question => ({ question: question, answer: player.state.record(state, 'q:' + question.id).a }));
      const given = values.filter(one => typeof one.answer === 'number' && one.answer >= 0 && one.answer < (one.question.count || 0));
      const parts = given.map(one => one.answer / Math.max(1, (one.question.count || 1) - 1) * 100);
      return parts.length ? Math.round(parts.reduce((sum, part) => sum + part, 0) / parts.length) : null;
    };
    const dimensions = survey.dimensions || [];
    return {
      id: survey.id, mean: mean(survey.questions),
      dimensions: dimensions.map((name, at) => ({ name: record.line(name, 200), mean: mean(survey.questions.filter(question => question.dimension === at)) }))
    };
  }

  /** What the learner wrote in their own words: open answers, reflections, plans. @param {QuizKey[]} quizzes @param {State} state */
  function wordsOf(quizzes, state) {
    /** @type {any[]} */
    const words = [];
    quizzes.forEach(quiz => quiz.questions.filter(question => question.kind === 'open').forEach(question => {
      const answer = player.state.record(state, 'q:' + question.id).a;
      if (typeof answer === 'string' && answer.trim()) { words.push({ place: question.id, text: answerOf(answer) }); }
    }));
    Object.keys(state).filter(key => key.startsWith('f:')).sort().slice(0, 2000).forEach(key => {
      const value = state[key];
      if (typeof value === 'string' && value.trim()) { words.push({ place: record.line(key.slice(2), 300), text: answerOf(value) }); }
      if (value === true) { words.push({ place: record.line(key.slice(2), 300), text: true }); }
    });
    return words;
  }

  /** Returns the answers to the learner fields that may be handed over. @param {LearnerFieldView[]} fields @param {Record<string, any>} given */
  function fieldsOf(fields, given) {
    /** @type {Record<string, string>} */
    const all = {};
    fields.forEach(field => {
      const value = record.line(typeof given[field.id] === 'string' ? given[field.id] : '', 200);
      if (value) { all[field.id] = value; }
    });
    return all;
  }

  /** Returns the name that the spoken code is checked against: the field `name`, else the first answered field. */
  record.nameOf = fields => fields.name || fields[Object.keys(fields)[0]] || '';

  /** Returns the result file of a learner's state. */
  record.result = function (outline, state, learner, made) {
    const lessons = player.onPath(outline, state);
    /** @type {QuizKey[]} */
    const all = [].concat.apply([], /** @type {any} */ (lessons.map(lesson => lesson.quizzes || [])));
    const graded = all.filter(quiz => quiz.graded);
    const standing = player.course(outline, state);
    const fields = fieldsOf(learner.asked, learner.fields);
    const course = { id: String(outline.course), version: String(outline.version), language: String(outline.lang), title: record.line(outline.title || '', 300) };
    return seal({
      format: 'alforja-result', version: 1, course: course,
      learner: { id: record.line(learner.id, 40), fields: fields },
      role: (outline.roles || []).indexOf(state.role) >= 0 ? state.role : null,
      completed: standing.completed, passed: standing.passed, score: standing.score,
      lessons: { total: lessons.length, done: lessons.filter(lesson => Number(state['l:' + lesson.id]) === 2).map(lesson => lesson.id) },
      quizzes: graded.map(quiz => quizOf(quiz, state)),
      questions: [].concat.apply([], /** @type {any} */ (graded.map(quiz => questionsOf(quiz, state)))),
      surveys: all.filter(quiz => !quiz.graded).map(survey => surveyOf(survey, state)).filter(survey => survey.mean !== null),
      words: learner.words ? wordsOf(all, state) : null,
      days: { first: dayOf(state.first), last: dayOf(state.day), completed: standing.completed ? dayOf(state.done) : null },
      made: { day: made.day, time: made.time, clock: 'device' },
      code: record.spoken(course.id, standing, record.nameOf(fields))
    });
  };

  /** Tells whether a result file is whole. */
  record.sound = file => !!file && typeof file === 'object' && file.format === 'alforja-result' && file.version === 1 && file.checksum === checksum(file);
})(window.alforja = window.alforja || Object());
