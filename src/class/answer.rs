//! What is answered.
//!
//! 1. Whoever names us by an address may read the courses: a path is looked up among the files of the site, never on
//!    the disk.
//! 2. Whoever joined by the PIN may write what they did, and nothing else: `intake.rs`.
//! 3. Only the trainer sees the board and changes what stands there: whoever sits at this computer, or knows the
//!    trainer's key (`trainer.rs`).

use crate::class::board::{self, Room};
use crate::class::clerk::{Desk, News, Shared};
use crate::class::page::{self, OWN};
use crate::class::site::{EditionView, Site};
use crate::class::tries::{Left, Tries};
use crate::class::{intake, trainer};
use crate::fingerprint::Fingerprint;
use crate::host::answer::{self as answers, Found, find};
use crate::host::{Alarm, Peer, Reach, Visitor, addresses, is_page, visitor};
use crate::tree::{Body, OutPath};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch::Receiver;

/// So long a board waits for news before it is told that there is none.
const PATIENCE: Duration = Duration::from_secs(20);

/// So many bytes of what was made are kept: hundreds of lessons.
const MOST_MADE: usize = 64 * 1024 * 1024;

/// What answers are made of.
pub(crate) struct House {
    pub(crate) site: Site,
    pub(crate) editions: Vec<EditionView>,
    /// What was asked for already.
    pub(crate) made: Mutex<Made>,
    /// The learner's script by language.
    pub(crate) scripts: BTreeMap<String, String>,
    pub(crate) board_page: String,
    pub(crate) board_script: String,
    pub(crate) reach: Reach,
    pub(crate) port: u16,
    pub(crate) register: Shared,
    pub(crate) desk: Desk,
    pub(crate) news: Receiver<News>,
    pub(crate) tries: Mutex<Tries>,
    /// What each phone that joined may still send, by its mark.
    pub(crate) paces: Mutex<BTreeMap<String, Left>>,
    /// Tells the time, in seconds since 1970-01-01.
    pub(crate) now: fn() -> u64,
    /// What tells this run of the program from others.
    pub(crate) run: String,
    /// The folder of the class.
    pub(crate) folder: PathBuf,
}

/// Answers a request.
pub(crate) async fn answer(
    State(house): State<Arc<House>>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    request: Request,
) -> Response {
    let (request, body) = request.into_parts();
    let is_reading = request.method == Method::GET || request.method == Method::HEAD;
    let response = match visitor(house.reach, peer, &request.uri, &request.headers) {
        None => answers::misdirected(),
        Some(visitor) => match request.uri.path().strip_prefix(OWN) {
            Some(name @ ("join" | "state" | "result" | "mine")) if request.method == Method::POST => {
                intake::take(&house, name, peer.ip(), &request.headers, body).await
            }
            Some(name @ ("correct" | "remove")) if request.method == Method::POST => {
                trainer::take(&house, visitor, name, &request.headers, body).await
            }
            Some("join" | "state" | "result" | "mine" | "correct" | "remove") => answers::only("POST"),
            _ if !is_reading => answers::only("GET, HEAD"),
            Some(name) => house.own(visitor, name, &request).await,
            None => Arc::clone(&house).of_site(request.uri.path(), &request.headers).await,
        },
    };
    answers::guarded(response, &request.method)
}

impl House {
    async fn of_site(self: Arc<Self>, address: &str, headers: &HeaderMap) -> Response {
        let wanted = address.trim_start_matches('/').to_owned();
        let house = Arc::clone(&self);
        // Pages are made, and files are read, where nobody else has to wait.
        let found = tokio::task::spawn_blocking(move || house.find(&wanted)).await;
        let Ok(found) = found else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        match &*found {
            Standing::Page(bytes, version) => answers::page(bytes.clone(), version, headers),
            Standing::File(path, body) => {
                let alarm: Alarm = Arc::new(|| ());
                answers::file(&self.site.world, &alarm, path, body, headers).await
            }
            Standing::Folder => answers::to_folder(address.trim_start_matches('/')),
            Standing::Nothing => StatusCode::NOT_FOUND.into_response(),
        }
    }

    /// Returns what stands at an address. One is made at a time, and once: sixty phones ask for the same page in one
    /// breath.
    fn find(&self, wanted: &str) -> Arc<Standing> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.all.get(wanted) {
            return Arc::clone(known);
        }
        let found = Arc::new(self.look_up(wanted));
        let size = match &*found {
            Standing::Page(bytes, _) | Standing::File(_, Body::Bytes(bytes)) if self.site.is_made() => bytes.len(),
            _ => return found,
        };
        if made.size + size <= MOST_MADE {
            made.size += size;
            made.all.insert(wanted.to_owned(), Arc::clone(&found));
        }
        found
    }

    fn look_up(&self, wanted: &str) -> Standing {
        match find(wanted, |path| Ok::<_, ()>(self.site.file(path))) {
            Ok(Found::File(path, body)) if is_page(&path) => match self.site.page(body) {
                Ok(bytes) => {
                    let page = page::joined(&bytes, &self.editions);
                    let version = Fingerprint::of(&page).short();
                    Standing::Page(page, version)
                }
                Err(_) => Standing::Nothing,
            },
            Ok(Found::File(path, body)) => Standing::File(path, body),
            Ok(Found::Folder) => Standing::Folder,
            Ok(Found::Nothing) | Err(()) => Standing::Nothing,
        }
    }

    async fn own(&self, visitor: Visitor, name: &str, request: &Parts) -> Response {
        let (kind, text) = match name {
            "learner.css" => ("text/css; charset=utf-8", page::LEARNER_STYLE),
            "board.css" => ("text/css; charset=utf-8", page::BOARD_STYLE),
            "board.js" => ("text/javascript; charset=utf-8", self.board_script.as_str()),
            // The page alone tells nothing.
            "board" => ("text/html; charset=utf-8", self.board_page.as_str()),
            "board.json" => return self.board(visitor, request).await,
            "results.zip" => return trainer::results(self, visitor, &request.headers).await,
            name => match name.strip_prefix("learner-").and_then(|name| name.strip_suffix(".js")) {
                Some(lang) => ("text/javascript; charset=utf-8", self.script(lang)),
                None => return StatusCode::NOT_FOUND.into_response(),
            },
        };
        let version = Fingerprint::of(text.as_bytes()).short();
        answers::text(kind, text.as_bytes().to_vec(), &version, &request.headers)
    }

    /// Returns the learner's script in a language, else in the base of it, else in English.
    fn script(&self, lang: &str) -> &str {
        let base = lang.split('-').next().unwrap_or_default();
        let found = [lang, base, "en"].into_iter().find_map(|lang| self.scripts.get(lang));
        found.map_or("", String::as_str)
    }

    async fn board(&self, visitor: Visitor, request: &Parts) -> Response {
        if !trainer::is_one(self, visitor, &request.headers) {
            return intake::refused(StatusCode::UNAUTHORIZED, "key");
        }
        let query = request.uri.query().unwrap_or_default();
        let known = board::known(query.strip_prefix("since=").unwrap_or_default(), &self.run);
        let mut news = self.news.clone();
        if known > 0 && request.method == Method::GET {
            let is_new = news.wait_for(|news| news.version != known);
            // Without news it is told the time, and who has been silent.
            drop(tokio::time::timeout(PATIENCE, is_new).await);
        }
        let room = Room {
            now: (self.now)(),
            run: &self.run,
            addresses: addresses(self.reach, self.port),
            editions: &self.editions,
            folder: &self.folder,
        };
        let news = *news.borrow();
        let told = board::told(&self.register.look(), room, news, known);
        let mut response = ([(header::CONTENT_TYPE, "application/json")], told).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Pages and scripts of a library that were made already, by their addresses.
#[derive(Default)]
pub(crate) struct Made {
    all: BTreeMap<String, Arc<Standing>>,
    size: usize,
}

/// What stands at an address.
enum Standing {
    /// A page, and what tells it from others.
    Page(Vec<u8>, String),
    File(OutPath, Body),
    Folder,
    Nothing,
}
