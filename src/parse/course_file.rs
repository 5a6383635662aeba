//! `course.yaml`: what is the same in every language of a course.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::locale::Lang;
use crate::model::{
    Checks, Completion, CompletionRule, CourseId, CourseSettings, Localised, Origin, PackageSettings, Role,
    SessionSettings,
};
use crate::parse::checks;
use crate::parse::fields::Fields;
use crate::parse::keys::{Bare, Kind, Shape, Table, WEB_ADDRESS, is_web_address, key, table};
use crate::parse::package_settings::{self, package_settings};
use crate::parse::session::{self, session};
use crate::parse::yaml::{self, Node, Value};
use crate::span::{FileId, Span, Spanned};

/// What `course.yaml` may say.
pub(crate) const COURSE: Table = table(
    "course",
    &[
        key("id", "id: savings-groups", Kind::Shaped(&COURSE_ID)),
        key("version", "version: 1.2.0", Kind::Shaped(&VERSION)),
        key("source_language", "source_language: da", Kind::Language),
        key("licence", "licence: CC-BY-4.0", Kind::Text),
        key("authors", "authors: [Dansk Mongolsk Selskab]", Kind::Texts),
        key("minutes", "minutes: 180", Kind::Number { from: 1, to: 100_000 }),
        key("requires", "requires: [business-basics]", Kind::Texts),
        key("pass", "pass: 70", Kind::Number { from: 0, to: 100 }),
        key("completion", "completion: {lessons: all, quizzes: all}", Kind::Mapping(&COMPLETION)),
        key("roles", "roles: [member, board]", Kind::WordsOr(&ROLE)),
        key(
            "based_on",
            "based_on: {title: Saving together, url: \"https://example.org\", licence: CC-BY-4.0}",
            Kind::OneOrMore(&ORIGIN),
        ),
        key("cover", "cover: media/meeting.jpg", Kind::Text),
        key("fallback", "fallback: [en]", Kind::Languages),
        key("outdated_note", "outdated_note: false", Kind::Flag),
        checks::KEY,
        package_settings::KEY,
        session::KEY,
    ],
);

const RULES: &[&str] = &["all", "required", "none"];

const COMPLETION: Table = table(
    "completion",
    &[key("lessons", "lessons: all", Kind::OneOf(RULES)), key("quizzes", "quizzes: all", Kind::OneOf(RULES))],
);

const ROLE: Table = table(
    "role",
    &[key("id", "id: board", Kind::Text).needed(), key("title", "title: {en: Board, da: Bestyrelse}", Kind::Localised)],
);

const ORIGIN: Table = table(
    "origin",
    &[
        key("title", "title: Saving together", Kind::Text).needed(),
        key("url", "url: https://example.org", Kind::Shaped(&URL)),
        key("licence", "licence: CC-BY-4.0", Kind::Text),
    ],
);

const COURSE_ID: Shape = Shape {
    code: "course/id",
    argument: Some("id"),
    fits: is_course_id,
    pattern: "[a-z0-9](?:[a-z0-9\\-]{0,58}[a-z0-9])?",
    bare: Bare::Ids,
};

const VERSION: Shape = Shape {
    code: "course/version",
    argument: None,
    fits: is_version,
    pattern: r"[A-Za-z0-9][A-Za-z0-9.\-+_]{0,39}",
    bare: Bare::Words,
};

const URL: Shape =
    Shape { code: "course/url", argument: Some("url"), fits: is_web_address, pattern: WEB_ADDRESS, bare: Bare::Never };

/// What `course.yaml` says, before its paths are looked up.
#[derive(Debug, Clone)]
pub struct CourseFile {
    /// What needs no other file; its cover is not looked up.
    pub settings: CourseSettings,
    /// The id of a course that stands at the root of its library.
    pub id: Option<Spanned<String>>,
    /// The path of its picture.
    pub cover: Option<Spanned<String>>,
}

impl CourseFile {
    /// Returns what holds for a course that says nothing; `span` stands for it.
    pub fn silent(span: Span) -> Self {
        let settings = CourseSettings {
            version: "1.0.0".to_owned(),
            source_language: None,
            licence: None,
            authors: Vec::new(),
            minutes: None,
            requires: Vec::new(),
            pass: None,
            completion: Completion { lessons: CompletionRule::All, quizzes: CompletionRule::All },
            roles: Vec::new(),
            based_on: Vec::new(),
            cover: None,
            fallback: None,
            outdated_note: None,
            checks: Checks::default(),
            package: PackageSettings::default(),
            session: SessionSettings::default(),
            span,
        };
        Self { settings, id: None, cover: None }
    }
}

/// Reads `course.yaml`.
pub fn course_file(file: FileId, text: &str) -> Diagnosed<CourseFile> {
    let mut course = CourseFile::silent(Span::start_of(file));
    let node = match yaml::read(file, text, 0..text.len()) {
        Ok(node) => node,
        Err(diagnostic) => return Diagnosed::new(course, vec![diagnostic]),
    };
    let mut all = Vec::new();
    let fields = Fields::of(&node, &COURSE, &mut all);
    course.id = fields.text("id", &mut all);
    course.cover = fields.text("cover", &mut all);
    let settings = &mut course.settings;
    if let Some(version) = fields.text("version", &mut all) {
        settings.version = version.value;
    }
    settings.source_language = fields.lang("source_language", &mut all);
    settings.licence = fields.text("licence", &mut all).map(|text| text.value);
    settings.authors = fields.texts("authors", &mut all).into_iter().map(|author| author.value).collect();
    settings.minutes = fields.number("minutes", &mut all).map(|minutes| minutes.value);
    let requires = fields.texts("requires", &mut all).into_iter();
    settings.requires = requires.map(|id| id.map(|id| CourseId::new(&id))).collect();
    let pass = fields.number("pass", &mut all);
    settings.pass = pass.and_then(|pass| u8::try_from(pass.value).ok());
    if let Some(completion) = fields.fields("completion", &mut all) {
        settings.completion = Completion {
            lessons: rule(&completion, "lessons", &mut all),
            quizzes: rule(&completion, "quizzes", &mut all),
        };
    }
    let bare = settings.source_language.clone().unwrap_or_else(Lang::english);
    settings.roles = roles(&fields, &bare, &mut all);
    settings.fallback = fields.languages("fallback", &mut all);
    settings.outdated_note = fields.flag("outdated_note", &mut all).map(|flag| flag.value);
    settings.checks = checks::checks(&fields, &mut all);
    settings.package = package_settings(&fields, &mut all);
    settings.session = session(&fields, &bare, &mut all);
    settings.based_on = origins(&fields, &mut all);
    Diagnosed::new(course, all)
}

/// Tells whether `text` may be a course's id: it becomes a folder's name everywhere.
pub fn is_course_id(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.len() <= 60 && text.bytes().all(good) && !text.starts_with('-') && !text.ends_with('-')
}

fn is_version(text: &str) -> bool {
    let good = |letter: char| letter.is_ascii_alphanumeric() || ".-+_".contains(letter);
    text.len() <= 40 && text.starts_with(|letter: char| letter.is_ascii_alphanumeric()) && text.chars().all(good)
}

fn rule(fields: &Fields<'_>, name: &str, all: &mut Vec<Diagnostic>) -> CompletionRule {
    match fields.choice(name, all) {
        Some(1) => CompletionRule::Required,
        Some(2) => CompletionRule::None,
        _ => CompletionRule::All,
    }
}

fn roles(fields: &Fields<'_>, bare: &Lang, all: &mut Vec<Diagnostic>) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    let items = match fields.node("roles").map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => {
            // What is no list is told as for any list of texts.
            fields.texts("roles", all);
            &[]
        }
    };
    for role in items.iter().filter_map(|item| role(item, bare, all)).collect::<Vec<_>>() {
        match roles.iter().find(|before| before.id.value == role.id.value) {
            Some(before) => {
                let diagnostic = Diagnostic::warning("course/role-twice", role.id.span).with("role", &role.id.value);
                all.push(diagnostic.label(before.id.span, Message::new("label/first")));
            }
            None => roles.push(role),
        }
    }
    roles
}

/// Returns a role written as a word, or with its titles as `{id: board, title: {da: Bestyrelse}}`.
fn role(item: &Node, bare: &Lang, all: &mut Vec<Diagnostic>) -> Option<Role> {
    if let Value::Scalar(id) = &item.value {
        return Some(Role { id: Spanned::new(id.trim().to_owned(), item.span), title: Localised::default() });
    }
    let fields = Fields::of(item, &ROLE, all);
    let id = fields.text("id", all);
    Some(Role { id: id?, title: fields.localised("title", bare, all) })
}

fn origins(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Vec<Origin> {
    let each = fields.each("based_on", all);
    each.iter().filter_map(|(fields, _)| origin(fields, all)).collect()
}

fn origin(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> Option<Origin> {
    let title = fields.text("title", all);
    let url = fields.text("url", all).map(|url| url.value);
    let licence = fields.text("licence", all).map(|text| text.value);
    title.map(|title| Origin { title: title.value, url, licence })
}

#[cfg(test)]
mod tests {
    use super::{course_file, is_course_id};
    use crate::model::CompletionRule;
    use crate::span::FileId;

    fn check(text: &str, expected: &[&str]) {
        let read = course_file(FileId(0), text);
        let told: Vec<String> = read
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, &text[diagnostic.span.range()]))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "version: 1.10\nsource_language: da\nlicence: CC-BY-4.0\nauthors: [A, B]\nminutes: 180\n\
            requires: [business-basics]\npass: 70\ncompletion: {lessons: required, quizzes: none}\n\
            roles: [member, board]\nbased_on: {title: T, url: https://example.org, licence: CC0}\ncover: media/a.jpg\n";
        check(text, &[]);
        let course = course_file(FileId(0), text).value;
        assert_eq!(course.settings.version, "1.10");
        assert_eq!(course.settings.pass, Some(70));
        assert_eq!(course.settings.completion.lessons, CompletionRule::Required);
        assert_eq!(course.settings.completion.quizzes, CompletionRule::None);
        assert_eq!(course.settings.based_on[0].url.as_deref(), Some("https://example.org"));
        assert_eq!(course.cover.unwrap().value, "media/a.jpg");
    }

    #[test]
    fn what_is_wrong_is_told() {
        check("licence: A\nlicense: B", &["yaml/unknown-key license"]);
        check("pass: 170", &["yaml/not-number 170"]);
        check("version: a/b", &["course/version a/b"]);
        check("completion: {lessons: some}", &["yaml/not-a-choice some"]);
        check("completion: all", &["yaml/not-mapping all"]);
        check("based_on: [{url: https://a}]", &["yaml/missing-key {url: https://a}"]);
        check("based_on: {title: T, url: 'javascript:x'}", &["course/url 'javascript:x'"]);
        check("roles: [a, a]", &["course/role-twice a"]);
        check("roles: a", &["yaml/not-list a"]);
        check("roles: [{title: {da: Bestyrelse}}]", &["yaml/missing-key {title: {da: Bestyrelse}}"]);
        check("id: My Course", &["course/id My Course"]);
        check("budget: 10", &["yaml/unknown-key budget"]);
    }

    #[test]
    fn ids_are_plain() {
        for (id, good) in
            [("savings-groups", true), ("a1", true), ("", false), ("A", false), ("-a", false), ("å", false)]
        {
            assert_eq!(is_course_id(id), good, "{id}");
        }
    }
}
