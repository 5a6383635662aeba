/**
 * What is said of a learner in xAPI (Experience API 1.0.3, part 2) by the rules of cmi5 (Quartz 1st edition, section 9).
 * Pure: ids and times are handed in.
 *
 * "cmi5 defined" statements are about the unit itself and bear the category `cmi5`; those that say of success or
 * completion also the category `moveon`. "cmi5 allowed" ones, as an answered question, bear neither. All of them
 * are built on the context that the LMS handed out, of which nothing is overwritten.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const VERB = 'http://adlnet.gov/expapi/verbs/';
  const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
  const MOVE_ON = 'https://w3id.org/xapi/cmi5/context/categories/moveon';
  const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
  const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
  const TRIES = '#tries';
  const INTERACTION = 'http://adlnet.gov/expapi/activities/cmi.interaction';

  function copy(value) {
    return JSON.parse(JSON.stringify(value));
  }

  /** Returns a length of time as ISO 8601 writes it, in hundredths of a second (xAPI 1.0.3, part 2, section 4.6). */
  function duration(milliseconds) {
    const hundredths = Math.max(0, Math.round(milliseconds / 10)) || 0;
    const seconds = Math.floor(hundredths / 100);
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const rest = (hundredths % 6000) / 100;
    return 'PT' + (hours ? hours + 'H' : '') + (minutes ? minutes + 'M' : '') + (rest || (!hours && !minutes) ? rest + 'S' : '');
  }

  /** Returns a score of 100 in the forms that a score has. */
  function scoreOf(score) {
    return { scaled: score / 100, raw: score, min: 0, max: 100 };
  }

  /** Returns the context that the LMS handed out, with `categories` added to it; a single activity may stand for a list. */
  function context(launch, categories) {
    const whole = copy(launch.template || {});
    if (!whole.registration) { whole.registration = launch.registration; }
    if (launch.lang && !whole.language) { whole.language = launch.lang; }
    const activities = whole.contextActivities = whole.contextActivities || {};
    Object.keys(activities).forEach(kind => { if (!Array.isArray(activities[kind])) { activities[kind] = [activities[kind]]; } });
    if (categories.length > 0) {
      const there = activities.category || [];
      const fresh = categories.filter(id => !there.some(activity => activity.id === id));
      activities.category = there.concat(fresh.map(id => ({ id: id })));
    }
    return whole;
  }

  /** Returns an answer (xAPI 1.0.3, part 2, "interaction activities"); words stand as the learner wrote them. */
  function response(interaction) {
    return (interaction.type === 'matching' ? interaction.said.map(pair => pair.join('[.]')) : interaction.said).join('[,]');
  }

  /** Returns what a question is, for an LRS that shows what was asked. */
  function definition(interaction, lang) {
    const whole = { type: INTERACTION, interactionType: interaction.type };
    if (interaction.prompt) { whole.name = { [lang]: interaction.prompt }; }
    const right = shell.responses.patterns(interaction, lang);
    if (right.length > 0) { whole.correctResponsesPattern = right; }
    return whole;
  }

  /**
   * Returns what makes the statements of one launch.
   *
   * @param {{actor: object, activityId: string, registration: string, template: object, mastery: number?, lang: string,
   *   base: string, id: () => string, now: () => number}} launch `base` is the IRI that the questions' ids begin with
   */
  shell.statements = function (launch) {
    let last = 0;

    /** Returns a time in UTC; none is before that of the statement before it, whatever the device's clock does. */
    function timestamp(wanted) {
      last = Math.max(last, wanted === undefined ? launch.now() : wanted);
      return new Date(last).toISOString();
    }

    function statement(verb, object, whole, result, time) {
      const said = { id: launch.id(), actor: copy(launch.actor), verb: { id: VERB + verb, display: { en: verb } }, object: object };
      if (result) { said.result = result; }
      said.context = whole;
      said.timestamp = timestamp(time);
      return said;
    }

    function defined(verb, result) {
      const judged = Boolean(result) && ('success' in result || 'completion' in result);
      const whole = context(launch, judged ? [CMI5, MOVE_ON] : [CMI5]);
      if (result && 'success' in result && typeof launch.mastery === 'number') {
        whole.extensions = Object.assign({ [MASTERY]: launch.mastery }, whole.extensions);
      }
      return statement(verb, { objectType: 'Activity', id: launch.activityId }, whole, result);
    }

    function judged(verb, success, score, milliseconds) {
      const result = { success: success, duration: duration(milliseconds) };
      if (typeof score === 'number') { result.score = scoreOf(score); }
      return defined(verb, result);
    }

    return {
      initialized: function () { return defined('initialized', null); },
      completed: function (milliseconds) { return defined('completed', { completion: true, duration: duration(milliseconds) }); },
      passed: function (score, milliseconds) { return judged('passed', true, score, milliseconds); },
      failed: function (score, milliseconds) { return judged('failed', false, score, milliseconds); },

      /** The last of a session; `progress`, from 0 to 1, is told while the unit is not completed (section 9.5.5.1). */
      terminated: function (milliseconds, progress) {
        const result = { duration: duration(milliseconds) };
        if (typeof progress === 'number') { result.extensions = { [PROGRESS]: Math.floor(progress * 100) }; }
        return defined('terminated', result);
      },

      /** One answered question: cmi5 allows it, and does not judge by it. @param {Interaction} interaction */
      answered: function (interaction) {
        const result = { duration: duration(interaction.latency) };
        const said = response(interaction);
        if (said) { result.response = said; }
        if (interaction.result !== 'neutral') { result.success = interaction.result === 'correct'; }
        // Whether it was right at once, nothing else in a statement says.
        if (interaction.tries) { result.extensions = { [launch.base + TRIES]: interaction.tries }; }
        const object = { objectType: 'Activity', id: launch.base + '#question/' + interaction.id, definition: definition(interaction, launch.lang) };
        return statement('answered', object, context(launch, []), result, interaction.time.getTime());
      }
    };
  };
  shell.statements.duration = duration;
  /** Returns the id of a verb. */
  shell.statements.verb = function (name) { return VERB + name; };
})(window.alforja = window.alforja || {});
