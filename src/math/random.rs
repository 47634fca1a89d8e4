//! Numbers that look random and are the same on every machine: `SplitMix64` (Steele, Lea & Flood 2014, "Fast splittable pseudorandom
//! number generators").

/// A generator.
#[derive(Clone, Copy, Debug)]
pub struct SplitMix(u64);

impl SplitMix {
    /// Begins with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Every order as likely (Fisher & Yates; Durstenfeld 1964); so few things that the remainder favours none that matters.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let chosen = self.next_bits() % (last as u64 + 1);
            things.swap(last, usize::try_from(chosen).unwrap_or(last));
        }
    }
}
