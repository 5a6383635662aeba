//! What is shown: the last good site, and what is told of the last build.

use crate::fingerprint::Fingerprint;
use crate::pipeline::PreviewSite;
use crate::serve::author::Told;
use crate::tree::{Body, OutPath};
use std::sync::Arc;

/// What is shown at a time. It never changes; another one takes its place.
#[derive(Clone, Default)]
pub(crate) struct Shown {
    /// The last good site, once there is one.
    pub(crate) site: Option<Arc<PreviewSite>>,
    /// What the author's page says, as JSON.
    pub(crate) told: Arc<str>,
}

impl Shown {
    /// Returns what is shown after a build that made `site`, or that failed.
    pub(crate) fn after(&self, site: Option<Arc<PreviewSite>>, told: &Told) -> Self {
        let told = serde_json::to_string(told).expect("texts are always JSON").into();
        Self { site: site.or_else(|| self.site.clone()), told }
    }

    /// Returns what tells a page from its other versions; nothing where there is no such page.
    pub(crate) fn tag(&self, page: &str) -> Option<String> {
        match self.site.as_ref()?.file(&OutPath::new(page)?).ok()?? {
            Body::Bytes(bytes) => Some(tag(&bytes)),
            _ => None,
        }
    }
}

/// Returns what tells a page from its other versions.
pub(crate) fn tag(page: &[u8]) -> String {
    Fingerprint::of(page).short()
}
