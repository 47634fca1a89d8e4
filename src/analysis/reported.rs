//! What a trial reported of an outcome, as the numbers that are pooled. Arms of one role are taken together.

use super::{LeftOut, TrialData};
use crate::data::{
    ArmId, Cell, Clusters, Design, EstimateEntries, Outcome, OutcomeId, OutcomeKind, Role, Scale,
    State, Trial, Values,
};
use crate::effect::{ArmMean, PersonTime, Proportion, TwoByTwo, TwoMeans, inflated};
use crate::math::normal;

/// What the trial reported of the outcome: nothing, numbers, or numbers that cannot be pooled yet. Those of randomized
/// clusters are reduced to their effective sample size.
pub(super) fn reported(trial: &Trial, outcome: &Outcome) -> Option<Result<TrialData, LeftOut>> {
    let reported = as_reported(trial, outcome)?;
    Some(reported.map(|data| reduced(data, clusters(trial, outcome.id))))
}

/// The comparisons of a trial whose experimental arms are each compared with a share of its control group, by arm; `None`
/// where it has a single comparison: fewer than two experimental arms with numbers, no arms at all, or a control group too
/// small for every arm to have a share of it.
pub(super) fn split(trial: &Trial, outcome: &Outcome) -> Option<Vec<(ArmId, TrialData)>> {
    each_arm(trial, outcome, |control, arms| {
        (arms > 1).then(|| control.shares(arms)).flatten()
    })
}

/// The comparisons of a trial whose experimental arms are each compared with its whole control group, by arm; of single proportions
/// the arms themselves. `None` where fewer than two arms have numbers, where those of one cannot be pooled, or where there are no
/// arms at all.
pub(super) fn one_by_one(trial: &Trial, outcome: &Outcome) -> Option<Vec<(ArmId, TrialData)>> {
    if outcome.kind != OutcomeKind::Proportions {
        let against_all = against_control(trial, outcome);
        return against_all.filter(|arms| arms.len() > 1);
    }
    let values = &trial.records.get(&outcome.id)?.values;
    let arms = with_numbers(trial, values, Role::Experimental);
    let clusters = clusters(trial, outcome.id);
    if arms.len() < 2 {
        return None;
    }
    arms.into_iter()
        .map(|arm| {
            let data = one_side(values, &[arm]).ok()?;
            Some((arm, reduced(data, clusters)))
        })
        .collect()
}

/// The comparison of each experimental arm of a trial with its whole control group, of one arm too. `None` where arms have no numbers
/// of their own, or those of one cannot be pooled.
pub(super) fn against_control(trial: &Trial, outcome: &Outcome) -> Option<Vec<(ArmId, TrialData)>> {
    each_arm(trial, outcome, |control, arms| Some(vec![control; arms]))
}

/// The comparisons of each experimental arm of a trial with the part of its control group that falls to it.
fn each_arm(
    trial: &Trial,
    outcome: &Outcome,
    parts: impl FnOnce(Side, usize) -> Option<Vec<Side>>,
) -> Option<Vec<(ArmId, TrialData)>> {
    let values = &trial.records.get(&outcome.id)?.values;
    if outcome.kind == OutcomeKind::Proportions {
        return None;
    }
    let arms = with_numbers(trial, values, Role::Experimental);
    let control = side(values, &with_numbers(trial, values, Role::Control)).ok()?;
    let parts = parts(control, arms.len())?;
    let clusters = clusters(trial, outcome.id);
    arms.into_iter()
        .zip(parts)
        .map(|(arm, part)| {
            let data = compared(of_arm(values, arm).ok()?, part)?;
            Some((arm, reduced(data, clusters)))
        })
        .collect()
}

/// The arms of a role that have numbers.
fn with_numbers(trial: &Trial, values: &Values, role: Role) -> Vec<ArmId> {
    let of_role = trial.arms.iter().filter(|arm| arm.role == role);
    let of_role = of_role.map(|arm| arm.id);
    of_role.filter(|arm| values.has_arm(*arm)).collect()
}

/// Numbers reduced by the design effect of the clusters, if clusters were randomized.
fn reduced(data: TrialData, clusters: Option<(&Clusters, f64)>) -> TrialData {
    match clusters {
        Some((clusters, effect)) => effective(data, clusters, effect),
        None => data,
    }
}

/// The clusters that the trial randomized, with their design effect where size and correlation are known.
fn clusters(trial: &Trial, outcome: OutcomeId) -> Option<(&Clusters, f64)> {
    let Some(Design::Cluster(clusters)) = trial.design.as_ref() else {
        return None;
    };
    Some((clusters, clusters.design_effect(outcome)?))
}

/// The design effect by which the trial's numbers of this outcome are reduced before they are pooled; `None` where they
/// enter as reported.
#[must_use]
pub fn applied_design_effect(trial: &Trial, outcome: &Outcome) -> Option<f64> {
    let (clusters, effect) = clusters(trial, outcome.id)?;
    let reduced =
        !matches!(outcome.kind, OutcomeKind::Estimates(_)) || clusters.estimates_ignore_clusters;
    reduced.then_some(effect)
}

/// Whether the numbers of a trial enter otherwise than it reported them: reduced by a design effect, or as a standard error that
/// was worked out from the limits of an interval.
pub(super) fn is_worked_out(trial: &Trial, outcome: &Outcome) -> bool {
    let from_limits = trial.records.get(&outcome.id).is_some_and(|record| {
        matches!(&record.values, Values::Estimate(entries) if entries.standard_error.value().is_none())
    });
    from_limits || applied_design_effect(trial, outcome).is_some()
}

/// The numbers of an outcome as the trial reported them, and as they enter; `None` where they cannot be pooled.
#[must_use]
pub fn reported_and_entering(trial: &Trial, outcome: &Outcome) -> Option<[TrialData; 2]> {
    let as_reported = as_reported(trial, outcome)?.ok()?;
    Some([as_reported, reported(trial, outcome)?.ok()?])
}

/// The numbers of randomized clusters as those of people randomized one by one. An estimate stays as it is unless the
/// trial's own analysis ignored the clusters.
fn effective(data: TrialData, clusters: &Clusters, design_effect: f64) -> TrialData {
    match data {
        TrialData::Counts(table) => TrialData::Counts(table.effective(design_effect)),
        TrialData::PersonTime(trial) => TrialData::PersonTime(trial.effective(design_effect)),
        TrialData::Means(means) => TrialData::Means(means.effective(design_effect)),
        TrialData::Proportion(arm) => TrialData::Proportion(arm.effective(design_effect)),
        TrialData::Estimate {
            effect,
            standard_error,
        } if clusters.estimates_ignore_clusters => TrialData::Estimate {
            effect,
            standard_error: inflated(standard_error, design_effect),
        },
        estimate @ TrialData::Estimate { .. } => estimate,
    }
}

fn as_reported(trial: &Trial, outcome: &Outcome) -> Option<Result<TrialData, LeftOut>> {
    let values = &trial.records.get(&outcome.id)?.values;
    if let Values::Estimate(entries) = values {
        let scale = match outcome.kind {
            OutcomeKind::Estimates(scale) => scale,
            OutcomeKind::Counts
            | OutcomeKind::PersonTime
            | OutcomeKind::Means
            | OutcomeKind::Proportions => Scale::Difference,
        };
        return estimate(entries, scale);
    }
    let arms_of = |role: Role| -> Vec<ArmId> {
        let of_role = trial.arms.iter().filter(|arm| arm.role == role);
        of_role.map(|arm| arm.id).collect()
    };
    if outcome.kind == OutcomeKind::Proportions {
        let arms = arms_of(Role::Experimental);
        return values.is_reported(&arms).then(|| one_side(values, &arms));
    }
    let sides = [Role::Experimental, Role::Control].map(arms_of);
    values
        .is_reported(&sides.concat())
        .then(|| two_sides(values, &sides))
}

/// The numbers of one side of the comparison.
#[derive(Clone, Copy)]
enum Side {
    Counts { events: u64, total: u64 },
    PersonTime { events: u64, time: f64 },
    Means(ArmMean),
}

fn two_sides(
    values: &Values,
    [experimental, control]: &[Vec<ArmId>; 2],
) -> Result<TrialData, LeftOut> {
    let (experimental, control) = (side(values, experimental)?, side(values, control)?);
    compared(experimental, control).ok_or(LeftOut::Problem)
}

/// The numbers of both sides; `None` where they are of two kinds, which the values of one record never are.
fn compared(experimental: Side, control: Side) -> Option<TrialData> {
    match (experimental, control) {
        (
            Side::Counts { events, total },
            Side::Counts {
                events: control_events,
                total: control_total,
            },
        ) => Some(TrialData::Counts(TwoByTwo {
            experimental_events: events,
            experimental_total: total,
            control_events,
            control_total,
        })),
        (
            Side::PersonTime { events, time },
            Side::PersonTime {
                events: control_events,
                time: control_time,
            },
        ) => Some(TrialData::PersonTime(PersonTime {
            experimental_events: events,
            experimental_time: time,
            control_events,
            control_time,
        })),
        (Side::Means(experimental), Side::Means(control)) => Some(TrialData::Means(TwoMeans {
            experimental,
            control,
        })),
        (Side::Counts { .. } | Side::PersonTime { .. } | Side::Means(_), _) => None,
    }
}

fn one_side(values: &Values, arms: &[ArmId]) -> Result<TrialData, LeftOut> {
    match side(values, arms)? {
        Side::Counts { events, total } => Ok(TrialData::Proportion(Proportion { events, total })),
        Side::PersonTime { .. } | Side::Means(_) => Err(LeftOut::Problem),
    }
}

/// The arms of one role taken together.
fn side(values: &Values, arms: &[ArmId]) -> Result<Side, LeftOut> {
    let mut together: Option<Side> = None;
    for arm in arms.iter().filter(|arm| values.has_arm(**arm)) {
        let next = of_arm(values, *arm)?;
        together = Some(together.map_or(next, |side| side.with(next)));
    }
    together.ok_or(LeftOut::Incomplete)
}

impl Side {
    /// Both taken together; they hold numbers of one kind, since they come from one record.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (
                Self::Counts { events, total },
                Self::Counts {
                    events: more_events,
                    total: more,
                },
            ) => Self::Counts {
                events: events.saturating_add(more_events),
                total: total.saturating_add(more),
            },
            (
                Self::PersonTime { events, time },
                Self::PersonTime {
                    events: more_events,
                    time: more,
                },
            ) => Self::PersonTime {
                events: events.saturating_add(more_events),
                time: time + more,
            },
            (Self::Means(one), Self::Means(other)) => Self::Means(one.combined(other)),
            (side, _) => side,
        }
    }

    /// As many parts of it, as equal as whole people allow; together they are the whole. `None` where a part would be too small
    /// for numbers of its kind.
    ///
    /// Where people do not go into the parts, the later ones have one more, and the events follow the people: of any number of
    /// first parts together the share of the events is that of the people, rounded down. Person-time is parted evenly.
    fn shares(self, parts: usize) -> Option<Vec<Self>> {
        let bounds = |whole: u64| (0..=parts).map(move |part| share(whole, part, parts));
        let pieces = |bounds: Vec<u64>| -> Vec<u64> {
            bounds.windows(2).map(|pair| pair[1] - pair[0]).collect()
        };
        match self {
            Self::Counts { events, total } => {
                let people: Vec<u64> = bounds(total).collect();
                let before = people.iter().map(|people| {
                    let events =
                        u128::from(events) * u128::from(*people) / u128::from(total.max(1));
                    u64::try_from(events).unwrap_or(total)
                });
                let events = pieces(before.collect());
                let parts = events.into_iter().zip(pieces(people));
                parts
                    .map(|(events, total)| (total > 0).then_some(Self::Counts { events, total }))
                    .collect()
            }
            Self::PersonTime { events, time } => {
                let events = pieces(bounds(events).collect());
                let time = time / parts as f64;
                let parts = events.into_iter();
                Some(
                    parts
                        .map(|events| Self::PersonTime { events, time })
                        .collect(),
                )
            }
            Self::Means(arm) => {
                let people = pieces(bounds(arm.total).collect());
                let parts = people.into_iter();
                parts
                    .map(|total| (total > 1).then_some(Self::Means(ArmMean { total, ..arm })))
                    .collect()
            }
        }
    }
}

/// The numbers of one arm, if all of them are there and can be.
fn of_arm(values: &Values, arm: ArmId) -> Result<Side, LeftOut> {
    let unreadable = values.entries().iter().any(|(cell, entry)| {
        // The pool does not need the people lost.
        let is_needed = !matches!(cell, Cell::Lost(_));
        is_needed && cell.arm() == Some(arm) && matches!(entry.state(), State::Unreadable(_))
    });
    if unreadable {
        return Err(LeftOut::Problem);
    }
    let side = match values {
        Values::Counts(arms) => arms.get(&arm).and_then(|entries| {
            Some(Side::Counts {
                events: entries.events.value()?,
                total: entries.total.value()?,
            })
        }),
        Values::PersonTime(arms) => arms.get(&arm).and_then(|entries| {
            Some(Side::PersonTime {
                events: entries.events.value()?,
                time: entries.time.value()?,
            })
        }),
        Values::Means(arms) => arms.get(&arm).and_then(|entries| {
            Some(Side::Means(ArmMean {
                mean: entries.mean.value()?,
                standard_deviation: entries.standard_deviation.value()?,
                total: entries.total.value()?,
            }))
        }),
        Values::Estimate(_) => None,
    };
    let side = side.ok_or(LeftOut::Incomplete)?;
    let possible = match side {
        Side::Counts { events, total } => total > 0 && events <= total,
        Side::PersonTime { time, .. } => time > 0.0,
        Side::Means(arm) => arm.standard_deviation > 0.0 && arm.total > 1,
    };
    possible.then_some(side).ok_or(LeftOut::Problem)
}

/// How many of `whole` lie in the first `part` of so many equal parts, rounded down.
fn share(whole: u64, part: usize, parts: usize) -> u64 {
    let share = u128::from(whole) * part as u128 / parts.max(1) as u128;
    u64::try_from(share).unwrap_or(whole)
}

fn estimate(entries: &EstimateEntries, scale: Scale) -> Option<Result<TrialData, LeftOut>> {
    if entries.estimate.state == State::NotReported {
        return None;
    }
    let analysis_scale = |value: f64| match scale {
        Scale::Ratio if value > 0.0 => Some(libm::log(value)),
        Scale::Ratio => None,
        Scale::LogRatio | Scale::Difference => Some(value),
    };
    let effect = entries.estimate.value().and_then(analysis_scale);
    let limits = entries
        .lower
        .value()
        .and_then(analysis_scale)
        .zip(entries.upper.value().and_then(analysis_scale));
    let standard_error = entries
        .standard_error
        .value()
        .or(limits.map(|(lower, upper)| (upper - lower) / (2.0 * normal::QUANTILE_975)));
    let interval_misses_estimate = entries.standard_error.value().is_none()
        && effect
            .zip(limits)
            .is_some_and(|(effect, (lower, upper))| !(lower..=upper).contains(&effect));
    let data = match (effect, standard_error) {
        _ if interval_misses_estimate => Err(LeftOut::Problem),
        (Some(effect), Some(standard_error))
            if effect.is_finite() && standard_error > 0.0 && standard_error.is_finite() =>
        {
            Ok(TrialData::Estimate {
                effect,
                standard_error,
            })
        }
        (Some(_), None) => Err(LeftOut::Incomplete),
        _ => Err(LeftOut::Problem),
    };
    Some(data)
}
