//! The script of a launch page: what the lessons' own pages count with, then the session, then one end that speaks
//! to a kind of platform (`player/shell/ends/`).

use crate::render::ScriptFile;

macro_rules! script {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!(env!("OUT_DIR"), "/player/", $path)))),+]
    };
}

const BEFORE: &[ScriptFile] = script![
    "words.js",
    "typed.js",
    "draw.js",
    "grade.js",
    "keep.js",
    "state.js",
    "course.js",
    "pack/bits.js",
    "pack/answers.js",
    "pack/words.js",
    "pack/pack.js",
    "shell/time.js",
    "shell/status.js",
    "shell/interactions.js",
    "shell/mirror.js",
];

const AFTER: &[ScriptFile] = script!["shell/session.js", "shell/window.js", "shell/shell.js"];

/// The end that speaks SCORM 1.2.
pub(crate) const SCORM12: &[ScriptFile] = script!["shell/api.js", "shell/ends/scorm12.js"];

/// The end that speaks cmi5.
pub(crate) const CMI5: &[ScriptFile] = script![
    "shell/responses.js",
    "shell/xapi/launch.js",
    "shell/xapi/lrs.js",
    "shell/xapi/statements.js",
    "shell/xapi/outbox.js",
    "shell/xapi/document.js",
    "shell/ends/cmi5.js",
];

/// The end that speaks SCORM 2004.
pub(crate) const SCORM2004: &[ScriptFile] = script!["shell/api.js", "shell/responses.js", "shell/ends/scorm2004.js"];

/// The end that speaks with Kolibri, by what it has of SCORM 1.2.
pub(crate) const KOLIBRI: &[ScriptFile] =
    script!["shell/api.js", "shell/forms.js", "shell/ends/scorm12.js", "shell/ends/kolibri.js"];

/// Returns the files of a launch page that speaks by `end`, in order.
pub(crate) fn script(end: &[ScriptFile]) -> Vec<ScriptFile> {
    [BEFORE, end, AFTER].concat()
}
