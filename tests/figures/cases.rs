//! Examples of figures, one snapshot each.

use super::*;
use trialpool::data::{Correction, Interval, Method, PredictionDegrees, TauSquaredEstimator};
use trialpool::figure::forest::{Forest, layout, pages};
use trialpool::figure::{
    Item, POINTS_PER_MILLIMETRE, Page, RegionKind, Role, SMALLEST_TEXT, safety,
};
use trialpool::read::{Choices, examples, table as table_of};

fn named(rows: &[(&str, [u64; 4])]) -> Vec<(String, [u64; 4])> {
    rows.iter()
        .map(|(name, cells)| ((*name).to_owned(), *cells))
        .collect()
}

fn random_effects(measure: Measure) -> Plan {
    Plan {
        measure,
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        interval: Interval::HartungKnappSafeguarded,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}

fn bcg() -> Review {
    examples::review("bcg-vaccine").unwrap()
}

fn catheters() -> Review {
    examples::review("catheter-infections").unwrap()
}

fn sample() -> Review {
    examples::review("mesenchymal-stromal-cells").unwrap()
}

#[test]
fn every_outcome_of_the_sample_has_its_figure() {
    let review = sample();
    for outcome in &review.outcomes {
        let words: Vec<String> = outcome
            .name
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let scene = scene_of(&review, outcome, None, None, &journal());
        layout_holds::holds(&scene).unwrap();
        assert_is_the_figure(&format!("sample-{}", words.join("-")), &scene);
    }
}

#[test]
fn the_sample_fills_a_screen() {
    let review = sample();
    let mut outcomes = review.outcomes.iter();
    let death = outcomes.find(|outcome| outcome.name == "Death").unwrap();
    let options = Options::screen(940.0, Locale::DecimalPoint);
    let scene = scene_of(&review, death, None, None, &options);
    assert!((scene.width - 705.0).abs() < 1e-9);
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("screen", &scene);
}

#[test]
fn bcg_with_random_effects_has_a_prediction_interval() {
    let scene = scene(
        &bcg(),
        Some(random_effects(Measure::RiskRatio)),
        None,
        &journal(),
    );
    assert_is_the_figure("bcg-random-effects", &scene);
}

#[test]
fn a_model_without_weights_prints_none_and_sizes_squares_by_precision() {
    let plan = Plan {
        method: Method::BetaBinomial,
        ..random_effects(Measure::OddsRatio)
    };
    let scene = scene(&bcg(), Some(plan), None, &journal());
    assert!(!scene.texts().any(|text| text.content == "Weight"));
    let mut sides: Vec<f64> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rectangle {
                area,
                role: Role::Accent,
            } => Some(area.right - area.left),
            _ => None,
        })
        .collect();
    sides.sort_by(f64::total_cmp);
    assert_eq!(sides.len(), 13);
    assert!(sides[12] > 2.0 * sides[0]);
    assert_is_the_figure("bcg-beta-binomial", &scene);
}

#[test]
fn bcg_as_risk_differences_says_per_how_many_people() {
    let plan = Plan {
        measure: Measure::RiskDifference,
        method: Method::MantelHaenszel,
        ..random_effects(Measure::RiskDifference)
    };
    assert_is_the_figure(
        "bcg-risk-difference",
        &scene(&bcg(), Some(plan), None, &journal()),
    );
}

#[test]
fn catheters_as_proposed_mark_the_trials_with_empty_cells() {
    assert_is_the_figure("catheters", &scene(&catheters(), None, None, &journal()));
}

#[test]
fn person_time_means_and_single_proportions_have_columns_of_their_own() {
    let table = "\
        Trial,Falls events MSC,Falls person-years MSC,Falls events Control,Falls person-years Control,\
        Stay mean MSC,Stay SD MSC,Stay total MSC,Stay mean Control,Stay SD Control,Stay total Control,\
        Ectopic tissue events single arm,Ectopic tissue total single arm\n\
        Ahmed 2014,7,1344.5,11,1988,55,47,155,75,64,156,0,40\n\
        Bianchi 2016,8,1600,8,1461,27.4,7,31,29,4.25,32,1,20\n\
        Castro 2018,3,12012,14,10962,64,17,75,119,29,71,7,61\n\
        Dubois 2019,0,1536,0,1503,-66,20,18,-137,48,18,12,80\n";
    let review = table_of(table, &Choices::default()).review;
    assert_eq!(review.outcomes.len(), 3);
    for (outcome, name) in review
        .outcomes
        .iter()
        .zip(["rates", "means", "proportions"])
    {
        let scene = scene_of(&review, outcome, None, None, &journal());
        layout_holds::holds(&scene).unwrap();
        assert_is_the_figure(name, &scene);
    }
}

#[test]
fn catheters_with_a_decimal_comma() {
    let options = Options::two_columns(Locale::DecimalComma);
    assert_is_the_figure(
        "catheters-comma",
        &scene(&catheters(), None, None, &options),
    );
}

#[test]
fn every_preset_has_its_figure_of_bcg_and_of_deaths() {
    let death = |review: &Review| {
        let mut outcomes = review.outcomes.iter();
        outcomes.find(|outcome| outcome.name == "Death").cloned()
    };
    let (bcg, sample) = (bcg(), sample());
    let plan = Some(random_effects(Measure::RiskRatio));
    let of_bcg = answered(&bcg, &bcg.outcomes[0], plan, None);
    let of_deaths = answered(&sample, &death(&sample).unwrap(), None, None);
    for preset in Preset::ALL {
        let name = preset.name().to_lowercase().replace(' ', "-");
        let theme = preset.colours(Theme::PRINT);
        for (review, answered, of) in [(&bcg, &of_bcg, "bcg"), (&sample, &of_deaths, "death")] {
            let scene = scene_by(preset, review, answered, &journal());
            layout_holds::holds(&scene).unwrap();
            assert_is_painted(&format!("preset-{name}-{of}"), &scene, &theme);
        }
    }
}

#[test]
fn the_revman_preset_has_the_measures_of_an_export() {
    // In pixels at letters of 14: rows of 20, a graph of 210, a diamond of 18, squares of 2 + 0.16 × weight.
    const POINT: f64 = 0.75;
    let options = Options {
        text_size: 14.0 * POINT,
        width: 900.0 * POINT,
        ..journal()
    };
    let bcg = bcg();
    let plan = Some(random_effects(Measure::RiskRatio));
    let answered = answered(&bcg, &bcg.outcomes[0], plan, None);
    let scene = scene_by(Preset::RevMan, &bcg, &answered, &options);
    let tops: Vec<f64> = scene
        .regions
        .iter()
        .map(|region| region.area.top / POINT)
        .collect();
    assert!(
        tops[..13]
            .windows(2)
            .all(|pair| (pair[1] - pair[0] - 20.0).abs() < 1e-9)
    );
    let heights = scene.items.iter().filter_map(|item| match item {
        Item::Polygon {
            corners,
            role: Role::Diamond,
            outline: None,
        } if corners.len() == 4 => Some((corners[3].y - corners[1].y) / POINT),
        _ => None,
    });
    assert!(
        heights
            .into_iter()
            .any(|height| (height - 18.0).abs() < 1e-9)
    );
    let sides: Vec<f64> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rectangle {
                area,
                role: Role::Accent,
            } => Some((area.right - area.left) / POINT),
            _ => None,
        })
        .collect();
    // The lightest trial (3.8 %) and the heaviest (10.2 %).
    let smallest = sides.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = sides.iter().copied().fold(0.0, f64::max);
    assert!((smallest - (2.0 + 0.16 * 3.8)).abs() < 0.01, "{smallest}");
    assert!((largest - (2.0 + 0.16 * 10.2)).abs() < 0.01, "{largest}");
    let longest = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line { from, to, .. } => Some((to.x - from.x) / POINT),
            _ => None,
        })
        .filter(|length| (200.0..220.0).contains(length))
        .fold(0.0, f64::max);
    assert!((longest - 210.0).abs() < 1e-9, "{longest}");
}

#[test]
fn a_long_review_goes_on_pages_that_repeat_the_heads() {
    let rows: Vec<(String, [u64; 4])> = (0..140)
        .map(|index| {
            let cells = [index * 7 % 23, 40 + index, index * 5 % 19, 45 + index];
            (format!("Trial {}", index + 1), cells)
        })
        .collect();
    let review = review(["Fever", "MSC", "Control"], &rows);
    let answered = answered(&review, &review.outcomes[0], None, None);
    let inputs = Inputs::new(&review, &answered, None, &Arc::default(), &journal());
    let forest = Forest::of(&inputs);
    // The height of A4 between its margins.
    let height = 257.0 * POINTS_PER_MILLIMETRE;
    let pages = pages(&forest, height);
    assert!(pages.len() > 2);
    let mut trials = Vec::new();
    for page in &pages {
        layout_holds::holds(page).unwrap();
        assert!(page.height <= height);
        assert!(page.texts().any(|text| text.content == "Trial"));
        trials.extend(page.regions.iter().filter_map(|region| match region.kind {
            RegionKind::Trial(index) => Some(index),
            _ => None,
        }));
    }
    assert_eq!(trials, (0..140).collect::<Vec<_>>());
    let pooled = |page: &Scene| {
        page.regions
            .iter()
            .any(|region| region.kind == RegionKind::Pooled)
    };
    let (last, others) = pages.split_last().unwrap();
    assert!(pooled(last) && !others.iter().any(pooled));
    assert_eq!(
        trialpool::figure::forest::pages(&forest, 1e9),
        [layout(&forest)]
    );
}

/// The safety profile of a review.
pub(super) fn safety_profile(review: &Review) -> Scene {
    let outcomes = review.outcomes.iter();
    let answers = outcomes.map(|outcome| answered(review, outcome, None, None));
    let options = safety::Options::landscape(Locale::DecimalPoint);
    safety::scene(&safety::Inputs::new(review, answers.collect(), &options))
}

#[test]
fn the_safety_profile_shows_every_outcome_of_the_sample() {
    let review = sample();
    let scene = safety_profile(&review);
    assert_eq!(scene.regions.len(), review.outcomes.len());
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("safety-profile", &scene);
}

#[test]
fn a_phone_and_one_column_keep_names_effects_and_graph() {
    let review = sample();
    let mut outcomes = review.outcomes.iter();
    let death = outcomes.find(|outcome| outcome.name == "Death").unwrap();
    let phone = Options::screen(358.0, Locale::DecimalPoint);
    let column = Options::page(Page::OneColumn, Locale::DecimalPoint);
    for (options, name) in [(phone, "phone"), (column, "one-column")] {
        let scene = scene_of(&review, death, None, None, &options);
        assert!(
            scene.width <= options.width * 1.05,
            "{name}: {}",
            scene.width
        );
        assert!(scene.smallest_text().unwrap() >= SMALLEST_TEXT);
        layout_holds::holds(&scene).unwrap();
        assert_is_the_figure(name, &scene);
    }
}

pub(super) fn nasty_rows() -> Vec<(String, [u64; 4])> {
    [
        ("<script>alert('1')</script> & \"Co\"", [3, 40, 5, 41]),
        ("Trial 🧪 of smiles 🙂🙂", [1, 12, 0, 13]),
        ("مستشفى القاهرة ٢٠٢١", [0, 30, 0, 30]),
        (
            "Control\u{0}\u{7}characters\u{202e}and overrides",
            [2, 20, 2, 19],
        ),
        ("多中心随机对照试验", [9, 9, 0, 9]),
        ("", [250_000, 1_000_000, 251_000, 1_000_000]),
    ]
    .into_iter()
    .map(|(name, cells)| (name.to_owned(), cells))
    .chain([
        (
            "A name of a hundred and twenty characters ".repeat(3),
            [0, 11, 3, 12],
        ),
        (
            "Donaudampfschifffahrtsgesellschaft".repeat(4),
            [5, 50, 7, 52],
        ),
    ])
    .collect()
}

#[test]
fn names_of_every_kind_stay_in_their_column() {
    let review = review(
        [
            "Fever",
            "Mesenchymal stromal cells, any source and dose",
            "C",
        ],
        &nasty_rows(),
    );
    assert_is_the_figure("nasty-names", &scene(&review, None, None, &journal()));
}

#[test]
fn one_trial_is_its_own_pool() {
    let review = review(
        ["Fever", "MSC", "Control"],
        &named(&[("Only 2020", [4, 30, 2, 31])]),
    );
    assert_is_the_figure("one-trial", &scene(&review, None, None, &journal()));
}

#[test]
fn two_trials_have_no_prediction_interval() {
    let rows = [
        ("First 2020", [4, 30, 2, 31]),
        ("Second 2021", [7, 60, 9, 61]),
    ];
    let review = review(["Fever", "MSC", "Control"], &named(&rows));
    let scene = scene(
        &review,
        Some(random_effects(Measure::OddsRatio)),
        None,
        &journal(),
    );
    assert!(
        !scene
            .regions
            .iter()
            .any(|region| region.kind == RegionKind::Prediction)
    );
    assert_is_the_figure("two-trials", &scene);
}

#[test]
fn without_any_event_the_figure_says_why_and_what_is_ruled_out() {
    let rows = [
        ("First 2020", [0, 30, 0, 31]),
        ("Second 2021", [0, 60, 0, 61]),
        ("Third 2022", [0, 9, 0, 8]),
    ];
    let review = review(["Malignancy", "MSC", "Control"], &named(&rows));
    assert_is_the_figure("no-events", &scene(&review, None, None, &journal()));
}

#[test]
fn an_arm_without_events_has_no_diamond() {
    let rows = [
        ("First 2020", [1, 30, 0, 31]),
        ("Second 2021", [2, 60, 0, 61]),
        ("Third 2022", [0, 9, 0, 8]),
    ];
    let review = review(["Malignancy", "MSC", "Control"], &named(&rows));
    assert_is_the_figure("no-control-events", &scene(&review, None, None, &journal()));
}

#[test]
fn intervals_over_six_decades_end_in_arrows() {
    let rows = [
        ("Wide 2001", [1, 1_000_000, 30, 31]),
        ("Wider 2002", [30, 31, 1, 1_000_000]),
        ("Narrow 2003", [500, 1_000, 490, 1_000]),
        ("Widest 2004", [1, 2, 0, 2_000]),
    ];
    let review = review(["Fever", "MSC", "Control"], &named(&rows));
    assert_is_the_figure("six-decades", &scene(&review, None, None, &journal()));
}

#[test]
fn five_hundred_trials_have_five_hundred_rows() {
    let rows: Vec<(String, [u64; 4])> = (0..500)
        .map(|index| {
            let (a, c) = (index * 7 % 23, index * 5 % 19);
            (
                format!("Trial {}", index + 1),
                [a, 40 + index, c, 45 + index],
            )
        })
        .collect();
    let scene = scene(
        &review(["Fever", "MSC", "Control"], &rows),
        None,
        None,
        &journal(),
    );
    let trials = scene
        .regions
        .iter()
        .filter(|region| matches!(region.kind, RegionKind::Trial(_)));
    assert_eq!(trials.count(), 500);
    layout_holds::holds(&scene).unwrap();
}
