//! The rules, one row each: the code (which is also the key of its words), the platforms that it holds for, what is
//! looked at, what helps, and where it is written down.

use crate::package::platforms::checks::{self, Check};

/// One thing that a platform cannot do, or does otherwise than its users expect.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable name, `platform/problem`, and the key of its message.
    pub code: &'static str,
    /// The names of the platforms that it holds for.
    pub platforms: &'static [&'static str],
    /// The key of what helps.
    pub hint: &'static str,
    /// Where it is written down.
    pub source: &'static str,
    /// What is looked at.
    pub(crate) check: Check,
}

const SCORM: &[&str] = &["canvas", "ilias", "moodle", "moodle-app", "open-edx", "scorm-cloud"];
const ALL: &[&str] = &["canvas", "ilias", "kolibri", "moodle", "moodle-app", "open-edx", "scorm-cloud"];

const fn rule(
    code: &'static str,
    platforms: &'static [&'static str],
    check: Check,
    hint: &'static str,
    source: &'static str,
) -> Rule {
    Rule { code, platforms, hint, source, check }
}

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    rule(
        "platform/asks-before-download",
        &["moodle-app"],
        Check::LargerThan(10_485_760),
        "hint/smaller-package",
        "https://github.com/moodlehq/moodleapp: DOWNLOAD_THRESHOLD",
    ),
    rule(
        "platform/failed-gives-nothing",
        &["open-edx"],
        Check::Found(checks::failed_is_told),
        "hint/failed-incomplete",
        "https://github.com/overhangio/openedx-scorm-xblock: get_grade",
    ),
    rule(
        "platform/file-names",
        SCORM,
        Check::Found(checks::odd_name),
        "hint/report-a-bug",
        "https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (appendix D: readers differ about other letters)",
    ),
    rule(
        "platform/film-kind",
        ALL,
        Check::Found(checks::odd_film),
        "hint/film-as-mp4",
        "https://developer.mozilla.org/en-US/docs/Web/Media/Guides/Formats/Containers",
    ),
    rule(
        "platform/large-zip",
        ALL,
        Check::LargerThan(0xffff_ffff),
        "hint/smaller-package",
        "https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.4.1.4, ZIP64)",
    ),
    rule(
        "platform/launch-first",
        SCORM,
        Check::Found(checks::other_page_first),
        "hint/report-a-bug",
        "https://github.com/overhangio/openedx-scorm-xblock: update_package_fields",
    ),
    rule(
        "platform/launch-query",
        SCORM,
        Check::Found(checks::query_in_launch),
        "hint/report-a-bug",
        "https://github.com/overhangio/openedx-scorm-xblock: clean_path; ILIAS and OpenOlat drop it",
    ),
    rule(
        "platform/mastery-score",
        &["canvas", "moodle", "moodle-app", "scorm-cloud"],
        Check::Found(checks::mastery_score_is_named),
        "hint/no-mastery-score",
        "https://support.scorm.com/hc/en-us/articles/206167486; https://tracker.moodle.org/browse/MDL-50620",
    ),
    rule(
        "platform/no-door",
        &["kolibri"],
        Check::Found(checks::no_door),
        "hint/report-a-bug",
        "https://github.com/learningequality/kolibri: zip_wsgi.py, get_embedded_file",
    ),
    rule(
        "platform/same-name",
        &["open-edx"],
        Check::Found(checks::same_name),
        "hint/newer-block",
        "https://github.com/overhangio/openedx-scorm-xblock/issues/112",
    ),
    rule(
        "platform/slow-upload",
        &["open-edx"],
        Check::LargerThan(50_000_000),
        "hint/wait-and-reload",
        "https://github.com/overhangio/openedx-scorm-xblock/issues/121",
    ),
    rule(
        "platform/upload-limit-2",
        &["moodle", "moodle-app"],
        Check::LargerThan(2_097_152),
        "hint/raise-upload-limit",
        "https://www.php.net/manual/en/ini.core.php#ini.upload-max-filesize",
    ),
    rule(
        "platform/upload-limit-256",
        &["ilias"],
        Check::LargerThan(268_435_456),
        "hint/raise-upload-limit",
        "https://github.com/ILIAS-eLearning/ILIAS/blob/release_10/docs/configuration/install.md",
    ),
    rule(
        "platform/web-film",
        &["kolibri", "moodle-app"],
        Check::Found(checks::film_on_the_web),
        "hint/film-into-media",
        "https://github.com/moodlehq/moodleapp: getScormFileList; https://github.com/learningequality/kolibri: zip_wsgi.py, Content-Security-Policy",
    ),
];
