//! Trials with several doses, with which dose and response are tested.

use std::collections::BTreeMap;
use std::sync::Arc;

use trialpool::data::{
    Arm, ArmId, Correction, CountEntries, Entry, Exploration, Interval, MeanEntries, Measure,
    Method, Outcome, OutcomeId, OutcomeKind, Plan, PredictionDegrees, Record, Review, Role,
    Settings, TauSquaredEstimator, Trial, TrialId, Values,
};

/// The outcome of both reviews.
pub(crate) const DOSED: OutcomeId = OutcomeId(1);

/// An arm: its dose and its numbers; the control arm first.
type Dosed<T> = (f64, T);

fn record(values: Values) -> Record {
    Record {
        values,
        time_point: String::new(),
        source: String::new(),
        note: String::new(),
        others: None,
    }
}

fn trial(place: u32, name: &str, doses: &[f64], values: Values) -> Trial {
    let mut trial = Trial::two_armed(TrialId(10 + place), name);
    trial.arms = (0..)
        .zip(doses)
        .map(|(id, dose)| Arm {
            id: ArmId(id),
            label: if id == 0 {
                "placebo".to_owned()
            } else {
                format!("{dose} mg")
            },
            role: if id == 0 {
                Role::Control
            } else {
                Role::Experimental
            },
        })
        .collect();
    trial.records.insert(DOSED, record(values));
    trial
}

fn review(outcome: &str, kind: OutcomeKind, trials: Vec<Trial>) -> Review {
    Review {
        title: "Doses".to_owned(),
        experimental_label: "Drug".to_owned(),
        control_label: "Placebo".to_owned(),
        outcomes: vec![Arc::new(Outcome::new(DOSED, outcome.to_owned(), kind))],
        trials: trials.into_iter().map(Arc::new).collect(),
        next_id: 100,
        ..Review::default()
    }
}

fn settings(measure: Measure, doses: &[Vec<f64>]) -> Settings {
    let mut settings = Settings::default();
    "mg".clone_into(&mut settings.doses.unit);
    for (place, doses) in (10..).zip(doses) {
        for (arm, dose) in (0..).zip(doses) {
            settings.doses.set(TrialId(place), ArmId(arm), Some(*dose));
        }
    }
    settings.plans.insert(
        DOSED,
        Plan {
            measure,
            method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
            interval: Interval::HartungKnappSafeguarded,
            correction: Correction::HalfWhereZero,
            prediction: PredictionDegrees::KMinusOne,
        },
    );
    settings
}

fn doses_of<T>(trials: &[(&str, Vec<Dosed<T>>)]) -> Vec<Vec<f64>> {
    let doses = |arms: &[Dosed<T>]| arms.iter().map(|(dose, _)| *dose).collect();
    trials.iter().map(|(_, arms)| doses(arms)).collect()
}

/// Five trials of aripiprazole in schizophrenia: improvement in the PANSS (Crippa & Orsini 2016, BMC Medical Research Methodology
/// 16:91; `dosresmeta::ari`). Dose in mg a day; mean, standard deviation and people.
pub(crate) fn aripiprazole() -> (Review, Settings) {
    let trials = [
        (
            "Cutler 2006",
            vec![
                (0.0, (5.30, 18.31, 85)),
                (2.0, (8.23, 18.32, 92)),
                (5.0, (10.60, 18.31, 89)),
                (10.0, (11.30, 18.32, 94)),
            ],
        ),
        (
            "McEvoy 2007",
            vec![
                (0.0, (2.33, 26.10, 107)),
                (10.0, (15.04, 27.60, 103)),
                (15.0, (11.73, 26.20, 103)),
                (20.0, (14.44, 25.90, 97)),
            ],
        ),
        (
            "Kane 2002",
            vec![
                (0.0, (2.90, 24.28, 102)),
                (15.0, (15.50, 26.49, 99)),
                (30.0, (11.40, 22.90, 100)),
            ],
        ),
        (
            "Potkin 2003",
            vec![
                (0.0, (5.00, 21.14, 103)),
                (20.0, (14.50, 20.16, 98)),
                (30.0, (13.90, 20.88, 96)),
            ],
        ),
        (
            "Study 94202",
            vec![
                (0.0, (1.40, 25.73, 57)),
                (2.0, (11.00, 25.00, 51)),
                (10.0, (11.50, 25.20, 51)),
                (30.0, (15.80, 28.51, 54)),
            ],
        ),
    ];
    let doses = doses_of(&trials);
    let of = |arms: &[Dosed<(f64, f64, u64)>]| {
        let entries = arms
            .iter()
            .map(|(_, (mean, deviation, total))| MeanEntries {
                mean: Entry::reported(*mean),
                standard_deviation: Entry::reported(*deviation),
                total: Entry::reported(*total),
            });
        Values::Means((0..).map(ArmId).zip(entries).collect())
    };
    let listed = (0..).zip(&trials).zip(&doses);
    let listed = listed.map(|((place, (name, arms)), doses)| trial(place, name, doses, of(arms)));
    let mut review = review("PANSS improvement", OutcomeKind::Means, listed.collect());
    "Aripiprazole".clone_into(&mut review.experimental_label);
    (review, settings(Measure::MeanDifference, &doses))
}

/// Five trials by counts: Cedar has one dose, nobody in the control group of Dogwood has the event, the control group of Elm has a dose.
pub(crate) fn counts() -> (Review, Settings) {
    let trials = [
        (
            "Ash",
            vec![
                (0.0, (12, 100)),
                (10.0, (18, 98)),
                (20.0, (25, 101)),
                (40.0, (31, 99)),
            ],
        ),
        (
            "Birch",
            vec![(0.0, (8, 120)), (15.0, (14, 118)), (30.0, (22, 121))],
        ),
        ("Cedar", vec![(0.0, (5, 60)), (20.0, (9, 61))]),
        (
            "Dogwood",
            vec![(0.0, (0, 80)), (10.0, (4, 82)), (25.0, (7, 79))],
        ),
        (
            "Elm",
            vec![(5.0, (20, 150)), (10.0, (27, 149)), (20.0, (35, 151))],
        ),
    ];
    let doses = doses_of(&trials);
    let of = |arms: &[Dosed<(u64, u64)>]| {
        let entries = arms.iter().map(|(_, (events, total))| CountEntries {
            events: Entry::reported(*events),
            total: Entry::reported(*total),
            lost: Entry::not_reported(),
        });
        let counts: BTreeMap<ArmId, CountEntries> = (0..).map(ArmId).zip(entries).collect();
        Values::Counts(counts)
    };
    let listed = (0..).zip(&trials).zip(&doses);
    let listed = listed.map(|((place, (name, arms)), doses)| trial(place, name, doses, of(arms)));
    let review = review("Nausea", OutcomeKind::Counts, listed.collect());
    (review, settings(Measure::RiskRatio, &doses))
}

/// The settings with other choices about dose and response.
pub(crate) fn choosing(
    settings: &Settings,
    change: impl FnOnce(&mut trialpool::data::DoseResponseChoices),
) -> Settings {
    let mut settings = settings.clone();
    let mut exploration = Exploration::default();
    change(&mut exploration.dose_response);
    settings.explorations.insert(DOSED, exploration);
    settings
}
