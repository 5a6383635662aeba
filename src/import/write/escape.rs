//! Words that come back from Markdown as the same words.
//!
//! Every sign that could mean something where it stands gets a `\` (CommonMark 0.31, section 2.4); what means
//! something only where a line begins gets it only there, so that the text stays readable to its author.

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph.
    Paragraph,
    /// In a heading, where braces are attributes and number signs may end it.
    Heading,
    /// In a cell of a table.
    Cell,
    /// In the opening line of a fenced block.
    Summary,
}

/// Returns `text` as Markdown. Line ends and other white space become single spaces; signs that no text shows vanish.
pub(super) fn text(text: &str, place: Place) -> String {
    let letters: Vec<char> = spaced(text).chars().collect();
    let mut told = String::with_capacity(text.len() + 8);
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1).copied();
        if place == Place::Summary && matches!(letter, '{' | '}') {
            told.push_str(if letter == '{' { "&#123;" } else { "&#125;" });
            continue;
        }
        if is_meant(letter, before, after, place) {
            told.push('\\');
        }
        told.push(letter);
    }
    told
}

fn is_meant(letter: char, before: Option<char>, after: Option<char>, place: Place) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '$' | '|' | '~' => true,
        '_' => !(is_word(before) && is_word(after)),
        '&' => after.is_none_or(|after| after == '#' || after.is_ascii_alphanumeric()),
        '!' => after.is_none(),
        ':' => before.is_none(),
        '{' | '}' => place == Place::Heading,
        '#' => matches!(place, Place::Heading | Place::Summary),
        _ => false,
    }
}

/// Returns `text` with single spaces and without signs that no text shows; space at its ends stays, as one.
pub(super) fn spaced(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if !told.ends_with(' ') {
                    told.push(' ');
                }
            }
            letter if letter.is_control() || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {}
            letter => told.push(letter),
        }
    }
    told
}

/// Returns a line with a `\` where its beginning would be more than words: a heading, a list, a quotation, a fence.
pub(super) fn line_start(line: String) -> String {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let numbered = (1..=9).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')'));
    if numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    match bytes.first() {
        Some(b'#' | b'>' | b'+' | b'-' | b'=' | b':') => format!("\\{line}"),
        _ => line,
    }
}

/// Returns an alternative of a gap as it stands between `[[` and `]]`.
pub(super) fn gap(text: &str, place: Place) -> String {
    let text = spaced(text);
    let text = text.trim();
    let mut told = String::with_capacity(text.len() + 4);
    for (at, letter) in text.char_indices() {
        let rest = &text[at..];
        let meant = match letter {
            '\\' | '[' | ']' | '`' | '<' | '>' | '*' | '_' | '$' | '~' | '&' | '±' | '!' | '{' | '}' | '#' => true,
            '(' => at == 0,
            '.' => rest.starts_with("..") && !told.ends_with("\\."),
            '|' => {
                // A table takes one of the two for itself.
                if place == Place::Cell {
                    told.push('\\');
                }
                true
            }
            _ => false,
        };
        if meant {
            told.push('\\');
        }
        told.push(letter);
    }
    told
}

/// Returns words in double quotes, as the title of a link or picture.
pub(super) fn quoted(words: &str, place: Place) -> String {
    format!("\"{}\"", text(words.trim(), place).replace('"', "\\\""))
}

/// Returns code in a sentence: in as many backquotes as it needs (CommonMark 0.31, section 6.1).
pub(super) fn code(code: &str, place: Place) -> String {
    let code = spaced(code);
    let mut longest = 0;
    let mut run = 0;
    for letter in code.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let padded = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    let code = if place == Place::Cell { code.replace('|', "\\|") } else { code };
    if code.trim().is_empty() {
        String::new()
    } else if padded {
        format!("{fence} {code} {fence}")
    } else {
        format!("{fence}{code}{fence}")
    }
}
