//! Blocks to HTML: one file a kind of block, all writing to one [`Scribe`].

mod block;
mod calendar;
mod code;
mod container;
pub(crate) mod event;
mod film;
mod film_words;
mod footnotes;
mod inline;
mod lines;
mod list;
mod math;
mod media;
mod picture;
mod plan;
mod printed;
mod quiz;
mod scribe;
mod shown;
mod table;
mod terms;
mod writer;

pub(crate) use calendar::calendar;
pub(crate) use inline::inlines;
pub(crate) use lines::{lines, row_line, squeezed};
pub(crate) use printed::at_the_back;
pub(crate) use quiz::{Asked, asked, kind_of, pass_of, question_key, quiz_id};
pub(crate) use scribe::Scribe;
pub(crate) use writer::{Html, Markup, escape};
