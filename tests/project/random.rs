//! Random reviews, with every state that an entry can be in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use trialpool::data::{Dismissed, Exclusion, KnownTable};

use proptest::prelude::*;
use trialpool::data::{
    AnyEntryMut, Arm, ArmId, ArmNumber, Clusters, ComparedArms, ConfidenceLevel, Correction,
    Covariate, CovariateId, Design, Entry, EstimateEntries, FigureSettings, Grouping, Interval,
    Measure, Method, Misread, OtherTimes, Outcome, OutcomeFigure, OutcomeId, OutcomeKind, Periods,
    Plan, PredictionDegrees, Randomized, Record, Review, Role, Scale, SensitivityAnalysis,
    Settings, State, TauSquaredEstimator, Trial, TrialId, TrialSelection, Values, Window,
};
use trialpool::project::Project;

fn entry<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Entry<T>> {
    let state = prop_oneof![
        value.prop_map(State::Reported),
        Just(State::NotReported),
        Just(State::Unreadable(Misread::Percentage)),
        Just(State::Unreadable(Misread::NotANumber)),
    ];
    ("\\PC{0,6}", state).prop_map(|(typed, state)| Entry { typed, state })
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON holds finite numbers", |value| value.is_finite())
}

fn values(kind: OutcomeKind) -> BoxedStrategy<Values> {
    if let OutcomeKind::Estimates(_) = kind {
        return ([(); 4].map(|()| entry(finite())), "[<=]?0\\.[0-9]{0,3}")
            .prop_map(|([estimate, standard_error, lower, upper], p)| {
                Values::Estimate(EstimateEntries {
                    estimate,
                    standard_error,
                    lower,
                    upper,
                    p,
                })
            })
            .boxed();
    }
    let counts = [(); 2].map(|()| entry(any::<u64>()));
    let numbers = [(); 3].map(|()| entry(finite()));
    prop::collection::btree_map(0..3_u32, (counts, numbers), 0..3)
        .prop_map(move |arms| {
            let mut values = Values::blank(kind);
            for (arm, (counts, numbers)) in arms {
                for (position, number) in ArmNumber::of(kind).iter().enumerate() {
                    match values.entry_mut(number.cell(ArmId(arm))) {
                        Some(AnyEntryMut::Count(entry)) => *entry = counts[position % 2].clone(),
                        Some(AnyEntryMut::Number(entry)) => *entry = numbers[position].clone(),
                        None => unreachable!("a number of this kind"),
                    }
                }
            }
            values
        })
        .boxed()
}

fn kind() -> impl Strategy<Value = OutcomeKind> {
    prop_oneof![
        Just(OutcomeKind::Counts),
        Just(OutcomeKind::PersonTime),
        Just(OutcomeKind::Means),
        Just(OutcomeKind::Proportions),
        Just(OutcomeKind::Estimates(Scale::LogRatio)),
    ]
}

/// What was read at one time.
fn reading(kind: OutcomeKind) -> impl Strategy<Value = Record> {
    (values(kind), "\\PC{0,5}", ".{0,5}").prop_map(|(values, time_point, source)| Record {
        values,
        time_point,
        source,
        note: "page 3".into(),
        others: None,
    })
}

fn others(kind: OutcomeKind) -> impl Strategy<Value = Option<OtherTimes>> {
    let others = (prop::collection::vec(reading(kind), 0..3), any::<bool>());
    let others = others.prop_map(|(records, by_hand)| OtherTimes { records, by_hand });
    prop::option::of(others)
}

fn design() -> impl Strategy<Value = Option<Design>> {
    let periods = prop_oneof![
        Just(Periods::First),
        Just(Periods::Paired),
        Just(Periods::Together)
    ];
    let own = prop::collection::btree_map(0..9_u32, entry(finite()), 0..3);
    let clusters = (
        entry(finite()),
        entry(finite()),
        own,
        any::<bool>(),
        ".{0,5}",
    )
        .prop_map(
            |(size, correlation, own, estimates_ignore_clusters, source)| Clusters {
                size,
                correlation,
                outcomes: own
                    .into_iter()
                    .map(|(id, own)| (OutcomeId(id), own))
                    .collect(),
                source,
                estimates_ignore_clusters,
            },
        );
    prop_oneof![
        Just(None),
        periods.prop_map(|periods| Some(Design::Crossover(periods))),
        clusters.prop_map(|clusters| Some(Design::Cluster(clusters))),
    ]
}

fn trial(
    id: u32,
    outcomes: &[(u32, OutcomeKind)],
    covariates: &[u32],
) -> impl Strategy<Value = Trial> + use<> {
    let records: Vec<_> = outcomes
        .iter()
        .map(|&(outcome, kind)| {
            let record = (reading(kind), others(kind))
                .prop_map(|(record, others)| Record { others, ..record });
            prop::option::of(record).prop_map(move |record| (OutcomeId(outcome), record))
        })
        .collect();
    let texts: Vec<_> = covariates
        .iter()
        .map(|&covariate| ".{0,5}".prop_map(move |text| (CovariateId(covariate), text)))
        .collect();
    let randomized = prop_oneof![
        Just(Randomized::Yes),
        Just(Randomized::No),
        Just(Randomized::Unclear)
    ];
    (
        ".{0,12}",
        entry(any::<i32>()),
        randomized,
        records,
        texts,
        design(),
    )
        .prop_map(
            move |(name, year, randomized, records, texts, design)| Trial {
                id: TrialId(id),
                name,
                year,
                randomized,
                arms: [Role::Experimental, Role::Control, Role::Ignored]
                    .into_iter()
                    .enumerate()
                    .map(|(position, role)| Arm {
                        id: ArmId(u32::try_from(position).unwrap()),
                        label: "arm".into(),
                        role,
                    })
                    .collect(),
                records: records
                    .into_iter()
                    .filter_map(|(outcome, record)| Some((outcome, record?)))
                    .collect(),
                covariates: texts.into_iter().collect(),
                design,
            },
        )
}

fn outcome(id: u32, kind: OutcomeKind) -> impl Strategy<Value = Outcome> {
    (".{0,12}", any::<bool>(), prop::option::of(".{0,5}")).prop_map(
        move |(name, more_is_worse, group)| Outcome {
            id: OutcomeId(id),
            name,
            kind,
            window: Window::Immediate,
            group,
            more_is_worse,
            note: String::new(),
        },
    )
}

fn plan() -> impl Strategy<Value = Plan> {
    let method = prop_oneof![
        Just(Method::MantelHaenszel),
        Just(Method::Peto),
        Just(Method::RandomEffects(
            TauSquaredEstimator::RestrictedMaximumLikelihood
        )),
    ];
    let measure = prop_oneof![
        Just(Measure::RiskRatio),
        Just(Measure::RateDifference),
        Just(Measure::StandardizedMeanDifferenceUnequalVariances),
    ];
    (measure, method).prop_map(|(measure, method)| Plan {
        measure,
        method,
        interval: Interval::HartungKnapp,
        correction: Correction::TreatmentArm,
        prediction: PredictionDegrees::KMinusTwo,
    })
}

/// One trial behind the first left out of each outcome, and one of all, if any.
fn exclusions(
    trials: &[Trial],
    outcomes: &[Outcome],
    reason: &str,
    has_any: bool,
) -> Vec<Exclusion> {
    let of = outcomes
        .iter()
        .map(|outcome| Some(outcome.id))
        .chain([None]);
    let trials = trials.iter().skip(1).filter(|_| has_any);
    trials
        .zip(of)
        .map(|(trial, outcome)| Exclusion {
            trial: trial.id,
            outcome,
            reason: format!("{}!", reason.trim()),
        })
        .collect()
}

/// Two analyses of the first outcome, if any: without the first trial, and at another level.
fn sensitivity(
    trials: &[Trial],
    outcomes: &[Outcome],
    name: &str,
    has_any: bool,
) -> BTreeMap<OutcomeId, Vec<SensitivityAnalysis>> {
    let first = trials.first().map(|trial| SensitivityAnalysis {
        trials: TrialSelection::Without([trial.id].into()),
        ..SensitivityAnalysis::default()
    });
    let second = SensitivityAnalysis {
        name: name.trim().to_owned(),
        level: Some(ConfidenceLevel::Ninety),
        ..SensitivityAnalysis::default()
    };
    let analyses: Vec<_> = first.into_iter().chain([second]).collect();
    let outcome = outcomes.first().filter(|_| has_any);
    outcome
        .map(|outcome| (outcome.id, analyses))
        .into_iter()
        .collect()
}

fn figures(
    covariates: &[u32],
    outcomes: &[Outcome],
    title: &str,
    without_prediction: bool,
) -> FigureSettings {
    let figure = |outcome: &Outcome| {
        let figure = OutcomeFigure {
            footnote: title.trim().to_owned(),
            ..OutcomeFigure::default()
        };
        (outcome.id, figure)
    };
    FigureSettings {
        grouping: covariates
            .first()
            .map(|id| Grouping::Covariate(CovariateId(*id))),
        columns: covariates.iter().map(|id| CovariateId(*id)).collect(),
        without_prediction,
        outcomes: outcomes.first().map(figure).into_iter().collect(),
        ..FigureSettings::default()
    }
}

/// A project with up to four outcomes, eight trials and two other columns.
pub(crate) fn project() -> impl Strategy<Value = Project> {
    let shape = (prop::collection::vec(kind(), 0..4), 0..8_u32, 0..3_u32);
    shape.prop_flat_map(|(kinds, trials, covariates)| {
        let outcomes: Vec<(u32, OutcomeKind)> = (0..).zip(kinds).collect();
        let covariates: Vec<u32> = (100..100 + covariates).collect();
        let trials: Vec<_> = (200..200 + trials)
            .map(|id| trial(id, &outcomes, &covariates))
            .collect();
        let known: Vec<_> = outcomes
            .iter()
            .map(|&(id, kind)| outcome(id, kind))
            .collect();
        let pinned = prop::collection::btree_map(0..5_u32, plan(), 0..3);
        (
            known,
            trials,
            pinned,
            any::<[bool; 3]>(),
            ".{0,20}",
            Just(covariates),
        )
            .prop_map(|(outcomes, trials, pinned, flags, title, covariates)| {
                let plans: BTreeMap<OutcomeId, Plan> = pinned
                    .into_iter()
                    .map(|(outcome, plan)| (OutcomeId(outcome), plan))
                    .collect();
                let hidden: BTreeSet<TrialId> = trials
                    .first()
                    .filter(|_| flags[0])
                    .map(|trial: &Trial| trial.id)
                    .into_iter()
                    .collect();
                let exclusions = exclusions(&trials, &outcomes, &title, flags[1]);
                let mut project = Project {
                    chosen: plans.keys().copied().take(1).collect(),
                    settings: Settings {
                        measure: flags[2].then_some(Measure::OddsRatio),
                        level: if flags[0] {
                            ConfidenceLevel::Ninety
                        } else {
                            ConfidenceLevel::NinetyFive
                        },
                        levels: plans
                            .keys()
                            .filter(|_| flags[1])
                            .map(|outcome| (*outcome, ConfidenceLevel::NinetyNine))
                            .collect(),
                        plans,
                        hidden,
                        exclusions,
                        include_not_randomized: flags[1],
                        decimal_comma: flags[2],
                        figures: figures(&covariates, &outcomes, &title, flags[1]).into(),
                        dismissed: flags[0]
                            .then(|| Dismissed {
                                finding: "Smith 2001: a finding".into(),
                                reason: "as printed".into(),
                            })
                            .into_iter()
                            .collect(),
                        tables: flags[1].then(|| {
                            vec![KnownTable {
                                heads: "study\tb".into(),
                                choices: "{}".into(),
                            }]
                        }),
                        sensitivity: sensitivity(&trials, &outcomes, &title, flags[0]),
                    },
                    review: Review {
                        title,
                        outcomes: outcomes.into_iter().map(Arc::new).collect(),
                        trials: trials.into_iter().map(Arc::new).collect(),
                        covariates: covariates
                            .into_iter()
                            .map(|id| Covariate {
                                id: CovariateId(id),
                                name: format!("column {id}"),
                            })
                            .collect(),
                        next_id: 300,
                        ..Review::default()
                    },
                };
                let present = ComparedArms::of(&project.review);
                project.review.comparisons = flags[2].then_some(present).into_iter().collect();
                project
            })
    })
}
