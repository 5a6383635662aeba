//! How much of its media a course takes along: the whole for a stick, less for a phone, nothing for mobile data.

use std::fmt;

/// How much of the films and sounds travels with a course. It is one course in every rung: progress and results are
/// shared, and nothing but the media differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Rung {
    /// All there is: for a stick or a computer.
    #[default]
    Full,
    /// The smallest copy of each film, pictures up to the middle width: for a phone.
    Small,
    /// Of each film its sound and one picture.
    Audio,
    /// No film and no sound, only what they are called, where they are and what is said in them: for mobile data.
    None,
}

impl Rung {
    /// Every rung, the fullest first.
    pub const ALL: [Self; 4] = [Self::Full, Self::Small, Self::Audio, Self::None];

    /// Returns its name in `alforja.yaml`, on the command line and in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Small => "small",
            Self::Audio => "audio",
            Self::None => "none",
        }
    }

    /// Returns the rung of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rung| rung.name() == name)
    }

    /// Returns the file name `name` as it is in this rung: `-small` stands before the ending, and nothing where the
    /// course is whole. So a full and a small package can lie in one folder.
    pub fn file_name(self, name: &str) -> String {
        match (self, name.rsplit_once('.')) {
            (Self::Full, _) => name.to_owned(),
            (rung, Some((stem, ending))) => format!("{stem}-{rung}.{ending}"),
            (rung, None) => format!("{name}-{rung}"),
        }
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Rung;

    #[test]
    fn a_rung_is_found_by_its_name_and_known_by_its_files() {
        for rung in Rung::ALL {
            assert_eq!(Rung::named(rung.name()), Some(rung));
        }
        assert_eq!(Rung::named("big"), None);
        assert_eq!(Rung::Full.file_name("a-mn-1.2.0.epub"), "a-mn-1.2.0.epub");
        assert_eq!(Rung::Small.file_name("a-mn-1.2.0.epub"), "a-mn-1.2.0-small.epub");
        assert_eq!(Rung::None.file_name("a-mn-1.2.0-scorm12.zip"), "a-mn-1.2.0-scorm12-none.zip");
    }
}
