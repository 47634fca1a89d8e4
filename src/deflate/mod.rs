//! Compressed bytes: DEFLATE (RFC 1951) within zlib's frame (RFC 1950), whose checksum tells bytes that were cut or changed.
//!
//! Written for the page's weight: libraries for it are made for speed, with tables and states that weigh ten kilobytes
//! there, and what is compressed here is a few hundred kilobytes at a press of a button. Both directions are held against
//! such a library by tests.

mod code;
mod pack;
mod unpack;

use pack::pack;
use unpack::unpack;

/// zlib's first two bytes: DEFLATE with a window of 32 kB, compressed well.
const HEAD: [u8; 2] = [0x78, 0xDA];

/// How far back a copy may begin, and how long it may be.
const FARTHEST: usize = 32 * 1024;
const SHORTEST: usize = 3;
const LONGEST: usize = 258;

/// The symbol after the last byte of a block.
const END: usize = 256;

/// Compresses bytes.
#[must_use]
pub fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = HEAD.to_vec();
    pack(bytes, &mut compressed);
    compressed.extend(checksum(bytes).to_be_bytes());
    compressed
}

/// The bytes that were compressed; `None` where these were cut or changed, or would unfold to more than `most` bytes.
#[must_use]
pub fn decompress(compressed: &[u8], most: usize) -> Option<Vec<u8>> {
    let (head, packed) = compressed.split_first_chunk::<2>()?;
    let [method, flags] = *head;
    let is_zlib = method & 0x0F == 8 && u16::from_be_bytes(*head).is_multiple_of(31);
    let needs_dictionary = flags & 0x20 != 0;
    if !is_zlib || needs_dictionary {
        return None;
    }
    let (bytes, end) = unpack(packed, most)?;
    let sum = packed.get(end..)?.first_chunk::<4>()?;
    (*sum == checksum(&bytes).to_be_bytes()).then_some(bytes)
}

/// Adler's checksum (RFC 1950, section 8).
fn checksum(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    let (mut sum, mut sums) = (1, 0);
    for byte in bytes {
        sum = (sum + u32::from(*byte)) % PRIME;
        sums = (sums + sum) % PRIME;
    }
    sums << 16 | sum
}

/// Lengths and distances are written as a symbol and some more bits: symbol `place` stands for `base` and those that
/// follow it (RFC 1951, section 3.2.5).
#[derive(Clone, Copy)]
struct Range {
    base: usize,
    more_bits: usize,
}

impl Range {
    /// The lengths of symbol 257 + `place`.
    fn of_length(place: usize) -> Self {
        if place == 28 {
            return Self {
                base: LONGEST,
                more_bits: 0,
            };
        }
        let more_bits = (place / 4).saturating_sub(1);
        let base = if place < 8 {
            place
        } else {
            (4 + place % 4) << more_bits
        };
        Self {
            base: SHORTEST + base,
            more_bits,
        }
    }

    /// The distances of symbol `place`.
    fn of_distance(place: usize) -> Self {
        let more_bits = (place / 2).saturating_sub(1);
        let base = if place < 4 {
            place
        } else {
            (2 + place % 2) << more_bits
        };
        Self {
            base: 1 + base,
            more_bits,
        }
    }
}

/// Symbols of lengths and distances.
const LENGTHS: usize = 29;
const DISTANCES: usize = 30;

/// The order in which a block names the lengths of the codes of code lengths.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_library(bytes: &[u8], level: u8) -> Vec<u8> {
        miniz_oxide::deflate::compress_to_vec_zlib(bytes, level)
    }

    #[test]
    fn ranges_follow_each_other_without_a_gap() {
        for (of, symbols, last) in [
            (Range::of_length as fn(usize) -> Range, LENGTHS - 1, 257),
            (Range::of_distance, DISTANCES, FARTHEST),
        ] {
            for place in 1..symbols {
                let before = of(place - 1);
                assert_eq!(of(place).base, before.base + (1 << before.more_bits));
            }
            let end = of(symbols - 1);
            assert_eq!(
                end.base + (1 << end.more_bits),
                last + 1 + usize::from(last == 257)
            );
        }
    }

    #[test]
    fn a_text_is_compressed_as_well_as_by_a_library() {
        let text = include_bytes!("../read/examples/mesenchymal_stromal_cells.tsv");
        let ours = compress(text);
        let theirs = by_library(text, 9);
        assert!(
            ours.len() * 100 <= theirs.len() * 102,
            "{} {}",
            ours.len(),
            theirs.len()
        );
        assert_eq!(decompress(&ours, text.len()).as_deref(), Some(&text[..]));
        assert_eq!(decompress(&ours, text.len() - 1), None);
    }

    #[test]
    fn what_is_no_block_or_no_zlib_is_refused() {
        for wrong in [
            &[][..],
            &[0x78],
            &[0x78, 0xDA],
            &[0x78, 0xDB, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01],
            &[0x78, 0x9C, 0x07, 0x00, 0x00, 0x00, 0x00, 0x01],
            &[
                0x78, 0x9C, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01,
            ],
        ] {
            assert_eq!(decompress(wrong, 100), None, "{wrong:?}");
        }
        assert_eq!(
            decompress(&[0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01], 0),
            Some(Vec::new())
        );
    }

    /// Bytes with and without repetitions, near and far.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            prop::collection::vec(any::<u8>(), 0..300),
            prop::collection::vec(0_u8..3, 0..300),
            (any::<u8>(), 0..70_000_usize).prop_map(|(byte, times)| vec![byte; times]),
            (prop::collection::vec(any::<u8>(), 1..40), 0..600_usize)
                .prop_map(|(word, times)| word.repeat(times)),
        ];
        prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn a_library_reads_what_is_written(bytes in bytes()) {
            let compressed = compress(&bytes);
            let read = miniz_oxide::inflate::decompress_to_vec_zlib(&compressed).ok();
            prop_assert_eq!(read.as_ref(), Some(&bytes));
            prop_assert_eq!(decompress(&compressed, bytes.len()), Some(bytes));
        }

        #[test]
        fn what_a_library_writes_is_read(bytes in bytes(), level in 0..=10_u8) {
            prop_assert_eq!(decompress(&by_library(&bytes, level), bytes.len()), Some(bytes));
        }

        #[test]
        fn bytes_that_were_changed_are_refused_or_the_same(
            bytes in bytes(), at in any::<prop::sample::Index>(), with in 1..=255_u8,
        ) {
            let mut compressed = compress(&bytes);
            let place = at.index(compressed.len());
            compressed[place] ^= with;
            let read = decompress(&compressed, 10_000_000);
            prop_assert!(read.is_none() || read == Some(bytes));
            prop_assert_eq!(decompress(&compressed[..place], 10_000_000), None);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(&bytes, 100_000);
        }
    }
}
