//! Names that stay the same: across builds, across languages, across versions.

use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the id spelled `text`; whoever calls it has checked the spelling.
            pub fn new(text: &str) -> Self {
                Self(text.into())
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

id! {
    /// A course: the name of its folder, `[a-z0-9-]+`.
    CourseId
}

id! {
    /// A module of a course: its folder's name without the number, as an ASCII slug `[a-z0-9-]+`.
    ModuleId
}

id! {
    /// A lesson of a course: `module/lesson`, both without number and ending, as ASCII slugs.
    LessonId
}

id! {
    /// A question of a course: its `#id`, or `module/lesson.N`, N its number in the lesson from 1.
    /// The same in every language.
    QuestionId
}

impl LessonId {
    /// Returns the id of the module that the lesson is in.
    pub fn module(&self) -> &str {
        self.as_str().split('/').next().unwrap_or("")
    }

    /// Returns the lesson's own part, without its module.
    pub fn slug(&self) -> &str {
        self.as_str().rsplit('/').next().unwrap_or("")
    }
}
