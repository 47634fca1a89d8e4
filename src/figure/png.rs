//! What a PNG file needs beside its pixels: a size that browsers can make, its resolution, and the data it was made from.

use flate2::Crc;

use super::Scene;

/// The longest side of a canvas that Chromium and Firefox make.
pub const LONGEST_SIDE: u32 = 32_767;
/// The largest area of a canvas that Chromium makes, in pixels.
pub const LARGEST_AREA: u32 = 268_435_456;

/// A bitmap that browsers do not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// Width asked for, in pixels.
    pub width: u32,
    /// Height asked for, in pixels.
    pub height: u32,
    /// The highest whole resolution at which the figure can be made, in dots per inch.
    pub largest_dpi: u32,
}

/// The size of a scene in pixels.
///
/// # Errors
///
/// If a side is longer than [`LONGEST_SIDE`] or the area larger than [`LARGEST_AREA`].
pub fn size_in_pixels(scene: &Scene, pixels_per_point: f64) -> Result<(u32, u32), TooLarge> {
    let (width, height) = all_pixels(scene, pixels_per_point);
    if fits(width, height) {
        Ok((counted(width), counted(height)))
    } else {
        Err(TooLarge {
            width: counted(width),
            height: counted(height),
            largest_dpi: largest_dpi(scene),
        })
    }
}

/// The size of a scene in pixels, also where no browser makes a bitmap as large.
#[must_use]
pub fn all_pixels(scene: &Scene, pixels_per_point: f64) -> (f64, f64) {
    // A length that is whole up to rounding errors gets no additional pixel.
    let pixels = |length: f64| (length * pixels_per_point - 1e-6).ceil().max(1.0);
    (pixels(scene.width), pixels(scene.height))
}

fn fits(width: f64, height: f64) -> bool {
    let longest = f64::from(LONGEST_SIDE);
    width <= longest && height <= longest && width * height <= f64::from(LARGEST_AREA)
}

/// A whole number of pixels, as one counts them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of this kind saturates, and no bitmap is that large"
)]
pub(super) fn counted(pixels: f64) -> u32 {
    pixels as u32
}

fn largest_dpi(scene: &Scene) -> u32 {
    let at = |dpi: u32| {
        let per_point = f64::from(dpi) / 72.0;
        let (width, height) = all_pixels(scene, per_point);
        fits(width, height)
    };
    let (mut possible, mut impossible) = (0, 1 << 20);
    while impossible - possible > 1 {
        let middle = u32::midpoint(possible, impossible);
        if at(middle) {
            possible = middle;
        } else {
            impossible = middle;
        }
    }
    possible
}

/// Bytes that are not a PNG file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPng;

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
const RESOLUTION: [u8; 4] = *b"pHYs";
const TEXT: [u8; 4] = *b"iTXt";
/// The unit of a resolution: the metre.
const METRES: u8 = 1;
const INCHES_PER_METRE: f64 = 1.0 / 0.0254;

/// The same image with its resolution written down (chunk `pHYs`, in pixels per metre), as word processors and journals
/// read it. A resolution that the file already has is replaced.
///
/// # Errors
///
/// If the bytes are not a PNG file with a header.
pub fn with_resolution(bytes: &[u8], dpi: f64) -> Result<Vec<u8>, NotPng> {
    let per_metre = pixels_per_metre(dpi);
    let mut data = Vec::with_capacity(9);
    data.extend_from_slice(&per_metre.to_be_bytes());
    data.extend_from_slice(&per_metre.to_be_bytes());
    data.push(METRES);
    with_chunk(bytes, RESOLUTION, &data, |old| old.kind == RESOLUTION)
}

/// The resolution that a PNG file carries, in dots per inch, where it carries one.
///
/// # Errors
///
/// If the bytes are not a PNG file with a header.
pub fn resolution(bytes: &[u8]) -> Result<Option<f64>, NotPng> {
    let found = chunks(bytes)?
        .into_iter()
        .find(|chunk| chunk.kind == RESOLUTION);
    Ok(found.and_then(|chunk| match chunk.data {
        [a, b, c, d, _, _, _, _, METRES] => {
            Some(f64::from(u32::from_be_bytes([*a, *b, *c, *d])) / INCHES_PER_METRE)
        }
        _ => None,
    }))
}

/// The same image with a text under a keyword (chunk `iTXt`, UTF-8), such as the project a figure was made from. A text
/// that the file already has under the keyword is replaced. The keyword is of printable ASCII, 79 letters at most.
///
/// # Errors
///
/// If the bytes are not a PNG file with a header.
pub fn with_text(bytes: &[u8], keyword: &str, text: &str) -> Result<Vec<u8>, NotPng> {
    let mut data = text_head(keyword);
    let head = data.clone();
    data.extend_from_slice(text.as_bytes());
    with_chunk(bytes, TEXT, &data, |old| {
        old.kind == TEXT && old.data.starts_with(&head)
    })
}

/// The text that a PNG file carries under a keyword, where it carries one.
///
/// # Errors
///
/// If the bytes are not a PNG file with a header.
pub fn text(bytes: &[u8], keyword: &str) -> Result<Option<String>, NotPng> {
    let head = text_head(keyword);
    let texts = chunks(bytes)?
        .into_iter()
        .filter(|chunk| chunk.kind == TEXT)
        .filter_map(|chunk| chunk.data.strip_prefix(head.as_slice()))
        .find_map(|text| std::str::from_utf8(text).ok());
    Ok(texts.map(str::to_owned))
}

/// Keyword, no compression, no language, no translation of the keyword.
fn text_head(keyword: &str) -> Vec<u8> {
    [keyword.as_bytes(), &[0, 0, 0, 0, 0]].concat()
}

/// The file with a chunk behind its header, without the chunks it takes the place of.
fn with_chunk(
    bytes: &[u8],
    kind: [u8; 4],
    data: &[u8],
    replaces: impl Fn(&Chunk<'_>) -> bool,
) -> Result<Vec<u8>, NotPng> {
    let mut image = SIGNATURE.to_vec();
    for (index, chunk) in chunks(bytes)?.iter().enumerate() {
        if !replaces(chunk) {
            write(&mut image, chunk.kind, chunk.data);
        }
        if index == 0 {
            write(&mut image, kind, data);
        }
    }
    Ok(image)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of this kind saturates"
)]
fn pixels_per_metre(dpi: f64) -> u32 {
    (dpi * INCHES_PER_METRE).round() as u32
}

struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
}

/// The chunks of the file, the header `IHDR` first.
fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, NotPng> {
    let mut rest = bytes.strip_prefix(&SIGNATURE).ok_or(NotPng)?;
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(NotPng)?;
        let (kind, after) = after.split_first_chunk::<4>().ok_or(NotPng)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| NotPng)?;
        let (data, after) = after.split_at_checked(length).ok_or(NotPng)?;
        let (named_checksum, after) = after.split_first_chunk::<4>().ok_or(NotPng)?;
        if u32::from_be_bytes(*named_checksum) != checksum(*kind, data) {
            return Err(NotPng);
        }
        chunks.push(Chunk { kind: *kind, data });
        rest = after;
    }
    match chunks.first() {
        Some(header) if header.kind == *b"IHDR" => Ok(chunks),
        _ => Err(NotPng),
    }
}

fn write(image: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    image.extend_from_slice(&length.to_be_bytes());
    image.extend_from_slice(&kind);
    image.extend_from_slice(data);
    image.extend_from_slice(&checksum(kind, data).to_be_bytes());
}

/// The checksum of a chunk: CRC-32 of its kind and its data.
fn checksum(kind: [u8; 4], data: &[u8]) -> u32 {
    let mut checksum = Crc::new();
    checksum.update(&kind);
    checksum.update(data);
    checksum.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One grey pixel, as the reference implementation writes it.
    const PIXEL: &[u8] = &[
        0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0,
        0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae,
        0x42, 0x60, 0x82,
    ];

    fn scene(width: f64, height: f64) -> Scene {
        Scene {
            width,
            height,
            ..Scene::default()
        }
    }

    #[test]
    fn the_resolution_is_written_after_the_header_and_read_back() {
        assert_eq!(resolution(PIXEL), Ok(None));
        let marked = with_resolution(PIXEL, 300.0).unwrap();
        assert_eq!(&marked[37..41], b"pHYs");
        let read = resolution(&marked).unwrap().unwrap();
        assert!((read - 300.0).abs() < 0.02);
        assert!(marked.ends_with(&PIXEL[33..]));
    }

    #[test]
    fn a_resolution_is_replaced_and_never_doubled() {
        let first = with_resolution(PIXEL, 96.0).unwrap();
        let second = with_resolution(&first, 600.0).unwrap();
        assert_eq!(first.len(), second.len());
        assert!((resolution(&second).unwrap().unwrap() - 600.0).abs() < 0.02);
    }

    #[test]
    fn a_text_is_carried_to_the_letter_beside_the_resolution() {
        let text = "{\"title\":\"Łódź 🙂 \\u0000\"}";
        let carrying = with_text(&with_resolution(PIXEL, 300.0).unwrap(), "Trialpool", text);
        let carrying = carrying.unwrap();
        assert_eq!(
            super::text(&carrying, "Trialpool"),
            Ok(Some(text.to_owned()))
        );
        assert_eq!(super::text(&carrying, "Comment"), Ok(None));
        assert!(resolution(&carrying).unwrap().is_some());
        let other = with_text(&carrying, "Trialpool", "{}").unwrap();
        assert_eq!(super::text(&other, "Trialpool"), Ok(Some("{}".to_owned())));
        assert!(other.len() < carrying.len());
    }

    #[test]
    fn bytes_that_are_no_image_or_a_broken_one_are_refused() {
        assert_eq!(with_resolution(b"GIF89a", 300.0), Err(NotPng));
        assert_eq!(with_resolution(&PIXEL[..20], 300.0), Err(NotPng));
        let mut broken = PIXEL.to_vec();
        broken[20] ^= 1;
        assert_eq!(resolution(&broken), Err(NotPng));
    }

    #[test]
    fn a_page_of_174_millimetres_at_300_dpi_has_2056_pixels() {
        let width = 174.0 * crate::figure::POINTS_PER_MILLIMETRE;
        assert_eq!(
            size_in_pixels(&scene(width, 72.0), 300.0 / 72.0),
            Ok((2056, 300))
        );
    }

    #[test]
    fn a_bitmap_that_no_browser_makes_is_refused_with_the_largest_that_is_made() {
        let long = scene(493.0, 8_000.0);
        let refused = size_in_pixels(&long, 1200.0 / 72.0).unwrap_err();
        assert_eq!((refused.width, refused.height), (8217, 133_334));
        let possible = f64::from(refused.largest_dpi) / 72.0;
        assert!(size_in_pixels(&long, possible).is_ok());
        let above = f64::from(refused.largest_dpi + 1) / 72.0;
        assert!(size_in_pixels(&long, above).is_err());
    }
}
