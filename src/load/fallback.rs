//! Lessons without translation, shown in another language.
//!
//! 1. `fallback: [en, pt]` in `course.yaml`, or else in `alforja.yaml`, names the languages to be tried, in order.
//! 2. A lesson or module that an edition lacks is taken from the first of them that has it, and knows its language.
//! 3. It stands where all editions together have it.
//! 4. Its links lead to the pages of the edition that it stands in now.
//!
//! Ids are the same in all languages, so progress and results are too.

use crate::locale::Lang;
use crate::model::{CourseId, Edition, Lesson, LessonId, Library, LinkTarget, Module, ModuleId, Text};

/// Fills in what translations lack, where the library or the course wants it so.
pub fn fill_in(library: &mut Library) {
    for course in &mut library.courses {
        let wanted = course.settings.fallback.as_ref().unwrap_or(&library.settings.fallback).clone();
        if wanted.is_empty() {
            continue;
        }
        let order = Order::of(&course.editions);
        for lang in &wanted {
            let Some(source) = course.edition(lang).cloned() else { continue };
            let own = course.id.clone();
            for edition in course.editions.iter_mut().filter(|edition| edition.lang != *lang) {
                let change = Change { course: &own, from: lang, to: &edition.lang.clone(), order: &order };
                change.fill(edition, &source);
            }
        }
    }
}

/// The order of all modules and of all lessons that any edition of a course has.
struct Order {
    modules: Vec<ModuleId>,
    lessons: Vec<LessonId>,
}

impl Order {
    fn of(editions: &[Edition]) -> Self {
        let modules = editions.iter().map(|edition| edition.modules.iter().map(|module| module.id.clone()).collect());
        let lessons = editions.iter().map(|edition| edition.lessons().map(|lesson| lesson.id.clone()).collect());
        Self { modules: joined(modules.collect()), lessons: joined(lessons.collect()) }
    }
}

/// Returns one list of what stands in any of `lists`: the longest, and each other thing after the one it follows.
fn joined<T: Clone + PartialEq>(mut lists: Vec<Vec<T>>) -> Vec<T> {
    lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
    let mut all: Vec<T> = Vec::new();
    for list in lists {
        let mut place = 0;
        for one in list {
            match all.iter().position(|known| *known == one) {
                Some(known) => place = known + 1,
                None => {
                    all.insert(place, one);
                    place += 1;
                }
            }
        }
    }
    all
}

/// Returns the place for `id` among `known`, by the order of all.
fn place<'a, T: PartialEq + 'a>(id: &T, known: impl Iterator<Item = &'a T>, order: &[T]) -> usize {
    let rank = |id: &T| order.iter().position(|other| other == id);
    let known: Vec<&T> = known.collect();
    let length = known.len();
    known.iter().position(|other| rank(other) > rank(id)).unwrap_or(length)
}

/// From which edition of a course to which.
struct Change<'a> {
    course: &'a CourseId,
    from: &'a Lang,
    to: &'a Lang,
    order: &'a Order,
}

impl Change<'_> {
    fn fill(&self, edition: &mut Edition, source: &Edition) {
        // What stands in for another language there is filled in from that one.
        for module in source.modules.iter().filter(|module| module.lang.is_none()) {
            let known = edition.modules.iter().position(|known| known.id == module.id);
            let at = known.unwrap_or_else(|| {
                let at = place(&module.id, edition.modules.iter().map(|known| &known.id), &self.order.modules);
                edition.modules.insert(at, self.module(module));
                at
            });
            let lessons = &mut edition.modules[at].lessons;
            for lesson in module.lessons.iter().filter(|lesson| lesson.lang.is_none()) {
                if lessons.iter().all(|known| known.id != lesson.id) {
                    let at = place(&lesson.id, lessons.iter().map(|known| &known.id), &self.order.lessons);
                    lessons.insert(at, self.lesson(lesson));
                }
            }
        }
    }

    /// Returns the module without its lessons.
    fn module(&self, module: &Module) -> Module {
        let mut filled = Module { lang: Some(self.from.clone()), lessons: Vec::new(), ..module.clone() };
        self.turn(&mut filled.introduction);
        filled
    }

    fn lesson(&self, lesson: &Lesson) -> Lesson {
        let mut filled = Lesson { lang: Some(self.from.clone()), ..lesson.clone() };
        self.turn(&mut filled.text);
        filled
    }

    /// Turns the links of a text to the same pages in the other language.
    fn turn(&self, text: &mut Text) {
        for target in &mut text.links {
            match target {
                LinkTarget::Course { course, lang, .. }
                | LinkTarget::Glossary { course, lang, .. }
                | LinkTarget::Module { course, lang, .. }
                | LinkTarget::Lesson { course, lang, .. }
                    if course == self.course && lang == self.from =>
                {
                    *lang = self.to.clone();
                }
                _ => {}
            }
        }
        text.banks.iter_mut().flatten().for_each(|bank| self.turn(bank));
    }
}

#[cfg(test)]
mod tests {
    use super::fill_in;
    use crate::load::load;
    use crate::locale::{Catalogs, Lang};
    use crate::model::{Edition, Library, LinkTarget};
    use crate::world::MemoryWorld;

    fn library(settings: &str, more: &[(&str, &str)]) -> Library {
        let files = [
            ("alforja.yaml", "languages: [en, da, sq]\n"),
            ("courses/c/en/index.md", "# C\n"),
            ("courses/c/en/01-a/01-x.md", "# X\n\n[y](02-y.md) [z](../02-b/01-z.md) [c](../index.md)\n"),
            ("courses/c/en/01-a/02-y.md", "# Y\n\nWords.\n"),
            ("courses/c/en/02-b/01-z.md", "# Z\n\nWords.\n"),
            ("courses/c/da/index.md", "# C på dansk\n"),
            ("courses/c/da/01-a/02-y.md", "# Y på dansk\n\n[x](01-x.md)\n"),
            ("courses/c/sq/index.md", "# C shqip\n"),
            ("courses/c/sq/02-b/01-z.md", "# Z shqip\n\nFjalë.\n"),
        ];
        let all = files.iter().chain(more).map(|(path, text)| (*path, text.as_bytes()));
        let own = [("courses/c/course.yaml", settings.as_bytes())];
        let world = MemoryWorld::new(all.chain(own));
        let mut library = load(&world, &Catalogs::embedded(&[]).unwrap()).unwrap().value;
        fill_in(&mut library);
        library
    }

    fn told(edition: &Edition) -> String {
        let lesson = |lesson: &crate::model::Lesson| {
            let lang = lesson.lang.as_ref().map_or(String::new(), |lang| format!(" ({lang})"));
            format!("{}{lang}", lesson.title.value)
        };
        edition.lessons().map(lesson).collect::<Vec<_>>().join(", ")
    }

    fn check(settings: &str, lang: &str, expected: &str) {
        let library = library(settings, &[]);
        assert_eq!(told(library.courses[0].edition(&Lang::parse(lang).unwrap()).unwrap()), expected, "{settings}");
    }

    #[test]
    fn what_is_lacking_is_filled_in_where_it_is_wanted() {
        check("version: 1.0.0", "da", "Y på dansk");
        check("fallback: [en]", "da", "X (en), Y på dansk, Z (en)");
        check("fallback: [sq, en]", "da", "X (en), Y på dansk, Z shqip (sq)");
        check("fallback: [da, en]", "sq", "X (en), Y på dansk (da), Z shqip");
        check("fallback: [da]", "en", "X, Y, Z");
        check("fallback: [mn]", "da", "Y på dansk");
    }

    #[test]
    fn the_course_says_otherwise_than_the_library() {
        let more = [("alforja.yaml", "languages: [en, da, sq]\nfallback: [en]\n")];
        for (settings, expected) in [("version: 1.0.0", "X (en), Y på dansk, Z (en)"), ("fallback: []", "Y på dansk")]
        {
            let library = library(settings, &more);
            assert_eq!(told(library.courses[0].edition(&Lang::parse("da").unwrap()).unwrap()), expected);
        }
    }

    #[test]
    fn links_stay_in_the_reader_s_language() {
        let library = library("fallback: [en]", &[]);
        let danish = library.courses[0].edition(&Lang::parse("da").unwrap()).unwrap();
        for lesson in danish.lessons() {
            for link in &lesson.text.links {
                let (LinkTarget::Lesson { lang, .. } | LinkTarget::Course { lang, .. }) = link else {
                    panic!("{link:?}")
                };
                assert_eq!(lang.as_str(), "da", "{}", lesson.id);
            }
        }
        assert_eq!(danish.lessons().map(|lesson| lesson.text.links.len()).sum::<usize>(), 4);
    }
}
