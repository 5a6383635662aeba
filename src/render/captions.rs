//! Captions as WebVTT, whatever they were written as.

/// Returns captions as WebVTT (W3C, section 4); SubRip is turned into it.
pub(crate) fn web_vtt(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if text.starts_with("WEBVTT") {
        return text;
    }
    let mut vtt = String::from("WEBVTT\n\n");
    for line in text.lines() {
        // `00:00:01,000 --> 00:00:02,000`: SubRip writes a comma before the milliseconds.
        if line.contains("-->") {
            vtt.push_str(&line.replace(',', "."));
        } else {
            vtt.push_str(line);
        }
        vtt.push('\n');
    }
    vtt
}

#[cfg(test)]
mod tests {
    use super::web_vtt;

    #[test]
    fn subrip_becomes_web_vtt() {
        let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500\r\nSain, uu?\r\n";
        assert_eq!(web_vtt(srt), "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nSain, uu?\n");
        assert_eq!(web_vtt("WEBVTT\n\na"), "WEBVTT\n\na");
    }
}
