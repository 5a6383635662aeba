//! Which of two versions of a course is older.

use std::cmp::Ordering;

/// How a version stands to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// They are the same.
    Same,
    /// It is older.
    Older,
    /// It is newer.
    Newer,
    /// They are not the same; which is older cannot be told.
    Other,
}

/// Returns how `version` stands to `here`: numbers between points are compared as numbers.
pub fn age(version: &str, here: &str) -> Age {
    if version == here {
        return Age::Same;
    }
    let numbers = |text: &str| -> Option<Vec<u64>> {
        let text = text.trim().trim_start_matches(['v', 'V']);
        text.split('.').map(|part| part.parse().ok()).collect()
    };
    let (Some(mut left), Some(mut right)) = (numbers(version), numbers(here)) else { return Age::Other };
    let length = left.len().max(right.len());
    left.resize(length, 0);
    right.resize(length, 0);
    match left.cmp(&right) {
        Ordering::Less => Age::Older,
        Ordering::Greater => Age::Newer,
        Ordering::Equal => Age::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::{Age, age};

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let check = |version: &str, here: &str, expected: Age| assert_eq!(age(version, here), expected, "{version}");
        check("1.2.0", "1.2.0", Age::Same);
        check("1.2", "1.2.0", Age::Same);
        check("1.9.0", "1.10.0", Age::Older);
        check("2", "1.10.0", Age::Newer);
        check("spring", "1.0.0", Age::Other);
        check("99999999999999999999", "1", Age::Other);
    }
}
