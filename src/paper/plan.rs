//! The plan of a session: when what is done, and what must be brought, as the trainer's guide begins.

use crate::locale::Catalog;
use crate::model::{DayPlan, Edition, Library};
use crate::paper::node::{Cell, Node, Nodes, Section, Table};
use crate::render::duration;
use crate::session::{self, Piece, SessionPlan, Slot, What};

/// Returns the plan of an edition; none where nothing says how long anything takes, and nothing is needed.
pub(crate) fn section(words: &Catalog, library: &Library, edition: &Edition, day: &DayPlan) -> Option<Section> {
    let plan = session::plan(edition);
    let minutes = plan.minutes();
    let mut body = Vec::new();
    if minutes.iter().any(|minutes| *minutes > 0) {
        let slots = session::timetable(&minutes, day);
        for slots in slots.chunk_by(|one, other| one.day == other.day) {
            let number = slots.first().map_or(1, |slot| slot.day);
            body.push(heading(words.fill("paper.day", &[("number", &number.to_string())])));
            body.push(Node::Table(timetable(words, library, edition, day, &plan, slots)));
        }
    }
    let needed = materials(words, day, &plan);
    if !needed.cells.is_empty() {
        body.push(heading(words.text("paper.materials").to_owned()));
        body.push(Node::Table(needed));
    }
    let title = vec![Node::Text(words.text("paper.plan").to_owned())];
    (!body.is_empty()).then(|| Section { kind: "course".to_owned(), id: "_plan".to_owned(), title, body })
}

fn heading(words: String) -> Node {
    Node::Heading { level: 2, body: vec![Node::Text(words)] }
}

/// Rows of cells, from above.
#[derive(Default)]
struct Rows {
    cells: Vec<Cell>,
    count: u32,
}

impl Rows {
    fn row(&mut self, cells: impl IntoIterator<Item = Nodes>, head: bool) {
        let y = self.count;
        self.cells.extend((0..).zip(cells).map(|(x, body)| Cell {
            x,
            y,
            colspan: 1,
            rowspan: 1,
            align: None,
            head,
            body,
        }));
        self.count += 1;
    }

    /// Adds a row that is one cell.
    fn across(&mut self, columns: u32, body: Nodes) {
        let y = self.count;
        self.cells.push(Cell { x: 0, y, colspan: columns, rowspan: 1, align: None, head: true, body });
        self.count += 1;
    }

    fn table(self, columns: Vec<bool>) -> Table {
        Table { columns, head: 1, small: false, caption: Vec::new(), cells: self.cells }
    }
}

fn timetable(
    words: &Catalog,
    library: &Library,
    edition: &Edition,
    day: &DayPlan,
    plan: &SessionPlan<'_>,
    slots: &[Slot],
) -> Table {
    let mut rows = Rows::default();
    rows.row(["time", "what", "length"].map(|key| text(words.text(&format!("paper.{key}")))), true);
    let lessons: Vec<_> =
        plan.parts.iter().flat_map(|part| part.lessons.iter().map(move |lesson| (part, lesson))).collect();
    let mut last_part = None;
    for slot in slots {
        let time = format!("{}–{}", clock(slot.from), clock(slot.until));
        let length = text(&duration(words, slot.until.saturating_sub(slot.from)));
        match slot.what {
            What::Item(number, piece) => {
                let Some((part, planned)) = lessons.get(number) else { continue };
                if last_part != Some(part.number) {
                    rows.across(3, text(&format!("{}. {}", part.number, part.module.title.value)));
                    last_part = Some(part.number);
                }
                let title = text(&planned.lesson.title.value);
                let mut what = vec![Node::To { id: planned.lesson.id.to_string(), page: true, body: title }];
                if piece == Piece::Further {
                    what.push(Node::Text(format!(" – {}", words.text("paper.further"))));
                }
                rows.row([text(&time), what, length], false);
            }
            What::Break(number) => {
                let own =
                    day.breaks.get(number).and_then(|one| one.title.get(&edition.lang, &library.settings.languages));
                let what = Node::Styled { style: "emph", body: text(own.unwrap_or(words.text("paper.break"))) };
                rows.row([text(&time), vec![what], length], false);
            }
        }
    }
    rows.table(vec![false, true, false])
}

/// Returns what must be brought, how much of it, and for which lessons.
fn materials(words: &Catalog, day: &DayPlan, plan: &SessionPlan<'_>) -> Table {
    let lessons: Vec<_> = plan.lessons().collect();
    let mut rows = Rows::default();
    let all = session::materials(plan);
    if !all.is_empty() {
        rows.row(["material", "how-many", "for-lesson"].map(|key| text(words.text(&format!("paper.{key}")))), true);
    }
    for material in all {
        let mut uses: Vec<usize> = material.uses.iter().map(|(lesson, _)| *lesson).collect();
        uses.dedup();
        let mut places = Vec::new();
        for lesson in uses.into_iter().filter_map(|number| lessons.get(number)) {
            if !places.is_empty() {
                places.push(Node::Break);
            }
            let title = text(&lesson.lesson.title.value);
            places.push(Node::To { id: lesson.lesson.id.to_string(), page: true, body: title });
        }
        rows.row([text(material.name), text(&material.most(day.participants).to_string()), places], false);
    }
    if rows.cells.is_empty() { Table::default() } else { rows.table(vec![false, false, true]) }
}

fn text(words: &str) -> Nodes {
    vec![Node::Text(words.to_owned())]
}

/// Returns a time of the day; beyond midnight it goes on counting, as a day without an end does.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
