//! An edition in parts that a platform launches one by one: each module as if it were a course.
//!
//! A part is an edition with one module. So its pages show nothing of the others, a link that leads out of it stands as
//! text, and completion and score are those of the module.

use crate::model::{Edition, Module, ModuleId, Text, Units};
use crate::package::PackInput;
use crate::tree::OutPath;

/// A part of an edition.
#[derive(Debug, Clone)]
pub struct Part {
    /// The module.
    pub module: ModuleId,
    /// The folder that its pages stand in; no other folder of a package is called so.
    pub folder: OutPath,
    /// The edition without the other modules, under the module's title.
    pub edition: Edition,
}

/// Returns the parts, in order: one for each module with lessons, or none where the course goes out whole.
pub(crate) fn parts(input: PackInput<'_>) -> Vec<Part> {
    match input.library.package_settings(input.course).units.unwrap_or_default() {
        Units::Course => Vec::new(),
        Units::Module => {
            let modules = input.edition.modules.iter().filter(|module| !module.lessons.is_empty());
            modules.map(|module| part(input.edition, module)).collect()
        }
    }
}

fn part(edition: &Edition, module: &Module) -> Part {
    let edition = Edition {
        lang: edition.lang.clone(),
        title: module.title.clone(),
        summary: module.summary.clone(),
        objectives: Vec::new(),
        // The module's own page has it.
        introduction: Text::empty(edition.introduction.document.file),
        glossary: edition.glossary.clone(),
        glossary_entries: edition.glossary_entries.clone(),
        modules: vec![module.clone()],
    };
    Part { module: module.id.clone(), folder: OutPath::fixed(&format!("unit-{}", module.id)), edition }
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::model::{Course, PackageSettings, Units};
    use crate::package::PackInput;
    use crate::package::fixture::{course, library};

    fn titles(course: Course, units: Option<Units>) -> Vec<(String, String, usize)> {
        let (mut library, catalogs) = library(course);
        library.settings.package = PackageSettings { units, ..PackageSettings::default() };
        let course = &library.courses[0];
        let input = PackInput { library: &library, course, edition: &course.editions[0], catalogs: &catalogs };
        let all = parts(input).into_iter();
        all.map(|one| (one.folder.to_string(), one.edition.title.value, one.edition.modules.len())).collect()
    }

    #[test]
    fn a_course_is_one_unless_it_is_to_be_cut() {
        assert_eq!(titles(course("saving", "mn", 2), None), []);
        assert_eq!(titles(course("saving", "mn", 2), Some(Units::Course)), []);
    }

    #[test]
    fn each_module_with_lessons_is_a_part() {
        let mut course = course("saving", "mn", 2);
        let mut empty = course.editions[0].modules[0].clone();
        empty.lessons.clear();
        course.editions[0].modules.push(empty);
        assert_eq!(titles(course, Some(Units::Module)), [("unit-basics".to_owned(), "Basics".to_owned(), 1)]);
    }
}
