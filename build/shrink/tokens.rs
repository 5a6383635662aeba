//! A script cut into words, strings, patterns and signs.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name, or a word of the language.
    Word,
    /// A number.
    Number,
    /// A string or a pattern.
    Literal,
    /// Anything else, each sign alone; and a licence.
    Sign,
}

/// A piece of a script that means something by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// As it is written.
    pub(crate) text: &'a str,
}

/// Cuts a script into tokens; nothing where it holds what we do not know.
pub(crate) fn tokens(script: &str) -> Option<Vec<Token<'_>>> {
    let bytes = script.as_bytes();
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &script[at..];
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        if rest.starts_with("/*") {
            let length = rest.find("*/")? + 2;
            // A licence goes where its code goes.
            if rest.starts_with("/*!") {
                tokens.push(Token { kind: Kind::Sign, text: &rest[..length] });
            }
            at += length;
            continue;
        }
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let (kind, length) = match bytes[at] {
            b'\'' | b'"' => (Kind::Literal, quoted(rest, bytes[at])?),
            b'/' if starts_pattern(tokens.last()) => (Kind::Literal, pattern(rest)?),
            byte if is_word(byte) && !byte.is_ascii_digit() => (Kind::Word, run(rest, is_word)),
            byte if byte.is_ascii_digit() => (Kind::Number, run(rest, |byte| is_word(byte) || byte == b'.')),
            _ if rest.starts_with("=>") => (Kind::Sign, 2),
            byte if byte.is_ascii() && byte != b'`' => (Kind::Sign, 1),
            _ => return None,
        };
        tokens.push(Token { kind, text: &rest[..length] });
        at += length;
    }
    Some(tokens)
}

/// Tells whether a letter belongs to a name or a word.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

fn run(rest: &str, belongs: impl Fn(u8) -> bool) -> usize {
    rest.bytes().position(|byte| !belongs(byte)).unwrap_or(rest.len())
}

fn quoted(rest: &str, quote: u8) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether a slash after `before` begins a pattern and does not divide.
fn starts_pattern(before: Option<&Token<'_>>) -> bool {
    before.is_none_or(|token| match token.kind {
        Kind::Sign => !matches!(token.text, ")" | "]" | "}"),
        Kind::Word => matches!(token.text, "return" | "typeof" | "case" | "in" | "of"),
        Kind::Number | Kind::Literal => false,
    })
}

fn pattern(rest: &str) -> Option<usize> {
    let mut escaped = false;
    let mut in_class = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Some(at + 1 + run(&rest[at + 1..], |flag| flag.is_ascii_lowercase())),
            b'\n' => return None,
            _ => {}
        }
    }
    None
}
