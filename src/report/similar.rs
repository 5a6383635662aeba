//! Who may be one person: the same device with two names, one name on two devices, two spellings of a name.

use crate::report::people::{Person, folded};
use crate::tree::slug;
use std::collections::{BTreeMap, BTreeSet};

/// The most pairs that are asked about; whoever has more has another problem.
const MOST_PAIRS: usize = 500;

/// The most people that one spelling is compared among.
const MOST_ALIKE: usize = 40;

/// Why two may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same device, another name: one person, or a device that two share.
    Device,
    /// The same name on two devices.
    Name,
    /// Two spellings of one name.
    Spelling,
}

/// Returns who may be one, each pair once: places among `people`, the smaller first. `apart` holds pairs of ids or
/// names that a trainer knows to be two.
pub(super) fn similar(people: &[Person], apart: &[(String, String)]) -> Vec<(usize, usize, Alike)> {
    let mut found: BTreeMap<(usize, usize), Alike> = BTreeMap::new();
    let mut buckets: BTreeMap<(Alike, String), Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        for id in &person.ids {
            buckets.entry((Alike::Device, id.clone())).or_default().push(at);
        }
        if person.name.is_empty() {
            continue;
        }
        buckets.entry((Alike::Name, folded(&person.name))).or_default().push(at);
        for spelling in spellings(&person.name) {
            buckets.entry((Alike::Spelling, spelling)).or_default().push(at);
        }
    }
    for ((alike, _), mut members) in buckets {
        members.dedup();
        if members.len() < 2 || members.len() > MOST_ALIKE {
            continue;
        }
        for (place, one) in members.iter().enumerate() {
            for other in &members[place + 1..] {
                // Two spellings in two groups are two people more often than one.
                if alike == Alike::Spelling && !may_be(&people[*one], &people[*other]) {
                    continue;
                }
                found.entry((*one.min(other), *one.max(other))).or_insert(alike);
            }
        }
    }
    let known: BTreeSet<(String, String)> = apart.iter().flat_map(both).collect();
    found
        .into_iter()
        .filter(|((one, other), _)| {
            let names =
                |person: &Person| -> Vec<String> { person.ids.iter().cloned().chain([folded(&person.name)]).collect() };
            let others = names(&people[*other]);
            !names(&people[*one])
                .iter()
                .any(|one| others.iter().any(|other| known.contains(&(one.clone(), other.clone()))))
        })
        .map(|((one, other), alike)| (one, other, alike))
        .take(MOST_PAIRS)
        .collect()
}

/// Returns a trainer's answer both ways, as ids and as folded names.
fn both((one, other): &(String, String)) -> Vec<(String, String)> {
    let forms = |text: &String| [text.clone(), folded(text)];
    let mut all = Vec::new();
    for one in forms(one) {
        for other in forms(other) {
            all.push((one.clone(), other.clone()));
            all.push((other, one.clone()));
        }
    }
    all
}

/// Tells whether nothing but the name speaks against two being one: what both answered is the same.
fn may_be(one: &Person, other: &Person) -> bool {
    one.fields.iter().all(|(id, value)| {
        id == "name" || *value == one.name || other.fields.get(id).is_none_or(|other| folded(other) == folded(value))
    })
}

/// Returns keys that two spellings of a name share: its words in any order and letters without marks, and the same with
/// one letter left out, so that one letter more, less or other is found.
fn spellings(name: &str) -> BTreeSet<String> {
    let plain = slug(&folded(name), "");
    let mut words: Vec<&str> = plain.split(['-', '.', '_']).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    let whole = words.concat();
    let mut keys = BTreeSet::from([whole.clone()]);
    if whole.len() < 6 {
        return keys;
    }
    for at in 0..whole.len() {
        keys.insert(format!("{}{}", &whole[..at], &whole[at + 1..]));
    }
    keys
}
