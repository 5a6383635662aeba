//! Pictures made ready for pages: each once, side by side, kept for the next time.

use crate::cache::{Key, Seen, Store};
use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::fingerprint::Fingerprint;
use crate::kept::Kept;
use crate::media::picture::{self, Gate, Look, Made, Problem, Recipe, Role};
use crate::media::plan::{MediaPlan, PlannedAsset, Variant, file_name, refusal};
use crate::media::{looks, used};
use crate::model::{Asset, AssetId, AssetKind, Course, Edition, Pictures, Rung};
use crate::progress::{Progress, Stage};
use crate::span::Span;
use crate::world::{Entry, ReadError, World};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::io;

/// Goes up with each change of the work that changes its results.
const VERSION: u32 = 1;

/// What pictures are made ready with.
#[derive(Clone, Copy)]
pub struct Workshop<'a> {
    /// The library.
    pub world: &'a dyn World,
    /// What was made before.
    pub store: &'a Store,
    /// Who is told how far the work is.
    pub progress: &'a dyn Progress,
    /// The widths in which the theme shows pictures, in pixels of the screen.
    pub widths: &'a [u32],
    /// Whether pictures go out as wide as they are shown, or as they came.
    pub pictures: Pictures,
}

/// Makes the pictures that these editions need, and puts what they became into the plan. A picture that cannot be
/// made is left out of it, and told.
///
/// # Errors
/// When a file cannot be read.
pub fn prepare<'a>(
    editions: impl IntoIterator<Item = (&'a Course, &'a Edition)>,
    mut plan: MediaPlan,
    workshop: Workshop<'_>,
) -> Result<Diagnosed<MediaPlan>, ReadError> {
    let mut tasks: Vec<(&Course, AssetId, Span)> = Vec::new();
    let mut known = BTreeSet::new();
    for (course, edition) in editions {
        for (id, span) in used::used_assets(course, [edition]) {
            let is_picture = course.asset(id).kind == AssetKind::Picture;
            if is_picture && plan.get(&course.id, id).is_some() && known.insert((&course.id, id)) {
                tasks.push((course, id, span));
            }
        }
    }
    let recipe = Recipe::of(workshop.widths, workshop.pictures == Pictures::Originals);
    let gate = Gate::new();
    workshop.progress.begin(Stage::Media, tasks.len() as u64);
    let made = tasks
        .into_par_iter()
        .map(|(course, id, span)| {
            let made = files(course.asset(id), &recipe, &gate, workshop);
            workshop.progress.advance(1);
            Ok((course, id, span, made?))
        })
        .collect::<Result<Vec<_>, ReadError>>();
    workshop.progress.end();
    let mut diagnostics = Vec::new();
    for (course, id, span, made) in made? {
        match made {
            Ok(files) => {
                let planned = planned(course, course.asset(id), files, plan.rung());
                plan.add(course.id.clone(), id, planned);
            }
            Err(failure) => {
                plan.remove(&course.id, id);
                diagnostics.push(told(course.asset(id), failure, span));
            }
        }
    }
    Ok(Diagnosed::new(plan, diagnostics))
}

/// Why a picture cannot be made.
enum Failure {
    Problem(Problem),
    Changed,
}

fn told(asset: &Asset, failure: Failure, span: Span) -> Diagnostic {
    match failure {
        Failure::Problem(problem) => refusal(asset, problem, span),
        Failure::Changed => {
            Diagnostic::error("media/changed", span).with("path", &asset.path).hint(Message::new("hint/try-again"))
        }
    }
}

/// A file that a picture became.
struct File {
    role: Role,
    ending: String,
    dimensions: Option<(u32, u32)>,
    kept: Kept,
}

/// Returns the files that a picture becomes: as they were made before, or made now.
fn files(
    asset: &Asset,
    recipe: &Recipe,
    gate: &Gate,
    workshop: Workshop<'_>,
) -> Result<Result<Vec<File>, Failure>, ReadError> {
    let Workshop { world, store, .. } = workshop;
    let entry = world.entry(&asset.path)?;
    let seen = Seen { path: asset.path.as_str(), size: entry.size, modified: entry.modified };
    let known = store.seen(seen).and_then(|fingerprint| kept(store, asset, recipe, &fingerprint));
    if let Some(files) = known {
        return Ok(Ok(files));
    }
    let memory = picture::memory(world.seek(&asset.path)?, entry.size, asset.path.name());
    gate.within(memory, || {
        let moment = store.moment();
        let bytes = match read(world, &entry) {
            Err(error) if error.source.kind() == io::ErrorKind::InvalidData => return Ok(Err(Failure::Changed)),
            bytes => bytes?,
        };
        let fingerprint = Fingerprint::of(&bytes);
        store.remember(seen, fingerprint, moment);
        if let Some(files) = kept(store, asset, recipe, &fingerprint) {
            return Ok(Ok(files));
        }
        Ok(match picture::fit(&bytes, asset.path.name(), recipe) {
            Ok((look, made)) => Ok(keep(store, asset, recipe, &fingerprint, (look, made))),
            Err(problem) => Err(Failure::Problem(problem)),
        })
    })
}

/// Returns a file's bytes, if it is what it was when it was listed.
fn read(world: &dyn World, entry: &Entry) -> Result<Vec<u8>, ReadError> {
    let bytes = world.read(&entry.path)?;
    if bytes.len() as u64 == entry.size && world.entry(&entry.path)? == *entry {
        return Ok(bytes);
    }
    let source = io::Error::new(io::ErrorKind::InvalidData, "changed while it was read");
    Err(ReadError { path: entry.path.to_string(), source })
}

/// Keeps what was made: each file, and at last the list of them.
fn keep(
    store: &Store,
    asset: &Asset,
    recipe: &Recipe,
    fingerprint: &Fingerprint,
    (look, made): (Look, Vec<Made>),
) -> Vec<File> {
    let mut list = String::new();
    let mut files = Vec::new();
    for (number, made) in made.into_iter().enumerate() {
        let (width, height) = made.dimensions.unwrap_or_default();
        let role = if made.role == Role::Everyone { "everyone" } else { "webp" };
        list.push_str(&format!("{role} {} {width} {height}\n", made.ending));
        let kept = store.put(&key(asset, recipe, fingerprint, Some(number)), made.bytes);
        files.push(File { role: made.role, ending: made.ending.to_owned(), dimensions: made.dimensions, kept });
    }
    store.put(&key(asset, recipe, fingerprint, None), list.into_bytes());
    looks::remember(store, fingerprint, &asset.path, look);
    files
}

/// Returns what was made before, if all of it is there.
fn kept(store: &Store, asset: &Asset, recipe: &Recipe, fingerprint: &Fingerprint) -> Option<Vec<File>> {
    let list = looks::text(&store.get(&key(asset, recipe, fingerprint, None))?)?;
    // What is in use is asked for even where a part is missing.
    let files: Vec<Option<File>> = list
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let kept = store.get(&key(asset, recipe, fingerprint, Some(number)))?;
            let mut words = line.split(' ');
            let role = if words.next()? == "everyone" { Role::Everyone } else { Role::WebP };
            let ending = words.next()?.to_owned();
            let dimensions: (u32, u32) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            Some(File { role, ending, dimensions: (dimensions != (0, 0)).then_some(dimensions), kept })
        })
        .collect();
    let files: Vec<File> = files.into_iter().collect::<Option<_>>()?;
    looks::touch(store, fingerprint, &asset.path);
    (!files.is_empty()).then_some(files)
}

fn key(asset: &Asset, recipe: &Recipe, fingerprint: &Fingerprint, number: Option<usize>) -> Key {
    let name = asset.path.name();
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let part = number.map_or_else(|| "list".to_owned(), |number| number.to_string());
    Key::new("picture", VERSION, &format!("{recipe} {ending} {part}"), fingerprint)
}

/// Returns what an asset became. Where little is to travel, no file is wider than the one for everyone.
fn planned(course: &Course, asset: &Asset, files: Vec<File>, rung: Rung) -> PlannedAsset {
    let mut files = files.into_iter();
    let first = files.next().expect("a picture becomes at least one file");
    debug_assert!(first.role == Role::Everyone, "the first file is for everyone");
    let most = if rung == Rung::Full { u32::MAX } else { first.dimensions.map_or(u32::MAX, |(width, _)| width) };
    let name = |file: &File| file_name(course, asset, file.kept.fingerprint(), &file.ending);
    let better = files.filter_map(|file| {
        let (width, height) = file.dimensions.filter(|(width, _)| *width <= most)?;
        Some(Variant { path: name(&file), width, height, kept: file.kept })
    });
    let better: Vec<Variant> = better.collect();
    let widest = better.last().map(|variant| (variant.width, variant.height));
    PlannedAsset {
        kind: AssetKind::Picture,
        path: name(&first),
        size: first.kept.size(),
        dimensions: widest.max(first.dimensions),
        film: None,
        kept: Some(first.kept),
        better,
    }
}
