//! The data view: typing, selecting, copying and pasting cells, its menu and dialog, and the list of findings.

use js_sys::Function;
use leptos::prelude::*;
use trialpool::app::grid::DataView;
use trialpool::app::grid::visible_range::{SLOTS, ScrollPosition, VisibleRange, slot_of};
use trialpool::app::platform::promise::wait;
use trialpool::app::state::{CellSelection, Incoming, Position, State, TableText};
use trialpool::project::{Column, Project, columns};
use trialpool::read::{self, Choices};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

use super::page::{Page, send, settle, until};

/// Four trials with one outcome; more events than people in the second.
const TABLE: &str = "\
Trial\tYear\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t2014\t4\t40\t2\t39
Bianchi 2016\t2016\t30\t25\t3\t24
Castro 2018\t2018\t7\t60\t6\t61
Dubois 2019\t2019\t1\t12\t0\t11
";

/// Columns of the table: name, year, randomized, and then these.
const EVENTS: usize = 3;
const TOTAL: usize = 4;

/// Longer than the pause after which what was typed into a field is done, in milliseconds.
const AFTER_PAUSE: i32 = 400;

/// The data view of a table.
struct DataPage {
    page: Page,
    state: State,
}

impl DataPage {
    async fn of(table: &str) -> Self {
        let review = read::table(table, &Choices::default()).review;
        let (page, state) = Page::of(Project::of(review), || view! { <DataView/> }).await;
        Self { page, state }
    }

    /// An empty review.
    async fn blank() -> Self {
        let (page, state) = Page::of(Project::blank(), || view! { <DataView/> }).await;
        Self { page, state }
    }

    /// Presses keys in the grid, or in the editor while a cell is typed into.
    async fn keys(&self, keys: &[&str]) {
        for key in keys {
            if self.page.found(".cell-editor.editing").is_some() {
                self.key_in_editor(key).await;
            } else {
                self.key(key).await;
            }
        }
    }

    /// Types a text over the active cell.
    async fn type_over(&self, text: &str) {
        self.key(&text[..1]).await;
        self.type_in(text).await;
    }

    /// Whether the grid keeps a key for itself: what the browser would do with it is prevented.
    fn takes(&self, key: &str) -> bool {
        let script = "
            const [key, held] = text.split(' ').reverse();
            const options = { shiftKey: held === 'Shift', bubbles: true, cancelable: true };
            return !element.dispatchEvent(new KeyboardEvent('keydown', { key, ...options }));";
        run(script, &self.page.element("[role=grid]"), key).is_truthy()
    }

    /// How many elements a selector finds.
    fn count(&self, selector: &str) -> usize {
        self.page.all(selector).len()
    }

    fn input(&self, selector: &str) -> HtmlInputElement {
        self.page.element(selector).unchecked_into()
    }

    /// What a cell says, by its row and column from 0.
    fn cell(&self, row: usize, column: usize) -> String {
        let (row, column) = (row + 4, column + 1);
        let cell = format!("[aria-rowindex='{row}'] td[aria-colindex='{column}']");
        self.page.text(&cell)
    }

    /// The row and column of the active cell.
    fn active(&self) -> (usize, usize) {
        let active = self.state.cells.selection.get_untracked().active;
        (active.row, active.column)
    }

    /// Makes a cell the active one, as an arrow key would.
    async fn go(&self, row: usize, column: usize) {
        self.state.cells.activate(Position { row, column }, false);
        settle().await;
    }

    /// Presses a key in the grid.
    async fn key(&self, key: &str) {
        self.page.key("[role=grid]", key).await;
    }

    /// Types a text into the editor, which has the focus by now.
    async fn type_in(&self, text: &str) {
        let editor = self.input(".cell-editor");
        assert!(has_focus(&editor), "the editor has no focus");
        type_into(&editor, &format!("{}{text}", editor.value())).await;
    }

    /// Presses a key in the editor.
    async fn key_in_editor(&self, key: &str) {
        self.page.key(".cell-editor", key).await;
    }

    /// Presses a line of the menu, which says its keys too.
    async fn choose(&self, words: &str) {
        let lines = self.page.all(".menu-list button");
        let mut lines = lines.iter();
        let line = lines.find(|line| {
            line.text_content()
                .is_some_and(|text| text.starts_with(words))
        });
        line.expect("a line of the menu").click();
        settle().await;
    }

    fn grid_has_focus(&self) -> bool {
        has_focus(&self.page.element("[role=grid]"))
    }
}

fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Runs a script of the browser with an element and a text.
fn run(script: &str, element: &Element, text: &str) -> JsValue {
    Function::new_with_args("element, text", script)
        .call2(&JsValue::NULL, element, &text.into())
        .expect("a script that runs")
}

/// Makes a field say something, as a key does that does not leave it.
async fn type_into(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    send(input, "input");
    settle().await;
}

#[wasm_bindgen_test]
async fn what_is_typed_takes_the_place_of_the_cell_and_enter_goes_below() {
    let page = DataPage::of(TABLE).await;
    page.go(0, EVENTS).await;
    page.key("5").await;
    page.type_in("5").await;
    assert_eq!(page.cell(0, EVENTS), "5");
    page.key_in_editor("Enter").await;
    assert!(page.grid_has_focus());
    assert_eq!(page.active(), (1, EVENTS));
    assert_eq!(page.page.text("td.active"), "30");
}

#[wasm_bindgen_test]
async fn escape_takes_back_what_was_typed() {
    let page = DataPage::of(TABLE).await;
    page.go(2, TOTAL).await;
    page.key("9").await;
    page.type_in("99").await;
    assert_eq!(page.cell(2, TOTAL), "99");
    page.key_in_editor("Escape").await;
    assert_eq!(page.cell(2, TOTAL), "60");
    assert!(page.grid_has_focus());
    assert!(page.page.found(".cell-editor.editing").is_none());
}

#[wasm_bindgen_test]
async fn f2_keeps_what_stands_in_the_cell() {
    let page = DataPage::of(TABLE).await;
    page.go(0, TOTAL).await;
    page.key("F2").await;
    page.type_in("1").await;
    page.key_in_editor("Tab").await;
    assert_eq!(page.cell(0, TOTAL), "401");
    assert_eq!(page.page.text("td.active"), "2");
}

#[wasm_bindgen_test]
async fn enter_after_a_run_of_tabs_goes_to_where_the_run_began_in_the_next_row() {
    let page = DataPage::of(TABLE).await;
    page.go(0, EVENTS).await;
    page.keys(&["Tab", "Tab"]).await;
    page.type_over("9").await;
    page.keys(&["Tab"]).await;
    page.type_over("8").await;
    page.keys(&["Enter"]).await;
    assert_eq!(page.active(), (1, EVENTS));
    // The run goes on from there, row by row.
    page.keys(&["Tab", "Enter"]).await;
    assert_eq!(page.active(), (2, EVENTS));
    // An arrow ends it, and so does going back before its beginning.
    page.keys(&["Tab", "ArrowRight", "Enter"]).await;
    assert_eq!(page.active(), (3, EVENTS + 2));
    page.go(0, EVENTS).await;
    page.keys(&["Tab", "Shift Tab", "Shift Tab", "Enter"]).await;
    assert_eq!(page.active(), (1, EVENTS - 1));
    // With Shift, Enter goes up where it is.
    page.keys(&["Tab", "Shift Enter"]).await;
    assert_eq!(page.active(), (0, EVENTS));
}

#[wasm_bindgen_test]
async fn in_several_selected_cells_tab_and_enter_lead_around_and_typing_keeps_them_selected() {
    let page = DataPage::of(TABLE).await;
    let selected = || page.count("tbody [aria-selected=true]");
    page.go(1, EVENTS).await;
    let extended = CellSelection::drawn(
        Position {
            row: 1,
            column: EVENTS,
        },
        Position {
            row: 2,
            column: TOTAL,
        },
    );
    page.state.cells.selection.set(extended);
    settle().await;
    assert_eq!(selected(), 4);
    page.type_over("11").await;
    page.keys(&["Tab"]).await;
    assert_eq!((page.active(), selected()), ((1, TOTAL), 4));
    page.keys(&["Tab"]).await;
    assert_eq!(page.active(), (2, EVENTS));
    page.keys(&["Tab", "Tab"]).await;
    assert_eq!((page.active(), selected()), ((1, EVENTS), 4));
    page.keys(&["Shift Tab"]).await;
    assert_eq!(page.active(), (2, TOTAL));
    page.keys(&["Enter"]).await;
    assert_eq!(page.active(), (1, EVENTS));
    page.keys(&["Enter", "Enter"]).await;
    assert_eq!(page.active(), (1, TOTAL));
    page.keys(&["Shift Enter"]).await;
    assert_eq!((page.active(), selected()), ((2, EVENTS), 4));
    assert_eq!(page.cell(1, EVENTS), "11");
    // An arrow leaves the selection.
    page.keys(&["ArrowRight"]).await;
    assert_eq!((page.active(), selected()), ((2, TOTAL), 1));
}

#[wasm_bindgen_test]
async fn control_with_an_arrow_goes_to_the_edge_of_a_block_and_with_shift_selects_up_to_it() {
    let page = DataPage::of(TABLE).await;
    page.go(1, TOTAL).await;
    page.key("Delete").await;
    page.go(0, TOTAL).await;
    page.key("Ctrl ArrowDown").await;
    assert_eq!(page.active(), (2, TOTAL));
    page.key("Ctrl ArrowDown").await;
    assert_eq!(page.active(), (3, TOTAL));
    page.key("Ctrl ArrowUp").await;
    assert_eq!(page.active(), (2, TOTAL));
    page.key("Ctrl ArrowLeft").await;
    assert_eq!(page.active(), (2, EVENTS));
    let held = "
        const options = { key: text, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true };
        element.dispatchEvent(new KeyboardEvent('keydown', options));";
    run(held, &page.page.element("[role=grid]"), "ArrowDown");
    settle().await;
    assert_eq!(page.active(), (2, EVENTS));
    assert_eq!(page.count("tbody [aria-selected=true]"), 2);
}

#[wasm_bindgen_test]
async fn the_keys_that_move_go_where_a_spreadsheet_goes() {
    let page = DataPage::of(TABLE).await;
    for (key, to) in [
        ("Ctrl End", (3, 6)),
        ("Home", (3, 0)),
        ("End", (3, 6)),
        ("Ctrl Home", (0, 0)),
        ("PageDown", (4, 0)),
        ("PageUp", (0, 0)),
        ("Enter", (1, 0)),
        ("Shift Enter", (0, 0)),
    ] {
        page.key(key).await;
        assert_eq!(page.active(), to, "{key}");
    }
    page.key("Shift End").await;
    assert_eq!(page.count("tbody [aria-selected=true]"), 7);
    page.go(0, EVENTS).await;
    page.key("Shift ArrowDown").await;
    page.key("Delete").await;
    assert_eq!(
        (page.cell(0, EVENTS), page.cell(1, EVENTS)),
        ("·".to_owned(), "·".to_owned())
    );
}

#[wasm_bindgen_test]
async fn once_f2_was_pressed_arrows_stay_in_the_cell_and_control_enter_keeps_it_active() {
    let page = DataPage::of(TABLE).await;
    page.go(0, TOTAL).await;
    page.key("F2").await;
    page.keys(&["ArrowUp", "ArrowLeft", "ArrowDown", "PageDown"])
        .await;
    assert!(page.page.found(".cell-editor.editing").is_some());
    // F2 again, and the arrows leave it.
    page.keys(&["F2", "ArrowDown"]).await;
    assert!(page.page.found(".cell-editor.editing").is_none());
    assert_eq!(page.active(), (1, TOTAL));
    page.type_over("7").await;
    page.keys(&["Ctrl Enter"]).await;
    assert_eq!(page.active(), (1, TOTAL));
    assert_eq!(page.cell(1, TOTAL), "7");
    assert!(page.grid_has_focus());
}

#[wasm_bindgen_test]
async fn escape_leaves_the_cell_and_the_tab_after_it_goes_on_in_the_grid() {
    let page = DataPage::of(TABLE).await;
    page.go(0, TOTAL).await;
    page.key("F2").await;
    page.keys(&["Escape"]).await;
    assert!(page.grid_has_focus());
    assert!(page.takes("Tab"));
    assert_eq!(page.active(), (0, TOTAL + 1));
    // Pressed while nothing is typed, it lets the Tab key go, until a key is meant for the grid again.
    page.key("Escape").await;
    assert!(!page.takes("Tab") && !page.takes("Shift Tab"));
    page.key("ArrowRight").await;
    assert!(page.takes("Tab"));
    page.key("Escape").await;
    page.type_over("3").await;
    page.keys(&["Tab"]).await;
    assert!(page.takes("Tab"));
}

#[wasm_bindgen_test]
async fn tab_leaves_the_grid_behind_its_last_cell_and_before_its_first() {
    let page = DataPage::of(TABLE).await;
    page.go(0, 0).await;
    assert!(!page.takes("Shift Tab"));
    assert!(page.takes("Tab"));
    page.go(4, 6).await;
    assert!(!page.takes("Tab"));
    assert!(page.takes("Shift Tab"));
}

#[wasm_bindgen_test]
async fn who_passes_by_with_the_tab_key_is_not_held_by_the_grid() {
    let page = DataPage::of(TABLE).await;
    let button = page.page.button("Add outcome…");
    let table = page.page.element("[role=grid]");
    let _ = button.focus();
    let _ = table.focus();
    settle().await;
    assert!(!page.takes("Tab"));
    page.key("ArrowDown").await;
    assert!(page.takes("Tab"));
}

#[wasm_bindgen_test]
async fn an_empty_review_says_that_one_can_type_or_paste_and_takes_both() {
    let page = DataPage::blank().await;
    assert_eq!(page.page.text("td.active"), "Type or paste");
    assert_eq!(page.active(), (0, 0));
    assert!(page.page.text("thead").contains("First outcome"));
    page.state.cells.ask_for_focus();
    settle().await;
    assert!(page.grid_has_focus());
    page.type_over("Ahmed 2014").await;
    page.keys(&["Tab"]).await;
    assert_eq!(page.cell(0, 0), "Ahmed 2014");
    assert_eq!(page.cell(1, 0), "New trial");
    assert_eq!(page.active(), (0, 1));
    // A single text is a cell, a table is looked at first.
    let paste = "
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";
    page.go(1, 0).await;
    run(paste, &page.page.element("[role=grid]"), "Bianchi 2016");
    settle().await;
    assert_eq!(page.cell(1, 0), "Bianchi 2016");
    run(paste, &page.page.element("[role=grid]"), TABLE);
    settle().await;
    let incoming = untrack(|| page.state.incoming.take());
    assert!(matches!(&incoming[..], [Incoming::Table(_)]));
}

#[wasm_bindgen_test]
async fn a_double_click_on_a_head_renames_the_arm_where_it_stands() {
    let page = DataPage::of(TABLE).await;
    let arm = || {
        page.page
            .element("thead [aria-rowindex='2'] [aria-colindex='4']")
    };
    assert_eq!(arm().text_content().as_deref(), Some("MSC"));
    send(&arm(), "dblclick");
    settle().await;
    let field = page.input(".head-field");
    assert!(has_focus(&field));
    assert_eq!(field.value(), "MSC");
    field.set_value("Stromal cells");
    page.page.key(".head-field", "Enter").await;
    assert!(page.page.found(".head-field").is_none());
    assert!(page.grid_has_focus());
    assert_eq!(arm().text_content().as_deref(), Some("Stromal cells"));
    assert_eq!(
        page.state.document.undo_label().as_deref(),
        Some("names of the two sides")
    );
    page.state.document.undo();
    settle().await;
    assert_eq!(arm().text_content().as_deref(), Some("MSC"));
    // Escape leaves the name as it was; so do the heads that nobody has named.
    send(&arm(), "dblclick");
    settle().await;
    page.input(".head-field").set_value("Nothing");
    page.page.key(".head-field", "Escape").await;
    assert_eq!(arm().text_content().as_deref(), Some("MSC"));
    send(
        &page
            .page
            .element("thead [aria-rowindex='3'] [aria-colindex='4']"),
        "dblclick",
    );
    settle().await;
    assert!(page.page.found(".head-field").is_none());
}

#[wasm_bindgen_test]
async fn typing_into_the_empty_row_adds_a_trial_in_one_step() {
    let page = DataPage::of(TABLE).await;
    page.page.press("Add trial").await;
    page.type_in("Eriksen").await;
    page.type_in(" 2021").await;
    page.key_in_editor("Enter").await;
    assert_eq!(page.cell(4, 0), "Eriksen 2021");
    assert_eq!(page.cell(5, 0), "New trial");
    page.state.document.undo();
    settle().await;
    assert_eq!(page.cell(4, 0), "New trial");
}

#[wasm_bindgen_test]
async fn arrows_with_shift_draw_the_selection() {
    let page = DataPage::of(TABLE).await;
    page.go(1, TOTAL).await;
    for key in ["Shift ArrowDown", "Shift ArrowDown", "Shift ArrowLeft"] {
        page.key(key).await;
    }
    assert_eq!(page.count("tbody [aria-selected=true]"), 6);
    assert_eq!(page.page.text("td.active"), "25");
    let named = page.page.element("[role=grid]");
    let named = named.get_attribute("aria-activedescendant");
    assert_eq!(named.as_deref(), Some("cell-3-3"));
    assert_eq!(page.page.text("#cell-3-3"), "1");
    page.key("Ctrl a").await;
    assert_eq!(page.count("tbody [aria-selected=true]"), 4 * 7);
}

#[wasm_bindgen_test]
async fn selected_cells_are_copied_as_text_and_as_a_table() {
    let page = DataPage::of(TABLE).await;
    page.go(0, EVENTS).await;
    page.key("Shift ArrowDown").await;
    page.key("Shift ArrowRight").await;
    let script = "
        const clipboardData = new DataTransfer();
        element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
        return clipboardData.getData(text);";
    let copied = |kind| run(script, &page.page.element("[role=grid]"), kind).as_string();
    assert_eq!(copied("text/plain").as_deref(), Some("4\t40\n30\t25\n"));
    assert_eq!(
        copied("text/html").as_deref(),
        Some("<table><tr><td>4</td><td>40</td></tr><tr><td>30</td><td>25</td></tr></table>")
    );
}

#[wasm_bindgen_test]
async fn a_bare_range_fills_cells_and_a_table_with_heads_goes_to_the_intake() {
    let page = DataPage::of(TABLE).await;
    let paste = "
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";
    page.go(2, EVENTS).await;
    run(
        paste,
        &page.page.element("[role=grid]"),
        "8\t80\r\n9\t90\r\n",
    );
    settle().await;
    assert_eq!(page.cell(2, TOTAL), "80");
    assert_eq!(page.cell(3, EVENTS), "9");
    let is_table = |text: &str| TableText::new(text.to_owned()).is_table();
    assert!(is_table(TABLE) && !is_table("8\t80\r\n9\t90\r\n"));
    run(paste, &page.page.element("[role=grid]"), TABLE);
    settle().await;
    let incoming = untrack(|| page.state.incoming.take());
    assert!(matches!(&incoming[..], [Incoming::Table(table)] if table.text() == TABLE));
}

#[wasm_bindgen_test]
async fn the_menu_sorts_by_the_column_and_gives_the_focus_back_to_the_grid() {
    let page = DataPage::of(TABLE).await;
    page.go(0, TOTAL).await;
    page.page.press("Rows and columns").await;
    assert_eq!(page.page.text(".menu-list h2"), "Selected rows");
    page.choose("Sort, largest first").await;
    assert_eq!(page.cell(0, 0), "Castro 2018");
    assert_eq!(page.cell(3, 0), "Dubois 2019");
    assert!(page.grid_has_focus());
    assert!(page.page.found(".menu-list").is_none());
}

#[wasm_bindgen_test]
async fn an_outcome_is_added_by_its_name_and_becomes_the_active_one() {
    let page = DataPage::of(TABLE).await;
    page.page.press("Add outcome…").await;
    let name = page.input("dialog[open] input");
    assert!(has_focus(&name));
    type_into(&name, "Deaths").await;
    let submit = page.page.element("dialog[open] button[type=submit]");
    submit.click();
    settle().await;
    assert!(page.page.found("dialog[open]").is_none());
    let heads = page.page.text("thead [aria-rowindex='1']");
    assert!(heads.contains("Deaths"), "{heads}");
    assert_eq!(page.active(), (0, 7));
    // The browser says later that the dialog has closed.
    wait(50).await;
    assert!(page.grid_has_focus());
}

#[wasm_bindgen_test]
async fn a_cell_that_cannot_be_says_why_and_is_fixed_by_a_key() {
    let page = DataPage::of(TABLE).await;
    page.go(1, EVENTS).await;
    let invalid = page.page.element("td.active").get_attribute("aria-invalid");
    assert_eq!(invalid.as_deref(), Some("true"));
    assert_eq!(page.page.text(".cell-line button"), "Swap events and total");
    page.key("Alt Enter").await;
    assert_eq!(page.cell(1, EVENTS), "25");
    assert_eq!(page.cell(1, TOTAL), "30");
    assert_eq!(page.page.text(".cell-line"), "");
}

#[wasm_bindgen_test]
async fn a_finding_leads_to_its_cell() {
    let page = DataPage::of(TABLE).await;
    assert_eq!(page.count(".problems li"), 1);
    page.page.element(".problems li > button").click();
    settle().await;
    assert_eq!(page.active(), (1, EVENTS));
    assert!(page.grid_has_focus());
}

#[wasm_bindgen_test]
async fn a_finding_is_dismissed_with_a_reason_and_brought_back() {
    let page = DataPage::of(TABLE).await;
    page.page.press("Lay aside…").await;
    let reason = page.input(".problems input");
    assert!(has_focus(&reason));
    page.page.press("Lay aside…").await;
    assert_eq!(page.count(".problems li"), 1, "dismissed without a reason");
    type_into(&reason, "both are as printed").await;
    page.page.press("Lay aside…").await;
    assert!(
        page.page
            .text("details .problems")
            .contains("both are as printed")
    );
    assert_eq!(page.count("section > .problems li"), 0);
    page.page.press("Bring back").await;
    assert_eq!(page.count("section > .problems li"), 1);
    assert!(page.page.found("details .problems").is_none());
}

#[wasm_bindgen_test]
async fn where_a_number_was_read_belongs_to_the_cell_that_was_active_when_it_was_typed() {
    let page = DataPage::of(TABLE).await;
    page.go(0, EVENTS).await;
    let source = page.input(".provenance > label:nth-of-type(2) input");
    type_into(&source, "page 5").await;
    page.go(2, EVENTS).await;
    wait(AFTER_PAUSE).await;
    settle().await;
    let title = |row: usize| {
        let cell = format!("[aria-rowindex='{}'] td[aria-colindex='4']", row + 4);
        page.page.element(&cell).get_attribute("title")
    };
    assert_eq!(title(0).as_deref(), Some("Source: page 5"));
    assert_eq!(title(2), None);
    assert_eq!(source.value(), "");
}

#[wasm_bindgen_test]
async fn rows_come_into_the_page_as_they_are_scrolled_to_and_stay_in_order() {
    let heads = "Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\n";
    let rows: Vec<String> = (1..=300)
        .map(|row| format!("Trial {row}\t{}\t50\t1\t51\n", row % 20))
        .collect();
    let rows = rows.concat();
    let page = DataPage::of(&format!("{heads}{rows}")).await;
    // As the page's style has it.
    let style = "
        const style = document.createElement('style');
        style.textContent = text;
        element.append(style);";
    let scroller = page.page.element(".grid");
    run(
        style,
        &scroller,
        ".grid { height: 300px; overflow: auto; } .grid table { border-spacing: 0; } .grid tr > * { height: 28px; padding: 0; }",
    );
    for (top, first) in [
        (2_800, 96),
        (5_600, 196),
        (5_000, 174),
        (0, 0),
        (7_000, 246),
    ] {
        scroller.set_scroll_top(top);
        let numbers = || {
            let rows = page.page.all("tbody [aria-rowindex]");
            let numbers = rows.iter().map(|row| row.get_attribute("aria-rowindex"));
            numbers
                .map(|number| number?.parse::<usize>().ok())
                .collect::<Option<Vec<_>>>()
        };
        // Three rows of the head stand before them, and they are counted from 1.
        let expected: Vec<usize> = (first + 4..first + 4 + SLOTS).collect();
        until("the rows in their order", || {
            numbers().as_ref() == Some(&expected)
        })
        .await;
    }
    assert_eq!(page.count("tbody [aria-rowindex]"), SLOTS);
    page.key("Ctrl End").await;
    assert_eq!(page.page.text("td.active"), "51");
}

#[wasm_bindgen_test]
fn columns_come_into_the_page_in_batches() {
    let review = read::table(TABLE, &Choices::default()).review;
    let columns: Vec<Column> = columns(&review).repeat(6);
    let at = |left| {
        let scroll = ScrollPosition {
            top: 0,
            left,
            width: 500,
        };
        VisibleRange::of(&columns, 4, scroll)
    };
    assert_eq!(at(0).columns.start, 1);
    assert_eq!(at(0), at(30));
    let scrolled = at(1_500);
    assert!(scrolled.columns.start > 8 && scrolled.columns.end <= columns.len());
    assert!(scrolled.contains(0, 0) && !scrolled.contains(0, 1));
}

#[wasm_bindgen_test]
fn a_row_keeps_its_slot_while_the_grid_is_scrolled() {
    for first_row in [0, 2, 34, 100] {
        let visible = VisibleRange {
            first_row,
            columns: 1..2,
        };
        for row in first_row..first_row + SLOTS {
            assert_eq!(visible.row_in(slot_of(row)), row);
        }
    }
}
