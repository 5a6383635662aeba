//! Times laid into days with breaks. The page does the same when a trainer changes them (`player/trainer/timetable.js`);
//! `tests/fixtures/timetable.json` holds both to one another.
//!
//! 1. A break comes when it is due. It waits up to [`SLIP`] minutes for what is going on, and comes as much earlier where
//!    what is next would not be done by then; else what is going on is broken off and goes on after it.
//! 2. A day ends when it ends. What would not be done by then waits for the next day, unless more than [`REST`] minutes
//!    of it can be done on either: then it is broken off too.
//! 3. A day that leaves less than [`SHORTEST`] minutes beside its breaks has no end: all goes into one day.

use crate::model::DayPlan;

/// How many minutes a break may come too early or too late.
const SLIP: i64 = 15;
/// So many minutes at the end of a day are not begun with something that takes longer.
const REST: i64 = 30;
/// A day is at least so many minutes long without its breaks.
const SHORTEST: i64 = 60;
/// What takes longer than so many minutes is a slip of the pen, and is laid out no further.
const LONGEST: u32 = 10_000;

/// A row of a timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its day, from 1.
    pub day: u32,
    /// When it begins, in minutes after midnight.
    pub from: u32,
    /// When it ends, in minutes after midnight; beyond 1440 where a day has no end.
    pub until: u32,
    /// What is done.
    pub what: What,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The item of this number, and how much of it.
    Item(usize, Piece),
    /// The break of this number in [`DayPlan::breaks`].
    Break(usize),
}

/// Which piece of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// All of it, or its beginning.
    First,
    /// It goes on after a break or a night.
    Further,
}

/// Lays `items`, each so many minutes long, one after the other into days. An item of no length has a row all the same.
pub fn timetable(items: &[u32], day: &DayPlan) -> Vec<Slot> {
    let mut clock = Clock::new(day);
    for (item, minutes) in items.iter().enumerate() {
        clock.item(item, i64::from((*minutes).min(LONGEST)));
    }
    clock.slots
}

struct Clock {
    start: i64,
    end: Option<i64>,
    /// Each break of a day with its number, when it is due and how long it is.
    breaks: Vec<(usize, i64, i64)>,
    slots: Vec<Slot>,
    day: u32,
    now: i64,
    /// How many breaks of this day were taken.
    taken: usize,
    /// Whether anything was done on this day.
    begun: bool,
}

/// What is next to stop what is going on.
enum Stop {
    /// A break that is due then.
    Break(i64),
    /// The end of the day.
    Night(i64),
    /// Nothing.
    None,
}

impl Clock {
    fn new(day: &DayPlan) -> Self {
        let (start, end) = (i64::from(day.start.minutes()), i64::from(day.end.minutes()));
        let breaks = day.breaks.iter().enumerate();
        let mut breaks: Vec<(usize, i64, i64)> = breaks
            .map(|(number, one)| (number, i64::from(one.at.minutes()), i64::from(one.minutes)))
            .filter(|(_, at, minutes)| *at > start && at + minutes < end)
            .collect();
        breaks.sort_by_key(|(number, at, _)| (*at, *number));
        let paused: i64 = breaks.iter().map(|(_, _, minutes)| minutes).sum();
        let end = Some(end).filter(|end| end - start - paused >= SHORTEST);
        Self { start, end, breaks, slots: Vec::new(), day: 1, now: start, taken: 0, begun: false }
    }

    fn item(&mut self, item: usize, minutes: i64) {
        let mut left = minutes;
        let mut piece = Piece::First;
        loop {
            let (stop, late, early) = match self.stop() {
                Stop::None => return self.put(left, What::Item(item, piece)),
                Stop::Break(at) => (at, SLIP, SLIP),
                Stop::Night(at) => (at, 0, REST),
            };
            let room = stop - self.now;
            let waits = room > 0 || (room == 0 && left == 0);
            if waits && left <= room + late {
                return self.put(left, What::Item(item, piece));
            }
            // No day begins with a break, and one on which nothing fits would never come to an end.
            let must = !self.begun;
            // Neither side of the break holds less than what would have waited for it.
            let first = room.min(left - early);
            if first > early || (must && room > 0) {
                let first = if first > early { first } else { room };
                self.put(first, What::Item(item, piece));
                left -= first;
                piece = Piece::Further;
            } else if must {
                return self.put(left, What::Item(item, piece));
            }
            self.pause();
        }
    }

    fn stop(&self) -> Stop {
        match (self.breaks.get(self.taken), self.end) {
            (Some((_, at, _)), _) => Stop::Break(*at),
            (None, Some(end)) => Stop::Night(end),
            (None, None) => Stop::None,
        }
    }

    fn put(&mut self, minutes: i64, what: What) {
        let minute = |time: i64| u32::try_from(time).unwrap_or(0);
        self.slots.push(Slot { day: self.day, from: minute(self.now), until: minute(self.now + minutes), what });
        self.now += minutes;
        self.begun |= matches!(what, What::Item(..)) && minutes > 0;
    }

    /// Takes the next break, or waits for the next day.
    fn pause(&mut self) {
        match self.breaks.get(self.taken).copied() {
            Some((number, _, minutes)) => {
                self.put(minutes, What::Break(number));
                self.taken += 1;
            }
            None => {
                self.day += 1;
                self.now = self.start;
                self.taken = 0;
                self.begun = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, What, timetable};
    use crate::model::{Break, DayPlan, Localised, TimeOfDay};
    use serde_json::Value;

    const CASES: &str = include_str!("../../tests/fixtures/timetable.json");

    fn time(value: &Value) -> TimeOfDay {
        TimeOfDay::parse(value.as_str().unwrap()).unwrap()
    }

    fn day(case: &Value) -> DayPlan {
        let breaks = case["breaks"].as_array().unwrap().iter().map(|one| Break {
            at: time(&one[0]),
            minutes: one[1].as_u64().unwrap() as u32,
            title: Localised::default(),
        });
        DayPlan { start: time(&case["start"]), end: time(&case["end"]), breaks: breaks.collect(), participants: 20 }
    }

    #[test]
    fn every_case_is_laid_out_as_told() {
        let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
        assert!(cases.len() > 10);
        for case in &cases {
            let items: Vec<u32> =
                case["items"].as_array().unwrap().iter().map(|item| item.as_u64().unwrap() as u32).collect();
            let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let rows: Vec<String> = timetable(&items, &day(case))
                .iter()
                .map(|slot| {
                    let what = match slot.what {
                        What::Item(item, Piece::First) => item.to_string(),
                        What::Item(item, Piece::Further) => format!("{item}+"),
                        What::Break(number) => format!("break {number}"),
                    };
                    format!("{} {}-{} {what}", slot.day, clock(slot.from), clock(slot.until))
                })
                .collect();
            let expected: Vec<&str> =
                case["rows"].as_array().unwrap().iter().map(|row| row.as_str().unwrap()).collect();
            assert_eq!(rows, expected, "{}", case["case"]);
        }
    }

    #[test]
    fn every_minute_is_laid_out_once_whatever_the_day() {
        for start in [0, 540, 1439] {
            for length in [1, 59, 61, 100, 450] {
                for breaks in [vec![], vec![(1, 1)], vec![(20, 15), (40, 15)], vec![(90, 60), (95, 5), (150, 400)]] {
                    let time = |minutes: u32| TimeOfDay::from_minutes(minutes.min(1440)).unwrap();
                    let breaks = breaks.iter().map(|(at, minutes)| Break {
                        at: time(start + at),
                        minutes: *minutes,
                        title: Localised::default(),
                    });
                    let day = DayPlan {
                        start: time(start),
                        end: time(start + length),
                        breaks: breaks.collect(),
                        participants: 1,
                    };
                    let items = [5, 0, 45, 200, 15, 1, 90, 1000];
                    let mut done = [0; 8];
                    let mut last = (1, start);
                    for slot in timetable(&items, &day) {
                        assert!((slot.day, slot.from) >= last && slot.until >= slot.from, "{day:?} {slot:?}");
                        last = (slot.day, slot.until);
                        if let What::Item(item, _) = slot.what {
                            done[item] += slot.until - slot.from;
                        }
                    }
                    assert_eq!(done, items, "{day:?}");
                }
            }
        }
    }
}
