//! Copies of small files.

use crate::memory::MemoryStick;
use alforja::fingerprint::Fingerprint;
use alforja::output::{Medium, OutputError};
use alforja::progress::Silent;
use alforja::stick::{Copy, Entry, Laid, LayError, MANIFEST, Manifest, Signed, Source, lay, verify};
use alforja::tree::OutPath;
use std::collections::BTreeMap;
use std::io::Write;

/// The files of a copy.
#[derive(Clone, Default)]
pub(crate) struct Files(pub(crate) BTreeMap<OutPath, Vec<u8>>);

impl Files {
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (OutPath::fixed(path), text.as_bytes().to_vec())).collect())
    }

    pub(crate) fn manifest(&self) -> Manifest {
        let entry = |bytes: &Vec<u8>| Entry { size: bytes.len() as u64, sha256: Fingerprint::of(bytes) };
        let files = self.0.iter().map(|(path, bytes)| (path.clone(), entry(bytes))).collect();
        Manifest { title: "A copy".to_owned(), files }
    }

    pub(crate) fn lay(&self, stick: &dyn Medium) -> Result<Laid, LayError> {
        lay(stick, Copy { manifest: &self.manifest(), signed: Signed::Not }, self, &Silent)
    }
}

impl Source for Files {
    fn has(&self, path: &OutPath) -> bool {
        self.0.contains_key(path)
    }

    fn copy(&self, path: &OutPath, writer: &mut dyn Write) -> Result<(), OutputError> {
        let place = path.as_str().into();
        writer.write_all(&self.0[path]).map_err(|source| OutputError::Disk { path: place, source })
    }
}

/// Two versions of a copy of some hundred files: some change, some come, some go, and a file becomes a folder.
pub(crate) fn versions() -> (Files, Files) {
    let number = |path: &str| path.bytes().map(usize::from).sum::<usize>();
    let all: Vec<String> = (0..300).map(|number| format!("courses/en/a/{number}.html")).collect();
    let mut old = Files::of([("START-HERE.html", "old door"), ("courses/a", "a file"), ("courses/gone.html", "gone")]);
    let mut new = Files::of([("START-HERE.html", "new door"), ("courses/a/b.html", "a file in a folder")]);
    for path in &all {
        let same = number(path) % 3 == 0;
        old.0.insert(OutPath::fixed(path), format!("old {path}").into_bytes());
        let text = if same { format!("old {path}") } else { format!("new {path}, longer") };
        new.0.insert(OutPath::fixed(path), text.into_bytes());
    }
    (old, new)
}

/// Files of somebody else's.
pub(crate) const THEIRS: &[(&str, &str)] = &[("holiday.jpg", "a picture"), ("courses/en/notes.txt", "my notes")];

/// Makes sure that the stick holds this copy, what is somebody else's, and nothing more.
pub(crate) fn check_whole(stick: &MemoryStick, files: &Files) {
    let verdict = verify(stick, None, &Silent).unwrap();
    assert!(verdict.is_whole(), "{verdict:?}");
    assert_eq!(verdict.manifest, files.manifest());
    let mut all = stick.all();
    for (path, text) in THEIRS {
        assert_eq!(all.remove(*path).as_deref(), Some(text.as_bytes()), "{path}");
    }
    all.remove(MANIFEST);
    let expected: BTreeMap<String, Vec<u8>> =
        files.0.iter().map(|(path, bytes)| (path.to_string(), bytes.clone())).collect();
    assert!(all == expected, "{:?}", all.keys().collect::<Vec<_>>());
}
