//! `alforja.yaml`: what is said of a whole library.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::locale::Lang;
use crate::model::{
    Budget, Checks, LearnerField, LearnerFieldKind, LibrarySettings, Localised, PackageSettings, Pictures, Rung,
    Support,
};
use crate::parse::budget::{self, budget};
use crate::parse::checks;
use crate::parse::fields::{Fields, Key, key, write};
use crate::parse::package_settings::{self, package_settings};
use crate::parse::yaml::{self, Value};
use crate::span::{FileId, Span, Spanned};

const KEYS: &[Key] = &[
    key("title", "title: {en: Courses for civil society}"),
    key("organisation", "organisation: Civil Society Learning Network"),
    key("languages", "languages: [pt, en]"),
    key("theme", "theme: default"),
    key("url", "url: https://example.org/courses"),
    key("support", "support: {phone: \"+976 11 000000\"}"),
    key("learner_fields", "learner_fields: [{id: name, kind: text}]"),
    key("fallback", "fallback: [en]"),
    key("outdated_note", "outdated_note: false"),
    key("checks", checks::EXAMPLE),
    key("package", package_settings::EXAMPLE),
    key("media", "media: full"),
    key("pictures", "pictures: fitted"),
    key("budget", budget::EXAMPLE),
];

const SUPPORT_KEYS: &[Key] = &[
    key("phone", "phone: \"+976 11 000000\""),
    key("whatsapp", "whatsapp: \"+97611000000\""),
    key("email", "email: help@example.org"),
];

const FIELD_KEYS: &[Key] = &[
    key("id", "id: name"),
    key("label", "label: {en: Your name}"),
    key("kind", "kind: text"),
    key("options", "options: [woman, man, other]"),
    key("required", "required: true"),
];

/// Reads `alforja.yaml`. The languages are empty where it names none.
pub fn library_file(file: FileId, text: &str) -> Diagnosed<LibrarySettings> {
    let mut settings = LibrarySettings {
        title: Localised::default(),
        organisation: None,
        languages: Vec::new(),
        theme: Spanned::new("default".to_owned(), Span::start_of(file)),
        url: None,
        support: Support::default(),
        learner_fields: Vec::new(),
        fallback: Vec::new(),
        outdated_note: true,
        package: PackageSettings::default(),
        media: Rung::default(),
        pictures: Pictures::default(),
        budget: Budget::default(),
        checks: Checks::default(),
        span: Span::start_of(file),
    };
    let node = match yaml::read(file, text, 0..text.len()) {
        Ok(node) => node,
        Err(diagnostic) => return Diagnosed::new(settings, vec![diagnostic]),
    };
    let mut all = Vec::new();
    let fields = Fields::of(&node, KEYS, &mut all);
    settings.languages = fields.languages("languages", &mut all).unwrap_or_default();
    settings.fallback = fields.languages("fallback", &mut all).unwrap_or_default();
    settings.outdated_note = fields.flag("outdated_note", &mut all).is_none_or(|flag| flag.value);
    let first = settings.languages.first().cloned().unwrap_or_else(Lang::english);
    settings.title = fields.localised("title", &first, &mut all);
    settings.organisation = fields.text("organisation", &mut all).map(|text| text.value);
    if let Some(theme) = theme(&fields, &mut all) {
        settings.theme = theme;
    }
    settings.url = url(&fields, &mut all);
    if let Some(support) = fields.fields("support", SUPPORT_KEYS, &mut all) {
        settings.support = Support {
            phone: support.text("phone", &mut all).map(|text| text.value),
            whatsapp: whatsapp(&support, &mut all),
            email: email(&support, &mut all),
        };
    }
    settings.checks = checks::checks(&fields, &mut all);
    settings.package = package_settings(&fields, &mut all);
    if let Some(place) = fields.choice("media", &Rung::ALL.map(Rung::name), &mut all) {
        settings.media = Rung::ALL[place];
    }
    if let Some(place) = fields.choice("pictures", &Pictures::ALL.map(Pictures::name), &mut all) {
        settings.pictures = Pictures::ALL[place];
    }
    settings.budget = budget(&fields, &mut all);
    settings.learner_fields = learner_fields(&fields, &first, &mut all);
    Diagnosed::new(settings, all)
}

fn theme(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
    let theme = fields.text("theme", all)?;
    let good = theme.value.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter));
    if !good {
        all.push(Diagnostic::error("library/theme-name", theme.span).hint(write("theme: default")));
    }
    good.then_some(theme)
}

fn url(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<String> {
    let url = fields.web_address("url", "library/url", all)?;
    Some(url.value.trim_end_matches('/').to_owned())
}

fn whatsapp(support: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<String> {
    let number = support.text("whatsapp", all)?;
    let digits: String = number.value.chars().filter(|letter| !" -()".contains(*letter)).collect();
    let good = digits.strip_prefix('+').is_some_and(|rest| rest.len() >= 7 && rest.bytes().all(|b| b.is_ascii_digit()));
    if !good {
        all.push(Diagnostic::error("library/whatsapp", number.span).hint(write("whatsapp: \"+97611000000\"")));
    }
    good.then_some(digits)
}

fn email(support: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<String> {
    let email = support.text("email", all)?;
    let parts = email.value.split_once('@');
    let good = parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !email.value.contains(|letter: char| letter.is_whitespace())
    });
    if !good {
        all.push(Diagnostic::error("library/email", email.span).hint(write("email: help@example.org")));
    }
    good.then_some(email.value)
}

fn learner_fields(fields: &Fields<'_>, first: &Lang, all: &mut Vec<Diagnostic>) -> Vec<LearnerField> {
    let Some(node) = fields.node("learner_fields") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        let hint = write("learner_fields: [{id: name, kind: text}]");
        all.push(Diagnostic::error("yaml/not-list", node.span).with("key", "learner_fields").hint(hint));
        return Vec::new();
    };
    let mut learner_fields: Vec<LearnerField> = Vec::new();
    for item in items {
        let fields = Fields::of(item, FIELD_KEYS, all);
        let Some(field) = learner_field(&fields, item.span, first, all) else { continue };
        if let Some(before) = learner_fields.iter().find(|before| before.id.value == field.id.value) {
            let diagnostic = Diagnostic::error("library/field-twice", field.id.span).with("id", &field.id.value);
            all.push(diagnostic.label(before.id.span, Message::new("label/first")));
            continue;
        }
        learner_fields.push(field);
    }
    learner_fields
}

fn learner_field(fields: &Fields<'_>, span: Span, first: &Lang, all: &mut Vec<Diagnostic>) -> Option<LearnerField> {
    let id = fields.text("id", all);
    let label = fields.localised("label", first, all);
    let kind = fields.choice("kind", &["text", "choice"], all);
    let options: Vec<String> = fields.texts("options", all).into_iter().map(|option| option.value).collect();
    let required = fields.flag("required", all).is_some_and(|flag| flag.value);
    let Some(id) = id else {
        if fields.node("id").is_none() {
            all.push(Diagnostic::error("yaml/missing-key", span).with("key", "id").hint(write("id: name")));
        }
        return None;
    };
    if !is_field_id(&id) {
        all.push(Diagnostic::error("library/field-id", id.span).with("id", &id.value).hint(write("id: name")));
        return None;
    }
    let chosen = kind == Some(1) || (fields.node("kind").is_none() && fields.node("options").is_some());
    let kind = match chosen {
        true if options.is_empty() => {
            let hint = write("options: [woman, man, other]");
            all.push(Diagnostic::error("library/field-options", id.span).with("id", &id.value).hint(hint));
            return None;
        }
        true => LearnerFieldKind::Choice(options),
        false => LearnerFieldKind::Text,
    };
    Some(LearnerField { id, label, kind, required })
}

fn is_field_id(id: &Spanned<String>) -> bool {
    id.value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::library_file;
    use crate::model::{LearnerFieldKind, Rung};
    use crate::span::FileId;

    fn check(text: &str, expected: &[&str]) {
        let read = library_file(FileId(0), text);
        let told: Vec<String> = read
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, &text[diagnostic.span.range()]))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "title: {en: Courses, pt: Cursos}\norganisation: Network\nlanguages: [pt, en]\ntheme: default\n\
            url: https://example.org/courses/\nsupport:\n  phone: \"+976 11 000000\"\n  whatsapp: \"+976 1100-0000\"\n\
            \x20 email: help@example.org\nlearner_fields:\n  - {id: name, kind: text, required: true}\n\
            \x20 - {id: group, kind: choice, options: [A, B]}\n";
        check(text, &[]);
        let settings = library_file(FileId(0), text).value;
        assert_eq!(settings.languages.iter().map(ToString::to_string).collect::<Vec<_>>(), ["pt", "en"]);
        assert_eq!(settings.url.as_deref(), Some("https://example.org/courses"));
        assert_eq!(settings.support.whatsapp.as_deref(), Some("+97611000000"));
        assert_eq!(settings.media, Rung::Full);
        assert!(settings.learner_fields[0].required);
        assert_eq!(settings.learner_fields[1].kind, LearnerFieldKind::Choice(vec!["A".into(), "B".into()]));
    }

    #[test]
    fn what_is_wrong_is_told() {
        check("langauges: [pt]", &["yaml/unknown-key langauges"]);
        check("languages: [pt, pt]", &["library/language-twice pt"]);
        check("languages: [english]", &["yaml/not-a-language english"]);
        check("url: example.org", &["library/url example.org"]);
        check("support: {email: help, whatsapp: 11000}", &["library/whatsapp 11000", "library/email help"]);
        check("learner_fields: [{kind: text}]", &["yaml/missing-key {kind: text}"]);
        check("learner_fields: [{id: a, kind: choice}]", &["library/field-options a"]);
        check("learner_fields: [{id: a}, {id: a}, {id: Å}]", &["library/field-twice a", "library/field-id Å"]);
        check("media: tiny", &["yaml/not-a-choice tiny"]);
        check("budget: {film: 20, over: stop}", &["yaml/not-a-choice stop", "yaml/not-a-size 20"]);
        check("theme: ../../etc", &["library/theme-name ../../etc"]);
    }
}
