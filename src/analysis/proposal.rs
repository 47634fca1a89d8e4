//! The plan that is proposed for the rows, with its reasons.
//!
//! What decides is how much the trials can say, not how common the event is. k are the trials with an event and not
//! everybody's, E their events, e = E / k, m the events of the arm that has fewer of them (of odds ratios of what most people
//! had, those without the event are counted: the ratio is the same the other way round).
//!
//! | | counts and person-time, ratios | risk differences | everything else |
//! |---|---|---|---|
//! | one arm without an event | Mantel–Haenszel: no ratio, a bound | score interval | |
//! | k = 1; of differences and means k ≤ 2 | Mantel–Haenszel | score interval | inverse variance, common effect |
//! | *sparse*: e < 10 or m < 5, or k ≥ 5 and an empty cell in more than a fifth | Mantel–Haenszel without correction, robust interval | score interval | |
//! | k from 2 to 4 | Bayesian random effects, τ half-normal(0.5) | as k ≥ 5 | ratios as counts, others as k ≥ 5 |
//! | k ≥ 5 | REML with Hartung and Knapp's safeguarded interval | the same | the same |
//!
//! Sparse: an inverse-variance pool rests on corrections there, and the variance between trials cannot be estimated. Mantel
//! and Haenszel's estimate has the least bias of the closed forms (Bradburn et al. 2007); its robust interval is widened
//! by six trials or more that differ. Few trials with many events: what they say of their own variation is next to nothing, and
//! Hartung and Knapp's interval of two to four trials (t up to 12.7) says next to nothing of the mean; a weakly informative
//! prior of τ takes the place of what the trials cannot tell (Friede et al. 2017 for two trials; Bender et al. 2018; Röver
//! et al. 2021; Lilienthal et al. 2024). The prior is one of log ratios: no such convention exists for means and differences.
//! The thresholds are those of the simulation in `docs/simulation.md`.
//!
//! Single proportions on the logit scale are pooled by the binomial model with normal logits (Stijnen et al. 2010), which
//! needs no correction.
//!
//! A plan that is in use changes what is proposed: the other one is proposed only where the numbers have passed the
//! threshold by a margin, so that an offer that was taken is not offered back by the next edit.

use super::likelihood;
use super::rows::{Row, Rows};
use super::{Proposal, ProposalReason};
use crate::data::{
    Correction, CountModel, Interval, Measure, Method, OutcomeKind, Plan, PredictionDegrees,
    TauPrior, TauSquaredEstimator,
};
use crate::effect::{Transformation, TwoByTwo};
use crate::pool::mantel_haenszel;
use crate::safety::crude_risk;

/// Below this pooled risk Peto's method is without relevant bias if arms are balanced and the effect is moderate.
pub(super) const VERY_RARE: f64 = 0.01;

/// Arms further apart than this are unbalanced for Peto's method.
pub(super) const LARGEST_ALLOCATION: f64 = 2.0;

/// Odds ratios outside these are large effects for Peto's method.
pub(super) const MODERATE_ODDS_RATIO: (f64, f64) = (0.3, 3.0);

/// Where one way of pooling ends and the next begins.
#[derive(Clone, Copy, Debug)]
struct Thresholds {
    /// Sparse with fewer events a trial, on average.
    events_per_trial: f64,
    /// Sparse with fewer events in the arm that has fewer.
    fewer_events: u64,
    /// Sparse with a larger share of trials with an empty cell, where there are as many trials as this.
    empty_share: f64,
    empty_among: usize,
    /// Trials from which on they are many.
    many_trials: usize,
    /// Trials up to which they are pooled as if they shared one effect; one more where no prior tells how much they differ.
    few_trials: usize,
}

impl Thresholds {
    /// For rows that have no plan yet.
    const FRESH: Self = Self {
        events_per_trial: 10.0,
        fewer_events: 5,
        empty_share: 0.2,
        empty_among: 5,
        many_trials: 5,
        few_trials: 1,
    };

    /// For rows that are pooled in one of the ways already: the others begin a margin away.
    fn keeping(way: Way) -> Self {
        match way {
            Way::CommonEffect => Self {
                events_per_trial: 12.0,
                fewer_events: 6,
                empty_share: 0.15,
                empty_among: 4,
                few_trials: 2,
                ..Self::FRESH
            },
            Way::Prior => Self {
                many_trials: 6,
                ..Self::LEAVING
            },
            Way::RandomEffects => Self {
                many_trials: 4,
                ..Self::LEAVING
            },
        }
    }

    /// For rows whose plan allows for trials that differ.
    const LEAVING: Self = Self {
        events_per_trial: 8.0,
        fewer_events: 4,
        empty_share: 0.25,
        empty_among: 6,
        many_trials: 5,
        few_trials: 0,
    };
}

/// The ways of pooling that are proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// One effect for all trials, or the mean of theirs, by Mantel and Haenszel's sums.
    CommonEffect,
    /// Random effects, with a prior of how much trials differ.
    Prior,
    /// Random effects, how much trials differ estimated from them.
    RandomEffects,
}

impl Way {
    const ALL: [Self; 3] = [Self::CommonEffect, Self::Prior, Self::RandomEffects];

    fn plan(self, measure: Measure) -> Plan {
        match self {
            Self::CommonEffect => lasting_common_effect(measure),
            Self::Prior => bayesian(measure),
            Self::RandomEffects => random_effects(measure),
        }
    }

    /// The way of a plan that was proposed for this measure.
    fn of(plan: Plan, measure: Measure) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.plan(measure) == plan)
    }
}

/// How much the rows can say.
#[derive(Clone, Copy, Debug)]
struct Information {
    /// Trials with an event, and not everybody's; of other numbers than counts all trials.
    trials: usize,
    /// Events in them; `None` where nothing is counted.
    counted: Option<Counted>,
}

#[derive(Clone, Copy, Debug)]
struct Counted {
    events: u64,
    /// Events of the arm that has fewer.
    fewer: u64,
    /// Trials with an empty cell.
    with_empty_cell: usize,
}

impl Information {
    fn of(rows: &Rows, measure: Measure) -> Self {
        let is_informative =
            |row: &Row| row.answers(measure) && !row.is_double_zero() && !row.is_all_events();
        let trials = rows.trials(is_informative);
        if !matches!(
            measure.kind(),
            OutcomeKind::Counts | OutcomeKind::PersonTime
        ) {
            return Self {
                trials,
                counted: None,
            };
        }
        let (experimental, control) = rows.events(measure);
        let mut arms = [experimental, control];
        // The odds of an event are those of its absence turned round.
        if matches!(measure, Measure::OddsRatio | Measure::PetoOddsRatio)
            && let Some(totals) = rows.totals()
        {
            let absent = [
                totals.experimental_total - experimental,
                totals.control_total - control,
            ];
            if absent[0] + absent[1] < arms[0] + arms[1] {
                arms = absent;
            }
        }
        Self {
            trials,
            counted: Some(Counted {
                events: arms[0] + arms[1],
                fewer: arms[0].min(arms[1]),
                with_empty_cell: rows.trials(|row| is_informative(row) && row.has_empty_cell()),
            }),
        }
    }

    /// The way that the numbers ask for, and why.
    fn way(&self, measure: Measure, thresholds: Thresholds) -> (Way, ProposalReason) {
        let trials = self.trials;
        let has_prior = likelihood::applies(measure, Method::Bayesian(TauPrior::HalfNormal));
        if let Some(reason) = self.sparse(measure, thresholds) {
            return (Way::CommonEffect, reason);
        }
        let few = thresholds.few_trials + usize::from(!has_prior);
        if trials <= few {
            (Way::CommonEffect, ProposalReason::FewTrials { trials })
        } else if has_prior && trials < thresholds.many_trials {
            (Way::Prior, ProposalReason::SomeTrials { trials })
        } else {
            let events = self.counted.map(|counted| counted.events);
            (
                Way::RandomEffects,
                ProposalReason::ManyTrials { trials, events },
            )
        }
    }

    fn sparse(&self, measure: Measure, thresholds: Thresholds) -> Option<ProposalReason> {
        let trials = self.trials;
        let Counted {
            events,
            fewer,
            with_empty_cell,
        } = self.counted?;
        let few_per_trial = (events as f64) < thresholds.events_per_trial * trials as f64;
        let few_in_one_arm = fewer < thresholds.fewer_events;
        if few_per_trial || few_in_one_arm {
            return Some(ProposalReason::Sparse {
                events,
                trials,
                fewer,
                few_per_trial,
            });
        }
        // Only a ratio needs something added to an empty cell.
        let many_empty = measure.is_ratio()
            && trials >= thresholds.empty_among
            && with_empty_cell as f64 > thresholds.empty_share * trials as f64;
        many_empty.then_some(ProposalReason::EmptyCells {
            trials: with_empty_cell,
            of: trials,
        })
    }
}

/// Proposes a plan; `measure` is what the review's plan says, the risk ratio where it says nothing, `in_use` the plan that
/// is pinned.
pub(super) fn propose(rows: &Rows, measure: Option<Measure>, in_use: Option<Plan>) -> Proposal {
    let measure = measure_for(rows, measure);
    let thresholds = in_use
        .and_then(|plan| Way::of(plan, measure))
        .map_or(Thresholds::FRESH, Thresholds::keeping);
    match measure.kind() {
        OutcomeKind::Counts | OutcomeKind::PersonTime => events(rows, measure, thresholds),
        OutcomeKind::Means => by_trials(rows, measure, ProposalReason::Means, thresholds),
        OutcomeKind::Proportions => proportions(rows, measure, thresholds),
        OutcomeKind::Estimates(_) => by_trials(rows, measure, ProposalReason::Generic, thresholds),
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

/// Of numbers that are no events the trials are counted.
fn by_trials(
    rows: &Rows,
    measure: Measure,
    kind: ProposalReason,
    thresholds: Thresholds,
) -> Proposal {
    let (way, reason) = Information::of(rows, measure).way(measure, thresholds);
    let plan = way.plan(measure);
    Proposal {
        plan,
        reasons: vec![kind, reason],
    }
}

/// The logit of one arm's proportion by the binomial model, which takes trials without an event as they are; other scales,
/// and fewer trials than a variance between them needs, by inverse variance.
fn proportions(rows: &Rows, measure: Measure, thresholds: Thresholds) -> Proposal {
    let by_effects = by_trials(rows, measure, ProposalReason::Proportions, thresholds);
    let pooled_alike = by_effects.plan == Way::CommonEffect.plan(measure);
    if measure != Measure::LogitProportion || pooled_alike {
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

fn events(rows: &Rows, measure: Measure, thresholds: Thresholds) -> Proposal {
    let information = Information::of(rows, measure);
    let (experimental, control) = rows.events(measure);
    if experimental == 0 && control == 0 {
        return Proposal {
            plan: lasting_common_effect(measure),
            reasons: vec![ProposalReason::NoEvents],
        };
    }
    let (way, reason) = information.way(measure, thresholds);
    let mut reasons = Vec::new();
    if (experimental == 0 || control == 0) && measure.is_ratio() {
        reasons.push(ProposalReason::ArmWithoutEvent);
    }
    reasons.push(reason);
    let plan = if measure == Measure::PetoOddsRatio {
        common_effect(measure)
    } else {
        way.plan(measure)
    };
    if plan.method == Method::MiettinenNurminen {
        reasons.push(ProposalReason::ScoreInterval);
    }
    if way == Way::CommonEffect && peto_fits(&rows.tables) {
        reasons.push(ProposalReason::PetoPossible {
            risk: crude_risk(&rows.tables),
        });
    }
    Proposal { plan, reasons }
}

/// What is proposed where trials are pooled without a model of how they differ: Mantel and Haenszel's ratio with its robust
/// interval, the risk difference with its score interval.
fn lasting_common_effect(measure: Measure) -> Plan {
    let plan = common_effect(measure);
    match measure {
        Measure::RiskDifference => score_difference(),
        Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio | Measure::RateDifference => {
            Plan {
                interval: Interval::Robust,
                ..plan
            }
        }
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
        | Measure::GenericDifference => plan,
    }
}

/// Bayesian random effects of a log ratio with the prior of the defaults.
pub(super) fn bayesian(measure: Measure) -> Plan {
    Plan {
        method: Method::Bayesian(TauPrior::HalfNormal),
        ..common_effect(measure)
    }
}

/// The common-effect plan as other programs carry it out, without correction but for single proportions that need one:
/// Mantel–Haenszel where it exists, Peto for Peto's odds ratio, else inverse variance.
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

/// The random-effects plan of the defaults; only ratios of events are corrected, by 0.5 as other programs do, so that a
/// trial's row shows what they print and what is pooled.
pub(super) fn random_effects(measure: Measure) -> Plan {
    Plan {
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        correction: match measure {
            Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio => {
                Correction::HalfWhereZero
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
