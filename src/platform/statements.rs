//! What an LRS gives out: a list of statements, a page of them (`{"statements": […], "more": …}`), or one a line.
//!
//! Statements are looked at one after the other, so that a large export is not in memory as a whole.

use crate::platform::Heard;
use crate::platform::names::CourseNames;
use crate::platform::people::Who;
use crate::platform::said::{Said, Statement, What};
use crate::platform::statement::{Found, read as read_one};
use crate::results::Unreadable;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Deserializer, Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The most statements that cannot be used and are told of by themselves.
const MOST_TOLD: usize = 50;

/// Reads an export of statements; nothing where there is not one statement in it.
pub(super) fn read(text: &str, names: &CourseNames) -> Option<Heard> {
    let mut gathered =
        Gathered { names, found: BTreeMap::new(), heard: Heard::default(), statements: 0, others: 0, more: false };
    let mut reader = Deserializer::from_str(text);
    let mut torn = None;
    loop {
        match (Top { gathered: &mut gathered }).deserialize(&mut reader) {
            Ok(()) if reader.end().is_ok() => break,
            Ok(()) => {}
            Err(error) => {
                torn = Some(match error.classify() {
                    Category::Eof => Unreadable::CutOff,
                    _ => Unreadable::Broken { line: error.line() },
                });
                break;
            }
        }
    }
    gathered.into_heard(torn)
}

struct Gathered<'a> {
    names: &'a CourseNames,
    found: BTreeMap<(String, String, String), Vec<Statement>>,
    heard: Heard,
    statements: usize,
    others: usize,
    more: bool,
}

impl Gathered<'_> {
    fn take(&mut self, value: &Value) {
        let found = read_one(value, self.names);
        self.statements += usize::from(!matches!(found, Ok(Found::None)));
        match found {
            Ok(Found::Ours { course, who, statement }) => {
                let (id, name): Who = who;
                self.found.entry((course, id, name)).or_default().push(statement);
            }
            Ok(Found::Voids(id)) => self.heard.voided.push(id),
            Ok(Found::Others | Found::None) => self.others += 1,
            Err(at) if self.heard.unreadable.len() < MOST_TOLD => {
                self.heard.unreadable.push(Unreadable::Statement { place: self.statements, at: at.to_owned() });
            }
            Err(_) => self.others += 1,
        }
    }

    fn into_heard(self, torn: Option<Unreadable>) -> Option<Heard> {
        if self.statements == 0 {
            return None;
        }
        let mut heard = self.heard;
        for ((course, id, name), statements) in self.found {
            heard.said.push(Said { course, id, name, what: What::Statements(statements) }.sorted());
        }
        if self.others > 0 {
            heard.unreadable.push(Unreadable::OtherActivities { count: self.others });
        }
        if self.more {
            heard.unreadable.push(Unreadable::MorePages);
        }
        heard.unreadable.extend(torn);
        Some(heard)
    }
}

/// What stands at the outermost level.
struct Top<'a, 'n> {
    gathered: &'a mut Gathered<'n>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("statements")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while let Some(value) = all.next_element::<Value>()? {
            self.gathered.take(&value);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut object = Map::new();
        let mut is_page = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "statements" {
                is_page = true;
                map.next_value_seed(Top { gathered: &mut *self.gathered })?;
            } else {
                object.insert(key, map.next_value()?);
            }
        }
        if is_page {
            let more = object.get("more").and_then(Value::as_str);
            self.gathered.more |= more.is_some_and(|more| !more.is_empty());
        } else {
            self.gathered.take(&Value::Object(object));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::platform::{CourseNames, Heard, Verb, What};
    use crate::results::{Keys, Unreadable};
    use proptest::prelude::{any, proptest};
    use serde_json::{Value, json};

    fn names() -> CourseNames {
        let known = [
            ("https://ours.example/cmi5/box", None),
            ("https://ours.example/cmi5/box/au", None),
            ("https://ours.example/cmi5/box/au/m", Some("m")),
        ];
        let known = known.map(|(iri, module)| (iri.to_owned(), ("box".to_owned(), module.map(str::to_owned))));
        CourseNames::new(&Keys::default(), known, "https://ours.example", None)
    }

    fn statement(name: &str, verb: &str, object: &str) -> Value {
        json!({"id": format!("{name}-{verb}"), "actor": {"name": name, "mbox": format!("mailto:{name}@example.org")},
            "verb": {"id": format!("http://adlnet.gov/expapi/verbs/{verb}")}, "object": {"id": object},
            "timestamp": "2026-11-25T08:00:00Z"})
    }

    const COURSE: &str = "https://ours.example/cmi5/box";

    fn heard(text: &str) -> Heard {
        read(text, &names()).unwrap()
    }

    #[test]
    fn a_list_a_page_and_lines_say_the_same() {
        let all = [
            statement("ana", "completed", COURSE),
            statement("bo", "initialized", COURSE),
            statement("ana", "passed", COURSE),
        ];
        let lines: Vec<String> = all.iter().map(Value::to_string).collect();
        let list = heard(&json!(all).to_string());
        assert_eq!(list.said.len(), 2);
        assert_eq!((list.said[0].course.as_str(), list.said[0].id.as_str()), ("box", "ana@example.org"));
        let What::Statements(of_ana) = &list.said[0].what else { panic!("statements") };
        assert_eq!(of_ana.iter().map(|one| one.verb).collect::<Vec<_>>(), [Verb::Completed, Verb::Passed]);
        assert_eq!(heard(&lines.join("\n")), list);
        assert_eq!(heard(&json!({"more": "", "statements": all}).to_string()), list);
        let more = heard(&json!({"statements": all, "more": "/xapi/statements?x"}).to_string());
        assert_eq!(more.unreadable, [Unreadable::MorePages]);
    }

    #[test]
    fn a_unit_is_known_by_what_the_platform_groups_it_with() {
        let mut launched = statement("ana", "completed", "http://lms.example/unit/7");
        launched["context"] =
            json!({"contextActivities": {"grouping": [{"id": COURSE}, {"id": "https://ours.example/cmi5/box/au/m"}]}});
        let question = statement("ana", "answered", "https://ours.example/cmi5/box/au#question/m_one.1");
        let heard = heard(&json!([launched, question]).to_string());
        let What::Statements(all) = &heard.said[0].what else { panic!("statements") };
        assert_eq!(all[0].question.as_deref(), Some("m_one.1"));
        assert_eq!(all[1].module.as_deref(), Some("m"));
    }

    #[test]
    fn what_cannot_be_used_is_named_and_the_rest_is_read() {
        let mut nobody = statement("ana", "completed", COURSE);
        nobody["actor"] = json!({"objectType": "Group"});
        let mut voided = statement("admin", "voided", "AB-1");
        voided["object"]["objectType"] = json!("StatementRef");
        let all = json!([
            nobody,
            statement("ana", "completed", "http://else.example"),
            statement("bo", "completed", COURSE),
            voided,
            7
        ]);
        let heard = heard(&all.to_string());
        assert_eq!((heard.said.len(), heard.voided.as_slice()), (1, &["ab-1".to_owned()][..]));
        assert_eq!(
            heard.unreadable,
            [Unreadable::Statement { place: 1, at: "actor".to_owned() }, Unreadable::OtherActivities { count: 2 }]
        );
    }

    #[test]
    fn torn_and_hostile_exports_say_where() {
        let text = format!("[{},\n{}]", statement("ana", "completed", COURSE), statement("bo", "completed", COURSE));
        let torn = heard(&text[..text.len() - 9]);
        assert_eq!((torn.said.len(), torn.unreadable.as_slice()), (1, &[Unreadable::CutOff][..]));
        let broken = heard(&text.replace("\"bo\"", "bo"));
        assert_eq!((broken.said.len(), broken.unreadable.as_slice()), (1, &[Unreadable::Broken { line: 2 }][..]));
        let deep = format!("[{},{}", statement("ana", "completed", COURSE), "[".repeat(100_000));
        assert!(matches!(heard(&deep).unreadable.as_slice(), [Unreadable::Broken { line: 1 }]));
        for none in
            ["{}", "[]", "[1, 2]", "{\"statements\": 7}", "{\"name\": \"x\"}", "{\"statements\": {\"statements\": []}}"]
        {
            assert_eq!(read(none, &names()), None, "{none}");
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let text = json!([statement("ana", "completed", COURSE)]).to_string();
        proptest!(|(noise in any::<String>(), place in 0_usize..200, piece in "[-{}\\[\\]\"0-9a-zé:,.]{0,12}")| {
            drop(read(&noise, &names()));
            let place = place.min(text.len());
            drop(read(&format!("{}{piece}{}", &text[..place], &text[place..]), &names()));
        });
    }
}
