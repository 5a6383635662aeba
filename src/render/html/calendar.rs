//! Meetings as iCalendar (RFC 5545), for the calendar of a telephone. Pure.
//!
//! Outputs carry no clock, so the stamp of an entry is its own day; which of two copies is newer is told by the version
//! of the course (`SEQUENCE`). Times bear no zone: they are those of the place where people meet (section 3.3.5, form 1).

/// A meeting for a calendar.
pub(crate) struct Entry {
    /// What it is known by wherever it is read in again: made of ids, so that a new version of it takes its place.
    pub(crate) uid: String,
    /// Its title.
    pub(crate) title: String,
    /// The day, `YYYY-MM-DD`.
    pub(crate) day: String,
    /// When it begins, `HH:MM`; without it, it lasts all day.
    pub(crate) start: Option<String>,
    /// When it ends, `HH:MM`; what is not later than the beginning is left out.
    pub(crate) end: Option<String>,
    /// Where.
    pub(crate) place: Option<String>,
    /// What is said of it, line by line.
    pub(crate) about: Vec<String>,
    /// Where it is told of on the web.
    pub(crate) url: Option<String>,
}

/// Returns a calendar of these meetings, of which `version` of a course tells.
pub(crate) fn calendar(version: &str, entries: &[Entry]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Alforja//Alforja//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    for entry in entries {
        meeting(&mut lines, sequence(version), entry);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn meeting(lines: &mut Vec<String>, sequence: u32, entry: &Entry) {
    let day = digits(&entry.day);
    lines.push("BEGIN:VEVENT".to_owned());
    lines.push(format!("UID:{}", text(&entry.uid)));
    lines.push(format!("DTSTAMP:{day}T000000Z"));
    lines.push(format!("SEQUENCE:{sequence}"));
    let moment = |time: &String| format!("{day}T{}00", digits(time));
    match &entry.start {
        Some(start) => {
            lines.push(format!("DTSTART:{}", moment(start)));
            let end = entry.end.as_ref().filter(|end| *end > start);
            lines.extend(end.map(|end| format!("DTEND:{}", moment(end))));
        }
        None => lines.push(format!("DTSTART;VALUE=DATE:{day}")),
    }
    lines.push(format!("SUMMARY:{}", text(&entry.title)));
    lines.extend(entry.place.iter().map(|place| format!("LOCATION:{}", text(place))));
    if !entry.about.is_empty() {
        lines.push(format!("DESCRIPTION:{}", text(&entry.about.join("\n"))));
    }
    lines.extend(entry.url.iter().map(|url| format!("URL:{url}")));
    lines.push("END:VEVENT".to_owned());
}

fn digits(written: &str) -> String {
    written.chars().filter(char::is_ascii_digit).collect()
}

/// Returns a number that grows with the version `1.2.3` of a course (section 3.8.7.4).
fn sequence(version: &str) -> u32 {
    let mut numbers = version.split(|letter: char| !letter.is_ascii_digit()).map(|part| part.parse::<u32>().ok());
    let mut next = |most: u32| numbers.next().flatten().unwrap_or(0).min(most);
    next(2000) * 1_000_000 + next(999) * 1000 + next(999)
}

/// Section 3.3.11: what must be escaped in a text; section 3.1: which signs may not stand in it at all.
fn text(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            control if control.is_control() => {}
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// Section 3.1: no line is longer than 75 bytes; a line goes on after a space, and no letter is cut.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / 25);
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > 75 {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(letter);
        width += letter.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{Entry, calendar, folded, sequence, text};

    fn entry() -> Entry {
        Entry {
            uid: "saving-meet-forum@example.org".to_owned(),
            title: "Forum, a place; for all".to_owned(),
            day: "2027-03-18".to_owned(),
            start: Some("09:30".to_owned()),
            end: Some("14:30".to_owned()),
            place: Some("Hall\\2".to_owned()),
            about: vec!["9.30 · Tea".to_owned(), "10.00 · Talk".to_owned()],
            url: Some("https://example.org/en/saving/meet.html".to_owned()),
        }
    }

    fn lines(entry: Entry) -> Vec<String> {
        calendar("1.2.3", &[entry]).split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_meeting_is_an_entry() {
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Alforja//Alforja//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "UID:saving-meet-forum@example.org",
            "DTSTAMP:20270318T000000Z",
            "SEQUENCE:1002003",
            "DTSTART:20270318T093000",
            "DTEND:20270318T143000",
            "SUMMARY:Forum\\, a place\\; for all",
            "LOCATION:Hall\\\\2",
            "DESCRIPTION:9.30 · Tea\\n10.00 · Talk",
            "URL:https://example.org/en/saving/meet.html",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        assert_eq!(lines(entry()), expected);
    }

    #[test]
    fn what_is_not_said_is_not_there() {
        let bare = Entry { start: None, place: None, about: Vec::new(), url: None, ..entry() };
        let lines = lines(bare);
        assert!(lines.contains(&"DTSTART;VALUE=DATE:20270318".to_owned()), "{lines:?}");
        for name in ["DTEND", "LOCATION", "DESCRIPTION", "URL"] {
            assert!(!lines.iter().any(|line| line.starts_with(name)), "{name}");
        }
    }

    #[test]
    fn a_meeting_does_not_end_before_it_begins() {
        let turned = Entry { start: Some("14:30".to_owned()), end: Some("14:30".to_owned()), ..entry() };
        assert!(!lines(turned).iter().any(|line| line.starts_with("DTEND")));
    }

    #[test]
    fn lines_are_short_and_letters_whole() {
        for length in 0..5 {
            let line = "a".repeat(length) + &"ө".repeat(120) + "\u{1f9fa}";
            let short = folded(&line);
            assert!(short.split("\r\n").all(|line| line.len() <= 75), "{short}");
            assert_eq!(short.replace("\r\n ", ""), line);
        }
    }

    #[test]
    fn no_sign_ends_a_line() {
        assert_eq!(text("a\r\nb\tc\u{7}\u{85}d"), "a\\nb cd");
    }

    #[test]
    fn versions_grow() {
        assert_eq!(sequence("1.2.0"), 1_002_000);
        assert!(sequence("1.10.0") > sequence("1.9.9"));
        assert_eq!(sequence("first"), 0);
        assert!(sequence("99999999.1.1") < i32::MAX as u32);
    }
}
