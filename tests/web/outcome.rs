//! The outcome that is looked at, its figure, the dialog of figures as files, and the list of outcomes.

use std::sync::Arc;

use leptos::prelude::*;
use trialpool::analysis::plan_for;
use trialpool::app::outcome::{
    FigureDialog, LeaveOutDialog, LevelsDialog, OutcomeFigure, OutcomeView, SensitivityDialog,
};
use trialpool::app::profile::OutcomeList;
use trialpool::app::state::figures::ScreenForest;
use trialpool::app::state::{Dialog, State};
use trialpool::data::{
    FigureSettings, Grouping, Measure, Method, OutcomeId, TauPrior, TrialId, TrialOrder,
    TrialSelection,
};
use trialpool::project::{Column, Command, Project, columns};
use trialpool::read::{self, Choices};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::page::{Page, press_key, sample, send, settle, until};

/// The select of a label.
fn select(page: &Page, label: &str) -> HtmlSelectElement {
    let is_meant = |found: &HtmlElement| {
        let name = found.query_selector("span").unwrap();
        name.is_some_and(|name| name.text_content().as_deref() == Some(label))
    };
    let found = page.all("label").into_iter().find(is_meant).unwrap();
    let select = found.query_selector("select").unwrap().unwrap();
    select.unchecked_into()
}

/// What can be chosen from the select of a label.
fn options(page: &Page, label: &str) -> Vec<String> {
    let options = select(page, label).query_selector_all("option").unwrap();
    (0..options.length())
        .map(|nth| options.get(nth).unwrap().text_content().unwrap())
        .collect()
}

/// Chooses an option from the select of a label.
async fn choose(page: &Page, label: &str, option: &str) {
    let options = options(page, label);
    let place = options.iter().position(|name| name == option).unwrap();
    let select = select(page, label);
    select.set_value(&place.to_string());
    send(&select, "change");
    settle().await;
}

/// What the element is called that has the focus.
fn focused() -> Option<String> {
    let element = document().active_element()?;
    element
        .get_attribute("aria-label")
        .or_else(|| element.text_content())
}

/// Presses a key where the focus is.
async fn key(key: &str) {
    press_key(&document().active_element().unwrap(), key);
    settle().await;
}

/// The sample with the first outcomes alone.
fn few_outcomes(count: usize) -> Project {
    let project = sample();
    let mut review = project.review;
    review.outcomes.truncate(count);
    Project::of(review)
}

#[wasm_bindgen_test]
async fn a_control_changes_the_plan_as_a_step_that_can_be_undone() {
    let (page, state) = Page::of(sample(), || view! { <OutcomeView/> }).await;
    let measure = || {
        untrack(|| state.answers.answer())
            .unwrap()
            .response
            .measure()
    };
    assert_eq!(measure(), Measure::RiskRatio);
    choose(&page, "Measure", "Odds ratio").await;
    assert_eq!(measure(), Measure::OddsRatio);
    assert!(page.text(".sentence").contains("odds ratio"));
    let select = select(&page, "Measure");
    let chosen = select.query_selector("option:checked").unwrap().unwrap();
    assert_eq!(chosen.text_content().as_deref(), Some("Odds ratio"));
    state.document.undo();
    settle().await;
    assert_eq!(measure(), Measure::RiskRatio);
}

#[wasm_bindgen_test]
async fn a_control_is_there_only_while_its_part_means_anything() {
    let (page, _) = Page::of(sample(), || view! { <OutcomeView/> }).await;
    let has = |label: &str| {
        page.texts(".control-label")
            .iter()
            .any(|text| text == label)
    };
    let methods = options(&page, "Method");
    // A method, and whether it has an interval to choose and a prediction interval.
    for (method, interval, prediction) in [
        ("Random effects (REML)", true, true),
        ("Mantel–Haenszel", true, false),
        ("Inverse variance", false, false),
    ] {
        let name = methods.iter().find(|name| name.starts_with(method));
        choose(&page, "Method", name.unwrap()).await;
        assert_eq!(has("Interval"), interval, "{method}");
        assert_eq!(has("Prediction"), prediction, "{method}");
    }
}

#[wasm_bindgen_test]
async fn a_trial_is_left_out_with_a_reason_stays_in_the_list_and_is_brought_back() {
    let (page, state) = Page::of(sample(), || {
        view! {
            <OutcomeView/>
            <LeaveOutDialog/>
        }
    })
    .await;
    let pooled = || {
        let answer = untrack(|| state.answers.answer()).unwrap();
        (answer.prepared.rows.len(), answer.prepared.reported())
    };
    let (before, _) = pooled();
    let listed = page.all(".trial-list li").len();
    let first = page.text(".trial-list li span");
    let [ask, bring_back] = ["Leave out…", "Bring back"].map(|says| format!("{says} {first}"));
    page.press(&ask).await;
    assert_eq!(page.text("dialog[open] h2"), format!("Leave out {first}"));
    let reason: HtmlInputElement = page.element("dialog[open] input[list]").unchecked_into();
    assert_eq!(document().active_element().as_ref(), Some(reason.as_ref()));
    reason.set_value("Wrong population");
    page.press("Leave out").await;
    assert!(page.found("dialog[open]").is_none());
    assert_eq!(pooled(), (before - 1, before));
    assert_eq!(page.all(".trial-list li").len(), listed);
    let remark = page.text(".trial-list li.left-out small");
    assert_eq!(remark, "left out by the reviewers: wrong population");
    page.press(&bring_back).await;
    assert_eq!(pooled(), (before, before));
    // Of one outcome alone.
    page.press(&ask).await;
    page.all("dialog[open] input[type=radio]")[1].click();
    page.press("Leave out").await;
    let exclusions = state
        .document
        .project
        .with_untracked(|project| project.settings.exclusions.clone());
    assert_eq!(exclusions.len(), 1);
    assert_eq!(exclusions[0].outcome, untrack(|| state.selection.outcome()));
}

#[wasm_bindgen_test]
async fn levels_are_merged_and_renamed_in_their_dialog_with_the_trials_of_each_beside_them() {
    let table = "\
        Trial,Source,Fever t,Total t,Fever c,Total c\n\
        Ahmed 2014,UC,4,40,2,39\n\
        Bianchi 2016,umbilical cord,3,25,3,24\n\
        Castro 2018,Bone marrow,7,60,6,61\n\
        Dubois 2019,umbilical cord,1,12,0,11\n";
    let mut project = Project::of(read::table(table, &Choices::default()).review);
    let column = project.review.covariates[0].id;
    let mut figures = (*project.settings.figures).clone();
    figures.grouping = Some(Grouping::Covariate(column));
    project.settings.figures = Arc::new(figures);
    let (page, state) = Page::of(project, || {
        view! {
            <OutcomeView/>
            <LevelsDialog/>
        }
    })
    .await;
    page.press("Rename or merge them…").await;
    let listed = || page.texts(".level-list li");
    assert_eq!(
        listed(),
        ["UC1 trial", "umbilical cord2 trials", "Bone marrow1 trial"]
    );
    let boxes = page.all(".level-list input");
    for level in boxes.iter().take(2) {
        level.click();
    }
    settle().await;
    let name: HtmlInputElement = page.element(".levels .field input").unchecked_into();
    assert_eq!(name.value(), "umbilical cord");
    name.set_value("Umbilical cord");
    send(&name, "input");
    settle().await;
    assert_eq!(
        page.text(".levels [role=status]"),
        "“UC” (1 trial) and “umbilical cord” (2 trials): 3 trials called “Umbilical cord”."
    );
    page.press("Merge").await;
    assert_eq!(listed(), ["Umbilical cord3 trials", "Bone marrow1 trial"]);
    assert_eq!(
        state.document.undo_label().as_deref(),
        Some("merge 2 levels into “Umbilical cord”")
    );
    state.document.undo();
    settle().await;
    assert_eq!(listed().len(), 3);
}

#[wasm_bindgen_test]
async fn the_results_stand_in_a_table_once_it_is_opened() {
    let (page, _) = Page::of(sample(), || view! { <OutcomeView/> }).await;
    assert!(page.all(".results tbody tr").is_empty());
    page.element(".results summary").click();
    until("the rows", || page.all(".results tbody tr").len() > 5).await;
}

#[wasm_bindgen_test]
async fn an_axis_that_makes_no_sense_is_refused_beside_its_fields() {
    let (page, state) = Page::of(sample(), || view! { <OutcomeView/> }).await;
    let group = page.element("[aria-label='Axis of this figure']");
    let fields = group.query_selector_all("input").unwrap();
    for (nth, text) in [(0, "-1"), (1, "10")] {
        let field: HtmlInputElement = fields.get(nth).unwrap().unchecked_into();
        field.set_value(text);
        send(&field, "change");
        settle().await;
    }
    assert!(page.text("#axis-refused").contains("A ratio is above zero"));
    let low: HtmlInputElement = fields.get(0).unwrap().unchecked_into();
    low.set_value("0.1");
    send(&low, "change");
    settle().await;
    assert_eq!(page.text("#axis-refused"), "");
    let undo = untrack(|| state.document.undo_label()).unwrap();
    assert!(undo.starts_with("the look"), "{undo}");
}

#[wasm_bindgen_test]
async fn without_an_outcome_the_page_says_what_to_do() {
    let (page, state) = Page::of(Project::default(), || view! { <OutcomeView/> }).await;
    assert_eq!(page.text("h2"), "No outcome yet");
    page.all(".empty button")[1].click();
    settle().await;
    assert!(untrack(|| state.dialogs.is_open(Dialog::Open)));
}

#[wasm_bindgen_test]
async fn one_mark_is_in_the_order_of_tab_and_arrows_go_on_from_it() {
    let (page, state) = Page::of(sample(), || {
        view! {
            <OutcomeFigure/>
            <LeaveOutDialog/>
        }
    })
    .await;
    let in_order = || page.all(".mark[tabindex='0']");
    let names = || -> Vec<String> {
        let marks = page.all(".mark");
        marks
            .iter()
            .map(|mark| mark.get_attribute("aria-label").unwrap())
            .collect()
    };
    let before = names();
    assert_eq!(in_order().len(), 1);
    in_order()[0].focus().unwrap();
    assert_eq!(focused(), Some(before[0].clone()));
    key("ArrowDown").await;
    until("the second", || focused() == Some(before[1].clone())).await;
    assert_eq!(in_order().len(), 1);
    assert_eq!(in_order()[0].get_attribute("aria-label"), focused());
    let told = page.text(".mark-details");
    assert!(
        told.contains(&before[1]) && told.contains("Without this trial"),
        "{told}"
    );
    key("End").await;
    until("the last", || focused().as_ref() == before.last()).await;
    key("Home").await;
    until("the first", || focused().as_ref() == before.first()).await;
    key("ArrowDown").await;
    until("the second", || focused() == Some(before[1].clone())).await;

    let second = document().active_element().unwrap();
    second.unchecked_into::<HtmlElement>().click();
    settle().await;
    page.press("Leave out").await;
    assert_eq!(names().len(), before.len() - 1);
    until("the next in its place", || {
        focused() == Some(before[2].clone())
    })
    .await;
    state.document.undo();
    settle().await;
    assert_eq!(names(), before);
}

/// Writes a cell of an outcome.
fn write(state: State, trial: TrialId, outcome: OutcomeId, text: &str) {
    let column = state.document.project.with_untracked(|project| {
        let columns = columns(&project.review).into_iter();
        columns
            .filter(|column| column.outcome() == Some(outcome))
            .collect::<Vec<Column>>()[0]
    });
    state.document.apply(&Command::Write {
        trials: vec![trial],
        columns: vec![column],
        lines: vec![vec![text.to_owned()]],
    });
}

#[wasm_bindgen_test]
async fn the_figure_is_laid_out_again_only_when_it_shows_what_changed() {
    let (_page, state) = Page::of(sample(), || ()).await;
    let owner = Owner::new();
    let forest = owner.with(|| ScreenForest::new(state, RwSignal::new(800.0)));
    let scene = || forest.scene.get_untracked().unwrap();
    let answer = untrack(|| state.answers.answer()).unwrap();
    let (outcome, trial) = (answer.outcome.id, answer.prepared.rows[0]);
    let other = state.document.project.with_untracked(|project| {
        let mut outcomes = project.review.outcomes.iter();
        outcomes.find(|other| other.id != outcome).unwrap().id
    });
    let before = scene();
    write(state, trial, other, "1");
    assert!(untrack(|| state.document.undo_label()).is_some());
    assert!(
        scene() == before,
        "another outcome of the same trial changed"
    );
    let mut texts = ["1", "2"].into_iter();
    let is_changed = texts.any(|text| {
        write(state, trial, outcome, text);
        scene() != before
    });
    assert!(is_changed, "a number of the figure changed");
    let changed = scene();
    let figures = FigureSettings {
        without_prediction: true,
        order: TrialOrder::Name,
        ..Default::default()
    };
    state
        .document
        .apply(&Command::SetFigures(Arc::new(figures)));
    assert!(scene() != changed, "the order of the trials changed");
}

#[wasm_bindgen_test]
async fn a_width_out_of_its_limits_is_refused() {
    let (page, state) = Page::of(sample(), || view! { <FigureDialog/> }).await;
    state.dialogs.open(Dialog::Figures);
    settle().await;
    let download: HtmlElement = page.element(".dialog-foot .primary");
    let is_disabled = || download.has_attribute("disabled");
    assert!(!is_disabled());
    choose(&page, "Size", "Another width").await;
    page.enter("input[type=number]", "5").await;
    assert!(is_disabled());
    assert!(
        page.text(".banner.bad").contains("30"),
        "{}",
        page.text(".banner.bad")
    );
    page.enter("input[type=number]", "120").await;
    assert!(!is_disabled());
    assert!(page.all(".banner.bad").is_empty());
    assert!(page.text("[role=status] p").contains("120"));

    choose(&page, "File", "PNG: pixels").await;
    page.enter(".control:nth-of-type(5) input", "10000").await;
    assert!(is_disabled());
    state.dialogs.close(Dialog::Figures);
    settle().await;
    assert!(page.all(".dialog-foot").is_empty());
}

#[wasm_bindgen_test]
async fn the_list_marks_the_outcome_that_is_looked_at() {
    let (page, state) = Page::of(sample(), || view! { <OutcomeList/> }).await;
    let current = || page.texts("[aria-current=true] .profile-name");
    let names = page.texts(".profile-name");
    assert_eq!(current().len(), 1);
    page.all(".profile-entry")[2].click();
    settle().await;
    assert_eq!(current(), [names[2].clone()]);
    state.selection.step(true);
    settle().await;
    assert_eq!(current(), [names[3].clone()]);
    page.all(".profile-entry")[0].focus().unwrap();
    key("ArrowDown").await;
    let focused = document().active_element().unwrap();
    assert!(focused.text_content().unwrap().starts_with(&names[1]));
}

#[wasm_bindgen_test]
async fn an_outcome_is_found_by_a_part_of_its_name() {
    let (page, _) = Page::of(sample(), || view! { <OutcomeList/> }).await;
    let all = page.texts(".profile-name");
    let wanted = &all[all.len() - 1];
    let part: String = wanted.chars().skip(1).take(4).collect();
    page.enter(".profile-search input", &part.to_uppercase())
        .await;
    let found = page.texts(".profile-name");
    assert!(
        found.contains(wanted) && found.len() < all.len(),
        "{found:?}"
    );
    assert_eq!(page.all(".profile-name mark").len(), found.len());
    assert!(
        page.text(".profile-search p")
            .starts_with(&format!("{} of ", found.len()))
    );

    page.element(".profile-search input").focus().unwrap();
    key("Enter").await;
    assert_eq!(
        page.texts("[aria-current=true] .profile-name"),
        [found[0].clone()]
    );
    assert_eq!(page.texts(".profile-name"), all, "the search is over");
    page.enter(".profile-search input", "no such outcome").await;
    assert!(page.all(".profile-entry").is_empty());
    page.element(".profile-search input").focus().unwrap();
    key("Escape").await;
    assert_eq!(page.texts(".profile-name"), all);
}

#[wasm_bindgen_test]
async fn few_outcomes_have_a_field_to_find_them_only_when_it_is_asked_for() {
    let (page, state) = Page::of(few_outcomes(3), || view! { <OutcomeList/> }).await;
    assert!(page.all(".profile-search").is_empty());
    state.outcome_search.ask();
    settle().await;
    let field = page.element(".profile-search input");
    assert_eq!(document().active_element(), Some(field.into()));
}

#[wasm_bindgen_test]
async fn a_group_of_outcomes_folds_away() {
    let (page, _) = Page::of(sample(), || view! { <OutcomeList/> }).await;
    let all = page.texts(".profile-name").len();
    page.element(".profile-group").click();
    settle().await;
    let head = page.element(".profile-group");
    assert_eq!(
        head.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    assert!(page.texts(".profile-name").len() < all);
    head.click();
    settle().await;
    assert_eq!(page.texts(".profile-name").len(), all);
}

/// The analyses that the outcome in view keeps.
fn kept_analyses(state: State) -> Vec<trialpool::data::SensitivityAnalysis> {
    let outcome = state.selection.outcome().unwrap();
    let project = state.document.project.get_untracked();
    project.settings.sensitivity_of(outcome).to_vec()
}

/// Opens the section of sensitivity analyses and waits until nothing is being computed.
async fn open_analyses(page: &Page) {
    let details = page.element("#sensitivity-analyses");
    details.set_attribute("open", "").unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_sensitivity_analysis_is_added_changed_and_removed_and_stands_beside_the_main_one() {
    let (page, state) = Page::of(sample(), || {
        view! {
            <OutcomeView/>
            <SensitivityDialog/>
        }
    })
    .await;
    open_analyses(&page).await;
    assert!(page.found("#sensitivity-analyses table").is_none());
    page.press("Add a sensitivity analysis…").await;
    let add = || {
        let button = page.element("dialog[open] button[type=submit]");
        button.has_attribute("disabled")
    };
    assert!(
        add(),
        "an analysis that does nothing otherwise could be added"
    );
    choose(&page, "Trials", "Without trials chosen one by one").await;
    page.all("dialog[open] .trial-boxes input")[1].click();
    settle().await;
    assert!(!add());
    let name: HtmlInputElement = page.element("dialog[open] .text-input").unchecked_into();
    assert!(name.value().starts_with("Without "), "{}", name.value());
    assert!(
        page.text("dialog[open] [role=status]")
            .contains("1 trial out")
    );
    page.element("dialog[open] button[type=submit]").click();
    let rows = || page.all("#sensitivity-analyses tbody tr").len();
    until("a row for the analysis", || rows() == 2).await;
    assert!(page.found("dialog[open]").is_none());
    until("its result", || {
        !page.text("#sensitivity-analyses").contains("Computing")
    })
    .await;
    let said = page.text("#sensitivity-analyses p[role=status]");
    assert!(said.starts_with("The analysis "), "{said}");
    assert!(page.found("#sensitivity-analyses canvas").is_some());
    // Changed to another measure, with a name of its own.
    page.press("Change…").await;
    choose(&page, "Trials", "Those of the main analysis").await;
    let boxes = page.all("dialog[open] input[type=checkbox]");
    assert_eq!(boxes.len(), 1);
    boxes[0].click();
    settle().await;
    let in_dialog = "dialog[open] .control";
    assert!(
        page.texts(in_dialog)
            .iter()
            .any(|text| text.starts_with("Measure"))
    );
    page.element("dialog[open] button[type=submit]").click();
    until("a closed dialog", || page.found("dialog[open]").is_none()).await;
    let kept = kept_analyses(state);
    assert_eq!(kept[0].trials, TrialSelection::AsMain);
    assert!(kept[0].plan.is_some());
    page.press("Remove").await;
    assert!(kept_analyses(state).is_empty());
    state.document.undo();
    settle().await;
    assert_eq!(kept_analyses(state).len(), 1);
}

#[wasm_bindgen_test]
async fn nothing_of_the_analyses_is_computed_until_they_are_opened() {
    let (page, state) = Page::of(sample(), || view! { <OutcomeView/> }).await;
    let outcome = state.selection.outcome().unwrap();
    let trial = untrack(|| state.answers.answer()).unwrap().prepared.rows[0];
    let analysis = trialpool::data::SensitivityAnalysis {
        trials: TrialSelection::Without([trial].into()),
        ..Default::default()
    };
    state
        .document
        .apply(&Command::AddSensitivity { outcome, analysis });
    settle().await;
    assert_eq!(
        page.text("#sensitivity-analyses summary"),
        "Sensitivity analyses (1)"
    );
    assert!(page.found("#sensitivity-analyses table").is_none());
    open_analyses(&page).await;
    until("a row for the analysis", || {
        page.all("#sensitivity-analyses tbody tr").len() == 2
    })
    .await;
}

#[wasm_bindgen_test]
async fn analyses_by_a_likelihood_have_their_results_too() {
    let (page, state) = Page::of(sample(), || view! { <OutcomeView/> }).await;
    let outcome = state.selection.outcome().unwrap();
    for prior in [TauPrior::HalfNormal, TauPrior::HalfNormalWide] {
        let analysis = trialpool::data::SensitivityAnalysis {
            plan: Some(plan_for(Measure::OddsRatio, Method::Bayesian(prior))),
            ..Default::default()
        };
        state
            .document
            .apply(&Command::AddSensitivity { outcome, analysis });
    }
    open_analyses(&page).await;
    until("the results of both", || {
        let said = page.text("#sensitivity-analyses");
        said.contains("2 analyses come to")
            || said.contains("of 2 analyses")
            || said.contains("of the 2 analyses")
    })
    .await;
    let probabilities = page.texts("#sensitivity-analyses td");
    let told = probabilities
        .iter()
        .filter(|cell| cell.starts_with("above 1: "));
    assert_eq!(told.count(), 2);
}
