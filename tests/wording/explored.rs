//! What is said of funnels, subgroups, regressions and influence follows from the numbers, whatever they are.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    Request, TrialData, TrialRow, TwoByTwo, VERSION, allowances, influences, plan_for, prepare,
    silent_trials, small_study,
};
use trialpool::data::{
    ArmId, ConfidenceLevel, CountEntries, Entry, Measure, Method, Outcome, OutcomeId, OutcomeKind,
    Record, Review, Settings, Silence, SilenceReason, TauSquaredEstimator, Trial, TrialId, Values,
};
use trialpool::report;
use trialpool::wording::{Locale, influence, silent, small_study as words};

use super::random_cases::cases;
use super::vocabulary::fault;

fn counts() -> impl Strategy<Value = TwoByTwo> {
    let arm = || (1..400_u64).prop_flat_map(|total| (0..=total, Just(total)));
    (arm(), arm()).prop_map(|((a, n1), (c, n2))| TwoByTwo {
        experimental_events: a,
        experimental_total: n1,
        control_events: c,
        control_total: n2,
    })
}

fn request(tables: &[TwoByTwo]) -> Request {
    let rows = tables.iter().map(|table| TrialRow {
        label: "Smith".into(),
        continues: false,
        data: TrialData::Counts(*table),
    });
    Request {
        version: VERSION,
        trials: rows.collect(),
        plan: None,
        measure: None,
        compare: false,
        level: ConfidenceLevel::default(),
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_funnel_claims_no_more_than_its_tests(
        tables in proptest::collection::vec(counts(), 0..25),
        measure in prop_oneof![
            Just(Measure::RiskRatio),
            Just(Measure::RiskDifference),
            Just(Measure::PetoOddsRatio),
        ],
    ) {
        let reml = TauSquaredEstimator::RestrictedMaximumLikelihood;
        let plan = plan_for(measure, Method::RandomEffects(reml));
        let request = request(&tables);
        let found = small_study(&request, plan, None);
        let locale = Locale::DecimalPoint;
        let said = words::answer(&found, locale);
        prop_assert_eq!(fault(&said), None);
        let suits = |test: &&trialpool::analysis::AsymmetryTest| test.fitness.counts();
        let mut seen = found.tests.iter().filter(suits).filter_map(|test| test.result);
        let seen = seen.any(|result| result.p_value < 0.1);
        if !found.has_enough() {
            prop_assert!(!said.contains("asymmetric"), "{said}");
        } else if !seen {
            prop_assert!(!said.contains("the funnel is asymmetric"), "{said}");
        }
        for filled in &found.filled {
            prop_assert_eq!(fault(&words::fill(&found, filled, locale)), None);
        }
        if let Some(drawers) = &found.file_drawers {
            for told in words::drawers(drawers, found.trials.len(), locale) {
                prop_assert_eq!(fault(&told.join(" ")), None);
            }
        }
        for test in &found.tests {
            prop_assert_eq!(fault(&words::fitness(test, locale)), None);
        }
        let allowed = allowances(&found);
        for row in report::allowances(&found, &allowed, locale).rows {
            for cell in row.cells {
                prop_assert_eq!(fault(&cell.shown), None);
            }
        }
        for model in &allowed.selections {
            // A weight is never said without trials on which it rests.
            if let Ok(fit) = &model.fit {
                prop_assert!(tables.len() >= 4 * (fit.weights.len() + 1));
            }
        }
        if let Some(found) = influences(&request, plan) {
            let names = vec!["Smith"; tables.len()];
            prop_assert_eq!(fault(&influence::sentence(&found, &names, locale)), None);
            prop_assert_eq!(fault(&influence::of_model(&found)), None);
        }
    }

    #[test]
    fn what_is_said_of_silent_trials_adds_up(
        said in proptest::collection::vec(
            (proptest::option::of(0..7_usize), proptest::option::of((1..300_u64, 1..300_u64))),
            0..6,
        ),
        tables in proptest::collection::vec(counts(), 0..6),
    ) {
        let locale = Locale::DecimalPoint;
        let (review, outcome) = review_of(&tables, &said);
        let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
        let plan = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
        let found = silent_trials(&review, &prepared, plan);
        prop_assert_eq!(found.trials.len(), said.len());
        let not_measured = said.iter().filter(|(reason, _)| {
            reason.is_some_and(|reason| SilenceReason::ALL[reason] == SilenceReason::NotMeasured)
        });
        prop_assert_eq!(found.missing(), said.len() - not_measured.count());
        let given = said.iter().filter(|(reason, _)| reason.is_some()).count();
        let who = silent::who(&found, locale);
        prop_assert_eq!(fault(&who), None);
        if said.is_empty() {
            prop_assert!(!who.contains("Reasons"), "{who}");
        } else {
            prop_assert!(who.contains(&format!("Reasons: {given} given, ")), "{who}");
        }
        let supposed = silent::supposed(&found, locale);
        prop_assert_eq!(fault(&supposed), None);
        prop_assert_eq!(supposed.contains("instead of"), found.supposed.is_ok());
        if let Some(bound) = silent::bound(&found, locale) {
            prop_assert_eq!(fault(&bound), None);
            prop_assert!(found.missing() > 0);
        }
        let widths = found.bounds.windows(2).all(|pair| pair[0].bias < pair[1].bias);
        prop_assert!(widths, "more missing trials allow of more bias");
        for table in report::suppositions(&found, locale).into_iter().chain([
            report::silent_trials(&found, locale),
        ]) {
            for row in table.rows {
                prop_assert_eq!(row.cells.len(), table.columns.len());
            }
        }
    }
}

/// Of a trial that does not report an outcome, why, as the place of a reason, and how many people another outcome tells.
type Silent = (Option<usize>, Option<(u64, u64)>);

/// A review of one outcome that these tables report, with trials that do not.
fn review_of(tables: &[TwoByTwo], silent: &[Silent]) -> (Review, OutcomeId) {
    let mut review = Review::default();
    for (id, name) in [(0, "Death"), (1, "Fever")] {
        let outcome = Outcome::new(OutcomeId(id), name.to_owned(), OutcomeKind::Counts);
        review.outcomes.push(Arc::new(outcome));
    }
    let record = |table: &TwoByTwo| {
        let arm = |events: u64, total: u64| CountEntries {
            events: Entry::reported(events),
            total: Entry::reported(total),
            lost: Entry::not_reported(),
        };
        let arms = [
            (
                ArmId(0),
                arm(table.experimental_events, table.experimental_total),
            ),
            (ArmId(1), arm(table.control_events, table.control_total)),
        ];
        Record {
            values: Values::Counts(arms.into_iter().collect()),
            time_point: String::new(),
            source: String::new(),
            note: String::new(),
            others: None,
        }
    };
    for (place, table) in tables.iter().enumerate() {
        let id = TrialId(10 + u32::try_from(place).unwrap());
        let mut trial = Trial::two_armed(id, format!("Heard {place}"));
        trial.records.insert(OutcomeId(0), record(table));
        review.trials.push(Arc::new(trial));
    }
    let silences = Arc::make_mut(&mut review.silences);
    for (place, (reason, people)) in silent.iter().enumerate() {
        let id = TrialId(50 + u32::try_from(place).unwrap());
        let mut trial = Trial::two_armed(id, format!("Silent {place}"));
        if let Some((experimental, control)) = people {
            let table = TwoByTwo {
                experimental_events: 0,
                experimental_total: *experimental,
                control_events: 0,
                control_total: *control,
            };
            trial.records.insert(OutcomeId(1), record(&table));
        }
        let silence = Silence {
            reason: reason.map(|reason| SilenceReason::ALL[reason]),
            remark: String::new(),
        };
        silences.say(OutcomeId(0), id, silence);
        review.trials.push(Arc::new(trial));
    }
    review.next_id = 100;
    (review, OutcomeId(0))
}
