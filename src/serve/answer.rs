//! What is answered.
//!
//! 1. Who asks is known, and only asks: `door`.
//! 2. A path is looked up in the tree of the last good site. No path of the disk is ever made of it.
//! 3. A page gets the script that keeps it current; everything else is answered as it is, in parts where asked.

use crate::fingerprint::Fingerprint;
use crate::pipeline::PreviewSite;
use crate::render::RenderError;
use crate::serve::author::Words;
use crate::serve::bell::Bell;
use crate::serve::door::{self, Visitor};
use crate::serve::kinds;
use crate::serve::page::{self, OWN};
use crate::serve::range::{self, Asked};
use crate::serve::reach::Reach;
use crate::serve::shown::{self, Shown};
use crate::serve::{body, events};
use crate::tree::{self, OutPath};
use crate::world::{DiskWorld, World};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// What answers are made of.
pub(crate) struct House {
    pub(crate) world: DiskWorld,
    pub(crate) bell: Arc<Bell>,
    pub(crate) shown: Receiver<Shown>,
    pub(crate) reach: Reach,
    pub(crate) words: Words,
    /// The script that keeps pages current.
    pub(crate) script: String,
}

/// What every answer says of itself: nobody else's page may hold it, read it, or guess what it is.
const GUARDS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    ("content-security-policy", "frame-ancestors 'self'"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-cache"),
];

/// Answers a request.
pub(crate) async fn answer(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (request, _) = request.into_parts();
    let mut response = match door::visitor(house.reach, peer, &request.uri, &request.headers) {
        None => (StatusCode::MISDIRECTED_REQUEST, "This is not the place you asked for.\n").into_response(),
        Some(_) if request.method != Method::GET && request.method != Method::HEAD => {
            (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response()
        }
        Some(visitor) => house.find(visitor, &request).await,
    };
    for (name, value) in GUARDS {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    if request.method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
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
        match tokio::task::spawn_blocking(move || find(&site, &wanted)).await {
            Ok(Ok(Found::File(path, body))) => self.file(&path, &body, headers).await,
            // Its links are relative to the folder.
            Ok(Ok(Found::Folder)) => {
                let wanted = address.trim_start_matches('/');
                let to = HeaderValue::from_str(&format!("/{wanted}/")).expect("such a path holds only safe letters");
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
            }
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
        plain(kind, text.as_bytes().to_vec(), &version, &request.headers)
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
        let kind = kinds::media_type(path);
        if let (true, tree::Body::Bytes(bytes)) = (kinds::is_page(path), body) {
            let tag = shown::tag(bytes);
            return plain(kind, page::alive(bytes, path.as_str(), &tag), &tag, headers);
        }
        let version = self.version(body);
        if is_same(headers, header::IF_NONE_MATCH, &version) {
            return (StatusCode::NOT_MODIFIED, [(header::ETAG, quoted(&version))]).into_response();
        }
        let size = body.size();
        // A part of another version is of no use to whoever has parts of this one.
        let is_current = !headers.contains_key(header::IF_RANGE) || is_same(headers, header::IF_RANGE, &version);
        let wanted = headers.get(header::RANGE).filter(|_| is_current).and_then(|value| value.to_str().ok());
        let (status, part) = match range::asked(wanted, size) {
            Asked::Whole => (StatusCode::OK, 0..size),
            Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
            Asked::Beyond => {
                let all = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
                return (StatusCode::RANGE_NOT_SATISFIABLE, all).into_response();
            }
        };
        match body::part(&self.world, &self.bell, body, part.clone()).await {
            Ok(bytes) => with_headers(status, kind, &version, part, size, bytes),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }

    /// Returns what tells a body from the one that had its name before.
    fn version(&self, body: &tree::Body) -> String {
        match body {
            tree::Body::Bytes(bytes) => Fingerprint::of(bytes).short(),
            tree::Body::Kept(kept) => kept.fingerprint().short(),
            tree::Body::File { source, size } | tree::Body::Pieces { source, whole: size, .. } => {
                let modified = self.world.entry(source).ok().and_then(|entry| entry.modified);
                format!("{size:x}-{:x}", modified.unwrap_or_default())
            }
        }
    }
}

/// What stands at an address.
enum Found {
    File(OutPath, tree::Body),
    /// A folder that was asked for as a file.
    Folder,
    Nothing,
}

fn find(site: &PreviewSite, wanted: &str) -> Result<Found, RenderError> {
    let get = |address: &str| {
        let path = OutPath::new(address);
        let body = path.as_ref().map_or(Ok(None), |path| site.file(path))?;
        Ok::<_, RenderError>(path.zip(body))
    };
    let folder = wanted.trim_end_matches('/');
    let is_folder = wanted.is_empty() || wanted.ends_with('/');
    if !is_folder && let Some((path, body)) = get(wanted)? {
        return Ok(Found::File(path, body));
    }
    let door = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
    Ok(match get(&door)? {
        Some((path, body)) if is_folder => Found::File(path, body),
        Some(_) => Found::Folder,
        None => Found::Nothing,
    })
}

fn with_headers(status: StatusCode, kind: &str, version: &str, part: Range<u64>, size: u64, body: Body) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::ETAG, quoted(version));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&range).expect("digits make a header"));
    }
    response
}

/// Answers with a text of ours, or that it is what the browser has.
fn plain(kind: &str, bytes: Vec<u8>, version: &str, headers: &HeaderMap) -> Response {
    if is_same(headers, header::IF_NONE_MATCH, version) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, quoted(version))]).into_response();
    }
    let size = bytes.len() as u64;
    let mut response = with_headers(StatusCode::OK, kind, version, 0..size, size, Body::from(bytes));
    response.headers_mut().remove(header::ACCEPT_RANGES);
    response
}

fn quoted(version: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("hexadecimal digits make a header")
}

/// Tells whether a condition names this version (RFC 9110, section 13.1).
fn is_same(headers: &HeaderMap, condition: HeaderName, version: &str) -> bool {
    let named = headers.get(condition).and_then(|value| value.to_str().ok()).unwrap_or_default();
    named.split(',').any(|one| one.trim().trim_start_matches("W/").trim_matches('"') == version)
}
