//! The look: `theme.yaml`, templates, styles and icons, embedded or of the library's own.
//!
//! 1. The default theme is in the binary.
//! 2. A library's `themes/<name>/` names in `theme.yaml` the theme it `extends` (`default` without the key)
//!    and overrides it file by file.
//! 3. Colours are derived from four values, both schemes from the same ones.
//! 4. The style sheet without its first rules, which every page brings with it, is joined from the files that `styles` lists, then those it does not list, by name; the
//!    files of `beside` make a second one, which lessons do without; those of `trainer` one for trainers; those of `book` are
//!    the sheet of books, and those of `paper` stand after them in the sheet of a book that is printed.

mod colour;
mod embedded;
mod palette;
mod sheet;

use crate::render::html::Markup;
use crate::span::SourcePath;
use crate::world::{Entry, World};
use embedded::embedded_files;
use palette::Palette;
use serde::Deserialize;
use std::collections::BTreeMap;

const DEFAULT: &str = "default";
const CONTENTS: &str = "templates/contents.html";

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}{}: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct ThemeError {
    /// The file.
    pub path: String,
    /// The line, from 1, where one is known.
    pub line: Option<usize>,
    /// What is wrong, in the words of whoever found it.
    pub message: String,
}

/// What `theme.yaml` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    extends: Option<String>,
    #[serde(default)]
    colours: BTreeMap<String, String>,
    #[serde(default)]
    dark: BTreeMap<String, String>,
    logo: Option<String>,
    #[serde(default)]
    styles: Vec<String>,
    #[serde(default)]
    beside: Vec<String>,
    #[serde(default)]
    trainer: Vec<String>,
    #[serde(default)]
    book: Vec<String>,
    #[serde(default)]
    paper: Vec<String>,
    pictures: Option<PictureSizes>,
}

/// How wide the look shows pictures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureSizes {
    /// The widths that are made, in pixels of the screen: few, each at most 4,000.
    pub widths: Vec<u32>,
    /// How wide the column of text is, in CSS pixels; on a narrower screen pictures fill the screen.
    pub column: u32,
}

impl Default for PictureSizes {
    fn default() -> Self {
        Self { widths: vec![480, 800, 1280], column: 648 }
    }
}

/// The look of all pages.
pub struct Theme {
    names: Vec<String>,
    templates: tera::Tera,
    style: String,
    second_style: String,
    trainer_style: String,
    book_style: String,
    paper_style: String,
    first_style: Markup,
    icons: BTreeMap<String, Markup>,
    logo: Option<(String, Vec<u8>)>,
    accent: String,
    support: String,
    paper: String,
    pictures: PictureSizes,
    lists_open_modules_only: bool,
}

impl Theme {
    /// Returns the theme in the binary.
    ///
    /// # Panics
    /// When the embedded theme is not sound; a test uses it.
    pub fn embedded() -> Self {
        Self::assemble(&embedded_files(), &[DEFAULT.to_owned()]).expect("the embedded theme is sound")
    }

    /// Returns the theme `name`: the library's own in `themes/<name>/`, or the one in the binary.
    ///
    /// # Errors
    /// When there is no such theme, or one of its files cannot be used; with the file and its line.
    pub fn load(world: &dyn World, name: &str) -> Result<Self, ThemeError> {
        let entries = world.list().map_err(|error| fault(&error.path, None, &error.source))?;
        Self::among(world, &entries, name)
    }

    /// Returns what [`Theme::load`] returns of a library whose files are `entries`.
    ///
    /// # Errors
    /// As for [`Theme::load`].
    pub fn among(world: &dyn World, entries: &[Entry], name: &str) -> Result<Self, ThemeError> {
        let mut files = BTreeMap::new();
        let mut chain = Vec::new();
        let mut next = name.to_owned();
        loop {
            if chain.contains(&next) {
                let path = format!("themes/{next}/theme.yaml");
                return Err(fault(&path, None, &format!("`{}` extends itself", chain.join("` extends `"))));
            }
            chain.push(next.clone());
            let folder = format!("themes/{next}/");
            let own: Vec<&SourcePath> =
                entries.iter().map(|entry| &entry.path).filter(|path| path.as_str().starts_with(&folder)).collect();
            if own.is_empty() && next != DEFAULT {
                return Err(fault(&folder, None, &"there is no such theme"));
            }
            for path in own {
                let bytes = world.read(path).map_err(|error| fault(&error.path, None, &error.source))?;
                let name = path.as_str()[folder.len()..].to_owned();
                if name == "theme.yaml" {
                    files.insert(format!("{next}/theme.yaml"), (path.to_string(), bytes));
                } else {
                    files.entry(name).or_insert_with(|| (path.to_string(), bytes));
                }
            }
            if next == DEFAULT {
                break;
            }
            next = match files.get(&format!("{next}/theme.yaml")) {
                Some((path, bytes)) => read_theme_file(path, bytes)?.extends.unwrap_or_else(|| DEFAULT.to_owned()),
                None => DEFAULT.to_owned(),
            };
        }
        for (name, file) in embedded_files() {
            files.entry(name).or_insert(file);
        }
        Self::assemble(&files, &chain)
    }

    /// Puts a theme together; `chain` names the themes, the one asked for first.
    fn assemble(files: &BTreeMap<String, (String, Vec<u8>)>, chain: &[String]) -> Result<Self, ThemeError> {
        let mut settings = ThemeFile::default();
        for name in chain.iter().rev() {
            let Some((path, bytes)) = files.get(&format!("{name}/theme.yaml")) else { continue };
            let own = read_theme_file(path, bytes)?;
            // A new colour by day makes the old one by night wrong.
            settings.dark.retain(|colour, _| !own.colours.contains_key(colour));
            settings.colours.extend(own.colours);
            settings.dark.extend(own.dark);
            settings.logo = own.logo.or(settings.logo);
            settings.styles.extend(own.styles);
            settings.beside.extend(own.beside);
            settings.trainer.extend(own.trainer);
            settings.book.extend(own.book);
            settings.paper.extend(own.paper);
            settings.pictures = own.pictures.or(settings.pictures);
        }
        let theme_file = files.get(&format!("{}/theme.yaml", chain[0])).map_or("theme.yaml", |(path, _)| path);
        let wrong = |message: String| fault(theme_file, None, &message);
        let palette = Palette::new(&settings.colours, &settings.dark).map_err(wrong)?;
        let pictures = settings.pictures.unwrap_or_default();
        let widths = &pictures.widths;
        if !(1..=6).contains(&widths.len()) || !widths.iter().all(|width| (16..=4000).contains(width)) {
            return Err(wrong("`pictures: widths` is one to six numbers from 16 to 4000".to_owned()));
        }
        let logo = match &settings.logo {
            Some(name) => {
                let (_, bytes) = files.get(name).ok_or_else(|| wrong(format!("there is no `{name}`")))?;
                Some((name.clone(), bytes.clone()))
            }
            None => None,
        };
        let mut styles = texts(files, "styles/", ".css")?;
        let beside: String = settings.beside.iter().filter_map(|name| styles.remove(name)).collect();
        let trainer: String = settings.trainer.iter().filter_map(|name| styles.remove(name)).collect();
        let book: String = settings.book.iter().filter_map(|name| styles.remove(name)).collect();
        let paper: String = settings.paper.iter().filter_map(|name| styles.remove(name)).collect();
        Ok(Self {
            names: chain.to_vec(),
            templates: templates(files)?,
            style: sheet::join(&palette, &settings.styles, &styles),
            first_style: Markup(sheet::first(&palette, &settings.styles, &styles)),
            second_style: sheet::tightened(&beside),
            trainer_style: sheet::tightened(&trainer),
            book_style: sheet::literal(&palette, &book),
            paper_style: sheet::literal(&palette, &(book + &paper)),
            icons: texts(files, "icons/", ".svg")?
                .into_iter()
                .map(|(name, text)| (name, Markup(text.trim().to_owned())))
                .collect(),
            logo,
            accent: palette.accent(),
            support: palette.light_value("support").unwrap_or_default(),
            paper: palette.light_value("paper").unwrap_or_default(),
            pictures,
            lists_open_modules_only: files.get(CONTENTS).is_some_and(|(_, text)| embedded::is(CONTENTS, text)),
        })
    }

    /// Returns how wide it shows pictures.
    pub fn pictures(&self) -> &PictureSizes {
        &self.pictures
    }

    /// Tells whether its template of the contents is the program's own, which shows no lessons of modules that are not
    /// open.
    pub(crate) fn lists_open_modules_only(&self) -> bool {
        self.lists_open_modules_only
    }

    /// Returns the names of the themes that it is made of, the one asked for first.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the style sheet, without the first rules.
    pub(crate) fn style(&self) -> &str {
        &self.style
    }

    /// Returns the colours and the first rules: every page brings them with it, so that its text is read before the
    /// style sheet is there.
    pub(crate) fn first_style(&self) -> &Markup {
        &self.first_style
    }

    /// Returns the style sheet that all pages but most lessons have beside the other.
    pub(crate) fn second_style(&self) -> &str {
        &self.second_style
    }

    /// Returns the style sheet that only a trainer's pages have, beside the others.
    pub(crate) fn trainer_style(&self) -> &str {
        &self.trainer_style
    }

    /// Returns the style sheet of books, its colours written out: few reading apps know custom properties.
    pub(crate) fn book_style(&self) -> &str {
        &self.book_style
    }

    /// Returns the style sheet of a book that is to be printed: that of books, and what paper has besides.
    pub(crate) fn paper_style(&self) -> &str {
        &self.paper_style
    }

    /// Returns an icon; one that the theme lacks is nothing.
    pub(crate) fn icon(&self, name: &str) -> &Markup {
        const NONE: &Markup = &Markup(String::new());
        self.icons.get(name).unwrap_or(NONE)
    }

    /// Returns the logo's file name and bytes.
    pub(crate) fn logo(&self) -> Option<(&str, &[u8])> {
        self.logo.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Returns the accent colour of the light scheme as `#rrggbb`.
    pub(crate) fn accent(&self) -> &str {
        &self.accent
    }

    /// Returns the supporting colour of the light scheme as `#rrggbb`.
    pub(crate) fn support(&self) -> &str {
        &self.support
    }

    /// Returns the paper of the light scheme as `#rrggbb`.
    pub(crate) fn paper(&self) -> &str {
        &self.paper
    }

    /// Fills a template.
    pub(crate) fn fill(&self, template: &str, context: &tera::Context) -> Result<String, ThemeError> {
        // What is HTML already is most of a page.
        let sound = ["first", "content", "contents"].into_iter().filter_map(|name| context.get(name)?.as_str());
        let mut page = Vec::with_capacity(sound.map(str::len).sum::<usize>() + 8 * 1024);
        let filled = self.templates.render_to(template, context, &mut page);
        filled.map_err(|error| template_fault(&error))?;
        Ok(String::from_utf8(page).expect("templates, words and views are UTF-8"))
    }
}

fn fault(path: &str, line: Option<usize>, message: &dyn std::fmt::Display) -> ThemeError {
    ThemeError { path: path.to_owned(), line, message: message.to_string() }
}

fn read_theme_file(path: &str, bytes: &[u8]) -> Result<ThemeFile, ThemeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| fault(path, None, &error))?;
    serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map(|location| location.line() as usize);
        fault(path, line, &error.to_string().lines().next().unwrap_or(""))
    })
}

fn texts(
    files: &BTreeMap<String, (String, Vec<u8>)>,
    folder: &str,
    ending: &str,
) -> Result<BTreeMap<String, String>, ThemeError> {
    let mut texts = BTreeMap::new();
    for (name, (path, bytes)) in files {
        let Some(name) = name.strip_prefix(folder).and_then(|name| name.strip_suffix(ending)) else { continue };
        let text = String::from_utf8(bytes.clone()).map_err(|error| fault(path, None, &error))?;
        texts.insert(name.to_owned(), text.replace("\r\n", "\n"));
    }
    Ok(texts)
}

fn templates(files: &BTreeMap<String, (String, Vec<u8>)>) -> Result<tera::Tera, ThemeError> {
    let mut tera = tera::Tera::default();
    tera.autoescape_on([".html"]);
    let texts = texts(files, "templates/", ".html")?;
    let named = texts.iter().map(|(name, text)| (format!("{name}.html"), text.as_str()));
    tera.add_raw_templates(named).map_err(|error| template_fault(&error))?;
    Ok(tera)
}

fn template_fault(error: &tera::Error) -> ThemeError {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => fault(
            &format!("templates/{}", report.filename()),
            Some(report.span().start_line),
            &report.message().to_owned(),
        ),
        _ => fault("templates", None, error),
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;
    use crate::world::MemoryWorld;

    fn load(files: &[(&str, &str)]) -> Result<Theme, String> {
        let world = MemoryWorld::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        Theme::load(&world, "ours").map_err(|error| error.to_string())
    }

    #[test]
    fn a_theme_overrides_file_by_file() {
        let theme = load(&[
            ("themes/ours/theme.yaml", "extends: theirs\ncolours: {accent: '#5b2a86'}\n"),
            ("themes/theirs/theme.yaml", "colours: {accent: '#aa0000', support: '#333333'}\n"),
            ("themes/theirs/icons/note.svg", "<svg>theirs</svg>"),
            ("themes/ours/styles/extra.css", ".extra { color: var(--accent) }"),
        ]);
        let theme = theme.map_err(|error| panic!("{error}")).ok().unwrap();
        assert_eq!(theme.accent(), "#5b2a86");
        let night = theme.first_style().0.split("prefers-color-scheme:dark").nth(1).unwrap();
        assert!(!night.split('}').next().unwrap().contains("#7fd6cb"), "the old accent's night colour is gone");
        assert_eq!(theme.icon("note").0, "<svg>theirs</svg>");
        assert!(theme.icon("tip").0.starts_with("<svg"));
        assert!(theme.style().contains(".extra{color:var(--accent)}"));
    }

    fn check_fault(files: &[(&str, &str)], expected: &str) {
        let error = load(files).err().unwrap();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn faults_name_file_and_line() {
        check_fault(&[], "themes/ours/: there is no such theme");
        check_fault(
            &[("themes/ours/theme.yaml", "\nextends: ours\n")],
            "themes/ours/theme.yaml: `ours` extends itself",
        );
        check_fault(&[("themes/ours/theme.yaml", "colours:\n  accent: red\n")], "themes/ours/theme.yaml: `red`");
        check_fault(&[("themes/ours/theme.yaml", "logo: a.svg\ncolour: {}\n")], "themes/ours/theme.yaml:2: ");
        check_fault(&[("themes/ours/theme.yaml", "logo: a.svg\n")], "themes/ours/theme.yaml: there is no `a.svg`");
        check_fault(
            &[("themes/ours/theme.yaml", ""), ("themes/ours/templates/lesson.html", "<p>\n{% if %}")],
            "templates/lesson.html:2: ",
        );
    }
}
