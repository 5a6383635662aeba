//! The manifest of a SCORM 2004 4th Edition package (Content Aggregation Model 4th Ed., IMS Content Packaging 1.1.4,
//! IMS Simple Sequencing 1.0).
//!
//! 1. What it is: schema, version, and the course's description (IEEE 1484.12.3, LOM; its schema is in no package).
//! 2. What it holds: one organisation with one item, one resource with every file of the package.
//! 3. What may be told of it: an objective for the course and one for each module. The course tells all itself:
//!    where it says nothing, no platform is to make up a completion.

use crate::model::ModuleId;
use crate::package::imscp::{LONGEST_TEXT, LONGEST_VERSION, Manifest};
use crate::package::xml::{Xml, document, group, leaf, shortened};
use quick_xml::events::BytesText;
use std::io;

const IMSCP: &str = "http://www.imsglobal.org/xsd/imscp_v1p1";
const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_v1p3";
const IMSSS: &str = "http://www.imsglobal.org/xsd/imsss";
const LOM: &str = "http://ltsc.ieee.org/xsd/LOM";
const LOCATIONS: &str = "http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd \
    http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd \
    http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd";

/// Returns the text of `imsmanifest.xml`.
pub(crate) fn write(manifest: &Manifest<'_>) -> Vec<u8> {
    document(|xml| root(xml, manifest))
}

/// Returns a module's objective, as the launch page names it too (`player/shell/ends/scorm2004.js`).
pub(crate) fn objective(module: &ModuleId) -> String {
    let mut id = String::from("OBJ-");
    for letter in module.as_str().encode_utf16() {
        match char::from_u32(u32::from(letter)) {
            Some(letter) if letter.is_ascii_alphanumeric() || letter == '.' || letter == '-' => id.push(letter),
            _ => id.push_str(&format!("_{letter:x}")),
        }
    }
    id
}

fn root(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    xml.create_element("manifest")
        .with_attribute(("identifier", manifest.identifier("ALFORJA").as_str()))
        .with_attribute(("version", shortened(manifest.version, LONGEST_VERSION).as_str()))
        .with_attribute(("xmlns", IMSCP))
        .with_attribute(("xmlns:adlcp", ADLCP))
        .with_attribute(("xmlns:imsss", IMSSS))
        .with_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
        .with_attribute(("xsi:schemaLocation", LOCATIONS))
        .write_inner_content(|xml| {
            group(xml, "metadata", |xml| metadata(xml, manifest))?;
            xml.create_element("organizations")
                .with_attribute(("default", manifest.identifier("ORG").as_str()))
                .write_inner_content(|xml| manifest.organisation(xml, |xml| sequencing(xml, manifest), flow))?;
            group(xml, "resources", |xml| manifest.resources(xml, "adlcp:scormType"))
        })?;
    Ok(())
}

fn metadata(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    leaf(xml, "schema", "ADL SCORM")?;
    leaf(xml, "schemaversion", "2004 4th Edition")?;
    xml.create_element("lom").with_attribute(("xmlns", LOM)).write_inner_content(|xml| {
        group(xml, "general", |xml| general(xml, manifest))?;
        group(xml, "lifeCycle", |xml| group(xml, "version", |xml| words(xml, "x-none", manifest.version)))?;
        group(xml, "technical", |xml| leaf(xml, "format", "text/html"))?;
        if let Some(minutes) = manifest.minutes {
            let time = format!("PT{}H{}M", minutes / 60, minutes % 60);
            group(xml, "educational", |xml| group(xml, "typicalLearningTime", |xml| leaf(xml, "duration", &time)))?;
        }
        match manifest.licence {
            Some(licence) => group(xml, "rights", |xml| rights(xml, licence)),
            None => Ok(()),
        }
    })?;
    Ok(())
}

fn general(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    let lang = manifest.lang.as_str();
    group(xml, "title", |xml| words(xml, lang, manifest.title))?;
    leaf(xml, "language", lang)?;
    match manifest.description {
        Some(description) => group(xml, "description", |xml| words(xml, lang, description)),
        None => Ok(()),
    }
}

fn rights(xml: &mut Xml, licence: &str) -> io::Result<()> {
    group(xml, "copyrightAndOtherRestrictions", |xml| {
        leaf(xml, "source", "LOMv1.0")?;
        leaf(xml, "value", "yes")
    })?;
    group(xml, "description", |xml| words(xml, "x-none", licence))
}

fn words(xml: &mut Xml, lang: &str, text: &str) -> io::Result<()> {
    xml.create_element("string")
        .with_attribute(("language", lang))
        .write_text_content(BytesText::new(&shortened(text, LONGEST_TEXT)))?;
    Ok(())
}

/// A platform that is told to start the course opens its one item.
fn flow(xml: &mut Xml) -> io::Result<()> {
    group(xml, "imsss:sequencing", |xml| {
        xml.create_element("imsss:controlMode")
            .with_attribute(("choice", "true"))
            .with_attribute(("flow", "true"))
            .write_empty()?;
        Ok(())
    })
}

fn sequencing(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    group(xml, "imsss:sequencing", |xml| {
        group(xml, "imsss:objectives", |xml| objectives(xml, manifest))?;
        xml.create_element("imsss:deliveryControls")
            .with_attribute(("completionSetByContent", "true"))
            .with_attribute(("objectiveSetByContent", "true"))
            .write_empty()?;
        Ok(())
    })
}

fn objectives(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    let primary = xml.create_element("imsss:primaryObjective").with_attribute(("objectiveID", "PRIMARYOBJ"));
    match manifest.mastery {
        // Unasked it is left out: platforms judge by it instead of the course.
        None => primary.write_empty()?,
        Some(mark) => primary.with_attribute(("satisfiedByMeasure", "true")).write_inner_content(|xml| {
            leaf(xml, "imsss:minNormalizedMeasure", &format!("{}.{:02}", mark / 100, mark % 100))
        })?,
    };
    for module in &manifest.modules {
        xml.create_element("imsss:objective")
            .with_attribute(("objectiveID", objective(module).as_str()))
            .write_empty()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{objective, write};
    use crate::locale::Lang;
    use crate::model::{CourseId, ModuleId};
    use crate::package::imscp::Manifest;
    use crate::tree::OutPath;

    fn text(mastery: Option<u8>) -> String {
        let file = OutPath::fixed("launch.html");
        let modules = [ModuleId::new("basics"), ModuleId::new("loans")];
        let manifest = Manifest {
            course: &CourseId::new("savings"),
            lang: &Lang::parse("mn").unwrap(),
            title: "Хадгаламж",
            description: Some("Хадгаламж & зээл"),
            version: "1.2.0",
            minutes: Some(135),
            licence: Some("CC-BY-4.0"),
            modules: modules.iter().collect(),
            mastery,
            files: vec![&file],
            sources: Vec::new(),
        };
        String::from_utf8(write(&manifest)).unwrap()
    }

    #[test]
    fn it_says_what_platforms_look_for() {
        let text = text(None);
        for part in [
            "<schemaversion>2004 4th Edition</schemaversion>",
            "adlcp:scormType=\"sco\" href=\"launch.html\"",
            "<imsss:primaryObjective objectiveID=\"PRIMARYOBJ\"/>",
            "<imsss:objective objectiveID=\"OBJ-basics\"/>",
            "completionSetByContent=\"true\"",
            "<string language=\"mn\">Хадгаламж &amp; зээл</string>",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        assert!(!text.contains("Measure") && !text.contains(".html?"));
    }

    #[test]
    fn the_mark_is_named_where_it_is_asked_for() {
        for (mark, measure) in [(5, "0.05"), (70, "0.70"), (100, "1.00")] {
            let part = format!("<imsss:minNormalizedMeasure>{measure}</imsss:minNormalizedMeasure>");
            let text = text(Some(mark));
            assert!(text.contains("satisfiedByMeasure=\"true\"") && text.contains(&part), "{text}");
        }
    }

    #[test]
    fn objectives_are_named_as_the_launch_page_names_them() {
        let id = |module: &str| objective(&ModuleId::new(module));
        assert_eq!([id("a-1.b"), id("ө x"), id("😀")], ["OBJ-a-1.b", "OBJ-_4e9_20x", "OBJ-_d83d_de00"]);
    }
}
