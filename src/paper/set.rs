//! Which papers a course has, and what stands on each.
//!
//! For learners: the handbook, a sheet to take home for each module, the questions on paper. For the trainer: the guide,
//! which holds the facilitator's notes and the answers, the answer key, an attendance list, certificates to be filled in.

use crate::locale::Catalog;
use crate::model::LearnerFieldKind;
use crate::paper::node::{Node, Nodes, Section};
use crate::paper::read::{self, Pictures};
use crate::paper::typeset::{Album, Copy, Press};
use crate::paper::{Certificate, Commission, PaperError, PaperSize, Papers, certificates, pick, plan};
use crate::render::Audience;
use crate::tree::{Body, OutPath};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many people an attendance list has lines for, and for how many days.
const PEOPLE: u32 = 30;
const DAYS: u32 = 3;

/// The colour of papers whose look says it in another way than `#rrggbb`.
const COLOUR: &str = "#0a5c58";

/// What all papers of a course say.
#[derive(Clone, Serialize)]
struct Frame {
    size: &'static str,
    colour: String,
    lang: String,
    dir: &'static str,
    title: String,
    /// What the paper is.
    what: String,
    authors: Vec<String>,
    /// What stands at the foot of each page: where to find help.
    foot: String,
    words: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Book<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    summary: Option<String>,
    publisher: Option<String>,
    version: String,
    cover: Option<String>,
    sections: &'a [Section],
}

#[derive(Serialize)]
struct Sheets {
    #[serde(flatten)]
    frame: Frame,
    sheets: Vec<Sheet>,
}

/// What is handed out by itself.
#[derive(Serialize)]
struct Sheet {
    title: Nodes,
    /// What is written at its top.
    asks: Vec<String>,
    body: Nodes,
    online: String,
    address: String,
    code: Option<String>,
}

#[derive(Serialize)]
struct Attendance {
    #[serde(flatten)]
    frame: Frame,
    asks: Vec<String>,
    name: String,
    fields: Vec<String>,
    days: Vec<String>,
    rows: u32,
}

/// One paper before it is set.
struct Draft {
    name: String,
    copy: Copy,
    size: PaperSize,
}

/// Returns the papers of a commission.
///
/// # Errors
/// When one cannot be set.
pub(crate) fn papers(commission: &Commission<'_>) -> Result<Papers, PaperError> {
    let is_document = |path: &OutPath| path.as_str().ends_with(".html");
    let Some((_, Body::Bytes(document))) = commission.tree.iter().find(|(path, _)| is_document(path)) else {
        return Ok(Papers::default());
    };
    let document = String::from_utf8_lossy(document);
    let read::Volume { mut sections, cover, help, mut pictures } =
        read::volume(&document, Pictures::new(commission.tree));
    pick::settle(&mut sections);
    let words = commission.catalogs.get(&commission.edition.lang);
    let online = commission.online.and_then(|address| Some((address, pictures.code(address)?)));
    let album = Album::new(pictures.into_all());
    let press = Press::new();
    let missing = press.missing(&read::words(&mut sections));
    if missing.is_foreign {
        return Ok(Papers { files: Vec::new(), missing: missing.letters, is_foreign: true });
    }
    let maker = Maker { commission, words, album, help, online };
    let drafts = match commission.audience {
        Audience::Learner => maker.for_learners(&mut sections, cover),
        Audience::Trainer => maker.for_trainers(&mut sections, cover),
    };
    let set = |draft: Draft| Ok((OutPath::fixed(&draft.name), press.pdf(&draft.copy, draft.size)?));
    let mut files = drafts.into_par_iter().map(set).collect::<Result<Vec<_>, PaperError>>()?;
    if commission.audience == Audience::Trainer {
        files.push((OutPath::fixed("certificate.pdf"), maker.certificate()?));
    }
    press.rest();
    Ok(Papers { files, missing: missing.letters, is_foreign: false })
}

struct Maker<'a> {
    commission: &'a Commission<'a>,
    words: &'a Catalog,
    album: Album,
    /// Where to find help.
    help: String,
    online: Option<(&'a str, String)>,
}

impl Maker<'_> {
    fn for_learners(&self, sections: &mut [Section], cover: Option<String>) -> Vec<Draft> {
        let mut drafts = vec![self.book("handbook", sections, cover)];
        let notes = pick::notes(sections);
        for (number, (part, chapters)) in (1..).zip(pick::parts(sections)) {
            let of = |section: &Section| pick::all(&section.body, &|node| is_boxed(node, "takehome"));
            let body: Nodes = std::iter::once(part).chain(chapters).flat_map(of).flat_map(unboxed).collect();
            if body.is_empty() {
                continue;
            }
            let mut sheet = Sheet::new(part.title.clone(), pick::alone(body, &notes));
            if let Some((address, code)) = &self.online {
                sheet.online = self.words.text("book.online").to_owned();
                sheet.address = (*address).to_owned();
                sheet.code = Some(code.clone());
            }
            let module = part.id.strip_prefix("part-").unwrap_or(&part.id);
            drafts.extend(self.sheets(&format!("takehome-{number}-{module}"), "paper.takehome", vec![sheet]));
        }
        let ask = |key: &str| self.words.text(key).to_owned();
        let mut sheets = Vec::new();
        for section in sections.iter().filter(|section| section.kind != "answers") {
            for quiz in pick::all(&section.body, &|node| matches!(node, Node::Quiz { .. })) {
                let mut sheet = Sheet::new(section.title.clone(), pick::alone(vec![quiz], &notes));
                sheet.asks = vec![ask("paper.name"), ask("paper.date")];
                sheets.push(sheet);
            }
        }
        drafts.extend(self.sheets("questions", "paper.questions", sheets));
        drafts
    }

    fn for_trainers(&self, sections: &mut [Section], cover: Option<String>) -> Vec<Draft> {
        let Commission { library, course, edition, .. } = self.commission;
        let plan = plan::section(self.words, library, edition, &library.day_plan(course));
        let guide: Vec<Section> = plan.into_iter().chain(sections.iter().cloned()).collect();
        let mut drafts = vec![self.book("guide", &guide, cover)];
        let notes = pick::notes(sections);
        let answers = sections.iter().filter(|section| section.kind == "answers");
        let key = answers.map(|section| Sheet::new(section.title.clone(), pick::alone(section.body.clone(), &notes)));
        drafts.extend(self.sheets("answer-key", "paper.answer-key", key.collect()));
        drafts.push(self.attendance());
        drafts
    }

    fn frame(&self, what: &str, size: PaperSize) -> Frame {
        let Commission { course, edition, colour, .. } = self.commission;
        let words = [("contents", "page.contents"), ("at-page", "paper.at-page")];
        Frame {
            size: match size {
                PaperSize::A4 => "a4",
                PaperSize::Booklet => "a5",
            },
            colour: hexadecimal(colour).unwrap_or(COLOUR).to_owned(),
            lang: read::base_language(edition.lang.as_str()).unwrap_or_else(|| "en".to_owned()),
            dir: edition.lang.direction().html(),
            title: edition.title.value.clone(),
            what: self.words.text(what).to_owned(),
            authors: course.settings.authors.clone(),
            foot: self.help.clone(),
            words: words.into_iter().map(|(name, key)| (name, self.words.text(key).to_owned())).collect(),
        }
    }

    fn draft(&self, name: &str, template: &'static str, data: &impl Serialize, size: PaperSize) -> Draft {
        let Commission { course, edition, .. } = self.commission;
        let ident = format!("{}/{}/{}/{name}", course.id, edition.lang, course.settings.version);
        let copy = Copy::new(template, data, self.album.clone(), &ident);
        Draft { name: format!("{name}.pdf"), copy, size }
    }

    fn book(&self, name: &str, sections: &[Section], cover: Option<String>) -> Draft {
        let Commission { library, course, edition, size, .. } = self.commission;
        let what = if name == "guide" { "book.guide" } else { "book.handbook" };
        let version = format!("{} {}", self.words.text("page.version"), course.settings.version);
        let frame = self.frame(what, *size);
        let book = Book {
            frame: &frame,
            summary: edition.summary.clone(),
            publisher: library.settings.organisation.clone(),
            version: course.settings.licence.iter().fold(version, |version, licence| format!("{version} · {licence}")),
            cover,
            sections,
        };
        self.draft(name, "book.typ", &book, *size)
    }

    /// Returns sheets of one kind, where there are any; they are for A4 whatever the book is.
    fn sheets(&self, name: &str, what: &str, sheets: Vec<Sheet>) -> Option<Draft> {
        if sheets.is_empty() {
            return None;
        }
        let data = Sheets { frame: self.frame(what, PaperSize::A4), sheets };
        Some(self.draft(name, "sheets.typ", &data, PaperSize::A4))
    }

    fn attendance(&self) -> Draft {
        let settings = &self.commission.library.settings;
        let lang = &self.commission.edition.lang;
        let of_people = settings.learner_fields.iter().filter(|field| {
            // A name has its own column; only what is short fits another one.
            field.id.value != "name" || !matches!(field.kind, LearnerFieldKind::Text)
        });
        let label = |field: &crate::model::LearnerField| {
            field.label.get(lang, &settings.languages).map_or_else(|| self.word_for(&field.id.value), ToOwned::to_owned)
        };
        let fields = of_people.take(4).map(label).collect();
        let day = |number: u32| self.words.fill("paper.day", &[("number", &number.to_string())]);
        let signed = |day: String| format!("{day}: {}", self.words.text("paper.signature"));
        let data = Attendance {
            frame: self.frame("paper.attendance", PaperSize::A4),
            asks: ["paper.place", "paper.date", "paper.trainer"].map(|key| self.words.text(key).to_owned()).into(),
            name: self.words.text("paper.name").to_owned(),
            fields,
            days: (1..=DAYS).map(day).map(signed).collect(),
            rows: PEOPLE,
        };
        self.draft("attendance", "attendance.typ", &data, PaperSize::A4)
    }

    /// Returns the interface's own word for a learner field, or its id.
    fn word_for(&self, id: &str) -> String {
        crate::render::field_word(self.words, id)
    }

    fn certificate(&self) -> Result<Vec<u8>, PaperError> {
        let Commission { library, course, edition, .. } = self.commission;
        let blank = Certificate {
            course: &edition.title.value,
            version: Some(&course.settings.version),
            organisation: library.settings.organisation.as_deref(),
            minutes: crate::render::course_minutes(course, edition),
            ..Certificate::default()
        };
        Ok(certificates(self.words, &[blank])?.bytes)
    }
}

impl Sheet {
    fn new(title: Nodes, body: Nodes) -> Self {
        let title = pick::alone(title, &BTreeMap::new());
        Self { title, asks: Vec::new(), body, online: String::new(), address: String::new(), code: None }
    }
}

fn hexadecimal(colour: &str) -> Option<&str> {
    let digits = colour.strip_prefix('#')?;
    let good = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    good.then_some(colour)
}

fn is_boxed(node: &Node, wanted: &str) -> bool {
    matches!(node, Node::Boxed { style, .. } if *style == wanted)
}

/// Returns what stands in a box, without the line that says what it is.
fn unboxed(node: Node) -> Nodes {
    match node {
        Node::Boxed { mut body, .. } => {
            if matches!(body.first(), Some(Node::Par { style: Some("label"), .. })) {
                body.remove(0);
            }
            body
        }
        other => vec![other],
    }
}
