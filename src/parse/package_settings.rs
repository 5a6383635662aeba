//! `package:` of `alforja.yaml` and `course.yaml`: how a course goes out.

use crate::diagnostic::Diagnostic;
use crate::model::{FailedAs, MasteryScore, PackageSettings, Report, SingleFiles, Units, Window};
use crate::parse::fields::{Fields, Key, key};

/// How the key `package` looks.
pub(crate) const EXAMPLE: &str = "package: {report: passed, failed: incomplete}";

const KEYS: &[Key] = &[
    key("report", "report: passed"),
    key("failed", "failed: incomplete"),
    key("mastery_score", "mastery_score: false"),
    key("window", "window: frame"),
    key("units", "units: course"),
    key("single", "single: both"),
];

/// Returns what the key `package` of these fields says.
pub(crate) fn package_settings(fields: &Fields<'_>, all: &mut Vec<Diagnostic>) -> PackageSettings {
    let Some(package) = fields.fields("package", KEYS, all) else { return PackageSettings::default() };
    let named = |named| if named { MasteryScore::Named } else { MasteryScore::Unnamed };
    PackageSettings {
        report: one_of(&package, "report", &[("passed", Report::Passed), ("completed", Report::Completed)], all),
        failed: one_of(&package, "failed", &[("incomplete", FailedAs::Incomplete), ("failed", FailedAs::Failed)], all),
        mastery_score: package.flag("mastery_score", all).map(|flag| named(flag.value)),
        window: one_of(&package, "window", &[("frame", Window::Frame), ("window", Window::Window)], all),
        units: one_of(&package, "units", &[("course", Units::Course), ("module", Units::Module)], all),
        single: one_of(
            &package,
            "single",
            &[("both", SingleFiles::Both), ("course", SingleFiles::Course), ("module", SingleFiles::Module)],
            all,
        ),
    }
}

fn one_of<T: Copy>(fields: &Fields<'_>, name: &str, words: &[(&str, T)], all: &mut Vec<Diagnostic>) -> Option<T> {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    fields.choice(name, &known, all).map(|place| words[place].1)
}
