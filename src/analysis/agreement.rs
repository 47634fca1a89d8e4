//! Compares the result that another program stored with what is computed here from the same numbers.
//!
//! The outcome is pooled as RevMan pools it, which differs from this program's own ways in three things (Deeks & Higgins
//! 2010, "Statistical algorithms in Review Manager 5"): the standardized mean difference has its own small-sample
//! correction and variance; Mantel and Haenszel's risk difference has Greenland and Robins' standard error; and where a
//! risk difference meets an empty cell, 0.5 is added for the variance only. Ratios are pooled with 0.5 in empty cells even
//! where an arm has no event in any trial, of which this program gives no ratio. RevMan Web takes I² from τ² where τ² is
//! by restricted maximum likelihood. Two numbers agree to so many significant figures if they differ by at most half a
//! unit of the last of them.

use super::fit::fit;
use super::rows::Rows;
use super::{Request, TrialData, TrialRow, Undefined, VERSION, prepare};
use crate::data::{
    ConfidenceLevel, Correction, Interval, Measure, Method, OutcomeId, Plan, Review, Settings,
    StoredNumber, StoredResult, TauSquaredEstimator, TrialId,
};
use crate::effect::{
    Amount, Cells, DoubleZero, Effect, IntervalEstimate, Policy, Scope, TwoByTwo, effect,
};
use crate::math::{normal, student};
use crate::pool::random_effects::{self, MeanInterval};
use crate::pool::{Heterogeneity, heterogeneity, mantel_haenszel};

/// The level at which RevMan's results are recomputed; limits of another are taken there from the standard error.
const REVMAN: ConfidenceLevel = ConfidenceLevel::NinetyFive;

/// How a stored result compares with what is computed here.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The outcome.
    pub outcome: OutcomeId,
    /// How it was pooled here: the stored plan, or another where only that agrees.
    pub plan: Plan,
    /// How the file says that it was pooled.
    pub stored_plan: Plan,
    /// Every number that both have.
    pub checks: Vec<Check>,
}

/// One number of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Which.
    pub number: StoredNumber,
    /// As stored.
    pub stored: f64,
    /// As computed here.
    pub computed: f64,
    /// Significant figures that were stored, as far as an f64 can tell them.
    pub kept: u32,
    /// Of these, the leading ones that agree.
    pub figures: u32,
    /// Why they differ, where that can be told.
    pub reason: Option<Reason>,
}

/// Why a stored number differs from that computed here, though nothing is wrong with either program's other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The stored P is the normal distribution's, while the stored interval is that of Student's t.
    NormalP,
    /// The stored P does not follow from the statistic that is stored beside it.
    PNotOfStatistic,
    /// Both are found step by step and stop within a hundredth of each other.
    Iterated,
}

impl Check {
    /// Two numbers agree from so many figures on, or to every figure that was stored if those are fewer.
    const ENOUGH: u32 = 4;

    /// Whether they are the same number.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.figures >= self.kept.min(Self::ENOUGH)
    }

    /// Whether they agree to the last figure that was stored.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.figures == self.kept
    }
}

impl Agreement {
    /// Whether every number agrees, or differs for a reason that is known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.agrees() || check.reason.is_some())
    }

    /// The numbers that differ for a reason that is known.
    pub fn explained(&self) -> impl Iterator<Item = (&Check, Reason)> {
        self.checks
            .iter()
            .filter_map(|check| Some((check, check.reason?)))
    }

    /// The figures to which the numbers agree that agree to the fewest, those left aside that agree to the last figure
    /// stored; `None` where all do.
    #[must_use]
    pub fn fewest_figures(&self) -> Option<u32> {
        let inexact = self
            .checks
            .iter()
            .filter(|check| !check.is_exact() && check.reason.is_none());
        inexact.map(|check| check.figures).min()
    }
}

/// Pools the outcome of a stored result in the way it was stored, and compares the two.
///
/// # Errors
/// If there is nothing to compare with: the outcome cannot be pooled here, for the reason given.
pub fn agreement(review: &Review, stored: &StoredResult) -> Result<Agreement, Undefined> {
    let everybody = Settings {
        include_not_randomized: true,
        ..Settings::default()
    };
    let prepared = prepare(review, &everybody, stored.outcome).ok_or(Undefined::NoTrials)?;
    let is_pooled = |trial: TrialId| {
        let subgroup = stored.subgroup.as_ref();
        subgroup.is_none_or(|subgroup| subgroup.trials.contains(&trial))
    };
    let trials: Vec<TrialRow> = prepared
        .request
        .trials
        .into_iter()
        .zip(prepared.rows)
        .filter(|(_, trial)| is_pooled(*trial))
        .map(|(row, _)| row)
        .collect();
    let found = compared(&trials, stored, stored.plan)?;
    if found.is_complete() {
        return Ok(found);
    }
    let others = other_plans(stored.plan).into_iter();
    let mut others = others.filter_map(|plan| compared(&trials, stored, plan).ok());
    Ok(others.find(Agreement::is_complete).unwrap_or(found))
}

/// Plans by which a result may have been pooled though the file does not say so, each but one thing from the stored one:
/// without its correction, with the other interval, with τ² by the other estimator.
fn other_plans(plan: Plan) -> Vec<Plan> {
    let uncorrected = Plan {
        correction: Correction::None,
        ..plan
    };
    let mut plans = vec![uncorrected];
    if let Method::RandomEffects(estimator) = plan.method {
        let interval = match plan.interval {
            Interval::Wald | Interval::ProfileLikelihood => Interval::HartungKnapp,
            Interval::HartungKnapp | Interval::HartungKnappSafeguarded | Interval::Robust => {
                Interval::Wald
            }
        };
        plans.push(Plan { interval, ..plan });
        let estimators = [
            TauSquaredEstimator::DerSimonianLaird,
            TauSquaredEstimator::DerSimonianLairdMantelHaenszel,
            TauSquaredEstimator::RestrictedMaximumLikelihood,
        ];
        let others = estimators.into_iter().filter(|other| *other != estimator);
        plans.extend(others.map(|other| Plan {
            method: Method::RandomEffects(other),
            ..plan
        }));
    }
    plans.retain(|other| *other != plan);
    plans
}

fn compared(
    trials: &[TrialRow],
    stored: &StoredResult,
    plan: Plan,
) -> Result<Agreement, Undefined> {
    let computed = recomputed(trials, plan)?.at_level(stored.level);
    let mut checks: Vec<Check> = stored
        .numbers
        .iter()
        .filter_map(|(number, entry)| {
            let value = entry.value()?;
            let of = |computed| check(*number, value, &entry.typed, computed);
            let usual = of(computed.value(*number, plan)?);
            let other = computed.other_value(*number, plan).map(of);
            Some(match other {
                Some(other) if other.figures > usual.figures => other,
                Some(_) | None => usual,
            })
        })
        .collect();
    let statistic = checks
        .iter()
        .find(|check| check.number == StoredNumber::Z && check.agrees())
        .copied();
    for check in &mut checks {
        if !check.agrees() {
            check.reason = reason(check, statistic, &computed, plan);
        }
    }
    Ok(Agreement {
        outcome: stored.outcome,
        plan,
        stored_plan: stored.plan,
        checks,
    })
}

/// Why a number differs, where that can be told; `statistic` is the stored one, if it is that computed here.
fn reason(
    check: &Check,
    statistic: Option<Check>,
    computed: &Recomputed,
    plan: Plan,
) -> Option<Reason> {
    /// What steps towards τ² leave between two programs, as a share of it.
    const STEPS_APART: f64 = 0.01;
    match check.number {
        StoredNumber::P => {
            let statistic = statistic?.stored;
            let is_stored = |p: f64| figures_in_common(check.stored, p) >= check.kept.min(3);
            match computed.degrees_of_freedom {
                Some(degrees_of_freedom) => {
                    if is_stored(student::two_sided(statistic, degrees_of_freedom)) {
                        None
                    } else if is_stored(normal::two_sided(statistic)) {
                        Some(Reason::NormalP)
                    } else {
                        Some(Reason::PNotOfStatistic)
                    }
                }
                None => {
                    (!is_stored(normal::two_sided(statistic))).then_some(Reason::PNotOfStatistic)
                }
            }
        }
        StoredNumber::TauSquared | StoredNumber::ISquared => {
            let iterates = plan.method
                == Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
            let apart = (check.stored - check.computed).abs();
            (iterates && apart <= STEPS_APART * check.computed.abs()).then_some(Reason::Iterated)
        }
        StoredNumber::Estimate
        | StoredNumber::Lower
        | StoredNumber::Upper
        | StoredNumber::CommonLogarithm
        | StoredNumber::LowerCommonLogarithm
        | StoredNumber::UpperCommonLogarithm
        | StoredNumber::ChiSquared
        | StoredNumber::DegreesOfFreedom
        | StoredNumber::Z => None,
    }
}

/// A pooled result, as far as programs store it.
struct Recomputed {
    interval: IntervalEstimate,
    /// Degrees of freedom of Student's t; `None` for the normal.
    degrees_of_freedom: Option<f64>,
    statistic: f64,
    p_value: f64,
    heterogeneity: Option<Heterogeneity>,
}

impl Recomputed {
    /// The same with limits of another level than 95 %.
    fn at_level(mut self, level: f64) -> Self {
        /// The level at which everything else here is computed.
        const USUAL: f64 = 95.0;
        if level.to_bits() != USUAL.to_bits() {
            let tail = (1.0 - level / 100.0) / 2.0;
            let quantile = match self.degrees_of_freedom {
                None => normal::upper_quantile(tail),
                Some(degrees_of_freedom) => student::upper_quantile(tail, degrees_of_freedom),
            };
            let IntervalEstimate {
                estimate,
                standard_error,
                ..
            } = self.interval;
            self.interval = IntervalEstimate::with_quantile(estimate, standard_error, quantile);
        }
        self
    }

    /// The number as RevMan Web has it where it differs: I² from τ² where τ² is by restricted maximum likelihood, which
    /// RevMan 5 does not know.
    fn other_value(&self, number: StoredNumber, plan: Plan) -> Option<f64> {
        let restricted = TauSquaredEstimator::RestrictedMaximumLikelihood;
        let is_other =
            number == StoredNumber::ISquared && plan.method == Method::RandomEffects(restricted);
        let spread = self.heterogeneity.as_ref().filter(|_| is_other)?;
        spread.i_squared_from_tau_squared
    }

    fn value(&self, number: StoredNumber, plan: Plan) -> Option<f64> {
        let natural = |value: f64| {
            if plan.measure.is_ratio() {
                libm::exp(value)
            } else {
                value
            }
        };
        let logarithm = |value: f64| {
            let is_ratio = plan.measure.is_ratio();
            is_ratio.then_some(value / std::f64::consts::LN_10)
        };
        let spread = self.heterogeneity.as_ref();
        match number {
            StoredNumber::Estimate => Some(natural(self.interval.estimate)),
            StoredNumber::Lower => Some(natural(self.interval.lower)),
            StoredNumber::Upper => Some(natural(self.interval.upper)),
            StoredNumber::CommonLogarithm => logarithm(self.interval.estimate),
            StoredNumber::LowerCommonLogarithm => logarithm(self.interval.lower),
            StoredNumber::UpperCommonLogarithm => logarithm(self.interval.upper),
            StoredNumber::ChiSquared => spread.map(|spread| spread.q),
            StoredNumber::DegreesOfFreedom => spread.map(|spread| spread.degrees_of_freedom),
            StoredNumber::ISquared => spread.map(|spread| spread.i_squared),
            StoredNumber::TauSquared => spread?.tau_squared,
            StoredNumber::Z => Some(self.statistic.abs()),
            StoredNumber::P => Some(self.p_value),
        }
    }
}

/// Pools as RevMan does.
fn recomputed(trials: &[TrialRow], plan: Plan) -> Result<Recomputed, Undefined> {
    if plan.measure == Measure::RiskDifference {
        let tables = trials.iter().filter_map(|row| {
            let TrialData::Counts(table) = row.data else {
                return None;
            };
            Some(table)
        });
        return risk_difference(&tables.collect::<Vec<_>>(), plan);
    }
    let mut plan = plan;
    let mut rows = trials.to_vec();
    if plan.measure == Measure::StandardizedMeanDifference {
        plan.measure = Measure::GenericDifference;
        let effects = trials.iter().filter_map(|row| {
            let TrialData::Means(means) = row.data else {
                return None;
            };
            means.standardized_as_revman()
        });
        rows = effects.map(row_of).collect();
    }
    match pooled(rows, plan) {
        Err(Undefined::ArmWithoutEvent { .. } | Undefined::ArmAllEvents { .. })
            if matches!(plan.measure, Measure::RiskRatio | Measure::OddsRatio) =>
        {
            ratio_of_filled(trials, plan)
        }
        found => found,
    }
}

/// A ratio as RevMan pools it where an arm has no event in any trial, or nobody without one: it rests on what the correction
/// adds.
fn ratio_of_filled(trials: &[TrialRow], plan: Plan) -> Result<Recomputed, Undefined> {
    let policy = Policy::from(plan.correction);
    let cells: Vec<Cells> = trials
        .iter()
        .filter_map(|row| match &row.data {
            TrialData::Counts(table) => policy.cells(table),
            TrialData::PersonTime(_)
            | TrialData::Means(_)
            | TrialData::Proportion(_)
            | TrialData::Estimate { .. } => None,
        })
        .collect();
    let effects: Vec<Effect> = cells
        .iter()
        .filter_map(|cells| effect(plan.measure, cells))
        .collect();
    let stratified = if plan.measure == Measure::OddsRatio {
        mantel_haenszel::odds_ratio(&cells)
    } else {
        mantel_haenszel::risk_ratio(&cells)
    };
    let stratified = stratified.map(|common| (common.estimate, common.standard_error));
    stratified_or_generic(stratified, effects, plan)
}

fn row_of(effect: Effect) -> TrialRow {
    TrialRow {
        label: String::new(),
        continues: false,
        data: TrialData::Estimate {
            effect: effect.estimate,
            standard_error: effect.variance.sqrt(),
        },
    }
}

fn pooled(trials: Vec<TrialRow>, plan: Plan) -> Result<Recomputed, Undefined> {
    let request = Request {
        version: VERSION,
        trials,
        plan: Some(plan),
        measure: None,
        compare: false,
        level: REVMAN,
    };
    let pooled = fit(&Rows::of(&request), plan).pooled?;
    Ok(Recomputed {
        interval: pooled.interval,
        degrees_of_freedom: pooled.degrees_of_freedom,
        statistic: pooled.statistic.ok_or(Undefined::NotApplicable)?,
        p_value: pooled.p_value,
        heterogeneity: pooled.heterogeneity,
    })
}

/// Risk differences as RevMan pools them.
fn risk_difference(tables: &[TwoByTwo], plan: Plan) -> Result<Recomputed, Undefined> {
    let half = Policy {
        amount: Amount::Constant(0.5),
        scope: Scope::EmptyCell,
        double_zero: DoubleZero::Keep,
    };
    let raw: Vec<Cells> = tables.iter().map(TwoByTwo::cells).collect();
    let filled: Vec<Cells> = tables
        .iter()
        .filter_map(|table| half.cells(table))
        .collect();
    let own = |cells: &Cells| effect(Measure::RiskDifference, cells);
    let effects: Vec<Effect> = raw
        .iter()
        .zip(&filled)
        .filter_map(|(raw, filled)| {
            Some(Effect {
                estimate: own(raw)?.estimate,
                variance: own(filled)?.variance,
            })
        })
        .collect();
    let stratified = mantel_haenszel::risk_difference_as_revman(&raw, &filled);
    stratified_or_generic(stratified, effects, plan)
}

/// The answer of a plan from Mantel and Haenszel's estimate with its standard error, where the plan uses it, or else from
/// the effects of the trials.
fn stratified_or_generic(
    stratified: Option<(f64, f64)>,
    effects: Vec<Effect>,
    plan: Plan,
) -> Result<Recomputed, Undefined> {
    match (plan.method, stratified) {
        (Method::MantelHaenszel, Some((estimate, standard_error))) => {
            let q = heterogeneity::q_around(&effects, estimate);
            let spread = heterogeneity::from_q(q, effects.len(), REVMAN);
            let interval = IntervalEstimate::wald(estimate, standard_error, REVMAN);
            Ok(tested(&MeanInterval::symmetric(interval, None), spread))
        }
        (
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel),
            Some((centre, _)),
        ) => {
            let fitted = random_effects::fit_around(&effects, centre);
            let fitted = fitted.ok_or(Undefined::NoEstimableTrial)?;
            let mean = fitted.interval(plan.interval, &effects, REVMAN)?;
            Ok(tested(&mean, fitted.heterogeneity(&effects, REVMAN)))
        }
        (
            Method::MantelHaenszel
            | Method::MiettinenNurminen
            | Method::Peto
            | Method::InverseVariance
            | Method::RandomEffects(_)
            | Method::GeneralizedLinear(_)
            | Method::BetaBinomial
            | Method::PenalizedLogistic
            | Method::ExactConditional(_)
            | Method::Bayesian(_),
            _,
        ) => {
            let measure = if plan.measure.is_ratio() {
                Measure::GenericRatio
            } else {
                Measure::GenericDifference
            };
            let generic = Plan { measure, ..plan };
            pooled(effects.into_iter().map(row_of).collect(), generic)
        }
    }
}

fn tested(mean: &MeanInterval, heterogeneity: Option<Heterogeneity>) -> Recomputed {
    Recomputed {
        interval: mean.interval,
        degrees_of_freedom: mean.degrees_of_freedom,
        statistic: mean.statistic,
        p_value: mean.p_value(),
        heterogeneity,
    }
}

fn check(number: StoredNumber, stored: f64, typed: &str, computed: f64) -> Check {
    let kept = figures_of(typed);
    let figures = if are_both_zero(number, stored, computed) {
        kept
    } else {
        kept.min(figures_in_common(stored, computed))
    };
    Check {
        number,
        stored,
        computed,
        kept,
        figures,
        reason: None,
    }
}

/// Whether both are no variation between trials: steps towards a τ² of zero stop a little above it.
fn are_both_zero(number: StoredNumber, stored: f64, computed: f64) -> bool {
    let zero = match number {
        StoredNumber::TauSquared => 5e-7,
        // In percent.
        StoredNumber::ISquared => 5e-4,
        StoredNumber::Estimate
        | StoredNumber::Lower
        | StoredNumber::Upper
        | StoredNumber::CommonLogarithm
        | StoredNumber::LowerCommonLogarithm
        | StoredNumber::UpperCommonLogarithm
        | StoredNumber::ChiSquared
        | StoredNumber::DegreesOfFreedom
        | StoredNumber::Z
        | StoredNumber::P => return false,
    };
    (0.0..=zero).contains(&stored) && (0.0..=zero).contains(&computed)
}

/// The most figures that an f64 is sure to keep.
const MOST_FIGURES: u32 = 15;

/// Significant figures of a number as written: 0.0120 has three, 0 has one.
fn figures_of(typed: &str) -> u32 {
    let mantissa = typed
        .bytes()
        .take_while(|byte| !matches!(byte, b'e' | b'E'));
    let digits = mantissa.filter(u8::is_ascii_digit);
    let figures = digits
        .skip_while(|digit| *digit == b'0')
        .take(MOST_FIGURES as usize);
    figures.map(|_| 1).sum::<u32>().max(1)
}

/// The figures to which two numbers agree.
fn figures_in_common(stored: f64, computed: f64) -> u32 {
    /// What rounds to a zero of six decimals, which is what programs store.
    const ZERO: f64 = 5e-7;
    let difference = (stored - computed).abs();
    if difference == 0.0 || (stored == 0.0 && difference <= ZERO) {
        return MOST_FIGURES;
    }
    if stored == 0.0 {
        return 0;
    }
    let magnitude = libm::floor(libm::log10(stored.abs()));
    // Half a unit of the last figure counts as agreement, whichever way it was rounded.
    let figures = magnitude + 1.0 - libm::log10(2.0 * difference) + 1e-6;
    (1..=MOST_FIGURES)
        .rev()
        .find(|count| f64::from(*count) <= figures)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{figures_in_common, figures_of};

    #[test]
    fn the_figures_of_a_number_are_counted_as_it_is_written() {
        for (typed, figures) in [
            ("0.0120", 3),
            ("-1.5", 2),
            ("6", 1),
            ("0.0", 1),
            ("1.2E-40", 2),
            ("0.89686556", 8),
            ("0.8968655609130709", 15),
        ] {
            assert_eq!(figures_of(typed), figures, "{typed}");
        }
    }

    #[test]
    fn numbers_agree_to_a_figure_if_they_differ_by_at_most_half_of_one() {
        for (stored, computed, figures) in [
            (0.896_866, 0.896_865_56, 6),
            (0.896_866, 0.896_867, 5),
            (0.896_866, 0.9, 2),
            (2.0, 2.5, 1),
            (2.0, 2.51, 0),
            (-1.5, 1.5, 0),
            (0.0, 1e-9, 15),
            (0.0, 0.001, 0),
            (1e-30, 1.004e-30, 3),
            (100.0, 100.0, 15),
        ] {
            assert_eq!(
                figures_in_common(stored, computed),
                figures,
                "{stored} {computed}"
            );
        }
    }
}
