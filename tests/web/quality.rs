//! The quality of the trials: the matrix of judgements, the judgement in hand, the checklists.

use leptos::prelude::*;
use trialpool::app::quality::checklists::ChecklistsView;
use trialpool::app::quality::fill_in::FillInDialog;
use trialpool::app::quality::risk_of_bias::RiskOfBiasView;
use trialpool::app::state::{Dialog, State};
use trialpool::data::{
    Answer, Checklist, Item, ItemAnswer, ItemId, JudgedPlace, Judgement, RiskOfBias, Tool, TrialId,
};
use trialpool::project::{Command, Project};
use trialpool::read::robvis::domains_of;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use super::page::{Page, press_key, sample, send, settle};

fn judged_by(tool: Tool) -> Project {
    let project = sample();
    let table = RiskOfBias::new(tool, domains_of(tool));
    let command = Command::SetRiskOfBias(Some(table.into()));
    trialpool::project::apply(&project, &command).unwrap()
}

/// The cell that has the focus, as it is called.
fn in_hand() -> String {
    let element = document().active_element().unwrap();
    element.get_attribute("aria-label").unwrap_or_default()
}

async fn key(key: &str) {
    press_key(&document().active_element().unwrap(), key);
    settle().await;
}

fn at(state: State, trial: TrialId, domain: Option<usize>) -> Option<Judgement> {
    state.document.project.with_untracked(|project| {
        let table = project.review.risk_of_bias.as_deref()?;
        table.judgement(JudgedPlace {
            trial,
            outcome: untrack(|| state.selection.outcome()),
            domain,
        })
    })
}

/// The trial of the first row of the matrix.
fn first_trial(page: &Page) -> TrialId {
    let id = page.element(".matrix [role=gridcell]").id();
    let number = id.split('-').nth(1).unwrap();
    TrialId(number.parse().unwrap())
}

#[wasm_bindgen_test]
async fn a_tool_is_chosen_and_its_domains_head_the_matrix() {
    let (page, state) = Page::of(sample(), || view! { <RiskOfBiasView/> }).await;
    assert!(page.found(".matrix").is_none());
    page.press("ROBINS-I").await;
    assert_eq!(page.all(".matrix thead abbr").len(), 7);
    // One cell takes the Tab key.
    assert_eq!(page.all(".matrix [tabindex='0']").len(), 1);
    page.press("Remove all judgements").await;
    assert!(page.found(".matrix").is_none());
    state.document.undo();
    settle().await;
    assert!(page.found(".matrix").is_some());
}

#[wasm_bindgen_test]
async fn cells_are_judged_by_keys_each_as_a_step() {
    let (page, state) = Page::of(judged_by(Tool::RiskOfBias2), || {
        view! { <RiskOfBiasView/> }
    })
    .await;
    let trial = first_trial(&page);
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("l").await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::Low));
    assert!(
        in_hand().ends_with("Randomization process: Low"),
        "{}",
        in_hand()
    );
    key("H").await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::High));
    // The trial as a whole follows.
    assert_eq!(at(state, trial, None), Some(Judgement::High));
    state.document.undo();
    settle().await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::Low));
    key("n").await;
    assert!(in_hand().ends_with("Not judged yet"), "{}", in_hand());
    key("End").await;
    assert!(in_hand().contains(", Overall: "), "{}", in_hand());
    key("Home").await;
    key("ArrowDown").await;
    key("Ctrl d").await;
    assert!(
        in_hand().ends_with("Randomization process: Low"),
        "{}",
        in_hand()
    );
    key("Delete").await;
    assert!(in_hand().ends_with("Not judged yet"), "{}", in_hand());
    key("t").await;
    assert_eq!(
        document().active_element().unwrap().id(),
        "judgement-support"
    );
    key("Escape").await;
    assert!(in_hand().ends_with("Not judged yet"), "{}", in_hand());
}

#[wasm_bindgen_test]
async fn the_middle_key_judges_what_the_tool_has_in_the_middle() {
    let (page, state) = Page::of(judged_by(Tool::RobinsI), || view! { <RiskOfBiasView/> }).await;
    let trial = first_trial(&page);
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("s").await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::Moderate));
    key("h").await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::Serious));
    assert!(page.found(".questions").is_none());
}

/// Presses the radio button of an answer to a question.
async fn answer(page: &Page, question: &str, answer: &str) {
    let selector = format!("input[name='question-{question}'][aria-label='{answer}']");
    let input: HtmlInputElement = page.element(&selector).unchecked_into();
    input.click();
    settle().await;
}

#[wasm_bindgen_test]
async fn questions_arise_by_what_was_answered_and_a_judgement_follows() {
    let (page, state) = Page::of(judged_by(Tool::RiskOfBias2), || {
        view! { <RiskOfBiasView/> }
    })
    .await;
    let trial = first_trial(&page);
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("ArrowRight").await;
    assert_eq!(page.all(".question").len(), 3);
    answer(&page, "2.1", "Yes").await;
    assert_eq!(page.all(".question").len(), 4);
    answer(&page, "2.2", "No").await;
    answer(&page, "2.3", "No").await;
    answer(&page, "2.6", "Probably yes").await;
    assert_eq!(at(state, trial, Some(1)), Some(Judgement::Low));
    assert!(page.text(".judgement-now").contains("by the algorithm"));
    assert!(page.found("#judgement-override").is_none());
}

#[wasm_bindgen_test]
async fn another_judgement_than_follows_asks_why() {
    let (page, state) = Page::of(judged_by(Tool::RiskOfBias2), || {
        view! { <RiskOfBiasView/> }
    })
    .await;
    let trial = first_trial(&page);
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("ArrowRight").await;
    key("ArrowRight").await;
    answer(&page, "3.1", "Yes").await;
    assert_eq!(at(state, trial, Some(2)), Some(Judgement::Low));
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("h").await;
    assert_eq!(at(state, trial, Some(2)), Some(Judgement::High));
    page.enter("#judgement-override", "the lost were the ill")
        .await;
    let reason = state.document.project.with_untracked(|project| {
        let table = project.review.risk_of_bias.as_deref().unwrap();
        let judged = &table.trials[&trial].domains[2];
        assert_eq!(judged.answers.get(&1), Some(&Answer::Yes));
        judged.override_reason.clone()
    });
    assert_eq!(reason, "the lost were the ill");
    page.press("Take the algorithm’s").await;
    assert_eq!(at(state, trial, Some(2)), Some(Judgement::Low));
    // A press on the answer that is given takes it back.
    answer(&page, "3.1", "Yes").await;
    assert_eq!(at(state, trial, Some(2)), None);
}

#[wasm_bindgen_test]
async fn a_judgement_of_one_outcome_alone_leaves_the_trial_as_it_was() {
    let (page, state) = Page::of(judged_by(Tool::RiskOfBias2), || {
        view! { <RiskOfBiasView/> }
    })
    .await;
    let trial = first_trial(&page);
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("l").await;
    let checkbox: HtmlInputElement = page.element(".of-outcome input").unchecked_into();
    checkbox.click();
    settle().await;
    page.element(".matrix [tabindex='0']").focus().unwrap();
    key("h").await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::High));
    assert_eq!(
        page.all(".matrix td.own").len(),
        1 + 1,
        "the cell and the whole"
    );
    let of_trial = state.document.project.with_untracked(|project| {
        let table = project.review.risk_of_bias.as_deref().unwrap();
        table.trials[&trial].domains[0].judgement
    });
    assert_eq!(of_trial, Some(Judgement::Low));
    page.press("Take the trial’s judgement").await;
    assert_eq!(at(state, trial, Some(0)), Some(Judgement::Low));
    assert_eq!(page.all(".matrix td.own").len(), 0);
}

#[wasm_bindgen_test]
async fn a_space_at_the_end_of_what_is_typed_stays_under_the_fingers() {
    let (page, state) = Page::of(judged_by(Tool::RiskOfBias2), || {
        view! { <RiskOfBiasView/> }
    })
    .await;
    let trial = first_trial(&page);
    let field: web_sys::HtmlTextAreaElement = page.element("#judgement-support").unchecked_into();
    for typed in ["two ", "two lost"] {
        field.set_value(typed);
        send(&field, "input");
        settle().await;
        assert_eq!(field.value(), typed);
    }
    let kept = state.document.project.with_untracked(|project| {
        let table = project.review.risk_of_bias.as_deref().unwrap();
        table.trials[&trial].domains[0].support.clone()
    });
    assert_eq!(kept, "two lost");
    state.document.undo();
    settle().await;
    assert_eq!(field.value(), "");
}

fn said(state: State, item: ItemId) -> usize {
    state.document.project.with_untracked(|project| {
        let lists = project.review.checklists.as_deref();
        let trials = lists.iter().flat_map(|lists| lists.trials.values());
        let yes = Some(ItemAnswer::Yes);
        trials
            .filter(|answers| answers.get(&item).is_some_and(|said| said.answer == yes))
            .count()
    })
}

#[wasm_bindgen_test]
async fn a_checklist_is_answered_by_letters_and_filled_into_trials_not_read() {
    let (page, state) = Page::of(sample(), || {
        view! {
            <ChecklistsView/>
            <FillInDialog/>
        }
    })
    .await;
    let item = ItemId::Known(Item::AdverseEventPlan);
    page.press("Fill in by trial…").await;
    assert!(untrack(|| state
        .dialogs
        .is_open(Dialog::FillIn(Checklist::Harms))));
    assert_eq!(page.all(".item-line").len(), 4);
    page.key(".item-line input", "n").await;
    page.key(".item-line input", "y").await;
    assert_eq!(said(state, item), 1);
    page.press("Same for all not read").await;
    let all = said(state, item);
    assert!(all > 30, "{all}");
    page.press("Done").await;
    assert!(
        page.text(".sentence").contains("100.0%"),
        "{}",
        page.text(".sentence")
    );
    state.document.undo();
    settle().await;
    assert_eq!(said(state, item), 1);
}

#[wasm_bindgen_test]
async fn items_of_ones_own_and_earlier_reviews_are_added() {
    let (page, state) = Page::of(sample(), || view! { <ChecklistsView/> }).await;
    page.press("Earlier reviews").await;
    page.press("Set published reviews beside it").await;
    assert_eq!(page.all("details .own-items li").len(), 9);
    assert!(page.texts("details .own-items li")[0].contains("43/55 in Thompson 2020"));
    state.document.undo();
    settle().await;
    assert_eq!(page.all("details .own-items li").len(), 0);
}
