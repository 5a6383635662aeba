//! How much a single file will weigh, told before it is made: much is hard to send, and old phones open it slowly.

use crate::diagnostic::{Diagnostic, Message};
use crate::media::used_by;
use crate::model::{Asset, AssetId, AssetKind, Pictures, SingleFiles, Text};
use crate::package::PackInput;
use std::collections::BTreeSet;

/// More than this is hard to hand over from phone to phone, in bytes.
const MOST: u64 = 5_000_000;
/// Styles, player and frame, in bytes.
const FRAME: u64 = 155_000;
/// How many bytes of page come of a word, with what is said around it: 20 to 34 in the shipped courses, 9 in plain prose.
const WORD: u64 = 25;
/// What a photograph takes in the width that fits, at most, in bytes.
const FITTED: u64 = 160_000;
/// How many pictures are named, the heaviest first.
const NAMED: usize = 3;

/// Returns a warning for each file of an edition that will be too heavy.
pub(crate) fn check(input: PackInput<'_>) -> Vec<Diagnostic> {
    let wanted = input.library.package_settings(input.course).single.unwrap_or_default();
    let edition = input.edition;
    let course = (wanted != SingleFiles::Module).then(|| (None, edition.texts().collect::<Vec<&Text>>()));
    let modules = edition.modules.iter().filter(|_| wanted != SingleFiles::Course).map(|module| {
        let lessons = module.lessons.iter().map(|lesson| &lesson.text);
        let texts = std::iter::once(&module.introduction).chain(lessons).chain(&edition.glossary);
        (Some(&module.id), texts.collect())
    });
    let files = course.into_iter().chain(modules);
    files.filter_map(|(module, texts)| warning(input, module.map(|module| module.as_str()), &texts)).collect()
}

fn warning(input: PackInput<'_>, module: Option<&str>, texts: &[&Text]) -> Option<Diagnostic> {
    let mut assets: BTreeSet<AssetId> = used_by(input.course, texts.iter().copied()).into_keys().collect();
    assets.extend(input.course.settings.cover.filter(|_| module.is_none()));
    let assets = assets.into_iter().map(|id| input.course.asset(id));
    let fitted = input.library.settings.pictures == Pictures::Fitted;
    let pictures = assets.filter(|asset| asset.kind == AssetKind::Picture);
    let mut pictures: Vec<(u64, &Asset)> = pictures.map(|asset| (weight(asset, fitted), asset)).collect();
    pictures.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.path.cmp(&right.1.path)));
    // Base 64 writes three bytes as four.
    let weight: u64 = pictures.iter().map(|(size, _)| size.div_ceil(3) * 4).sum();
    let words: u64 = texts.iter().map(|text| u64::from(text.document.words)).sum();
    let total = FRAME + words * WORD + weight;
    if total <= MOST {
        return None;
    }
    let name = module.map_or_else(|| input.course.id.to_string(), |module| format!("{}/{module}", input.course.id));
    let warning = Diagnostic::warning("package/single-size", input.course.settings.span)
        .with("name", name)
        .with("lang", &input.edition.lang)
        .with("megabytes", total.div_ceil(1_000_000))
        .with("most", MOST / 1_000_000);
    let heaviest: Vec<String> = pictures
        .iter()
        .take(NAMED)
        .map(|(size, picture)| format!("{} ({} KB)", picture.path, size.div_ceil(1000)))
        .collect();
    Some(match (heaviest.is_empty(), module) {
        (false, _) => warning.hint(Message::new("hint/smaller-pictures").with("paths", heaviest.join("`, `"))),
        (true, None) => warning.hint(Message::new("hint/single-module")),
        (true, Some(_)) => warning.hint(Message::new("hint/split-the-module")),
    })
}

/// Returns about what a picture weighs when it is made as wide as it is shown, in bytes; it is not made yet.
fn weight(asset: &Asset, fitted: bool) -> u64 {
    let name = asset.path.name().to_ascii_lowercase();
    // Drawings and what may move go out as they came.
    let shrinks = [".jpg", ".jpeg", ".png", ".webp"].iter().any(|ending| name.ends_with(ending));
    if fitted && shrinks { asset.size.min(FITTED) } else { asset.size }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::model::{Asset, AssetId, AssetKind, Pictures, SingleFiles};
    use crate::package::PackInput;
    use crate::package::fixture::{course, library};
    use crate::span::SourcePath;

    fn told(cover: u64, wanted: SingleFiles) -> Vec<(&'static str, String)> {
        told_of(cover, wanted, Pictures::Originals)
    }

    fn told_of(cover: u64, wanted: SingleFiles, pictures: Pictures) -> Vec<(&'static str, String)> {
        let mut own = course("saving", "mn", 3);
        let path = SourcePath::new("saving/media/cover.jpg");
        own.assets.push(Asset { path, kind: AssetKind::Picture, size: cover, lang: None, used: true });
        own.settings.cover = Some(AssetId(0));
        own.settings.package.single = Some(wanted);
        let (mut library, catalogs) = library(own);
        library.settings.pictures = pictures;
        let course = &library.courses[0];
        let input = PackInput { library: &library, course, edition: &course.editions[0], catalogs: &catalogs };
        check(input).into_iter().map(|one| (one.code, one.hints[0].arguments[0].1.clone())).collect()
    }

    #[test]
    fn a_heavy_file_is_told_with_what_makes_it_heavy() {
        assert_eq!(told(3_000_000, SingleFiles::Both), []);
        let hint = "saving/media/cover.jpg (4000 KB)".to_owned();
        assert_eq!(told(4_000_000, SingleFiles::Both), [("package/single-size", hint)]);
        assert_eq!(told(4_000_000, SingleFiles::Module), [], "the cover is on no module's pages");
        assert_eq!(told_of(40_000_000, SingleFiles::Both, Pictures::Fitted), [], "a photograph is made smaller");
    }
}
