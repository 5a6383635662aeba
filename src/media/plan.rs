//! What each used asset becomes: names, sizes and dimensions, before any page is made.

use crate::cache::Store;
use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::fingerprint::Fingerprint;
use crate::media::picture::{self, MOST_BYTES, MOST_MEGAPIXELS, Picture, Problem, Tells};
use crate::media::{source, used};
use crate::model::{Asset, AssetId, AssetKind, Course, CourseId, Library, Rung};
use crate::span::Span;
use crate::tree::slug;
use crate::world::{ReadError, World};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;

/// What an asset becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAsset {
    /// What it is.
    pub kind: AssetKind,
    /// Its file's name below its course's folder of media: `<slug>-<8 hexadecimal digits>.<ending>`, ASCII.
    pub path: String,
    /// Its size in bytes, as it will be written.
    pub size: u64,
    /// Width and height in pixels of a picture as it is shown.
    pub dimensions: Option<(u32, u32)>,
}

/// What every used asset becomes. An asset that cannot be used has no place here, and a diagnostic says why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MediaPlan {
    rung: Rung,
    assets: BTreeMap<(CourseId, AssetId), PlannedAsset>,
}

impl MediaPlan {
    /// Adds what an asset becomes.
    pub fn add(&mut self, course: CourseId, asset: AssetId, planned: PlannedAsset) {
        self.assets.insert((course, asset), planned);
    }

    /// Returns the plan of one rung: what does not travel in it is not there.
    #[must_use]
    pub fn in_rung(&self, rung: Rung) -> Self {
        let travels = |planned: &PlannedAsset| match planned.kind {
            AssetKind::Film => matches!(rung, Rung::Full | Rung::Small),
            AssetKind::Sound => rung != Rung::None,
            AssetKind::Picture | AssetKind::Captions | AssetKind::Download => true,
        };
        Self { rung, ..self.only(travels) }
    }

    /// Returns the rung that the plan is of.
    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// Returns the plan without the assets that `keep` does not want: to the pages these are not there.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&PlannedAsset) -> bool) -> Self {
        let kept = self.assets.iter().filter(|(_, planned)| keep(planned));
        Self { rung: self.rung, assets: kept.map(|(key, planned)| (key.clone(), planned.clone())).collect() }
    }

    /// Returns what an asset becomes, where it is used.
    pub fn get(&self, course: &CourseId, asset: AssetId) -> Option<&PlannedAsset> {
        self.assets.get(&(course.clone(), asset))
    }
}

/// Says what each used asset of the library becomes.
///
/// # Errors
/// When a file cannot be read.
pub fn plan(library: &Library, world: &dyn World, store: &Store) -> Result<Diagnosed<MediaPlan>, ReadError> {
    let mut tasks: Vec<(&Course, AssetId, Span)> = Vec::new();
    for course in &library.courses {
        tasks.extend(used::used_assets(course, &course.editions).into_iter().map(|(id, span)| (course, id, span)));
    }
    let found = tasks
        .into_par_iter()
        .map(|(course, id, span)| Ok((course, id, plan_asset(course, course.asset(id), span, (world, store))?)))
        .collect::<Result<Vec<_>, ReadError>>()?;
    let mut plan = MediaPlan::default();
    let mut diagnostics = Vec::new();
    for (course, id, found) in found {
        if let Some(planned) = found.into_value(&mut diagnostics) {
            plan.add(course.id.clone(), id, planned);
        }
    }
    Ok(Diagnosed::new(plan, diagnostics))
}

fn plan_asset(
    course: &Course,
    asset: &Asset,
    span: Span,
    (world, store): (&dyn World, &Store),
) -> Result<Diagnosed<Option<PlannedAsset>>, ReadError> {
    let refused = |diagnostic: Diagnostic| Ok(Diagnosed::new(None, vec![diagnostic]));
    let about = |code| Diagnostic::error(code, span).with("path", &asset.path);
    if asset.size == 0 {
        return refused(about("media/empty-file").hint(Message::new("hint/copy-file-again")));
    }
    match asset.kind {
        AssetKind::Picture if asset.size > MOST_BYTES => refused(
            about("media/huge-picture")
                .with("megabytes", asset.size / 1_000_000)
                .hint(Message::new("hint/make-picture-smaller")),
        ),
        AssetKind::Picture => match picture::clean(&world.read(&asset.path)?, asset.path.name()) {
            Ok(picture) => {
                let planned = Some(planned_picture(course, asset, &picture));
                Ok(Diagnosed::new(planned, doubts(asset, &picture, span)))
            }
            Err(problem) => refused(refusal(asset, problem, span)),
        },
        AssetKind::Film | AssetKind::Sound | AssetKind::Captions | AssetKind::Download => {
            let planned = Some(planned_file(course, asset, (world, store))?);
            Ok(Diagnosed::new(planned, Vec::new()))
        }
    }
}

fn planned_file(
    course: &Course,
    asset: &Asset,
    (world, store): (&dyn World, &Store),
) -> Result<PlannedAsset, ReadError> {
    let fingerprint = source::fingerprint(store, world, &asset.path)?;
    let ending = asset.path.name().rsplit_once('.').map_or(String::new(), |(_, ending)| slug(ending, "en"));
    let path = file_name(course, asset, fingerprint, &ending);
    Ok(PlannedAsset { kind: asset.kind, path, size: asset.size, dimensions: None })
}

fn planned_picture(course: &Course, asset: &Asset, picture: &Picture) -> PlannedAsset {
    PlannedAsset {
        kind: asset.kind,
        path: file_name(course, asset, Fingerprint::of(&picture.bytes), picture.ending),
        size: picture.bytes.len() as u64,
        dimensions: picture.dimensions,
    }
}

fn file_name(course: &Course, asset: &Asset, fingerprint: Fingerprint, ending: &str) -> String {
    let name = asset.path.name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let lang = asset.lang.as_ref().or(course.settings.source_language.as_ref()).map_or("en", |lang| lang.base());
    let mut slug = slug(stem, lang);
    slug.truncate(40);
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { "file" } else { slug };
    let dot = if ending.is_empty() { "" } else { "." };
    format!("{slug}-{}{dot}{ending}", fingerprint.short())
}

/// Returns what is unwise about a picture that can be shown.
fn doubts(asset: &Asset, picture: &Picture, span: Span) -> Vec<Diagnostic> {
    let mut doubts = Vec::new();
    let name = asset.path.name();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending = ending.to_ascii_lowercase();
    if ending.replace("jpeg", "jpg") != picture.ending {
        doubts.push(
            Diagnostic::warning("media/wrong-ending", span)
                .with("path", &asset.path)
                .with("kind", picture.ending)
                .hint(Message::new("hint/rename-file").with("name", format!("{stem}.{}", picture.ending))),
        );
    }
    if picture.tells == Tells::Perhaps {
        doubts.push(
            Diagnostic::warning("media/metadata-kept", span)
                .with("path", &asset.path)
                .hint(Message::new("hint/save-as-jpeg")),
        );
    }
    doubts
}

fn refusal(asset: &Asset, problem: Problem, span: Span) -> Diagnostic {
    let about = |code| Diagnostic::error(code, span).with("path", &asset.path);
    match problem {
        Problem::NotAPicture => about("media/not-a-picture").hint(Message::new("hint/save-as-picture")),
        Problem::Unreadable => about("media/unreadable-picture").hint(Message::new("hint/save-again")),
        Problem::CutShort => about("media/cut-short").hint(Message::new("hint/copy-file-again")),
        Problem::TooManyPixels(megapixels) => about("media/too-many-pixels")
            .with("megapixels", megapixels)
            .with("most", MOST_MEGAPIXELS)
            .hint(Message::new("hint/make-picture-smaller")),
    }
}
