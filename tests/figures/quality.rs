//! The figures of the quality of the trials: lights, bars by weight, shares of checklists.

use proptest::prelude::*;

use trialpool::analysis::{ItemShare, JudgedTrial, JudgedTrials, Share, judged_trials};
use trialpool::data::{
    Checklist, Checklists, ConfidenceLevel, Domain, Item, ItemId, Judgement, Review, Tool, TrialId,
    published_shares,
};
use trialpool::figure::forest::Light;
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::risk_of_bias::{Inputs, Options, bars, lights};
use trialpool::figure::{RegionKind, Role, Scene, Theme, checklist};
use trialpool::read::examples;
use trialpool::wording::Locale;

use super::chosen::{DOMAINS, with_judgements};
use super::random_cases::cases;
use super::{answered, assert_is_painted, assert_is_the_figure, layout_holds};

fn bcg() -> Review {
    let review = examples::review("bcg-vaccine").unwrap();
    with_judgements(review, Tool::RiskOfBias2, &DOMAINS)
}

fn inputs(options: Options) -> Inputs {
    let review = bcg();
    let outcome = &review.outcomes[0];
    let answered = answered(&review, outcome, None, None);
    let given = (&*answered.prepared, &*answered.response);
    Inputs {
        outcome: Some(outcome.name.clone()),
        judged: judged_trials(&review, Some(given)).unwrap(),
        options,
    }
}

fn two_columns() -> Options {
    Options::two_columns(Locale::DecimalPoint)
}

#[test]
fn each_trial_of_bcg_has_its_lights_and_its_weight() {
    let scene = lights::scene(&inputs(two_columns()));
    layout_holds::holds(&scene).unwrap();
    let trials = scene
        .regions
        .iter()
        .filter(|region| matches!(region.kind, RegionKind::Trial(_)));
    assert_eq!(trials.count(), 13);
    assert_is_the_figure("risk-of-bias-lights", &scene);
}

#[test]
fn bars_are_as_long_as_the_weight_of_the_trials() {
    let scene = bars::scene(&inputs(two_columns()));
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("risk-of-bias-bars", &scene);
}

#[test]
fn bars_fit_beside_the_matrix_on_a_dark_screen_and_on_a_phone() {
    let scene = bars::scene(&inputs(Options::screen(360.0, Locale::DecimalPoint)));
    layout_holds::holds(&scene).unwrap();
    assert_is_painted("risk-of-bias-bars-narrow", &scene, &Theme::DARK);
}

#[test]
fn lights_of_many_trials_go_on_pages_that_repeat_the_heads() {
    let (pages, fit) = lights::on_paper(&inputs(two_columns()), Room::pages(150.0));
    assert_eq!(fit, Fit::Parted);
    for page in &pages {
        layout_holds::holds(page).unwrap();
        assert!(page.texts().any(|text| text.content == "Trial"));
    }
}

fn shares(list: Checklist) -> Vec<ItemShare> {
    let level = ConfidenceLevel::NinetyFive;
    let items = Checklists::default().items(list);
    (0..)
        .zip(items)
        .map(|(place, item)| {
            let of = 37 - place % 3;
            let earlier = published_shares()
                .into_iter()
                .filter(|share| share.item == item);
            ItemShare {
                item,
                here: Share::new((place * 7) % (of + 1), of, level),
                not_stated: 1,
                not_applicable: 0,
                not_read: 37 - of,
                earlier: earlier
                    .map(|share| {
                        let counted = Share::new(share.met.into(), share.of.into(), level);
                        (share, counted)
                    })
                    .collect(),
            }
        })
        .collect()
}

fn checklist_inputs(list: Checklist, options: Options) -> checklist::Inputs {
    let asked = (37, ConfidenceLevel::NinetyFive);
    checklist::Inputs::new(list, &shares(list), None, asked, &options)
}

#[test]
fn shares_stand_over_those_of_earlier_reviews() {
    for (name, list) in [
        ("checklist-harms", Checklist::Harms),
        ("checklist-product", Checklist::Product),
    ] {
        let scene = checklist::scene(&checklist_inputs(list, two_columns()));
        layout_holds::holds(&scene).unwrap();
        assert_is_the_figure(name, &scene);
    }
}

#[test]
fn on_a_phone_earlier_reviews_stand_under_the_item() {
    let options = Options::screen(358.0, Locale::DecimalPoint);
    let scene = checklist::scene(&checklist_inputs(Checklist::Harms, options));
    layout_holds::holds(&scene).unwrap();
    assert_is_painted("checklist-phone", &scene, &Theme::DARK);
}

#[test]
fn a_long_checklist_goes_on_pages() {
    let inputs = checklist_inputs(Checklist::Product, two_columns());
    let (pages, fit) = checklist::on_paper(&inputs, Room::pages(220.0));
    assert_eq!(fit, Fit::Parted);
    for page in &pages {
        layout_holds::holds(page).unwrap();
    }
}

#[test]
fn an_empty_checklist_and_a_table_without_trials_are_drawn() {
    let level = ConfidenceLevel::NinetyFive;
    let empty = checklist::Inputs::new(Checklist::Own, &[], None, (0, level), &two_columns());
    layout_holds::holds(&checklist::scene(&empty)).unwrap();
    let mut none = inputs(two_columns());
    none.judged.trials.clear();
    none.judged.is_weighted = false;
    layout_holds::holds(&lights::scene(&none)).unwrap();
    layout_holds::holds(&bars::scene(&none)).unwrap();
}

const JUDGEMENTS: [Option<Judgement>; 10] = [
    None,
    Some(Judgement::Low),
    Some(Judgement::SomeConcerns),
    Some(Judgement::Moderate),
    Some(Judgement::High),
    Some(Judgement::Serious),
    Some(Judgement::VeryHigh),
    Some(Judgement::Critical),
    Some(Judgement::NoInformation),
    Some(Judgement::NotApplicable),
];

fn judged(rows: &[(String, Vec<usize>, f64)], names: &[String], is_weighted: bool) -> JudgedTrials {
    let domains = names.iter().zip(1..);
    let ids = 0_u32..;
    let trials = ids
        .zip(rows)
        .map(|(id, (name, judged, weight))| JudgedTrial {
            trial: TrialId(id),
            name: name.clone(),
            domains: (0..names.len())
                .map(|domain| JUDGEMENTS[judged.get(domain).copied().unwrap_or_default()])
                .collect(),
            overall: JUDGEMENTS[judged.last().copied().unwrap_or_default()],
            weight: Some(*weight),
        });
    JudgedTrials {
        tool: Tool::Other,
        outcome: None,
        domains: domains
            .map(|(name, number)| Domain {
                short: format!("D{number}"),
                name: name.clone(),
            })
            .collect(),
        trials: trials.collect(),
        is_weighted,
    }
}

fn fits(scene: &Scene) -> Result<(), TestCaseError> {
    layout_holds::holds(scene).map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn nothing_overlaps_whatever_was_judged(
        rows in proptest::collection::vec(
            (".{0,60}", proptest::collection::vec(0_usize..10, 1..9), 0.0..50.0_f64),
            0..20,
        ),
        names in proptest::collection::vec(".{0,50}", 0..9),
        weighted in proptest::bool::ANY,
        pixels in 200.0..1400.0_f64,
        comma in proptest::bool::ANY,
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let inputs = Inputs {
            outcome: Some(names.join(" ")),
            judged: judged(&rows, &names, weighted && rows.iter().any(|(_, _, weight)| *weight > 0.0)),
            options: Options::screen(pixels, locale),
        };
        fits(&lights::scene(&inputs))?;
        fits(&bars::scene(&inputs))?;
    }

    #[test]
    fn nothing_overlaps_whatever_share_meets_an_item(
        counts in proptest::collection::vec((0_u64..60, 0_u64..60, 0_usize..4), 1..12),
        pixels in 240.0..1400.0_f64,
    ) {
        let level = ConfidenceLevel::NinetyFive;
        let shares: Vec<ItemShare> = counts
            .iter()
            .zip(Item::ALL)
            .map(|((met, more, earlier), item)| ItemShare {
                item: ItemId::Known(*item),
                here: Share::new(*met, met + more, level),
                not_stated: *more,
                not_applicable: *met,
                not_read: 0,
                earlier: published_shares()
                    .into_iter()
                    .take(*earlier)
                    .map(|share| {
                        let counted = Share::new(share.met.into(), share.of.into(), level);
                        (share, counted)
                    })
                    .collect(),
            })
            .collect();
        let options = Options::screen(pixels, Locale::DecimalPoint);
        let inputs = checklist::Inputs::new(Checklist::Product, &shares, None, (60, level), &options);
        fits(&checklist::scene(&inputs))?;
    }
}

/// The colours that robvis 0.3.0 (`McGuinness` and Higgins 2021; `rob_traffic_light.R`, colours "cochrane") gives what begins with
/// these words: green #02C100, yellow #E2DF07, red #BF0000, dark red #820000. It draws "no information" blue and "not applicable"
/// grey, which stay without colour here.
const BY_ROBVIS: [(&str, Option<Role>); 9] = [
    ("Low", Some(Role::LowRisk)),
    ("Some concerns", Some(Role::SomeRisk)),
    ("Unclear", Some(Role::SomeRisk)),
    ("Moderate", Some(Role::SomeRisk)),
    ("High", Some(Role::HighRisk)),
    ("Serious", Some(Role::HighRisk)),
    ("Very high", Some(Role::HighRisk)),
    ("Critical", Some(Role::HighRisk)),
    ("No information", None),
];

#[test]
fn lights_have_the_colours_of_robvis_in_every_table_that_it_draws() {
    let mut compared = 0;
    for name in [
        "rob_2.csv",
        "rob_2_cluster.csv",
        "robins_i.csv",
        "robins_e.csv",
        "quips.csv",
        "quadas_2.csv",
    ] {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reading/robvis/tables/").to_owned() + name;
        let text = std::fs::read_to_string(path).unwrap();
        let table = trialpool::read::robvis::table(&text).unwrap();
        for row in &table.rows {
            let judged = row
                .assessment
                .domains
                .iter()
                .chain([&row.assessment.overall]);
            for judgement in judged.filter_map(|judged| judged.judgement) {
                let named = trialpool::wording::risk_of_bias::judgement(judgement, table.tool);
                let robvis = BY_ROBVIS.iter().find(|(name, _)| *name == named);
                if let Some((_, role)) = robvis {
                    assert_eq!(Light::of(judgement).role, *role, "{named} in {name}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 60, "only {compared} lights");
}
