//! Figures on paper: long ones are set closer or parted, and on narrow pages columns give way before the graph does.

use proptest::prelude::*;
use trialpool::data::{Lights, Tool};
use trialpool::figure::forest::{Forest, on_paper};
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::safety::SafetyProfile;
use trialpool::figure::{Item, POINTS_PER_MILLIMETRE, RegionKind, safety};

use super::chosen::{DOMAINS, DOSE, SOURCE, with_columns, with_judgements};
use super::random_cases::cases;
use super::*;

/// The height of A4 between margins of 20 mm.
const A4: f64 = 257.0 * POINTS_PER_MILLIMETRE;

fn of_many(trials: u64) -> Review {
    let rows: Vec<(String, [u64; 4])> = (0..trials)
        .map(|index| {
            let cells = [index * 7 % 23, 40 + index, index * 5 % 19, 45 + index];
            (format!("Trial {}", index + 1), cells)
        })
        .collect();
    review(["Fever", "MSC", "Control"], &rows)
}

fn forest_of(review: &Review, settings: &FigureSettings, options: &Options) -> Forest {
    let answered = answered(review, &review.outcomes[0], None, None);
    let settings = Arc::new(settings.clone());
    Forest::of(&Inputs::new(review, &answered, None, &settings, options))
}

fn plain(trials: u64) -> Forest {
    forest_of(&of_many(trials), &FigureSettings::default(), &journal())
}

fn has(page: &Scene, kind: RegionKind) -> bool {
    page.regions.iter().any(|region| region.kind == kind)
}

fn says(page: &Scene, words: &str) -> bool {
    page.texts().any(|text| text.content.contains(words))
}

fn trials(pages: &[Scene]) -> Vec<usize> {
    let regions = pages.iter().flat_map(|page| &page.regions);
    let trials = regions.filter_map(|region| match region.kind {
        RegionKind::Trial(trial) => Some(trial),
        RegionKind::Pooled | RegionKind::Prediction | RegionKind::Outcome(_) => None,
    });
    trials.collect()
}

#[test]
fn a_figure_that_is_too_high_is_set_closer_and_parted_only_where_that_does_not_do() {
    let room = Room::pages(A4);
    for (count, expected) in [(20, Fit::Whole), (55, Fit::Compact), (200, Fit::Parted)] {
        let forest = plain(count);
        let (pages, fit) = on_paper(&forest, room);
        assert_eq!(fit, expected, "{count} trials");
        assert_eq!(pages.len() > 1, fit == Fit::Parted);
        for page in &pages {
            layout_holds::holds(page).unwrap();
            assert!(page.height <= A4, "{count} trials: {}", page.height);
        }
        assert_eq!(
            trials(&pages),
            (0..pages.iter().map(|page| page.regions.len()).sum::<usize>())
                .take(trials(&pages).len())
                .collect::<Vec<_>>()
        );
        assert_eq!(trials(&pages).len() as u64, count);
    }
}

#[test]
fn every_page_of_a_parted_figure_has_the_heads_and_says_which_page_it_is() {
    let (pages, _) = on_paper(&plain(200), Room::pages(A4));
    let of = pages.len();
    let (last, others) = pages.split_last().unwrap();
    for (number, page) in (1..).zip(&pages) {
        for head in ["Trial", "MSC", "Control", "Weight"] {
            assert!(
                page.texts().any(|text| text.content == head),
                "{head} on page {number}"
            );
        }
        let continued = format!("Fever, continued (page {number} of {of})");
        assert_eq!(says(page, &continued), number > 1, "{continued}");
    }
    for (number, page) in (1..).zip(others) {
        assert!(!has(page, RegionKind::Pooled));
        assert!(says(
            page,
            &format!("Page {number} of {of}. Continued on the next page")
        ));
    }
    assert!(has(last, RegionKind::Pooled) && says(last, "Heterogeneity"));
    assert!(!says(last, "Continued on the next page"));
}

#[test]
fn a_figure_that_begins_under_a_text_has_less_room_on_its_first_page() {
    let room = Room {
        first: A4 / 2.0,
        further: A4,
    };
    let (pages, fit) = on_paper(&plain(200), room);
    assert_eq!(fit, Fit::Parted);
    assert!(pages[0].height <= room.first);
    assert!(pages[1..].iter().all(|page| page.height <= room.further));
    // Rather than being parted it moves to a page of its own.
    let (pages, fit) = on_paper(&plain(55), room);
    assert_eq!((pages.len(), fit), (1, Fit::Compact));
}

#[test]
fn a_profile_of_many_outcomes_is_parted_like_a_forest_plot() {
    let many = |count: u32| {
        let mut review = of_many(3);
        let outcome = review.outcomes[0].clone();
        review.outcomes = (0..count)
            .map(|number| {
                let mut outcome = (*outcome).clone();
                outcome.name = format!("Outcome {number}");
                outcome.group = Some(format!("Group {}", number / 4));
                Arc::new(outcome)
            })
            .collect();
        let answers = review.outcomes.iter();
        let answers = answers.map(|outcome| answered(&review, outcome, None, None));
        let options = safety::Options::landscape(Locale::DecimalPoint);
        SafetyProfile::of(&safety::Inputs::new(&review, answers.collect(), &options))
    };
    let height = 180.0 * POINTS_PER_MILLIMETRE;
    for (count, expected) in [(6, Fit::Whole), (22, Fit::Compact), (90, Fit::Parted)] {
        let profile = many(count);
        let (pages, fit) = safety::on_paper(&profile, Room::pages(height));
        assert_eq!(fit, expected, "{count} outcomes");
        let mut drawn = Vec::new();
        for (number, page) in (1..).zip(&pages) {
            layout_holds::holds(page).unwrap();
            assert!(page.height <= height, "{count} outcomes: {}", page.height);
            assert!(page.texts().any(|text| text.content == "Outcome"));
            assert_eq!(says(page, "continued (page"), number > 1);
            assert_eq!(
                says(page, "Continued on the next page"),
                number < pages.len()
            );
            drawn.extend(page.regions.iter().map(|region| region.kind));
        }
        let all = (0..usize::try_from(count).unwrap()).map(RegionKind::Outcome);
        assert_eq!(drawn, all.collect::<Vec<_>>());
    }
}

/// From the left to the right end of the axis.
fn graph(scene: &Scene) -> f64 {
    let lines = scene.items.iter().filter_map(|item| match item {
        Item::Line { from, to, .. } => Some((from, to)),
        Item::Rectangle { .. } | Item::Polygon { .. } | Item::Text(_) => None,
    });
    // Rules reach over the whole page, or stand over the counts on the left.
    let beside = lines.filter(|(from, to)| from.x > 1.0 && to.x - from.x > 0.1 * scene.width);
    beside.map(|(from, to)| to.x - from.x).fold(0.0, f64::max)
}

/// Which columns are there: two covariates, the risk of bias, the weights, the counts.
fn columns(scene: &Scene) -> [bool; 5] {
    let is_head = |head: &str| scene.texts().any(|text| text.content == head);
    ["Dose", "Source", "A", "Weight", "Events"].map(is_head)
}

#[test]
fn columns_give_way_in_their_order_and_are_named_before_the_graph_does() {
    let review = with_columns(
        of_many(12),
        &["Bone marrow", "Cord"],
        &["1 × 10⁶", "2 × 10⁶"],
    );
    let mut review = with_judgements(review, Tool::RiskOfBias2, &DOMAINS);
    review
        .covariates
        .iter_mut()
        .filter(|known| known.id == SOURCE)
        .for_each(|known| known.name = "Source".into());
    let figures = FigureSettings {
        columns: vec![DOSE, SOURCE],
        lights: Lights::Traffic,
        ..FigureSettings::default()
    };
    let names = [
        "Dose",
        "Source",
        "risk of bias",
        "weights",
        "events and total",
    ];
    let goes = [1, 0, 2, 3, 4];
    let mut fewest = 5;
    let mut seen = Vec::new();
    for pixels in (300..1_600).rev().step_by(10) {
        // Letters of one size, those of a phone being smaller.
        let options = Options {
            text_size: 9.0,
            ..Options::screen(f64::from(pixels), Locale::DecimalPoint)
        };
        let scene = forest_scene(&Inputs::new(
            &review,
            &answered(&review, &review.outcomes[0], None, None),
            None,
            &Arc::new(figures.clone()),
            &options,
        ));
        layout_holds::holds(&scene).unwrap();
        let columns = columns(&scene);
        let left = columns.iter().filter(|there| **there).count();
        // What is gone is what goes first.
        let gone: Vec<usize> = goes[..5 - left].to_vec();
        for (place, there) in columns.iter().enumerate() {
            assert_eq!(*there, !gone.contains(&place), "{pixels} px: {columns:?}");
        }
        let texts: Vec<&str> = scene.texts().map(|text| text.content.as_str()).collect();
        let note = texts.join(" ");
        assert_eq!(
            note.contains("Not shown, for want of width"),
            left < 5,
            "{pixels} px"
        );
        for place in &gone {
            assert!(note.contains(names[*place]), "{pixels} px: {note}");
        }
        assert!(left <= fewest, "{pixels} px");
        fewest = left;
        seen.push(left);
        // The column of the graph holds half a label of the axis on either side of it.
        assert!(
            graph(&scene) >= 8.0 * options.text_size,
            "{pixels} px: {}",
            graph(&scene)
        );
        if left > 0 {
            assert!(scene.width <= options.width + 1e-9, "{pixels} px");
        }
    }
    seen.dedup();
    assert_eq!(seen, [5, 4, 3, 2, 1, 0]);
}

#[test]
fn two_columns_of_a_journal_have_room_for_the_risk_of_bias_beside_ordinary_counts() {
    let review = with_judgements(of_many(12), Tool::RiskOfBias2, &DOMAINS);
    let figures = FigureSettings {
        lights: Lights::Traffic,
        ..FigureSettings::default()
    };
    let scene = trialpool::figure::forest::layout(&forest_of(&review, &figures, &journal()));
    assert!(says(&scene, "Weight") && says(&scene, "Risk of bias"));
    assert!(!says(&scene, "Not shown"));
    assert!(scene.width <= journal().width + 1e-9);
}

#[test]
fn a_name_that_is_cut_keeps_its_author_and_its_year() {
    let name = "Gonzalez-Hernandez and the investigators of the second multicentre trial of the infusion of cells after stroke in adults of any age, with the amendments of its protocol, the plan of its analysis, and the letters about both of them that were printed later 2019";
    let rows = [
        (name.to_owned(), [4, 30, 2, 31]),
        ("Short 2020".to_owned(), [7, 60, 9, 61]),
    ];
    let review = review(["Fever", "MSC", "Control"], &rows);
    let scene = scene(&review, None, None, &journal());
    let row = scene
        .regions
        .iter()
        .find(|region| region.kind == RegionKind::Trial(0))
        .unwrap();
    let lines: Vec<&str> = scene
        .texts()
        .filter(|text| row.area.contains(text.position) && text.position.x < 0.1)
        .map(|text| text.content.as_str())
        .collect();
    assert!((2..=3).contains(&lines.len()), "{lines:?}");
    let shown = lines.join(" ");
    assert!(
        shown.starts_with("Gonzalez-Hernandez") && shown.ends_with("… 2019"),
        "{shown}"
    );
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn whatever_the_paper_every_trial_is_drawn_once_and_nothing_is_higher_than_its_page(
        count in 1..260_u64,
        first in 250.0..900.0_f64,
        further in 300.0..900.0_f64,
        pixels in 300.0..1_400.0_f64,
    ) {
        let options = Options::screen(pixels, Locale::DecimalPoint);
        let forest = forest_of(&of_many(count), &FigureSettings::default(), &options);
        let room = Room { first, further };
        let (pages, fit) = on_paper(&forest, room);
        prop_assert_eq!(trials(&pages), (0..usize::try_from(count).unwrap()).collect::<Vec<_>>());
        prop_assert_eq!(pages.len() > 1, fit == Fit::Parted);
        let (last, others) = pages.split_last().unwrap();
        prop_assert!(has(last, RegionKind::Pooled));
        for (number, page) in others.iter().enumerate() {
            let height = if number == 0 { first } else { further };
            // A figure that needs more than its width is printed smaller.
            let printed = page.height * (options.width / page.width).min(1.0);
            prop_assert!(printed <= height + 1e-9, "{printed} > {height}");
        }
        for page in &pages {
            if let Err(fault) = layout_holds::holds(page) {
                prop_assert!(false, "{fault}");
            }
        }
    }
}
