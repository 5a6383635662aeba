/** Chance that stays the same for one attempt: what is drawn and in which order, from a seed. Pure. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Returns a source of numbers from 0 to 1 (mulberry32). @param {number} seed */
  function source(seed) {
    let state = seed >>> 0;
    return function () {
      state = (state + 0x6D2B79F5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  /** Returns 0 to `count - 1` in an order that the seed decides. @param {number} count @param {number} seed */
  function shuffle(count, seed) {
    const random = source(seed);
    const order = Array.from({ length: count }, (_, place) => place);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      const kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** Returns which of a quiz's questions are asked, in the order of the text. @param {QuizKey} quiz @param {number} seed */
  function asked(quiz, seed) {
    const count = quiz.questions.length;
    const wanted = quiz.draw && quiz.draw < count ? quiz.draw : count;
    return shuffle(count, seed).slice(0, wanted).sort((one, other) => one - other);
  }

  /** Returns the asked questions in the order in which they are shown. @param {QuizKey} quiz @param {number} seed */
  function questions(quiz, seed) {
    const drawn = asked(quiz, seed);
    return quiz.shuffleQuestions ? shuffle(drawn.length, seed + 1).map(place => drawn[place]) : drawn;
  }

  /** Returns the order of a question's answers. @param {QuizKey} quiz @param {number} place @param {number} seed */
  function answers(quiz, place, seed) {
    const question = quiz.questions[place];
    const count = question.count || 0;
    return quiz.shuffleAnswers && !question.fixed ? shuffle(count, seed + 2 + place) : Array.from({ length: count }, (_, at) => at);
  }

  /** Returns a seed for a new attempt: 16 bits, so that a packed state stays small. @param {() => number} random */
  function seed(random) {
    return 1 + Math.floor(random() * 65535);
  }

  player.draw = { asked: asked, questions: questions, answers: answers, seed: seed, shuffle: shuffle };
})(window.alforja = window.alforja || Object());
