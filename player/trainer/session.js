/** The plan of a day: a trainer changes when it begins and ends and its breaks, or takes one part alone; the times follow. */
(function (/** @type {Player} */ player) {
  'use strict';
  const MOST_BREAKS = 12;

  /** @typedef {{ part: string, start: string, end: string, breaks: { at: string, minutes: string, title: string }[] }} Settings */
  /** @typedef {{ items: [number, number][], parts: string[], start: number, end: number, breaks: [number, number, string][] }} Plan */

  /** What the course says. @param {Plan} plan @returns {Settings} */
  function usual(plan) {
    const clock = player.timetable.clock;
    const end = plan.end === 1440 ? '23:59' : clock(plan.end);
    return { part: '', start: clock(plan.start), end: end, breaks: plan.breaks.map(one => ({ at: clock(one[0]), minutes: String(one[1]), title: one[2] })) };
  }

  /** What was kept, as far as it makes sense. @param {any} kept @param {Plan} plan @returns {Settings} */
  function sound(kept, plan) {
    const settings = usual(plan);
    if (!kept || typeof kept !== 'object') { return settings; }
    if (plan.parts[Number(kept.part)] !== undefined && kept.part !== '') { settings.part = String(kept.part); }
    if (player.timetable.minutes(kept.start) !== null) { settings.start = String(kept.start); }
    if (player.timetable.minutes(kept.end) !== null) { settings.end = String(kept.end); }
    if (Array.isArray(kept.breaks)) {
      const good = kept.breaks.filter((/** @type {any} */ one) => one && player.timetable.minutes(one.at) !== null && Number(one.minutes) > 0);
      settings.breaks = good.slice(0, MOST_BREAKS).map((/** @type {any} */ one) => ({ at: String(one.at), minutes: String(one.minutes), title: String(one.title || '') }));
    }
    return settings;
  }

  /** @param {Settings} settings @returns {TrainerDay} */
  function dayOf(settings) {
    const minutes = (/** @type {string} */ text) => player.timetable.minutes(text) || 0;
    return {
      start: minutes(settings.start),
      end: minutes(settings.end),
      breaks: settings.breaks.map(one => ({ at: minutes(one.at), minutes: Math.max(0, Math.min(1000, Math.round(Number(one.minutes)) || 0)) }))
    };
  }

  /** Says how long something is, as the generator does. @param {number} minutes */
  function duration(minutes) {
    const hours = Math.floor(minutes / 60);
    const parts = hours ? [player.count('hours', hours)] : [];
    return (minutes % 60 || !hours ? parts.concat(player.count('minutes', minutes % 60)) : parts).join(' ');
  }

  /** @param {TimetableRow} row @param {HTMLElement[]} content @param {string} [look] */
  function rowOf(row, content, look) {
    const time = player.make('th', { scope: 'row', class: 'time' }, [player.timetable.clock(row.from) + (row.until > row.from ? '–' + player.timetable.clock(row.until) : '')]);
    return player.make('tr', look ? { class: look } : {}, [/** @type {Node} */ (time)].concat(content));
  }

  /** @param {HTMLElement} place @param {Plan} plan @param {HTMLElement} form */
  function wake(place, plan, form) {
    const kept = player.keptHere('session');
    /** The cells as they came, by the number of their lesson. @type {Record<string, HTMLElement>} */
    const cells = {};
    player.all(place, '[data-item]').forEach(cell => { cells[cell.getAttribute('data-item') || ''] = cell; });
    let settings = sound(kept.read(), plan);

    /** @param {number} item @param {boolean} further */
    function cell(item, further) {
      if (!further) { return [cells[item].cloneNode(true), length(item)]; }
      const link = player.one(cells[item], 'a');
      const again = player.make('td', {}, [link ? link.cloneNode(true) : '', ' ', player.make('small', {}, [player.t('continued')])]);
      return [again, player.make('td', {}, [])];
    }

    /** @param {number} item */
    function length(item) {
      const row = cells[item].parentElement;
      return row && row.lastElementChild ? row.lastElementChild.cloneNode(true) : player.make('td');
    }

    function draw() {
      const numbers = plan.items.map((one, at) => at).filter(at => settings.part === '' || plan.items[at][1] === Number(settings.part));
      const rows = player.timetable.lay(numbers.map(at => plan.items[at][0]), dayOf(settings));
      const days = rows.length ? rows[rows.length - 1].day : 0;
      place.textContent = '';
      for (let day = 1; day <= days; day += 1) {
        let part = -1;
        const body = player.make('tbody');
        rows.filter(row => row.day === day).forEach(row => {
          if (row.item === undefined) {
            const pause = settings.breaks[row.pause || 0];
            const words = (pause && pause.title) || player.t('break');
            body.append(rowOf(row, [player.make('td', {}, [words]), player.make('td', {}, [duration(row.until - row.from)])], 'pause'));
            return;
          }
          const item = numbers[row.item];
          if (plan.items[item][1] !== part) {
            part = plan.items[item][1];
            body.append(player.make('tr', { class: 'part-row' }, [player.make('th', { colspan: 3, scope: 'rowgroup' }, [plan.parts[part]])]));
          }
          body.append(rowOf(row, /** @type {HTMLElement[]} */ (cell(item, Boolean(row.further)))));
        });
        const title = days > 1 ? player.t('day', { number: day }) : player.t('timetable');
        const caption = player.make('caption', {}, [title]);
        place.append(player.make('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': title }, [player.make('table', { class: 'timetable' }, [caption, body])]));
      }
    }

    function changed() {
      kept.keep(JSON.stringify(settings) === JSON.stringify(usual(plan)) ? null : settings);
      draw();
      player.say(player.t('changed'));
    }

    /** A field for a time; what is no time leaves the plan as it was. @param {string} value @param {(value: string) => void} take */
    function time(value, take) {
      const field = /** @type {HTMLInputElement} */ (player.make('input', { type: 'time', class: 'field', value: value, required: '' }));
      field.addEventListener('change', () => {
        const good = player.timetable.minutes(field.value) !== null;
        field.setAttribute('aria-invalid', String(!good));
        if (good) { take(field.value); changed(); }
      });
      return field;
    }

    /** @param {Settings['breaks'][0]} one */
    function breakRow(one) {
      const minutes = /** @type {HTMLInputElement} */ (player.make('input', { type: 'number', class: 'field', min: 1, max: 600, value: one.minutes, required: '' }));
      minutes.addEventListener('change', () => {
        const good = Number(minutes.value) > 0 && Number(minutes.value) <= 600;
        minutes.setAttribute('aria-invalid', String(!good));
        if (good) { one.minutes = minutes.value; changed(); }
      });
      const remove = player.button('×', () => {
        settings.breaks = settings.breaks.filter(other => other !== one);
        changed();
        show(true);
      }, 'button second small');
      remove.setAttribute('aria-label', player.t('remove-break', { time: one.at }));
      const name = one.title || player.t('break');
      return player.make('div', { class: 'settings', role: 'group', 'aria-label': name }, [
        player.labelled(name, time(one.at, value => { one.at = value; })), player.labelled(player.t('break-minutes'), minutes), remove]);
    }

    /** Shows the settings. @param {boolean} [focus] puts the focus where another break is added */
    function show(focus) {
      const part = /** @type {HTMLSelectElement} */ (player.make('select', { class: 'field' }, [player.make('option', { value: '' }, [player.t('all-parts')])]
        .concat(plan.parts.map((title, at) => player.make('option', { value: at }, [title])))));
      part.value = settings.part;
      part.addEventListener('change', () => { settings.part = part.value; changed(); });
      const add = player.button(player.t('add-break'), () => {
        const last = settings.breaks[settings.breaks.length - 1];
        const from = last ? player.timetable.minutes(last.at) || 0 : player.timetable.minutes(settings.start) || 0;
        settings.breaks.push({ at: player.timetable.clock(Math.min(from + 90, 1430)), minutes: '15', title: '' });
        changed();
        show(true);
      });
      add.hidden = settings.breaks.length >= MOST_BREAKS;
      const again = player.button(player.t('as-given'), () => { settings = usual(plan); changed(); show(true); });
      const print = player.button(player.t('print'), () => window.print(), 'button');
      form.textContent = '';
      form.append(player.make('div', { class: 'settings' }, [player.labelled(player.t('start'), time(settings.start, value => { settings.start = value; })),
        player.labelled(player.t('end'), time(settings.end, value => { settings.end = value; }))]));
      settings.breaks.forEach(one => form.append(breakRow(one)));
      if (plan.parts.length > 1) { form.append(player.make('div', { class: 'settings' }, [player.labelled(player.t('which-part'), part)])); }
      form.append(player.make('div', { class: 'actions' }, [print, add, again]));
      if (focus) { player.focus(add.hidden ? again : add); }
    }

    /** A link to a part asks for it alone. */
    function byAddress() {
      const named = player.all(document, '[data-part]').map(one => one.id);
      const found = named.indexOf(decodeURIComponent(window.location.hash.slice(1)));
      if (found >= 0) { settings.part = String(found); }
    }

    form.addEventListener('submit', event => event.preventDefault());
    byAddress();
    window.addEventListener('hashchange', () => { byAddress(); show(); draw(); });
    show();
    form.hidden = false;
    draw();
  }

  player.wakes.push(() => {
    const place = player.one(document, '[data-timetable]');
    const form = player.one(document, '[data-settings]');
    const data = player.one(document, '[data-session]');
    if (place && form && data) { wake(place, JSON.parse(data.textContent || '{}'), form); }
  });
})(window.alforja = window.alforja || Object());
