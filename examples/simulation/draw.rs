//! Draws reviews from a cell.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use trialpool::analysis::{Request, TrialData, TrialRow, TwoByTwo, VERSION};
use trialpool::data::Measure;
use trialpool::math::normal;

use crate::cell::Cell;

/// Standard deviation of the logarithm (the logit for odds ratios) of the trials' control risks.
const SPREAD_OF_RISKS: f64 = 0.3;

/// No risk is above this: a risk ratio would take it there.
const LARGEST_RISK: f64 = 0.95;

/// Trials over which the mean log ratio of a cell is taken where risks are cut.
const TRIALS_FOR_THE_TRUTH: usize = 200_000;

/// A source of reviews, the same for the same cell.
pub(crate) struct Source {
    random: ChaCha8Rng,
}

/// The two risks of a trial and its log ratio.
struct Risks {
    experimental: f64,
    control: f64,
    log_ratio: f64,
}

impl Source {
    pub(crate) fn new(cell: u64) -> Self {
        Self {
            random: ChaCha8Rng::seed_from_u64(20_261_129 + cell),
        }
    }

    /// Between 0 and 1, neither of them.
    fn uniform(&mut self) -> f64 {
        ((self.random.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    fn normal(&mut self) -> f64 {
        normal::quantile(self.uniform())
    }

    fn risks(&mut self, cell: &Cell) -> Risks {
        let level = SPREAD_OF_RISKS * self.normal();
        let effect = libm::log(cell.ratio) + cell.tau * self.normal();
        if cell.measure == Measure::OddsRatio {
            let control = libm::log(cell.risk / (1.0 - cell.risk)) + level;
            let risk = |logit: f64| 1.0 / (1.0 + libm::exp(-logit));
            return Risks {
                experimental: risk(control + effect),
                control: risk(control),
                log_ratio: effect,
            };
        }
        let control = (cell.risk * libm::exp(level)).min(LARGEST_RISK);
        let experimental = (control * libm::exp(effect)).min(LARGEST_RISK);
        Risks {
            experimental,
            control,
            log_ratio: libm::log(experimental / control),
        }
    }

    /// The mean of the trials' log ratios: that of the cell, but for risk ratios that are cut where risks end.
    pub(crate) fn truth(cell: &Cell) -> f64 {
        let largest = cell.risk * cell.ratio * libm::exp(4.0 * (SPREAD_OF_RISKS + cell.tau));
        if cell.measure == Measure::OddsRatio || largest < LARGEST_RISK {
            return libm::log(cell.ratio);
        }
        let mut source = Self::new(u64::from(u32::MAX));
        let sum: f64 = (0..TRIALS_FOR_THE_TRUTH)
            .map(|_| source.risks(cell).log_ratio)
            .sum();
        sum / TRIALS_FOR_THE_TRUTH as f64
    }

    /// People with the event among `people`.
    fn events(&mut self, people: u64, risk: f64) -> u64 {
        if risk > 0.1 {
            return (0..people).map(|_| u64::from(self.uniform() < risk)).sum();
        }
        // From event to event: the people between two are geometric.
        let log_without = libm::log1p(-risk);
        let (mut events, mut at) = (0, 0.0);
        loop {
            at += libm::floor(libm::log(self.uniform()) / log_without) + 1.0;
            if at > people as f64 {
                return events;
            }
            events += 1;
        }
    }

    /// A review.
    pub(crate) fn review(&mut self, cell: &Cell) -> Request {
        let trials = (0..cell.trials).map(|_| {
            let risks = self.risks(cell);
            let (fewest, most) = cell.arms;
            let control_total = fewest + self.random.next_u64() % (most - fewest + 1);
            let experimental_total = control_total * cell.allocation;
            TrialRow {
                label: String::new(),
                continues: false,
                data: TrialData::Counts(TwoByTwo {
                    experimental_events: self.events(experimental_total, risks.experimental),
                    experimental_total,
                    control_events: self.events(control_total, risks.control),
                    control_total,
                }),
            }
        });
        Request {
            version: VERSION,
            trials: trials.collect(),
            plan: None,
            measure: Some(cell.measure),
            compare: false,
            level: trialpool::data::ConfidenceLevel::default(),
        }
    }
}
