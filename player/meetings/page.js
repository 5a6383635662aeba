/** A plan over several meetings on its page: the day, the earlier meetings, the way to the mentor's device and back. */
(function (/** @type {Player} */ player) {
  'use strict';
  const make = player.make;

  /** @param {string} name @param {string} text */
  function save(name, text) {
    const address = window.URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = make('a', { href: address, download: name, hidden: '' });
    document.body.append(link);
    link.click();
    setTimeout(() => { link.remove(); window.URL.revokeObjectURL(address); }, 10000);
  }

  /** @param {string} label @param {HTMLElement} field @param {string} id */
  function asked(label, field, id) {
    field.id = id;
    return make('p', {}, [make('label', { for: id }, [label]), ' ', field]);
  }

  /** @param {HTMLElement} form @param {Keeper} keeper @param {string} course */
  function run(form, keeper, course) {
    const place = form.getAttribute('data-plan') || '';
    const months = JSON.parse(form.getAttribute('data-meetings') || '[]');
    const root = document.documentElement;
    const id = 'plan-' + place.replace(/\W/g, '-');
    const earlier = make('div', { 'data-beside': '' });
    const told = make('div', { role: 'status', 'data-beside': '' });
    const plan = () => player.meetings.of(place, keeper.all());
    /** @param {string} day */
    const inWords = day => day ? player.dayInWords(day, months) : player.t('no-day');

    function showEarlier() {
      earlier.textContent = '';
      plan().held.slice().reverse().forEach(fields => earlier.append(make('details', { class: 'fold', 'data-held': fields['@'] || '' }, [
        make('summary', {}, [player.t('meeting-of', { day: inWords(fields['@']) })]), player.fields.shown(form, fields)
      ])));
    }

    /** @param {(Node | string)[]} content */
    function tell(content) {
      told.textContent = '';
      told.append.apply(told, content);
    }

    /** @param {State | null} changes @param {string} words */
    function take(changes, words) {
      if (!changes) { tell([make('p', {}, [player.t('full')])]); return; }
      keeper.put(changes);
      player.fields.refill(form);
      showEarlier();
      tell([make('p', {}, [words])]);
    }

    function next() {
      player.fields.keep();
      if (player.meetings.isEmpty(plan().now)) { tell([make('p', {}, [player.t('empty')])]); return; }
      const day = inWords(plan().now['@'] || player.today());
      take(player.meetings.next(place, keeper.all(), player.today()), player.t('kept', { day: day }));
      player.focus(player.one(form, '[data-field="@"]'));
    }

    function saveFile() {
      player.fields.keep();
      const title = player.one(document, 'title');
      const head = { course: course, version: root.getAttribute('data-version') || '', lang: root.lang, title: title ? title.textContent || '' : '', place: place, day: player.today() };
      const name = ['plan', course, place.replace(/\W+/g, '-'), player.today()].join('-') + '.alforja-plan.json';
      save(name, player.meetings.write(head, plan()));
      tell([make('p', {}, [player.t('saved-file', { name: name })])]);
    }

    /** @param {string} text */
    function received(text) {
      const file = player.meetings.read(text, course, place);
      if ('why' in file) { tell([make('p', { 'data-why': file.why }, [player.t('file-' + file.why)])]); return; }
      const own = String(plan().now['@who'] || '');
      const theirs = String(file.plan.now['@who'] || '');
      const about = player.count('file-about', file.plan.held.length + 1, { who: theirs || player.t('nobody'), day: inWords(file.saved) });
      const warning = own && theirs && own !== theirs ? [make('p', { 'data-other': '' }, [player.t('file-whose', { own: own, theirs: theirs })])] : [];
      const actions = make('div', { class: 'actions' }, [
        player.button(player.t('file-take'), () => take(player.meetings.join(place, keeper.all(), file.plan), player.t('file-taken')), 'button'),
        player.button(player.t('file-leave'), () => tell([]))
      ]);
      tell(/** @type {HTMLElement[]} */ ([make('p', {}, [about])]).concat(warning, [actions]));
      player.focus(player.one(actions, 'button'));
    }

    function openFile() {
      const input = /** @type {HTMLInputElement} */ (make('input', { type: 'file', accept: '.json,application/json', hidden: '', 'data-plan-file': '' }));
      player.fields.keep();
      input.addEventListener('change', () => {
        const chosen = input.files && input.files[0];
        input.remove();
        if (!chosen) { return; }
        if (chosen.size > player.meetings.MOST_BYTES) { tell([make('p', { 'data-why': 'foreign' }, [player.t('file-foreign')])]); return; }
        const reader = new FileReader();
        reader.addEventListener('load', () => received(String(reader.result)));
        reader.addEventListener('error', () => tell([make('p', {}, [player.t('file-broken')])]));
        reader.readAsText(chosen);
      });
      form.append(input);
      input.click();
    }

    const day = /** @type {HTMLInputElement} */ (make('input', { type: 'date', class: 'field date', 'data-field': '@' }));
    const who = /** @type {HTMLInputElement} */ (make('input', { type: 'text', class: 'field', maxlength: 200, autocomplete: 'off', 'data-field': '@who' }));
    const head = make('div', { 'data-beside': '' }, [asked(player.t('whose'), who, id + '-who'), asked(player.t('day'), day, id + '-day')]);
    const bar = make('div', { class: 'actions', 'data-beside': '' }, [
      player.button(player.t('hold'), next, 'button'), player.button(player.t('save'), saveFile), player.button(player.t('open'), openFile), player.button(player.t('print'), () => player.printAlone(form))
    ]);
    const label = player.one(form, '.label');
    if (label) { label.insertAdjacentElement('afterend', head); } else { form.prepend(head); }
    form.append(bar, told, earlier);
    player.fields.refill(form);
    showEarlier();
    window.addEventListener('pageshow', event => { if (event.persisted) { keeper.reload().then(() => { player.fields.refill(form); showEarlier(); }); } });
  }

  player.wakes.push(services => {
    const keeper = services.keeper;
    if (keeper) { player.all(document, '[data-meetings]').forEach(form => player.part('plan', () => run(form, keeper, services.course))); }
  });
})(window.alforja = window.alforja || Object());
