//! A document that holds many pages of a course, to be handed over as one file.
//!
//! 1. Each page is made as it is anywhere and filled into `leaf.html`.
//! 2. The leaves, the contents and what the tools are told become one document.
//! 3. The parts of the player that any leaf needs come with it: nothing can be brought in later.

use crate::model::{Course, Edition, Lesson, Module};
use crate::render::ThemeError;
use crate::render::address::{Guide, Place, Tool};
use crate::render::html::Markup;
use crate::render::page::shell::{Sheet, add_script, fill, filled, insert_markup, needs, shell};
use crate::render::page::{
    Rendered, agenda, contents, course, glossary, guide, lesson, module, notes, record, support, tool,
};
use crate::render::site::{PageContext, Site};
use crate::render::view::{self, LeafView};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

/// A page of a document.
#[derive(Clone, Copy)]
enum Leaf<'a> {
    Course,
    Module(&'a Module),
    Lesson(&'a Module, &'a Lesson),
    Glossary,
    Guide(Guide),
    Agenda,
    Tool(Tool),
}

/// Returns the document of a course, or that of the module `only`.
pub(crate) fn page(
    site: &Site<'_>,
    course: &Course,
    edition: &Edition,
    only: Option<&Module>,
) -> Result<Rendered, ThemeError> {
    let at = |place| PageContext::in_document(site, place, only.map(|module| &module.id));
    let cover = at(Place::Course(&course.id, &edition.lang));
    let there = leaves(edition, only).into_iter().filter(|leaf| cover.holds(place(*leaf, course, edition)));
    let made: Vec<(Markup, Rendered)> = there
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|leaf| made(&at(place(leaf, course, edition)), course, edition, leaf))
        .collect::<Result<_, ThemeError>>()?;
    let (leaves, files): (Vec<Markup>, Vec<Rendered>) = made.into_iter().unzip();
    let leaves = Markup(leaves.into_iter().map(|leaf| leaf.0).collect());

    let whole = &edition.title.value;
    let title = only.map_or_else(|| whole.clone(), |module| format!("{} – {whole}", module.title.value));
    let mut view = shell(&cover, Some(course), &title);
    view.kind = "document";
    view.has_contents = true;
    view.description = only.map_or(&edition.summary, |module| &module.summary).clone();
    for part in parts(&leaves).into_iter().filter(|part| !(site.is_for_trainer() && KEEPING.contains(part))) {
        add_script(&cover, &mut view, part);
    }
    let mut context = tera::Context::new();
    let progress = if only.is_some() { "page.progress-part" } else { "page.progress" };
    context.insert("progress", cover.catalog.text(progress));
    let outline =
        view::outline(site.library, course, edition, &|lesson: &Lesson| lesson_address(&cover, course, lesson));
    insert_markup(&mut context, "outline", &view::json(&outline));
    insert_markup(&mut context, "months", &view::json(&cover.catalog.day_patterns()));
    insert_markup(&mut context, "record", &view::json(&record::record_view(&cover, course, edition)));
    insert_markup(&mut context, "places", &view::json(&notes::notes_view(&cover, course, edition)));
    insert_markup(&mut context, "asked", &view::json(&support::asked(&cover, course, edition)));
    insert_markup(&mut context, "contents", &contents::of_document(&cover, course, edition)?);
    insert_markup(&mut context, "leaves", &leaves);
    let mut rendered = fill(&cover, &view, "document.html", context)?;
    rendered.extend(files.into_iter().flatten());
    Ok(rendered)
}

/// Returns the pages of a document in order, also those that it may lack.
fn leaves<'a>(edition: &'a Edition, only: Option<&'a Module>) -> Vec<Leaf<'a>> {
    let cover = only.map_or(Leaf::Course, Leaf::Module);
    let mut leaves = vec![cover];
    leaves.extend(Guide::ALL.map(Leaf::Guide));
    for module in &edition.modules {
        if only.is_none() {
            leaves.push(Leaf::Module(module));
        }
        leaves.extend(module.lessons.iter().map(|lesson| Leaf::Lesson(module, lesson)));
    }
    leaves.extend([Leaf::Glossary, Leaf::Agenda]);
    if notes::has_places(edition) {
        leaves.push(Leaf::Tool(Tool::Notes));
    }
    leaves.extend([Tool::Results, Tool::Certificate, Tool::Support].map(Leaf::Tool));
    leaves
}

fn place<'a>(leaf: Leaf<'a>, course: &'a Course, edition: &'a Edition) -> Place<'a> {
    let (course, lang) = (&course.id, &edition.lang);
    match leaf {
        Leaf::Course => Place::Course(course, lang),
        Leaf::Module(module) => Place::Module(course, lang, &module.id),
        Leaf::Lesson(_, lesson) => Place::Lesson(course, lang, &lesson.id),
        Leaf::Glossary => Place::Glossary(course, lang),
        Leaf::Guide(guide) => Place::Guide(guide, course, lang),
        Leaf::Agenda => Place::Agenda(course, lang),
        Leaf::Tool(tool) => Place::Tool(tool, Some(course), lang),
    }
}

/// Makes one leaf, with the files that belong to it.
fn made(
    page: &PageContext<'_>,
    course: &Course,
    edition: &Edition,
    leaf: Leaf<'_>,
) -> Result<(Markup, Rendered), ThemeError> {
    let (kind, sheet) = match leaf {
        Leaf::Course => ("course", Some(course::sheet(page, course, edition))),
        Leaf::Module(module) => ("module", Some(module::sheet(page, course, edition, module))),
        Leaf::Lesson(module, lesson) => ("lesson", Some(lesson::sheet(page, course, edition, module, lesson))),
        Leaf::Glossary => ("glossary", glossary::sheet(page, course, edition)),
        Leaf::Guide(guide) => (guide.name(), Some(guide::sheet(page, guide, course, edition))),
        Leaf::Agenda => ("agenda", agenda::sheet(page, course, edition)),
        Leaf::Tool(tool) => ("tool", Some(tool::sheet(page, tool, Some((course, edition))))),
    };
    let Some(Sheet { view, mut context, files }) = sheet else { return Ok((Markup::default(), Vec::new())) };
    let tool = if let Leaf::Tool(tool) = leaf { Some(tool) } else { None };
    let counts_more = page.only.is_some() && tool == Some(Tool::Results);
    let leaf_view = LeafView {
        id: page.fragment(page.place),
        kind,
        tool: tool.map(Tool::name),
        lesson: view.lesson.clone(),
        limits: counts_more.then(|| page.catalog.text("page.only-this-part").to_owned()),
    };
    context.insert("leaf", &leaf_view);
    Ok((filled(page, &view, "leaf.html", context)?, files))
}

/// What in a document asks for a part that elsewhere is brought in when a learner asks for it, or by its own page.
const MORE: &[(&str, &str)] = &[
    ("course", "data-leaf=\"course\""),
    ("path", "data-roles=\""),
    ("outcome", "data-graded=\"true\""),
    ("drag", " data-order>"),
    ("notes", "data-tool=\"notes\""),
    ("results", "data-tool=\"results\""),
    ("qr", "data-tool=\"results\""),
    ("certificate", "data-tool=\"certificate\""),
    ("session", "data-leaf=\"session\""),
    ("materials", "data-leaf=\"materials\""),
    ("present", " data-slides>"),
    ("support", "data-tool=\"support\""),
    ("agenda", "data-leaf=\"agenda\""),
];

/// What shows a learner's own state, of which a trainer's document has none.
const KEEPING: &[&str] = &["course", "path"];

/// Returns the parts of the player that the leaves need; films are not played in a document.
fn parts(leaves: &Markup) -> Vec<&'static str> {
    let more = MORE.iter().filter(|(_, mark)| leaves.0.contains(mark)).map(|(part, _)| *part);
    let own = needs(leaves).filter(|part| *part != "films");
    own.chain(more).chain(["contents", "document"]).collect()
}

/// Returns the address of a lesson; empty where the document does not hold it.
fn lesson_address(page: &PageContext<'_>, course: &Course, lesson: &Lesson) -> String {
    let place = Place::Lesson(&course.id, page.lang(), &lesson.id);
    if page.holds(place) { page.address_of(place) } else { String::new() }
}
