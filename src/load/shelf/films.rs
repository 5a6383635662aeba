//! Films and sounds: what `videos.yaml` lists, what lessons show, and the files beside them.

use crate::diagnostic::{Diagnostic, Message};
use crate::load::address::{self, Address};
use crate::load::shelf::{Shelf, film_key, unresolved};
use crate::locale::Lang;
use crate::model::{AssetId, AssetKind, Film, FilmId, Listed, Localised, Track, Transcript};
use crate::parse::Video;
use crate::span::{SourcePath, Span, Spanned};
use crate::tree::slug;

impl Shelf {
    /// Adds a film of `videos.yaml`.
    pub(in crate::load) fn add_video(&mut self, video: Video, all: &mut Vec<Diagnostic>) {
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
        film.size = film.size.or(video.size.map(|size| size.value));
        film.duration = video.duration.map(|duration| duration.value);
        film.listed = Listed {
            file: video.file.as_ref().and_then(|file| Some(Spanned::new(self.media_path(&file.value)?, file.span))),
            size: video.size,
            sha256: video.sha256,
            duration: video.duration,
        };
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
                if let Some(size) = video.size.filter(|size| size.value != asset.size) {
                    let diagnostic = Diagnostic::warning("video/other-size", size.span).with("path", &file.value);
                    all.push(diagnostic.with("size", size.value).with("found", asset.size));
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
        self.by_path.get(&self.media_path(path)?).copied()
    }

    fn media_path(&self, path: &str) -> Option<SourcePath> {
        self.folder.resolve(path.strip_prefix("media/").unwrap_or(path))
    }

    fn tracks(&self, listed: Vec<(Lang, Spanned<String>)>, all: &mut Vec<Diagnostic>) -> Vec<Track> {
        let mut tracks = Vec::new();
        for (lang, path) in listed {
            match self.in_media(&path.value) {
                Some(asset) if self.assets[asset.0 as usize].kind == AssetKind::Captions => {
                    tracks.push(Track { lang, asset, cues: Vec::new() });
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

    pub(super) fn use_film(&mut self, id: FilmId) -> FilmId {
        let film = &self.films[id.0 as usize];
        let tracks = film.captions.iter().chain(&film.chapters).map(|track| track.asset);
        let used: Vec<AssetId> = film.file.into_iter().chain(film.poster).chain(tracks).collect();
        for asset in used {
            self.mark(asset);
        }
        id
    }

    pub(super) fn film_of_file(&mut self, file: AssetId, span: Span) -> FilmId {
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

    pub(super) fn film_of_address(&mut self, url: &str, span: Span) -> FilmId {
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
        tracks.push(Track { lang, asset, cues: Vec::new() });
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
        listed: Listed::default(),
        captions: Vec::new(),
        chapters: Vec::new(),
        transcripts: Vec::new(),
        span,
    }
}
