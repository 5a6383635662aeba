/**
 * The end that speaks SCORM 1.2 (Run-Time Environment, section 3.4). What an end is: `Platform` in `types.d.ts`.
 * A platform that has calls of 1.2 and means something else by them has a dialect.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const STANDARD = {
    object: 'API', initialize: 'LMSInitialize', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit',
    finish: 'LMSFinish', error: 'LMSGetLastError', learner: 'cmi.core.student_id'
  };
  /** cmi.suspend_data: CMIString4096; cmi.core.lesson_location and answers: CMIString255. */
  const ROOM = 4096;
  const LONGEST = 255;
  const MOST_RIGHT = 5;
  const UNTOUCHED = ['', 'not attempted', 'unknown', 'browsed'];

  /** Returns the one status that 1.2 has for completion and success (cmi.core.lesson_status). */
  function statusOf(report) {
    if (report.completed) { return report.success === 'passed' ? 'passed' : 'completed'; }
    return report.success === 'failed' ? 'failed' : 'incomplete';
  }

  function written(type, parts) {
    switch (type) {
      case 'matching': return parts.map(pair => pair.join('.')).join(',');
      case 'fill-in': return parts.join('; ');
      default: return parts.join(',');
    }
  }

  function patterns(interaction) {
    if (interaction.range) { return interaction.range[0] === interaction.range[1] ? [String(interaction.range[0])] : []; }
    // Gaps are told together, and 1.2 has no words for that.
    const told = interaction.type === 'fill-in' ? interaction.right.filter(parts => parts.length === 1) : interaction.right;
    return told.slice(0, MOST_RIGHT).map(parts => written(interaction.type, parts));
  }

  /** Returns what is to be set below `cmi.interactions.N.`, in the order that LMSs ask for. */
  function fields(interaction) {
    const type = interaction.type === 'long-fill-in' ? 'fill-in' : interaction.type;
    const all = [['id', interaction.id], ['type', type], ['time', shell.time.timeOfDay(interaction.time)]];
    patterns(interaction).forEach((pattern, index) => {
      if (pattern) { all.push(['correct_responses.' + index + '.pattern', shell.interactions.upTo(pattern, LONGEST)]); }
    });
    all.push(['weighting', String(interaction.weight)]);
    const said = written(interaction.type, interaction.said);
    if (said) { all.push(['student_response', shell.interactions.upTo(said, LONGEST)]); }
    all.push(['result', interaction.result]);
    all.push(['latency', shell.time.timespan(interaction.latency)]);
    return all;
  }

  /** What a platform means by the calls, where it means what the standard says. */
  const STANDARD_DIALECT = {
    isReviewing: function (mode) { return ['review', 'browse'].indexOf(mode) >= 0; },
    bestScore: function (raw) { return raw !== '' && !isNaN(Number(raw)) ? Number(raw) : null; },
    /** Returns what is told as the course's score, or null. */
    score: function (what) { return what.score; },
    tellMore: function () {}
  };

  /** @param {{view: Window}} services @param {object} dialect as `STANDARD_DIALECT` */
  shell.scorm12 = function (services, dialect) {
    function read(calls, teller) {
      const status = calls.get('cmi.core.lesson_status').toLowerCase();
      teller.knows('cmi.core.lesson_status', status);
      return {
        learner: calls.get('cmi.core.student_id'),
        reviewing: dialect.isReviewing(calls.get('cmi.core.lesson_mode')),
        untouched: UNTOUCHED.indexOf(status) >= 0,
        packed: calls.get('cmi.suspend_data'),
        last: calls.get('cmi.core.lesson_location'),
        completed: status === 'completed' || status === 'passed',
        success: status === 'passed' || status === 'failed' ? status : 'unknown',
        score: dialect.bestScore(calls.get('cmi.core.score.raw'))
      };
    }

    function report(what, calls, teller) {
      let taken = teller.tell('cmi.suspend_data', what.packed);
      if (what.last) { teller.tell('cmi.core.lesson_location', what.last.slice(0, LONGEST)); }
      const score = dialect.score(what);
      if (score !== null) {
        teller.tell('cmi.core.score.min', '0');
        teller.tell('cmi.core.score.max', '100');
        teller.tell('cmi.core.score.raw', String(score));
      }
      dialect.tellMore(what, teller);
      taken = teller.tell('cmi.core.lesson_status', statusOf(what)) && taken;
      teller.tell('cmi.core.exit', 'suspend');
      teller.tell('cmi.core.session_time', shell.time.timespan(what.spent));
      return taken;
    }

    return shell.api.end(services.view, STANDARD, ROOM, { read: read, report: report, fields: fields });
  };

  shell.end = function (services) { return shell.scorm12(services, STANDARD_DIALECT); };
})(window.alforja = window.alforja || {});
