/** The four views of the board: how to join, who is where, how the questions went, what was handed over. */
(function (/** @type {Player} */ player) {
  'use strict';
  const board = player.board;
  const make = player.make;
  const { bar, row, table, text, ago } = board;

  /** @param {number} number @param {string} key */
  const figure = (number, key) => make('div', { class: 'figure' }, [make('b', {}, [String(number)]), make('span', {}, [player.t(key)])]);

  /** How to join, large enough for the last row. @param {BoardNow} now */
  function join(now) {
    const box = make('div', { class: 'join' });
    const first = now.ways[0];
    if (!first) { box.append(make('p', { class: 'alert' }, [player.t('no-network')])); }
    if (first) {
      const code = make('div', { class: 'qr', role: 'img', 'aria-label': player.t('qr') });
      const drawn = new DOMParser().parseFromString(first.code, 'text/html').body.firstChild;
      if (drawn) { code.append(document.importNode(drawn, true)); }
      const address = first.address.replace(/^http:\/\//, '').replace(/\/$/, '');
      box.append(code, make('div', { class: 'how' }, [
        make('p', {}, [player.t('join-how')]), make('p', { class: 'big' }, [address]),
        make('p', {}, [player.t('pin')]), make('p', { class: 'big pin', 'data-pin': '' }, [now.pin.replace(/(...)(?=.)/g, '$1 ')]),
        make('p', { class: 'joined', 'data-joined': String(now.learners.length) }, [player.count('joined', now.learners.length)])
      ]));
      now.ways.slice(1).forEach(way => box.append(make('p', { class: 'other' }, [player.t('or-address', { address: way.address })])));
    }
    return box;
  }

  /** @param {BoardNow} now @param {Outline} outline */
  function overview(now, outline) {
    const most = Math.max(1, now.learners.length);
    const rows = board.lessons(now.learners, outline).map(one => {
      const parts = [
        { look: 'done', count: one.done, words: player.t('done') },
        { look: 'begun', count: Math.max(0, one.begun - one.done), words: player.t('begun') }
      ];
      const here = one.here ? [' ', make('span', { class: 'here' }, [player.count('here', one.here)])] : [];
      return row([String(one.lesson.title || one.lesson.id)].concat(/** @type {any} */ (here)), bar(parts, most), one.begun + ' / ' + now.learners.length);
    });
    return make('ol', { class: 'rows', 'data-lessons': '' }, rows);
  }

  /** What leads to a decision about a learner. @param {BoardNow} now @param {BoardLearner} learner @param {'correct' | 'remove'} what */
  function decision(now, learner, what) {
    const button = player.button(player.t(what), () => now.open(what, learner), 'small');
    button.setAttribute('data-focus', what + ' ' + learner.id);
    button.setAttribute('data-' + what, '');
    // Whoever goes from button to button hears whom it is about.
    button.append(make('span', { class: 'hidden' }, [': ' + learner.name]));
    return button;
  }

  /** Who is where. @param {BoardNow} now @param {Outline} outline */
  function people(now, outline) {
    const places = now.learners.map(learner => board.place(learner, outline, now.time));
    const stuck = places.filter(one => one.stuck);
    const box = make('div', {}, [
      make('div', { class: 'figures' }, [figure(places.length, 'figure-joined'), figure(places.filter(one => one.begun).length, 'figure-begun'), figure(places.filter(one => one.completed).length, 'figure-completed'), figure(stuck.length, 'figure-stuck')]),
      make('h2', {}, [player.t('lessons')]), overview(now, outline)
    ]);
    if (!now.names) {
      box.append(make('p', { class: 'quiet' }, [player.t('names-hidden')]));
      return box;
    }
    const order = (/** @type {BoardPlace} */ one) => (one.stuck ? 0 : one.completed ? 2 : 1);
    const sorted = places.slice().sort((one, other) => order(one) - order(other) || one.learner.name.localeCompare(other.learner.name));
    const rows = sorted.map(one => {
      const state = one.completed ? 'completed' : one.stuck ? 'stuck' : one.begun ? 'working' : 'not-begun';
      const name = make('details', { 'data-open': one.learner.id }, [
        make('summary', { 'data-focus': 'open ' + one.learner.id }, [one.learner.name]), make('small', {}, [player.t('code', { code: one.learner.code.replace(/(...)(?=.)/g, '$1 ') })]),
        make('p', { class: 'decisions' }, [decision(now, one.learner, 'correct'), decision(now, one.learner, 'remove')])
      ]);
      const answers = bar([{ look: 'right', count: one.right, words: player.t('right') }, { look: 'partly', count: one.partly, words: player.t('partly') }, { look: 'wrong', count: one.wrong, words: player.t('wrong') }], Math.max(1, one.right + one.partly + one.wrong));
      const lesson = make('span', {}, [one.lesson ? String(one.lesson.title) : '–', make('small', {}, [one.done + ' / ' + one.lessons])]);
      const help = make('span', { class: 'badge', 'data-state': state }, [player.t(state)]);
      const since = text(one.begun ? ago(one.silent) : '–', 'quiet');
      return [name, help, lesson, answers, since];
    });
    box.append(make('h2', {}, [player.t('learners')]), make('div', { class: 'scroll', 'data-people': '' }, [table(['column-name', 'column-state', 'column-lesson', 'column-answers', 'column-seen'].map(key => player.t(key)), rows, player.t('learners'))]));
    return box;
  }

  /** @param {BoardNow} now @param {BoardQuestion} question @param {number} at */
  function card(now, question, at) {
    const went = board.question(now.learners, now.edition.course, question);
    const asked = now.asked[question.id];
    const most = Math.max(1, now.learners.length);
    const box = make('article', { class: 'card', 'data-question': question.id }, [
      make('h3', {}, [player.t('question', { number: at + 1 }) + ': ' + (asked ? asked.prompt : question.id)]),
      bar([{ look: 'right', count: went.right.length, words: player.t('right') }, { look: 'partly', count: went.partly.length, words: player.t('partly') }, { look: 'wrong', count: went.wrong.length, words: player.t('wrong') }], most),
      make('p', { class: 'quiet' }, [player.count('answered-by', now.learners.length, { done: went.tried })])
    ]);
    if (asked && asked.body) { box.append(make('p', {}, [asked.body])); }
    if (went.options.length && went.tried) {
      const isRight = (/** @type {number} */ place) => now.answers && !!asked && asked.right.indexOf(place) >= 0;
      box.append(make('ol', { class: 'rows' }, went.options.map((count, place) => {
        const label = [asked && asked.choices[place] || player.t('choice', { number: place + 1 })];
        if (isRight(place)) { label.push(' ✓ ', /** @type {any} */ (make('span', { class: 'hidden' }, [player.t('right')]))); }
        return row(label, bar([{ look: isRight(place) ? 'right' : 'plain', count: count, words: player.t('chosen') }], most), String(count), isRight(place) ? 'right' : '');
      })));
    }
    if (went.typed.length) {
      box.append(make('ol', { class: 'rows' }, went.typed.map(one => row([one.text], bar([{ look: 'plain', count: one.count, words: player.t('typed') }], most), String(one.count)))));
    }
    const names = (/** @type {BoardLearner[]} */ some) => some.map(learner => learner.name).join(', ');
    if (now.names && went.wrong.length + went.partly.length) { box.append(make('p', { class: 'quiet' }, [player.t('not-right', { names: names(went.wrong.concat(went.partly)) })])); }
    return box;
  }

  /** How the questions went, lesson by lesson. @param {BoardNow} now @param {Outline} outline */
  function questions(now, outline) {
    const all = board.questions(outline);
    const box = make('div', {});
    if (!all.length) { box.append(make('p', {}, [player.t('no-questions')])); }
    /** @type {HTMLElement[]} */
    const waiting = [];
    outline.lessons.forEach(lesson => {
      const own = all.filter(question => question.lesson.id === lesson.id);
      if (!own.length) { return; }
      const section = make('section', {}, [/** @type {any} */ (make('h2', {}, [String(lesson.title || lesson.id)]))].concat(own.map((question, at) => card(now, question, at))));
      const tried = own.some(question => board.question(now.learners, now.edition.course, question).tried > 0);
      if (tried) { box.append(section); } else { waiting.push(section); }
    });
    // What nobody has come to yet does not stand in the way of what is talked about now.
    if (waiting.length) { box.append(make('details', { class: 'folded', 'data-open': 'waiting' }, [/** @type {any} */ (make('summary', {}, [player.count('not-yet-asked', waiting.length)]))].concat(waiting))); }
    return box;
  }

  /** What takes all results along. @param {BoardNow} now */
  function take(now) {
    const count = now.learners.reduce((sum, learner) => sum + learner.results.length, 0);
    if (!count) { return make('p', { class: 'quiet' }, [player.t('zip-none')]); }
    const button = player.button(player.t('zip'), now.take, 'first');
    button.setAttribute('data-focus', 'zip');
    button.setAttribute('data-zip', '');
    return make('p', { class: 'take' }, [button, make('small', {}, [player.t('zip-why')])]);
  }

  /** What was handed over. @param {BoardNow} now @param {Outline} outline */
  function end(now, outline) {
    const handed = (/** @type {BoardLearner} */ learner) => learner.results.filter(one => one.course === now.edition.course).sort((one, other) => other.at - one.at)[0];
    const there = now.learners.filter(handed);
    const box = make('div', {}, [
      make('div', { class: 'figures' }, [figure(there.length, 'figure-handed'), figure(now.learners.length - there.length, 'figure-missing'), figure(there.filter(learner => handed(learner).completed).length, 'figure-completed')]),
      take(now), make('p', {}, [player.t('end-how')]), make('p', {}, [make('code', { 'data-command': '' }, ['alforja report "' + now.folder + '"'])]), make('p', { class: 'quiet' }, [player.t('end-missing')])
    ]);
    if (!now.names) {
      box.append(make('p', { class: 'quiet' }, [player.t('names-hidden')]));
      return box;
    }
    const rows = now.learners.map(learner => {
      const one = handed(learner);
      const words = one ? player.t(one.completed ? 'completed' : 'working') : player.t('nothing-handed');
      return [text(learner.name), make('span', { class: 'badge', 'data-state': one ? one.completed ? 'completed' : 'working' : 'not-begun' }, [words]), text(one && one.score !== null ? one.score + ' %' : '–'), text(one ? ago(now.time - one.at) : '–', 'quiet')];
    });
    box.append(make('div', { class: 'scroll', 'data-handed': String(there.length) }, [table(['column-name', 'column-state', 'column-score', 'column-handed'].map(key => player.t(key)), rows, String(outline.title))]));
    return box;
  }

  board.views = { join: join, people: people, questions: questions, end: end };
})(window.alforja = window.alforja || Object());
