/** Who hands results over: what the page says of a course, and what this learner answered once for all courses. */
(function (/** @type {Player} */ player) {
  'use strict';
  const record = player.record;

  /** Reads what the page carries as data. @param {string} name @returns {any} */
  record.data = function (name) {
    const place = player.one(document, '[' + name + ']');
    return JSON.parse((place && place.textContent) || '{}');
  };

  /** Returns eight signs of base 32, by chance. */
  function chance() {
    const bytes = new Uint8Array(8);
    try { window.crypto.getRandomValues(bytes); } catch (missing) { bytes.forEach((_, at) => { bytes[at] = Math.random() * 256; }); }
    return Array.from(bytes).map(byte => record.signs(byte % 32, 1)).join('');
  }

  /**
   * Returns what is kept of the learner: the id of their results and what they answered. Read anew each time:
   * another window may have asked meanwhile.
   * @param {Services} services @returns {Promise<Known>}
   */
  record.known = services => services.end.ask('load', '@people', '').then(answer => {
    const kept = player.state.record(Object.assign({}, services.people.all(), answer.state), 'r:' + services.people.id);
    const fields = player.state.record(kept, 'fields');
    return {
      id: /^[0-9A-Z]{8}$/.test(kept.id) ? kept.id : chance(),
      fields: fields.name === undefined && services.people.name() ? Object.assign({ name: services.people.name() }, fields) : fields
    };
  });

  /** Keeps it. */
  record.keep = (services, known) => services.people.put({ ['r:' + services.people.id]: { id: known.id, fields: known.fields } });

  /**
   * Notes the day when the course is first seen completed: that of the last work on it. Once noted it stays,
   * whatever the clock says later.
   * @param {Services} services @param {Outline} outline @returns {Promise<State>} the state, as new as it can be had
   */
  record.note = function (services, outline) {
    const keeper = services.keeper;
    if (!keeper) { return Promise.resolve({}); }
    const isDay = (/** @type {any} */ day) => /^\d{4}-\d\d-\d\d$/.test(day);
    const noted = () => isDay(keeper.get('done'));
    const first = player.course(outline, keeper.all()).completed && !noted();
    const ready = first ? keeper.reload() : Promise.resolve();
    return ready.then(() => {
      if (first && !noted()) { keeper.put({ done: isDay(keeper.get('day')) ? keeper.get('day') : player.today() }); }
      return keeper.all();
    });
  };
})(window.alforja = window.alforja || Object());
