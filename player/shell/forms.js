/**
 * Forms where a platform's sandbox forbids them (an `iframe` without `allow-forms`, HTML, section 4.10.21.3): there a
 * click on a form's button sends no `submit`, and no answer would ever be checked. Nothing of ours goes out by a form,
 * so the launch page says `submit` itself, in each page that has spoken to it.
 */
(function () {
  'use strict';
  const known = [];

  function submit(event) {
    const button = event.target.closest ? event.target.closest('button, input') : null;
    if (!button || button.type !== 'submit' || !button.form || event.defaultPrevented) { return; }
    const form = button.form;
    event.preventDefault();
    if (!form.noValidate && !form.reportValidity()) { return; }
    const page = form.ownerDocument;
    form.dispatchEvent(new page.defaultView.Event('submit', { bubbles: true, cancelable: true }));
  }

  window.addEventListener('message', event => {
    try {
      const page = event.source.document;
      if (event.source.parent !== window || known.indexOf(page) >= 0) { return; }
      // Pages that were left need no care any more.
      known.splice(0, known.length, page);
      page.addEventListener('click', submit);
    } catch (_) {
      return; // a page of another site
    }
  });
})();
