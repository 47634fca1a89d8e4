//! The findings, the panel, and what other reviews published.

use leptos::prelude::*;
use trialpool::analysis::ReportingRows;
use trialpool::app::findings::FindingsView;
use trialpool::app::review::ReviewView;
use trialpool::app::state::many;
use trialpool::data::{Arm, ArmId, Role};
use trialpool::project::Section;
use trialpool::wording::many::ManyFigure;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

use super::page::{Page, press_key, sample, send, settle, until};

/// The first letters of every row of findings.
fn names(page: &Page) -> Vec<String> {
    page.texts(".findings-table tr.finding button")
}

async fn choose(page: &Page, place: usize, option: usize) {
    let select: HtmlSelectElement = page.all(".findings-controls select")[place]
        .clone()
        .unchecked_into();
    select.set_value(&option.to_string());
    send(&select, "change");
    settle().await;
}

#[wasm_bindgen_test]
async fn findings_are_filtered_ordered_and_lead_to_the_outcome() {
    let (page, state) = Page::of(sample(), || view! { <FindingsView/> }).await;
    let outcomes = state.document.project.with_untracked(|project| {
        let outcomes = project.review.outcomes.iter();
        outcomes
            .map(|outcome| (outcome.id, outcome.name.clone()))
            .collect::<Vec<_>>()
    });
    let all: Vec<String> = outcomes.iter().map(|(_, name)| name.clone()).collect();
    assert_eq!(names(&page), all);
    // The first filter shows all, the second the first verdict that there is.
    choose(&page, 0, 1).await;
    let some = names(&page);
    assert!(!some.is_empty() && some.len() < all.len(), "{some:?}");
    choose(&page, 0, 0).await;
    // By name.
    choose(&page, 1, 1).await;
    let mut sorted = all.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(names(&page), sorted);
    state.selection.show(Section::Findings);
    page.press("Death").await;
    assert_eq!(state.selection.section.get_untracked(), Section::Outcomes);
    let death = outcomes
        .iter()
        .find(|(_, name)| name == "Death")
        .map(|(id, _)| *id);
    assert_eq!(untrack(|| state.selection.outcome()), death);
}

#[wasm_bindgen_test]
async fn no_earlier_review_stands_beside_where_none_is_chosen() {
    let (page, _) = Page::of(sample(), || view! { <FindingsView/> }).await;
    let beside = || page.texts(".findings-table thead th").len();
    let with = beside();
    choose(&page, 2, 0).await;
    assert_eq!(beside(), with - 1);
}

#[wasm_bindgen_test]
async fn a_margin_is_typed_into_the_panel_and_one_that_is_none_says_so() {
    let (page, state) = Page::of(sample(), || view! { <ReviewView/> }).await;
    let outcome = state
        .document
        .project
        .with_untracked(|project| project.review.outcomes[0].id);
    let margin = || {
        let project = state.document.project;
        project.with_untracked(|project| project.review.panel.margin(outcome))
    };
    page.enter(".panel-table td.margin input", "1.5").await;
    assert_eq!(margin(), Some(1.5));
    assert!(page.found(".fault").is_none());
    page.enter(".panel-table td.margin input", "0.9").await;
    assert_eq!(margin(), None);
    assert!(page.text(".fault").contains("above 1"));
    state.document.undo();
    settle().await;
    assert_eq!(margin(), Some(1.5));
}

#[wasm_bindgen_test]
async fn a_row_of_the_panel_moves_by_the_keyboard_and_keeps_the_focus() {
    let (page, state) = Page::of(sample(), || view! { <ReviewView/> }).await;
    let first = || {
        let project = state.document.project;
        project.with_untracked(|project| project.review.outcomes[0].name.clone())
    };
    let before = first();
    let field = page.element(".panel-table th input");
    let _ = field.focus();
    press_key(&field, "Alt ArrowDown");
    settle().await;
    assert_ne!(first(), before);
    let expected = format!("Outcome: {before}");
    // The focus comes back with the next frame.
    until("the focus to come back", || {
        let focused = document().active_element();
        let label = focused.and_then(|focused| focused.get_attribute("aria-label"));
        label.as_deref() == Some(expected.as_str())
    })
    .await;
}

/// The label of every choice about the figure of all outcomes.
fn choices_of_figure(page: &Page) -> Vec<String> {
    page.texts(".many-outcomes .controls label")
}

#[wasm_bindgen_test]
async fn who_reports_what_is_told_by_comparison_where_a_trial_has_several_arms() {
    let plain = sample();
    let mut project = plain.clone();
    let trial = std::sync::Arc::make_mut(&mut project.review.trials[0]);
    trial.arms.push(Arm {
        id: ArmId(77),
        label: "high dose".to_owned(),
        role: Role::Experimental,
    });
    for (project, offered) in [(plain, false), (project, true)] {
        let (page, state) = Page::of(project, || view! { <FindingsView/> }).await;
        state.many.figure.set(ManyFigure::Reporting);
        settle().await;
        let choices = choices_of_figure(&page);
        let is_offered = choices.iter().any(|label| label.starts_with("Rows are"));
        assert_eq!(is_offered, offered, "{choices:?}");
        if offered {
            let rows = |rows| {
                state.many.rows.set(rows);
                untrack(|| many::reported(state).trials.len())
            };
            let [trials, comparisons] = ReportingRows::ALL.map(rows);
            assert_eq!(comparisons, trials + 1);
        }
    }
}
