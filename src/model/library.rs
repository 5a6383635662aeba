//! A library: what `alforja.yaml` says, and the courses.

use crate::locale::Lang;
use crate::model::{Budget, Checks, Course, DayPlan, PackageSettings, Pictures, Rung, SessionSettings, Text};
use crate::span::{FileId, Sources, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// A text in several languages; where one is asked for that is not there, the first of the library's order is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localised(pub BTreeMap<Lang, String>);

impl Localised {
    /// Returns the text in `lang`, in its base language, in the first of `order` that has one, or any.
    pub fn get<'a>(&'a self, lang: &Lang, order: &[Lang]) -> Option<&'a str> {
        let base = Lang::parse(lang.base());
        self.0
            .get(lang)
            .or_else(|| base.and_then(|base| self.0.get(&base)))
            .or_else(|| order.iter().find_map(|lang| self.0.get(lang)))
            .or_else(|| self.0.values().next())
            .map(String::as_str)
    }
}

/// Everything that was loaded.
#[derive(Debug, Clone)]
pub struct Library {
    /// What `alforja.yaml` says.
    pub settings: LibrarySettings,
    /// The courses, by id. Courses with errors are among them.
    pub courses: Vec<Course>,
    /// Every text file, for places and source lines.
    pub sources: Sources,
    /// The translated pages whose source has changed since, where readers are to be told.
    pub outdated: BTreeSet<FileId>,
}

/// What `alforja.yaml` says.
#[derive(Debug, Clone)]
pub struct LibrarySettings {
    /// The library's title.
    pub title: Localised,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// The languages in the order of the language menu; never empty: without the key, those of the courses, sorted.
    pub languages: Vec<Lang>,
    /// The theme's name; `default` is in the binary.
    pub theme: Spanned<String>,
    /// The public address of the site, without a final `/`.
    pub url: Option<String>,
    /// Where learners find help.
    pub support: Support,
    /// What a learner is asked before results are kept.
    pub learner_fields: Vec<LearnerField>,
    /// The languages, in order, in which lessons without translation are shown; empty: they are left out.
    pub fallback: Vec<Lang>,
    /// Whether readers are told that a page's source has changed since it was translated.
    pub outdated_note: bool,
    /// How courses go out that do not say it themselves.
    pub package: PackageSettings,
    /// How a day with a group is planned, where a course does not say it itself.
    pub session: SessionSettings,
    /// How much of its media a course takes along, unless another rung is asked for.
    pub media: Rung,
    /// How pictures go out.
    pub pictures: Pictures,
    /// What courses and media may weigh.
    pub budget: Budget,
    /// How much what is told matters, where a course does not say it itself.
    pub checks: Checks,
    /// `alforja.yaml`, or the single course's `course.yaml`.
    pub span: Span,
}

/// Where learners find help.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Support {
    /// A telephone number, as it is to be read.
    pub phone: Option<String>,
    /// A number that takes text messages, where that is another one.
    pub sms: Option<String>,
    /// A WhatsApp number in international form.
    pub whatsapp: Option<String>,
    /// A mail address.
    pub email: Option<String>,
}

impl Support {
    /// Tells whether no way to find help is named.
    pub fn is_empty(&self) -> bool {
        self.phone.is_none() && self.sms.is_none() && self.whatsapp.is_none() && self.email.is_none()
    }

    /// Returns the number that text messages are sent to: the one that is named for them, else that of WhatsApp, which
    /// is a mobile one, else the telephone's.
    pub fn messages(&self) -> Option<&String> {
        self.sms.as_ref().or(self.whatsapp.as_ref()).or(self.phone.as_ref())
    }
}

/// One thing a learner is asked before results are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerField {
    /// Its name in result files, `[a-z0-9_-]+`.
    pub id: Spanned<String>,
    /// What is asked, by language; without it the interface's own word for the id, or the id.
    pub label: Localised,
    /// What may be answered.
    pub kind: LearnerFieldKind,
    /// Whether results are kept without it.
    pub required: bool,
}

/// What may be answered to a learner field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LearnerFieldKind {
    /// Any short text.
    Text,
    /// One of these options.
    Choice(Vec<String>),
}

impl Library {
    /// Returns the course `id`.
    pub fn course(&self, id: &crate::model::CourseId) -> Option<&Course> {
        self.courses.iter().find(|course| course.id == *id)
    }

    /// Returns how a course goes out: as it says, or as the library says for all.
    pub fn package_settings(&self, course: &Course) -> PackageSettings {
        course.settings.package.or(self.settings.package)
    }

    /// Returns how a day with a group is planned for a course: as it says, or as the library says for all.
    pub fn day_plan(&self, course: &Course) -> DayPlan {
        course.settings.session.day(&self.settings.session)
    }

    /// Returns every text of every edition, for checks that look at all of them.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.courses.iter().flat_map(|course| &course.editions).flat_map(crate::model::Edition::texts)
    }
}
