//! QR codes (ISO/IEC 18004) on a terminal: two rows of squares in one of letters.

use crate::cli::terminal::Colours;
use qrcodegen::{QrCode, QrCodeEcc};

/// So wide is the border that a camera needs, in squares.
const BORDER: i32 = 2;

/// Returns the QR code of `text`; nothing where it is too long for one. Without colours it is for a dark terminal.
pub(crate) fn code(text: &str, colours: Colours) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    // Black on white, whatever the colours of the terminal are.
    let (start, end) = if colours == Colours::On { ("\x1b[38;5;231;48;5;16m", "\x1b[0m") } else { ("", "") };
    let is_light = |column: i32, row: i32| !code.get_module(column, row);
    let edge = code.size() + BORDER;
    let mut drawn = String::new();
    for row in (-BORDER..edge).step_by(2) {
        drawn.push_str(start);
        for column in -BORDER..edge {
            // Below the last row nothing is drawn.
            let below = row + 1 < edge && is_light(column, row + 1);
            drawn.push(match (is_light(column, row), below) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        drawn.push_str(end);
        drawn.push('\n');
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::{BORDER, code};
    use crate::cli::terminal::Colours;
    use qrcodegen::{QrCode, QrCodeEcc};

    /// Reads the squares back from what is drawn.
    #[test]
    fn what_is_drawn_is_the_code() {
        let text = "http://192.168.1.7:4000/";
        let expected = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let drawn = code(text, Colours::Off).unwrap();
        let mut rows: Vec<Vec<bool>> = Vec::new();
        for line in drawn.lines() {
            rows.push(line.chars().map(|letter| matches!(letter, '█' | '▀')).collect());
            rows.push(line.chars().map(|letter| matches!(letter, '█' | '▄')).collect());
        }
        for row in 0..expected.size() {
            for column in 0..expected.size() {
                let light = rows[(row + BORDER) as usize][(column + BORDER) as usize];
                assert_eq!(light, !expected.get_module(column, row), "{column}, {row}");
            }
        }
        assert!(code(text, Colours::On).unwrap().lines().all(|line| line.ends_with("\x1b[0m")));
        assert_eq!(code(&"a".repeat(5_000), Colours::Off), None);
    }
}
