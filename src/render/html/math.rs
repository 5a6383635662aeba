//! Mathematics: TeX to MathML; a formula that cannot be read stands as its TeX.

use crate::render::html::scribe::Scribe;
use crate::render::html::writer::{Markup, escape};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Event, Parser, RenderConfig, Storage, push_mathml};

/// How a formula is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// In a sentence.
    Inline,
    /// On its own lines.
    Display,
}

/// Writes a formula.
pub(crate) fn math(scribe: &mut Scribe<'_>, tex: &str, setting: Setting) {
    match mathml(tex, setting) {
        Some(markup) => scribe.html.sound(&markup),
        None => scribe.html.markup("<code class=\"tex\">").text(tex).markup("</code>"),
    };
}

fn mathml(tex: &str, setting: Setting) -> Option<Markup> {
    let storage = Storage::new();
    let events: Vec<Event<'_>> = Parser::new(tex, &storage).collect::<Result<_, _>>().ok()?;
    let display_mode = match setting {
        Setting::Inline => DisplayMode::Inline,
        Setting::Display => DisplayMode::Block,
    };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut written = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut written, events, config).ok()?;
    let rest = written.strip_prefix("<math")?;
    let mut markup = String::from("<math alttext=\"");
    escape(tex.trim(), &mut markup);
    markup.push('"');
    push_sound(rest, &mut markup);
    Some(Markup(markup))
}

/// Adds markup with the signs `<` and `&` as entities where they are operators: the writer escapes words alone.
fn push_sound(written: &str, out: &mut String) {
    for (at, letter) in written.char_indices() {
        let rest = &written[at + letter.len_utf8()..];
        let begins = |text: &str| text.starts_with(|next: char| next.is_ascii_alphabetic());
        match letter {
            '<' if !begins(rest.strip_prefix('/').unwrap_or(rest)) => out.push_str("&lt;"),
            '&' if !is_entity(rest) => out.push_str("&amp;"),
            letter => out.push(letter),
        }
    }
}

fn is_entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or("");
    name.len() < rest.len() && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::{Setting, mathml};

    #[test]
    fn a_formula_carries_its_tex() {
        let markup = mathml("\\frac{1}{3} < x", Setting::Inline).unwrap().0;
        assert!(markup.starts_with("<math alttext=\"\\frac{1}{3} &lt; x\""), "{markup}");
        assert!(markup.contains("<mfrac>"), "{markup}");
    }

    #[test]
    fn signs_that_are_operators_are_no_markup() {
        let markup = mathml("a < b \\text{ & <i>} \\& c \\lt d", Setting::Inline).unwrap().0;
        assert!(markup.contains("<mo>&lt;</mo>") && !markup.contains("<<") && !markup.contains("<i>"), "{markup}");
        assert!(!markup.contains("& ") && !markup.contains("&<"), "{markup}");
    }

    #[test]
    fn what_is_no_formula_is_none() {
        assert_eq!(mathml("\\frac{1", Setting::Inline), None);
        assert_eq!(mathml("\\nosuchcommand", Setting::Display), None);
    }
}
