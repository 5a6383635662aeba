//! The captions and chapters of the films that are shown.

use crate::diagnostic::{Diagnostic, Message};
use crate::load::reading::Reading;
use crate::load::survey::{CourseFolder, is_captions};
use crate::model::Course;
use crate::parse::captions;
use crate::span::{FileId, Span};
use std::collections::BTreeSet;

/// Reads the tracks of the films that a course shows, and tells what is wrong in them. What is wrong in a file of
/// captions that nothing uses is not told: nobody will see it.
pub(super) fn read(course: &mut Course, folder: &CourseFolder, reading: &mut Reading, all: &mut Vec<Diagnostic>) {
    let mut shown: BTreeSet<FileId> = BTreeSet::new();
    for film in &mut course.films {
        for track in film.captions.iter_mut().chain(&mut film.chapters) {
            let asset = &course.assets[track.asset.0 as usize];
            let Some((file, text)) = reading.text(&asset.path).filter(|_| asset.used) else { continue };
            let read = captions(file, &text);
            if read.value.is_empty() {
                let diagnostic = Diagnostic::error("media/unreadable-captions", Span::start_of(file));
                all.push(diagnostic.with("path", &asset.path).hint(Message::new("hint/captions-form")));
            } else {
                all.extend(read.diagnostics);
            }
            track.cues = read.value;
            shown.insert(file);
        }
    }
    let files =
        folder.media.iter().filter(|entry| is_captions(&entry.path)).filter_map(|entry| reading.file(&entry.path));
    let unseen: BTreeSet<FileId> = files.filter(|file| !shown.contains(file)).collect();
    reading.diagnostics.retain(|diagnostic| !unseen.contains(&diagnostic.span.file));
}
