//! Where in a course the learner writes, and what is asked there: for the page that gathers it all.
//!
//! 1. Every text of the edition is walked in order: reflections, plans, open questions.
//! 2. What is asked becomes plain lines; a plan keeps its tables and the label of each field.

use crate::model::{
    Block, Cell, Container, ContainerKind, Course, Edition, Field, FieldKind, Inline, QuestionKind, Quiz, Table, Text,
    plain_text,
};
use crate::render::address::Place;
use crate::render::html::{asked, lines, squeezed};
use crate::render::page::agenda;
use crate::render::site::PageContext;
use crate::render::view::{CellPart, NoteField, NotePlace, NotesPage, NotesView, PlanItem};

/// Returns every place of a course where the learner writes; addresses are seen from `page`.
pub(crate) fn notes_view(page: &PageContext<'_>, course: &Course, edition: &Edition) -> NotesView {
    let lang = &edition.lang;
    let read = |text, key: &str, title: &str, place| {
        page.holds(place).then(|| NotesPage {
            id: key.to_owned(),
            title: title.to_owned(),
            href: page.address_of(place),
            places: places(page, course, edition, text, key),
        })
    };
    let mut pages = vec![read(&edition.introduction, "course", &edition.title.value, Place::Course(&course.id, lang))];
    for module in &edition.modules {
        let place = Place::Module(&course.id, lang, &module.id);
        pages.push(read(&module.introduction, module.id.as_str(), &module.title.value, place));
        pages.extend(module.lessons.iter().map(|lesson| {
            let place = Place::Lesson(&course.id, lang, &lesson.id);
            read(&lesson.text, lesson.id.as_str(), &lesson.title.value, place)
        }));
    }
    pages.push(agenda::notes(page, course, edition));
    let pages = pages.into_iter().flatten().filter(|page| !page.places.is_empty()).collect();
    NotesView { pages, months: page.catalog.day_patterns() }
}

/// Tells whether a course has anything to write in.
pub(crate) fn has_places(edition: &Edition) -> bool {
    edition.texts().flat_map(|text| text.document.fenced()).any(|block| match block {
        Block::Container(container) => is_written_in(container) || matches!(container.kind, ContainerKind::Event(_)),
        Block::Quiz(quiz) => quiz.questions.iter().any(|question| matches!(question.kind, QuestionKind::Open { .. })),
        _ => false,
    })
}

fn is_written_in(container: &Container) -> bool {
    matches!(container.kind, ContainerKind::Reflection | ContainerKind::Plan { .. })
}

fn places(page: &PageContext<'_>, course: &Course, edition: &Edition, text: &Text, key: &str) -> Vec<NotePlace> {
    let mut places = Vec::new();
    for block in text.document.fenced() {
        match block {
            Block::Container(container) if is_written_in(container) => {
                places.push(container_place(page, container, key));
            }
            Block::Quiz(quiz) => places.extend(open_questions(page, course, edition, text, key, quiz)),
            _ => {}
        }
    }
    places
}

fn container_place(page: &PageContext<'_>, container: &Container, key: &str) -> NotePlace {
    let id = format!("{key}/{}", container.number);
    let anchor = container.id.as_deref().map(|id| page.suffix(id));
    match container.kind {
        ContainerKind::Plan { repeat, meetings } => {
            let mut form = Form::default();
            form.blocks(&container.content);
            form.flush();
            NotePlace { kind: "plan", id, anchor, prompt: form.prompt, repeat, meetings, items: form.items }
        }
        _ => NotePlace {
            kind: "note",
            id,
            anchor,
            prompt: lines(&container.content),
            repeat: false,
            meetings: false,
            items: Vec::new(),
        },
    }
}

fn open_questions(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    text: &Text,
    key: &str,
    quiz: &Quiz,
) -> Vec<NotePlace> {
    let all = asked(page.site.library, course, edition, text, key, quiz);
    let open = all.iter().filter(|asked| matches!(asked.question.kind, QuestionKind::Open { .. }));
    open.map(|asked| {
        let mut prompt = vec![squeezed(&plain_text(&asked.question.prompt))];
        prompt.extend(lines(&asked.question.body));
        prompt.retain(|line| !line.is_empty());
        let id = asked.id.to_string();
        NotePlace { kind: "open", id, anchor: None, prompt, repeat: false, meetings: false, items: Vec::new() }
    })
    .collect()
}

/// A plan on its way from blocks to labelled fields.
#[derive(Default)]
struct Form {
    prompt: Vec<String>,
    items: Vec<PlanItem>,
    /// A line without a field: the label of what comes next, or else part of the prompt.
    line: Option<String>,
}

impl Form {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } => {
                    self.flush();
                    self.items.push(PlanItem::Heading { heading: squeezed(&plain_text(content)) });
                }
                Block::Paragraph(content) | Block::Plain(content) => self.sentence(content),
                Block::Table(table) => self.table(table),
                Block::List { items, .. } => {
                    for item in items {
                        match item.task.as_ref().and_then(|task| task.field) {
                            Some(number) => self.task(number, &item.content),
                            None => self.blocks(&item.content),
                        }
                    }
                }
                Block::Quote(content) | Block::Callout(_, content) => self.blocks(content),
                Block::Container(container) => self.blocks(&container.content),
                _ => {}
            }
        }
    }

    /// A line that labels nothing belongs to the prompt while no field has come.
    fn flush(&mut self) {
        let only_headings = self.items.iter().all(|item| matches!(item, PlanItem::Heading { .. }));
        self.prompt.extend(self.line.take().filter(|_| only_headings));
    }

    fn task(&mut self, number: u32, content: &[Block]) {
        self.flush();
        let field = NoteField { field: number, takes: "check" };
        self.items.push(PlanItem::Field { field, label: lines(content).join(" "), after: String::new() });
    }

    fn table(&mut self, table: &Table) {
        if let Some(heading) = self.line.take() {
            self.items.push(PlanItem::Heading { heading });
        }
        let head = table.head.iter().map(|cell| squeezed(&plain_text(cell))).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        self.items.push(PlanItem::Table { head, rows });
    }

    /// Each field takes the words before it as its label; words behind the last one stand after it.
    fn sentence(&mut self, content: &[Inline]) {
        let mut pieces = Vec::new();
        split(content, &mut pieces);
        let mut words = String::new();
        let mut open = false;
        for piece in pieces {
            match piece {
                Piece::Words(more) => words.push_str(&more),
                Piece::Field(field) => {
                    let own = squeezed(&std::mem::take(&mut words));
                    let label = if own.is_empty() { self.line.take().unwrap_or_default() } else { own };
                    self.flush();
                    self.items.push(PlanItem::Field { field, label, after: String::new() });
                    open = true;
                }
                Piece::Break => {
                    self.rest(&mut words, open);
                    open = false;
                }
            }
        }
        self.rest(&mut words, open);
    }

    fn rest(&mut self, words: &mut String, open: bool) {
        let rest = squeezed(&std::mem::take(words));
        if rest.is_empty() {
            return;
        }
        match self.items.last_mut() {
            Some(PlanItem::Field { after, .. }) if open => *after = rest,
            _ => {
                self.flush();
                self.line = Some(rest);
            }
        }
    }
}

enum Piece {
    Words(String),
    Field(NoteField),
    Break,
}

fn split(content: &[Inline], pieces: &mut Vec<Piece>) {
    for inline in content {
        if let Some(inner) = inline.inner() {
            split(inner, pieces);
            continue;
        }
        match inline {
            Inline::Field(field) => pieces.push(Piece::Field(field_view(field))),
            Inline::HardBreak => pieces.push(Piece::Break),
            other => pieces.push(Piece::Words(plain_text(std::slice::from_ref(other)))),
        }
    }
}

fn cell(cell: &Cell) -> Vec<CellPart> {
    let mut pieces = Vec::new();
    split(cell, &mut pieces);
    let part = |piece| match piece {
        Piece::Words(words) => CellPart::Words(words),
        Piece::Field(field) => CellPart::Field(field),
        Piece::Break => CellPart::Words(" ".to_owned()),
    };
    pieces.into_iter().map(part).collect()
}

fn field_view(field: &Field) -> NoteField {
    let takes = match field.kind {
        FieldKind::Text | FieldKind::Lines(_) | FieldKind::Choice(_) => "text",
        FieldKind::Date => "date",
        FieldKind::Number => "number",
        FieldKind::Sum => "sum",
        FieldKind::Check => "check",
    };
    NoteField { field: field.number, takes }
}
