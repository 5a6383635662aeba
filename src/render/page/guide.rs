//! A trainer's pages of a course: the plan of a day with a group, and what must be brought.

use crate::locale::Catalog;
use crate::model::{Break, Course, DayPlan, Edition};
use crate::render::ThemeError;
use crate::render::address::{Guide, Place};
use crate::render::page::Rendered;
use crate::render::page::parts::{duration, trail};
use crate::render::page::shell::{Sheet, add_script, insert_markup, shell};
use crate::render::site::{PageContext, Site};
use crate::render::view::{
    self, GuidesView, LinkView, MaterialUse, MaterialView, MaterialsView, SessionData, SessionDay, SessionPart,
    SessionRow, SessionStep, SessionView,
};
use crate::session::{
    Groups, Piece, PlannedLesson, PlannedPart, SessionPlan, Slot, Step, StepKind, What, groups, materials, plan,
    timetable,
};

/// Returns a trainer's page.
pub(crate) fn page(site: &Site<'_>, guide: Guide, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let page = PageContext::new(site, Place::Guide(guide, &course.id, &edition.lang));
    sheet(&page, guide, course, edition).fill(&page, &format!("{}.html", guide.name()))
}

/// Returns a trainer's page before it is filled into a template.
pub(crate) fn sheet(page: &PageContext<'_>, guide: Guide, course: &Course, edition: &Edition) -> Sheet {
    let title = page.catalog.text(message(guide)).to_owned();
    let mut view = shell(page, Some(course), &format!("{title} – {}", edition.title.value));
    view.trail = trail(page, course, edition);
    add_script(page, &mut view, guide.name());
    let mut context = tera::Context::new();
    let plan = plan(edition);
    let day = page.site.library.day_plan(course);
    let writer = Writer { page, course, edition, day: &day };
    match guide {
        Guide::Session => {
            context.insert("session", &writer.session(title, &plan));
            insert_markup(&mut context, "data", &view::json(&writer.data(&plan)));
        }
        Guide::Materials => context.insert("materials", &writer.materials(title, &plan)),
    }
    Sheet { view, context, files: Vec::new() }
}

/// Returns the message that is a page's title.
pub(crate) fn message(guide: Guide) -> &'static str {
    match guide {
        Guide::Session => "page.session",
        Guide::Materials => "page.materials-list",
    }
}

/// Returns the links to a course's pages for its trainer.
pub(crate) fn links(page: &PageContext<'_>, course: &Course) -> Vec<LinkView> {
    let place = |guide| Place::Guide(guide, &course.id, page.lang());
    let there = Guide::ALL.into_iter().filter(|guide| page.holds(place(*guide)));
    let link =
        |guide| LinkView { href: page.address_of(place(guide)), title: page.catalog.text(message(guide)).to_owned() };
    there.map(link).collect()
}

/// Returns where a trainer begins; nothing where the pages are for learners.
pub(crate) fn guides(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Option<GuidesView> {
    let place = |guide| Place::Guide(guide, &course.id, &edition.lang);
    let address = |guide| page.holds(place(guide)).then(|| page.address_of(place(guide)));
    let first = edition.lessons().next();
    Some(GuidesView {
        session: address(Guide::Session)?,
        materials: address(Guide::Materials)?,
        present: first.map(|lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id))),
    })
}

struct Writer<'a> {
    page: &'a PageContext<'a>,
    course: &'a Course,
    edition: &'a Edition,
    day: &'a DayPlan,
}

impl Writer<'_> {
    fn words(&self) -> &Catalog {
        self.page.catalog
    }

    fn lesson(&self, lesson: &PlannedLesson<'_>) -> LinkView {
        let place = Place::Lesson(&self.course.id, &self.edition.lang, &lesson.lesson.id);
        LinkView { href: self.page.address_of(place), title: lesson.lesson.title.value.clone() }
    }

    fn session(&self, title: String, plan: &SessionPlan<'_>) -> SessionView {
        let whole = plan.parts.iter().map(PlannedPart::minutes).fold(0, u32::saturating_add);
        let unknown = plan.lessons().filter(|lesson| lesson.minutes.is_none());
        SessionView {
            title,
            days: self.days(plan),
            parts: plan.parts.iter().map(|part| self.part(part)).collect(),
            minutes: (whole > 0).then(|| duration(self.words(), whole)),
            unknown: unknown.map(|lesson| self.lesson(lesson)).collect(),
        }
    }

    fn part(&self, part: &PlannedPart<'_>) -> SessionPart {
        let place = Place::Module(&self.course.id, &self.edition.lang, &part.module.id);
        SessionPart {
            id: part.module.id.to_string(),
            title: part_title(part),
            href: self.page.address_of(place),
            minutes: Some(part.minutes()).filter(|minutes| *minutes > 0).map(|minutes| duration(self.words(), minutes)),
        }
    }

    fn days(&self, plan: &SessionPlan<'_>) -> Vec<SessionDay> {
        let lessons: Vec<(&PlannedPart<'_>, &PlannedLesson<'_>)> =
            plan.parts.iter().flat_map(|part| part.lessons.iter().map(move |lesson| (part, lesson))).collect();
        let slots = timetable(&plan.minutes(), self.day);
        let several = slots.last().is_some_and(|slot| slot.day > 1);
        let days = slots.chunk_by(|one, other| one.day == other.day);
        days.map(|slots| {
            let number = slots[0].day.to_string();
            let title = if several {
                self.words().fill("page.day", &[("number", &number)])
            } else {
                self.words().text("page.timetable").to_owned()
            };
            let mut rows = Vec::new();
            let mut current = None;
            for slot in slots {
                if let What::Item(item, _) = slot.what
                    && current != Some(lessons[item].0.number)
                {
                    let part = lessons[item].0;
                    current = Some(part.number);
                    rows.push(SessionRow { kind: "part", title: part_title(part), ..SessionRow::default() });
                }
                rows.push(self.row(slot, &lessons));
            }
            SessionDay { title, rows }
        })
        .collect()
    }

    fn row(&self, slot: &Slot, lessons: &[(&PlannedPart<'_>, &PlannedLesson<'_>)]) -> SessionRow {
        let from = clock(slot.from);
        let until = if slot.until > slot.from { clock(slot.until) } else { String::new() };
        match slot.what {
            What::Break(number) => {
                let minutes = Some(duration(self.words(), slot.until - slot.from));
                let title = self.break_title(&self.day.breaks[number]);
                SessionRow { kind: "break", from, until, title, minutes, ..SessionRow::default() }
            }
            What::Item(item, piece) => {
                let (_, lesson) = lessons[item];
                let link = self.lesson(lesson);
                let first = piece == Piece::First;
                SessionRow {
                    kind: "lesson",
                    from,
                    until,
                    title: link.title,
                    href: link.href,
                    minutes: lesson.minutes.filter(|_| first).map(|minutes| duration(self.words(), minutes)),
                    item: first.then_some(item),
                    further: !first,
                    steps: if first { told(lesson).map(|step| self.step(step)).collect() } else { Vec::new() },
                }
            }
        }
    }

    fn break_title(&self, one: &Break) -> String {
        let order = &self.page.site.library.settings.languages;
        one.title.get(self.page.lang(), order).unwrap_or_else(|| self.words().text("page.break")).to_owned()
    }

    fn step(&self, step: &Step<'_>) -> SessionStep {
        let words = self.words();
        let kind = words.text(match step.kind {
            StepKind::Activity => "page.activity",
            StepKind::Facilitator => "page.facilitator",
        });
        let mut facts: Vec<String> = step.minutes.map(|minutes| duration(words, minutes)).into_iter().collect();
        facts.extend(step.group.map(|group| words.count("page.people", group.into(), &[])));
        facts.extend((!step.materials.is_empty()).then(|| step.materials.join(", ")));
        let title = step.title.as_ref().map_or_else(|| kind.to_owned(), |title| format!("{kind}: {title}"));
        SessionStep { title, facts }
    }

    fn data(&self, plan: &SessionPlan<'_>) -> SessionData {
        let items =
            plan.parts.iter().enumerate().flat_map(|(part, planned)| {
                planned.lessons.iter().map(move |lesson| (lesson.minutes.unwrap_or(0), part))
            });
        let breaks = self.day.breaks.iter().map(|one| (one.at.minutes(), one.minutes, self.break_title(one)));
        SessionData {
            items: items.collect(),
            parts: plan.parts.iter().map(part_title).collect(),
            start: self.day.start.minutes(),
            end: self.day.end.minutes(),
            breaks: breaks.collect(),
        }
    }

    fn materials(&self, title: String, plan: &SessionPlan<'_>) -> MaterialsView {
        let lessons: Vec<&PlannedLesson<'_>> = plan.lessons().collect();
        let participants = self.day.participants;
        let used = |(lesson, step): &(usize, &Step<'_>)| {
            let link = self.lesson(lessons[*lesson]);
            MaterialUse {
                href: link.href,
                lesson: link.title,
                step: step.title.clone().filter(|title| *title != lessons[*lesson].lesson.title.value),
                group: step.group,
                groups: self.groups(groups(participants, step.group)),
            }
        };
        let all = materials(plan);
        let all = all.iter().map(|one| MaterialView {
            name: one.name.to_owned(),
            most: one.most(participants),
            uses: one.uses.iter().map(used).collect(),
        });
        MaterialsView { title, participants, all: all.collect() }
    }

    /// The same as `player/trainer/materials.js` says.
    fn groups(&self, groups: Groups) -> String {
        let Groups { count, people, fewest } = groups;
        let key = match (count, people == fewest) {
            (1, _) => return self.words().text("materials.together").to_owned(),
            (_, true) => "materials.groups",
            (_, false) => "materials.groups-uneven",
        };
        let (people, fewest) = (people.to_string(), fewest.to_string());
        self.words().count(key, count.into(), &[("people", &people), ("fewest", &fewest)])
    }
}

/// Returns the steps that a plan tells of: activities, and notes that take time.
fn told<'a>(lesson: &'a PlannedLesson<'a>) -> impl Iterator<Item = &'a Step<'a>> {
    lesson.steps.iter().filter(|step| step.kind == StepKind::Activity || step.minutes.is_some())
}

fn part_title(part: &PlannedPart<'_>) -> String {
    format!("{}. {}", part.number, part.module.title.value)
}

/// Returns minutes after midnight as a time of the day; after midnight the hours begin anew.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}
