//! From learners' results to signed certificates.
//!
//! 1. Results are put together as a report puts them together: each learner once, nothing doubtful counts.
//! 2. Whoever has completed a course gets a certificate, signed by the coordinator's key; who does not is named, with why.
//! 3. Certificates are set for paper, one file a course and language, and stand as texts beside; with them goes the page
//!    that checks them. Files bear a name made of what is in them, so that no earlier ones are overwritten.

use crate::certify::Certificate;
use crate::fingerprint::Fingerprint;
use crate::locale::{Catalogs, Lang};
use crate::output;
use crate::paper::{self, Check};
use crate::pipeline::{Collected, Job, PipelineError, ReportRequest, catalogs, collect};
use crate::render::{Theme, Trusted, proof_page};
use crate::report::{Entry, Held, Person, State};
use crate::results::{Form, day_text};
use crate::sign::SecretKey;
use crate::tree::Body;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the page that checks certificates is called.
pub const PROOF_PAGE: &str = "CHECK-CERTIFICATE.html";

/// Certificates that are to be made.
#[derive(Debug)]
pub struct CertifyRequest<'a> {
    /// The results.
    pub results: &'a ReportRequest<'a>,
    /// The key that signs.
    pub key: &'a SecretKey,
    /// Only this course.
    pub course: Option<&'a str>,
    /// The folder that they are put in.
    pub out: &'a Path,
}

/// Why somebody has no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// The course is not completed.
    Open,
    /// What was handed over cannot be as it says.
    Doubtful,
    /// Only a code was said: it knows neither version nor day.
    OnlyACode,
    /// Only a learning platform says so: nothing of it was checked.
    OnlyAPlatform,
    /// It was handed over without a name.
    Nameless,
    /// The library has no such course.
    NoCourse,
}

/// Certificates that were made.
#[derive(Debug)]
pub struct Certified {
    /// Who got one, and of which course.
    pub issued: Vec<(String, String)>,
    /// Who did not, of which course, and why.
    pub withheld: Vec<(String, String, Withheld)>,
    /// The files.
    pub files: Vec<PathBuf>,
}

/// One certificate on its way to paper.
struct Issued {
    certificate: Certificate,
    lang: Lang,
    text: String,
}

/// Signs certificates for those who completed a course, and writes them.
///
/// # Errors
/// When the library, a place or the record cannot be read, or the certificates cannot be written.
pub fn certify(job: Job<'_>, request: &CertifyRequest<'_>) -> Result<Certified, PipelineError> {
    let collected = collect(job, request.results)?;
    let known: Vec<String> = collected.keys.courses.keys().cloned().collect();
    if let Some(wanted) = request.course.filter(|wanted| !known.iter().any(|id| id == wanted)) {
        return Err(PipelineError::NoCourse { wanted: wanted.to_owned(), known });
    }
    let catalogs = catalogs(job.world)?;
    let mut certified = Certified { issued: Vec::new(), withheld: Vec::new(), files: Vec::new() };
    let mut all: Vec<Issued> = Vec::new();
    for (person, courses) in collected.summary.people.iter().zip(&collected.summary.held) {
        for (course, held) in courses.iter().filter(|(course, _)| request.course.is_none_or(|only| only == *course)) {
            let name = shown(person);
            match of(&collected, person, course, held) {
                Ok((certificate, lang)) => {
                    certified.issued.push((name, certificate.title.clone()));
                    let text = certificate.signed(request.key);
                    all.push(Issued { certificate, lang, text });
                }
                Err(why) => certified.withheld.push((name, course.clone(), why)),
            }
        }
    }
    all.sort_by(|one, other| one.certificate.name.cmp(&other.certificate.name).then_with(|| one.text.cmp(&other.text)));
    if !all.is_empty() {
        certified.files = written(job, request, &collected, &catalogs, &all)?;
    }
    Ok(certified)
}

/// Returns what a person is called where nothing better is known.
fn shown(person: &Person) -> String {
    if person.name.is_empty() { person.reference().to_owned() } else { person.name.clone() }
}

/// Returns the certificate of a person in a course and its language, or why there is none.
fn of(collected: &Collected, person: &Person, course: &str, held: &Held) -> Result<(Certificate, Lang), Withheld> {
    let entry: &Entry = &collected.summary.entries[held.entry];
    let key = collected.keys.courses.get(course).ok_or(Withheld::NoCourse)?;
    match held.state {
        State::Doubtful => return Err(Withheld::Doubtful),
        State::Begun => return Err(Withheld::Open),
        State::Completed if entry.form == Form::Code => return Err(Withheld::OnlyACode),
        State::Completed if entry.form == Form::Platform => return Err(Withheld::OnlyAPlatform),
        State::Completed if person.name.is_empty() => return Err(Withheld::Nameless),
        State::Completed => {}
    }
    let (edition, _) = key.edition(entry.language.as_deref());
    let certificate = Certificate {
        course: course.to_owned(),
        version: entry.version.clone().unwrap_or_else(|| key.version.clone()),
        date: entry.days.completed.or(entry.made.map(|made| made.day)).map(day_text),
        score: entry.standing.score,
        name: person.name.clone(),
        title: edition.title.clone(),
    };
    Ok((certificate, Lang::parse(&edition.language).unwrap_or_else(Lang::english)))
}

fn written(
    job: Job<'_>,
    request: &CertifyRequest<'_>,
    collected: &Collected,
    catalogs: &Catalogs,
    all: &[Issued],
) -> Result<Vec<PathBuf>, PipelineError> {
    output::refuse_sources(request.out, job.root, &[])?;
    output::ensure_folder(request.out)?;
    let texts: String = all
        .iter()
        .map(|one| format!("{}\n{}\n{}\n\n", one.certificate.name, one.certificate.title, one.text))
        .collect();
    let mark = Fingerprint::of(texts.as_bytes()).short();
    let mut files = vec![(format!("certificates-{mark}.txt"), texts.into_bytes())];
    let mut sheets: BTreeMap<(&str, &Lang), Vec<&Issued>> = BTreeMap::new();
    for one in all {
        sheets.entry((one.certificate.course.as_str(), &one.lang)).or_default().push(one);
    }
    for ((course, lang), issued) in sheets {
        let printed = sheet(collected, catalogs, request.key, lang, &issued)?;
        files.push((format!("{course}-{lang}-{mark}.{}", printed.ending), printed.bytes));
    }
    let public = request.key.public();
    let trusted = Trusted { id: public.id(), key: public.raw(), owner: collected.settings.organisation.as_deref() };
    let page = proof_page(&Theme::embedded(), catalogs, &collected.settings.languages, &[trusted])?;
    files.push((PROOF_PAGE.to_owned(), page.into_bytes()));
    let mut paths = Vec::new();
    for (name, bytes) in files {
        let path = request.out.join(name);
        output::file(job.world, &Body::Bytes(bytes), &path, job.progress)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Sets the certificates of one course and language, one a page.
fn sheet(
    collected: &Collected,
    catalogs: &Catalogs,
    key: &SecretKey,
    lang: &Lang,
    issued: &[&Issued],
) -> Result<paper::Printed, PipelineError> {
    let words = catalogs.get(lang);
    let check = words.fill("proof.on-paper", &[("key", &key.public().id())]);
    let sheets: Vec<paper::Certificate<'_>> = issued
        .iter()
        .map(|one| paper::Certificate {
            name: Some(&one.certificate.name),
            course: &one.certificate.title,
            version: Some(&one.certificate.version),
            organisation: collected.settings.organisation.as_deref(),
            date: one.certificate.date.as_deref(),
            score: one.certificate.score,
            minutes: None,
            check: Some(Check { code: &one.text, words: &check }),
        })
        .collect();
    Ok(paper::certificates(words, &sheets)?)
}
