//! Questions as they are met in a file, by category, with what was lost of them.

use crate::diagnostic::Message;
use crate::import::imported::{Block, Gap, Imported, Inline, Lesson, Module, Question, Quiz};
use crate::import::lost::Lost;
use crate::import::shelf::Shelf;
use crate::import::{Fragment, MediaRef, Refusal};

/// How many questions are taken of one file.
const MOST_QUESTIONS: usize = 20_000;

/// What was met so far.
#[derive(Debug, Default)]
pub(super) struct Bank {
    /// What the file calls itself.
    pub(super) title: Option<String>,
    /// Pictures and other files.
    pub(super) shelf: Shelf,
    /// What was lost so far.
    pub(super) lost: Vec<Lost>,
    lessons: Vec<(Option<String>, Quiz)>,
    count: usize,
}

impl Bank {
    /// Begins a category, or goes on with one of this name.
    pub(super) fn category(&mut self, path: &str) {
        let name = category_name(path);
        let at = self.lessons.iter().position(|(known, _)| *known == name);
        let lesson = at.map_or_else(|| (name, Quiz::default()), |at| self.lessons.remove(at));
        self.lessons.push(lesson);
    }

    /// Returns the quiz of the category.
    pub(super) fn quiz(&mut self) -> &mut Quiz {
        if self.lessons.is_empty() {
            self.lessons.push((None, Quiz::default()));
        }
        &mut self.lessons.last_mut().expect("one was just put there").1
    }

    /// Adds words that belong to no question: before the first of a category its introduction, else said to be lost
    /// between questions and put before the next one.
    pub(super) fn words(&mut self, blocks: Vec<Block>, name: &str, line: Option<usize>) {
        if !self.quiz().questions.is_empty() {
            self.lose(Message::new("import.lost-place"), name, line);
        }
        self.quiz().introduction.extend(blocks);
    }

    /// Adds a question.
    ///
    /// # Errors
    /// When there are far more than anybody answers.
    pub(super) fn add(&mut self, question: Question) -> Result<(), Refusal> {
        self.count += 1;
        if self.count > MOST_QUESTIONS {
            return Err(Refusal(Message::new("import.too-many").with("most", MOST_QUESTIONS)));
        }
        self.quiz().questions.push(question);
        Ok(())
    }

    /// Tells of something that is lost of a question.
    pub(super) fn lose(&mut self, what: Message, name: &str, line: Option<usize>) {
        self.lost.push(Lost::in_named(what, name).at_line(line));
    }

    /// Returns HTML of a question as blocks; `media` finds what it shows, besides pictures that stand in the address.
    pub(super) fn html(
        &mut self,
        text: &str,
        name: &str,
        line: Option<usize>,
        media: &mut dyn FnMut(&mut Shelf, &str) -> Option<MediaRef>,
    ) -> Vec<Block> {
        let shelf = &mut self.shelf;
        let mut find = |address: &str| match address.starts_with("data:") {
            true => shelf.add_data(address),
            false => media(shelf, address),
        };
        let mut fragment = Fragment { media: &mut find, lost: Vec::new() };
        let blocks = fragment.read(text);
        for what in fragment.lost {
            self.lose(what, name, line);
        }
        blocks
    }

    /// Returns all of it as one module with a lesson a category.
    pub(super) fn into_imported(self) -> Imported {
        let single = self.lessons.len() == 1;
        let lessons = self.lessons.into_iter().map(|(name, quiz)| {
            // A category that is alone is as good a title as any, but the file's own is better.
            let title = if single { self.title.clone().or(name) } else { name };
            Lesson { title, blocks: vec![Block::Quiz(Box::new(quiz))] }
        });
        let module = Module { title: None, introduction: Vec::new(), lessons: lessons.collect() };
        Imported {
            title: self.title.clone(),
            modules: vec![module],
            media: self.shelf.into_media(),
            lost: self.lost,
            ..Imported::default()
        }
    }
}

/// Returns the last part of a path such as `$course$/top/Savings` that says something.
fn category_name(path: &str) -> Option<String> {
    // `//` is a bar in a name.
    let path = path.replace("//", "\u{1}");
    let says = |part: &&str| !part.is_empty() && !part.starts_with('$') && !part.eq_ignore_ascii_case("top");
    let last = path.split('/').map(str::trim).rfind(says)?;
    Some(last.replace('\u{1}', "/"))
}

/// Puts a gap behind a prompt, on a line of its own.
pub(super) fn gap_below(prompt: &mut Vec<Block>, gap: Gap) {
    prompt.push(Block::Paragraph(vec![Inline::Gap(gap)]));
}

/// Returns points as whole ones: ours have no parts.
pub(super) fn points(points: f64) -> u32 {
    if points.is_finite() && points > 0.0 { (points.round() as u32).clamp(1, 1000) } else { 0 }
}

/// Returns a number as our gaps write it: digits with a point, at most 17 of them; nothing where it is none.
pub(super) fn number(text: &str) -> Option<String> {
    let text: String = text.trim().replace(['\u{2212}', '–'], "-");
    let text = text.strip_prefix('+').unwrap_or(&text);
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    if rest.contains(['e', 'E']) {
        let value: f64 = rest.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())?;
        let written = format!("{value}");
        return (!written.contains('e')).then(|| number(&format!("{sign}{written}")))?;
    }
    let (whole, parts) = rest.split_once(['.', ',']).unwrap_or((rest, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(parts) || whole.len() + parts.len() == 0 {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    // A zero at the end says how exact a number is, but not what is right.
    let parts = parts.trim_end_matches('0');
    let sign = if whole == "0" && parts.is_empty() { "" } else { sign };
    let written = if parts.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{parts}") };
    (whole.len() + parts.len() <= 17).then_some(written)
}

/// Returns a gap for a number and how far an answer may be from it.
pub(super) fn near(value: &str, by: &str) -> Option<Gap> {
    let (value, by) = (number(value)?, number(by).unwrap_or_else(|| "0".to_owned()));
    let by = by.trim_start_matches('-').to_owned();
    Some(if by == "0" { Gap::Number { from: value.clone(), to: value } } else { Gap::Near { value, by } })
}

/// Returns a gap for all numbers between two.
pub(super) fn between(from: &str, to: &str) -> Option<Gap> {
    let (from, to) = (number(from)?, number(to)?);
    let turned = from.parse::<f64>().ok()? > to.parse::<f64>().ok()?;
    Some(if turned { Gap::Number { from: to, to: from } } else { Gap::Number { from, to } })
}

#[cfg(test)]
mod tests {
    use super::{category_name, number};

    #[test]
    fn numbers_are_written_with_a_point() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(number(text).as_deref(), expected, "{text}");
        check(" 3.1415 ", Some("3.1415"));
        check("-0,50", Some("-0.5"));
        check(".5", Some("0.5"));
        check("5.", Some("5"));
        check("1822.0000000", Some("1822"));
        check("1e3", Some("1000"));
        check("1.5E-3", Some("0.0015"));
        check("-0", Some("0"));
        for no in ["", "-", "a", "1.2.3", "1e400", "12345678901234567890", "1 000"] {
            check(no, None);
        }
    }

    #[test]
    fn a_category_is_the_last_that_says_something() {
        assert_eq!(category_name("$course$/top/Savings / Loans").as_deref(), Some("Loans"));
        assert_eq!(category_name("$course$/capitals/").as_deref(), Some("capitals"));
        assert_eq!(category_name("a//b").as_deref(), Some("a/b"));
        assert_eq!(category_name("$course$/top"), None);
    }
}
