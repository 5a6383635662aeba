//! What is known of the platforms that packages go to: [`PLATFORMS`] and [`RULES`], one row each.
//!
//! A rule is here because somebody has met it: each names where it is written down. `docs/platforms.md` is made of
//! these tables, and a test holds it in step.

mod checks;
mod rules;

pub use rules::{RULES, Rule};

use crate::diagnostic::Diagnostic;
use crate::package::PackInput;
use crate::tree::FileTree;

/// A platform that packages go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its own name.
    pub title: &'static str,
    /// The target that it is given.
    pub target: &'static str,
    /// Where it is written that it takes this.
    pub source: &'static str,
}

const fn platform(name: &'static str, title: &'static str, target: &'static str, source: &'static str) -> Platform {
    Platform { name, title, target, source }
}

/// Every platform that something is known of, by name.
pub const PLATFORMS: &[Platform] = &[
    platform(
        "canvas",
        "Canvas",
        "scorm12",
        "https://community.canvaslms.com/t5/The-Product-Blog/SCORM-to-Require-Signed-Launch-Links/bc-p/470023",
    ),
    platform(
        "ilias",
        "ILIAS",
        "scorm12",
        "https://github.com/ILIAS-eLearning/ILIAS/blob/release_10/docs/configuration/install.md",
    ),
    platform(
        "kolibri",
        "Kolibri",
        "kolibri",
        "https://github.com/learningequality/kolibri/blob/develop/kolibri/core/content/zip_wsgi.py",
    ),
    platform("moodle", "Moodle", "scorm12", "https://docs.moodle.org/en/SCORM_settings"),
    // Its `isScormValidVersion` takes no other version.
    platform(
        "moodle-app",
        "Moodle App",
        "scorm12",
        "https://github.com/moodlehq/moodleapp/blob/main/src/addons/mod/scorm/services/scorm.ts",
    ),
    platform("open-edx", "Open edX", "scorm12", "https://github.com/overhangio/openedx-scorm-xblock"),
    platform("scorm-cloud", "SCORM Cloud", "scorm12", "https://user-guide.cloud.scorm.com/scorm-cloud-user-guide/"),
];

/// Returns the platform of this name.
pub fn platform_named(name: &str) -> Option<&'static Platform> {
    PLATFORMS.iter().find(|platform| platform.name == name)
}

/// A package that is to go to a platform.
#[derive(Debug, Clone, Copy)]
pub struct Preflight<'a> {
    /// What it is of.
    pub input: PackInput<'a>,
    /// Its entries.
    pub tree: &'a FileTree,
    /// How many bytes the zip has.
    pub size: u64,
}

/// Returns what of the package goes against what is known of `platforms`: one warning a rule, which names those of
/// them that it holds for.
pub fn preflight(package: Preflight<'_>, platforms: &[&Platform]) -> Vec<Diagnostic> {
    let warning = |rule: &Rule| {
        let titles: Vec<&str> = platforms
            .iter()
            .filter(|platform| rule.platforms.contains(&platform.name))
            .map(|platform| platform.title)
            .collect();
        let found = if titles.is_empty() { None } else { rule.check.run(package) }?;
        let warning = Diagnostic::warning(rule.code, package.input.course.settings.span);
        let warning = warning.hint(found.hint(rule.hint)).with("platform", titles.join(" / "));
        Some(found.0.into_iter().fold(warning, |warning, (name, value)| warning.with(name, value)))
    };
    RULES.iter().filter_map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::{PLATFORMS, Platform, Preflight, RULES, Rule, platform_named, preflight};
    use crate::model::{
        Course, FailedAs, FilmId, Library, LibrarySettings, MasteryScore, MediaTarget, PackageSettings,
    };
    use crate::package::{PackInput, fixture};
    use crate::tree::{Body, FileTree, OutPath};

    /// What a sound package holds, the manifest aside.
    const SOUND: &[&str] = &["index.html", "basics/lesson-1.html", "assets/saving/film-1.mp4"];

    const MANIFEST: &str = "<resource adlcp:scormtype=\"sco\" href=\"launch.html\"><file href=\"index.html\"/></resource>\
        <resource adlcp:scormtype=\"asset\"></resource>";

    fn codes(
        change: impl FnOnce(&mut Course, &mut LibrarySettings),
        files: &[&str],
        manifest: &str,
        size: u64,
    ) -> Vec<(&'static str, &'static str)> {
        let (mut library, catalogs): (Library, _) = fixture::library(fixture::course("saving", "mn", 2));
        let mut settings = library.settings.clone();
        change(&mut library.courses[0], &mut settings);
        library.settings = settings;
        let mut tree = FileTree::default();
        for file in files {
            tree.add(OutPath::fixed(file), Body::Bytes(Vec::new()));
        }
        tree.add(OutPath::fixed("imsmanifest.xml"), Body::Bytes(manifest.into()));
        let course = &library.courses[0];
        let input = PackInput { library: &library, course, edition: &course.editions[0], catalogs: &catalogs };
        let package = Preflight { input, tree: &tree, size };
        let told = |platform: &'static Platform| {
            preflight(package, &[platform]).into_iter().map(|one| (one.code, platform.name)).collect::<Vec<_>>()
        };
        PLATFORMS.iter().flat_map(told).collect()
    }

    /// The rule alone fires, and on each of its platforms.
    fn fires(code: &str, found: &[(&str, &str)]) {
        let rule: &Rule = RULES.iter().find(|rule| rule.code == code).unwrap();
        let own: Vec<&str> = found.iter().filter(|(found, _)| *found == code).map(|(_, platform)| *platform).collect();
        assert_eq!(own, rule.platforms, "{code}");
    }

    fn set(package: PackageSettings) -> impl FnOnce(&mut Course, &mut LibrarySettings) {
        move |course, _| course.settings.package = package
    }

    #[test]
    fn a_sound_package_goes_anywhere() {
        assert!(codes(|_, _| {}, SOUND, MANIFEST, 2_000_000).is_empty());
    }

    #[test]
    fn every_rule_fires_where_it_should() {
        let of_size = |size| codes(|_, _| {}, SOUND, MANIFEST, size);
        let with_file = |file| codes(|_, _| {}, &[SOUND, &[file]].concat(), MANIFEST, 1);
        let with_manifest = |manifest| codes(|_, _| {}, SOUND, manifest, 1);
        let failed = set(PackageSettings { failed: Some(FailedAs::Failed), ..PackageSettings::default() });
        let mastery = PackageSettings { mastery_score: Some(MasteryScore::Named), ..PackageSettings::default() };
        let web_film = |course: &mut Course, _: &mut LibrarySettings| {
            course.films.push(fixture::film("https://example.org/film"));
            course.editions[0].introduction.media.push(MediaTarget::Film(FilmId(0)));
        };
        let cases = [
            ("platform/asks-before-download", of_size(10_485_761)),
            ("platform/failed-gives-nothing", codes(failed, SOUND, MANIFEST, 1)),
            ("platform/file-names", with_file("assets/Film.mp4")),
            ("platform/film-kind", with_file("assets/saving/film-1.avi")),
            ("platform/large-zip", of_size(1 << 32)),
            ("platform/launch-first", with_manifest("<resource href=\"index.html\" adlcp:scormtype=\"asset\">")),
            ("platform/launch-query", with_manifest("<resource adlcp:scormtype=\"sco\" href=\"launch.html?a=1\">")),
            ("platform/mastery-score", codes(|_, library| library.package = mastery, SOUND, MANIFEST, 1)),
            ("platform/no-door", codes(|_, _| {}, &SOUND[1..], MANIFEST, 1)),
            ("platform/same-name", with_file("basics/index.html")),
            ("platform/slow-upload", of_size(50_000_001)),
            ("platform/upload-limit-2", of_size(2_097_153)),
            ("platform/upload-limit-256", of_size(268_435_457)),
            ("platform/web-film", codes(web_film, SOUND, MANIFEST, 1)),
        ];
        assert_eq!(
            cases.each_ref().map(|(code, _)| *code).to_vec(),
            RULES.iter().map(|rule| rule.code).collect::<Vec<_>>()
        );
        for (code, found) in &cases {
            fires(code, found);
        }
    }

    #[test]
    fn the_tables_are_in_order_and_name_each_other() {
        assert!(PLATFORMS.is_sorted_by_key(|platform| platform.name));
        assert!(RULES.is_sorted_by_key(|rule| rule.code));
        for rule in RULES {
            assert!(rule.platforms.iter().all(|name| platform_named(name).is_some()), "{}", rule.code);
            assert!(rule.platforms.is_sorted() && rule.source.starts_with("https://"), "{}", rule.code);
        }
        assert!(PLATFORMS.iter().all(|platform| RULES.iter().any(|rule| rule.platforms.contains(&platform.name))));
    }
}
