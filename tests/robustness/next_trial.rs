//! A hypothetical next trial changes the pool as the same trial would if it were pasted, and nothing else.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    Conclusion, Excluding, MainAnalysis, NoNextTrial, Prepared, Response, TwoByTwo,
    conclusions_by_events, excluding, plan_for, usual_next_trial, with_next_trial,
};
use trialpool::data::{Interval, Measure, Method, Plan, Review, TauPrior, TauSquaredEstimator};
use trialpool::figure::{Answered, RegionKind, forest};
use trialpool::report;
use trialpool::wording::{Locale, Subject, next_trial as words};

use super::random_cases::cases;
use super::{answered, review};

type Counts = (u64, u64, u64, u64);

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of people"
)]
fn nearest(events: f64) -> u64 {
    events.round() as u64
}

fn of(trials: &[Counts]) -> Review {
    let arms = trials
        .iter()
        .map(|(a, n1, c, n2)| ((*a, *n1, 0), (*c, *n2, 0)));
    review(&arms.collect::<Vec<_>>())
}

fn table((a, n1, c, n2): Counts) -> TwoByTwo {
    TwoByTwo {
        experimental_events: a,
        experimental_total: n1,
        control_events: c,
        control_total: n2,
    }
}

fn main_of<'a>(prepared: &'a Prepared, response: &'a Response) -> MainAnalysis<'a> {
    MainAnalysis { prepared, response }
}

fn mantel_haenszel() -> Plan {
    Plan {
        interval: Interval::Wald,
        ..plan_for(Measure::RiskRatio, Method::MantelHaenszel)
    }
}

fn random() -> Plan {
    let estimator = TauSquaredEstimator::RestrictedMaximumLikelihood;
    plan_for(Measure::RiskRatio, Method::RandomEffects(estimator))
}

fn counts() -> impl Strategy<Value = Counts> {
    (1..200_u64, 1..200_u64).prop_flat_map(|(n1, n2)| (0..=n1, Just(n1), 0..=n2, Just(n2)))
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn it_comes_to_what_the_same_trial_as_data_comes_to_and_leaves_the_data_alone(
        trials in prop::collection::vec(counts(), 1..6),
        next in counts(),
        is_random in any::<bool>(),
    ) {
        let plan = if is_random { random() } else { mantel_haenszel() };
        let before = of(&trials);
        let (_, prepared, response) = answered(&before, plan);
        let kept = prepared.clone();
        let main = main_of(&prepared, &response);
        let found = with_next_trial(&before, main, table(next)).unwrap();
        prop_assert_eq!(&prepared, &kept);
        let pasted: Vec<Counts> = trials.iter().copied().chain([next]).collect();
        let (_, _, as_data) = answered(&of(&pasted), plan);
        prop_assert_eq!(&found.response.pooled, &as_data.pooled);
        prop_assert_eq!(&found.response.ruled_out, &as_data.ruled_out);
        let subject = Subject::of(&before, &before.outcomes[0], &found.prepared, Locale::DecimalPoint);
        let said = words::sentence(&found, &response, &subject);
        prop_assert!(said.starts_with("Hypothetical") && !said.contains("NaN"), "{}", said);
        let both = (&response, &found);
        let table = report::next_trial(&before, &before.outcomes[0], both, Locale::DecimalPoint);
        prop_assert!(table.caption.contains("hypothetical"));
        prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
    }
}

#[test]
fn the_conclusion_is_told_for_every_number_of_events() {
    let before = of(&[(10, 100, 12, 100), (8, 80, 9, 80)]);
    let (_, prepared, response) = answered(&before, mantel_haenszel());
    let main = main_of(&prepared, &response);
    let next = table((10, 100, 10, 100));
    let found = with_next_trial(&before, main, next).unwrap();
    let runs = conclusions_by_events(main, next).unwrap().unwrap();
    assert_eq!(runs.first().unwrap().from, 0);
    assert_eq!(runs.last().unwrap().to, 100);
    assert_eq!(found.without, Conclusion::Includes);
    for run in &runs {
        for events in [run.from, run.to] {
            let one = table((events, 100, 10, 100));
            let alone = with_next_trial(&before, main, one).unwrap();
            assert_eq!(alone.with, run.comes_to, "{events}");
        }
    }
    let told: Vec<Conclusion> = runs.iter().map(|run| run.comes_to).collect();
    assert_eq!(told.last(), Some(&Conclusion::Above));
    let subject = Subject::of(
        &before,
        &before.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    let said = words::by_events(&found, Some(&runs), &subject);
    assert!(said.contains("lies above no difference"), "{said}");
    let large = table((10, 2_000, 10, 100));
    assert_eq!(conclusions_by_events(main, large), Ok(None));
}

/// R 4.2 with metafor 3.8: `rma.mh(measure = "RR", ai, n1i, ci, n2i)` of these trials and one of n people an arm with
/// `round(0.11625 * n)` events in either, n from 1 on until the upper limit is below 1.25.
#[test]
fn the_size_that_excludes_the_margin_is_that_of_r() {
    let before = of(&[(10, 100, 12, 100), (8, 80, 9, 80)]);
    let (_, prepared, response) = answered(&before, mantel_haenszel());
    let main = main_of(&prepared, &response);
    let Ok(Excluding::People(people)) = excluding(&before, main) else {
        panic!("a size is found");
    };
    let excludes = |people: u64| {
        let risk = response.absolute.unwrap().baseline;
        let events = nearest(risk * people as f64);
        let found = with_next_trial(&before, main, table((events, people, events, people)));
        found.unwrap().response.pooled.unwrap().interval.upper < libm::log(1.25)
    };
    assert!(excludes(people) && !excludes(people - 1), "{people}");
    assert_eq!(people, 762);
}

#[test]
fn it_is_refused_where_it_cannot_follow_or_cannot_be() {
    let before = of(&[(10, 100, 12, 100), (8, 80, 9, 80)]);
    let (_, prepared, response) = answered(&before, mantel_haenszel());
    let main = main_of(&prepared, &response);
    for impossible in [(3, 2, 0, 5), (0, 0, 0, 5)] {
        let found = with_next_trial(&before, main, table(impossible));
        assert_eq!(found, Err(NoNextTrial::Impossible));
    }
    let bayesian = plan_for(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal));
    let (_, prepared, response) = answered(&before, bayesian);
    let found = with_next_trial(&before, main_of(&prepared, &response), table((1, 9, 1, 9)));
    assert_eq!(found, Err(NoNextTrial::LongMethod));
}

#[test]
fn the_figure_says_that_its_last_row_is_hypothetical() {
    let before = of(&[(10, 100, 12, 100), (8, 80, 9, 80)]);
    let (_, prepared, response) = answered(&before, mantel_haenszel());
    let main = main_of(&prepared, &response);
    let usual = usual_next_trial(main);
    assert_eq!((usual.experimental_total, usual.control_total), (90, 90));
    let found = with_next_trial(&before, main, usual).unwrap();
    let (with, row) = (found.clone(), found.row());
    let answered = Answered::new(&before.outcomes[0], with.prepared, with.response);
    let options = forest::Options::two_columns(Locale::DecimalPoint);
    let inputs = forest::Inputs::new(&before, &answered, None, &Arc::default(), &options);
    let marked = inputs.clone().with_hypothetical(row);
    assert!(inputs != marked);
    let scene = forest::scene(&marked);
    assert!(scene.title.starts_with("Hypothetical"));
    assert!(
        scene
            .texts()
            .any(|text| text.content == "Hypothetical trial")
    );
    assert!(
        scene
            .texts()
            .any(|text| text.content.starts_with("Hypothetical trial: in another"))
    );
    let rows = scene.regions.iter();
    let is_row = |kind: &RegionKind| *kind == RegionKind::Trial(row);
    assert!(rows.clone().any(|region| is_row(&region.kind)));
}
