//! Captions and chapters: WebVTT and SubRip, as they are found and not only as they should be.
//!
//! 1. The text is cut into lines; blank ones part the blocks, but a line with `-->` always begins a cue.
//! 2. The line of a cue's times is read, with the settings behind it (WebVTT, section 4.4).
//! 3. The words below it become plain text (`cue_text`).
//!
//! Headers, notes, styles and regions are passed over. A cue that cannot be read is told; all others are kept.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::model::{Cue, CueAlign, CueLine, CuePlace};
use crate::parse::cue_text::{Speech, plain};
use crate::span::{FileId, Span};

const ARROW: &str = "-->";

/// So many cues at once are meant: two people speak, or the last words stay while the next come.
const MOST_AT_ONCE: usize = 2;

/// A line with the byte at which it begins.
type Line<'a> = (usize, &'a str);

/// Reads captions or chapters; the cues come in the order of their times.
pub fn captions(file: FileId, text: &str) -> Diagnosed<Vec<Cue>> {
    let lines = lines(text);
    let mut cues: Vec<Cue> = Vec::new();
    let mut all = Vec::new();
    let mut speech = Speech::default();
    let mut rest = lines.as_slice();
    while let Some((first, _)) = rest.split_first() {
        let length = if first.1.trim().is_empty() { 1 } else { block(rest) };
        let (block, after) = rest.split_at(length);
        rest = after;
        match block.iter().position(|line| line.1.contains(ARROW)) {
            Some(at) => {
                let followed = rest.first().is_some_and(|line| line.1.contains(ARROW));
                match cue(file, block[at], words(&block[at + 1..], followed), &mut speech) {
                    Ok(cue) => cues.extend(cue),
                    Err(diagnostic) => all.push(diagnostic),
                }
            }
            None if says_nothing(block) => {}
            None => all.push(Diagnostic::warning("captions/no-time", span(file, block)).hint(form())),
        }
    }
    cues.sort_by_key(|cue| cue.from);
    all.extend(crowded(&cues).into_iter().map(|cue| Diagnostic::warning("captions/crowded", cue.span).hint(form())));
    Diagnosed::new(cues, all)
}

/// Returns the first cue that begins while two others are still shown: mostly an end was typed wrongly.
fn crowded(cues: &[Cue]) -> Option<&Cue> {
    let mut shown: Vec<u32> = Vec::new();
    cues.iter().find(|cue| {
        shown.retain(|end| *end > cue.from);
        shown.push(cue.to);
        shown.len() > MOST_AT_ONCE
    })
}

fn form() -> Message {
    Message::new("hint/captions-form")
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut start = 0;
    let cut = |line: &'_ str| {
        let at = start;
        start += line.len() + 1;
        at
    };
    let starts: Vec<usize> = text.split(end).map(cut).collect();
    starts.into_iter().zip(text.split(end).map(|line| line.trim_end_matches('\r'))).collect()
}

/// Returns how many lines belong together: up to a blank one, or up to the times of the next cue.
fn block(lines: &[Line<'_>]) -> usize {
    let mut timed = false;
    let ends = lines.iter().position(|(_, line)| {
        let times = line.contains(ARROW);
        let next = timed && times;
        timed |= times;
        next || line.trim().is_empty()
    });
    ends.unwrap_or(lines.len())
}

fn span(file: FileId, lines: &[Line<'_>]) -> Span {
    let start = lines.first().map_or(0, |line| line.0);
    let end = lines.last().map_or(0, |line| line.0 + line.1.len());
    Span::new(file, start..end)
}

/// Tells whether a block without times is meant to have none, or is a number with nothing below it.
fn says_nothing(block: &[Line<'_>]) -> bool {
    let (start, first) = block.first().copied().unwrap_or((0, ""));
    let first = first.trim();
    let kind = first.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or("");
    let number = block.len() == 1 && first.bytes().all(|byte| byte.is_ascii_digit());
    number || matches!(kind, "NOTE" | "STYLE" | "REGION") || (start == 0 && kind == "WEBVTT")
}

/// Returns the words of a cue; where the next one `followed` without a blank line, its number is none of them.
fn words<'a>(lines: &[Line<'a>], followed: bool) -> Vec<&'a str> {
    let mut words: Vec<&str> = lines.iter().map(|line| line.1).collect();
    let number = |line: &&str| !line.is_empty() && line.trim().bytes().all(|byte| byte.is_ascii_digit());
    if followed && words.len() > 1 && words.last().is_some_and(number) {
        words.pop();
    }
    words
}

/// Returns a cue, or nothing where it says nothing.
fn cue(file: FileId, times: Line<'_>, words: Vec<&str>, speech: &mut Speech) -> Result<Option<Cue>, Diagnostic> {
    let wrong = |code| Diagnostic::warning(code, span(file, &[times])).hint(form());
    let (from, rest) = times.1.split_once(ARROW).unwrap_or((times.1, ""));
    let mut rest = rest.split_whitespace();
    let from = milliseconds(from.trim());
    let to = rest.next().and_then(milliseconds);
    let (Some(from), Some(to)) = (from, to) else { return Err(wrong("captions/time")) };
    if to <= from {
        return Err(wrong("captions/backwards"));
    }
    let text = plain(&words.join("\n"), speech);
    let place = place(rest);
    Ok((!text.is_empty()).then(|| Cue { from, to, text: text.into(), span: span(file, &[times]), place }))
}

/// Returns the milliseconds of `1:02:03.500`, `02:03,5` or `02:03`.
fn milliseconds(text: &str) -> Option<u32> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = clock.split(':').collect();
    if !digits(fraction) || !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut seconds: u32 = 0;
    for (index, part) in parts.iter().enumerate() {
        let value: u32 = part.parse().ok().filter(|value| digits(part) && (index == 0 || *value < 60))?;
        seconds = seconds.checked_mul(60)?.checked_add(value)?;
    }
    let thousandths: u32 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    seconds.checked_mul(1000)?.checked_add(thousandths)
}

/// Reads the settings that change nothing but the place; what is unknown or out of the picture is passed over.
fn place<'a>(settings: impl Iterator<Item = &'a str>) -> CuePlace {
    let mut place = CuePlace::default();
    for (name, value) in settings.filter_map(|setting| setting.split_once(':')) {
        let value = value.split(',').next().unwrap_or("");
        match name {
            "align" => place.align = align(value).or(place.align),
            "position" => place.position = percent(value).or(place.position),
            "size" => place.size = percent(value).filter(|size| *size > 0).or(place.size),
            "line" => {
                let number = value.parse().ok().filter(|line: &i8| line.unsigned_abs() < 20).map(CueLine::Number);
                place.line = number.or(percent(value).map(CueLine::Percent)).or(place.line);
            }
            _ => {}
        }
    }
    place
}

fn align(value: &str) -> Option<CueAlign> {
    match value {
        "start" => Some(CueAlign::Start),
        "center" | "middle" => Some(CueAlign::Center),
        "end" => Some(CueAlign::End),
        "left" => Some(CueAlign::Left),
        "right" => Some(CueAlign::Right),
        _ => None,
    }
}

fn percent(value: &str) -> Option<u8> {
    let number: f32 = value.strip_suffix('%')?.parse().ok()?;
    // What is not finite is in no range.
    (0.0..=100.0).contains(&number).then(|| number.round() as u8)
}

#[cfg(test)]
mod tests {
    use super::captions;
    use crate::model::{CueAlign, CueLine, CuePlace};
    use crate::span::FileId;

    /// Reads `text`; expected are the cues as `from-to text`, and what is told with the line it stands in.
    fn check(text: &str, expected: &[&str], told: &[&str]) {
        let read = captions(FileId(0), text);
        let cues = read.value.iter().map(|cue| format!("{}-{} {}", cue.from, cue.to, cue.text));
        assert_eq!(cues.collect::<Vec<_>>(), expected, "{text}");
        let lines = read.diagnostics.iter().map(|diagnostic| {
            let line = text[..diagnostic.span.range().start].lines().count() + 1;
            format!("{line} {}", diagnostic.code)
        });
        assert_eq!(lines.collect::<Vec<_>>(), told, "{text}");
    }

    #[test]
    fn both_forms_are_read() {
        let cues = ["500-7000 One", "7000-11890 Two\nlines"];
        check(
            "WEBVTT - x\nKind: captions\n\n1\n00:00.500 --> 00:07.000\nOne\n\n00:07.000 --> 00:11.890\nTwo\nlines",
            &cues,
            &[],
        );
        check(
            "1\r\n00:00:00,500 --> 00:00:07,000\r\nOne\r\n\r\n2\r\n00:00:07,000 --> 00:00:11,890\r\nTwo\r\nlines\r\n",
            &cues,
            &[],
        );
        check("1\r00:00:00,500 --> 00:00:07,000\rOne\r", &cues[..1], &[]);
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        check("0:0:0.0 --> 0:0:3.54\na", &["0-3540 a"], &[]);
        check("00:01 --> 99:00:00.1234\na", &["1000-356400123 a"], &[]);
    }

    #[test]
    fn what_is_no_cue_is_passed_over() {
        check(
            "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:x\n\nNOTE of mine\nmore\n\n00:01.000 --> 00:02.000\na\n\nNOTE end",
            &["1000-2000 a"],
            &[],
        );
        check("1\n\n2\n00:01.000 --> 00:02.000\n\n\n", &[], &[]);
    }

    #[test]
    fn cues_may_follow_each_other_without_a_blank_line() {
        check(
            "00:01.000 --> 00:02.000\na\n2\n00:02.000 --> 00:03.000\nb\n00:03.000 --> 00:04.000\n4\n",
            &["1000-2000 a", "2000-3000 b", "3000-4000 4"],
            &[],
        );
    }

    #[test]
    fn a_broken_cue_is_told_and_the_others_are_kept() {
        check(
            "1\n00:00:07,000 --> 00:00:11:890\na\n\n2\n00:00:11,890 --> 00:00:16,320\nb",
            &["11890-16320 b"],
            &["2 captions/time"],
        );
        check(
            "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\nWords without a time\n",
            &["1000-2000 a"],
            &["5 captions/no-time"],
        );
        check("00:05.000 --> 00:02.000\na", &[], &["1 captions/backwards"]);
        // An hour in the place of a minute.
        check(
            "00:01.000 --> 1:00:03.000\na\n\n00:02.000 --> 00:04.000\nb\n\n00:03.000 --> 00:05.000\nc\n",
            &["1000-3603000 a", "2000-4000 b", "3000-5000 c"],
            &["7 captions/crowded"],
        );
        check(
            "a --> b\nc\n\n --> \n\n00:99.000 --> 1:00:00:00\nd\n-->",
            &[],
            &["1 captions/time", "4 captions/time", "6 captions/time", "8 captions/time"],
        );
    }

    #[test]
    fn the_place_is_read_as_far_as_it_is_safe() {
        let place =
            |settings: &str| captions(FileId(0), &format!("00:01.000 --> 00:02.000 {settings}\na")).value[0].place;
        let expected = CuePlace {
            align: Some(CueAlign::Start),
            position: Some(10),
            size: Some(80),
            line: Some(CueLine::Number(-2)),
        };
        assert_eq!(place("align:start position:10%,line-left size:80% line:-2 region:fred vertical:rl"), expected);
        assert_eq!(place("line:84.4%").line, Some(CueLine::Percent(84)));
        assert_eq!(place("align:up position:900% size:0% line:1e9 line:NaN% x"), CuePlace::default());
    }
}
