/** What learners write for themselves: reflections and the fields of plans, with sums and added rows. */
(function (/** @type {Player} */ player) {
  'use strict';
  const FIELDS = '[data-note-field], [data-field]';
  const MOST_ROWS = 200;

  /** What a field is kept as; empty ones are not kept. @param {HTMLInputElement} field */
  function read(field) {
    return (field.type === 'checkbox' ? field.checked : field.value) || null;
  }

  /** @param {HTMLInputElement} field @param {any} value */
  function write(field, value) {
    if (field.type === 'checkbox') { field.checked = value === true; } else if (typeof value === 'string') { field.value = value; }
  }

  /** Under which key a field is kept; nothing where it is none of ours. @param {Element | null} field */
  function keyOf(field) {
    const place = field && field.matches(FIELDS) && field.closest('[data-note], [data-plan]');
    if (!place || !field) { return ''; }
    return 'f:' + (place.getAttribute('data-note') || place.getAttribute('data-plan') + '/' + field.getAttribute('data-field'));
  }

  /** @param {Element} field */
  const numberOf = field => field.getAttribute('data-field') || '';

  /** @param {Element} cell */
  function column(cell) {
    return Array.from((cell.parentNode || cell).children).indexOf(cell);
  }

  /** Adds up each column of a table that asks for it. @param {HTMLElement} plan */
  function sums(plan) {
    player.all(plan, '[data-sum]').forEach(output => {
      const cell = output.closest('td, th');
      const table = output.closest('table');
      if (!cell || !table) { return; }
      const fields = player.all(table, 'input').filter(field => {
        const own = field.closest('td, th');
        return own && column(own) === column(cell);
      });
      const values = fields.map(field => player.typed.number(/** @type {HTMLInputElement} */ (field).value, player.decimal || '.')).filter(value => value !== null);
      output.textContent = player.number(values.reduce((sum, value) => Number(sum) + Number(value), 0) || 0);
    });
  }

  /** Tells whether the learner added a row. @param {HTMLElement} row */
  function isAdded(row) {
    const fields = player.all(row, '[data-field]');
    return fields.length > 0 && fields.every(field => numberOf(field).indexOf('.') > 0);
  }

  /** Finds the row that is repeated: the author's last one with fields that is no sum. @param {HTMLElement} table */
  function lastRow(table) {
    const rows = player.all(table, 'tbody tr').filter(row => row.querySelector('[data-field]') && !row.querySelector('[data-sum]') && !isAdded(row));
    return rows[rows.length - 1];
  }

  /** Which rows were added to a table, by their numbers. @param {HTMLElement} model its repeated row @param {string[]} names `FIELD.ROW` */
  function added(model, names) {
    const fields = player.all(model, '[data-field]').map(numberOf);
    const rows = names.map(name => name.split('.')).filter(pair => pair.length === 2 && fields.indexOf(pair[0]) >= 0).map(pair => Number(pair[1]) || 0);
    return rows.filter((row, at) => row > 0 && row <= MOST_ROWS && rows.indexOf(row) === at).sort((one, other) => one - other);
  }

  /** Returns an empty row like the repeated one. @param {HTMLElement} model @param {number} number */
  function rowOf(model, number) {
    const row = /** @type {HTMLElement} */ (model.cloneNode(true));
    player.all(row, '[data-field]').forEach(field => {
      field.setAttribute('data-field', numberOf(field) + '.' + number);
      const input = /** @type {HTMLInputElement} */ (field);
      if (input.type === 'checkbox') { input.checked = false; } else { input.value = ''; }
    });
    return row;
  }

  /**
   * Lets the learner add rows to a table of a plan; returns what adds those that were filled in.
   * @param {HTMLElement} table @param {(fields: HTMLElement[]) => void} fill @returns {(names: string[]) => void}
   */
  function repeat(table, fill) {
    const model = lastRow(table);
    if (!model) { return () => {}; }
    let newest = model;
    let count = 0;

    function add() {
      count += 1;
      const row = rowOf(model, count);
      newest.insertAdjacentElement('afterend', row);
      newest = row;
      fill(player.all(row, '[data-field]'));
    }

    const button = player.button(player.t('add-row'), () => {
      add();
      player.focus(player.one(newest, '[data-field]'));
    });
    (table.closest('.scroll') || table).insertAdjacentElement('afterend', player.make('div', { class: 'actions' }, [button]));
    return names => {
      const most = Math.max.apply(null, added(model, names).concat(0));
      while (count < most) { add(); }
    };
  }

  /** The numbers of the fields of a plan that are kept. @param {string} plan @param {State} state */
  function kept(plan, state) {
    const before = 'f:' + plan + '/';
    return Object.keys(state).filter(key => key.startsWith(before)).map(key => key.slice(before.length));
  }

  /** @param {HTMLInputElement} field */
  function asWords(field) {
    if (field.type === 'checkbox') { return player.make('span', {}, [field.checked ? '\u2611 ' : '\u2610 ']); }
    return player.make('span', { dir: 'auto', style: 'white-space:pre-wrap;overflow-wrap:anywhere' }, [field.value || '\u2013']);
  }

  /**
   * Returns a plan with other values, to be read only.
   * @param {HTMLElement} plan @param {Record<string, any>} values by the numbers of its fields
   */
  function shown(plan, values) {
    const copy = /** @type {HTMLElement} */ (plan.cloneNode(true));
    player.all(copy, '.label, .actions, [data-beside]').forEach(one => one.remove());
    player.all(copy, 'tr').filter(isAdded).forEach(row => row.remove());
    player.all(copy, '[id]').forEach(one => one.removeAttribute('id'));
    player.all(copy, copy.hasAttribute('data-repeat') ? 'table' : '[data-none]').forEach(table => {
      const model = lastRow(table);
      if (model) { added(model, Object.keys(values)).reverse().forEach(number => model.insertAdjacentElement('afterend', rowOf(model, number))); }
    });
    const fields = player.all(copy, '[data-field]');
    fields.forEach(field => {
      const input = /** @type {HTMLInputElement} */ (field);
      if (input.type === 'checkbox') { input.checked = false; } else { input.value = ''; }
      write(input, values[numberOf(field)]);
    });
    sums(copy);
    fields.forEach(field => field.replaceWith(asWords(/** @type {HTMLInputElement} */ (field))));
    return player.make('div', {}, Array.from(copy.childNodes));
  }

  /** Keeps all reflections and plans of the page: soon after typing stops, at once when a field is left. @param {Keeper} keeper */
  function wake(keeper) {
    /** @type {any} */
    let timer = 0;

    /** @param {any} field */
    function keep(field) {
      const key = keyOf(field);
      clearTimeout(timer);
      if (key && read(field) !== (keeper.get(key) || null)) { keeper.put({ [key]: read(field) }); }
    }

    /** @param {any[]} fields */
    const fill = fields => fields.forEach(field => write(field, keeper.get(keyOf(field))));
    const plans = player.all(document, '[data-plan]');
    /** What adds the rows of each plan. @type {((names: string[]) => void)[][]} */
    const growers = plans.map(plan => plan.hasAttribute('data-repeat') ? player.all(plan, 'table').map(table => repeat(table, fill)) : []);
    const grow = () => plans.forEach((plan, at) => growers[at].forEach(add => add(kept(plan.getAttribute('data-plan') || '', keeper.all()))));
    grow();
    fill(player.all(document, FIELDS));
    plans.forEach(sums);
    document.addEventListener('input', event => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(event.target), 300);
      plans.forEach(sums);
    });
    document.addEventListener('change', event => keep(event.target));
    // Browsers print the pattern of a day where none is given: there a line is wanted to write on.
    const blanks = () => player.all(document, 'input[type="date"]').filter(field => !/** @type {HTMLInputElement} */ (field).value);
    window.addEventListener('beforeprint', () => blanks().forEach(field => { field.style.color = 'transparent'; }));
    window.addEventListener('afterprint', () => blanks().forEach(field => { field.style.color = ''; }));
    ['pagehide', 'visibilitychange'].forEach(name => window.addEventListener(name, () => keep(document.activeElement)));
    player.fields = {
      shown: shown,
      refill: plan => {
        grow();
        player.all(plan, FIELDS).forEach(field => {
          const input = /** @type {HTMLInputElement} */ (field);
          if (input.type !== 'checkbox') { input.value = ''; }
          write(input, keeper.get(keyOf(field)));
        });
        sums(plan);
      },
      keep: () => keep(document.activeElement)
    };
  }

  player.wakes.push(services => { if (services.keeper) { wake(services.keeper); } });
})(window.alforja = window.alforja || Object());
