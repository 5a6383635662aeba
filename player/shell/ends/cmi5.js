/**
 * The end that speaks cmi5 (Quartz 1st edition): statements and a document over HTTP. What an end is: `Platform` in
 * `types.d.ts`.
 *
 * 1. `open` reads the launch, asks for its key once, reads what the LMS says of the launch, what the learner prefers and the
 *    learner's own state, and says `initialized` before anything else.
 * 2. A report puts the state, then says what is new. `completed` and `passed` are said once in a registration: the LRS is
 *    asked first whether it has heard so.
 * 3. `finish` says what is left, `failed` only then (a session says `passed` or `failed`, never both), and `terminated`.
 *
 * What is not answered in time counts as not taken; the work goes on, and the next report finds it done or repeats it.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const LAUNCH_DATA = 'LMS.LaunchData';
  const PREFERENCES = 'cmi5LearnerPreferences';
  /** How long the learner's page waits, and how long a request may take, in milliseconds. */
  const PATIENCE = 3000;
  const REQUEST = 10000;

  function isGood(answer) {
    return answer.status >= 200 && answer.status < 300;
  }

  /** Returns a new id for a statement (RFC 9562, section 5.4). */
  function uuid(view) {
    const bytes = Array.from(view.crypto.getRandomValues(new Uint8Array(16)));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.map(byte => (byte + 0x100).toString(16).slice(1)).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /**
   * Returns the unit's id in the course structure, which no LMS changes (section 9.6.2.3): the only activity of the grouping, or
   * the one that is written as we write it. The questions' ids are made of it, so that they are the same in all LMSs.
   */
  function publisherId(template) {
    const activities = (template.contextActivities && template.contextActivities.grouping) || [];
    const ids = (Array.isArray(activities) ? activities : [activities]).map(activity => String(activity.id));
    return ids.length === 1 ? ids[0] : ids.find(id => /^urn:uuid:|\/cmi5\/[a-z0-9-]+\/au(\/|$)/.test(id));
  }

  /** @param {{view: Window, outline: Outline, settings: object}} services */
  shell.end = function (services) {
    const view = services.view;
    const verb = shell.statements.verb;
    /** What is kept of the learner beside the state. */
    const reached = { completed: false, passed: false, score: null, spent: 0 };
    let lrs = null;
    let outbox = null;
    let record = null;
    let make = null;
    let data = {};
    let quiet = false;
    let mastery = null;
    let spentBefore = 0;
    let began = 0;
    let attempted = false;
    let wanted = null;
    let busy = false;
    /** Whether the LRS took the state when it was last put. */
    let taking = false;
    let closed = false;

    function learned(found) {
      reached.completed = reached.completed || found.completed === true;
      reached.passed = reached.passed || found.passed === true;
      reached.score = typeof found.score === 'number' ? Math.max(found.score, reached.score || 0) : reached.score;
      reached.spent = Math.max(reached.spent, Number(found.spent) || 0);
    }

    function stored(statement) {
      if (statement.verb.id === verb('completed')) { reached.completed = true; }
      if (statement.verb.id === verb('passed')) { reached.passed = true; }
    }

    function hear(report) {
      if (report.score !== null) { reached.score = Math.max(report.score, reached.score || 0); }
    }

    /** Returns the score, where it agrees with what is said by it (sections 9.3.4, 9.3.5 and 9.5.1). */
    function scoreFor(passed) {
      if (reached.score === null || mastery === null) { return reached.score; }
      return (reached.score / 100 >= mastery) === passed ? reached.score : null;
    }

    /** Returns what is still to be said of what was reached: verbs, each with what makes its statement. */
    function unsaid(report) {
      const spent = spentBefore + report.spent;
      const all = [];
      if (report.completed) { all.push(['completed', () => make.completed(spent)]); }
      // Said once for all: with the score of the whole, or when the learner leaves.
      if (report.success === 'passed' && (report.finished || closed)) { all.push(['passed', () => make.passed(scoreFor(true), spent)]); }
      return all.filter(one => !reached[one[0]] && !outbox.holds(verb(one[0])));
    }

    function hasHeard(name) {
      return lrs.find(verb(name)).then(answer => {
        const found = isGood(answer) ? shell.launch.parsed(answer.body) : null;
        return Boolean(found && Array.isArray(found.statements) && found.statements.length > 0);
      });
    }

    function queue(report) {
      return unsaid(report).reduce((before, one) => before.then(() => hasHeard(one[0])).then(known => {
        if (known) { reached[one[0]] = true; } else if (!closed) { outbox.add(one[1]()); }
      }), Promise.resolve());
    }

    function state(report) {
      return shell.launch.parsed(report.packed) || {};
    }

    function hand(report) {
      hear(report);
      const keep = () => record.keep(() => reached, state(report)).then(has => { taking = has; });
      const said = queue(report).then(() => outbox.say(taking));
      return Promise.all([keep(), said])
        // What was said meanwhile stands beside the state, so that it is not said again.
        .then(all => (taking ? keep() : Promise.resolve()).then(() => taking && all[1]))
        .catch(() => false);
    }

    function work() {
      if (!wanted) { return; }
      const job = wanted;
      wanted = null;
      busy = true;
      hand(job.report).then(taken => {
        busy = false;
        job.done(taken);
        work();
      });
    }

    /** Returns a `done` that is called once: with no after a while. */
    function patient(done) {
      let timer = 0;
      let called = false;
      function answer(taken) {
        if (called) { return; }
        called = true;
        view.clearTimeout(timer);
        done(taken);
      }
      timer = view.setTimeout(() => answer(false), PATIENCE);
      return answer;
    }

    function start(launch, found) {
      data = found;
      mastery = typeof data.masteryScore === 'number' ? data.masteryScore : null;
      make = shell.statements({
        actor: launch.actor, activityId: launch.activityId, registration: launch.registration, template: data.contextTemplate, mastery: mastery,
        lang: services.outline.lang, base: publisherId(data.contextTemplate) || launch.activityId, id: () => uuid(view), now: Date.now
      });
      outbox = shell.outbox(lrs, stored);
      outbox.add(make.initialized());
      began = Date.now();
      outbox.say(false);
    }

    /** Returns what the session begins with; null where the LMS does not say what a launch needs. */
    function launched(launch, answers) {
      const found = isGood(answers[0]) ? shell.launch.parsed(answers[0].body) : null;
      if (!found || !found.contextTemplate || typeof found.contextTemplate !== 'object') { return null; }
      const preferences = isGood(answers[1]) ? shell.launch.parsed(answers[1].body) : null;
      quiet = Boolean(preferences) && preferences.audioPreference === 'off';
      const kept = record.read(answers[2]);
      if (kept) { learned(kept); }
      spentBefore = reached.spent;
      start(launch, found);
      return {
        reviewing: data.launchMode === 'Browse' || data.launchMode === 'Review', untouched: false, packed: kept ? JSON.stringify(kept.state) : '', last: '',
        completed: reached.completed, success: reached.passed ? 'passed' : 'unknown', score: reached.score,
        // The mark of the LMS is the one to judge by, and that a learner failed is always told (section 9.3.5): it locks nobody out.
        settings: { mastery: mastery, failed: 'failed' }
      };
    }

    function begin(launch, token) {
      lrs = shell.lrs({ view: view, launch: launch, token: token, wait: REQUEST });
      record = shell.document(lrs, { learned: learned });
      return Promise.all([lrs.getState(LAUNCH_DATA), lrs.getProfile(PREFERENCES), record.ask()]).then(answers => launched(launch, answers));
    }

    return {
      once: true,

      /** The state as it is: no course outgrows a document. */
      packer: {
        encode: state => JSON.stringify(state),
        decode: text => shell.launch.parsed(text || '{}') || {}
      },

      open: function (done) {
        const launch = shell.launch.read(view.location.search);
        if (!launch) {
          done(null);
          return;
        }
        shell.launch.key(view, launch, REQUEST)
          .then(key => (key.token ? begin(launch, key.token) : key))
          .catch(() => null)
          .then(known => done(Object.assign({ learner: launch.learner }, known || { refused: 'silent' })));
      },

      answered: function (interaction) {
        attempted = attempted || interaction.result !== 'neutral';
        outbox.add(make.answered(interaction));
      },

      report: function (report, done) {
        if (wanted) { wanted.done(false); }
        wanted = { report: report, done: patient(done) };
        if (!busy) { work(); }
      },

      finish: function (report, done) {
        const answer = patient(done);
        const parting = [];
        closed = true;
        lrs.leave();
        if (report) {
          hear(report);
          unsaid(report).forEach(one => outbox.add(one[1]()));
          if (report.success === 'failed' && attempted && !reached.passed) { outbox.add(make.failed(scoreFor(false), spentBefore + report.spent)); }
          reached.spent = spentBefore + report.spent;
          parting.push(record.part(() => reached, state(report)));
        }
        outbox.add(make.terminated(report ? report.spent : Date.now() - began, report && !report.completed ? report.progress : null));
        Promise.all(parting.concat(outbox.part())).then(all => answer(all.every(Boolean)), () => answer(false));
      },

      /** Where to go when the learner leaves by the button; empty where the LMS does not say. */
      back: function () { return typeof data.returnURL === 'string' && shell.launch.isWeb(data.returnURL) ? data.returnURL : ''; },

      /** The learner wants no sound. */
      quiet: function () { return quiet; }
    };
  };
})(window.alforja = window.alforja || {});
