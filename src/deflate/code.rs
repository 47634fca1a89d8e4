//! Huffman's codes in their canonical form: the lengths of the codes say everything (RFC 1951, section 3.2.2).

/// The longest code of a byte, length or distance.
pub(super) const LONGEST_CODE: usize = 15;

/// A code for reading.
pub(super) struct Code {
    /// How many symbols have a code of each length.
    counts: [usize; LONGEST_CODE + 1],
    /// The symbols that have a code, in the order of their codes.
    symbols: Vec<usize>,
}

impl Code {
    /// The code of symbols with these lengths, 0 for none; `None` where there are more codes than bits can tell apart.
    pub(super) fn of(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0; LONGEST_CODE + 1];
        let mut symbols = Vec::new();
        let mut free = 1_usize;
        for (length, count) in counts.iter_mut().enumerate().skip(1) {
            let before = symbols.len();
            for (symbol, known) in lengths.iter().enumerate() {
                if usize::from(*known) == length {
                    symbols.push(symbol);
                }
            }
            *count = symbols.len() - before;
            free = (free * 2).checked_sub(*count)?;
        }
        Some(Self { counts, symbols })
    }

    /// The symbol of the code that comes next, bit by bit.
    pub(super) fn symbol(&self, bit: &mut dyn FnMut() -> Option<usize>) -> Option<usize> {
        let (mut code, mut first, mut place) = (0_usize, 0, 0);
        for count in &self.counts[1..] {
            code |= bit()?;
            if code < first + count {
                return self.symbols.get(place + code - first).copied();
            }
            place += count;
            first = (first + count) * 2;
            code *= 2;
        }
        None
    }
}

/// For each symbol the bits of its code, to be written from the least on, and their number.
pub(super) fn codes(lengths: &[u8]) -> Vec<(usize, usize)> {
    let mut codes = vec![(0, 0); lengths.len()];
    let mut next = 0_usize;
    for length in 1..=LONGEST_CODE {
        for (code, _) in codes
            .iter_mut()
            .zip(lengths)
            .filter(|(_, known)| usize::from(**known) == length)
        {
            *code = (
                next.reverse_bits() >> (usize::BITS as usize - length),
                length,
            );
            next += 1;
        }
        next *= 2;
    }
    codes
}

/// Lengths of at most `longest` bits, short ones for symbols that are used often (Huffman 1952); 0 for those never used.
pub(super) fn lengths(uses: &[usize], longest: usize) -> Vec<u8> {
    let mut uses = uses.to_vec();
    loop {
        let lengths = unbounded_lengths(&uses);
        if lengths.iter().all(|length| usize::from(*length) <= longest) {
            return lengths;
        }
        // Uses that differ less give lengths that differ less.
        for uses in uses.iter_mut().filter(|uses| **uses > 0) {
            *uses = uses.div_ceil(2);
        }
    }
}

fn unbounded_lengths(uses: &[usize]) -> Vec<u8> {
    /// A symbol, or two nodes together.
    struct Node {
        uses: usize,
        symbols: Vec<usize>,
    }
    let mut lengths = vec![0; uses.len()];
    let mut nodes: Vec<Node> = uses
        .iter()
        .enumerate()
        .filter(|(_, uses)| **uses > 0)
        .map(|(symbol, uses)| Node {
            uses: *uses,
            symbols: vec![symbol],
        })
        .collect();
    if let [only] = nodes.as_slice() {
        // A code has one bit at least.
        lengths[only.symbols[0]] = 1;
    }
    while nodes.len() > 1 {
        let mut least = || {
            let (place, _) = nodes.iter().enumerate().min_by_key(|(_, node)| node.uses)?;
            Some(nodes.swap_remove(place))
        };
        let (Some(one), Some(other)) = (least(), least()) else {
            break;
        };
        let symbols = [one.symbols, other.symbols].concat();
        for symbol in &symbols {
            lengths[*symbol] += 1;
        }
        nodes.push(Node {
            uses: one.uses + other.uses,
            symbols,
        });
    }
    lengths
}
