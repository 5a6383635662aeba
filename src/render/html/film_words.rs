//! The words of a film: captions for its script, chapters as a list, and all that is said as a text to read.

use crate::locale::Lang;
use crate::model::{Cue, Film, Track, Transcript};
use crate::render::html::container::Fold;
use crate::render::html::scribe::Scribe;
use crate::render::view::{self, CaptionsView, CueView};

/// A silence of this many milliseconds ends a paragraph.
const SILENCE: u32 = 2500;
/// A paragraph of this many bytes ends with its sentence.
const LONG: usize = 420;

/// Writes the captions of every language into the page: from a `file:` address no browser reads a track of its own.
pub(crate) fn captions(scribe: &mut Scribe<'_>, film: &Film) {
    let site = scribe.site();
    let spoken = film.captions.iter().filter(|track| !track.cues.is_empty());
    let tracks: Vec<CaptionsView> = spoken
        .map(|track| CaptionsView {
            lang: track.lang.to_string(),
            label: site.language_name(&track.lang).to_owned(),
            cues: track.cues.iter().map(CueView::new).collect(),
        })
        .collect();
    if !tracks.is_empty() {
        scribe.html.markup("<script type=\"application/json\" data-captions>");
        scribe.html.sound(&view::json(&tracks));
        scribe.html.markup("</script>");
    }
}

/// Writes the chapters as a list with times, which the script turns into buttons.
pub(crate) fn chapters(scribe: &mut Scribe<'_>, film: &Film, title: &str) {
    let Some(track) = nearest(&film.chapters, scribe) else { return };
    scribe.html.markup("<div class=\"chapters\" data-chapters role=\"group\"");
    let label = format!("{}: {title}", scribe.words().text("page.chapters"));
    scribe.html.attribute("aria-label", &label).markup("><p class=\"label\">");
    scribe.say("page.chapters");
    scribe.html.markup("</p><ol");
    if track.lang != *scribe.page.lang() {
        scribe.html.attribute("lang", track.lang.as_str());
    }
    scribe.html.markup(">");
    for cue in &track.cues {
        scribe.html.markup("<li").attribute_number("data-at", cue.from / 1000).markup("><span class=\"time\">");
        scribe.html.text(&clock(cue.from / 1000)).markup("</span> ").text(&cue.text.replace('\n', " "));
        scribe.html.markup("</li>");
    }
    scribe.html.markup("</ol></div>");
}

/// Returns the track in the page's language, or the first.
fn nearest<'film>(tracks: &'film [Track], scribe: &Scribe<'_>) -> Option<&'film Track> {
    let lang = scribe.page.lang();
    in_language(tracks, lang).or_else(|| tracks.iter().find(|track| !track.cues.is_empty()))
}

fn in_language<'film>(tracks: &'film [Track], lang: &Lang) -> Option<&'film Track> {
    let told = || tracks.iter().filter(|track| !track.cues.is_empty());
    told().find(|track| track.lang == *lang).or_else(|| told().find(|track| track.lang.base() == lang.base()))
}

/// Returns `2:13` or `1:02:13`.
pub(crate) fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Writes what is said as a fold: the author's transcript; without one the words of the captions in the page's
/// language; else a transcript in another language.
pub(crate) fn transcripts<'a>(scribe: &mut Scribe<'a>, film: &'a Film, heading: &'static str) {
    let own: Vec<&'a Transcript> =
        film.transcripts.iter().filter(|transcript| transcript.lang == scribe.edition.lang).collect();
    let captions = in_language(&film.captions, &scribe.edition.lang).filter(|_| own.is_empty());
    if let Some(track) = captions {
        open(scribe, &track.lang, heading);
        for paragraph in paragraphs(&track.cues) {
            scribe.html.markup("<p>").text(&paragraph).markup("</p>");
        }
        close(scribe);
        return;
    }
    let shown = if own.is_empty() { film.transcripts.iter().take(1).collect() } else { own };
    for transcript in shown {
        open(scribe, &transcript.lang, heading);
        scribe.with_text(&transcript.text, |scribe| scribe.blocks(&transcript.text.document.blocks));
        close(scribe);
    }
}

fn open(scribe: &mut Scribe<'_>, lang: &Lang, heading: &'static str) {
    let fold = Fold::of(scribe.medium());
    scribe.html.markup(fold.open).markup(" data-transcript>").markup(fold.summary);
    scribe.say(heading);
    scribe.html.markup(fold.then).markup("<div");
    if lang != scribe.page.lang() {
        scribe.html.attribute("lang", lang.as_str());
    }
    scribe.html.markup(">");
}

fn close(scribe: &mut Scribe<'_>) {
    let fold = Fold::of(scribe.medium());
    scribe.html.markup("</div>").markup(fold.close);
}

/// Returns what captions say as a text to read: a new paragraph after a silence, with another speaker, and at the end
/// of a sentence where it grows long. Captions that roll up say their lines twice; the text says them once.
fn paragraphs(cues: &[Cue]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let (mut last_line, mut last_end) = ("", 0);
    for cue in cues {
        let lines: Vec<&str> = cue.text.lines().skip_while(|line| *line == last_line).collect();
        let Some(first) = lines.first() else { continue };
        let speaks = first.starts_with(['-', '–', '—'])
            || cue.text.split(": ").next().is_some_and(|name| is_name(name, &cue.text));
        let silent = cue.from.saturating_sub(last_end) >= SILENCE;
        let full = paragraphs.last().is_some_and(|text| text.len() > LONG && text.ends_with(['.', '!', '?', '…']));
        let words = lines.join(" ");
        match paragraphs.last_mut().filter(|_| !(speaks || silent || full)) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(&words);
            }
            None => paragraphs.push(words),
        }
        last_line = cue.text.lines().last().unwrap_or("");
        last_end = cue.to;
    }
    paragraphs
}

/// Tells whether a cue opens with a speaker's name and a colon.
fn is_name(start: &str, text: &str) -> bool {
    start.len() < text.len() && start.len() < 40 && start.split(' ').count() <= 3 && !start.contains(['.', ',', '\n'])
}

#[cfg(test)]
mod tests {
    use super::{clock, paragraphs};
    use crate::model::{Cue, CuePlace};

    fn check(cues: &[(u32, u32, &str)], expected: &[&str]) {
        let cue = |(from, to, text): &(u32, u32, &str)| Cue {
            from: *from,
            to: *to,
            text: (*text).into(),
            span: crate::span::Span::start_of(crate::span::FileId(0)),
            place: CuePlace::default(),
        };
        assert_eq!(paragraphs(&cues.iter().map(cue).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn captions_become_a_text_to_read() {
        check(
            &[(0, 1000, "It begins\nwith a box"), (1200, 2000, "in three parts."), (9000, 9900, "A year later")],
            &["It begins with a box in three parts.", "A year later"],
        );
        check(
            &[(0, 1000, "Jane: Good morning."), (1000, 2000, "John: Morning."), (2000, 3000, "- And you?")],
            &["Jane: Good morning.", "John: Morning.", "- And you?"],
        );
    }

    #[test]
    fn captions_that_roll_up_are_said_once() {
        check(
            &[(0, 10, "yeah"), (10, 20, "yeah\nwhat"), (20, 30, "what"), (30, 40, "what\nthis")],
            &["yeah what this"],
        );
    }

    #[test]
    fn times_are_written_as_players_write_them() {
        assert_eq!([clock(7), clock(133), clock(3733)], ["0:07", "2:13", "1:02:13"]);
    }
}
