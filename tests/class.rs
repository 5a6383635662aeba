//! `alforja class` as a server: sixty phones and a power cut, those who may not, and those who guess.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "the test says how long phones waited")]

#[path = "fixtures/classroom.rs"]
mod classroom;
#[path = "fixtures/served.rs"]
mod served;

use classroom::{FILES, PIN, Phone, answer, open, result};
use serde_json::{Value, json};
use served::{Served, write};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

const PHONES: usize = 60;

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), FILES);
    folder
}

/// What a phone was told that the class has.
#[derive(Default)]
struct Told {
    learner: String,
    code: String,
    /// By key: the tries of the last answer that was acknowledged.
    answers: BTreeMap<String, u64>,
    /// The tries in the last result that was acknowledged.
    result: u64,
    waits: Vec<Duration>,
}

/// Works on one phone until `enough` messages were acknowledged, each again until it is, whatever happens to the class.
fn work(number: usize, port: u16, enough: u64, pause: Duration) -> Told {
    let mut phone = Phone::new(port, number);
    let name = format!("Бат {number}");
    let mut told = Told::default();
    // With a network that is gone a phone tries again a little later.
    let until_taken = |phone: &mut Phone, what: &str, body: &str, waits: &mut Vec<Duration>| loop {
        let began = Instant::now();
        match phone.post(what, body) {
            Ok((200, said)) => {
                waits.push(began.elapsed());
                break said;
            }
            Ok((429 | 507, _)) | Err(_) => std::thread::sleep(Duration::from_millis(50)),
            Ok((status, said)) => panic!("{what}: {status} {said}"),
        }
    };
    let join = json!({"pin": PIN, "phone": phone.token, "fields": {"name": name}, "words": false}).to_string();
    let welcome = until_taken(&mut phone, "join", &join, &mut told.waits);
    told.learner = welcome["learner"].as_str().unwrap().to_owned();
    told.code = welcome["code"].as_str().unwrap().to_owned();
    for message in 1..=enough {
        until_taken(&mut phone, "state", &answer(message, message + 10), &mut told.waits);
        told.answers.insert(format!("q:many{}", message % 7), message + 10);
        if message % 5 == 0 {
            until_taken(&mut phone, "result", &result(&told.learner, &name, message), &mut told.waits);
            told.result = message;
        }
        std::thread::sleep(pause);
    }
    told
}

/// Every acknowledged message and result is there.
fn is_all_there(class: &Served, folder: &Path, phones: &[Told]) {
    let board = Phone::new(class.port, 999).board();
    let learners = board["learners"].as_array().unwrap();
    assert_eq!(learners.len(), phones.len(), "each learner is there once");
    for phone in phones {
        let learner = learners.iter().find(|learner| learner["id"] == *phone.learner).expect("the learner is there");
        assert_eq!(learner["code"], *phone.code);
        for (key, tries) in &phone.answers {
            assert_eq!(learner["courses"]["saving"]["state"][key]["n"], *tries, "{key}");
        }
        let file = learner["results"][0]["file"].as_str().expect("a result came in");
        let kept: Value = serde_json::from_slice(&fs::read(folder.join("results").join(file)).unwrap()).unwrap();
        assert_eq!(kept["questions"][0]["tries"], phone.result, "{file}");
    }
    let staged = fs::read_dir(folder.join("results")).unwrap().count();
    assert_eq!(staged, phones.len(), "nothing half written is left");
}

#[cfg(unix)]
#[test]
fn sixty_phones_lose_nothing_in_a_power_cut() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let folder = place.path().join("class");
    let class = open(library.path(), &folder, &["--port", "0"]);
    let (port, id) = (class.port, class.id());
    let phones: Vec<_> = (0..PHONES)
        .map(|number| std::thread::spawn(move || work(number, port, 25, Duration::from_millis(60))))
        .collect();
    std::thread::sleep(Duration::from_millis(1_500));
    assert!(Command::new("kill").args(["-KILL", &id.to_string()]).status().unwrap().success());
    drop(class);
    // The phones know the port: it is the same without being named.
    let class = open(library.path(), &folder, &[]);
    assert_eq!(class.port, port);
    let told: Vec<Told> = phones.into_iter().map(|phone| phone.join().unwrap()).collect();
    is_all_there(&class, &folder, &told);
    // And once more, after the last of it.
    assert!(Command::new("kill").args(["-KILL", &class.id().to_string()]).status().unwrap().success());
    drop(class);
    let class = open(library.path(), &folder, &[]);
    assert!(class.said.contains(&format!("http://127.0.0.1:{port}/~class/board")), "{}", class.said);
    is_all_there(&class, &folder, &told);
    let mut waits: Vec<Duration> = told.into_iter().flat_map(|phone| phone.waits).collect();
    waits.sort();
    println!(
        "{} messages; half took {:?}, 95 of 100 {:?}, the last {:?}",
        waits.len(),
        waits[waits.len() / 2],
        waits[waits.len() * 95 / 100],
        waits[waits.len() - 1]
    );
}

#[test]
fn sixty_phones_send_at_one_moment() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), &place.path().join("class"), &["--port", "0"]);
    let port = class.port;
    let start = Arc::new(Barrier::new(PHONES));
    let phones: Vec<_> = (0..PHONES)
        .map(|number| {
            let start = Arc::clone(&start);
            std::thread::spawn(move || {
                let mut phone = Phone::new(port, number);
                assert_eq!(phone.join("Ana").unwrap().0, 200);
                start.wait();
                let began = Instant::now();
                assert_eq!(phone.post("state", &answer(1, 1)).unwrap(), (200, json!({"number": 1})));
                let state = began.elapsed();
                assert_eq!(phone.get("/en/saving/start/box.html", "").unwrap().0, 200);
                (state, began.elapsed() - state)
            })
        })
        .collect();
    let mut waits: Vec<(Duration, Duration)> = phones.into_iter().map(|phone| phone.join().unwrap()).collect();
    waits.sort();
    println!(
        "60 at once: half {:?}, the last {:?}; a page then {:?}",
        waits[30].0,
        waits[59].0,
        waits.iter().map(|wait| wait.1).max()
    );
    assert!(waits[59].0 < Duration::from_secs(5), "{:?}", waits[59]);
}

#[test]
fn what_comes_twice_counts_once() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let mut phone = Phone::new(class.port, 1);
    let first = phone.join("Ana").unwrap();
    // The answer was lost: the phone asks again.
    assert_eq!(phone.join("Ana").unwrap(), first);
    assert_eq!(phone.post("state", &answer(1, 3)).unwrap(), (200, json!({"number": 1})));
    assert_eq!(phone.post("state", &answer(1, 3)).unwrap(), (200, json!({"number": 1})));
    // Another window was quicker, and this one says something else.
    assert_eq!(phone.post("state", &answer(1, 4)).unwrap(), (409, json!({"number": 1})));
    assert_eq!(phone.post("state", &answer(2, 4)).unwrap(), (200, json!({"number": 2})));
    let board = phone.board();
    assert_eq!(board["learners"].as_array().unwrap().len(), 1);
    assert_eq!(board["learners"][0]["courses"]["saving"]["state"]["q:many1"]["n"], 3);
    assert_eq!(board["learners"][0]["courses"]["saving"]["state"]["q:many2"]["n"], 4);
}

#[test]
fn who_goes_on_with_another_phone_gets_only_their_own() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let (mut ana, mut bat, mut other) =
        (Phone::new(class.port, 1), Phone::new(class.port, 2), Phone::new(class.port, 3));
    let (_, of_ana) = ana.join("Ana").unwrap();
    let (_, of_bat) = bat.join("Bat").unwrap();
    ana.post("state", &answer(1, 5)).unwrap();
    bat.post("state", &answer(1, 9)).unwrap();
    let coded = |code: &str, phone: &Phone| json!({"pin": PIN, "phone": phone.token, "code": code}).to_string();
    let code = of_ana["code"].as_str().unwrap();
    let spoken = format!("{} {}", &code[..3].to_lowercase(), &code[3..]);
    let (status, back) = other.post("join", &coded(&spoken, &other)).unwrap();
    assert_eq!((status, &back["learner"], &back["name"]), (200, &of_ana["learner"], &json!("Ana")));
    assert_eq!(back["states"]["saving"]["q:many1"]["n"], 5);
    assert!(!back.to_string().contains("Bat"));
    // A result of somebody else is not taken, whatever phone it comes from.
    let name = of_bat["learner"].as_str().unwrap();
    assert_eq!(other.post("result", &result(name, "Bat", 1)).unwrap(), (403, json!({"why": "learner"})));
    assert_eq!(bat.post("result", &result(name, "Bat", 1)).unwrap().0, 200);
    assert_eq!(fs::read_dir(place.path().join("results")).unwrap().count(), 1);
    // Nobody but the trainer learns anything of others.
    for path in ["/~class/board.json", "/~class/results", "/results/", "/class.journal", "/~class/../class.journal"] {
        let host = "Host: 192.168.1.7:4100";
        let asked = format!(
            "GET {path} HTTP/1.1\r\n{host}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
            other.token
        );
        let answer = class.raw(&asked);
        assert!(matches!(answer.status(), 401 | 404), "{path}: {}", answer.head);
        assert!(!answer.text().contains("Bat"), "{path}");
    }
}

#[test]
fn the_board_is_the_trainers() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let journal = fs::read_to_string(place.path().join("class.journal")).unwrap();
    let key = journal.split("\"key\":\"").nth(1).unwrap().split('"').next().unwrap();
    let from = |host: &str, key: &str| {
        let head = format!("GET /~class/board.json HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\n");
        class.raw(&format!("{head}Connection: close\r\n\r\n")).status()
    };
    assert_eq!(from("127.0.0.1", ""), 200);
    assert_eq!(from("192.168.1.7:4100", key), 200);
    for wrong in ["", "0", &key[1..], &key.to_lowercase(), PIN] {
        assert_eq!(from("192.168.1.7:4100", wrong), 401, "{wrong}");
    }
    assert_eq!(from("evil.example", key), 421);
}

/// Sends a decision of the trainer, from the trainer's computer.
fn decide(phone: &mut Phone, what: &str, decision: Value) -> (u16, Value) {
    let head = "Content-Type: application/json\r\n";
    phone.send("POST", &format!("/~class/{what}"), head, decision.to_string().as_bytes()).unwrap()
}

/// The result files of a class, with what is in them.
fn results(folder: &Path) -> BTreeMap<String, Value> {
    let files = fs::read_dir(folder.join("results")).unwrap().map(|entry| entry.unwrap());
    let read = |entry: fs::DirEntry| serde_json::from_slice(&fs::read(entry.path()).unwrap()).unwrap();
    files.map(|entry| (entry.file_name().into_string().unwrap(), read(entry))).collect()
}

/// The files of a zip.
fn results_of_zip(zip: &mut zip::ZipArchive<std::io::Cursor<Vec<u8>>>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// What stands aside, in some order.
fn aside(folder: &Path) -> Vec<Value> {
    let files = fs::read_dir(folder.join("aside")).into_iter().flatten().map(|entry| entry.unwrap().path());
    files.map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
}

#[cfg(unix)]
#[test]
fn who_was_taken_out_can_join_again_and_no_result_is_lost() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let folder = place.path();
    let class = open(library.path(), folder, &["--port", "0"]);
    let (mut ana, mut bat) = (Phone::new(class.port, 1), Phone::new(class.port, 2));
    let id = ana.join("Ana").unwrap().1["learner"].as_str().unwrap().to_owned();
    let other = bat.join("Bat").unwrap().1["learner"].as_str().unwrap().to_owned();
    ana.post("state", &answer(1, 1)).unwrap();
    ana.post("result", &result(&id, "Ana", 1)).unwrap();
    bat.post("result", &result(&other, "Bat", 1)).unwrap();
    let before = ana.board()["since"].as_str().unwrap().to_owned();
    assert_eq!(decide(&mut ana, "remove", json!({"learner": id})), (200, json!({"done": true})));
    assert_eq!(decide(&mut ana, "remove", json!({"learner": id})), (404, json!({"why": "learner"})));
    let news = bat.get(&format!("/~class/board.json?since={before}"), "").unwrap().1;
    assert_eq!((&news["gone"], &news["learners"]), (&json!([id]), &json!([])));
    // The phone is told, as often as it asks; the other one notices nothing.
    for (what, body) in [("state", answer(2, 2)), ("result", result(&id, "Ana", 2)), ("mine", "{}".to_owned())] {
        assert_eq!(ana.post(what, &body).unwrap(), (401, json!({"why": "removed"})));
    }
    assert_eq!(bat.post("state", &answer(1, 1)).unwrap().0, 200);
    let is_apart = |tries: &[u64]| {
        let mut kept: Vec<u64> =
            aside(folder).iter().map(|file| file["questions"][0]["tries"].as_u64().unwrap()).collect();
        kept.sort_unstable();
        assert_eq!(kept, tries, "what stands aside");
    };
    assert_eq!(results(folder).len(), 1);
    is_apart(&[1]);
    // A power cut right behind it: the journal has it, the file has not moved yet.
    assert!(Command::new("kill").args(["-KILL", &class.id().to_string()]).status().unwrap().success());
    drop(class);
    let name = format!(
        "saving-en-{}-{id}.alforja.json",
        results(folder).keys().next().unwrap().split('-').skip(2).take(3).collect::<Vec<_>>().join("-")
    );
    fs::write(folder.join("results").join(&name), result(&id, "Ana", 7)).unwrap();
    let class = open(library.path(), folder, &[]);
    assert_eq!(results(folder).len(), 1);
    is_apart(&[1, 7]);
    let mut ana = Phone::new(class.port, 1);
    assert_eq!(ana.post("state", &answer(2, 2)).unwrap(), (401, json!({"why": "removed"})), "it is still known");
    // They join again, on the same phone and under the same id, and hand over anew; then they are taken out once more.
    ana.token = "J".repeat(26);
    let join = json!({"pin": PIN, "phone": ana.token, "name": "Anna", "learner": id, "fields": {"name": "Anna"}});
    let (status, back) = ana.post("join", &join.to_string()).unwrap();
    assert_eq!((status, &back["learner"], &back["states"]), (200, &json!(id), &json!({})));
    assert_eq!(ana.post("result", &result(&id, "Anna", 9)).unwrap().0, 200);
    assert_eq!(results(folder)[&name]["questions"][0]["tries"], 9);
    is_apart(&[1, 7]);
    drop(class);
    let class = open(library.path(), folder, &[]);
    assert_eq!(results(folder)[&name]["questions"][0]["tries"], 9, "what is theirs now stays");
    assert_eq!(decide(&mut Phone::new(class.port, 9), "remove", json!({"learner": id})).0, 200);
    is_apart(&[1, 7, 9]);
    assert_eq!(Phone::new(class.port, 9).board()["learners"].as_array().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_name_is_corrected_on_the_phone_on_the_board_and_in_the_results() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let folder = place.path();
    let class = open(library.path(), folder, &["--port", "0"]);
    let mut phone = Phone::new(class.port, 1);
    let id = phone.join("Bta").unwrap().1["learner"].as_str().unwrap().to_owned();
    phone.post("result", &result(&id, "Bta", 1)).unwrap();
    for bad in ["", " \u{a0} "] {
        assert_eq!(decide(&mut phone, "correct", json!({"learner": id, "name": bad})).0, 422);
    }
    assert_eq!(decide(&mut phone, "correct", json!({"learner": id, "name": "  Бат\n Э. "})).0, 200);
    let is_right = |tries: u64| {
        let files = results(folder);
        let (name, file) = files.iter().next().unwrap();
        assert_eq!((files.len(), &file["learner"]["fields"]["name"]), (1, &json!("Бат Э.")));
        assert_eq!(file["questions"][0]["tries"], tries);
        let read = alforja::results::read(&fs::read(folder.join("results").join(name)).unwrap()).unwrap();
        assert!(read.whole);
        assert_eq!(read.code.as_deref(), Some("3DXD9-21WTF"), "a code that fitted no name is not mended");
    };
    is_right(1);
    assert_eq!(aside(folder)[0]["learner"]["fields"]["name"], "Bta", "what was handed over is kept");
    // The phone hears of it with the next answer; what it hands over under the old name is corrected too.
    let (status, said) = phone.post("state", &answer(1, 1)).unwrap();
    assert_eq!((status, &said), (200, &json!({"number": 1, "name": "Бат Э.", "fields": {"name": "Бат Э."}})));
    assert_eq!(phone.post("mine", "{}").unwrap(), (200, said));
    assert_eq!(phone.post("result", &result(&id, "Bta", 2)).unwrap().0, 200);
    is_right(2);
    // A power cut between the journal and the file.
    assert!(Command::new("kill").args(["-KILL", &class.id().to_string()]).status().unwrap().success());
    drop(class);
    let name = results(folder).into_keys().next().unwrap();
    fs::write(folder.join("results").join(name), result(&id, "Bta", 3)).unwrap();
    let class = open(library.path(), folder, &[]);
    is_right(3);
    assert_eq!(Phone::new(class.port, 1).board()["learners"][0]["name"], "Бат Э.");
}

#[test]
fn all_results_come_in_one_zip_that_is_the_same_each_time() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let folder = place.path();
    let class = open(library.path(), folder, &["--port", "0"]);
    for number in 0..5 {
        let mut phone = Phone::new(class.port, number);
        let id = phone.join("Ana").unwrap().1["learner"].as_str().unwrap().to_owned();
        phone.post("result", &result(&id, "Ana", number as u64 + 1)).unwrap();
        if number == 4 {
            decide(&mut phone, "remove", json!({ "learner": id }));
        }
    }
    fs::write(folder.join("results/notes.txt"), "of the trainer").unwrap();
    fs::write(folder.join("results/other.alforja.json"), "{}").unwrap();
    let first = class.get("/~class/results.zip");
    assert_eq!((first.status(), first.header("content-type")), (200, Some("application/zip")));
    assert_eq!(first.header("content-disposition"), Some("attachment; filename=\"results.zip\""));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(first.body.clone())).unwrap();
    let kept = results_of_zip(&mut zip);
    assert_eq!(kept.len(), 4);
    for (name, bytes) in &kept {
        assert_eq!(*bytes, fs::read(folder.join("results").join(name)).unwrap());
    }
    drop(class);
    let class = open(library.path(), folder, &[]);
    assert_eq!(class.get("/~class/results.zip").body, first.body);
}

#[test]
fn what_the_trainer_decides_nobody_else_does() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let mut phone = Phone::new(class.port, 1);
    let id = phone.join("Ana").unwrap().1["learner"].as_str().unwrap().to_owned();
    let journal = fs::read_to_string(place.path().join("class.journal")).unwrap();
    let key = journal.split("\"key\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let sent = |method: &str, path: &str, host: &str, key: &str, kind: &str, body: &str| {
        let head = format!("{method} /~class/{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\n");
        let rest = format!("Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        class.raw(&(head + &rest)).status()
    };
    let (room, json_kind) = ("192.168.1.7:4100", "application/json");
    let rename = json!({"learner": id, "name": "Eve"}).to_string();
    let remove = json!({ "learner": id }).to_string();
    for wrong in ["", "0", &key[1..], &phone.token, PIN] {
        assert_eq!(sent("GET", "results.zip", room, wrong, json_kind, ""), 401, "{wrong}");
        assert_eq!(sent("POST", "correct", room, wrong, json_kind, &rename), 401, "{wrong}");
        assert_eq!(sent("POST", "remove", room, wrong, json_kind, &remove), 401, "{wrong}");
    }
    // A page of another site can send a form to the trainer's own computer, but not JSON.
    assert_eq!(sent("POST", "remove", "127.0.0.1", "", "text/plain", &remove), 415);
    assert_eq!(sent("POST", "remove", "127.0.0.1", "", "application/x-www-form-urlencoded", &remove), 415);
    assert_eq!(sent("POST", "remove", "evil.example", &key, json_kind, &remove), 421);
    for method in ["GET", "PUT", "DELETE"] {
        assert_eq!(sent(method, "remove", room, &key, json_kind, &remove), 405, "{method}");
    }
    for bad in ["", "{}", "[]", &rename, "{\"learner\":1}"] {
        assert_eq!(sent("POST", "remove", room, &key, json_kind, bad), 400, "{bad}");
    }
    assert_eq!(sent("POST", "correct", room, &key, json_kind, &remove), 400);
    let long = json!({"learner": id, "name": "x".repeat(5_000)}).to_string();
    assert_eq!(sent("POST", "correct", room, &key, json_kind, &long), 413);
    assert_eq!(sent("POST", "remove", room, &key, json_kind, "{\"learner\":\"../x\"}"), 404);
    assert_eq!(
        fs::read_to_string(place.path().join("class.journal")).unwrap(),
        journal,
        "nothing of it was written down"
    );
    assert_eq!(sent("GET", "results.zip", room, &key, json_kind, ""), 200);
    assert_eq!(sent("POST", "correct", room, &key, json_kind, &rename), 200);
    assert_eq!(sent("POST", "remove", room, &key, json_kind, &remove), 200);
}

#[test]
fn nothing_but_a_message_is_taken() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let mut phone = Phone::new(class.port, 1);
    let learner = phone.join("Ana").unwrap().1["learner"].as_str().unwrap().to_owned();
    let token = phone.token.clone();
    let before = fs::read(place.path().join("class.journal")).unwrap();
    let mut check = |method: &str, path: &str, head: &str, body: &str, expected: u16| {
        let sent = phone.send(method, path, head, body.as_bytes());
        // What is not read to its end closes the line, before or after the answer.
        let answer = sent.or_else(|_| phone.send(method, path, head, body.as_bytes())).map(|(status, _)| status);
        assert_eq!(answer.unwrap_or_default(), expected, "{method} {path} {head} {:.80}", body);
    };
    let own = format!("Authorization: Bearer {token}\r\n");
    let sent = format!("{own}Content-Type: application/json\r\n");
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "GET"] {
        for path in ["/~class/state", "/~class/result", "/~class/join"] {
            check(method, path, &sent, "", 405);
        }
        if method != "GET" {
            check(method, "/en/saving/", &sent, "", 405);
            check(method, "/~class/board.json", &sent, "", 405);
        }
    }
    check("POST", "/results/x.json", &sent, "{}", 405);
    check("POST", "/~class/", &sent, "{}", 405);
    check("POST", "/~class/state", &own, &answer(1, 1), 415);
    check("POST", "/~class/state", &format!("{own}Content-Type: text/plain\r\n"), &answer(1, 1), 415);
    check("POST", "/~class/state", "Content-Type: application/json\r\n", &answer(1, 1), 401);
    check("POST", "/~class/state", "Content-Type: application/json\r\nAuthorization: Bearer x\r\n", &answer(1, 1), 401);
    for bad in [
        "",
        "{",
        "[]",
        "null",
        "{\"number\":1}",
        "\u{feff}{}",
        "{\"number\":-1,\"course\":\"saving\",\"lang\":\"en\",\"patch\":{\"last\":\"x\"}}",
    ] {
        check("POST", "/~class/state", &sent, bad, 400);
    }
    let state =
        |course: &str, patch: Value| json!({"number": 1, "course": course, "lang": "en", "patch": patch}).to_string();
    check("POST", "/~class/state", &sent, &state("../../etc", json!({"last": "x"})), 422);
    check("POST", "/~class/state", &sent, &state("saving", json!({"__proto__": "x"})), 400);
    check("POST", "/~class/state", &sent, &state("saving", json!({"last": [[[[[[1]]]]]]})), 400);
    check("POST", "/~class/state", &sent, &state("saving", json!({"f:x": "x".repeat(200_000)})), 413);
    check("POST", "/~class/state", &sent, &"[".repeat(100_000), 400);
    let sound = result(&learner, "Ana", 1);
    for bad in [
        sound.replace("\"version\":1", "\"version\":2"),
        sound.replace("\"score\":100", "\"score\":200"),
        sound[..sound.len() / 2].to_owned(),
        "{}".into(),
    ] {
        check("POST", "/~class/result", &sent, &bad, 400);
    }
    check("POST", "/~class/result", &sent, &"x".repeat(2_100_000), 413);
    assert_eq!(fs::read(place.path().join("class.journal")).unwrap(), before, "nothing of it was written down");
    assert_eq!(fs::read_dir(place.path().join("results")).unwrap().count(), 0);
    check("POST", "/~class/result", &sent, &sound, 200);
}

#[test]
fn a_pin_cannot_be_guessed() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let mut phone = Phone::new(class.port, 1);
    let mut guess = |pin: &str| {
        let body = json!({"pin": pin, "phone": "G".repeat(26), "name": "x"}).to_string();
        phone.post("join", &body).unwrap()
    };
    let looked_at = (0..200).filter(|number| guess(&format!("{number:04}")).0 == 403).count();
    assert_eq!(looked_at, 5);
    // Now even the right one is not looked at: whoever guesses is not told.
    let (status, said) = guess(PIN);
    assert_eq!((status, &said["why"]), (429, &json!("wait")));
    assert!((1..=21).contains(&said["seconds"].as_u64().unwrap()));
    assert_eq!(phone.board()["learners"], json!([]));
}

#[test]
fn too_many_messages_wait() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let mut phone = Phone::new(class.port, 1);
    phone.join("Ana").unwrap();
    let taken = (1..=300).filter(|number| phone.post("state", &answer(*number, 1)).unwrap().0 == 200).count();
    assert!((60..150).contains(&taken), "{taken} of 300 in one breath");
}

#[test]
fn a_site_that_was_built_is_enough() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let site = place.path().join("dist");
    let built = Command::new(env!("CARGO_BIN_EXE_alforja"))
        .args(["--quiet", "--library"])
        .arg(library.path())
        .arg("build")
        .arg("--out")
        .arg(&site)
        .status();
    assert!(built.unwrap().success());
    fs::write(place.path().join("secret.html"), "a treasure").unwrap();
    let nowhere = tempfile::tempdir().unwrap();
    let class =
        open(nowhere.path(), &place.path().join("class"), &["--port", "0", "--site", &site.display().to_string()]);
    let page = class.get("/en/saving/start/box.html");
    assert_eq!((page.status(), page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let script =
        "<script src=\"/~class/learner-en.js\" data-results=\"/en/saving/results.html\" defer></script>\n</head>";
    assert!(page.text().contains(script));
    let written = fs::read_to_string(site.join("en/saving/start/box.html")).unwrap();
    assert_eq!(
        page.text().replace(&script[..script.len() - 7], "").replace(" data-no-offline=", " data-offline="),
        written
    );
    for path in [
        "/../secret.html",
        "/..%2fsecret.html",
        "/%2e%2e/secret.html",
        "/.alforja-output.json",
        "/en/../../secret.html",
        "//etc/passwd",
        "/C:/secret.html",
        "/hub.html/../../secret.html",
    ] {
        assert_eq!(class.get(path).status(), 404, "{path}");
    }
    assert_eq!(class.get("/en/saving").status(), 307);
    let film = class.ask("GET", "/hub.html", &["Range: bytes=0-9"]);
    assert_eq!(film.status(), 200, "a page is whole");
    let mut phone = Phone::new(class.port, 1);
    phone.join("Ana").unwrap();
    assert_eq!(phone.post("state", &answer(1, 1)).unwrap().0, 200);
}

#[cfg(unix)]
#[test]
fn results_come_into_the_record_when_the_class_ends() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let file = place.path().join("record");
    let record = ["--port", "0", "--record", file.to_str().unwrap()];
    let class = open(library.path(), &place.path().join("class"), &record);
    let mut phone = Phone::new(class.port, 1);
    let learner = phone.join("Ana").unwrap().1["learner"].as_str().unwrap().to_owned();
    for tries in 1..=3 {
        assert_eq!(phone.post("result", &result(&learner, "Ana", tries)).unwrap(), (200, json!({"kept": true})));
    }
    assert!(Command::new("kill").args(["-INT", &class.id().to_string()]).status().unwrap().success());
    assert_eq!(class.end(), (Some(0), String::new()));
    let kept = alforja::record::Record::open(&file).unwrap();
    assert_eq!(kept.count().unwrap(), 1, "the last result, once");
    kept.each(&mut |stored| assert_eq!(stored.text.trim(), result(&learner, "Ana", 3))).unwrap();
}

#[test]
fn many_silent_lines_keep_nobody_out() {
    let (library, place) = (library(), tempfile::tempdir().unwrap());
    let class = open(library.path(), place.path(), &["--port", "0"]);
    let silent: Vec<TcpStream> = (0..300).map(|_| TcpStream::connect(("127.0.0.1", class.port)).unwrap()).collect();
    let mut phone = Phone::new(class.port, 1);
    assert_eq!(phone.join("Ana").unwrap().0, 200);
    assert_eq!(phone.post("state", &answer(1, 1)).unwrap().0, 200);
    drop(silent);
}
