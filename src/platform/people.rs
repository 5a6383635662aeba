//! Who is meant: the actors of statements, and the columns that name people.

use crate::platform::table::Table;
use crate::platform::words::{FIRST, LAST, LOGIN, MAIL, NAME, NUMBER};
use crate::results::one_line;
use serde_json::Value;

/// The longest id, in UTF-8 bytes.
const LONGEST_ID: usize = 160;

/// The longest name, in letters.
const LONGEST_NAME: usize = 200;

/// A learner: an id, which may be empty, and a name, which may be empty.
pub(super) type Who = (String, String);

fn short(text: &str, most: usize) -> String {
    one_line(text).chars().take(most).collect::<String>().trim_end().to_owned()
}

fn id(text: &str) -> String {
    let mut id = one_line(text);
    while id.len() > LONGEST_ID {
        id.pop();
    }
    id
}

/// Returns who an actor is (Experience API 1.0.3, part 2, section 2.4.2); nothing where it names nobody. An account at `home`
/// has the id that a learner's own device made; an id that is only the name again is none.
pub(super) fn of_actor(actor: &Value, home: &str) -> Option<Who> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = short(&text(actor, "name").unwrap_or_default(), LONGEST_NAME);
    if let Some(account) = actor.get("account") {
        let (page, own) = (text(account, "homePage")?, text(account, "name")?);
        let page = page.trim_end_matches('/');
        let own = id(&own);
        if page == home && own == name {
            return Some((String::new(), name));
        }
        let place = page.split_once("://").map_or(page, |(_, place)| place);
        let id = if page == home { own.clone() } else { id(&format!("{own} @ {place}")) };
        return Some((id, if name.is_empty() { own } else { name }));
    }
    let mail = text(actor, "mbox").map(|mail| mail.trim_start_matches("mailto:").to_owned());
    let sum = || text(actor, "mbox_sha1sum").map(|sum| format!("sha1:{sum}"));
    let id = id(&mail.or_else(sum).or_else(|| text(actor, "openid"))?);
    if id.is_empty() {
        return None;
    }
    let name = if name.is_empty() { id.clone() } else { name };
    Some((id, name))
}

/// The columns that name people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PeopleColumns {
    name: Option<usize>,
    last: Option<usize>,
    ids: Vec<usize>,
}

impl PeopleColumns {
    /// Returns the columns of a table that name people, by their heads; an empty first head stands above names, as
    /// Moodle's report of activities has it. Nothing where there is none.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let last = table.column(LAST);
        let whole =
            || table.column(NAME).or_else(|| table.heads.first().filter(|head| head.trim().is_empty()).map(|_| 0));
        let name = if last.is_some() { table.column(FIRST).or_else(whole) } else { whole() };
        let ids: Vec<usize> = [MAIL, LOGIN, NUMBER].into_iter().filter_map(|words| table.column(words)).collect();
        (name.is_some() || last.is_some() || !ids.is_empty()).then_some(Self { name, last, ids })
    }

    /// Tells whether a column names people.
    pub(super) fn has(&self, column: usize) -> bool {
        self.name == Some(column) || self.last == Some(column) || self.ids.contains(&column)
    }

    /// Returns who a row is of.
    pub(super) fn who(&self, row: &[String]) -> Who {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let parts = [self.name, self.last].into_iter().flatten().map(cell);
        let name = short(&parts.collect::<Vec<_>>().join(" "), LONGEST_NAME);
        let own =
            self.ids.iter().map(|at| id(cell(*at))).find(|id| !matches!(id.as_str(), "" | "-")).unwrap_or_default();
        let name = if name.is_empty() { own.clone() } else { name };
        (own, name)
    }
}

#[cfg(test)]
mod tests {
    use super::{PeopleColumns, of_actor};
    use crate::platform::table::Table;
    use serde_json::json;

    #[test]
    fn an_actor_is_an_account_or_an_address() {
        let check = |actor: serde_json::Value, id: &str, name: &str| {
            assert_eq!(of_actor(&actor, "https://ours.example"), Some((id.to_owned(), name.to_owned())), "{actor}");
        };
        check(
            json!({"account": {"homePage": "http://lms.example", "name": "bat"}, "name": "Бат"}),
            "bat @ lms.example",
            "Бат",
        );
        check(
            json!({"account": {"homePage": "https://ours.example/", "name": "K3F9Q2MZ"}, "name": "Ana"}),
            "K3F9Q2MZ",
            "Ana",
        );
        check(json!({"account": {"homePage": "https://ours.example", "name": "Ana"}, "name": "Ana"}), "", "Ana");
        check(json!({"mbox": "mailto:ana@example.org"}), "ana@example.org", "ana@example.org");
        check(json!({"mbox_sha1sum": "ab", "name": "Ana"}), "sha1:ab", "Ana");
        for none in
            [json!({}), json!(7), json!({"account": {"name": "x"}}), json!({"objectType": "Group", "member": []})]
        {
            assert_eq!(of_actor(&none, ""), None, "{none}");
        }
    }

    #[test]
    fn columns_name_people_in_each_language() {
        let check = |heads: &str, row: &str, id: &str, name: &str| {
            let table = Table::read(&format!("{heads}\n{row}\n")).unwrap();
            let columns = PeopleColumns::of(&table).unwrap();
            assert_eq!(columns.who(&table.rows[0]), (id.to_owned(), name.to_owned()), "{heads}");
        };
        check("First name,Last name,Email address", "Ana,Dorj,ana@example.org", "ana@example.org", "Ana Dorj");
        check("Nome;Apelido;Nome de utilizador", "Ana;Dorj;ana", "ana", "Ana Dorj");
        check("Fornavn\tEfternavn", "Åse\tNielsen", "", "Åse Nielsen");
        check("Emri,Mbiemri", "Besa,Hoxha", "", "Besa Hoxha");
        check("Нэр,Оноо", "Бат,7", "", "Бат");
        check(",Email address", "Ana Dorj,-", "", "Ana Dorj");
        check("userid,element", "17,x", "17", "17");
    }
}
