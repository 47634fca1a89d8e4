//! Mantel and Haenszel's sums over what enters a pool: the estimate, what each trial adds, and what it weighs.

use super::mean::{Formula, pooled_cells, pooled_rates};
use super::own::Entrant;
use crate::data::Measure;
use crate::effect::{Cells, Rates};
use crate::math::sum::sum;
use crate::pool::sums::{SumsOf, common};
use crate::pool::{CommonEffect, mantel_haenszel, mantel_haenszel_rates};

/// The sums of one measure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stratified {
    /// Over cells.
    Cells(Formulas<Cells>),
    /// Over rates.
    Rates(Formulas<Rates>),
}

/// What is made of the numbers of trials.
#[derive(Clone, Copy, Debug)]
pub(super) struct Formulas<T> {
    /// The common effect; the first two of its sums are those of which it is the ratio.
    common: SumsOf<T>,
    /// What one trial weighs where no correction is made.
    ///
    /// A ratio is ΣR / ΣS. Programs print shares of ΣS, the sum of the control arms' events, in which a trial whose events all
    /// happened in the other arm weighs nothing although it decides half the answer. This is what S is on average where risks
    /// do not differ, given each trial's own margins: how much information it brings, whichever arm its events fell in.
    /// Differences have weights that do not depend on where the events fell: those are kept.
    information: fn(&T) -> f64,
}

impl<T> Formulas<T> {
    /// What each adds to the two sums.
    fn terms(&self, entering: &[T]) -> Vec<(f64, f64)> {
        let parts = entering.iter().map(self.common.parts);
        parts.map(|[first, second, ..]| (first, second)).collect()
    }
}

impl Stratified {
    /// Those of a measure; `None` where it has none.
    pub(super) fn of(measure: Measure) -> Option<Self> {
        match measure {
            Measure::RiskRatio => Some(Self::Cells(Formulas {
                common: mantel_haenszel::RISK_RATIO,
                information: mantel_haenszel::risk_ratio_information,
            })),
            Measure::OddsRatio => Some(Self::Cells(Formulas {
                common: mantel_haenszel::ODDS_RATIO,
                information: mantel_haenszel::odds_ratio_information,
            })),
            Measure::RiskDifference => Some(Self::Cells(Formulas {
                common: mantel_haenszel::RISK_DIFFERENCE,
                information: |cells| mantel_haenszel::risk_difference_term(cells).1,
            })),
            Measure::RateRatio => Some(Self::Rates(Formulas {
                common: mantel_haenszel_rates::RATE_RATIO,
                information: mantel_haenszel_rates::rate_ratio_information,
            })),
            Measure::RateDifference => Some(Self::Rates(Formulas {
                common: mantel_haenszel_rates::RATE_DIFFERENCE,
                information: |rates| mantel_haenszel_rates::rate_difference_term(rates).1,
            })),
            Measure::PetoOddsRatio
            | Measure::ArcsineDifference
            | Measure::MeanDifference
            | Measure::StandardizedMeanDifference
            | Measure::StandardizedMeanDifferenceUnequalVariances
            | Measure::RatioOfMeans
            | Measure::LogitProportion
            | Measure::ArcsineProportion
            | Measure::LogProportion
            | Measure::RawProportion
            | Measure::DoubleArcsineProportion
            | Measure::GenericRatio
            | Measure::GenericDifference => None,
        }
    }

    /// The common effect of those that are pooled.
    pub(super) fn estimate(self, entrants: &[Entrant]) -> Option<CommonEffect> {
        self.formula().common(entrants)
    }

    /// That of cells; `None` where the measure is one of rates.
    pub(super) fn estimate_of_cells(self, cells: &[Cells]) -> Option<CommonEffect> {
        match self {
            Self::Cells(of) => common(cells, &of.common),
            Self::Rates(_) => None,
        }
    }

    /// The common effect as a formula of sums.
    pub(super) fn formula(self) -> Formula {
        match self {
            Self::Cells(of) => Formula::Cells(of.common),
            Self::Rates(of) => Formula::Rates(of.common),
        }
    }

    /// What each trial that is pooled adds to the two sums.
    pub(super) fn terms(self, entrants: &[Entrant]) -> Vec<(f64, f64)> {
        match self {
            Self::Cells(of) => of.terms(&pooled_cells(entrants)),
            Self::Rates(of) => of.terms(&pooled_rates(entrants)),
        }
    }

    /// What the trials that are pooled weigh where no correction is made, in percent: their shares of the information.
    pub(super) fn shares_of_information(self, entrants: &[Entrant]) -> Vec<f64> {
        let information: Vec<f64> = match self {
            Self::Cells(of) => pooled_cells(entrants).iter().map(of.information).collect(),
            Self::Rates(of) => pooled_rates(entrants).iter().map(of.information).collect(),
        };
        let all = sum(information.iter().copied());
        information
            .into_iter()
            .map(|information| 100.0 * information / all)
            .collect()
    }
}

/// Whether a ratio of two sums rests on two trials of which one holds all events of one side and the other all of the other side:
/// one is all of ΣR and nothing of ΣS, the other the reverse. `terms` are what the trials add.
pub(super) fn rests_on_two_sides(terms: &[(f64, f64)]) -> bool {
    let with_events = || terms.iter().filter(|(r, s)| *r > 0.0 || *s > 0.0);
    let is_one_sided = |(r, s): &(f64, f64)| (*r > 0.0) != (*s > 0.0);
    with_events().count() == 2 && with_events().all(is_one_sided)
}
