//! A trial's own result under a plan, before anything is pooled.

use super::likelihood;
use super::rows::Row;
use super::score;
use super::{TrialResult, TrialUse};
use crate::data::{ConfidenceLevel, Correction, Measure, Method, Plan};
use crate::effect::{
    Cells, Effect, IntervalEstimate, Policy, Rates, Transformation, effect, log_rate_ratio,
    rate_difference, shared_control,
};

/// What a row brings into a pool under a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entrant {
    /// The row.
    pub(super) row: Row,
    /// What its use is if every usable trial enters.
    pub(super) used: TrialUse,
    /// Its own effect: [`own_effect`].
    pub(super) effect: Option<Effect>,
    /// Its cells, of a table, under the correction of the plan.
    pub(super) cells: Option<Cells>,
    /// Its rates, of person-time, under the same.
    pub(super) rates: Option<Rates>,
}

impl Entrant {
    pub(super) fn of(row: &Row, plan: Plan) -> Self {
        let effect = own_effect(row, plan);
        let policy = Policy::from(plan.correction);
        let (cells, rates) = match row {
            Row::Counts(table) => (policy.cells(table), None),
            Row::PersonTime(trial) => (None, policy.rates(trial)),
            Row::Means(_) | Row::Proportion(_) | Row::Estimate(_) | Row::Impossible => (None, None),
        };
        Self {
            row: *row,
            used: if has_score_interval(row, plan) {
                TrialUse::Pooled
            } else {
                row_use(row, plan, effect.is_some())
            },
            effect,
            cells,
            rates,
        }
    }

    /// Whether it enters the pool.
    pub(super) fn is_pooled(&self) -> bool {
        self.used == TrialUse::Pooled
    }

    /// The trial's own effect as the forest plot shows it, without a weight.
    pub(super) fn result(&self, plan: Plan, level: ConfidenceLevel) -> TrialResult {
        if let Row::Counts(table) = &self.row
            && has_score_interval(&self.row, plan)
        {
            return score::own_result(table, level);
        }
        TrialResult {
            used: self.used,
            effect: self
                .effect
                .as_ref()
                .map(|own| wald(own, level))
                .filter(|interval| interval.is_writable(plan.measure.is_ratio())),
            weight: None,
            shrunken: None,
            corrected: self.effect.is_some() && touches(own_effect_policy(plan), &self.row),
        }
    }
}

/// Whether a row has an interval of its own by the score, events or not.
fn has_score_interval(row: &Row, plan: Plan) -> bool {
    matches!(
        (row, plan.method, plan.measure),
        (
            Row::Counts(_),
            Method::MiettinenNurminen,
            Measure::RiskDifference
        )
    )
}

/// The effect that is shown and that enters an inverse-variance pool or Q; `None` where it cannot be weighted.
pub(super) fn own_effect(row: &Row, plan: Plan) -> Option<Effect> {
    effect_under(row, plan, own_effect_policy(plan))
}

/// The same under a correction that is not that of the plan.
pub(super) fn effect_under(row: &Row, plan: Plan, policy: Policy) -> Option<Effect> {
    if !row.answers(plan.measure) {
        return None;
    }
    match row {
        Row::Counts(table) => effect(plan.measure, &policy.cells(table)?),
        Row::PersonTime(trial) => {
            let rates = policy.rates(trial)?;
            if plan.measure == Measure::RateRatio {
                log_rate_ratio(&rates)
            } else {
                rate_difference(&rates)
            }
        }
        Row::Means(means) => means.effect(plan.measure),
        Row::Proportion(arm) => {
            arm.transformed(Transformation::of(plan.measure)?, policy.amount_for(arm))
        }
        Row::Estimate(own) => Some(*own).filter(|own| {
            wald(own, ConfidenceLevel::default()).is_writable(plan.measure.is_ratio())
        }),
        Row::Impossible => None,
    }
    .filter(Effect::is_poolable)
}

/// The part of a row's variance that is its control arm's alone, under the correction with which its effect is shown; `None` where the
/// effect does not fall into such parts.
pub(super) fn control_part(row: &Row, plan: Plan) -> Option<f64> {
    control_part_under(row, plan, own_effect_policy(plan))
}

/// The same under a correction that is not that of the plan.
pub(super) fn control_part_under(row: &Row, plan: Plan, policy: Policy) -> Option<f64> {
    match row {
        Row::Counts(table) => shared_control::of_counts(plan.measure, &policy.cells(table)?),
        Row::PersonTime(trial) => shared_control::of_rates(plan.measure, &policy.rates(trial)?),
        Row::Means(means) => shared_control::of_means(plan.measure, means),
        Row::Proportion(_) | Row::Estimate(_) | Row::Impossible => None,
    }
}

/// Whether the plan's correction changes what this row brings into the pool.
pub(super) fn corrected_in_pool(row: &Row, plan: Plan) -> bool {
    plan.method.corrects() && touches(Policy::from(correction_in_force(plan)), row)
}

/// The correction with which trials enter the pool: that of the plan; half an event where the plan has none and the scale of
/// a proportion would drop trials without an event, which are evidence that the proportion is low.
pub(super) fn correction_in_force(plan: Plan) -> Correction {
    let would_drop = Transformation::of(plan.measure).is_some_and(Transformation::needs_correction);
    match plan.correction {
        Correction::None if would_drop => Correction::HalfWhereZero,
        correction => correction,
    }
}

/// Whether something is added to the cells of a row before its own effect is shown.
pub(super) fn touches_own_effect(row: &Row, plan: Plan) -> bool {
    touches(own_effect_policy(plan), row)
}

fn touches(policy: Policy, row: &Row) -> bool {
    match row {
        Row::Counts(table) => policy.touches(table),
        Row::PersonTime(trial) => policy.touches_rates(trial),
        Row::Proportion(arm) => policy.amount_for(arm) > 0.0,
        Row::Means(_) | Row::Estimate(_) | Row::Impossible => false,
    }
}

fn wald(own: &Effect, level: ConfidenceLevel) -> IntervalEstimate {
    IntervalEstimate::wald(own.estimate, own.variance.sqrt(), level)
}

/// The correction under which a trial's own effect is shown and enters Q.
///
/// A pool without correction (Mantel–Haenszel, the likelihood methods) has trials with an empty cell whose own ratio is not finite; they are
/// shown and tested with 0.5 added, as R's `rma.mh` and RevMan do. Differences and Peto's ratio need no correction.
pub(super) fn own_effect_policy(plan: Plan) -> Policy {
    match (plan.method, plan.measure, plan.correction) {
        (
            Method::MantelHaenszel,
            Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio,
            Correction::None,
        ) => Policy::from(Correction::HalfWhereZero),
        (Method::Peto, _, _) => Policy::from(Correction::None),
        (
            method,
            Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio | Measure::LogitProportion,
            _,
        ) if !method.corrects() => Policy::from(Correction::HalfWhereZero),
        (method, _, _) if !method.corrects() => Policy::from(Correction::None),
        (_, _, _) => Policy::from(correction_in_force(plan)),
    }
}

fn row_use(row: &Row, plan: Plan, has_effect: bool) -> TrialUse {
    if *row == Row::Impossible {
        return TrialUse::Impossible;
    }
    if !row.answers(plan.measure) {
        return TrialUse::NotEstimable;
    }
    if contributes(row, plan, has_effect) {
        TrialUse::Pooled
    } else if row.is_double_zero() {
        TrialUse::DoubleZero
    } else if row.is_all_events() {
        TrialUse::AllEvents
    } else {
        TrialUse::NotEstimable
    }
}

/// The sums of Mantel and Haenszel take what a trial has to say, its own effect or not.
fn contributes(row: &Row, plan: Plan, has_effect: bool) -> bool {
    if let Some(contributes) = likelihood::contributes(row, plan.method) {
        return contributes;
    }
    if plan.method != Method::MantelHaenszel || plan.correction != Correction::None {
        return has_effect;
    }
    match plan.measure {
        Measure::RiskDifference | Measure::RateDifference => true,
        Measure::RiskRatio | Measure::RateRatio => !row.is_double_zero(),
        Measure::OddsRatio => !row.is_double_zero() && !row.is_all_events(),
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
        | Measure::GenericDifference => has_effect,
    }
}
