//! Where a thing stands in a source file.
//!
//! Positions are byte offsets into the file's own text; lines and columns are computed only when
//! somebody has to read them. Columns are counted in characters from 1, because an author counts
//! letters: in a Mongolian line a byte column is wrong from the second word on.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Names one text file of a library; an index into its [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// Returns the span of `range` in `file`.
    ///
    /// Files longer than 4 GiB are refused at the door (`world`), so every offset fits.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: fit(range.start), end: fit(range.end) }
    }

    /// Returns the empty span at the start of `file`, for what concerns the file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// Returns the bytes it covers, as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the smallest span that covers both; they must stand in one file.
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and the place it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Returns `value` with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Returns the same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// A path as an author sees it: relative to the library's root, with forward slashes, in NFC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Returns the path, with `\` read as `/`, and with `.` and empty parts left out.
    pub fn new(path: &str) -> Self {
        if path.split('/').all(|part| !part.is_empty() && part != ".") && !path.contains('\\') {
            return Self(path.into());
        }
        let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
        Self(parts.join("/").into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last part: the file's own name.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// Returns the folder it stands in; the root is the empty path.
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or("", |(parent, _)| parent).into())
    }

    /// Returns the path `name` below this one.
    pub fn join(&self, name: &str) -> Self {
        if self.0.is_empty() { Self::new(name) } else { Self::new(&format!("{}/{name}", self.0)) }
    }

    /// Returns where `relative` leads from this folder, or nothing if it climbs out of the library.
    pub fn resolve(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.0.split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One text file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it stands in the library.
    pub path: SourcePath,
    /// Its text, in UTF-8 without a byte order mark, line ends as they were.
    pub text: Arc<str>,
}

/// Every text file of a library, in the order of their ids.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, path: SourcePath, text: Arc<str>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("a library has fewer than 2^32 files"));
        self.files.push(SourceFile { path, text });
        id
    }

    /// Forgets the texts of all files but `kept`, where nobody will ask for a place in them any more.
    pub fn forget_texts(&mut self, kept: &BTreeSet<FileId>) {
        let nothing: Arc<str> = Arc::from("");
        for (id, file) in (0..).map(FileId).zip(&mut self.files) {
            if !kept.contains(&id) {
                file.text = Arc::clone(&nothing);
            }
        }
    }

    /// Returns the file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Returns the text that a span covers, or what of it stands in the file.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Returns line and column of a span's start.
    pub fn place(&self, span: Span) -> Place {
        Place::of(&self.file(span.file).text, span.start as usize)
    }

    /// Returns every file with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }
}

/// A line and a column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Place {
    /// Returns the place of the byte `offset` in `text`; an offset past the end is the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Self { line, column: before[line_start..].chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, SourcePath};

    #[test]
    fn columns_count_characters() {
        assert_eq!(Place::of("нэг\nхоёр зуу", "нэг\nхоёр ".len()), Place { line: 2, column: 6 });
        assert_eq!(Place::of("a\r\nb", 3), Place { line: 2, column: 1 });
        assert_eq!(Place::of("a", 99), Place { line: 1, column: 2 });
    }

    #[test]
    fn paths_resolve_inside_the_library_only() {
        let lesson = SourcePath::new("savings/mn/01-a");
        assert_eq!(lesson.resolve("../../media/a.jpg"), Some(SourcePath::new("savings/media/a.jpg")));
        assert_eq!(lesson.resolve("../../../../etc/passwd"), None);
        assert_eq!(SourcePath::new("./a//b\\c").as_str(), "a/b/c");
    }
}
