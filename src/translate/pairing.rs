//! The blocks of a source beside those of a page that was made from it, or from an earlier source.
//!
//! 1. The page's blocks are those of its record, one by one; where the translator added or left out some, they are
//!    matched by their kinds.
//! 2. The record's blocks are those of the source with the same fingerprint, also where they have moved.
//! 3. What is left between two that are the same, and is of one kind, was changed: its translation is outdated.
//! 4. A page without a record is matched by kinds alone, and nothing is known of it.

use crate::parse::{Unit, UnitKind};
use crate::translate::{Made, Record};

/// Pairs that need more comparisons are not looked for: only what is the same at both ends is matched.
const MOST_COMPARISONS: usize = 4_000_000;

/// How a block of the source stands in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockState {
    /// Translated from what it says now.
    Current,
    /// Translated from what it said before.
    Outdated,
    /// Not translated.
    Missing,
    /// There is a translation, of which nothing is known.
    Unknown,
}

/// The blocks of a source beside those of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// One a block of the source: how it stands, and which block of the page it is.
    pub blocks: Vec<(BlockState, Option<usize>)>,
    /// The blocks of the page that the source has no more.
    pub removed: Vec<usize>,
    /// The blocks of the page that the translator added.
    pub added: Vec<usize>,
}

/// Matches the blocks of `source` with those of `page`.
pub fn pair(source: &[Unit], page: &[Unit], record: Option<&Record>) -> Pairing {
    let kinds = |units: &[Unit]| units.iter().map(|unit| unit.kind).collect::<Vec<_>>();
    let page_kinds = kinds(page);
    let Some(record) = record.filter(|record| !record.made.is_empty()) else {
        let mut blocks = vec![(BlockState::Missing, None); source.len()];
        let mut added: Vec<usize> = (0..page.len()).collect();
        for (at, own) in common(&kinds(source), &page_kinds) {
            blocks[at] = (BlockState::Unknown, Some(own));
            added.retain(|other| *other != own);
        }
        return Pairing { blocks, removed: Vec::new(), added };
    };
    let made_kinds: Vec<UnitKind> = record.made.iter().map(|made| made.kind).collect();
    let mut page_of_made = vec![None; record.made.len()];
    let mut added: Vec<usize> = (0..page.len()).collect();
    for (made, own) in common(&made_kinds, &page_kinds) {
        page_of_made[made] = Some(own);
        added.retain(|other| *other != own);
    }
    let now: Vec<Made> = source.iter().map(Made::of).collect();
    let (made_of_source, same) = from_record(&now, &record.made);
    let blocks = made_of_source.iter().zip(&same).map(|(made, same)| match made.and_then(|made| page_of_made[made]) {
        Some(own) if *same => (BlockState::Current, Some(own)),
        Some(own) if made.is_some_and(|made| !record.made[made].is_known()) => (BlockState::Unknown, Some(own)),
        Some(own) => (BlockState::Outdated, Some(own)),
        None => (BlockState::Missing, None),
    });
    let blocks: Vec<_> = blocks.collect();
    let used: Vec<usize> = made_of_source.iter().flatten().copied().collect();
    let removed = page_of_made.iter().enumerate().filter(|(made, _)| !used.contains(made));
    Pairing { blocks, removed: removed.filter_map(|(_, own)| *own).collect(), added }
}

/// Returns for each block of the source its place in the record, and whether it is unchanged.
fn from_record(now: &[Made], made: &[Made]) -> (Vec<Option<usize>>, Vec<bool>) {
    let mut found: Vec<Option<usize>> = vec![None; now.len()];
    let mut same = vec![false; now.len()];
    let mut used = vec![false; made.len()];
    for (at, old) in common(now, made) {
        (found[at], same[at], used[old]) = (Some(old), true, true);
    }
    let anchors: Vec<(usize, usize)> = found.iter().enumerate().filter_map(|(at, old)| Some((at, (*old)?))).collect();
    for at in 0..now.len() {
        if found[at].is_some() {
            continue;
        }
        if let Some(old) = (0..made.len()).find(|old| !used[*old] && made[*old] == now[at]) {
            (found[at], same[at], used[old]) = (Some(old), true, true);
        }
    }
    let mut begins = (0, 0);
    for (at, old) in anchors.into_iter().chain([(now.len(), made.len())]) {
        let changed: Vec<usize> = (begins.0..at).filter(|at| found[*at].is_none()).collect();
        let before: Vec<usize> = (begins.1..old).filter(|old| !used[*old]).collect();
        let kinds = |list: &[Made], places: &[usize]| places.iter().map(|at| list[*at].kind).collect::<Vec<_>>();
        for (one, other) in common(&kinds(now, &changed), &kinds(made, &before)) {
            (found[changed[one]], used[before[other]]) = (Some(before[other]), true);
        }
        begins = (at + 1, old + 1);
    }
    (found, same)
}

/// Returns the places of a longest common subsequence of two lists.
fn common<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let start = left.iter().zip(right).take_while(|(one, other)| one == other).count();
    let most = left.len().min(right.len()) - start;
    let end = left.iter().rev().zip(right.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let (inner, other) = (&left[start..left.len() - end], &right[start..right.len() - end]);
    if inner.len().saturating_mul(other.len()) <= MOST_COMPARISONS {
        pairs.extend(subsequence(inner, other).into_iter().map(|(one, two)| (one + start, two + start)));
    }
    pairs.extend((0..end).rev().map(|back| (left.len() - 1 - back, right.len() - 1 - back)));
    pairs
}

fn subsequence<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let width = right.len() + 1;
    let mut lengths = vec![0_u32; (left.len() + 1) * width];
    for one in (0..left.len()).rev() {
        for two in (0..right.len()).rev() {
            lengths[one * width + two] = if left[one] == right[two] {
                lengths[(one + 1) * width + two + 1] + 1
            } else {
                lengths[(one + 1) * width + two].max(lengths[one * width + two + 1])
            };
        }
    }
    let (mut one, mut two) = (0, 0);
    let mut pairs = Vec::new();
    while one < left.len() && two < right.len() {
        if left[one] == right[two] {
            pairs.push((one, two));
            (one, two) = (one + 1, two + 1);
        } else if lengths[(one + 1) * width + two] >= lengths[one * width + two + 1] {
            one += 1;
        } else {
            two += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{BlockState, pair};
    use crate::locale::{Catalogs, Lang};
    use crate::parse::{TextKind, Unit, UnitInput, units};
    use crate::translate::Record;

    fn read(text: &str) -> Vec<Unit> {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        units(UnitInput { text, catalogs: &catalogs, kind: TextKind::Page })
    }

    /// Tells how the blocks of `now` stand in `page`, which was made from `before`.
    fn check(before: &str, now: &str, page: &str, expected: &str) {
        let record = Record::of(&Lang::parse("da").unwrap(), &read(before));
        let pairing = pair(&read(now), &read(page), Some(&record));
        let letters = pairing.blocks.iter().map(|(state, own)| match state {
            BlockState::Current => format!("{}", own.unwrap()),
            BlockState::Outdated => format!("!{}", own.unwrap()),
            BlockState::Missing => "-".to_owned(),
            BlockState::Unknown => "?".to_owned(),
        });
        let told = letters.collect::<Vec<_>>().join(" ");
        let told = format!("{told} removed{:?} added{:?}", pairing.removed, pairing.added);
        assert_eq!(told, expected, "{before:?} {now:?} {page:?}");
    }

    #[test]
    fn every_block_stands_as_its_source_was_changed() {
        let page = "A\n\nB\n\nC";
        check("a\n\nb\n\nc", "a\n\nb\n\nc", page, "0 1 2 removed[] added[]");
        check("a\n\nb\n\nc", "a\n\nb2\n\nc", page, "0 !1 2 removed[] added[]");
        check("a\n\nb\n\nc", "a\n\nc", page, "0 2 removed[1] added[]");
        check("a\n\nb\n\nc", "a\n\nb\n\nx\n\nc", page, "0 1 - 2 removed[] added[]");
        check("a\n\nb\n\nc", "c\n\na\n\nb", page, "2 0 1 removed[] added[]");
        check("a\n\nb\n\nc", "# h\n\na\n\nb\n\nc", page, "- 0 1 2 removed[] added[]");
        check("a\n\nb\n\nc", "a  \n\nb\n\nc\n", page, "0 1 2 removed[] added[]");
    }

    #[test]
    fn a_page_may_have_blocks_of_its_own_or_lack_some() {
        check("a\n\nb", "a\n\nb", "# Own\n\nA\n\nB", "0 1 removed[] added[0]".replace("0 1", "1 2").as_str());
        check("# a\n\nb\n\n- c", "# a\n\nb2\n\n- c", "# A\n\n- C", "0 - 1 removed[] added[]");
    }

    #[test]
    fn without_a_record_nothing_is_known() {
        let pairing = pair(&read("# a\n\nb"), &read("# A"), None);
        assert_eq!(pairing.blocks, [(BlockState::Unknown, Some(0)), (BlockState::Missing, None)]);
    }
}
