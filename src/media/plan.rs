//! What is known of the media files before any of them is made: names, sizes, and the words of captions.

use crate::model::{AssetId, CourseId};
use std::collections::BTreeMap;

/// The files that a library's assets become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MediaPlan {
    assets: BTreeMap<(CourseId, AssetId), PlannedAsset>,
    captions: BTreeMap<(CourseId, AssetId), String>,
}

/// The file that an asset becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAsset {
    /// Its name below the course's media folder: slug, hash and ending, ASCII.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Width and height of a picture, in pixels, as it is shown.
    pub dimensions: Option<(u32, u32)>,
}

impl MediaPlan {
    /// Adds what an asset becomes.
    pub fn add(&mut self, course: CourseId, asset: AssetId, planned: PlannedAsset) {
        self.assets.insert((course, asset), planned);
    }

    /// Adds the text of a captions file (`.vtt` or `.srt`, as it was read).
    pub fn add_captions(&mut self, course: CourseId, asset: AssetId, text: String) {
        self.captions.insert((course, asset), text);
    }

    /// Returns what an asset becomes, where it is used.
    pub fn get(&self, course: &CourseId, asset: AssetId) -> Option<&PlannedAsset> {
        self.assets.get(&(course.clone(), asset))
    }

    /// Returns the text of a captions file, where it is used.
    pub fn captions(&self, course: &CourseId, asset: AssetId) -> Option<&str> {
        self.captions.get(&(course.clone(), asset)).map(String::as_str)
    }
}
