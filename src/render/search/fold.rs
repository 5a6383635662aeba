//! How words are folded, so that what people type on any keyboard finds what authors wrote.
//!
//! The same rule stands in `player/search/fold.js`; `tests/fixtures/folding.json` holds both to it:
//!
//! 1. Each code point alone: NFKD, lower case, without the marks of [`is_dropped`], then [`instead`].
//! 2. Words are runs of what is no [`is_separator`]; a word is cut after [`LONGEST`] UTF-16 units.
//! 3. A run of a script without spaces ([`is_unspaced`]) gives its overlapping pairs of letters and its last letter.

use unicode_normalization::UnicodeNormalization;

/// How many UTF-16 units of a word count.
const LONGEST: usize = 24;

/// Returns `text` folded.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\0'..='\x7f' => folded.push(letter.to_ascii_lowercase()),
            'а'..='и' | 'к'..='я' => folded.push(letter),
            '\u{1f000}'..='\u{1fbff}' => folded.push(' '),
            _ => fold_letter(letter, &mut folded),
        }
    }
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    let lower = std::iter::once(letter).nfkd().flat_map(char::to_lowercase);
    for letter in lower.filter(|letter| !is_dropped(*letter)) {
        match instead(letter) {
            "" => folded.push(letter),
            other => folded.push_str(other),
        }
    }
}

/// Shows each word of a folded text to `found`, in order; a word may come again.
pub(crate) fn words<'a>(folded: &'a str, found: &mut dyn FnMut(&'a str)) {
    let mut rest = folded;
    loop {
        // Most words of most texts: letters and digits of ASCII between signs of ASCII.
        let plain = rest.bytes().take_while(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9')).count();
        if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
            if plain > 0 {
                found(&rest[..plain.min(LONGEST)]);
            }
            let signs = rest[plain..].bytes().take_while(|byte| byte.is_ascii() && is_separator(char::from(*byte)));
            rest = &rest[plain + signs.count()..];
            if rest.is_empty() {
                return;
            }
            if rest.as_bytes()[0].is_ascii() {
                continue;
            }
        }
        let Some(at) = rest.find(|letter| !is_separator(letter)) else { return };
        rest = &rest[at..];
        let unspaced = rest.starts_with(is_unspaced);
        let end = rest.find(|letter| is_separator(letter) || is_unspaced(letter) != unspaced).unwrap_or(rest.len());
        if unspaced {
            pairs(&rest[..end], found);
        } else {
            found(cut(&rest[..end]));
        }
        rest = &rest[end..];
    }
}

/// Returns the part of a word that counts.
fn cut(word: &str) -> &str {
    let mut width = 0;
    let too_far = word.char_indices().find(|(_, letter)| {
        width += letter.len_utf16();
        width > LONGEST
    });
    too_far.map_or(word, |(at, _)| &word[..at])
}

/// The marks of a voiced syllable stay with the letter before them.
fn pairs<'a>(run: &'a str, found: &mut dyn FnMut(&'a str)) {
    let is_voice = |letter: char| matches!(letter, '\u{3099}' | '\u{309a}');
    let starts = run.char_indices().filter(|(at, letter)| *at == 0 || !is_voice(*letter)).map(|(at, _)| at);
    let starts: Vec<usize> = starts.collect();
    for (index, start) in starts.iter().enumerate() {
        found(&run[*start..starts.get(index + 2).copied().unwrap_or(run.len())]);
    }
}

/// Accents, vowel points, the tatweel, and what only tells how letters join.
fn is_dropped(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'
        | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{61c}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{feff}')
}

/// What people write where the keyboard lacks a letter that is no letter with a mark; empty: the letter itself.
fn instead(letter: char) -> &'static str {
    match letter {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ø' | 'ɔ' => "o",
        'đ' | 'ð' | 'ɗ' => "d",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        'ɓ' => "b",
        'ƙ' => "k",
        'ƴ' => "y",
        'ə' | 'ɛ' | 'ǝ' => "e",
        'ς' => "σ",
        'ө' => "о",
        'ү' | 'ұ' => "у",
        'ґ' | 'ғ' => "г",
        'ә' => "а",
        'қ' => "к",
        'ң' => "н",
        'һ' => "х",
        'і' => "и",
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        _ => "",
    }
}

/// What stands between words, in a folded text.
fn is_separator(letter: char) -> bool {
    matches!(letter,
        '\0'..='/' | ':'..='`' | '{'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2b0}'..='\u{2ff}' | '\u{37e}' | '\u{387}'
        | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}'
        | '\u{606}'..='\u{60f}' | '\u{61b}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}'
        | '\u{970}' | '\u{e3f}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}' | '\u{104a}'..='\u{104f}' | '\u{10fb}'
        | '\u{1360}'..='\u{1368}' | '\u{17d4}'..='\u{17db}' | '\u{1800}'..='\u{180a}' | '\u{2000}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{303f}' | '\u{30a0}' | '\u{30fb}'
        | '\u{fffd}')
}

/// The scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e01}'..='\u{e3e}' | '\u{e40}'..='\u{e4e}' | '\u{e80}'..='\u{ecf}' | '\u{edc}'..='\u{edf}' | '\u{1000}'..='\u{103f}'
        | '\u{1050}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::{fold, words};
    use crate::fingerprint::Fingerprint;
    use serde_json::Value;

    fn vectors() -> Value {
        let text = include_str!("../../../tests/fixtures/folding.json");
        serde_json::from_str(text).unwrap()
    }

    fn texts(value: &Value) -> Vec<&str> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
    }

    #[test]
    fn texts_are_folded_as_the_page_folds_them() {
        for case in vectors()["fold"].as_array().unwrap() {
            let case = texts(case);
            assert_eq!(fold(case[0]), case[1], "{}", case[0]);
        }
    }

    #[test]
    fn texts_are_cut_into_words_as_the_page_cuts_them() {
        for case in vectors()["words"].as_array().unwrap() {
            let text = case[0].as_str().unwrap();
            let folded = fold(text);
            let mut found = Vec::new();
            words(&folded, &mut |word| found.push(word));
            assert_eq!(found, texts(&case[1]), "{text}");
        }
    }

    #[test]
    fn every_letter_of_the_old_blocks_is_folded_and_cut_as_on_the_page() {
        for block in vectors()["blocks"].as_array().unwrap() {
            let bound = |index: usize| u32::from_str_radix(block[index].as_str().unwrap(), 16).unwrap();
            let mut all = String::new();
            for letter in (bound(0)..=bound(1)).filter_map(char::from_u32) {
                let text = format!("x{letter}x{letter}{letter}");
                let folded = fold(&text);
                all.push_str(&folded);
                words(&folded, &mut |word| {
                    all.push('|');
                    all.push_str(word);
                });
                all.push('\n');
            }
            assert_eq!(Fingerprint::of(all.as_bytes()).short(), block[2].as_str().unwrap(), "block {}", block[0]);
        }
    }
}
