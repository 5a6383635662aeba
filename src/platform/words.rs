//! The words of platforms: heads of columns, and how a course stands, in the languages that we speak.

use crate::platform::names::folded;

/// The whole name of a learner.
pub(super) const NAME: &[&str] = &[
    "name",
    "full name",
    "fullname",
    "user full name",
    "first name / last name",
    "last name / first name",
    "learner",
    "student",
    "user",
    "participant",
    "nome",
    "nome completo",
    "utilizador",
    "usuário",
    "aluno",
    "estudante",
    "formando",
    "participante",
    "navn",
    "fulde navn",
    "bruger",
    "elev",
    "kursist",
    "deltager",
    "emri",
    "emri i plotë",
    "përdoruesi",
    "nxënësi",
    "studenti",
    "pjesëmarrësi",
    "нэр",
    "бүтэн нэр",
    "овог нэр",
    "хэрэглэгч",
    "суралцагч",
    "оюутан",
    "оролцогч",
];
/// The first name, where the last one has a column of its own.
pub(super) const FIRST: &[&str] =
    &["first name", "firstname", "given name", "nome próprio", "primeiro nome", "fornavn", "emri", "нэр", "nome"];
/// The last name.
pub(super) const LAST: &[&str] = &[
    "last name",
    "lastname",
    "surname",
    "family name",
    "apelido",
    "apelido(s)",
    "sobrenome",
    "último nome",
    "efternavn",
    "mbiemri",
    "овог",
];
/// An address of mail.
pub(super) const MAIL: &[&str] = &[
    "email",
    "e-mail",
    "email address",
    "e-mail address",
    "mail",
    "endereço de email",
    "endereço de e-mail",
    "correio eletrónico",
    "e-mailadresse",
    "mailadresse",
    "adresa e email-it",
    "adresa e postës elektronike",
    "имэйл",
    "имэйл хаяг",
    "и-мэйл",
    "цахим шуудан",
];
/// The name that a learner logs in by.
pub(super) const LOGIN: &[&str] = &[
    "username",
    "user name",
    "login",
    "nome de utilizador",
    "nome de usuário",
    "brugernavn",
    "emri i përdoruesit",
    "хэрэглэгчийн нэр",
    "нэвтрэх нэр",
];
/// A number that a learner has.
pub(super) const NUMBER: &[&str] = &[
    "id number",
    "idnumber",
    "userid",
    "user id",
    "user_id",
    "studentid",
    "student id",
    "student_id",
    "learner id",
    "número de identificação",
    "número id",
    "número de id",
    "id-nummer",
    "numri id",
    "numri i identifikimit",
    "id дугаар",
    "дугаар",
];
/// Which try.
pub(super) const ATTEMPT: &[&str] = &[
    "attempt",
    "attempt number",
    "attemptid",
    "tentativa",
    "forsøg",
    "forsøg nr.",
    "orvatja",
    "përpjekja",
    "tentativa nr.",
    "оролдлого",
];
/// When it was begun.
pub(super) const STARTED: &[&str] = &[
    "started on",
    "started",
    "begun",
    "iniciada",
    "iniciado em",
    "iniciada em",
    "início",
    "startet",
    "påbegyndt",
    "startet den",
    "filluar më",
    "nisur më",
    "filloi më",
    "эхэлсэн",
    "эхэлсэн огноо",
];
/// When it was looked at last.
pub(super) const FINISHED: &[&str] = &[
    "last accessed on",
    "last access",
    "last accessed",
    "completed",
    "completed on",
    "timemodified",
    "time modified",
    "último acesso",
    "último acesso em",
    "sidst åbnet",
    "sidste adgang",
    "seneste adgang",
    "hyrja e fundit",
    "hapur së fundi më",
    "сүүлд нэвтэрсэн",
    "сүүлийн хандалт",
];
/// A score.
pub(super) const SCORE: &[&str] = &[
    "score",
    "grade",
    "grade/100",
    "grade/100.00",
    "result",
    "points",
    "nota",
    "pontuação",
    "classificação",
    "karakter",
    "resultat",
    "score i %",
    "point",
    "pikët",
    "nota/100",
    "vlerësimi",
    "rezultati",
    "оноо",
    "үнэлгээ",
    "дүн",
];
/// How the course stands.
pub(super) const STATUS: &[&str] = &[
    "status",
    "state",
    "completion status",
    "estado",
    "situação",
    "estado de conclusão",
    "gjendja",
    "statusi",
    "төлөв",
    "байдал",
];
/// The course.
pub(super) const COURSE: &[&str] = &[
    "course",
    "course name",
    "activity",
    "activity name",
    "package",
    "curso",
    "disciplina",
    "atividade",
    "kursus",
    "aktivitet",
    "kursi",
    "veprimtaria",
    "aktiviteti",
    "хичээл",
    "сургалт",
    "үйл ажиллагаа",
];
/// An element of SCORM's data model.
pub(super) const ELEMENT: &[&str] = &["element", "elemento", "elementi", "элемент", "key", "cmi"];
/// Its value.
pub(super) const VALUE: &[&str] = &["value", "valor", "værdi", "vlera", "утга"];
/// A unit of a package.
pub(super) const UNIT: &[&str] = &["scoid", "sco", "sco id", "unit"];

/// Parts of heads that stand above right answers, not learners' own.
pub(super) const RIGHT: &[&str] =
    &["right", "correct", "certa", "correta", "rigtig", "korrekt", "saktë", "drejtë", "зөв"];
/// Parts of heads that stand above learners' answers.
pub(super) const RESPONSE: &[&str] = &["response", "answer", "resposta", "svar", "respons", "përgjigj", "хариулт"];

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

/// Tells whether a head is one of these words.
pub(super) fn is(head: &str, words: &[&str]) -> bool {
    let head = folded(head);
    words.contains(&head.as_str())
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
