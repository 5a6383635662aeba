//! Every example of the handbook is tried, in each language that it is in.
//!
//! 1. The examples are the blocks of code of its lessons. What stands behind the language in the opening line of a block
//!    says what it is: `file=course.yaml` names the file that it stands for, `wrong=link/missing` the codes that it must be
//!    told, with commas between them.
//! 2. What the reader has at that point is the library that `alforja new library` makes, and some files of their own
//!    ([`OWN_FILES`]). Markdown, YAML and captions become files in it, and must be told nothing, or exactly what they say.
//! 3. What is shown of a message after a wrong example is what the program says.
//! 4. Every command, in blocks and in sentences, is one that the program understands; nothing is run.

use alforja::check::check;
use alforja::cli::understood;
use alforja::diagnostic::{Diagnostic, Severity};
use alforja::load::load;
use alforja::locale::{Catalog, Catalogs, Lang};
use alforja::model::{Block, Library, Text};
use alforja::starter::{NewLibrary, library};
use alforja::world::{DiskWorld, MemoryWorld};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// What readers have put into the `media` folder of their course when they come to an example.
const OWN_FILES: &[&str] = &["group.jpg", "cash-box.jpg", "interview.mp4", "interview.jpg", "song.mp3", "rules.pdf"];

/// What depends on the rest of a library, which an example does not show: whether a lesson shows the file, whether there
/// is a course in each language that is listed.
const OF_THE_WHOLE: &[&str] = &["file/unused", "library/language-absent"];

/// A block of code of a lesson.
struct Example {
    /// Where it stands, for people.
    place: String,
    language: String,
    /// What stands behind the language, by name.
    says: BTreeMap<String, String>,
    text: String,
}

/// What an example stands in: the reader's library in one language.
struct Desk<'a> {
    catalogs: &'a Catalogs,
    lang: &'a Lang,
    files: BTreeMap<String, String>,
    course: String,
    /// The folder of the module in which lessons are written.
    module: String,
}

impl<'a> Desk<'a> {
    fn new(lang: &'a Lang, catalogs: &'a Catalogs) -> Self {
        let wanted = NewLibrary { languages: vec![lang.clone()], ..NewLibrary::default() };
        let mut files: BTreeMap<String, String> =
            library(&wanted, catalogs).into_iter().map(|file| (file.path.as_str().to_owned(), file.text)).collect();
        let settings = files.keys().find(|path| path.ends_with("/course.yaml")).unwrap();
        let course = settings.trim_end_matches("/course.yaml").to_owned();
        let lesson = files.keys().find(|path| path.contains("/01-") && !path.ends_with("/index.md")).unwrap();
        let module = lesson.rsplit_once('/').unwrap().0.to_owned();
        files.extend(OWN_FILES.iter().map(|name| (format!("{course}/media/{name}"), "bytes".to_owned())));
        files.extend([
            (format!("{course}/media/interview.{lang}.vtt"), "WEBVTT\n\n00:01.000 --> 00:03.000\n1\n".to_owned()),
            (format!("{course}/media/song.{lang}.md"), "1\n".to_owned()),
        ]);
        Self { catalogs, lang, files, course, module }
    }

    /// Returns where the file that an example stands for is.
    fn path(&self, example: &Example) -> String {
        match example.says.get("file").map(String::as_str) {
            None => format!("{}/09-example.md", self.module),
            Some("alforja.yaml") => "alforja.yaml".to_owned(),
            Some(file) if file == "course.yaml" || file.starts_with("media/") => format!("{}/{file}", self.course),
            Some(file) => format!("{}/{}/{file}", self.course, self.lang),
        }
    }

    /// Returns the example as a file of its own: what a page needs is put before a piece of one.
    fn file(&self, example: &Example) -> String {
        let text = &example.text;
        match example.language.as_str() {
            "markdown" if !text.starts_with("---\n") && !text.starts_with("# ") => format!("# 1\n\n{text}"),
            "yaml" if self.path(example) == "alforja.yaml" && !text.contains("languages:") => {
                format!("{text}languages: [{}]\n", self.lang)
            }
            _ => text.clone(),
        }
    }

    /// Returns what the file of the example is told, with `others` beside it: code and words, sorted.
    fn told(&self, example: &Example, others: &BTreeMap<String, String>) -> Vec<(String, String)> {
        let path = self.path(example);
        let mut files = self.files.clone();
        files.extend(others.iter().map(|(path, text)| (path.clone(), text.clone())));
        files.insert(path.clone(), self.file(example));
        let world = MemoryWorld::new(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
        let loaded = load(&world, self.catalogs).unwrap();
        let library = loaded.value;
        let all: Vec<Diagnostic> = loaded.diagnostics.into_iter().chain(check(&library)).collect();
        let here = all.iter().filter(|diagnostic| library.sources.file(diagnostic.span.file).path.as_str() == path);
        let here = here.filter(|diagnostic| !OF_THE_WHOLE.contains(&diagnostic.code));
        let mut told: Vec<(String, String)> = here.map(|diagnostic| self.words(diagnostic)).collect();
        told.sort();
        told
    }

    /// Returns the code of what is told, and the line in which the program tells it.
    fn words(&self, diagnostic: &Diagnostic) -> (String, String) {
        let catalog = self.catalogs.get(self.lang);
        let severity = catalog.text(match diagnostic.severity {
            Severity::Error => "cli.error",
            Severity::Warning => "cli.warning",
        });
        let arguments = &diagnostic.message.arguments;
        let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let words = catalog.fill(diagnostic.code, &arguments);
        (diagnostic.code.to_owned(), format!("{severity}[{}]: {words}", diagnostic.code))
    }
}

/// Returns the blocks of code of a text, in order.
fn examples(library: &Library, text: &Text) -> Vec<Example> {
    let mut all = Vec::new();
    text.document.walk(&mut |block| {
        let Block::Code(code) = block else { return };
        let opening = library.sources.text(code.span).lines().next().unwrap_or_default();
        let says = opening.split_whitespace().skip(1).map(|word| word.split_once('=').unwrap_or((word, "")));
        let file = library.sources.file(code.span.file);
        all.push(Example {
            place: format!("{}:{}", file.path, library.sources.place(code.span).line),
            language: code.language.as_deref().unwrap_or_default().to_owned(),
            says: says.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            text: code.text.to_string(),
        });
    });
    all
}

/// Tries the files among the examples of a lesson, and returns what is wrong with them and how many there were.
fn try_files(desk: &Desk<'_>, all: &[Example], faults: &mut Vec<String>) -> usize {
    let is_file = |example: &&Example| matches!(example.language.as_str(), "markdown" | "yaml" | "vtt");
    let named = |example: &&Example| {
        is_file(example) && example.says.contains_key("file") && !example.says.contains_key("wrong")
    };
    let mut count = 0;
    for (at, example) in all.iter().enumerate().filter(|(_, example)| is_file(example)) {
        count += 1;
        // Files that are named and right are there for the other examples of their lesson: of two versions of one file
        // the last before the example.
        let order = all[at..].iter().rev().chain(&all[..at]).filter(named);
        let others: BTreeMap<String, String> = order.map(|other| (desk.path(other), desk.file(other))).collect();
        let told = desk.told(example, &others);
        let mut expected: Vec<&str> = example.says.get("wrong").map_or(Vec::new(), |codes| codes.split(',').collect());
        expected.sort_unstable();
        if told.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>() != expected {
            faults.push(format!("{}: expected {expected:?}, told {told:#?}", example.place));
        }
        let shown = all.get(at + 1).filter(|next| next.language == "text" && !expected.is_empty());
        for (_, line) in told.iter().filter(|(_, line)| shown.is_some_and(|shown| !shown.text.contains(line.as_str())))
        {
            faults.push(format!("{}: the message is not shown: {line}", example.place));
        }
    }
    count
}

/// Returns the words of a command as a shell hands them on.
fn arguments(line: &str) -> Vec<OsString> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in line.chars() {
        match letter {
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            _ if quote == Some(letter) => quote = None,
            '#' if quote.is_none() && word.is_none() => break,
            ' ' if quote.is_none() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words.into_iter().map(OsString::from).collect()
}

/// Tries the commands of a lesson, and returns how many there were.
fn try_commands(catalog: &Catalog, source: &str, place: &str, all: &[Example], faults: &mut Vec<String>) -> usize {
    let mut count = 0;
    for example in all.iter().filter(|example| matches!(example.language.as_str(), "console" | "sh")) {
        let is_wrong = example.says.contains_key("wrong");
        // In a dialogue what the program answers stands between what was typed.
        let prompt = if example.language == "console" { "$ " } else { "" };
        let typed = example.text.lines().filter_map(|line| line.strip_prefix(prompt));
        for line in typed.filter(|line| *line == "alforja" || line.starts_with("alforja ")) {
            count += 1;
            match understood(&arguments(line), catalog) {
                Ok(()) if is_wrong => faults.push(format!("{}: `{line}` is understood", example.place)),
                Err(words) if !is_wrong => faults.push(format!("{}: `{line}`: {words}", example.place)),
                Err(words) if words.lines().any(|said| !example.text.contains(said)) => {
                    faults.push(format!("{}: the message is not shown: {words}", example.place));
                }
                _ => {}
            }
        }
    }
    for line in source.lines().filter(|line| !line.starts_with("    ")) {
        for code in line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("alforja ")) {
            count += 1;
            if let Err(words) = understood(&arguments(code), catalog) {
                faults.push(format!("{place}: `{code}`: {words}"));
            }
        }
    }
    count
}

#[test]
fn every_example_of_the_handbook_is_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses/handbook");
    let world = DiskWorld::new(&root, None).unwrap();
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let handbook = load(&world, &catalogs).unwrap().value;
    let (mut faults, mut files, mut commands) = (Vec::new(), 0, 0);
    for edition in &handbook.courses[0].editions {
        let desk = Desk::new(&edition.lang, &catalogs);
        for text in edition.texts() {
            let all = examples(&handbook, text);
            let file = handbook.sources.file(text.document.file);
            files += try_files(&desk, &all, &mut faults);
            commands += try_commands(catalogs.get(&edition.lang), &file.text, file.path.as_str(), &all, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let editions = handbook.courses[0].editions.len();
    assert!(files >= editions && commands >= 10 * editions, "{files} files and {commands} commands were tried");
}

#[test]
fn a_line_is_split_as_shells_do() {
    let split = |line| arguments(line).into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>();
    assert_eq!(
        split("alforja new lesson \"Who keeps\"  --in mn # later"),
        ["alforja", "new", "lesson", "Who keeps", "--in", "mn"]
    );
}
