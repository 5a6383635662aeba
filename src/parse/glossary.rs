//! What stands in a glossary and in a bank of questions.

use crate::model::{Block, Document, GlossaryEntry, Question, plain_text};
use crate::parse::headings::slug;

/// Returns the terms of a glossary with their meanings, in the order of the text.
///
/// Each has the id that links to it end with, by the rule of headings: `glossary.md#car-park`.
pub fn glossary_entries(document: &Document) -> Vec<GlossaryEntry> {
    let mut entries: Vec<GlossaryEntry> = Vec::new();
    let definitions = document.blocks.iter().filter_map(|block| match block {
        Block::Definitions(definitions) => Some(definitions),
        _ => None,
    });
    let mut taken: std::collections::BTreeMap<Box<str>, u32> =
        document.anchors.iter().map(|anchor| (anchor.id.clone(), 0)).collect();
    for definition in definitions.flatten() {
        for term in &definition.terms {
            let plain = plain_text(term).trim().to_owned();
            let meaning = definition.meanings.iter().flatten().cloned().collect();
            let id = free_id(&plain, &mut taken);
            entries.push(GlossaryEntry { id, term: term.clone(), plain, meaning });
        }
    }
    entries
}

fn free_id(plain: &str, taken: &mut std::collections::BTreeMap<Box<str>, u32>) -> Box<str> {
    let mut slug = slug(plain);
    if slug.is_empty() {
        slug.push_str("term");
    }
    let mut id: Box<str> = slug.as_str().into();
    while taken.contains_key(&id) {
        let again = taken.entry(slug.as_str().into()).or_default();
        *again += 1;
        id = format!("{slug}-{again}").into();
    }
    taken.insert(id.clone(), 0);
    id
}

/// Returns the questions of a bank: those of its quizzes, or of its headings where it has none.
pub fn bank_questions(document: &Document) -> Vec<&Question> {
    let mut questions = Vec::new();
    gather(&document.blocks, &mut questions);
    questions
}

fn gather<'a>(blocks: &'a [Block], questions: &mut Vec<&'a Question>) {
    for block in blocks {
        match block {
            Block::Quiz(quiz) => questions.extend(&quiz.questions),
            Block::Container(container) => gather(&container.content, questions),
            Block::Quote(inner) | Block::Callout(_, inner) => gather(inner, questions),
            _ => {}
        }
    }
}
