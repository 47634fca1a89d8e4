//! All numbers of trials nested in them, held against metafor and clubSandwich, and what is said of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use trialpool::analysis::{
    Nested, NoSeveralNumbers, NumberStanding, Prepared, Response, SamplingErrors, SeveralNumbers,
    Undefined, answer, prepare, several_numbers,
};
use trialpool::data::{
    Arm, ArmId, Correction, CountEntries, Entry, EstimateEntries, Interval, Measure, Method,
    MultipleArms, OtherTimes, Outcome, OutcomeKind, Plan, PredictionDegrees, Record, Review, Role,
    Scale, Settings, TauSquaredEstimator, Trial, TrialId, Values,
};
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{Locale, Subject, several_numbers as words};

use super::OUTCOME;

/// Events and people of one arm.
type Counts = (u64, u64);

/// A reading: when, the experimental arms, and the control arm.
type Reading<'a> = (&'a str, &'a [Counts], Counts);

fn plan(measure: Measure, interval: Interval) -> Plan {
    Plan {
        measure,
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        interval,
        correction: Correction::HalfWhereZero,
        prediction: PredictionDegrees::KMinusOne,
    }
}

fn record((time, arms, control): &Reading<'_>) -> Record {
    let entries = |(events, total): &Counts| CountEntries {
        events: Entry::reported(*events),
        total: Entry::reported(*total),
        lost: Entry::not_reported(),
    };
    let mut counts = BTreeMap::from([(ArmId(0), entries(control))]);
    counts.extend((1..).map(ArmId).zip(arms.iter().map(entries)));
    Record {
        values: Values::Counts(counts),
        time_point: (*time).to_owned(),
        source: String::new(),
        note: String::new(),
        others: None,
    }
}

/// A trial with the reading in use first.
fn trial(id: u32, name: &str, readings: &[Reading<'_>]) -> Arc<Trial> {
    let mut trial = Trial::two_armed(TrialId(id), name);
    let arm = |id: u32, label: &str, role: Role| Arm {
        id: ArmId(id),
        label: label.to_owned(),
        role,
    };
    trial.arms = vec![
        arm(0, "", Role::Control),
        arm(1, "High", Role::Experimental),
        arm(2, "", Role::Experimental),
    ];
    let mut records: Vec<Record> = readings.iter().map(record).collect();
    let mut used = records.remove(0);
    used.others = (!records.is_empty()).then_some(OtherTimes {
        records,
        by_hand: true,
    });
    trial.records.insert(OUTCOME, used);
    Arc::new(trial)
}

fn review_of(trials: Vec<Arc<Trial>>, kind: OutcomeKind) -> Review {
    Review {
        title: "Levels".to_owned(),
        experimental_label: "MSC".to_owned(),
        control_label: "Control".to_owned(),
        outcomes: vec![Arc::new(Outcome::new(OUTCOME, "Death".to_owned(), kind))],
        trials,
        next_id: 100,
        ..Review::default()
    }
}

/// Ash has two arms and two times, Cedar two times, the others give one number each.
fn five() -> Vec<Arc<Trial>> {
    vec![
        trial(
            10,
            "Ash 2019",
            &[
                ("12 mo", &[(12, 100), (9, 98)], (25, 101)),
                ("6 mo", &[(7, 100), (5, 98)], (14, 101)),
            ],
        ),
        trial(11, "Birch", &[("", &[(20, 150)], (25, 149))]),
        trial(
            12,
            "Cedar",
            &[
                ("24 mo", &[(22, 118)], (20, 119)),
                ("12 mo", &[(14, 120)], (16, 121)),
            ],
        ),
        trial(13, "Dogwood", &[("", &[(8, 90)], (19, 92))]),
        trial(14, "Elm", &[("", &[(11, 200)], (14, 205))]),
    ]
}

type Found = Result<SeveralNumbers, NoSeveralNumbers>;

fn found(review: &Review, settings: &Settings, plan: Plan) -> (Prepared, Response, Found) {
    let mut settings = settings.clone();
    settings.plans.insert(OUTCOME, plan);
    let prepared = prepare(review, &settings, OUTCOME).unwrap();
    let response = answer(&prepared.request);
    let found = several_numbers(review, &prepared, response.plan);
    (prepared, response, found)
}

fn of(review: &Review, plan: Plan) -> Found {
    found(review, &Settings::default(), plan).2
}

fn usual() -> Plan {
    plan(Measure::RiskRatio, Interval::HartungKnappSafeguarded)
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-6 * expected.abs().max(1.0),
            "{found} and not {expected}"
        );
    }
}

/// R 4.2, metafor 3.8-1, clubSandwich 0.5.8, with V of Ash at each time `1/c - 1/n2` beside the diagonal:
/// `m <- rma.mv(yi, V, random = ~ 1 | trial/number, data = d, test = "t", dfs = "contain")`, with both variances from the restricted
/// likelihood written out and climbed by `optim`; `robust(m, cluster = trial, clubSandwich = TRUE)`; weights by
/// `rowSums(solve(m$M))`.
#[test]
fn arms_and_time_points_of_five_trials_come_to_what_metafor_says() {
    let review = review_of(five(), OutcomeKind::Counts);
    let found = of(&review, usual()).unwrap();
    assert_eq!(found.numbers().count(), 9);
    assert_eq!(found.with_several().count(), 2);
    assert_eq!(found.chosen, None);
    let Nested {
        fit,
        by_model,
        robust,
    } = found.nested.clone().unwrap();
    let robust = robust.unwrap();
    assert!(fit.converged);
    close(
        &[
            fit.between,
            fit.within,
            fit.estimate,
            fit.standard_error,
            by_model.degrees_of_freedom.unwrap(),
            by_model.interval.lower,
            by_model.interval.upper,
            by_model.p_value(),
            fit.q.statistic,
            fit.q.p_value,
            robust.interval.standard_error,
            robust.degrees_of_freedom.unwrap(),
            robust.interval.lower,
            robust.interval.upper,
            robust.p_value(),
        ],
        &[
            0.095_644_693_951_259,
            0.0,
            -0.404_975_143_657_262,
            0.189_675_182_198_02,
            4.0,
            -0.931_597_874_848_455,
            0.121_647_587_533_94,
            0.099_635_116_256_238_3,
            10.301_880_582_151_8,
            0.244_473_872_455_844,
            0.192_357_526_646_136,
            3.738_973_599_186_77,
            -0.954_075_896_888_813,
            0.144_125_609_574_288,
            0.107_860_216_274_041,
        ],
    );
    let weights: Vec<f64> = found
        .numbers()
        .map(|number| number.weight.unwrap())
        .collect();
    // In R the rows are Ash at 12 and at 6 months, Birch, Cedar at 12 and at 24 months.
    close(
        &weights,
        &[
            9.561_563_365_828,
            6.948_785_601_143_31,
            5.045_719_648_900_67,
            3.532_003_754_230_47,
            20.884_298_526_783_2,
            15.098_822_406_927_4,
            10.111_705_511_295_3,
            14.316_476_385_933_3,
            14.500_624_798_958_5,
        ],
    );
}

fn said(review: &Review, settings: &Settings, plan: Plan) -> (String, Vec<String>) {
    let (prepared, response, found) = found(review, settings, plan);
    let found = found.unwrap();
    let outcome = &review.outcomes[0];
    let subject = Subject::of(review, outcome, &prepared, Locale::DecimalPoint);
    let tables = [
        report::several_numbers(outcome, &found, &subject),
        report::nested_pools(outcome, &found, &response, &subject),
    ];
    for table in &tables {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len());
        }
    }
    (
        words::sentence(&found, &response, &subject),
        tables
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| {
                let cells = row.cells.iter().map(|cell| cell.shown.as_str());
                cells.collect::<Vec<_>>().join(" | ")
            })
            .collect(),
    )
}

#[test]
fn numbers_are_named_weighed_and_set_beside_the_choice() {
    let review = review_of(five(), OutcomeKind::Counts);
    let (sentence, rows) = said(&review, &Settings::default(), usual());
    assert_eq!(
        sentence,
        "2 of 5 trials give more than one number; there are 9 in all. Nested in their trials they come to a risk ratio of 0.67 \
         (95% CI 0.39 to 1.13); by the cluster-robust error the interval is 0.39 to 1.16, with 3.7 degrees of freedom. With fewer \
         than 4 degrees of freedom the robust interval and its P cannot be trusted. The main analysis (random effects (REML), \
         Hartung–Knapp with safeguard, 0.5 added in trials with an empty cell) comes to 0.68 (95% CI 0.39 to 1.17)."
    );
    assert_eq!(
        rows,
        [
            "Ash 2019 | High, 12 mo | added up with other arms | 0.48 | 0.26 to 0.91 | 9.6",
            "Ash 2019 | arm 2, 12 mo | added up with other arms | 0.37 | 0.18 to 0.75 | 6.9",
            "Ash 2019 | High, 6 mo | left out | 0.51 | 0.21 to 1.20 | 5.0",
            "Ash 2019 | arm 2, 6 mo | left out | 0.37 | 0.14 to 0.98 | 3.5",
            "Cedar | 24 mo | is the trial’s number | 1.11 | 0.64 to 1.92 | 15.1",
            "Cedar | 12 mo | left out | 0.88 | 0.45 to 1.73 | 10.1",
            "Trials with one number each |  |  |  |  | 49.7",
            "Main analysis: random effects (REML), Hartung–Knapp with safeguard, 0.5 added in trials with an empty cell | 0.68 | 0.39 to 1.17 | 4 | 0.12",
            "All numbers, nested in trials | 0.67 | 0.39 to 1.13 | 4 | 0.10",
            "The same, cluster-robust (CR2) | 0.67 | 0.39 to 1.16 | 3.7 | 0.11",
        ]
    );
    let found = of(&review, usual()).unwrap();
    let details = words::details(&found, Locale::DecimalPoint);
    assert_eq!(
        details,
        [
            "Variance between trials σ² = 0.10 (I² 44%), between numbers of one trial σ² = 0.00 (I² 0%); Q = 10.30 of all numbers, P\u{a0}=\u{a0}0.24.",
            "In 2 trials it is not known of all numbers how their sampling errors vary together, as of time points of the same people: those are taken as independent, which can make the interval by the model too narrow.",
        ]
    );
}

#[test]
fn with_the_control_split_the_arms_keep_the_whole_control_here() {
    let review = review_of(five(), OutcomeKind::Counts);
    let settings = Settings {
        multiple_arms: MultipleArms::SplitControl,
        ..Settings::default()
    };
    let (_, _, split) = found(&review, &settings, usual());
    let split = split.unwrap();
    let combined = of(&review, usual()).unwrap();
    assert_eq!(split.nested, combined.nested);
    let standing = |found: &SeveralNumbers| found.trials[0].numbers[0].standing;
    assert_eq!(standing(&split), NumberStanding::Shared);
    assert_eq!(standing(&combined), NumberStanding::Combined);
}

#[test]
fn a_method_of_its_own_has_its_numbers_by_random_effects_beside_it() {
    let review = review_of(five(), OutcomeKind::Counts);
    let sums = Plan {
        method: Method::MantelHaenszel,
        interval: Interval::Wald,
        correction: Correction::None,
        ..usual()
    };
    let found = of(&review, sums).unwrap();
    // R: rma(yi, vi, method = "REML", test = "adhoc") of the arms of Ash added up, and of Cedar at 24 months.
    let chosen = found.chosen.unwrap().interval;
    close(
        &[chosen.estimate, chosen.lower, chosen.upper],
        &[
            -0.392_158_409_475_171,
            -0.939_423_994_329_426,
            0.155_107_175_379_083,
        ],
    );
    let wald = Plan {
        interval: Interval::Wald,
        ..usual()
    };
    let by_model = of(&review, wald).unwrap().nested.unwrap().by_model;
    assert_eq!(by_model.degrees_of_freedom, None);
}

#[test]
fn results_for_programs_have_the_numbers_and_the_script_nests_them() {
    let review = review_of(five(), OutcomeKind::Counts);
    let settings = Settings::default();
    let (prepared, response, found) = found(&review, &settings, usual());
    let nested = found.unwrap().nested.unwrap();
    let outcome = &review.outcomes[0];
    let listed = [report::Answered {
        outcome,
        prepared: &prepared,
        response: &response,
    }];
    let results: serde_json::Value = serde_json::from_str(&report::results_json(
        &review,
        &settings,
        &listed,
        &report::LongResults::default(),
    ))
    .unwrap();
    let told = &results["outcomes"][0]["several_numbers"];
    let between = &told["three_level"]["variance_between_trials"];
    assert_eq!(between.as_f64(), Some(nested.fit.between));
    let ash = &told["trials"][0];
    assert_eq!(ash["sampling_errors"], "taken_as_independent");
    assert_eq!(ash["numbers"][2]["in_the_main_analysis"], "left_out");
    let script = report::r_script_explored(&review, &settings, &listed);
    for line in [
        "V1[2, 1] <- V1[1, 2] <- 0.030",
        "V1[4, 3] <- V1[3, 4] <- 0.061",
        "nested1 <- rma.mv(yi, V1, random = ~ 1 | trial/number, data = numbers1, test = \"t\", dfs = \"contain\")",
        "robust1 <- metafor::robust(nested1, cluster = trial, clubSandwich = TRUE)",
    ] {
        assert!(script.contains(line), "{line} in {script}");
    }
    assert_eq!(script.matches("V1[").count(), 4);
}

#[test]
fn where_no_trial_gives_several_nothing_is_nested() {
    let single = |id, name| trial(id, name, &[("", &[(8, 90)], (19, 92))]);
    let review = review_of(
        vec![single(10, "Ash"), single(11, "Birch")],
        OutcomeKind::Counts,
    );
    assert_eq!(of(&review, usual()), Err(NoSeveralNumbers::OneEach));
    // A second reading without an event in either arm is a number from which no ratio follows.
    let zero = trial(
        12,
        "Cedar",
        &[("a", &[(8, 90)], (19, 92)), ("b", &[(0, 90)], (0, 92))],
    );
    let review = review_of(vec![single(10, "Ash"), zero], OutcomeKind::Counts);
    assert_eq!(of(&review, usual()), Err(NoSeveralNumbers::OneEach));
    let none = review_of(Vec::new(), OutcomeKind::Counts);
    assert_eq!(of(&none, usual()), Err(NoSeveralNumbers::OneEach));
    for example in examples::all() {
        let review = example.review();
        for outcome in &review.outcomes {
            let prepared = prepare(&review, &Settings::default(), outcome.id).unwrap();
            let plan = answer(&prepared.request).plan;
            let _ = several_numbers(&review, &prepared, plan);
        }
    }
}

#[test]
fn one_trial_alone_with_several_numbers_says_so() {
    let review = review_of(five().into_iter().take(1).collect(), OutcomeKind::Counts);
    let found = of(&review, usual()).unwrap();
    assert_eq!(
        found.nested,
        Err(Undefined::TooFewTrials {
            trials: 1,
            needed: 2
        })
    );
    let (sentence, rows) = said(&review, &Settings::default(), usual());
    assert_eq!(
        sentence,
        "1 of 1 trial gives more than one number; there are 4 in all. Of one trial alone the variance between trials cannot be \
         told: there is no such model."
    );
    assert_eq!(rows.len(), 5);
    assert!(rows[0].ends_with("0.26 to 0.91 | "), "{}", rows[0]);
}

#[test]
fn two_trials_have_a_model_and_a_warning() {
    let review = review_of(five().into_iter().take(2).collect(), OutcomeKind::Counts);
    let (sentence, _) = said(&review, &Settings::default(), usual());
    assert!(
        sentence.contains("With fewer than 4 degrees of freedom"),
        "{sentence}"
    );
}

#[test]
fn arms_without_an_event_are_left_out_of_ratios_and_taken_as_independent_as_differences() {
    let mut trials = five();
    trials.push(trial(15, "Fir", &[("", &[(0, 40), (0, 41)], (0, 42))]));
    trials.push(trial(16, "Gum", &[("", &[(0, 40), (0, 41)], (3, 42))]));
    let review = review_of(trials, OutcomeKind::Counts);
    let ratios = of(&review, usual()).unwrap();
    assert_eq!(ratios.without_effect, 2);
    assert_eq!(
        ratios.numbers().filter(|number| number.corrected).count(),
        2
    );
    let gum = ratios
        .trials
        .iter()
        .find(|trial| trial.name == "Gum")
        .unwrap();
    assert_eq!(gum.errors, SamplingErrors::Known);
    // Of these differences nothing is uncertain but the control group's risk: one follows from the other.
    let uncorrected = Plan {
        correction: Correction::None,
        ..plan(Measure::RiskDifference, Interval::Wald)
    };
    let differences = of(&review, uncorrected).unwrap();
    let gum = differences
        .trials
        .iter()
        .find(|trial| trial.name == "Gum")
        .unwrap();
    assert_eq!(gum.errors, SamplingErrors::TakenAsIndependent);
    assert!(differences.nested.unwrap().fit.converged);
}

#[test]
fn rows_of_one_trial_under_one_name_or_two_are_nested_in_it() {
    let mut trials = five();
    // The same name and year again, at another time; the same numbers once more; and a part with the same control group.
    trials.push(trial(20, "Ash 2019", &[("24 mo", &[(15, 99)], (28, 100))]));
    trials.push(trial(21, "Ash 2019", &[("24 mo", &[(15, 99)], (28, 100))]));
    trials.push(trial(
        22,
        "Birch, low dose",
        &[("", &[(17, 148)], (25, 149))],
    ));
    let review = review_of(trials, OutcomeKind::Counts);
    let found = of(&review, usual()).unwrap();
    let names: Vec<&str> = found
        .trials
        .iter()
        .map(|trial| trial.name.as_str())
        .collect();
    assert_eq!(names, ["Ash 2019", "Birch", "Cedar", "Dogwood", "Elm"]);
    let [ash, birch] = [0, 1].map(|place| &found.trials[place]);
    let labels: Vec<String> = ash
        .numbers
        .iter()
        .chain(&birch.numbers)
        .map(|number| words::label(number, Locale::DecimalPoint))
        .collect();
    assert_eq!(
        labels,
        [
            "High, 12 mo",
            "arm 2, 12 mo",
            "High, 6 mo",
            "arm 2, 6 mo",
            "24 mo",
            "no time named",
            "Birch, low dose"
        ]
    );
    assert_eq!(birch.errors, SamplingErrors::Known);
    let standing: Vec<NumberStanding> =
        birch.numbers.iter().map(|number| number.standing).collect();
    assert_eq!(standing, [NumberStanding::Chosen; 2]);
    assert_eq!(ash.numbers[4].standing, NumberStanding::LeftOut);
    assert_eq!(ash.errors, SamplingErrors::TakenAsIndependent);
}

#[test]
fn estimates_of_several_times_are_nested_as_schools_in_districts() {
    // R: rma.mv(yi, vi, random = ~ 1 | trial/number) of yi c(.1, .3, -.2, .4) and vi c(.04, .05, .02, .03), trials c(1, 1, 2, 3).
    let estimate = |estimate: f64, variance: f64| {
        let values = EstimateEntries {
            estimate: Entry::reported(estimate),
            standard_error: Entry::reported(variance.sqrt()),
            lower: Entry::not_reported(),
            upper: Entry::not_reported(),
            p: String::new(),
        };
        Record {
            values: Values::Estimate(values),
            ..record(&("", &[], (0, 1)))
        }
    };
    let of_trial = |id: u32, name: &str, used: Record, other: Option<Record>| {
        let mut trial = Trial::two_armed(TrialId(id), name);
        let others = other.map(|record| OtherTimes {
            records: vec![record],
            by_hand: true,
        });
        trial.records.insert(OUTCOME, Record { others, ..used });
        Arc::new(trial)
    };
    let later = Record {
        time_point: "1 y".to_owned(),
        ..estimate(0.3, 0.05)
    };
    let trials = vec![
        of_trial(1, "One", estimate(0.1, 0.04), Some(later)),
        of_trial(2, "Two", estimate(-0.2, 0.02), None),
        of_trial(3, "Three", estimate(0.4, 0.03), None),
    ];
    let review = review_of(trials, OutcomeKind::Estimates(Scale::Difference));
    let found = of(&review, plan(Measure::GenericDifference, Interval::Wald)).unwrap();
    assert_eq!(found.numbers().count(), 4);
    let nested = found.nested.unwrap();
    assert!(nested.fit.converged);
    assert_eq!(nested.by_model.degrees_of_freedom, None);
    let fit = nested.fit;
    close(
        &[fit.between, fit.within, fit.estimate, fit.standard_error],
        &[0.068_928_831, 0.0, 0.119_619_498_646, 0.175_888_439_869],
    );
}
