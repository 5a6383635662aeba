//! What a page hears while it is open: that there is a newer version of it, and what is wrong (HTML, section 9.2,
//! server-sent events).

use crate::host::Visitor;
use crate::serve::shown::Shown;
use axum::body::{Body, Bytes};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch::Receiver;

/// So often an open page hears something, so that nothing between us takes it for gone.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// A page that listens.
struct Listener {
    shown: Receiver<Shown>,
    visitor: Visitor,
    path: String,
    tag: String,
    /// What it heard last.
    heard: String,
}

/// Returns what the page of this query hears, from now on: `path=en/a.html&tag=1f…`, as its script has them.
pub(crate) fn events(mut shown: Receiver<Shown>, visitor: Visitor, query: &str) -> Body {
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.clone().find(|(key, _)| *key == name).map_or_else(String::new, |(_, value)| value.to_owned())
    };
    // What there is now is the first that it hears.
    shown.mark_changed();
    let listener = Listener { shown, visitor, path: value("path"), tag: value("tag"), heard: String::new() };
    Body::from_stream(stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Bytes, Infallible>(event.into()), listener))
    }))
}

impl Listener {
    /// Waits for the next event; nothing where there will be none.
    async fn next(&mut self) -> Option<String> {
        loop {
            match tokio::time::timeout(SIGN_OF_LIFE, self.shown.changed()).await {
                Err(_) => return Some(":\n\n".to_owned()),
                Ok(Err(_)) => return None,
                Ok(Ok(())) => {
                    // Nobody who builds waits until a page was looked at.
                    let shown = self.shown.borrow_and_update().clone();
                    let event = event(&shown, self.visitor, &self.path, &self.tag);
                    if event != self.heard {
                        self.heard.clone_from(&event);
                        return Some(event);
                    }
                }
            }
        }
    }
}

fn event(shown: &Shown, visitor: Visitor, path: &str, tag: &str) -> String {
    let is_new = shown.tag(path).unwrap_or_default() != tag;
    // A guest does not hear of the author's files.
    let told = match visitor {
        Visitor::Owner if !shown.told.is_empty() => &*shown.told,
        Visitor::Owner | Visitor::Guest => "null",
    };
    format!("retry: 1000\ndata: {{\"isNew\":{is_new},\"told\":{told}}}\n\n")
}
