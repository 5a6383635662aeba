//! What is said to results, where the reader counts: per cent become points that can be added up.

use crate::model::{Advice, QuestionKind, Quiz, QuizKind};
use crate::render::html::inline;
use crate::render::html::quiz::Asked;
use crate::render::html::scribe::Scribe;

/// Whether the answers on a scale are counted by their reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// A number stands beside each label.
    Counted,
    /// They say nothing to a result.
    Plain,
}

/// Returns how the scales of a survey are printed.
pub(crate) fn scale(quiz: &Quiz, asked: &[Asked<'_>]) -> Scale {
    let is_counted =
        quiz.kind == QuizKind::Survey && quiz.advice.iter().any(|one| most(asked, one.dimension).is_some());
    if is_counted { Scale::Counted } else { Scale::Plain }
}

/// Writes what is said to results, each with the points or the per cent that it is for.
pub(crate) fn advice<'a>(scribe: &mut Scribe<'a>, quiz: &'a Quiz, asked: &[Asked<'_>]) {
    scribe.html.markup("<dl class=\"advice\">\n");
    for one in &quiz.advice {
        let name = one.dimension.and_then(|index| quiz.dimensions.get(index as usize));
        scribe.html.markup("<dt>");
        if let Some(name) = name {
            inline::inlines(scribe, name);
            scribe.html.markup(" · ");
        }
        let range = range(scribe, quiz, one, asked);
        scribe.html.text(&range).markup("</dt>\n<dd>");
        scribe.blocks(&one.content);
        scribe.html.markup("</dd>\n");
    }
    scribe.html.markup("</dl>\n");
}

fn range(scribe: &Scribe<'_>, quiz: &Quiz, advice: &Advice, asked: &[Asked<'_>]) -> String {
    let most = most(asked, advice.dimension).filter(|_| quiz.kind == QuizKind::Survey);
    let points = most.and_then(|most| points(advice.from, advice.to, most));
    let (key, from, to) = match points {
        Some((from, to)) => ("book.points-range", from, to),
        None => ("book.percent-range", u32::from(advice.from), u32::from(advice.to)),
    };
    scribe.words().fill(key, &[("from", &from.to_string()), ("to", &to.to_string())])
}

/// Returns the most points of a dimension, or of all. Where scales have different lengths their mean is no sum.
fn most(asked: &[Asked<'_>], dimension: Option<u32>) -> Option<u32> {
    let scales: Vec<usize> = asked
        .iter()
        .filter(|one| dimension.is_none() || one.question.dimension == dimension)
        .filter_map(|one| match &one.question.kind {
            QuestionKind::Scale(labels) => Some(labels.len()),
            _ => None,
        })
        .collect();
    let first = *scales.first()?;
    let alike = first > 1 && scales.iter().all(|length| *length == first);
    alike.then(|| u32::try_from(scales.len() * (first - 1)).unwrap_or(u32::MAX))
}

/// Returns the points whose rounded per cent lie between `from` and `to`, as the player rounds them.
fn points(from: u8, to: u8, most: u32) -> Option<(u32, u32)> {
    let percent = |points: u32| (u64::from(points) * 200 + u64::from(most)) / (2 * u64::from(most));
    let fits = |points: &u32| (u64::from(from)..=u64::from(to)).contains(&percent(*points));
    let first = (0..=most).find(fits)?;
    let last = (first..=most).take_while(fits).last()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn per_cent_become_points() {
        assert_eq!(points(0, 49, 12), Some((0, 5)));
        assert_eq!(points(50, 74, 12), Some((6, 8)));
        assert_eq!(points(75, 100, 12), Some((9, 12)));
        assert_eq!(points(1, 2, 3), None);
        assert_eq!(points(0, 100, 1), Some((0, 1)));
    }
}
