//! What the pages of results and certificates are told of a course.

use crate::locale::Catalog;
use crate::model::{Course, Edition, LearnerField, LearnerFieldKind};
use crate::render::page::parts;
use crate::render::site::PageContext;
use crate::render::view::{FieldView, OptionView, PartView, RecordView};

/// Returns what the player needs to make a learner's results and certificate.
pub(crate) fn record_view(page: &PageContext<'_>, course: &Course, edition: &Edition) -> RecordView {
    let settings = &page.site.library.settings;
    RecordView {
        fields: settings.learner_fields.iter().map(|field| field_view(page, field)).collect(),
        organisation: settings.organisation.clone(),
        duration: parts::minutes(course, edition).map(|minutes| parts::duration(page.catalog, minutes)),
        modules: edition
            .modules
            .iter()
            .map(|module| PartView { id: module.id.to_string(), title: module.title.value.clone() })
            .collect(),
        months: page.catalog.day_patterns(),
    }
}

fn field_view(page: &PageContext<'_>, field: &LearnerField) -> FieldView {
    let id = &field.id.value;
    let label = field.label.get(page.lang(), &page.site.library.settings.languages).map(ToOwned::to_owned);
    let option = |value: &String| OptionView { value: value.clone(), words: word(page.catalog, "option", value) };
    FieldView {
        id: id.clone(),
        label: label.unwrap_or_else(|| word(page.catalog, "field", id)),
        required: field.required,
        options: match &field.kind {
            LearnerFieldKind::Text => None,
            LearnerFieldKind::Choice(options) => Some(options.iter().map(option).collect()),
        },
    }
}

/// Returns what a learner field is called that an author gave no name.
pub fn field_word(catalog: &Catalog, id: &str) -> String {
    word(catalog, "field", id)
}

/// Returns the interface's own word for what an author wrote, where it has one.
fn word(catalog: &Catalog, kind: &str, written: &str) -> String {
    let key = format!("page.{kind}-{written}");
    let word = catalog.text(&key);
    if word == key { written.to_owned() } else { word.to_owned() }
}
