//! JSON in the one form that the checksum is taken of (RFC 8785, with whole numbers only).

use serde_json::{Map, Value};

/// Writes an object without one of its keys and without blank space, the keys of every object sorted by their UTF-16
/// units.
///
/// Invariant: it holds no number but whole ones, as [`whole_numbers`] tells.
pub(super) fn canonical_without(object: &Map<String, Value>, left_out: &str) -> String {
    let mut out = String::with_capacity(1024);
    write_object(object, Some(left_out), &mut out);
    out
}

/// Tells whether every number in `value` is a whole one that a browser writes without an exponent.
pub(super) fn whole_numbers(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_i64().is_some_and(|number| number.unsigned_abs() < 1 << 53),
        Value::Array(items) => items.iter().all(whole_numbers),
        Value::Object(object) => object.values().all(whole_numbers),
        _ => true,
    }
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(object) => write_object(object, None, out),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::String(text) => write_text(text, out),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Null => out.push_str("null"),
    }
}

fn write_object(object: &Map<String, Value>, left_out: Option<&str>, out: &mut String) {
    let mut pairs: Vec<(&String, &Value)> =
        object.iter().filter(|(key, _)| left_out.is_none_or(|left_out| *key != left_out)).collect();
    pairs.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
    out.push('{');
    for (place, (key, value)) in pairs.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write_text(key, out);
        out.push(':');
        write(value, out);
    }
    out.push('}');
}

/// Writes a text as `JSON.stringify` does (ECMA-262, QuoteJSONString).
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{whole_numbers, write};
    use serde_json::{Value, json};

    fn canonical(value: &Value) -> String {
        let mut out = String::new();
        write(value, &mut out);
        out
    }

    #[test]
    fn the_canonical_form_is_the_shared_one() {
        let known: Value = serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap();
        let cases = known["canonical"].as_array().unwrap();
        for case in cases {
            assert_eq!(canonical(&case["value"]), case["text"].as_str().unwrap());
        }
        assert!(!cases.is_empty());
    }

    #[test]
    fn keys_are_sorted_by_their_utf_16_units() {
        assert_eq!(canonical(&json!({"\u{ffff}": 1, "😀": 2})), "{\"😀\":2,\"\u{ffff}\":1}");
    }

    #[test]
    fn only_whole_numbers_have_one_form() {
        assert!(whole_numbers(&json!([1, -2, {"a": 0}])));
        assert!(!whole_numbers(&json!([[0.5]])));
        assert!(!whole_numbers(&json!(9_007_199_254_740_992_u64)));
    }
}
