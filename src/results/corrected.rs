//! A result whose learner had a wrong name: the same result under the right one.

use crate::results::file::checksum;
use crate::results::made::name_of;
use crate::results::spoken::spoken;
use crate::results::{Form, read};
use serde_json::{Map, Value};

/// Returns a result file with another answer to one of the learner fields, and with what depends on the answers: the
/// code to say and the checksum. Nothing where it is no whole result file, where that field was not answered, or where
/// the answer is that already.
pub fn corrected(bytes: &[u8], field: &str, answer: &str) -> Option<Vec<u8>> {
    let result = read(bytes).ok().filter(|result| result.form == Form::File && result.whole)?;
    let mut fields = result.learner.fields.clone();
    let given = fields.iter_mut().find(|(id, given)| id == field && given != answer)?;
    answer.clone_into(&mut given.1);
    let mut file: Map<String, Value> = serde_json::from_str(result.text.trim()).ok()?;
    *file.get_mut("learner")?.get_mut("fields")?.get_mut(field)? = answer.into();
    let is_said =
        result.code.is_some_and(|code| code == spoken(&result.course.id, result.standing, result.learner.name()));
    // A code that did not fit before stays what it was: a doubt is not mended away.
    if is_said {
        file.insert("code".to_owned(), spoken(&result.course.id, result.standing, name_of(&fields)).into());
    }
    file.insert("checksum".to_owned(), checksum(&file).into());
    serde_json::to_vec(&file).ok()
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use crate::results::{read, spoken};

    fn files() -> Vec<String> {
        let known: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap();
        known["results"].as_array().unwrap().iter().map(|one| one["file"].to_string()).collect()
    }

    #[test]
    fn only_the_name_and_what_follows_from_it_are_others() {
        let mut count = 0;
        for file in files() {
            let before = read(file.as_bytes()).unwrap();
            let Some(bytes) = corrected(file.as_bytes(), "name", "Энхтуяа Б.") else { continue };
            count += 1;
            let after = read(&bytes).unwrap();
            assert!(after.whole);
            assert_eq!(after.learner.name(), "Энхтуяа Б.");
            let code = spoken(&before.course.id, before.standing, "Энхтуяа Б.");
            assert_eq!(after.code.as_deref(), Some(code.as_str()));
            let back = corrected(&bytes, "name", before.learner.name()).unwrap();
            assert_eq!(read(&back).unwrap().fingerprint, before.fingerprint, "nothing else has changed");
            assert_eq!(corrected(&bytes, "name", "Энхтуяа Б."), None, "it is right already");
        }
        assert!(count > 0);
    }

    #[test]
    fn what_is_no_whole_result_stays_as_it_is() {
        let file = files().swap_remove(0);
        for (bytes, field) in [
            (file.replace("\"score\":76", "\"score\":77"), "name"),
            (file[..file.len() / 2].to_owned(), "name"),
            (file.clone(), "nobody-asked"),
            ("{}".to_owned(), "name"),
        ] {
            assert_eq!(corrected(bytes.as_bytes(), field, "Энхтуяа"), None);
        }
    }
}
