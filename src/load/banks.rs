//! The files that quizzes draw their questions from.

use crate::diagnostic::Diagnostic;
use crate::load::reading::{Job, Parsed, Reading};
use crate::load::survey::{CourseFolder, is_text};
use crate::locale::{Catalogs, Lang};
use crate::model::{Bank, Document};
use crate::parse::TextKind;
use crate::span::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Every question bank that a quiz names.
#[derive(Debug, Default)]
pub(super) struct Banks {
    paths: BTreeSet<SourcePath>,
    documents: BTreeMap<SourcePath, Arc<Document>>,
}

impl Banks {
    /// Finds the banks that the parsed texts name, and parses them as banks.
    pub(super) fn read(
        parsed: &Parsed,
        reading: &Reading,
        folders: &[CourseFolder],
        catalogs: &Catalogs,
        all: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut jobs: BTreeMap<SourcePath, Job> = BTreeMap::new();
        for (path, page) in parsed {
            for bank in page.value.document.quizzes().into_iter().filter_map(|quiz| quiz.bank.as_ref()) {
                let Some(lang) = lang_of(path, folders) else { continue };
                let bank = path_of(bank, path).filter(|bank| is_text(bank) && bank != path);
                if let Some(bank) = bank.filter(|bank| reading.file(bank).is_some()) {
                    let job = Job { path: bank.clone(), lang: lang.clone(), kind: TextKind::Bank };
                    jobs.entry(bank).or_insert(job);
                }
            }
        }
        let paths = jobs.keys().cloned().collect();
        let parsed = reading.parse(jobs.into_values().collect(), catalogs, None).into_iter();
        let documents = parsed.map(|(path, bank)| (path, bank.into_value(all).document)).collect();
        Self { paths, documents }
    }

    /// Returns the paths of the banks.
    pub(super) fn paths(&self) -> &BTreeSet<SourcePath> {
        &self.paths
    }

    /// Returns the bank that a quiz in the file `from` names.
    pub(super) fn get(&self, bank: &Bank, from: &SourcePath) -> Option<&Arc<Document>> {
        self.documents.get(&path_of(bank, from)?)
    }
}

/// Returns the language whose folder a text stands in.
fn lang_of<'a>(path: &SourcePath, folders: &'a [CourseFolder]) -> Option<&'a Lang> {
    let mut languages = folders.iter().flat_map(|folder| &folder.languages);
    let own = languages.find(|language| path.as_str().starts_with(&format!("{}/", language.folder)));
    own.map(|language| &language.lang)
}

/// Returns where the address of a bank leads.
pub(super) fn path_of(bank: &Bank, from: &SourcePath) -> Option<SourcePath> {
    from.parent().resolve(&bank.address.replace('\\', "/"))
}
