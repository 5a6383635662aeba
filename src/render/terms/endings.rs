//! How words change their endings, as far as a glossary's terms are found by it.
//!
//! One rule for all languages: a word stands for a term where both are the same, or where the word is the term with an
//! ending of the language's table. A row says: what a term ends in (and loses), and what can follow instead. No word
//! is changed inside, but for a vowel that Mongolian drops (`дэвтэр`, `дэвтрийн`).
//! A term of fewer than [`SHORTEST`] letters is found only as it is written, and so is everything in other languages.

use std::collections::BTreeSet;

/// Terms with fewer letters take no endings: too many words begin like them.
const SHORTEST: usize = 4;

/// What a term ends in, and what stands there in other forms of it.
type Rule = (&'static str, &'static [&'static str]);

const ENGLISH: &[Rule] = &[("", &["s", "es"]), ("y", &["ies"]), ("man", &["men"])];

const PORTUGUESE: &[Rule] = &[
    ("", &["s"]),
    ("r", &["res", "ra", "ras"]),
    ("s", &["ses"]),
    ("z", &["zes"]),
    ("ão", &["ões", "ães", "ãos"]),
    ("l", &["is"]),
    ("m", &["ns"]),
];

const DANISH: &[Rule] = &[
    ("", &["s", "en", "ens", "et", "ets", "er", "ers", "erne", "ernes", "e", "es", "ne", "nes", "ene", "enes"]),
    ("e", &["en", "ens", "et", "ets", "er", "ers", "erne", "ernes"]),
];

const ALBANIAN: &[Rule] = &[
    (
        "",
        &[
            "i", "it", "in", "u", "ut", "un", "e", "et", "eve", "esh", "ë", "ët", "ëve", "ësh", "ve", "t", "ja", "n",
            "s",
        ],
    ),
    ("ë", &["a", "ën", "ës", "at", "ave", "ash", "e", "et", "eve"]),
    ("a", &["ë", "ën", "ës", "at", "ave", "ash"]),
    ("e", &["ja", "en", "es", "et", "eve", "esh"]),
];

/// Articles that link a word to the next and follow its form.
const ALBANIAN_ARTICLES: &[&str] = &["i", "e", "të", "së"];

const MONGOLIAN_PLURALS: &[&str] =
    &["", "ууд", "үүд", "нууд", "нүүд", "гууд", "гүүд", "чууд", "чүүд", "ид", "нар", "нэр"];

const MONGOLIAN_CASES: &[&str] = &[
    "",
    "ын",
    "ийн",
    "ны",
    "ний",
    "гийн",
    "гын",
    "н",
    "ыг",
    "ийг",
    "г",
    "д",
    "т",
    "нд",
    "аас",
    "ээс",
    "оос",
    "өөс",
    "гаас",
    "гээс",
    "наас",
    "нээс",
    "ноос",
    "нөөс",
    "аар",
    "ээр",
    "оор",
    "өөр",
    "гаар",
    "гээр",
    "тай",
    "тэй",
    "той",
    "аа",
    "ээ",
    "оо",
    "өө",
    "гаа",
    "гээ",
    "даа",
    "дээ",
    "таа",
    "тээ",
    "ыгаа",
    "ийгээ",
    "аасаа",
    "ээсээ",
    "аараа",
    "ээрээ",
    "тайгаа",
    "тэйгээ",
    "ынхаа",
    "ийнхээ",
];

/// Returns every form of `word` (in lower case) that stands for it, the word itself among them.
pub(super) fn forms(word: &str, lang: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::from([word.to_owned()]);
    if lang == "sq" && ALBANIAN_ARTICLES.contains(&word) {
        forms.extend(ALBANIAN_ARTICLES.iter().map(|article| (*article).to_owned()));
    }
    if word.chars().count() < SHORTEST {
        return forms;
    }
    let rules = match lang {
        "en" => ENGLISH,
        "pt" => PORTUGUESE,
        "da" => DANISH,
        "sq" => ALBANIAN,
        "mn" => {
            mongolian(word, &mut forms);
            return forms;
        }
        _ => return forms,
    };
    for (end, endings) in rules {
        if let Some(stem) = word.strip_suffix(end) {
            forms.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
        }
    }
    if lang == "da" {
        danish(word, &mut forms);
    }
    forms
}

/// A consonant may be doubled before an ending (`kredit`, `kreditten`), and `-el` lose its vowel (`regel`, `reglen`).
fn danish(word: &str, forms: &mut BTreeSet<String>) {
    const DOUBLED: &[&str] = &["en", "ens", "et", "ets", "er", "ers", "erne", "ernes"];
    let last = word.chars().next_back().filter(|letter| "bdfgklmnprst".contains(*letter));
    if let Some(last) = last {
        forms.extend(DOUBLED.iter().map(|ending| format!("{word}{last}{ending}")));
    }
    if let Some(stem) = word.strip_suffix("el") {
        forms.extend(["len", "lens", "ler", "lers", "lerne", "lernes"].iter().map(|ending| format!("{stem}{ending}")));
    }
}

/// Any plural with any case; before an ending that begins with a vowel the last short vowel may fall out.
fn mongolian(word: &str, forms: &mut BTreeSet<String>) {
    const VOWELS: &str = "аэоөуүи";
    let shorter = || {
        let letters: Vec<char> = word.chars().collect();
        let [before @ .., third, vowel, last] = letters.as_slice() else { return None };
        let falls = VOWELS.contains(*vowel) && !VOWELS.contains(*third) && !VOWELS.contains(*last);
        let stem = || before.iter().chain([third, last]).collect::<String>();
        (falls && before.len() + 2 >= SHORTEST).then(stem)
    };
    let shorter = shorter();
    for plural in MONGOLIAN_PLURALS {
        for case in MONGOLIAN_CASES {
            let ending = format!("{plural}{case}");
            if let Some(stem) = &shorter
                && ending.starts_with(|letter| VOWELS.contains(letter) || letter == 'ы')
            {
                forms.insert(format!("{stem}{ending}"));
            }
            forms.insert(format!("{word}{ending}"));
        }
    }
}

/// Words that mean something else far more often than the term: they are never marked.
pub(super) const EVERYDAY: &[(&str, &[&str])] = &[
    ("en", &["need", "item", "minutes", "interest", "balance", "board", "chair", "principal", "share", "goal"]),
    ("pt", &["entrega", "conta", "parte"]),
    ("da", &["rente", "møde"]),
    ("sq", &["pjesë", "vend"]),
    ("mn", &["хүү", "баг"]),
];

#[cfg(test)]
mod tests {
    use super::forms;

    fn check(lang: &str, term: &str, found: &[&str], other: &[&str]) {
        let forms = forms(term, lang);
        for word in found {
            assert!(forms.contains(*word), "{lang}: `{word}` is a form of `{term}`");
        }
        for word in other {
            assert!(!forms.contains(*word), "{lang}: `{word}` is none of `{term}`");
        }
    }

    #[test]
    fn each_language_has_its_endings() {
        check("en", "facilitator", &["facilitator", "facilitators"], &["facilitate", "facilitation"]);
        check("en", "activity", &["activities"], &["active"]);
        check("pt", "financiador", &["financiadores", "financiadora"], &["financiar", "financiamento"]);
        check("pt", "formação", &["formações"], &["formar"]);
        check("da", "kasserer", &["kassereren", "kassererne", "kasserers"], &["kasse", "kassebog"]);
        check("da", "bestyrelse", &["bestyrelsen", "bestyrelsens", "bestyrelser"], &["bestyrelsesmøde", "bestyre"]);
        check("da", "medlemsbog", &["medlemsbogen"], &["medlem"]);
        check("sq", "lehtësues", &["lehtësuesi", "lehtësuesit", "lehtësuesin"], &["lehtësim"]);
        check("sq", "linja", &["linjën", "linjës", "linjat"], &["lineare"]);
        check("sq", "forum", &["forumi", "forumet", "forumeve"], &[]);
        check("mn", "дэвтэр", &["дэвтрийн", "дэвтэрт", "дэвтрээ", "дэвтрүүд"], &["дэвтэрлэх"]);
        check("mn", "ахлагч", &["ахлагчийн", "ахлагчид", "ахлагчаас"], &["ахлах"]);
        check("mn", "хоршоо", &["хоршооны", "хоршооноос", "хоршоонд"], &["хоршил"]);
        check("ar", "كتاب", &["كتاب"], &["كتابا"]);
    }

    #[test]
    fn short_words_take_no_endings() {
        check("da", "en", &["en"], &["ene", "ens"]);
        check("mn", "нэг", &["нэг"], &["нэгийн"]);
        check("sq", "i", &["i", "e", "të", "së"], &["it"]);
    }
}
