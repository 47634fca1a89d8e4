//! From bytes to one block with codes of its own.

use super::code::{LONGEST_CODE, codes, lengths};
use super::{DISTANCES, END, FARTHEST, LENGTHS, LONGEST, ORDER, Range, SHORTEST};

/// The longest code of a code length.
const LONGEST_CODE_OF_LENGTHS: usize = 7;

/// Earlier places with the same beginning that are looked at for the longest copy.
const MOST_TRIES: usize = 1_000;

/// Writes the block.
pub(super) fn pack(bytes: &[u8], packed: &mut Vec<u8>) {
    let steps = steps(bytes);
    let mut literal_uses = [0; END + 1 + LENGTHS];
    let mut distance_uses = [0; DISTANCES];
    literal_uses[END] = 1;
    for step in &steps {
        match step {
            Step::Byte(byte) => literal_uses[usize::from(*byte)] += 1,
            Step::Copy { length, distance } => {
                literal_uses[END + 1 + length.symbol] += 1;
                distance_uses[distance.symbol] += 1;
            }
        }
    }
    let literal_lengths = lengths(&literal_uses, LONGEST_CODE);
    let distance_lengths = lengths(&distance_uses, LONGEST_CODE);
    let mut bits = Bits {
        packed,
        pending: 0,
        count: 0,
    };
    // The last block, with codes of its own.
    bits.write(0b101, 3);
    write_lengths(&mut bits, &literal_lengths, &distance_lengths);
    let (literals, distances) = (codes(&literal_lengths), codes(&distance_lengths));
    for step in &steps {
        match step {
            Step::Byte(byte) => bits.write_code(literals[usize::from(*byte)]),
            Step::Copy { length, distance } => {
                bits.write_code(literals[END + 1 + length.symbol]);
                bits.write(length.more, length.more_bits);
                bits.write_code(distances[distance.symbol]);
                bits.write(distance.more, distance.more_bits);
            }
        }
    }
    bits.write_code(literals[END]);
    // The bits that are left over leave with the byte that they begin.
    bits.write(0, 7);
}

/// Bits from the least of each byte on.
struct Bits<'a> {
    packed: &'a mut Vec<u8>,
    pending: usize,
    count: usize,
}

impl Bits<'_> {
    /// Writes the least `count` bits of a number, sixteen at most; whole bytes leave.
    fn write(&mut self, number: usize, count: usize) {
        self.pending |= number << self.count;
        self.count += count;
        while self.count >= 8 {
            self.packed.push(self.pending.to_le_bytes()[0]);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    fn write_code(&mut self, (code, count): (usize, usize)) {
        self.write(code, count);
    }
}

/// A byte, or a copy of earlier ones.
enum Step {
    Byte(u8),
    Copy { length: Written, distance: Written },
}

/// A length or distance as it is written: its symbol, and the bits that follow it.
struct Written {
    symbol: usize,
    more: usize,
    more_bits: usize,
}

impl Written {
    fn of(number: usize, symbols: usize, range: fn(usize) -> Range) -> Self {
        // The last range that begins at the number or before it.
        let symbol = (0..symbols)
            .rfind(|symbol| range(*symbol).base <= number)
            .unwrap_or(0);
        let Range { base, more_bits } = range(symbol);
        Self {
            symbol,
            more: number.saturating_sub(base),
            more_bits,
        }
    }
}

/// Takes the longest copy at each place, unless the next place has a longer one.
fn steps(bytes: &[u8]) -> Vec<Step> {
    let mut search = Search::of(bytes);
    let mut steps = Vec::new();
    let mut at = 0;
    let mut here = search.longest(0);
    while let Some(byte) = bytes.get(at) {
        let next = search.longest(at + 1);
        match here {
            Some((length, distance)) if next.is_none_or(|(longer, _)| longer <= length) => {
                steps.push(Step::Copy {
                    length: Written::of(length, LENGTHS, Range::of_length),
                    distance: Written::of(distance, DISTANCES, Range::of_distance),
                });
                at += length;
                here = search.longest(at);
            }
            _ => {
                steps.push(Step::Byte(*byte));
                at += 1;
                here = next;
            }
        }
    }
    steps
}

/// Earlier places by the three bytes that begin there.
struct Search<'a> {
    bytes: &'a [u8],
    /// How many places are entered.
    entered: usize,
    /// By the hash of three bytes: the last place where they begin, counted from 1.
    last: Vec<usize>,
    /// By place within the window: the place before it with the same hash.
    before: Vec<usize>,
}

impl<'a> Search<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            entered: 0,
            last: vec![0; FARTHEST],
            before: vec![0; FARTHEST],
        }
    }

    fn hash(&self, at: usize) -> Option<usize> {
        let [one, two, three] = *self.bytes.get(at..)?.first_chunk::<SHORTEST>()?;
        Some((usize::from(one) << 10 ^ usize::from(two) << 5 ^ usize::from(three)) % FARTHEST)
    }

    /// Length and distance of the longest copy that can begin at a place, if one can.
    fn longest(&mut self, at: usize) -> Option<(usize, usize)> {
        while self.entered < at {
            if let Some(hash) = self.hash(self.entered) {
                self.before[self.entered % FARTHEST] = self.last[hash];
                self.last[hash] = self.entered + 1;
            }
            self.entered += 1;
        }
        let mut candidate = self.last[self.hash(at)?];
        let ahead = &self.bytes[at..];
        let mut longest = (SHORTEST - 1, 0);
        for _ in 0..MOST_TRIES {
            let Some(place) = candidate
                .checked_sub(1)
                .filter(|place| at - place <= FARTHEST)
            else {
                break;
            };
            let same = ahead
                .iter()
                .zip(&self.bytes[place..])
                .take(LONGEST)
                .take_while(|(one, other)| one == other);
            let length = same.count();
            if length > longest.0 {
                longest = (length, at - place);
            }
            if length == LONGEST {
                break;
            }
            let earlier = self.before[place % FARTHEST];
            // The window has moved on, and the entry is that of a later place.
            candidate = if earlier < candidate { earlier } else { 0 };
        }
        (longest.1 > 0).then_some(longest)
    }
}

/// Writes how long the codes are, by a code of lengths, in which repetitions have symbols too.
fn write_lengths(bits: &mut Bits, literals: &[u8], distances: &[u8]) {
    let used = |lengths: &[u8], least: usize| {
        let last = lengths.iter().rposition(|length| *length > 0);
        last.map_or(least, |last| (last + 1).max(least))
    };
    let (literal_count, distance_count) = (used(literals, END + 1), used(distances, 1));
    let all = [&literals[..literal_count], &distances[..distance_count]].concat();
    let mut runs = Vec::new();
    for run in all.chunk_by(|one, other| one == other) {
        runs_of(usize::from(run[0]), run.len(), &mut runs);
    }
    let mut uses = [0; ORDER.len()];
    for (symbol, ..) in &runs {
        uses[*symbol] += 1;
    }
    let lengths = lengths(&uses, LONGEST_CODE_OF_LENGTHS);
    let codes = codes(&lengths);
    let named = ORDER
        .iter()
        .rposition(|symbol| lengths[*symbol] > 0)
        .map_or(4, |last| (last + 1).max(4));
    bits.write(literal_count - 257, 5);
    bits.write(distance_count - 1, 5);
    bits.write(named - 4, 4);
    for symbol in &ORDER[..named] {
        bits.write(usize::from(lengths[*symbol]), 3);
    }
    for (symbol, more, more_bits) in runs {
        bits.write_code(codes[symbol]);
        bits.write(more, more_bits);
    }
}

/// A code length that stands so many times, as symbols with the bits that follow them.
fn runs_of(length: usize, mut times: usize, runs: &mut Vec<(usize, usize, usize)>) {
    if length > 0 {
        runs.push((length, 0, 0));
        times -= 1;
    }
    while times > 0 {
        let (symbol, least, most, more_bits) = match times {
            0..3 => (length, 1, 1, 0),
            _ if length > 0 => (16, 3, 6, 2),
            3..11 => (17, 3, 10, 3),
            _ => (18, 11, 138, 7),
        };
        let taken = times.min(most);
        runs.push((symbol, taken - least, more_bits));
        times -= taken;
    }
}
