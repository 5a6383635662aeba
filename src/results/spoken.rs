//! The code of ten signs that a learner can say over the telephone.

use crate::results::made::Standing;
use crate::results::text::{first_bits, short_line, sign_value, signs, typed_signs};

/// What the weighted sum of a sound code is.
const SUM: u64 = 17;

/// The score of a course in which nothing is graded.
const NO_SCORE: u64 = 127;

/// A code that was said or typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    /// The first 10 bits of the SHA-256 of the course's id.
    pub course: u32,
    /// How the course stands.
    pub standing: Standing,
    /// The first 26 bits of the SHA-256 of course, standing and name.
    pub check: u32,
}

/// Whom a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// This course and this name.
    Both,
    /// This course, another name.
    NotTheName,
    /// Another course.
    NotTheCourse,
}

impl Spoken {
    /// Reads a code; nothing where it is none, or where a sign is wrong.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed_signs(typed);
        if typed.chars().count() != 10 {
            return None;
        }
        let values: Vec<u64> = typed.chars().map(sign_value).collect::<Option<_>>()?;
        if sum(&values) != SUM {
            return None;
        }
        let value = values[..9].iter().fold(0_u64, |whole, sign| whole << 5 | sign);
        let score = value >> 26 & 0x7f;
        if score > 100 && score != NO_SCORE {
            return None;
        }
        Some(Self {
            course: u32::try_from(value >> 35).ok()?,
            standing: Standing {
                completed: value >> 34 & 1 == 1,
                passed: value >> 33 & 1 == 1,
                score: u8::try_from(score).ok().filter(|_| score != NO_SCORE),
            },
            check: u32::try_from(value & 0x3ff_ffff).ok()?,
        })
    }

    /// Tells whether the code belongs to a course and a name.
    pub fn fits(&self, course: &str, name: &str) -> Fits {
        if self.course != first_bits(course, 10) {
            Fits::NotTheCourse
        } else if self.check == check(course, self.standing, name) {
            Fits::Both
        } else {
            Fits::NotTheName
        }
    }

    /// Returns the code as it is written, in two groups of five.
    pub fn code(&self) -> String {
        written(u64::from(self.course), self.standing, u64::from(self.check))
    }
}

/// Returns the code of a learner's standing.
pub fn spoken(course: &str, standing: Standing, name: &str) -> String {
    written(u64::from(first_bits(course, 10)), standing, u64::from(check(course, standing, name)))
}

fn written(course: u64, standing: Standing, check: u64) -> String {
    let score = standing.score.map_or(NO_SCORE, u64::from);
    let value =
        course << 35 | u64::from(standing.completed) << 34 | u64::from(standing.passed) << 33 | score << 26 | check;
    let nine = signs(value, 9);
    let values: Vec<u64> = nine.chars().filter_map(sign_value).collect();
    let whole = nine + &signs(times(sum(&values)) ^ SUM, 1);
    format!("{}-{}", &whole[..5], &whole[5..])
}

fn check(course: &str, standing: Standing, name: &str) -> u32 {
    let marks = 2 * u8::from(standing.completed) + u8::from(standing.passed);
    let score = standing.score.map_or(NO_SCORE, u64::from);
    first_bits(&format!("{course}\n{marks}\n{score}\n{}", short_line(name, 200).to_lowercase()), 26)
}

/// Returns the weighted sum over GF(32), x⁵ + x² + 1 (Horner's scheme).
fn sum(values: &[u64]) -> u64 {
    values.iter().fold(0, |rest, value| times(rest) ^ value)
}

fn times(value: u64) -> u64 {
    let twice = value << 1;
    if twice & 32 == 0 { twice } else { twice ^ 37 }
}

#[cfg(test)]
mod tests {
    use super::{Fits, Spoken, spoken};
    use crate::results::made::Standing;
    use serde_json::{Value, json};

    fn known() -> Value {
        serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap()
    }

    #[test]
    fn codes_are_the_shared_ones() {
        let known = known();
        let cases = known["spoken"].as_array().unwrap();
        assert!(cases.len() >= 5);
        for case in cases {
            let text = |key: &str| case[key].as_str().unwrap();
            let marks = &case["standing"];
            let standing = Standing {
                completed: marks["completed"].as_bool().unwrap(),
                passed: marks["passed"].as_bool().unwrap(),
                score: marks["score"].as_u64().map(|score| u8::try_from(score).unwrap()),
            };
            assert_eq!(spoken(text("course"), standing, text("name")), text("code"));
            let read = Spoken::read(text("code")).unwrap();
            assert_eq!((read.standing, read.code().as_str()), (standing, text("code")));
            assert_eq!(read.fits(text("course"), text("name")), Fits::Both);
            assert_eq!(read.fits(text("course"), "somebody else"), Fits::NotTheName);
            assert_eq!(read.fits("another", text("name")), Fits::NotTheCourse);
        }
    }

    #[test]
    fn what_is_heard_is_read_as_the_page_reads_it() {
        let known = known();
        for case in known["heard"].as_array().unwrap() {
            let read = Spoken::read(case["typed"].as_str().unwrap()).map(|read| {
                json!({"course": read.course, "completed": read.standing.completed, "passed": read.standing.passed,
                    "score": read.standing.score, "check": read.check})
            });
            assert_eq!(read.unwrap_or(Value::Null), case["read"], "{}", case["typed"]);
        }
    }
}
