//! Pictures and text boxes (ECMA-376 part 1, section 20.4; part 4, section 19 for the older form).

use crate::diagnostic::Message;
use crate::import::docx::line::Line;
use crate::import::docx::reader::{DEEPEST, Reader};
use crate::import::docx::relations;
use crate::import::docx::runs::alternative;
use crate::import::docx::styles::{Marks, is_on};
use crate::import::gathered::{MediaKind, kind_of};
use crate::import::imported::{Block, Inline, Picture, Target};
use crate::import::xml::Element;

/// What Word itself adds to a description that it made up.
const MADE_UP: &[&str] = &[
    "Description automatically generated",
    "AI-generated content may be incorrect.",
    "Descrição gerada automaticamente",
    "Beskrivelse genereret automatisk",
    "Automatisk genereret beskrivelse",
];

impl Reader<'_> {
    /// Reads a drawing: its pictures become pictures, its text boxes quotations beside the paragraph; the rest is lost.
    pub(super) fn drawing(&mut self, drawing: &Element, link: Option<&Target>, line: &mut Line) {
        if let Some(shape) = drawing.find("rect").filter(|shape| shape.attribute("hr").is_some_and(|hr| hr != "f")) {
            debug_assert_eq!(shape.name, "rect");
            line.beside.push(Block::Rule);
            return;
        }
        let boxes = drawing.matching(&|element| element.name == "txbxContent");
        for text in &boxes {
            self.text_box(text, line);
        }
        let pictures = drawing.matching(&|element| matches!(element.name.as_str(), "blip" | "imagedata"));
        if drawing.name == "object" {
            let name = drawing.find("OLEObject").and_then(|object| object.attribute("ProgID")).unwrap_or("");
            self.lose(Message::new("import.lost-object").with("name", name));
        }
        for picture in &pictures {
            if let Some(inline) = self.picture(drawing, picture) {
                let is_floating = drawing.child("anchor").is_some();
                match (is_floating, inline) {
                    (true, Inline::Media(picture)) => line.beside.push(Block::Media(picture)),
                    (_, inline) => line.whole(inline, Marks::default(), link),
                }
            }
        }
        if boxes.is_empty() && pictures.is_empty() && drawing.name != "object" {
            self.lost_shape(drawing);
        }
    }

    fn text_box(&mut self, text: &Element, line: &mut Line) {
        if self.depth >= DEEPEST {
            return;
        }
        let fields = std::mem::take(&mut self.fields);
        self.depth += 1;
        let blocks = self.blocks(text);
        self.depth -= 1;
        self.fields = fields;
        if !blocks.is_empty() {
            self.lose(Message::new("import.lost-box"));
            line.beside.push(Block::Quote(blocks));
        }
    }

    fn picture(&mut self, drawing: &Element, picture: &Element) -> Option<Inline> {
        let alternative = described(drawing);
        // A drawing in SVG lies beside its copy in dots; where that is one that no browser shows, the SVG does.
        let svg = picture.find("svgBlip").and_then(|own| own.attribute("embed"));
        let own = picture.attribute("embed").or_else(|| picture.attribute("id"));
        let candidates: Vec<String> = [own, svg].into_iter().flatten().map(str::to_owned).collect();
        let mut other = None;
        for id in &candidates {
            match self.relations.get(id).map(|relation| relation.target.clone()) {
                Some(relations::Target::Part(part)) if kind_of(&part) == Some(MediaKind::Picture) => {
                    let Some(entry) = self.entries.iter().find(|entry| entry.eq_ignore_ascii_case(&part)).cloned()
                    else {
                        other.get_or_insert((part, "import.lost-missing"));
                        continue;
                    };
                    let name = self.picture_name(&alternative, &entry);
                    let media = self.gathered.entry(&entry, &name, MediaKind::Picture)?;
                    return Some(Inline::Media(Picture { media, alternative, caption: None }));
                }
                Some(relations::Target::Part(part)) => {
                    other.get_or_insert((part, "import.lost-picture-kind"));
                }
                Some(relations::Target::Outside(address)) => {
                    other.get_or_insert((address, "import.lost-picture-outside"));
                }
                None => {}
            }
        }
        let linked = picture.attribute("link").and_then(|id| self.relations.get(id));
        if let Some(relations::Target::Outside(address)) = linked.map(|relation| relation.target.clone()) {
            other.get_or_insert((address, "import.lost-picture-outside"));
        }
        let (name, key) = other.unwrap_or((String::new(), "import.lost-missing"));
        let name = name.rsplit('/').next().unwrap_or("").to_owned();
        self.lose(Message::new(key).with("name", name));
        (!alternative.is_empty() && alternative != "-").then(|| Inline::Emphasis(vec![Inline::Text(alternative)]))
    }

    /// Returns a name that says what a picture is, with the ending of its file.
    fn picture_name(&self, alternative: &str, entry: &str) -> String {
        let ending = entry.rsplit_once('.').map_or("", |(_, ending)| ending);
        let words: Vec<&str> = alternative.split_whitespace().take(5).collect();
        let own = if words.is_empty() || alternative == "-" { self.gathered.place.clone() } else { words.join(" ") };
        let own: String = own.chars().filter(|letter| !matches!(letter, '/' | '\\' | '.')).take(40).collect();
        match own.trim() {
            "" => entry.rsplit('/').next().unwrap_or(entry).to_owned(),
            own => format!("{own}.{ending}"),
        }
    }

    fn lost_shape(&mut self, drawing: &Element) {
        let kind = ["chart", "relIds", "group", "wgp", "wsp", "wpc", "shape", "line"];
        let key = match kind.iter().find(|name| drawing.find(name).is_some()) {
            Some(&"chart") => "import.lost-chart",
            Some(&"relIds") => "import.lost-diagram",
            _ => "import.lost-shape",
        };
        let words = described(drawing);
        self.lose(Message::new(key).with("words", words.trim_matches('-')));
    }
}

/// Returns what a picture shows: its description, `-` where it is said to be decoration.
fn described(drawing: &Element) -> String {
    let properties = drawing.find("docPr");
    let decorative = properties.and_then(|own| own.find("decorative")).and_then(|own| own.attribute("val"));
    if decorative.is_some_and(is_on) {
        return "-".to_owned();
    }
    let older = drawing.matching(&|element| element.attribute("alt").is_some());
    let told = properties
        .and_then(|own| own.attribute("descr").or_else(|| own.attribute("title")))
        .or_else(|| older.first().and_then(|shape| shape.attribute("alt")))
        .unwrap_or("");
    let mut told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for made_up in MADE_UP {
        if let Some(own) = told.strip_suffix(made_up) {
            told = own.trim_end_matches([' ', ',', '.']).to_owned();
        }
    }
    told
}

/// Returns the elements of a text in their order, with what is chosen of alternatives.
pub(super) fn chosen(element: &Element) -> Option<&Element> {
    match element.name.as_str() {
        "AlternateContent" => alternative(element),
        _ => Some(element),
    }
}
