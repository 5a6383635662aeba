//! What the packages of both SCORM versions have in common (IMS Content Packaging): one course, one launch page, the
//! schema files beside the manifest, and a manifest that lists the real entries.

use crate::locale::Lang;
use crate::model::{CourseId, MasteryScore, ModuleId};
use crate::package::name::file_name;
use crate::package::source::is_source;
use crate::package::xml::{Xml, leaf, shortened};
use crate::package::{PackError, PackInput};
use crate::tree::{Artifact, Body, FileTree, OutPath};
use std::io;

/// The page that the LMS opens.
pub(crate) const LAUNCH: &str = "launch.html";

/// The manifest, at the root of the zip.
const MANIFEST: &str = "imsmanifest.xml";

/// The longest title of an item (SCORM 1.2 Content Aggregation Model, section 2.3.3; 2004 keeps it).
const LONGEST_TITLE: usize = 200;
/// The longest text of a description that LMSs keep.
pub(crate) const LONGEST_TEXT: usize = 1000;
/// The longest version of a manifest (imscp_rootv1p1p2.xsd, imscp_v1p1.xsd).
pub(crate) const LONGEST_VERSION: usize = 20;

/// What a manifest says.
#[derive(Debug)]
pub(crate) struct Manifest<'a> {
    /// The course.
    pub(crate) course: &'a CourseId,
    /// The edition's language.
    pub(crate) lang: &'a Lang,
    /// The course's title.
    pub(crate) title: &'a str,
    /// What it is about.
    pub(crate) description: Option<&'a str>,
    /// The course's version.
    pub(crate) version: &'a str,
    /// How long it takes.
    pub(crate) minutes: Option<u32>,
    /// Its licence.
    pub(crate) licence: Option<&'a str>,
    /// Its modules.
    pub(crate) modules: Vec<&'a ModuleId>,
    /// The pass mark, per cent, where the platform is to know it.
    pub(crate) mastery: Option<u8>,
    /// Every other file of the package that its pages need.
    pub(crate) files: Vec<&'a OutPath>,
    /// What the course was made of, where that travels along.
    pub(crate) sources: Vec<&'a OutPath>,
}

/// Makes the package: `schemas` go beside the manifest that `write` writes of the list of all other files.
///
/// # Errors
/// When there is no lesson to launch.
pub(crate) fn pack(
    input: PackInput<'_>,
    target: &str,
    mut tree: FileTree,
    schemas: &[(&str, &str)],
    write: fn(&Manifest<'_>) -> Vec<u8>,
) -> Result<Vec<Artifact>, PackError> {
    input.require_lesson()?;
    for (name, text) in schemas {
        tree.add(OutPath::fixed(name), Body::Bytes(text.as_bytes().to_vec()));
    }
    list_again(input, &mut tree, write);
    Ok(vec![Artifact::Zip { name: file_name(input, target, "zip"), tree }])
}

/// Writes the manifest of what is in the tree now.
pub(crate) fn list_again(input: PackInput<'_>, tree: &mut FileTree, write: fn(&Manifest<'_>) -> Vec<u8>) {
    let text = write(&manifest(input, tree));
    tree.replace(OutPath::fixed(MANIFEST), Body::Bytes(text));
}

fn manifest<'a>(input: PackInput<'a>, tree: &'a FileTree) -> Manifest<'a> {
    let settings = &input.course.settings;
    let sum: u32 = input.edition.lessons().filter_map(|lesson| lesson.minutes).sum();
    let files = || tree.iter().map(|(path, _)| path).filter(|path| path.as_str() != MANIFEST);
    let named = input.library.package_settings(input.course).mastery_score.unwrap_or_default();
    Manifest {
        course: &input.course.id,
        lang: &input.edition.lang,
        title: &input.edition.title.value,
        description: input.edition.summary.as_deref(),
        version: &settings.version,
        minutes: settings.minutes.or((sum > 0).then_some(sum)),
        licence: settings.licence.as_deref(),
        modules: input.edition.modules.iter().map(|module| &module.id).collect(),
        mastery: settings.pass.filter(|_| named == MasteryScore::Named),
        files: files().filter(|path| !is_source(path)).collect(),
        sources: files().filter(|path| is_source(path)).collect(),
    }
}

impl Manifest<'_> {
    /// Returns an identifier made of the course's id alone, so that it stays through rebuilds, versions and languages:
    /// an LMS deletes what it knows of identifiers that vanish. It begins with a letter and holds `[A-Za-z0-9_-]` only.
    pub(crate) fn identifier(&self, kind: &str) -> String {
        let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '_' };
        format!("{kind}-{}", self.course.as_str().chars().map(safe).collect::<String>())
    }

    /// Writes the organisation: one item, to which `more` adds what its version has to say of it.
    pub(crate) fn organisation(
        &self,
        xml: &mut Xml,
        more: impl FnOnce(&mut Xml) -> io::Result<()>,
        after: impl FnOnce(&mut Xml) -> io::Result<()>,
    ) -> io::Result<()> {
        let title = shortened(self.title, LONGEST_TITLE);
        xml.create_element("organization")
            .with_attribute(("identifier", self.identifier("ORG").as_str()))
            .write_inner_content(|xml| {
                leaf(xml, "title", &title)?;
                xml.create_element("item")
                    .with_attribute(("identifier", self.identifier("ITEM").as_str()))
                    .with_attribute(("identifierref", self.identifier("RES").as_str()))
                    .with_attribute(("isvisible", "true"))
                    .write_inner_content(|xml| {
                        leaf(xml, "title", &title)?;
                        more(xml)
                    })?;
                after(xml)
            })?;
        Ok(())
    }

    /// Writes the course's resource, with every file that its pages need, and that of what the course was made of;
    /// `kind` is the attribute that tells a SCO, as its version spells it.
    pub(crate) fn resources(&self, xml: &mut Xml, kind: &str) -> io::Result<()> {
        xml.create_element("resource")
            .with_attribute(("identifier", self.identifier("RES").as_str()))
            .with_attribute(("type", "webcontent"))
            .with_attribute((kind, "sco"))
            .with_attribute(("href", LAUNCH))
            .write_inner_content(|xml| files(xml, &self.files))?;
        if self.sources.is_empty() {
            return Ok(());
        }
        // No item leads to it, and it has no door: learners are shown nothing of it (IMS Content Packaging 1.1.2, section
        // 4.5: a resource that no item refers to).
        xml.create_element("resource")
            .with_attribute(("identifier", self.identifier("SRC").as_str()))
            .with_attribute(("type", "webcontent"))
            .with_attribute((kind, "asset"))
            .write_inner_content(|xml| files(xml, &self.sources))?;
        Ok(())
    }
}

fn files(xml: &mut Xml, files: &[&OutPath]) -> io::Result<()> {
    for file in files {
        xml.create_element("file").with_attribute(("href", file.as_str())).write_empty()?;
    }
    Ok(())
}
