//! One answer out of its bits, by the kind of its question (`player/pack/answers.js`).

use crate::package::packed::bits::{Bits, Torn, width};
use crate::render::{GapShape, OutlineQuestion};
use serde_json::{Value, json};

/// An answer as a learner gave it. Indexes count from 0, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The choices that are ticked.
    Choices(Vec<usize>),
    /// The items in the learner's order.
    Order(Vec<usize>),
    /// For each left side the right side that was put to it, or none.
    Pairs(Vec<Option<usize>>),
    /// What stands in each gap.
    Gaps(Vec<GapAnswer>),
    /// A step of a scale.
    Step(usize),
    /// Words of one's own.
    Words(String),
}

impl Answer {
    /// Returns it in the form that the page keeps.
    pub fn in_json(&self) -> Value {
        match self {
            Self::Choices(places) | Self::Order(places) => json!(places),
            Self::Pairs(pairs) => pairs.iter().map(|pair| pair.map_or(json!(-1), Value::from)).collect(),
            Self::Gaps(gaps) => gaps
                .iter()
                .map(|gap| match gap {
                    GapAnswer::Words(words) => json!(words),
                    GapAnswer::Option(at) => json!(at),
                })
                .collect(),
            Self::Step(step) => json!(step),
            Self::Words(words) => json!(words),
        }
    }
}

/// What stands in a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapAnswer {
    /// Typed words; empty where there are none, or no room was left for them.
    Words(String),
    /// One of the gap's options.
    Option(usize),
}

/// Takes an answer to `question`; nothing where the answer is none.
///
/// # Errors
/// When the bits end, or are those of no answer.
pub(crate) fn take(bits: &mut Bits, question: &OutlineQuestion) -> Result<Option<Answer>, Torn> {
    let count = question.count;
    Ok(Some(match question.kind {
        "single" => Answer::Choices(take_one(bits, count)?.into_iter().collect()),
        "multiple" => {
            let mut chosen = Vec::new();
            for index in 0..count {
                if bits.flag()? {
                    chosen.push(index);
                }
            }
            Answer::Choices(chosen)
        }
        "scale" => return Ok(take_one(bits, count)?.map(Answer::Step)),
        "order" => Answer::Order(take_order(bits, count)?),
        "match" => Answer::Pairs((0..count).map(|_| take_one(bits, count)).collect::<Result<_, _>>()?),
        "gaps" => Answer::Gaps(question.gaps.iter().map(|gap| take_gap(bits, gap)).collect::<Result<_, _>>()?),
        _ => Answer::Words(String::new()),
    }))
}

/// One of `count`, or none: 0 is none.
fn take_one(bits: &mut Bits, count: usize) -> Result<Option<usize>, Torn> {
    let value = bits.take(width(count + 1))? as usize;
    Ok(if value > count { None } else { value.checked_sub(1) })
}

fn take_order(bits: &mut Bits, count: usize) -> Result<Vec<usize>, Torn> {
    let mut left: Vec<usize> = (0..count).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let place = bits.take(width(left.len()))? as usize;
        if place >= left.len() {
            return Err(Torn);
        }
        order.push(left.remove(place));
    }
    Ok(order)
}

fn take_gap(bits: &mut Bits, gap: &GapShape) -> Result<GapAnswer, Torn> {
    let chosen = match gap {
        GapShape::Choice(count) => take_one(bits, *count)?,
        GapShape::Text | GapShape::Number => None,
    };
    Ok(chosen.map_or(GapAnswer::Words(String::new()), GapAnswer::Option))
}
