//! What each fenced block may say in its braces.

use crate::diagnostic::{Diagnostic, Message};
use crate::locale::Lang;
use crate::model::{AnswerShow, ContainerKind, Event, Figure, FigureSide, FigureWidth, QuizKind, QuizSettings};
use crate::parse::attributes::Reader;
use crate::span::Span;

/// Returns what the block `known` is; nothing where it cannot be without an attribute that is missing.
pub(super) fn container_kind(known: &str, reader: &mut Reader<'_>, name: Span) -> Option<ContainerKind> {
    let kind = match known {
        "reflection" => ContainerKind::Reflection,
        "takehome" => ContainerKind::TakeHome,
        "exercise" => ContainerKind::Exercise,
        "solution" => ContainerKind::Solution,
        "facilitator" => ContainerKind::Facilitator { minutes: reader.number("minutes", 1..=u32::MAX) },
        "activity" => ContainerKind::Activity {
            minutes: reader.number("minutes", 1..=u32::MAX),
            group: reader.number("group", 1..=u32::MAX),
            materials: reader.text("materials").map_or(Vec::new(), |list| split_list(&list.value)),
        },
        "plan" => ContainerKind::Plan { repeat: reader.flag("repeat"), meetings: reader.flag("meetings") },
        "event" => ContainerKind::Event(event(reader)),
        "figure" => ContainerKind::Figure(Figure {
            width: reader
                .choice(
                    "width",
                    &[("full", FigureWidth::Full), ("half", FigureWidth::Half), ("third", FigureWidth::Third)],
                    None,
                )
                .unwrap_or_default(),
            side: reader
                .choice("side", &[("start", FigureSide::Start), ("end", FigureSide::End)], None)
                .unwrap_or_default(),
        }),
        "passage" => {
            let lang = passage_lang(reader, name);
            reader.finish_now();
            return lang.map(ContainerKind::Passage);
        }
        _ => return None,
    };
    reader.finish_now();
    Some(kind)
}

fn split_list(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn passage_lang(reader: &mut Reader<'_>, name: Span) -> Option<Lang> {
    let example = || Message::new("hint/write").with("example", "{lang=ar}");
    let Some(tag) = reader.text("lang") else {
        reader.say(Diagnostic::error("fence/passage-without-language", name).hint(example()));
        return None;
    };
    let lang = Lang::parse(&tag.value);
    if lang.is_none() {
        reader.say(Diagnostic::error("attribute/no-language", tag.span).with("value", &tag.value).hint(example()));
    }
    lang
}

fn event(reader: &mut Reader<'_>) -> Event {
    Event {
        title: reader.text("title").map(|title| title.value.clone()),
        date: checked(reader, "date", "attribute/no-date", "date=2027-04-30", is_date),
        start: checked(reader, "start", "attribute/no-time", "start=14:30", is_time),
        end: checked(reader, "end", "attribute/no-time", "end=17:00", is_time),
        place: reader.text("place").map(|place| place.value.clone()),
    }
}

fn checked(
    reader: &mut Reader<'_>,
    name: &'static str,
    code: &'static str,
    example: &str,
    is_right: fn(&str) -> bool,
) -> Option<String> {
    let value = reader.text(name)?;
    if is_right(&value.value) {
        return Some(value.value.clone());
    }
    let wrong = Diagnostic::error(code, value.span).with("value", &value.value);
    reader.say(wrong.hint(Message::new("hint/write").with("example", example)));
    None
}

fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|part| digits(part, 4));
    let month = parts.next().and_then(|part| digits(part, 2));
    let day = parts.next().and_then(|part| digits(part, 2));
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let time = text.split_once(':').map(|(hour, minute)| (digits(hour, 2), digits(minute, 2)));
    matches!(time, Some((Some(0..=23), Some(0..=59))))
}

/// Returns how a quiz or survey is run.
pub(super) fn quiz_settings(kind: QuizKind, reader: &mut Reader<'_>) -> QuizSettings {
    let shuffle =
        reader.choice("shuffle", &[("questions", (true, false)), ("answers", (false, true))], Some((true, true)));
    let (shuffle_questions, shuffle_answers) = shuffle.unwrap_or((false, false));
    let draw = reader.number("draw", 1..=u32::MAX);
    let required = reader.flag("required");
    let mut settings = QuizSettings {
        pass: None,
        attempts: 0,
        shuffle_questions,
        shuffle_answers,
        draw,
        show: AnswerShow::Each,
        required,
    };
    if kind == QuizKind::Quiz {
        settings.pass = reader.percent("pass");
        settings.attempts = reader.number("attempts", 0..=u32::MAX).unwrap_or(0);
        let show = [("each", AnswerShow::Each), ("end", AnswerShow::End), ("never", AnswerShow::Never)];
        settings.show = reader.choice("show", &show, None).unwrap_or(AnswerShow::Each);
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_time, split_list};

    #[test]
    fn dates_and_times_exist() {
        for date in ["2027-04-30", "2028-02-29"] {
            assert!(is_date(date), "{date}");
        }
        for no_date in ["2027-02-29", "2027-4-30", "2027-13-01", "30.4.2027", "2027-04-00", ""] {
            assert!(!is_date(no_date), "{no_date}");
        }
        assert!(is_time("09:05") && is_time("23:59"));
        assert!(!is_time("24:00") && !is_time("9:05") && !is_time("9 pm"));
    }

    #[test]
    fn lists_are_split_at_commas() {
        assert_eq!(split_list("flip chart, pens,"), ["flip chart", "pens"]);
    }
}
