//! Copies of films and sounds, made by the ffmpeg of this machine and judged by its ffprobe.

use alforja::ffmpeg::{FfmpegError, Look, Program, Recipe};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes a film of `size` with ffmpeg's own words between its pictures, its sound, and the file.
fn film(folder: &Path, name: &str, size: &str, more: &str) -> PathBuf {
    let path = folder.join(name);
    let words = format!(
        "-nostdin -loglevel error -y -f lavfi -i testsrc2=duration=3:size={size}:rate=30 -f lavfi -i sine=duration=3 \
         -c:v libx264 -preset ultrafast -c:a aac -ac 2 -metadata title=Secret -metadata location=+56.1+010.2/ {more}"
    );
    let status = Command::new("ffmpeg").args(words.split_whitespace()).arg(&path).status().expect("ffmpeg is here");
    assert!(status.success(), "{words}");
    path
}

fn probe(path: &Path) -> Value {
    let words = "-v error -print_format json -show_format -show_streams -show_chapters";
    let output = Command::new("ffprobe").args(words.split(' ')).arg(path).output().expect("ffprobe is here");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn make(recipe: Recipe, from: &Path) -> (PathBuf, Look, Vec<u64>) {
    let program = Program::find(Path::new("ffmpeg")).expect("ffmpeg is here");
    let look = program.look(from).expect("a film");
    let to = from.with_extension(recipe.name());
    let mut heard = Vec::new();
    program.make(recipe, (from, &look), &to, &mut |reached| heard.push(reached)).expect("a copy");
    (to, look, heard)
}

fn stream<'a>(probed: &'a Value, kind: &str) -> Option<&'a Value> {
    probed["streams"].as_array().unwrap().iter().find(|stream| stream["codec_type"] == kind)
}

/// Returns whether the index of an MP4 stands before its pictures.
fn is_faststart(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    let at = |mark: &[u8]| bytes.windows(4).position(|window| window == mark).unwrap();
    at(b"moov") < at(b"mdat")
}

/// Returns every tag that a file says of itself but what a container must name.
fn tags(probed: &Value) -> Vec<String> {
    let streams = probed["streams"].as_array().unwrap().iter().map(|stream| &stream["tags"]);
    let all = streams.chain([&probed["format"]["tags"]]).filter_map(Value::as_object).flatten();
    let needed = ["major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "language"];
    // `Lavc libx264` names the program and no person.
    let told = all.filter(|(name, value)| !needed.contains(&name.as_str()) && **value != "Lavc libx264");
    told.map(|(name, value)| format!("{name}={value}")).collect()
}

#[test]
fn copies_are_what_old_phones_play() {
    let place = tempfile::tempdir().unwrap();
    let whole = film(place.path(), "-a strange: name.mp4", "1280x720", "-pix_fmt yuv444p");
    for (recipe, size, profile) in
        [(Recipe::P480, (852, 480), "Main"), (Recipe::P240, (426, 240), "Constrained Baseline")]
    {
        let (copy, look, heard) = make(recipe, &whole);
        assert!(look.pictures && look.sound && look.milliseconds.is_some_and(|long| (2900..3200).contains(&long)));
        assert!(heard.last().is_some_and(|last| *last >= 2800), "{heard:?}");
        let probed = probe(&copy);
        let (seen, told) = (stream(&probed, "video").unwrap(), stream(&probed, "audio").unwrap());
        assert_eq!(
            (&seen["codec_name"], &seen["profile"], &seen["pix_fmt"]),
            (&"h264".into(), &profile.into(), &"yuv420p".into())
        );
        assert_eq!((seen["width"].as_u64(), seen["height"].as_u64()), (Some(size.0), Some(size.1)));
        assert_eq!((&told["codec_name"], &told["profile"]), (&"aac".into(), &"LC".into()));
        assert_eq!(told["channels"], if recipe == Recipe::P480 { 2 } else { 1 });
        assert!(is_faststart(&copy));
        assert_eq!(tags(&probed), Vec::<String>::new());
        assert!(probed["chapters"].as_array().unwrap().is_empty());
    }
    let (copy, ..) = make(Recipe::Audio, &whole);
    let probed = probe(&copy);
    assert_eq!(stream(&probed, "video"), None);
    assert_eq!(stream(&probed, "audio").unwrap()["channels"], 1);
    assert!(is_faststart(&copy) && tags(&probed).is_empty());
    let (poster, ..) = make(Recipe::Poster, &whole);
    let bytes = fs::read(poster).unwrap();
    assert!(bytes.starts_with(b"\xff\xd8") && bytes.ends_with(b"\xff\xd9"));
}

#[test]
fn nothing_grows_and_what_was_taken_upright_stays_so() {
    let place = tempfile::tempdir().unwrap();
    let size = |path: &Path| {
        let probed = probe(path);
        let seen = stream(&probed, "video").unwrap().clone();
        (seen["width"].as_u64().unwrap(), seen["height"].as_u64().unwrap(), seen["side_data_list"].clone())
    };
    let small = film(place.path(), "small.mp4", "162x122", "");
    assert_eq!(size(&make(Recipe::P480, &small).0), (162, 122, Value::Null));
    let lying = film(place.path(), "lying.mp4", "640x360", "");
    let upright = place.path().join("upright.mp4");
    // The word for it differs between versions of ffmpeg.
    let turned = [("-display_rotation 90", "-c copy"), ("-noautorotate", "-metadata:s:v rotate=90 -c copy")];
    assert!(turned.iter().any(|(before, after)| {
        let mut command = Command::new("ffmpeg");
        command.args("-nostdin -loglevel quiet -y".split(' ')).args(before.split(' ')).arg("-i").arg(&lying);
        command.args(after.split(' ')).arg(&upright).status().unwrap().success()
    }));
    assert_eq!(size(&make(Recipe::P240, &upright).0), (240, 426, Value::Null));
    let wide = film(place.path(), "wide.mp4", "720x576", "-vf setsar=16/11");
    assert_eq!(size(&make(Recipe::P240, &wide).0), (436, 240, Value::Null));
}

#[test]
fn a_playlist_in_a_films_clothes_reads_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let program = Program::find(Path::new("ffmpeg")).unwrap();
    film(place.path(), "secret.mp4", "160x120", "");
    let secret = place.path().join("secret.mp4");
    for (name, text) in [
        ("a.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nsecret.mp4\n#EXT-X-ENDLIST\n".to_owned()),
        ("b.mp4", "ffconcat version 1.0\nfile secret.mp4\n".to_owned()),
        ("c.mov", format!("<smil><body><video src=\"{}\"/></body></smil>", secret.display())),
        ("d.mp4", "no film".to_owned()),
        ("e.mp4", String::new()),
    ] {
        let path = place.path().join(name);
        fs::write(&path, text).unwrap();
        let refused = program.look(&path);
        assert!(matches!(&refused, Err(FfmpegError::Refused { reason }) if !reason.is_empty()), "{name}: {refused:?}");
    }
}

#[test]
fn what_is_not_ffmpeg_is_not_taken_for_it() {
    for path in ["no-such-program", "true", "/", "/etc/passwd"] {
        assert!(matches!(Program::find(Path::new(path)), Err(FfmpegError::NotThere { .. })), "{path}");
    }
}

/// A library with a film, a sound, and a film that is none.
fn library(place: &Path, seconds: u32) {
    let put = |path: &str, text: &str| {
        let path = place.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("alforja.yaml", "title: {en: Courses}\nlanguages: [en]\nurl: https://example.org/courses\n");
    put("saving/course.yaml", "source_language: en\n");
    put("saving/en/index.md", "# Saving\n");
    put("saving/en/01-start/index.md", "# Start\n");
    put("saving/en/01-start/01-box.md", "# The box\n\n![A film](media/film.mp4)\n\n![A song](media/song.mp3)\n");
    put("saving/media/film.en.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nWe save.\n");
    put("saving/media/song.en.md", "A song about saving.\n");
    let media = place.join("saving/media");
    let words = format!(
        "-nostdin -loglevel error -y -f lavfi -i testsrc2=duration={seconds}:size=960x540:rate=25 -f lavfi -i \
         sine=duration={seconds} -c:v libx264 -preset ultrafast -c:a aac -metadata location=+56.1+010.2/"
    );
    let film = Command::new("ffmpeg").args(words.split_whitespace()).arg(media.join("film.mp4")).status();
    let words = "-nostdin -loglevel error -y -f lavfi -i sine=duration=3 -b:a 192k";
    let song = Command::new("ffmpeg").args(words.split(' ')).arg(media.join("song.mp3")).status();
    assert!(film.unwrap().success() && song.unwrap().success());
}

fn alforja(place: &Path, words: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alforja"));
    command.arg("--library").arg(place).args(words.split(' ')).env_remove("LANG").env_remove("LC_ALL");
    command
}

/// Returns what the program says, and whether it ended well.
fn said(place: &Path, words: &str) -> (String, bool) {
    let output = alforja(place, words).current_dir(place).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (said, output.status.success())
}

/// Returns every result that is kept.
fn kept(place: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(place.join(".alforja/store")).into_iter().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap());
    files.map(|file| file.unwrap().path()).collect()
}

#[test]
fn what_was_interrupted_goes_on_where_it_was() {
    let place = tempfile::tempdir().unwrap();
    library(place.path(), 20);
    let mut running = alforja(place.path(), "media transcode").spawn().unwrap();
    // The first copy is whole, and the next one is being made.
    while kept(place.path()).is_empty() {
        assert!(running.try_wait().unwrap().is_none(), "it ended before it could be stopped");
        std::thread::yield_now();
    }
    running.kill().unwrap();
    running.wait().unwrap();
    let before = kept(place.path());
    assert!((1..5).contains(&before.len()), "{before:?}");
    let (told, good) = said(place.path(), "media transcode");
    assert!(good && told.contains(&format!("Made {} copies", 5 - before.len())), "{told}");
    assert_eq!(kept(place.path()).len(), 5);
    let work = fs::read_dir(place.path().join(".alforja/work")).unwrap();
    assert_eq!(work.count(), 0, "what was half made is gone");
    // With another name it is the same film.
    let media = place.path().join("saving/media");
    fs::rename(media.join("film.mp4"), media.join("other.mp4")).unwrap();
    let lesson = place.path().join("saving/en/01-start/01-box.md");
    fs::write(&lesson, fs::read_to_string(&lesson).unwrap().replace("film.mp4", "other.mp4")).unwrap();
    let (told, _) = said(place.path(), "media transcode");
    assert!(told.contains("5 copies were there already") && !told.contains("Made"), "{told}");
    // What a build made of pictures is in use too.
    let words = "-nostdin -loglevel error -y -f lavfi -i testsrc2=size=2000x1500:duration=1 -frames:v 1";
    assert!(Command::new("ffmpeg").args(words.split(' ')).arg(media.join("box.jpg")).status().unwrap().success());
    let text = fs::read_to_string(&lesson).unwrap();
    fs::write(&lesson, format!("{text}\n![A box](media/box.jpg)\n")).unwrap();
    let (told, good) = said(place.path(), "build --media small");
    assert!(good && kept(place.path()).len() > 5, "{told}");
    assert!(said(place.path(), "media prune").0.contains("nothing to free"));
    fs::write(&lesson, text).unwrap();
    fs::remove_file(media.join("box.jpg")).unwrap();
    said(place.path(), "media prune");
    assert_eq!(kept(place.path()).len(), 5, "the picture is gone, and so is what was made of it");
    // A film that is gone leaves nothing behind.
    assert!(said(place.path(), "media prune").0.contains("nothing to free"));
    fs::remove_file(media.join("other.mp4")).unwrap();
    fs::write(&lesson, "# The box\n\n![A song](media/song.mp3)\n").unwrap();
    assert!(said(place.path(), "media prune --dry-run").0.contains("Nothing uses 4 results"));
    assert_eq!(kept(place.path()).len(), 5);
    assert!(said(place.path(), "media prune").0.contains("Removed 4 results"));
    assert_eq!(kept(place.path()).len(), 1);
}

#[test]
fn a_film_that_no_browser_plays_goes_out_as_its_copy() {
    let place = tempfile::tempdir().unwrap();
    library(place.path(), 2);
    let media = place.path().join("saving/media");
    let words = "-nostdin -loglevel error -i film.mp4 -c:v mpeg4 -c:a mp3 film.avi";
    let status = Command::new("ffmpeg").args(words.split(' ')).current_dir(&media).status();
    assert!(status.unwrap().success());
    fs::remove_file(media.join("film.mp4")).unwrap();
    let lesson = place.path().join("saving/en/01-start/01-box.md");
    fs::write(&lesson, "# The box\n\n![A film](media/film.avi)\n").unwrap();
    let (told, good) = said(place.path(), "build");
    assert!(!good && told.contains("film/not-for-browsers"), "{told}");
    assert!(told.contains("run `alforja media transcode saving/media/film.avi`"), "{told}");
    let (told, _) = said(place.path(), "media status");
    assert!(told.contains("does not play on every phone"), "{told}");
    let (told, good) = said(place.path(), "media transcode saving/media/film.avi");
    assert!(good, "{told}");
    let full = media_in(place.path(), "full");
    let film = full.iter().find(|file| file.extension().unwrap() == "mp4").expect("the copy travels");
    assert_eq!(stream(&probe(film), "video").unwrap()["height"], 480);
    let page = fs::read_to_string(place.path().join("site-full/en/saving/start/box.html")).unwrap();
    assert!(!page.contains("smaller copy"), "it is the best there is");
    let (told, _) = said(place.path(), "check");
    assert!(!told.contains("film/not-for-browsers"), "{told}");
}

/// Returns the media files of a site that was built in a rung.
fn media_in(place: &Path, rung: &str) -> Vec<PathBuf> {
    let (told, good) = said(place, &format!("build --media {rung} --out site-{rung}"));
    assert!(good, "{told}");
    let mut files: Vec<PathBuf> = fs::read_dir(place.join(format!("site-{rung}/assets/saving")))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn every_rung_takes_what_it_says_and_no_more() {
    let place = tempfile::tempdir().unwrap();
    library(place.path(), 3);
    let (told, _) = said(place.path(), "media status");
    assert!(told.contains("not made yet: poster, 240p, 480p, audio"), "{told}");
    assert!(said(place.path(), "build --media audio --out early").0.contains("rung/no-sound-of-film"));
    // One that is none does not keep the others from being made.
    fs::write(place.path().join("saving/media/none.mp4"), "<html>").unwrap();
    let (told, good) = said(place.path(), "media transcode none.mp4 film.mp4 song.mp3");
    assert!(!good && told.contains("transcode/refused") && told.contains("Made 5 copies"), "{told}");
    let kinds = |files: &[PathBuf]| -> Vec<String> {
        let ending = |file: &PathBuf| file.extension().unwrap().to_string_lossy().into_owned();
        let mut kinds: Vec<String> = files.iter().map(ending).collect();
        kinds.sort();
        kinds
    };
    let film = |files: &[PathBuf]| files.iter().find(|file| file.extension().unwrap() == "mp4").unwrap().clone();
    let full = media_in(place.path(), "full");
    assert_eq!(kinds(&full), ["jpg", "mp3", "mp4"]);
    let small = media_in(place.path(), "small");
    assert_eq!(kinds(&small), ["jpg", "m4a", "mp4"]);
    let seen = probe(&film(&small));
    assert_eq!(stream(&seen, "video").unwrap()["height"], 240);
    assert!(is_faststart(&film(&small)) && tags(&seen).is_empty());
    assert!(fs::metadata(film(&small)).unwrap().len() < fs::metadata(film(&full)).unwrap().len());
    let audio = media_in(place.path(), "audio");
    assert_eq!(kinds(&audio), ["jpg", "m4a", "m4a"]);
    assert_eq!(kinds(&media_in(place.path(), "none")), ["jpg"]);
    let page =
        |rung: &str| fs::read_to_string(place.path().join(format!("site-{rung}/en/saving/start/box.html"))).unwrap();
    assert!(!page("full").contains("smaller copy") && page("small").contains("This is a smaller copy of the film."));
    assert!(
        page("audio").contains("the film can only be heard") && page("none").contains("This film is on the internet.")
    );
    for rung in ["full", "small", "audio", "none"] {
        assert!(page(rung).contains("We save."), "the words are there in every rung");
    }
    let (told, _) = said(place.path(), "media status --format json");
    let told: Value = serde_json::from_str(&told).unwrap();
    let sizes = &told[0]["sizes"];
    let size = |rung: &str| sizes[rung].as_u64().unwrap();
    assert!(size("full") > size("small") && size("small") > size("audio") && size("audio") > size("none"), "{sizes}");
}
