//! The text of a GIFT file, parted into questions.

/// The signs that a `\` makes ordinary, and what stands for them until the file is parted.
const ESCAPED: &[(char, char)] = &[
    ('~', '\u{f0000}'),
    ('=', '\u{f0001}'),
    ('#', '\u{f0002}'),
    ('{', '\u{f0003}'),
    ('}', '\u{f0004}'),
    (':', '\u{f0005}'),
    ('\\', '\u{f0006}'),
    ('n', '\u{f0007}'),
];

/// What a `\n` stands for once signs are restored: a line end that is meant.
pub(super) const LINE: char = '\n';

/// One question, or a category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line that it begins in, from 1.
    pub(super) line: usize,
    /// `$CATEGORY:` and what follows; then there is nothing else.
    pub(super) category: Option<String>,
    /// What stands between `::` and `::`.
    pub(super) title: Option<String>,
    /// What stands before the braces.
    pub(super) before: String,
    /// What stands in them; nothing where there are none.
    pub(super) inside: Option<String>,
    /// What stands behind them.
    pub(super) after: String,
}

/// Returns the questions and categories of a file, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut lines: Vec<(usize, String)> = Vec::new();
    let all: Vec<String> = text.lines().map(set_aside).collect();
    for (at, line) in all.iter().enumerate() {
        let bare = line.trim();
        if bare.starts_with("//") {
            continue;
        }
        if let Some(category) = bare.strip_prefix("$CATEGORY:") {
            end(&mut lines, &mut found);
            found.push(Piece { line: at + 1, category: Some(restored(category.trim())), ..Piece::default() });
        } else if !bare.is_empty() {
            lines.push((at + 1, line.clone()));
        } else if !goes_on(&lines, &all[at..]) {
            end(&mut lines, &mut found);
        }
    }
    end(&mut lines, &mut found);
    found
}

/// Tells whether a question goes on behind a blank line: its braces are open and are closed by what follows.
fn goes_on(lines: &[(usize, String)], rest: &[String]) -> bool {
    let count = |sign: char| lines.iter().map(|(_, line)| line.matches(sign).count()).sum::<usize>();
    if count('{') <= count('}') {
        return false;
    }
    let next = rest.iter().flat_map(|line| line.chars()).find(|letter| matches!(letter, '{' | '}'));
    let titled = rest.iter().find(|line| !line.trim().is_empty()).is_some_and(|line| line.trim().starts_with("::"));
    next == Some('}') && !titled
}

fn end(lines: &mut Vec<(usize, String)>, found: &mut Vec<Piece>) {
    let Some((line, _)) = lines.first() else { return };
    let line = *line;
    let text: Vec<String> = lines.drain(..).map(|(_, line)| line).collect();
    found.push(piece(&text.join(" "), line));
}

fn piece(text: &str, line: usize) -> Piece {
    let mut piece = Piece { line, ..Piece::default() };
    let mut rest = text.trim();
    if let Some(titled) = rest.strip_prefix("::")
        && let Some((title, after)) = titled.split_once("::")
    {
        piece.title = Some(title.trim().to_owned());
        rest = after;
    }
    let open = rest.find('{');
    let inside = open.and_then(|open| rest[open + 1..].rfind('}').map(|close| (open, open + 1 + close)));
    match inside {
        Some((open, close)) => {
            piece.before = rest[..open].to_owned();
            piece.inside = Some(rest[open + 1..close].trim().to_owned());
            piece.after = rest[close + 1..].to_owned();
        }
        None => piece.before = rest.to_owned(),
    }
    piece
}

/// Returns a line with its escaped signs set aside.
fn set_aside(line: &str) -> String {
    let mut told = String::with_capacity(line.len());
    let mut letters = line.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letters
            .peek()
            .filter(|_| letter == '\\')
            .and_then(|next| ESCAPED.iter().find(|(sign, _)| sign == next).map(|(_, stand_in)| *stand_in));
        match escaped {
            Some(stand_in) => {
                letters.next();
                told.push(stand_in);
            }
            None if ESCAPED.iter().any(|(_, stand_in)| *stand_in == letter) => {}
            None => told.push(letter),
        }
    }
    told
}

/// Returns a text with its escaped signs as themselves.
pub(super) fn restored(text: &str) -> String {
    let sign = |letter: char| match ESCAPED.iter().find(|(_, stand_in)| *stand_in == letter) {
        Some(('n', _)) => LINE,
        Some((sign, _)) => *sign,
        None => letter,
    };
    text.chars().map(sign).collect()
}

/// Parts `[html]` and its like from the text behind it.
pub(super) fn split_format(text: &str) -> (Option<&str>, &str) {
    let known = ["html", "markdown", "plain", "moodle"];
    let found = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match found.filter(|(name, _)| known.contains(name)) {
        Some((name, rest)) => (Some(name), rest.trim_start()),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::{pieces, restored};

    #[test]
    fn a_file_is_parted_at_blank_lines() {
        let text =
            "// a comment\n$CATEGORY: $course$/top/A\n\n::T\\: x:: Who {=a\n\n~b}\n\nNo braces\nhere\n\n{=c} tail.";
        let found = pieces(text);
        assert_eq!(found.len(), 4);
        assert_eq!(found[0].category.as_deref(), Some("$course$/top/A"));
        assert_eq!((found[1].line, restored(found[1].title.as_ref().unwrap()).as_str()), (4, "T: x"));
        assert_eq!((found[1].before.as_str(), found[1].inside.as_deref()), (" Who ", Some("=a ~b")));
        assert_eq!((found[2].before.as_str(), found[2].inside.as_deref()), ("No braces here", None));
        assert_eq!((found[3].inside.as_deref(), found[3].after.as_str()), (Some("=c"), " tail."));
    }

    #[test]
    fn escaped_signs_are_words() {
        let found = pieces("a \\{b\\} \\= \\\\ \\q {=x\\~y\\#z}");
        assert_eq!(restored(&found[0].before), "a {b} = \\ \\q ");
        assert_eq!(restored(found[0].inside.as_ref().unwrap()), "=x~y#z");
    }

    #[test]
    fn an_open_brace_does_not_eat_what_follows() {
        let found = pieces("a {=b\n\n::c:: d {=e}\n\nf {=g}");
        assert_eq!(found.len(), 3);
    }
}
