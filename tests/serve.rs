//! `alforja serve` as a server: who is let in, what is answered, and that it is what a build writes.

#[path = "fixtures/served.rs"]
mod served;

use served::{FILES, PAGE, Served, write};
use std::fs;
use std::path::Path;
use std::process::Command;

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), FILES);
    folder
}

#[test]
fn only_reading_and_only_by_an_own_name_is_answered() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let answer = served.ask(method, "/", &["Content-Length: 0"]);
        assert_eq!((answer.status(), answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let hosts = ["evil.example", "127.0.0.1.evil.example", "192.168.1.7:4000", "127.0.0.1, evil.example"];
    for host in hosts {
        let answer = served.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(answer.status(), 421, "{host}");
        assert!(!answer.text().contains("Small courses"), "{host}");
    }
    let nobody = served.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(nobody.status() == 421 || nobody.status() == 400, "{}", nobody.head);
    let other =
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", served.port);
    assert_eq!(served.raw(&other).status(), 421);
    let brought_in = served.ask("GET", "/", &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"]);
    assert_eq!(brought_in.status(), 421);
    let own = served.raw(&format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", served.port));
    assert_eq!(own.status(), 200);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("content-security-policy", "frame-ancestors 'self'"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(own.header(name), Some(value));
    }
    assert_eq!(own.header("access-control-allow-origin"), None);
}

#[test]
fn nothing_but_the_site_is_answered() {
    let library = library();
    fs::write(library.path().join("secret.txt"), "a treasure").unwrap();
    fs::write(library.path().parent().unwrap().join("outside.txt"), "a treasure").unwrap();
    let served = Served::start(library.path(), &[]);
    for path in [
        "/../outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/en/../../outside.txt",
        "/en/..\\..\\outside.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/secret.txt",
        "/alforja.yaml",
        "/saving/course.yaml",
        "/saving/en/01-start/01-box.md",
        "/.alforja/sources",
        "/~preview/",
        "/~preview/../alforja.yaml",
        "/~preview/mod.rs",
        "/index.html%00",
        "/INDEX.HTML",
        "/nothing",
        "/%",
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status(), 404, "{path}");
        assert!(!answer.text().contains("treasure"), "{path}");
    }
    let strange = served.get("/<script>alert(1)</script>\"><b>");
    assert!(matches!(strange.status(), 400 | 404));
    assert!(!strange.text().contains("<script>alert"));
}

#[test]
fn a_folder_shows_its_page() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    assert_eq!(served.get("/").body, served.get("/index.html").body);
    assert_eq!(served.get("/en/saving/?from=a").status(), 200);
    let without = served.get("/en/saving");
    assert_eq!((without.status(), without.header("location")), (307, Some("/en/saving/")));
    assert_eq!(served.get("/index.html/").status(), 404);
}

/// Every file, but for the script that keeps pages current, and for what keeps a copy on a device: that copy would
/// answer in the preview's place.
#[test]
fn what_is_served_is_what_is_built() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let (store, out) = (folder.path().join("store"), folder.path().join("site"));
    let library = repository.join("courses/savings-groups");
    let built = Command::new(env!("CARGO_BIN_EXE_alforja"))
        .args(["--lang", "en", "--quiet", "--library"])
        .arg(&library)
        .arg("--store")
        .arg(&store)
        .args(["build", "--out"])
        .arg(&out)
        .status();
    assert!(built.unwrap().success());
    let served = Served::start(&library, &["--store", &store.display().to_string()]);
    let mut checked = 0;
    for file in walkdir::WalkDir::new(&out).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file()) {
        let name = file.path().strip_prefix(&out).unwrap().display().to_string();
        if name.starts_with('.') || name.ends_with("/files.json") {
            continue;
        }
        let written = fs::read(file.path()).unwrap();
        let answer = served.get(&format!("/{name}"));
        assert_eq!(answer.status(), 200, "{name}");
        match name.ends_with(".html") {
            true => {
                let written = String::from_utf8(written).unwrap();
                assert_eq!(
                    without_script(&answer.text()),
                    written.replace(" data-offline=", " data-no-offline="),
                    "{name}"
                );
            }
            false => {
                assert!(answer.body == written, "{name}");
                let from = written.len() / 3;
                let part = served.ask("GET", &format!("/{name}"), &[&format!("Range: bytes={from}-")]);
                assert!(part.status() == 206 && part.body == written[from..], "a part of {name}");
            }
        }
        checked += 1;
    }
    assert!(checked > 50, "only {checked} files");
}

fn without_script(page: &str) -> String {
    let (before, rest) = page.split_once("<script src=\"/~preview/live.js\"").expect("every page has the script");
    before.to_owned() + rest.split_once("</script>\n").unwrap().1
}

#[test]
fn parts_and_conditions_are_answered_as_the_standard_says() {
    let library = library();
    let bytes: Vec<u8> = (0..700_001_u32).map(|number| (number * 7 % 251) as u8).collect();
    write(library.path(), &[("saving/media/paper.pdf", "")]);
    fs::write(library.path().join("saving/media/paper.pdf"), &bytes).unwrap();
    write(library.path(), &[(served::LESSON, "# The box\n\n[A paper](media/paper.pdf)\n")]);
    let served = Served::start(library.path(), &[]);
    let page = served.get(&format!("/{PAGE}")).text();
    let link = page.split('"').find(|part| part.ends_with(".pdf")).unwrap().trim_start_matches("../").to_owned();
    let path = ["en/saving", "en", ""].iter().map(|folder| format!("/{folder}/{link}").replace("//", "/"));
    let path = path.into_iter().find(|path| served.get(path).status() == 200).expect("the paper is there");
    let whole = served.get(&path);
    assert!(whole.body == bytes);
    assert_eq!(whole.header("content-type"), Some("application/pdf"));
    let size = bytes.len();
    let check = |range: &str, from: usize, to: usize| {
        let part = served.ask("GET", &path, &[&format!("Range: {range}")]);
        let expected = format!("bytes {from}-{}/{size}", to - 1);
        assert_eq!((part.status(), part.header("content-range")), (206, Some(expected.as_str())), "{range}");
        assert!(part.body == bytes[from..to], "{range}");
    };
    check("bytes=0-0", 0, 1);
    check("bytes=131071-400000", 131_071, 400_001);
    check("bytes=-5", size - 5, size);
    check(&format!("bytes={}-9999999", size - 1), size - 1, size);
    let beyond = served.ask("GET", &path, &[&format!("Range: bytes={size}-")]);
    assert_eq!((beyond.status(), beyond.header("content-range")), (416, Some(format!("bytes */{size}").as_str())));
    let head = served.ask("HEAD", &path, &[]);
    assert_eq!((head.status(), head.header("content-length")), (200, Some(size.to_string().as_str())));
    assert!(head.body.is_empty());
    let tag = whole.header("etag").unwrap();
    assert_eq!(served.ask("GET", &path, &[&format!("If-None-Match: {tag}")]).status(), 304);
    assert_eq!(served.ask("GET", &path, &["Range: bytes=0-9", &format!("If-Range: {tag}")]).status(), 206);
    assert_eq!(served.ask("GET", &path, &["Range: bytes=0-9", "If-Range: \"old\""]).body.len(), size);
}

/// `--lan`: whoever is not at this computer reads pages and hears of new ones, and of nothing else.
#[test]
fn guests_read_pages_and_hear_of_no_files() {
    let library = library();
    write(library.path(), &[(served::LESSON, "# The box\n\n[nowhere](nowhere.md)\n")]);
    let served = Served::start(library.path(), &["--lan"]);
    let asks = |host: &str, path: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    // Whoever names another address than this computer's own is a guest, wherever they sit.
    let page = served.raw(&asks("192.168.1.7:4000", "/"));
    assert_eq!(page.status(), 503, "there is nothing to show yet");
    for told in ["nowhere.md", "01-box", &*library.path().to_string_lossy()] {
        assert!(!page.text().contains(told));
    }
    assert_eq!(served.raw(&asks("evil.example", "/")).status(), 421);
    let heard = served.listen_as("192.168.1.7:4000", "index.html", "").next();
    assert_eq!(heard, serde_json::json!({"isNew": false, "told": null}));
    let author = served.listen_as("127.0.0.1", "index.html", "").next();
    assert!(served::error(&author).is_some_and(|error| error.contains("nowhere.md")), "{author}");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let library = library();
    let served = Served::start(library.path(), &[]);
    let second = Command::new(env!("CARGO_BIN_EXE_alforja"))
        .args(["--lang", "en", "--library"])
        .arg(library.path())
        .args(["serve", "--port", &served.port.to_string()])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8(second.stderr).unwrap();
    let expected = format!("error: port {} cannot be used: another program uses it", served.port);
    assert!(said.starts_with(&expected), "{said}");
}

#[cfg(unix)]
#[test]
fn it_ends_quietly_when_it_is_told_to() {
    for signal in ["INT", "TERM"] {
        let library = library();
        let served = Served::start(library.path(), &[]);
        assert_eq!(served.said, format!("To see it: http://127.0.0.1:{}/\n", served.port), "in a pipe no more is said");
        // A page that listens keeps nobody.
        let listening = served.listen(PAGE);
        let told = Command::new("kill").args([&format!("-{signal}"), &served.id().to_string()]).status();
        assert!(told.unwrap().success());
        assert_eq!(served.end(), (Some(0), String::new()), "{signal}");
        drop(listening);
    }
}
