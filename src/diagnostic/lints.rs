//! Every code that an author can be told, whichever room tells it: one row each.
//!
//! What a code means, why it matters and how to mend it stands in every language under the code's name in
//! `locales/explanations/`; its sentence, with the names of the case, stands in `locales/`.

use crate::diagnostic::Severity;
use crate::diagnostic::nearest;

/// One thing that can be wrong or unwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// Stable name, `area/problem`, and the key of its message.
    pub code: &'static str,
    /// How much it matters, unless the library says otherwise or the case is a milder one.
    pub severity: Severity,
    /// What a library may make of it.
    pub freedom: Freedom,
}

/// What a library may make of a code with `checks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freedom {
    /// Anything: what it is told of is built all the same, as well as it can be.
    Free,
    /// It stays an error: nothing sound could be built.
    Held,
}

impl Lint {
    /// Returns the part of the code before `/`.
    pub fn area(&self) -> &'static str {
        self.code.split('/').next().unwrap_or(self.code)
    }

    const fn free(self) -> Self {
        Self { freedom: Freedom::Free, ..self }
    }
}

const fn error(code: &'static str) -> Lint {
    Lint { code, severity: Severity::Error, freedom: Freedom::Held }
}

const fn warning(code: &'static str) -> Lint {
    Lint { code, severity: Severity::Warning, freedom: Freedom::Free }
}

/// Returns the row of `code`.
pub fn lint(code: &str) -> Option<&'static Lint> {
    LINTS.binary_search_by(|lint| lint.code.cmp(code)).ok().map(|at| &LINTS[at])
}

/// Returns the codes that `word` most likely meant: the nearest one, or those whose area or problem it names.
pub fn codes_like(word: &str) -> Vec<&'static str> {
    let all: Vec<&str> = LINTS.iter().map(|lint| lint.code).collect();
    if let Some(near) = nearest(word, &all) {
        return all.into_iter().filter(|code| *code == near).collect();
    }
    let word = word.to_lowercase();
    let named = |code: &&str| code.split_once('/').is_some_and(|(area, problem)| area == word || problem == word);
    let found: Vec<&str> = LINTS.iter().map(|lint| lint.code).filter(|code| named(code)).collect();
    if !found.is_empty() {
        return found;
    }
    let problems: Vec<&str> = LINTS.iter().filter_map(|lint| lint.code.split_once('/')).map(|(_, name)| name).collect();
    let near = nearest(&word, &problems);
    LINTS
        .iter()
        .map(|lint| lint.code)
        .filter(|code| near.is_some_and(|near| code.ends_with(&format!("/{near}"))))
        .collect()
}

/// Every code, in order.
pub const LINTS: &[Lint] = &[
    error("attribute/bad-id"),
    error("attribute/has-value"),
    error("attribute/no-date"),
    error("attribute/no-language"),
    error("attribute/no-number"),
    error("attribute/no-time"),
    error("attribute/no-value"),
    error("attribute/out-of-range"),
    error("attribute/too-many"),
    error("attribute/twice"),
    error("attribute/unclosed"),
    error("attribute/unknown"),
    error("attribute/unknown-value"),
    warning("budget/file"),
    warning("budget/film"),
    warning("budget/language"),
    warning("budget/picture"),
    warning("budget/sound"),
    warning("captions/after-end"),
    warning("captions/backwards"),
    warning("captions/crowded"),
    warning("captions/no-time"),
    warning("captions/time"),
    warning("checks/held"),
    error("checks/unknown-code"),
    warning("code/bad-lines"),
    warning("code/mermaid"),
    warning("course/folder-name"),
    error("course/id"),
    warning("course/id-not-used"),
    error("course/no-index"),
    error("course/no-language"),
    error("course/requires-itself").free(),
    warning("course/role-twice"),
    error("course/same-id"),
    error("course/same-language"),
    warning("course/unknown-requirement"),
    error("course/url"),
    error("course/version"),
    warning("event/no-date"),
    error("fence/crossing"),
    error("fence/extra-text"),
    error("fence/inside-html"),
    error("fence/no-name"),
    error("fence/outside-exercise"),
    error("fence/outside-quiz"),
    error("fence/passage-without-language"),
    error("fence/quiz-inside-quiz"),
    error("fence/stray"),
    error("fence/too-deep"),
    error("fence/unclosed"),
    error("fence/unknown"),
    warning("fence/unknown-callout"),
    error("field/choice"),
    error("field/lines"),
    warning("field/sum-outside-table"),
    error("field/unknown"),
    warning("file/other-name"),
    error("file/runs-scripts"),
    error("file/too-large").free(),
    warning("file/unused"),
    warning("film/bitrate"),
    warning("film/codec"),
    warning("film/container"),
    error("film/cut-short"),
    warning("film/end-missing"),
    warning("film/fine-colours"),
    warning("film/fragments"),
    warning("film/large-picture"),
    warning("film/level"),
    warning("film/no-captions"),
    error("film/no-film"),
    warning("film/no-pictures"),
    warning("film/no-title"),
    error("film/not-for-browsers"),
    error("film/unreadable"),
    warning("film/wrong-ending"),
    warning("footnote/twice"),
    warning("footnote/unused"),
    error("front-matter/unclosed"),
    error("gap/all-right"),
    error("gap/bad-number"),
    error("gap/empty"),
    error("gap/empty-alternative"),
    warning("gap/outside"),
    error("gap/turned-range"),
    error("gap/unclosed"),
    warning("heading/skipped-level"),
    warning("html/attribute-removed"),
    warning("html/block-in-sentence"),
    warning("html/removed"),
    warning("html/unclosed"),
    warning("html/unopened"),
    error("id/duplicate"),
    warning("lesson/empty"),
    warning("lesson/no-title"),
    warning("lesson/not-in-source"),
    warning("lesson/unknown-role"),
    warning("lesson/untranslated"),
    error("library/email"),
    error("library/field-id"),
    error("library/field-options"),
    error("library/field-twice"),
    warning("library/language-absent"),
    warning("library/language-not-listed"),
    error("library/language-twice"),
    warning("library/no-courses"),
    error("library/no-theme"),
    error("library/theme-name"),
    error("library/url"),
    error("library/whatsapp"),
    error("link/absolute").free(),
    warning("link/draft"),
    error("link/empty").free(),
    error("link/missing").free(),
    error("link/missing-anchor").free(),
    error("link/no-page"),
    error("link/outside").free(),
    error("link/scheme"),
    warning("link/untranslated"),
    error("link/video"),
    error("media/absolute").free(),
    error("media/changed"),
    error("media/cut-short"),
    error("media/empty").free(),
    error("media/empty-file"),
    error("media/huge-picture"),
    warning("media/metadata-kept"),
    error("media/missing").free(),
    warning("media/new-kind"),
    error("media/no-picture"),
    error("media/not-a-picture"),
    error("media/not-shown"),
    error("media/outside").free(),
    error("media/scheme"),
    error("media/too-many-pixels"),
    error("media/unknown-film").free(),
    error("media/unreadable-captions"),
    error("media/unreadable-picture"),
    warning("media/web-picture"),
    warning("media/wrong-ending"),
    warning("module/empty"),
    warning("module/no-title"),
    error("name/forbidden"),
    warning("name/long-path"),
    error("name/only-case-differs"),
    warning("package/single-size"),
    warning("package/suspend-data"),
    warning("picture/no-alternative"),
    warning("plan/no-field"),
    warning("platform/asks-before-download"),
    warning("platform/failed-gives-nothing"),
    warning("platform/file-names"),
    warning("platform/film-kind"),
    warning("platform/large-zip"),
    warning("platform/launch-first"),
    warning("platform/launch-query"),
    warning("platform/mastery-score"),
    warning("platform/no-door"),
    warning("platform/same-name"),
    warning("platform/slow-upload"),
    warning("platform/upload-limit-2"),
    warning("platform/upload-limit-256"),
    warning("platform/web-film"),
    warning("question/answer-not-typed"),
    error("question/answer-without-box"),
    error("question/bad-label"),
    error("question/empty-answer"),
    error("question/empty-pair"),
    error("question/few-items"),
    error("question/few-labels"),
    error("question/few-pairs"),
    error("question/match-columns"),
    error("question/multiple-without-boxes"),
    error("question/no-answer-form"),
    warning("question/no-effect"),
    error("question/no-prompt"),
    error("question/no-right-answer"),
    error("question/no-table"),
    error("question/one-answer"),
    warning("question/same-answer"),
    error("question/same-id"),
    error("question/scale-in-quiz"),
    error("question/two-forms"),
    warning("quiz/advice-overlaps"),
    error("quiz/advice-range"),
    error("quiz/before-questions"),
    error("quiz/draws-too-many"),
    error("quiz/missing-bank"),
    error("quiz/no-questions"),
    error("quiz/unknown-dimension"),
    warning("rung/no-small-copy"),
    warning("rung/no-sound-of-film"),
    warning("session/outside"),
    warning("sound/no-transcript"),
    warning("sound/not-compressed"),
    error("text/broken"),
    error("text/encoding"),
    error("text/too-deep"),
    error("text/too-long"),
    error("transcode/refused"),
    error("transcode/stood-still"),
    error("translate/breaks-page"),
    error("translate/changed-since"),
    error("translate/markup-added"),
    error("translate/markup-lost"),
    error("translate/no-context"),
    error("translate/no-course"),
    error("translate/no-head"),
    error("translate/no-longer-there"),
    error("translate/no-page"),
    error("translate/not-spreadsheet"),
    error("translate/not-utf8"),
    error("translate/not-xliff"),
    error("translate/other-source"),
    error("translate/own-blocks"),
    error("translate/own-language"),
    error("translate/po-line"),
    error("translate/twice"),
    error("translate/two-files"),
    error("translate/unknown-form"),
    error("translate/xliff-code"),
    error("translate/xml"),
    error("translate/xml-doctype"),
    error("translate/xml-entity"),
    error("translation/answers-differ").free(),
    error("translation/id-differs").free(),
    error("translation/kind-differs").free(),
    warning("translation/outdated"),
    error("translation/points-differ").free(),
    error("translation/questions-differ").free(),
    error("translation/right-answer-differs").free(),
    warning("translation/settings-differ"),
    error("video/duration"),
    warning("video/file-missing"),
    error("video/no-captions"),
    error("video/no-film"),
    error("video/nothing"),
    warning("video/other-content"),
    warning("video/other-duration"),
    warning("video/other-size"),
    error("video/sha256"),
    error("video/size"),
    warning("video/unused"),
    error("video/url"),
    error("yaml/after-quotation"),
    error("yaml/alias"),
    error("yaml/backslash"),
    error("yaml/bracket"),
    error("yaml/dash"),
    error("yaml/duplicate-key"),
    error("yaml/first-sign"),
    error("yaml/indentation"),
    error("yaml/missing-key"),
    error("yaml/no-colon"),
    error("yaml/not-a-choice"),
    error("yaml/not-a-language"),
    error("yaml/not-a-size"),
    error("yaml/not-a-time"),
    error("yaml/not-by-language"),
    error("yaml/not-list"),
    error("yaml/not-mapping"),
    error("yaml/not-number"),
    error("yaml/not-text"),
    error("yaml/not-true-or-false"),
    error("yaml/quotation-mark"),
    error("yaml/second-colon"),
    error("yaml/syntax"),
    error("yaml/tab"),
    error("yaml/tag"),
    error("yaml/too-much"),
    error("yaml/two-documents"),
    error("yaml/unknown-key"),
];

#[cfg(test)]
mod tests {
    use super::{LINTS, codes_like, lint};

    #[test]
    fn the_table_is_in_order() {
        assert!(LINTS.is_sorted_by(|left, right| left.code < right.code));
        assert!(LINTS.iter().all(|row| lint(row.code) == Some(row)));
        assert_eq!(lint("no/such"), None);
    }

    #[test]
    fn what_was_meant_is_found() {
        assert_eq!(codes_like("link/mising"), ["link/missing"]);
        assert_eq!(codes_like("no-captions"), ["film/no-captions", "video/no-captions"]);
        assert_eq!(codes_like("footnote"), ["footnote/twice", "footnote/unused"]);
        assert_eq!(codes_like("no-right-anwser"), ["question/no-right-answer"]);
        assert!(codes_like("xyzzy").is_empty() && codes_like("").is_empty());
    }
}
