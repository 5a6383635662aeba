/**
 * The end that speaks SCORM 2004 (Run-Time Environment 4th Edition, section 4.2). What an end is: `Platform` in
 * `types.d.ts`. That an element was never set is error 403 and no trouble: it reads empty.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const STANDARD = {
    object: 'API_1484_11', initialize: 'Initialize', get: 'GetValue', set: 'SetValue', commit: 'Commit',
    finish: 'Terminate', error: 'GetLastError', learner: 'cmi.learner_id'
  };
  /** cmi.suspend_data and cmi.location: the smallest permitted maximum of every platform; descriptions: localized_string_type. */
  const ROOM = 64000;
  const LONGEST_LOCATION = 1000;
  const LONGEST_DESCRIPTION = 250;
  /** How many right answers each type may have. */
  const MOST_RIGHT = { choice: 10, numeric: 1, likert: 1 };
  const MOST_RIGHT_ELSE = 5;
  const UNTOUCHED = ['', 'not attempted', 'unknown'];

  /** Returns a module's objective, as the manifest names it too. */
  function objectiveOf(module) {
    return 'OBJ-' + shell.interactions.identifier(module);
  }

  function numberOr(text, otherwise) {
    return text !== '' && !isNaN(Number(text)) ? Number(text) : otherwise;
  }

  /** Returns what is to be set below `cmi.interactions.N.`, in the order that LMSs ask for. */
  function fields(interaction, lang) {
    const most = MOST_RIGHT[interaction.type] || MOST_RIGHT_ELSE;
    const all = [
      ['id', interaction.id], ['type', interaction.type], ['objectives.0.id', objectiveOf(interaction.module)],
      ['timestamp', shell.time.moment(interaction.time)]
    ];
    shell.responses.patterns(interaction, lang).slice(0, most).forEach((pattern, index) => {
      all.push(['correct_responses.' + index + '.pattern', pattern]);
    });
    all.push(['weighting', String(interaction.weight)]);
    const said = shell.responses.written(interaction, interaction.said, lang);
    if (said) { all.push(['learner_response', said]); }
    all.push(['result', interaction.result === 'wrong' ? 'incorrect' : interaction.result]);
    all.push(['latency', shell.time.duration(interaction.latency)]);
    if (interaction.prompt) { all.push(['description', shell.responses.inLanguage(lang, interaction.prompt, LONGEST_DESCRIPTION)]); }
    return all;
  }

  /** @param {{view: Window, outline: object}} services */
  shell.end = function (services) {
    const lang = services.outline.lang;
    const titles = {};
    (services.outline.modules || []).forEach(module => { titles[module.id] = module.title; });
    /** Each objective that the platform has: its place, and what is never taken back. */
    const known = {};
    let objectives = 0;

    function readObjectives(calls) {
      objectives = Number(calls.get('cmi.objectives._count')) || 0;
      for (let place = 0; place < objectives; place += 1) {
        const name = 'cmi.objectives.' + place + '.';
        known[calls.get(name + 'id')] = {
          place: place, completed: calls.get(name + 'completion_status') === 'completed', passed: calls.get(name + 'success_status') === 'passed'
        };
      }
    }

    /** Returns a module's objective, made where the platform has none of this name; null where it takes none. */
    function objective(calls, id) {
      if (!known[id] && calls.set('cmi.objectives.' + objectives + '.id', id)) {
        known[id] = { place: objectives, completed: false, passed: false };
        objectives += 1;
      }
      return known[id] || null;
    }

    function read(calls, teller) {
      const completion = calls.get('cmi.completion_status').toLowerCase();
      const success = calls.get('cmi.success_status').toLowerCase();
      const scaled = numberOr(calls.get('cmi.score.scaled'), null);
      teller.knows('cmi.completion_status', completion);
      teller.knows('cmi.success_status', success || 'unknown');
      readObjectives(calls);
      return {
        learner: calls.get('cmi.learner_id'),
        reviewing: ['review', 'browse'].indexOf(calls.get('cmi.mode')) >= 0,
        untouched: UNTOUCHED.indexOf(completion) >= 0,
        packed: calls.get('cmi.suspend_data'),
        last: calls.get('cmi.location'),
        completed: completion === 'completed',
        success: success === 'passed' || success === 'failed' ? success : 'unknown',
        score: numberOr(calls.get('cmi.score.raw'), scaled === null ? null : scaled * 100)
      };
    }

    function tellScore(teller, name, score) {
      teller.tell(name + 'score.scaled', String(score / 100));
      teller.tell(name + 'score.min', '0');
      teller.tell(name + 'score.max', '100');
      teller.tell(name + 'score.raw', String(score));
    }

    function tellModule(module, calls, teller) {
      const own = objective(calls, objectiveOf(module.id));
      if (!own) { return; }
      const name = 'cmi.objectives.' + own.place + '.';
      own.completed = own.completed || module.completed;
      own.passed = own.passed || module.success === 'passed';
      if (titles[module.id]) { teller.tell(name + 'description', shell.responses.inLanguage(lang, titles[module.id], LONGEST_DESCRIPTION)); }
      teller.tell(name + 'completion_status', own.completed ? 'completed' : 'incomplete');
      teller.tell(name + 'success_status', own.passed ? 'passed' : module.success);
      teller.tell(name + 'progress_measure', String(own.completed ? 1 : module.progress));
      if (module.score !== null) { tellScore(teller, name, module.score); }
    }

    function report(what, calls, teller) {
      let taken = teller.tell('cmi.suspend_data', what.packed);
      if (what.last) { teller.tell('cmi.location', what.last.slice(0, LONGEST_LOCATION)); }
      if (what.score !== null) { tellScore(teller, 'cmi.', what.score); }
      taken = teller.tell('cmi.completion_status', what.completed ? 'completed' : 'incomplete') && taken;
      taken = teller.tell('cmi.success_status', what.success) && taken;
      teller.tell('cmi.progress_measure', String(what.progress));
      what.modules.forEach(module => tellModule(module, calls, teller));
      // Without it a platform begins the next launch with nothing.
      teller.tell('cmi.exit', 'suspend');
      teller.tell('cmi.session_time', shell.time.duration(what.spent));
      return taken;
    }

    return shell.api.end(services.view, STANDARD, ROOM, { read: read, report: report, fields: interaction => fields(interaction, lang) });
  };
})(window.alforja = window.alforja || {});
