//! Blocks of code.

use crate::locale::Direction;
use crate::model::CodeBlock;
use crate::render::html::block::scrolls;
use crate::render::html::scribe::Scribe;

/// Writes a block of code, with the lines that the author marked.
pub(crate) fn code(scribe: &mut Scribe<'_>, block: &CodeBlock) {
    let lines = scribe.site().shared.highlighter.lines(block.language.as_deref(), &block.text);
    let scrolls = scrolls(scribe.medium());
    // Code runs from left to right among all scripts.
    let direction = match scribe.page.lang().direction() {
        Direction::LeftToRight => "",
        Direction::RightToLeft => " dir=\"ltr\"",
    };
    scribe.html.markup("<pre class=\"code\"").markup(direction).markup(scrolls).markup("><code>");
    for (number, line) in (1_u32..).zip(lines.iter()) {
        let is_marked = block.marked.contains(&number);
        if is_marked {
            scribe.html.markup("<mark>");
        }
        scribe.html.sound(line);
        scribe.html.markup(if is_marked { "</mark>\n" } else { "\n" });
    }
    scribe.html.markup("</code></pre>\n");
}
