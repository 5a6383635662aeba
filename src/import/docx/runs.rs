//! The words of a paragraph (ECMA-376 part 1, sections 17.3 and 17.16).

use crate::diagnostic::Message;
use crate::import::docx::line::Line;
use crate::import::docx::math::formula;
use crate::import::docx::reader::{DEEPEST, Field, NoteKind, Reader, field_address};
use crate::import::docx::styles::{Marks, value};
use crate::import::docx::symbols::symbol;
use crate::import::gathered::shortened;
use crate::import::imported::{Block, Inline, Target};
use crate::import::xml::Element;

impl Reader<'_> {
    /// Reads what stands in a paragraph, or in something inside one.
    pub(super) fn words(&mut self, element: &Element, link: Option<&Target>, line: &mut Line) {
        for child in element.elements() {
            match child.name.as_str() {
                "r" => self.run(child, link, line),
                "hyperlink" => {
                    let own = self.link(child);
                    self.words(child, own.as_ref().or(link), line);
                }
                // What was put in by somebody whose changes are shown is text; what was taken out is none.
                "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => self.words(child, link, line),
                "del" | "moveFrom" => self.lose(Message::new("import.lost-deleted")),
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.words(content, link, line);
                    }
                }
                "fldSimple" => self.simple_field(child, link, line),
                "bookmarkStart" => self.bookmark(child),
                "oMath" => self.formula(child, line),
                "oMathPara" => self.formulas_of_their_own(child, line),
                "AlternateContent" => {
                    if let Some(chosen) = alternative(child) {
                        self.words(chosen, link, line);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Element, link: Option<&Target>, line: &mut Line) {
        let properties = run.child("rPr");
        let marks = self.styles.marks(properties);
        if marks.hidden {
            if run.elements().any(|child| child.name == "t" && !child.text().trim().is_empty()) {
                self.lose(Message::new("import.lost-hidden"));
            }
            return;
        }
        let lang = properties.and_then(|own| value(own, "lang")).or(self.styles.lang()).map(str::to_owned);
        self.run_content(run, marks, lang.as_deref(), link, line);
    }

    fn run_content(&mut self, run: &Element, marks: Marks, lang: Option<&str>, link: Option<&Target>, line: &mut Line) {
        for child in run.elements() {
            let of_field = self.fields.iter().rev().find_map(|field| field.link.clone());
            let link = of_field.as_ref().or(link);
            let is_dropped = self.fields.iter().any(|field| field.is_dropped);
            match child.name.as_str() {
                "t" if !is_dropped => {
                    let words = child.text();
                    if let Some(lang) = lang {
                        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
                        *self.languages.entry(lang.to_owned()).or_default() += letters;
                    }
                    line.words(&words.replace(['\n', '\r'], " "), marks, link);
                }
                "tab" | "ptab" => line.words("\t", marks, link),
                "br" if matches!(child.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" => line.whole(Inline::Break, Marks::default(), None),
                "noBreakHyphen" => line.words("\u{2011}", marks, link),
                "softHyphen" => line.words("\u{ad}", marks, link),
                "sym" => self.sign(child, marks, link, line),
                "footnoteReference" => self.note(NoteKind::Footnote, child, line),
                "endnoteReference" => self.note(NoteKind::Endnote, child, line),
                "commentReference" => self.comment(child),
                "drawing" | "pict" | "object" => self.drawing(child, link, line),
                "fldChar" => self.field(child, line),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&child.text());
                    }
                }
                "ruby" => {
                    if let Some(base) = child.child("rubyBase") {
                        self.words(base, link, line);
                    }
                    self.lose(Message::new("import.lost-ruby"));
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(child) {
                        self.run_content(chosen, marks, lang, link, line);
                    }
                }
                _ => {}
            }
        }
    }

    fn sign(&mut self, sign: &Element, marks: Marks, link: Option<&Target>, line: &mut Line) {
        let font = sign.attribute("font").unwrap_or("");
        match symbol(font, sign.attribute("char").unwrap_or("")) {
            Some(letter) => line.words(&letter.to_string(), marks, link),
            None => self.lose(Message::new("import.lost-sign").with("font", font)),
        }
    }

    fn bookmark(&mut self, bookmark: &Element) {
        let Some(name) = bookmark.attribute("name").filter(|name| self.wanted.contains(*name)) else { return };
        self.anchors.push(name.to_owned());
    }

    /// Leaves a sign where the number of a page stood: there are no pages.
    fn page_number(&mut self, line: &mut Line) {
        self.lose(Message::new("import.lost-page-number"));
        line.words("…", Marks::default(), None);
    }

    fn field(&mut self, mark: &Element, line: &mut Line) {
        match mark.attribute("fldCharType") {
            Some("begin") => {
                if mark.child("ffData").is_some() {
                    self.lose(Message::new("import.lost-form"));
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                let Some(mut field) = self.fields.pop() else { return };
                field.link = field_address(&field.instruction).and_then(|address| self.address(&address));
                field.is_dropped = is_of_pages(&field.instruction);
                if field.is_dropped {
                    self.page_number(line);
                }
                self.fields.push(field);
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn simple_field(&mut self, field: &Element, link: Option<&Target>, line: &mut Line) {
        let instruction = field.attribute("instr").unwrap_or("");
        if is_of_pages(instruction) {
            self.page_number(line);
            return;
        }
        let own = field_address(instruction).and_then(|address| self.address(&address));
        self.words(field, own.as_ref().or(link), line);
    }

    fn note(&mut self, kind: NoteKind, mention: &Element, line: &mut Line) {
        let Some(id) = mention.attribute("id") else { return };
        if self.depth >= DEEPEST {
            return;
        }
        let Some(own) = self.notes.get_mut(&kind) else { return };
        let Some(note) = own.notes.get(id).cloned() else { return };
        let outer = std::mem::replace(&mut self.relations, own.relations.clone());
        let fields = std::mem::take(&mut self.fields);
        self.depth += 1;
        let blocks = self.blocks(&note);
        self.depth -= 1;
        self.fields = fields;
        self.relations = outer;
        if !blocks.is_empty() {
            line.whole(Inline::Note(blocks), Marks::default(), None);
        }
    }

    fn comment(&mut self, mention: &Element) {
        let found = mention.attribute("id").and_then(|id| self.comments.get(id)).cloned();
        let Some((author, words)) = found else { return };
        let words = shortened(&words);
        self.lose(Message::new("import.lost-comment").with("author", author).with("words", words));
    }

    fn formula(&mut self, element: &Element, line: &mut Line) {
        let formula = formula(element);
        if formula.is_partial {
            self.lose(Message::new("import.lost-formula").with("words", shortened(&element.text())));
        }
        if !formula.tex.is_empty() {
            line.whole(Inline::Math(formula.tex), Marks::default(), None);
        }
    }

    fn formulas_of_their_own(&mut self, element: &Element, line: &mut Line) {
        for own in element.elements().filter(|child| child.name == "oMath") {
            let formula = formula(own);
            if formula.is_partial {
                self.lose(Message::new("import.lost-formula").with("words", shortened(&own.text())));
            }
            if !formula.tex.is_empty() {
                line.beside.push(Block::Math(formula.tex));
            }
        }
    }
}

/// Returns what of a choice is read (ECMA-376 part 3, section 9.3): the newer form, unless only the older says something.
pub(super) fn alternative(choice: &Element) -> Option<&Element> {
    let says = |element: &&Element| {
        ["t", "blip", "imagedata", "txbxContent", "oMath"].iter().any(|name| element.find(name).is_some())
    };
    let newer = choice.elements().filter(|child| child.name == "Choice").find(says);
    newer.or_else(|| choice.child("Fallback")).or_else(|| choice.child("Choice"))
}

/// Tells whether a field is about pages, which a course does not have.
fn is_of_pages(instruction: &str) -> bool {
    matches!(instruction.split_whitespace().next(), Some("PAGE" | "NUMPAGES" | "PAGEREF" | "SECTIONPAGES"))
}
