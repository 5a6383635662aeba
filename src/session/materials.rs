//! What must be brought: the materials of all activities, each once, with where it is needed.

use crate::session::plan::{PlannedLesson, SessionPlan, Step};

/// Something that is needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Material<'a> {
    /// What it is, in the words in which it is first named.
    pub name: &'a str,
    /// Each activity that needs it, with the place of its lesson in [`SessionPlan::lessons`].
    pub uses: Vec<(usize, &'a Step<'a>)>,
}

impl Material<'_> {
    /// Returns how many are needed for so many people: one for each group, of the activity with the most groups.
    pub fn most(&self, participants: u32) -> u32 {
        self.uses.iter().map(|(_, step)| groups(participants, step.group).count).max().unwrap_or(1)
    }
}

/// Into how many groups people are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Groups {
    /// How many there are; 1 where all work together.
    pub count: u32,
    /// How many people are in the largest.
    pub people: u32,
    /// How many people are in the smallest.
    pub fewest: u32,
}

/// Divides people into groups of `group` at most; without a number all work together.
pub fn groups(participants: u32, group: Option<u32>) -> Groups {
    match group.filter(|group| *group > 0) {
        Some(group) if participants > 0 => {
            let count = participants.div_ceil(group);
            Groups { count, people: participants.div_ceil(count), fewest: participants / count }
        }
        _ => Groups { count: 1, people: participants, fewest: participants },
    }
}

/// Returns what the activities need, in the order in which it is first needed; spellings that differ only in capital
/// letters or spaces are the same thing.
pub fn materials<'a>(plan: &'a SessionPlan<'a>) -> Vec<Material<'a>> {
    let mut all: Vec<(String, Material<'a>)> = Vec::new();
    let steps = |(at, lesson): (usize, &'a PlannedLesson<'a>)| lesson.steps.iter().map(move |step| (at, step));
    let lessons = plan.parts.iter().flat_map(|part| &part.lessons);
    for (at, step) in lessons.enumerate().flat_map(steps) {
        for name in step.materials {
            let known = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let place = all.iter().position(|(other, _)| *other == known);
            let (_, material) = match place {
                Some(place) => &mut all[place],
                None => {
                    all.push((known, Material { name, uses: Vec::new() }));
                    all.last_mut().expect("it was just put there")
                }
            };
            if material.uses.last().is_none_or(|(_, last)| !std::ptr::eq(*last, step)) {
                material.uses.push((at, step));
            }
        }
    }
    all.into_iter().map(|(_, material)| material).collect()
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn people_are_divided_evenly() {
        let divided = |people, group| {
            let groups = groups(people, group);
            (groups.count, groups.people, groups.fewest)
        };
        assert_eq!(divided(20, Some(4)), (5, 4, 4));
        assert_eq!(divided(22, Some(4)), (6, 4, 3));
        assert_eq!(divided(21, Some(10)), (3, 7, 7));
        assert_eq!(divided(3, Some(4)), (1, 3, 3));
        assert_eq!(divided(20, None), (1, 20, 20));
        assert_eq!(divided(20, Some(1)), (20, 1, 1));
        assert_eq!(divided(0, Some(4)), (1, 0, 0));
        assert_eq!(divided(20, Some(0)), (1, 20, 20));
        assert_eq!(divided(1, Some(u32::MAX)), (1, 1, 1));
    }
}
