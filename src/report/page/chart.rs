//! Charts as SVG inside the page. Words come escaped.

/// A part of a bar.
pub(super) struct Part {
    /// Its class.
    pub(super) look: &'static str,
    /// How much it is.
    pub(super) size: u64,
}

/// Writes a bar a row: label, parts, whole, and what is said of it. `most` is what a full bar stands for; without it
/// each bar is full.
pub(super) fn bars(page: &mut String, rows: impl Iterator<Item = (String, Vec<Part>, u64, String)>, most: Option<u64>) {
    page.push_str("<div class=\"bars\">\n");
    for (label, parts, whole, value) in rows {
        page.push_str(&format!("<div class=\"bar\"><span class=\"label\">{label}</span>"));
        page.push_str("<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        page.push_str("<rect class=\"track\" width=\"1000\" height=\"10\"/>");
        let full = most.unwrap_or(whole).max(1);
        let mut start = 0;
        for part in parts.iter().filter(|part| part.size > 0) {
            let end = (start + part.size).min(full);
            let (from, to) = (start * 1000 / full, end * 1000 / full);
            page.push_str(&format!(
                "<rect class=\"{}\" x=\"{from}\" width=\"{}\" height=\"10\"/>",
                part.look,
                to - from
            ));
            start = end;
        }
        page.push_str(&format!("</svg><span class=\"value\">{value}</span></div>\n"));
    }
    page.push_str("</div>\n");
}

/// Writes what the colours of bars stand for.
pub(super) fn legend(page: &mut String, looks: &[(&str, String)]) {
    page.push_str("<ul class=\"legend\">");
    for (look, words) in looks {
        page.push_str(&format!(
            "<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"{look}\" width=\"1\" height=\"1\"/></svg>{words}</li>"
        ));
    }
    page.push_str("</ul>\n");
}

/// Writes a column for each label, with its number above it.
pub(super) fn columns(page: &mut String, columns: &[(String, u64)], words: &str) {
    const STEP: usize = 64;
    const HEIGHT: u64 = 140;
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let width = columns.len() * STEP;
    page.push_str(&format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{words}\"><svg class=\"columns\" role=\"img\" \
         aria-label=\"{words}\" width=\"{width}\" height=\"190\" viewBox=\"0 0 {width} 190\">"
    ));
    for (at, (label, count)) in columns.iter().enumerate() {
        let height = count * HEIGHT / most;
        let (left, middle, top) = (at * STEP + 14, at * STEP + STEP / 2, 160 - height);
        page.push_str(&format!(
            "<rect class=\"done\" x=\"{left}\" y=\"{top}\" width=\"36\" height=\"{height}\"/>\
             <text x=\"{middle}\" y=\"{}\">{count}</text><text x=\"{middle}\" y=\"178\">{label}</text>",
            top - 5
        ));
    }
    page.push_str("</svg></div>\n");
}

/// Returns a small bar for a cell.
pub(super) fn small(percent: u8) -> String {
    format!(
        "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" \
         height=\"10\"/><rect class=\"doubt\" width=\"{percent}\" height=\"10\"/></svg>"
    )
}
