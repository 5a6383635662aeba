'use strict';

// What a strict LMS refuses of a unit, by the numbered requirements of cmi5 (Quartz 1st edition) as the package
// @cmi5/requirements lists them. Each rule names the requirement that it holds a statement to.

const VERB = 'http://adlnet.gov/expapi/verbs/';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
const MOVE_ON = 'https://w3id.org/xapi/cmi5/context/categories/moveon';
const SESSION = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DURATION = /^PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/;
const DEFINED = ['initialized', 'completed', 'passed', 'failed', 'terminated'];

const categories = said => ((said.context.contextActivities || {}).category || []).map(one => one.id);
const isDefined = said => categories(said).includes(CMI5);
const result = said => said.result || {};
const has = (said, name) => name in result(said);
const includes = (whole, part) => Object.entries(part).every(([name, value]) => {
  const there = whole[name];
  if (Array.isArray(value)) { return Array.isArray(there) && value.every(one => there.some(other => JSON.stringify(other) === JSON.stringify(one))); }
  return value && typeof value === 'object' ? Boolean(there) && includes(there, value) : there === value;
});

/**
 * Each rule: its requirement, whether it is broken by `said`, in a session that has said `before` and a registration that has
 * said `ever`, both lists of verbs. `launch` is what the LMS handed out.
 */
const RULES = [
  ['7.1.1.0-1 (d2)', (said, { before, verb }) => before.length === 0 && verb !== 'initialized'],
  ['7.1.2.0-1 (d2)', (said, { before }) => before.includes('terminated')],
  ['8.1.3.0-3 (d)', (said, { launch }) => JSON.stringify(said.actor) !== JSON.stringify(launch.actor)],
  ['8.1.5.0-6 (d)', (said, { launch }) => isDefined(said) && said.object.id !== launch.activityId],
  ['9.1.0.0-1 (d)', said => !UUID.test(said.id || '')],
  ['9.3.0.0-1', (said, { verb }) => isDefined(said) && !DEFINED.includes(verb)],
  ['9.3.0.0-2 (d)', (said, { before, verb }) => isDefined(said) && before.includes(verb)],
  ['9.3.0.0-3 (d)', (said, { before, verb }) => /passed|failed/.test(verb) && before.some(one => /passed|failed/.test(one))],
  ['9.3.0.0-6 (d2)', (said, { ever, verb }) => verb === 'completed' && ever.includes(verb)],
  ['9.3.0.0-7 (d2)', (said, { ever, verb }) => verb === 'passed' && ever.includes(verb)],
  ['9.3.0.0-8 (d)', (said, { ever, verb }) => verb === 'failed' && ever.includes('passed')],
  ['9.5.1.0-1', (said, { launch, verb }) => has(said, 'score') && typeof launch.masteryScore === 'number'
    && isDefined(said) && (result(said).score.scaled >= launch.masteryScore) !== (verb === 'passed')],
  ['9.5.1.0-2 (d)', (said, { verb }) => isDefined(said) && has(said, 'score') && !/passed|failed/.test(verb)],
  ['9.5.1.0-3 (d1)', said => has(said, 'score') && 'raw' in result(said).score && !('min' in result(said).score)],
  ['9.5.1.0-3 (d2)', said => has(said, 'score') && 'raw' in result(said).score && !('max' in result(said).score)],
  ['9.5.2.0-1 (d1)', (said, { verb }) => verb === 'passed' && result(said).success !== true],
  ['9.5.2.0-2 (d)', (said, { verb }) => verb === 'failed' && result(said).success !== false],
  ['9.5.2.0-3 (d)', (said, { verb }) => isDefined(said) && has(said, 'success') && !/passed|failed/.test(verb)],
  ['9.5.3.0-1 (d1)', (said, { verb }) => verb === 'completed' && result(said).completion !== true],
  ['9.5.3.0-2 (d)', (said, { verb }) => isDefined(said) && has(said, 'completion') && verb !== 'completed'],
  ['9.5.4.1-1 (d)', (said, { verb }) => verb === 'terminated' && !DURATION.test(result(said).duration || '')],
  ['9.5.4.1-2 (d)', (said, { verb }) => verb === 'completed' && !DURATION.test(result(said).duration || '')],
  ['9.5.4.1-3 (d)', (said, { verb }) => verb === 'passed' && !DURATION.test(result(said).duration || '')],
  ['9.5.4.1-4 (d)', (said, { verb }) => verb === 'failed' && !DURATION.test(result(said).duration || '')],
  ['9.6.1.0-1 (d)', (said, { launch }) => said.context.registration !== launch.registration],
  ['9.6.2.1-1', (said, { verb }) => DEFINED.includes(verb) && !isDefined(said)],
  ['9.6.2.2-1 (d1)', said => isDefined(said) && (has(said, 'success') || has(said, 'completion')) && !categories(said).includes(MOVE_ON)],
  ['9.6.2.2-2 (d)', said => categories(said).includes(MOVE_ON) && !(isDefined(said) && (has(said, 'success') || has(said, 'completion')))],
  ['9.6.3.1-4 (d)', (said, { launch }) => (said.context.extensions || {})[SESSION] !== launch.session],
  ['9.6.3.2-2 (d)', (said, { launch, verb }) => has(said, 'score') && /passed|failed/.test(verb)
    && typeof launch.masteryScore === 'number' && (said.context.extensions || {})[MASTERY] !== launch.masteryScore],
  ['9.7.0.0-1 (d)', said => !said.timestamp],
  ['9.7.0.0-2 (d)', said => !UTC.test(said.timestamp)],
  ['10.2.1.0-7 (d)', (said, { launch }) => !includes(said.context, launch.contextTemplate)],
  ['10.2.2.0-5 (d)', (said, { launch, verb }) => launch.launchMode !== 'Normal' && !/initialized|terminated/.test(verb)],
  // The order is that of the timestamps (section 9.3).
  ['9.3.0.0-4', (said, { latest }) => said.timestamp < latest]
];

/** Returns the requirements that a statement breaks. */
function broken(said, about) {
  const verb = said.verb.id.replace(VERB, '');
  return RULES.filter(([, breaks]) => breaks(said, Object.assign({ verb }, about))).map(([requirement]) => requirement);
}

module.exports = { DEFINED, RULES, SESSION, VERB, broken, isDefined };
