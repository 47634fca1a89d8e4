//! From blocks to bytes.

use super::code::Code;
use super::{DISTANCES, END, LENGTHS, ORDER, Range};

/// The bytes of all blocks, and where the last block ends.
pub(super) fn unpack(packed: &[u8], most: usize) -> Option<(Vec<u8>, usize)> {
    let mut bits = Bits { packed, at: 0 };
    let mut bytes = Vec::new();
    loop {
        let is_last = bits.next(1)? == 1;
        match bits.next(2)? {
            0 => stored(&mut bits, &mut bytes, most)?,
            1 => {
                let [literals, distances] = usual_codes()?;
                coded(&mut bits, &literals, &distances, &mut bytes, most)?;
            }
            2 => {
                let [literals, distances] = own_codes(&mut bits)?;
                coded(&mut bits, &literals, &distances, &mut bytes, most)?;
            }
            _ => return None,
        }
        if is_last {
            return Some((bytes, bits.at.div_ceil(8)));
        }
    }
}

/// Bits from the least of each byte on.
struct Bits<'a> {
    packed: &'a [u8],
    /// The place of the next bit.
    at: usize,
}

impl Bits<'_> {
    /// A number of so many bits.
    fn next(&mut self, count: usize) -> Option<usize> {
        let mut number = 0;
        for place in 0..count {
            let byte = *self.packed.get(self.at / 8)?;
            number |= usize::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(number)
    }

    fn symbol(&mut self, code: &Code) -> Option<usize> {
        code.symbol(&mut || self.next(1))
    }
}

/// A block of bytes as they are.
fn stored(bits: &mut Bits, bytes: &mut Vec<u8>, most: usize) -> Option<()> {
    bits.at = bits.at.next_multiple_of(8);
    let (length, inverse) = (bits.next(16)?, bits.next(16)?);
    if length ^ inverse != 0xFFFF || bytes.len() + length > most {
        return None;
    }
    let start = bits.at / 8;
    bytes.extend(bits.packed.get(start..start + length)?);
    bits.at += 8 * length;
    Some(())
}

/// The codes of a block that names none: of bytes and lengths, and of distances.
fn usual_codes() -> Option<[Code; 2]> {
    let literals: Vec<u8> = (0..288)
        .map(|symbol| match symbol {
            0..144 | 280.. => 8,
            144..256 => 9,
            _ => 7,
        })
        .collect();
    Some([Code::of(&literals)?, Code::of(&[5; DISTANCES])?])
}

/// The codes that a block names: their lengths, themselves coded.
fn own_codes(bits: &mut Bits) -> Option<[Code; 2]> {
    let literals = 257 + bits.next(5)?;
    let distances = 1 + bits.next(5)?;
    let named = 4 + bits.next(4)?;
    let mut of_lengths = [0; ORDER.len()];
    for symbol in ORDER.get(..named)? {
        of_lengths[*symbol] = bits.next(3)?.try_into().ok()?;
    }
    let of_lengths = Code::of(&of_lengths)?;
    let mut lengths: Vec<u8> = Vec::new();
    while lengths.len() < literals + distances {
        let (length, times) = match bits.symbol(&of_lengths)? {
            16 => (*lengths.last()?, 3 + bits.next(2)?),
            17 => (0, 3 + bits.next(3)?),
            18 => (0, 11 + bits.next(7)?),
            length => (length.try_into().ok()?, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    let (of_literals, of_distances) = lengths.split_at(literals);
    let of_distances = of_distances.get(..distances)?;
    let is_whole = lengths.len() == literals + distances;
    is_whole.then_some([Code::of(of_literals)?, Code::of(of_distances)?])
}

/// A block of bytes and copies of earlier ones.
fn coded(
    bits: &mut Bits,
    literals: &Code,
    distances: &Code,
    bytes: &mut Vec<u8>,
    most: usize,
) -> Option<()> {
    loop {
        let symbol = bits.symbol(literals)?;
        if let Ok(byte) = u8::try_from(symbol) {
            bytes.push(byte);
        } else if symbol == END {
            return Some(());
        } else {
            let place = Some(symbol - END - 1).filter(|place| *place < LENGTHS)?;
            let length = number(bits, Range::of_length(place))?;
            let place = bits.symbol(distances).filter(|place| *place < DISTANCES)?;
            let distance = number(bits, Range::of_distance(place))?;
            let start = bytes.len().checked_sub(distance)?;
            // A copy may run into what it has copied itself.
            for from in start..start + length {
                bytes.push(*bytes.get(from)?);
            }
        }
        if bytes.len() > most {
            return None;
        }
    }
}

fn number(bits: &mut Bits, range: Range) -> Option<usize> {
    Some(range.base + bits.next(range.more_bits)?)
}
