//! Statements to an LRS that is hard to please: every answer of the list is given once, then all goes well.

use alforja::lrs::{Lrs, Outgoing, SendError, Sent, send};
use alforja::progress::Silent;
use serde_json::Value;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does with a request.
#[derive(Clone, Copy)]
enum Turn {
    /// Answers with this status, these lines of head and this body.
    Say(u16, &'static str, &'static str),
    /// Takes what it does not have yet, and says which.
    Take,
    /// Hangs up.
    HangUp,
}

/// What was asked of it.
struct Asked {
    first_line: String,
    head: String,
    ids: Vec<String>,
}

struct Server {
    address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts one that takes these turns, and after them all that comes. It refuses a statement whose id ends with `bad`, and
    /// has one that ends with `old`.
    fn start(turns: impl Into<Vec<Turn>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/xapi", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (mut turns, log) = (turns.into().into_iter(), Arc::clone(&asked));
        thread::spawn(move || {
            let mut known: Vec<String> = Vec::new();
            for stream in listener.incoming() {
                answer(stream.unwrap(), turns.next().unwrap_or(Turn::Take), &mut known, &log);
            }
        });
        Self { address, asked }
    }

    fn lrs(&self) -> Lrs {
        Lrs::new(&self.address, "key", "secret").unwrap()
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn answer(mut stream: TcpStream, turn: Turn, known: &mut Vec<String>, log: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() < 3 {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let length = lines.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let statements: Vec<Value> = serde_json::from_slice(&body).unwrap_or_default();
    let ids: Vec<String> = statements.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let first_line = lines[0].clone();
    let is_question = first_line.starts_with("GET");
    log.lock().unwrap().push(Asked { first_line: first_line.clone(), head: lines[1..].join("\n"), ids: ids.clone() });
    let (status, head, body) = match turn {
        Turn::HangUp => return,
        Turn::Say(status, head, body) => (status, head.to_owned(), body.to_owned()),
        Turn::Take if is_question => {
            (if first_line.contains("old") { 200 } else { 404 }, String::new(), "{}".to_owned())
        }
        Turn::Take if ids.iter().any(|id| id.ends_with("old")) => (409, String::new(), "there".to_owned()),
        Turn::Take if ids.iter().any(|id| id.ends_with("bad")) => (400, String::new(), "no\nverb".to_owned()),
        Turn::Take => {
            let fresh: Vec<String> = ids.into_iter().filter(|id| !known.contains(id)).collect();
            known.extend(fresh.iter().cloned());
            (200, String::new(), serde_json::to_string(&fresh).unwrap())
        }
    };
    let text =
        format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n{head}\r\n{body}", body.len());
    stream.write_all(text.as_bytes()).unwrap();
}

fn statements(ids: impl IntoIterator<Item = String>) -> Vec<Outgoing> {
    ids.into_iter().map(|id| Outgoing { json: format!("{{\"id\":\"{id}\"}}"), id }).collect()
}

fn numbered(count: usize) -> Vec<Outgoing> {
    statements((0..count).map(|number| format!("s{number}")))
}

/// Sends; returns what came of it, and how long was waited in all.
fn sent(server: &Server, statements: &[Outgoing]) -> (Sent, Option<SendError>, Duration) {
    let waited = RefCell::new(Duration::ZERO);
    let (sent, error) = send(&server.lrs(), statements, &|pause| *waited.borrow_mut() += pause, &Silent);
    (sent, error, waited.into_inner())
}

fn figures(sent: &Sent) -> [usize; 3] {
    [sent.taken, sent.known, sent.refused]
}

#[test]
fn statements_go_in_batches_with_the_key_and_the_version_and_twice_is_once() {
    let server = Server::start([]);
    let all = numbered(250);
    let (first, error, waited) = sent(&server, &all);
    assert_eq!((figures(&first), error, waited), ([250, 0, 0], None, Duration::ZERO));
    assert_eq!(figures(&sent(&server, &all).0), [0, 250, 0]);
    let asked = server.asked.lock().unwrap();
    assert_eq!(asked.iter().map(|one| one.ids.len()).collect::<Vec<_>>(), [100, 100, 50, 100, 100, 50]);
    assert!(asked[0].first_line.starts_with("POST /xapi/statements "), "{}", asked[0].first_line);
    let head = asked[0].head.to_lowercase();
    assert!(
        head.contains("x-experience-api-version: 1.0.3") && head.contains("content-type: application/json"),
        "{head}"
    );
    assert!(asked[0].head.contains("Basic a2V5OnNlY3JldA=="), "{}", asked[0].head);
}

#[test]
fn one_that_is_refused_does_not_keep_the_others_back() {
    let server = Server::start([]);
    let mut all = numbered(9);
    all.extend(statements(["x-bad".to_owned(), "y-old".to_owned(), "z-bad".to_owned()]));
    let (sent, error, _) = sent(&server, &all);
    assert_eq!((figures(&sent), error), ([9, 1, 2], None));
    let reason = |id: &str| (id.to_owned(), "400: no verb".to_owned());
    assert_eq!(sent.refusals, [reason("x-bad"), reason("z-bad")]);
}

#[test]
fn a_busy_or_silent_lrs_is_asked_again_politely() {
    let server = Server::start([Turn::Say(500, "", ""), Turn::HangUp, Turn::Say(429, "Retry-After: 20\r\n", "")]);
    let (good, error, waited) = sent(&server, &numbered(3));
    assert_eq!((figures(&good), error, server.asked()), ([3, 0, 0], None, 4));
    assert_eq!(waited, Duration::from_secs(1 + 3 + 20));
    let broken = Server::start([Turn::Take, Turn::HangUp, Turn::HangUp, Turn::HangUp, Turn::HangUp]);
    let (part, error, _) = sent(&broken, &numbered(150));
    assert_eq!(figures(&part), [100, 0, 0]);
    assert!(matches!(error, Some(SendError::NoAnswer { .. })), "{error:?}");
    let down = Server::start([Turn::Say(503, "Retry-After: 100000\r\n", ""); 4]);
    let (_, error, waited) = sent(&down, &numbered(1));
    assert_eq!((error, down.asked()), (Some(SendError::OutOfOrder { status: 503 }), 4));
    assert_eq!(waited, Duration::from_secs(180), "nobody waits for more than a minute at a time");
}

#[test]
fn what_will_not_change_is_said_at_once() {
    let check = |turn: Turn, expected: SendError| {
        let server = Server::start([turn]);
        let (none, error, _) = sent(&server, &numbered(3));
        assert_eq!((figures(&none), error, server.asked()), ([0, 0, 0], Some(expected), 1));
    };
    check(Turn::Say(401, "", ""), SendError::NotLetIn { status: 401 });
    check(Turn::Say(403, "", ""), SendError::NotLetIn { status: 403 });
    check(Turn::Say(404, "", "<html>"), SendError::NoLrs { status: 404 });
    // The key goes to nobody but the one that was named.
    let to = "https://else.example/xapi";
    check(Turn::Say(307, "Location: https://else.example/xapi\r\n", ""), SendError::Moved { to: to.to_owned() });
}
