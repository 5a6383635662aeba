//! Formulas in running words: `\(…\)`, `\[…\]` and `$$…$$`, as Moodle's and MathJax's filters read them.

use crate::import::imported::Inline;

/// Adds words to a sentence, formulas in them as such.
pub(super) fn push_words(words: &str, sentence: &mut Vec<Inline>) {
    let mut rest = words;
    while let Some((before, tex, after)) = next_formula(rest) {
        push_text(before, sentence);
        sentence.push(Inline::Math(tex.trim().to_owned()));
        rest = after;
    }
    push_text(rest, sentence);
}

fn push_text(words: &str, sentence: &mut Vec<Inline>) {
    match sentence.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline::Text(before)) => before.push_str(words),
        _ => sentence.push(Inline::Text(words.to_owned())),
    }
}

fn next_formula(words: &str) -> Option<(&str, &str, &str)> {
    let marks = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
    let found = marks.iter().filter_map(|(open, close)| {
        let start = words.find(open)?;
        let inner = &words[start + open.len()..];
        let end = inner.find(close)?;
        let tex = &inner[..end];
        (!tex.trim().is_empty() && !tex.contains('$')).then(|| (start, tex, &inner[end + close.len()..]))
    });
    let (start, tex, after) = found.min_by_key(|(start, ..)| *start)?;
    Some((&words[..start], tex, after))
}

#[cfg(test)]
mod tests {
    use super::push_words;
    use crate::import::imported::Inline;

    #[test]
    fn formulas_are_found_in_words() {
        let check = |words: &str, expected: &[Inline]| {
            let mut sentence = Vec::new();
            push_words(words, &mut sentence);
            assert_eq!(sentence, expected, "{words}");
        };
        let text = |words: &str| Inline::Text(words.to_owned());
        let math = |tex: &str| Inline::Math(tex.to_owned());
        check("a \\(x^2\\) b $$y$$", &[text("a "), math("x^2"), text(" b "), math("y")]);
        check("5 $ and \\( open", &[text("5 $ and \\( open")]);
        check("", &[]);
    }
}
