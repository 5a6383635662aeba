//! The folder `.vscode` of a library: the schemas, which files they are for, the snippets, and the extension that reads
//! them. The library's own reader leaves hidden folders out, so nothing in it is ever a source.
//!
//! Each file carries a mark with the fingerprint of what is in it. A file whose mark holds was changed by nobody, and may
//! be written anew; any other is a person's.

use crate::editor::{SchemaOf, schema, snippets};
use crate::fingerprint::Fingerprint;
use crate::locale::{Catalogs, Lang};
use crate::span::SourcePath;
use crate::starter::NewFile;
use serde_json::{Value, json};

/// The folder of the schemas in a library.
pub const SCHEMAS: &str = ".vscode/schemas";

const MARK: &str = "alforja:";
/// Stands in a text where its fingerprint will.
const UNMARKED: &str = "0000000000000000";

/// Returns the files of the folder, in the library's languages; schemas and explanations are in `spoken`.
pub fn folder(catalogs: &Catalogs, languages: &[Lang], spoken: &Lang) -> Vec<NewFile> {
    let own = [spoken.clone()];
    let languages = if languages.is_empty() { &own[..] } else { languages };
    let mut files = vec![
        noted(".vscode/alforja.code-snippets", &snippets(catalogs, languages).into(), catalogs, spoken),
        noted(".vscode/extensions.json", &json!({ "recommendations": ["redhat.vscode-yaml"] }), catalogs, spoken),
        noted(".vscode/settings.json", &settings(), catalogs, spoken),
    ];
    files.extend(SchemaOf::ALL.map(|of| schema_file(of, catalogs, spoken)));
    files
}

/// Returns the file of a schema, in the library.
pub fn schema_file(of: SchemaOf, catalogs: &Catalogs, spoken: &Lang) -> NewFile {
    let text = schema(of, catalogs, spoken);
    NewFile {
        path: place(of),
        text: marked(&text.replacen("{\n", &format!("{{\n  \"$comment\": \"{MARK}{UNMARKED}\",\n"), 1)),
    }
}

fn place(of: SchemaOf) -> SourcePath {
    SourcePath::new(&format!("{SCHEMAS}/{}.schema.json", of.name()))
}

/// Returns the line that leads an editor from the file at `path` to its schema; nothing where there is no schema for it.
pub fn pointing(path: &SourcePath) -> Option<(SourcePath, String)> {
    let of = match path.name() {
        "alforja.yaml" => SchemaOf::Library,
        "course.yaml" => SchemaOf::Course,
        "videos.yaml" => SchemaOf::Videos,
        _ => return None,
    };
    let up = "../".repeat(path.as_str().matches('/').count());
    let up = if up.is_empty() { "./".to_owned() } else { up };
    let schema = place(of);
    let line = format!("# yaml-language-server: $schema={up}{schema}\n");
    Some((schema, line))
}

/// Tells whether a text is as the program wrote it, this version or another. How its lines end does not matter.
pub fn is_ours(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    let Some((before, after)) = text.split_once(MARK) else { return false };
    let Some(found) = after.get(..UNMARKED.len()) else { return false };
    let unmarked = format!("{before}{MARK}{UNMARKED}{}", &after[UNMARKED.len()..]);
    fingerprint(&unmarked) == found
}

fn marked(text: &str) -> String {
    text.replacen(&format!("{MARK}{UNMARKED}"), &format!("{MARK}{}", fingerprint(text)), 1)
}

fn fingerprint(text: &str) -> String {
    let whole = Fingerprint::of(text.as_bytes()).hex();
    whole[..UNMARKED.len()].to_owned()
}

/// Returns a file of JSON with a note above it, which the editor's own files may have.
fn noted(path: &str, value: &Value, catalogs: &Catalogs, spoken: &Lang) -> NewFile {
    let note = catalogs.get(spoken).text("snippets.file-note");
    let text = serde_json::to_string_pretty(value).expect("a value of JSON can be written");
    NewFile { path: SourcePath::new(path), text: marked(&format!("// {note} {MARK}{UNMARKED}\n{text}\n")) }
}

fn settings() -> Value {
    let schema = |of: SchemaOf| format!("./{}", place(of));
    json!({
        "yaml.schemas": {
            schema(SchemaOf::Library): "alforja.yaml",
            schema(SchemaOf::Course): "course.yaml",
            schema(SchemaOf::Videos): "media/videos.yaml",
        },
        // Without these an editor proposes nothing in a text, or any word that stands in it already.
        "[markdown]": {
            "editor.quickSuggestions": { "other": "on", "comments": "off", "strings": "off" },
            "editor.snippetSuggestions": "top",
            "editor.wordBasedSuggestions": "off",
            "editor.wordWrap": "on",
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{folder, is_ours, pointing};
    use crate::locale::{Catalogs, Lang};
    use crate::span::SourcePath;

    #[test]
    fn a_file_that_nobody_changed_is_known_again() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        for file in folder(&catalogs, &[], &Lang::english()) {
            assert!(is_ours(&file.text), "{}", file.path);
            assert!(is_ours(&file.text.replace('\n', "\r\n")), "{}", file.path);
            assert!(!is_ours(&file.text.replacen('"', "'", 1)), "{}", file.path);
        }
        for text in ["", "{}", "// alforja:", "// alforja:00000000000000é0", "// alforja:0000000000000000\n{}\n"] {
            assert!(!is_ours(text), "{text}");
        }
    }

    #[test]
    fn a_file_leads_to_its_schema() {
        let line = |path: &str| pointing(&SourcePath::new(path)).map(|(_, line)| line);
        assert_eq!(
            line("courses/a/course.yaml").as_deref(),
            Some("# yaml-language-server: $schema=../../.vscode/schemas/course.schema.json\n")
        );
        assert_eq!(
            line("alforja.yaml").as_deref(),
            Some("# yaml-language-server: $schema=./.vscode/schemas/alforja.schema.json\n")
        );
        assert_eq!(line("courses/a/en/index.md"), None);
    }
}
