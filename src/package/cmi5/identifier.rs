//! The names that a course and its units have in every LMS: IRIs that stay through rebuilds, versions and languages,
//! so that what learners did in all of them can be added up (cmi5 Quartz, sections 13.1.1 and 13.1.4).
//!
//! Where the library has an address, they begin with it. Without one they are UUIDs made of the organisation's name and
//! the course's id (RFC 9562, section 5.8): no two organisations share them, and no domain is claimed.

use crate::fingerprint::Fingerprint;
use crate::model::{CourseId, Library, ModuleId};

/// Returns the IRI of a course.
pub(crate) fn course(library: &Library, course: &CourseId) -> String {
    iri(library, course, &[])
}

/// Returns the IRI of the unit that is a whole course.
pub(crate) fn whole(library: &Library, course: &CourseId) -> String {
    iri(library, course, &["au"])
}

/// Returns the IRI of the unit that is one module of a course.
pub(crate) fn part(library: &Library, course: &CourseId, module: &ModuleId) -> String {
    iri(library, course, &["au", module.as_str()])
}

fn iri(library: &Library, course: &CourseId, below: &[&str]) -> String {
    match library.settings.url.as_deref() {
        Some(url) => {
            let mut iri = format!("{}/cmi5/{course}", url.trim_end_matches('/'));
            for part in below {
                iri.push('/');
                iri.push_str(part);
            }
            iri
        }
        None => urn(library.settings.organisation.as_deref().unwrap_or(""), course, below),
    }
}

/// Returns a UUID of version 8, made of the names alone, as a URN (RFC 9562, section 4).
fn urn(organisation: &str, course: &CourseId, below: &[&str]) -> String {
    let names = ["cmi5", organisation, course.as_str()];
    let parts: Vec<&[u8]> = names.iter().chain(below).map(|name| name.as_bytes()).collect();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Fingerprint::of_parts(&parts).bytes()[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0F);
    bytes[8] = 0x80 | (bytes[8] & 0x3F);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::{course, part, whole};
    use crate::model::{CourseId, Library, ModuleId};
    use crate::package::fixture;

    fn library(url: Option<&str>, organisation: Option<&str>) -> Library {
        let (mut library, _) = fixture::library(fixture::course("saving", "mn", 1));
        library.settings.url = url.map(str::to_owned);
        library.settings.organisation = organisation.map(str::to_owned);
        library
    }

    #[test]
    fn they_begin_with_the_address_of_the_library() {
        let library = library(Some("https://example.org/courses/"), None);
        let id = CourseId::new("saving");
        assert_eq!(course(&library, &id), "https://example.org/courses/cmi5/saving");
        assert_eq!(whole(&library, &id), "https://example.org/courses/cmi5/saving/au");
        assert_eq!(part(&library, &id, &ModuleId::new("au")), "https://example.org/courses/cmi5/saving/au/au");
    }

    #[test]
    fn without_an_address_they_are_uuids_that_no_other_organisation_has() {
        let one = library(None, Some("Нийгэмлэг"));
        let id = CourseId::new("saving");
        let first = course(&one, &id);
        assert_eq!(first, "urn:uuid:ee8d0bb2-14f1-8121-8901-8837368159cd");
        let all =
            [first, whole(&one, &id), part(&one, &id, &ModuleId::new("basics")), course(&library(None, None), &id)];
        for (place, iri) in all.iter().enumerate() {
            assert!(iri.starts_with("urn:uuid:") && iri.len() == 45, "{iri}");
            assert!(iri.as_bytes()[23] == b'8' && b"89ab".contains(&iri.as_bytes()[28]), "{iri}");
            assert!(!all[..place].contains(iri), "{iri}");
        }
    }
}
