//! Pictures, films and sounds of H5P, and who made them.

use crate::diagnostic::Message;
use crate::import::gathered::{MediaKind, kind_of, shortened};
use crate::import::h5p::reader::{Reader, text};
use crate::import::html::film_in_frame;
use crate::import::imported::{Address, Block, Inline, Picture, Target};
use crate::import::parts::inside;
use serde_json::Value;

impl Reader<'_> {
    /// Returns a picture (`H5P.Image`) as a block.
    pub(super) fn image(&mut self, parameters: &Value, metadata: &Value) -> Vec<Block> {
        let is_decoration = parameters["decorative"] == Value::Bool(true);
        let alternative = if is_decoration { "-".to_owned() } else { text(&parameters["alt"]) };
        let caption = credits(metadata).or_else(|| credits(&parameters["file"]["copyright"]));
        self.picture(&parameters["file"], alternative, caption)
    }

    /// Returns the picture of a `file` field as a block; what is no picture of ours is lost.
    pub(super) fn picture(&mut self, file: &Value, alternative: String, caption: Option<String>) -> Vec<Block> {
        let Some(path) = file["path"].as_str().filter(|path| !path.is_empty()) else { return Vec::new() };
        match self.entry(path) {
            Some((entry, MediaKind::Picture)) => {
                let words: Vec<&str> = alternative.split_whitespace().take(5).collect();
                let own = words.join(" ").replace(['/', '\\', '.'], " ");
                let ending = entry.rsplit_once('.').map_or("", |(_, ending)| ending);
                let name = match own.trim_matches(['-', ' ']) {
                    "" => entry.clone(),
                    own => format!("{}.{ending}", own.chars().take(40).collect::<String>()),
                };
                let media = self.gathered.entry(&entry, &name, MediaKind::Picture);
                media.map(|media| Block::Media(Picture { media, alternative, caption })).into_iter().collect()
            }
            _ => {
                let is_web = Address::new(path).is_some();
                let key = if is_web { "import.lost-picture-outside" } else { "import.lost-missing" };
                self.gathered.lose(Message::new(key).with("name", shortened(path)));
                Vec::new()
            }
        }
    }

    /// Returns a film or sound: the first of its sources that is there.
    pub(super) fn film(&mut self, sources: &Value, title: &str) -> Vec<Block> {
        let Some(sources) = sources.as_array() else { return Vec::new() };
        for source in sources {
            let Some(path) = source["path"].as_str() else { continue };
            if let Some((entry, kind @ (MediaKind::Film | MediaKind::Sound))) = self.entry(path) {
                let media = self.gathered.entry(&entry, &entry, kind);
                let picture = |media| Block::Media(Picture { media, alternative: title.to_owned(), caption: None });
                return media.map(picture).into_iter().collect();
            }
            if let Some(address) = film_in_frame(path) {
                return vec![Block::WebFilm { address, title: title.to_owned() }];
            }
            if let Some(address) = Address::new(path) {
                let words = if title.is_empty() { path } else { title };
                let content = vec![Inline::Text(words.to_owned())];
                return vec![Block::Paragraph(vec![Inline::Link { target: Target::Web(address), content }])];
            }
        }
        let name = sources.first().and_then(|source| source["path"].as_str()).unwrap_or("");
        if !name.is_empty() {
            self.gathered.lose(Message::new("import.lost-missing").with("name", shortened(name)));
        }
        Vec::new()
    }

    /// Returns the media that stand before a question.
    pub(super) fn before(&mut self, media: &Value) -> Vec<Block> {
        let library = media["type"]["library"].as_str().unwrap_or("").to_owned();
        if library.is_empty() {
            return Vec::new();
        }
        let parameters = media["type"]["params"].clone();
        let metadata = media["type"]["metadata"].clone();
        let parts = self.content(&library, &parameters, &metadata);
        parts.into_iter().flat_map(crate::import::h5p::reader::Part::into_blocks).collect()
    }

    /// Returns the name of the zip's entry at a path of the content, and what it is.
    fn entry(&self, path: &str) -> Option<(String, MediaKind)> {
        let path = path.split('#').next().unwrap_or(path);
        let entry = inside("content/content.json", path)?;
        let entry = self.entries.get(&entry.to_lowercase())?.clone();
        let kind = kind_of(&entry)?;
        Some((entry, kind))
    }
}

/// Returns who made something and under which licence it may be used, in one line.
fn credits(metadata: &Value) -> Option<String> {
    let licence = licence(metadata)?;
    let title = text(&metadata["title"]);
    let title = if title.is_empty() || title.to_lowercase().starts_with("untitled") { String::new() } else { title };
    let authors = authors(metadata).join(", ");
    let parts: Vec<String> = [title, authors, licence].into_iter().filter(|part| !part.is_empty()).collect();
    Some(parts.join(", "))
}

/// Returns the authors that are named.
pub(super) fn authors(metadata: &Value) -> Vec<String> {
    let of_list = metadata["authors"].as_array().into_iter().flatten().map(|author| text(&author["name"]));
    // Older content names one in a line of its own.
    let all = of_list.chain([text(&metadata["author"])]);
    all.filter(|name| !name.is_empty()).collect()
}

/// Returns the licence's short name, as SPDX has it where it has one; nothing where none is named.
pub(super) fn licence(metadata: &Value) -> Option<String> {
    let version = text(&metadata["licenseVersion"]).or_else_empty(|| text(&metadata["version"]));
    let version = version.split_whitespace().next().unwrap_or("").to_owned();
    let own = text(&metadata["license"]);
    Some(match own.as_str() {
        "" | "U" | "C" => return None,
        "CC0 1.0" => "CC0-1.0".to_owned(),
        "CC PDM" | "PD" => "public domain".to_owned(),
        "ODC PDDL" => "PDDL-1.0".to_owned(),
        "GNU GPL" => format!("GPL-{}", version.trim_start_matches('v')).trim_end_matches('-').to_owned(),
        own if own.starts_with("CC ") => {
            let version = if version.is_empty() { "4.0" } else { &version };
            format!("{}-{version}", own.replace(' ', "-"))
        }
        _ => return None,
    })
}

/// A text, or another where it is empty.
trait OrElse {
    fn or_else_empty(self, other: impl FnOnce() -> String) -> String;
}

impl OrElse for String {
    fn or_else_empty(self, other: impl FnOnce() -> String) -> String {
        if self.is_empty() { other() } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::{credits, licence};
    use serde_json::json;

    #[test]
    fn a_licence_has_its_short_name() {
        let check = |own: &str, version: &str, expected: Option<&str>| {
            assert_eq!(licence(&json!({"license": own, "licenseVersion": version})).as_deref(), expected, "{own}");
        };
        check("CC BY-SA", "4.0", Some("CC-BY-SA-4.0"));
        check("CC BY", "", Some("CC-BY-4.0"));
        check("CC0 1.0", "", Some("CC0-1.0"));
        check("U", "", None);
        let picture =
            json!({"title": "A tree", "license": "CC BY", "licenseVersion": "3.0", "authors": [{"name": "Ana"}]});
        assert_eq!(credits(&picture).as_deref(), Some("A tree, Ana, CC-BY-3.0"));
    }
}
