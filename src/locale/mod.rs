//! What the interface says in a language: messages, plurals, numbers, dates, order.

mod catalog;
mod embedded;
mod lang;
mod numbers;

pub use catalog::{Catalog, Catalogs, LocaleError};
pub use lang::{Direction, Lang};
