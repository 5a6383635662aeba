/** What the trainer decides about a learner, each in a panel that asks first; and all results as one file. */
(function (/** @type {Player} */ player) {
  'use strict';
  const board = player.board;
  const make = player.make;
  const PATIENCE = 20000;
  const PATIENCE_OF_RESULTS = 120000;
  /** So long a file stays to be fetched from the page's memory. */
  const KEPT = 60000;

  board.key = window.location.hash.slice(1);

  /**
   * Sends a request as the trainer; nobody answers with status 0.
   * @param {string} method @param {string} name @param {(request: XMLHttpRequest) => void} set @param {string} [text] @returns {Promise<XMLHttpRequest>}
   */
  function ask(method, name, set, text) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      request.open(method, '/~class/' + name);
      set(request);
      if (board.key) { request.setRequestHeader('Authorization', 'Bearer ' + board.key); }
      ['load', 'error', 'timeout', 'abort'].forEach(event => request.addEventListener(event, () => resolve(request)));
      request.send(text);
    });
  }

  board.decide = (what, decision) => ask('POST', what, request => {
    request.timeout = PATIENCE;
    request.setRequestHeader('Content-Type', 'application/json');
  }, JSON.stringify(decision)).then(request => request.status);

  board.take = name => ask('GET', 'results.zip', request => {
    request.timeout = PATIENCE_OF_RESULTS;
    request.responseType = 'blob';
  }).then(request => {
    if (request.status !== 200) { return false; }
    const address = URL.createObjectURL(request.response);
    const link = make('a', { href: address, download: name, hidden: '' });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), KEPT);
    return true;
  });

  /** The words for an answer that is no consent. @param {number} status */
  const refusal = status => player.t(status === 0 ? 'lost' : status === 404 ? 'already-gone' : status === 507 ? 'disk' : 'trouble');

  /**
   * Makes a panel; `act` is what its first button does, once at a time.
   * @param {string} title @param {(Node | string)[]} inside @param {string} yes @param {string} look
   * @param {(tell: (words: string) => void) => Promise<any>} act @param {() => void} leave
   */
  function panel(title, inside, yes, look, act, leave) {
    const heading = make('h2', { id: 'panel-heading', tabindex: '-1' }, [title]);
    const trouble = make('p', { class: 'trouble', role: 'alert', id: 'panel-trouble' });
    const first = make('button', { type: 'submit', class: look, 'data-yes': '' }, [yes]);
    const form = make('form', { class: 'panel', novalidate: '', 'aria-labelledby': 'panel-heading', 'data-panel': '' }, [/** @type {Node | string} */ (heading)].concat(inside, [
      trouble, make('p', { class: 'actions' }, [first, player.button(player.t('cancel'), leave, 'second')])
    ]));
    let busy = false;
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (busy) { return; }
      busy = true;
      trouble.textContent = '';
      act(words => { trouble.textContent = words; }).then(() => { busy = false; });
    });
    form.addEventListener('keydown', event => { if (event.key === 'Escape') { leave(); } });
    return form;
  }

  board.panels = {
    correct: (learner, done) => {
      const input = /** @type {HTMLInputElement} */ (make('input', { type: 'text', id: 'panel-name', maxlength: 200, autocomplete: 'off', 'aria-describedby': 'panel-trouble' }));
      input.value = learner.name;
      return panel(player.t('correct-title', { name: learner.name }), [
        make('p', {}, [player.t('correct-why')]), make('p', {}, [make('label', { for: 'panel-name' }, [player.t('correct-name')]), input])
      ], player.t('correct-yes'), 'first', tell => {
        const name = input.value.replace(/\s+/g, ' ').trim();
        if (!name) {
          input.setAttribute('aria-invalid', 'true');
          tell(player.t('correct-empty'));
          input.focus();
          return Promise.resolve();
        }
        return board.decide('correct', { learner: learner.id, name: name }).then(status => {
          if (status === 200) { done(player.t('corrected', { name: name })); } else { tell(refusal(status)); }
        });
      }, () => done(''));
    },
    remove: (learner, aside, done) => panel(player.t('remove-title', { name: learner.name }), [
      make('p', {}, [player.t('remove-why')]), make('p', { class: 'quiet' }, [player.t('remove-kept', { folder: aside })])
    ], player.t('remove-yes'), 'danger', tell => board.decide('remove', { learner: learner.id }).then(status => {
      if (status === 200 || status === 404) { done(player.t('removed', { name: learner.name })); } else { tell(refusal(status)); }
    }), () => done(''))
  };
})(window.alforja = window.alforja || Object());
