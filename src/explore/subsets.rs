//! Subsets of trials: all of at least two, or, where there are too many, a sample; and their common effect in closed form.
//!
//! Olkin, Dahabreh & Trikalinos (2012, Research Synthesis Methods 3:214): "GOSH", a graphical display of study heterogeneity. R:
//! `metafor::gosh()`, which takes single trials as subsets, too.

use crate::effect::Effect;
use crate::math::random::SplitMix;

/// Of at most so many trials all subsets are taken.
pub const MOST_FOR_ALL: usize = 15;
/// Of more trials so many subsets are drawn.
pub const DRAWN: usize = 10_000;
/// Where the drawing begins.
pub const SEED: u64 = 1;

/// Goes through subsets of so many trials, in an order that is the same on every machine.
///
/// In a sample each trial is in or out by the toss of a coin, and subsets of fewer than two are drawn again: every subset is
/// as likely as every other, and one may come twice.
#[derive(Clone, Debug)]
pub struct Subsets {
    trials: usize,
    /// The last subset of all, as the binary number of its trials; or how many were drawn.
    last: usize,
    random: SplitMix,
}

impl Subsets {
    /// Before the first one.
    #[must_use]
    pub fn of(trials: usize) -> Self {
        Self {
            trials,
            last: 0,
            random: SplitMix::new(SEED),
        }
    }

    /// Whether all subsets are taken.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.trials <= MOST_FOR_ALL
    }

    /// How many there are to go through: 2ᵏ − 1 − k, or those that are drawn.
    #[must_use]
    pub fn count(&self) -> usize {
        if self.is_all() {
            (1 << self.trials) - 1 - self.trials
        } else {
            DRAWN
        }
    }

    /// Says of each trial whether the next subset holds it; `false` where there is none.
    pub fn advance(&mut self, members: &mut Vec<bool>) -> bool {
        members.clear();
        if self.is_all() {
            loop {
                self.last += 1;
                if self.last >= 1 << self.trials {
                    return false;
                }
                if self.last.count_ones() >= 2 {
                    break;
                }
            }
            members.extend((0..self.trials).map(|trial| self.last >> trial & 1 == 1));
            return true;
        }
        if self.last >= DRAWN {
            return false;
        }
        self.last += 1;
        loop {
            members.clear();
            let mut bits = 0;
            for trial in 0..self.trials {
                if trial % 64 == 0 {
                    bits = self.random.next_bits();
                }
                members.push(bits & 1 == 1);
                bits >>= 1;
            }
            if members.iter().filter(|is_in| **is_in).count() >= 2 {
                return true;
            }
        }
    }
}

/// What subsets of effects need for their common effect, so that each is a few sums: w, wd, wd² and w² with w = 1 / v and d the
/// distance from a centre, which keeps the sums short.
#[derive(Clone, Debug)]
pub struct Sums {
    centre: f64,
    terms: Vec<[f64; 4]>,
}

/// The common effect of a subset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CommonOfSubset {
    /// The mean by inverse variance.
    pub estimate: f64,
    /// Cochran's Q.
    pub q: f64,
    /// Σw.
    pub weights: f64,
    /// Σw².
    pub squares: f64,
}

impl Sums {
    /// Of these effects about a centre. All variances must be above zero.
    #[must_use]
    pub fn of(effects: &[Effect], centre: f64) -> Self {
        let term = |effect: &Effect| {
            let weight = 1.0 / effect.variance;
            let distance = effect.estimate - centre;
            [
                weight,
                weight * distance,
                weight * distance * distance,
                weight * weight,
            ]
        };
        Self {
            centre,
            terms: effects.iter().map(term).collect(),
        }
    }

    /// The common effect of those that are in.
    #[must_use]
    pub fn common(&self, is_in: &[bool]) -> CommonOfSubset {
        let mut sums = [0.0; 4];
        for (term, is_in) in self.terms.iter().zip(is_in) {
            if *is_in {
                for (sum, one) in sums.iter_mut().zip(term) {
                    *sum += one;
                }
            }
        }
        let [weights, first, second, squares] = sums;
        let mean = first / weights;
        CommonOfSubset {
            estimate: self.centre + mean,
            q: (second - mean * first).max(0.0),
            weights,
            squares,
        }
    }
}

impl CommonOfSubset {
    /// DerSimonian and Laird's τ² of so many effects, not below 0.
    #[must_use]
    pub fn tau_squared(&self, effects: usize) -> f64 {
        let scale = self.weights - self.squares / self.weights;
        ((self.q - (effects as f64 - 1.0)) / scale).max(0.0)
    }

    /// I² in percent from Q, of so many effects (Higgins & Thompson 2002).
    #[must_use]
    pub fn i_squared(&self, effects: usize) -> f64 {
        let degrees = effects as f64 - 1.0;
        if self.q > degrees {
            100.0 * (self.q - degrees) / self.q
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DRAWN, Subsets};

    fn sizes(trials: usize) -> Vec<usize> {
        let mut subsets = Subsets::of(trials);
        let (mut members, mut sizes) = (Vec::new(), Vec::new());
        while subsets.advance(&mut members) {
            assert_eq!(members.len(), trials);
            sizes.push(members.iter().filter(|is_in| **is_in).count());
        }
        sizes
    }

    #[test]
    fn all_subsets_of_two_or_more_are_taken_of_few_trials() {
        assert_eq!(sizes(0).len(), 0);
        assert_eq!(sizes(1).len(), 0);
        assert_eq!(sizes(2), [2]);
        let of_five = sizes(5);
        assert_eq!(of_five.len(), Subsets::of(5).count());
        let of_size = |size| of_five.iter().filter(|one| **one == size).count();
        assert_eq!([2, 3, 4, 5].map(of_size), [10, 10, 5, 1]);
        assert_eq!(sizes(13).len(), 8_178);
    }

    #[test]
    fn of_many_trials_a_sample_is_drawn_whose_sizes_are_those_of_all() {
        for trials in [16, 55, 200] {
            let found = sizes(trials);
            assert_eq!(found.len(), DRAWN);
            let mean = found.iter().sum::<usize>() as f64 / DRAWN as f64;
            // The mean of so many has a standard error of √(k / 4) / 100.
            let error = (trials as f64 / 4.0).sqrt() / 100.0;
            assert!((mean - trials as f64 / 2.0).abs() < 4.0 * error, "{mean}");
            assert_eq!(found, sizes(trials));
        }
    }
}
