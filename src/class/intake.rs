//! What phones may write: that somebody joins, what they did, their results. Nothing else, and each only what is theirs.
//!
//! 1. A message is small, JSON, and comes as often as people work.
//! 2. Whoever joins knows the PIN, which can be tried a few times; afterwards the phone's token says who it is.
//! 3. Nobody is told "taken" before it is on the disk.

use crate::class::answer::House;
use crate::class::event::Event;
use crate::class::message::{Join, MOST_KEYS, MOST_OF_JOIN, MOST_OF_QUESTION, MOST_OF_RESULT, MOST_OF_STATE, State};
use crate::class::register::Register;
use crate::class::site::EditionView;
use crate::class::tries::{Allowance, Left, Tried};
use crate::class::{received, secret};
use crate::fingerprint::Fingerprint;
use crate::results::day_text;
use crate::world::Day;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::PoisonError;
use std::time::Duration;
use tokio::time::Instant;

/// So long a message may be on its way.
const PATIENCE: Duration = Duration::from_secs(15);
/// So many messages a phone sends.
const PACE: Allowance = Allowance { at_once: 60, then_each: Duration::from_millis(400) };
/// So many of them are results, which are larger.
const PACE_OF_RESULTS: Allowance = Allowance { at_once: 20, then_each: Duration::from_secs(3) };
/// So many learners join from one address: a whole class, where a router stands between.
const PACE_OF_JOINS: Allowance = Allowance { at_once: 80, then_each: Duration::from_secs(15) };
/// So many learners a class has, and so many phones each of them.
const MOST_LEARNERS: usize = 1_000;
const MOST_PHONES: usize = 20;
/// So many signs the id of a learner's results has, and their code.
const ID: usize = 8;
const CODE: usize = 6;
/// So many bytes of the journal are one learner's: hundreds of times what a long course needs.
const MOST_OF_LEARNER: usize = 16 * 1024 * 1024;

/// Answers a message.
pub(crate) async fn take(house: &House, name: &str, phone: IpAddr, headers: &HeaderMap, body: Body) -> Response {
    if !is_json(headers) {
        return refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "kind");
    }
    let mark = bearer(headers).map(secret::mark);
    // Before anything of it is read: only a phone that joined may send much.
    let own = match (name, &mark) {
        ("join", _) => None,
        (_, Some(mark)) => match sender(house, mark) {
            Ok(own) => Some(own),
            Err(why) => return refused(StatusCode::UNAUTHORIZED, why),
        },
        (_, None) => return refused(StatusCode::UNAUTHORIZED, "unknown"),
    };
    let wait = own.as_ref().and_then(|own| match name {
        "result" => too_often(house, format!("result {}", own.phone), PACE_OF_RESULTS),
        _ => too_often(house, own.phone.clone(), PACE),
    });
    if let Some(wait) = wait {
        return later(wait);
    }
    let most = match name {
        "join" => MOST_OF_JOIN,
        "state" => MOST_OF_STATE,
        "mine" => MOST_OF_QUESTION,
        _ => MOST_OF_RESULT,
    };
    let bytes = match read(body, most).await {
        Ok(bytes) => bytes,
        Err(refusal) => return refusal,
    };
    match (name, own) {
        ("state", Some(own)) => state(house, own, &bytes).await,
        ("result", Some(own)) => result(house, own, bytes.into()).await,
        ("mine", Some(own)) => mine(house, &own),
        _ => join(house, phone, &bytes).await,
    }
}

/// Tells whether a message says that it is JSON: a page of another site cannot say so unasked.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().map(str::trim) == Some("application/json")
}

/// Reads a message of at most so many bytes.
///
/// # Errors
/// With the answer to one that is larger, or too long on its way.
pub(crate) async fn read(body: Body, most: usize) -> Result<Bytes, Response> {
    match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(refused(StatusCode::PAYLOAD_TOO_LARGE, "large")),
        Err(_) => Err(refused(StatusCode::REQUEST_TIMEOUT, "slow")),
    }
}

/// A phone that joined.
struct Sender {
    phone: String,
    learner: String,
}

/// Returns whose phone has this mark, or the word for the page why it is nobody's.
fn sender(house: &House, mark: &str) -> Result<Sender, &'static str> {
    let register = house.register.look();
    match register.phones.get(mark) {
        Some(phone) => Ok(Sender { phone: mark.to_owned(), learner: phone.learner.clone() }),
        None if register.dismissed.contains(mark) => Err("removed"),
        None => Err("unknown"),
    }
}

/// Counts one more of something by its name; tells how long there is to wait where that is too often.
fn too_often(house: &House, name: String, of: Allowance) -> Option<Duration> {
    let now = Instant::now();
    let mut paces = house.paces.lock().unwrap_or_else(PoisonError::into_inner);
    paces.entry(name).or_insert_with(|| Left::whole(of, now)).take(of, now)
}

async fn join(house: &House, address: IpAddr, bytes: &[u8]) -> Response {
    let Some(join) = Join::read(bytes) else { return refused(StatusCode::BAD_REQUEST, "message") };
    let code = join.code.as_deref().map(secret::typed);
    let (is_right, known) = {
        let register = house.register.look();
        let is_pin = secret::same(&secret::typed(&join.pin), &register.pin);
        let known = code.as_deref().map(|code| register.by_code(code).cloned());
        (is_pin && known != Some(None), known.flatten())
    };
    let tried = house.tries.lock().unwrap_or_else(PoisonError::into_inner).count(address, is_right, Instant::now());
    match tried {
        Tried::Wait(wait) => return later(wait),
        Tried::Wrong => return refused(StatusCode::FORBIDDEN, "pin"),
        Tried::Right => {}
    }
    let phone = secret::mark(&join.phone);
    let at = (house.now)();
    let event = match known {
        Some(learner) => match house.register.look().learners.get(&learner).map(|learner| learner.phones) {
            Some(phones) if phones >= MOST_PHONES => return refused(StatusCode::FORBIDDEN, "full"),
            _ => Event::Continued { at, learner, phone: phone.clone() },
        },
        None => {
            let Some(name) = join.name() else { return refused(StatusCode::UNPROCESSABLE_ENTITY, "name") };
            if let Some(wait) = too_often(house, format!("join {address}"), PACE_OF_JOINS) {
                return later(wait);
            }
            if house.register.look().learners.len() >= MOST_LEARNERS {
                return refused(StatusCode::FORBIDDEN, "full");
            }
            let Ok((learner, code)) = new_names(house, join.learner.as_deref()) else {
                return refused(StatusCode::INTERNAL_SERVER_ERROR, "chance");
            };
            Event::Joined { at, learner, code, name, fields: join.fields(), words: join.words, phone: phone.clone() }
        }
    };
    if house.desk.write(event, None).await.is_err() {
        return refused(StatusCode::INSUFFICIENT_STORAGE, "disk");
    }
    welcome(house, &phone)
}

/// Returns an id and a code that nobody has; the id is the one that the phone's results had before, where that is free.
fn new_names(house: &House, wanted: Option<&str>) -> std::io::Result<(String, String)> {
    let register = house.register.look();
    let is_free = |id: &str| secret::is_code(id, ID) && !register.learners.contains_key(id);
    let mut id = wanted.unwrap_or_default().to_owned();
    while !is_free(&id) {
        id = secret::signs(ID)?;
    }
    let mut code = secret::signs(CODE)?;
    while register.by_code(&code).is_some() {
        code = secret::signs(CODE)?;
    }
    Ok((id, code))
}

/// Tells a phone who it belongs to, and gives back what its learner did.
fn welcome(house: &House, phone: &str) -> Response {
    let register = house.register.look();
    let Some(known) = register.phones.get(phone) else {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "lost");
    };
    let (id, Some(learner)) = (&known.learner, register.learners.get(&known.learner)) else {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "lost");
    };
    let states: serde_json::Map<String, Value> =
        learner.courses.iter().map(|(id, course)| (id.clone(), json!(course.state))).collect();
    said(json!({
        "learner": id, "code": learner.code, "name": learner.name, "fields": learner.fields, "words": learner.words,
        "number": known.number, "states": states,
    }))
}

/// Says how it stands with a phone that has nothing to send.
fn mine(house: &House, own: &Sender) -> Response {
    let register = house.register.look();
    let number = register.phones.get(&own.phone).map_or(0, |phone| phone.number);
    taken(&register, &own.learner, json!({ "number": number }))
}

async fn state(house: &House, own: Sender, bytes: &[u8]) -> Response {
    let Some(state) = State::read(bytes) else { return refused(StatusCode::BAD_REQUEST, "message") };
    if !house.editions.iter().any(|edition| edition.course == state.course && edition.lang == state.lang) {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "course");
    }
    let mark = Fingerprint::of(bytes).short();
    {
        let register = house.register.look();
        let Some(phone) = register.phones.get(&own.phone) else { return refused(StatusCode::UNAUTHORIZED, "unknown") };
        if state.number == phone.number && mark == phone.mark {
            return taken(&register, &own.learner, json!({ "number": phone.number }));
        }
        if state.number <= phone.number {
            // Another window of this phone was quicker: the message comes again under a number of its own.
            return (StatusCode::CONFLICT, said(json!({ "number": phone.number }))).into_response();
        }
        let learner = register.learners.get(&own.learner);
        let course = learner.and_then(|learner| learner.courses.get(&state.course));
        let keys = course.map_or(0, |course| course.state.len()) + state.patch.len();
        let written = learner.map_or(0, |learner| learner.written) + bytes.len();
        if keys > MOST_KEYS || written > MOST_OF_LEARNER {
            return refused(StatusCode::PAYLOAD_TOO_LARGE, "large");
        }
    }
    let (number, learner) = (state.number, own.learner);
    let event = Event::State {
        at: (house.now)(),
        phone: own.phone,
        number,
        mark,
        course: state.course,
        lang: state.lang,
        patch: state.patch,
    };
    match house.desk.write(event, None).await {
        Ok(()) => taken(&house.register.look(), &learner, json!({ "number": number })),
        Err(_) => refused(StatusCode::INSUFFICIENT_STORAGE, "disk"),
    }
}

async fn result(house: &House, own: Sender, bytes: Vec<u8>) -> Response {
    let Some(received) = received::read(&bytes) else { return refused(StatusCode::BAD_REQUEST, "result") };
    if received.learner.id != own.learner {
        return refused(StatusCode::FORBIDDEN, "learner");
    }
    let is_own = |edition: &&EditionView| {
        edition.course == received.course.id && Some(&edition.lang) == received.course.language.as_ref()
    };
    let Some(edition) = house.editions.iter().find(is_own) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "course");
    };
    let at = (house.now)();
    // Of names that are ours alone: the course and language are those of the site, the learner's id is ours.
    let day = day_text(Day::in_utc(u32::try_from(at).unwrap_or_default()));
    let file = format!("{}-{}-{day}-{}.alforja.json", edition.course, edition.lang, own.learner);
    let event = Event::Result {
        at,
        learner: own.learner.clone(),
        course: edition.course.clone(),
        lang: edition.lang.clone(),
        file: file.clone(),
        completed: received.standing.completed,
        passed: received.standing.passed,
        score: received.standing.score,
    };
    match house.desk.write(event, Some((file, bytes))).await {
        Ok(()) => taken(&house.register.look(), &own.learner, json!({ "kept": true })),
        Err(_) => refused(StatusCode::INSUFFICIENT_STORAGE, "disk"),
    }
}

/// Says that a message is taken; a phone whose learner's name the trainer corrected hears that too.
fn taken(register: &Register, learner: &str, mut answer: Value) -> Response {
    if let Some(known) = register.learners.get(learner).filter(|known| known.corrected.is_some()) {
        answer["name"] = json!(known.name);
        answer["fields"] = json!(known.fields);
    }
    said(answer)
}

/// Returns what an `Authorization` header gives (RFC 6750, section 2.1).
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").filter(|token| token.len() <= 100)
}

pub(crate) fn said(value: Value) -> Response {
    let mut response = ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Answers that something is not taken, with a word for the page.
pub(crate) fn refused(status: StatusCode, why: &str) -> Response {
    (status, said(json!({ "why": why }))).into_response()
}

fn later(wait: Duration) -> Response {
    let seconds = wait.as_secs() + 1;
    let mut response =
        (StatusCode::TOO_MANY_REQUESTS, said(json!({ "why": "wait", "seconds": seconds }))).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
