//! What is answered.
//!
//! 1. Who asks is known, and only asks.
//! 2. A path is looked up in the tree of the last good site. No path of the disk is ever made of it.
//! 3. A page gets the script that keeps it current; everything else is answered as it is, in parts where asked.

use crate::fingerprint::Fingerprint;
use crate::host::answer::{self as answers, Found, find};
use crate::host::{Alarm, Peer, Reach, Visitor, is_page, visitor};
use crate::serve::author::Words;
use crate::serve::events;
use crate::serve::page::{self, OWN};
use crate::serve::shown::{self, Shown};
use crate::tree::{self, OutPath};
use crate::world::DiskWorld;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// What answers are made of.
pub(crate) struct House {
    pub(crate) world: DiskWorld,
    /// Hears that what is shown is no more what there is.
    pub(crate) alarm: Alarm,
    pub(crate) shown: Receiver<Shown>,
    pub(crate) reach: Reach,
    pub(crate) words: Words,
    /// The script that keeps pages current.
    pub(crate) script: String,
}

/// Answers a request.
pub(crate) async fn answer(
    State(house): State<Arc<House>>,
    ConnectInfo(Peer(peer)): ConnectInfo<Peer>,
    request: Request,
) -> Response {
    let (request, _) = request.into_parts();
    let response = match visitor(house.reach, peer, &request.uri, &request.headers) {
        None => answers::misdirected(),
        Some(_) if request.method != Method::GET && request.method != Method::HEAD => answers::only("GET, HEAD"),
        Some(visitor) => house.find(visitor, &request).await,
    };
    answers::guarded(response, &request.method)
}

impl House {
    async fn find(&self, visitor: Visitor, request: &Parts) -> Response {
        let (address, headers) = (request.uri.path(), &request.headers);
        if let Some(name) = address.strip_prefix(OWN) {
            return self.own(visitor, name, request);
        }
        // As it is at this moment, whatever is built meanwhile.
        let shown = self.shown.borrow().clone();
        let Some(site) = shown.site.clone() else {
            return self.instead(StatusCode::SERVICE_UNAVAILABLE, address, &shown);
        };
        let wanted = address.trim_start_matches('/').to_owned();
        // Pages are made when they are asked for.
        match tokio::task::spawn_blocking(move || find(&wanted, |path| site.file(path))).await {
            Ok(Ok(Found::File(path, body))) => self.file(&path, &body, headers).await,
            Ok(Ok(Found::Folder)) => answers::to_folder(address.trim_start_matches('/')),
            Ok(Ok(Found::Nothing)) => self.instead(StatusCode::NOT_FOUND, address, &shown),
            Ok(Err(_)) | Err(_) => self.instead(StatusCode::INTERNAL_SERVER_ERROR, address, &shown),
        }
    }

    fn own(&self, visitor: Visitor, name: &str, request: &Parts) -> Response {
        let (kind, text) = match name {
            "live.js" => ("text/javascript; charset=utf-8", self.script.as_str()),
            "live.css" => ("text/css; charset=utf-8", page::STYLE),
            "page.css" => ("text/css; charset=utf-8", page::PAGE_STYLE),
            "events" if request.method == Method::GET => {
                let events = events::events(self.shown.clone(), visitor, request.uri.query().unwrap_or_default());
                return ([(header::CONTENT_TYPE, "text/event-stream")], events).into_response();
            }
            _ => return StatusCode::NOT_FOUND.into_response(),
        };
        let version = Fingerprint::of(text.as_bytes()).short();
        answers::text(kind, text.as_bytes().to_vec(), &version, &request.headers)
    }

    /// Answers with a page that says why there is none.
    fn instead(&self, status: StatusCode, address: &str, shown: &Shown) -> Response {
        let key = match (&shown.site, shown.told.is_empty()) {
            (Some(_), _) => "gone",
            (None, true) => "making",
            (None, false) => "broken",
        };
        let link = shown.site.is_some().then_some("/");
        let wanted = address.trim_start_matches('/');
        let path =
            if wanted.is_empty() || wanted.ends_with('/') { format!("{wanted}index.html") } else { wanted.to_owned() };
        let page = page::instead(&self.words, OutPath::new(&path).as_ref().map_or("", OutPath::as_str), key, link);
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
    }

    async fn file(&self, path: &OutPath, body: &tree::Body, headers: &HeaderMap) -> Response {
        match body {
            tree::Body::Bytes(bytes) if is_page(path) => {
                let tag = shown::tag(bytes);
                answers::page(page::alive(bytes, path.as_str(), &tag), &tag, headers)
            }
            body => answers::file(&self.world, &self.alarm, path, body, headers).await,
        }
    }
}
