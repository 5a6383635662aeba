//! What a zip is that holds no source.

/// What a zip is, told by the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageKind {
    /// A package for learning platforms: SCORM.
    Scorm,
    /// A package for learning platforms: cmi5.
    Cmi5,
    /// A book.
    Epub,
    /// Pages with a door.
    Pages,
    /// Anything else.
    Other,
}

impl PackageKind {
    /// Returns what a zip with these entries is.
    pub fn of<'a>(entries: impl Iterator<Item = &'a str>) -> Self {
        let marks = [
            ("imsmanifest.xml", Self::Scorm),
            ("cmi5.xml", Self::Cmi5),
            ("META-INF/container.xml", Self::Epub),
            ("index.html", Self::Pages),
        ];
        let entries: Vec<&str> = entries.collect();
        marks.into_iter().find(|(mark, _)| entries.contains(mark)).map_or(Self::Other, |(_, kind)| kind)
    }

    /// Returns the key of the words for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Scorm => "unpack.kind-scorm",
            Self::Cmi5 => "unpack.kind-cmi5",
            Self::Epub => "unpack.kind-epub",
            Self::Pages => "unpack.kind-pages",
            Self::Other => "unpack.kind-other",
        }
    }
}
