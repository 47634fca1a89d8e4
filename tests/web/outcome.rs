//! The outcome that is looked at, its figure, the dialog of figures as files, and the list of outcomes.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use trialpool::app::actions::Actions;
use trialpool::app::outcome::{FigureDialog, OutcomeFigure, OutcomeView};
use trialpool::app::platform::promise::wait;
use trialpool::app::profile::OutcomeList;
use trialpool::app::state::figures::ScreenForest;
use trialpool::app::state::{Autosave, Comparison, Dialog, Fits, Found, Library, Shared, State};
use trialpool::data::{Measure, OutcomeId, Review, TrialId};
use trialpool::figure::Scene;
use trialpool::project::{Column, Command, Project, columns};
use trialpool::read::examples;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// A component in a page of its own, with the contexts of the program.
struct Page {
    place: HtmlElement,
    state: State,
    _mounted: Box<dyn std::any::Any>,
}

impl Page {
    async fn of<V: IntoView + 'static>(review: Review, view: fn(State) -> V) -> Self
    where
        UnmountHandle<V::State>: 'static,
        V: Render,
    {
        let found = Found::look().await;
        let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&place).unwrap();
        let given = std::rc::Rc::new(std::cell::Cell::new(None));
        let taken = given.clone();
        let mounted = mount_to(place.clone(), move || {
            let state = State::new(Project::of(review));
            provide_context(state);
            let autosave = Autosave::new(state, &found);
            let library = Library::new(state, autosave);
            provide_context(Actions::new(state, library));
            provide_context(Comparison::new(state));
            provide_context(Fits::new(state));
            taken.set(Some(state));
            view(state)
        });
        settle().await;
        Self {
            place,
            state: given.get().unwrap(),
            _mounted: Box::new(mounted),
        }
    }

    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|nth| found.get(nth).unwrap().unchecked_into())
            .collect()
    }

    fn element(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector).into_iter().next();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
    }

    fn text(&self, selector: &str) -> String {
        self.element(selector).text_content().unwrap()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let all = self.all(selector);
        all.iter().map(|one| one.text_content().unwrap()).collect()
    }

    /// The select of a label.
    fn select(&self, label: &str) -> HtmlSelectElement {
        let is_meant = |found: &HtmlElement| {
            let name = found.query_selector("span").unwrap();
            name.is_some_and(|name| name.text_content().as_deref() == Some(label))
        };
        let mut labels = self.all("label").into_iter();
        let found = labels.find(is_meant).unwrap();
        let select = found.query_selector("select").unwrap().unwrap();
        select.unchecked_into()
    }

    /// Chooses the option of a name from the select of a label.
    async fn choose(&self, label: &str, option: &str) {
        let select = self.select(label);
        let options = select.query_selector_all("option").unwrap();
        let place = (0..options.length())
            .find(|nth| options.get(*nth).unwrap().text_content().as_deref() == Some(option))
            .unwrap();
        select.set_value(&place.to_string());
        send(&select, "Event", "change", "");
        settle().await;
    }

    async fn type_in(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.element(selector).unchecked_into();
        field.set_value(text);
        send(&field, "Event", "input", "");
        settle().await;
    }

    async fn key(&self, key: &str) {
        let focused = document().active_element().unwrap();
        send(&focused, "KeyboardEvent", "keydown", key);
        settle().await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Sends an event that bubbles.
fn send(element: &Element, class: &str, name: &str, key: &str) {
    let body = format!(
        "element.dispatchEvent(new {class}('{name}', {{ key: '{key}', bubbles: true, cancelable: true }}))"
    );
    let function = js_sys::Function::new_with_args("element", &body);
    function.call1(&JsValue::NULL, element).unwrap();
}

/// Waits until what follows from a change stands in the page.
async fn settle() {
    wait(30).await;
}

fn sample() -> Review {
    examples::review(examples::all()[0].key).unwrap()
}

/// The sample with the first outcomes alone.
fn few_outcomes(count: usize) -> Review {
    let mut review = sample();
    review.outcomes.truncate(count);
    review
}

#[wasm_bindgen_test]
async fn a_control_changes_the_plan_as_a_step_that_can_be_undone() {
    let page = Page::of(sample(), |_| view! { <OutcomeView/> }).await;
    let state = page.state;
    let measure = || {
        untrack(|| state.answers.answer())
            .unwrap()
            .response
            .measure()
    };
    assert_eq!(measure(), Measure::RiskRatio);
    page.choose("Measure", "Odds ratio").await;
    assert_eq!(measure(), Measure::OddsRatio);
    assert!(page.text(".sentence").contains("odds ratio"));
    let select = page.select("Measure");
    let chosen = select.query_selector("option:checked").unwrap().unwrap();
    assert_eq!(chosen.text_content().as_deref(), Some("Odds ratio"));
    state.document.undo();
    settle().await;
    assert_eq!(measure(), Measure::RiskRatio);
}

#[wasm_bindgen_test]
async fn a_control_is_there_only_while_its_part_means_anything() {
    let page = Page::of(sample(), |_| view! { <OutcomeView/> }).await;
    let has = |label: &str| {
        page.texts(".control-label")
            .iter()
            .any(|text| text == label)
    };
    assert!(!has("Prediction"), "Mantel–Haenszel has no prediction");
    let method = page.select("Method");
    let options = method.query_selector_all("option").unwrap();
    let random = (0..options.length())
        .map(|nth| options.get(nth).unwrap().text_content().unwrap())
        .find(|name| name.contains("REML"))
        .unwrap();
    page.choose("Method", &random).await;
    assert!(has("Prediction") && has("Interval"));
}

#[wasm_bindgen_test]
async fn a_trial_is_taken_out_by_its_box_and_brought_back_by_the_button() {
    let page = Page::of(sample(), |_| view! { <OutcomeView/> }).await;
    let pooled = || {
        untrack(|| page.state.answers.answer())
            .unwrap()
            .prepared
            .rows
            .len()
    };
    let before = pooled();
    page.element(".trial-list input:checked").click();
    settle().await;
    assert_eq!(pooled(), before - 1);
    let buttons = page.all("section[aria-label=Trials] button");
    let back = buttons.last().unwrap();
    assert_eq!(
        back.text_content().as_deref(),
        Some("Bring all trials back")
    );
    back.click();
    settle().await;
    assert_eq!(pooled(), before);
}

#[wasm_bindgen_test]
async fn the_results_stand_in_a_table_once_it_is_opened() {
    let page = Page::of(sample(), |_| view! { <OutcomeView/> }).await;
    assert!(page.all(".results tbody tr").is_empty());
    page.element(".results summary").click();
    settle().await;
    assert!(page.all(".results tbody tr").len() > 5);
}

#[wasm_bindgen_test]
async fn an_axis_that_makes_no_sense_is_refused_beside_its_fields() {
    let page = Page::of(sample(), |_| view! { <OutcomeView/> }).await;
    let group = page.element("[aria-label='Axis of this figure']");
    let fields = group.query_selector_all("input").unwrap();
    for (nth, text) in [(0, "-1"), (1, "10")] {
        let field: HtmlInputElement = fields.get(nth).unwrap().unchecked_into();
        field.set_value(text);
        send(&field, "Event", "change", "");
        settle().await;
    }
    assert!(page.text("#axis-refused").contains("A ratio is above zero"));
    let low: HtmlInputElement = fields.get(0).unwrap().unchecked_into();
    low.set_value("0.1");
    send(&low, "Event", "change", "");
    settle().await;
    assert_eq!(page.text("#axis-refused"), "");
    let undo = untrack(|| page.state.document.undo_label()).unwrap();
    assert!(undo.starts_with("the look"), "{undo}");
}

#[wasm_bindgen_test]
async fn without_an_outcome_the_page_says_what_to_do() {
    let page = Page::of(Review::default(), |_| view! { <OutcomeView/> }).await;
    assert_eq!(page.text("h2"), "No outcome yet");
    page.all(".empty button")[1].click();
    settle().await;
    assert!(untrack(|| page.state.dialogs.is_open(Dialog::Open)));
}

#[wasm_bindgen_test]
async fn one_mark_is_in_the_order_of_tab_and_arrows_go_on_from_it() {
    let page = Page::of(sample(), |_| view! { <OutcomeFigure/> }).await;
    let in_order = || page.all(".mark[tabindex='0']");
    let names = || -> Vec<String> {
        let marks = page.all(".mark");
        marks
            .iter()
            .map(|mark| mark.get_attribute("aria-label").unwrap())
            .collect()
    };
    let focused = || {
        document()
            .active_element()
            .unwrap()
            .get_attribute("aria-label")
    };
    let before = names();
    assert_eq!(in_order().len(), 1);
    in_order()[0].focus().unwrap();
    assert_eq!(focused(), Some(before[0].clone()));
    page.key("ArrowDown").await;
    assert_eq!(focused(), Some(before[1].clone()));
    assert_eq!(in_order().len(), 1);
    assert_eq!(in_order()[0].get_attribute("aria-label"), focused());
    let told = page.text(".mark-details");
    assert!(
        told.contains(&before[1]) && told.contains("Without this trial"),
        "{told}"
    );
    page.key("End").await;
    assert_eq!(focused().as_ref(), before.last());
    page.key("Home").await;
    page.key("ArrowDown").await;

    let second = document().active_element().unwrap();
    second.unchecked_into::<HtmlElement>().click();
    settle().await;
    assert_eq!(names().len(), before.len() - 1);
    assert_eq!(
        focused(),
        Some(before[2].clone()),
        "the next stands in its place"
    );
    page.state.document.undo();
    settle().await;
    assert_eq!(names(), before);
}

/// A figure on the screen with what has become of it.
async fn screen_forest() -> (Page, impl Fn() -> Shared<Scene>) {
    let given = std::rc::Rc::new(std::cell::Cell::new(None));
    thread_local! {
        static FOREST: std::cell::Cell<Option<ScreenForest>> = const { std::cell::Cell::new(None) };
    }
    let page = Page::of(sample(), |state| {
        FOREST.set(Some(ScreenForest::new(state, RwSignal::new(800.0))));
    })
    .await;
    given.set(FOREST.take());
    let forest = given.get().unwrap();
    (page, move || forest.scene.get_untracked().unwrap())
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
    let (page, scene) = screen_forest().await;
    let state = page.state;
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
    write(state, trial, outcome, "1");
    let changed = scene();
    assert!(changed != before);
    let figures = trialpool::data::FigureSettings {
        without_prediction: true,
        order: trialpool::data::TrialOrder::Name,
        ..Default::default()
    };
    state
        .document
        .apply(&Command::SetFigures(std::sync::Arc::new(figures)));
    assert!(scene() != changed, "the order of the trials changed");
}

#[wasm_bindgen_test]
async fn a_width_out_of_its_limits_is_refused() {
    let page = Page::of(sample(), |_| view! { <FigureDialog/> }).await;
    page.state.dialogs.open(Dialog::Figures);
    settle().await;
    let download: HtmlElement = page.element(".dialog-foot .primary");
    let is_disabled = || download.has_attribute("disabled");
    assert!(!is_disabled());
    page.choose("Size", "Another width").await;
    page.type_in("input[type=number]", "5").await;
    assert!(is_disabled());
    assert!(
        page.text(".banner.bad").contains("30"),
        "{}",
        page.text(".banner.bad")
    );
    page.type_in("input[type=number]", "120").await;
    assert!(!is_disabled());
    assert!(page.all(".banner.bad").is_empty());
    assert!(page.text("[role=status] p").contains("120"));

    page.choose("File", "PNG: pixels").await;
    page.type_in(".control:nth-of-type(5) input", "10000").await;
    assert!(is_disabled());
    page.state.dialogs.close(Dialog::Figures);
    settle().await;
    assert!(page.all(".dialog-foot").is_empty());
}

#[wasm_bindgen_test]
async fn the_list_marks_the_outcome_that_is_looked_at() {
    let page = Page::of(sample(), |_| view! { <OutcomeList/> }).await;
    let current = || page.texts("[aria-current=true] .profile-name");
    let names = page.texts(".profile-name");
    assert_eq!(current().len(), 1);
    page.all(".profile-entry")[2].click();
    settle().await;
    assert_eq!(current(), [names[2].clone()]);
    page.state.selection.step(true);
    settle().await;
    assert_eq!(current(), [names[3].clone()]);
    page.all(".profile-entry")[0].focus().unwrap();
    page.key("ArrowDown").await;
    let focused = document().active_element().unwrap();
    assert!(focused.text_content().unwrap().starts_with(&names[1]));
}

#[wasm_bindgen_test]
async fn an_outcome_is_found_by_a_part_of_its_name() {
    let page = Page::of(sample(), |_| view! { <OutcomeList/> }).await;
    let all = page.texts(".profile-name");
    let wanted = &all[all.len() - 1];
    let part: String = wanted.chars().skip(1).take(4).collect();
    page.type_in(".profile-search input", &part.to_uppercase())
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
    page.key("Enter").await;
    assert_eq!(
        page.texts("[aria-current=true] .profile-name"),
        [found[0].clone()]
    );
    assert_eq!(page.texts(".profile-name"), all, "the search is over");
    page.type_in(".profile-search input", "no such outcome")
        .await;
    assert!(page.all(".profile-entry").is_empty());
    page.element(".profile-search input").focus().unwrap();
    page.key("Escape").await;
    assert_eq!(page.texts(".profile-name"), all);
}

#[wasm_bindgen_test]
async fn few_outcomes_have_a_field_to_find_them_only_when_it_is_asked_for() {
    let page = Page::of(few_outcomes(3), |_| view! { <OutcomeList/> }).await;
    assert!(page.all(".profile-search").is_empty());
    page.state.outcome_search.ask();
    settle().await;
    let field = page.element(".profile-search input");
    assert_eq!(document().active_element(), Some(field.into()));
}

#[wasm_bindgen_test]
async fn a_group_of_outcomes_folds_away() {
    let page = Page::of(sample(), |_| view! { <OutcomeList/> }).await;
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
