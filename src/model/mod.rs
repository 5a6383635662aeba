//! A course as pure data, with positions and no behaviour but iteration.
//!
//! The model knows no YAML, no HTML, no target and no file system, and it is not `Serialize`: what a page
//! needs is said by the views of `render`.
//!
//! A text is read in two steps that stay apart. `parse` makes a [`Document`] of one file and knows nothing
//! of other files: its links and media are numbered. `load` adds, in the same order, where each of them
//! leads ([`Text::links`], [`Text::media`]). So a document never changes once it is parsed.

mod asset;
mod block;
mod budget;
mod checks;
mod course;
mod cue;
mod ids;
mod inline;
mod learners;
mod library;
mod packaging;
mod pictures;
mod question;
mod rung;
mod session;
mod text;
mod walk;

pub use asset::{Asset, AssetId, AssetKind, Film, FilmId, Listed, Track, Transcript};
pub use block::{
    Advice, Block, CalloutKind, Cell, CodeBlock, ColumnAlignment, Container, ContainerKind, Definition, Event, Figure,
    FigureSide, FigureWidth, ListItem, Table, TaskMark,
};
pub use budget::{Budget, Overrun};
pub use checks::{Checks, Weight};
pub use course::{Completion, CompletionRule, Course, CourseSettings, Edition, Lesson, Module, Origin, Role};
pub use cue::{Cue, CueAlign, CueLine, CuePlace};
pub use ids::{CourseId, LessonId, ModuleId, QuestionId};
pub use inline::{Field, FieldKind, HtmlTag, Inline, Link, LinkIndex, MediaIndex, Passage, TagPart};
pub use library::{LearnerField, LearnerFieldKind, Library, LibrarySettings, Localised, Support};
pub use packaging::{FailedAs, MasteryScore, PackageSettings, Report, SingleFiles, Units, Window};
pub use pictures::Pictures;
pub use question::{
    AnswerShow, Bank, Choice, ChoiceRule, Gap, GapOption, Number, NumberRange, Pair, Question, QuestionKind, Quiz,
    QuizKind, QuizSettings, WrongAnswer,
};
pub use rung::Rung;
pub use session::{Break, DayPlan, SessionSettings, TimeOfDay};
pub use text::{Anchor, Document, GlossaryEntry, LinkSource, LinkTarget, MediaSource, MediaTarget, Text};
pub use walk::walk;

/// Returns the words of some inlines as plain text: no markup, gaps as `…`.
pub fn plain_text(content: &[Inline]) -> String {
    inline::plain_text(content)
}
