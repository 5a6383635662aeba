/**
 * Times laid into days with breaks, as `src/session/timetable.rs` lays them; what the rules are stands there. Pure.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const SLIP = 15;
  const REST = 30;
  const SHORTEST = 60;
  const LONGEST = 10000;

  /** Reads `9:30` or `09:30` as minutes after midnight; null where it is no time. @param {string} text */
  function minutes(text) {
    const found = /^(\d\d?):(\d\d)$/.exec(String(text).trim());
    const time = found ? Number(found[1]) * 60 + Number(found[2]) : -1;
    return found && Number(found[2]) < 60 && time <= 1440 ? time : null;
  }

  /** Writes minutes after midnight as a time; after midnight the hours begin anew. @param {number} time */
  function clock(time) {
    const two = (/** @type {number} */ number) => (number < 10 ? '0' : '') + number;
    return two(Math.floor(time / 60) % 24) + ':' + two(time % 60);
  }

  /** @param {number[]} items minutes each @param {TrainerDay} day @returns {TimetableRow[]} */
  function lay(items, day) {
    /** @type {TimetableRow[]} */
    const rows = [];
    const breaks = day.breaks.map((one, number) => Object.assign({ number: number }, one))
      .filter(one => one.at > day.start && one.at + one.minutes < day.end)
      .sort((one, other) => one.at - other.at || one.number - other.number);
    const paused = breaks.reduce((sum, one) => sum + one.minutes, 0);
    const ends = day.end - day.start - paused >= SHORTEST;
    let now = day.start;
    let today = 1;
    let taken = 0;
    let begun = false;

    /** @param {number} length @param {Partial<TimetableRow>} what */
    function put(length, what) {
      rows.push(/** @type {TimetableRow} */ (Object.assign({ day: today, from: now, until: now + length }, what)));
      now += length;
      begun = begun || (what.item !== undefined && length > 0);
    }

    function pause() {
      const next = breaks[taken];
      if (next) {
        put(next.minutes, { pause: next.number });
        taken += 1;
        return;
      }
      today += 1;
      now = day.start;
      taken = 0;
      begun = false;
    }

    items.forEach((length, item) => {
      let left = Math.min(length, LONGEST);
      let further = false;
      for (;;) {
        const next = breaks[taken];
        const room = (next ? next.at : ends ? day.end : Infinity) - now;
        const late = next ? SLIP : 0;
        const early = next ? SLIP : REST;
        const waits = room > 0 || (room === 0 && left === 0);
        if (waits && left <= room + late) { put(left, { item: item, further: further }); return; }
        const piece = Math.min(room, left - early);
        if (piece > early || (!begun && room > 0)) {
          const first = piece > early ? piece : room;
          put(first, { item: item, further: further });
          left -= first;
          further = true;
        } else if (!begun) {
          put(left, { item: item, further: further });
          return;
        }
        pause();
      }
    });
    return rows;
  }

  /**
   * Divides people into groups of `group` at most, as evenly as may be; without a number all work together.
   * @param {number} people @param {number} group
   */
  function groups(people, group) {
    const count = group > 0 && people > 0 ? Math.ceil(people / group) : 1;
    return { count: count, people: Math.ceil(people / count), fewest: Math.floor(people / count) };
  }

  player.timetable = { minutes: minutes, clock: clock, lay: lay, groups: groups };
})(window.alforja = window.alforja || Object());
