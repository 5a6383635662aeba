//! What does not fit together in a result, each by name; and why something is no result at all.

use crate::diagnostic::Message;

/// Why something cannot be read as a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// It is larger than any result.
    #[error("larger than {most} bytes")]
    TooLarge {
        /// The most bytes that are read.
        most: u64,
    },
    /// The disk does not give it out.
    #[error("not readable")]
    NoAccess,
    /// It is no text.
    #[error("no text")]
    NotText,
    /// It ends in the middle.
    #[error("cut off")]
    CutOff,
    /// It is JSON, but torn or changed so that it cannot be read.
    #[error("no sound JSON in line {line}")]
    Broken {
        /// The line, from 1.
        line: usize,
    },
    /// It is something else than a result.
    #[error("no result")]
    NotAResult,
    /// It is a result in a form that this program does not know.
    #[error("a result of version {version}")]
    Newer {
        /// The version, as written.
        version: String,
    },
    /// It is a result file, but not as the page writes them.
    #[error("not as a page writes it at {at}")]
    Shape {
        /// Where, by keys and places.
        at: String,
    },
    /// A code to say in which a sign is wrong.
    #[error("a sign is wrong in {code}")]
    WrongSign {
        /// The code, as typed.
        code: String,
    },
    /// A statement of an LRS that is not as the Experience API has it.
    #[error("statement {place}: nothing sound at {at}")]
    Statement {
        /// Which one, from 1.
        place: usize,
        /// Where in it, by keys.
        at: String,
    },
    /// Statements of an LRS about something else than the courses here.
    #[error("{count} statements about something else")]
    OtherActivities {
        /// How many.
        count: usize,
    },
    /// One page of an LRS's answer, of which there are more.
    #[error("more pages follow")]
    MorePages,
    /// A platform's table or tracks that name no course here.
    #[error("no course is named in {heads}")]
    WhichCourse {
        /// The heads of its columns.
        heads: String,
    },
    /// A table in which no column says who did what.
    #[error("no column says who did what: {heads}")]
    Columns {
        /// The heads of its columns.
        heads: String,
    },
    /// A platform's word for how a course stands that nobody knows here.
    #[error("{word} below {head} is no state that is known")]
    UnknownState {
        /// The word.
        word: String,
        /// The head of its column.
        head: String,
    },
}

impl Unreadable {
    /// Returns what is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => Message::new("doubts.unread-empty"),
            Self::TooLarge { most } => Message::new("doubts.unread-too-large").with("most", most / 1_000_000),
            Self::NoAccess => Message::new("doubts.unread-no-access"),
            Self::NotText => Message::new("doubts.unread-not-text"),
            Self::CutOff => Message::new("doubts.unread-cut-off"),
            Self::Broken { line } => Message::new("doubts.unread-broken").with("line", line),
            Self::NotAResult => Message::new("doubts.unread-not-a-result"),
            Self::Newer { version } => Message::new("doubts.unread-newer").with("version", version),
            Self::Shape { at } => Message::new("doubts.unread-shape").with("at", at),
            Self::WrongSign { code } => Message::new("doubts.unread-wrong-sign").with("code", code),
            Self::Statement { place, at } => {
                Message::new("doubts.unread-statement").with("place", place).with("at", at)
            }
            Self::OtherActivities { count } => Message::new("doubts.unread-other-activities").with("number", count),
            Self::MorePages => Message::new("doubts.unread-more-pages"),
            Self::WhichCourse { heads } => Message::new("doubts.unread-which-course").with("heads", heads),
            Self::Columns { heads } => Message::new("doubts.unread-columns").with("heads", heads),
            Self::UnknownState { word, head } => {
                Message::new("doubts.unread-state").with("word", word).with("head", head)
            }
        }
    }
}

/// How much a doubt matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The result may be as it says; it is good to know.
    Note,
    /// The result cannot be as it says: it does not count before someone has asked.
    Grave,
}

/// Something in a result that does not fit together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Something was changed, lost or mistyped on the way: the check does not fit.
    Checksum,
    /// No course here has this id.
    Foreign {
        /// The id, or what is known of it.
        course: String,
    },
    /// It is of an older version of the course.
    OlderVersion {
        /// The result's.
        version: String,
        /// The course's here.
        here: String,
    },
    /// It is of a newer version of the course than there is here, or of one that cannot be compared.
    OtherVersion {
        /// The result's.
        version: String,
        /// The course's here.
        here: String,
    },
    /// Its lessons are not those of the course in this very version.
    Lessons {
        /// The first that is not there, or how many there should be.
        what: String,
    },
    /// Its quizzes are not those of the course in this very version.
    Quizzes {
        /// The first that is not there, or how many there should be.
        what: String,
    },
    /// A question is not one of the course in this very version.
    Question {
        /// Its id.
        question: String,
    },
    /// A question has more, or fewer, points than its answer earns.
    Answer {
        /// Its id.
        question: String,
    },
    /// A quiz says another per cent, or another mark, than its questions and its pass mark give.
    QuizScore {
        /// Its id.
        quiz: String,
    },
    /// The whole score, or completed or passed, is not what quizzes and lessons give.
    Sum,
    /// The code to say belongs to another standing or name.
    Code,
    /// The code to say belongs to another name, or a sign of the name differs.
    Name {
        /// The name that it came with.
        name: String,
    },
    /// Nothing says whom the code belongs to.
    Nameless,
    /// The days are not in an order that can be: done before it was begun, or in time to come.
    Days,
    /// An answer to a learner field is none of those that can be chosen.
    Field {
        /// The field.
        field: String,
        /// The answer.
        value: String,
    },
    /// A platform does not say whether the course is completed.
    Standing,
    /// What a platform keeps of the learner is torn, or was packed for another version of the course.
    State,
}

impl Doubt {
    /// Returns how much it matters.
    pub fn weight(&self) -> Weight {
        match self {
            Self::OlderVersion { .. }
            | Self::OtherVersion { .. }
            | Self::Days
            | Self::Field { .. }
            | Self::Standing
            | Self::State => Weight::Note,
            _ => Weight::Grave,
        }
    }

    /// Returns its stable name.
    pub fn name(&self) -> &'static str {
        self.message_key().trim_start_matches("doubts.")
    }

    fn message_key(&self) -> &'static str {
        match self {
            Self::Checksum => "doubts.checksum",
            Self::Foreign { .. } => "doubts.foreign",
            Self::OlderVersion { .. } => "doubts.older",
            Self::OtherVersion { .. } => "doubts.other-version",
            Self::Lessons { .. } => "doubts.lessons",
            Self::Quizzes { .. } => "doubts.quizzes",
            Self::Question { .. } => "doubts.question",
            Self::Answer { .. } => "doubts.answer",
            Self::QuizScore { .. } => "doubts.quiz-score",
            Self::Sum => "doubts.sum",
            Self::Code => "doubts.code",
            Self::Name { .. } => "doubts.name",
            Self::Nameless => "doubts.nameless",
            Self::Days => "doubts.days",
            Self::Field { .. } => "doubts.field",
            Self::Standing => "doubts.standing",
            Self::State => "doubts.state",
        }
    }

    /// Returns what is said of it.
    pub fn message(&self) -> Message {
        let message = Message::new(self.message_key());
        match self {
            Self::Foreign { course } => message.with("course", course),
            Self::OlderVersion { version, here } | Self::OtherVersion { version, here } => {
                message.with("version", version).with("here", here)
            }
            Self::Lessons { what } | Self::Quizzes { what } => message.with("what", what),
            Self::Question { question } | Self::Answer { question } => message.with("question", question),
            Self::QuizScore { quiz } => message.with("quiz", quiz),
            Self::Name { name } => message.with("name", name),
            Self::Field { field, value } => message.with("field", field).with("value", value),
            Self::Checksum | Self::Sum | Self::Code | Self::Nameless | Self::Days | Self::Standing | Self::State => {
                message
            }
        }
    }
}
