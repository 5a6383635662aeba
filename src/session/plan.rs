//! An edition's lessons with the time that each takes when it is held with a group.
//!
//! A lesson takes its own `minutes`, or, where its activities and notes for the facilitator take longer together, as long
//! as they; what stands inside another of them with a time of its own is part of that one.

use crate::model::{Block, Container, ContainerKind, Edition, Lesson, Module, plain_text};

/// A course as it is held, part by part.
#[derive(Debug, Clone)]
pub struct SessionPlan<'a> {
    /// The modules that have lessons, in order.
    pub parts: Vec<PlannedPart<'a>>,
}

/// A module as it is held.
#[derive(Debug, Clone)]
pub struct PlannedPart<'a> {
    /// The module.
    pub module: &'a Module,
    /// Its number in the course, from 1.
    pub number: usize,
    /// Its lessons, in order.
    pub lessons: Vec<PlannedLesson<'a>>,
}

/// A lesson as it is held.
#[derive(Debug, Clone)]
pub struct PlannedLesson<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// How long it takes; nothing where neither it nor anything in it says so.
    pub minutes: Option<u32>,
    /// The activities and notes for the facilitator in it, in order, also those inside one another.
    pub steps: Vec<Step<'a>>,
}

/// An activity, or a note for the facilitator.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    /// What it is.
    pub kind: StepKind,
    /// Its own first heading, or the heading that it stands under.
    pub title: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many work together.
    pub group: Option<u32>,
    /// What is needed.
    pub materials: &'a [String],
}

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// `activity`.
    Activity,
    /// `facilitator`.
    Facilitator,
}

impl SessionPlan<'_> {
    /// Returns every lesson, in order.
    pub fn lessons(&self) -> impl Iterator<Item = &PlannedLesson<'_>> {
        self.parts.iter().flat_map(|part| &part.lessons)
    }

    /// Returns how long each lesson takes, for [`crate::session::timetable`]; one of unknown length takes no time.
    pub fn minutes(&self) -> Vec<u32> {
        self.lessons().map(|lesson| lesson.minutes.unwrap_or(0)).collect()
    }
}

impl PlannedPart<'_> {
    /// Returns how long its lessons take together, in minutes.
    pub fn minutes(&self) -> u32 {
        self.lessons.iter().filter_map(|lesson| lesson.minutes).fold(0, u32::saturating_add)
    }
}

/// Returns an edition as it is held.
pub fn plan(edition: &Edition) -> SessionPlan<'_> {
    let parts = (1..).zip(&edition.modules).filter(|(_, module)| !module.lessons.is_empty());
    SessionPlan { parts: parts.map(|(number, module)| part(number, module)).collect() }
}

fn part(number: usize, module: &Module) -> PlannedPart<'_> {
    PlannedPart { module, number, lessons: module.lessons.iter().map(planned).collect() }
}

fn planned(lesson: &Lesson) -> PlannedLesson<'_> {
    let mut gathering = Gathering::default();
    gathering.blocks(&lesson.text.document.blocks, Counted::Yes);
    let steps = (gathering.minutes > 0).then_some(gathering.minutes);
    PlannedLesson { lesson, minutes: lesson.minutes.max(steps), steps: gathering.steps }
}

/// Whether the time of a step adds to that of its lesson.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// It does.
    Yes,
    /// It is part of the time of the step around it.
    No,
}

#[derive(Default)]
struct Gathering<'a> {
    steps: Vec<Step<'a>>,
    /// How long the steps take that stand in no other one with a time.
    minutes: u32,
    /// The last heading above.
    heading: Option<String>,
}

impl<'a> Gathering<'a> {
    fn blocks(&mut self, blocks: &'a [Block], counted: Counted) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } => self.heading = Some(plain_text(content)),
                Block::Container(container) => self.container(container, counted),
                Block::Quote(inner) | Block::Callout(_, inner) => self.blocks(inner, counted),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.content, counted)),
                Block::Quiz(quiz) => self.blocks(&quiz.introduction, counted),
                _ => {}
            }
        }
    }

    fn container(&mut self, container: &'a Container, counted: Counted) {
        let (kind, minutes, group, materials): (_, _, _, &[String]) = match &container.kind {
            ContainerKind::Activity { minutes, group, materials } => {
                (StepKind::Activity, *minutes, *group, materials.as_slice())
            }
            ContainerKind::Facilitator { minutes } => (StepKind::Facilitator, *minutes, None, &[]),
            _ => return self.blocks(&container.content, counted),
        };
        let above = self.heading.clone();
        self.steps.push(Step { kind, title: own_title(container).or(above.clone()), minutes, group, materials });
        let inside = match (minutes, counted) {
            (Some(minutes), Counted::Yes) => {
                self.minutes = self.minutes.saturating_add(minutes);
                Counted::No
            }
            (_, counted) => counted,
        };
        self.blocks(&container.content, inside);
        // A heading inside says nothing of what follows the block.
        self.heading = above;
    }
}

fn own_title(container: &Container) -> Option<String> {
    container.content.iter().find_map(|block| match block {
        Block::Heading { content, .. } => Some(plain_text(content)),
        _ => None,
    })
}
