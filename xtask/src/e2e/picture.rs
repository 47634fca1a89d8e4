//! PNG files, looked at pixel by pixel.

use std::collections::BTreeMap;
use std::io::Cursor;

use super::failure::{Failure, Outcome};

/// A decoded picture.
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads a PNG of colours with 8 bits, with or without transparency, which is ignored.
    pub(crate) fn read(bytes: &[u8]) -> Outcome<Self> {
        let unreadable =
            |error: png::DecodingError| Failure::new(format!("The PNG cannot be read: {error}."));
        let mut reader = png::Decoder::new(Cursor::new(bytes))
            .read_info()
            .map_err(unreadable)?;
        let size = reader
            .output_buffer_size()
            .ok_or_else(|| Failure::new("The PNG is too large."))?;
        let mut buffer = vec![0; size];
        let frame = reader.next_frame(&mut buffer).map_err(unreadable)?;
        let channels = match (frame.color_type, frame.bit_depth) {
            (png::ColorType::Rgb, png::BitDepth::Eight) => 3,
            (png::ColorType::Rgba, png::BitDepth::Eight) => 4,
            other => {
                return Err(Failure::new(format!(
                    "The PNG has pixels of the form {other:?}."
                )));
            }
        };
        let pixels = buffer[..frame.buffer_size()]
            .chunks_exact(channels)
            .map(|pixel| [pixel[0], pixel[1], pixel[2]]);
        Ok(Self {
            width: frame.width,
            height: frame.height,
            pixels: pixels.collect(),
        })
    }

    /// The share of pixels that stand out from the most frequent colour, the paper.
    pub(crate) fn ink(&self) -> f64 {
        let paper = self.paper();
        let inked = self
            .pixels
            .iter()
            .filter(|pixel| distance(**pixel, paper) > 40)
            .count();
        inked as f64 / self.pixels.len().max(1) as f64
    }

    /// How many of `bands` horizontal bands of equal height have ink in them.
    pub(crate) fn bands_with_ink(&self, bands: usize) -> usize {
        let paper = self.paper();
        let length = self.pixels.len().div_ceil(bands).max(1);
        let has_ink = |band: &&[[u8; 3]]| band.iter().any(|pixel| distance(*pixel, paper) > 40);
        self.pixels.chunks(length).filter(has_ink).count()
    }

    /// The share of pixels that differ from those of another picture; all, if the sizes differ.
    pub(crate) fn difference(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let pairs = self.pixels.iter().zip(&other.pixels);
        let different = pairs
            .filter(|(one, another)| distance(**one, **another) > 40)
            .count();
        different as f64 / self.pixels.len().max(1) as f64
    }

    fn paper(&self) -> [u8; 3] {
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map_or([255; 3], |(pixel, _)| pixel)
    }
}

/// The largest difference of a channel.
fn distance(one: [u8; 3], other: [u8; 3]) -> u8 {
    one.into_iter()
        .zip(other)
        .map(|(one, other)| one.abs_diff(other))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, inked: &[usize]) -> Picture {
        let mut pixels = vec![[250, 250, 250]; (width * height) as usize];
        for &pixel in inked {
            pixels[pixel] = [0, 0, 0];
        }
        Picture {
            width,
            height,
            pixels,
        }
    }

    #[test]
    fn ink_is_what_stands_out_from_the_paper() {
        assert!(picture(10, 10, &[]).ink().abs() < 1e-12);
        let one_line = picture(10, 10, &[0, 1, 2, 3, 4]);
        assert!((one_line.ink() - 0.05).abs() < 1e-12);
        assert_eq!(one_line.bands_with_ink(5), 1);
        assert_eq!(picture(10, 10, &[0, 99]).bands_with_ink(5), 2);
    }

    #[test]
    fn pictures_differ_by_their_pixels_or_their_size() {
        assert!((picture(10, 10, &[5]).difference(&picture(10, 10, &[6])) - 0.02).abs() < 1e-12);
        assert!((picture(10, 10, &[]).difference(&picture(10, 11, &[])) - 1.0).abs() < 1e-12);
    }
}
