//! `session:` of `alforja.yaml` and `course.yaml`: how a day with a group is planned.

use crate::diagnostic::Diagnostic;
use crate::locale::Lang;
use crate::model::{Break, SessionSettings, TimeOfDay};
use crate::parse::fields::{Fields, write};
use crate::parse::keys::{Bare, Key, Kind, Shape, Table, key, table};
use crate::span::Spanned;

/// The key `session`.
pub(crate) const KEY: Key = key("session", "session: {start: \"9:00\", end: \"16:30\"}", Kind::Mapping(&SESSION));

const SESSION: Table = table(
    "session",
    &[
        key("start", "start: \"9:00\"", Kind::Shaped(&TIME)),
        key("end", "end: \"16:30\"", Kind::Shaped(&TIME)),
        key("breaks", "breaks: [{at: \"10:30\", minutes: 15}]", Kind::Mappings(&BREAK)),
        key("participants", "participants: 20", Kind::Number { from: 1, to: 1000 }),
    ],
);

const BREAK: Table = table(
    "break",
    &[
        key("at", "at: \"10:30\"", Kind::Shaped(&TIME)).needed(),
        key("minutes", "minutes: 15", Kind::Number { from: 1, to: 1000 }).needed(),
        key("title", "title: {en: Lunch, pt: Almoço}", Kind::Localised),
    ],
);

const TIME: Shape = Shape {
    code: "yaml/not-a-time",
    argument: Some("value"),
    fits: |text| TimeOfDay::parse(text).is_some(),
    pattern: "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00",
    bare: Bare::Never,
};

/// Returns what the key `session` of these fields says; a title without a language is in `bare`.
pub(crate) fn session(fields: &Fields<'_>, bare: &Lang, all: &mut Vec<Diagnostic>) -> SessionSettings {
    let Some(session) = fields.fields("session", all) else { return SessionSettings::default() };
    let start = time(&session, "start", all);
    let end = time(&session, "end", all);
    if let (Some(start), Some(end)) = (&start, &end)
        && end.value <= start.value
    {
        all.push(outside(end, "end: \"16:30\""));
    }
    let end = end.filter(|end| start.as_ref().is_none_or(|start| end.value > start.value));
    let is_within = |at: TimeOfDay| {
        start.as_ref().is_none_or(|start| at > start.value) && end.as_ref().is_none_or(|end| at < end.value)
    };
    let mut breaks = Vec::new();
    for (fields, _) in session.each("breaks", all) {
        let (at, minutes) = (time(&fields, "at", all), fields.number("minutes", all));
        let title = fields.localised("title", bare, all);
        let (Some(at), Some(minutes)) = (at, minutes) else { continue };
        if !is_within(at.value) {
            all.push(outside(&at, "at: \"10:30\""));
        }
        breaks.push(Break { at: at.value, minutes: minutes.value, title });
    }
    breaks.sort_by_key(|one| one.at);
    SessionSettings {
        breaks: session.node("breaks").map(|_| breaks),
        participants: session.number("participants", all).map(|number| number.value),
        start: start.map(|start| start.value),
        end: end.map(|end| end.value),
    }
}

fn time(fields: &Fields<'_>, name: &str, all: &mut Vec<Diagnostic>) -> Option<Spanned<TimeOfDay>> {
    let text = fields.text(name, all)?;
    TimeOfDay::parse(&text.value).map(|time| Spanned::new(time, text.span))
}

fn outside(time: &Spanned<TimeOfDay>, example: &'static str) -> Diagnostic {
    Diagnostic::warning("session/outside", time.span).with("time", time.value).hint(write(example))
}

#[cfg(test)]
mod tests {
    use crate::model::SessionSettings;
    use crate::parse::course_file;
    use crate::span::FileId;

    fn check(text: &str, expected: &[&str]) -> SessionSettings {
        let read = course_file(FileId(0), text);
        let told = |one: &crate::diagnostic::Diagnostic| format!("{} {}", one.code, &text[one.span.range()]);
        assert_eq!(read.diagnostics.iter().map(told).collect::<Vec<_>>(), expected, "{text}");
        read.value.settings.session
    }

    #[test]
    fn a_day_is_read() {
        let text = "session:\n  start: 8:30\n  end: \"16:00\"\n  participants: 24\n  breaks:\n\
            \x20   - {at: \"12:00\", minutes: 60, title: {en: Lunch}}\n    - {at: 10:15, minutes: 20}\n";
        let session = check(text, &[]);
        assert_eq!(session.start.unwrap().to_string(), "08:30");
        assert_eq!(session.participants, Some(24));
        let breaks = session.breaks.unwrap();
        let breaks: Vec<String> = breaks.iter().map(|one| format!("{} {}", one.at, one.minutes)).collect();
        assert_eq!(breaks, ["10:15 20", "12:00 60"]);
        assert_eq!(check("session: {breaks: []}", &[]).breaks, Some(Vec::new()));
        assert_eq!(check("session: {start: 9:00}", &[]).breaks, None);
    }

    #[test]
    fn what_is_wrong_is_told() {
        check("session: {start: 9}", &["yaml/not-a-time 9"]);
        check("session: {end: '25:00', begin: 1}", &["yaml/unknown-key begin", "yaml/not-a-time '25:00'"]);
        check("session: {breaks: [{at: '10:30'}]}", &["yaml/missing-key {at: '10:30'}"]);
        check("session: {breaks: '10:30'}", &["yaml/not-list '10:30'"]);
        check("session: {breaks: [{at: 10:30, minutes: 0}]}", &["yaml/not-number 0"]);
        check("session: {start: 9:00, end: 8:00}", &["session/outside 8:00"]);
        check("session: {start: 9:00, breaks: [{at: 8:00, minutes: 5}]}", &["session/outside 8:00"]);
        check("session: {participants: many}", &["yaml/not-number many"]);
    }
}
