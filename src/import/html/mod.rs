//! A stranger's HTML → blocks: the texts of H5P, the pages of exports, whole files.
//!
//! 1. A tree is made of it, as leniently as browsers do (`xml`).
//! 2. Its elements become blocks (`blocks`), sentences (`sentences`), tables (`tables`), figures and films (`figures`, `films`).
//!
//! What a page refers to is known to its [`Surroundings`]: the same HTML stands in a zip, in a folder or in a JSON file.

mod blocks;
mod figures;
mod films;
mod sentences;
mod tables;

pub(super) use blocks::html_blocks;
pub(super) use films::film_in_frame;

use crate::diagnostic::Message;
use crate::import::gathered::MediaKind;
use crate::import::imported::{Block, Inline, MediaRef, Target, one_line};
use crate::import::xml::{Element, html};

/// Returns a piece or page of HTML as the tree below an element without a name.
pub(super) fn html_tree(text: &str) -> Element {
    Element { children: html(text), ..Element::default() }
}

/// What a piece of HTML refers to.
pub(super) trait Surroundings {
    /// Returns the picture, film, sound or download at an address; nothing where there is none.
    fn media(&mut self, address: &str) -> Option<(MediaRef, MediaKind)>;

    /// Returns where a link leads; nothing where it leads nowhere.
    fn link(&mut self, address: &str) -> Option<Target>;

    /// Returns the name of the place with this id, if something links to it.
    fn anchor(&mut self, id: &str) -> Option<String>;

    /// Adds something that could not be carried over.
    fn lose(&mut self, what: Message);
}

/// Returns a piece of HTML as blocks.
pub(super) fn blocks_of(html: &str, around: &mut dyn Surroundings) -> Vec<Block> {
    html_blocks(&html_tree(html), around)
}

/// Returns a piece of HTML as one line.
pub(super) fn line_of(html: &str, around: &mut dyn Surroundings) -> Vec<Inline> {
    one_line(&blocks_of(html, around))
}
