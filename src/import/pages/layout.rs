//! Pages in their order → modules and lessons.

use crate::import::imported::{Block, Imported, Lesson, Module, plain};

/// The longest page that introduces the pages below it; a longer one is their first lesson.
const LONGEST_INTRODUCTION: usize = 14;

/// Puts pages, each with how deep it stands, into modules: a page with pages below it is one.
pub(super) fn laid_out(mut pages: Vec<(usize, Lesson)>, imported: &mut Imported) {
    // A single page above all others is the course.
    if pages.len() > 1 && pages[0].0 == 0 && pages[1..].iter().all(|(depth, _)| *depth > 0) {
        let (_, mut first) = pages.remove(0);
        let title = imported.title.get_or_insert_with(|| first.title.clone().unwrap_or_default());
        // The course's title stands above its introduction already.
        let names_course =
            |block: &Block| matches!(block, Block::Heading { content, .. } if plain(content).trim() == title.trim());
        first.blocks.retain(|block| !names_course(block));
        if is_short(&first) {
            imported.introduction.extend(first.blocks);
        } else {
            pages.insert(0, (1, first));
        }
    }
    let top = pages.iter().map(|(depth, _)| *depth).min().unwrap_or(0);
    if pages.iter().all(|(depth, _)| *depth == top) {
        let lessons: Vec<Lesson> = pages.into_iter().map(|(_, lesson)| lesson).collect();
        imported.modules.push(Module { lessons, ..Module::default() });
        return;
    }
    for (depth, lesson) in pages {
        match imported.modules.last_mut() {
            Some(module) if depth > top => module.lessons.push(lesson),
            _ => imported.modules.push(Module {
                title: lesson.title.clone(),
                introduction: Vec::new(),
                lessons: vec![lesson],
            }),
        }
    }
    for module in &mut imported.modules {
        if module.lessons.len() > 1 && module.lessons.first().is_some_and(is_short) {
            module.introduction = module.lessons.remove(0).blocks;
        }
    }
}

fn is_short(lesson: &Lesson) -> bool {
    lesson.blocks.len() <= LONGEST_INTRODUCTION && !lesson.blocks.iter().any(|block| matches!(block, Block::Quiz(_)))
}

#[cfg(test)]
mod tests {
    use super::laid_out;
    use crate::import::imported::{Imported, Lesson, words};

    fn check(pages: &[(usize, &str)], expected: &str) {
        let lesson = |name: &str| Lesson { title: Some(name.to_owned()), blocks: words(name) };
        let mut imported = Imported::default();
        laid_out(pages.iter().map(|(depth, name)| (*depth, lesson(name))).collect(), &mut imported);
        let modules = imported.modules.iter().map(|module| {
            let lessons: Vec<&str> = module.lessons.iter().filter_map(|lesson| lesson.title.as_deref()).collect();
            format!("{}{}({})", module.title.as_deref().unwrap_or("-"), module.introduction.len(), lessons.join(" "))
        });
        let told = modules.collect::<Vec<_>>().join(" ");
        assert_eq!(format!("{} {told}", imported.introduction.len()), expected);
    }

    #[test]
    fn pages_below_a_page_are_its_lessons() {
        check(&[(0, "a"), (0, "b")], "0 -0(a b)");
        check(&[(0, "a"), (1, "b"), (1, "c")], "1 -0(b c)");
        check(&[(0, "a"), (0, "b"), (1, "c"), (2, "d"), (0, "e")], "0 a0(a) b1(c d) e0(e)");
        check(&[(0, "t"), (1, "a"), (2, "b"), (1, "c"), (2, "d")], "1 a1(b) c1(d)");
    }
}
