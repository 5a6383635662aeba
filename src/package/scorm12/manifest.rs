//! The manifest of a SCORM 1.2 package (Content Aggregation Model 1.2, IMS Content Packaging 1.1.2).
//!
//! 1. Who it is: identifiers made of the course's id alone, so that they stay through rebuilds, versions and
//!    languages: an LMS deletes what it knows of identifiers that vanish.
//! 2. What it is: schema, version, and the course's description (IMS Learning Resource Meta-data 1.2.1).
//! 3. What it holds: one organisation with one item, one resource with every file of the package.

use crate::locale::Lang;
use crate::package::imscp::{LONGEST_TEXT, LONGEST_VERSION, Manifest};
use crate::package::xml::{Xml, document, group, leaf, shortened};
use quick_xml::events::BytesText;
use std::io;

const XMLNS: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
const IMSMD: &str = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1";
const LOCATIONS: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd \
    http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd \
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd";

/// Returns the text of `imsmanifest.xml`.
pub(crate) fn write(manifest: &Manifest<'_>) -> Vec<u8> {
    document(|xml| root(xml, manifest))
}

fn root(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    xml.create_element("manifest")
        .with_attribute(("identifier", manifest.identifier("ALFORJA").as_str()))
        .with_attribute(("version", shortened(manifest.version, LONGEST_VERSION).as_str()))
        .with_attribute(("xmlns", XMLNS))
        .with_attribute(("xmlns:adlcp", ADLCP))
        .with_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
        .with_attribute(("xsi:schemaLocation", LOCATIONS))
        .write_inner_content(|xml| {
            group(xml, "metadata", |xml| metadata(xml, manifest))?;
            xml.create_element("organizations")
                .with_attribute(("default", manifest.identifier("ORG").as_str()))
                .write_inner_content(|xml| manifest.organisation(xml, |xml| mastery(xml, manifest), |_| Ok(())))?;
            group(xml, "resources", |xml| manifest.resources(xml, "adlcp:scormtype"))
        })?;
    Ok(())
}

/// The mark, where the platform is to judge by it; unasked it is left out, because platforms overwrite the status with it.
fn mastery(xml: &mut Xml, manifest: &Manifest<'_>) -> io::Result<()> {
    match manifest.mastery {
        Some(mark) => leaf(xml, "adlcp:masteryscore", &mark.to_string()),
        None => Ok(()),
    }
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

/// Writes a text in a language, or (`x-none`) in none.
fn words(xml: &mut Xml, lang: Option<&Lang>, text: &str) -> io::Result<()> {
    xml.create_element("langstring")
        .with_attribute(("xml:lang", lang.map_or("x-none", Lang::as_str)))
        .write_text_content(BytesText::new(&shortened(text, LONGEST_TEXT)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::locale::Lang;
    use crate::model::CourseId;
    use crate::package::imscp::Manifest;
    use crate::tree::OutPath;

    fn text(lang: &str, title: &str, mastery: Option<u8>) -> String {
        let file = OutPath::fixed("launch.html");
        let manifest = Manifest {
            course: &CourseId::new("savings"),
            lang: &Lang::parse(lang).unwrap(),
            title,
            description: Some("Хадгаламж & зээл <бүлэг>"),
            version: "1.2.0",
            minutes: Some(135),
            licence: Some("CC-BY-4.0"),
            modules: Vec::new(),
            mastery,
            sources: Vec::new(),
            files: vec![&file],
        };
        String::from_utf8(write(&manifest)).unwrap()
    }

    #[test]
    fn it_says_what_platforms_look_for() {
        let text = text("mn", "Хадгаламж", None);
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
    fn the_mark_is_named_where_it_is_asked_for() {
        let text = text("mn", "Хадгаламж", Some(70));
        assert!(
            text.contains("</title>\n        <adlcp:masteryscore>70</adlcp:masteryscore>\n      </item>"),
            "{text}"
        );
    }

    #[test]
    fn identifiers_are_the_same_in_every_language() {
        let identifiers = |text: String| -> Vec<String> {
            text.split("identifier").skip(1).map(|rest| rest.split('"').nth(1).unwrap_or("").to_owned()).collect()
        };
        let danish = identifiers(text("da", "Opsparing", None));
        assert_eq!(danish, identifiers(text("mn", "Хадгаламж", None)));
        let good = |id: &String| id.starts_with(|first: char| first.is_ascii_alphabetic());
        assert!(danish.len() >= 5 && danish.iter().all(good), "{danish:?}");
    }
}
