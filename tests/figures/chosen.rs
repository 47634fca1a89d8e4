//! What is chosen about a figure: its order, subgroups, covariates, lights, texts and axis.

use proptest::prelude::*;
use trialpool::analysis::{plan_for, subgroups};
use trialpool::data::{
    Assessment, AxisByHand, Covariate, CovariateId, Domain, Grouping, Judged, Judgement, Lights,
    Method, OutcomeFigure, RiskOfBias, TauSquaredEstimator, Tool, TrialOrder,
};
use trialpool::figure::forest::{Forest, Row, layout, pages};
use trialpool::figure::{Answered, Item, POINTS_PER_MILLIMETRE, Page, RegionKind, Role};
use trialpool::read::examples;

use super::random_cases::cases;
use super::*;

pub(super) const SOURCE: CovariateId = CovariateId(900);
pub(super) const DOSE: CovariateId = CovariateId(901);

/// The forest plot of the first outcome as it was chosen.
fn forest_of(review: &Review, figures: &FigureSettings, options: &Options) -> Forest {
    forest_by(None, review, figures, options)
}

/// The same by a plan.
fn forest_by(
    plan: Option<Plan>,
    review: &Review,
    figures: &FigureSettings,
    options: &Options,
) -> Forest {
    Forest::of(&inputs_by(plan, review, figures, options))
}

/// What the forest plot of the first outcome shows.
pub(super) fn inputs_by(
    plan: Option<Plan>,
    review: &Review,
    figures: &FigureSettings,
    options: &Options,
) -> Inputs {
    let answered = answered(review, &review.outcomes[0], plan, None);
    inputs_of(&answered, review, figures, options)
}

/// The same of an answer.
fn inputs_of(
    answered: &Answered,
    review: &Review,
    figures: &FigureSettings,
    options: &Options,
) -> Inputs {
    let parts = figures.grouping.and_then(|grouping| {
        subgroups(review, &answered.prepared, answered.response.plan, grouping)
    });
    let figures = Arc::new(figures.clone());
    Inputs::new(
        review,
        answered,
        parts.map(Arc::new).as_ref(),
        &figures,
        options,
    )
}

fn chosen_scene(review: &Review, figures: &FigureSettings) -> Scene {
    layout(&forest_of(review, figures, &journal()))
}

/// The nasty review with everything, on a page that has room for it.
fn nasty_scene(figures: &FigureSettings) -> Scene {
    let options = Options {
        width: 260.0 * POINTS_PER_MILLIMETRE,
        ..journal()
    };
    layout(&forest_of(&nasty(), figures, &options))
}

/// Gives the trials of a review sources and doses, one after the other; an empty text is not kept.
pub(super) fn with_columns(mut review: Review, sources: &[&str], doses: &[&str]) -> Review {
    for (id, name) in [(SOURCE, "Source of the cells"), (DOSE, "Dose")] {
        let name = name.to_owned();
        review.covariates.push(Covariate { id, name });
    }
    let mut texts = sources.iter().cycle().zip(doses.iter().cycle());
    for trial in &mut review.trials {
        let trial = Arc::make_mut(trial);
        let (source, dose) = texts.next().unwrap();
        for (id, text) in [(SOURCE, source), (DOSE, dose)] {
            if !text.is_empty() {
                trial.covariates.insert(id, (*text).to_owned());
            }
        }
    }
    review
}

/// Judges the trials of a review in so many domains; each third is not judged.
pub(super) fn with_judgements(mut review: Review, tool: Tool, domains: &[&str]) -> Review {
    const JUDGEMENTS: [Judgement; 5] = [
        Judgement::Low,
        Judgement::SomeConcerns,
        Judgement::High,
        Judgement::NoInformation,
        Judgement::Low,
    ];
    let judged = |number: usize| {
        let judgement = JUDGEMENTS[number % JUDGEMENTS.len()];
        Judged {
            typed: format!("{judgement:?}"),
            judgement: Some(judgement),
            ..Judged::default()
        }
    };
    let trials = review.trials.iter().enumerate();
    let trials = trials.filter(|(place, _)| place % 3 != 2);
    let trials = trials.map(|(place, trial)| {
        let assessment = Assessment {
            domains: (0..domains.len())
                .map(|domain| judged(place + domain))
                .collect(),
            overall: judged(2 * place),
        };
        (trial.id, assessment)
    });
    review.risk_of_bias = Some(Arc::new(RiskOfBias {
        tool,
        domains: domains
            .iter()
            .map(|name| Domain {
                short: String::new(),
                name: (*name).to_owned(),
            })
            .collect(),
        trials: trials.collect(),
        outcomes: [].into(),
    }));
    review
}

pub(super) const DOMAINS: [&str; 5] = [
    "Bias arising from the randomization process",
    "Bias due to deviations from intended interventions",
    "Bias due to missing outcome data",
    "Bias in measurement of the outcome",
    "Bias in selection of the reported result",
];

/// Names and numbers of every kind, in parts: one without any event, one that nobody reported, one of which nothing is
/// said.
fn nasty() -> Review {
    let rows: Vec<(String, [u64; 4])> = [
        ("<script>alert('1')</script> & \"Co\"", [3, 40, 5, 41]),
        ("Trial 🧪 of smiles 🙂🙂", [0, 12, 0, 13]),
        ("مستشفى القاهرة ٢٠٢١", [0, 30, 0, 30]),
        ("多中心随机对照试验", [9, 9, 0, 9]),
        ("A name of a hundred and twenty characters, as reports have it in their first line, with the registry's own number, NCT0", [1, 1_000_000, 30, 31]),
        ("", [250_000, 1_000_000, 251_000, 1_000_000]),
        ("Donaudampfschifffahrtsgesellschaftskapitän 2004", [5, 50, 7, 52]),
    ]
    .into_iter()
    .map(|(name, cells)| (name.to_owned(), cells))
    .collect();
    let mut review = with_columns(
        review(["Fever", "Mesenchymal stromal cells", "Control"], &rows),
        &[
            "<b>Bone marrow</b>",
            "Ŵharton’s jelly 🧫",
            "ŵharton’s jelly 🧫",
            "<B>bone marrow</B>",
            "A source whose name is much longer than the column of names and all the counts beside it, so that it must be broken into several lines before the graph begins",
            "",
            "not reported",
        ],
        &[
            "1 × 10⁶ per kg",
            "<i>2</i>",
            "مليون",
            "",
            "a dose that takes more than one line of its own column",
            "3",
            "4",
        ],
    );
    let mut silent = Trial::two_armed(TrialId(700), "Silent 2020");
    silent
        .covariates
        .insert(SOURCE, "Adipose & <tissue>".to_owned());
    review.trials.push(Arc::new(silent));
    with_judgements(review, Tool::RiskOfBias2, &DOMAINS)
}

/// Everything at once.
fn everything(preset: Preset) -> FigureSettings {
    FigureSettings {
        preset,
        grouping: Some(Grouping::Covariate(SOURCE)),
        columns: vec![DOSE],
        lights: Lights::Traffic,
        ..FigureSettings::default()
    }
}

/// Fails unless the scene, painted, is the snapshot of this name among those of what is chosen.
#[track_caller]
fn assert_is_chosen(name: &str, scene: &Scene, theme: &Theme) {
    assert_is_painted(&format!("chosen-{name}"), scene, theme);
}

fn file_name(preset: Preset) -> String {
    preset.name().to_lowercase().replace(' ', "-")
}

/// BCG by the way in which people were allocated.
fn bcg_by_allocation() -> (Review, FigureSettings) {
    let review = examples::review("bcg-vaccine").unwrap();
    let mut covariates = review.covariates.iter();
    let allocation = covariates.find(|known| known.name.to_lowercase().contains("alloc"));
    let figures = FigureSettings {
        grouping: Some(Grouping::Covariate(allocation.unwrap().id)),
        ..FigureSettings::default()
    };
    (review, figures)
}

#[test]
fn every_preset_draws_subgroups_columns_and_lights_of_a_nasty_review() {
    for preset in Preset::ALL {
        let figures = everything(preset);
        let scene = nasty_scene(&figures);
        let theme = Theme::PRINT.chosen(&figures);
        assert_is_chosen(&format!("nasty-{}", file_name(preset)), &scene, &theme);
        layout_holds::holds(&scene).unwrap();
    }
}

#[test]
fn every_preset_draws_the_subgroups_of_bcg() {
    let (review, figures) = bcg_by_allocation();
    for preset in Preset::ALL {
        let figures = FigureSettings {
            preset,
            ..figures.clone()
        };
        let scene = chosen_scene(&review, &figures);
        let theme = Theme::PRINT.chosen(&figures);
        assert_is_chosen(&format!("bcg-{}", file_name(preset)), &scene, &theme);
        layout_holds::holds(&scene).unwrap();
    }
}

/// Catheters (Niel-Weise 2007), and reviews of one trial, of two, without any event and over six decades.
fn of_every_kind() -> Vec<(&'static str, Review)> {
    let of = |rows: &[(&str, [u64; 4])]| {
        let rows: Vec<(String, [u64; 4])> = rows
            .iter()
            .map(|(name, cells)| ((*name).to_owned(), *cells))
            .collect();
        with_columns(
            review(["Fever", "MSC", "Control"], &rows),
            &["Bone marrow", "Cord"],
            &["1", "2"],
        )
    };
    let catheters = examples::review("catheter-infections").unwrap();
    let sources = ["First group", "Second group", ""];
    vec![
        ("catheters", with_columns(catheters, &sources, &["1", "2"])),
        ("one-trial", of(&[("Only 2020", [4, 30, 2, 31])])),
        (
            "two-trials",
            of(&[
                ("First 2020", [4, 30, 2, 31]),
                ("Second 2021", [7, 60, 9, 61]),
            ]),
        ),
        (
            "no-events",
            of(&[
                ("First 2020", [0, 30, 0, 31]),
                ("Second 2021", [0, 60, 0, 61]),
                ("Third 2022", [0, 9, 0, 8]),
            ]),
        ),
        (
            "six-decades",
            of(&[
                ("Wide 2001", [1, 1_000_000, 30, 31]),
                ("Wider 2002", [30, 31, 1, 1_000_000]),
                ("Narrow 2003", [500, 1_000, 490, 1_000]),
                ("Widest 2004", [1, 2, 0, 2_000]),
            ]),
        ),
    ]
}

#[test]
fn every_preset_draws_subgroups_of_every_kind_of_review() {
    for (name, review) in of_every_kind() {
        for preset in Preset::ALL {
            let figures = everything(preset);
            let scene = chosen_scene(&review, &figures);
            let theme = Theme::PRINT.chosen(&figures);
            assert_is_chosen(&format!("{name}-{}", file_name(preset)), &scene, &theme);
            layout_holds::holds(&scene).unwrap();
        }
    }
}

#[test]
fn the_lights_for_every_sight_have_other_colours_and_the_same_signs() {
    let figures = FigureSettings {
        lights: Lights::ForEverySight,
        ..everything(Preset::Trialpool)
    };
    let scene = nasty_scene(&figures);
    let traffic = nasty_scene(&everything(Preset::Trialpool));
    assert_eq!(scene, traffic, "the colours are the theme's");
    let ordinary = Theme::PRINT.chosen(&everything(Preset::Trialpool));
    let theme = Theme::PRINT.chosen(&figures);
    for role in [Role::LowRisk, Role::SomeRisk, Role::HighRisk] {
        assert_ne!(theme.colour(role), ordinary.colour(role));
    }
    let signs: Vec<&str> = scene
        .texts()
        .filter(|text| text.role == Role::Sign)
        .map(|text| text.content.as_str())
        .collect();
    for sign in ["+", "?", "\u{2212}"] {
        assert!(signs.contains(&sign), "{sign}");
    }
}

#[test]
fn a_subgroup_stands_under_its_head_and_over_its_subtotal() {
    let (review, figures) = bcg_by_allocation();
    let forest = forest_of(&review, &figures, &journal());
    assert_eq!(forest.groups.len(), 3);
    let mut next = 0;
    for group in &forest.groups {
        assert_eq!(group.rows.start, next);
        next = group.rows.end;
        assert!(
            group
                .remark
                .as_ref()
                .unwrap()
                .starts_with("Heterogeneity: ")
        );
    }
    assert_eq!(next, forest.rows.len());
    let mut trials: Vec<usize> = forest.rows.iter().map(|row| row.trial).collect();
    trials.sort_unstable();
    assert_eq!(trials, (0..13).collect::<Vec<_>>());
    let between = "Test for subgroup differences: ";
    let mut paragraphs = forest.footer.iter();
    let test = paragraphs.find(|said| said.starts_with(between)).unwrap();
    assert!(test.contains("df\u{a0}=\u{a0}2"), "{test}");
    let scene = layout(&forest);
    let height = |content: &str| {
        let mut texts = scene.texts();
        texts
            .find(|text| text.content == content)
            .unwrap()
            .position
            .y
    };
    assert!(height("Aronson 1948") < height("Total (95% CI)"));
    let subtotals = scene
        .texts()
        .filter(|text| text.content == "Subtotal (95% CI)");
    assert_eq!(subtotals.count(), 3);
}

#[test]
fn the_weights_of_the_subtotals_are_the_sums_of_those_printed_above() {
    let (review, figures) = bcg_by_allocation();
    let forest = forest_of(&review, &figures, &journal());
    let tenths = |weight: &Option<String>| {
        let digits = weight.as_ref().unwrap().replace('.', "");
        digits.parse::<u32>().unwrap()
    };
    let mut all = 0;
    for group in &forest.groups {
        let rows = &forest.rows[group.rows.clone()];
        let sum: u32 = rows.iter().map(|row| tenths(&row.weight)).sum();
        assert_eq!(tenths(&group.subtotal.weight), sum);
        all += sum;
    }
    assert_eq!(all, 1_000);
}

/// By what rows are ordered.
type Key = fn(&Row) -> f64;

#[test]
fn trials_stand_in_the_order_chosen_and_keep_their_numbers() {
    let review = examples::review("bcg-vaccine").unwrap();
    let ordered = |order| {
        let figures = FigureSettings {
            order,
            ..FigureSettings::default()
        };
        forest_of(&review, &figures, &journal()).rows
    };
    let entered = ordered(TrialOrder::Input);
    let year = |name: &str| name.rsplit(' ').next().unwrap().parse::<u32>().unwrap();
    let estimate: Key = |row| row.mark.unwrap().span.estimate;
    let weight: Key = |row| -row.mark.unwrap().weight.unwrap();
    let width: Key = |row| row.mark.unwrap().span.upper - row.mark.unwrap().span.lower;
    for (order, key) in [
        (TrialOrder::Effect, estimate),
        (TrialOrder::Weight, weight),
        (TrialOrder::Precision, width),
    ] {
        let rows = ordered(order);
        assert!(
            rows.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])),
            "{order:?}"
        );
        for row in rows {
            assert_eq!(row, entered[row.trial], "the row is the trial's own");
        }
    }
    let years: Vec<u32> = ordered(TrialOrder::Year)
        .iter()
        .map(|row| year(&row.name))
        .collect();
    assert!(years.windows(2).all(|pair| pair[0] <= pair[1]), "{years:?}");
    let names: Vec<String> = ordered(TrialOrder::Name)
        .iter()
        .map(|row| row.name.to_lowercase())
        .collect();
    assert!(names.windows(2).all(|pair| pair[0] <= pair[1]), "{names:?}");
}

#[test]
fn trials_of_one_year_stand_as_they_were_entered() {
    let rows: Vec<(String, [u64; 4])> = (0..9)
        .map(|place| (format!("Trial {}", 9 - place), [2, 20, 3, 21]))
        .collect();
    let review = review(["Fever", "MSC", "Control"], &rows);
    for order in [
        TrialOrder::Year,
        TrialOrder::Effect,
        TrialOrder::Weight,
        TrialOrder::Precision,
    ] {
        let figures = FigureSettings {
            order,
            ..FigureSettings::default()
        };
        let trials: Vec<usize> = forest_of(&review, &figures, &journal())
            .rows
            .iter()
            .map(|row| row.trial)
            .collect();
        assert_eq!(trials, (0..9).collect::<Vec<_>>(), "{order:?}");
    }
}

/// The figure of BCG with what is chosen about it alone.
fn bcg_with(figure: OutcomeFigure) -> Forest {
    let review = examples::review("bcg-vaccine").unwrap();
    let figures = FigureSettings {
        outcomes: [(review.outcomes[0].id, figure)].into(),
        ..FigureSettings::default()
    };
    forest_of(&review, &figures, &journal())
}

#[test]
fn title_caption_footnote_and_directions_are_those_typed() {
    let forest = bcg_with(OutcomeFigure {
        title: "Tuberculosis after vaccination".into(),
        caption: "Figure 2. BCG vaccine against tuberculosis.".into(),
        footnote: "Two trials were not blinded.".into(),
        favours_left: "Favours vaccine".into(),
        favours_right: "Favours no vaccine".into(),
        axis: None,
    });
    let scene = layout(&forest);
    layout_holds::holds(&scene).unwrap();
    let place = |content: &str| {
        let mut texts = scene.texts();
        let found = texts.find(|text| text.content == content);
        found.unwrap_or_else(|| panic!("{content}")).position.y
    };
    assert!(place("Tuberculosis after vaccination") < place("Trial"));
    assert!(place("Favours vaccine") < place("Two trials were not blinded."));
    assert!(
        place("Two trials were not blinded.")
            < place("Figure 2. BCG vaccine against tuberculosis.")
    );
    place("Favours no vaccine");
    assert_is_chosen("texts", &scene, &Theme::PRINT);
}

#[test]
fn an_axis_by_hand_has_the_ends_and_ticks_typed_and_arrows_beyond_them() {
    let axis = |low, high, ticks: &[f64]| {
        Some(AxisByHand {
            measure: Measure::RiskRatio,
            low,
            high,
            ticks: ticks.to_vec(),
        })
    };
    let drawn = |axis| {
        let forest = bcg_with(OutcomeFigure {
            axis,
            ..OutcomeFigure::default()
        });
        let scene = layout(&forest);
        layout_holds::holds(&scene).unwrap();
        (forest, scene)
    };
    let (forest, scene) = drawn(axis(0.25, 4.0, &[4.0, 0.25, 1.0]));
    assert!((forest.axis.low - libm::log(0.25)).abs() < 1e-12);
    assert!((forest.axis.high - libm::log(4.0)).abs() < 1e-12);
    let labels: Vec<&str> = forest
        .ticks
        .iter()
        .map(|tick| tick.label.as_str())
        .collect();
    assert_eq!(labels, ["0.25", "1", "4"]);
    assert!(
        forest
            .footer
            .iter()
            .any(|said| said.starts_with("Arrows: "))
    );
    assert_is_chosen("axis-by-hand", &scene, &Theme::PRINT);

    // Without 1 on it there is no line of no difference, and the ends are labelled where no round number lies between.
    let (_, scene) = drawn(axis(1.3, 1.4, &[]));
    for label in ["1.3", "1.4"] {
        assert!(scene.texts().any(|text| text.content == label), "{label}");
    }
    // Ticks that would touch are left out, the first stays.
    let crowded: Vec<f64> = (0..30).map(|tick| 1.0 + f64::from(tick) / 1e4).collect();
    let (_, scene) = drawn(axis(0.1, 10.0, &crowded));
    assert!(scene.texts().any(|text| text.content == "1"));

    // What was typed for ratios is not taken for differences.
    let review = examples::review("bcg-vaccine").unwrap();
    let mut other = axis(0.25, 4.0, &[]).unwrap();
    other.measure = Measure::RiskDifference;
    let figures = FigureSettings {
        outcomes: [(
            review.outcomes[0].id,
            OutcomeFigure {
                axis: Some(other),
                ..OutcomeFigure::default()
            },
        )]
        .into(),
        ..FigureSettings::default()
    };
    let own = forest_of(&review, &FigureSettings::default(), &journal());
    assert_eq!(forest_of(&review, &figures, &journal()).axis, own.axis);
}

#[test]
fn second_model_and_prediction_interval_can_be_left_out() {
    let review = examples::review("bcg-vaccine").unwrap();
    let plan = plan_for(
        Measure::RiskRatio,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    );
    let drawn = |figures: &FigureSettings| forest_by(Some(plan), &review, figures, &journal());
    let with = drawn(&FigureSettings::default());
    assert_eq!(with.pooled.len(), 2);
    assert!(with.prediction.is_some());
    let without = drawn(&FigureSettings {
        without_second_model: true,
        without_prediction: true,
        ..FigureSettings::default()
    });
    assert_eq!(without.pooled, with.pooled[..1]);
    assert_eq!(without.prediction, None);
    assert!(
        !without
            .footer
            .iter()
            .any(|said| said.starts_with("Prediction"))
    );
}

#[test]
fn a_page_begins_with_a_trial_or_a_head_and_ends_under_no_head() {
    let rows: Vec<(String, [u64; 4])> = (0..200)
        .map(|index| {
            let cells = [index * 7 % 23, 40 + index, index * 5 % 19, 45 + index];
            (format!("Trial {}", index + 1), cells)
        })
        .collect();
    let sources: Vec<String> = (0..200)
        .map(|index| format!("Source {}", index % 23))
        .collect();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    let review = with_columns(review(["Fever", "MSC", "Control"], &rows), &sources, &["1"]);
    let options = Options::page(Page::A4, Locale::DecimalPoint);
    let forest = forest_of(&review, &everything(Preset::Trialpool), &options);
    let pages = pages(&forest, Page::A4.height());
    assert!(pages.len() > 3);
    let mut trials = Vec::new();
    for page in &pages {
        layout_holds::holds(page).unwrap();
        assert!(page.height <= Page::A4.height());
        trials.extend(page.regions.iter().filter_map(|region| match region.kind {
            RegionKind::Trial(trial) => Some(trial),
            _ => None,
        }));
        let mut left: Vec<_> = page.texts().filter(|text| text.position.x < 0.1).collect();
        left.sort_by(|one, other| one.position.y.total_cmp(&other.position.y));
        let last_head = left
            .iter()
            .rposition(|text| text.content.starts_with("Source "));
        let continued = left
            .iter()
            .position(|text| text.content.contains("Continued"));
        if let (Some(head), Some(continued)) = (last_head, continued) {
            let between = page.regions.iter().any(|region| {
                region.area.top > left[head].position.y - 1.0
                    && region.area.bottom < left[continued].position.y
            });
            assert!(between, "a head stands alone at the foot of a page");
        }
    }
    let drawn: Vec<usize> = forest.rows.iter().map(|row| row.trial).collect();
    assert_eq!(trials, drawn);
}

#[test]
fn five_hundred_trials_in_subgroups_are_drawn_as_they_were() {
    let rows: Vec<(String, [u64; 4])> = (0..500)
        .map(|index| {
            let (a, c) = (index * 7 % 23, index * 5 % 19);
            (
                format!("Trial {}", index + 1),
                [a, 40 + index, c, 45 + index],
            )
        })
        .collect();
    let review = with_columns(
        review(["Fever", "MSC", "Control"], &rows),
        &["Bone marrow", "Cord", "Fat", ""],
        &["1", "2", "5"],
    );
    let review = with_judgements(review, Tool::RiskOfBias2, &DOMAINS);
    let mut sums = Vec::new();
    for preset in Preset::ALL {
        let figures = everything(preset);
        let scene = chosen_scene(&review, &figures);
        layout_holds::holds(&scene).unwrap();
        let painted = paint::svg::document(&scene, &Theme::PRINT.chosen(&figures));
        let sum = fnv(painted.as_bytes());
        sums.push(format!("{} {sum:016x}", file_name(preset)));
    }
    let sums = sums.join("\n");
    snapshots().bind(|| insta::assert_snapshot!("chosen-five-hundred", sums));
}

/// Fowler, Noll and Vo's check sum (FNV-1a, 64 bits).
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn lights_are_circles_beside_their_own_trial() {
    let scene = nasty_scene(&everything(Preset::Trialpool));
    let lights: Vec<f64> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Polygon {
                corners,
                role: Role::LowRisk,
                ..
            } => Some(corners.iter().map(|corner| corner.y).sum::<f64>() / corners.len() as f64),
            _ => None,
        })
        .collect();
    assert!(lights.len() > 5);
    // The third trial was not judged.
    let third = scene
        .regions
        .iter()
        .find(|region| region.kind == RegionKind::Trial(2))
        .unwrap();
    assert!(
        lights
            .iter()
            .all(|y| !(third.area.top..third.area.bottom).contains(y))
    );
}

fn count_pair() -> impl Strategy<Value = (u64, u64)> {
    (1..5_000_u64).prop_flat_map(|total| {
        let events = prop_oneof![Just(0), Just(total), 0..=total, 0..=total.min(5)];
        (events, Just(total))
    })
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn whatever_is_chosen_nothing_overlaps_and_nothing_leaves_the_page(
        rows in proptest::collection::vec((".{0,40}", count_pair(), count_pair(), "[ABC]?.{0,30}", ".{0,30}"), 1..20),
        texts in [".{0,60}", ".{0,60}", ".{0,60}", ".{0,40}", ".{0,40}"],
        domains in proptest::collection::vec(".{0,30}", 0..8),
        ends in (-3.0..3.0_f64, 0.1..4.0_f64),
        order in 0..6_usize,
        pixels in 250.0..1500.0_f64,
    ) {
        let cells: Vec<(String, [u64; 4])> = rows
            .iter()
            .map(|(name, (a, n1), (c, n2), ..)| (name.clone(), [*a, *n1, *c, *n2]))
            .collect();
        let sources: Vec<&str> = rows.iter().map(|row| row.3.as_str()).collect();
        let doses: Vec<&str> = rows.iter().map(|row| row.4.as_str()).collect();
        let review = with_columns(review(["Fever", "MSC", "Control"], &cells), &sources, &doses);
        let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
        let review = with_judgements(review, Tool::RobinsI, &domains);
        let [title, caption, footnote, favours_left, favours_right] = texts;
        let low = libm::exp(ends.0);
        let figure = OutcomeFigure {
            title,
            caption,
            footnote,
            favours_left,
            favours_right,
            axis: Some(AxisByHand {
                measure: Measure::RiskRatio,
                low,
                high: low * libm::exp(ends.1),
                ticks: vec![low, low * libm::exp(ends.1 / 2.0), low * libm::exp(ends.1)],
            }),
        };
        let orders = [TrialOrder::Input, TrialOrder::Year, TrialOrder::Name, TrialOrder::Effect, TrialOrder::Weight, TrialOrder::Precision];
        let answered = answered(&review, &review.outcomes[0], None, None);
        for preset in Preset::ALL {
            let figures = FigureSettings {
                order: orders[order],
                columns: vec![DOSE, SOURCE],
                outcomes: [(OUTCOME, figure.clone())].into(),
                ..everything(preset)
            };
            for options in [journal(), Options::screen(pixels, Locale::DecimalComma)] {
                let forest = Forest::of(&inputs_of(&answered, &review, &figures, &options));
                if let Err(fault) = layout_holds::holds(&layout(&forest)) {
                    prop_assert!(false, "{}: {fault}", preset.name());
                }
            }
        }
    }
}
