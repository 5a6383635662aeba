//! The tables of keys: what an author may write in a file, once for the reader and for editors.
//!
//! Each file's reader keeps its [`Table`] beside it. `parse/fields.rs` reads by it; a JSON Schema is written from it
//! (`editor/schema.rs`), so that what an editor accepts is what the program accepts.

/// The keys of one mapping.
#[derive(Debug)]
pub(crate) struct Table {
    /// What the mapping is; its keys are described in the section `schema` of the catalogs, as `schema.NAME.KEY`.
    pub(crate) name: &'static str,
    /// The keys.
    pub(crate) keys: &'static [Key],
    /// What holds of several keys together.
    pub(crate) rule: Option<Rule>,
}

/// Returns the table `name` of these keys.
pub(crate) const fn table(name: &'static str, keys: &'static [Key]) -> Table {
    Table { name, keys, rule: None }
}

/// A key that an author may write, and how it looks with a value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// The key.
    pub(crate) name: &'static str,
    /// What can be typed: `minutes: 15`.
    pub(crate) example: &'static str,
    /// What its value is.
    pub(crate) kind: Kind,
    /// Whether the mapping is nothing without it.
    pub(crate) needed: bool,
}

/// Returns the key `name`, of which `example` shows the use.
pub(crate) const fn key(name: &'static str, example: &'static str, kind: Kind) -> Key {
    Key { name, example, kind, needed: false }
}

impl Key {
    /// Returns the key as one that must be there.
    pub(crate) const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }
}

/// What the value of a key is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// Words of a certain form.
    Shaped(&'static Shape),
    /// A whole number.
    Number {
        /// The least.
        from: u32,
        /// The greatest; a power of ten.
        to: u32,
    },
    /// A size in bytes, as `50 MB`.
    Size,
    /// Yes or no.
    Flag,
    /// A list of words.
    Texts,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The tag of a language.
    Language,
    /// A list of languages.
    Languages,
    /// Words, or words by language.
    Localised,
    /// Words by language.
    ByLanguage,
    /// One of these words for each code of what is told.
    ByCode(&'static [&'static str]),
    /// A mapping.
    Mapping(&'static Table),
    /// A mapping, or a list of such.
    OneOrMore(&'static Table),
    /// A list of mappings.
    Mappings(&'static Table),
    /// A list of words, each of which may be a mapping instead.
    WordsOr(&'static Table),
}

/// The form of a text.
#[derive(Debug)]
pub(crate) struct Shape {
    /// What is told of a text of another form.
    pub(crate) code: &'static str,
    /// The name under which the message says that text, where it does.
    pub(crate) argument: Option<&'static str>,
    /// Tells whether a text has the form.
    pub(crate) fits: fn(&str) -> bool,
    /// The same as a regular expression (ECMA-262), without the borders of the text.
    pub(crate) pattern: &'static str,
    /// What YAML takes for no text, and has the form all the same.
    pub(crate) bare: Bare,
}

/// What a text is that stands without quotation marks and looks like a number or a truth value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bare {
    /// Never of the form.
    Never,
    /// Numbers that are not below 0, and truth values.
    Words,
    /// Whole numbers that are not below 0, and truth values.
    Ids,
    /// Whole numbers and truth values.
    Signed,
    /// Whole numbers from 0 to this one.
    Whole(u64),
}

/// What holds of several keys together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// One of these keys has a value, or more.
    Either(&'static [&'static str]),
    /// Where `key` is `word`, or is not there and `list` is, `list` holds something.
    ListFor {
        /// The key that says what the mapping is.
        key: &'static str,
        /// The word with which it needs the list.
        word: &'static str,
        /// The list.
        list: &'static str,
    },
}

/// Tells whether a text is an address on the web.
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace))
}

/// [`is_web_address`] as a pattern.
pub(crate) const WEB_ADDRESS: &str = r"https?://[^\/\s]\S*";
