//! Drawings: what may do harm is left out, what they look like stays.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Returns the drawing without scripts, handlers, links and anything from elsewhere; pictures inside it stay.
/// Nothing where it is no SVG that can be read.
pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut clean = Vec::with_capacity(bytes.len());
    filter.filter(bytes, &mut clean).ok()?;
    dimensions_of_root(&clean).map(|_| clean)
}

/// Returns the width and height that a drawing asks for: its own, or those of its `viewBox`.
pub(crate) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    dimensions_of_root(bytes).flatten()
}

/// Returns nothing where the root is no `svg`.
fn dimensions_of_root(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => {
                return (root.local_name().as_ref() == "svg").then(|| asked_by(&root));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn asked_by(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let attribute = |name: &str| {
        let value = root.try_get_attribute(name).ok()??;
        Some(value.value.into_owned())
    };
    let own =
        (attribute("width").and_then(|width| pixels(&width)), attribute("height").and_then(|height| pixels(&height)));
    let view_box = attribute("viewBox").and_then(|view_box| {
        let numbers: Vec<f64> = view_box
            .split([' ', ',', '\t', '\n', '\r'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let [_, _, width, height] = numbers[..] else { return None };
        (width > 0.0 && height > 0.0).then_some((width, height))
    });
    let (width, height) = match (own, view_box) {
        ((Some(width), Some(height)), _) => (width, height),
        ((Some(width), None), Some((box_width, box_height))) => (width, width * box_height / box_width),
        ((None, Some(height)), Some((box_width, box_height))) => (height * box_width / box_height, height),
        ((None, None), Some(view_box)) => view_box,
        _ => return None,
    };
    Some((whole(width)?, whole(height)?))
}

/// Returns a CSS length in pixels (CSS Values 4, section 6.2); a share of something unknown is nothing.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let number = length.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '%');
    let scale = match &length[number.len()..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" => 16.0,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * scale).filter(|pixels| *pixels > 0.0)
}

fn whole(pixels: f64) -> Option<u32> {
    let rounded = pixels.round().max(1.0);
    (rounded <= 100_000.0).then(|| format!("{rounded}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{clean, dimensions};

    const NS: &str = r#"xmlns="http://www.w3.org/2000/svg""#;

    #[test]
    fn a_drawing_asks_for_its_size() {
        let size = |attributes: &str| dimensions(format!("<?xml version='1.0'?><svg {NS} {attributes}/>").as_bytes());
        assert_eq!(size("width='640' height='360px'"), Some((640, 360)));
        assert_eq!(size("viewBox='0 0 300.4 150'"), Some((300, 150)));
        assert_eq!(size("viewBox='0,0,300,150' width='600'"), Some((600, 300)));
        assert_eq!(size("width='100%' height='100%' viewBox='0 0 10 20'"), Some((10, 20)));
        assert_eq!(size("width='1in' height='2.54cm'"), Some((96, 96)));
        assert_eq!(size("width='-1' viewBox='0 0 nan 1'"), None);
        assert_eq!(size(""), None);
    }

    #[test]
    fn nothing_that_does_harm_stays() {
        let drawing = format!(
            r#"<svg {NS} xmlns:xlink="http://www.w3.org/1999/xlink" onload="evil()"><script>evil()</script>
            <a xlink:href="https://evil.example/"><text>Хадгаламж</text></a><image href="https://evil.example/x.png"/>
            <rect width="1" height="1" onclick="evil()" fill="url(https://evil.example/)"/>
            <foreignObject><iframe src="https://evil.example/"/></foreignObject></svg>"#
        );
        let clean = String::from_utf8(clean(drawing.as_bytes()).unwrap()).unwrap();
        assert!(!clean.contains("evil"), "{clean}");
        assert!(clean.contains("Хадгаламж") && clean.contains("<rect"), "{clean}");
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let bomb = format!(
            "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;'><!ENTITY d '&c;&c;'>\
            <!ENTITY e '&d;&d;'>]><svg {NS}><text>&e;</text></svg>"
        );
        for bad in ["", "<svg", "<html><body/></html>", "not xml", "<svg/>", &bomb] {
            assert_eq!(clean(bad.as_bytes()), None, "{bad}");
        }
    }
}
