//! Files to be written, ordered, not yet written.

mod pieces;

pub use pieces::{Piece, PiecesReader, cut};

use crate::kept::Kept;
use crate::span::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A path in an output: relative, forward slashes, ASCII only, so that every file system, zip reader and
/// web server takes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(String);

impl OutPath {
    /// Returns the path, if each of its parts holds only `[A-Za-z0-9._-]` and none is empty, `.` or `..`.
    /// (Upper case is for names that a format fixes, as `META-INF`; all others are lower case.)
    pub fn new(path: &str) -> Option<Self> {
        let good = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        path.split('/').all(good).then(|| Self(path.to_owned()))
    }

    /// Returns the path that the program itself spells.
    ///
    /// # Panics
    /// When it is not spelled as [`OutPath::new`] asks: that is our own bug.
    pub fn fixed(path: &str) -> Self {
        Self::new(path).unwrap_or_else(|| panic!("`{path}` is a good output path"))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address that leads from the page `from` to this file.
    pub fn relative_from(&self, from: &Self) -> String {
        let (to, from) = (self.as_str(), from.as_str());
        let alike = to.bytes().zip(from.bytes()).take_while(|(left, right)| left == right).count();
        let shared = to[..alike].rfind('/').map_or(0, |slash| slash + 1);
        let above = from[shared..].matches('/').count();
        let mut address = String::with_capacity("../".len() * above + to.len() - shared);
        (0..above).for_each(|_| address.push_str("../"));
        address.push_str(&to[shared..]);
        address
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Returns every folder that these files stand in, outer ones first.
pub fn folders_of<'a>(paths: impl Iterator<Item = &'a OutPath>) -> BTreeSet<OutPath> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut rest = path.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !folders.insert(OutPath::fixed(folder)) {
                break;
            }
            rest = folder;
        }
    }
    folders
}

/// What a file to be written holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file of the library, copied when it is written: films never stand in memory.
    File {
        /// The file.
        source: SourcePath,
        /// Its size in bytes.
        size: u64,
    },
    /// A result that was made once and is kept.
    Kept(Kept),
    /// The bytes of a file of the library with some of them moved, blanked or left out, put together when it is
    /// written: a film without what it tells of people never stands in memory either.
    Pieces {
        /// The file.
        source: SourcePath,
        /// How many bytes the file has: with another size it is another file, and the pieces are wrong.
        whole: u64,
        /// What it becomes, in order.
        pieces: Arc<[Piece]>,
    },
}

impl Body {
    /// Returns its size in bytes.
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { size, .. } => *size,
            Self::Kept(kept) => kept.size(),
            Self::Pieces { pieces, .. } => pieces.iter().map(Piece::size).sum(),
        }
    }
}

/// Takes each file as soon as it is made.
pub trait Keeper: Sync {
    /// Returns what stands in the tree for the file `path` of these bytes.
    fn keep(&self, path: &OutPath, bytes: Vec<u8>) -> Body;
}

/// Keeps files in memory: whoever binds them into something else looks at them again.
#[derive(Debug, Clone, Copy)]
pub struct InMemory;

impl Keeper for InMemory {
    fn keep(&self, _path: &OutPath, bytes: Vec<u8>) -> Body {
        Body::Bytes(bytes)
    }
}

/// Files to be written, in the order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileTree {
    files: BTreeMap<OutPath, Body>,
    /// The file that stands first in a zip, as it is.
    first: Option<OutPath>,
}

impl FileTree {
    /// Adds a file.
    ///
    /// # Panics
    /// When another body stands there already: two pages with one name are our own bug.
    pub fn add(&mut self, path: OutPath, body: Body) {
        if let Some(previous) = self.files.get(&path) {
            assert!(*previous == body, "two different files are named `{path}`");
        }
        self.files.insert(path, body);
    }

    /// Adds a file that stands first in a zip, stored as it is: some formats are known by their first bytes.
    ///
    /// # Panics
    /// When another body stands there already.
    pub fn add_first(&mut self, path: OutPath, body: Body) {
        self.first = Some(path.clone());
        self.add(path, body);
    }

    /// Tells whether a file stands first in a zip.
    pub fn is_first(&self, path: &OutPath) -> bool {
        self.first.as_ref() == Some(path)
    }

    /// Puts a body in the place of another.
    pub fn replace(&mut self, path: OutPath, body: Body) {
        self.files.insert(path, body);
    }

    /// Adds all files of another tree.
    pub fn merge(&mut self, other: Self) {
        for (path, body) in other.files {
            self.add(path, body);
        }
    }

    /// Returns the body of a file.
    pub fn get(&self, path: &OutPath) -> Option<&Body> {
        self.files.get(path)
    }

    /// Returns every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&OutPath, &Body)> {
        self.files.iter()
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the size of all files, in bytes.
    pub fn size(&self) -> u64 {
        self.files.values().map(Body::size).sum()
    }
}

/// What a target makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Artifact {
    /// A folder of files.
    Folder(FileTree),
    /// One zip of this name, its entries in the tree's order.
    Zip {
        /// `<course>-<lang>-<version>-<target>.zip`.
        name: String,
        /// Its entries.
        tree: FileTree,
    },
    /// One file of this name.
    File {
        /// `<course>-<lang>-<version>-<target>.<ending>`.
        name: String,
        /// What it holds.
        body: Body,
    },
}

/// Returns `text` as a part of a path: lower-case ASCII letters, digits and `-`, at most 60 of them.
/// Letters of other scripts are written as they sound; `lang` (a language alone: `da`) settles what differs
/// between languages. Empty where nothing is left.
pub fn slug(text: &str, lang: &str) -> String {
    let mut latin = String::new();
    for letter in text.chars() {
        match own_spelling(letter, lang) {
            Some(spelling) => latin.push_str(spelling),
            None => latin.push_str(deunicode::deunicode_char(letter).unwrap_or("-")),
        }
    }
    let mut slug = String::new();
    for byte in latin.bytes() {
        if byte.is_ascii_alphanumeric() {
            slug.push(byte.to_ascii_lowercase().into());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

fn own_spelling(letter: char, lang: &str) -> Option<&'static str> {
    let danish = matches!(lang, "da" | "nb" | "nn" | "no");
    Some(match letter.to_lowercase().next()? {
        'å' if danish => "aa",
        'æ' if danish => "ae",
        'ø' if danish => "oe",
        'ө' => "o",
        'ү' => "u",
        'х' if lang == "mn" => "kh",
        'ц' if lang == "mn" => "ts",
        'ж' if lang == "mn" => "j",
        'ы' | 'й' if lang == "mn" => "i",
        'ё' if lang == "mn" => "yo",
        'ю' if lang == "mn" => "yu",
        'я' if lang == "mn" => "ya",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{OutPath, slug};

    #[test]
    fn addresses_are_relative() {
        let relative = |from: &str, to: &str| OutPath::fixed(to).relative_from(&OutPath::fixed(from));
        assert_eq!(relative("mn/a/b.html", "assets/style.css"), "../../assets/style.css");
        assert_eq!(relative("mn/a/b.html", "mn/a/c.html"), "c.html");
        assert_eq!(relative("index.html", "mn/index.html"), "mn/index.html");
        assert_eq!(relative("mn/a/b.html", "mn/index.html"), "../index.html");
        assert_eq!(relative("mn/a/b.html", "mn/a/b.html"), "b.html");
        assert_eq!(relative("mn/ab/c.html", "mn/ac/c.html"), "../ac/c.html");
        assert_eq!(relative("a/b/c", "a/b"), "../b");
        assert_eq!(relative("a/b", "a/b/c"), "b/c");
    }

    #[test]
    fn only_safe_names_are_taken() {
        for bad in ["", "/a", "a//b", "../a", "a b", "ø", "a/."] {
            assert_eq!(OutPath::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn slugs_are_readable() {
        assert_eq!(slug("Hvad er en låneforening? Ærø", "da"), "hvad-er-en-laaneforening-aeroe");
        assert_eq!(slug("Эхний хурал", "mn"), "ekhnii-khural");
        assert_eq!(slug("Acção e avaliação", "pt"), "accao-e-avaliacao");
        assert_eq!(slug("???", "en"), "");
        assert_eq!(slug("Procesverbal i vendimeve për çështje", "sq"), "procesverbal-i-vendimeve-per-ceshtje");
    }

    /// As passports and signs write it (MNS 5217), but for the letters that a web address cannot tell apart.
    #[test]
    fn mongolian_is_written_as_it_sounds() {
        let check = |letters: &str, latin: &str| assert_eq!(slug(letters, "mn"), latin.replace(' ', "-"));
        check("а б в г д е ё ж з и й к л м н о ө", "a b v g d e yo j z i i k l m n o o");
        check("п р с т у ү ф х ц ч ш щ ы э ю я", "p r s t u u f kh ts ch sh shch i e yu ya");
        assert_eq!(slug("Гишүүний өрийн дэвтэр", "mn"), "gishuunii-oriin-devter");
    }
}
