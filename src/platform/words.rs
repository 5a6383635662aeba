//! What stands above the columns of platforms' tables, in the languages that we speak.

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

/// Tells whether a head is one of these words.
pub(super) fn is(head: &str, words: &[&str]) -> bool {
    let head = folded(head);
    words.contains(&head.as_str())
}
