//! Who is in the class, and what is known of them. It follows from the journal alone: each event is applied once it is
//! on the disk, and all of them again when the class is opened again.

use crate::class::event::Event;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The class at a moment.
#[derive(Debug, Default)]
pub(crate) struct Register {
    /// The PIN that learners join by.
    pub(crate) pin: String,
    /// The trainer's key.
    pub(crate) key: String,
    /// The port that phones know the class by; 0 before it was opened for the first time.
    pub(crate) port: u16,
    /// The learners by the ids of their results.
    pub(crate) learners: BTreeMap<String, Learner>,
    /// The phones by their marks.
    pub(crate) phones: BTreeMap<String, Phone>,
    /// Who was taken out and has not come back, with the version of the register then.
    pub(crate) gone: BTreeMap<String, u64>,
    /// The marks of the phones that were theirs.
    pub(crate) dismissed: BTreeSet<String>,
    /// The result files that are to stand aside: those of learners who were taken out.
    pub(crate) aside: BTreeSet<String>,
    /// How many events there were.
    pub(crate) version: u64,
}

/// A phone that joined.
#[derive(Debug)]
pub(crate) struct Phone {
    /// Whose it is.
    pub(crate) learner: String,
    /// The number of its last message, 0 before the first.
    pub(crate) number: u64,
    /// What tells that message from another of its number.
    pub(crate) mark: String,
}

/// A learner.
#[derive(Debug, Default)]
pub(crate) struct Learner {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) words: bool,
    pub(crate) joined: u64,
    /// When they were heard of last.
    pub(crate) seen: u64,
    /// The version of the register when they changed last.
    pub(crate) changed: u64,
    /// What they did, by course.
    pub(crate) courses: BTreeMap<String, InCourse>,
    /// Their last results, by course and language.
    pub(crate) results: BTreeMap<(String, String), Handed>,
    /// The names of all their result files.
    pub(crate) files: BTreeSet<String>,
    /// What the trainer corrected.
    pub(crate) corrected: Option<Corrected>,
    /// How many phones they have.
    pub(crate) phones: usize,
    /// How many bytes their messages take.
    pub(crate) written: usize,
}

/// A learner's name that is another than the one that they joined with.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Corrected {
    /// Which of the answers to what the library asks of learners was that name; nothing where it does not ask it.
    pub(crate) field: Option<String>,
    /// The right name.
    pub(crate) name: String,
}

/// What a learner did in a course.
#[derive(Debug, Default)]
pub(crate) struct InCourse {
    /// The language that they read it in last.
    pub(crate) lang: String,
    /// When.
    pub(crate) at: u64,
    /// The player's state.
    pub(crate) state: BTreeMap<String, Value>,
}

/// A result that came in.
#[derive(Debug)]
pub(crate) struct Handed {
    pub(crate) at: u64,
    pub(crate) file: String,
    pub(crate) completed: bool,
    pub(crate) passed: bool,
    pub(crate) score: Option<u8>,
}

impl Register {
    /// Applies what happened. What names somebody who is not there is passed over: a damaged line of the journal was
    /// where they joined.
    pub(crate) fn apply(&mut self, event: Event) {
        self.version += 1;
        let version = self.version;
        match event {
            Event::Opened { pin, key, port, .. } => (self.pin, self.key, self.port) = (pin, key, port),
            // The answer was lost on its way, and the phone asked again.
            Event::Joined { phone, .. } | Event::Continued { phone, .. } if self.phones.contains_key(&phone) => {}
            Event::Joined { at, learner, code, name, fields, words, phone } => {
                self.gone.remove(&learner);
                self.dismissed.remove(&phone);
                self.phones.insert(phone, Phone { learner: learner.clone(), number: 0, mark: String::new() });
                let new = Learner {
                    name,
                    code,
                    fields,
                    words,
                    joined: at,
                    seen: at,
                    changed: version,
                    phones: 1,
                    ..Learner::default()
                };
                self.learners.insert(learner, new);
            }
            Event::Continued { at, learner, phone } => {
                if let Some(known) = self.learners.get_mut(&learner) {
                    (known.seen, known.changed) = (at, version);
                    known.phones += 1;
                    self.phones.insert(phone, Phone { learner, number: 0, mark: String::new() });
                }
            }
            Event::Named { learner, name, .. } => {
                if let Some(known) = self.learners.get_mut(&learner) {
                    known.changed = version;
                    known.rename(name);
                }
            }
            Event::Removed { learner, .. } => {
                if let Some(known) = self.learners.remove(&learner) {
                    self.aside.extend(known.files);
                    let theirs = self.phones.extract_if(.., |_, phone| phone.learner == learner);
                    self.dismissed.extend(theirs.map(|(mark, _)| mark));
                    self.gone.insert(learner, version);
                }
            }
            Event::State { at, phone, number, mark, course, lang, patch } => {
                let Some(known) = self.phones.get_mut(&phone) else { return };
                // The same message twice in one breath.
                if number <= known.number {
                    return;
                }
                (known.number, known.mark) = (number, mark);
                if let Some(learner) = self.learners.get_mut(&known.learner) {
                    (learner.seen, learner.changed) = (at, version);
                    let course = learner.courses.entry(course).or_default();
                    (course.lang, course.at) = (lang, at);
                    learner.written +=
                        patch.iter().map(|(key, value)| key.len() + value.to_string().len()).sum::<usize>();
                    course.take(patch);
                }
            }
            Event::Result { at, learner, course, lang, file, completed, passed, score } => {
                if let Some(learner) = self.learners.get_mut(&learner) {
                    (learner.seen, learner.changed) = (at, version);
                    self.aside.remove(&file);
                    learner.files.insert(file.clone());
                    learner.results.insert((course, lang), Handed { at, file, completed, passed, score });
                } else if self.gone.contains_key(&learner) {
                    // It was on its way when they were taken out.
                    self.aside.insert(file);
                }
            }
        }
    }

    /// Returns the learner that a code belongs to.
    pub(crate) fn by_code(&self, code: &str) -> Option<&String> {
        self.learners.iter().find(|(_, learner)| learner.code == code).map(|(id, _)| id)
    }
}

impl Learner {
    /// Gives the learner another name, in their answers too.
    fn rename(&mut self, name: String) {
        let before = std::mem::replace(&mut self.name, name.clone());
        let is_name = |(id, answer): &(&String, &String)| *id == "name" || **answer == before;
        let named = self.fields.get_key_value("name").or_else(|| self.fields.iter().find(is_name));
        let field = named.map(|(id, _)| id.clone());
        if let Some(field) = &field {
            self.fields.insert(field.clone(), name.clone());
        }
        self.corrected = Some(Corrected { field, name });
    }
}

impl InCourse {
    /// Joins a patch to the state as the player does (`player/keep.js`): null removes a key, a lesson that is done
    /// stays done.
    fn take(&mut self, patch: Map<String, Value>) {
        for (key, value) in patch {
            let number = |value: &Value| value.as_f64().unwrap_or_default();
            let is_less = key.starts_with("l:") && self.state.get(&key).is_some_and(|old| number(old) > number(&value));
            match value {
                Value::Null => drop(self.state.remove(&key)),
                value if !is_less => drop(self.state.insert(key, value)),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Register;
    use crate::class::event::Event;
    use serde_json::json;

    fn event(value: serde_json::Value) -> Event {
        serde_json::from_value(value).unwrap()
    }

    fn joined() -> Register {
        let mut register = Register::default();
        register
            .apply(event(json!({"what": "joined", "at": 5, "learner": "AAAAAAAA", "code": "K3F9Q2", "name": "Бат",
            "fields": {"group": "1"}, "words": false, "phone": "p"})));
        register
    }

    fn state(register: &mut Register, number: u64, patch: serde_json::Value) {
        register.apply(event(json!({"what": "state", "at": 9, "phone": "p", "number": number, "mark": "m",
            "course": "c", "lang": "mn", "patch": patch})));
    }

    #[test]
    fn a_message_counts_once_and_in_its_order() {
        let mut register = joined();
        state(&mut register, 1, json!({"q:a": {"n": 1}, "l:x": 2}));
        state(&mut register, 2, json!({"q:a": {"n": 2}, "l:x": 1, "last": "x"}));
        state(&mut register, 1, json!({"q:a": {"n": 1}}));
        state(&mut register, 2, json!({"q:a": {"n": 9}}));
        let known = &register.learners["AAAAAAAA"].courses["c"].state;
        assert_eq!(known["q:a"], json!({"n": 2}));
        assert_eq!(known["l:x"], json!(2), "a lesson that is done stays done");
        state(&mut register, 7, json!({"q:a": null}));
        assert!(!register.learners["AAAAAAAA"].courses["c"].state.contains_key("q:a"));
        assert_eq!(register.phones["p"].number, 7);
    }

    #[test]
    fn who_joins_twice_with_one_phone_is_one_learner() {
        let mut register = joined();
        register
            .apply(event(json!({"what": "joined", "at": 6, "learner": "BBBBBBBB", "code": "K3F9Q3", "name": "Бат",
            "fields": {}, "words": false, "phone": "p"})));
        assert_eq!(register.learners.len(), 1);
        assert_eq!(register.phones["p"].learner, "AAAAAAAA");
    }

    fn result(register: &mut Register, file: &str) {
        register.apply(event(json!({"what": "result", "at": 9, "learner": "AAAAAAAA", "course": "c", "lang": "mn",
            "file": file, "completed": false, "passed": false, "score": null})));
    }

    #[test]
    fn who_is_taken_out_leaves_nothing_but_what_stands_aside_and_can_come_back() {
        let mut register = joined();
        result(&mut register, "monday");
        result(&mut register, "tuesday");
        let out = event(json!({"what": "removed", "at": 10, "learner": "AAAAAAAA"}));
        register.apply(out.clone());
        assert!(register.learners.is_empty() && register.phones.is_empty());
        assert!(register.dismissed.contains("p") && register.gone["AAAAAAAA"] == register.version);
        assert_eq!(register.by_code("K3F9Q2"), None);
        // What was on its way counts for nobody.
        state(&mut register, 9, json!({"last": "x"}));
        result(&mut register, "wednesday");
        assert_eq!(register.aside.iter().map(String::as_str).collect::<Vec<_>>(), ["monday", "tuesday", "wednesday"]);
        register.apply(out);
        register
            .apply(event(json!({"what": "joined", "at": 11, "learner": "AAAAAAAA", "code": "K3F9Q7", "name": "Ана",
            "fields": {}, "words": false, "phone": "p"})));
        result(&mut register, "wednesday");
        let back = &register.learners["AAAAAAAA"];
        assert!(back.courses.is_empty() && register.gone.is_empty() && register.dismissed.is_empty());
        assert_eq!((back.files.len(), register.aside.len()), (1, 2), "what they hand over now is theirs");
    }

    #[test]
    fn a_name_is_corrected_where_it_was_asked() {
        let check = |fields: serde_json::Value, expected: serde_json::Value, field: Option<&str>| {
            let mut register = Register::default();
            register.apply(event(json!({"what": "joined", "at": 5, "learner": "A", "code": "K", "name": "Бта",
                "fields": fields, "words": false, "phone": "p"})));
            register.apply(event(json!({"what": "named", "at": 6, "learner": "A", "name": "Бат"})));
            let learner = &register.learners["A"];
            assert_eq!((learner.name.as_str(), json!(learner.fields)), ("Бат", expected));
            assert_eq!(learner.corrected.as_ref().unwrap().field.as_deref(), field);
            assert_eq!(learner.changed, register.version);
        };
        check(json!({"group": "Бта", "name": "Бта"}), json!({"group": "Бта", "name": "Бат"}), Some("name"));
        check(json!({"who": "Бта", "group": "1"}), json!({"who": "Бат", "group": "1"}), Some("who"));
        check(json!({"group": "1"}), json!({"group": "1"}), None);
        check(json!({}), json!({}), None);
    }

    #[test]
    fn strangers_are_passed_over() {
        let mut register = joined();
        register.apply(event(json!({"what": "continued", "at": 6, "learner": "nobody", "phone": "q"})));
        register.apply(event(json!({"what": "state", "at": 9, "phone": "q", "number": 1, "mark": "m", "course": "c",
            "lang": "mn", "patch": {"last": "x"}})));
        assert_eq!(register.phones.len(), 1);
        assert!(register.learners["AAAAAAAA"].courses.is_empty());
        assert_eq!(register.by_code("K3F9Q2").map(String::as_str), Some("AAAAAAAA"));
    }
}
