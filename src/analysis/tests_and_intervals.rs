//! What stands beside the pooled answer without changing it: the class of the zeros, tests that keep the trials apart,
//! and the interval of τ² by methods other than the one shown.

use super::fit::Fit;
use super::own::own_effect;
use super::rows::Rows;
use super::{StratifiedTests, TauSquaredInterval, TauSquaredIntervalMethod, TrialUse};
use crate::data::{Measure, Method, OutcomeKind, Plan};
use crate::effect::{Cells, Effect, TwoByTwo};
use crate::pool::generalised_q::{self, FixedWeights};
use crate::pool::{
    breslow_day, cochran_mantel_haenszel, heterogeneity, mantel_haenszel, profile_likelihood,
    q_profile,
};
use crate::safety::{ZeroEventClass, zero_event_class};

/// Beyond this many trials the exact distribution of the generalised Q takes longer than a reader waits.
const MOST_TRIALS_FOR_GENERALISED_Q: usize = 200;

/// The class of the zeros in the tables that the plan pools.
pub(super) fn zero_events(rows: &Rows, plan: Plan) -> Option<ZeroEventClass> {
    (plan.measure.kind() == OutcomeKind::Counts).then(|| zero_event_class(&rows.tables))?
}

/// Cochran–Mantel–Haenszel and Breslow–Day–Tarone on the counts as they are.
pub(super) fn stratified_tests(rows: &Rows, plan: Plan) -> Option<StratifiedTests> {
    if !matches!(plan.measure, Measure::OddsRatio | Measure::PetoOddsRatio) {
        return None;
    }
    let cells: Vec<Cells> = rows.tables.iter().map(TwoByTwo::cells).collect();
    Some(StratifiedTests {
        association: cochran_mantel_haenszel::test(&cells, true)?,
        association_uncorrected: cochran_mantel_haenszel::test(&cells, false),
        homogeneity: mantel_haenszel::odds_ratio(&cells)
            .and_then(|common| breslow_day::test(&cells, common.estimate).tarone_test()),
    })
}

/// The interval of τ² by every method, for a random-effects plan with an answer.
pub(super) fn tau_squared_intervals(rows: &Rows, plan: Plan, fit: &Fit) -> Vec<TauSquaredInterval> {
    use TauSquaredIntervalMethod::{
        GeneralisedQ, GeneralisedQStandardErrors, ProfileLikelihood, QProfile,
        RestrictedProfileLikelihood,
    };
    if !matches!(plan.method, Method::RandomEffects(_)) || fit.pooled.is_err() {
        return Vec::new();
    }
    let effects: Vec<Effect> = rows
        .rows
        .iter()
        .zip(&fit.trials)
        .filter(|(_, trial)| trial.used == TrialUse::Pooled)
        .filter_map(|(row, _)| own_effect(row, plan))
        .collect();
    if effects.len() < 2 {
        return Vec::new();
    }
    let typical = heterogeneity::typical_variance(&effects);
    let i_squared = |tau_squared| heterogeneity::i_squared_from(tau_squared, typical);
    let exact = effects.len() <= MOST_TRIALS_FOR_GENERALISED_Q;
    let by_weights = |fixed| exact.then(|| generalised_q::interval(&effects, fixed, rows.level))?;
    [
        (QProfile, q_profile::interval(&effects, rows.level)),
        (GeneralisedQ, by_weights(FixedWeights::InverseVariance)),
        (
            GeneralisedQStandardErrors,
            by_weights(FixedWeights::InverseStandardError),
        ),
        (
            ProfileLikelihood,
            profile_likelihood::tau_squared_interval(&effects, false, rows.level),
        ),
        (
            RestrictedProfileLikelihood,
            profile_likelihood::tau_squared_interval(&effects, true, rows.level),
        ),
    ]
    .map(|(method, limits)| TauSquaredInterval {
        method,
        limits,
        i_squared: limits.map(|(lower, upper)| (i_squared(lower), i_squared(upper))),
        h_squared: limits.map(|(lower, upper)| (1.0 + lower / typical, 1.0 + upper / typical)),
    })
    .to_vec()
}
