//! The pictures, films and sounds of one course: what there is, what belongs together (`films`), what is used.

mod films;

use crate::diagnostic::{Diagnostic, Message};
use crate::load::address::{self, Address};
use crate::load::survey::is_text;
use crate::locale::Lang;
use crate::model::{Asset, AssetId, AssetKind, Document, Film, FilmId, MediaSource, MediaTarget, Text};
use crate::span::{SourcePath, Span, Spanned};
use crate::world::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The media of one course.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: SourcePath,
    source: Lang,
    by_path: BTreeMap<SourcePath, AssetId>,
    transcripts: BTreeMap<SourcePath, Arc<Document>>,
    keys: BTreeMap<String, FilmId>,
    /// Every file of `media/` but its texts.
    pub(super) assets: Vec<Asset>,
    /// Every film and sound.
    pub(super) films: Vec<Film>,
}

/// Where a picture or link stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'a> {
    /// The course's folder.
    pub(super) course: &'a SourcePath,
    /// The language of the text.
    pub(super) lang: &'a Lang,
    /// The file.
    pub(super) path: &'a SourcePath,
}

impl Here<'_> {
    /// Returns where a relative path leads from here: `media/…` to the course's media folder.
    pub(super) fn resolve(&self, path: &str) -> Option<SourcePath> {
        let in_media = path.strip_prefix("./").unwrap_or(path).starts_with("media/");
        let base = if in_media { self.course.clone() } else { self.path.parent() };
        base.resolve(path)
    }
}

impl Shelf {
    /// Returns the shelf of the course in `course`, whose own language is `source`. `is_lang` tells which folders of
    /// `media/` are languages; `transcripts` are its texts.
    pub(super) fn new(
        course: &SourcePath,
        source: Lang,
        files: &[Entry],
        transcripts: BTreeMap<SourcePath, Arc<Document>>,
        is_lang: &dyn Fn(&Lang) -> bool,
    ) -> Self {
        let folder = course.join("media");
        let mut shelf = Self {
            source,
            by_path: BTreeMap::new(),
            transcripts,
            keys: BTreeMap::new(),
            assets: Vec::new(),
            films: Vec::new(),
            folder,
        };
        for entry in files.iter().filter(|entry| !is_text(&entry.path)) {
            let inner = &entry.path.as_str()[shelf.folder.as_str().len() + 1..];
            let lang = inner.split_once('/').and_then(|(folder, _)| Lang::parse(folder)).filter(is_lang);
            let id = AssetId(u32::try_from(shelf.assets.len()).expect("a course has fewer than 2^32 files"));
            shelf.by_path.insert(entry.path.clone(), id);
            let kind = AssetKind::of(entry.path.name());
            shelf.assets.push(Asset { path: entry.path.clone(), kind, size: entry.size, lang, used: false });
        }
        shelf
    }

    /// Returns the asset at `path`, or the one that stands in for it in `lang`.
    pub(super) fn find(&self, path: &SourcePath, lang: &Lang) -> Option<AssetId> {
        let base = self.by_path.get(path).copied();
        if base.is_some_and(|base| self.assets[base.0 as usize].lang.is_some()) {
            return base;
        }
        let inner = path.as_str().strip_prefix(self.folder.as_str())?.strip_prefix('/')?;
        let own = |tag: &str| self.by_path.get(&self.folder.join(tag).join(inner)).copied();
        own(lang.as_str()).or_else(|| own(lang.base())).or(base)
    }

    /// Marks an asset as used.
    pub(super) fn mark(&mut self, asset: AssetId) -> AssetId {
        self.assets[asset.0 as usize].used = true;
        asset
    }

    /// Returns the asset of the cover.
    pub(super) fn cover(&mut self, cover: &Spanned<String>, all: &mut Vec<Diagnostic>) -> Option<AssetId> {
        let inner = cover.value.strip_prefix("media/").unwrap_or(&cover.value);
        let path = self.folder.resolve(inner)?;
        match self.by_path.get(&path).copied() {
            Some(asset) if self.assets[asset.0 as usize].kind == AssetKind::Picture => Some(self.mark(asset)),
            Some(_) => {
                all.push(Diagnostic::error("media/no-picture", cover.span).with("path", path));
                None
            }
            None => {
                all.push(self.missing(&path, cover.span));
                None
            }
        }
    }

    fn is_film(&self, url: &str) -> bool {
        address::film_key(url).is_some() || self.keys.contains_key(&film_key(url))
    }

    /// Returns what a picture, film or sound is.
    pub(super) fn resolve(&mut self, media: &MediaSource, here: Here<'_>, all: &mut Vec<Diagnostic>) -> MediaTarget {
        let Some(film) = &media.film_address else {
            return self.resolve_address(&media.address, media.span, here, all);
        };
        let still = self.resolve_address(&media.address, media.span, here, all);
        let target = match address::read(film) {
            Address::Web(url) if self.is_film(&url) => self.film_of_address(&url, media.span),
            Address::Web(_) | Address::Empty | Address::Here(_) | Address::Reach(_) => return still,
            _ => match self.resolve_address(film, media.span, here, all) {
                MediaTarget::Film(film) => film,
                _ => return still,
            },
        };
        if let MediaTarget::Picture(poster) = still {
            let film = &mut self.films[target.0 as usize];
            film.poster = film.poster.or(Some(poster));
        }
        MediaTarget::Film(target)
    }

    fn resolve_address(&mut self, address: &str, span: Span, here: Here<'_>, all: &mut Vec<Diagnostic>) -> MediaTarget {
        match address::read(address) {
            Address::Local(path, _) => self.resolve_path(&path, span, here, all),
            Address::Web(url) => self.resolve_web(url, span, all),
            Address::Video(name) => self.resolve_video(&name, span, all),
            Address::Empty | Address::Here(_) => {
                all.push(Diagnostic::error("media/empty", span));
                MediaTarget::Nowhere
            }
            Address::Absolute(path) => {
                all.push(
                    Diagnostic::error("media/absolute", span).with("path", path).hint(Message::new("hint/to-media")),
                );
                MediaTarget::Nowhere
            }
            Address::Scheme(scheme) | Address::Reach(scheme) => {
                let scheme = scheme.split(':').next().unwrap_or_default();
                let diagnostic = Diagnostic::error("media/scheme", span).with("scheme", scheme);
                all.push(diagnostic.hint(Message::new("hint/to-media")));
                MediaTarget::Nowhere
            }
        }
    }

    fn resolve_web(&mut self, url: String, span: Span, all: &mut Vec<Diagnostic>) -> MediaTarget {
        if self.is_film(&url) {
            let film = self.film_of_address(&url, span);
            return if address::is_sound(&url) { MediaTarget::Sound(film) } else { MediaTarget::Film(film) };
        }
        all.push(Diagnostic::warning("media/web-picture", span).with("url", &url).hint(Message::new("hint/to-media")));
        MediaTarget::WebPicture(url.into())
    }

    fn resolve_video(&mut self, name: &str, span: Span, all: &mut Vec<Diagnostic>) -> MediaTarget {
        if let Some(film) = self.keys.get(&format!("video:{name}")).copied() {
            let film = self.use_film(film);
            let file = self.films[film.0 as usize].file.map(|file| self.assets[file.0 as usize].kind);
            return if file == Some(AssetKind::Sound) { MediaTarget::Sound(film) } else { MediaTarget::Film(film) };
        }
        let names = self.keys.keys().filter_map(|key| key.strip_prefix("video:"));
        let diagnostic = Diagnostic::error("media/unknown-film", span).with("name", name);
        all.push(diagnostic.hint_nearest(name, names));
        MediaTarget::Nowhere
    }

    fn resolve_path(&mut self, path: &str, span: Span, here: Here<'_>, all: &mut Vec<Diagnostic>) -> MediaTarget {
        let Some(resolved) = here.resolve(path) else {
            all.push(Diagnostic::error("media/outside", span).with("path", path).hint(Message::new("hint/to-media")));
            return MediaTarget::Nowhere;
        };
        let Some(asset) = self.find(&resolved, here.lang) else {
            all.push(self.missing(&resolved, span));
            return MediaTarget::Nowhere;
        };
        match self.assets[asset.0 as usize].kind {
            AssetKind::Picture => MediaTarget::Picture(self.mark(asset)),
            AssetKind::Film => MediaTarget::Film(self.film_of_file(asset, span)),
            AssetKind::Sound => MediaTarget::Sound(self.film_of_file(asset, span)),
            AssetKind::Captions | AssetKind::Download => {
                let diagnostic = Diagnostic::error("media/not-shown", span).with("path", &resolved);
                all.push(diagnostic.hint(Message::new("hint/link-instead").with("path", path)));
                MediaTarget::Nowhere
            }
        }
    }

    /// Returns the diagnostic for a file that is not there.
    pub(super) fn missing(&self, path: &SourcePath, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::error("media/missing", span).with("path", path);
        let lower = path.as_str().to_lowercase();
        let other_case = self.by_path.keys().find(|known| known.as_str().to_lowercase() == lower);
        if let Some(other_case) = other_case {
            return diagnostic.hint(Message::new("hint/other-case").with("name", other_case.name()));
        }
        if path.as_str().strip_prefix(self.folder.as_str()).is_none_or(|rest| !rest.starts_with('/')) {
            return diagnostic.hint(Message::new("hint/to-media"));
        }
        let names: Vec<&str> = self.by_path.keys().map(SourcePath::name).collect();
        match crate::diagnostic::nearest(path.name(), &names) {
            Some(name) => diagnostic.hint(Message::new("hint/did-you-mean").with("word", name)),
            None => diagnostic,
        }
    }
}

/// Returns what a film's address is known by; of one that is no known film's, the address itself.
fn film_key(url: &str) -> String {
    address::film_key(url).unwrap_or_else(|| url.trim_end_matches('/').to_owned())
}

/// Returns a text whose links and media are not looked up yet.
pub(super) fn unresolved(document: Arc<Document>) -> Text {
    Text { document, links: Vec::new(), media: Vec::new(), banks: Vec::new() }
}
