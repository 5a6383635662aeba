//! What ffmpeg says, read: what a film is, how far the work is, why it could not be done.

/// What a film or sound is, as far as ffmpeg needs to know before the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// How long it is, where that can be known.
    pub milliseconds: Option<u64>,
    /// The shorter side of its pictures, in pixels, where that can be known.
    pub side: Option<u32>,
    /// Whether there is something to see in it.
    pub pictures: bool,
    /// Whether there is something to hear in it.
    pub sound: bool,
}

/// Reads what ffmpeg says of a file that it was given and nothing to do with: `Duration: 00:01:35.04, …` and
/// `Stream #0:0[0x1](und): Video: h264 …`.
pub(super) fn look(said: &str) -> Look {
    let mut look = Look::default();
    for line in said.lines().map(str::trim_start) {
        if let Some(rest) = line.strip_prefix("Duration: ") {
            look.milliseconds = rest.split(',').next().and_then(clock);
        } else if line.starts_with("Stream #") {
            // The cover of a sound is no film.
            if line.contains(": Video: ") && !line.contains("(attached pic)") {
                look.pictures = true;
                look.side = look.side.or_else(|| line.split(", ").find_map(side));
            }
            look.sound |= line.contains(": Audio: ");
        }
    }
    look
}

/// Reads `640x360 [SAR 1:1 DAR 16:9]`.
fn side(part: &str) -> Option<u32> {
    let (width, height) = part.split(' ').next()?.split_once('x')?;
    Some(width.parse::<u32>().ok()?.min(height.parse().ok()?)).filter(|side| *side > 0)
}

/// Reads `00:01:35.04`, in milliseconds.
fn clock(text: &str) -> Option<u64> {
    let mut parts = text.trim().split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let part: u64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    let seconds = hours.parse::<u64>().ok()? * 3600 + minutes.parse::<u64>().ok()? * 60 + whole.parse::<u64>().ok()?;
    Some(seconds * 1000 + part).filter(|milliseconds| *milliseconds > 0)
}

/// What a line of `-progress` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// So many milliseconds of the film are done.
    Reached(u64),
    /// Something was done, of which nobody knows how much.
    Worked(u64),
    /// A report ends.
    End,
    /// Nothing of interest.
    Other,
}

/// Reads a line `key=value` of `-progress`.
pub(super) fn step(line: &str) -> Step {
    match line.trim().split_once('=') {
        Some(("out_time_us", value)) => value.parse::<u64>().map_or(Step::Other, |time| Step::Reached(time / 1000)),
        Some(("frame" | "total_size", value)) => value.parse().map_or(Step::Other, Step::Worked),
        Some(("progress", _)) => Step::End,
        _ => Step::Other,
    }
}

/// Returns the last line that says why: without the name of the part that says it, and not one that only says that it
/// failed.
pub(super) fn reason(said: &str) -> String {
    let useful = |line: &&str| {
        let only_failed = ["Conversion failed", "Error opening", "Error while", "Nothing was written", "Exiting"];
        !line.is_empty() && !only_failed.iter().any(|start| line.starts_with(start))
    };
    let lines: Vec<&str> = said.lines().map(without_part).collect();
    let last = lines.iter().rev().copied().find(|line| useful(line));
    last.or_else(|| lines.iter().rev().copied().find(|line| !line.is_empty())).unwrap_or("").to_owned()
}

/// Returns a line without `[mov,mp4 @ 0x5581]` at its start.
fn without_part(line: &str) -> &str {
    let mut line = line.trim();
    while let Some(rest) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        line = rest.1.trim();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Look, Step, look, reason, step};

    #[test]
    fn a_film_is_looked_at() {
        let said = "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:a.mp4':\n  Metadata:\n    title : Stream #\n  Duration: 01:00:02.50, start: 0.000000, bitrate: 5 kb/s\n  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709), 640x360 [SAR 1:1 DAR 16:9], 5 kb/s\n  Stream #0:1[0x2](und): Audio: aac (LC)\nAt least one output file must be specified\n";
        assert_eq!(look(said), Look { milliseconds: Some(3_602_500), side: Some(360), pictures: true, sound: true });
        let cover =
            "  Duration: N/A, bitrate: N/A\n  Stream #0:0: Audio: mp3\n  Stream #0:1: Video: mjpeg (attached pic)\n";
        assert_eq!(look(cover), Look { milliseconds: None, side: None, pictures: false, sound: true });
    }

    #[test]
    fn how_far_the_work_is_is_heard() {
        assert_eq!(step("out_time_us=1500000"), Step::Reached(1500));
        assert_eq!(step("out_time_us=N/A"), Step::Other);
        assert_eq!(step("frame=12"), Step::Worked(12));
        assert_eq!(step("progress=continue"), Step::End);
    }

    #[test]
    fn the_reason_is_found_among_what_only_says_that_it_failed() {
        let said = "[mov,mp4 @ 0x55] moov atom not found\n[in#0 @ 0x5] Error opening input: Invalid data found\nError opening input file a.\nConversion failed!\n";
        assert_eq!(reason(said), "moov atom not found");
        assert_eq!(reason("Error opening input\n\n"), "Error opening input");
        assert_eq!(reason(""), "");
    }
}
