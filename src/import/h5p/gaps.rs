//! Texts of H5P with words between asterisks: `A *gap/another spelling:tip* and ** for an asterisk`.

use crate::import::imported::{Block, Gap, Inline, words};

/// A word between asterisks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// Its spellings, the first first.
    pub(super) spellings: Vec<String>,
    /// What helps to find it.
    pub(super) tip: Option<String>,
    /// Said when it was right.
    pub(super) right: Option<String>,
    /// Said when it was wrong.
    pub(super) wrong: Option<String>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words around the gaps.
    Words(String),
    /// What stood between asterisks.
    Marked(Marked),
}

/// Returns the pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('*') {
        plain.push_str(before);
        if let Some(after) = after.strip_prefix('*') {
            plain.push('*');
            rest = after;
            continue;
        }
        let Some((inside, after)) = after.split_once('*').filter(|(inside, _)| !inside.contains('\n')) else {
            plain.push('*');
            rest = after;
            continue;
        };
        rest = after;
        let marked = marked(inside);
        if marked.spellings.is_empty() {
            continue;
        }
        if !plain.is_empty() {
            pieces.push(Piece::Words(std::mem::take(&mut plain)));
        }
        pieces.push(Piece::Marked(marked));
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Words(plain));
    }
    pieces
}

fn marked(inside: &str) -> Marked {
    let mut said = Marked::default();
    // What is said afterwards stands last: `word:tip\\+right\\-wrong`.
    let end = ["\\+", "\\-"].iter().filter_map(|sign| inside.find(sign)).min().unwrap_or(inside.len());
    let (rest, mut after) = inside.split_at(end);
    while let Some(told) = after.strip_prefix('\\') {
        let next = ["\\+", "\\-"].iter().filter_map(|sign| told.find(sign)).min().unwrap_or(told.len());
        let words = Some(told[1..next.max(1)].trim().to_owned()).filter(|words| !words.is_empty());
        match told.starts_with('+') {
            true => said.right = words,
            false => said.wrong = words,
        }
        after = &told[next..];
    }
    let (spellings, tip) = match rest.split_once(':') {
        Some((spellings, tip)) if !spellings.trim().is_empty() => (spellings, Some(tip.trim())),
        _ => (rest, None),
    };
    said.tip = tip.filter(|tip| !tip.is_empty()).map(str::to_owned);
    let spelling = |own: &str| own.trim().to_owned();
    said.spellings = spellings.split('/').map(spelling).filter(|own| !own.is_empty()).collect();
    said
}

/// Puts gaps where words stand between asterisks; `gap` makes one of what is marked. Returns all that was marked.
pub(super) fn with_gaps(blocks: &mut [Block], gap: &dyn Fn(&Marked) -> Gap) -> Vec<Marked> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => in_line(content, gap, &mut all),
            Block::List { items, .. } => items.iter_mut().for_each(|item| all.extend(with_gaps(item, gap))),
            Block::Quote(inner) | Block::Callout(_, inner) => all.extend(with_gaps(inner, gap)),
            Block::Table { head, rows } => {
                let cells = head.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(|cell| in_line(cell, gap, &mut all));
            }
            _ => {}
        }
    }
    all
}

fn in_line(content: &mut Vec<Inline>, gap: &dyn Fn(&Marked) -> Gap, all: &mut Vec<Marked>) {
    let old = std::mem::take(content);
    for inline in old {
        match inline {
            Inline::Text(text) => {
                for piece in pieces(&text) {
                    match piece {
                        Piece::Words(words) => content.push(Inline::Text(words)),
                        Piece::Marked(marked) => {
                            content.push(Inline::Gap(gap(&marked)));
                            all.push(marked);
                        }
                    }
                }
            }
            // A gap in bold is a gap.
            Inline::Strong(mut inner) => {
                let before = all.len();
                in_line(&mut inner, gap, all);
                if all.len() > before { content.extend(inner) } else { content.push(Inline::Strong(inner)) }
            }
            Inline::Emphasis(mut inner) => {
                let before = all.len();
                in_line(&mut inner, gap, all);
                if all.len() > before { content.extend(inner) } else { content.push(Inline::Emphasis(inner)) }
            }
            inline => content.push(inline),
        }
    }
}

/// Returns what is said after the marked words, and their tips, as blocks.
pub(super) fn tips(all: &[Marked]) -> Vec<Vec<Block>> {
    all.iter().filter_map(|marked| marked.tip.as_deref()).map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::{Marked, Piece, pieces};

    #[test]
    fn words_between_asterisks_are_marked() {
        let word = |words: &str| Piece::Words(words.to_owned());
        let gap = |spellings: &[&str]| Marked {
            spellings: spellings.iter().map(|own| (*own).to_owned()).collect(),
            ..Marked::default()
        };
        assert_eq!(pieces("a *b* c"), [word("a "), Piece::Marked(gap(&["b"])), word(" c")]);
        assert_eq!(pieces("*b/c*"), [Piece::Marked(gap(&["b", "c"]))]);
        assert_eq!(pieces("2 ** 3 * 4"), [word("2 * 3 * 4")]);
        let full = Marked {
            tip: Some("t".to_owned()),
            right: Some("yes".to_owned()),
            wrong: Some("no".to_owned()),
            ..gap(&["b"])
        };
        assert_eq!(pieces("*b:t\\+yes\\-no*"), [Piece::Marked(full.clone())]);
        assert_eq!(pieces("*b:t\\-no\\+yes*"), [Piece::Marked(full)]);
        assert_eq!(pieces("**"), [word("*")]);
        assert_eq!(pieces("* *"), []);
    }
}
