//! What the trainer alone may do, beside looking at the board: correct a learner's name, take somebody out of the class,
//! take all results along.

use crate::class::answer::House;
use crate::class::event::Event;
use crate::class::folder;
use crate::class::intake::{bearer, is_json, read, refused, said};
use crate::class::message::line;
use crate::class::secret;
use crate::host::Visitor;
use crate::output::zip_of;
use crate::tree::OutPath;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// So many bytes a decision of the trainer takes.
const MOST: usize = 4 * 1024;

/// What the trainer decides about a learner.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    learner: String,
    /// The right name, where it was wrong.
    #[serde(default)]
    name: Option<String>,
}

/// Tells whether the trainer asks: whoever sits at this computer, or knows the trainer's key.
pub(crate) fn is_one(house: &House, visitor: Visitor, headers: &HeaderMap) -> bool {
    let key = house.register.look().key.clone();
    visitor == Visitor::Owner || bearer(headers).is_some_and(|given| !key.is_empty() && secret::same(given, &key))
}

/// Takes a decision: `correct` or `remove`.
pub(crate) async fn take(house: &House, visitor: Visitor, what: &str, headers: &HeaderMap, body: Body) -> Response {
    if !is_one(house, visitor, headers) {
        return refused(StatusCode::UNAUTHORIZED, "key");
    }
    if !is_json(headers) {
        return refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "kind");
    }
    let bytes = match read(body, MOST).await {
        Ok(bytes) => bytes,
        Err(refusal) => return refusal,
    };
    let at = (house.now)();
    let event = match (what, serde_json::from_slice::<Decision>(&bytes)) {
        ("remove", Ok(Decision { learner, name: None })) => Event::Removed { at, learner },
        ("correct", Ok(Decision { learner, name: Some(name) })) => match line(&name) {
            name if name.is_empty() => return refused(StatusCode::UNPROCESSABLE_ENTITY, "name"),
            name => Event::Named { at, learner, name },
        },
        _ => return refused(StatusCode::BAD_REQUEST, "message"),
    };
    let (Event::Removed { learner, .. } | Event::Named { learner, .. }) = &event else { unreachable!("made above") };
    if !house.register.look().learners.contains_key(learner) {
        return refused(StatusCode::NOT_FOUND, "learner");
    }
    match house.desk.write(event, None).await {
        Ok(()) => said(json!({ "done": true })),
        Err(_) => refused(StatusCode::INSUFFICIENT_STORAGE, "disk"),
    }
}

/// Answers with all result files of the learners who are in the class, as one zip.
pub(crate) async fn results(house: &House, visitor: Visitor, headers: &HeaderMap) -> Response {
    if !is_one(house, visitor, headers) {
        return refused(StatusCode::UNAUTHORIZED, "key");
    }
    let files: BTreeSet<String> =
        house.register.look().learners.values().flat_map(|learner| learner.files.iter().cloned()).collect();
    let folder = house.folder.clone();
    let Ok(Ok(bytes)) = tokio::task::spawn_blocking(move || zip(&folder, &files)).await else {
        return refused(StatusCode::SERVICE_UNAVAILABLE, "disk");
    };
    let mut response = ([(header::CONTENT_TYPE, "application/zip")], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"results.zip\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Returns a zip of result files, in the order of their names; those that somebody took away are not in it.
fn zip(folder: &Path, files: &BTreeSet<String>) -> io::Result<Vec<u8>> {
    let mut broken = None;
    let texts = files.iter().filter_map(|name| match (OutPath::new(name), folder::read(folder, name)) {
        (Some(path), Ok(bytes)) => Some((path, bytes)),
        (_, Err(error)) if error.source.kind() != io::ErrorKind::NotFound => {
            broken = Some(error.source);
            None
        }
        _ => None,
    });
    let zip = zip_of(texts)?;
    broken.map_or(Ok(zip), Err)
}
