//! Signs that stand in a font of signs (`w:sym`, ECMA-376 part 1, section 17.3.3.30), as the letters of Unicode that
//! look like them.

/// Wingdings, the font of Word's ticks, boxes and arrows.
const WINGDINGS: &[(u32, char)] = &[
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '◻'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// Wingdings 2 and Webdings, as far as forms use them.
const WINGDINGS_2: &[(u32, char)] =
    &[(0x4F, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x54, '☒'), (0xA3, '□'), (0x30, '☐')];

/// Symbol, the font of older formulas.
const SYMBOL: &[(u32, char)] = &[
    (0x61, 'α'),
    (0x62, 'β'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x70, 'π'),
    (0x73, 'σ'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0xA3, '≤'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xD6, '√'),
    (0xDE, '⇒'),
];

/// Returns the sign `code` (hexadecimal, as the file writes it) of a font, or nothing where it is not known.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    // Fonts of signs keep theirs in the private area from F000 on.
    let own = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let table = match font {
        "Wingdings" => WINGDINGS,
        "Wingdings 2" | "Webdings" => WINGDINGS_2,
        "Symbol" => SYMBOL,
        _ if own == code => return char::from_u32(code).filter(|letter| !letter.is_control()),
        _ => return None,
    };
    table.iter().find(|(known, _)| *known == own).map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn ticks_are_ticks() {
        assert_eq!(symbol("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(symbol("Wingdings", "00FC"), Some('✓'));
        assert_eq!(symbol("Symbol", "F0AE"), Some('→'));
        assert_eq!(symbol("Segoe UI Symbol", "2713"), Some('✓'));
        assert_eq!(symbol("My Font", "F041"), None);
        assert_eq!(symbol("Wingdings", "zz"), None);
    }
}
