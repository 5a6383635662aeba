//! Questions of H5P, one function a kind.

use crate::diagnostic::Message;
use crate::import::h5p::gaps::{Marked, Piece, pieces, tips, with_gaps};
use crate::import::h5p::reader::{Part, Reader, closed, text};
use crate::import::imported::{Block, Choice, Gap, Inline, Question, QuestionKind, Quiz, plain_blocks, words};
use serde_json::Value;

/// How many words beside the marked ones are offered where words are marked in a text.
const MOST_UNMARKED: usize = 8;

impl Reader<'_> {
    /// Reads a question or a set of them; nothing where the library is none of them.
    pub(super) fn questions(&mut self, library: &str, parameters: &Value, title: &str) -> Option<Vec<Part>> {
        let mut questions = match library {
            "H5P.MultiChoice" => vec![self.multi_choice(parameters)],
            "H5P.TrueFalse" => vec![self.true_false(parameters)],
            "H5P.Blanks" => self.blanks(parameters),
            "H5P.DragText" => vec![self.drag_text(parameters)],
            "H5P.MarkTheWords" => vec![self.mark_words(parameters)],
            "H5P.SingleChoiceSet" => self.single_choices(parameters),
            "H5P.Summary" => self.summary(parameters),
            "H5P.Essay" => vec![self.essay(parameters)],
            "H5P.OpenEndedQuestion" => {
                let prompt = words(&text(&parameters["question"]));
                vec![Question::new(title, prompt, QuestionKind::Open { model_answer: Vec::new() })]
            }
            "H5P.SimpleMultiChoice" => vec![self.poll(parameters)],
            "H5P.SortParagraphs" => vec![self.sorted(parameters)],
            "H5P.Flashcards" => self.flashcards(parameters),
            "H5P.QuestionSet" => return Some(self.question_set(parameters)),
            "H5P.Questionnaire" => return Some(self.questionnaire(parameters)),
            _ => return None,
        };
        for question in &mut questions {
            if question.name.is_empty() {
                let told: String = plain_blocks(&question.prompt).chars().take(60).collect();
                question.name = if told.is_empty() { title.to_owned() } else { told };
            }
        }
        // What stands before a question belongs to the first; its words come first, because they name the question.
        let before = self.before(&parameters["media"]);
        if let Some(first) = questions.first_mut() {
            let at = usize::from(matches!(first.prompt.first(), Some(Block::Paragraph(_))));
            first.prompt.splice(at..at, before);
        }
        Some(questions.into_iter().map(|question| Part::Question(Box::new(question))).collect())
    }

    fn multi_choice(&mut self, parameters: &Value) -> Question {
        let behaviour = &parameters["behaviour"];
        let mut hints = Vec::new();
        let mut choices = Vec::new();
        for answer in parameters["answers"].as_array().cloned().unwrap_or_default() {
            let said = &answer["tipsAndFeedback"];
            let tip = self.html(&said["tip"]);
            if !tip.is_empty() {
                hints.push(tip);
            }
            if !text(&said["notChosenFeedback"]).is_empty() {
                self.gathered.lose(Message::new("import.lost-not-chosen"));
            }
            choices.push(Choice {
                right: is_true(&answer["correct"]),
                content: self.html(&answer["text"]),
                feedback: self.html(&said["chosenFeedback"]),
            });
        }
        let right = choices.iter().filter(|choice| choice.right).count();
        let multiple = match behaviour["type"].as_str() {
            Some("multi") => true,
            Some("single") => false,
            _ => right > 1,
        };
        let prompt = self.html(&parameters["question"]);
        let mut question = Question::new("", prompt, QuestionKind::Choice { multiple, choices });
        question.fixed = behaviour["randomAnswers"] == Value::Bool(false);
        question.hints = hints;
        question
    }

    fn true_false(&mut self, parameters: &Value) -> Question {
        let is_right = is_true(&parameters["correct"]);
        let label = |key: &str, usual: &str| {
            let own = text(&parameters["l10n"][key]);
            words(if own.is_empty() { usual } else { &own })
        };
        let choice = |content: Vec<Block>, right: bool| Choice { right, content, feedback: Vec::new() };
        let choices = vec![choice(label("trueText", "True"), is_right), choice(label("falseText", "False"), !is_right)];
        let prompt = self.html(&parameters["question"]);
        let mut question = Question::new("", prompt, QuestionKind::Choice { multiple: false, choices });
        question.fixed = true;
        question.right = words(&text(&parameters["behaviour"]["feedbackOnCorrect"]));
        let wrong = words(&text(&parameters["behaviour"]["feedbackOnWrong"]));
        if !wrong.is_empty() {
            question.wrong.push((None, wrong));
        }
        question
    }

    fn blanks(&mut self, parameters: &Value) -> Vec<Question> {
        let mut introduction = self.html(&parameters["text"]);
        let strict = is_true(&parameters["behaviour"]["caseSensitive"]);
        let mut questions = Vec::new();
        for own in parameters["questions"].as_array().cloned().unwrap_or_default() {
            let mut blocks = self.html(&own);
            let marked = with_gaps(&mut blocks, &|marked| Gap::Text(marked.spellings.clone()));
            if marked.is_empty() {
                introduction.extend(blocks);
                continue;
            }
            let mut prompt = std::mem::take(&mut introduction);
            prompt.extend(blocks);
            let mut question = Question::new("", prompt, QuestionKind::Gaps);
            question.points = u32::try_from(marked.len()).unwrap_or(1);
            question.hints = tips(&marked);
            question.strict = strict;
            question.fixed = true;
            questions.push(question);
        }
        questions
    }

    fn drag_text(&mut self, parameters: &Value) -> Question {
        let mut prompt = self.html(&parameters["taskDescription"]);
        let own = parameters["textField"].as_str().unwrap_or("").replace("\r\n", "\n").replace('\n', "<br>");
        let mut blocks = crate::import::html::blocks_of(&own, self);
        let first = |marked: &Marked| marked.spellings.join("/");
        let more = parameters["distractors"].as_str().unwrap_or("");
        let more = pieces(more).into_iter().filter_map(|piece| match piece {
            Piece::Marked(marked) => Some(first(&marked)),
            Piece::Words(_) => None,
        });
        let mut offered: Vec<String> =
            with_gaps(&mut blocks.clone(), &|_| Gap::Text(Vec::new())).iter().map(first).chain(more).collect();
        offered.sort();
        offered.dedup();
        let marked = with_gaps(&mut blocks, &|marked| {
            let own = first(marked);
            match offered.len() {
                0 | 1 => Gap::Text(vec![own]),
                _ => Gap::Choice(offered.iter().map(|word| (word.clone(), *word == own)).collect()),
            }
        });
        prompt.extend(blocks);
        let mut question = Question::new("", prompt, QuestionKind::Gaps);
        question.points = u32::try_from(marked.len()).unwrap_or(1).max(1);
        question.hints = tips(&marked);
        question.fixed = true;
        let said = |pick: &dyn Fn(&Marked) -> Option<String>| -> Vec<Block> {
            marked.iter().filter_map(pick).flat_map(|told| words(&told)).collect()
        };
        question.right = said(&|marked| marked.right.clone());
        let wrong = said(&|marked| marked.wrong.clone());
        if !wrong.is_empty() {
            question.wrong.push((None, wrong));
        }
        question
    }

    /// Marking words in a text becomes choosing them among some of its words.
    fn mark_words(&mut self, parameters: &Value) -> Question {
        self.gathered.lose(Message::new("import.lost-marking"));
        let mut prompt = self.html(&parameters["taskDescription"]);
        let own = self.html(&parameters["textField"]);
        let told = plain_blocks(&own);
        let (mut plain, mut right, mut others) = (String::new(), Vec::new(), Vec::new());
        for piece in pieces(&told) {
            match piece {
                Piece::Words(words) => {
                    others.extend(words.split_whitespace().map(bare).filter(|word| word.chars().count() > 3));
                    plain.push_str(&words);
                }
                Piece::Marked(marked) => {
                    let word = marked.spellings.join("/");
                    plain.push_str(&word);
                    if !right.contains(&word) {
                        right.push(word);
                    }
                }
            }
        }
        let mut wrong: Vec<String> = Vec::new();
        for word in others {
            if wrong.len() < MOST_UNMARKED && !right.contains(&word) && !wrong.contains(&word) {
                wrong.push(word);
            }
        }
        prompt.push(Block::Quote(words(&plain)));
        let choice = |right: bool| move |word: String| Choice { right, content: words(&word), feedback: Vec::new() };
        let mut choices: Vec<Choice> = right.into_iter().map(choice(true)).collect();
        choices.extend(wrong.into_iter().map(choice(false)));
        Question::new("", prompt, QuestionKind::Choice { multiple: true, choices })
    }

    fn single_choices(&mut self, parameters: &Value) -> Vec<Question> {
        let mut questions = Vec::new();
        for own in parameters["choices"].as_array().cloned().unwrap_or_default() {
            let prompt = self.html(&own["question"]);
            questions.push(self.first_is_right(prompt, &own["answers"]));
        }
        questions
    }

    fn summary(&mut self, parameters: &Value) -> Vec<Question> {
        let introduction = self.html(&parameters["intro"]);
        let mut questions = Vec::new();
        for own in parameters["summaries"].as_array().cloned().unwrap_or_default() {
            let mut question = self.first_is_right(introduction.clone(), &own["summary"]);
            let tip = self.html(&own["tip"]);
            if !tip.is_empty() {
                question.hints.push(tip);
            }
            questions.push(question);
        }
        questions
    }

    fn first_is_right(&mut self, prompt: Vec<Block>, answers: &Value) -> Question {
        let answers = answers.as_array().cloned().unwrap_or_default();
        let choices = answers.iter().enumerate().map(|(at, answer)| {
            let content = self.html(answer);
            Choice { right: at == 0, content, feedback: Vec::new() }
        });
        let choices = choices.collect();
        Question::new("", prompt, QuestionKind::Choice { multiple: false, choices })
    }

    fn essay(&mut self, parameters: &Value) -> Question {
        let prompt = self.html(&parameters["taskDescription"]);
        let mut model_answer = self.html(&parameters["solution"]["introduction"]);
        model_answer.extend(self.html(&parameters["solution"]["sample"]));
        if parameters["keywords"].as_array().is_some_and(|keywords| !keywords.is_empty()) {
            self.gathered.lose(Message::new("import.lost-keywords"));
        }
        Question::new("", prompt, QuestionKind::Open { model_answer })
    }

    fn poll(&mut self, parameters: &Value) -> Question {
        let alternatives = parameters["alternatives"].as_array().cloned().unwrap_or_default();
        let choices = alternatives.iter().map(|own| {
            let told = if own.is_string() { text(own) } else { text(&own["text"]) };
            Choice { right: false, content: words(&told), feedback: Vec::new() }
        });
        let multiple = parameters["inputType"] == "checkbox";
        let kind = QuestionKind::Choice { multiple, choices: choices.collect() };
        Question::new("", words(&text(&parameters["question"])), kind)
    }

    fn sorted(&mut self, parameters: &Value) -> Question {
        let prompt = self.html(&parameters["taskDescription"]);
        let paragraphs = parameters["paragraphs"].as_array().cloned().unwrap_or_default();
        let items = paragraphs.iter().map(|own| self.html(own)).filter(|item| !item.is_empty()).collect();
        Question::new("", prompt, QuestionKind::Order(items))
    }

    fn flashcards(&mut self, parameters: &Value) -> Vec<Question> {
        let mut introduction = self.html(&parameters["description"]);
        let mut questions = Vec::new();
        for card in parameters["cards"].as_array().cloned().unwrap_or_default() {
            let answers: Vec<String> = text(&card["answer"])
                .split('/')
                .map(|own| own.trim().to_owned())
                .filter(|own| !own.is_empty())
                .collect();
            let mut prompt = std::mem::take(&mut introduction);
            prompt.extend(self.picture(&card["image"], text(&card["imageAltText"]), None));
            prompt.extend(self.html(&card["text"]));
            if answers.is_empty() {
                introduction = prompt;
                continue;
            }
            prompt.push(Block::Paragraph(vec![Inline::Gap(Gap::Text(answers))]));
            let mut question = Question::new("", prompt, QuestionKind::Gaps);
            question.strict = is_true(&parameters["caseSensitive"]);
            question.fixed = true;
            let tip = text(&card["tip"]["tip"]);
            question.hints = if tip.is_empty() { Vec::new() } else { vec![words(&tip)] };
            questions.push(question);
        }
        questions
    }

    fn question_set(&mut self, parameters: &Value) -> Vec<Part> {
        let mut quiz = Quiz {
            pass: parameters["passPercentage"]
                .as_u64()
                .and_then(|pass| u8::try_from(pass).ok())
                .filter(|pass| *pass <= 100),
            shuffle_questions: is_true(&parameters["randomQuestions"]),
            draw: parameters["poolSize"]
                .as_u64()
                .and_then(|count| u32::try_from(count).ok())
                .filter(|count| *count > 0),
            ..Quiz::default()
        };
        let page = &parameters["introPage"];
        if is_true(&page["showIntroPage"]) {
            quiz.introduction.extend(words(&text(&page["title"])));
            quiz.introduction.extend(self.html(&page["introduction"]));
        }
        let end = parameters["endGame"]["overallFeedback"].as_array().into_iter().flatten();
        if end.into_iter().any(|range| !text(&range["feedback"]).is_empty()) {
            self.gathered.lose(Message::new("import.lost-overall"));
        }
        let mut blocks = Vec::new();
        for own in parameters["questions"].as_array().cloned().unwrap_or_default() {
            for part in self.nested(&own) {
                match part {
                    Part::Question(question) => quiz.questions.push(*question),
                    Part::Quiz(inner) => quiz.questions.extend(inner.questions),
                    Part::Blocks(own) => blocks.extend(own),
                }
            }
        }
        quiz.introduction.extend(blocks);
        if quiz.draw.is_some_and(|draw| draw as usize >= quiz.questions.len()) {
            quiz.draw = None;
        }
        match closed(quiz) {
            Block::Quiz(quiz) => vec![Part::Quiz(quiz)],
            block => vec![Part::Blocks(vec![block])],
        }
    }

    fn questionnaire(&mut self, parameters: &Value) -> Vec<Part> {
        let mut quiz = Quiz { survey: true, ..Quiz::default() };
        for own in parameters["questionnaireElements"].as_array().cloned().unwrap_or_default() {
            for part in self.nested(&own["library"]) {
                match part {
                    Part::Question(question) => quiz.questions.push(*question),
                    part => quiz.introduction.extend(part.into_blocks()),
                }
            }
        }
        vec![Part::Quiz(Box::new(quiz))]
    }
}

/// Reads a switch: some are kept as words.
fn is_true(field: &Value) -> bool {
    field.as_bool().unwrap_or_else(|| field.as_str() == Some("true"))
}

fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned()
}
