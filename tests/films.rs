//! Films and sounds, held against ffmpeg, ffprobe and exiftool as independent judges.

#[path = "fixtures/film.rs"]
mod small_film;

use alforja::media::film::{Chroma, Codec, Container, Index, Inspected, Probe, Unreadable, inspect};
use alforja::span::SourcePath;
use alforja::tree::PiecesReader;
use alforja::world::{DiskWorld, MemoryWorld};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program; returns what it says.
fn run(program: &str, arguments: &[&str]) -> String {
    let made = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&made.stdout).into_owned()
}

/// Makes a film of two seconds with ffmpeg.
fn make(folder: &Path, name: &str, options: &str) -> PathBuf {
    let file = folder.join(name);
    let picture = "-f lavfi -i testsrc=size=192x144:rate=25:duration=2 -f lavfi -i sine=frequency=440:duration=2:sample_rate=44100";
    let personal = "-metadata location=+55.6761+012.5683/ -metadata com.apple.quicktime.location.ISO6709=+55.6761+012.5683/ \
        -metadata make=Telephone -metadata model=Pocketmodel -metadata artist=Firstname -metadata title=Privatetitle \
        -metadata comment=Privatecomment -metadata creation_time=2021-03-04T05:06:07Z -metadata date=2021";
    let all = format!("-v error -y {picture} {options} {personal}");
    let mut arguments: Vec<&str> = all.split_whitespace().collect();
    let path = file.to_str().unwrap().to_owned();
    arguments.push(&path);
    run("ffmpeg", &arguments);
    file
}

fn look(file: &Path) -> Inspected {
    let world = DiskWorld::new(file.parent().unwrap(), None).unwrap();
    let path = SourcePath::new(file.file_name().unwrap().to_str().unwrap());
    inspect(&world, &path).unwrap().unwrap_or_else(|problem| panic!("{}: {problem:?}", file.display()))
}

/// Writes what leaves of a file.
fn cleaned(file: &Path, found: &Inspected) -> PathBuf {
    let clean = file.with_file_name(format!("clean-{}", file.file_name().unwrap().to_str().unwrap()));
    match &found.pieces {
        Some(pieces) => {
            let mut reader = PiecesReader::new(File::open(file).unwrap(), pieces);
            io::copy(&mut reader, &mut File::create(&clean).unwrap()).unwrap();
        }
        None => drop(fs::copy(file, &clean).unwrap()),
    }
    clean
}

fn ffprobe(file: &Path) -> Value {
    let path = file.to_str().unwrap();
    let said = run("ffprobe", &["-v", "error", "-show_format", "-show_streams", "-of", "json", path]);
    serde_json::from_str(&said).unwrap()
}

fn frames(file: &Path) -> String {
    run("ffmpeg", &["-v", "error", "-i", file.to_str().unwrap(), "-map", "0:v?", "-map", "0:a?", "-f", "framemd5", "-"])
}

/// Compares what we say of a file with what ffprobe says.
fn compare(file: &Path, probe: &Probe) {
    let name = file.file_name().unwrap().to_str().unwrap();
    let judged = ffprobe(file);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let streams = judged["streams"].as_array().unwrap();
    let stream = |kind: &str| streams.iter().find(|stream| stream["codec_type"] == kind);
    let seconds: f64 = text(&judged["format"]["duration"]).parse().unwrap_or(0.0);
    if let Some(duration) = probe.duration {
        // Of a film that was sent while it was recorded, ffprobe knows no end.
        assert!(
            seconds == 0.0 || (duration as f64 / 1000.0 - seconds).abs() < 0.13,
            "{name}: {duration} ms, ffprobe {seconds} s"
        );
    } else {
        panic!("{name}: no duration");
    }
    match (stream("video"), &probe.video) {
        (Some(judge), Some(video)) => {
            let expected = match judge["codec_name"].as_str().unwrap() {
                "h264" => Codec::H264,
                "hevc" => Codec::Hevc,
                "av1" => Codec::Av1,
                "vp8" => Codec::Vp8,
                "vp9" => Codec::Vp9,
                "mpeg4" => Codec::Mpeg4,
                "h263" => Codec::H263,
                "mpeg2video" | "mpeg1video" => Codec::Mpeg2,
                "mjpeg" => Codec::Mjpeg,
                "prores" => Codec::ProRes,
                "wmv2" => Codec::Wmv,
                "theora" => Codec::Theora,
                other => panic!("{name}: {other}"),
            };
            assert_eq!(video.codec, expected, "{name}");
            let size = (judge["width"].as_u64().unwrap() as u32, judge["height"].as_u64().unwrap() as u32);
            assert_eq!(video.coded, size, "{name}");
            if let Some(level) = video.level.filter(|_| matches!(video.codec, Codec::H264 | Codec::Hevc)) {
                assert_eq!(Some(i64::from(level)), judge["level"].as_i64(), "{name}");
            }
            if let (Some(depth), Some(chroma)) = (video.depth, video.chroma) {
                let letters = match chroma {
                    Chroma::Grey => "gray",
                    Chroma::Quarter => "yuv420p",
                    Chroma::Half => "yuv422p",
                    Chroma::Full => "yuv444p",
                };
                let ten = if depth == 10 { "10le" } else { "" };
                assert_eq!(text(&judge["pix_fmt"]).replace("yuvj", "yuv"), format!("{letters}{ten}"), "{name}");
            }
            let turned = judge["side_data_list"]
                .as_array()
                .and_then(|list| list.iter().find_map(|side| side["rotation"].as_i64()))
                .unwrap_or(0);
            // ffprobe counts against the clock.
            assert_eq!(i64::from(video.rotation), (-turned).rem_euclid(360), "{name}");
            if let Some(rate) = video.rate {
                let judged = text(&judge["avg_frame_rate"]);
                let (over, under) = judged.split_once('/').unwrap();
                let judged = over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap();
                assert!((rate as f64 / 1000.0 - judged).abs() < 0.6, "{name}: {rate}, ffprobe {judged}");
            }
        }
        (None, None) => {}
        (judge, ours) => panic!("{name}: {ours:?}, ffprobe {judge:?}"),
    }
    match (stream("audio"), &probe.audio) {
        (Some(judge), Some(audio)) => {
            let expected = match judge["codec_name"].as_str().unwrap() {
                "aac" => Codec::Aac,
                "mp3" => Codec::Mp3,
                "opus" => Codec::Opus,
                "vorbis" => Codec::Vorbis,
                "flac" => Codec::Flac,
                "alac" => Codec::Alac,
                "ac3" => Codec::Ac3,
                "wmav2" => Codec::Wma,
                name if name.starts_with("pcm") => Codec::Pcm,
                other => panic!("{name}: {other}"),
            };
            assert_eq!(audio.codec, expected, "{name}");
            assert_eq!(audio.rate.map(|rate| rate.to_string()), Some(text(&judge["sample_rate"])), "{name}");
            if let Some(channels) = audio.channels {
                assert_eq!(Some(u64::from(channels)), judge["channels"].as_u64(), "{name}");
            }
        }
        (None, None) => {}
        (judge, ours) => panic!("{name}: {ours:?}, ffprobe {judge:?}"),
    }
}

const PERSONAL: &[&str] =
    &["55.67", "Telephone", "Pocketmodel", "Firstname", "Privatetitle", "Privatecomment", "2021", "Lavf"];

/// Asserts that nothing personal is left, in bytes and for independent readers.
fn tells_nothing(file: &Path) {
    let name = file.file_name().unwrap().to_str().unwrap();
    let path = file.to_str().unwrap();
    let bytes = fs::read(file).unwrap();
    // The encoders' own words stand in the pictures themselves, too: of the device and the person they know nothing.
    for word in PERSONAL.iter().filter(|word| !word.starts_with("Lav")) {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{name}: `{word}` in the bytes");
    }
    let read =
        run("exiftool", &["-G1", "-a", "-ee", "-x", "File:All", "-x", "ExifTool:All", "-x", "Composite:All", path]);
    let probed =
        run("ffprobe", &["-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", path]);
    for (judge, said) in [("exiftool", read), ("ffprobe", probed)] {
        for word in PERSONAL {
            let at = said.lines().find(|line| line.contains(word) && !line.contains("filename"));
            assert_eq!(at, None, "{name}: {judge}");
        }
    }
}

/// The whole way of one file: what we say of it is what ffprobe says; what leaves tells nothing, plays as before,
/// and leaves a second time as it is.
fn check(file: &Path, container: Container) -> Probe {
    let found = look(file);
    let name = file.file_name().unwrap().to_str().unwrap();
    assert_eq!(found.probe.container, container, "{name}");
    compare(file, &found.probe);
    assert!(!found.probe.cut && !found.tells, "{name}");
    let clean = cleaned(file, &found);
    tells_nothing(&clean);
    assert_eq!(frames(file), frames(&clean), "{name}");
    let again = look(&clean);
    assert!(fs::read(cleaned(&clean, &again)).unwrap() == fs::read(&clean).unwrap(), "{name}: cleaned twice");
    assert_ne!(again.probe.index, Index::Behind, "{name}");
    compare(&clean, &again.probe);
    found.probe
}

#[test]
fn films_are_what_ffprobe_says() {
    let folder = tempfile::tempdir().unwrap();
    let films = [
        ("plain.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac", Container::Mp4, Index::Behind),
        ("fast.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart", Container::Mp4, Index::Front),
        (
            "keys.mp4",
            "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags use_metadata_tags",
            Container::Mp4,
            Index::Behind,
        ),
        (
            "camera.mov",
            "-c:v libx264 -pix_fmt yuv420p -c:a aac -timecode 12:13:14:00",
            Container::QuickTime,
            Index::Behind,
        ),
        (
            "pieces.mp4",
            "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags frag_keyframe+empty_moov -g 10",
            Container::Mp4,
            Index::Fragments,
        ),
        ("ten.mp4", "-c:v libx264 -pix_fmt yuv420p10le -c:a aac", Container::Mp4, Index::Behind),
        ("full.mp4", "-c:v libx264 -pix_fmt yuv444p -an", Container::Mp4, Index::Behind),
        (
            "base.mp4",
            "-c:v libx264 -profile:v baseline -level 3.0 -pix_fmt yuv420p -c:a mp3",
            Container::Mp4,
            Index::Behind,
        ),
        (
            "hevc.mp4",
            "-c:v libx265 -x265-params log-level=error -pix_fmt yuv420p -tag:v hvc1 -c:a aac",
            Container::Mp4,
            Index::Behind,
        ),
        ("old.mp4", "-c:v mpeg4 -c:a aac", Container::Mp4, Index::Behind),
        (
            "vp9.mp4",
            "-c:v libvpx-vp9 -pix_fmt yuv420p -deadline realtime -cpu-used 8 -c:a libopus",
            Container::Mp4,
            Index::Behind,
        ),
        ("prores.mov", "-c:v prores_ks -c:a pcm_s16le", Container::QuickTime, Index::Behind),
        ("motion.mov", "-c:v mjpeg -pix_fmt yuvj420p -c:a alac", Container::QuickTime, Index::Behind),
        ("web.webm", "-c:v libvpx -pix_fmt yuv420p -deadline realtime -c:a libvorbis", Container::WebM, Index::Front),
        (
            "new.webm",
            "-c:v libvpx-vp9 -pix_fmt yuv420p -deadline realtime -cpu-used 8 -c:a libopus",
            Container::WebM,
            Index::Front,
        ),
        ("all.mkv", "-c:v libx264 -pix_fmt yuv420p -c:a aac", Container::Matroska, Index::Front),
        ("live.mkv", "-c:v libx264 -pix_fmt yuv420p -c:a flac -live 1", Container::Matroska, Index::Front),
        ("old.avi", "-c:v mpeg4 -vtag XVID -c:a libmp3lame", Container::Avi, Index::Front),
        ("free.ogv", "-c:v libtheora -pix_fmt yuv420p -c:a libvorbis", Container::Ogg, Index::Front),
    ];
    for (name, options, container, index) in films {
        let probe = check(&make(folder.path(), name, options), container);
        assert_eq!(probe.index, index, "{name}");
    }
}

#[test]
fn sounds_are_what_ffprobe_says() {
    let folder = tempfile::tempdir().unwrap();
    let sounds = [
        ("a.mp3", "-vn -c:a libmp3lame -write_id3v1 1", Container::Mp3),
        ("variable.mp3", "-vn -c:a libmp3lame -q:a 5 -ac 2", Container::Mp3),
        ("a.m4a", "-vn -c:a aac", Container::Mp4),
        ("a.ogg", "-vn -c:a libvorbis", Container::Ogg),
        ("a.opus", "-vn -c:a libopus", Container::Ogg),
        ("a.flac", "-vn -c:a flac", Container::Flac),
        ("a.wav", "-vn -c:a pcm_s16le -write_bext 1", Container::Wav),
        ("b.wav", "-vn -c:a pcm_f32le", Container::Wav),
        ("a.aac", "-vn -c:a aac -write_id3v2 1", Container::Adts),
    ];
    for (name, options, container) in sounds {
        check(&make(folder.path(), name, options), container);
    }
}

/// Puts the film of `subtitles` into a track of notes, as action cameras keep where they were.
fn with_gps_track(folder: &Path) -> PathBuf {
    fs::write(folder.join("gps.srt"), "1\n00:00:00,100 --> 00:00:00,900\nGPS 47.9184 106.9177\n\n2\n00:00:01,000 --> 00:00:01,900\nGPS 47.9185 106.9178\n").unwrap();
    let (film, words) = (folder.join("sub.mp4"), folder.join("gps.srt"));
    let picture = make(folder, "base.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac");
    let [picture, words, out] = [&picture, &words, &film].map(|path| path.to_str().unwrap());
    run(
        "ffmpeg",
        &[
            "-v", "error", "-y", "-i", picture, "-i", words, "-map", "0:v", "-map", "0:a", "-map", "1", "-c:v", "copy",
            "-c:a", "copy", "-c:s", "mov_text", out,
        ],
    );
    let mut bytes = fs::read(&film).unwrap();
    for (from, to) in [(b"sbtl", b"meta"), (b"tx3g", b"gpmd")] {
        let at: Vec<usize> =
            bytes.windows(4).enumerate().filter(|(_, window)| *window == from).map(|(at, _)| at).collect();
        at.iter().for_each(|at| bytes[*at..at + 4].copy_from_slice(to));
    }
    fs::write(&film, bytes).unwrap();
    film
}

#[test]
fn a_track_of_places_is_left_out_with_its_samples() {
    let folder = tempfile::tempdir().unwrap();
    let film = with_gps_track(folder.path());
    let before = fs::read(&film).unwrap();
    let says = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(says(&before, "47.9184") && says(&before, "gpmd"), "the film tells of the place first");
    let found = look(&film);
    let clean = cleaned(&film, &found);
    let after = fs::read(&clean).unwrap();
    for word in ["47.918", "106.917", "gpmd"] {
        assert!(!says(&after, word), "{word}");
    }
    tells_nothing(&clean);
    assert_eq!(frames(&film), frames(&clean));
    assert_eq!(ffprobe(&clean)["streams"].as_array().unwrap().len(), 2);
}

#[test]
fn films_are_turned_as_ffprobe_says() {
    let folder = tempfile::tempdir().unwrap();
    let plain = make(folder.path(), "plain.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac");
    for (degrees, [across, down]) in [("90", [0_i32, 0x10000]), ("180", [-0x10000, 0]), ("270", [0, -0x10000])] {
        let turned = folder.path().join(format!("turned-{degrees}.mp4"));
        let mut bytes = fs::read(&plain).unwrap();
        let at = bytes.windows(4).position(|window| window == b"tkhd").unwrap() + 44;
        for (place, value) in [(0, across), (4, down), (12, -down), (16, across)] {
            bytes[at + place..at + place + 4].copy_from_slice(&value.to_be_bytes());
        }
        fs::write(&turned, bytes).unwrap();
        let probe = check(&turned, Container::Mp4);
        let video = probe.video.unwrap();
        assert_eq!(video.rotation.to_string(), degrees);
        assert_eq!(video.shown, if degrees == "180" { (192, 144) } else { (144, 192) }, "{degrees}");
    }
    let wide = make(folder.path(), "wide.mp4", "-c:v libx264 -pix_fmt yuv420p -vf setsar=4/3 -c:a aac");
    assert_eq!(check(&wide, Container::Mp4).video.unwrap().shown, (256, 144));
}

/// A film of more than 4 GB with its table of contents behind: its offsets fit into 32 bits only there.
#[test]
fn offsets_that_no_longer_fit_become_longer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.mp4");
    let picture = b"the last picture";
    let size = u32::MAX as u64 - 200;
    let kind = small_film::kind();
    let offset = kind.len() as u64 + size - picture.len() as u64;
    let mut file = File::create(&path).unwrap();
    file.write_all(&kind).unwrap();
    file.write_all(&[&(size as u32).to_be_bytes()[..], b"mdat"].concat()).unwrap();
    // Nothing in between is on the disk.
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(picture).unwrap();
    file.write_all(&small_film::index(offset as usize, picture.len())).unwrap();
    let found = look(&path);
    assert_eq!((found.probe.index, found.probe.duration), (Index::Behind, Some(10_000)));
    let pieces = found.pieces.unwrap();
    let mut head = vec![0; 1200];
    PiecesReader::new(File::open(&path).unwrap(), &pieces).read_exact(&mut head).unwrap();
    let at = head.windows(4).position(|window| window == b"co64").expect("offsets of 64 bits");
    let moved = u64::from_be_bytes(head[at + 12..at + 20].try_into().unwrap());
    let grown = small_film::index(0, 0).len() as u64 + 4;
    assert_eq!(moved, offset + grown);
    assert!(moved > u64::from(u32::MAX));
    let all: u64 = pieces.iter().map(alforja::tree::Piece::size).sum();
    assert_eq!(all, fs::metadata(&path).unwrap().len() + 4);
}

#[test]
fn what_is_no_film_is_told_apart() {
    let page = b"<!DOCTYPE html><html><body>Sign in to download</body></html>";
    let whole = small_film::film(&[7; 1000]);
    for (bytes, expected) in [
        (&page[..], Unreadable::NotMedia),
        (b"", Unreadable::NotMedia),
        (b"PK\x03\x04 a zip", Unreadable::NotMedia),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Unreadable::NotMedia),
        (b"ID3\x04\0\0\0\0\0\x05words and no frame", Unreadable::Broken),
        (&whole[..60], Unreadable::CutShort),
        (b"OggS", Unreadable::CutShort),
        (b"fLaC\0\0\0\x22", Unreadable::CutShort),
        (b"RIFF\x04\0\0\0WAVE", Unreadable::CutShort),
    ] {
        let world = MemoryWorld::new([("film.mp4", bytes)]);
        assert_eq!(inspect(&world, &SourcePath::new("film.mp4")).unwrap(), Err(expected), "{bytes:?}");
    }
    let world = MemoryWorld::new([("film.mp4", &whole[..whole.len() - 10])]);
    let found = inspect(&world, &SourcePath::new("film.mp4")).unwrap().unwrap();
    assert!(found.probe.cut);
}

/// Damaged files: no panic, no circle, nothing larger than what was there.
#[test]
fn damage_is_survived() {
    let folder = tempfile::tempdir().unwrap();
    let small = [
        ("a.mp4", "-t 0.3 -c:v libx264 -pix_fmt yuv420p -c:a aac"),
        ("b.mp4", "-t 0.3 -c:v mpeg4 -c:a aac -movflags frag_keyframe+empty_moov -g 2"),
        ("c.webm", "-t 0.3 -c:v libvpx -pix_fmt yuv420p -deadline realtime -c:a libvorbis"),
        ("d.mkv", "-t 0.3 -c:v mpeg4 -c:a flac -live 1"),
        ("e.avi", "-t 0.3 -c:v mpeg4 -c:a libmp3lame"),
        ("f.ogv", "-t 0.3 -c:v libtheora -pix_fmt yuv420p -c:a libvorbis"),
        ("g.mp3", "-t 0.3 -vn -c:a libmp3lame -write_id3v1 1"),
        ("h.flac", "-t 0.3 -vn -c:a flac"),
        ("i.wav", "-t 0.3 -vn -c:a pcm_s16le -write_bext 1"),
        ("j.opus", "-t 0.3 -vn -c:a libopus"),
        ("k.aac", "-t 0.3 -vn -c:a aac"),
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    for (name, options) in small {
        let whole = fs::read(make(folder.path(), name, options)).unwrap();
        for round in 0..300 {
            let mut bytes = whole.clone();
            // Where heads are, damage tells most.
            let near = if round % 3 == 0 { bytes.len() } else { bytes.len().min(2_000) };
            let from = if round % 5 == 0 { bytes.len() - near } else { 0 };
            for _ in 0..=random(6) {
                let at = from + random(near);
                bytes[at] = [0, 0xff, 1, 0x80, random(256) as u8][random(5)];
            }
            if round % 4 == 0 {
                bytes.truncate(random(bytes.len()));
            }
            let world = MemoryWorld::new([("film", &bytes[..])]);
            let Ok(found) = inspect(&world, &SourcePath::new("film")).unwrap() else { continue };
            if let Some(pieces) = found.pieces {
                let size: u64 = pieces.iter().map(alforja::tree::Piece::size).sum();
                assert!(size <= 2 * bytes.len() as u64 + 64, "{name}, round {round}");
                let mut made = Vec::new();
                PiecesReader::new(Cursor::new(&bytes), &pieces).read_to_end(&mut made).unwrap();
                assert_eq!(made.len() as u64, size, "{name}, round {round}");
            }
        }
    }
}
