//! A paragraph's words on their way to inlines: pieces that follow each other become marks inside each other.

use crate::import::docx::styles::Marks;
use crate::import::imported::{Block, Inline, Target};

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) what: What,
    /// How it is set.
    pub(super) marks: Marks,
    /// Where it leads.
    pub(super) link: Option<Target>,
}

/// What a piece of a paragraph is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// Words.
    Words(String),
    /// Something whole: a picture, a note, a break.
    Whole(Inline),
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its pieces.
    pub(super) pieces: Vec<Piece>,
    /// What floats beside it: text boxes, formulas on their own lines.
    pub(super) beside: Vec<Block>,
}

impl Line {
    /// Adds words.
    pub(super) fn words(&mut self, words: &str, marks: Marks, link: Option<&Target>) {
        if words.is_empty() {
            return;
        }
        if let Some(Piece { what: What::Words(text), marks: own, link: there }) = self.pieces.last_mut()
            && *own == marks
            && there.as_ref() == link
        {
            text.push_str(words);
            return;
        }
        self.pieces.push(Piece { what: What::Words(words.to_owned()), marks, link: link.cloned() });
    }

    /// Adds something whole.
    pub(super) fn whole(&mut self, inline: Inline, marks: Marks, link: Option<&Target>) {
        self.pieces.push(Piece { what: What::Whole(inline), marks, link: link.cloned() });
    }

    /// Returns its words, without what is no word.
    pub(super) fn text(&self) -> String {
        let words = self.pieces.iter().filter_map(|piece| match &piece.what {
            What::Words(words) => Some(words.as_str()),
            What::Whole(_) => None,
        });
        words.collect()
    }

    /// Tells whether all its words are bold, and there are some.
    pub(super) fn is_strong(&self) -> bool {
        let mut words = false;
        self.pieces.iter().all(|piece| match &piece.what {
            What::Words(text) if text.trim().is_empty() => true,
            What::Words(_) => {
                words = true;
                piece.marks.strong
            }
            What::Whole(_) => false,
        }) && words
    }

    /// Takes away what makes all words of a heading bold or italic: a heading is set by itself.
    pub(super) fn plain_heading(&mut self) {
        let words = |piece: &&Piece| matches!(&piece.what, What::Words(text) if !text.trim().is_empty());
        let all_slanted = self.pieces.iter().filter(words).all(|piece| piece.marks.emphasis);
        for piece in &mut self.pieces {
            piece.marks.strong = false;
            piece.marks.emphasis &= !all_slanted;
        }
    }

    /// Returns the paragraph's inlines, without space and breaks around them.
    pub(super) fn inlines(&self) -> Vec<Inline> {
        let is_empty = |piece: &Piece| match &piece.what {
            What::Words(words) => words.trim().is_empty(),
            What::Whole(inline) => *inline == Inline::Break,
        };
        let mut pieces = self.pieces.as_slice();
        while let [first, rest @ ..] = pieces
            && is_empty(first)
        {
            pieces = rest;
        }
        while let [rest @ .., last] = pieces
            && is_empty(last)
        {
            pieces = rest;
        }
        nested(pieces, 0)
    }
}

/// Tells whether words have a mark.
type Has = fn(&Marks) -> bool;

/// Puts inlines inside a mark.
type Wrap = fn(Vec<Inline>) -> Inline;

/// The marks from the outermost to the innermost, below the link.
const LAYERS: &[(Has, Wrap)] = &[
    (|marks| marks.strong, Inline::Strong),
    (|marks| marks.emphasis, Inline::Emphasis),
    (|marks| marks.struck, Inline::Strikethrough),
    (|marks| marks.raised, Inline::Superscript),
    (|marks| marks.lowered, Inline::Subscript),
];

/// Returns pieces as inlines; `depth` 0 is that of links, the next are those of [`LAYERS`].
fn nested(pieces: &[Piece], depth: usize) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let alike = |piece: &Piece| match depth {
            0 => piece.link == first.link,
            depth => LAYERS.get(depth - 1).is_none_or(|(has, _)| has(&piece.marks) == has(&first.marks)),
        };
        let length = rest.iter().take_while(|piece| alike(piece)).count();
        let (group, after) = rest.split_at(length);
        rest = after;
        match (depth, &first.link, LAYERS.get(depth.wrapping_sub(1))) {
            (0, Some(target), _) => {
                let wrap = |content| Inline::Link { target: target.clone(), content };
                wrapped(group, depth + 1, wrap, &mut inlines);
            }
            (1.., _, Some((has, wrap))) if has(&first.marks) => wrapped(group, depth + 1, wrap, &mut inlines),
            (1.., _, None) => inlines.extend(group.iter().map(plain)),
            _ => inlines.extend(nested(group, depth + 1)),
        }
    }
    inlines
}

/// Adds a group inside a mark; the space around its words stands outside of it.
fn wrapped(group: &[Piece], depth: usize, wrap: impl Fn(Vec<Inline>) -> Inline, inlines: &mut Vec<Inline>) {
    let mut group = group.to_vec();
    let mut after = String::new();
    if let Some(Piece { what: What::Words(words), .. }) = group.last_mut() {
        after = words[words.trim_end().len()..].to_owned();
        words.truncate(words.trim_end().len());
    }
    if let Some(Piece { what: What::Words(words), .. }) = group.first_mut() {
        let before = words[..words.len() - words.trim_start().len()].to_owned();
        *words = words.trim_start().to_owned();
        if !before.is_empty() {
            inlines.push(Inline::Text(before));
        }
    }
    group.retain(|piece| !matches!(&piece.what, What::Words(words) if words.is_empty()));
    let is_break = |piece: &Piece| piece.what == What::Whole(Inline::Break);
    if !group.is_empty() && group.iter().all(is_break) {
        inlines.extend(group.iter().map(|_| Inline::Break));
    } else if !group.is_empty() {
        inlines.push(wrap(nested(&group, depth)));
    }
    if !after.is_empty() {
        inlines.push(Inline::Text(after));
    }
}

fn plain(piece: &Piece) -> Inline {
    match &piece.what {
        What::Words(words) if piece.marks.code => Inline::Code(words.clone()),
        What::Words(words) => Inline::Text(words.clone()),
        What::Whole(inline) => inline.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::import::docx::styles::Marks;
    use crate::import::imported::{Inline, Target};

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn marks_stand_inside_each_other_and_spaces_outside() {
        let strong = Marks { strong: true, ..Marks::default() };
        let both = Marks { emphasis: true, ..strong };
        let target = Target::Place("rules".to_owned());
        let mut line = Line::default();
        line.words(" one", Marks::default(), None);
        line.words(" two ", strong, None);
        line.words("three ", both, None);
        line.words("four", Marks::default(), Some(&target));
        let three = Inline::Emphasis(vec![text("three")]);
        assert_eq!(
            line.inlines(),
            [
                text(" one"),
                text(" "),
                Inline::Strong(vec![text("two "), three]),
                text(" "),
                Inline::Link { target, content: vec![text("four")] },
            ]
        );
    }

    #[test]
    fn a_mark_around_nothing_is_none() {
        let mut line = Line::default();
        line.words("a", Marks::default(), None);
        line.words("  ", Marks { strong: true, ..Marks::default() }, None);
        line.words("b", Marks::default(), None);
        assert_eq!(line.inlines(), [text("a"), text("  "), text("b")]);
        assert_eq!(Line::default().inlines(), []);
    }
}
