//! Fenced blocks: what opens, what closes, and what each may say in its braces.

use crate::diagnostic::{Diagnostic, Message, nearest};
use crate::locale::Lang;
use crate::model::{
    Advice, AnswerShow, Bank, Block, Container, ContainerKind, Event, Figure, FigureSide, FigureWidth, QuizKind,
    QuizSettings, WrongAnswer,
};
use crate::parse::attributes::{Attributes, Reader};
use crate::parse::builder::Builder;
use crate::parse::fences::{FenceLine, fence_at};
use crate::parse::frame::{Frame, Kind, OpenContainer, OpenFence, OpenQuiz, PartKind, Piece};
use crate::parse::quiz::quiz;
use crate::span::{Span, Spanned};
use std::ops::Range;

/// How many fenced blocks may be open within each other.
const DEEPEST_FENCES: usize = 16;

impl Builder<'_> {
    /// Takes a thematic break, which may be a fence line.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.flush_text();
        let fences = self.fences;
        let Some(fence) = fence_at(fences, range.start) else {
            self.block(Block::Rule);
            return;
        };
        if fence.rest.is_empty() {
            self.closing_line(fence);
        } else {
            self.opening_line(fence);
        }
    }

    fn opening_line(&mut self, fence: &FenceLine) {
        if !self.has_room(true, &fence.fence) {
            self.orphaned_closings += 1;
            return;
        }
        self.flush_inlines();
        let open = OpenFence { head: fence.fence.clone(), closed: false };
        let rest = &self.source[fence.rest.clone()];
        let length = rest.find(|letter: char| letter.is_whitespace() || letter == '{').unwrap_or(rest.len());
        let name = fence.rest.start..fence.rest.start + length;
        let tail = name.end..fence.rest.end;
        let kind = if self.open_fences() >= DEEPEST_FENCES {
            let deep = Diagnostic::error("fence/too-deep", self.span(fence.fence.clone()));
            self.said.push(deep.with("most", DEEPEST_FENCES));
            Kind::Unknown(open)
        } else {
            self.fence_kind(name, tail, open)
        };
        self.frames.push(Frame::new(kind, fence.fence.start));
    }

    fn fence_kind(&mut self, name: Range<usize>, tail: Range<usize>, fence: OpenFence) -> Kind {
        let catalogs = self.input.catalogs;
        let word = &self.source[name.clone()];
        let (before, attributes) = self.fence_attributes(tail);
        let name_span = self.span(if name.is_empty() { fence.head.clone() } else { name });
        let Some(known) = catalogs.block_name(word) else {
            self.unknown_block(word, name_span);
            return Kind::Unknown(fence);
        };
        if known != "details" && !before.is_empty() {
            let extra = Diagnostic::error("fence/extra-text", self.span(before.clone())).with("block", word);
            self.said.push(extra.hint(Message::new("hint/text-below")));
        }
        let part = match known {
            "quiz" => return self.open_quiz(QuizKind::Quiz, attributes, fence, name_span),
            "survey" => return self.open_quiz(QuizKind::Survey, attributes, fence, name_span),
            "hint" => PartKind::Hint,
            "right" => PartKind::Right,
            "wrong" => PartKind::Wrong,
            "advice" => PartKind::Advice,
            _ => return self.open_container(known, before, attributes, fence, name_span),
        };
        let innermost = self.frames.iter().rev().find(|frame| is_fence(&frame.kind));
        if innermost.is_some_and(|frame| matches!(frame.kind, Kind::Quiz(_))) {
            return Kind::Part(part, attributes, fence);
        }
        let misplaced = Diagnostic::error("fence/outside-quiz", name_span).with("block", word);
        self.said.push(misplaced.hint(Message::new("hint/inside-quiz")));
        Kind::Unknown(fence)
    }

    /// Returns where the text before the braces stands, and what is in them.
    fn fence_attributes(&mut self, tail: Range<usize>) -> (Range<usize>, Attributes) {
        let text = &self.source[tail.clone()];
        let (before, inside) = match (text.rfind('{'), text.ends_with('}')) {
            (Some(open), true) => (&text[..open], Some(tail.start + open + 1..tail.end - 1)),
            (Some(open), false) if text[..open].trim().is_empty() => {
                let unclosed = Diagnostic::error("attribute/unclosed", self.span(tail.start + open..tail.end));
                self.said.push(unclosed.hint(Message::new("hint/close-braces")));
                (&text[..open], Some(tail.start + open + 1..tail.end))
            }
            _ => (text, None),
        };
        let start = tail.start + before.len() - before.trim_start().len();
        let before = start..start + before.trim().len();
        let attributes = inside.map(|inside| Attributes::parse(self.input.file, self.source, inside, &mut self.said));
        (before, attributes.unwrap_or_default())
    }

    fn unknown_block(&mut self, word: &str, span: Span) {
        let catalogs = self.input.catalogs;
        if word.is_empty() {
            self.said.push(Diagnostic::error("fence/no-name", span).hint(Message::new("hint/fence-name")));
            return;
        }
        let all = catalogs.iter().flat_map(|catalog| catalog.blocks().values().flatten().map(String::as_str));
        let all: Vec<&str> = all.collect();
        let here = catalogs.get(self.input.lang).blocks();
        let here: Vec<&str> = here.iter().map(|(name, words)| words.first().unwrap_or(name).as_str()).collect();
        let unknown = Diagnostic::error("fence/unknown", span).with("block", word);
        self.said.push(match nearest(word, &all) {
            Some(near) => unknown.hint(Message::new("hint/did-you-mean").with("word", near)),
            None => unknown.hint(Message::new("hint/known-are").with("words", here.join("`, `"))),
        });
    }

    fn open_container(
        &mut self,
        known: &str,
        before: Range<usize>,
        attributes: Attributes,
        fence: OpenFence,
        name: Span,
    ) -> Kind {
        let kind = if known == "details" {
            attributes.reader(&mut self.said).finish();
            Some(ContainerKind::Details { summary: self.summary(before) })
        } else {
            container_kind(known, &mut attributes.reader(&mut self.said), name)
        };
        let Some(kind) = kind else { return Kind::Unknown(fence) };
        if kind == ContainerKind::Solution && !self.in_exercise() {
            let alone = Diagnostic::error("fence/outside-exercise", name);
            self.said.push(alone.hint(Message::new("hint/inside-exercise")));
        }
        self.containers += 1;
        let id = self.block_id(attributes.id);
        Kind::Container(Box::new(OpenContainer { kind, id, number: self.containers, fence }))
    }

    /// Claims the id of a fenced block as a place that links lead to.
    fn block_id(&mut self, id: Option<Spanned<Box<str>>>) -> Option<Box<str>> {
        let id = id.filter(|id| self.claim(id))?;
        self.anchors.add_explicit(&id.value, id.span);
        Some(id.value)
    }

    fn open_quiz(&mut self, kind: QuizKind, attributes: Attributes, fence: OpenFence, name: Span) -> Kind {
        if self.frames.iter().any(|frame| matches!(frame.kind, Kind::Quiz(_) | Kind::Part(..))) {
            self.said.push(Diagnostic::error("fence/quiz-inside-quiz", name));
            return Kind::Unknown(fence);
        }
        let mut reader = attributes.reader(&mut self.said);
        let settings = quiz_settings(kind, &mut reader);
        let bank = reader.text("from").map(|from| (from.value.as_str().into(), from.span));
        reader.finish();
        let bank = bank.map(|(address, span)| {
            self.banks += 1;
            Bank { address, index: self.banks - 1, span }
        });
        self.quizzes += 1;
        let id = self.block_id(attributes.id);
        Kind::Quiz(Box::new(OpenQuiz {
            kind,
            id,
            number: self.quizzes,
            settings,
            bank,
            pieces: Vec::new(),
            gaps: Vec::new(),
            gaps_counted: 0,
            fence: Some(fence),
        }))
    }

    /// Opens the quiz that a bank without fences is.
    pub(super) fn open_bank(&mut self) {
        let start = OpenFence { head: 0..0, closed: false };
        let kind = self.open_quiz(QuizKind::Quiz, Attributes::default(), start, Span::start_of(self.input.file));
        let kind = match kind {
            Kind::Quiz(mut quiz) => {
                quiz.fence = None;
                Kind::Quiz(quiz)
            }
            kind => kind,
        };
        self.frames.push(Frame::new(kind, 0));
    }

    /// Tells whether the second open thing is the quiz that a bank without fences is.
    pub(super) fn is_bank_frame(&self) -> bool {
        self.frames.get(1).is_some_and(|frame| matches!(&frame.kind, Kind::Quiz(quiz) if quiz.fence.is_none()))
    }

    fn closing_line(&mut self, line: &FenceLine) {
        let fenced = |frame: &Frame| fence_of(&frame.kind).is_some_and(|fence| !fence.closed);
        let depth = self.frames.iter().rposition(fenced);
        let span = self.span(line.fence.clone());
        match depth {
            Some(depth) if depth + 1 == self.frames.len() => self.close_fence(line.fence.end),
            Some(depth) => {
                let head = fence_of(&self.frames[depth].kind).map_or(0..0, |fence| fence.head.clone());
                let head = self.span(head);
                let crossing = Diagnostic::error("fence/crossing", span).label(head, Message::new("label/opened"));
                self.said.push(crossing.hint(Message::new("hint/same-indentation")));
                if let Some(fence) = fence_of_mut(&mut self.frames[depth].kind) {
                    fence.closed = true;
                }
            }
            None if self.orphaned_closings > 0 => self.orphaned_closings -= 1,
            None => self.said.push(Diagnostic::error("fence/stray", span).hint(Message::new("hint/stray-fence"))),
        }
    }

    /// Says that the fenced block on top has no closing line.
    pub(super) fn unclosed_fence(&mut self) {
        if let Some(fence) = fence_of(&self.top().kind).cloned().filter(|fence| !fence.closed) {
            let span = self.span(fence.head);
            self.said.push(Diagnostic::error("fence/unclosed", span).hint(Message::new("hint/close-fence")));
        }
    }

    /// Closes the fenced blocks on top whose closing line was met too early; the last of what they hold ends at `end`.
    pub(super) fn close_early(&mut self, end: usize) {
        while fence_of(&self.top().kind).is_some_and(|fence| fence.closed) {
            self.close_fence(end);
        }
    }

    /// Closes the fenced block on top; its closing line ends at `end`.
    pub(super) fn close_fence(&mut self, end: usize) {
        self.flush_inlines();
        self.close_block_tags();
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let span = self.span(frame.start..end);
        match frame.kind {
            Kind::Container(open) => {
                let head = self.span(open.fence.head.clone());
                let container =
                    Container { kind: open.kind, id: open.id, number: open.number, content: frame.blocks, span, head };
                self.block(Block::Container(Box::new(container)));
            }
            Kind::Quiz(open) => {
                let quiz = quiz(self, *open, span);
                self.block(Block::Quiz(Box::new(quiz)));
            }
            Kind::Part(kind, attributes, _) => self.part(kind, &attributes, frame.blocks, span),
            _ => frame.blocks.into_iter().for_each(|block| self.block(block)),
        }
    }

    fn part(&mut self, kind: PartKind, attributes: &Attributes, content: Vec<Block>, span: Span) {
        let mut reader = attributes.reader(&mut self.said);
        let piece = match kind {
            PartKind::Hint => Piece::Hint(content, span),
            PartKind::Right => Piece::Right(content, span),
            PartKind::Wrong => {
                let answer = reader.text("answer").map(|answer| answer.value.trim().into());
                Piece::Wrong(WrongAnswer { answer, content }, span)
            }
            PartKind::Advice => {
                let (from, to) = (reader.percent("from"), reader.percent("to"));
                let dimension = reader.text("dimension").cloned();
                let (from, to) = (from.unwrap_or(0), to.unwrap_or(100));
                Piece::Advice(Advice { from, to, dimension: None, content, span }, dimension)
            }
        };
        reader.finish();
        if let Piece::Advice(advice, _) = &piece
            && advice.from > advice.to
        {
            let turned = Diagnostic::error("quiz/advice-range", span).with("from", advice.from).with("to", advice.to);
            let right = format!("{{from={} to={}}}", advice.to, advice.from);
            self.said.push(turned.hint(Message::new("hint/write").with("example", right)));
        }
        self.flush_inlines_to_quiz(piece);
    }

    fn flush_inlines_to_quiz(&mut self, piece: Piece) {
        if matches!(self.top().kind, Kind::Quiz(_)) {
            self.flush_inlines();
        }
        let quiz = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Quiz(quiz) => Some(quiz),
            _ => None,
        });
        if let Some(quiz) = quiz {
            quiz.pieces.push(piece);
        }
    }

    fn open_fences(&self) -> usize {
        self.frames.iter().filter(|frame| is_fence(&frame.kind)).count()
    }

    fn in_exercise(&self) -> bool {
        let mut open = self.frames.iter().filter_map(|frame| match &frame.kind {
            Kind::Container(container) => Some(&container.kind),
            _ => None,
        });
        open.any(|kind| *kind == ContainerKind::Exercise)
    }

    /// Tells whether what comes stands in a plan.
    pub(super) fn in_plan(&self) -> bool {
        self.frames.iter().any(|frame| match &frame.kind {
            Kind::Container(container) => matches!(container.kind, ContainerKind::Plan { .. }),
            _ => false,
        })
    }
}

/// Returns the fence that opened a frame.
fn fence_of(kind: &Kind) -> Option<&OpenFence> {
    match kind {
        Kind::Container(open) => Some(&open.fence),
        Kind::Quiz(open) => open.fence.as_ref(),
        Kind::Part(_, _, fence) | Kind::Unknown(fence) => Some(fence),
        _ => None,
    }
}

fn fence_of_mut(kind: &mut Kind) -> Option<&mut OpenFence> {
    match kind {
        Kind::Container(open) => Some(&mut open.fence),
        Kind::Quiz(open) => open.fence.as_mut(),
        Kind::Part(_, _, fence) | Kind::Unknown(fence) => Some(fence),
        _ => None,
    }
}

/// Tells whether a frame is a fenced block (or a bank as a whole).
pub(super) fn is_fence(kind: &Kind) -> bool {
    matches!(kind, Kind::Container(_) | Kind::Quiz(_) | Kind::Part(..) | Kind::Unknown(_))
}

/// Returns what the block `known` is; nothing where it cannot be without an attribute that is missing.
fn container_kind(known: &str, reader: &mut Reader<'_>, name: Span) -> Option<ContainerKind> {
    let kind = match known {
        "reflection" => ContainerKind::Reflection,
        "takehome" => ContainerKind::TakeHome,
        "exercise" => ContainerKind::Exercise,
        "solution" => ContainerKind::Solution,
        "facilitator" => ContainerKind::Facilitator { minutes: reader.number("minutes", 1..=u32::MAX) },
        "activity" => ContainerKind::Activity {
            minutes: reader.number("minutes", 1..=u32::MAX),
            group: reader.number("group", 1..=u32::MAX),
            materials: reader.text("materials").map_or(Vec::new(), |list| split_list(&list.value)),
        },
        "plan" => ContainerKind::Plan { repeat: reader.flag("repeat") },
        "event" => ContainerKind::Event(event(reader)),
        "figure" => ContainerKind::Figure(Figure {
            width: reader
                .choice(
                    "width",
                    &[("full", FigureWidth::Full), ("half", FigureWidth::Half), ("third", FigureWidth::Third)],
                    None,
                )
                .unwrap_or_default(),
            side: reader
                .choice("side", &[("start", FigureSide::Start), ("end", FigureSide::End)], None)
                .unwrap_or_default(),
        }),
        "passage" => {
            let lang = passage_lang(reader, name);
            reader.finish_now();
            return lang.map(ContainerKind::Passage);
        }
        _ => return None,
    };
    reader.finish_now();
    Some(kind)
}

fn split_list(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn passage_lang(reader: &mut Reader<'_>, name: Span) -> Option<Lang> {
    let example = || Message::new("hint/write").with("example", "{lang=ar}");
    let Some(tag) = reader.text("lang") else {
        reader.say(Diagnostic::error("fence/passage-without-language", name).hint(example()));
        return None;
    };
    let lang = Lang::parse(&tag.value);
    if lang.is_none() {
        reader.say(Diagnostic::error("attribute/no-language", tag.span).with("value", &tag.value).hint(example()));
    }
    lang
}

fn event(reader: &mut Reader<'_>) -> Event {
    Event {
        title: reader.text("title").map(|title| title.value.clone()),
        date: checked(reader, "date", "attribute/no-date", "date=2027-04-30", is_date),
        start: checked(reader, "start", "attribute/no-time", "start=14:30", is_time),
        end: checked(reader, "end", "attribute/no-time", "end=17:00", is_time),
        place: reader.text("place").map(|place| place.value.clone()),
    }
}

fn checked(
    reader: &mut Reader<'_>,
    name: &'static str,
    code: &'static str,
    example: &str,
    is_right: fn(&str) -> bool,
) -> Option<String> {
    let value = reader.text(name)?;
    if is_right(&value.value) {
        return Some(value.value.clone());
    }
    let wrong = Diagnostic::error(code, value.span).with("value", &value.value);
    reader.say(wrong.hint(Message::new("hint/write").with("example", example)));
    None
}

fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|part| digits(part, 4));
    let month = parts.next().and_then(|part| digits(part, 2));
    let day = parts.next().and_then(|part| digits(part, 2));
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let time = text.split_once(':').map(|(hour, minute)| (digits(hour, 2), digits(minute, 2)));
    matches!(time, Some((Some(0..=23), Some(0..=59))))
}

fn quiz_settings(kind: QuizKind, reader: &mut Reader<'_>) -> QuizSettings {
    let shuffle =
        reader.choice("shuffle", &[("questions", (true, false)), ("answers", (false, true))], Some((true, true)));
    let (shuffle_questions, shuffle_answers) = shuffle.unwrap_or((false, false));
    let draw = reader.number("draw", 1..=u32::MAX);
    let required = reader.flag("required");
    let mut settings = QuizSettings {
        pass: None,
        attempts: 0,
        shuffle_questions,
        shuffle_answers,
        draw,
        show: AnswerShow::Each,
        required,
    };
    if kind == QuizKind::Quiz {
        settings.pass = reader.percent("pass");
        settings.attempts = reader.number("attempts", 0..=u32::MAX).unwrap_or(0);
        let show = [("each", AnswerShow::Each), ("end", AnswerShow::End), ("never", AnswerShow::Never)];
        settings.show = reader.choice("show", &show, None).unwrap_or(AnswerShow::Each);
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_time, split_list};

    #[test]
    fn dates_and_times_exist() {
        for date in ["2027-04-30", "2028-02-29"] {
            assert!(is_date(date), "{date}");
        }
        for no_date in ["2027-02-29", "2027-4-30", "2027-13-01", "30.4.2027", "2027-04-00", ""] {
            assert!(!is_date(no_date), "{no_date}");
        }
        assert!(is_time("09:05") && is_time("23:59"));
        assert!(!is_time("24:00") && !is_time("9:05") && !is_time("9 pm"));
    }

    #[test]
    fn lists_are_split_at_commas() {
        assert_eq!(split_list("flip chart, pens,"), ["flip chart", "pens"]);
    }
}
