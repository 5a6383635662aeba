//! Captions and chapters as WebVTT, whatever they came as.

/// Returns the cues of a `.vtt` or `.srt` file as WebVTT with plain line ends; nothing where the text is not in
/// UTF-8 or holds no cue.
pub(crate) fn web_vtt(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.lines().any(|line| timing(line).is_some()) {
        return None;
    }
    if text.starts_with("WEBVTT") {
        return Some(text);
    }
    let mut converted = String::from("WEBVTT\n\n");
    for line in text.trim_start().lines() {
        match timing(line) {
            // SubRip writes 00:00:01,500 where WebVTT writes 00:00:01.500.
            Some((from, to)) => converted.push_str(&format!("{} --> {}", from.replace(',', "."), to.replace(',', "."))),
            None => converted.push_str(line),
        }
        converted.push('\n');
    }
    Some(converted)
}

fn timing(line: &str) -> Option<(&str, &str)> {
    let (from, to) = line.split_once("-->")?;
    let is_time = |text: &str| text.contains(':') && text.starts_with(|digit: char| digit.is_ascii_digit());
    let (from, to) = (from.trim(), to.trim());
    (is_time(from) && is_time(to)).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::web_vtt;

    #[test]
    fn subrip_becomes_web_vtt() {
        let converted = web_vtt("\u{feff}1\r\n00:00:01,500 --> 00:00:04,000\r\nСайн уу, би\r\n".as_bytes()).unwrap();
        assert_eq!(converted, "WEBVTT\n\n1\n00:00:01.500 --> 00:00:04.000\nСайн уу, би\n");
    }

    #[test]
    fn web_vtt_stays_as_it_is() {
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000 line:0\nOne, two\n";
        assert_eq!(web_vtt(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn what_holds_no_cue_is_refused() {
        for bad in [&b""[..], b"WEBVTT", b"a --> b", b"\xff\xfe1\0", "нэг\u{0}".as_bytes()] {
            assert_eq!(web_vtt(bad), None);
        }
    }
}
