//! From a library without errors to sticks: the site, the files beside it, the stick's own pages, and the manifest.
//!
//! 1. Everything is made once, for all sticks: what is made waits on this computer's disk, films stay in the library.
//! 2. What a stick cannot hold is foreseen before a film is read.
//! 3. All sticks are laid side by side; what one of them refuses concerns no other.

use crate::cache::Scratch;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Hasher;
use crate::kept::{Kept, Place};
use crate::locale::Lang;
use crate::media;
use crate::model::{Course, CourseId, Edition, Library};
use crate::output::{self, Carrier, Disk, Medium, OutputError};
use crate::package::{self, Target};
use crate::paper::PaperSize;
use crate::pipeline::making::workshop;
use crate::pipeline::settling::settled;
use crate::pipeline::{Job, Outcome, PackageRequest, PipelineError, Prepared, WithSource, passes, prepare};
use crate::progress::{Progress, Stage};
use crate::render::{self, Audience, Scope, StickContents, StickFile, StickFileKind, Theme};
use crate::sign::SecretKey;
use crate::stick::{self, Copy, Laid, LayError, Manifest, Signed, TreeSource, Trouble};
use crate::tree::{Body, FileTree, Keeper, OutPath};
use crate::world::OUTPUT_MARK;
use std::io;
use std::path::Path;
use std::thread;

/// Where the site stands on a stick.
const SITE: &str = "courses";

/// Where the pages for phones stand.
const PHONE: &str = "phone";

/// Where the trainer's edition stands.
const TRAINER: &str = "trainer";

/// Where the packages stand.
const PACKAGES: &str = "packages";

/// What is to lie on a stick.
#[derive(Clone)]
pub struct StickRequest<'a> {
    /// Only these courses; none: all.
    pub courses: Vec<CourseId>,
    /// Only these languages; none: all.
    pub langs: Vec<Lang>,
    /// What lies beside the site, for platforms.
    pub targets: Vec<&'static dyn Target>,
    /// Whether files for phones lie there.
    pub phone: Phone,
    /// Whether the trainer's edition lies there too.
    pub trainer: Trainer,
    /// Who vouches for it.
    pub key: Option<&'a SecretKey>,
}

/// Whether files for phones lie on a stick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phone {
    /// They do.
    With,
    /// They do not.
    Without,
}

/// Whether the trainer's edition lies on a stick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trainer {
    /// It does: the stick is for trainers.
    With,
    /// It does not: the stick can be handed to learners.
    Without,
}

/// A stick, and who is told how far it is.
#[derive(Clone, Copy)]
pub struct Slot<'a> {
    /// The stick.
    pub medium: &'a dyn Medium,
    /// Who is told.
    pub progress: &'a dyn Progress,
}

/// What came of each stick.
#[derive(Debug)]
pub struct Sticks {
    /// What lies on them.
    pub manifest: Manifest,
    /// What came of each, in the order in which they were named.
    pub laid: Vec<Result<Laid, LayError>>,
}

/// Lays what was asked for onto each of `slots`.
///
/// # Errors
/// When the library cannot be read, or nothing in it answers to the request. What a single stick refuses is its own
/// result.
pub fn stick(job: Job<'_>, request: &StickRequest<'_>, slots: &[Slot<'_>]) -> Result<Outcome<Sticks>, PipelineError> {
    let mut diagnostics = Vec::new();
    let mut prepared = chosen(job, request, slots, &mut diagnostics)?;
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    // Both editions of one library have one theme.
    let theme = prepared.theme(job)?;
    prepared.prepare_media(job, &theme, &mut diagnostics)?;
    if !passes(&diagnostics, job.strictness) {
        return Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None });
    }
    let for_trainers = Job { audience: Audience::Trainer, ..job };
    let trainer = match request.trainer {
        Trainer::With => {
            // What is wrong in the courses was told already.
            let mut told = Vec::new();
            let mut trainer = chosen(for_trainers, request, slots, &mut told)?;
            trainer.prepare_media(for_trainers, &theme, &mut told)?;
            Some(trainer)
        }
        Trainer::Without => None,
    };
    let scratch = job.store.scratch().map_err(PipelineError::Store)?;
    let mut tree = FileTree::default();
    let mut door = None;
    if let Some(trainer) = trainer {
        trainer.site(for_trainers, &theme, TRAINER, &scratch, &mut tree)?;
        door = Some(OutPath::fixed(&format!("{TRAINER}/index.html")));
    }
    prepared.copy(job, &theme, &targets(request), (&scratch, door.as_ref()), &mut tree)?;
    let settings = &prepared.library.settings;
    let title = settings.languages.first().and_then(|lang| settings.title.get(lang, &settings.languages));
    let made = Some(lay(job, &tree, title.unwrap_or_default(), request.key, slots)?);
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made })
}

/// Returns what was asked for of the library, and tells what is wrong with it.
///
/// # Errors
/// When the library cannot be read, or nothing in it answers to the request.
fn chosen(
    job: Job<'_>,
    request: &StickRequest<'_>,
    slots: &[Slot<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Prepared, PipelineError> {
    let (mut prepared, told) = prepare(job)?;
    diagnostics.extend(told);
    for slot in slots {
        output::refuse_sources(slot.medium.place(), job.root, &prepared.course_folders(job.root))?;
    }
    narrow(&mut prepared.library, request)?;
    diagnostics.extend(prepared.for_sticks(&targets(request)));
    Ok(prepared)
}

/// Lays a tree onto each of `slots`, side by side.
fn lay(
    job: Job<'_>,
    tree: &FileTree,
    title: &str,
    key: Option<&SecretKey>,
    slots: &[Slot<'_>],
) -> Result<Sticks, PipelineError> {
    let files: Vec<(&OutPath, u64)> = tree.iter().map(|(path, body)| (path, body.size())).collect();
    let foreseen: Vec<Result<Vec<Trouble>, OutputError>> =
        slots.iter().map(|slot| stick::foresee(slot.medium, &files)).collect();
    let able = |foreseen: &Result<Vec<Trouble>, OutputError>| foreseen.as_ref().is_ok_and(Vec::is_empty);
    let source = TreeSource::new(job.world, tree);
    let manifest = match foreseen.iter().any(able) {
        true => source.manifest(title, job.progress)?,
        false => Manifest::default(),
    };
    let copy = Copy { manifest: &manifest, signed: key.map_or(Signed::Not, Signed::With) };
    let laid = thread::scope(|scope| {
        let threads: Vec<_> = slots
            .iter()
            .zip(foreseen)
            .map(|(slot, foreseen)| {
                let source = &source;
                scope.spawn(move || match foreseen? {
                    troubles if troubles.is_empty() => stick::lay(slot.medium, copy, source, slot.progress),
                    troubles => Err(LayError::Troubles(troubles)),
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    Ok(Sticks { manifest, laid })
}

/// Leaves what was asked for.
fn narrow(library: &mut Library, request: &StickRequest<'_>) -> Result<(), PipelineError> {
    let known: Vec<String> = library.courses.iter().map(|course| course.id.to_string()).collect();
    if let Some(wanted) = request.courses.iter().find(|id| library.course(id).is_none()) {
        return Err(PipelineError::NoCourse { wanted: wanted.to_string(), known });
    }
    library.courses.retain(|course| request.courses.is_empty() || request.courses.contains(&course.id));
    let mut known: Vec<String> = editions(library).iter().map(|(_, edition)| edition.lang.to_string()).collect();
    known.sort();
    known.dedup();
    if let Some(wanted) = request.langs.iter().find(|lang| !known.contains(&lang.to_string())) {
        return Err(PipelineError::NoLanguage { wanted: wanted.to_string(), known });
    }
    if !request.langs.is_empty() {
        for course in &mut library.courses {
            course.editions.retain(|edition| request.langs.contains(&edition.lang));
        }
        library.courses.retain(|course| !course.editions.is_empty());
        library.settings.languages.retain(|lang| request.langs.contains(lang));
    }
    Ok(())
}

fn editions(library: &Library) -> Vec<(&Course, &Edition)> {
    library.courses.iter().flat_map(|course| course.editions.iter().map(move |edition| (course, edition))).collect()
}

/// Returns what each edition is made into beside the site, and what that is for.
fn targets(request: &StickRequest<'_>) -> Vec<(&'static dyn Target, StickFileKind)> {
    let phone = package::for_phones();
    let platforms =
        request.targets.iter().filter(|target| ![phone.name(), package::site().name()].contains(&target.name()));
    let platforms = platforms.map(|target| (*target, StickFileKind::Package(target.name())));
    let phone = (request.phone == Phone::With).then_some((phone, StickFileKind::Phone));
    phone.into_iter().chain(platforms).collect()
}

/// Pages wait on the disk.
struct Waiting<'a>(&'a Scratch);

impl Keeper for Waiting<'_> {
    fn keep(&self, _path: &OutPath, bytes: Vec<u8>) -> Body {
        Body::Kept(self.0.keep(bytes))
    }
}

impl Prepared {
    /// Makes the media that are not there yet, and tells what is wrong with them.
    fn prepare_media(
        &mut self,
        job: Job<'_>,
        theme: &Theme,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), PipelineError> {
        let plan = std::mem::take(&mut self.plan);
        let workshop = workshop(job, theme, self.library.settings.pictures);
        self.plan = media::prepare(editions(&self.library), plan, workshop)?.into_value(diagnostics);
        Ok(())
    }

    fn for_sticks(&self, targets: &[(&'static dyn Target, StickFileKind)]) -> Vec<Diagnostic> {
        let inputs = editions(&self.library).into_iter().map(|(course, edition)| self.input(course, edition));
        let told = inputs.flat_map(|input| targets.iter().flat_map(move |(target, _)| target.check(input)));
        settled(&self.library, told.collect())
    }

    /// Adds the site of all courses below `folder`, for the audience of `job`.
    fn site(
        &self,
        job: Job<'_>,
        theme: &Theme,
        folder: &str,
        scratch: &Scratch,
        tree: &mut FileTree,
    ) -> Result<(), PipelineError> {
        let profile = package::site().profile().for_audience(job.audience);
        for (path, body) in self.tree(job, theme, &profile, Scope::Library, &Waiting(scratch))?.iter() {
            tree.add(OutPath::fixed(&format!("{folder}/{path}")), body.clone());
        }
        Ok(())
    }

    /// Adds all that lies on a stick for everybody; `trainer` is the door of what lies there for trainers alone.
    fn copy(
        &self,
        job: Job<'_>,
        theme: &Theme,
        targets: &[(&'static dyn Target, StickFileKind)],
        (scratch, trainer): (&Scratch, Option<&OutPath>),
        tree: &mut FileTree,
    ) -> Result<(), PipelineError> {
        let profile = package::site().profile();
        let site = OutPath::fixed(SITE);
        self.site(job, theme, SITE, scratch, tree)?;
        let files = self.beside(job, theme, targets, scratch, tree)?;
        let contents = StickContents {
            library: &self.library,
            catalogs: &self.catalogs,
            theme,
            site: &site,
            profile: &profile,
            files: &files,
            trainer,
        };
        tree.merge(render::stick_pages(&contents)?);
        Ok(())
    }

    /// Adds what lies beside the site, and returns what that is.
    fn beside(
        &self,
        job: Job<'_>,
        theme: &Theme,
        targets: &[(&'static dyn Target, StickFileKind)],
        scratch: &Scratch,
        tree: &mut FileTree,
    ) -> Result<Vec<StickFile>, PipelineError> {
        let chosen: Vec<(&Course, &Edition)> =
            editions(&self.library).into_iter().filter(|(_, edition)| edition.lessons().next().is_some()).collect();
        let weight = |(course, edition): &(&Course, &Edition)| self.weight(course, edition);
        job.progress.begin(Stage::Packing, chosen.iter().map(weight).sum::<u64>() * targets.len() as u64);
        let mut files = Vec::new();
        for (target, kind) in targets {
            let folder = if *kind == StickFileKind::Phone { PHONE } else { PACKAGES };
            for (course, edition) in &chosen {
                let out = scratch.path();
                let request = PackageRequest {
                    targets: vec![*target],
                    course: None,
                    lang: None,
                    with_source: WithSource::No,
                    paper: PaperSize::A4,
                    out: &out,
                };
                self.pack_edition(job, theme, (course, edition), None, &request)?;
                for (name, body) in kept(&out)? {
                    let path = OutPath::fixed(&format!("{folder}/{name}"));
                    let (course, lang) = (course.id.clone(), edition.lang.clone());
                    files.push(StickFile { path: path.clone(), size: body.size(), course, lang, kind: *kind });
                    tree.add(path, body);
                }
            }
        }
        job.progress.end();
        Ok(files)
    }
}

/// Returns every file of a folder of ours, as it waits there.
fn kept(folder: &Path) -> Result<Vec<(String, Body)>, PipelineError> {
    let failed = |source| OutputError::Disk { path: folder.to_owned(), source };
    let disk = Disk::open(folder, None).map_err(failed)?;
    let mut files = Vec::new();
    // What says which files of a folder are ours is of no use on a stick, whose manifest says that of all.
    let is_mark = |path: &str| path.rsplit('/').next() == Some(OUTPUT_MARK);
    for found in disk.list().map_err(failed)?.into_iter().filter(|found| !is_mark(&found.path)) {
        let mut hasher = Hasher::default();
        let read = disk.read(&found.path, &mut |reader| {
            let mut piece = vec![0; 256 * 1024];
            loop {
                match reader.read(&mut piece) {
                    Ok(0) => return Ok(()),
                    Ok(count) => hasher.update(&piece[..count]),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        });
        read.map_err(failed)?;
        let kept = Kept::new(Place::File(folder.join(&found.path)), found.size, hasher.finish());
        files.push((found.path, Body::Kept(kept)));
    }
    Ok(files)
}
