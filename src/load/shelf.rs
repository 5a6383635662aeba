//! The pictures, films and sounds of one course: what there is, what belongs together, what is used.

use crate::diagnostic::{Diagnostic, Message};
use crate::load::address::{self, Address};
use crate::load::survey::is_text;
use crate::locale::Lang;
use crate::model::{
    Asset, AssetId, AssetKind, Document, Film, FilmId, Localised, MediaSource, MediaTarget, Text, Track, Transcript,
};
use crate::parse::Video;
use crate::span::{SourcePath, Span, Spanned};
use crate::tree::slug;
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

    /// Adds a film of `videos.yaml`.
    pub(super) fn add_video(&mut self, video: Video, all: &mut Vec<Diagnostic>) {
        let file = self.video_file(&video, all);
        let mut film = empty_film(video.name.value.clone(), video.name.span);
        let mut stems = vec![self.folder.join(&video.name.value)];
        if let Some(file) = file {
            let asset = &self.assets[file.0 as usize];
            stems.insert(0, stem(&asset.path));
            film.size = Some(asset.size);
            film.file = Some(file);
        }
        film.title = video.title;
        film.size = film.size.or(video.size);
        film.sha256 = video.sha256;
        film.duration = video.duration;
        film.captions = self.tracks(video.captions, all);
        film.chapters = self.tracks(video.chapters, all);
        if let Some(url) = &video.url {
            match address::read(&url.value) {
                Address::Web(_) => film.url = Some(url.value.as_str().into()),
                _ => all.push(Diagnostic::error("video/url", url.span).with("url", &url.value)),
            }
        }
        for stem in stems {
            self.companions(&stem, &mut film);
        }
        let id = self.add_film(film);
        let keys = self.films[id.0 as usize].url.as_deref().map(film_key).into_iter();
        for key in keys.chain([format!("video:{}", video.name.value)]) {
            self.keys.entry(key).or_insert(id);
        }
    }

    fn video_file(&self, video: &Video, all: &mut Vec<Diagnostic>) -> Option<AssetId> {
        let file = video.file.as_ref()?;
        let found = self.in_media(&file.value);
        match found.map(|asset| (asset, &self.assets[asset.0 as usize])) {
            Some((_, asset)) if !matches!(asset.kind, AssetKind::Film | AssetKind::Sound) => {
                all.push(Diagnostic::error("video/no-film", file.span).with("path", &file.value));
                None
            }
            Some((id, asset)) => {
                if let Some(size) = video.size.filter(|size| *size != asset.size) {
                    let diagnostic = Diagnostic::warning("video/other-size", file.span).with("path", &file.value);
                    all.push(diagnostic.with("size", size).with("found", asset.size));
                }
                Some(id)
            }
            None => {
                if video.url.is_none() {
                    let diagnostic = Diagnostic::warning("video/file-missing", file.span).with("path", &file.value);
                    all.push(
                        diagnostic.hint(Message::new("hint/put-film").with("path", self.folder.join(&file.value))),
                    );
                }
                None
            }
        }
    }

    fn in_media(&self, path: &str) -> Option<AssetId> {
        let path = self.folder.resolve(path.strip_prefix("media/").unwrap_or(path))?;
        self.by_path.get(&path).copied()
    }

    fn tracks(&self, listed: Vec<(Lang, Spanned<String>)>, all: &mut Vec<Diagnostic>) -> Vec<Track> {
        let mut tracks = Vec::new();
        for (lang, path) in listed {
            match self.in_media(&path.value) {
                Some(asset) if self.assets[asset.0 as usize].kind == AssetKind::Captions => {
                    tracks.push(Track { lang, asset });
                }
                Some(_) => all.push(Diagnostic::error("video/no-captions", path.span).with("path", &path.value)),
                None => all.push(self.missing(&self.folder.join(&path.value), path.span)),
            }
        }
        tracks
    }

    /// Adds the files beside a film that have its name: poster, captions, chapters and transcripts.
    fn companions(&self, stem: &SourcePath, film: &mut Film) {
        let prefix = format!("{stem}.");
        for (path, asset) in self.by_path.range(SourcePath::new(&prefix)..) {
            let Some(rest) = path.as_str().strip_prefix(&prefix) else { break };
            let parts: Vec<&str> = rest.split('.').collect();
            let kind = self.assets[asset.0 as usize].kind;
            match (kind, parts.as_slice()) {
                (AssetKind::Picture, [_]) => film.poster = film.poster.or(Some(*asset)),
                (AssetKind::Captions, [_]) => add_track(&mut film.captions, self.source.clone(), *asset),
                (AssetKind::Captions, [lang, _]) => {
                    Lang::parse(lang).into_iter().for_each(|lang| add_track(&mut film.captions, lang, *asset));
                }
                (AssetKind::Captions, [lang, "chapters", _]) => {
                    Lang::parse(lang).into_iter().for_each(|lang| add_track(&mut film.chapters, lang, *asset));
                }
                _ => {}
            }
        }
        for (path, document) in self.transcripts.range(SourcePath::new(&prefix)..) {
            let Some(rest) = path.as_str().strip_prefix(&prefix) else { break };
            let parts: Vec<&str> = rest.split('.').collect();
            let lang = match parts.as_slice() {
                [lang, _] => Lang::parse(lang),
                [_] => Some(self.source.clone()),
                _ => None,
            };
            if let Some(lang) = lang.filter(|lang| film.transcripts.iter().all(|other| other.lang != *lang)) {
                film.transcripts.push(Transcript { lang, text: unresolved(document.clone()) });
            }
        }
    }

    fn add_film(&mut self, mut film: Film) -> FilmId {
        let taken = |films: &[Film], name: &str| films.iter().any(|film| film.name == name);
        if taken(&self.films, &film.name) {
            let mut number = 2;
            while taken(&self.films, &format!("{}-{number}", film.name)) {
                number += 1;
            }
            film.name = format!("{}-{number}", film.name);
        }
        self.films.push(film);
        FilmId(u32::try_from(self.films.len() - 1).expect("a course has fewer than 2^32 films"))
    }

    fn use_film(&mut self, id: FilmId) -> FilmId {
        let film = &self.films[id.0 as usize];
        let tracks = film.captions.iter().chain(&film.chapters).map(|track| track.asset);
        let used: Vec<AssetId> = film.file.into_iter().chain(film.poster).chain(tracks).collect();
        for asset in used {
            self.mark(asset);
        }
        id
    }

    fn film_of_file(&mut self, file: AssetId, span: Span) -> FilmId {
        let listed = self.films.iter().position(|film| film.file == Some(file));
        let id = listed.and_then(|index| u32::try_from(index).ok()).map(FilmId).unwrap_or_else(|| {
            let asset = &self.assets[file.0 as usize];
            let stem = stem(&asset.path);
            let mut film = empty_film(named(stem.name()), span);
            film.file = Some(file);
            film.size = Some(asset.size);
            self.companions(&stem, &mut film);
            self.add_film(film)
        });
        self.use_film(id)
    }

    fn film_of_address(&mut self, url: &str, span: Span) -> FilmId {
        let key = film_key(url);
        let id = self.keys.get(&key).copied().unwrap_or_else(|| {
            let mut film = empty_film(named(&key), span);
            film.url = Some(url.into());
            let id = self.add_film(film);
            self.keys.insert(key, id);
            id
        });
        self.use_film(id)
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

fn named(text: &str) -> String {
    let name = slug(text, "en");
    if name.is_empty() { "film".to_owned() } else { name }
}

/// Returns a file's path without its ending.
fn stem(path: &SourcePath) -> SourcePath {
    SourcePath::new(path.as_str().rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem))
}

fn add_track(tracks: &mut Vec<Track>, lang: Lang, asset: AssetId) {
    if tracks.iter().all(|track| track.lang != lang) {
        tracks.push(Track { lang, asset });
    }
}

fn empty_film(name: String, span: Span) -> Film {
    Film {
        name,
        title: Localised::default(),
        file: None,
        url: None,
        poster: None,
        duration: None,
        size: None,
        sha256: None,
        captions: Vec::new(),
        chapters: Vec::new(),
        transcripts: Vec::new(),
        span,
    }
}

/// Returns a text whose links and media are not looked up yet.
pub(super) fn unresolved(document: Arc<Document>) -> Text {
    Text { document, links: Vec::new(), media: Vec::new(), banks: Vec::new() }
}
