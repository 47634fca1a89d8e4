//! What comes in, from the paste or the file to the review on the page.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use trialpool::app::intake::Intake;
use trialpool::app::intake::queue::Queue;
use trialpool::app::intake::recognise;
use trialpool::app::state::{Autosave, Dialog, Found, Incoming, Library, State};
use trialpool::project::Project;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{File, HtmlElement, HtmlInputElement};

const FEVER: &str = "Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\n\
     Hare 2009\t4\t39\t5\t21\nBartunek 2017\t9\t120\t12\t151\n";
const NAUSEA: &str = "Trial\tNausea, MSC\tTotal, MSC\tNausea, control\tTotal, control\n\
     Hare 2009\t1\t39\t2\t21\n";

/// The intake in an element of its own, with a state without trials.
struct Page {
    element: HtmlElement,
    state: State,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Page {
    async fn new() -> Self {
        let found = Found::look().await;
        let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&element).unwrap();
        let made = Rc::new(Cell::new(None));
        let state = Rc::clone(&made);
        let mounted: UnmountHandle<_> = mount_to(element.clone(), move || {
            let state = State::new(Project::default());
            let autosave = Autosave::new(state, &found);
            provide_context(state);
            provide_context(Library::new(state, autosave));
            made.set(Some(state));
            view! { <Intake/> }
        });
        pause().await;
        Self {
            element,
            state: state.get().unwrap(),
            mounted: Some(Box::new(mounted)),
        }
    }

    /// The text of the dialog that is open; empty where none is.
    fn dialog(&self) -> String {
        self.find("dialog[open]")
            .map_or_else(String::new, |dialog| dialog.inner_text())
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.element.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    /// What stands in the field for a table.
    fn typed(&self) -> String {
        self.find("dialog[open] textarea")
            .map_or_else(String::new, |field| {
                field.unchecked_into::<HtmlInputElement>().value()
            })
    }

    async fn says(&self, words: &str) {
        self.until(words, || self.dialog().contains(words)).await;
    }

    async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..500 {
            if holds() {
                return;
            }
            pause().await;
        }
        panic!("waited for {what}; the dialog says: {}", self.dialog());
    }

    /// Presses a button of the dialog by its words.
    fn press(&self, words: &str) {
        let buttons = self
            .element
            .query_selector_all("dialog[open] button")
            .unwrap();
        let button = (0..buttons.length())
            .filter_map(|nth| buttons.get(nth))
            .find(|button| button.text_content().as_deref() == Some(words));
        button.expect(words).unchecked_into::<HtmlElement>().click();
    }

    fn outcomes(&self) -> Vec<String> {
        self.state.document.project.with_untracked(|project| {
            let outcomes = project.review.outcomes.iter();
            outcomes.map(|outcome| outcome.name.clone()).collect()
        })
    }

    fn title(&self) -> String {
        self.state
            .document
            .project
            .with_untracked(|project| project.review.title.clone())
    }

    fn has_no_dialog(&self) -> bool {
        self.find("dialog[open]").is_none()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.mounted.take();
        self.element.remove();
    }
}

/// Lets effects run and events come.
async fn pause() {
    let wait = Function::new_with_args("done", "setTimeout(done, 5)");
    let waited = Promise::new(&mut |done, _| {
        wait.call1(&JsValue::NULL, &done).unwrap();
    });
    JsFuture::from(waited).await.unwrap();
}

/// Pastes a text where the focus is on this element.
fn paste_into(element: &HtmlElement, text: &str) {
    let paste = Function::new_with_args(
        "element, text",
        "const data = new DataTransfer();
        data.setData('text/plain', text);
        const options = { clipboardData: data, bubbles: true, cancelable: true };
        element.dispatchEvent(new ClipboardEvent('paste', options));",
    );
    paste
        .call2(&JsValue::NULL, element, &JsValue::from_str(text))
        .unwrap();
}

fn paste(text: &str) {
    paste_into(&document().body().unwrap(), text);
}

fn file(name: &str, text: &str) -> File {
    let parts = Array::of1(&JsValue::from_str(text));
    File::new_with_str_sequence(&parts, name).unwrap()
}

#[wasm_bindgen_test]
async fn a_pasted_table_shows_what_it_was_taken_for_and_is_used() {
    let page = Page::new().await;
    paste(FEVER);
    page.says("2 trials with 1 outcome").await;
    assert_eq!(page.typed(), FEVER);
    let heads = page
        .element
        .query_selector_all("dialog[open] .preview thead tr:first-child th")
        .unwrap();
    assert_eq!(heads.length(), 5);
    page.press("Use this table");
    page.until("no dialog", || page.has_no_dialog()).await;
    assert_eq!(page.outcomes(), ["Fever"]);
}

#[wasm_bindgen_test]
async fn a_column_is_taken_for_what_the_user_says_now_and_with_the_next_such_table() {
    let page = Page::new().await;
    paste(FEVER);
    page.says("What it was taken for").await;
    let label: HtmlInputElement = page
        .find("dialog[open] .file-row .text-input")
        .unwrap()
        .unchecked_into();
    label.set_value("Stem cells");
    let event = web_sys::Event::new("change").unwrap();
    label.dispatch_event(&event).unwrap();
    page.press("Use this table");
    page.until("no dialog", || page.has_no_dialog()).await;
    let treatment = || {
        let project = page.state.document.project.get_untracked();
        project.review.experimental_label.clone()
    };
    assert_eq!(treatment(), "Stem cells");
    paste(FEVER);
    page.says("Read as you decided for an earlier table").await;
    page.press("Recognise them afresh");
    page.until("the offer to go", || {
        !page.dialog().contains("Read as you decided")
    })
    .await;
    page.press("Use this table");
    page.until("no dialog", || page.has_no_dialog()).await;
    assert_eq!(treatment(), "MSC");
}

#[wasm_bindgen_test]
async fn two_files_come_in_one_after_the_other() {
    let page = Page::new().await;
    let files = vec![file("fever.tsv", FEVER), file("nausea.tsv", NAUSEA)];
    page.state.incoming.add(Incoming::Files(files));
    page.until("the first", || page.typed() == FEVER).await;
    page.press("Use this table");
    page.until("the second", || page.typed() == NAUSEA).await;
    assert_eq!(
        (page.outcomes(), page.title()),
        (vec!["Fever".into()], "fever".into())
    );
    // The second stays open, though the first closes late.
    for _ in 0..10 {
        pause().await;
    }
    let add: HtmlElement = page
        .find("dialog[open] .choice label:nth-of-type(2) input")
        .unwrap();
    add.click();
    page.says("Trials that are here already:").await;
    page.press("Add these trials");
    page.until("no dialog", || page.has_no_dialog()).await;
    assert_eq!(page.outcomes(), ["Fever", "Nausea"]);
}

#[wasm_bindgen_test]
async fn a_file_that_is_not_read_says_its_name_before_the_others_come_in() {
    let page = Page::new().await;
    let files = vec![
        file("fever.tsv", FEVER),
        file("article.pdf", "%PDF-1.7"),
        file("record.json", "{\"protocolSection\": "),
    ];
    page.state.incoming.add(Incoming::Files(files));
    page.says("article.pdf").await;
    page.says("record.json").await;
    page.press("Close");
    page.until("the table", || page.typed() == FEVER).await;
}

#[wasm_bindgen_test]
async fn a_paste_while_a_dialog_is_open_waits() {
    let page = Page::new().await;
    page.state.dialogs.open(Dialog::Keys);
    paste(FEVER);
    pause().await;
    assert!(page.has_no_dialog());
    page.state.dialogs.close(Dialog::Keys);
    page.until("the first", || page.typed() == FEVER).await;
    paste(NAUSEA);
    pause().await;
    assert_eq!(page.typed(), FEVER);
    page.press("Cancel");
    page.until("the second", || page.typed() == NAUSEA).await;
}

#[wasm_bindgen_test]
async fn a_paste_into_a_field_belongs_to_the_field() {
    let page = Page::new().await;
    let field: HtmlElement = document().create_element("input").unwrap().unchecked_into();
    page.element.append_child(&field).unwrap();
    paste_into(&field, FEVER);
    pause().await;
    assert!(page.has_no_dialog());
}

#[wasm_bindgen_test]
async fn judgements_find_the_trials_that_they_are_about() {
    let page = Page::new().await;
    paste(FEVER);
    page.says("2 trials").await;
    page.press("Use this table");
    paste(
        "Study\tD1\tD2\tD3\tOverall\nHare 2009\tLow\tLow\tHigh\tHigh\n\
         Bartunek et al. 2017\tLow\tSome concerns\tLow\tLow\n",
    );
    page.says("1 of 2 rows name a trial of this review").await;
    let near = page.find("dialog[open] .doubtful button").unwrap();
    near.click();
    page.says("2 of 2 rows").await;
    page.press("Take these judgements");
    page.until("no dialog", || page.has_no_dialog()).await;
    let project = page.state.document.project.get_untracked();
    let judged = project.review.risk_of_bias.as_ref().unwrap();
    assert_eq!(judged.trials.len(), 2);
}

#[wasm_bindgen_test]
fn records_of_a_registry_come_together_and_files_that_are_not_read_before_all() {
    let record = |id: &str| {
        let text =
            format!("{{\"protocolSection\":{{\"identificationModule\":{{\"nctId\":\"{id}\"}}}}}}");
        recognise::text(text, "record.json")
    };
    let mut queue = Queue::default();
    queue.add(record("NCT00000001"));
    queue.add(recognise::text(String::from(FEVER), "fever.tsv"));
    queue.add(record("NCT00000002"));
    queue.add(recognise::bytes(Vec::new(), "empty.csv"));
    assert!(matches!(queue.next(), Some(recognise::Intake::Refused(_))));
    let Some(recognise::Intake::Records(records)) = queue.next() else {
        panic!("no records");
    };
    let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["NCT00000001", "NCT00000002"]);
    assert!(matches!(queue.next(), Some(recognise::Intake::Table(_))));
    assert!(queue.next().is_none());
}
