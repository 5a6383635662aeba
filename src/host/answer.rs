//! Answers of files: found by their address among the files of a site, told by their version, whole or in part.

use crate::fingerprint::Fingerprint;
use crate::host::body::{self, Alarm};
use crate::host::kinds;
use crate::host::range::{self, Asked};
use crate::tree::{self, OutPath};
use crate::world::{DiskWorld, World};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::ops::Range;

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

/// Returns an answer as it leaves: guarded, and without its body where only its head was asked for.
pub(crate) fn guarded(mut response: Response, method: &Method) -> Response {
    for (name, value) in GUARDS {
        response.headers_mut().entry(*name).or_insert(HeaderValue::from_static(value));
    }
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

/// Answers whoever is not let in.
pub(crate) fn misdirected() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "This is not the place you asked for.\n").into_response()
}

/// Answers whoever wants to do more than these methods.
pub(crate) fn only(methods: &'static str) -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, methods)]).into_response()
}

/// What stands at an address.
pub(crate) enum Found {
    /// A file.
    File(OutPath, tree::Body),
    /// A folder that was asked for as a file.
    Folder,
    /// Nothing.
    Nothing,
}

/// Finds what stands at an address, without the slash that it begins with; `file` knows the files of the site.
///
/// # Errors
/// What `file` fails with.
pub(crate) fn find<E>(wanted: &str, file: impl Fn(&OutPath) -> Result<Option<tree::Body>, E>) -> Result<Found, E> {
    let get = |address: &str| {
        let path = OutPath::new(address);
        let body = path.as_ref().map_or(Ok(None), &file)?;
        Ok::<_, E>(path.zip(body))
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

/// Leads to a folder that was asked for as a file: the links of its page are relative to the folder.
pub(crate) fn to_folder(wanted: &str) -> Response {
    let to = HeaderValue::from_str(&format!("/{wanted}/")).expect("such a path holds only safe letters");
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

/// Answers with a file, or the part of it that is asked for; `alarm` hears where its source is no more what it was.
pub(crate) async fn file(
    world: &DiskWorld,
    alarm: &Alarm,
    path: &OutPath,
    body: &tree::Body,
    headers: &HeaderMap,
) -> Response {
    let version = version(world, body);
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
    match body::part(world, alarm, body, part.clone()).await {
        Ok(bytes) => with_headers(status, kinds::media_type(path), &version, part, size, bytes),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Answers with a page.
pub(crate) fn page(bytes: Vec<u8>, version: &str, headers: &HeaderMap) -> Response {
    text("text/html; charset=utf-8", bytes, version, headers)
}

/// Answers with a text of ours, or that it is what the browser has.
pub(crate) fn text(kind: &str, bytes: Vec<u8>, version: &str, headers: &HeaderMap) -> Response {
    if is_same(headers, header::IF_NONE_MATCH, version) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, quoted(version))]).into_response();
    }
    let size = bytes.len() as u64;
    let mut response = with_headers(StatusCode::OK, kind, version, 0..size, size, Body::from(bytes));
    response.headers_mut().remove(header::ACCEPT_RANGES);
    response
}

/// Returns what tells a body from the one that had its name before.
fn version(world: &DiskWorld, body: &tree::Body) -> String {
    match body {
        tree::Body::Bytes(bytes) => Fingerprint::of(bytes).short(),
        tree::Body::Kept(kept) => kept.fingerprint().short(),
        tree::Body::File { source, size } | tree::Body::Pieces { source, whole: size, .. } => {
            let modified = world.entry(source).ok().and_then(|entry| entry.modified);
            format!("{size:x}-{:x}", modified.unwrap_or_default())
        }
    }
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

fn quoted(version: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("hexadecimal digits make a header")
}

/// Tells whether a condition names this version (RFC 9110, section 13.1).
fn is_same(headers: &HeaderMap, condition: HeaderName, version: &str) -> bool {
    let named = headers.get(condition).and_then(|value| value.to_str().ok()).unwrap_or_default();
    named.split(',').any(|one| one.trim().trim_start_matches("W/").trim_matches('"') == version)
}
