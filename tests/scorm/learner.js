'use strict';

const { answerAll } = require('../browser/answer.js');

// What a learner does on a page: on that of the small course's test, or on any.

/** Clicks what a learner would click to answer a question, and its main button. */
function answer(lesson, question, choose) {
  return lesson.evaluate((id, chosen) => {
    const form = document.querySelector(`form[data-question="${id}"]`);
    for (const value of chosen.choices || []) { form.querySelector(`input[value="${value}"]`).click(); }
    if (chosen.words !== undefined) {
      const field = form.querySelector('input[data-gap]');
      field.value = chosen.words;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    form.querySelector('[data-main]').click();
    // After a wrong try: the last button shows the answer and leaves the question.
    if (chosen.leave) { Array.from(form.querySelectorAll('.actions button')).pop().click(); }
  }, question, choose);
}

/** Moves each thing up to its place, with the buttons, and answers. */
function putInOrder(lesson, question) {
  return lesson.evaluate(id => {
    const form = document.querySelector(`form[data-question="${id}"]`);
    const items = () => Array.from(form.querySelectorAll('[data-item]'));
    for (let place = 0; place < items().length; place += 1) {
      const item = items().find(one => Number(one.dataset.item) === place);
      while (items().indexOf(item) > place) { item.querySelector('[data-move="up"]').click(); }
    }
    form.querySelector('[data-main]').click();
  }, question);
}

/** Answers all but the first question; `words` is what is typed as a number. */
async function answerRest(lesson, words, leave) {
  await answer(lesson, 'basics/check.2', { choices: [0, 2] });
  await answer(lesson, 'basics/check.3', { words, leave });
  await putInOrder(lesson, 'basics/check.4');
}

module.exports = { answer, answerAll, answerRest, putInOrder };
