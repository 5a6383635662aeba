//! Content of H5P by its library: containers, texts, pictures; questions stand in `questions`.

use crate::diagnostic::Message;
use crate::import::gathered::{Gathered, MediaKind};
use crate::import::html::{Surroundings, blocks_of, line_of};
use crate::import::imported::{Address, Block, Inline, Lesson, MediaRef, Question, Quiz, Target, words};
use serde_json::Value;
use std::collections::BTreeMap;

/// How deep content may stand in content.
const DEEPEST: u32 = 12;

/// What a piece of content became.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Text, pictures, films.
    Blocks(Vec<Block>),
    /// A question, and whether its answers come in random order.
    Question(Box<Question>),
    /// Questions that belong together.
    Quiz(Box<Quiz>),
}

impl Part {
    /// Returns its blocks; questions have none.
    pub(super) fn into_blocks(self) -> Vec<Block> {
        match self {
            Self::Blocks(blocks) => blocks,
            Self::Question(_) | Self::Quiz(_) => Vec::new(),
        }
    }
}

/// Content that is being read.
pub(super) struct Reader<'a> {
    /// Media, and what is lost.
    pub(super) gathered: &'a mut Gathered,
    /// The names of the files in the zip, by their names in lower case.
    pub(super) entries: BTreeMap<String, String>,
    /// How deep the reading is.
    pub(super) depth: u32,
}

/// What the HTML in H5P refers to: the web, and nothing in the zip.
impl Surroundings for Reader<'_> {
    fn media(&mut self, _address: &str) -> Option<(MediaRef, MediaKind)> {
        None
    }

    fn link(&mut self, address: &str) -> Option<Target> {
        Address::new(address).map(Target::Web)
    }

    fn anchor(&mut self, _id: &str) -> Option<String> {
        None
    }

    fn lose(&mut self, what: Message) {
        self.gathered.lose(what);
    }
}

impl Reader<'_> {
    /// Returns the HTML of a field as blocks.
    pub(super) fn html(&mut self, field: &Value) -> Vec<Block> {
        blocks_of(field.as_str().unwrap_or(""), self)
    }

    /// Returns the HTML of a field as one line.
    pub(super) fn line(&mut self, field: &Value) -> Vec<Inline> {
        line_of(field.as_str().unwrap_or(""), self)
    }

    /// Reads a field that holds content: `{library, params, metadata}`.
    pub(super) fn nested(&mut self, field: &Value) -> Vec<Part> {
        let library = field["library"].as_str().unwrap_or("").to_owned();
        if library.is_empty() { Vec::new() } else { self.content(&library, &field["params"], &field["metadata"]) }
    }

    /// Reads content of a library (`H5P.MultiChoice 1.16`).
    pub(super) fn content(&mut self, library: &str, parameters: &Value, metadata: &Value) -> Vec<Part> {
        if self.depth >= DEEPEST {
            return Vec::new();
        }
        self.depth += 1;
        let outer = self.gathered.place.clone();
        let title = text(&metadata["title"]);
        if !title.is_empty() && !title.to_lowercase().starts_with("untitled") {
            self.gathered.place = title.clone();
        }
        let name = library.split_whitespace().next().unwrap_or("");
        let parts = match self.questions(name, parameters, &title) {
            Some(parts) => parts,
            None => self.no_question(name, parameters, metadata, &title),
        };
        self.gathered.place = outer;
        self.depth -= 1;
        parts
    }

    fn no_question(&mut self, name: &str, parameters: &Value, metadata: &Value, title: &str) -> Vec<Part> {
        let blocks = match name {
            "H5P.AdvancedText" | "H5P.Text" | "H5P.Table" | "H5P.ContinuousText" => self.html(&parameters["text"]),
            "H5P.Image" => self.image(parameters, metadata),
            "H5P.Video" => {
                let sound = title.to_owned();
                self.film(&parameters["sources"], &sound)
            }
            "H5P.Audio" => self.film(&parameters["files"], title),
            "H5P.Link" => link(parameters),
            "H5P.Accordion" => self.accordion(parameters),
            "H5P.Dialogcards" => self.dialog_cards(parameters),
            "H5P.GuessTheAnswer" => self.guess(parameters),
            "H5P.ImageSlider" => {
                let slides = parameters["imageSlides"].as_array().cloned().unwrap_or_default();
                return slides.iter().flat_map(|slide| self.nested(slide)).collect();
            }
            "H5P.Column" | "H5P.RowColumn" => return self.column(&parameters["content"]),
            "H5P.Row" => return self.column(&parameters["columns"]),
            "H5P.CoursePresentation" => return self.presentation(parameters),
            "H5P.InteractiveVideo" => return self.interactive_video(parameters, title),
            "H5P.InteractiveBook" => {
                let lessons = self.book(parameters);
                let heading = |lesson: Lesson| {
                    let content = vec![Inline::Text(lesson.title.unwrap_or_default())];
                    let head = Block::Heading { level: 2, content };
                    std::iter::once(head).chain(lesson.blocks).collect::<Vec<Block>>()
                };
                return lessons.into_iter().map(heading).map(Part::Blocks).collect();
            }
            "H5P.GoToQuestion" | "H5P.Nil" | "H5P.CPInteraction" | "H5P.ExportableTextArea" => Vec::new(),
            name => {
                let name = name.strip_prefix("H5P.").unwrap_or(name);
                self.gathered.lose(Message::new("import.lost-h5p").with("name", name));
                let told = ["taskDescription", "description", "introduction", "text"];
                let field = told.iter().map(|field| &parameters[*field]).find(|field| field.is_string());
                field.cloned().map_or_else(Vec::new, |field| self.html(&field))
            }
        };
        if blocks.is_empty() { Vec::new() } else { vec![Part::Blocks(blocks)] }
    }

    fn column(&mut self, content: &Value) -> Vec<Part> {
        let all = content.as_array().cloned().unwrap_or_default();
        all.iter().flat_map(|one| self.nested(if one["content"].is_object() { &one["content"] } else { one })).collect()
    }

    /// Returns the chapters of a book as lessons.
    pub(super) fn book(&mut self, parameters: &Value) -> Vec<Lesson> {
        let chapters = parameters["chapters"].as_array().cloned().unwrap_or_default();
        let mut lessons = Vec::new();
        for chapter in &chapters {
            let chapter = if chapter["chapter"].is_object() { &chapter["chapter"] } else { chapter };
            let title = text(&chapter["metadata"]["title"]);
            let parts = self.nested(chapter);
            lessons.push(Lesson { title: (!title.is_empty()).then_some(title), blocks: assembled(parts) });
        }
        lessons
    }

    fn accordion(&mut self, parameters: &Value) -> Vec<Block> {
        let panels = parameters["panels"].as_array().cloned().unwrap_or_default();
        let mut blocks = Vec::new();
        for panel in &panels {
            let content = self.nested(&panel["content"]).into_iter().flat_map(Part::into_blocks).collect();
            blocks.push(Block::Details { summary: vec![Inline::Text(text(&panel["title"]))], content });
        }
        blocks
    }

    fn dialog_cards(&mut self, parameters: &Value) -> Vec<Block> {
        let mut blocks = self.html(&parameters["description"]);
        for card in parameters["dialogs"].as_array().cloned().unwrap_or_default() {
            let mut content = self.picture(&card["image"], text(&card["imageAltText"]), None);
            content.extend(self.film(&card["audio"], ""));
            content.extend(self.html(&card["answer"]));
            blocks.push(Block::Details { summary: self.line(&card["text"]), content });
        }
        blocks
    }

    fn guess(&mut self, parameters: &Value) -> Vec<Block> {
        let mut blocks = self.html(&parameters["taskDescription"]);
        blocks.extend(self.before(&serde_json::json!({ "type": parameters["media"] })));
        let content = self.html(&parameters["solutionText"]);
        let label = text(&parameters["solutionLabel"]);
        let label = if label.is_empty() { "…".to_owned() } else { label };
        blocks.push(Block::Details { summary: vec![Inline::Text(label)], content });
        blocks
    }

    /// Reads the slides of a presentation: on each, from the top to the bottom.
    fn presentation(&mut self, parameters: &Value) -> Vec<Part> {
        let slides = parameters["presentation"]["slides"].as_array().cloned().unwrap_or_default();
        let mut parts = Vec::new();
        for (slide, number) in slides.iter().zip(1..) {
            let keyword = text(&slide["keywords"][0]["main"]);
            self.gathered.place = if keyword.is_empty() { number.to_string() } else { keyword.clone() };
            let mut elements = slide["elements"].as_array().cloned().unwrap_or_default();
            let place = |element: &Value| {
                let part = |name: &str| element[name].as_f64().unwrap_or(0.0);
                (part("y") * 1000.0) as i64 * 1_000_000 + (part("x") * 1000.0) as i64
            };
            elements.sort_by_key(place);
            let own: Vec<Part> = elements.iter().flat_map(|element| self.nested(&element["action"])).collect();
            if own.is_empty() {
                continue;
            }
            if !keyword.is_empty() {
                let content = vec![Inline::Text(keyword)];
                parts.push(Part::Blocks(vec![Block::Heading { level: 2, content }]));
            } else if !parts.is_empty() {
                parts.push(Part::Blocks(vec![Block::Rule]));
            }
            parts.extend(own);
        }
        parts
    }

    /// Reads a film with questions in it: the film, then what stands in it, in the order of its time.
    fn interactive_video(&mut self, parameters: &Value, title: &str) -> Vec<Part> {
        let own = &parameters["interactiveVideo"];
        let mut parts = vec![Part::Blocks(self.film(&own["video"]["files"], title))];
        let mut interactions = own["assets"]["interactions"].as_array().cloned().unwrap_or_default();
        interactions.sort_by_key(|one| (one["duration"]["from"].as_f64().unwrap_or(0.0) * 1000.0) as i64);
        if !interactions.is_empty() {
            self.gathered.lose(Message::new("import.lost-in-film"));
        }
        for interaction in &interactions {
            parts.extend(self.nested(&interaction["action"]));
        }
        parts.extend(self.nested(&own["summary"]["task"]));
        parts
    }
}

fn link(parameters: &Value) -> Vec<Block> {
    let address = format!("{}{}", text(&parameters["linkWidget"]["protocol"]), text(&parameters["linkWidget"]["url"]));
    let title = text(&parameters["title"]);
    match Address::new(&address) {
        Some(target) => {
            let content = vec![Inline::Text(if title.is_empty() { address } else { title })];
            vec![Block::Paragraph(vec![Inline::Link { target: Target::Web(target), content }])]
        }
        None => words(&title),
    }
}

/// Returns the plain words of a field: some hold references, as HTML has them.
pub(super) fn text(field: &Value) -> String {
    let told = field.as_str().unwrap_or("");
    let words = crate::import::html::html_tree(told).text();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns parts as the blocks of a lesson: questions that follow each other are one quiz.
pub(super) fn assembled(parts: Vec<Part>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Quiz> = None;
    for part in parts {
        if let Part::Question(question) = part {
            open.get_or_insert_default().questions.push(*question);
            continue;
        }
        blocks.extend(open.take().map(closed));
        match part {
            Part::Blocks(own) => blocks.extend(own),
            Part::Quiz(quiz) => blocks.push(Block::Quiz(quiz)),
            Part::Question(_) => {}
        }
    }
    blocks.extend(open.map(closed));
    crate::import::outline::levelled(&mut blocks);
    blocks
}

/// Returns questions as a quiz: answers come in random order where a question lets them.
pub(super) fn closed(mut quiz: Quiz) -> Block {
    quiz.shuffle_answers = quiz.questions.iter().any(|question| !question.fixed);
    Block::Quiz(Box::new(quiz))
}
