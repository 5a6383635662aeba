//! What templates and scripts are given: the only types of the house that are written out.

mod book;
mod film;
mod guide;
mod notes;
mod outline;
mod page;
mod proof;
mod quiz;
mod record;
mod stick;

pub(crate) use book::{AboutView, BookView, ContentsPart, OnlineView, PictureView, VolumeView};
pub(crate) use film::{CaptionsView, CueView};
pub(crate) use guide::{
    GuidesView, MaterialUse, MaterialView, MaterialsView, SessionData, SessionDay, SessionPart, SessionRow,
    SessionStep, SessionView, TrainerView,
};
pub(crate) use notes::{CellPart, NoteField, NotePlace, NotesPage, NotesView, PlanItem};
pub use outline::{Completion, GapShape, Outline, OutlineLesson, OutlineQuestion, OutlineQuiz};
pub(crate) use outline::{outline, quizzes};
pub(crate) use page::{
    AgendaView, Alternate, AskedView, CardView, CatalogueView, CourseView, Cover, DoneView, EntryView, ForeignView,
    GlossaryView, LanguageChoice, LeafView, LessonLink, LessonView, LinkView, MeView, MeetingView, ModuleView, OffPath,
    OfflineView, OriginView, PageView, Passage, PathView, RequireView, SearchedCourse, SupportLink, ToolView, WayView,
};
pub(crate) use proof::{ProofPart, TrustedKey};
pub(crate) use quiz::{GapKey, QuestionKey, QuizKey};
pub(crate) use record::{FieldView, OptionView, PartView, RecordView};
pub(crate) use stick::{StickLink, StickPart};

use crate::render::html::Markup;
use serde::Serialize;

/// Returns a view as JSON that may stand in a page: `<` cannot end the script around it.
pub(crate) fn json(view: &impl Serialize) -> Markup {
    let written = serde_json::to_string(view).expect("views hold nothing that JSON cannot");
    Markup(written.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn json_cannot_end_its_script() {
        assert_eq!(super::json(&"</script><!--").0, "\"\\u003c/script>\\u003c!--\"");
    }
}
