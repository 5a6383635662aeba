//! How long it takes to say how far a library is translated, and to find what was translated before:
//! 1,000 lessons in five languages on this machine. Run it with `cargo bench --bench translate -- 1000`.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use alforja::cache::Store;
use alforja::locale::Lang;
use alforja::pipeline::{
    ExportRequest, Job, MarkRequest, StatusRequest, translation_export, translation_mark, translation_status,
};
use alforja::translate::{Detail, Form, Scope};
use alforja::world::DiskWorld;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 5;
const LANGUAGES: &[&str] = &["da", "en", "mn", "pt", "sq"];

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = folder.path().join("library");
    write(&root, count);
    let store = Store::in_memory();
    let world = DiskWorld::new(&root, None).expect("the library was just written");
    let job = Job::quiet(&world, &root, &store);

    let unknown = median(|_| status(job));
    let mark = timed(|| {
        drop(
            translation_mark(job, MarkRequest { course: None, languages: &[], pages: &[] }).expect("it can be written"),
        )
    });
    // Every tenth lesson gets better.
    for lesson in (0..count).step_by(10) {
        let path = root.join(format!("c/da/01-m{}/{lesson:05}-l{lesson}.md", lesson / 50));
        let text = fs::read_to_string(&path).expect("it was just written");
        fs::write(&path, text.replacen("Gruppen", "Hele gruppen", 1)).expect("it can be written");
    }
    let marked = median(|_| status(job));
    let export = median(|run| {
        let out = folder.path().join(format!("out-{run}"));
        timed(|| {
            let to = Lang::parse("mn").expect("a tag");
            let request =
                ExportRequest { course: None, to: &to, form: Form::Po, scope: Scope::Todo, out: &out, over: false };
            let exported = translation_export(job, request).expect("it can be written");
            assert_eq!(exported.todo, count.div_ceil(10));
        })
    });
    println!(
        "{count} lessons in {} languages, median of {RUNS} runs on {} threads",
        LANGUAGES.len(),
        rayon::current_num_threads()
    );
    println!("status, nothing marked       {:8.1} ms", millis(unknown));
    println!("mark all                     {:8.1} ms (once)", millis(mark));
    println!("status, one in ten outdated  {:8.1} ms", millis(marked));
    println!("export with memory           {:8.1} ms", millis(export));
}

fn status(job: Job<'_>) -> Duration {
    timed(|| {
        let request = StatusRequest { course: None, languages: &[], detail: Detail::Numbers };
        let courses = translation_status(job, request).expect("the library can be read");
        assert_eq!(courses[0].languages.len(), LANGUAGES.len() - 1);
    })
}

fn write(root: &Path, count: usize) {
    let put = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    put("alforja.yaml".to_owned(), format!("title: T\nlanguages: [{}]\n", LANGUAGES.join(", ")));
    put("c/course.yaml".to_owned(), "version: 1.0.0\nsource_language: da\n".to_owned());
    for lang in LANGUAGES {
        put(format!("c/{lang}/index.md"), format!("# Kursus {lang}\n\nOrd.\n"));
        for lesson in 0..count {
            if lesson % 50 == 0 {
                put(format!("c/{lang}/01-m{}/index.md", lesson / 50), format!("# Modul {} {lang}\n", lesson / 50));
            }
            put(format!("c/{lang}/01-m{}/{lesson:05}-l{lesson}.md", lesson / 50), text(lesson, lang));
        }
    }
}

/// A lesson of the length of the shipped ones: some forty blocks.
fn text(lesson: usize, lang: &str) -> String {
    let mut text = format!(
        "---\ntitle: Lektion {lesson} {lang}\nminutes: 10\n---\nGruppen {lesson} sparer op sammen ({lang}).\n\n"
    );
    for part in 0..6 {
        text.push_str(&format!("## Del {part} af {lesson} ({lang})\n\n"));
        text.push_str(&format!("Hver måned {part} lægger **medlemmerne** i gruppe {lesson} deres penge i [kassen](../index.md), og kassereren tæller højt, så alle hører det ({lang}).\n\n"));
        text.push_str(&format!(
            "- Et sted {lesson}.{part} ({lang})\n- En kasse {lesson}.{part}\n- Tre låse {lesson}.{part}\n\n"
        ));
    }
    text.push_str(&format!("::: quiz\n### Hvor meget {lesson}? ({lang})\n- [x] En tredjedel {lesson}\n  > Ja {lesson}.\n- [ ] Det hele {lesson}\n:::\n"));
    text
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn median(mut run: impl FnMut(usize) -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(&mut run).collect();
    times.sort();
    times[RUNS / 2]
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}
