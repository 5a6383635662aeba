//! The cover of a course without a picture: its cloth, its title, and who publishes it, as a drawing (SVG 1.1).

use crate::locale::Direction;
use crate::render::book::{has_picture, page};
use crate::render::html::Html;
use crate::render::weave;
use crate::tree::{Body, OutPath};

/// The cover's size: the three to four of a page.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 1600;
/// How much of the width the title takes.
const MEASURE: u32 = 1040;
/// The largest letters of the title.
const LARGEST: u32 = 118;

/// Returns the drawing, where the course has no picture.
pub(crate) fn drawing(frame: &page::Frame<'_>) -> Option<(OutPath, Body)> {
    if has_picture(frame.site, frame.course) {
        return None;
    }
    let title = &frame.edition.title.value;
    let publisher = frame.site.library.settings.organisation.clone().unwrap_or_default();
    let theme = frame.site.theme;
    let mut svg = Html::default();
    svg.markup("<svg xmlns=\"http://www.w3.org/2000/svg\"").attribute("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"));
    svg.attribute_number("width", WIDTH).attribute_number("height", HEIGHT);
    svg.attribute("xml:lang", frame.edition.lang.as_str()).markup("><title>").text(title).markup("</title>");
    svg.markup("<rect width=\"1200\" height=\"1600\"").attribute("fill", theme.paper()).markup("/>");
    for top in [0, HEIGHT - 110] {
        cloth(&mut svg, frame, top);
    }
    let lines = lines(title, 14);
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1).max(1);
    let size = LARGEST.min(MEASURE * 100 / (62 * u32::try_from(longest).unwrap_or(u32::MAX)).max(1)).max(24);
    let height = size * 5 / 4;
    let count = u32::try_from(lines.len()).unwrap_or(0);
    let first = (HEIGHT / 2).saturating_sub(height * count / 2) + size / 2;
    let direction = if frame.edition.lang.direction() == Direction::RightToLeft { "rtl" } else { "ltr" };
    svg.markup("<g text-anchor=\"middle\" font-family=\"Georgia, 'Noto Serif', serif\"");
    svg.attribute("direction", direction).attribute("fill", theme.accent()).markup(">");
    for (line, number) in lines.iter().zip(0_u32..) {
        row(&mut svg, line, first + number * height, size);
    }
    svg.markup("</g><g text-anchor=\"middle\" font-family=\"'Noto Sans', Arial, sans-serif\"");
    svg.attribute("direction", direction).attribute("fill", theme.support()).markup(">");
    for (line, number) in self::lines(&publisher, 40).iter().take(2).zip(0_u32..) {
        row(&mut svg, line, HEIGHT - 230 + number * 56, 44);
    }
    svg.markup("</g></svg>\n");
    Some((page::drawing_path(), Body::Bytes(svg.take().0.into_bytes())))
}

fn row(svg: &mut Html, words: &str, baseline: u32, size: u32) {
    svg.markup("<text x=\"600\"").attribute_number("y", baseline).attribute_number("font-size", size);
    svg.markup(">").text(words).markup("</text>");
}

/// Draws the course's own stripes over the whole width.
fn cloth(svg: &mut Html, frame: &page::Frame<'_>, top: u32) {
    let stripes = weave::stripes(&frame.course.id);
    let repeat = stripes.last().map_or(WIDTH, |(_, _, end)| *end).max(1);
    let mut path = [String::new(), String::new()];
    for start in (0..WIDTH / 4).step_by(repeat as usize) {
        for (colour, from, to) in &stripes {
            let index = match *colour {
                "accent" => 0,
                "support" => 1,
                _ => continue,
            };
            // Four times as wide as on a page.
            let (from, to) = ((start + from) * 4, ((start + to) * 4).min(WIDTH));
            if from < to {
                path[index] += &format!("M{from} {top}h{}v110h-{}z", to - from, to - from);
            }
        }
    }
    let [accent, support] = path;
    svg.markup("<path").attribute("fill", frame.site.theme.accent()).attribute("d", &accent).markup("/>");
    svg.markup("<path").attribute("fill", frame.site.theme.support()).attribute("d", &support).markup("/>");
}

/// Breaks words into lines of about so many letters.
fn lines(words: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < letters) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.truncate(9);
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_title_breaks_between_words() {
        assert_eq!(lines("How to lead a savings group", 14), ["How to lead a", "savings group"]);
        assert_eq!(lines("Demokratiseringsprocesser", 14), ["Demokratiseringsprocesser"]);
        assert_eq!(lines(" ", 14), Vec::<String>::new());
    }
}
