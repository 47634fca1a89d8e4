//! Many outcomes at once: events as dots, the volcano plot, and which trial reports what.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    Prepared, ReportedAs, ReportedOutcomes, has_comparisons, prepare, reported_by_comparison,
    reported_outcomes,
};
use trialpool::data::{
    Arm, ArmId, CountEntries, Entry, Measure, Outcome, OutcomeId, Review, Role, Settings, Values,
};
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::{Options, RegionKind, Scene, dots, reporting, volcano};
use trialpool::read::examples;
use trialpool::report::{self, CellValue, Table};
use trialpool::wording::Locale;
use trialpool::wording::many::DotOrder;

use super::random_cases::cases;
use super::{answered, assert_is_the_figure, found, layout_holds, review};

type Reported = fn(&Review, &Settings, &[(&Outcome, &Prepared)]) -> ReportedOutcomes;

fn reported(review: &Review) -> Arc<ReportedOutcomes> {
    reported_by(review, reported_outcomes)
}

fn reported_by(review: &Review, rows: Reported) -> Arc<ReportedOutcomes> {
    let settings = Settings::default();
    let prepared: Vec<_> = review
        .outcomes
        .iter()
        .map(|outcome| (outcome, prepare(review, &settings, outcome.id).unwrap()))
        .collect();
    let outcomes: Vec<(&Outcome, _)> = prepared
        .iter()
        .map(|(outcome, prepared)| (&***outcome, prepared))
        .collect();
    Arc::new(rows(review, &settings, &outcomes))
}

/// All three figures of a review.
fn scenes(review: &Review, measure: Option<Measure>, options: &Options) -> [Scene; 4] {
    let found = found(review, measure, options.locale);
    let dots_in = |order| dots::scene(&dots::Inputs::new(review, found.clone(), order, options));
    [
        dots_in(DotOrder::Ratio),
        dots_in(DotOrder::Panel),
        volcano::scene(&volcano::Inputs::new(review, found.clone(), options)),
        reporting::scene(&reporting::Inputs::new(review, &reported(review), options)),
    ]
}

fn sample() -> Review {
    examples::review("mesenchymal-stromal-cells").unwrap()
}

fn paper() -> Options {
    Options::two_columns(Locale::DecimalPoint)
}

const NAMES: [&str; 4] = ["dots", "dots-panel", "volcano", "reporting"];

#[test]
fn the_sample_has_its_dots_its_volcano_and_who_reports_what() {
    for (name, scene) in NAMES.iter().zip(scenes(&sample(), None, &paper())) {
        layout_holds::holds(&scene).unwrap();
        let outcomes = scene.regions.iter();
        let outcomes = outcomes.filter(|region| matches!(region.kind, RegionKind::Outcome(_)));
        assert!(outcomes.count() > 5, "{name}");
        assert_is_the_figure(&format!("many-{name}-sample"), &scene);
    }
}

#[test]
fn vaccine_and_catheters_and_a_phone_have_them_too() {
    let phone = Options::screen(358.0, Locale::DecimalComma);
    for (review, of) in [
        (examples::review("bcg-vaccine").unwrap(), "bcg"),
        (
            examples::review("catheter-infections").unwrap(),
            "catheters",
        ),
    ] {
        for (name, scene) in NAMES.iter().zip(scenes(&review, None, &paper())) {
            layout_holds::holds(&scene).unwrap();
            assert_is_the_figure(&format!("many-{name}-{of}"), &scene);
        }
    }
    for (name, scene) in NAMES.iter().zip(scenes(&sample(), None, &phone)) {
        layout_holds::holds(&scene).unwrap();
        assert_is_the_figure(&format!("many-{name}-phone"), &scene);
    }
}

#[test]
fn without_outcomes_the_figures_say_so() {
    for scene in scenes(&Review::default(), None, &paper()) {
        layout_holds::holds(&scene).unwrap();
        assert!(scene.texts().count() > 0, "{}", scene.title);
    }
}

#[test]
fn long_figures_go_on_pages() {
    let review = sample();
    let options = paper();
    let inputs = reporting::Inputs::new(&review, &reported(&review), &options);
    let (pages, fit) = reporting::on_paper(&inputs, Room::pages(300.0));
    assert_eq!(fit, Fit::Parted);
    let found = found(&review, None, options.locale);
    let figure = dots::Dots::of(&dots::Inputs::new(
        &review,
        found,
        DotOrder::Panel,
        &options,
    ));
    let (dots, _) = dots::on_paper(&figure, Room::pages(200.0));
    assert!(dots.len() > 1);
    for page in pages.iter().chain(&dots) {
        layout_holds::holds(page).unwrap();
    }
}

fn numbers(table: &Table, row: usize, part: &str) -> Vec<f64> {
    let place = table
        .columns
        .iter()
        .position(|column| column.parts.iter().any(|one| one == part))
        .unwrap();
    let cell = &table.rows[row].cells[place];
    cell.parts
        .iter()
        .map(|value| match value {
            CellValue::Number(value) => *value,
            CellValue::Count(count) => *count as f64,
            CellValue::Text(_) => f64::NAN,
        })
        .collect()
}

/// The sample's own numbers: deaths in 134 of 668 and 147 of 609, by the table behind the dots; the table behind the volcano
/// plot has the P of the answers and R's `p.adjust` of them.
#[test]
fn the_tables_behind_the_figures_hold_the_numbers_of_the_answers() {
    let review = sample();
    let locale = Locale::DecimalPoint;
    let found = found(&review, None, locale);
    let table = report::event_dots(&found, DotOrder::Panel, locale);
    assert_eq!(table.rows.len(), found.rows.len());
    let death = found
        .rows
        .iter()
        .position(|row| row.name == "Death")
        .unwrap();
    assert_eq!(
        numbers(&table, death, "experimental_events"),
        [134.0, 668.0]
    );
    let risk = numbers(&table, death, "control_risk_percent");
    assert!((risk[0] - 100.0 * 147.0 / 609.0).abs() < 1e-12);
    let plot = report::volcano(&found, locale);
    let p: Vec<f64> = (0..plot.rows.len())
        .filter_map(|row| numbers(&plot, row, "p_value").first().copied())
        .collect();
    assert!(p.is_sorted());
    let answers: Vec<f64> = review
        .outcomes
        .iter()
        .filter_map(|outcome| {
            let pooled = answered(&review, outcome, None, None)
                .response
                .pooled
                .as_ref()
                .ok()
                .cloned();
            Some(pooled?.p_value)
        })
        .collect();
    assert_eq!(p.len(), answers.len());
    assert!(answers.iter().all(|one| p.contains(one)));
    let matrix = report::reporting(&reported(&review), locale);
    assert_eq!(matrix.rows.len(), 37 + 2);
    let deaths = reported(&review);
    let place = deaths
        .outcomes
        .iter()
        .position(|(_, name)| name == "Death")
        .unwrap();
    assert_eq!(deaths.sums(place)[0], 22);
    assert_eq!(
        ReportedAs::ALL
            .iter()
            .map(|one| deaths.count(*one))
            .sum::<usize>(),
        37 * deaths.outcomes.len()
    );
    for table in [table, plot, matrix] {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.caption);
        }
    }
}

#[test]
fn only_an_open_panel_shows_adjusted_p_in_the_findings() {
    let mut review = sample();
    let locale = Locale::DecimalPoint;
    let heads = |review: &Review| {
        let found = found(review, None, locale);
        let places: Vec<usize> = (0..found.rows.len()).collect();
        let table = report::findings(review, &found, &places, None, locale);
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len());
        }
        let heads: Vec<String> = table.columns.iter().map(|one| one.head.clone()).collect();
        (heads, found.notes.join(" "))
    };
    let (fixed, notes) = heads(&review);
    assert!(!fixed.contains(&"q".to_owned()) && !notes.contains("Benjamini"));
    Arc::make_mut(&mut review.panel).open = true;
    let (open, notes) = heads(&review);
    assert!(
        open.contains(&"q".to_owned()) && notes.contains("Benjamini"),
        "{notes}"
    );
    assert!(
        open.contains(&"q by groups".to_owned()) && notes.contains("Mehrotra"),
        "{notes}"
    );
}

fn count_pair() -> impl Strategy<Value = (u64, u64)> {
    (1..100_000_u64).prop_flat_map(|total| {
        let events = prop_oneof![Just(0), Just(total), 0..=total, 0..=total.min(5)];
        (events, Just(total))
    })
}

type Row = (String, [u64; 4]);

fn row() -> impl Strategy<Value = Row> {
    (".{0,60}", count_pair(), count_pair())
        .prop_map(|(name, (a, n1), (c, n2))| (name, [a, n1, c, n2]))
}

/// A review of several outcomes, each with its own counts.
fn review_of(labels: [&str; 3], outcomes: &[(String, Vec<Row>)], group: &str) -> Review {
    let mut whole = Review::default();
    for (place, (name, rows)) in outcomes.iter().enumerate() {
        let mut one = review([name, labels[1], labels[2]], rows);
        if place == 0 {
            whole = one;
            continue;
        }
        let id = OutcomeId(1_000 + u32::try_from(place).unwrap());
        let mut outcome = (*one.outcomes[0]).clone();
        let old = outcome.id;
        outcome.id = id;
        outcome.group = (place % 2 == 0).then(|| group.to_owned());
        whole.outcomes.push(Arc::new(outcome));
        for (trial, other) in whole.trials.iter_mut().zip(one.trials.drain(..)) {
            let mut other = (*other).clone();
            if let Some(record) = other.records.remove(&old) {
                Arc::make_mut(trial).records.insert(id, record);
            }
        }
    }
    whole
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_page(
        outcomes in proptest::collection::vec(
            (".{0,40}", proptest::collection::vec(row(), 0..9)), 0..9),
        labels in (".{0,40}", ".{0,40}", ".{0,40}"),
        measure in prop_oneof![
            Just(Measure::RiskRatio),
            Just(Measure::OddsRatio),
            Just(Measure::RiskDifference),
        ],
        pixels in 200.0..1600.0_f64,
        comma in proptest::bool::ANY,
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let review = review_of([&labels.0, &labels.1, &labels.2], &outcomes, &labels.0);
        for options in [Options::screen(pixels, locale), Options::two_columns(locale)] {
            for scene in scenes(&review, Some(measure), &options) {
                if let Err(fault) = layout_holds::holds(&scene) {
                    prop_assert!(false, "{}: {fault}", scene.title);
                }
            }
        }
    }
}

/// The sample with a second dose in its first trial, of which one outcome fewer is told, and nobody had an event in it.
fn with_a_second_dose() -> Review {
    let mut review = sample();
    let trial = Arc::make_mut(&mut review.trials[0]);
    let place = trial
        .arms
        .iter()
        .position(|arm| arm.role == Role::Experimental)
        .unwrap();
    trial.arms[place].label = "low dose".to_owned();
    trial.arms.push(Arm {
        id: ArmId(77),
        label: "high dose".to_owned(),
        role: Role::Experimental,
    });
    for record in trial.records.values_mut().skip(1) {
        if let Values::Counts(arms) = &mut record.values {
            arms.insert(
                ArmId(77),
                CountEntries {
                    events: Entry::reported(0),
                    total: Entry::reported(20),
                    lost: Entry::not_reported(),
                },
            );
        }
    }
    review
}

#[test]
fn each_experimental_arm_of_a_trial_can_have_a_row_of_its_own() {
    let review = with_a_second_dose();
    let settings = Settings::default();
    assert!(has_comparisons(&review, &settings) && !has_comparisons(&sample(), &settings));
    let by_trial = reported(&review);
    let found = reported_by(&review, reported_by_comparison);
    assert_eq!(found.trials.len(), by_trial.trials.len() + 1);
    assert_eq!(found.different_trials(), by_trial.trials.len());
    let first = &review.trials[0];
    let rows: Vec<_> = found
        .trials
        .iter()
        .filter(|row| row.trial == first.id)
        .collect();
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        names,
        [
            format!("{}: low dose", first.name),
            format!("{}: high dose", first.name)
        ]
    );
    // The second arm tells one outcome fewer, and of none that it tells anybody with an event in it.
    assert_eq!(rows[1].reported() + 1, rows[0].reported());
    assert!(
        rows[1]
            .outcomes
            .iter()
            .all(|says| *says != ReportedAs::EventsInBoth)
    );
    // The other trials are what they were.
    let others = |found: &ReportedOutcomes| -> Vec<Vec<ReportedAs>> {
        let others = found.trials.iter().filter(|row| row.trial != first.id);
        others.map(|row| row.outcomes.clone()).collect()
    };
    assert_eq!(others(&found), others(&by_trial));
    let inputs = reporting::Inputs::new(&review, &found, &paper());
    let scene = reporting::scene(&inputs);
    layout_holds::holds(&scene).unwrap();
    assert!(scene.description.contains("38 comparisons of 37 trials"));
    assert_is_the_figure("many-reporting-comparisons", &scene);
    let phone = Options::screen(358.0, Locale::DecimalComma);
    layout_holds::holds(&reporting::scene(&reporting::Inputs::new(
        &review, &found, &phone,
    )))
    .unwrap();
    let table = report::reporting(&found, Locale::DecimalPoint);
    assert_eq!(table.rows.len(), 38 + 2);
    assert!(report::text(&table).contains("Comparisons reporting"));
}
