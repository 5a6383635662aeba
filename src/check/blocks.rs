//! Blocks that say too little to be of use.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::model::{Block, Cell, Container, ContainerKind, Inline, Library, walk};

/// A meeting without a day: nobody can put it in a calendar.
pub(super) fn event_without_date(library: &Library, report: &mut Report<'_>) {
    each(library, &mut |block| {
        if let ContainerKind::Event(event) = &block.kind
            && event.date.is_none()
        {
            let hint = Message::new("hint/write").with("example", "date=2027-04-30");
            report.tell(report.at(block.head).hint(hint));
        }
    });
}

/// A form with nothing to fill in.
pub(super) fn plan_without_field(library: &Library, report: &mut Report<'_>) {
    each(library, &mut |block| {
        if matches!(block.kind, ContainerKind::Plan { .. }) && !has_field(&block.content) {
            report.tell(report.at(block.head).hint(Message::new("hint/form")));
        }
    });
}

fn each(library: &Library, tell: &mut dyn FnMut(&Container)) {
    for text in library.texts() {
        text.document.containers().for_each(&mut *tell);
    }
}

fn has_field(blocks: &[Block]) -> bool {
    let mut found = false;
    let in_row = |row: &Vec<Cell>| row.iter().any(|cell| is_asked(cell));
    walk(blocks, &mut |block| {
        found |= match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) => is_asked(content),
            Block::Table(table) => in_row(&table.head) || table.rows.iter().any(in_row),
            Block::List { items, .. } => {
                items.iter().any(|item| item.task.as_ref().is_some_and(|task| task.field.is_some()))
            }
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.terms).any(|term| is_asked(term))
            }
            _ => false,
        };
    });
    found
}

fn is_asked(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::Field(_)) || inline.inner().is_some_and(is_asked))
}
