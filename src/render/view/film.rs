//! What the script of a film is given.

use crate::model::{Cue, CueAlign, CueLine};
use serde::Serialize;

/// The captions of a film in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CaptionsView {
    pub(crate) lang: String,
    /// The language's own name.
    pub(crate) label: String,
    pub(crate) cues: Vec<CueView>,
}

/// A cue: from which second, to which, the words as WebVTT writes them, and what a `VTTCue` is to be set to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CueView(f64, f64, String, #[serde(skip_serializing_if = "CueSettings::is_empty")] CueSettings);

/// Properties of a `VTTCue` (WebVTT, section 9.1), those that the author set.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct CueSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    align: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snap_to_lines: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<i16>,
}

impl CueSettings {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl CueView {
    /// Returns the view of a cue; signs of markup in its words are written so that no browser reads them as such.
    pub(crate) fn new(cue: &Cue) -> Self {
        let text = cue.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let place = cue.place;
        let align = place.align.map(|align| match align {
            CueAlign::Start => "start",
            CueAlign::Center => "center",
            CueAlign::End => "end",
            CueAlign::Left => "left",
            CueAlign::Right => "right",
        });
        let (snap_to_lines, line) = match place.line {
            Some(CueLine::Number(line)) => (None, Some(line.into())),
            Some(CueLine::Percent(line)) => (Some(false), Some(line.into())),
            None => (None, None),
        };
        let settings = CueSettings { align, position: place.position, size: place.size, snap_to_lines, line };
        Self(f64::from(cue.from) / 1000.0, f64::from(cue.to) / 1000.0, text, settings)
    }
}

#[cfg(test)]
mod tests {
    use super::CueView;
    use crate::model::{Cue, CueAlign, CueLine, CuePlace};

    fn check(place: CuePlace, expected: &str) {
        let span = crate::span::Span::start_of(crate::span::FileId(0));
        let cue = Cue { from: 1824, to: 5000, text: "2 < 3".into(), span, place };
        assert_eq!(serde_json::to_string(&CueView::new(&cue)).unwrap(), expected);
    }

    #[test]
    fn a_cue_is_short() {
        check(CuePlace::default(), r#"[1.824,5.0,"2 &lt; 3"]"#);
        let place = CuePlace { align: Some(CueAlign::Start), line: Some(CueLine::Percent(84)), ..CuePlace::default() };
        check(place, r#"[1.824,5.0,"2 &lt; 3",{"align":"start","snapToLines":false,"line":84}]"#);
    }
}
