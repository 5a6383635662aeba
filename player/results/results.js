/** The page of a course's results: how the learner stands, and how to hand that over. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** The time of day by the device's clock. */
  function time() {
    const now = new Date();
    return [now.getHours(), now.getMinutes()].map(part => part < 10 ? '0' + part : part).join(':');
  }

  /** Whether the learner wrote anything in their own words. @param {Outline} outline @param {State} state */
  function hasWords(outline, state) {
    const asked = { id: '', asked: [], fields: {}, words: true };
    const words = player.record.result(outline, state, asked, { day: player.today(), time: time() }).words;
    return !!words && words.length > 0;
  }

  player.wakes.push(services => {
    const place = player.one(document, '[data-tool="results"] .text') || document.body;
    const outline = /** @type {Outline} */ (player.record.data('data-outline'));
    const view = /** @type {RecordView} */ (player.record.data('data-record'));
    const box = make('div', { 'data-offers-place': '' });

    /** @param {Record<string, string>} fields @param {boolean} words */
    function hand(fields, words) {
      Promise.all([player.record.known(services), player.record.note(services, outline)]).then(both => {
        const known = { id: both[0].id, fields: Object.assign({}, both[0].fields, fields) };
        player.record.keep(services, known);
        const result = player.record.result(outline, both[1], { id: known.id, asked: view.fields, fields: known.fields, words: words }, { day: player.today(), time: time() });
        const offers = player.offers(result);
        box.textContent = '';
        box.append(offers);
        player.focus(player.one(offers, 'h2'));
        offers.scrollIntoView();
      });
    }

    Promise.all([player.record.known(services), player.record.note(services, outline)]).then(both => {
      const handOver = make('section', {}, [make('h2', {}, [player.t('hand-title')]), make('p', {}, [player.t('hand-lead')])]);
      if (services.keeper && services.keeper.end === 'lms') { handOver.append(make('p', { 'data-lms': '' }, [player.t('hand-lms')])); }
      handOver.append(player.askLearner(view, both[0].fields, hasWords(outline, both[1]), hand));
      let standing = player.standing(outline, view, both[1]);
      place.append(standing, handOver, box);
      // The learner was elsewhere and comes back: more may be done by now.
      window.addEventListener('pageshow', event => {
        if (event.persisted) { player.record.note(services, outline).then(state => { const now = player.standing(outline, view, state); standing.replaceWith(now); standing = now; }); }
      });
      player.all(document, '[data-tool]').forEach(main => main.setAttribute('data-ready', ''));
    });
  });
})(window.alforja = window.alforja || Object());
