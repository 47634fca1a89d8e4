//! PNG files, looked at pixel by pixel.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use super::scenario::Outcome;
use anyhow::{Context, anyhow};
use xtask::place;

/// How much two programs may differ where both blend an edge into a pixel: a quarter of the way from ink to paper. Some
/// thicken thin letters a little, some reckon with 16 steps.
const BLENDING: u8 = 64;

/// A decoded picture.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads a PNG of colours with 8 bits, with or without transparency, which is ignored.
    pub(super) fn read(bytes: &[u8]) -> Outcome<Self> {
        let unreadable = |error: png::DecodingError| anyhow!("The PNG cannot be read: {error}.");
        let mut reader = png::Decoder::new(Cursor::new(bytes))
            .read_info()
            .map_err(unreadable)?;
        let size = reader
            .output_buffer_size()
            .context("The PNG is too large.")?;
        let mut buffer = vec![0; size];
        let frame = reader.next_frame(&mut buffer).map_err(unreadable)?;
        let channels = match (frame.color_type, frame.bit_depth) {
            (png::ColorType::Rgb, png::BitDepth::Eight) => 3,
            (png::ColorType::Rgba, png::BitDepth::Eight) => 4,
            other => {
                return Err(anyhow!("The PNG has pixels of the form {other:?}."));
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

    /// Pixels of red, green, blue and an alpha that is full.
    pub(super) fn from_rgba((width, height): (u32, u32), bytes: &[u8]) -> Outcome<Self> {
        let pixels: Vec<[u8; 3]> = bytes
            .chunks_exact(4)
            .map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        if pixels.len() as u64 == u64::from(width) * u64::from(height) {
            Ok(Self {
                width,
                height,
                pixels,
            })
        } else {
            Err(anyhow!("A picture has too few pixels."))
        }
    }

    /// Keeps the picture in `target/e2e/` under a name, for people to look at.
    pub(super) fn keep(&self, name: &str) -> Outcome {
        let folder = place::target().join("e2e");
        fs::create_dir_all(&folder)?;
        let file = fs::File::create(folder.join(format!("{name}.png")))?;
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(self.pixels.as_flattened()))
            .context("The picture was not kept.")
    }

    /// The share of pixels that are in the one picture what they are nowhere near in the other, either way; all, if the
    /// sizes differ.
    ///
    /// Near is up to `reach` pixels away, and what a pixel is may lie between what its neighbours are: programs blend the
    /// edge of a shape, each in its own way, into the pixels on which it falls, and so an edge may be any of what lies on
    /// its two sides. A shape that is missing, or further away than that, strays.
    pub(super) fn strays(&self, other: &Self, reach: u32) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let strays = self.strays_from(other, reach) + other.strays_from(self, reach);
        strays as f64 / (2 * self.pixels.len()).max(1) as f64
    }

    fn strays_from(&self, other: &Self, reach: u32) -> usize {
        let pairs = self.pixels.iter().zip(&other.pixels).enumerate();
        pairs
            .filter(|(place, (own, there))| {
                distance(**own, **there) > BLENDING && !other.has_near(*place, **own, reach)
            })
            .count()
    }

    /// Whether a pixel lies between what is found near its place.
    fn has_near(&self, place: usize, pixel: [u8; 3], reach: u32) -> bool {
        let (width, height, reach) = (self.width as usize, self.height as usize, reach as usize);
        let (x, y) = (place % width, place / width);
        let (mut least, mut most) = ([u8::MAX; 3], [u8::MIN; 3]);
        for row in y.saturating_sub(reach)..=(y + reach).min(height - 1) {
            for column in x.saturating_sub(reach)..=(x + reach).min(width - 1) {
                for (channel, value) in self.pixels[row * width + column].iter().enumerate() {
                    least[channel] = least[channel].min(*value);
                    most[channel] = most[channel].max(*value);
                }
            }
        }
        let mut channels = pixel.iter().zip(least.iter().zip(&most));
        channels.all(|(value, (least, most))| {
            (least.saturating_sub(BLENDING)..=most.saturating_add(BLENDING)).contains(value)
        })
    }

    /// The share of pixels that stand out from the most frequent colour, the paper.
    pub(super) fn ink(&self) -> f64 {
        let paper = self.paper();
        let inked = self
            .pixels
            .iter()
            .filter(|pixel| distance(**pixel, paper) > 40)
            .count();
        inked as f64 / self.pixels.len().max(1) as f64
    }

    /// How many of `bands` horizontal bands of equal height have ink in them.
    pub(super) fn bands_with_ink(&self, bands: usize) -> usize {
        let paper = self.paper();
        let length = self.pixels.len().div_ceil(bands).max(1);
        let has_ink = |band: &&[[u8; 3]]| band.iter().any(|pixel| distance(*pixel, paper) > 40);
        self.pixels.chunks(length).filter(has_ink).count()
    }

    /// The share of pixels that differ from those of another picture; all, if the sizes differ.
    pub(super) fn difference(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let pairs = self.pixels.iter().zip(&other.pixels);
        let different = pairs
            .filter(|(one, another)| distance(**one, **another) > 40)
            .count();
        different as f64 / self.pixels.len().max(1) as f64
    }

    /// Whether nothing but white paper is nearer than so many pixels to an edge.
    pub(super) fn has_white_frame(&self, thickness: u32) -> bool {
        let inside = |place: u32, length: u32| {
            (thickness..length.saturating_sub(thickness)).contains(&place)
        };
        let places = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        places.zip(&self.pixels).all(|((x, y), pixel)| {
            inside(x, self.width) && inside(y, self.height) || distance(*pixel, [255; 3]) <= 8
        })
    }

    /// Whether its paper is white.
    pub(super) fn is_on_white(&self) -> bool {
        self.paper() == [255; 3]
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
    fn what_is_one_pixel_off_is_near_and_what_is_missing_strays() {
        let line = picture(10, 10, &[50, 51, 52]);
        let moved = picture(10, 10, &[60, 61, 62]);
        assert!(line.strays(&moved, 1) < 1e-12);
        assert!((line.strays(&moved, 0) - 0.06).abs() < 1e-12);
        assert!((line.strays(&picture(10, 10, &[]), 1) - 0.015).abs() < 1e-12);
        assert!((line.strays(&picture(10, 10, &[90, 91, 92]), 2) - 0.03).abs() < 1e-12);
    }

    #[test]
    fn a_mark_in_the_frame_is_noticed() {
        let white = |inked: &[usize]| {
            let mut picture = picture(10, 10, inked);
            for pixel in &mut picture.pixels {
                if *pixel == [250, 250, 250] {
                    *pixel = [255; 3];
                }
            }
            picture
        };
        assert!(white(&[55]).has_white_frame(2) && white(&[55]).is_on_white());
        for edge in [5, 91, 40, 18] {
            assert!(!white(&[edge]).has_white_frame(2), "{edge}");
        }
    }

    #[test]
    fn pictures_differ_by_their_pixels_or_their_size() {
        assert!((picture(10, 10, &[5]).difference(&picture(10, 10, &[6])) - 0.02).abs() < 1e-12);
        assert!((picture(10, 10, &[]).difference(&picture(10, 11, &[])) - 1.0).abs() < 1e-12);
    }
}
