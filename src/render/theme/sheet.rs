//! The style sheet in two parts, the first rules and the rest: files joined in order, comments and spaces taken out.
//! Colours are custom properties: a browser that knows none of these shows its own, and all text.

use crate::render::theme::palette::Palette;
use std::collections::BTreeMap;

/// What stands between these two in a style file is needed before the rest is there.
const FIRST: &str = "/* first */";
const THEN: &str = "/* then */";

/// Returns what every page brings with it: the colours, and the first rules of the files.
pub(crate) fn first(palette: &Palette, order: &[String], files: &BTreeMap<String, String>) -> String {
    let rules = in_order(order, files).flat_map(|text| text.split(FIRST).skip(1));
    let rules: String = rules.map(|part| tightened(part.split(THEN).next().unwrap_or_default())).collect();
    (palette.css() + &rules).lines().collect()
}

/// Returns what a learner's choice changes in the colours, then the rest of the style files: those of `order`, then
/// the others by name.
pub(crate) fn join(palette: &Palette, order: &[String], files: &BTreeMap<String, String>) -> String {
    let rest = |text: &String| -> String {
        let parts = text.split(FIRST).enumerate();
        parts.filter_map(|(at, part)| if at == 0 { Some(part) } else { Some(part.split_once(THEN)?.1) }).collect()
    };
    let rules: String = in_order(order, files).map(|text| tightened(&rest(text))).collect();
    palette.chosen_css() + &rules
}

fn in_order<'a>(order: &'a [String], files: &'a BTreeMap<String, String>) -> impl Iterator<Item = &'a String> {
    let listed = order.iter().filter_map(|name| files.get(name));
    listed.chain(files.iter().filter(|(name, _)| !order.contains(name)).map(|(_, text)| text))
}

/// Returns rules in which the colours of the light scheme are written out.
pub(crate) fn literal(palette: &Palette, css: &str) -> String {
    let mut parts = css.split("var(--");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(')').unwrap_or((part, ""));
        out.push_str(palette.light_value(name).as_deref().unwrap_or("inherit"));
        out.push_str(rest);
    }
    tightened(&out)
}

/// Takes out comments and the spaces that say nothing; what stands in quotes stays.
pub(crate) fn tightened(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut letters = css.chars().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        if let Some(end) = quote {
            out.push(letter);
            if letter == '\\' {
                out.extend(letters.next());
            } else if letter == end {
                quote = None;
            }
            continue;
        }
        match letter {
            '"' | '\'' => {
                quote = Some(letter);
                out.push(letter);
            }
            '/' if letters.peek() == Some(&'*') => {
                letters.next();
                let mut last = ' ';
                for letter in letters.by_ref() {
                    if last == '*' && letter == '/' {
                        break;
                    }
                    last = letter;
                }
            }
            letter if letter.is_whitespace() => {
                while letters.peek().is_some_and(|next| next.is_whitespace()) {
                    letters.next();
                }
                let after_mark = out.ends_with(['{', '}', ';', ',', ':']) || out.is_empty();
                let before_mark = letters.peek().is_none_or(|next| ['{', '}', ';', ','].contains(next));
                if !after_mark && !before_mark {
                    out.push(' ');
                }
            }
            '}' => {
                while out.ends_with(';') {
                    out.pop();
                }
                out.push('}');
            }
            '>' => {
                if out.ends_with(' ') {
                    out.pop();
                }
                out.push('>');
                while letters.peek().is_some_and(|next| next.is_whitespace()) {
                    letters.next();
                }
            }
            letter => out.push(letter),
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::{first, join, tightened};
    use crate::render::theme::palette::Palette;
    use std::collections::BTreeMap;

    #[test]
    fn spaces_and_comments_go_and_quotes_stay() {
        assert_eq!(
            tightened(
                "/* a */ .a > .b ,\n.c { color : red; content: \"a  /* b */\"; }\n@media (min-width: 1px) and (x) { a { b: c } }"
            ),
            ".a>.b,.c{color :red;content:\"a  /* b */\"}@media (min-width:1px) and (x){a{b:c}}\n"
        );
        assert_eq!(tightened(".a :hover{}"), ".a :hover{}\n");
    }

    #[test]
    fn the_first_rules_stand_apart_from_the_rest() {
        let given = ["accent", "ink", "paper", "support"].map(|name| (name.to_owned(), "#000".to_owned()));
        let mut given = BTreeMap::from(given);
        given.insert("paper".into(), "#fff".into());
        let palette = Palette::new(&given, &BTreeMap::new()).unwrap();
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let files = BTreeMap::from([
            file("a", "a { b: c }\n/* first */ p { color: var(--ink) }\n/* then */\nd { e: f }"),
            file("b", "g { h: i }"),
        ]);
        let order = ["b".to_owned()];
        assert!(first(&palette, &order, &files).ends_with("p{color:var(--ink)}"));
        assert!(join(&palette, &order, &files).ends_with("g{h:i}\na{b:c}d{e:f}\n"));
    }
}
