//! How a day with a group is planned: what `session:` says in `alforja.yaml` for all courses, and in `course.yaml` for
//! one.

use crate::model::Localised;
use std::fmt;

/// A time of the day, to the minute; midnight at its end is one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Midnight at the end of a day.
    pub const MIDNIGHT: Self = Self(24 * 60);

    /// Returns the time of so many minutes after midnight; nothing beyond the day.
    pub const fn from_minutes(minutes: u32) -> Option<Self> {
        if minutes <= Self::MIDNIGHT.0 as u32 { Some(Self(minutes as u16)) } else { None }
    }

    /// Reads a time as `9:30`, `09:30` or `24:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hour) || !digits(minute) || !matches!(hour.len(), 1 | 2) || minute.len() != 2 {
            return None;
        }
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        if minute > 59 {
            return None;
        }
        Self::from_minutes(hour * 60 + minute)
    }

    /// Returns how many minutes after midnight it is.
    pub const fn minutes(self) -> u32 {
        self.0 as u32
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A break of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// When it is due.
    pub at: TimeOfDay,
    /// How long it is.
    pub minutes: u32,
    /// What it is called; without a title it is a break.
    pub title: Localised,
}

/// What `session:` says; what it does not say is left to the library, then to [`crate::model::DayPlan`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionSettings {
    /// When a day begins.
    pub start: Option<TimeOfDay>,
    /// When a day ends at the latest.
    pub end: Option<TimeOfDay>,
    /// The breaks of a day, by their time; an empty list: there are none.
    pub breaks: Option<Vec<Break>>,
    /// How many people are expected.
    pub participants: Option<u32>,
}

impl SessionSettings {
    /// Returns how a day is planned by these settings, and by those of `others` where these say nothing.
    pub fn day(&self, others: &Self) -> DayPlan {
        let usual = DayPlan::default();
        let start = self.start.or(others.start).unwrap_or(usual.start);
        let end = self.end.or(others.end).filter(|end| *end > start);
        let breaks = self.breaks.as_ref().or(others.breaks.as_ref()).cloned();
        DayPlan {
            start,
            end: end.unwrap_or_else(|| after_a_day(start)),
            breaks: breaks.unwrap_or(usual.breaks),
            participants: self.participants.or(others.participants).unwrap_or(usual.participants),
        }
    }
}

/// How a day with a group is planned, whoever said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// When it begins.
    pub start: TimeOfDay,
    /// When it ends at the latest: after [`DayPlan::start`].
    pub end: TimeOfDay,
    /// Its breaks, by their time.
    pub breaks: Vec<Break>,
    /// How many people are expected.
    pub participants: u32,
}

/// A day of a workshop where nothing is said: from nine to half past four, with lunch and two short breaks, for twenty.
impl Default for DayPlan {
    fn default() -> Self {
        let short = |minutes, length| Break { at: TimeOfDay(minutes), minutes: length, title: Localised::default() };
        let start = TimeOfDay(9 * 60);
        Self {
            start,
            end: after_a_day(start),
            breaks: vec![short(10 * 60 + 30, 15), short(12 * 60 + 30, 60), short(14 * 60 + 45, 15)],
            participants: 20,
        }
    }
}

/// Returns the end of a day of usual length, seven and a half hours.
fn after_a_day(start: TimeOfDay) -> TimeOfDay {
    TimeOfDay::from_minutes(start.minutes() + 450).unwrap_or(TimeOfDay::MIDNIGHT)
}

#[cfg(test)]
mod tests {
    use super::{SessionSettings, TimeOfDay};

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [("9:05", "09:05"), ("09:05", "09:05"), ("0:00", "00:00"), ("24:00", "24:00")] {
            assert_eq!(time(text).to_string(), expected);
        }
        for text in ["24:01", "9", "9.30", "9:5", "9:60", "", ":", "+9:30", "009:30", "9:30 pm"] {
            assert_eq!(TimeOfDay::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_course_says_it_before_its_library_does() {
        let library = SessionSettings { start: Some(time("8:00")), end: Some(time("12:00")), ..Default::default() };
        let course = SessionSettings { start: Some(time("17:00")), breaks: Some(Vec::new()), ..Default::default() };
        let day = course.day(&library);
        assert_eq!((day.start, day.breaks.len(), day.participants), (time("17:00"), 0, 20));
        assert_eq!(day.end, TimeOfDay::MIDNIGHT, "an end before the start says nothing");
        let day = SessionSettings::default().day(&library);
        assert_eq!((day.start, day.end, day.breaks.len()), (time("8:00"), time("12:00"), 3));
    }
}
