//! The manifest of a SCORM 1.2 package (Content Aggregation Model 1.2, IMS Content Packaging 1.1.2).
//!
//! 1. Who it is: identifiers made of the course's id alone, so that they stay through rebuilds, versions and
//!    languages: an LMS deletes what it knows of identifiers that vanish.
//! 2. What it is: schema, version, and the course's description (IMS Learning Resource Meta-data 1.2.1).
//! 3. What it holds: one organisation with one item, one resource with every file of the package.

use crate::locale::Lang;
use crate::model::CourseId;
use crate::tree::OutPath;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// The page that the LMS opens.
pub(crate) const LAUNCH: &str = "launch.html";

const XMLNS: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
const IMSMD: &str = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1";
const LOCATIONS: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd \
    http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd \
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd";

/// The longest title of an item (Content Aggregation Model 1.2, section 2.3.3).
const LONGEST_TITLE: usize = 200;
/// The longest text of a description that LMSs keep.
const LONGEST_TEXT: usize = 1000;
/// The longest version of a manifest (imscp_rootv1p1p2.xsd).
const LONGEST_VERSION: usize = 20;

/// What the manifest says.
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
    /// Every other file of the package that its pages need.
    pub(crate) files: Vec<&'a OutPath>,
    /// What the course was made of, where that travels along.
    pub(crate) sources: Vec<&'a OutPath>,
}

type Xml = Writer<Vec<u8>>;

/// Returns the text of `imsmanifest.xml`.
pub(crate) fn write(manifest: &Manifest<'_>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    root(&mut xml, manifest).expect("writing to memory does not fail");
    let mut text = xml.into_inner();
    text.push(b'\n');
    text
}

/// Returns an identifier: begins with a letter, holds `[A-Za-z0-9_-]` only.
fn identifier(kind: &str, course: &CourseId) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '_' };
    format!("{kind}-{}", course.as_str().chars().map(safe).collect::<String>())
}

fn root(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    let organisation = identifier("ORG", manifest.course);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("manifest")
        .with_attribute(("identifier", identifier("ALFORJA", manifest.course).as_str()))
        .with_attribute(("version", shortened(manifest.version, LONGEST_VERSION).as_str()))
        .with_attribute(("xmlns", XMLNS))
        .with_attribute(("xmlns:adlcp", ADLCP))
        .with_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
        .with_attribute(("xsi:schemaLocation", LOCATIONS))
        .write_inner_content(|xml| {
            xml.create_element("metadata").write_inner_content(|xml| metadata(xml, manifest))?;
            xml.create_element("organizations")
                .with_attribute(("default", organisation.as_str()))
                .write_inner_content(|xml| organisations(xml, manifest, &organisation))?;
            xml.create_element("resources").write_inner_content(|xml| resources(xml, manifest))?;
            Ok(())
        })?;
    Ok(())
}

fn metadata(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    leaf(xml, "schema", "ADL SCORM")?;
    leaf(xml, "schemaversion", "1.2")?;
    xml.create_element("lom").with_attribute(("xmlns", IMSMD)).write_inner_content(|xml| {
        group(xml, "general", |xml| general(xml, manifest))?;
        group(xml, "lifecycle", |xml| group(xml, "version", |xml| words(xml, None, manifest.version)))?;
        group(xml, "technical", |xml| leaf(xml, "format", "text/html"))?;
        if let Some(minutes) = manifest.minutes {
            let time = format!("PT{}H{}M", minutes / 60, minutes % 60);
            group(xml, "educational", |xml| group(xml, "typicallearningtime", |xml| leaf(xml, "datetime", &time)))?;
        }
        if let Some(licence) = manifest.licence {
            group(xml, "rights", |xml| rights(xml, licence))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn general(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    group(xml, "title", |xml| words(xml, Some(manifest.lang), manifest.title))?;
    leaf(xml, "language", manifest.lang.as_str())?;
    match manifest.description {
        Some(description) => group(xml, "description", |xml| words(xml, Some(manifest.lang), description)),
        None => Ok(()),
    }
}

fn rights(xml: &mut Xml, licence: &str) -> io::Result<()> {
    group(xml, "copyrightandotherrestrictions", |xml| {
        group(xml, "source", |xml| words(xml, None, "LOMv1.0"))?;
        group(xml, "value", |xml| words(xml, None, "yes"))
    })?;
    group(xml, "description", |xml| words(xml, None, licence))
}

fn organisations(xml: &mut Xml, manifest: &Manifest<'_>, identifier_of_it: &str) -> io::Result<()> {
    let title = shortened(manifest.title, LONGEST_TITLE);
    xml.create_element("organization").with_attribute(("identifier", identifier_of_it)).write_inner_content(|xml| {
        leaf(xml, "title", &title)?;
        xml.create_element("item")
            .with_attribute(("identifier", identifier("ITEM", manifest.course).as_str()))
            .with_attribute(("identifierref", identifier("RES", manifest.course).as_str()))
            .with_attribute(("isvisible", "true"))
            .write_inner_content(|xml| leaf(xml, "title", &title))?;
        Ok(())
    })?;
    Ok(())
}

fn resources(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    xml.create_element("resource")
        .with_attribute(("identifier", identifier("RES", manifest.course).as_str()))
        .with_attribute(("type", "webcontent"))
        .with_attribute(("adlcp:scormtype", "sco"))
        .with_attribute(("href", LAUNCH))
        .write_inner_content(|xml| files(xml, &manifest.files))?;
    if manifest.sources.is_empty() {
        return Ok(());
    }
    // No item leads to it, and it has no door: learners are shown nothing of it (IMS Content Packaging 1.1.2, section
    // 4.5: a resource that no item refers to).
    xml.create_element("resource")
        .with_attribute(("identifier", identifier("SRC", manifest.course).as_str()))
        .with_attribute(("type", "webcontent"))
        .with_attribute(("adlcp:scormtype", "asset"))
        .write_inner_content(|xml| files(xml, &manifest.sources))?;
    Ok(())
}

fn files(xml: &mut Xml, files: &[&OutPath]) -> io::Result<()> {
    for file in files {
        xml.create_element("file").with_attribute(("href", file.as_str())).write_empty()?;
    }
    Ok(())
}

fn group(xml: &mut Xml, name: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(content)?;
    Ok(())
}

fn leaf(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// Writes a text in a language, or (`x-none`) in none.
fn words(xml: &mut Xml, lang: Option<&Lang>, text: &str) -> io::Result<()> {
    xml.create_element("langstring")
        .with_attribute(("xml:lang", lang.map_or("x-none", Lang::as_str)))
        .write_text_content(BytesText::new(&shortened(text, LONGEST_TEXT)))?;
    Ok(())
}

/// Returns at most `most` characters of what XML can hold (XML 1.0, section 2.2), cut with an ellipsis.
fn shortened(text: &str, most: usize) -> String {
    let allowed = |letter: &char| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(allowed).collect();
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Manifest, shortened, write};
    use crate::locale::Lang;
    use crate::model::CourseId;
    use crate::tree::OutPath;

    fn text(lang: &str, title: &str) -> String {
        let file = OutPath::fixed("launch.html");
        let manifest = Manifest {
            course: &CourseId::new("savings"),
            lang: &Lang::parse(lang).unwrap(),
            title,
            description: Some("Хадгаламж & зээл <бүлэг>"),
            version: "1.2.0",
            minutes: Some(135),
            licence: Some("CC-BY-4.0"),
            sources: Vec::new(),
            files: vec![&file],
        };
        String::from_utf8(write(&manifest)).unwrap()
    }

    #[test]
    fn it_says_what_platforms_look_for() {
        let text = text("mn", "Хадгаламж");
        for part in [
            "<schemaversion>1.2</schemaversion>",
            "adlcp:scormtype=\"sco\" href=\"launch.html\"",
            "<langstring xml:lang=\"mn\">Хадгаламж &amp; зээл &lt;бүлэг&gt;</langstring>",
            "<datetime>PT2H15M</datetime>",
            "<file href=\"launch.html\"/>",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        assert!(!text.contains("masteryscore") && !text.contains(".html?"));
    }

    #[test]
    fn identifiers_are_the_same_in_every_language() {
        let identifiers = |text: String| -> Vec<String> {
            text.split("identifier").skip(1).map(|rest| rest.split('"').nth(1).unwrap_or("").to_owned()).collect()
        };
        let danish = identifiers(text("da", "Opsparing"));
        assert_eq!(danish, identifiers(text("mn", "Хадгаламж")));
        let good = |id: &String| id.starts_with(|first: char| first.is_ascii_alphabetic());
        assert!(danish.len() >= 5 && danish.iter().all(good), "{danish:?}");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let cut = shortened(&"өө ".repeat(600), 1000);
        assert!(cut.chars().count() <= 1000 && cut.ends_with('…'));
        assert_eq!(shortened("a\u{0}b\n c", 10), "ab c");
    }
}
