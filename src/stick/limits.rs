//! What a stick cannot hold, found before the first byte is written; pure.

use crate::check::is_holdable;
use crate::output::{Facts, FileSystem};
use crate::tree::OutPath;
use std::collections::{BTreeMap, BTreeSet};

/// The smallest file that FAT cannot hold, in bytes.
const FAT_FILE: u64 = 1 << 32;

/// How many entries a folder of FAT has room for; a long name takes one, and one more for each 13 letters.
const FAT_FOLDER: usize = 65_534;

/// The longest path in a copy that old Windows programs and phones open without trouble, in characters.
const LONGEST_PATH: usize = 120;

/// What a file takes at least on a large stick, in bytes: space is given out in pieces of this size.
const CLUSTER: u64 = 32_768;

/// Why a stick cannot take a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing can be written.
    ReadOnly,
    /// A file is larger than the file system takes.
    TooLarge {
        /// The file.
        path: String,
        /// Its size in bytes.
        size: u64,
    },
    /// A name that Windows or a stick refuses.
    Name {
        /// The file.
        path: String,
    },
    /// Two names that differ only in case.
    Case {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// A path that is too long.
    Long {
        /// The file.
        path: String,
        /// How many characters may be in it.
        most: usize,
    },
    /// More files in a folder than the file system takes.
    FullFolder {
        /// The folder.
        folder: String,
        /// How many files it would hold.
        files: usize,
    },
    /// Somebody else's file stands where one of ours must go.
    InTheWay {
        /// The file.
        path: String,
    },
    /// There is not enough space.
    Space {
        /// How many bytes are needed.
        need: u64,
        /// How many are free.
        free: u64,
    },
}

/// Returns all that a file system cannot hold of files of these names and sizes. Names are those of any stick: what is
/// laid on one today is copied to another tomorrow.
pub(crate) fn held<'a>(files: impl Iterator<Item = (&'a OutPath, u64)>, facts: &Facts) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    if facts.is_read_only {
        troubles.push(Trouble::ReadOnly);
    }
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut spelled: BTreeMap<String, &str> = BTreeMap::new();
    for (path, size) in files {
        let path = path.as_str();
        let named = || path.to_owned();
        if facts.kind == FileSystem::Fat && size >= FAT_FILE {
            troubles.push(Trouble::TooLarge { path: named(), size });
        }
        if !path.split('/').all(is_holdable) {
            troubles.push(Trouble::Name { path: named() });
        }
        if path.len() > LONGEST_PATH {
            troubles.push(Trouble::Long { path: named(), most: LONGEST_PATH });
        }
        let mut ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let collision = ends.find_map(|end| {
            let known = spelled.entry(path[..end].to_ascii_lowercase()).or_insert(&path[..end]);
            (*known != &path[..end]).then(|| (*known).to_owned())
        });
        if let Some(first) = collision {
            troubles.push(Trouble::Case { first, second: named() });
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (files, entries) = folders.entry(folder).or_default();
        *files += 1;
        *entries += 1 + name.len().div_ceil(13);
    }
    if facts.kind == FileSystem::Fat {
        let full = folders.into_iter().filter(|(_, (_, entries))| *entries > FAT_FOLDER);
        troubles.extend(full.map(|(folder, (files, _))| Trouble::FullFolder { folder: folder.to_owned(), files }));
    }
    troubles
}

/// One step of a copy, as far as space matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    /// How many bytes are written.
    pub(crate) new: u64,
    /// How many bytes that stood in its place are given back, once it is there.
    pub(crate) old: u64,
}

/// Returns how many bytes must be free before these steps begin, of which `waiting` bytes may stand beside what they
/// replace at any time.
pub(crate) fn needed(steps: &[Step], waiting: u64) -> u64 {
    let round = |size: u64| size.div_ceil(CLUSTER).saturating_mul(CLUSTER);
    let (mut taken, mut most) = (0_i128, 0_i128);
    for step in steps {
        taken += i128::from(round(step.new));
        most = most.max(taken);
        taken -= i128::from(round(step.old));
    }
    // What is staged together is given back together.
    let beside = if steps.iter().any(|step| step.old > 0) { waiting } else { 0 };
    u64::try_from(most).unwrap_or(u64::MAX).saturating_add(beside)
}

/// Returns the names of `theirs` that one of `ours` would take: the same, or on a file system without case nearly so.
pub(crate) fn in_the_way<'a>(
    ours: impl Iterator<Item = &'a OutPath>,
    theirs: &[&str],
    kind: FileSystem,
) -> BTreeSet<String> {
    let spelled = |path: &str| if kind.ignores_case() { path.to_lowercase() } else { path.to_owned() };
    let theirs: BTreeMap<String, &str> = theirs.iter().map(|path| (spelled(path), *path)).collect();
    let mut found = BTreeSet::new();
    for path in ours {
        // A file of theirs where a folder of ours must be is in the way too.
        let ends = path.as_str().match_indices('/').map(|(at, _)| at).chain([path.as_str().len()]);
        found.extend(ends.filter_map(|end| theirs.get(&spelled(&path.as_str()[..end]))).map(|path| (*path).to_owned()));
        // And so is a folder of theirs where a file of ours must be.
        let inside = format!("{}/", spelled(path.as_str()));
        let below = theirs.range(inside.clone()..).next().filter(|(name, _)| name.starts_with(&inside));
        found.extend(below.map(|(_, path)| (*path).to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Step, Trouble, held, in_the_way, needed};
    use crate::output::{Facts, FileSystem};
    use crate::tree::OutPath;

    fn troubles(kind: FileSystem, files: &[(&str, u64)]) -> Vec<Trouble> {
        let files: Vec<(OutPath, u64)> = files.iter().map(|(path, size)| (OutPath::fixed(path), *size)).collect();
        held(files.iter().map(|(path, size)| (path, *size)), &Facts { kind, ..Facts::default() })
    }

    #[test]
    fn a_film_of_four_gibibytes_is_too_large_for_fat_alone() {
        let film = ("courses/assets/film.mp4", 1 << 32);
        let expected = Trouble::TooLarge { path: film.0.to_owned(), size: film.1 };
        assert_eq!(troubles(FileSystem::Fat, &[film]), [expected]);
        assert_eq!(troubles(FileSystem::Fat, &[(film.0, film.1 - 1)]), []);
        assert_eq!(troubles(FileSystem::ExFat, &[film]), []);
    }

    #[test]
    fn names_are_those_that_any_stick_takes() {
        let long = format!("courses/{}/index.html", "a".repeat(120));
        let files = [("courses/A/b.html", 1), ("courses/a/c.html", 1), ("courses/con.html", 1), (&long, 1)];
        let expected = [
            Trouble::Case { first: "courses/A".to_owned(), second: "courses/a/c.html".to_owned() },
            Trouble::Name { path: "courses/con.html".to_owned() },
            Trouble::Long { path: long.clone(), most: 120 },
        ];
        assert_eq!(troubles(FileSystem::Other, &files), expected);
    }

    #[test]
    fn a_folder_of_fat_is_full_one_day() {
        let names: Vec<String> = (0..22_000).map(|number| format!("a/{number:014}")).collect();
        let files: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 1)).collect();
        let expected = Trouble::FullFolder { folder: "a".to_owned(), files: 22_000 };
        assert_eq!(troubles(FileSystem::Fat, &files), [expected]);
        assert_eq!(troubles(FileSystem::Fat, &files[..21_000]), []);
    }

    #[test]
    fn space_is_what_is_taken_at_the_worst_moment() {
        let step = |new: u64, old: u64| Step { new: new * 32_768, old: old * 32_768 };
        assert_eq!(needed(&[step(3, 0), step(2, 0)], 9), 5 * 32_768);
        assert_eq!(needed(&[step(3, 3), step(2, 2)], 9), 3 * 32_768 + 9);
        assert_eq!(needed(&[Step { new: 1, old: 0 }], 0), 32_768);
        assert_eq!(needed(&[], 9), 0);
    }

    #[test]
    fn their_files_are_in_the_way_by_any_case_that_counts() {
        let ours = [OutPath::fixed("courses/index.html"), OutPath::fixed("phone")];
        let found = |theirs: &[&str], kind| in_the_way(ours.iter(), theirs, kind).into_iter().collect::<Vec<_>>();
        assert_eq!(found(&["Courses", "phone/mine.txt", "other"], FileSystem::Fat), ["Courses", "phone/mine.txt"]);
        assert_eq!(found(&["Courses", "courses/INDEX.html"], FileSystem::Other), Vec::<String>::new());
    }
}
