//! A course, its editions (one a language), modules and lessons.

use crate::locale::Lang;
use crate::model::{
    Asset, AssetId, Checks, CourseId, Film, FilmId, GlossaryEntry, LessonId, Localised, ModuleId, PackageSettings,
    SessionSettings, Text,
};
use crate::span::{FileId, SourcePath, Span, Spanned};

/// One course in all its languages.
#[derive(Debug, Clone)]
pub struct Course {
    /// The folder's name.
    pub id: CourseId,
    /// The course's folder.
    pub folder: SourcePath,
    /// What `course.yaml` says.
    pub settings: CourseSettings,
    /// One a language, in the order of the library's languages.
    pub editions: Vec<Edition>,
    /// Every file of `media/`, by path.
    pub assets: Vec<Asset>,
    /// Every film that a lesson or `videos.yaml` names.
    pub films: Vec<Film>,
}

impl Course {
    /// Returns the edition in `lang`.
    pub fn edition(&self, lang: &Lang) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.lang == *lang)
    }

    /// Returns the asset `id`.
    pub fn asset(&self, id: AssetId) -> &Asset {
        &self.assets[id.0 as usize]
    }

    /// Returns every asset with its id.
    pub fn assets_by_id(&self) -> impl Iterator<Item = (AssetId, &Asset)> {
        (0..).map(AssetId).zip(&self.assets)
    }

    /// Returns the film `id`.
    pub fn film(&self, id: FilmId) -> &Film {
        &self.films[id.0 as usize]
    }
}

/// What `course.yaml` says.
#[derive(Debug, Clone)]
pub struct CourseSettings {
    /// `version`, as written; `1.0.0` without the key.
    pub version: String,
    /// The language it was written in.
    pub source_language: Option<Lang>,
    /// An SPDX name or words of one's own.
    pub licence: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// How long the course takes, in minutes; without the key the sum of the lessons.
    pub minutes: Option<u32>,
    /// Courses to complete first.
    pub requires: Vec<Spanned<CourseId>>,
    /// The pass mark of its quizzes, per cent.
    pub pass: Option<u8>,
    /// What "completed" means.
    pub completion: Completion,
    /// The roles that learning paths are made for.
    pub roles: Vec<Role>,
    /// The courses it was adapted from.
    pub based_on: Vec<Origin>,
    /// The course's picture on the catalogue: `cover`, a path in `media/`.
    pub cover: Option<AssetId>,
    /// The languages, in order, in which lessons without translation are shown; empty: they are left out. Without the
    /// key the library says.
    pub fallback: Option<Vec<Lang>>,
    /// Whether readers are told that a page's source has changed; without it what the library says.
    pub outdated_note: Option<bool>,
    /// How much what is told in this course matters.
    pub checks: Checks,
    /// How the course goes out; what it does not say, the library says.
    pub package: PackageSettings,
    /// How a day with a group is planned; what it does not say, the library says.
    pub session: SessionSettings,
    /// `course.yaml`, or the course's first file without one.
    pub span: Span,
}

/// A role that a learning path is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// What lessons name it by.
    pub id: Spanned<String>,
    /// What learners read; without it the id.
    pub title: Localised,
}

impl CourseSettings {
    /// Returns what learners read for the role `id` in `lang`.
    pub fn role_title<'a>(&'a self, id: &'a str, lang: &Lang) -> &'a str {
        let role = self.roles.iter().find(|role| role.id.value == id);
        role.and_then(|role| role.title.get(lang, &[])).unwrap_or(id)
    }
}

/// What "completed" means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion {
    /// Which lessons must be read.
    pub lessons: CompletionRule,
    /// Which quizzes must be passed.
    pub quizzes: CompletionRule,
}

/// How many of the lessons or quizzes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionRule {
    /// Every one.
    All,
    /// Those marked `required`.
    Required,
    /// None.
    None,
}

/// A course that this one was adapted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
}

/// A course in one language.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The language.
    pub lang: Lang,
    /// The course's title.
    pub title: Spanned<String>,
    /// One or two sentences for the catalogue (`summary` in the front matter of `index.md`).
    pub summary: Option<String>,
    /// What a learner will be able to do.
    pub objectives: Vec<String>,
    /// The introduction: the rest of `index.md`.
    pub introduction: Text,
    /// The glossary's own text, where there is one.
    pub glossary: Option<Text>,
    /// Its terms, sorted by the language's own alphabet.
    pub glossary_entries: Vec<GlossaryEntry>,
    /// The modules, in order.
    pub modules: Vec<Module>,
}

impl Edition {
    /// Returns every lesson, in order.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.modules.iter().flat_map(|module| &module.lessons)
    }

    /// Returns every text, in the order of the pages.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let modules = self.modules.iter().flat_map(|module| {
            std::iter::once(&module.introduction).chain(module.lessons.iter().map(|lesson| &lesson.text))
        });
        std::iter::once(&self.introduction).chain(modules).chain(&self.glossary)
    }
}

/// A module: a folder of lessons.
#[derive(Debug, Clone)]
pub struct Module {
    /// The folder's name without its number.
    pub id: ModuleId,
    /// Its title, from `index.md`, or else the folder's name.
    pub title: Spanned<String>,
    /// One or two sentences for the course's page.
    pub summary: Option<String>,
    /// The rest of `index.md`.
    pub introduction: Text,
    /// The lessons, in order; drafts are not among them.
    pub lessons: Vec<Lesson>,
    /// The language it is written in, where it stands in for a translation that there is not.
    pub lang: Option<Lang>,
}

impl Module {
    /// Returns how long its lessons take, in minutes, where they say so.
    pub fn minutes(&self) -> Option<u32> {
        let sum: u32 = self.lessons.iter().filter_map(|lesson| lesson.minutes).sum();
        (sum > 0).then_some(sum)
    }
}

/// One lesson in one language.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// `module/lesson`.
    pub id: LessonId,
    /// Its file.
    pub file: FileId,
    /// Its title: the front matter's, or the first heading of level 1, or the file's name.
    pub title: Spanned<String>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// What a learner will be able to do.
    pub objectives: Vec<String>,
    /// Whom it is for; empty: everyone.
    pub roles: Vec<Spanned<String>>,
    /// Its text.
    pub text: Text,
    /// The language it is written in, where it stands in for a translation that there is not.
    pub lang: Option<Lang>,
}
