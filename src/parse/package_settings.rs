//! `package:` of `alforja.yaml` and `course.yaml`: how a course goes out.

use crate::diagnostic::Diagnostic;
use crate::model::{FailedAs, MasteryScore, PackageSettings, Report, SingleFiles, Units, Window};
use crate::parse::fields::Fields;
use crate::parse::keys::{Key, Kind, Table, key, table};

/// The key `package`.
pub(crate) const KEY: Key = key("package", "package: {report: passed, failed: incomplete}", Kind::Mapping(&PACKAGE));

const PACKAGE: Table = table(
    "package",
    &[
        key("report", "report: passed", Kind::OneOf(&["passed", "completed"])),
        key("failed", "failed: incomplete", Kind::OneOf(&["incomplete", "failed"])),
        key("mastery_score", "mastery_score: false", Kind::Flag),
        key("window", "window: frame", Kind::OneOf(&["frame", "window"])),
        key("units", "units: course", Kind::OneOf(&["course", "module"])),
        key("single", "single: both", Kind::OneOf(&["both", "course", "module"])),
    ],
);

/// Returns what the key `package` of these fields says.
pub(crate) fn package_settings(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> PackageSettings {
    let Some(package) = fields.fields("package", all) else { return PackageSettings::default() };
    let named = |named| if named { MasteryScore::Named } else { MasteryScore::Unnamed };
    PackageSettings {
        report: one_of(&package, "report", [Report::Passed, Report::Completed], all),
        failed: one_of(&package, "failed", [FailedAs::Incomplete, FailedAs::Failed], all),
        mastery_score: package.flag("mastery_score", all).map(|flag| named(flag.value)),
        window: one_of(&package, "window", [Window::Frame, Window::Window], all),
        units: one_of(&package, "units", [Units::Course, Units::Module], all),
        single: one_of(&package, "single", [SingleFiles::Both, SingleFiles::Course, SingleFiles::Module], all),
    }
}

/// Returns the meaning of the word that stands there; `meanings` are in the order of the table's words.
fn one_of<T: Copy, const N: usize>(
    fields: &Fields<'_>,
    name: &str,
    meanings: [T; N],
    all: &mut Vec<Diagnostic>,
) -> Option<T> {
    fields.choice(name, all).map(|place| meanings[place])
}
