//! A text with headings → modules and lessons.
//!
//! 1. A single heading above all others is the course's title, where nothing else is.
//! 2. What stands before the first heading introduces the course.
//! 3. Each heading of the highest level is a module where it holds headings of the next, else a lesson; the headings in a
//!    module are its lessons. What stands before them introduces the module.
//! 4. The headings in a lesson begin at level 2 and skip none.

use crate::import::imported::{Block, Imported, Lesson, Module, plain};

/// A heading, its level and all blocks up to the next of its level or above.
struct Section {
    title: String,
    blocks: Vec<Block>,
}

/// Divides a text into modules and lessons of `imported`, which is said already what it is called if that is known.
pub(super) fn outline(mut blocks: Vec<Block>, imported: &mut Imported) {
    if imported.title.is_none() && has_title(&blocks) {
        let at = blocks.iter().position(|block| level(block).is_some()).unwrap_or(0);
        if let Block::Heading { content, .. } = blocks.remove(at) {
            imported.title = Some(plain(&content));
        }
    }
    let Some(top) = highest(&blocks) else {
        let lessons = vec![Lesson { title: None, blocks }];
        imported.modules.push(Module { lessons, ..Module::default() });
        return;
    };
    // The level of lessons is one for the whole text: a smaller heading belongs to the text of its lesson.
    let below = blocks.iter().filter_map(level).filter(|level| *level > top).min().unwrap_or(6);
    let (before, sections) = divided(blocks, top);
    imported.introduction.extend(before);
    let are_modules: Vec<bool> =
        sections.iter().map(|section| highest(&section.blocks).is_some_and(|highest| highest <= below)).collect();
    if are_modules.contains(&true) {
        let modules = sections
            .into_iter()
            .zip(are_modules)
            .map(|(section, is_module)| if is_module { module(section, below) } else { lone(section) });
        imported.modules.extend(modules);
    } else {
        let lessons = sections.into_iter().map(lesson).collect();
        imported.modules.push(Module { lessons, ..Module::default() });
    }
}

/// Tells whether a text begins with a heading that stands alone above all others.
fn has_title(blocks: &[Block]) -> bool {
    let mut levels = blocks.iter().filter_map(level);
    let Some(first) = levels.next() else { return false };
    let others: Vec<u8> = levels.collect();
    !others.is_empty() && others.iter().all(|other| *other > first)
}

fn module(section: Section, below: u8) -> Module {
    let (introduction, lessons) = divided(section.blocks, below);
    Module { title: Some(section.title), introduction, lessons: lessons.into_iter().map(lesson).collect() }
}

/// Returns a lesson among modules as a module of its own.
fn lone(section: Section) -> Module {
    Module { title: Some(section.title.clone()), introduction: Vec::new(), lessons: vec![lesson(section)] }
}

fn lesson(section: Section) -> Lesson {
    let mut blocks = section.blocks;
    levelled(&mut blocks);
    Lesson { title: Some(section.title), blocks }
}

/// Moves the headings of a lesson so that they begin at level 2 and none is skipped.
pub(super) fn levelled(blocks: &mut [Block]) {
    // The levels that the headings around this one had, and hence how deep it is.
    let mut around: Vec<u8> = Vec::new();
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            around.retain(|outer| outer < level);
            around.push(*level);
            *level = u8::try_from(around.len() + 1).unwrap_or(6).min(6);
        }
    }
}

/// Returns what stands before the first heading of level `top` or above, and a section for each.
fn divided(blocks: Vec<Block>, top: u8) -> (Vec<Block>, Vec<Section>) {
    let mut before = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, content } if level <= top => {
                sections.push(Section { title: plain(&content), blocks: anchors(&content) });
            }
            block => match sections.last_mut() {
                Some(section) => section.blocks.push(block),
                None => before.push(block),
            },
        }
    }
    (before, sections)
}

/// Returns the places in a heading that becomes the title of a page: links to them lead to the page.
fn anchors(content: &[crate::import::imported::Inline]) -> Vec<Block> {
    use crate::import::imported::Inline;
    let names = content.iter().filter_map(|inline| match inline {
        Inline::Anchor(name) => Some(Block::Place(name.clone())),
        _ => None,
    });
    names.collect()
}

fn highest(blocks: &[Block]) -> Option<u8> {
    blocks.iter().filter_map(level).min()
}

fn level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{levelled, outline};
    use crate::import::imported::{Block, Imported, Inline, plain};

    fn text(told: &str) -> Vec<Block> {
        let block = |word: &str| {
            let content = vec![Inline::Text(word.trim_start_matches('#').to_owned())];
            match word.chars().take_while(|letter| *letter == '#').count() {
                0 => Block::Paragraph(content),
                level => Block::Heading { level: level as u8, content },
            }
        };
        told.split_whitespace().map(block).collect()
    }

    fn words(blocks: &[Block]) -> String {
        let word = |block: &Block| match block {
            Block::Paragraph(content) => plain(content),
            Block::Heading { level, content } => format!("{}{}", "#".repeat(usize::from(*level)), plain(content)),
            _ => String::new(),
        };
        blocks.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    fn check(told: &str, expected: &str) {
        let mut imported = Imported::default();
        outline(text(told), &mut imported);
        let modules: Vec<String> = imported
            .modules
            .iter()
            .map(|module| {
                let lesson = |lesson: &crate::import::imported::Lesson| {
                    format!("{}({})", lesson.title.as_deref().unwrap_or("-"), words(&lesson.blocks))
                };
                let lessons: Vec<String> = module.lessons.iter().map(lesson).collect();
                let introduction = words(&module.introduction);
                format!("{}<{introduction}>{}", module.title.as_deref().unwrap_or("-"), lessons.join(""))
            })
            .collect();
        let introduction = words(&imported.introduction);
        let title = imported.title.as_deref().unwrap_or("-");
        assert_eq!(format!("{title}|{introduction}|{}", modules.join(" ")), expected, "{told}");
    }

    #[test]
    fn headings_divide_a_text() {
        check("a b", "-||-<>-(a b)");
        check("#A a #B b", "-||-<>A(a)B(b)");
        check("i #A a ##B b ##C c #D ##E e", "-|i|A<a>B(b)C(c) D<>E(e)");
        check("#T i ##A a ##B b", "T|i|-<>A(a)B(b)");
        check("#T i ##A ###X x ##B b", "T|i|A<>X(x) B<>B(b)");
        check("#A a", "-||-<>A(a)");
        check("#A ##B b #C c ###D d", "-||A<>B(b) C<>C(c ##D d)");
        check("#A ##B ###C c ####D d ###E e #F f", "-||A<>B(##C c ###D d ##E e) F<>F(f)");
        check("##A a #B b", "-|##A a|-<>B(b)");
    }

    #[test]
    fn no_level_is_skipped() {
        let mut blocks = text("####a ######b ####c ##d");
        levelled(&mut blocks);
        assert_eq!(words(&blocks), "##a ###b ##c ##d");
    }
}
