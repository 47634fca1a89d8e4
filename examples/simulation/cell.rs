//! The cells: every combination of what can differ between reviews.

use trialpool::data::Measure;

/// What the reviews of one cell have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) measure: Measure,
    /// Control risk of a typical trial.
    pub(crate) risk: f64,
    /// Fewest and most people of a control arm.
    pub(crate) arms: (u64, u64),
    pub(crate) trials: usize,
    /// Standard deviation of the trials' log ratios.
    pub(crate) tau: f64,
    /// The ratio in a typical trial.
    pub(crate) ratio: f64,
    /// People of the experimental arm for one of the control arm.
    pub(crate) allocation: u64,
}

pub(crate) const RISKS: [f64; 4] = [0.005, 0.01, 0.05, 0.2];
pub(crate) const ARMS: [(u64, u64); 2] = [(10, 60), (500, 3_000)];
pub(crate) const TRIALS: [usize; 5] = [2, 3, 5, 20, 55];
pub(crate) const TAUS: [f64; 3] = [0.0, 0.3, 0.6];
const RATIOS: [f64; 2] = [1.0, 2.0];
const ALLOCATIONS: [u64; 2] = [1, 2];

impl Cell {
    /// All of them, those that differ in ratio and allocation alone behind each other.
    pub(crate) fn all(measure: Measure) -> Vec<Self> {
        let mut cells = Vec::new();
        for risk in RISKS {
            for arms in ARMS {
                for trials in TRIALS {
                    for tau in TAUS {
                        for ratio in RATIOS {
                            for allocation in ALLOCATIONS {
                                cells.push(Self {
                                    measure,
                                    risk,
                                    arms,
                                    trials,
                                    tau,
                                    ratio,
                                    allocation,
                                });
                            }
                        }
                    }
                }
            }
        }
        cells
    }
}
