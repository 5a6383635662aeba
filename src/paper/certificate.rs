//! Certificates: one a page, to be signed by hand, by the organiser's key, or both.

use crate::locale::Catalog;
#[cfg(feature = "pdf")]
use crate::paper::PaperSize;
use crate::paper::{PaperError, Printed};
use crate::render::duration;
use serde::Serialize;

/// What a certificate says. What is not known is a line to write on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Certificate<'a> {
    /// Who has completed the course.
    pub name: Option<&'a str>,
    /// The course's title.
    pub course: &'a str,
    /// The course's version.
    pub version: Option<&'a str>,
    /// Who publishes it.
    pub organisation: Option<&'a str>,
    /// The day of its completion, `YYYY-MM-DD`.
    pub date: Option<&'a str>,
    /// The score in per cent.
    pub score: Option<u8>,
    /// How long the course takes, in minutes.
    pub minutes: Option<u32>,
    /// How it can be checked.
    pub check: Option<Check<'a>>,
}

/// How a certificate can be checked.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// What the QR code holds.
    pub code: &'a str,
    /// What stands beside it: how to check it, and who signed.
    pub words: &'a str,
}

/// Returns certificates in the language of `words`, each on a page of its own (A4, lying): as PDF, or as a page for a
/// browser where the program sets no PDFs. Says the same bytes of the same certificates.
///
/// # Errors
/// When they cannot be set; a text of a QR code that is too long for one is left out, not an error.
pub fn certificates(words: &Catalog, certificates: &[Certificate<'_>]) -> Result<Printed, PaperError> {
    let sheet = Sheet {
        lang: words.lang().base().to_owned(),
        dir: words.lang().direction().html(),
        title: words.text("certificate.paper-title").to_owned(),
        certificates: certificates.iter().map(|certificate| view(words, certificate)).collect(),
    };
    print(&sheet)
}

#[cfg(feature = "pdf")]
fn print(sheet: &Sheet) -> Result<Printed, PaperError> {
    use crate::paper::typeset::{Album, Copy, Press, picture_name};
    let mut numbered = sheet.clone();
    let mut drawings = Vec::new();
    for code in numbered.certificates.iter_mut().filter_map(|one| one.code.as_mut()) {
        let name = picture_name(drawings.len(), "svg");
        drawings.push(("svg".to_owned(), std::mem::replace(code, name).into_bytes()));
    }
    let copy = Copy::new("certificate.typ", &numbered, Album::new(drawings), "certificate");
    let press = Press::new();
    let bytes = press.pdf(&copy, PaperSize::A4)?;
    press.rest();
    Ok(Printed { bytes, ending: "pdf" })
}

#[cfg(not(feature = "pdf"))]
fn print(sheet: &Sheet) -> Result<Printed, PaperError> {
    Ok(Printed { bytes: page(sheet).into_bytes(), ending: "html" })
}

/// Certificates as templates see them.
#[derive(Debug, Clone, Serialize)]
struct Sheet {
    lang: String,
    dir: &'static str,
    title: String,
    certificates: Vec<View>,
}

#[derive(Debug, Clone, Serialize)]
struct View {
    name: Option<String>,
    course: String,
    organisation: Option<String>,
    /// The sentence that names both, in pieces.
    sentence: Vec<Piece>,
    facts: Vec<String>,
    /// What is written by hand.
    lines: Vec<String>,
    /// A drawing; for Typst the name of its picture.
    code: Option<String>,
    check: Option<String>,
}

/// A piece of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Piece {
    Words(String),
    Name,
    Course,
}

fn view(words: &Catalog, certificate: &Certificate<'_>) -> View {
    let day = certificate.date.map_or_else(|| "........................".to_owned(), |date| day_of(words, date));
    let mut facts = vec![words.fill("certificate.paper-day", &[("date", &day)])];
    facts.extend(
        certificate.score.map(|score| words.fill("certificate.paper-score", &[("percent", &score.to_string())])),
    );
    let hours = certificate.minutes.map(|minutes| duration(words, minutes));
    facts.extend(hours.map(|hours| words.fill("certificate.paper-hours", &[("duration", &hours)])));
    facts.extend(certificate.version.map(|version| format!("{} {version}", words.text("page.version"))));
    let code = certificate.check.and_then(|check| crate::render::qr_code(check.code));
    View {
        name: certificate.name.map(ToOwned::to_owned),
        course: certificate.course.to_owned(),
        organisation: certificate.organisation.map(ToOwned::to_owned),
        sentence: pieces(words.text("certificate.paper-sentence")),
        facts,
        lines: ["paper-place", "paper-trainer"].map(|key| words.text(&format!("certificate.{key}")).to_owned()).into(),
        code: code.map(|drawing| drawing.0),
        // What is typed stands between signs that are nothing on paper.
        check: certificate.check.map(|check| check.words.replace('`', "")),
    }
}

/// Returns the day `YYYY-MM-DD` in words, without its weekday; what is no day comes back as it is.
fn day_of(words: &Catalog, date: &str) -> String {
    let mut parts = date.splitn(3, '-').map(str::parse::<usize>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
        return date.to_owned();
    };
    let pattern = words.day_patterns().into_iter().nth(month.wrapping_sub(1));
    pattern.map_or_else(
        || date.to_owned(),
        |pattern| pattern.replace("{day}", &day.to_string()).replace("{year}", &year.to_string()),
    )
}

/// Divides a sentence at its places for the name and the title.
fn pieces(sentence: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while !rest.is_empty() {
        let places = [("{name}", Piece::Name), ("{title}", Piece::Course)];
        let found = places.into_iter().filter_map(|(place, piece)| Some((rest.find(place)?, place.len(), piece)));
        let next = found.min_by_key(|(at, ..)| *at);
        let (at, length, piece) = next.map_or((rest.len(), 0, None), |(at, length, piece)| (at, length, Some(piece)));
        if at > 0 {
            pieces.push(Piece::Words(rest[..at].to_owned()));
        }
        pieces.extend(piece);
        rest = &rest[at + length..];
    }
    pieces
}

/// Returns certificates as a page that prints from any browser.
#[cfg(any(not(feature = "pdf"), test))]
fn page(sheet: &Sheet) -> String {
    use crate::render::{Html, Markup};
    let mut html = Html::default();
    html.markup("<!doctype html>\n<html").attribute("lang", &sheet.lang).attribute("dir", sheet.dir);
    html.markup(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html.markup("default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\">\n<title>");
    html.text(&sheet.title).markup("</title>\n<style>").markup(STYLE).markup("</style>\n</head>\n<body>\n");
    for one in &sheet.certificates {
        html.markup("<section>\n");
        if let Some(organisation) = &one.organisation {
            html.markup("<p class=\"by\">").text(organisation).markup("</p>\n");
        }
        html.markup("<h1>").text(&sheet.title).markup("</h1>\n<p class=\"sentence\">");
        for piece in &one.sentence {
            match piece {
                Piece::Words(words) => html.markup("<span>").text(words.trim()).markup("</span>"),
                Piece::Name => html.markup("<b>").text(one.name.as_deref().unwrap_or(BLANK)).markup("</b>"),
                Piece::Course => html.markup("<b>").text(&one.course).markup("</b>"),
            };
        }
        html.markup("</p>\n<p>").text(&one.facts.join(" · ")).markup("</p>\n<div class=\"foot\">");
        for line in &one.lines {
            html.markup("<p class=\"line\">").text(line).markup("</p>");
        }
        if let Some(code) = &one.code {
            html.sound(&Markup(code.clone()));
        }
        html.markup("</div>\n");
        if let Some(check) = &one.check {
            html.markup("<p class=\"check\">").text(check).markup("</p>\n");
        }
        html.markup("</section>\n");
    }
    html.markup("</body>\n</html>\n").take().0
}

/// A line to write a name on.
#[cfg(any(not(feature = "pdf"), test))]
const BLANK: &str = "................................................";

#[cfg(any(not(feature = "pdf"), test))]
const STYLE: &str = "@page{size:A4 landscape;margin:15mm}body{margin:0;font-family:Georgia,'Noto Serif',serif;color:#000}\
section{box-sizing:border-box;height:175mm;padding:14mm;border:1mm double;text-align:center;display:flex;\
flex-direction:column;justify-content:space-between;page-break-after:always;break-after:page}\
h1{margin:0;font-size:30pt}.sentence{font-size:16pt;line-height:1.35}.sentence *{display:block;margin:0 0 3mm;overflow-wrap:anywhere}.sentence b{font-size:20pt}\
.foot{display:flex;gap:12mm;align-items:end}.line{flex:1;margin:0;padding:2mm 0 0;border-top:.3mm solid}\
.qr{width:34mm;height:34mm}.check{margin:0;font-size:9pt}p{margin:0}";

#[cfg(test)]
mod tests {
    use super::{Certificate, Check, Piece, certificates, page, pieces, view};
    use crate::locale::{Catalogs, Lang};

    const LANGUAGES: [&str; 5] = ["en", "pt", "da", "sq", "mn"];

    fn example() -> Certificate<'static> {
        Certificate {
            name: Some("Өнөрмаа <b>"),
            course: "Хадгаламжийн бүлэг",
            version: Some("1.2.0"),
            organisation: Some("Үүр"),
            date: Some("2026-11-28"),
            score: Some(85),
            minutes: Some(150),
            check: Some(Check { code: "https://example.org/check#AB12", words: "Check it with `alforja verify`." }),
        }
    }

    #[test]
    fn the_sentence_is_divided_at_its_places() {
        let words = |text: &str| Piece::Words(text.to_owned());
        assert_eq!(pieces("{name} has completed {title}"), [Piece::Name, words(" has completed "), Piece::Course]);
        assert_eq!(pieces("a {title}."), [words("a "), Piece::Course, words(".")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn every_language_names_the_learner_and_the_course() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        for lang in LANGUAGES {
            let view = view(catalogs.get(&Lang::parse(lang).unwrap()), &example());
            assert!(view.sentence.contains(&Piece::Name) && view.sentence.contains(&Piece::Course), "{lang}");
            assert_eq!(view.facts.len(), 4, "{lang}");
        }
    }

    #[test]
    fn on_paper_a_day_has_no_weekday_and_a_command_no_signs_around_it() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let check = |lang: &str, expected: &str| {
            let view = view(catalogs.get(&Lang::parse(lang).unwrap()), &example());
            // Some languages have spaces that do not break.
            let day = view.facts[0].split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(day.ends_with(expected), "{lang}: {day}");
            assert_eq!(view.check.as_deref(), Some("Check it with alforja verify."));
        };
        check("en", ": November 28, 2026");
        check("pt", ": 28 de novembro de 2026");
        check("da", ": 28. november 2026");
        check("sq", ": 28 nëntor 2026");
        check("mn", ": 2026 оны арван нэгдүгээр сарын 28");
        let words = catalogs.get(&Lang::english());
        assert_eq!(super::day_of(words, "2026-13-01"), "2026-13-01");
        assert_eq!(super::day_of(words, "soon"), "soon");
    }

    #[test]
    fn a_page_says_words_as_words_and_leaves_lines_for_what_is_not_known() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let words = catalogs.get(&Lang::parse("mn").unwrap());
        let sheet = |certificate: &Certificate<'_>| super::Sheet {
            lang: "mn".into(),
            dir: "ltr",
            title: "T".into(),
            certificates: vec![view(words, certificate)],
        };
        let full = page(&sheet(&example()));
        assert!(full.contains("Өнөрмаа &lt;b&gt;") && full.contains("<svg class=\"qr\""), "{full}");
        let blank = page(&sheet(&Certificate { course: "X", ..Certificate::default() }));
        assert!(blank.contains("........") && !blank.contains("<svg"), "{blank}");
    }

    #[test]
    fn the_same_certificates_give_the_same_bytes() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let words = catalogs.get(&Lang::parse("mn").unwrap());
        let blank = Certificate { course: "X", ..Certificate::default() };
        let print = || certificates(words, &[example(), blank]).unwrap();
        let printed = print();
        assert_eq!(printed, print());
        assert_eq!(printed.ending, if crate::paper::SETS_PDF { "pdf" } else { "html" });
    }
}
