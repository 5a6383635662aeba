//! The course structure of a cmi5 package, `cmi5.xml` (cmi5 Quartz 1st edition, sections 13 and 14).
//!
//! One course and its units, in the schema's order: title, description, address. No objectives and no blocks: the
//! modules of a course say the same.

use crate::locale::Lang;
use crate::package::xml::{Xml, document, group, leaf, shortened};
use quick_xml::events::BytesText;
use std::io;

/// The namespace of the course structure, which is also its schema's address.
const XMLNS: &str = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";

/// The longest title or description that LMSs keep.
const LONGEST: usize = 1000;

/// What the course structure says.
#[derive(Debug)]
pub(crate) struct Structure<'a> {
    /// The course's IRI.
    pub(crate) id: String,
    /// The edition's language.
    pub(crate) lang: &'a Lang,
    /// The course's title and description.
    pub(crate) words: Words<'a>,
    /// What an LMS launches, in order.
    pub(crate) units: Vec<Unit<'a>>,
}

/// The words that an LMS shows of a course or unit; both must be there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// What it is about.
    pub(crate) description: &'a str,
}

/// An assignable unit.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    /// Its IRI.
    pub(crate) id: String,
    /// Its title and description.
    pub(crate) words: Words<'a>,
    /// The page that opens it, without a query: the LMS appends its own.
    pub(crate) url: String,
    /// What kind of activity it is, an IRI.
    pub(crate) activity_type: &'static str,
    /// When the LMS takes it as done.
    pub(crate) move_on: MoveOn,
    /// The mark to reach, per cent.
    pub(crate) mastery_score: Option<u8>,
    /// Which windows it may be opened in.
    pub(crate) launch_method: LaunchMethod,
}

/// When an LMS takes a unit as done (section 13.1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoveOn {
    /// When all was done.
    Completed,
    /// When all was done and the tests are passed.
    CompletedAndPassed,
}

/// Which windows a unit may be opened in (section 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LaunchMethod {
    /// Any, a frame too.
    AnyWindow,
    /// Only one of its own.
    OwnWindow,
}

/// Returns the text of `cmi5.xml`.
pub(crate) fn write(structure: &Structure<'_>) -> Vec<u8> {
    document(|xml| root(xml, structure))
}

fn root(xml: &mut Xml, structure: &Structure<'_>) -> io::Result<()> {
    xml.create_element("courseStructure").with_attribute(("xmlns", XMLNS)).write_inner_content(|xml| {
        xml.create_element("course")
            .with_attribute(("id", structure.id.as_str()))
            .write_inner_content(|xml| words(xml, structure.lang, structure.words))?;
        structure.units.iter().try_for_each(|one| unit(xml, structure.lang, one))
    })?;
    Ok(())
}

fn unit(xml: &mut Xml, lang: &Lang, unit: &Unit<'_>) -> io::Result<()> {
    let mut element = xml
        .create_element("au")
        .with_attribute(("id", unit.id.as_str()))
        .with_attribute(("moveOn", unit.move_on.name()))
        .with_attribute(("launchMethod", unit.launch_method.name()))
        .with_attribute(("activityType", unit.activity_type));
    if let Some(score) = unit.mastery_score {
        element = element.with_attribute(("masteryScore", scaled(score).as_str()));
    }
    element.write_inner_content(|xml| {
        words(xml, lang, unit.words)?;
        leaf(xml, "url", &unit.url)
    })?;
    Ok(())
}

fn words(xml: &mut Xml, lang: &Lang, words: Words<'_>) -> io::Result<()> {
    for (name, text) in [("title", words.title), ("description", words.description)] {
        group(xml, name, |xml| {
            xml.create_element("langstring")
                .with_attribute(("lang", lang.as_str()))
                .write_text_content(BytesText::new(&shortened(text, LONGEST)))?;
            Ok(())
        })?;
    }
    Ok(())
}

/// Returns per cents as a decimal from 0 to 1.
fn scaled(score: u8) -> String {
    if score >= 100 { "1".to_owned() } else { format!("0.{score:02}") }
}

impl MoveOn {
    fn name(self) -> &'static str {
        match self {
            Self::Completed => "Completed",
            Self::CompletedAndPassed => "CompletedAndPassed",
        }
    }
}

impl LaunchMethod {
    fn name(self) -> &'static str {
        match self {
            Self::AnyWindow => "AnyWindow",
            Self::OwnWindow => "OwnWindow",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LaunchMethod, MoveOn, Structure, Unit, Words, scaled, write};
    use crate::locale::Lang;

    fn unit(id: &str, mastery_score: Option<u8>) -> Unit<'_> {
        Unit {
            id: id.to_owned(),
            words: Words {
                title: "Эхлэл & төгсгөл", description: "Нэг <бүлэг>\n\u{0}хадгална"
            },
            url: "launch.html".to_owned(),
            activity_type: "http://adlnet.gov/expapi/activities/course",
            move_on: if mastery_score.is_some() { MoveOn::CompletedAndPassed } else { MoveOn::Completed },
            mastery_score,
            launch_method: if mastery_score.is_some() { LaunchMethod::OwnWindow } else { LaunchMethod::AnyWindow },
        }
    }

    fn text(units: Vec<Unit<'_>>) -> String {
        let lang = Lang::parse("mn").unwrap();
        let words = Words { title: "Хадгаламж", description: "Хадгалж сурна." };
        String::from_utf8(write(&Structure { id: "urn:a".to_owned(), lang: &lang, words, units })).unwrap()
    }

    #[test]
    fn it_is_what_the_schema_asks_for() {
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="urn:a">
    <title>
      <langstring lang="mn">Хадгаламж</langstring>
    </title>
    <description>
      <langstring lang="mn">Хадгалж сурна.</langstring>
    </description>
  </course>
  <au id="urn:b" moveOn="CompletedAndPassed" launchMethod="OwnWindow" activityType="http://adlnet.gov/expapi/activities/course" masteryScore="0.70">
    <title>
      <langstring lang="mn">Эхлэл &amp; төгсгөл</langstring>
    </title>
    <description>
      <langstring lang="mn">Нэг &lt;бүлэг&gt; хадгална</langstring>
    </description>
    <url>launch.html</url>
  </au>
</courseStructure>
"#;
        assert_eq!(text(vec![unit("urn:b", Some(70))]), expected);
    }

    #[test]
    fn a_unit_without_a_mark_names_none() {
        let text = text(vec![unit("urn:b", None), unit("urn:c", None)]);
        assert!(!text.contains("masteryScore") && text.matches("<au ").count() == 2);
        assert!(text.contains("moveOn=\"Completed\" launchMethod=\"AnyWindow\""));
    }

    #[test]
    fn marks_are_decimals() {
        assert_eq!([0, 5, 70, 100].map(scaled), ["0.00", "0.05", "0.70", "1"]);
    }
}
