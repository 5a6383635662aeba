//! Who is who: several results of one learner are one person's.
//!
//! 1. Results with one learner's id and one name are one person's. Without an id, those with the same answers to all
//!    fields are; a code to say belongs to the only person of that name.
//! 2. A trainer's answers make one of two.
//! 3. Who may be one but need not be is asked, never guessed (`similar`).

use crate::report::entry::Entry;
use crate::results::{Form, one_line};
use std::collections::{BTreeMap, BTreeSet};

/// A learner with all that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name as it was written last; empty where none was.
    pub name: String,
    /// The ids of the devices.
    pub ids: BTreeSet<String>,
    /// The latest answer to each learner field.
    pub fields: BTreeMap<String, String>,
    /// The places of the entries, in their order.
    pub entries: Vec<usize>,
}

impl Person {
    /// Returns what a trainer names this person by: an id, or the name.
    pub fn reference(&self) -> &str {
        self.ids.first().map_or(&self.name, |id| id)
    }
}

/// Returns a name without what does not tell two people apart: case and spaces.
pub(super) fn folded(name: &str) -> String {
    one_line(name).to_lowercase()
}

/// Returns the people that these entries are of, in the order of their first one. `same` holds pairs of ids or names
/// that a trainer knows to be one.
pub(super) fn people(entries: &[Entry], same: &[(String, String)]) -> Vec<Person> {
    let mut groups = Groups::default();
    let mut of_entry: Vec<usize> = Vec::with_capacity(entries.len());
    let mut by_key: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_id: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for entry in entries {
        let learner = &entry.learner;
        let name = folded(learner.name());
        let key = if !learner.id.is_empty() {
            (learner.id.clone(), name.clone())
        } else if entry.form == Form::Code {
            (String::new(), name.clone())
        } else {
            (String::new(), learner.fields.iter().map(|(id, value)| format!("{id}={}\n", folded(value))).collect())
        };
        let nobody = learner.id.is_empty() && name.is_empty();
        let group = if nobody { groups.add() } else { *by_key.entry(key).or_insert_with(|| groups.add()) };
        if !name.is_empty() && entry.form != Form::Code {
            by_name.entry(name).or_default().insert(group);
        }
        if !learner.id.is_empty() {
            by_id.entry(learner.id.clone()).or_default().insert(group);
        }
        of_entry.push(group);
    }
    for (one, other) in same {
        let find = |text: &String| -> Vec<usize> {
            by_id.get(text).or_else(|| by_name.get(&folded(text))).into_iter().flatten().copied().collect()
        };
        let all: Vec<usize> = find(one).into_iter().chain(find(other)).collect();
        all.windows(2).for_each(|pair| groups.join(pair[0], pair[1]));
    }
    for (entry, group) in entries.iter().zip(&of_entry) {
        let named = by_name.get(&folded(entry.learner.name()));
        if let (Form::Code, Some(named)) = (entry.form, named) {
            let mut roots: Vec<usize> = named.iter().map(|group| groups.root(*group)).collect();
            roots.dedup();
            if let [only] = roots.as_slice() {
                groups.join(*only, *group);
            }
        }
    }
    gathered(entries, &of_entry, &mut groups)
}

fn gathered(entries: &[Entry], of_entry: &[usize], groups: &mut Groups) -> Vec<Person> {
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    let mut all: Vec<Person> = Vec::new();
    for (at, group) in of_entry.iter().enumerate() {
        let place = *places.entry(groups.root(*group)).or_insert_with(|| {
            let empty =
                Person { name: String::new(), ids: BTreeSet::new(), fields: BTreeMap::new(), entries: Vec::new() };
            all.push(empty);
            all.len() - 1
        });
        all[place].entries.push(at);
    }
    for person in &mut all {
        let mut by_time = person.entries.clone();
        // What was made last knows best; what came in by voice knows no day.
        by_time.sort_by_key(|at| (entries[*at].made, *at));
        for at in by_time {
            let learner = &entries[at].learner;
            if !learner.id.is_empty() {
                person.ids.insert(learner.id.clone());
            }
            if !learner.name().is_empty() && (entries[at].form != Form::Code || person.name.is_empty()) {
                person.name = learner.name().to_owned();
            }
            if entries[at].form != Form::Code {
                person.fields.extend(learner.fields.iter().cloned());
            }
        }
    }
    all
}

/// Disjoint sets.
#[derive(Default)]
struct Groups(Vec<usize>);

impl Groups {
    fn add(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn root(&mut self, mut group: usize) -> usize {
        while self.0[group] != group {
            self.0[group] = self.0[self.0[group]];
            group = self.0[group];
        }
        group
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        self.0[second] = first;
    }
}
