//! The text of a certificate: `ALFC1;course;version;date;score;name;title;key;signature`.
//!
//! What is signed is all before the last `;`, as UTF-8; it says at its beginning what it is for. A reader looks for
//! `ALFC1;` in whatever was pasted, makes it one line and takes out what messages put in on the way.

use crate::results::one_line;
use crate::sign::{PublicKey, SecretKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What every text begins with, without the number of its form.
const BEGIN: &str = "ALFC";

/// The form that this program writes.
const FORM: &str = "ALFC1";

/// How many parts there are, the signature among them.
const PARTS: usize = 9;

/// How many letters a signature has: 64 bytes in base64.
const SIGNATURE: usize = 86;

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 8_000;

/// Stands where there is nothing to say.
const NOTHING: &str = "x";

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The course's id.
    pub course: String,
    /// The course's version.
    pub version: String,
    /// The day of its completion, `YYYY-MM-DD`, where it is known.
    pub date: Option<String>,
    /// The score in per cent, where anything is graded.
    pub score: Option<u8>,
    /// Who completed it.
    pub name: String,
    /// The course's title.
    pub title: String,
}

/// A certificate with its signature, which is not yet looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What it says.
    pub certificate: Certificate,
    /// The id of the key that it names.
    pub key: String,
    /// What was signed.
    statement: String,
    signature: Vec<u8>,
}

/// What a signature proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The owner of the key confirmed what the certificate says.
    Good,
    /// It names this key, but the key did not sign this.
    Forged,
    /// It names another key.
    OtherKey,
}

/// Why a text is no certificate that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It ends in the middle.
    CutOff,
    /// A newer program wrote it.
    Newer,
    /// Something in it is written as no program writes it.
    Shape,
}

impl Certificate {
    /// Returns the certificate as a text, signed: one line.
    pub fn signed(&self, key: &SecretKey) -> String {
        let statement = self.statement(&key.public().id());
        let signature = URL_SAFE_NO_PAD.encode(key.sign_text(&statement));
        format!("{statement};{signature}")
    }

    fn statement(&self, key: &str) -> String {
        let date = self.date.as_ref().map_or_else(|| NOTHING.to_owned(), |date| date.replace('-', ""));
        let score = self.score.map_or_else(|| NOTHING.to_owned(), |score| score.to_string());
        let texts = [&self.course, &self.version, &date, &score, &self.name, &self.title].map(|text| written(text));
        format!("{FORM};{};{key}", texts.join(";"))
    }
}

impl Signed {
    /// Returns what the signature proves to whoever trusts `key`.
    pub fn proof(&self, key: &PublicKey) -> Proof {
        if self.key != key.id() {
            Proof::OtherKey
        } else if key.verify_text(&self.statement, &self.signature) {
            Proof::Good
        } else {
            Proof::Forged
        }
    }
}

/// Returns a text as one part: one line, without what parts the parts.
fn written(text: &str) -> String {
    one_line(text).replace('%', "%25").replace(';', "%3B")
}

fn unwritten(part: &str) -> String {
    part.replace("%3B", ";").replace("%25", "%")
}

/// Tells whether a text seems to hold a certificate.
pub fn is_one(text: &str) -> bool {
    begins(text).next().is_some()
}

/// Returns every certificate in a text, or why it cannot be looked at, in their order.
pub fn read(text: &str) -> Vec<Result<Signed, Unread>> {
    let begins: Vec<usize> = begins(text).collect();
    let ends = begins.iter().skip(1).copied().chain([text.len()]);
    begins.iter().zip(ends).map(|(from, to)| one(&text[*from..to])).collect()
}

/// Returns where certificates begin: `ALFC`, a number, `;`.
fn begins(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(BEGIN).map(|(at, _)| at).filter(|at| {
        let rest = &text[at + BEGIN.len()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].trim_start().starts_with(';')
    })
}

fn one(text: &str) -> Result<Signed, Unread> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line = one_line(&text[..end]);
    let parts: Vec<&str> = line.splitn(PARTS, ';').map(str::trim).collect();
    if parts[0] != FORM {
        return Err(Unread::Newer);
    }
    let [_, course, version, date, score, name, title, key, rest] = parts[..] else { return Err(Unread::CutOff) };
    let signature: String = rest.chars().filter(|letter| *letter != ' ').take(SIGNATURE).collect();
    if signature.chars().count() < SIGNATURE {
        return Err(Unread::CutOff);
    }
    let signature = URL_SAFE_NO_PAD.decode(&signature).map_err(|_| Unread::Shape)?;
    if key.len() != 16 || !key.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Unread::Shape);
    }
    Ok(Signed {
        certificate: Certificate {
            course: unwritten(course),
            version: unwritten(version),
            date: day(date)?,
            score: percent(score)?,
            name: unwritten(name),
            title: unwritten(title),
        },
        key: key.to_owned(),
        statement: parts[..PARTS - 1].join(";"),
        signature,
    })
}

fn day(part: &str) -> Result<Option<String>, Unread> {
    if part == NOTHING {
        return Ok(None);
    }
    let is_day = part.len() == 8 && part.bytes().all(|digit| digit.is_ascii_digit());
    is_day.then(|| Some(format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..]))).ok_or(Unread::Shape)
}

fn percent(part: &str) -> Result<Option<u8>, Unread> {
    if part == NOTHING {
        return Ok(None);
    }
    part.parse().ok().filter(|score| *score <= 100).map(Some).ok_or(Unread::Shape)
}

#[cfg(test)]
mod tests {
    use super::{Certificate, Proof, Unread, is_one, read};
    use crate::sign::{PublicKey, SecretKey, new_key};
    use proptest::prelude::{any, proptest};

    fn key() -> SecretKey {
        SecretKey::read(&new_key(None).unwrap().secret, None).unwrap()
    }

    fn example() -> Certificate {
        Certificate {
            course: "savings-groups".to_owned(),
            version: "1.2.0".to_owned(),
            date: Some("2026-11-25".to_owned()),
            score: Some(76),
            name: "Бат-Эрдэнэ; 100 %".to_owned(),
            title: "Хадгаламж зээлийн бүлэг".to_owned(),
        }
    }

    fn proof(text: &str, key: &PublicKey) -> Result<Proof, Unread> {
        let all = read(text);
        assert_eq!(all.len(), 1, "{text}");
        all[0].as_ref().map(|signed| signed.proof(key)).map_err(|unread| *unread)
    }

    #[test]
    fn what_was_signed_is_read_and_proved() {
        let (key, bare) = (key(), Certificate { date: None, score: None, ..example() });
        for certificate in [example(), bare] {
            let text = certificate.signed(&key);
            assert_eq!(text, certificate.signed(&key), "the same text each time");
            let read = read(&text).remove(0).unwrap();
            assert_eq!(read.certificate, certificate);
            assert_eq!(read.proof(&key.public()), Proof::Good);
        }
    }

    #[test]
    fn what_messages_do_on_the_way_does_no_harm() {
        let key = key();
        let text = example().signed(&key);
        let broken: String = text
            .chars()
            .enumerate()
            .flat_map(|(at, letter)| {
                let end = if letter == ';' || (at > 130 && at % 20 == 0) { "\r\n" } else { "" };
                std::iter::once(letter).chain(end.chars())
            })
            .collect();
        for sent in
            [format!("Look:\n{text}\n"), format!("\u{feff}{text} thanks, Ana"), broken, text.replace(';', " ; ")]
        {
            assert_eq!(proof(&sent, &key.public()), Ok(Proof::Good), "{sent}");
        }
        assert_eq!(read(&format!("Ana\n{text}\n\nBat\n{text}\n")).len(), 2);
    }

    #[test]
    fn every_changed_letter_is_found() {
        let key = key();
        let text = example().signed(&key);
        for (from, to) in
            [("1.2.0", "1.3.0"), ("20261125", "20251125"), (";76;", ";96;"), ("Бат", "Дорж"), ("бүлэг", "бүлэк")]
        {
            assert!(text.contains(from), "{from}");
            assert_eq!(proof(&text.replacen(from, to, 1), &key.public()), Ok(Proof::Forged), "{from}");
        }
        let at = text.len() - 40;
        let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
        assert_eq!(proof(&format!("{}{other}{}", &text[..at], &text[at + 1..]), &key.public()), Ok(Proof::Forged));
    }

    #[test]
    fn another_key_proves_nothing() {
        let (key, stranger) = (key(), key());
        let text = example().signed(&stranger);
        assert_eq!(proof(&text, &key.public()), Ok(Proof::OtherKey));
        let claimed = text.replace(&stranger.public().id(), &key.public().id());
        assert_eq!(proof(&claimed, &key.public()), Ok(Proof::Forged));
    }

    #[test]
    fn what_cannot_be_looked_at_is_told() {
        let text = example().signed(&key());
        let public = key().public();
        for length in [8, 30, text.len() - 1] {
            let cut = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= length).last().unwrap();
            assert_eq!(proof(&text[..cut], &public), Err(Unread::CutOff), "{length}");
        }
        assert_eq!(proof(&text.replace("ALFC1", "ALFC2"), &public), Err(Unread::Newer));
        assert_eq!(proof(&text.replace("20261125", "tomorrow"), &public), Err(Unread::Shape));
        assert_eq!(proof(&text.replace(";76;", ";176;"), &public), Err(Unread::Shape));
        assert!(read("ALF1;savings-groups;1.2.0;mn").is_empty() && !is_one("ALFC and ALFC1"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "(ALFC1;|;|[a-zөүъ%0-9 ]|\n){0,60}", cut in any::<prop::sample::Index>()) {
            let signed = example().signed(&key());
            let at = signed.char_indices().map(|(at, _)| at).nth(cut.index(signed.chars().count())).unwrap();
            read(&format!("{text}{}{text}", &signed[..at]));
        }
    }
    use proptest::prelude::prop;
}
