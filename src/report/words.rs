//! The report's own words, and an author's words in the reader's language.

use crate::locale::{Catalog, Collator, Lang};
use crate::model::{LearnerField, LearnerFieldKind};
use crate::results::Keys;

/// Whoever reads the report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    /// Their words.
    pub(super) catalog: &'a Catalog,
    /// What the courses ask.
    pub(super) keys: &'a Keys,
    /// The library's languages, in order.
    pub(super) languages: &'a [Lang],
}

impl<'a> Reader<'a> {
    /// Returns the word `report.name`.
    pub(super) fn word(&self, name: &str) -> String {
        self.catalog.text(&format!("report.{name}")).to_owned()
    }

    /// Returns the word `report.name` with its places filled.
    pub(super) fn fill(&self, name: &str, arguments: &[(&str, &str)]) -> String {
        self.catalog.fill(&format!("report.{name}"), arguments)
    }

    /// Returns a course's title in the reader's language, else in its first one, else its id.
    pub(super) fn course(&self, id: &str) -> String {
        let key = self.keys.courses.get(id);
        let title = key.map(|course| {
            let base = self.catalog.lang().base();
            let own = course.editions.iter().find(|edition| edition.language.split('-').next() == Some(base));
            own.unwrap_or(&course.editions[0]).title.clone()
        });
        match title {
            Some(title) => title,
            None if id.is_empty() => self.word("no-course"),
            None => id.to_owned(),
        }
    }

    /// Returns what a learner field is called.
    pub(super) fn field(&self, field: &LearnerField) -> String {
        let label = field.label.get(self.catalog.lang(), self.languages).map(ToOwned::to_owned);
        label.unwrap_or_else(|| self.own("field", &field.id.value))
    }

    /// Returns what an answer to a learner field is called.
    pub(super) fn answer(&self, field: &LearnerField, value: &str) -> String {
        match (&field.kind, value) {
            (_, "") => self.word("no-answer"),
            (LearnerFieldKind::Choice(options), value) if options.iter().any(|option| option == value) => {
                self.own("option", value)
            }
            (_, value) => value.to_owned(),
        }
    }

    /// Returns the learner fields but the name.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'a LearnerField> + use<'a> {
        self.keys.fields.iter().filter(|field| field.id.value != "name")
    }

    /// Returns the learner fields whose answers are chosen.
    pub(super) fn choices(&self) -> impl Iterator<Item = &'a LearnerField> + use<'a> {
        self.fields().filter(|field| matches!(field.kind, LearnerFieldKind::Choice(_)))
    }

    /// Returns the order of words in the reader's language.
    pub(super) fn order(&self) -> Collator {
        Collator::new(self.catalog.lang())
    }

    /// Returns the interface's own word for what an author wrote, where it has one.
    fn own(&self, kind: &str, written: &str) -> String {
        let key = format!("page.{kind}-{written}");
        let word = self.catalog.text(&key);
        if word == key { written.to_owned() } else { word.to_owned() }
    }
}
