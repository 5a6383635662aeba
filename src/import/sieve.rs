//! Pictures that cannot be shown are left out, and told: one bad picture must not keep a whole course from being made.

use crate::diagnostic::Message;
use crate::import::Lost;
use crate::import::imported::{
    Block, Imported, Inline, Media, MediaBody, MediaRef, Picture, Question, QuestionKind, Quiz, Target,
};
use crate::import::input::{Body, Input};
use crate::media::can_be_shown;
use crate::model::AssetKind;

/// Leaves out every picture that no build could show, or that is not there.
pub(super) fn without_bad_pictures(imported: &mut Imported, input: &mut Input) {
    let media = std::mem::take(&mut imported.media);
    let mut places: Vec<Option<MediaRef>> = Vec::with_capacity(media.len());
    for one in media {
        if is_sound(&one, input) {
            places.push(Some(MediaRef(imported.media.len())));
            imported.media.push(one);
        } else {
            places.push(None);
            let name = one.name.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
            imported.lost.push(Lost::new(Message::new("import.lost-bad-picture").with("name", name)));
        }
    }
    let moved = places.iter().enumerate().any(|(at, place)| *place != Some(MediaRef(at)));
    if moved {
        Sieve { places }.imported(imported);
    }
}

fn is_sound(media: &Media, input: &mut Input) -> bool {
    if AssetKind::of(&media.name) != AssetKind::Picture {
        return true;
    }
    match (&media.body, &mut input.body) {
        (MediaBody::Bytes(bytes), _) => can_be_shown(bytes, &media.name),
        (MediaBody::Entry { name, most }, Body::Zip(archive)) => {
            archive.read(name, *most).is_ok_and(|bytes| can_be_shown(&bytes, &media.name))
        }
        (MediaBody::Entry { .. }, Body::Bytes(_)) => false,
    }
}

/// Where each medium stands now; nothing for one that was left out.
struct Sieve {
    places: Vec<Option<MediaRef>>,
}

impl Sieve {
    fn place(&self, media: MediaRef) -> Option<MediaRef> {
        self.places.get(media.0).copied().flatten()
    }

    fn imported(&self, imported: &mut Imported) {
        self.blocks(&mut imported.introduction);
        for module in &mut imported.modules {
            self.blocks(&mut module.introduction);
            module.lessons.iter_mut().for_each(|lesson| self.blocks(&mut lesson.blocks));
        }
    }

    fn blocks(&self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| self.block(block));
    }

    /// Sieves what stands in a block, and tells whether the block stays.
    fn block(&self, block: &mut Block) -> bool {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => self.sentence(content),
            Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
            Block::Table { head, rows } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| self.sentence(cell));
            }
            Block::Media(picture) => match self.place(picture.media) {
                Some(place) => picture.media = place,
                None => match words_instead(picture) {
                    Some(words) => *block = Block::Paragraph(vec![words]),
                    None => return false,
                },
            },
            Block::Quote(inner) | Block::Callout(_, inner) => self.blocks(inner),
            Block::Details { summary, content } => {
                self.sentence(summary);
                self.blocks(content);
            }
            Block::Quiz(quiz) => self.quiz(quiz),
            Block::WebFilm { .. } | Block::Code { .. } | Block::Math(_) | Block::Rule | Block::Place(_) => {}
        }
        true
    }

    fn sentence(&self, content: &mut Vec<Inline>) {
        content.retain_mut(|inline| {
            match inline {
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strikethrough(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => self.sentence(inner),
                Inline::Link { target, content } => {
                    self.sentence(content);
                    if let Target::Media(media) = target {
                        match self.place(*media) {
                            Some(place) => *media = place,
                            // What was to be loaded is not there: its words stay.
                            None => *inline = Inline::Emphasis(std::mem::take(content)),
                        }
                    }
                }
                Inline::Media(picture) => match self.place(picture.media) {
                    Some(place) => picture.media = place,
                    None => match words_instead(picture) {
                        Some(words) => *inline = words,
                        None => return false,
                    },
                },
                Inline::Note(blocks) => self.blocks(blocks),
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::Math(_)
                | Inline::Gap(_)
                | Inline::Break
                | Inline::Anchor(_) => {}
            }
            true
        });
    }

    fn quiz(&self, quiz: &mut Quiz) {
        self.blocks(&mut quiz.introduction);
        quiz.questions.iter_mut().for_each(|question| self.question(question));
    }

    fn question(&self, question: &mut Question) {
        match &mut question.kind {
            QuestionKind::Choice { choices, .. } => {
                for choice in choices {
                    self.blocks(&mut choice.content);
                    self.blocks(&mut choice.feedback);
                }
            }
            QuestionKind::Order(items) => items.iter_mut().for_each(|item| self.blocks(item)),
            QuestionKind::Match { heads, pairs } => {
                heads.iter_mut().chain(pairs.iter_mut().flatten()).for_each(|line| self.sentence(line));
            }
            QuestionKind::Open { model_answer } => self.blocks(model_answer),
            QuestionKind::Scale(labels) => labels.iter_mut().for_each(|label| self.sentence(label)),
            _ => {}
        }
        self.blocks(&mut question.prompt);
        self.blocks(&mut question.explanation);
        self.blocks(&mut question.right);
        question.hints.iter_mut().for_each(|hint| self.blocks(hint));
        question.wrong.iter_mut().for_each(|(_, said)| self.blocks(said));
    }
}

/// Returns what a picture would have shown, where that is known.
fn words_instead(picture: &Picture) -> Option<Inline> {
    let words = picture.alternative.trim();
    (!matches!(words, "" | "-")).then(|| Inline::Emphasis(vec![Inline::Text(words.to_owned())]))
}

#[cfg(test)]
mod tests {
    use super::without_bad_pictures;
    use crate::import::imported::{Block, Imported, Inline, Lesson, Media, MediaBody, MediaRef, Module, Picture};
    use crate::import::input::{Body, Input};
    use crate::locale::Lang;

    const DRAWING: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";

    #[test]
    fn a_bad_picture_leaves_its_words() {
        let media = |name: &str, bytes: &[u8]| Media { name: name.to_owned(), body: MediaBody::Bytes(bytes.to_vec()) };
        let shown = |at: usize, alternative: &str| Picture {
            media: MediaRef(at),
            alternative: alternative.to_owned(),
            caption: None,
        };
        let blocks = vec![
            Block::Media(shown(0, "a house")),
            Block::Media(shown(0, "-")),
            Block::Paragraph(vec![Inline::Media(shown(1, "a tree")), Inline::Media(shown(0, ""))]),
        ];
        let lessons = vec![Lesson { title: None, blocks }];
        let mut imported = Imported {
            modules: vec![Module { lessons, ..Module::default() }],
            media: vec![media("a.png", b"no picture"), media("b.svg", DRAWING)],
            ..Imported::default()
        };
        let mut input = Input { name: "x".to_owned(), lang: Lang::english(), body: Body::Bytes(Vec::new()) };
        without_bad_pictures(&mut imported, &mut input);
        let instead = Inline::Emphasis(vec![Inline::Text("a house".to_owned())]);
        assert_eq!(
            imported.modules[0].lessons[0].blocks,
            [Block::Paragraph(vec![instead]), Block::Paragraph(vec![Inline::Media(shown(0, "a tree"))])]
        );
        assert_eq!(imported.media.len(), 1);
        assert_eq!(imported.lost[0].what.key, "import.lost-bad-picture");
    }
}
