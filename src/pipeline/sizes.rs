//! What each language weighs, and what in it weighs most.

use crate::locale::Lang;
use crate::media::things;
use crate::model::{AssetKind, Course, Edition};
use crate::pipeline::Prepared;
use crate::tree::FileTree;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many things are named for a language, the heaviest first.
const NAMED: usize = 5;

/// What one language weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageSize {
    /// The language.
    pub lang: Lang,
    /// The size of all that it needs, in bytes.
    pub size: u64,
    /// What weighs most in it, the heaviest first.
    pub heaviest: Vec<Heavy>,
}

/// Something that weighs much.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heavy {
    /// Its size as it goes out, in bytes.
    pub size: Reverse<u64>,
    /// Its file in the library.
    pub path: String,
    /// What it is.
    pub kind: AssetKind,
    /// The text that uses it first, without its course's folder.
    pub place: String,
}

impl Prepared {
    /// Returns the languages of these editions in the library's order. `size` says what one weighs.
    pub(crate) fn language_sizes(
        &self,
        editions: &[(&Course, &Edition)],
        size: impl Fn(&Lang) -> u64,
    ) -> Vec<LanguageSize> {
        let order = |lang: &Lang| self.library.settings.languages.iter().position(|known| known == lang);
        let mut by_lang: BTreeMap<(Option<usize>, &Lang), Vec<Heavy>> = BTreeMap::new();
        for (course, edition) in editions {
            let heaviest = by_lang.entry((order(&edition.lang), &edition.lang)).or_default();
            heaviest.extend(things(course, [*edition], &self.plan).into_iter().take(NAMED).map(|thing| {
                let place = self.library.sources.file(thing.place.file).path.as_str();
                let inner = place.strip_prefix(course.folder.as_str()).unwrap_or(place);
                Heavy {
                    size: Reverse(thing.size),
                    path: thing.path.to_string(),
                    kind: thing.kind,
                    place: inner.trim_start_matches('/').to_owned(),
                }
            }));
        }
        let sizes = by_lang.into_iter().map(|((_, lang), mut heaviest)| {
            heaviest.sort();
            heaviest.truncate(NAMED);
            LanguageSize { lang: lang.clone(), size: size(lang), heaviest }
        });
        sizes.collect()
    }

    /// Returns the languages of a site with what a learner of each needs of it: the pages, what they show, and what
    /// all languages share.
    pub(crate) fn sizes_of_site(&self, tree: &FileTree) -> Vec<LanguageSize> {
        let courses = &self.library.courses;
        let editions: Vec<(&Course, &Edition)> =
            courses.iter().flat_map(|course| course.editions.iter().map(move |edition| (course, edition))).collect();
        let languages = &self.library.settings.languages;
        let is_of = |name: &str, lang: &Lang| name.contains(&format!("-{lang}-"));
        self.language_sizes(&editions, |lang| {
            let own = tree.iter().filter(|(path, _)| {
                match path.as_str().split('/').collect::<Vec<_>>().as_slice() {
                    [first, _, ..] if *first != "assets" => *first == lang.as_str(),
                    // What courses show is counted below: not every language shows it.
                    ["assets", _, _, ..] => false,
                    [.., name] => is_of(name, lang) || !languages.iter().any(|other| is_of(name, other)),
                    [] => false,
                }
            });
            let shown = courses.iter().flat_map(|course| {
                things(course, course.editions.iter().filter(|edition| edition.lang == *lang), &self.plan)
            });
            own.map(|(_, body)| body.size()).sum::<u64>() + shown.map(|thing| thing.size).sum::<u64>()
        })
    }
}
