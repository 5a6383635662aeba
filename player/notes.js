/** What learners write for themselves: reflections and the fields of plans, with sums and added rows. */
(function (/** @type {Player} */ player) {
  'use strict';
  const FIELDS = '[data-note-field], [data-field]';

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

  /** Finds the row that is repeated: the last one with fields that is no sum. @param {HTMLElement} table */
  function lastRow(table) {
    const rows = player.all(table, 'tbody tr').filter(row => row.querySelector('[data-field]') && !row.querySelector('[data-sum]'));
    return rows[rows.length - 1];
  }

  /**
   * Lets the learner add rows to a table of a plan; those that were filled in are there again.
   * @param {HTMLElement} table @param {string} plan @param {(fields: HTMLElement[]) => void} fill @param {string[]} keys
   */
  function repeat(table, plan, fill, keys) {
    const model = lastRow(table);
    if (!model) { return; }
    const pattern = /** @type {HTMLElement} */ (model.cloneNode(true));
    const prefixes = player.all(model, '[data-field]').map(field => 'f:' + plan + '/' + field.getAttribute('data-field') + '.');
    let newest = model;
    let added = 0;

    function add() {
      const row = /** @type {HTMLElement} */ (pattern.cloneNode(true));
      added += 1;
      player.all(row, '[data-field]').forEach(field => field.setAttribute('data-field', field.getAttribute('data-field') + '.' + added));
      newest.insertAdjacentElement('afterend', row);
      newest = row;
      fill(player.all(row, '[data-field]'));
    }

    const button = player.button(player.t('add-row'), () => {
      add();
      player.focus(player.one(newest, '[data-field]'));
    });
    const own = keys.filter(key => prefixes.some(prefix => key.startsWith(prefix)));
    const most = Math.max.apply(null, own.map(key => Number(key.split('.').pop()) || 0).concat(0));
    while (added < Math.min(most, 200)) { add(); }
    (table.closest('.scroll') || table).insertAdjacentElement('afterend', player.make('div', { class: 'actions' }, [button]));
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
    plans.filter(plan => plan.hasAttribute('data-repeat')).forEach(plan => {
      const tables = player.all(plan, 'table');
      tables.forEach(table => repeat(table, plan.getAttribute('data-plan') || '', fill, Object.keys(keeper.all())));
    });
    fill(player.all(document, FIELDS));
    plans.forEach(sums);
    document.addEventListener('input', event => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(event.target), 300);
      plans.forEach(sums);
    });
    document.addEventListener('change', event => keep(event.target));
    ['pagehide', 'visibilitychange'].forEach(name => window.addEventListener(name, () => keep(document.activeElement)));
  }

  player.wakes.push(services => { if (services.keeper) { wake(services.keeper); } });
})(window.alforja = window.alforja || Object());
