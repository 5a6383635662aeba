//! A library's questions into files of other programs, one a course and language.

use crate::export::{self, Form};
use crate::import::Lost;
use crate::load;
use crate::locale::Lang;
use crate::model::{Asset, Course};
use crate::output::{self, Written};
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::progress::Stage;
use crate::tree::Artifact;
use std::path::Path;

/// The largest picture that is put into a text, in bytes.
const LARGEST_PICTURE: u64 = 32_000_000;

/// Questions that are to be written.
#[derive(Debug, Clone, Copy)]
pub struct QuestionRequest<'a> {
    /// The courses, and lessons by their place in the course or their name; without any, everything.
    pub wanted: &'a [String],
    /// Only this language.
    pub lang: Option<&'a Lang>,
    /// The format.
    pub form: Form,
    /// The folder that the files are put in.
    pub out: &'a Path,
}

/// A file of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionFile {
    /// The file.
    pub written: Written,
    /// How many questions stand in it.
    pub questions: usize,
    /// What could not be carried over.
    pub lost: Vec<Lost>,
}

/// Writes the questions of courses. What is wrong in the library is told by `check`.
///
/// # Errors
/// When the library cannot be read, nothing answers to the request, or a file cannot be written.
pub fn export_questions(job: Job<'_>, wanted: &QuestionRequest<'_>) -> Result<Vec<QuestionFile>, PipelineError> {
    let catalogs = catalogs(job.world)?;
    job.progress.begin(Stage::Reading, 0);
    let library = load::load(job.world, &catalogs);
    job.progress.end();
    let library = library?.value;
    for name in wanted.wanted {
        if !library.courses.iter().any(|course| answers(course, name)) {
            let known = library.courses.iter().map(|course| course.id.to_string()).collect();
            return Err(PipelineError::NoCourse { wanted: name.clone(), known });
        }
    }
    let read = |asset: &Asset| (asset.size <= LARGEST_PICTURE).then(|| job.world.read(&asset.path).ok()).flatten();
    let mut files = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for course in &library.courses {
        for edition in &course.editions {
            known.push(edition.lang.to_string());
            if wanted.lang.is_some_and(|lang| *lang != edition.lang) {
                continue;
            }
            let whole = wanted.wanted.is_empty() || wanted.wanted.iter().any(|name| *name == course.id.as_str());
            let chosen = |id: &crate::model::LessonId| {
                whole || wanted.wanted.iter().any(|name| means(course, &id.to_string(), name))
            };
            let set = export::set(course, edition, &chosen);
            if set.questions.is_empty() {
                continue;
            }
            let exported = export::export(&set, wanted.form, &read);
            let written = match &exported.artifact {
                Artifact::Zip { name, tree } => output::zip(job.world, tree, &wanted.out.join(name), job.progress)?,
                Artifact::File { name, body } => output::file(job.world, body, &wanted.out.join(name), job.progress)?,
                Artifact::Folder(_) => continue,
            };
            files.push(QuestionFile { written, questions: exported.questions, lost: exported.lost });
        }
    }
    if let (Some(lang), true) = (wanted.lang, files.is_empty()) {
        known.sort();
        known.dedup();
        if !known.contains(&lang.to_string()) {
            return Err(PipelineError::NoLanguage { wanted: lang.to_string(), known });
        }
    }
    Ok(files)
}

/// Tells whether `name` is a course's, or one of its lessons.
fn answers(course: &Course, name: &str) -> bool {
    let lessons = course.editions.iter().flat_map(|edition| edition.lessons());
    name == course.id.as_str() || lessons.into_iter().any(|lesson| means(course, &lesson.id.to_string(), name))
}

/// Tells whether `name` is a lesson's: `module/lesson`, `lesson`, `course/module/lesson`, or its file.
fn means(course: &Course, id: &str, name: &str) -> bool {
    let bare: Vec<&str> = name.trim_end_matches(".md").split(['/', '\\']).map(unnumbered).collect();
    let bare = bare.join("/");
    let own = id.rsplit('/').next().unwrap_or(id);
    bare == id || bare == own || bare == format!("{}/{id}", course.id) || bare.ends_with(&format!("/{id}"))
}

fn unnumbered(name: &str) -> &str {
    crate::pipeline::beginning::unnumbered(name)
}
