/**
 * The end that speaks with Kolibri, whose sandbox has the calls of SCORM 1.2 and its own meaning for them (found by reading
 * and running Kolibri 0.19): what it takes for progress is the score where there is one, else the status, of which
 * `completed` says nothing; the resource is done when that is whole. So the score that it is told is how far the learner
 * is, and the score of the quizzes stands in an objective. It says `review` to whoever has done all of it, and those may
 * go on; and `browse` to whoever has not signed in, of whom it keeps nothing.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const COURSE = 'cmi.objectives.0.';

  const DIALECT = {
    isReviewing: function (mode) { return mode === 'browse'; },
    // What stands there is progress.
    bestScore: function () { return null; },
    score: function (what) { return what.completed ? 100 : Math.min(99, Math.floor(what.progress * 100)); },
    tellMore: function (what, teller) {
      if (what.score === null) { return; }
      teller.tell(COURSE + 'id', 'course');
      teller.tell(COURSE + 'score.min', '0');
      teller.tell(COURSE + 'score.max', '100');
      teller.tell(COURSE + 'score.raw', String(what.score));
      teller.tell(COURSE + 'status', what.success === 'unknown' ? 'incomplete' : what.success);
    }
  };

  /** Kolibri has the button to leave by, and saves a few seconds late: with ours a learner would leave too early. */
  shell.end = function (services) { return Object.assign(shell.scorm12(services, DIALECT), { leaves: true }); };
})(window.alforja = window.alforja || {});
