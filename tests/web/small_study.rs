//! Small-study effects, subgroups, regression and influence on the page.

use leptos::prelude::*;
use trialpool::app::outcome::{RobustnessView, SmallStudyView, SubgroupsView};
use trialpool::app::state::State;
use trialpool::data::{Moderator, Quantity, SilenceReason};
use trialpool::project::Project;
use trialpool::read::examples;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlSelectElement};

use super::page::{Page, send, settle, until, until_said};

fn bcg() -> Project {
    Project::of(examples::review("bcg-vaccine").unwrap())
}

/// Chooses an option from the select of a label.
async fn choose(page: &Page, label: &str, option: &str) {
    let is_meant = |found: &HtmlElement| {
        let name = found.query_selector("span").unwrap();
        name.is_some_and(|name| name.text_content().as_deref() == Some(label))
    };
    let found = page.all("label").into_iter().find(is_meant).unwrap();
    let select: HtmlSelectElement = found
        .query_selector("select")
        .unwrap()
        .unwrap()
        .unchecked_into();
    let options = select.query_selector_all("option").unwrap();
    let place = (0..options.length())
        .find(|nth| options.get(*nth).unwrap().text_content().as_deref() == Some(option));
    select.set_value(&place.unwrap().to_string());
    send(&select, "change");
    settle().await;
}

/// What the first figure says of itself.
fn figure(page: &Page) -> String {
    let canvas = page.element("canvas");
    canvas.get_attribute("aria-label").unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_funnel_has_a_mark_a_trial_and_what_is_chosen_is_put_in() {
    let (page, state) = Page::of(bcg(), || view! { <SmallStudyView/> }).await;
    assert_eq!(page.all(".mark").len(), 13);
    assert!(page.text("#small-study-answer").starts_with("13 trials"));
    assert!(!figure(&page).contains("mirror image"));
    choose(&page, "Put in", "Trim and fill, L₀").await;
    assert!(figure(&page).contains("mirror image"));
    assert!(untrack(|| state.funnel.figure.get()).put_in.is_some());
    let tests = page.texts(".table th[scope=row]");
    assert!(tests.iter().any(|name| name == "Harbord"));
}

#[wasm_bindgen_test]
async fn tests_of_few_trials_are_made_when_they_are_asked_for() {
    let mut project = bcg();
    project.review.trials.truncate(6);
    let (page, _) = Page::of(project, || view! { <SmallStudyView/> }).await;
    let names = || page.texts(".table th[scope=row]");
    assert!(!names().iter().any(|name| name == "Harbord"));
    page.press("Show the tests all the same").await;
    assert!(names().iter().any(|name| name == "Harbord"));
    assert!(page.text(".banner").contains("fewer than 10"));
}

#[wasm_bindgen_test]
async fn why_a_trial_is_silent_is_said_beside_it_and_kept() {
    let mut project = bcg();
    let outcome = project.review.outcomes[0].id;
    let silent = project.review.trials[3].id;
    std::sync::Arc::make_mut(&mut project.review.trials[3])
        .records
        .clear();
    let (page, state) = Page::of(project, || view! { <SmallStudyView/> }).await;
    let status = || page.text("#silent-trials [role=status]");
    assert!(
        status().starts_with("1 trial does not report this outcome; 12 trials are pooled."),
        "{}",
        status()
    );
    page.element(".silent-reasons")
        .set_attribute("open", "")
        .unwrap();
    until("the list", || page.found(".silent-list select").is_some()).await;
    let select: HtmlSelectElement = page.element(".silent-list select").unchecked_into();
    select.set_value("2");
    send(&select, "change");
    settle().await;
    let kept = untrack(|| {
        state
            .document
            .project
            .with(|project| project.review.silences.of(outcome, silent).cloned())
    });
    assert_eq!(
        kept.and_then(|kept| kept.reason),
        Some(SilenceReason::MeasuredNotTold)
    );
    assert!(status().contains("Reasons: 1 given, 0 open."));
    state.document.undo();
    settle().await;
    assert!(status().contains("Reasons: 0 given, 1 open."));
}

#[wasm_bindgen_test]
async fn what_is_explored_is_a_step_that_can_be_undone() {
    let (page, state) = Page::of(bcg(), || view! { <SubgroupsView/> }).await;
    let chosen = |state: State| {
        untrack(|| {
            state.document.project.with(|project| {
                let outcome = project.review.outcomes[0].id;
                project.settings.exploration_of(outcome)
            })
        })
    };
    choose(&page, "By", "Allocation").await;
    assert!(page.text("#subgroups-answer").contains("allocation"));
    choose(&page, "Add a moderator", "Year of publication, as a number").await;
    assert_eq!(
        chosen(state).moderators,
        [Moderator::Number(Quantity::Year)]
    );
    assert!(
        page.text("#regression-answer")
            .contains("year of publication")
    );
    page.press("P by permutation").await;
    until_said("seed 1", || page.text(".permutation")).await;
    state.document.undo();
    settle().await;
    assert!(chosen(state).moderators.is_empty() && chosen(state).parted_by.is_some());
    assert!(page.found("#regression-answer").is_none());
}

#[wasm_bindgen_test]
async fn the_influence_is_computed_when_it_is_opened() {
    let (page, _) = Page::of(bcg(), || view! { <RobustnessView/> }).await;
    let section = page.element("#influence");
    assert!(section.query_selector("canvas").unwrap().is_none());
    section.set_attribute("open", "").unwrap();
    let drawn = || section.query_selector_all("canvas").unwrap().length();
    until("both figures", || drawn() == 2).await;
    assert!(page.text("#influence .sentence").contains("stand"));
}

#[wasm_bindgen_test]
async fn a_sequential_analysis_follows_what_is_typed_and_is_undone() {
    let (page, state) = Page::of(bcg(), || view! { <RobustnessView/> }).await;
    page.element("#sequential")
        .set_attribute("open", "")
        .unwrap();
    until("the sentence", || {
        page.found("#sequential .sentence").is_some()
    })
    .await;
    let said = || page.text("#sequential");
    assert!(
        said().contains("a risk ratio of 1.25, the usual margin,"),
        "{}",
        said()
    );
    page.enter(
        "#sequential .controls:nth-of-type(1) .field:nth-child(2) input",
        "0.75",
    )
    .await;
    assert!(
        said().contains("a risk ratio of 0.75 from no difference"),
        "{}",
        said()
    );
    state.document.undo();
    settle().await;
    assert!(
        said().contains("a risk ratio of 1.25, the usual margin,"),
        "{}",
        said()
    );
}

#[wasm_bindgen_test]
async fn a_hypothetical_trial_changes_the_sentence_and_nothing_that_is_kept() {
    let (page, state) = Page::of(bcg(), || view! { <RobustnessView/> }).await;
    let before = untrack(|| state.document.project.get());
    page.element("#next-trial")
        .set_attribute("open", "")
        .unwrap();
    until("the sliders", || {
        page.found("#next-trial input[type=range]").is_some()
    })
    .await;
    let said = || page.text("#next-trial .sentence");
    let first = said();
    assert!(
        first.starts_with("Hypothetical, with one trial more:"),
        "{first}"
    );
    let slider: web_sys::HtmlInputElement = page
        .all("#next-trial input[type=range]")
        .remove(1)
        .unchecked_into();
    slider.set_value("0");
    send(&slider, "input");
    settle().await;
    assert_ne!(said(), first);
    assert!(untrack(|| state.document.project.get()) == before);
}
