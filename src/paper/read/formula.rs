//! Formulas: MathML Core, as our renderer writes it, to what is set. An element that is not known gives what stands in it.

use crate::import::{Element, Node as Part};
use crate::paper::node::Formula;

/// Returns what a formula says.
pub(crate) fn formula(element: &Element) -> Vec<Formula> {
    element.elements().flat_map(piece).collect()
}

fn piece(element: &Element) -> Vec<Formula> {
    match element.name.as_str() {
        "mi" => {
            let upright = element.attribute("mathvariant") == Some("normal");
            sign(&element.text(), upright)
        }
        "mn" | "mo" | "ms" => sign(&element.text(), true),
        "mtext" => vec![Formula::Words { text: element.text() }],
        "mspace" => vec![Formula::Space { width: hundredths(element.attribute("width").unwrap_or("0em")) }],
        "mfrac" => with(element, |[over, under]| Formula::Frac { over, under }),
        "msqrt" => vec![Formula::Root { index: None, body: formula(element) }],
        "mroot" => with(element, |[body, index]| Formula::Root { index: Some(index), body }),
        "msub" => with(element, |[base, bottom]| attach(base, None, Some(bottom), false)),
        "msup" => with(element, |[base, top]| attach(base, Some(top), None, false)),
        "msubsup" => with(element, |[base, bottom, top]| attach(base, Some(top), Some(bottom), false)),
        "munder" => with(element, |[base, bottom]| attach(base, None, Some(bottom), true)),
        "mover" => with(element, |[base, top]| attach(base, Some(top), None, true)),
        "munderover" => with(element, |[base, bottom, top]| attach(base, Some(top), Some(bottom), true)),
        "mtable" => {
            let row = |row: &Element| row.all("mtd").map(formula).collect();
            vec![Formula::Grid { rows: element.all("mtr").map(row).collect() }]
        }
        "annotation" | "annotation-xml" | "mphantom" => Vec::new(),
        _ => vec![Formula::Row { body: formula(element) }],
    }
}

fn attach(base: Vec<Formula>, top: Option<Vec<Formula>>, bottom: Option<Vec<Formula>>, limits: bool) -> Formula {
    Formula::Attach { base, top, bottom, limits }
}

/// Returns what is made of an element's children, where there are as many as it must have; else the children in a row.
fn with<const COUNT: usize>(element: &Element, make: impl FnOnce([Vec<Formula>; COUNT]) -> Formula) -> Vec<Formula> {
    let children: Vec<Vec<Formula>> = element.elements().map(piece).collect();
    match <[Vec<Formula>; COUNT]>::try_from(children) {
        Ok(children) => vec![make(children)],
        Err(children) => children.into_iter().flatten().collect(),
    }
}

fn sign(text: &str, upright: bool) -> Vec<Formula> {
    let text = text.trim();
    // What only tells how signs are read is not seen: function application, invisible times and separators.
    let seen: String = text.chars().filter(|letter| !('\u{2061}'..='\u{2064}').contains(letter)).collect();
    if seen.is_empty() { Vec::new() } else { vec![Formula::Sign { text: seen, upright }] }
}

/// Returns a width such as `0.1667em` in hundredths of an em; of other units nothing is known.
fn hundredths(width: &str) -> i32 {
    let number = width.trim().trim_end_matches("em").parse::<f32>().unwrap_or(0.0);
    (number.clamp(-10.0, 10.0) * 100.0).round() as i32
}

/// Returns the words of a formula that stand as they were written: none where it was understood.
pub(crate) fn source(element: &Element) -> Option<String> {
    let alone = element.children.iter().all(|part| matches!(part, Part::Text(_)));
    alone.then(|| element.attribute("alttext").map(ToOwned::to_owned)).flatten()
}

#[cfg(test)]
mod tests {
    use super::formula;
    use crate::import::{Node as Part, html};
    use crate::paper::node::Formula;

    fn read(mathml: &str) -> Vec<Formula> {
        match html(mathml).into_iter().next() {
            Some(Part::Element(element)) => formula(&element),
            other => panic!("{other:?}"),
        }
    }

    fn sign(text: &str) -> Formula {
        Formula::Sign { text: text.into(), upright: text.chars().all(|letter| !letter.is_alphabetic()) }
    }

    #[test]
    fn a_fraction_and_a_power_are_understood() {
        let read = read("<math><mfrac><mn>1</mn><mn>3</mn></mfrac><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></math>");
        let fraction = Formula::Frac { over: vec![sign("1")], under: vec![sign("3")] };
        let power = Formula::Attach { base: vec![sign("x")], top: Some(vec![sign("2")]), bottom: None, limits: false };
        assert_eq!(read, [fraction, sign("="), power]);
    }

    #[test]
    fn an_element_with_too_few_parts_gives_what_it_has() {
        assert_eq!(
            read("<math><mfrac><mn>1</mn></mfrac><mglyph></mglyph></math>"),
            [sign("1"), Formula::Row { body: vec![] }]
        );
    }
}
