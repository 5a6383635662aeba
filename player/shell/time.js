/**
 * Times as platforms write them, and a clock that stops while nobody looks. Pure.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};

  function digits(number, least) {
    let text = String(number);
    while (text.length < least) { text = '0' + text; }
    return text;
  }

  /** Returns a length of time as CMITimespan, `HHHH:MM:SS.SS` (SCORM 1.2 Run-Time Environment). */
  function timespan(milliseconds) {
    const hundredths = Math.min(Math.max(0, Math.round(milliseconds / 10)), 9999 * 360000 + 359999);
    const seconds = Math.floor(hundredths / 100);
    const parts = [digits(Math.floor(seconds / 3600), 4), digits(Math.floor(seconds / 60) % 60, 2), digits(seconds % 60, 2)];
    return parts.join(':') + '.' + digits(hundredths % 100, 2);
  }

  /** Returns the time of day as CMITime, `HH:MM:SS`. */
  function timeOfDay(date) {
    return [digits(date.getHours(), 2), digits(date.getMinutes(), 2), digits(date.getSeconds(), 2)].join(':');
  }

  /** Returns a length of time as ISO 8601 has it, `PT1H2M3.45S` (SCORM 2004: timeinterval(second,10,2); xAPI: Duration). */
  function duration(milliseconds) {
    const hundredths = Math.max(0, Math.round(milliseconds / 10));
    const seconds = hundredths % 6000 / 100;
    const minutes = Math.floor(hundredths / 6000) % 60;
    const hours = Math.floor(hundredths / 360000);
    const written = (hours ? hours + 'H' : '') + (minutes ? minutes + 'M' : '') + (seconds ? seconds + 'S' : '');
    return 'PT' + (written || '0S');
  }

  /** Returns a moment as ISO 8601 has it; SCORM 2004 allows a zone only after hundredths (time(second,10,0)). */
  function moment(date) {
    return date.toISOString().replace(/(\.\d\d)\d*Z$/, '$1Z');
  }

  /** Returns a stopped clock; `now` tells milliseconds. A jump of more than a day is a wrong clock, not a long lesson. */
  function clock(now) {
    let spent = 0;
    let since = null;
    const day = 24 * 3600 * 1000;
    function running() {
      if (since === null) { return 0; }
      const passed = now() - since;
      return passed > 0 && passed < day ? passed : 0;
    }
    return {
      start: function () { if (since === null) { since = now(); } },
      stop: function () {
        spent += running();
        since = null;
      },
      spent: function () { return spent + running(); }
    };
  }

  shell.time = { timespan: timespan, timeOfDay: timeOfDay, duration: duration, moment: moment, clock: clock };
})(window.alforja = window.alforja || {});
