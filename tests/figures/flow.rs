//! The flow of studies as boxes and arrows: all of it, the least of it, and whatever the reasons are called.

use trialpool::data::{Entry, Flow, FlowCount, FlowReason};
use trialpool::figure::Scene;
use trialpool::figure::flow::{Inputs, Options, scene};
use trialpool::wording::Locale;
use trialpool::wording::flow::PHASES;

use super::{assert_is_the_figure, layout_holds};

fn whole() -> Flow {
    let reason = |reason: &str, count: u64| FlowReason {
        reason: reason.to_owned(),
        count: Entry::reported(count),
    };
    Flow {
        counts: FlowCount::ALL
            .into_iter()
            .zip(1_u64..)
            .map(|(count, value)| (count, Entry::reported(value * 111)))
            .collect(),
        reasons: vec![
            reason("Not randomized", 60),
            reason("No adverse event reported", 31),
        ],
        other_reasons: vec![reason("Not in humans", 3)],
    }
}

fn says(scene: &Scene, text: &str) -> bool {
    // A text may be broken into lines, which follow each other.
    let lines: Vec<&str> = scene.texts().map(|found| found.content.as_str()).collect();
    lines.join(" ").contains(text)
}

fn inputs(flow: Flow) -> Inputs {
    Inputs {
        title: "Cells: adverse events".to_owned(),
        flow,
        options: Options::two_columns(Locale::DecimalPoint),
    }
}

#[test]
fn an_update_with_other_methods_has_every_box() {
    let scene = scene(&inputs(whole()));
    layout_holds::holds(&scene).unwrap();
    for text in [
        "Earlier version",
        "Other methods",
        "Not randomized (n = 60)",
        "Reports excluded (n = 91)",
        "Not in humans (n = 3)",
    ] {
        assert!(says(&scene, text), "{text}");
    }
}

#[test]
fn the_phases_stand_at_the_left_edge_beside_their_rows() {
    let scene = scene(&inputs(whole()));
    let middle = |text: &str| {
        let mut texts = scene.texts();
        let found = texts.find(|found| found.content == text).unwrap();
        let area = found.bounds();
        assert!(area.left >= 0.0 && area.right < scene.width / 5.0, "{text}");
        f64::midpoint(area.top, area.bottom)
    };
    let box_of = |text: &str| {
        let mut texts = scene.texts();
        let found = texts.find(|found| found.content.starts_with(text));
        found.unwrap().bounds().top
    };
    let [identification, screening, included] = PHASES.map(|phase| middle(&phase));
    assert!(
        box_of("Records found") < identification && identification < box_of("Records screened")
    );
    assert!(box_of("Records screened") < screening && screening < box_of("New studies included"));
    assert!(included > box_of("New studies included") && included < scene.height);
    assert_is_the_figure("flow-phases", &scene);
}

#[test]
fn a_new_review_from_databases_alone_has_two_columns() {
    let mut flow = whole();
    flow.other_reasons.clear();
    flow.counts.retain(|count, _| {
        matches!(
            count,
            FlowCount::Databases
                | FlowCount::Duplicates
                | FlowCount::Screened
                | FlowCount::ScreenedOut
                | FlowCount::Sought
                | FlowCount::NotRetrieved
                | FlowCount::Assessed
                | FlowCount::NewStudies
                | FlowCount::NewReports
        )
    });
    let scene = scene(&inputs(flow));
    layout_holds::holds(&scene).unwrap();
    assert!(says(&scene, "Databases and registers"));
    assert!(!says(&scene, "Other methods") && !says(&scene, "Earlier version"));
}

#[test]
fn nothing_typed_and_very_long_reasons_keep_every_text_in_its_box() {
    let mut flow = whole();
    for reason in &mut flow.reasons {
        reason.reason = "a reason that goes on <b>and</b> on ".repeat(20);
    }
    let mut narrow = inputs(flow);
    narrow.options.width = 120.0;
    layout_holds::holds(&scene(&narrow)).unwrap();
    layout_holds::holds(&scene(&inputs(Flow::default()))).unwrap();
}
