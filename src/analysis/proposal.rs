//! The plan that is proposed for the rows, with its reasons.
//!
//! Risk differences of rare events → Mantel and Haenszel's estimate with Miettinen and Nurminen's score interval; Wald's
//! is too narrow there, and 0 to 0 without any event.
//!
//! Rare events (pooled risk of both arms below 5 %) → Mantel–Haenszel without correction, which has the least bias of
//! the closed forms where events are few and keeps trials with a zero in one arm (Bradburn et al. 2007). Otherwise →
//! random effects by REML with the safeguarded Hartung–Knapp interval, zero cells by the treatment-arm correction. With
//! two trials or fewer → no random effects.
//!
//! Events over person-time have no risk; there "few events" takes the place of "rare", because the log rate ratio of a
//! trial is nearly normal only with some five events in each arm. Means and estimates → random effects. Single proportions
//! → the binomial model with normal logits (Stijnen et al. 2010), which needs no correction.

use super::rows::Rows;
use super::{Proposal, ProposalReason};
use crate::data::{
    Correction, CountModel, Interval, Measure, Method, OutcomeKind, Plan, PredictionDegrees,
    TauSquaredEstimator,
};
use crate::effect::{Transformation, TwoByTwo};
use crate::pool::mantel_haenszel;
use crate::safety::{RARE, crude_risk};

/// Below this pooled risk Peto's method is without relevant bias if arms are balanced and the effect is moderate.
pub(super) const VERY_RARE: f64 = 0.01;

/// Arms further apart than this are unbalanced for Peto's method.
pub(super) const LARGEST_ALLOCATION: f64 = 2.0;

/// Odds ratios outside these are large effects for Peto's method.
pub(super) const MODERATE_ODDS_RATIO: (f64, f64) = (0.3, 3.0);

/// With fewer events than this in a trial, on average over the trials that have any, person-time is pooled without
/// taking the trials' own rate ratios for normal: five in each arm.
const FEW_EVENTS_PER_TRIAL: f64 = 10.0;

/// Most trials for which no random effects are proposed.
const FEW_TRIALS: usize = 2;

/// Proposes a plan; `measure` is what the review's plan says, the risk ratio where it says nothing.
pub(super) fn propose(rows: &Rows, measure: Option<Measure>) -> Proposal {
    let measure = measure_for(rows, measure);
    match measure.kind() {
        OutcomeKind::Counts => counts(&rows.tables, measure),
        OutcomeKind::PersonTime => person_time(rows, measure),
        OutcomeKind::Means => inverse_variance(rows, measure, ProposalReason::Means),
        OutcomeKind::Proportions => proportions(rows, measure),
        OutcomeKind::Estimates(_) => inverse_variance(rows, measure, ProposalReason::Generic),
    }
}

/// The measure asked for where the rows can give it, else the default of the numbers they hold.
fn measure_for(rows: &Rows, asked: Option<Measure>) -> Measure {
    let given = |measure: &Measure| rows.answering(*measure).next().is_some();
    let defaults = [
        Measure::RiskRatio,
        Measure::RateRatio,
        Measure::MeanDifference,
        Measure::LogitProportion,
        Measure::GenericRatio,
    ];
    asked
        .filter(given)
        .or_else(|| defaults.into_iter().find(given))
        .or(asked)
        .unwrap_or(Measure::RiskRatio)
}

fn inverse_variance(rows: &Rows, measure: Measure, reason: ProposalReason) -> Proposal {
    let trials = rows.answering(measure).count();
    let mut reasons = vec![reason];
    let mut plan = random_effects(measure);
    if trials <= FEW_TRIALS {
        reasons.push(ProposalReason::FewTrials { trials });
        plan.method = Method::InverseVariance;
    }
    Proposal { plan, reasons }
}

/// The logit of one arm's proportion by the binomial model, which takes trials without an event as they are; other scales,
/// and fewer trials than a variance between them needs, by inverse variance.
fn proportions(rows: &Rows, measure: Measure) -> Proposal {
    let by_effects = inverse_variance(rows, measure, ProposalReason::Proportions);
    let few = rows.answering(measure).count() <= FEW_TRIALS;
    if measure != Measure::LogitProportion || few {
        return by_effects;
    }
    Proposal {
        plan: binomial_normal(),
        reasons: vec![
            ProposalReason::Proportions,
            ProposalReason::BinomialLikelihood,
        ],
    }
}

fn person_time(rows: &Rows, measure: Measure) -> Proposal {
    let (experimental, control) = rows.events(measure);
    let events = experimental + control;
    let mut plan = common_effect(measure);
    if events == 0 {
        let reasons = vec![ProposalReason::NoEvents];
        return Proposal { plan, reasons };
    }
    let mut reasons = Vec::new();
    if (experimental == 0 || control == 0) && measure.is_ratio() {
        reasons.push(ProposalReason::ArmWithoutEvent);
    }
    let trials = rows
        .answering(measure)
        .filter(|row| !row.is_double_zero())
        .count();
    if (events as f64) < FEW_EVENTS_PER_TRIAL * trials as f64 {
        reasons.push(ProposalReason::FewEvents { events, trials });
    } else if trials <= FEW_TRIALS {
        reasons.push(ProposalReason::FewTrials { trials });
    } else {
        reasons.push(ProposalReason::ManyEvents { events, trials });
        plan = random_effects(measure);
    }
    Proposal { plan, reasons }
}

fn counts(tables: &[TwoByTwo], measure: Measure) -> Proposal {
    let risk = crude_risk(tables);
    let estimable = tables
        .iter()
        .filter(|table| !table.is_double_zero() && !table.is_all_events())
        .count();
    let experimental: u64 = tables.iter().map(|table| table.experimental_events).sum();
    let control: u64 = tables.iter().map(|table| table.control_events).sum();
    if measure == Measure::RiskDifference && risk < RARE {
        return Proposal {
            plan: score_difference(),
            reasons: vec![ProposalReason::ScoreInterval { risk }],
        };
    }
    if experimental == 0 && control == 0 {
        return Proposal {
            plan: common_effect(measure),
            reasons: vec![ProposalReason::NoEvents],
        };
    }
    let mut reasons = Vec::new();
    if (experimental == 0 || control == 0) && measure.is_ratio() {
        reasons.push(ProposalReason::ArmWithoutEvent);
    }
    let mut plan = common_effect(measure);
    if risk < RARE {
        reasons.push(ProposalReason::Rare { risk });
        if peto_fits(tables) {
            reasons.push(ProposalReason::PetoPossible { risk });
        }
    } else {
        reasons.push(ProposalReason::NotRare { risk });
        if estimable <= FEW_TRIALS {
            reasons.push(ProposalReason::FewTrials { trials: estimable });
        } else if measure != Measure::PetoOddsRatio {
            plan = random_effects(measure);
        }
    }
    Proposal { plan, reasons }
}

/// The common-effect plan, without correction but for single proportions that need one: Mantel–Haenszel where it exists, Peto for Peto's odds ratio, else inverse
/// variance.
pub(super) fn common_effect(measure: Measure) -> Plan {
    Plan {
        measure,
        method: match measure {
            Measure::RiskRatio
            | Measure::OddsRatio
            | Measure::RiskDifference
            | Measure::RateRatio
            | Measure::RateDifference => Method::MantelHaenszel,
            Measure::PetoOddsRatio => Method::Peto,
            Measure::ArcsineDifference
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
            | Measure::GenericDifference => Method::InverseVariance,
        },
        interval: Interval::HartungKnappSafeguarded,
        correction: if Transformation::of(measure).is_some_and(Transformation::needs_correction) {
            Correction::HalfWhereZero
        } else {
            Correction::None
        },
        prediction: PredictionDegrees::KMinusOne,
    }
}

/// The risk difference by its score interval, which holds its promise where events are few or none.
pub(super) fn score_difference() -> Plan {
    Plan {
        method: Method::MiettinenNurminen,
        ..common_effect(Measure::RiskDifference)
    }
}

/// The binomial model of one arm's proportion with normal logits.
pub(super) fn binomial_normal() -> Plan {
    Plan {
        method: Method::GeneralizedLinear(CountModel::LogisticNormal),
        interval: Interval::Wald,
        correction: Correction::None,
        ..common_effect(Measure::LogitProportion)
    }
}

/// The random-effects plan of the defaults; only ratios of events are corrected.
pub(super) fn random_effects(measure: Measure) -> Plan {
    Plan {
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        correction: match measure {
            Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio => {
                Correction::TreatmentArm
            }
            Measure::RiskDifference
            | Measure::RateDifference
            | Measure::PetoOddsRatio
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
            | Measure::GenericDifference => common_effect(measure).correction,
        },
        ..common_effect(measure)
    }
}

/// The largest ratio of one arm to the other among the tables with an event, at least 1.
pub(super) fn largest_allocation(tables: &[TwoByTwo]) -> f64 {
    tables
        .iter()
        .filter(|table| !table.is_double_zero() && !table.is_all_events())
        .map(|table| {
            let (n1, n2) = (table.experimental_total as f64, table.control_total as f64);
            (n1 / n2).max(n2 / n1)
        })
        .fold(1.0, f64::max)
}

fn peto_fits(tables: &[TwoByTwo]) -> bool {
    let cells: Vec<_> = tables.iter().map(TwoByTwo::cells).collect();
    let moderate = mantel_haenszel::odds_ratio(&cells).is_some_and(|common| {
        let odds_ratio = libm::exp(common.estimate);
        (MODERATE_ODDS_RATIO.0..=MODERATE_ODDS_RATIO.1).contains(&odds_ratio)
    });
    moderate && crude_risk(tables) < VERY_RARE && largest_allocation(tables) <= LARGEST_ALLOCATION
}
