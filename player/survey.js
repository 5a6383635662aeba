/** A survey: nothing is right or wrong, each answer is kept as it is given; dimensions give a profile and advice. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** Draws a profile; the table beside it says the same. @param {ProfileRow[]} rows */
  player.chart = function (rows) {
    const SVG = 'http://www.w3.org/2000/svg';
    const drawn = player.profile.shapes(rows);
    const chart = document.createElementNS(SVG, 'svg');
    const dress = (/** @type {Element} */ element, /** @type {Values} */ at) => Object.keys(at).forEach(name => element.setAttribute(name, String(at[name])));
    dress(chart, { class: 'chart', viewBox: '0 0 ' + drawn.width + ' ' + drawn.height, width: drawn.width, height: drawn.height, 'aria-hidden': 'true', 'data-chart': '' });
    drawn.shapes.forEach(shape => {
      const element = document.createElementNS(SVG, shape.tag);
      dress(element, Object.assign({ class: shape.look }, shape.at));
      if (shape.words) { element.textContent = shape.words; }
      chart.appendChild(element);
    });
    return chart;
  };

  /** Writes a day as the language does. @param {string} day */
  function written(day) {
    const parts = day.split('-');
    return player.t('date', { year: parts[0], month: parts[1], day: parts[2] });
  }

  /** @param {number | null} value */
  function percent(value) {
    return value === null ? '–' : player.t('percent', { percent: value });
  }

  /** The same as the chart in words. @param {ProfileRow[]} rows @param {string} before the day of the last time */
  function table(rows, before) {
    const heads = [player.t('topic'), player.t('now')].concat(before ? [player.t('last-time', { day: written(before) })] : []);
    const looks = ['', 'key now', 'key last'];
    const head = player.make('tr', {}, heads.map((words, at) => player.make('th', { scope: 'col' }, at ? [player.make('span', { class: looks[at], 'aria-hidden': 'true' }), words] : [words])));
    const body = rows.map((row, place) => player.make('tr', {}, [
      player.make('th', { scope: 'row' }, [player.make('span', { class: 'nth', 'aria-hidden': 'true' }, [String(place + 1)]), ' ' + row.name]),
      player.make('td', {}, [percent(row.now)])
    ].concat(before ? [player.make('td', {}, [percent(row.last)])] : [])));
    return player.make('table', { class: 'profile', 'data-profile': '' }, [player.make('thead', {}, [head]), player.make('tbody', {}, body)]);
  }

  /**
   * Brings a survey to life; returns what shows it anew when another window has answered.
   * @param {HTMLElement} section @param {QuizKey} key @param {QuizServices} services @returns {() => void}
   */
  player.runs.survey = function (section, key, services) {
    const keeper = services.keeper;
    const forms = player.questionForms(section, key);
    const advice = player.all(section, '[data-advice]');
    const names = key.dimensions || [];
    const box = player.make('div', { class: 'result', 'data-result': '', tabindex: '-1' });
    const scales = key.questions.some(question => question.kind === 'scale');
    const hasResult = advice.length > 0 || (names.length > 0 && scales);
    const last = forms[forms.length - 1];
    /** @type {string[]} */
    const seen = [];
    if (!last) { return () => {}; }

    function kept() {
      return player.state.record(keeper.all(), 'z:' + key.id);
    }

    /** @param {Key} question @returns {any} */
    function answerOf(question) {
      const answer = player.state.record(keeper.all(), 'q:' + question.id).a;
      return player.grade.fits(question, answer) ? answer : null;
    }

    /** @param {HTMLFormElement} form @param {Key} question */
    function keep(form, question) {
      const answer = player.kinds[question.kind].read(form);
      /** @type {State} */
      const patch = { ['q:' + question.id]: answer === null ? null : { a: answer, n: 1, d: 1 } };
      if (hasResult) { patch['z:' + key.id] = { n: Number(kept().n) || 1, t: player.today(), h: player.profile.history(kept()) }; }
      keeper.put(patch);
      seen[forms.indexOf(form)] = JSON.stringify(answer);
      explain(form, answer !== null);
      if (!box.hidden) { showResult(); }
      services.changed();
    }

    /** @param {HTMLFormElement} form @param {boolean} answered */
    function explain(form, answered) {
      player.show(player.all(form, '[data-explanation], [data-model-answer]'), () => answered);
    }

    function firstOpen() {
      return forms.find((form, at) => player.kinds[key.questions[at].kind].read(form) === null);
    }

    /** @param {(number | null)[]} means @param {(number | null)[]} before @returns {ProfileRow[]} */
    function rowsOf(means, before) {
      const rows = names.map((name, at) => ({ name: name, now: means[at], last: at in before ? before[at] : null })).filter(row => row.now !== null);
      return rows.length || !scales ? rows : [{ name: player.t('overall'), now: means[names.length], last: before.length ? before[names.length] : null }];
    }

    function showResult() {
      const means = player.profile.means(key, keeper.all());
      const former = player.profile.history(kept()).filter(one => one.v.length === means.length).pop();
      const rows = rowsOf(means, former ? former.v : []);
      box.textContent = '';
      box.hidden = false;
      box.append(player.subtitle(player.t('result')));
      if (rows.length) { box.append(player.chart(rows), table(rows, former ? former.t : '')); }
      player.show(advice, block => {
        const dimension = block.getAttribute('data-dimension');
        const value = means[dimension === null || dimension === '' ? names.length : Number(dimension)];
        return typeof value === 'number' && player.inRange(block, value);
      });
      box.append(player.make('div', { class: 'actions' }, [player.button(player.t('answer-again'), again)]));
    }

    /** Empties the survey for a new time; the result of this one stays with its day. */
    function again() {
      const now = kept();
      const former = player.profile.history(now).concat([{ t: String(now.t || player.today()), v: player.profile.means(key, keeper.all()) }]).slice(-5);
      /** @type {State} */
      const patch = { ['z:' + key.id]: { n: (Number(now.n) || 1) + 1, h: former } };
      key.questions.forEach(question => { patch['q:' + question.id] = null; });
      keeper.put(patch);
      renew();
      player.focus(player.one(forms[0], 'legend'));
      forms[0].scrollIntoView();
    }

    function ask() {
      const open = firstOpen();
      if (!open) {
        showResult();
        player.focus(box);
        return;
      }
      player.say(player.t('survey-open'));
      player.focus(player.one(open, 'input, select, textarea'));
    }

    /** Shows what is kept. */
    function renew() {
      forms.forEach((form, at) => {
        const kind = player.kinds[key.questions[at].kind];
        const answer = answerOf(key.questions[at]);
        // What is half written here stays: only what was answered elsewhere is shown anew.
        if (seen[at] === JSON.stringify(answer)) { return; }
        seen[at] = JSON.stringify(answer);
        if (answer !== null) { kind.write(form, answer); } else { empty(form, key.questions[at]); }
        explain(form, answer !== null);
      });
      if (hasResult && !firstOpen()) { showResult(); } else { hideResult(); }
    }

    /** @param {HTMLFormElement} form @param {Key} question */
    function empty(form, question) {
      player.kinds[question.kind].clear(form);
      const text = /** @type {HTMLTextAreaElement | null} */ (form.querySelector('textarea'));
      if (text) { text.value = ''; }
    }

    function hideResult() {
      box.hidden = true;
      player.show(advice, () => false);
    }

    forms.forEach((form, at) => {
      const question = key.questions[at];
      const kind = player.kinds[question.kind];
      player.all(form, 'details[data-answer]').forEach(fold => fold.remove());
      if (kind.prepare) { kind.prepare(form); }
      form.addEventListener('change', () => keep(form, question));
      form.addEventListener('submit', event => event.preventDefault());
    });
    // Each piece of advice says what it is about.
    advice.forEach(block => {
      const name = names[Number(block.getAttribute('data-dimension') || -1)];
      if (name) { block.prepend(player.make('p', { class: 'concerns' }, [name])); }
    });
    last.insertAdjacentElement('afterend', box);
    if (hasResult) { box.insertAdjacentElement('beforebegin', player.make('div', { class: 'actions' }, [player.button(player.t('show-result'), ask, 'button')])); }
    renew();
    return renew;
  };
})(window.alforja = window.alforja || Object());
