//! QTI 2.1 (1EdTech Question and Test Interoperability, Assessment, Section and Item information model): an item a file, a
//! test that orders them, and a manifest (Content Packaging 1.1).

use crate::export::html::{Html, Pictures, escaped};
use crate::export::{Asked, Set, Shown, Told, gaps, middle, name};
use crate::model::{Block, ChoiceRule, Gap, Inline, QuestionKind};
use crate::tree::{Body, FileTree, OutPath};

const NAMESPACE: &str = "http://www.imsglobal.org/xsd/imsqti_v2p1";

/// Returns the files of a set, and how many questions stand in them.
pub(super) fn write(set: &Set<'_>, told: &mut Told) -> (FileTree, usize) {
    let mut tree = FileTree::default();
    let mut media = Shown::new();
    let mut resources = String::new();
    let mut refs = String::new();
    let mut count = 0;
    for asked in &set.questions {
        let mut shown = media.clone();
        let mut item = Item { set, asked, told, shown: &mut shown, declared: String::new(), processed: String::new() };
        let Some(text) = item.text() else {
            told.lose("export.lost-question", asked);
            continue;
        };
        count += 1;
        let used: String = shown
            .keys()
            .filter(|name| text.contains(&format!("media/{name}")))
            .map(|name| format!("<file href=\"items/media/{name}\"/>"))
            .collect();
        media = shown;
        let id = identifier(asked);
        let path = format!("items/{id}.xml");
        resources.push_str(&format!(
            "    <resource identifier=\"{id}\" type=\"imsqti_item_xmlv2p1\" href=\"{path}\"><file href=\"{path}\"/>{used}</resource>\n"
        ));
        refs.push_str(&format!("      <assessmentItemRef identifier=\"{id}\" href=\"{path}\"/>\n"));
        tree.add(OutPath::fixed(&path), Body::Bytes(text.into_bytes()));
    }
    for (name, asset) in &media {
        let asset = set.course.asset(*asset);
        let body = Body::File { source: asset.path.clone(), size: asset.size };
        tree.add(OutPath::fixed(&format!("items/media/{name}")), body);
    }
    let title = escaped(&set.edition.title.value);
    let test = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<assessmentTest xmlns=\"{NAMESPACE}\" identifier=\"test\" title=\"{title}\">\n  <testPart identifier=\"part\" navigationMode=\"nonlinear\" submissionMode=\"individual\">\n    <assessmentSection identifier=\"section\" title=\"{title}\" visible=\"true\">\n{refs}    </assessmentSection>\n  </testPart>\n</assessmentTest>\n"
    );
    tree.add(OutPath::fixed("test.xml"), Body::Bytes(test.into_bytes()));
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"manifest\">\n  <metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n  <organizations/>\n  <resources>\n    <resource identifier=\"test\" type=\"imsqti_test_xmlv2p1\" href=\"test.xml\"><file href=\"test.xml\"/></resource>\n{resources}  </resources>\n</manifest>\n"
    );
    tree.add_first(OutPath::fixed("imsmanifest.xml"), Body::Bytes(manifest.into_bytes()));
    (tree, count)
}

fn identifier(asked: &Asked<'_>) -> String {
    format!("question-{:04}", asked.number)
}

struct Item<'a, 'b> {
    set: &'a Set<'a>,
    asked: &'a Asked<'a>,
    told: &'b mut Told,
    shown: &'b mut Shown,
    declared: String,
    processed: String,
}

impl Item<'_, '_> {
    fn html(&mut self, make: &mut dyn FnMut(&mut Html<'_, '_>) -> String, gap: &dyn Fn(u32) -> String) -> String {
        let pictures = Pictures::At("media/");
        make(&mut Html {
            course: self.set.course,
            asked: self.asked,
            pictures,
            shown: self.shown,
            told: self.told,
            gap,
        })
    }

    fn answer(&mut self, blocks: &[Block]) -> String {
        self.html(&mut |html| html.answer(blocks), &|_| "…".to_owned())
    }

    /// Returns the item; nothing where the format has no place for it.
    fn text(&mut self) -> Option<String> {
        let question = self.asked.question;
        if matches!(question.kind, QuestionKind::Scale(_)) {
            return None;
        }
        let all = gaps(question);
        let gap = |number: u32| all.get(number as usize).map_or_else(String::new, |gap| interaction(number, gap));
        let prompt = self.html(&mut |html| html.prompt(), &gap);
        let below = self.interaction();
        let mut said = String::new();
        self.modal("correct", &question.right.clone(), &mut said);
        for wrong in &question.wrong {
            match &wrong.answer {
                None => self.modal("incorrect", &wrong.content, &mut said),
                Some(_) => self.told.lose("export.lost-feedback", self.asked),
            }
        }
        self.modal("solution", &question.explanation.clone(), &mut said);
        for (hint, number) in question.hints.iter().zip(1..) {
            self.modal(&format!("hint-{number}"), hint, &mut said);
        }
        let title = escaped(&name(self.asked));
        let lang = &self.set.edition.lang;
        Some(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<assessmentItem xmlns=\"{NAMESPACE}\" identifier=\"{}\" title=\"{title}\" xml:lang=\"{lang}\" adaptive=\"false\" timeDependent=\"false\">\n{}  <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n  <outcomeDeclaration identifier=\"MAXSCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>{}</value></defaultValue></outcomeDeclaration>\n  <outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"multiple\" baseType=\"identifier\"/>\n  <itemBody>\n    <div>{prompt}</div>\n{below}  </itemBody>\n{}{said}</assessmentItem>\n",
            identifier(self.asked),
            self.declared,
            question.points,
            self.processing(),
        ))
    }

    fn modal(&mut self, identifier: &str, blocks: &[Block], said: &mut String) {
        let html = self.html(&mut |html| html.blocks(blocks), &|_| "…".to_owned());
        if !html.is_empty() {
            said.push_str(&format!(
                "  <modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"{identifier}\" showHide=\"show\"><div>{html}</div></modalFeedback>\n"
            ));
        }
    }

    fn declare(&mut self, identifier: &str, cardinality: &str, kind: &str, values: &[String], more: &str) {
        let values: String = values.iter().map(|value| format!("<value>{}</value>", escaped(value))).collect();
        let correct = if values.is_empty() { values } else { format!("<correctResponse>{values}</correctResponse>") };
        self.declared.push_str(&format!(
            "  <responseDeclaration identifier=\"{identifier}\" cardinality=\"{cardinality}\" baseType=\"{kind}\">{correct}{more}</responseDeclaration>\n"
        ));
    }

    /// All responses right: all the points; anything else: none.
    fn processing(&self) -> String {
        if self.processed.is_empty() {
            return String::new();
        }
        let set = |value: &str| {
            format!(
                "<setOutcomeValue identifier=\"FEEDBACK\"><multiple><baseValue baseType=\"identifier\">{value}</baseValue></multiple></setOutcomeValue>"
            )
        };
        format!(
            "  <responseProcessing>\n    <responseCondition>\n      <responseIf><and>{}</and><setOutcomeValue identifier=\"SCORE\"><variable identifier=\"MAXSCORE\"/></setOutcomeValue>{}</responseIf>\n      <responseElse>{}</responseElse>\n    </responseCondition>\n  </responseProcessing>\n",
            self.processed,
            set("correct"),
            set("incorrect"),
        )
    }

    fn matched(&mut self, identifier: &str) {
        self.processed.push_str(&format!(
            "<match><variable identifier=\"{identifier}\"/><correct identifier=\"{identifier}\"/></match>"
        ));
    }

    fn interaction(&mut self) -> String {
        let question = self.asked.question;
        let shuffle = self.asked.shuffled;
        match &question.kind {
            QuestionKind::Choice { rule, choices } => {
                let right: Vec<String> = choices
                    .iter()
                    .enumerate()
                    .filter(|(_, choice)| choice.right)
                    .map(|(at, _)| format!("A{at}"))
                    .collect();
                let (cardinality, most) = match rule {
                    ChoiceRule::Single => ("single", 1),
                    ChoiceRule::Multiple => ("multiple", 0),
                };
                self.declare("RESPONSE", cardinality, "identifier", &right, "");
                self.matched("RESPONSE");
                let mut text = format!(
                    "    <choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"{shuffle}\" maxChoices=\"{most}\">\n"
                );
                for (choice, at) in choices.iter().zip(0_usize..) {
                    let (content, said) = (self.answer(&choice.content), self.answer(&choice.feedback));
                    let said = match said.is_empty() {
                        true => said,
                        false => format!(
                            "<feedbackInline outcomeIdentifier=\"FEEDBACK\" identifier=\"A{at}\" showHide=\"show\">{said}</feedbackInline>"
                        ),
                    };
                    text.push_str(&format!(
                        "      <simpleChoice identifier=\"A{at}\">{content}{said}</simpleChoice>\n"
                    ));
                }
                text + "    </choiceInteraction>\n"
            }
            QuestionKind::Order(items) => {
                let ids: Vec<String> = (0..items.len()).map(|at| format!("A{at}")).collect();
                self.declare("RESPONSE", "ordered", "identifier", &ids, "");
                self.matched("RESPONSE");
                let mut text = "    <orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\">\n".to_owned();
                for (item, id) in items.iter().zip(&ids) {
                    let content = self.answer(item);
                    text.push_str(&format!("      <simpleChoice identifier=\"{id}\">{content}</simpleChoice>\n"));
                }
                text + "    </orderInteraction>\n"
            }
            QuestionKind::Match { pairs, .. } => {
                let values: Vec<String> = (0..pairs.len()).map(|at| format!("L{at} R{at}")).collect();
                self.declare("RESPONSE", "multiple", "directedPair", &values, "");
                self.matched("RESPONSE");
                let mut sides = [String::new(), String::new()];
                for (pair, at) in pairs.iter().zip(0_usize..) {
                    for (side, (mark, words)) in sides.iter_mut().zip([("L", &pair.left), ("R", &pair.right)]) {
                        side.push_str(&format!(
                            "<simpleAssociableChoice identifier=\"{mark}{at}\" matchMax=\"1\">{}</simpleAssociableChoice>",
                            self.side(words)
                        ));
                    }
                }
                format!(
                    "    <matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxAssociations=\"{}\">\n      <simpleMatchSet>{}</simpleMatchSet>\n      <simpleMatchSet>{}</simpleMatchSet>\n    </matchInteraction>\n",
                    pairs.len(),
                    sides[0],
                    sides[1]
                )
            }
            QuestionKind::Open { model_answer } => {
                let words: Vec<String> = model_answer
                    .iter()
                    .filter_map(|block| match block {
                        Block::Paragraph(content) | Block::Plain(content) => Some(crate::model::plain_text(content)),
                        _ => None,
                    })
                    .collect();
                let answer = if words.is_empty() { Vec::new() } else { vec![words.join("\n")] };
                self.declare("RESPONSE", "single", "string", &answer, "");
                "    <extendedTextInteraction responseIdentifier=\"RESPONSE\" expectedLines=\"6\"/>\n".to_owned()
            }
            QuestionKind::Gaps(all) => {
                for (gap, number) in all.iter().zip(0_u32..) {
                    self.gap(number, gap);
                }
                String::new()
            }
            QuestionKind::Scale(_) => String::new(),
        }
    }

    fn side(&mut self, words: &[Inline]) -> String {
        let words = words.to_vec();
        self.html(&mut |html| html.inlines(&words), &|_| "…".to_owned())
    }

    fn gap(&mut self, number: u32, gap: &Gap) {
        let id = format!("GAP{number}");
        match gap {
            Gap::Text(texts) => {
                let strict = self.asked.question.strict;
                let entries: String = texts
                    .iter()
                    .map(|text| {
                        format!("<mapEntry mapKey=\"{}\" mappedValue=\"1\" caseSensitive=\"{strict}\"/>", escaped(text))
                    })
                    .collect();
                let first: Vec<String> = texts.first().cloned().into_iter().collect();
                self.declare(
                    &id,
                    "single",
                    "string",
                    &first,
                    &format!("<mapping defaultValue=\"0\">{entries}</mapping>"),
                );
                self.processed.push_str(&format!(
                    "<gt><mapResponse identifier=\"{id}\"/><baseValue baseType=\"float\">0</baseValue></gt>"
                ));
            }
            Gap::Number(range) => {
                let (value, by) = middle(range);
                self.declare(&id, "single", "float", &[value], "");
                let test = match by.as_str() {
                    "0" => format!(
                        "<equal toleranceMode=\"exact\"><variable identifier=\"{id}\"/><correct identifier=\"{id}\"/></equal>"
                    ),
                    by => format!(
                        "<equal toleranceMode=\"absolute\" tolerance=\"{by} {by}\"><variable identifier=\"{id}\"/><correct identifier=\"{id}\"/></equal>"
                    ),
                };
                self.processed.push_str(&test);
            }
            Gap::Choice(options) => {
                let right = options.iter().position(|option| option.right).unwrap_or(0);
                self.declare(&id, "single", "identifier", &[format!("A{right}")], "");
                self.matched(&id);
            }
        }
    }
}

/// Returns what stands in the text where a gap is.
fn interaction(number: u32, gap: &Gap) -> String {
    match gap {
        Gap::Choice(options) => {
            let options: String = options
                .iter()
                .enumerate()
                .map(|(at, option)| {
                    format!("<inlineChoice identifier=\"A{at}\">{}</inlineChoice>", escaped(&option.text))
                })
                .collect();
            format!(
                "<inlineChoiceInteraction responseIdentifier=\"GAP{number}\" shuffle=\"true\">{options}</inlineChoiceInteraction>"
            )
        }
        Gap::Number(_) => format!("<textEntryInteraction responseIdentifier=\"GAP{number}\" expectedLength=\"10\"/>"),
        Gap::Text(texts) => {
            let length = texts.iter().map(|text| text.chars().count()).max().unwrap_or(10);
            format!("<textEntryInteraction responseIdentifier=\"GAP{number}\" expectedLength=\"{length}\"/>")
        }
    }
}
