//! `alforja.yaml`: what is said of a whole library.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::locale::Lang;
use crate::model::{
    Budget, Checks, LearnerField, LearnerFieldKind, LibrarySettings, Localised, PackageSettings, Pictures, Rung,
    SessionSettings, Support,
};
use crate::parse::budget::{self, budget};
use crate::parse::checks;
use crate::parse::fields::{Fields, write};
use crate::parse::keys::{Bare, Kind, Rule, Shape, Table, WEB_ADDRESS, is_web_address, key, table};
use crate::parse::package_settings::{self, package_settings};
use crate::parse::session::{self, session};
use crate::parse::yaml;
use crate::span::{FileId, Span, Spanned};

/// What `alforja.yaml` may say.
pub(crate) const LIBRARY: Table = table(
    "library",
    &[
        key("title", "title: {en: Courses for civil society}", Kind::Localised),
        key("organisation", "organisation: Civil Society Learning Network", Kind::Text),
        key("languages", "languages: [pt, en]", Kind::Languages),
        key("theme", "theme: default", Kind::Shaped(&THEME)),
        key("url", "url: https://example.org/courses", Kind::Shaped(&URL)),
        key("support", "support: {phone: \"+976 11 000000\"}", Kind::Mapping(&SUPPORT)),
        key("learner_fields", "learner_fields: [{id: name, kind: text}]", Kind::Mappings(&FIELD)),
        key("fallback", "fallback: [en]", Kind::Languages),
        key("outdated_note", "outdated_note: false", Kind::Flag),
        checks::KEY,
        package_settings::KEY,
        session::KEY,
        key("media", "media: full", Kind::OneOf(MEDIA)),
        key("pictures", "pictures: fitted", Kind::OneOf(PICTURES)),
        budget::KEY,
    ],
);

const SUPPORT: Table = table(
    "support",
    &[
        key("phone", "phone: \"+976 11 000000\"", Kind::Text),
        key("sms", "sms: \"+976 9900 0000\"", Kind::Text),
        key("whatsapp", "whatsapp: \"+97611000000\"", Kind::Shaped(&WHATSAPP)),
        key("email", "email: help@example.org", Kind::Shaped(&EMAIL)),
    ],
);

const FIELD: Table = Table {
    name: "field",
    keys: &[
        key("id", "id: name", Kind::Shaped(&FIELD_ID)).needed(),
        key("label", "label: {en: Your name}", Kind::Localised),
        key("kind", "kind: text", Kind::OneOf(&["text", "choice"])),
        key("options", "options: [woman, man, other]", Kind::Texts),
        key("required", "required: true", Kind::Flag),
    ],
    rule: Some(Rule::ListFor { key: "kind", word: "choice", list: "options" }),
};

const MEDIA: &[&str] = &[Rung::ALL[0].name(), Rung::ALL[1].name(), Rung::ALL[2].name(), Rung::ALL[3].name()];

const PICTURES: &[&str] = &[Pictures::ALL[0].name(), Pictures::ALL[1].name()];

const THEME: Shape = Shape {
    code: "library/theme-name",
    argument: None,
    fits: |name| name.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter)),
    pattern: r"[\p{Alphabetic}\p{N}_\-]+",
    bare: Bare::Signed,
};

const URL: Shape =
    Shape { code: "library/url", argument: Some("url"), fits: is_web_address, pattern: WEB_ADDRESS, bare: Bare::Never };

const WHATSAPP: Shape = Shape {
    code: "library/whatsapp",
    argument: None,
    fits: |number| {
        let digits = international(number);
        digits.strip_prefix('+').is_some_and(|rest| rest.len() >= 7 && rest.bytes().all(|b| b.is_ascii_digit()))
    },
    pattern: r"[ \-()]*\+(?:[ \-()]*[0-9]){7,}[ \-()]*",
    // To an editor a number that is not quoted has no sign before it.
    bare: Bare::Whole(999_999_999_999_999),
};

const EMAIL: Shape = Shape {
    code: "library/email",
    argument: None,
    fits: |email| {
        email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !email.contains(|letter: char| letter.is_whitespace())
        })
    },
    pattern: r"[^\s@]+@\S*\.\S*",
    bare: Bare::Never,
};

const FIELD_ID: Shape = Shape {
    code: "library/field-id",
    argument: Some("id"),
    fits: |id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte)),
    pattern: "[a-z0-9_\\-]+",
    bare: Bare::Signed,
};

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
        session: SessionSettings::default(),
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
    let fields = Fields::of(&node, &LIBRARY, &mut all);
    settings.languages = fields.languages("languages", &mut all).unwrap_or_default();
    settings.fallback = fields.languages("fallback", &mut all).unwrap_or_default();
    settings.outdated_note = fields.flag("outdated_note", &mut all).is_none_or(|flag| flag.value);
    let first = settings.languages.first().cloned().unwrap_or_else(Lang::english);
    settings.title = fields.localised("title", &first, &mut all);
    settings.organisation = fields.text("organisation", &mut all).map(|text| text.value);
    if let Some(theme) = fields.text("theme", &mut all) {
        settings.theme = theme;
    }
    settings.url = url(&fields, &mut all);
    if let Some(support) = fields.fields("support", &mut all) {
        settings.support = Support {
            phone: support.text("phone", &mut all).map(|text| text.value),
            sms: support.text("sms", &mut all).map(|text| text.value),
            whatsapp: support.text("whatsapp", &mut all).map(|number| international(&number.value)),
            email: support.text("email", &mut all).map(|text| text.value),
        };
    }
    settings.checks = checks::checks(&fields, &mut all);
    settings.package = package_settings(&fields, &mut all);
    settings.session = session(&fields, &first, &mut all);
    if let Some(place) = fields.choice("media", &mut all) {
        settings.media = Rung::ALL[place];
    }
    if let Some(place) = fields.choice("pictures", &mut all) {
        settings.pictures = Pictures::ALL[place];
    }
    settings.budget = budget(&fields, &mut all);
    settings.learner_fields = learner_fields(&fields, &first, &mut all);
    Diagnosed::new(settings, all)
}

fn url(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<String> {
    let url = fields.text("url", all)?;
    Some(url.value.trim_end_matches('/').to_owned())
}

/// Returns a telephone number without what people write between its digits.
fn international(number: &str) -> String {
    number.chars().filter(|letter| !" -()".contains(*letter)).collect()
}

fn learner_fields(fields: &Fields<'_>, first: &Lang, all: &mut Vec<Diagnostic>) -> Vec<LearnerField> {
    let mut learner_fields: Vec<LearnerField> = Vec::new();
    for (fields, _) in fields.each("learner_fields", all) {
        let Some(field) = learner_field(&fields, first, all) else { continue };
        if let Some(before) = learner_fields.iter().find(|before| before.id.value == field.id.value) {
            let diagnostic = Diagnostic::error("library/field-twice", field.id.span).with("id", &field.id.value);
            all.push(diagnostic.label(before.id.span, Message::new("label/first")));
            continue;
        }
        learner_fields.push(field);
    }
    learner_fields
}

fn learner_field(fields: &Fields<'_>, first: &Lang, all: &mut Vec<Diagnostic>) -> Option<LearnerField> {
    let id = fields.text("id", all);
    let label = fields.localised("label", first, all);
    let kind = fields.choice("kind", all);
    let options: Vec<String> = fields.texts("options", all).into_iter().map(|option| option.value).collect();
    let required = fields.flag("required", all).is_some_and(|flag| flag.value);
    let id = id?;
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
