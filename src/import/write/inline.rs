//! Sentences → Markdown.

use crate::import::imported::{Address, Block, Gap, Inline, Picture, Target, one_line, plain};
use crate::import::write::escape::{self, Place, line_start};
use crate::import::write::places::Places;

/// How deep markup in a sentence may be nested; what is deeper keeps its words.
const DEEPEST: usize = 12;

/// What sentences need to know of the page around them.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The name of each picture, film, sound and download in the course's media folder.
    pub(super) media: &'a [String],
    /// Where links inside the import lead.
    pub(super) places: &'a Places,
    /// Where the page stands, below the language's folder.
    pub(super) path: &'a str,
    /// The words for true and false.
    pub(super) truth: [&'a str; 2],
    /// The footnotes so far; they stand at the end of the page.
    pub(super) notes: Vec<Vec<Block>>,
}

/// Returns a sentence as Markdown; after a line break the next line begins at the left.
pub(super) fn inlines(content: &[Inline], place: Place, page: &mut Page<'_>) -> String {
    let mut sentence = Sentence { told: String::new(), place, page, in_link: false, depth: 0 };
    sentence.all(content);
    let told = sentence.told;
    let trimmed = told.trim_matches(' ');
    if place != Place::Paragraph {
        return trimmed.trim_end_matches("<br>").trim_matches(' ').to_owned();
    }
    let mut lines: Vec<String> =
        trimmed.split('\n').map(|line| line_start(line.trim_matches(' ').to_owned())).collect();
    // A line of nothing but its break would end the paragraph.
    lines.retain(|line| !line.is_empty() && line != "\\");
    let mut told = lines.join("\n");
    if ends_in_break(&told) {
        told.pop();
    }
    told
}

/// Tells whether the last `\` is a line break and no escaped one.
fn ends_in_break(told: &str) -> bool {
    told.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

struct Sentence<'a, 'b> {
    told: String,
    place: Place,
    page: &'a mut Page<'b>,
    in_link: bool,
    depth: usize,
}

impl Sentence<'_, '_> {
    fn all(&mut self, content: &[Inline]) {
        for (at, inline) in content.iter().enumerate() {
            self.one(inline, content.get(at + 1));
        }
    }

    fn one(&mut self, inline: &Inline, next: Option<&Inline>) {
        match inline {
            Inline::Text(words) => self.words(words, next),
            Inline::Code(code) => {
                // Backquotes that touch would be one longer run.
                if self.told.ends_with('`') {
                    self.told.push(' ');
                }
                self.told.push_str(&escape::code(code, self.place));
            }
            Inline::Math(tex) => self.math(tex, next),
            Inline::Emphasis(inner) => self.wrapped(inner, "*", "em", next),
            Inline::Strong(inner) => self.wrapped(inner, "**", "strong", next),
            Inline::Strikethrough(inner) => self.wrapped(inner, "~~", "del", next),
            Inline::Superscript(inner) => self.wrapped(inner, "", "sup", next),
            Inline::Subscript(inner) => self.wrapped(inner, "", "sub", next),
            Inline::Link { target, content } => self.link(target, content),
            Inline::Anchor(name) => self.anchor(name),
            Inline::Media(picture) => self.told.push_str(&self::picture(picture, self.place, self.page)),
            Inline::Note(blocks) => self.note(blocks),
            Inline::Gap(gap) => self.told.push_str(&gap_text(gap, self.place)),
            Inline::Break => match self.place {
                Place::Paragraph => {
                    let length = self.told.trim_end_matches(' ').len();
                    self.told.truncate(length);
                    if !self.told.is_empty() && !self.told.ends_with('\n') {
                        self.told.push_str("\\\n");
                    }
                }
                Place::Cell if !self.told.is_empty() => self.told.push_str("<br>"),
                _ => self.told.push(' '),
            },
        }
    }

    fn words(&mut self, words: &str, next: Option<&Inline>) {
        let told = escape::text(words, self.place);
        let told = match next {
            // Nothing follows that an `!` could make a picture of.
            None | Some(Inline::Text(_)) => told.strip_suffix("\\!").map_or(told.clone(), |rest| format!("{rest}!")),
            Some(_) => told,
        };
        let at_start = self.told.is_empty() || self.told.ends_with(['\n', ' ']);
        self.told.push_str(if at_start { told.trim_start_matches(' ') } else { &told });
    }

    fn math(&mut self, tex: &str, next: Option<&Inline>) {
        let tex = escape::spaced(tex);
        let tex = tex.trim();
        let tex = if self.place == Place::Cell { tex.replace('|', "\\vert ") } else { tex.to_owned() };
        let digit = |words: &str| words.starts_with(|letter: char| letter.is_ascii_digit());
        let followed = matches!(next, Some(Inline::Text(words)) if digit(words));
        let alone = !self.told.ends_with(['$', '\\']) && !followed && !matches!(next, Some(Inline::Math(_)));
        if tex.is_empty() {
        } else if alone && is_plain_tex(&tex) {
            self.told.push_str(&format!("${tex}$"));
        } else {
            self.one(&Inline::Code(tex), None);
        }
    }

    fn wrapped(&mut self, inner: &[Inline], mark: &str, tag: &str, next: Option<&Inline>) {
        if self.depth >= DEEPEST {
            self.all(inner);
            return;
        }
        let outside = std::mem::take(&mut self.told);
        self.depth += 1;
        // Something that stands before it: whether a line begins here is settled outside.
        self.told.push('\u{1}');
        self.all(inner);
        self.depth -= 1;
        let inside = std::mem::replace(&mut self.told, outside);
        let inside = &inside[1..];
        let words = inside.trim_matches([' ', '\n']);
        if words.is_empty() || words == "\\" {
            self.told.push_str(inside);
            return;
        }
        let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let marked = !mark.is_empty()
            && word(words.chars().next())
            && (word(words.chars().next_back()) || (words.ends_with(['.', '!', '?', ',', ':']) && self.is_free(next)))
            && !self.told.ends_with(['*', '~', '_'])
            && !words.contains('\n');
        if inside.starts_with(' ') && !self.told.ends_with(' ') {
            self.told.push(' ');
        }
        let words = if ends_in_break(words) { &words[..words.len() - 1] } else { words };
        match marked {
            true => self.told.push_str(&format!("{mark}{words}{mark}")),
            false => self.told.push_str(&format!("<{tag}>{words}</{tag}>")),
        }
        if inside.ends_with(' ') {
            self.told.push(' ');
        }
    }

    /// Tells whether a mark that ends here ends its words whatever they are: a space or the end of the text follows.
    fn is_free(&self, next: Option<&Inline>) -> bool {
        match next {
            None => self.depth == 0,
            Some(Inline::Text(words)) => words.starts_with([' ', '\n']),
            Some(Inline::Break) => true,
            Some(_) => false,
        }
    }

    fn link(&mut self, target: &Target, content: &[Inline]) {
        if self.in_link || self.depth >= DEEPEST {
            self.all(content);
            return;
        }
        let outside = std::mem::take(&mut self.told);
        (self.in_link, self.depth) = (true, self.depth + 1);
        let place = self.place;
        self.place = one_line_place(place);
        self.told.push('\u{1}');
        self.all(content);
        (self.in_link, self.depth, self.place) = (false, self.depth - 1, place);
        let inside = std::mem::replace(&mut self.told, outside);
        let mut words = inside[1..].trim().to_owned();
        let address = match target {
            Target::Web(address) => address_text(address),
            Target::Media(media) => match self.page.media.get(media.0) {
                Some(name) => format!("media/{name}"),
                None => return self.told.push_str(&words),
            },
            Target::Place(name) => match self.page.places.address(self.page.path, name) {
                Some(address) => address,
                None => return self.told.push_str(&words),
            },
        };
        if words.is_empty() {
            words = escape::text(address.rsplit('/').find(|part| !part.is_empty()).unwrap_or("…"), place);
        }
        self.told.push_str(&format!("[{words}]({address})"));
    }

    /// Writes a place that links lead to. That of a heading is its id.
    fn anchor(&mut self, name: &str) {
        if self.in_link || !matches!(self.place, Place::Paragraph | Place::Cell) {
            return;
        }
        if let Some(id) = self.page.places.id(name) {
            self.told.push_str(&format!("<span id=\"{id}\"></span>"));
        }
    }

    fn note(&mut self, blocks: &[Block]) {
        // A footnote in a footnote, in a link or in a heading would not be found: its words stand in parentheses.
        if self.in_link || matches!(self.place, Place::Heading | Place::Summary) {
            let words = plain(&one_line(blocks));
            self.words(&format!(" ({})", words.trim()), None);
            return;
        }
        self.page.notes.push(blocks.to_vec());
        self.told.push_str(&format!("[^{}]", self.page.notes.len()));
    }
}

/// A link's words are one line wherever it stands.
fn one_line_place(place: Place) -> Place {
    match place {
        Place::Paragraph => Place::Heading,
        place => place,
    }
}

/// Tells whether braces and signs in a formula cannot be read as anything else.
fn is_plain_tex(tex: &str) -> bool {
    !tex.contains(['$', '`', '<']) && !tex.ends_with('\\')
}

fn address_text(address: &Address) -> String {
    // `&copy;` in an address would be read as a sign.
    address.as_str().replace('&', "&amp;").replace('*', "%2A")
}

/// Returns a picture as Markdown; nothing where there is none.
pub(super) fn picture(picture: &Picture, place: Place, page: &Page<'_>) -> String {
    let Some(name) = page.media.get(picture.media.0) else { return escape::text(&picture.alternative, place) };
    let alternative = escape::text(picture.alternative.trim(), place);
    let caption = picture.caption.as_deref().map(str::trim).filter(|caption| !caption.is_empty());
    match caption {
        Some(caption) => format!("![{alternative}](media/{name} {})", escape::quoted(caption, place)),
        None => format!("![{alternative}](media/{name})"),
    }
}

/// Returns a film on the web as Markdown.
pub(super) fn web_film(address: &Address, title: &str) -> String {
    format!("![{}]({})", escape::text(title.trim(), Place::Paragraph), address_text(address))
}

fn gap_text(gap: &Gap, place: Place) -> String {
    let between = if place == Place::Cell { "\\|" } else { "|" };
    let inside = match gap {
        Gap::Text(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| escape::gap(text, place)).collect();
            texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
        }
        Gap::Number { from, to } if from == to => from.clone(),
        Gap::Number { from, to } => format!("{from}..{to}"),
        Gap::Near { value, by } => format!("{value} ± {by}"),
        Gap::Choice(options) => {
            let option = |(text, right): &(String, bool)| match right {
                true => format!("({})", spaced_end(escape::gap(text, place))),
                false => escape::gap(text, place),
            };
            options.iter().map(option).collect::<Vec<_>>().join(between)
        }
    };
    // A bracket at the end would be taken for the gap's own, and a bar at the beginning for a link without a name.
    match inside.starts_with('\\') || inside.ends_with([']', ')']) {
        true => format!("[[ {inside} ]]"),
        false => format!("[[{}]]", if inside.is_empty() { "…" } else { &inside }),
    }
}

/// A bracket after a `\` would stand for itself.
fn spaced_end(text: String) -> String {
    if text.ends_with('\\') { format!("{text} ") } else { text }
}
