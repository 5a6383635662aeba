/** Answers questions right as the page's own keys say, whatever their kind. */
'use strict';

/** Runs in the page: answers every question that is shown below `selector`, or on the whole page; returns the kind of each. */
function answerAll(selector) {
  const fill = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const choose = (form, places) => places.forEach(place => form.querySelector(`input[value="${place}"]`).click());
  const gap = key => (key.kind === 'choice' ? String(key.right[0]) : key.kind === 'number' ? String(key.from) : key.answers[0]);
  const KINDS = {
    single: (form, key) => choose(form, key.right.length ? key.right : [0]),
    multiple: (form, key) => choose(form, key.right),
    scale: form => choose(form, [1]),
    open: form => fill(form.querySelector('[data-open]'), 'Өөрийн үгээр'),
    gaps: (form, key, decimal) => key.gaps.forEach((one, at) => fill(form.querySelector(`[data-gap="${at}"]`), one.kind === 'number' ? gap(one).replace('.', decimal) : gap(one))),
    match: form => form.querySelectorAll('[data-match]').forEach(field => fill(field, field.getAttribute('data-match'))),
    order: form => {
      const items = () => Array.from(form.querySelectorAll('[data-item]'));
      for (let place = 0; place < items().length; place += 1) {
        const item = items().find(one => Number(one.getAttribute('data-item')) === place);
        while (items().indexOf(item) > place) { item.querySelector('[data-move="up"]').click(); }
      }
    }
  };
  const answered = [];
  document.querySelector(selector || 'body').querySelectorAll('[data-quiz]').forEach(section => {
    const quiz = JSON.parse(section.querySelector('[data-key]').textContent);
    quiz.questions.forEach(key => {
      const form = section.querySelector(`form[data-question="${key.id}"]`);
      if (form.hidden) { return; }
      KINDS[key.kind](form, key, quiz.decimal || '.');
      const main = form.querySelector('[data-main]');
      if (main && form.getAttribute('data-mode') === 'open') { main.click(); }
      answered.push(key.kind);
    });
  });
  return answered;
}

module.exports = { answerAll };
