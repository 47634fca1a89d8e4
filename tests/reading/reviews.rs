//! Random reviews, and what of a review must survive writing and reading.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use trialpool::data::{
    AnyEntryMut, Arm, ArmId, ArmNumber, Clusters, Covariate, CovariateId, Design, Entry,
    EstimateEntries, Outcome, OutcomeId, OutcomeKind, Periods, Randomized, Record, Review, Role,
    Scale, State, Trial, TrialId, Values, Window,
};
use trialpool::read::{Decimal, entry};

/// Cells as people type them, good and bad.
const COUNTS: [&str; 18] = [
    "0",
    "1",
    "2",
    "7",
    "12",
    "20",
    "31",
    "250",
    "1,250",
    "12 (3.5%)",
    "3*",
    "",
    "NR",
    "–",
    "x",
    "-1",
    "1.5",
    "99999999999",
];
const NUMBERS: [&str; 12] = [
    "0.85", "-0.51", "2", "1.20", "0.3", "4", "", "NR", "abc", "0", "1e-3", "12",
];
const NAMES: [&str; 9] = [
    "Fever",
    "Serious adverse events",
    "Loss of control",
    "Pain, any",
    "Death or \"BPD\"",
    "MI",
    "=cmd()",
    "Bleeding (major)",
    "Death",
];
const TEXTS: [&str; 8] = [
    "",
    "adipose",
    "two\nlines",
    "a; b",
    "=HYPERLINK(\"x\")",
    "'quoted",
    "\"",
    "tab\there",
];

/// What is typed for one arm: counts of people, and numbers with decimals.
type TypedArm = ([&'static str; 2], [&'static str; 3]);

fn typed_arm() -> impl Strategy<Value = TypedArm> {
    (
        [(); 2].map(|()| select(&COUNTS[..])),
        [(); 3].map(|()| select(&NUMBERS[..])),
    )
}

fn estimate_entries() -> impl Strategy<Value = EstimateEntries> {
    (
        [(); 4].map(|()| select(&NUMBERS[..])),
        select(&["", "0.04", "<0.001"][..]),
    )
        .prop_map(|([estimate, standard_error, lower, upper], p)| {
            let number = |text| entry::number(text, Decimal::Point);
            EstimateEntries {
                estimate: number(estimate),
                standard_error: number(standard_error),
                lower: number(lower),
                upper: number(upper),
                p: p.to_owned(),
            }
        })
}

#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Whether trials may have several named arms.
    pub(crate) named_arms: bool,
    /// Whether names may occur twice.
    pub(crate) repeated_names: bool,
    /// Whether records carry time points, sources and notes.
    pub(crate) remarks: bool,
}

/// Numbers for each arm, an estimate, and time point, source and note.
type RandomRecord = (Vec<TypedArm>, EstimateEntries, [&'static str; 3]);

/// Numbers at other times, and which of all times is used by hand, if any.
type RandomTimes = (Vec<(Vec<TypedArm>, EstimateEntries)>, Option<usize>);

/// Times in days, in another unit, and one that cannot be told.
const TIMES: [[&str; 3]; 3] = [
    ["30 d", "6 months", "1 y"],
    ["week 4", "24 h", "12 mo"],
    ["in hospital", "30 d", "discharge"],
];

#[derive(Clone, Debug)]
struct RandomTrial {
    name: usize,
    year: Option<i32>,
    randomized: Randomized,
    arms: usize,
    records: Vec<Option<RandomRecord>>,
    times: Vec<(RandomTimes, usize)>,
    design: usize,
    covariates: Vec<&'static str>,
}

fn random_trial(outcomes: usize) -> impl Strategy<Value = RandomTrial> {
    let record = (
        vec(typed_arm(), 4),
        estimate_entries(),
        [(); 3].map(|()| select(&TEXTS[..])),
    );
    let other = (vec(typed_arm(), 4), estimate_entries());
    let times = (vec(other, 0..3), option::of(0_usize..3));
    (
        0_usize..4,
        option::of(1990..2030_i32),
        select(&[Randomized::Yes, Randomized::No, Randomized::Unclear][..]),
        0_usize..3,
        vec(option::of(record), outcomes),
        vec((times, 0_usize..3), outcomes),
        0_usize..8,
        vec(select(&TEXTS[..]), 2),
    )
        .prop_map(
            |(name, year, randomized, arms, records, times, design, covariates)| RandomTrial {
                name,
                year,
                randomized,
                arms,
                records,
                times,
                design,
                covariates,
            },
        )
}

/// Random reviews of this shape.
pub(crate) fn reviews(shape: Shape) -> impl Strategy<Value = Review> {
    const OUTCOMES: usize = 4;
    let kinds = [
        OutcomeKind::Counts,
        OutcomeKind::Counts,
        OutcomeKind::PersonTime,
        OutcomeKind::Means,
        OutcomeKind::Proportions,
        OutcomeKind::Estimates(Scale::Ratio),
        OutcomeKind::Estimates(Scale::LogRatio),
        OutcomeKind::Estimates(Scale::Difference),
    ];
    (
        select(&["MSC", "N-acetylcysteine", "Treatment", "usual dose"][..]),
        select(&["Control", "Placebo", "Usual care", "aspirin"][..]),
        Just(NAMES.to_vec()).prop_shuffle(),
        vec(select(kinds.to_vec()), OUTCOMES),
        vec(random_trial(OUTCOMES), 1..7),
    )
        .prop_map(move |(experimental, control, names, kinds, trials)| {
            review(&shape, [experimental, control], &names, &kinds, &trials)
        })
}

fn review(
    shape: &Shape,
    labels: [&str; 2],
    names: &[&str],
    kinds: &[OutcomeKind],
    trials: &[RandomTrial],
) -> Review {
    let mut review = Review {
        experimental_label: labels[0].to_owned(),
        control_label: labels[1].to_owned(),
        ..Review::default()
    };
    for (name, kind) in names.iter().zip(kinds) {
        let id = OutcomeId(review.fresh_id());
        review.outcomes.push(Arc::new(Outcome {
            id,
            name: (*name).to_owned(),
            kind: *kind,
            // Which reading tells from the name.
            window: if *name == "Fever" {
                Window::Immediate
            } else {
                Window::Lasting
            },
            group: None,
            more_is_worse: true,
            note: String::new(),
        }));
    }
    for name in ["Dose", "Cell source"] {
        let id = CovariateId(review.fresh_id());
        review.covariates.push(Covariate {
            id,
            name: name.to_owned(),
        });
    }
    for (position, random) in trials.iter().enumerate() {
        let id = TrialId(review.fresh_id());
        let name = if shape.repeated_names {
            format!("Smith {}", ["", "2001", "2002", "et al."][random.name])
        } else {
            format!(
                "{} no. {position}",
                ["Smith", "+1", "\"Jones\", K", "Müller;"][random.name]
            )
        };
        let mut trial = Trial::two_armed(id, name.trim());
        trial.year = random
            .year
            .map_or_else(Entry::not_reported, Entry::reported);
        trial.randomized = random.randomized;
        if shape.named_arms {
            trial.arms = arms(random.arms);
        }
        for ((outcome, of_outcome), times) in review
            .outcomes
            .iter()
            .zip(&random.records)
            .zip(&random.times)
        {
            let read = |random: &RandomRecord| record(shape, &trial.arms, outcome, random);
            let Some(mut record) = of_outcome.as_ref().and_then(read) else {
                continue;
            };
            let ((others, by_hand), words) = times;
            let others = others
                .iter()
                .filter_map(|(arms, estimate)| read(&(arms.clone(), estimate.clone(), [""; 3])));
            let others: Vec<Record> = others.collect();
            // Records of one name and different times would be taken for one trial's.
            if shape.remarks && !shape.repeated_names && !others.is_empty() {
                add_times(
                    &mut record,
                    others,
                    &TIMES[*words],
                    outcome.window,
                    *by_hand,
                );
            }
            trial.records.insert(outcome.id, record);
        }
        if !shape.repeated_names {
            trial.design = design(random.design, &review.outcomes, shape.remarks);
        }
        for (covariate, text) in review.covariates.iter().zip(&random.covariates) {
            if !text.is_empty() {
                trial.covariates.insert(covariate.id, (*text).to_owned());
            }
        }
        review.trials.push(Arc::new(trial));
    }
    review
}

fn arms(shape: usize) -> Vec<Arm> {
    let arms: &[(&str, Role)] = match shape {
        0 => &[("low dose", Role::Experimental), ("placebo", Role::Control)],
        1 => &[
            ("low dose", Role::Experimental),
            ("high dose", Role::Experimental),
            ("sham", Role::Control),
        ],
        _ => &[
            ("usual care", Role::Control),
            ("cells", Role::Experimental),
            ("crossed over", Role::Ignored),
            ("saline", Role::Control),
        ],
    };
    (0..)
        .zip(arms)
        .map(|(id, (label, role))| Arm {
            id: ArmId(id),
            label: (*label).to_owned(),
            role: *role,
        })
        .collect()
}

/// A record in which something was typed, or nothing.
fn record(
    shape: &Shape,
    arms: &[Arm],
    outcome: &Outcome,
    (arms_typed, estimate, remarks): &RandomRecord,
) -> Option<Record> {
    let values = if matches!(outcome.kind, OutcomeKind::Estimates(_)) {
        let typed = !estimate.estimate.typed.is_empty();
        typed.then(|| Values::Estimate(estimate.clone()))?
    } else {
        let mut values = Values::blank(outcome.kind);
        let sides = outcome.kind.sides();
        let reporting = arms.iter().filter(|arm| {
            // What of an arm that is not compared stands in a table is kept, but for single proportions.
            sides.contains(&arm.role) || sides.len() == 2
        });
        for (arm, (counts, numbers)) in reporting.zip(arms_typed) {
            for (position, number) in ArmNumber::of(outcome.kind).iter().enumerate() {
                match values.entry_mut(number.cell(arm.id)) {
                    Some(AnyEntryMut::Count(count)) => {
                        *count = entry::count(counts[position % 2], Decimal::Point);
                    }
                    Some(AnyEntryMut::Number(number)) => {
                        *number = entry::number(numbers[position], Decimal::Point);
                    }
                    None => unreachable!("a number of this kind"),
                }
            }
        }
        let mut written = values.clone();
        let something_stands = written.forget_blank_arms();
        // A row of an arm in which nothing was typed says nothing.
        let values = if shape.named_arms { written } else { values };
        something_stands.then_some(values)?
    };
    let [mut time_point, source, note] = if shape.remarks {
        remarks.map(str::to_owned)
    } else {
        Default::default()
    };
    if shape.repeated_names {
        time_point.clear();
    }
    Some(Record {
        values,
        time_point,
        source,
        note,
        others: None,
    })
}

/// A design, or none; with what belongs to single outcomes where the table has a place for it.
fn design(random: usize, outcomes: &[Arc<Outcome>], long: bool) -> Option<Design> {
    let number = |text: &str| entry::number(text, Decimal::Point);
    let clusters = |size: &str, correlation: &str, own: &str| {
        let own = outcomes
            .first()
            .filter(|_| long && !own.is_empty())
            .map(|outcome| (outcome.id, number(own)));
        Some(Design::Cluster(Clusters {
            size: number(size),
            correlation: number(correlation),
            outcomes: own.into_iter().collect(),
            source: "=assumed".into(),
            estimates_ignore_clusters: random == 3,
        }))
    };
    match random {
        0 => Some(Design::Crossover(Periods::First)),
        1 => Some(Design::Crossover(Periods::Together)),
        2 => clusters("29.8", "0.02", "0.1"),
        3 => clusters("abc", "", ""),
        _ => None,
    }
}

/// Adds what the trial reported at other times, those that the rule does not choose.
fn add_times(
    record: &mut Record,
    others: Vec<Record>,
    times: &[&str],
    window: Window,
    by_hand: Option<usize>,
) {
    times[0].clone_into(&mut record.time_point);
    for (other, time) in others.into_iter().zip(&times[1..]) {
        record.add_time(Record {
            time_point: (*time).to_owned(),
            ..other
        });
    }
    record.choose(window, &[0, 1, 2, 3].map(ArmId));
    if let Some(nth) = by_hand {
        record.use_other(nth);
        if let Some(others) = record.others.as_mut() {
            others.by_hand = true;
        }
    }
}

/// What of a review must survive: everything but identifiers, the order of outcomes, and what is no part of a table (title,
/// windows, remarks about outcomes).
#[derive(Debug, PartialEq)]
pub(crate) struct Content {
    labels: Option<[String; 2]>,
    trials: Vec<TrialContent>,
}

#[derive(Debug, PartialEq)]
struct TrialContent {
    name: String,
    year: Entry<i32>,
    randomized: Randomized,
    design: Option<String>,
    covariates: BTreeMap<String, String>,
    records: BTreeMap<String, RecordContent>,
}

#[derive(Debug, PartialEq)]
struct RecordContent {
    kind: OutcomeKind,
    numbers: BTreeMap<(String, &'static str, usize), (String, State<f64>)>,
    estimate: Option<EstimateEntries>,
    remarks: [String; 3],
    by_hand: bool,
    others: Vec<RecordContent>,
}

/// Whether a trial of the review reports numbers of both its arms, so that a table names them.
pub(crate) fn has_counts(review: &Review) -> bool {
    let of_two_arms = |outcome: &&Arc<Outcome>| {
        let single = outcome.kind == OutcomeKind::Proportions;
        !single && !matches!(outcome.kind, OutcomeKind::Estimates(_))
    };
    let mut outcomes = review.outcomes.iter().filter(of_two_arms);
    outcomes.any(|outcome| {
        let mut trials = review.trials.iter();
        trials.any(|trial| trial.records.contains_key(&outcome.id))
    })
}

/// The content of a review, with the names of its arms where the table has them.
pub(crate) fn content(review: &Review, labelled: bool) -> Content {
    Content {
        labels: labelled.then(|| {
            [
                review.experimental_label.clone(),
                review.control_label.clone(),
            ]
        }),
        trials: review
            .trials
            .iter()
            .map(|trial| trial_content(review, trial))
            .collect(),
    }
}

fn trial_content(review: &Review, trial: &Trial) -> TrialContent {
    TrialContent {
        name: trial.name.clone(),
        year: trial.year.clone(),
        randomized: trial.randomized,
        design: trial.design.as_ref().map(|design| {
            let mut design = design.clone();
            let mut own = Vec::new();
            if let Design::Cluster(clusters) = &mut design {
                for (outcome, correlation) in &std::mem::take(&mut clusters.outcomes) {
                    // Of an outcome that the trial does not report there is no row.
                    if trial.records.contains_key(outcome) {
                        let name = review.outcome(*outcome).map(|outcome| outcome.name.clone());
                        own.push((name, correlation.clone()));
                    }
                }
            }
            format!("{design:?} {own:?}")
        }),
        covariates: review
            .covariates
            .iter()
            .filter_map(|covariate| {
                let value = trial.covariates.get(&covariate.id)?;
                Some((covariate.name.clone(), value.clone()))
            })
            .collect(),
        records: review
            .outcomes
            .iter()
            .filter_map(|outcome| {
                let record = trial.records.get(&outcome.id)?;
                Some((outcome.name.clone(), record_content(trial, outcome, record)))
            })
            .collect(),
    }
}

fn record_content(trial: &Trial, outcome: &Outcome, record: &Record) -> RecordContent {
    let mut numbers = BTreeMap::new();
    for arm in &trial.arms {
        let role = match arm.role {
            Role::Experimental => "experimental",
            Role::Control => "control",
            Role::Ignored => "ignored",
        };
        let entries = record.values.entries().into_iter();
        let of_arm = entries.filter(|(cell, _)| cell.arm() == Some(arm.id));
        for (position, (_, entry)) in of_arm.enumerate() {
            let place = (arm.label.clone(), role, position);
            numbers.insert(place, (entry.typed().to_owned(), entry.state()));
        }
    }
    let estimate = match &record.values {
        Values::Estimate(entries) => Some(entries.clone()),
        _ => None,
    };
    RecordContent {
        kind: outcome.kind,
        numbers,
        estimate,
        remarks: [
            record.time_point.clone(),
            record.source.clone(),
            record.note.clone(),
        ],
        by_hand: record.others.as_ref().is_some_and(|others| others.by_hand),
        others: {
            let others = record.at_other_times().iter();
            let mut others: Vec<RecordContent> = others
                .map(|other| record_content(trial, outcome, other))
                .collect();
            others.sort_by(|one, other| one.remarks.cmp(&other.remarks));
            others
        },
    }
}
