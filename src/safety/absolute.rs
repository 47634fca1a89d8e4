//! The effect per person at a baseline risk.
//!
//! With baseline risk p₀ the risk under treatment is p₀ RR, or p₀ OR / (1 − p₀ + p₀ OR) (Guyatt et al. 2013, GRADE
//! guidelines 12), or p₀ + RD, or sin²(asin √p₀ + AS); the limits of the interval go the same way. The baseline's own uncertainty is not in it.

use serde::{Deserialize, Serialize};

use crate::data::{Measure, OutcomeKind};
use crate::effect::arcsine::{arcsine, from_arcsine};
use crate::effect::{IntervalEstimate, TwoByTwo};

/// Events are rare where the pooled risk of both arms is below this.
pub const RARE: f64 = 0.05;

/// The effect per person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Absolute {
    /// The risk without treatment it was computed at, between 0 and 1.
    pub baseline: f64,
    /// Where that risk comes from.
    pub baseline_source: BaselineSource,
    /// Risk difference (experimental minus control) as a share of people, with its interval; the baseline's own
    /// uncertainty is not in it. Risks are capped at 1.
    pub difference: AbsoluteRisk,
    /// The same at a low control risk, the lower quartile of the trials' own, and at a high one, the upper quartile; `None`
    /// where both say the same: for one trial, for differences, and where the quartiles are equal.
    pub range: Option<[AtRisk; 2]>,
}

/// The effect per person at one control risk.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtRisk {
    /// The risk without treatment, between 0 and 1.
    pub risk: f64,
    /// Risk difference (experimental minus control) as a share of people, with its interval. Risks are capped at 1.
    pub difference: AbsoluteRisk,
}

/// A difference of risks with its interval, as shares of people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbsoluteRisk {
    /// Point estimate.
    pub estimate: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// Where a baseline risk comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BaselineSource {
    /// Control events over control total, all trials together (rare events, or a median of zero).
    PooledControlRisk,
    /// The median of the trials' control risks.
    MedianControlRisk,
}

/// Events over people, both arms of all tables together; 0 without tables.
#[must_use]
pub fn crude_risk(tables: &[TwoByTwo]) -> f64 {
    let all = TwoByTwo::together(tables);
    let events = all.experimental_events + all.control_events;
    let people = all.experimental_total + all.control_total;
    if people == 0 {
        0.0
    } else {
        events as f64 / people as f64
    }
}

/// The effect at the baseline risk of the tables; `None` for measures of other numbers than counts, without tables, and for ratios where no
/// control arm had an event (a ratio of nothing is nothing).
#[must_use]
pub fn absolute(
    measure: Measure,
    pooled: &IntervalEstimate,
    tables: &[TwoByTwo],
) -> Option<Absolute> {
    let (baseline, baseline_source) = baseline_of(measure, tables)?;
    Some(Absolute {
        baseline,
        baseline_source,
        difference: difference_at(measure, pooled, baseline),
        range: range(measure, pooled, tables),
    })
}

/// The risk of the experimental arm that the upper limit of a pooled interval implies at the baseline, as a share of people; `None` where
/// [`absolute`] says nothing.
pub(super) fn risk_at_upper_limit(
    measure: Measure,
    pooled: &IntervalEstimate,
    tables: &[TwoByTwo],
) -> Option<f64> {
    let (baseline, _) = baseline_of(measure, tables)?;
    Some(baseline + difference_at(measure, pooled, baseline).upper)
}

/// The baseline risk where an effect of this measure can be told at it.
fn baseline_of(measure: Measure, tables: &[TwoByTwo]) -> Option<(f64, BaselineSource)> {
    if measure.kind() != OutcomeKind::Counts {
        return None;
    }
    baseline(tables).filter(|(baseline, _)| !measure.is_ratio() || *baseline != 0.0)
}

fn difference_at(measure: Measure, pooled: &IntervalEstimate, baseline: f64) -> AbsoluteRisk {
    let difference = |effect| risk_with(measure, baseline, effect).clamp(0.0, 1.0) - baseline;
    AbsoluteRisk {
        estimate: difference(pooled.estimate),
        lower: difference(pooled.lower),
        upper: difference(pooled.upper),
    }
}

/// The effect at the lower and at the upper quartile of the trials' control risks. A difference of risks is the same at every
/// control risk, up to what a risk can be.
fn range(measure: Measure, pooled: &IntervalEstimate, tables: &[TwoByTwo]) -> Option<[AtRisk; 2]> {
    if measure == Measure::RiskDifference {
        return None;
    }
    let risks = control_risks(tables);
    let [low, high] = [quantile(&risks, 0.25)?, quantile(&risks, 0.75)?];
    (low < high).then(|| {
        [low, high].map(|risk| AtRisk {
            risk,
            difference: difference_at(measure, pooled, risk),
        })
    })
}

/// The control risks of the trials, in ascending order.
fn control_risks(tables: &[TwoByTwo]) -> Vec<f64> {
    let risks = tables.iter();
    let mut risks: Vec<f64> = risks
        .map(|table| table.control_events as f64 / table.control_total as f64)
        .collect();
    risks.sort_by(f64::total_cmp);
    risks
}

/// The quantile of numbers in ascending order, between two of them in proportion (Hyndman & Fan 1996, definition 7, which is
/// R's own); `None` without numbers.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let below = libm::floor(place);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the place lies between 0 and the last"
    )]
    let index = below as usize;
    let lower = *sorted.get(index)?;
    let upper = *sorted.get((index + 1).min(last))?;
    Some(lower + (place - below) * (upper - lower))
}

/// The risk under treatment that an effect, scale of analysis, makes of a risk without it, both as shares of people: the formulas
/// at the head of this file. Not cut to what a risk can be.
#[must_use]
pub fn risk_with(measure: Measure, baseline: f64, effect: f64) -> f64 {
    match measure {
        Measure::RiskRatio => baseline * libm::exp(effect),
        Measure::OddsRatio | Measure::PetoOddsRatio => {
            // Written with e^(−effect) so that a large odds ratio gives 1 and not infinity over infinity.
            baseline / (baseline + (1.0 - baseline) * libm::exp(-effect))
        }
        Measure::ArcsineDifference => from_arcsine(arcsine(baseline) + effect),
        Measure::RiskDifference
        | Measure::RateRatio
        | Measure::RateDifference
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
        | Measure::GenericDifference => baseline + effect,
    }
}

/// The median control risk, unless events are rare or the median is 0: then the pooled one.
fn baseline(tables: &[TwoByTwo]) -> Option<(f64, BaselineSource)> {
    let median = quantile(&control_risks(tables), 0.5)?;
    if median > 0.0 && crude_risk(tables) >= RARE {
        return Some((median, BaselineSource::MedianControlRisk));
    }
    let all = TwoByTwo::together(tables);
    Some((
        all.control_events as f64 / all.control_total as f64,
        BaselineSource::PooledControlRisk,
    ))
}

#[cfg(test)]
mod tests {
    use super::{BaselineSource, absolute};
    use crate::data::{ConfidenceLevel, Measure};
    use crate::effect::{IntervalEstimate, TwoByTwo};

    fn control(events: u64, total: u64) -> TwoByTwo {
        TwoByTwo {
            experimental_events: events,
            experimental_total: total,
            control_events: events,
            control_total: total,
        }
    }

    #[test]
    fn a_doubled_risk_at_the_median_of_a_fifth_is_a_fifth_more() {
        let pooled =
            IntervalEstimate::wald(std::f64::consts::LN_2, 0.1, ConfidenceLevel::NinetyFive);
        let tables = [control(10, 100), control(20, 100), control(60, 100)];
        let found = absolute(Measure::RiskRatio, &pooled, &tables).unwrap();
        assert_eq!(found.baseline_source, BaselineSource::MedianControlRisk);
        assert!((found.difference.estimate - 0.2).abs() < 1e-15);
    }

    /// R 4.2: `quantile(c(0.05, 0.1, 0.2, 0.6), c(0.25, 0.75))` gives 0.0875 and 0.3.
    #[test]
    fn a_halved_risk_is_told_at_the_quartiles_of_the_control_risks_too() {
        let pooled =
            IntervalEstimate::wald(-std::f64::consts::LN_2, 0.1, ConfidenceLevel::NinetyFive);
        let tables = [
            control(60, 100),
            control(10, 100),
            control(5, 100),
            control(20, 100),
        ];
        let found = absolute(Measure::RiskRatio, &pooled, &tables).unwrap();
        let [low, high] = found.range.unwrap();
        assert!((low.risk - 0.0875).abs() < 1e-15 && (high.risk - 0.3).abs() < 1e-15);
        assert!((low.difference.estimate + 0.04375).abs() < 1e-15);
        assert!((high.difference.estimate + 0.15).abs() < 1e-15);
        let same = [control(10, 100), control(20, 200)];
        let found = absolute(Measure::RiskRatio, &pooled, &same).unwrap();
        assert_eq!(found.range, None);
    }

    #[test]
    fn a_risk_never_rises_above_one() {
        let pooled = IntervalEstimate::wald(5.0, 1.0, ConfidenceLevel::NinetyFive);
        let found = absolute(Measure::RiskRatio, &pooled, &[control(50, 100)]).unwrap();
        assert!((found.difference.upper - 0.5).abs() < 1e-15);
    }

    #[test]
    fn a_ratio_of_no_events_has_no_absolute_effect() {
        let pooled = IntervalEstimate::wald(0.5, 1.0, ConfidenceLevel::NinetyFive);
        assert_eq!(
            absolute(Measure::OddsRatio, &pooled, &[control(0, 100)]),
            None
        );
    }
}
