//! HTML that is escaped by construction: markup comes from the program's own text, all else is escaped.

use std::fmt::Write as _;

/// A piece of HTML that grows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Html(String);

/// HTML that is known to be sound: made by [`Html`], by a template, or by a writer of markup that we trust.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Markup(pub(crate) String);

impl Html {
    /// Makes room for about `more` bytes.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// Adds markup of the program's own.
    pub(crate) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds sound HTML.
    pub(crate) fn sound(&mut self, markup: &Markup) -> &mut Self {
        self.0.push_str(&markup.0);
        self
    }

    /// Adds words.
    pub(crate) fn text(&mut self, words: &str) -> &mut Self {
        escape(words, &mut self.0);
        self
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        write!(self.0, "{}", number.into()).expect("a String takes everything");
        self
    }

    /// Adds ` name="value"`.
    pub(crate) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        escape(value, &mut self.0);
        self.0.push('"');
        self
    }

    /// Adds ` name="value"` where there is a value.
    pub(crate) fn attribute_if(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.attribute(name, value);
        }
        self
    }

    /// Adds ` name="number"`.
    pub(crate) fn attribute_number(&mut self, name: &'static str, value: impl Into<u64>) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        write!(self.0, "=\"{}\"", value.into()).expect("a String takes everything");
        self
    }

    /// Returns the HTML and leaves an empty piece.
    pub(crate) fn take(&mut self) -> Markup {
        Markup(std::mem::take(&mut self.0))
    }
}

/// Adds `words` with `& < > " '` as entities, and without the control characters that HTML forbids.
pub(crate) fn escape(words: &str, out: &mut String) {
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = special(&words.as_bytes()[at..]) {
        let byte = words.as_bytes()[at + found];
        at += found + 1;
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\t' | b'\n' => continue,
            _ => "",
        };
        out.push_str(&words[start..at - 1]);
        out.push_str(entity);
        start = at;
    }
    out.push_str(&words[start..]);
}

/// Returns the place of the first byte that may not stay as it is. Most of a page is none: it is looked at in pieces.
fn special(bytes: &[u8]) -> Option<usize> {
    const PIECE: usize = 32;
    let is_special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..0x20 | 0x7f);
    let plain = bytes.chunks(PIECE).take_while(|piece| !piece.iter().fold(false, |any, byte| any | is_special(byte)));
    let from = plain.map(<[u8]>::len).sum::<usize>();
    bytes[from..].iter().position(is_special).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn every_byte_is_looked_at() {
        for length in 0..70 {
            let before = "ө".repeat(length);
            for (sign, entity) in [("&", "&amp;"), ("\u{1}", ""), ("\n", "\n"), ("\u{7f}'", "&#39;")] {
                let mut out = String::new();
                super::escape(&format!("{before}{sign}{before}{sign}"), &mut out);
                assert_eq!(out, format!("{before}{entity}{before}{entity}"));
            }
        }
    }

    #[test]
    fn words_cannot_become_markup() {
        let mut html = Html::default();
        html.markup("<p").attribute("title", "a\"b' onx=1>").markup(">").text("<b>&\u{0}\u{8}ө</b>").markup("</p>");
        assert_eq!(html.take().0, "<p title=\"a&quot;b&#39; onx=1&gt;\">&lt;b&gt;&amp;ө&lt;/b&gt;</p>");
    }
}
