//! What a platform keeps of a learner, told with the words of the course.

use crate::load;
use crate::locale::Lang;
use crate::model::{Course, CourseId, Edition, Library};
use crate::package::packed::StoredState;
use crate::package::{self, Explanation};
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::progress::Stage;

/// Which state is to be explained.
#[derive(Debug, Clone, Copy)]
pub struct ExplainRequest<'a> {
    /// What the platform keeps.
    pub state: &'a str,
    /// The course that it is about; without it the one that the state names, or the only one of the library.
    pub course: Option<&'a CourseId>,
    /// The language that the course is told in; without it that of the edition that the state was kept for, `spoken`
    /// if there are several.
    pub lang: Option<&'a Lang>,
    /// The reader's language.
    pub spoken: &'a Lang,
}

/// Tells what a state says. What is wrong with the course elsewhere does not matter here.
///
/// # Errors
/// When the library cannot be read, there is no such course, or the text is no state.
pub fn explain(job: Job<'_>, request: ExplainRequest<'_>) -> Result<Explanation, PipelineError> {
    let stored = StoredState::read(request.state)?;
    let catalogs = catalogs(job.world)?;
    job.progress.begin(Stage::Reading, 0);
    let library = load::load(job.world, &catalogs)?.into_value(&mut Vec::new());
    job.progress.end();
    let named = stored.course().map(CourseId::new);
    let course = course(&library, request.course.or(named.as_ref()))?;
    let editions = editions(course, request)?;
    let explanation = package::explain(&library, course, &editions, &stored)?;
    Ok(explanation.expect("a course that was loaded has an edition"))
}

fn course<'a>(library: &'a Library, wanted: Option<&CourseId>) -> Result<&'a Course, PipelineError> {
    let known = || library.courses.iter().map(|course| course.id.to_string()).collect();
    match (wanted, library.courses.as_slice()) {
        (None, [only]) => Ok(only),
        (None, _) => Err(PipelineError::WhichCourse { known: known() }),
        (Some(wanted), courses) => courses
            .iter()
            .find(|course| course.id == *wanted)
            .ok_or_else(|| PipelineError::NoCourse { wanted: wanted.to_string(), known: known() }),
    }
}

/// Returns the editions to try, the one to tell in first.
fn editions<'a>(course: &'a Course, request: ExplainRequest<'_>) -> Result<Vec<&'a Edition>, PipelineError> {
    if let Some(wanted) = request.lang {
        let known = || course.editions.iter().map(|edition| edition.lang.to_string()).collect();
        let edition = course.edition(wanted);
        let edition = edition.ok_or_else(|| PipelineError::NoLanguage { wanted: wanted.to_string(), known: known() });
        return Ok(vec![edition?]);
    }
    let mut editions: Vec<&Edition> = course.editions.iter().collect();
    editions.sort_by_key(|edition| edition.lang.base() != request.spoken.base());
    Ok(editions)
}
