//! Random reviews, with every state that an entry can be in.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use trialpool::analysis::plan_for;
use trialpool::data::{
    AnyEntryMut, Arm, ArmDoses, ArmId, ArmNumber, CertaintyJudged, CertaintyStart, Clusters,
    ComparedArms, ConfidenceLevel, Correction, Covariate, CovariateId, Design, Dismissed,
    DoseResponseChoices, DownDomain, EarlierResult, EarlierReview, EditedParagraph, Entry,
    EstimateEntries, EventClass, EventSeriousness, Exclusion, Exploration, FigureSettings,
    FixedPanel, Flow, FlowCount, FlowReason, FrozenOutcome, FrozenResult, FrozenTrial,
    FrozenVersion, Grades, Grading, Grouping, HarmsItem, Interval, KnownTable, Measure, Method,
    Misread, Moderator, MultipleArms, OtherTimes, Outcome, OutcomeFigure, OutcomeId, OutcomeKind,
    Panel, PartedBy, Periods, Plan, PredictionDegrees, Quantity, Raise, Randomized, RatedDown,
    RatedUp, Record, Review, Role, Scale, SensitivityAnalysis, SequentialDesign, Seriousness,
    Settings, Silence, SilenceReason, SpreadOfGroups, State, Stated, TauSquaredEstimator, Term,
    Topic, Trial, TrialId, TrialSelection, Undefined, UpDomain, Values, Window,
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

/// A dose of each arm of the first trial.
fn doses(trials: &[Trial], title: &str) -> ArmDoses {
    let mut doses = ArmDoses {
        unit: title.to_owned(),
        ..ArmDoses::default()
    };
    for trial in trials.iter().take(1) {
        for (place, arm) in trial.arms.iter().enumerate() {
            doses.set(trial.id, arm.id, Some(place as f64 * 2.5));
        }
    }
    doses
}

/// What is explored of the first outcome.
fn explorations(
    covariates: &[u32],
    outcomes: &[Outcome],
    by_range: bool,
) -> BTreeMap<OutcomeId, Exploration> {
    let columns: Vec<CovariateId> = covariates.iter().map(|id| CovariateId(*id)).collect();
    let exploration = Exploration {
        parted_by: Some(if by_range {
            PartedBy::Cuts {
                quantity: Quantity::Year,
                at: vec![1990.0, 2005.5],
            }
        } else {
            PartedBy::Grouping(Grouping::Randomized)
        }),
        spread_of_groups: if by_range {
            SpreadOfGroups::Shared
        } else {
            SpreadOfGroups::Separate
        },
        moderators: columns
            .into_iter()
            .map(|id| Moderator::Levels(Grouping::Covariate(id)))
            .collect(),
        wald: by_range,
        at: vec![2000.0],
        missing_odds: by_range.then_some([3.0, 0.5]),
        sequential: SequentialDesign {
            ratio: by_range.then_some(0.75),
            futility: by_range,
            power: 0.9,
            ..SequentialDesign::default()
        },
        dose_response: DoseResponseChoices {
            spline: by_range,
            one_stage: !by_range,
            step: by_range.then_some(10.0),
            knots: vec![1.0, 2.5, 8.0],
            at: vec![5.0],
        },
    };
    let outcome = outcomes.first().map(|outcome| outcome.id);
    outcome.map(|id| (id, exploration)).into_iter().collect()
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
                let doses = doses(&trials, &title);
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
                        explorations: explorations(&covariates, &outcomes, flags[0]),
                        doses,
                        include_not_randomized: flags[1],
                        multiple_arms: MultipleArms::ALL[usize::from(flags[2])],
                        decimal_comma: flags[2],
                        figures: figures(&covariates, &outcomes, &title, flags[1]).into(),
                        dismissed: dismissed(flags[0]),
                        tables: flags[1].then(|| {
                            vec![KnownTable {
                                heads: "study\tb".into(),
                                choices: "{}".into(),
                            }]
                        }),
                        sensitivity: sensitivity(&trials, &outcomes, &title, flags[0]),
                        paragraphs: flags[0]
                            .then(|| EditedParagraph {
                                topic: Topic::Overview,
                                text: title.clone(),
                                numbers: Vec::new(),
                            })
                            .into_iter()
                            .collect(),
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
                if flags[1] {
                    say_of_the_panel(&mut project.review);
                }
                if flags[0] {
                    grade(&mut project.review);
                }
                project
            })
    })
}

/// A finding that was laid aside.
fn dismissed(is_there: bool) -> Vec<Dismissed> {
    let finding = Dismissed {
        finding: "Smith 2001: a finding".into(),
        reason: "as printed".into(),
    };
    is_there.then_some(finding).into_iter().collect()
}

/// The certainty of the first outcome judged in part, and the outcomes of the summary chosen.
fn grade(review: &mut Review) {
    let Some(outcome) = review.outcomes.first().map(|outcome| outcome.id) else {
        return;
    };
    let judged = CertaintyJudged {
        compared: ComparedArms::of(review).sides,
        start: Some(CertaintyStart::Low),
        start_reason: review.title.trim().to_owned(),
        down: [(
            DownDomain::Imprecision,
            RatedDown {
                seriousness: Some(Seriousness::ExtremelySerious),
                reason: review.title.trim().to_owned(),
            },
        )]
        .into(),
        up: [(
            UpDomain::LargeEffect,
            RatedUp {
                raise: Raise::Two,
                reason: String::new(),
            },
        )]
        .into(),
    };
    review.grading = Arc::new(Grading {
        outcomes: [(outcome, vec![judged])].into(),
        summary: Some([outcome].into()),
    });
}

/// A panel that was fixed before its last outcome came, with margins that are none among them, a wording, and what another
/// review published.
fn say_of_the_panel(review: &mut Review) {
    let outcomes: Vec<OutcomeId> = review.outcomes.iter().map(|outcome| outcome.id).collect();
    let earlier = outcomes
        .split_last()
        .map_or(&[][..], |(_, earlier)| earlier);
    let mut panel = Panel {
        fixed: Some(FixedPanel {
            date: "2025-05-12".into(),
            outcomes: earlier.iter().copied().collect(),
        }),
        open: earlier.is_empty(),
        ..Panel::default()
    };
    for (outcome, margin) in outcomes.iter().zip([1.25, 0.5, f64::NAN]) {
        let margin = if margin.is_nan() {
            Entry {
                typed: review.title.clone(),
                state: State::Unreadable(Misread::NotANumber),
            }
        } else {
            Entry::reported(margin)
        };
        panel.margins.insert(*outcome, margin);
    }
    if let Some(outcome) = outcomes.first() {
        panel.latencies.insert(*outcome, "2 years".into());
        let class = EventClass {
            seriousness: Some(Stated::Known(EventSeriousness::Serious)),
            grades: Grades::new(3, 5).map(Stated::Known),
            relatedness: Some(Stated::Worded("conditional".into())),
            onset: "day 0 to 7".into(),
        };
        panel.events.insert(*outcome, class);
    }
    if let (Some(outcome), Some(trial)) = (outcomes.first(), review.trials.first()) {
        panel.terms.push(Term {
            outcome: *outcome,
            trial: trial.id,
            wording: review.title.clone(),
        });
        let silence = Silence {
            reason: Some(SilenceReason::MeasuredNotTold),
            remark: "p. 3".into(),
        };
        Arc::make_mut(&mut review.silences).say(*outcome, trial.id, silence);
    }
    review.panel = Arc::new(panel);
    review.earlier = vec![Arc::new(EarlierReview {
        name: review.title.clone(),
        source: String::new(),
        results: vec![EarlierResult {
            wording: review.title.clone(),
            outcome: outcomes.first().copied(),
            estimate: Entry::reported(1.5),
            prior_weight: outcomes.first().map(|_| 80),
            ..EarlierResult::default()
        }],
    })];
    add_version_and_flow(review, &outcomes);
}

/// A frozen version that says something of every outcome, and a flow with a count and a reason.
fn add_version_and_flow(review: &mut Review, outcomes: &[OutcomeId]) {
    let of_outcome = |outcome: &OutcomeId| FrozenOutcome {
        outcome: *outcome,
        name: review.title.clone(),
        plan: plan_for(Measure::OddsRatio, Method::Peto),
        level: ConfidenceLevel::Ninety,
        included: 7,
        trials: review
            .trials
            .first()
            .map(|trial| FrozenTrial {
                trial: trial.id,
                name: trial.name.clone(),
                numbers: vec![1.0, 10.0, 0.5, 12.0],
            })
            .into_iter()
            .collect(),
        result: Some(FrozenResult {
            estimate: 0.1,
            standard_error: 0.3,
            lower: -0.5,
            upper: 0.7,
            i_squared: Some(12.5),
            tells_nothing: true,
            trials: 1,
        })
        .filter(|_| outcome.0.is_multiple_of(2)),
        undefined: (outcome.0 % 2 == 1)
            .then_some(Undefined::ArmWithoutEvent { experimental: true }),
        totals: Some([1, 10, 0, 12]),
        more_is_worse: true,
        margin: Some(1.25),
        bound: Some((0.5, true)),
    };
    let version = FrozenVersion {
        name: review.title.clone(),
        date: "2025-05-12".into(),
        sides: ["MSC".into(), review.title.clone()],
        outcomes: outcomes.iter().map(of_outcome).collect(),
    };
    review.versions = vec![Arc::new(version)];
    let unreadable = Entry {
        typed: review.title.clone(),
        state: State::Unreadable(Misread::NotANumber),
    };
    review.flow = Some(Arc::new(Flow {
        counts: [(FlowCount::Databases, unreadable.clone())].into(),
        reasons: vec![FlowReason {
            reason: review.title.clone(),
            count: unreadable,
        }],
        other_reasons: Vec::new(),
    }));
    review
        .harms_places
        .insert(HarmsItem::Title, review.title.clone());
}
