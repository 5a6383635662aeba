/** What learners write for themselves: reflections and the fields of plans, with sums and added rows. */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {HTMLElement} element @returns {string | boolean} */
  function read(element) {
    const field = /** @type {HTMLInputElement} */ (element);
    return field.type === 'checkbox' ? field.checked : field.value;
  }

  /** @param {HTMLElement} element @param {any} value */
  function write(element, value) {
    const field = /** @type {HTMLInputElement} */ (element);
    if (field.type === 'checkbox') { field.checked = value === true; } else if (typeof value === 'string') { field.value = value; }
  }

  /**
   * Keeps a field: soon after typing stops, at once when it is left.
   * @param {HTMLElement} field @param {string} key @param {Keeper} keeper @param {() => void} [changed]
   */
  function bind(field, key, keeper, changed) {
    /** @type {any} */
    let timer = 0;
    const keep = () => {
      clearTimeout(timer);
      const value = read(field);
      const before = keeper.get(key);
      if (value === (before === undefined ? (typeof value === 'boolean' ? false : '') : before)) { return; }
      keeper.put({ [key]: value === '' || value === false ? null : value });
    };
    write(field, keeper.get(key));
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 600);
      if (changed) { changed(); }
    });
    field.addEventListener('change', keep);
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', () => { if (document.hidden) { keep(); } });
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
      const values = fields.map(field => player.typed.number(String(read(field)), player.decimal || '.')).filter(value => value !== null);
      output.textContent = values.length ? player.number(values.reduce((sum, value) => Number(sum) + Number(value), 0) || 0) : '';
    });
  }

  /** Finds the row that is repeated: the last one with fields that is no sum. @param {HTMLElement} plan */
  function lastRow(plan) {
    const rows = player.all(plan, 'tbody tr').filter(row => row.querySelector('[data-field]') && !row.querySelector('[data-sum]'));
    return rows[rows.length - 1];
  }

  /** @param {HTMLElement} plan @param {Keeper} keeper */
  function bindPlan(plan, keeper) {
    const prefix = 'f:' + plan.getAttribute('data-plan') + '/';
    const add = () => sums(plan);
    const model = plan.hasAttribute('data-repeat') || plan.querySelector('[data-repeat]') ? lastRow(plan) : undefined;
    const pattern = model ? /** @type {HTMLElement} */ (model.cloneNode(true)) : null;
    let newest = model;
    let added = 0;

    /** @param {HTMLElement} field */
    const bindField = field => bind(field, prefix + field.getAttribute('data-field'), keeper, add);

    function addRow() {
      if (!pattern || !newest) { return null; }
      const row = /** @type {HTMLElement} */ (pattern.cloneNode(true));
      added += 1;
      player.all(row, '[data-field]').forEach(field => field.setAttribute('data-field', field.getAttribute('data-field') + '.' + added));
      newest.insertAdjacentElement('afterend', row);
      newest = row;
      player.all(row, '[data-field]').forEach(bindField);
      return row;
    }

    player.all(plan, '[data-field]').forEach(bindField);
    if (pattern && model) {
      const kept = Object.keys(keeper.all()).filter(key => key.startsWith(prefix)).map(key => Number((/\.(\d+)$/.exec(key) || [])[1]) || 0);
      for (let most = Math.min(200, Math.max.apply(null, kept.concat(0))); most > 0; most -= 1) { addRow(); }
      const button = player.button(player.t('add-row'), () => {
        const row = addRow();
        player.focus(row && player.one(row, '[data-field]'));
      });
      const table = model.closest('table');
      (table ? table.parentElement !== plan && table.parentElement || table : model).insertAdjacentElement('afterend', player.make('div', { class: 'actions' }, [button]));
    }
    sums(plan);
  }

  /** Binds all reflections and plans of the page. @param {Keeper} keeper */
  player.notes = function (keeper) {
    player.all(document, '[data-note]').forEach(note => {
      player.all(note, '[data-note-field]').forEach(field => bind(field, 'f:' + note.getAttribute('data-note'), keeper));
    });
    player.all(document, '[data-plan]').forEach(plan => bindPlan(plan, keeper));
  };
})(window.alforja = window.alforja || Object());
