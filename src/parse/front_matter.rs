//! What stands between the `---` lines at the head of a text.

use crate::diagnostic::Diagnosed;
use crate::locale::Vocabulary;
use crate::parse::fields::Fields;
use crate::parse::keys::{Kind, Table, key, table};
use crate::parse::yaml;
use crate::span::{FileId, Spanned};
use std::ops::Range;

/// What the head of a text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// How long it takes.
    pub minutes: Option<Spanned<u32>>,
    /// What one can do after it.
    pub objectives: Vec<Spanned<String>>,
    /// For whom it is.
    pub roles: Vec<Spanned<String>>,
    /// Whether it is not to be built yet.
    pub draft: Option<Spanned<bool>>,
    /// What it is about, in a sentence or two.
    pub summary: Option<Spanned<String>>,
    /// What it was translated from, as `translate mark` and `translate import` write it.
    pub translated_from: Option<Spanned<String>>,
    /// Whether something in it is wrong: what is not there may only be written otherwise.
    pub faulty: bool,
}

/// What the head of a text may say.
pub(crate) const PAGE: Table = table(
    "page",
    &[
        key("title", "title: Why we save together", Kind::Text),
        key("minutes", "minutes: 15", Kind::Number { from: 1, to: 10_000 }),
        key("objectives", "objectives: [Explain the rule, Keep the box]", Kind::Texts),
        key("roles", "roles: [member]", Kind::Texts),
        key("draft", "draft: true", Kind::Flag),
        key("summary", "summary: How a group saves, step by step.", Kind::Text),
        key("translated-from", "translated-from: da t3f2ab pk7qx2", Kind::Text),
    ],
);

/// Reads the head of `text` that stands at `yaml`, its keys in any language.
pub fn front_matter(file: FileId, text: &str, yaml: Range<usize>, words: Vocabulary<'_>) -> Diagnosed<FrontMatter> {
    let node = match yaml::read(file, text, yaml) {
        Ok(node) => node,
        Err(diagnostic) => {
            return Diagnosed::new(FrontMatter { faulty: true, ..FrontMatter::default() }, vec![diagnostic]);
        }
    };
    let mut all = Vec::new();
    let fields = Fields::named(&node, &PAGE, Some(words), &mut all);
    let mut front = FrontMatter {
        title: fields.text("title", &mut all),
        minutes: fields.number("minutes", &mut all),
        objectives: fields.texts("objectives", &mut all),
        roles: fields.texts("roles", &mut all),
        draft: fields.flag("draft", &mut all),
        summary: fields.text("summary", &mut all),
        translated_from: fields.text("translated-from", &mut all),
        faulty: false,
    };
    front.faulty = !all.is_empty();
    Diagnosed::new(front, all)
}

#[cfg(test)]
mod tests {
    use super::FrontMatter;
    use crate::diagnostic::Diagnosed;
    use crate::locale::{Catalogs, Lang, Vocabulary};
    use crate::span::FileId;

    fn front_matter(text: &str, lang: &str) -> Diagnosed<FrontMatter> {
        let (catalogs, lang) = (Catalogs::embedded(&[]).unwrap(), Lang::parse(lang).unwrap());
        super::front_matter(FileId(0), text, 0..text.len(), Vocabulary { catalogs: &catalogs, lang: &lang })
    }

    fn check(text: &str, expected: &[&str]) {
        let read = front_matter(text, "en");
        let told: Vec<String> = read
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, &text[diagnostic.span.range()]))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_good_head_is_read() {
        let text = "title: Яагаад\nminutes: 15\nobjectives: [a, b]\nroles:\n  - member\ndraft: false\nsummary: >-\n  one\n  two";
        let front = front_matter(text, "en").value;
        assert_eq!(front.title.unwrap().value, "Яагаад");
        assert_eq!(front.minutes.unwrap().value, 15);
        assert_eq!(front.objectives.len(), 2);
        assert_eq!(front.roles[0].value, "member");
        assert!(!front.draft.unwrap().value);
        assert_eq!(front.summary.unwrap().value, "one two");
        check(text, &[]);
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        check(
            "tytle: a\nminutes: many\nobjectives: b\ndraft: yes\nroles: [{a: b}]\nsummary: [c]",
            &[
                "yaml/unknown-key tytle",
                "yaml/not-number many",
                "yaml/not-list b",
                "yaml/not-list {a: b}",
                "yaml/not-true-or-false yes",
                "yaml/not-text [c]",
            ],
        );
        check("title: a\ntitle: b", &["yaml/duplicate-key title"]);
        check("- a", &["yaml/not-mapping - a"]);
        check("just words", &["yaml/not-mapping just words"]);
    }

    #[test]
    fn titles_keep_their_spelling() {
        for (text, title) in
            [("title: 2026", "2026"), ("title: 1.10", "1.10"), ("title: yes", "yes"), ("title: true", "true")]
        {
            assert_eq!(front_matter(text, "en").value.title.unwrap().value, title);
        }
    }

    #[test]
    fn keys_may_be_written_in_any_language() {
        let text = "гарчиг: Яагаад\nminutos: 15\nmål: [a]\nfunções: [member]\ndraft: po\nresumé: b";
        let read = front_matter(text, "mn");
        assert_eq!(read.diagnostics, vec![]);
        let front = read.value;
        assert_eq!(front.title.unwrap().value, "Яагаад");
        assert_eq!((front.minutes.unwrap().value, front.draft.unwrap().value), (15, true));
        assert_eq!((front.objectives.len(), front.roles.len(), front.summary.is_some()), (1, 1, true));
    }

    #[test]
    fn what_is_wrong_is_told_in_the_author_s_words() {
        let check = |text: &str, expected: &str| {
            let said = front_matter(text, "pt").diagnostics;
            let told: Vec<String> = said[0].message.arguments.iter().map(|(_, value)| value.clone()).collect();
            let hints = said[0].hints.iter().flat_map(|hint| &hint.arguments);
            let hint = hints.map(|(_, value)| value.as_str()).collect::<Vec<_>>();
            assert_eq!(format!("{} {} {}", said[0].code, told.join(" "), hint.join(" ")), expected);
        };
        check("títlo: a", "yaml/unknown-key títlo título");
        check("minutos: muitos", "yaml/not-number minutos 1 10000 minutos: 15");
        check("rascunho: talvez", "yaml/not-true-or-false rascunho rascunho: sim");
        check(
            "cor: azul",
            "yaml/unknown-key cor título`, `minutos`, `objectivos`, `funções`, `rascunho`, `resumo`, `translated-from",
        );
        check("título: a\ntitle: b", "yaml/duplicate-key title ");
    }
}
