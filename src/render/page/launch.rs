//! The page that a platform opens: it shows the course in a frame and speaks with the platform.

use crate::fingerprint::Fingerprint;
use crate::model::{Course, Edition, FailedAs, Lesson, Module, PackageSettings, Report, Window};
use crate::render::address::{Place, in_folder};
use crate::render::page::shell::{fill, insert_markup, shell};
use crate::render::page::{Rendered, parts};
use crate::render::site::{PageContext, Site};
use crate::render::{ThemeError, player, view};
use crate::tree::{Body, OutPath};
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the launch page and its script.
pub(crate) fn page(site: &Site<'_>, course: &Course, edition: &Edition) -> Result<Rendered, ThemeError> {
    let Some(launch) = &site.profile.launch else { return Ok(Vec::new()) };
    let place = Place::Course(&course.id, &edition.lang);
    let page = PageContext::at(site, place, in_folder(site.profile, &launch.page));
    let script = player::bundle(page.catalog, "shell", &launch.files);
    let hash = Fingerprint::of(script.as_bytes()).short();
    let script_path = OutPath::fixed(&format!("assets/shell-{}-{hash}.js", edition.lang));

    let mut view = shell(&page, Some(course), &edition.title.value);
    view.scripts = vec![page.address_of_file(&script_path)];
    view.unzip = parts::unzip(site);
    let address = |lesson: &Lesson| page.address_of(Place::Lesson(&course.id, &edition.lang, &lesson.id));
    let outline = LaunchOutline {
        home: page.address_of(place),
        outline: view::outline(site.library, course, edition, &address),
        modules: edition.modules.iter().map(ModuleName::of).collect(),
        settings: LaunchSettings::of(site.library.package_settings(course)),
    };
    let shell_words: BTreeMap<&str, &str> = page.catalog.section("shell").collect();

    let mut context = tera::Context::new();
    context.insert("shell", &shell_words);
    context.insert("first", &page.address_of(place));
    insert_markup(&mut context, "outline", &view::json(&outline));
    let mut rendered = fill(&page, &view, "launch.html", context)?;
    rendered.push((script_path, Body::Bytes(script.into_bytes())));
    Ok(rendered)
}

/// What a launch page knows of its course: the outline, and what it tells its platform how.
#[derive(Serialize)]
struct LaunchOutline<'a> {
    #[serde(flatten)]
    outline: view::Outline,
    /// The address of the course's own page.
    home: String,
    modules: Vec<ModuleName<'a>>,
    settings: LaunchSettings,
}

#[derive(Serialize)]
struct ModuleName<'a> {
    id: &'a str,
    title: &'a str,
}

impl<'a> ModuleName<'a> {
    fn of(module: &'a Module) -> Self {
        Self { id: module.id.as_str(), title: &module.title.value }
    }
}

/// The settings of the package in the words of `course.yaml`; what is not said is the launch page's own default.
#[derive(Serialize)]
struct LaunchSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<&'static str>,
}

impl LaunchSettings {
    fn of(settings: PackageSettings) -> Self {
        Self {
            report: settings.report.map(|report| match report {
                Report::Passed => "passed",
                Report::Completed => "completed",
            }),
            failed: settings.failed.map(|failed| match failed {
                FailedAs::Incomplete => "incomplete",
                FailedAs::Failed => "failed",
            }),
            window: settings.window.map(|window| match window {
                Window::Frame => "frame",
                Window::Window => "window",
            }),
        }
    }
}
