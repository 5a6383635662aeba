//! What the interface says in a language: messages, plurals, numbers, dates, order.

mod blank;
mod catalog;
mod collator;
mod embedded;
mod explanations;
mod lang;
mod numbers;
mod vocabulary;
mod written;

pub use catalog::{Catalog, Catalogs, LocaleError};
pub use collator::Collator;
pub use explanations::{Explanation, Explanations};
pub use lang::{Direction, Lang};
pub use vocabulary::{Named, Names, Vocabulary};
