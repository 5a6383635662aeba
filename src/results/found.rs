//! Results in whatever came: a file, a message, a whole chat, a list of codes with names.
//!
//! 1. JSON is one result file.
//! 2. Any other text may hold lines of results, and on each of its lines a code to say, with a name beside it.

use crate::fingerprint::Fingerprint;
use crate::results::doubt::Unreadable;
use crate::results::file::{is_result, read_file};
use crate::results::line;
use crate::results::made::{Form, LearnerResult};
use crate::results::spoken::Spoken;
use crate::results::text::{is_dash, one_line, short_line, typed_signs};
use serde_json::Value;
use serde_json::error::Category;

/// The most bytes of a result file.
pub const LARGEST_FILE: u64 = 4_000_000;

/// The most bytes of a text that results are looked for in.
pub const LARGEST_TEXT: u64 = 32_000_000;

/// The longest line on which a code with a name is looked for, in bytes.
const LONGEST_LINE: usize = 2_000;

/// One thing that was found: a result, or why it is none.
pub type Found = Result<LearnerResult, Unreadable>;

/// Reads one result: a result file, or a text that holds one line.
///
/// # Errors
/// When it is too large, no text, or holds no result.
pub fn read(bytes: &[u8]) -> Found {
    let mut all = found(bytes);
    match all.len() {
        0 => Err(Unreadable::NotAResult),
        _ => all.swap_remove(0),
    }
}

/// Returns every result in some bytes, in their order; never nothing at all: what holds none says why.
pub fn found(bytes: &[u8]) -> Vec<Found> {
    if bytes.len() as u64 > LARGEST_TEXT {
        return vec![Err(Unreadable::TooLarge { most: LARGEST_TEXT })];
    }
    let Some(text) = text_of(bytes) else { return vec![Err(Unreadable::NotText)] };
    let trimmed = text.trim_matches(|letter: char| letter.is_whitespace() || "\u{0}\u{feff}".contains(letter));
    if trimmed.is_empty() {
        return vec![Err(Unreadable::Empty)];
    }
    if trimmed.starts_with('{') {
        return vec![json(trimmed)];
    }
    let mut all: Vec<Found> = line::lines(trimmed).into_iter().map(|one| one.ok_or(Unreadable::CutOff)).collect();
    all.extend(trimmed.lines().filter_map(code_on));
    if all.is_empty() {
        all.push(Err(Unreadable::NotAResult));
    }
    all
}

/// Returns a code that was typed by itself or with a name before or after it.
pub fn typed(text: &str) -> Found {
    let line = one_line(text);
    if let Some(found) = code_on(&line) {
        return found;
    }
    match Spoken::read(&line) {
        Some(spoken) => Ok(of_code(spoken, "")),
        None => read(line.as_bytes()),
    }
}

fn json(text: &str) -> Found {
    if text.len() as u64 > LARGEST_FILE {
        return Err(Unreadable::TooLarge { most: LARGEST_FILE });
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(object)) if is_result(&object) => read_file(&object, text),
        Ok(_) => Err(Unreadable::NotAResult),
        Err(error) if error.classify() == Category::Eof => Err(Unreadable::CutOff),
        Err(error) => Err(Unreadable::Broken { line: error.line() }),
    }
}

/// Returns the text of some bytes: UTF-8, or UTF-16 where its mark stands first, as older editors write it.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        bytes => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

/// Finds a code of two groups of five on a line; what stands beside it is taken for the name. A line of text has
/// signs of its own and is passed over.
fn code_on(line: &str) -> Option<Found> {
    if line.len() > LONGEST_LINE || line.to_ascii_uppercase().contains("ALF1") {
        return None;
    }
    let is_edge = |letter: char| letter.is_whitespace() || ";,:\t|\"'()".contains(letter);
    let mut start = 0;
    for piece in line.split_inclusive(is_edge) {
        let word = piece.trim_end_matches(is_edge);
        let end = start + word.len();
        if let Some(groups) = groups(word) {
            let signs = typed_signs(word);
            let beside = format!("{} {}", &line[..start], &line[end..]);
            let name = short_line(beside.trim_matches(|letter: char| is_edge(letter) || is_dash(letter)), 200);
            match Spoken::read(&signs) {
                Some(spoken) => return Some(Ok(of_code(spoken, &name))),
                // Two words with a hyphen have five letters each sometimes; a code has figures.
                None if groups => return Some(Err(Unreadable::WrongSign { code: word.to_uppercase() })),
                None => {}
            }
        }
        start += piece.len();
    }
    None
}

/// Tells whether a word has two groups of five signs with a dash between, and then whether there is a figure in it.
fn groups(word: &str) -> Option<bool> {
    let mut parts = word.split(is_dash);
    let (first, second) = (parts.next()?, parts.next()?);
    let good = |part: &str| part.len() == 5 && part.bytes().all(|sign| sign.is_ascii_alphanumeric());
    let whole = good(first) && good(second) && parts.next().is_none();
    whole.then(|| word.bytes().any(|sign| sign.is_ascii_digit()))
}

/// Returns what a code says; the course is known by 10 bits only, so it has no name yet.
fn of_code(spoken: Spoken, name: &str) -> LearnerResult {
    let code = spoken.code();
    let fingerprint = Fingerprint::of(format!("{code}\n{name}").as_bytes());
    let text = format!("{code} {name}");
    LearnerResult {
        standing: spoken.standing,
        passing_unsaid: false,
        code: Some(code),
        ..LearnerResult::bare(Form::Code, "", name, fingerprint, text.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::{found, read, typed};
    use crate::results::doubt::Unreadable;
    use crate::results::made::Form;
    use proptest::prelude::{any, proptest};
    use serde_json::{Value, json};

    fn known() -> Value {
        serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap()
    }

    fn file(at: usize) -> Value {
        known()["results"][at]["file"].clone()
    }

    fn why(bytes: &[u8]) -> Unreadable {
        read(bytes).unwrap_err()
    }

    #[test]
    fn the_shared_files_are_read_and_their_checksums_hold() {
        let known = known();
        let cases = known["results"].as_array().unwrap();
        assert!(cases.len() >= 4);
        for case in cases {
            let result = read(serde_json::to_string_pretty(&case["file"]).unwrap().as_bytes()).unwrap();
            assert!(result.whole, "{}", case["about"]);
            assert_eq!(result.form, Form::File);
            assert_eq!(Some(result.course.id.as_str()), case["file"]["course"]["id"].as_str());
            assert_eq!(
                Some(result.learner.name()),
                Some(case["file"]["learner"]["fields"]["name"].as_str().unwrap_or(""))
            );
            assert_eq!(result.questions.len(), case["file"]["questions"].as_array().unwrap().len());
            let code = super::Spoken::read(result.code.as_deref().unwrap()).unwrap();
            assert_eq!(code.fits(&result.course.id, result.learner.name()), crate::results::spoken::Fits::Both);
        }
    }

    #[test]
    fn copies_have_one_fingerprint_however_they_are_written() {
        let file = file(0);
        let plain = read(file.to_string().as_bytes()).unwrap();
        let pretty = format!("\u{feff}{}\r\n", serde_json::to_string_pretty(&file).unwrap());
        assert_eq!(read(pretty.as_bytes()).unwrap().fingerprint, plain.fingerprint);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(pretty.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&wide).unwrap().fingerprint, plain.fingerprint);
        let mut forged = file;
        forged["score"] = json!(99);
        let forged = read(forged.to_string().as_bytes()).unwrap();
        assert!(!forged.whole && forged.fingerprint != plain.fingerprint);
    }

    #[test]
    fn what_is_no_result_says_why() {
        let file = file(0).to_string();
        assert_eq!(why(b""), Unreadable::Empty);
        assert_eq!(why(b" \n\0"), Unreadable::Empty);
        assert_eq!(why(&[0xff, 0x00, 0xd8]), Unreadable::NotText);
        assert_eq!(why(b"Good morning"), Unreadable::NotAResult);
        assert_eq!(why(b"{\"a\": 1}"), Unreadable::NotAResult);
        assert_eq!(why(&file.as_bytes()[..file.len() - 9]), Unreadable::CutOff);
        assert_eq!(
            why(format!("\n{}", file.replace("\"role\":null", "\"role\"null")).as_bytes()),
            Unreadable::Broken { line: 1 }
        );
        assert_eq!(
            why(file.replace("\"version\":1,", "\"version\":2,").as_bytes()),
            Unreadable::Newer { version: "2".to_owned() }
        );
        assert_eq!(why("ALF1;savings;1.2.0;mn;11;76;3/3;2026".as_bytes()), Unreadable::CutOff);
        let long = vec![b' '; usize::try_from(super::LARGEST_TEXT).unwrap() + 1];
        assert_eq!(why(&long), Unreadable::TooLarge { most: super::LARGEST_TEXT });
        let deep = format!("{}{}", "{\"a\":[".repeat(5_000), "]}".repeat(5_000));
        assert!(matches!(why(deep.as_bytes()), Unreadable::Broken { .. }));
    }

    #[test]
    fn what_is_not_as_the_page_writes_it_says_where() {
        let check = |change: &dyn Fn(&mut Value), at: &str| {
            let mut file = file(0);
            change(&mut file);
            assert_eq!(why(file.to_string().as_bytes()), Unreadable::Shape { at: at.to_owned() });
        };
        check(&|file| file["score"] = json!(101), "score");
        check(&|file| file["score"] = json!(7.5), "score");
        check(&|file| file["quizzes"][1]["best"] = json!("x"), "quizzes/1/best");
        check(&|file| file["days"]["completed"] = json!("2026-02-30"), "days/completed");
        check(&|file| file["questions"] = json!(vec![json!({}); 10_001]), "questions");
        check(&|file| file["learner"]["fields"]["name"] = json!("x".repeat(900)), "learner/fields/name");
        check(&|file| drop(file.as_object_mut().unwrap().remove("made")), "made");
    }

    #[test]
    fn codes_are_found_with_the_name_beside_them() {
        let check = |line: &str, name: &str| {
            let all = found(line.as_bytes());
            let result = all[0].as_ref().unwrap();
            assert_eq!(
                (result.form, result.code.as_deref(), result.learner.name()),
                (Form::Code, Some("3DXD9-21WTF"), name)
            );
        };
        check("3DXD9-21WTF", "");
        check("Бат-Эрдэнэ Д.;3dxd9-21wtf", "Бат-Эрдэнэ Д.");
        check("3DXD9–21WTF - Бат-Эрдэнэ Д.", "Бат-Эрдэнэ Д.");
        check("Бат: 3DXD9-2IWTF", "Бат");
        assert_eq!(found(b"Ana 3DXD9-21WTG")[0], Err(Unreadable::WrongSign { code: "3DXD9-21WTG".to_owned() }));
        assert_eq!(found("three-eight words".as_bytes())[0], Err(Unreadable::NotAResult));
        assert_eq!(typed("3dxd9 21wtf").unwrap().code.as_deref(), Some("3DXD9-21WTF"));
        assert_eq!(typed("nonsense"), Err(Unreadable::NotAResult));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic() {
        let file = file(1).to_string();
        let lines: Vec<&str> = file.split(',').collect();
        proptest!(|(noise in any::<Vec<u8>>(), text in any::<String>(), place in 0_usize..400, piece in "[-{}\\[\\]\"0-9a-zé:,x.]{0,12}")| {
            drop(found(&noise));
            drop(typed(&text));
            let mut changed = lines.clone();
            let place = place % changed.len();
            changed[place] = &piece;
            drop(found(changed.join(",").as_bytes()));
            drop(found(&file.as_bytes()[..file.len() * place / 400]));
        });
    }
}
