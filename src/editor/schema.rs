//! JSON Schemas (draft-07, <https://json-schema.org/draft-07>) of the files of a library, made of the tables that their
//! readers read by (`parse/keys.rs`).
//!
//! 1. Each table becomes an object; a key without a value is as good as none, so `null` is accepted.
//! 2. A scalar is judged by its text, as the readers do: `if` it is a string, a pattern; `else` what YAML took it for.
//! 3. Descriptions and what is said of a wrong value (`errorMessage`, which editors know) are in one language.
//!
//! Three things a schema cannot see, because an editor gives it values and not what is written: a number's spelling
//! (`15.0`, `+976`), a key that is there in two languages, and spaces within quotation marks around a word of a list.

use crate::diagnostic::LINTS;
use crate::editor::pattern;
use crate::locale::{Catalogs, Lang, Named, Vocabulary};
use crate::parse::{Bare, COURSE, Key, Kind, LIBRARY, PAGE, Rule, Shape, Table, VIDEO};
use serde_json::{Map, Value, json};

/// The files that there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaOf {
    /// `alforja.yaml`.
    Library,
    /// `course.yaml`.
    Course,
    /// The head of a lesson, of a module's or a course's `index.md`.
    Page,
    /// `media/videos.yaml`.
    Videos,
}

impl SchemaOf {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Library, Self::Course, Self::Page, Self::Videos];

    /// Returns its name: `alforja`, `course`, `page`, `videos`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Library => "alforja",
            Self::Course => "course",
            Self::Page => "page",
            Self::Videos => "videos",
        }
    }
}

/// Returns a schema, described in `lang`, with a line break at its end.
pub fn schema(of: SchemaOf, catalogs: &Catalogs, lang: &Lang) -> String {
    let writer = Writer { words: Vocabulary { catalogs, lang } };
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": writer.said(&format!("schema.{}-title", of.name())),
        "description": writer.said(&format!("schema.{}-file", of.name())),
    });
    let file = match of {
        SchemaOf::Library => writer.nullable(&LIBRARY, Keys::English),
        SchemaOf::Course => writer.nullable(&COURSE, Keys::English),
        SchemaOf::Page => writer.nullable(&PAGE, Keys::Translated),
        SchemaOf::Videos => {
            json!({ "type": ["object", "null"], "additionalProperties": writer.object(&VIDEO, Keys::English) })
        }
    };
    for (name, value) in file.as_object().into_iter().flatten() {
        schema[name] = value.clone();
    }
    let language = json!({
        "type": "string",
        "pattern": pattern::language(),
        "errorMessage": writer.said("hint/language-tags"),
    });
    schema["definitions"] = json!({ "language": language });
    let text = serde_json::to_string_pretty(&schema).expect("a value of JSON can be written");
    format!("{text}\n")
}

/// In which languages the keys of a file may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keys {
    English,
    Translated,
}

/// Whether a value may be left out after its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Accepted,
    Refused,
}

struct Writer<'a> {
    words: Vocabulary<'a>,
}

impl Writer<'_> {
    fn said(&self, key: &str) -> String {
        self.words.catalogs.get(self.words.lang).text(key).to_owned()
    }

    /// Returns what is said of a value that is not as it must be.
    fn advice(&self, example: &str) -> String {
        self.words.catalogs.get(self.words.lang).fill("hint/write", &[("example", example)])
    }

    /// Returns which words there are.
    fn known<'w>(&self, words: impl Iterator<Item = &'w str>) -> String {
        let words = words.collect::<Vec<_>>().join("`, `");
        self.words.catalogs.get(self.words.lang).fill("hint/known-are", &[("words", &words)])
    }

    fn nullable(&self, table: &Table, keys: Keys) -> Value {
        let mut object = self.object(table, keys);
        object["type"] = json!(["object", "null"]);
        object
    }

    fn object(&self, table: &Table, keys: Keys) -> Value {
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        for key in table.keys {
            let value = self.key(table, key, keys);
            if keys == Keys::English {
                properties.insert(key.name.to_owned(), value);
                continue;
            }
            // What is proposed is in the author's language; what is read is in all.
            let here = self.words.here(Named::Key, key.name);
            let mut all = self.words.everywhere(Named::Key, key.name);
            all.sort();
            all.dedup();
            let words = pattern::words(all.iter().map(String::as_str));
            patterns.insert(format!("^(?!{here}$)(?:{words})$"), value.clone());
            properties.insert(here, value);
        }
        let names: Vec<String> = properties.keys().cloned().collect();
        let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
        if !patterns.is_empty() {
            object["patternProperties"] = patterns.into();
        }
        let needed: Vec<&str> = table.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
        if !needed.is_empty() {
            object["required"] = json!(needed);
        } else if table.rule.is_none() {
            // Where keys may be missing too, an editor would say this of them.
            object["errorMessage"] = self.known(names.iter().map(String::as_str)).into();
        }
        match table.rule {
            None => {}
            Some(Rule::Either(names)) => {
                object["anyOf"] = names.iter().map(|name| there(name)).collect();
            }
            Some(Rule::ListFor { key, word, list }) => {
                let is_word = json!({ "required": [key], "properties": { key: { "const": word } } });
                let alone = json!({ "allOf": [{ "not": there(key) }, there(list)] });
                object["if"] = json!({ "anyOf": [is_word, alone] });
                object["then"] =
                    json!({ "required": [list], "properties": { list: { "type": "array", "minItems": 1 } } });
            }
        }
        object
    }

    fn key(&self, table: &Table, key: &Key, keys: Keys) -> Value {
        let nothing = if key.needed { Nothing::Refused } else { Nothing::Accepted };
        let mut value = self.value(key, keys, nothing);
        value["description"] = self.said(&format!("schema.{}.{}", table.name, key.name)).into();
        value
    }

    fn value(&self, key: &Key, keys: Keys, nothing: Nothing) -> Value {
        let advice = self.advice(&self.example(key, keys));
        let list = |items: Value| json!({ "type": ["array", "null"], "items": items, "errorMessage": advice });
        match key.kind {
            Kind::Text => text(nothing, &advice),
            Kind::Shaped(shape) => shaped(shape, nothing, &advice),
            Kind::Number { from, to } => {
                let whole =
                    json!({ "type": ["integer", "null"], "minimum": from, "maximum": to, "errorMessage": advice });
                judged(&pattern::number(from, to), whole, &advice)
            }
            Kind::Size => judged(&pattern::size(), json!({ "type": "null", "errorMessage": advice }), &advice),
            Kind::Flag => self.flag(keys, &advice),
            Kind::Texts => list(text(Nothing::Refused, &advice)),
            Kind::OneOf(words) => {
                json!({ "anyOf": [{ "enum": words, "errorMessage": self.known(words.iter().copied()) }, empty()] })
            }
            Kind::Language => json!({ "anyOf": [reference(), empty()], "errorMessage": advice }),
            Kind::Languages => {
                let mut languages = list(reference());
                languages["uniqueItems"] = true.into();
                languages
            }
            Kind::Localised => {
                let word = anything_but(&["array"], &advice);
                json!({ "anyOf": [{ "if": { "type": "object" }, "then": self.by_language(&advice), "else": word }] })
            }
            Kind::ByLanguage => {
                let mut by_language = self.by_language(&advice);
                by_language["type"] = json!(["object", "null"]);
                by_language
            }
            Kind::ByCode(words) => {
                let weight = json!({ "enum": words, "errorMessage": self.known(words.iter().copied()) });
                let codes: Map<String, Value> =
                    LINTS.iter().map(|lint| (lint.code.to_owned(), weight.clone())).collect();
                json!({ "type": ["object", "null"], "additionalProperties": false, "properties": codes })
            }
            Kind::Mapping(table) => self.nullable(table, keys),
            Kind::Mappings(table) => list(self.object(table, keys)),
            Kind::OneOrMore(table) => {
                let one = self.object(table, keys);
                let either =
                    json!({ "if": { "type": "array" }, "then": { "items": one }, "else": self.nullable(table, keys) });
                json!({ "anyOf": [either] })
            }
            Kind::WordsOr(table) => {
                let object = self.object(table, keys);
                let word = anything_but(&["array", "null"], &advice);
                list(json!({ "if": { "type": "object" }, "then": object, "else": word }))
            }
        }
    }

    /// Returns how a key looks with a value, in the author's words where they may write these.
    fn example(&self, key: &Key, keys: Keys) -> String {
        match key.example.strip_prefix(key.name) {
            Some(": true") if keys == Keys::Translated => {
                format!("{}: {}", self.words.here(Named::Key, key.name), self.words.value_here("flag", "true"))
            }
            Some(value) if keys == Keys::Translated => self.words.here(Named::Key, key.name) + value,
            _ => key.example.to_owned(),
        }
    }

    /// Returns yes or no: in the author's language, or in any.
    fn flag(&self, keys: Keys, advice: &str) -> Value {
        let mut proposed = vec![json!(true), json!(false)];
        let mut read = vec!["true".to_owned(), "false".to_owned()];
        if keys == Keys::Translated {
            for word in ["true", "false"] {
                proposed.push(self.words.value_here("flag", word).into());
                let key = format!("flag.{word}");
                let names = self.words.catalogs.iter().filter_map(|catalog| catalog.names(Named::Value).get(&key));
                read.extend(names.flatten().cloned());
            }
        }
        proposed.dedup();
        read.sort();
        read.dedup();
        let read = pattern::of(&pattern::words(read.iter().map(String::as_str)));
        let read = json!({ "type": "string", "pattern": read, "errorMessage": advice });
        json!({ "anyOf": [{ "enum": proposed, "errorMessage": advice }, read, empty()] })
    }

    /// Returns words by language, without their type; the languages of the program are proposed.
    fn by_language(&self, advice: &str) -> Value {
        let word = anything_but(&["array", "object"], advice);
        let known: Map<String, Value> =
            self.words.catalogs.iter().map(|catalog| (catalog.lang().to_string(), word.clone())).collect();
        json!({ "properties": known, "propertyNames": reference(), "additionalProperties": word, "errorMessage": advice })
    }
}

/// Returns what holds where `key` has a value.
fn there(key: &str) -> Value {
    json!({ "required": [key], "properties": { key: { "not": { "type": "null" } } } })
}

fn reference() -> Value {
    json!({ "$ref": "#/definitions/language" })
}

/// Returns nothing at all, in a form that no editor proposes.
fn empty() -> Value {
    json!({ "not": { "type": ["string", "number", "boolean", "array", "object"] } })
}

fn anything_but(types: &[&str], advice: &str) -> Value {
    json!({ "if": { "type": types }, "then": { "type": "string", "errorMessage": advice } })
}

/// Returns words: whatever YAML takes them for, the readers take what is written.
fn text(nothing: Nothing, advice: &str) -> Value {
    let types = match nothing {
        Nothing::Accepted => json!(["number", "boolean", "null"]),
        Nothing::Refused => json!(["number", "boolean"]),
    };
    judged(r"\S", json!({ "type": types, "errorMessage": advice }), advice)
}

fn shaped(shape: &Shape, nothing: Nothing, advice: &str) -> Value {
    let mut other = json!({ "errorMessage": advice });
    if !matches!(shape.bare, Bare::Never | Bare::Signed) {
        other["minimum"] = 0.into();
    }
    let mut types = match shape.bare {
        Bare::Never => vec![],
        Bare::Words => vec!["number", "boolean"],
        Bare::Ids | Bare::Signed => vec!["integer", "boolean"],
        Bare::Whole(to) => {
            other["maximum"] = to.into();
            vec!["integer"]
        }
    };
    if nothing == Nothing::Accepted {
        types.push("null");
    }
    if types.is_empty() {
        // What is no string here must be one: an empty list is no schema (JSON Schema draft 7, section 6.1.1).
        types.push("string");
    }
    other["type"] = json!(types);
    judged(&pattern::of(shape.pattern), other, advice)
}

/// Returns a scalar: a string is judged by the pattern, all else by `other`.
fn judged(pattern: &str, other: Value, advice: &str) -> Value {
    let then = json!({ "pattern": pattern, "errorMessage": advice });
    // One of one: an editor writes the colon after a key whose value it knows to be something.
    json!({ "anyOf": [{ "if": { "type": "string" }, "then": then, "else": other }] })
}
