//! What comes in, from the paste or the file to the review on the page.

use js_sys::{Array, Function};
use leptos::prelude::*;
use trialpool::app::intake::Intake;
use trialpool::app::intake::queue::Queue;
use trialpool::app::intake::recognise;
use trialpool::app::state::{Dialog, Incoming, State};
use trialpool::project::{Project, share};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{File, HtmlElement, HtmlInputElement};

use crate::page::{self, sample, settle};

const FEVER: &str = "Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\n\
     Hare 2009\t4\t39\t5\t21\nBartunek 2017\t9\t120\t12\t151\n";
const NAUSEA: &str = "Trial\tNausea, MSC\tTotal, MSC\tNausea, control\tTotal, control\n\
     Hare 2009\t1\t39\t2\t21\n";

/// The intake in a page of its own, with a review without trials.
struct Page {
    page: page::Page,
    state: State,
}

impl Page {
    async fn new() -> Self {
        let (page, state) = page::Page::of(Project::default(), || view! { <Intake/> }).await;
        Self { page, state }
    }

    /// The text of the dialog that is open; empty where none is.
    fn dialog(&self) -> String {
        let dialog = self.page.found("dialog[open]");
        dialog.map_or_else(String::new, |dialog| dialog.inner_text())
    }

    /// What stands in the field for a table.
    fn typed(&self) -> String {
        let field = self.page.found("dialog[open] textarea");
        field.map_or_else(String::new, |field| {
            field.unchecked_into::<HtmlInputElement>().value()
        })
    }

    async fn says(&self, words: &str) {
        page::until_said(words, || self.dialog()).await;
    }

    /// Waits until a dialog is open that shows this text once it is asked for the text.
    async fn shows_table(&self, text: &str) {
        page::until(text, || {
            if self.typed().is_empty()
                && let Some(edit) = self.page.found("dialog[open] .source button")
            {
                edit.click();
            }
            self.typed() == text
        })
        .await;
    }

    /// Pastes a table and gives its treatment another name.
    async fn name_the_treatment(&self) {
        paste(FEVER);
        self.says("What it was taken for").await;
        self.page.press("Arms and names…").await;
        self.page.enter(".pop .names input", "Stem cells").await;
        self.page.press("Done").await;
    }

    /// Presses a button and waits until no dialog is open.
    async fn finish(&self, button: &str) {
        self.page.press(button).await;
        page::until("no dialog", || self.has_no_dialog()).await;
    }

    fn has_no_dialog(&self) -> bool {
        self.page.found("dialog[open]").is_none()
    }

    fn project(&self) -> Project {
        (*self.state.document.project.get_untracked()).clone()
    }

    fn outcomes(&self) -> Vec<String> {
        let outcomes = self.project().review.outcomes;
        outcomes
            .iter()
            .map(|outcome| outcome.name.clone())
            .collect()
    }
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
    page.shows_table(FEVER).await;
    let heads = page.page.texts("dialog[open] .preview thead th");
    assert_eq!(heads.len(), 5);
    page.finish("Use this table").await;
    assert_eq!(page.outcomes(), ["Fever"]);
}

#[wasm_bindgen_test]
async fn a_column_is_taken_for_what_the_user_says_now_and_with_the_next_such_table() {
    let page = Page::new().await;
    page.name_the_treatment().await;
    page.finish("Use this table").await;
    let treatment = || page.project().review.experimental_label;
    assert_eq!(treatment(), "Stem cells");
    paste(FEVER);
    page.says("Read as you decided for an earlier table").await;
    page.page.press("Recognise them afresh").await;
    assert!(!page.dialog().contains("Read as you decided"));
    page.finish("Use this table").await;
    assert_eq!(treatment(), "MSC");
}

#[wasm_bindgen_test]
async fn what_was_decided_or_typed_before_the_dialog_was_left_is_there_again() {
    let page = Page::new().await;
    paste(FEVER);
    page.says("What it was taken for").await;
    page.page.press("Cancel").await;
    // Nothing was decided yet: nothing is kept.
    assert!(page.state.put_aside.latest().is_none());
    page.name_the_treatment().await;
    page.finish("Cancel").await;
    let kept = untrack(|| page.state.notices.line());
    assert!(kept.starts_with("The table is kept"), "{kept}");
    page.state.incoming.add(Incoming::EmptyTable);
    page.says("This is the table that you left").await;
    page.says("Stem cells").await;
    // A text that was typed is kept as well, in the place of the empty table.
    page.page.press("Discard it and begin anew").await;
    assert_eq!(page.typed(), "");
    page.page.enter("dialog[open] textarea", NAUSEA).await;
    page.finish("Cancel").await;
    page.state.incoming.add(Incoming::EmptyTable);
    page.shows_table(NAUSEA).await;
    page.finish("Use this table").await;
    assert!(page.state.put_aside.latest().is_none());
}

#[wasm_bindgen_test]
async fn what_was_decided_stays_where_the_text_is_edited_under_the_same_heads() {
    let page = Page::new().await;
    page.name_the_treatment().await;
    page.shows_table(FEVER).await;
    let edited = FEVER.replace("Hare 2009", "Hare 2010");
    page.page.enter("dialog[open] textarea", &edited).await;
    page.finish("Use this table").await;
    let review = page.project().review;
    assert_eq!(review.experimental_label, "Stem cells");
    assert_eq!(review.trials[0].name, "Hare 2010");
}

#[wasm_bindgen_test]
async fn a_long_table_is_read_and_decided_about_without_a_worker_too() {
    let page = Page::new().await;
    let rows = (0..4_000).map(|row| format!("Trial {row}\t{}\t100\t{}\t100\n", row % 7, row % 5));
    let rows: String = rows.collect();
    let long = format!("Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\n{rows}");
    paste(&long);
    page.says("4,000 trials with 1 outcome").await;
    page.says("The figure takes a while").await;
    page.page.press("Arms and names…").await;
    page.page.enter(".pop .names input", "Stem cells").await;
    page.page.press("Done").await;
    page.says("Stem cells").await;
    page.finish("Use this table").await;
    assert_eq!(page.project().review.experimental_label, "Stem cells");
}

#[wasm_bindgen_test]
async fn two_files_come_in_one_after_the_other() {
    let page = Page::new().await;
    let files = vec![file("fever.tsv", FEVER), file("nausea.tsv", NAUSEA)];
    page.state.incoming.add(Incoming::Files(files));
    page.shows_table(FEVER).await;
    page.page.press("Use this table").await;
    page.shows_table(NAUSEA).await;
    assert_eq!(page.outcomes(), ["Fever"]);
    assert_eq!(page.project().review.title, "fever");
    page.page
        .element("dialog[open] .choice label:nth-of-type(2) input")
        .click();
    page.says("What is here already:").await;
    page.finish("Add these trials").await;
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
    page.page.press("Close").await;
    page.shows_table(FEVER).await;
}

#[wasm_bindgen_test]
async fn a_paste_while_a_dialog_is_open_waits() {
    let page = Page::new().await;
    page.state.dialogs.open(Dialog::Keys);
    paste(FEVER);
    settle().await;
    assert!(page.has_no_dialog());
    page.state.dialogs.close(Dialog::Keys);
    page.shows_table(FEVER).await;
    paste(NAUSEA);
    settle().await;
    page.shows_table(FEVER).await;
    page.page.press("Cancel").await;
    page.shows_table(NAUSEA).await;
}

#[wasm_bindgen_test]
async fn a_paste_into_a_field_belongs_to_the_field() {
    let page = Page::new().await;
    let field: HtmlElement = document().create_element("input").unwrap().unchecked_into();
    document().body().unwrap().append_child(&field).unwrap();
    paste_into(&field, FEVER);
    settle().await;
    field.remove();
    assert!(page.has_no_dialog());
}

#[wasm_bindgen_test]
async fn judgements_find_the_trials_that_they_are_about() {
    let page = Page::new().await;
    paste(FEVER);
    page.says("2 trials").await;
    page.page.press("Use this table").await;
    paste(
        "Study\tD1\tD2\tD3\tOverall\nHare 2009\tLow\tLow\tHigh\tHigh\n\
         Bartunek et al. 2017\tLow\tSome concerns\tLow\tLow\n",
    );
    page.says("1 of 2 rows name a trial of this review").await;
    page.page.element("dialog[open] .doubtful button").click();
    page.says("2 of 2 rows").await;
    page.finish("Take these judgements").await;
    let judged = page.project().review.risk_of_bias.unwrap();
    assert_eq!(judged.trials.len(), 2);
}

#[wasm_bindgen_test]
async fn the_review_of_a_link_opens_without_a_dialog_and_a_damaged_link_says_so() {
    let page = Page::new().await;
    let sample = sample();
    let link = share::link(&sample).unwrap().fragment;
    page.state.incoming.add(Incoming::Link(link.clone()));
    let title = sample.review.title;
    page::until(&title, || page.project().review.title == title).await;
    assert!(page.has_no_dialog());
    let (whole, _) = link.split_at(link.len() / 2);
    page.state.incoming.add(Incoming::Link(whole.to_owned()));
    page::until("a line about the link", || {
        let line = untrack(|| page.state.notices.line());
        line.starts_with("The link was cut short or changed")
    })
    .await;
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
    assert!(matches!(
        queue.take_next(),
        Some(recognise::Intake::Refused(_))
    ));
    let Some(recognise::Intake::Records(records)) = queue.take_next() else {
        panic!("no records");
    };
    let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["NCT00000001", "NCT00000002"]);
    assert!(matches!(
        queue.take_next(),
        Some(recognise::Intake::Table(_))
    ));
    assert!(queue.take_next().is_none());
}
