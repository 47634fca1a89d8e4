//! The experimental arms of one trial are combined, or each compared with its share of the control group.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    Prepared, ProposalReason, Response, TrialData, answer, judged_trials, prepare, subgroups,
    without,
};
use trialpool::data::{
    Arm, ArmId, CountEntries, Covariate, CovariateId, Entry, Grouping, Interval, MeanEntries,
    Measure, Method, MultipleArms, OutcomeId, OutcomeKind, PersonTimeEntries, Plan, Review,
    RiskOfBias, Role, TauSquaredEstimator, Trial, TrialId, Values,
};
use trialpool::figure::forest::Options;
use trialpool::figure::{Answered, RegionKind, forest};
use trialpool::project::{Command, History, Project, restore, save};
use trialpool::report;
use trialpool::wording::paragraphs::{self, OutcomeAnswers, ReviewAnswers};
use trialpool::wording::{Locale, Subject, sentences};

use super::{done, outcome, trial};

/// Counts of a control arm and of experimental arms.
type Arms<'a> = (&'a str, [u64; 2], &'a [[u64; 2]]);

/// Seven comparisons of five trials: two have two doses.
const TRIALS: [Arms<'static>; 5] = [
    ("Adams 2001", [4, 60], &[[3, 50], [6, 52]]),
    ("Brown 2003", [3, 98], &[[5, 100]]),
    ("Clark 2005", [3, 41], &[[2, 40], [1, 41]]),
    ("Davis 2007", [7, 201], &[[10, 200]]),
    ("Evans 2009", [6, 82], &[[4, 80]]),
];

fn arm(id: u32, label: &str) -> Arm {
    Arm {
        id: ArmId(id),
        label: label.to_owned(),
        role: Role::Experimental,
    }
}

/// A trial with a first experimental arm, a control and further experimental arms called "dose 2", "dose 3".
fn with_arms(id: u32, (name, control, arms): Arms<'_>) -> Trial {
    let [events, total] = arms[0];
    let mut trial = trial(id, name, &[(1, [events, total, control[0], control[1]])]);
    let record = trial.records.get_mut(&OutcomeId(1)).unwrap();
    for (nth, [events, total]) in arms.iter().enumerate().skip(1) {
        let nth = u32::try_from(nth).unwrap();
        trial.arms[0].label = "dose 1".to_owned();
        trial.arms.push(arm(nth + 1, &format!("dose {}", nth + 1)));
        let Values::Counts(counts) = &mut record.values else {
            unreachable!("the outcome is one of counts");
        };
        counts.insert(
            ArmId(nth + 1),
            CountEntries {
                events: Entry::reported(*events),
                total: Entry::reported(*total),
                lost: Entry::not_reported(),
            },
        );
    }
    trial
}

fn of(trials: &[Arms<'_>]) -> Project {
    Project {
        review: Review {
            experimental_label: "Drug".into(),
            control_label: "Placebo".into(),
            outcomes: vec![Arc::new(outcome(1, "Fever"))],
            trials: (10..)
                .zip(trials)
                .map(|(id, arms)| Arc::new(with_arms(id, *arms)))
                .collect(),
            next_id: 100,
            ..Review::default()
        },
        ..Project::default()
    }
}

fn split(project: &Project) -> Project {
    done(
        project,
        &Command::SetMultipleArms(MultipleArms::SplitControl),
    )
}

fn prepared(project: &Project) -> Prepared {
    prepare(&project.review, &project.settings, OutcomeId(1)).unwrap()
}

fn answered(project: &Project, method: Method, interval: Interval) -> (Prepared, Response) {
    let mut prepared = prepared(project);
    prepared.request.plan = Some(Plan {
        measure: Measure::RiskRatio,
        method,
        interval,
        correction: trialpool::data::Correction::None,
        prediction: trialpool::data::PredictionDegrees::KMinusOne,
    });
    let response = answer(&prepared.request);
    (prepared, response)
}

fn tables(prepared: &Prepared) -> Vec<[u64; 4]> {
    let rows = prepared.request.trials.iter();
    rows.map(|row| {
        let TrialData::Counts(table) = row.data else {
            unreachable!("the outcome is one of counts");
        };
        [
            table.experimental_events,
            table.experimental_total,
            table.control_events,
            table.control_total,
        ]
    })
    .collect()
}

/// R's `rma.mh(measure = "RR", add = 0, to = "none")` of metafor 3.8.1 over the seven rows: control groups of 4/60 and 3/41
/// enter as twice 2/30, and as 1/20 and 2/21.
#[test]
fn each_arm_is_pooled_with_its_share_of_the_control_group_as_metafor_pools_such_rows() {
    let project = split(&of(&TRIALS));
    let (prepared, response) = answered(&project, Method::MantelHaenszel, Interval::Wald);
    assert_eq!(
        tables(&prepared),
        [
            [3, 50, 2, 30],
            [6, 52, 2, 30],
            [5, 100, 3, 98],
            [2, 40, 1, 20],
            [1, 41, 2, 21],
            [10, 200, 7, 201],
            [4, 80, 6, 82],
        ]
    );
    let pooled = response.pooled.unwrap();
    let close = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
    assert!(close(pooled.interval.estimate, 0.103_494_459_690_603));
    assert!(close(pooled.interval.standard_error, 0.268_326_485_952_140));
    let heterogeneity = pooled.heterogeneity.unwrap();
    assert!(close(heterogeneity.q, 3.066_955_205_506_408));
}

/// R's `rma(measure = "MD", method = "REML", test = "knha")` of metafor 3.8.1 with 20 and 21 people in the two shares, and
/// `control = list(threshold = 1e-12)`: its own threshold stops 2e-8 earlier.
#[test]
fn a_control_mean_is_shared_by_its_people_and_keeps_mean_and_deviation() {
    let mean = |mean: f64, deviation: f64, total: u64| MeanEntries {
        mean: Entry::reported(mean),
        standard_deviation: Entry::reported(deviation),
        total: Entry::reported(total),
    };
    let mut project = of(&[TRIALS[2], TRIALS[1]]);
    Arc::make_mut(&mut project.review.outcomes[0]).kind = OutcomeKind::Means;
    let values = [
        vec![mean(10.0, 3.0, 30), mean(8.0, 2.5, 41), mean(12.0, 4.0, 31)],
        vec![mean(9.0, 2.0, 20), mean(7.0, 3.0, 22)],
    ];
    for (trial, values) in project.review.trials.iter_mut().zip(values) {
        let record = Arc::make_mut(trial).records.get_mut(&OutcomeId(1)).unwrap();
        record.values = Values::Means((0..).map(ArmId).zip(values).collect());
    }
    let mut prepared = prepared(&split(&project));
    prepared.request.plan = Some(Plan {
        measure: Measure::MeanDifference,
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        interval: Interval::HartungKnapp,
        correction: trialpool::data::Correction::None,
        prediction: trialpool::data::PredictionDegrees::KMinusOne,
    });
    let pooled = answer(&prepared.request).pooled.unwrap();
    assert!((pooled.interval.estimate - 2.594_936_751_595_297).abs() < 1e-11);
    assert!((pooled.interval.standard_error - 0.646_499_715_696_700).abs() < 1e-11);
}

#[test]
fn person_time_is_shared_evenly_and_events_stay_whole() {
    let mut project = of(&[TRIALS[0]]);
    Arc::make_mut(&mut project.review.outcomes[0]).kind = OutcomeKind::PersonTime;
    let record = Arc::make_mut(&mut project.review.trials[0])
        .records
        .get_mut(&OutcomeId(1))
        .unwrap();
    let entries = [(3, 40.0), (5, 61.0), (6, 45.0)].map(|(events, time)| PersonTimeEntries {
        events: Entry::reported(events),
        time: Entry::reported(time),
    });
    record.values = Values::PersonTime((0..).map(ArmId).zip(entries).collect());
    let rows: Vec<(u64, f64)> = prepared(&split(&project))
        .request
        .trials
        .iter()
        .map(|row| match row.data {
            TrialData::PersonTime(trial) => (trial.control_events, trial.control_time),
            _ => unreachable!("the outcome is one of person-time"),
        })
        .collect();
    assert_eq!(rows, [(2, 30.5), (3, 30.5)]);
}

#[test]
fn trials_are_counted_and_not_their_comparisons() {
    let project = split(&of(&TRIALS));
    let prepared = prepared(&project);
    assert_eq!(
        (prepared.rows.len(), prepared.pooled(), prepared.reported()),
        (7, 5, 5)
    );
    assert_eq!(prepared.comparisons(TrialId(10)), 2);
    for (row, trial) in prepared.rows.iter().enumerate() {
        assert_eq!(prepared.comparisons_at(row), prepared.comparisons(*trial));
    }
    assert_eq!(prepared.comparisons_at(7), 0);
    let response = answer(&prepared.request);
    assert_eq!(response.totals.unwrap().trials, 5);
    let outcome = &project.review.outcomes[0];
    let subject = Subject::of(&project.review, outcome, &prepared, Locale::DecimalPoint);
    assert_eq!(subject.reporting(), "5 of 5 trials");
    let said = sentences::outcome(&response, &subject);
    assert!(!said.contains('7') || said.contains("1.7"), "{said}");
    // What the proposal goes by are trials too.
    let combined = answer(&self::prepared(&of(&TRIALS)).request);
    let trials = |response: &Response| match response.proposal.reasons.first() {
        Some(
            ProposalReason::Sparse { trials, .. }
            | ProposalReason::ManyTrials { trials, .. }
            | ProposalReason::SomeTrials { trials }
            | ProposalReason::FewTrials { trials },
        ) => Some(*trials),
        _ => None,
    };
    assert_eq!(trials(&response), Some(5));
    assert_eq!(trials(&combined), Some(5));
}

#[test]
fn rows_are_called_by_trial_and_arm_in_every_figure_and_file_and_the_footnote_says_how_arms_enter()
{
    let project = split(&of(&TRIALS));
    let names = [
        "Adams 2001: dose 1",
        "Adams 2001: dose 2",
        "Brown 2003",
        "Clark 2005: dose 1",
    ];
    let said_split =
        "Adams 2001 (2 experimental arms, each compared with its share of the control group)";
    let said_combined = "Adams 2001 (2 experimental arms combined: dose 1, dose 2)";
    for (project, says, does_not) in [
        (&project, said_split, said_combined),
        (&of(&TRIALS), said_combined, said_split),
    ] {
        let (prepared, response) = answered(project, Method::MantelHaenszel, Interval::Wald);
        let outcome = &project.review.outcomes[0];
        let inputs = forest::Inputs::new(
            &project.review,
            &Answered {
                outcome: Arc::clone(outcome),
                prepared: Arc::new(prepared.clone()),
                response: Arc::new(response.clone()),
            },
            None,
            &project.settings.figures,
            &Options::screen(900.0, Locale::DecimalPoint),
        );
        let figure = forest::scene(&inputs);
        let footer = forest::Forest::of(&inputs).footer.join(" ");
        assert!(footer.contains(says), "{footer}");
        assert!(!footer.contains(does_not), "{footer}");
        assert_eq!(
            footer.matches("Adams 2001").count(),
            1,
            "said once: {footer}"
        );
        let of_trials = figure.regions.iter();
        let of_trials = of_trials.filter(|region| matches!(region.kind, RegionKind::Trial(_)));
        assert_eq!(of_trials.count(), prepared.rows.len());
    }
    let (prepared, response) = answered(&project, Method::MantelHaenszel, Interval::Wald);
    let answered = report::Answered {
        outcome: &project.review.outcomes[0],
        prepared: &prepared,
        response: &response,
    };
    let script = report::r_script(&project.review, &[answered]);
    let revman = report::csv(&report::revman(&project.review, &[answered]));
    for name in names {
        assert!(script.contains(name), "{name} in the script");
        assert!(revman.contains(name), "{name} in the list of RevMan");
    }
}

#[test]
fn the_report_says_how_the_arms_of_trials_entered() {
    for (project, says) in [
        (
            of(&TRIALS),
            "In 2 trials several arms stood on one side of the comparison; their numbers were added up.",
        ),
        (
            split(&of(&TRIALS)),
            "In 2 trials each of several arms was compared with its share of the control group, in whole people.",
        ),
    ] {
        let (prepared, response) = answered(&project, Method::MantelHaenszel, Interval::Wald);
        let outcomes = [OutcomeAnswers {
            outcome: &project.review.outcomes[0],
            prepared: &prepared,
            response: &response,
            sensitivity: &[],
        }];
        let paragraphs = paragraphs::all(&ReviewAnswers {
            review: &project.review,
            settings: &project.settings,
            chosen: &project.chosen,
            outcomes: &outcomes,
            locale: Locale::DecimalPoint,
        });
        let text = paragraphs[0].text();
        assert!(text.contains(says), "{text}");
        assert_eq!(text.matches("arms").count(), 1, "{text}");
    }
}

#[test]
fn a_trial_is_judged_once_with_the_weight_of_all_its_comparisons() {
    let mut project = split(&of(&TRIALS));
    project.review.risk_of_bias = Some(Arc::new(RiskOfBias::default()));
    let (prepared, response) = answered(&project, Method::MantelHaenszel, Interval::Wald);
    let judged = judged_trials(&project.review, Some((&prepared, &response))).unwrap();
    let names: Vec<&str> = judged
        .trials
        .iter()
        .map(|trial| trial.name.as_str())
        .collect();
    assert_eq!(names, TRIALS.map(|(name, ..)| name));
    let weights: Vec<f64> = judged
        .trials
        .iter()
        .filter_map(|trial| trial.weight)
        .collect();
    let rows: Vec<f64> = response
        .trials
        .iter()
        .filter_map(|row| row.weight)
        .collect();
    assert_eq!(weights[0].to_bits(), (rows[0] + rows[1]).to_bits());
    assert!((weights.iter().sum::<f64>() - 100.0).abs() < 1e-9);
}

#[test]
fn a_trial_stands_in_one_subgroup_with_all_its_comparisons() {
    let mut project = split(&of(&TRIALS));
    let column = CovariateId(50);
    project.review.covariates.push(Covariate {
        id: column,
        name: "Dose".into(),
    });
    for (trial, level) in project
        .review
        .trials
        .iter_mut()
        .zip(["a", "b", "a", "b", "b"])
    {
        Arc::make_mut(trial).covariates.insert(column, level.into());
    }
    let (prepared, response) = answered(&project, Method::MantelHaenszel, Interval::Wald);
    let grouping = Grouping::Covariate(column);
    let found = subgroups(&project.review, &prepared, response.plan, grouping).unwrap();
    let rows: Vec<Vec<usize>> = found
        .groups
        .iter()
        .map(|group| group.rows.clone())
        .collect();
    assert_eq!(rows, [vec![0, 1, 3, 4], vec![2, 5, 6]]);
    assert_eq!(found.groups[0].totals.unwrap().trials, 2);
}

#[test]
fn the_choice_is_saved_undone_and_absent_from_documents_without_it() {
    let before = of(&TRIALS);
    assert!(!save(&before).contains("multiple_arms"));
    let mut history = History::new(before.clone());
    let command = Command::SetMultipleArms(MultipleArms::SplitControl);
    assert_eq!(history.apply(&command), Ok(true));
    assert_eq!(
        history.apply(&command),
        Ok(false),
        "the same again is no step"
    );
    let saved = save(history.present());
    let restored = restore(&saved).unwrap();
    assert_eq!(
        restored.project.settings.multiple_arms,
        MultipleArms::SplitControl
    );
    history.undo();
    let after = history.present();
    assert_eq!(after.settings.multiple_arms, MultipleArms::Combined);
    assert_eq!(after.review, before.review);
}

#[test]
fn a_control_group_too_small_to_be_shared_leaves_the_arms_combined_and_says_so() {
    let project = split(&of(&[("Small 1999", [0, 1], &[[1, 5], [2, 6]])]));
    let prepared = prepared(&project);
    assert_eq!(tables(&prepared), [[3, 11, 0, 1]]);
    let outcome = &project.review.outcomes[0];
    let subject = Subject::of(&project.review, outcome, &prepared, Locale::DecimalPoint);
    assert_eq!(
        subject.taken(),
        "How numbers were taken: Small 1999 (2 experimental arms combined: dose 1, dose 2)."
    );
}

/// Counts of a group: events and people.
fn group() -> impl Strategy<Value = [u64; 2]> {
    (1_u64..400)
        .prop_flat_map(|total| (0..=total, Just(total)).prop_map(|(events, total)| [events, total]))
}

proptest! {
    /// Nobody is lost, nobody counts twice, and no share has more events than people.
    #[test]
    fn the_shares_of_a_control_group_are_the_whole_group(
        control in group(),
        arms in prop::collection::vec(group(), 2..7),
    ) {
        let project = split(&of(&[("Trial", control, &arms)]));
        let rows = tables(&prepared(&project));
        let sum = |place: usize| rows.iter().map(|row| row[place]).sum::<u64>();
        prop_assert_eq!([sum(2), sum(3)], control);
        let people: u64 = arms.iter().map(|arm| arm[1]).sum();
        prop_assert_eq!(sum(1), people);
        if control[1] >= arms.len() as u64 {
            prop_assert_eq!(rows.len(), arms.len());
            let shares = rows.iter().map(|row| row[3]);
            let (least, most) = (shares.clone().min().unwrap(), shares.max().unwrap());
            prop_assert!(most - least <= 1);
        } else {
            prop_assert_eq!(rows.len(), 1);
        }
        for row in &rows {
            prop_assert!(row[2] <= row[3]);
        }
    }
}

#[test]
fn what_the_pool_is_without_one_comparison_keeps_the_other_of_the_same_trial() {
    let project = split(&of(&TRIALS));
    let (prepared, response) = answered(&project, Method::MantelHaenszel, Interval::Wald);
    let without_second = without(&prepared.request, response.plan, 1).unwrap();
    assert_eq!(without_second.trials, 6);
}
