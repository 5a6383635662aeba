//! The words of a cue as plain text: tags are taken out, entities become letters, speakers are named.

/// Who spoke last: a speaker is named only when another one begins.
#[derive(Debug, Default)]
pub(super) struct Speech(String);

/// Returns the words of a cue without markup (WebVTT, section 4.2.2; what SubRip files hold is as good as none).
pub(super) fn plain(text: &str, speech: &mut Speech) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{', '&', '\0']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.as_bytes()[0] {
            b'<' => tag(rest, &mut words, speech),
            b'{' => override_code(rest, &mut words),
            b'&' => entity(rest, &mut words),
            _ => &rest[1..],
        };
    }
    words.push_str(rest);
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Takes out the tag at the start of `text`; a `<` that begins none is a letter. Returns what follows.
fn tag<'a>(text: &'a str, words: &mut String, speech: &mut Speech) -> &'a str {
    let begins = text[1..].starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '/');
    let Some(end) = text.find('>').filter(|_| begins) else {
        words.push('<');
        return &text[1..];
    };
    let inner = &text[1..end];
    let (name, speaker) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let speaker = speaker.trim();
    if name.split('.').next() == Some("v") && !speaker.is_empty() && speaker != speech.0 {
        speech.0 = speaker.to_owned();
        words.push_str(speaker);
        words.push_str(": ");
    }
    &text[end + 1..]
}

/// Takes out `{\an8}` and its like, which some programs write into SubRip.
fn override_code<'a>(text: &'a str, words: &mut String) -> &'a str {
    match text.find('}').filter(|_| text[1..].starts_with('\\')) {
        Some(end) => &text[end + 1..],
        None => {
            words.push('{');
            &text[1..]
        }
    }
}

fn entity<'a>(text: &'a str, words: &mut String) -> &'a str {
    const KNOWN: &[(&str, &str)] = &[
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
    ];
    let (name, letter) = KNOWN.iter().copied().find(|(name, _)| text.starts_with(name)).unwrap_or(("&", "&"));
    words.push_str(letter);
    &text[name.len()..]
}

#[cfg(test)]
mod tests {
    use super::{Speech, plain};

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text, &mut Speech::default()), expected, "{text}");
    }

    #[test]
    fn markup_is_taken_out() {
        check("<font color=\"#ff00ff\"><i>Some</i> words</font>", "Some words");
        check("When <00:17.500><c.colorE5E5E5>it hits</c>\n </c>", "When it hits");
        check("{\\an8}Above", "Above");
        check("<b>open", "open");
        check("<script>alert(1)</script>", "alert(1)");
    }

    #[test]
    fn signs_that_are_no_markup_stay() {
        check("2 &lt; 3 &amp;lt; 4", "2 < 3 &lt; 4");
        check("2 < 3 and 4 > 3 {x} R&D", "2 < 3 and 4 > 3 {x} R&D");
        check("a <b", "a <b");
        check("a\0b <", "ab <");
        check("өрх <é>", "өрх <é>");
    }

    #[test]
    fn a_speaker_is_named_when_another_begins() {
        let mut speech = Speech::default();
        assert_eq!(plain("<v Jane Doe>Good morning.</v>", &mut speech), "Jane Doe: Good morning.");
        assert_eq!(plain("<v.loud Jane Doe>Again.", &mut speech), "Again.");
        assert_eq!(plain("<v John>Yes.", &mut speech), "John: Yes.");
        assert_eq!(plain("<v>No name", &mut speech), "No name");
    }
}
