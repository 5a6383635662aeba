/** A plan with its meetings as a file, for the mentor's device and back again. Pure; see docs/plan-file.md. */
(function (/** @type {Player} */ player) {
  'use strict';
  const meetings = player.meetings = player.meetings || Object();
  const FORMAT = 'alforja-plan';
  const VERSION = 1;

  meetings.MOST_BYTES = 2 * 1024 * 1024;

  /** Returns the text of a file. @param {PlanHead} head @param {Plan} plan */
  meetings.write = function (head, plan) {
    return JSON.stringify({
      format: FORMAT, version: VERSION,
      course: { id: head.course, version: head.version, language: head.lang, title: head.title },
      place: head.place, saved: head.day, now: plan.now, meetings: plan.held
    }, null, 1) + '\n';
  };

  /**
   * Reads the text of a file, or says why it is not to be had: `foreign`, `newer`, `broken` or `other` (another plan).
   * @param {string} text @param {string} course @param {string} place @returns {{ why: string } | { plan: Plan, saved: string }}
   */
  meetings.read = function (text, course, place) {
    /** @type {any} */
    let file;
    try { file = JSON.parse(text.replace(/^\ufeff/, '')); } catch (notJson) { return { why: text.indexOf(FORMAT) >= 0 ? 'broken' : 'foreign' }; }
    if (!file || file.format !== FORMAT) { return { why: 'foreign' }; }
    if (typeof file.version === 'number' && file.version > VERSION) { return { why: 'newer' }; }
    const plan = file.version === VERSION ? meetings.clean(file) : null;
    if (!plan || !file.course) { return { why: 'broken' }; }
    if (file.course.id !== course || file.place !== place) { return { why: 'other' }; }
    return { plan: plan, saved: /^\d{4}-\d\d-\d\d$/.test(file.saved) ? file.saved : '' };
  };
})(window.alforja = window.alforja || Object());
