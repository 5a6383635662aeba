//! `media/videos.yaml`: the films of a course that are more than a file, or less.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::locale::Lang;
use crate::model::Localised;
use crate::parse::fields::{Fields, write};
use crate::parse::keys::{Bare, Kind, Rule, Shape, Table, key};
use crate::parse::yaml::{self, Value};
use crate::span::{FileId, Spanned};

/// What `videos.yaml` may say of each film.
pub(crate) const VIDEO: Table = Table {
    name: "video",
    keys: &[
        key("title", "title: {en: An interview}", Kind::Localised),
        key("file", "file: interview.mp4", Kind::Text),
        key("sha256", "sha256: 9f2c…", Kind::Shaped(&SHA256)),
        key("size", "size: 48000000", Kind::Shaped(&SIZE)),
        key("duration", "duration: \"4:12\"", Kind::Shaped(&DURATION)),
        key("url", "url: https://www.youtube.com/watch?v=…", Kind::Text),
        key("captions", "captions: {mn: interview.mn.vtt}", Kind::ByLanguage),
        key("chapters", "chapters: {mn: interview.mn.chapters.vtt}", Kind::ByLanguage),
    ],
    rule: Some(Rule::Either(&["file", "url"])),
};

const SHA256: Shape = Shape {
    code: "video/sha256",
    argument: None,
    fits: |text| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
    pattern: "[0-9A-Fa-f]{64}",
    bare: Bare::Never,
};

const SIZE: Shape = Shape {
    code: "video/size",
    argument: None,
    fits: |text| text.parse::<u64>().is_ok(),
    pattern: r"\+?0*[0-9]{1,19}",
    bare: Bare::Whole(u64::MAX),
};

const DURATION: Shape = Shape {
    code: "video/duration",
    argument: None,
    fits: |text| seconds(text).is_some(),
    pattern: "[0-9]{1,6}(?::(?:0{0,4}[0-5][0-9]|0{0,5}[0-9])){0,2}",
    bare: Bare::Whole(999_999),
};

/// A film of `videos.yaml`, before its paths are looked up.
#[derive(Debug, Clone)]
pub struct Video {
    /// What lessons call it: `video:NAME`.
    pub name: Spanned<String>,
    /// Its title.
    pub title: Localised,
    /// Its file, relative to `media/`.
    pub file: Option<Spanned<String>>,
    /// The SHA-256 of the file, in lower-case hexadecimal digits.
    pub sha256: Option<Spanned<String>>,
    /// The size of the file, in bytes.
    pub size: Option<Spanned<u64>>,
    /// How long it is, in seconds.
    pub duration: Option<Spanned<u32>>,
    /// Its address on the web.
    pub url: Option<Spanned<String>>,
    /// Captions by language, relative to `media/`.
    pub captions: Vec<(Lang, Spanned<String>)>,
    /// Chapters by language, relative to `media/`.
    pub chapters: Vec<(Lang, Spanned<String>)>,
}

/// Reads `videos.yaml`; a bare title is in the language `source`.
pub fn videos_file(file: FileId, text: &str, source: &Lang) -> Diagnosed<Vec<Video>> {
    let node = match yaml::read(file, text, 0..text.len()) {
        Ok(node) => node,
        Err(diagnostic) => return Diagnosed::new(Vec::new(), vec![diagnostic]),
    };
    let mut all = Vec::new();
    let mut videos: Vec<Video> = Vec::new();
    let entries = match &node.value {
        Value::Mapping(entries) => entries.as_slice(),
        Value::Empty => &[],
        Value::Scalar(_) | Value::List(_) => {
            all.push(Diagnostic::error("yaml/not-mapping", node.span).hint(write("interview: {file: interview.mp4}")));
            &[]
        }
    };
    for entry in entries {
        if let Some(before) = videos.iter().find(|video| video.name.value == entry.key.value) {
            let diagnostic = Diagnostic::error("yaml/duplicate-key", entry.key.span).with("key", &entry.key.value);
            all.push(diagnostic.label(before.name.span, Message::new("label/first")));
            continue;
        }
        let fields = Fields::of(&entry.value, &VIDEO, &mut all);
        videos.push(video(entry.key.clone(), &fields, source, &mut all));
    }
    Diagnosed::new(videos, all)
}

fn video(name: Spanned<String>, fields: &Fields<'_>, source: &Lang, all: &mut Vec<Diagnostic>) -> Video {
    let video = Video {
        title: fields.localised("title", source, all),
        file: fields.text("file", all),
        sha256: sha256(fields, all),
        size: size(fields, all),
        duration: duration(fields, all),
        url: fields.text("url", all),
        captions: fields.by_language("captions", all),
        chapters: fields.by_language("chapters", all),
        name,
    };
    if fields.node("file").is_none() && fields.node("url").is_none() {
        let diagnostic = Diagnostic::error("video/nothing", video.name.span).with("name", &video.name.value);
        all.push(diagnostic.hint(write("file: interview.mp4")));
    }
    video
}

fn sha256(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
    fields.text("sha256", all).map(|text| text.map(|digits| digits.to_ascii_lowercase()))
}

fn size(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<Spanned<u64>> {
    let text = fields.text("size", all)?;
    text.value.parse().ok().map(|size| Spanned::new(size, text.span))
}

fn duration(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<Spanned<u32>> {
    let text = fields.text("duration", all)?;
    seconds(&text.value).map(|seconds| Spanned::new(seconds, text.span))
}

/// Returns the seconds of `4:12`, `1:04:12` or `252`.
fn seconds(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split(':').collect();
    let mut total: u32 = 0;
    for (index, part) in parts.iter().enumerate() {
        let digits = !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
        let value: u32 = part.parse().ok().filter(|value| digits && (index == 0 || *value < 60))?;
        total = total.checked_mul(60)?.checked_add(value)?;
    }
    (parts.len() <= 3).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::{seconds, videos_file};
    use crate::locale::Lang;
    use crate::span::FileId;

    fn check(text: &str, expected: &[&str]) {
        let read = videos_file(FileId(0), text, &Lang::english());
        let told: Vec<String> = read
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, &text[diagnostic.span.range()]))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_film_is_read() {
        let text = "interview:\n  title: {da: Interview}\n  file: interview.mp4\n  size: 48000000\n  duration: 4:12\n\
            \x20 url: https://youtu.be/a\n  captions: {mn: interview.mn.vtt}\n";
        check(text, &[]);
        let video = &videos_file(FileId(0), text, &Lang::english()).value[0];
        assert_eq!(video.duration.map(|duration| duration.value), Some(252));
        assert_eq!(video.captions[0].1.value, "interview.mn.vtt");
    }

    #[test]
    fn what_is_wrong_is_told() {
        check("a: {fiel: b.mp4}", &["yaml/unknown-key fiel", "video/nothing a"]);
        check(
            "a: {file: b.mp4, sha256: 12, size: big, duration: long}",
            &["video/sha256 12", "video/size big", "video/duration long"],
        );
        check("a: {url: x}\na: {url: y}", &["yaml/duplicate-key a"]);
        check("a: {url: x, captions: b.vtt}", &["yaml/not-by-language b.vtt"]);
        check("[a]", &["yaml/not-mapping [a]"]);
    }

    #[test]
    fn durations_are_counted() {
        for (text, expected) in
            [("4:12", Some(252)), ("1:00:01", Some(3601)), ("75", Some(75)), ("1:99", None), (":", None)]
        {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
