//! How a course goes out: what `package:` says in `alforja.yaml` for all courses, and in `course.yaml` for one.

/// What `package:` says; what it does not say is left to the library, then to the defaults of each type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PackageSettings {
    /// What a platform is told when the course is done; without it passed where the course has a pass mark.
    pub report: Option<Report>,
    /// What a platform is told of a try that failed.
    pub failed: Option<FailedAs>,
    /// Whether the manifest names the pass mark.
    pub mastery_score: Option<MasteryScore>,
    /// Where the course is shown.
    pub window: Option<Window>,
    /// What a platform launches and counts by itself, where the format has several such units.
    pub units: Option<Units>,
    /// Which files are made where a file holds all it needs.
    pub single: Option<SingleFiles>,
}

impl PackageSettings {
    /// Returns these settings, and those of `others` where these say nothing.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            report: self.report.or(others.report),
            failed: self.failed.or(others.failed),
            mastery_score: self.mastery_score.or(others.mastery_score),
            window: self.window.or(others.window),
            units: self.units.or(others.units),
            single: self.single.or(others.single),
        }
    }
}

/// What a platform is told when the course is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Whether the learner has passed: `report: passed`.
    Passed,
    /// Only that all was done: `report: completed`.
    Completed,
}

/// What a platform is told of a try that failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FailedAs {
    /// That the learner is not through yet: `failed: incomplete`. No platform locks anybody out for it.
    #[default]
    Incomplete,
    /// That the learner has failed: `failed: failed`.
    Failed,
}

/// Whether a manifest names the pass mark. Where it does, some platforms judge by it instead of the course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MasteryScore {
    /// It does not: `mastery_score: false`.
    #[default]
    Unnamed,
    /// It does: `mastery_score: true`.
    Named,
}

/// Where the course is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Window {
    /// In the platform's own page: `window: frame`.
    #[default]
    Frame,
    /// In a window of its own: `window: window`.
    Window,
}

/// What a platform launches and counts by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Units {
    /// The whole course: `units: course`.
    #[default]
    Course,
    /// Each module: `units: module`.
    Module,
}

/// Which files are made where a file holds all it needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SingleFiles {
    /// One of the course and one of each module: `single: both`.
    #[default]
    Both,
    /// One of the course: `single: course`.
    Course,
    /// One of each module: `single: module`.
    Module,
}
