//! The files that pages need of a picture.
//!
//! 1. What moves and what is drawn by lines stays what it is, without what it tells.
//! 2. Pixels are read once, made as small as the widest place on a page, turned, and brought to the colours of every
//!    screen; each smaller picture is made of the one before.
//! 3. Pixels that were drawn (screens, diagrams: they are smaller when every pixel is kept) stay sharp; photographs
//!    become one JPEG for every program, and a WebP for each width for those that know it.
//! 4. The file as it came stays where nothing that was made is smaller.

use crate::media::picture::colour::ToSrgb;
use crate::media::picture::pixels::{Head, Pixels};
use crate::media::picture::shrink::height_at;
use crate::media::picture::{Kind, Look, Picture, Problem, Profile};
use crate::media::picture::{avif, clean, encode, look, moves, pixels, shrink, stripped};
use crate::media::{jpeg, svg, webp};
use image::ImageFormat;
use image::metadata::Orientation;
use std::fmt;
use std::io::Cursor;

/// A WebP has at most so many pixels on a side.
const MOST_SIDE: u32 = 16_383;
/// A file as small as this needs no second one beside it: naming that costs as much.
const SMALL: usize = 6_000;
/// A drawing may be so much greater with every pixel kept than without: sharp edges are worth that. In hundredths.
const SHARP: usize = 130;

/// What pages need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// Pictures as wide as they are shown: the widths in pixels of the screen, rising; not empty.
    Fitted(Vec<u32>),
    /// Pictures as they came, without what they tell.
    Originals,
}

impl fmt::Display for Recipe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fitted(widths) => write!(formatter, "{widths:?}"),
            Self::Originals => formatter.write_str("originals"),
        }
    }
}

impl Recipe {
    /// Returns the recipe for these widths, or for pictures as they came.
    pub(crate) fn of(widths: &[u32], originals: bool) -> Self {
        let mut widths = widths.to_vec();
        widths.sort_unstable();
        if originals || widths.is_empty() { Self::Originals } else { Self::Fitted(widths) }
    }

    fn widths(&self) -> &[u32] {
        match self {
            Self::Fitted(widths) => widths,
            Self::Originals => &[],
        }
    }

    fn widest(&self) -> u32 {
        self.widths().last().copied().unwrap_or(u32::MAX)
    }

    /// Returns the width that a picture has where only one can be had.
    fn middle(&self) -> u32 {
        self.widths().get(self.widths().len() / 2).copied().unwrap_or(u32::MAX)
    }
}

/// A file that was made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    /// Who takes it.
    pub(crate) role: Role,
    /// The ending that its content has.
    pub(crate) ending: &'static str,
    /// Width and height in pixels, where they are known.
    pub(crate) dimensions: Option<(u32, u32)>,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// Who takes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Every program: JPEG, PNG, GIF, SVG.
    Everyone,
    /// Programs that know WebP, by width.
    WebP,
}

/// Returns what a picture is, and the files that pages need of it: one for everyone first.
///
/// # Errors
/// When it cannot be shown as a picture.
pub(crate) fn fit(bytes: &[u8], name: &str, recipe: &Recipe) -> Result<(Look, Vec<Made>), Problem> {
    let look = look(Cursor::new(bytes), bytes.len() as u64, name)?;
    let made = match recipe {
        Recipe::Fitted(_) => fitted(bytes, name, recipe)?,
        Recipe::Originals => {
            let picture = clean(bytes, name)?;
            let Picture { ending, dimensions, bytes, .. } = picture;
            vec![Made { role: Role::Everyone, ending, dimensions, bytes }]
        }
    };
    Ok((look, made))
}

fn fitted(bytes: &[u8], name: &str, recipe: &Recipe) -> Result<Vec<Made>, Problem> {
    let kind = Kind::of(bytes, name).ok_or(Problem::NotAPicture)?;
    let everyone = |dimensions, bytes| Made { role: Role::Everyone, ending: kind.ending(), dimensions, bytes };
    match kind {
        Kind::Svg => {
            let clean = svg::clean(bytes).ok_or(Problem::Unreadable)?;
            Ok(vec![everyone(svg::dimensions(&clean), clean)])
        }
        Kind::Avif => Ok(vec![everyone(avif::dimensions(bytes), avif::blank(bytes).0)]),
        Kind::Raster(format) => {
            let head = pixels::head(&mut Cursor::new(bytes), format)?;
            let own = stripped(bytes, format, 1, Profile::Dropped).ok_or(Problem::CutShort)?;
            match (moves(bytes, format), format) {
                (true, ImageFormat::WebP) => moving_webp(bytes, own, head, recipe),
                (true, _) => Ok(vec![everyone(Some(head.stored), own)]),
                (false, _) => still(bytes, format, own, head, recipe),
            }
        }
    }
}

/// What a film of pictures shows first stands in for it where it is not known.
fn moving_webp(bytes: &[u8], own: Vec<u8>, head: Head, recipe: &Recipe) -> Result<Vec<Made>, Problem> {
    let (first, _) = pixels::decode(bytes, ImageFormat::WebP)?;
    let first = shrink::to_width(&first, bounded(head.stored, recipe.middle()));
    Ok(vec![for_everyone(&first), Made { role: Role::WebP, ending: "webp", dimensions: Some(head.stored), bytes: own }])
}

fn still(bytes: &[u8], format: ImageFormat, own: Vec<u8>, head: Head, recipe: &Recipe) -> Result<Vec<Made>, Problem> {
    let (pixels, profile) = pixels::decode(bytes, format)?;
    let to_srgb = profile.as_deref().and_then(ToSrgb::from_profile);
    let shown = head.shown();
    let width = bounded(shown, recipe.widest());
    // It is turned when it is small.
    let stored_width = if shown == head.stored { width } else { height_at(shown.0, shown.1, width) };
    let small = if stored_width < pixels.width { shrink::to_width(&pixels, stored_width) } else { pixels };
    let mut top = small.turned(head.orientation);
    if let Some(to_srgb) = &to_srgb {
        to_srgb.apply(&mut top);
    }
    // As it came it can go only if it looks the same everywhere and is no greater than it is shown.
    let same = head.orientation == Orientation::NoTransforms && to_srgb.is_none() && width == shown.0;
    let own = Some(own).filter(|_| same && is_plain(bytes, format));
    let drawn = match format {
        ImageFormat::Png | ImageFormat::Gif => true,
        ImageFormat::WebP => webp::is_lossless(bytes),
        _ => false,
    };
    if drawn {
        let (lossless, lossy) = (encode::webp_lossless(&top), encode::webp(&top));
        if lossless.len() * 100 <= lossy.len() * SHARP {
            return Ok(drawing(&top, lossless, own, format));
        }
    }
    Ok(photograph(top, own, format, recipe))
}

/// Tells whether every program shows the file as it is: no inks, no 16 bits a channel.
fn is_plain(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Jpeg => jpeg::head(&mut Cursor::new(bytes)).is_some_and(|head| head.channels != 4),
        // The depth stands in the first chunk (PNG, third edition, section 11.2.1).
        ImageFormat::Png => bytes.get(24).is_some_and(|depth| *depth <= 8),
        _ => true,
    }
}

fn drawing(top: &Pixels, lossless: Vec<u8>, own: Option<Vec<u8>>, format: ImageFormat) -> Vec<Made> {
    let dimensions = Some((top.width, top.height));
    let made = Made { role: Role::Everyone, ending: "png", dimensions, bytes: encode::png(top) };
    let own = own.filter(|own| format != ImageFormat::WebP && own.len() <= made.bytes.len());
    let everyone = match own {
        Some(bytes) => Made { role: Role::Everyone, ending: Kind::Raster(format).ending(), dimensions, bytes },
        None => made,
    };
    let better = Made { role: Role::WebP, ending: "webp", dimensions, bytes: lossless };
    let worth = everyone.bytes.len() > SMALL && better.bytes.len() * 10 < everyone.bytes.len() * 9;
    if worth { vec![everyone, better] } else { vec![everyone] }
}

fn photograph(top: Pixels, own: Option<Vec<u8>>, format: ImageFormat, recipe: &Recipe) -> Vec<Made> {
    let widths = widths(top.width, recipe);
    let middle = widths.iter().rev().find(|width| **width <= recipe.middle()).copied().unwrap_or(top.width);
    let dimensions = (top.width, top.height);
    let (mut everyone, mut better) = (None, Vec::new());
    let mut pixels = top;
    for width in widths.iter().rev() {
        if *width < pixels.width {
            pixels = shrink::to_width(&pixels, *width);
        }
        let dimensions = Some((pixels.width, pixels.height));
        better.push(Made { role: Role::WebP, ending: "webp", dimensions, bytes: encode::webp(&pixels) });
        if *width == middle {
            everyone = Some(for_everyone(&pixels));
        }
    }
    let mut everyone = everyone.unwrap_or_else(|| for_everyone(&pixels));
    if let Some(own) = own {
        match format {
            ImageFormat::WebP if own.len() <= better[0].bytes.len() => better[0].bytes = own,
            ImageFormat::WebP => {}
            _ if own.len() <= better[0].bytes.len() => {
                let ending = Kind::Raster(format).ending();
                return vec![Made { role: Role::Everyone, ending, dimensions: Some(dimensions), bytes: own }];
            }
            _ if everyone.dimensions == Some(dimensions) && own.len() <= everyone.bytes.len() => {
                everyone = Made { bytes: own, ending: Kind::Raster(format).ending(), ..everyone };
            }
            _ => {}
        }
    }
    if everyone.dimensions == Some(dimensions) && everyone.bytes.len() <= SMALL {
        better.clear();
    }
    better.reverse();
    std::iter::once(everyone).chain(better).collect()
}

/// Returns the widths that a picture is made in, rising; two that are nearly the same are one.
fn widths(top: u32, recipe: &Recipe) -> Vec<u32> {
    let smaller = recipe.widths().iter().copied().filter(|width| u64::from(*width) * 100 < u64::from(top) * 85);
    smaller.chain([top]).collect()
}

/// Returns `width`, or less where the picture is smaller, or would be too high.
fn bounded((width, height): (u32, u32), wanted: u32) -> u32 {
    let most = u64::from(width) * u64::from(MOST_SIDE) / u64::from(height.max(1));
    width.min(wanted).min(u32::try_from(most).unwrap_or(u32::MAX)).clamp(1, MOST_SIDE)
}

fn for_everyone(pixels: &Pixels) -> Made {
    let (ending, bytes) = if pixels.alpha { ("png", encode::png(pixels)) } else { ("jpg", encode::jpeg(pixels)) };
    Made { role: Role::Everyone, ending, dimensions: Some((pixels.width, pixels.height)), bytes }
}
