//! How a course stands by a platform's word, in the languages that we speak.

use crate::platform::names::folded;

/// How a course stands by a platform's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Completed and passed.
    Passed,
    /// Completed; whether it is passed is not said.
    Completed,
    /// Completed, but not passed.
    CompletedNotPassed,
    /// Failed.
    Failed,
    /// Begun, or not completed.
    Open,
    /// Never begun.
    Never,
}

/// Returns how a course stands by a word; nothing where nobody knows it.
pub(super) fn stands(word: &str) -> Option<Stands> {
    let word = folded(word);
    let is = |words: &[&str]| words.contains(&word.as_str());
    let plain = [
        (NEVER, Stands::Never),
        (PASSED, Stands::Passed),
        (COMPLETED, Stands::Completed),
        (FAILED, Stands::Failed),
        (OPEN, Stands::Open),
    ];
    if let Some((_, stands)) = plain.into_iter().find(|(words, _)| is(words)) {
        return Some(stands);
    }
    // Whether the mark was reached, or who has set it by hand.
    let (word, inside) = word.strip_suffix(')')?.split_once('(')?;
    let word = word.trim_end();
    let about_mark = MARK.iter().any(|part| inside.contains(part));
    if OPEN.contains(&word) {
        return Some(Stands::Open);
    }
    let completed = COMPLETED.contains(&word);
    match (completed, about_mark, NOT.iter().any(|part| inside.contains(part))) {
        (false, ..) => None,
        (true, true, true) => Some(Stands::CompletedNotPassed),
        (true, true, false) => Some(Stands::Passed),
        (true, false, _) => Some(Stands::Completed),
    }
}

const PASSED: &[&str] =
    &["passed", "pass", "aprovado", "aprovada", "bestået", "kaluar", "i kaluar", "e kaluar", "kaloi", "тэнцсэн"];
const COMPLETED: &[&str] = &[
    "completed",
    "complete",
    "concluído",
    "concluída",
    "completo",
    "completado",
    "terminado",
    "fuldført",
    "gennemført",
    "færdig",
    "afsluttet",
    "përfunduar",
    "i përfunduar",
    "e përfunduar",
    "plotësuar",
    "i plotësuar",
    "e plotësuar",
    "дууссан",
    "дуусгасан",
    "гүйцэтгэсэн",
    "бүрэн",
];
const FAILED: &[&str] = &[
    "failed",
    "fail",
    "reprovado",
    "reprovada",
    "falhou",
    "ikke bestået",
    "dumpet",
    "dështuar",
    "dështoi",
    "i dështuar",
    "nuk kaloi",
    "тэнцээгүй",
    "унасан",
];
const OPEN: &[&str] = &[
    "incomplete",
    "not completed",
    "in progress",
    "browsed",
    "suspended",
    "not complete",
    "incompleto",
    "incompleta",
    "por concluir",
    "não concluído",
    "não concluída",
    "não concluído(a)",
    "em curso",
    "consultado",
    "suspenso",
    "ikke fuldført",
    "ufuldstændig",
    "ikke gennemført",
    "ikke færdig",
    "i gang",
    "uafsluttet",
    "ikke afsluttet",
    "i papërfunduar",
    "e papërfunduar",
    "i paplotësuar",
    "jo i plotësuar",
    "nuk u plotësua",
    "në vazhdim",
    "дуусаагүй",
    "бүрэн бус",
    "дутуу",
    "хийж байгаа",
];
const NEVER: &[&str] = &[
    "",
    "-",
    "–",
    "not attempted",
    "notattempted",
    "unknown",
    "não iniciou",
    "não iniciado",
    "não tentado",
    "ikke forsøgt",
    "ikke påbegyndt",
    "i papërpjekur",
    "pa provuar",
    "pa filluar",
    "оролдоогүй",
    "эхлээгүй",
];
/// What says inside brackets that a mark was not reached.
const NOT: &[&str] = &["not ", "não ", "ikke ", "nuk ", "гүй"];
/// What says inside brackets that a mark was meant.
const MARK: &[&str] = &["pass", "aprova", "grau", "bestå", "kalue", "kalim", "тэнц", "дүн", "оноо"];

#[cfg(test)]
mod tests {
    use super::{Stands, stands};

    #[test]
    fn a_course_stands_as_a_platform_says_it_in_each_language() {
        let check = |words: &[&str], stands_so: Stands| {
            words.iter().for_each(|word| assert_eq!(stands(word), Some(stands_so), "{word}"));
        };
        check(
            &["Completed", "Concluída", "Fuldført", "Përfunduar", "Дууссан", "Completed (set by Ana Dorj)"],
            Stands::Completed,
        );
        check(
            &["Passed", "Aprovado", "Bestået", "Kaluar", "Тэнцсэн", "Completed (achieved pass grade)"],
            Stands::Passed,
        );
        check(&["Concluída (atingiu a nota de aprovação)", "Concluído (grau de passagem alcançado)"], Stands::Passed);
        check(
            &["Completed (did not achieve pass grade)", "Concluída (não atingiu a nota de aprovação)"],
            Stands::CompletedNotPassed,
        );
        check(&["failed", "Reprovado", "Ikke bestået", "Dështuar", "Тэнцээгүй"], Stands::Failed);
        check(&["Not completed", "Por concluir", "Ikke fuldført", "E papërfunduar", "Дуусаагүй"], Stands::Open);
        check(&["Não concluída (marcada por Ana)", "incomplete"], Stands::Open);
        check(&["-", "", "Not attempted", "Não iniciou", "Ikke påbegyndt", "Эхлээгүй"], Stands::Never);
        assert_eq!(stands("Perhaps"), None);
        assert_eq!(stands("Perhaps (achieved pass grade)"), None);
    }
}
