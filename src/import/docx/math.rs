//! Formulas of Word (Office MathML, ECMA-376 part 1, section 22.1) as TeX.

use crate::import::docx::styles::{is_on, value};
use crate::import::xml::Element;

/// A formula in TeX.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Formula {
    /// The TeX.
    pub(super) tex: String,
    /// Whether something in it has no place in our TeX: then its signs are here and their order is lost.
    pub(super) is_partial: bool,
}

/// Returns a formula (`m:oMath` or what stands in one) as TeX.
pub(super) fn formula(element: &Element) -> Formula {
    let mut formula = Formula::default();
    formula.row(element);
    formula.tex = formula.tex.trim().to_owned();
    formula
}

impl Formula {
    fn row(&mut self, element: &Element) {
        element.elements().for_each(|child| self.element(child));
    }

    fn group(&mut self, parent: &Element, name: &str) {
        self.tex.push('{');
        if let Some(child) = parent.child(name) {
            self.row(child);
        }
        self.tex.push('}');
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "r" => self.run(element),
            "f" => {
                self.tex.push_str("\\frac");
                self.group(element, "num");
                self.group(element, "den");
            }
            "sSup" | "sSub" | "sSubSup" => {
                self.group(element, "e");
                if element.name != "sSup" {
                    self.tex.push('_');
                    self.group(element, "sub");
                }
                if element.name != "sSub" {
                    self.tex.push('^');
                    self.group(element, "sup");
                }
            }
            "rad" => {
                self.tex.push_str("\\sqrt");
                let hidden = element.child("radPr").and_then(|own| value(own, "degHide")).is_some_and(is_on);
                if let Some(degree) = element.child("deg").filter(|degree| !hidden && !degree.children.is_empty()) {
                    self.tex.push('[');
                    self.row(degree);
                    self.tex.push(']');
                }
                self.group(element, "e");
            }
            "d" => self.brackets(element),
            "nary" => self.large(element),
            "func" => {
                if let Some(name) = element.child("fName") {
                    self.row(name);
                }
                self.group(element, "e");
            }
            "bar" => {
                let below = element.child("barPr").and_then(|own| value(own, "pos")) != Some("top");
                self.tex.push_str(if below { "\\underline" } else { "\\overline" });
                self.group(element, "e");
            }
            "m" => self.matrix(element),
            "limLow" | "limUpp" => {
                self.group(element, "e");
                self.tex.push(if element.name == "limLow" { '_' } else { '^' });
                self.group(element, "lim");
            }
            name if name.ends_with("Pr") => {}
            "acc" | "groupChr" | "sPre" | "eqArr" | "phant" => {
                self.is_partial = true;
                self.row(element);
            }
            _ => self.row(element),
        }
    }

    fn run(&mut self, run: &Element) {
        let is_text = run.child("rPr").is_some_and(|own| own.child("nor").is_some());
        for words in run.elements().filter(|child| child.name == "t") {
            let words = words.text();
            if is_text {
                self.tex.push_str(&format!("\\text{{{}}}", words.replace(['\\', '{', '}', '$'], "")));
            } else {
                words.chars().for_each(|letter| self.letter(letter));
            }
        }
    }

    fn letter(&mut self, letter: char) {
        let told = match letter {
            '×' => "\\times ",
            '÷' => "\\div ",
            '·' | '⋅' => "\\cdot ",
            '±' => "\\pm ",
            '≤' => "\\leq ",
            '≥' => "\\geq ",
            '≠' => "\\neq ",
            '≈' => "\\approx ",
            '→' => "\\to ",
            '∞' => "\\infty ",
            'π' => "\\pi ",
            'α' => "\\alpha ",
            'β' => "\\beta ",
            'Δ' => "\\Delta ",
            'Σ' => "\\Sigma ",
            '−' => "-",
            '%' => "\\%",
            '&' => "\\&",
            '#' => "\\#",
            '_' => "\\_",
            '$' => "\\$",
            '{' => "\\{",
            '}' => "\\}",
            '\\' => "\\backslash ",
            '\u{2061}' => "",
            letter => {
                self.tex.push(letter);
                return;
            }
        };
        self.tex.push_str(told);
    }

    fn brackets(&mut self, element: &Element) {
        let own = element.child("dPr");
        let sign = |name: &str, usual: &str| own.and_then(|own| value(own, name)).unwrap_or(usual).to_owned();
        let bracket = |sign: &str| match sign {
            "" => ".".to_owned(),
            "{" | "}" => format!("\\{sign}"),
            "(" | ")" | "[" | "]" | "|" => sign.to_owned(),
            _ => ".".to_owned(),
        };
        self.tex.push_str(&format!("\\left{}", bracket(&sign("begChr", "("))));
        let parts: Vec<&Element> = element.elements().filter(|child| child.name == "e").collect();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.tex.push_str(&sign("sepChr", "|").replace(['\\', '{', '}'], ""));
            }
            self.row(part);
        }
        self.tex.push_str(&format!("\\right{}", bracket(&sign("endChr", ")"))));
    }

    fn large(&mut self, element: &Element) {
        let sign = element.child("naryPr").and_then(|own| value(own, "chr")).unwrap_or("∫");
        self.tex.push_str(match sign {
            "∑" => "\\sum",
            "∏" => "\\prod",
            "⋃" => "\\bigcup",
            "⋂" => "\\bigcap",
            "∫" => "\\int",
            _ => {
                self.is_partial = true;
                "\\sum"
            }
        });
        for (mark, name) in [("_", "sub"), ("^", "sup")] {
            if element.child(name).is_some_and(|child| !child.children.is_empty()) {
                self.tex.push_str(mark);
                self.group(element, name);
            }
        }
        self.group(element, "e");
    }

    fn matrix(&mut self, element: &Element) {
        self.tex.push_str("\\begin{matrix}");
        for (index, row) in element.elements().filter(|child| child.name == "mr").enumerate() {
            if index > 0 {
                self.tex.push_str("\\\\");
            }
            for (column, cell) in row.elements().filter(|child| child.name == "e").enumerate() {
                if column > 0 {
                    self.tex.push('&');
                }
                self.row(cell);
            }
        }
        self.tex.push_str("\\end{matrix}");
    }
}

#[cfg(test)]
mod tests {
    use super::formula;
    use crate::import::parts::tree;

    fn check(xml: &str, tex: &str, is_partial: bool) {
        let read = formula(&tree(format!("<m:oMath>{xml}</m:oMath>").as_bytes()).unwrap());
        assert_eq!((read.tex.as_str(), read.is_partial), (tex, is_partial), "{xml}");
    }

    fn run(words: &str) -> String {
        format!("<m:r><w:rPr/><m:t>{words}</m:t></m:r>")
    }

    #[test]
    fn what_schools_write_becomes_tex() {
        let (a, b) = (run("a"), run("b"));
        check(&run("2×3=6"), "2\\times 3=6", false);
        check(&format!("<m:f><m:fPr/><m:num>{a}</m:num><m:den>{b}</m:den></m:f>"), "\\frac{a}{b}", false);
        check(&format!("<m:sSup><m:e>{a}</m:e><m:sup>{b}</m:sup></m:sSup>"), "{a}^{b}", false);
        check(&format!("<m:sSub><m:e>{a}</m:e><m:sub>{b}</m:sub></m:sSub>"), "{a}_{b}", false);
        check(
            &format!("<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/><m:e>{a}</m:e></m:rad>"),
            "\\sqrt{a}",
            false,
        );
        check(&format!("<m:d><m:e>{a}</m:e></m:d>"), "\\left(a\\right)", false);
        check(
            &format!(
                "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>{a}</m:sub><m:sup/><m:e>{b}</m:e></m:nary>"
            ),
            "\\sum_{a}{b}",
            false,
        );
        check(&format!("<m:acc><m:e>{a}</m:e></m:acc>"), "a", true);
        check("<m:r><m:rPr><m:nor/></m:rPr><m:t>a $ b</m:t></m:r>", "\\text{a  b}", false);
    }
}
