//! Fenced blocks that are no quiz.

use crate::locale::Catalog;
use crate::model::{Container, ContainerKind};
use crate::render::html::scribe::Scribe;
use crate::render::html::{event, inline, plan, printed, terms};
use crate::render::{Audience, Medium};

/// Writes a fenced block.
pub(crate) fn container<'a>(scribe: &mut Scribe<'a>, block: &'a Container) {
    match &block.kind {
        ContainerKind::Reflection => reflection(scribe, block),
        ContainerKind::Activity { minutes, group, materials } => activity(scribe, block, *minutes, *group, materials),
        ContainerKind::Facilitator { minutes } => facilitator(scribe, block, *minutes),
        ContainerKind::TakeHome => {
            boxed(scribe, block, "<section class=\"panel takehome\"", "takehome", "page.takehome")
        }
        ContainerKind::Exercise => {
            boxed(scribe, block, "<section class=\"panel exercise\"", "exercise", "page.exercise")
        }
        ContainerKind::Solution if scribe.medium() == Medium::Book => printed::solution(scribe, block),
        ContainerKind::Solution if scribe.is_for_trainer() => {
            open_with_id(scribe, block, "<section class=\"key\" data-reveal");
            label(scribe, "exercise", "page.solution", &[]);
            scribe.blocks(&block.content);
            scribe.html.markup("</section>\n");
        }
        ContainerKind::Solution => {
            open_with_id(scribe, block, "<details class=\"fold solved\"");
            scribe.html.markup("<summary>");
            scribe.say("page.solution");
            scribe.html.markup("</summary>");
            scribe.blocks(&block.content);
            scribe.html.markup("</details>\n");
        }
        ContainerKind::Plan { repeat, meetings } => {
            terms::unmarked(scribe, |scribe| plan::plan(scribe, block, *repeat, *meetings));
        }
        ContainerKind::Event(details) => terms::unmarked(scribe, |scribe| event::event(scribe, block, details)),
        ContainerKind::Details { summary } => {
            let fold = Fold::of(scribe.medium());
            open_with_id(scribe, block, fold.open);
            scribe.html.markup(fold.summary);
            if summary.is_empty() {
                scribe.say("page.more");
            } else {
                terms::unmarked(scribe, |scribe| inline::inlines(scribe, summary));
            }
            scribe.html.markup(fold.then);
            scribe.blocks(&block.content);
            scribe.html.markup(fold.close);
        }
        ContainerKind::Figure(_) => {
            open_with_id(scribe, block, "<div class=\"figures\"");
            scribe.blocks(&block.content);
            scribe.html.markup("</div>\n");
        }
        ContainerKind::Passage(lang) => {
            scribe.html.markup("<div class=\"passage\"").attribute("lang", lang.as_str());
            scribe.html.attribute("dir", lang.direction().html());
            id(scribe, block);
            scribe.html.markup(">");
            terms::unmarked(scribe, |scribe| scribe.blocks(&block.content));
            scribe.html.markup("</div>\n");
        }
    }
}

/// The markup of a fold; in a book nothing is folded, because many readers could not open it.
pub(crate) struct Fold {
    /// To the middle of its first tag, with the class `fold`.
    pub(crate) open: &'static str,
    /// Before the line that is always seen.
    pub(crate) summary: &'static str,
    /// After that line.
    pub(crate) then: &'static str,
    /// The end.
    pub(crate) close: &'static str,
}

impl Fold {
    /// Returns how a fold is written.
    pub(crate) fn of(medium: Medium) -> Self {
        match medium {
            Medium::Player => Self {
                open: "<details class=\"fold\"",
                summary: "<summary>",
                then: "</summary>",
                close: "</details>\n",
            },
            Medium::Book => {
                Self { open: "<div class=\"fold\"", summary: "<p class=\"label\">", then: "</p>\n", close: "</div>\n" }
            }
        }
    }
}

fn open_with_id(scribe: &mut Scribe<'_>, block: &Container, open: &'static str) {
    scribe.html.markup(open);
    id(scribe, block);
    scribe.html.markup(">");
}

/// Writes the block's own id, where it has one.
pub(crate) fn id(scribe: &mut Scribe<'_>, block: &Container) {
    scribe.id(block.id.as_deref().unwrap_or_default());
}

/// Writes the line that says what a block is.
pub(crate) fn label(scribe: &mut Scribe<'_>, icon: &'static str, key: &'static str, facts: &[String]) {
    scribe.html.markup("<p class=\"label\">");
    scribe.icon(icon);
    scribe.say(key);
    for fact in facts {
        scribe.html.markup(" <span class=\"fact\">").text(fact).markup("</span>");
    }
    scribe.html.markup("</p>\n");
}

fn boxed<'a>(scribe: &mut Scribe<'a>, block: &'a Container, open: &'static str, icon: &'static str, key: &'static str) {
    open_with_id(scribe, block, open);
    label(scribe, icon, key, &[]);
    scribe.blocks(&block.content);
    scribe.html.markup("</section>\n");
}

fn reflection<'a>(scribe: &mut Scribe<'a>, block: &'a Container) {
    if scribe.medium() == Medium::Book {
        open_with_id(scribe, block, "<section class=\"panel reflection\"");
        label(scribe, "reflection", "page.reflection", &[]);
        scribe.blocks(&block.content);
        printed::ruled(scribe, "page.your-thoughts");
        scribe.html.markup("</section>\n");
        return;
    }
    if scribe.is_for_trainer() {
        return boxed(scribe, block, "<section class=\"panel reflection\"", "reflection", "page.reflection");
    }
    let key = format!("{}/{}", scribe.key, block.number);
    scribe.html.markup("<section class=\"panel reflection\"").attribute("data-note", &key);
    id(scribe, block);
    scribe.html.markup(">");
    label(scribe, "reflection", "page.reflection", &[]);
    scribe.blocks(&block.content);
    let name = scribe.words().text("page.your-thoughts");
    scribe.html.markup("<textarea class=\"field\" data-note-field rows=\"4\"").attribute("aria-label", name);
    scribe.html.markup("></textarea></section>\n");
}

fn activity<'a>(
    scribe: &mut Scribe<'a>,
    block: &'a Container,
    minutes: Option<u32>,
    group: Option<u32>,
    materials: &[String],
) {
    let words = scribe.words();
    let mut facts = minutes_fact(words, minutes);
    facts.extend(group.map(|group| words.count("page.people", group.into(), &[])));
    open_with_id(scribe, block, "<section class=\"panel activity\"");
    label(scribe, "activity", "page.activity", &facts);
    if !materials.is_empty() {
        scribe.html.markup("<p class=\"materials\">");
        scribe.html.text(&words.fill("page.materials", &[("list", &materials.join(", "))]));
        scribe.html.markup("</p>\n");
    }
    scribe.blocks(&block.content);
    scribe.html.markup("</section>\n");
}

fn facilitator<'a>(scribe: &mut Scribe<'a>, block: &'a Container, minutes: Option<u32>) {
    if scribe.site().profile.audience == Audience::Learner {
        return;
    }
    let facts = minutes_fact(scribe.words(), minutes);
    open_with_id(scribe, block, "<aside class=\"panel facilitator\" data-notes");
    label(scribe, "facilitator", "page.facilitator", &facts);
    scribe.blocks(&block.content);
    scribe.html.markup("</aside>\n");
}

fn minutes_fact(words: &Catalog, minutes: Option<u32>) -> Vec<String> {
    minutes.map(|minutes| words.count("page.minutes", minutes.into(), &[])).into_iter().collect()
}
