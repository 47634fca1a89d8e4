//! Every widget: what it shows, what it gives on, what it says to those who do not see it.

use std::sync::Arc;

use leptos::prelude::*;
use trialpool::analysis;
use trialpool::app::actions::Action;
use trialpool::app::platform::promise::{call, property};
use trialpool::app::state::{Incoming, Shared};
use trialpool::app::widgets::{
    ActionButton, ActionIconButton, ActionItem, Anchor, Button, CanvasFigure, Checkbox,
    DialogFrame, FigureSize, FileButton, Icon, Mark, Menu, MenuItem, NumberField, Popover, Select,
    Shape, Tab, Tabs, TextField,
};
use trialpool::figure::forest::{self, Forest};
use trialpool::figure::{Answered, Scene, Theme};
use trialpool::project::Command;
use trialpool::wording::Locale;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlCanvasElement, HtmlDialogElement, HtmlInputElement};

use super::page::{Calls, Page, press_key, sample, send, settle, until};

fn focused() -> Option<String> {
    document().active_element()?.text_content()
}

#[wasm_bindgen_test]
async fn a_button_does_what_it_is_for_unless_it_is_disabled() {
    let calls = Calls::new();
    let (noted, disabled) = (calls.clone(), RwSignal::new(false));
    let page = Page::with(move || {
        view! {
            <Button
                label="Stop"
                class="button quiet"
                title="Ends it"
                disabled=disabled
                on_press=move || noted.note(())
            />
        }
    })
    .await;
    page.press("Stop").await;
    disabled.set(true);
    settle().await;
    page.press("Stop").await;
    assert_eq!(calls.all().len(), 1);
    let button = page.element("button");
    assert_eq!(button.class_name(), "button quiet");
    assert_eq!(button.title(), "Ends it");
    assert_eq!(button.get_attribute("type").as_deref(), Some("button"));
}

#[wasm_bindgen_test]
async fn a_button_that_waits_for_something_else_can_be_reached_and_does_nothing() {
    let calls = Calls::new();
    let (noted, waits) = (calls.clone(), RwSignal::new(true));
    let page = Page::with(move || {
        view! { <Button label="Use" waits=waits on_press=move || noted.note(())/> }
    })
    .await;
    page.press("Use").await;
    let said = page.element("button").get_attribute("aria-disabled");
    assert_eq!(said.as_deref(), Some("true"));
    assert_eq!(focused().as_deref(), Some("Use"));
    waits.set(false);
    settle().await;
    page.press("Use").await;
    assert_eq!(calls.all().len(), 1);
    assert!(!page.element("button").has_attribute("aria-disabled"));
}

#[wasm_bindgen_test]
async fn a_panel_takes_the_focus_and_gives_it_back_when_escape_closes_it() {
    let open = RwSignal::new(None::<Anchor>);
    let page = Page::with(move || {
        view! {
            <button
                aria-expanded=move || open.with(Option::is_some).to_string()
                on:click=move |event| open.set(Some(Anchor::of_pressed(&event)))
            >
                "Open"
            </button>
            <For
                each=move || open.get()
                key=|anchor| format!("{anchor:?}")
                children=move |anchor| {
                    view! {
                        <Popover anchor label="Panel" on_close=move |()| open.set(None)>
                            <button>"Inside"</button>
                        </Popover>
                    }
                }
            />
        }
    })
    .await;
    page.press("Open").await;
    until("the focus inside", || {
        focused().as_deref() == Some("Inside")
    })
    .await;
    press_key(&page.element(".pop button"), "Escape");
    settle().await;
    assert!(page.found(".pop").is_none());
    until("the focus back", || focused().as_deref() == Some("Open")).await;
    page.press("Open").await;
    send(&document().body().expect("a page"), "pointerdown");
    settle().await;
    assert!(page.found(".pop").is_none());
}

#[wasm_bindgen_test]
async fn a_checkbox_follows_its_signal_and_says_what_was_ticked() {
    let calls = Calls::new();
    let (noted, checked) = (calls.clone(), RwSignal::new(false));
    let page = Page::with(move || {
        view! {
            <Checkbox label="Weights" checked=checked on_change=move |now| noted.note(now)/>
        }
    })
    .await;
    let input: HtmlInputElement = page.element("label input").unchecked_into();
    assert!(!input.checked());
    checked.set(true);
    settle().await;
    assert!(input.checked());
    input.click();
    assert_eq!(calls.all(), [false]);
    assert_eq!(page.text("label"), "Weights");
}

#[wasm_bindgen_test]
async fn a_select_shows_the_chosen_option_also_when_the_options_change() {
    let calls = Calls::new();
    let noted = calls.clone();
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let options = RwSignal::new(names(&["RR", "OR", "RD"]));
    let chosen = RwSignal::new(Some(1));
    let page = Page::with(move || {
        view! {
            <Select
                label="Measure"
                options=options
                chosen=chosen
                on_choose=move |place| noted.note(place)
            />
        }
    })
    .await;
    let select: HtmlInputElement = page.element("select").unchecked_into();
    assert_eq!(select.value(), "1");
    options.set(names(&["RD", "RR"]));
    chosen.set(Some(0));
    settle().await;
    assert_eq!(select.value(), "0");
    assert_eq!(page.texts("option"), ["RD", "RR"]);
    select.set_value("1");
    send(&select, "change");
    assert_eq!(calls.all(), [1]);
    assert_eq!(page.text(".control-label"), "Measure");
}

#[wasm_bindgen_test]
async fn a_number_field_gives_on_what_is_typed_as_text() {
    let calls = Calls::new();
    let noted = calls.clone();
    let page = Page::with(move || {
        view! {
            <NumberField
                label="Width, mm"
                least=40.0
                most=400.0
                initial=180.0
                on_input=move |text| noted.note(text)
            />
        }
    })
    .await;
    let field: HtmlInputElement = page.element("input").unchecked_into();
    assert_eq!(
        (field.value(), field.min(), field.max()),
        ("180".into(), "40".into(), "400".into())
    );
    page.enter("input", "85").await;
    assert_eq!(calls.all(), ["85"]);
}

#[wasm_bindgen_test]
async fn a_text_field_says_each_key_the_change_and_that_it_was_left() {
    let calls = Calls::new();
    let [typed, changed, left] = [calls.clone(), calls.clone(), calls.clone()];
    let value = RwSignal::new(String::from("page 4"));
    let page = Page::with(move || {
        view! {
            <TextField
                label="Source"
                value=value
                placeholder="page 5"
                on_input=move |text: String| typed.note(format!("typed {text}"))
                on_change=move |text: String| changed.note(format!("changed {text}"))
                on_blur=move || left.note(String::from("left"))
            />
        }
    })
    .await;
    let field: HtmlInputElement = page.element("input").unchecked_into();
    assert_eq!(field.value(), "page 4");
    page.enter("input", "page 6").await;
    assert_eq!(calls.all(), ["typed page 6", "changed page 6", "left"]);
    value.set(String::from("Table 2"));
    settle().await;
    assert_eq!(field.value(), "Table 2");
    assert_eq!(page.text("label > span"), "Source");
}

fn tab(label: &'static str, current: bool) -> Tab {
    Tab {
        label,
        address: format!("#{label}"),
        current,
    }
}

#[wasm_bindgen_test]
async fn tabs_are_links_and_say_which_is_current() {
    let tabs = RwSignal::new(vec![tab("one", true), tab("two", false)]);
    let page = Page::with(move || view! { <Tabs label="Places" tabs=tabs/> }).await;
    let current = || page.texts("a.tab[aria-current=page]");
    assert_eq!(page.texts("nav[aria-label=Places] a"), ["one", "two"]);
    assert_eq!(current(), ["one"]);
    let second = page.button("two");
    assert_eq!(second.get_attribute("href").as_deref(), Some("#two"));
    let _ = second.focus();
    tabs.set(vec![tab("one", false), tab("two", true)]);
    settle().await;
    assert_eq!(current(), ["two"]);
    // The link that was pressed is still the one that has the focus.
    assert_eq!(focused().as_deref(), Some("two"));
}

#[wasm_bindgen_test]
async fn a_menu_opens_and_gives_the_focus_back_after_a_choice() {
    let calls = Calls::new();
    let noted = calls.clone();
    let page = Page::with(move || {
        view! {
            <Menu label="Download">
                <MenuItem
                    label="SVG"
                    detail="For journals"
                    on_choose={
                        let noted = noted.clone();
                        move || noted.note(())
                    }
                />
            </Menu>
        }
    })
    .await;
    let opener = page.element(".menu > button");
    assert_eq!(
        opener.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    page.press("Download").await;
    assert_eq!(
        opener.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert_eq!(page.text(".menu-list small"), "For journals");
    let item = page.element(".menu-list button");
    let _ = item.focus();
    item.click();
    settle().await;
    assert_eq!(calls.all().len(), 1);
    assert!(page.found(".menu-list").is_none());
    assert_eq!(focused().as_deref(), Some("Download"));
}

#[wasm_bindgen_test]
async fn a_menu_closes_on_escape_and_when_something_else_is_pressed_or_entered() {
    let page = Page::with(|| {
        view! {
            <Menu label="More">
                <MenuItem label="One" on_choose=|| {}/>
            </Menu>
            <button type="button">"Elsewhere"</button>
        }
    })
    .await;
    page.press("More").await;
    let _ = page.element(".menu-list button").focus();
    page.key(".menu-list button", "Escape").await;
    assert!(page.found(".menu-list").is_none());
    assert_eq!(focused().as_deref(), Some("More"));

    page.press("More").await;
    send(&document().body().expect("a body"), "pointerdown");
    settle().await;
    assert!(page.found(".menu-list").is_none());

    page.press("More").await;
    let _ = page.element(".menu-list button").focus();
    let _ = page.button("Elsewhere").focus();
    settle().await;
    assert!(page.found(".menu-list").is_none());
    assert_eq!(focused().as_deref(), Some("Elsewhere"));
}

#[wasm_bindgen_test]
async fn a_dialog_is_modal_has_its_children_while_open_and_gives_the_focus_back() {
    let open = RwSignal::new(false);
    let page = Page::with(move || {
        view! {
            <Button label="Keys" on_press=move || open.set(true)/>
            <DialogFrame
                open=open
                on_close=move || open.set(false)
                title="The keys"
                class="narrow"
            >
                <p>"Inside"</p>
            </DialogFrame>
        }
    })
    .await;
    let dialog: HtmlDialogElement = page.element("dialog").unchecked_into();
    assert!(!dialog.open() && page.found("dialog p").is_none());
    page.press("Keys").await;
    assert!(dialog.open() && dialog.matches(":modal").expect("a selector"));
    assert_eq!(page.text("dialog h2"), "The keys");
    assert_eq!(page.text("dialog p"), "Inside");
    page.press("Close").await;
    assert!(!dialog.open() && page.found("dialog p").is_none());
    assert_eq!(focused().as_deref(), Some("Keys"));
}

#[wasm_bindgen_test]
async fn a_dialog_closes_when_the_browser_closes_it_and_when_one_presses_beside_it() {
    let open = RwSignal::new(true);
    let page = Page::with(move || {
        view! {
            <DialogFrame open=open on_close=move || open.set(false) title="Open">
                <p>"Inside"</p>
            </DialogFrame>
        }
    })
    .await;
    let dialog: HtmlDialogElement = page.element("dialog").unchecked_into();
    // As Escape does.
    dialog.close();
    until("the dialog to be closed", || !open.get_untracked()).await;
    open.set(true);
    settle().await;
    assert!(dialog.open());
    send(&page.element("dialog p"), "mousedown");
    assert!(open.get_untracked());
    send(&dialog, "mousedown");
    settle().await;
    assert!(!open.get_untracked() && !dialog.open());
}

#[wasm_bindgen_test]
async fn icons_are_silent() {
    let page = Page::with(|| {
        view! {
            <Icon shape=Shape::Undo/>
            <Icon shape=Shape::Close/>
            <Mark/>
        }
    })
    .await;
    assert_eq!(page.all("svg[aria-hidden=true] path").len(), 4);
}

#[wasm_bindgen_test]
async fn an_action_button_is_enabled_while_its_action_is_and_names_the_step() {
    let (page, state) = Page::of(sample(), || {
        view! {
            <ActionButton action=Action::Undo/>
            <ActionIconButton action=Action::Redo shape=Shape::Redo/>
        }
    })
    .await;
    let disabled = |name: &str| page.button(name).has_attribute("disabled");
    assert!(disabled("Undo") && disabled("Redo"));
    state.document.apply(&Command::SetTitle {
        title: String::from("Another"),
        subtitle: String::new(),
    });
    settle().await;
    let undo = page.text("button");
    assert!(undo.starts_with("Undo: "), "{undo}");
    assert!(!disabled(&undo));
    page.press(&undo).await;
    assert!(disabled("Undo"));
    let redo = page.all("button")[1].title();
    assert!(redo.starts_with("Redo: "), "{redo}");
    page.press(&redo).await;
    let title = state
        .document
        .project
        .with_untracked(|project| project.review.title.clone());
    assert_eq!(title, "Another");
}

#[wasm_bindgen_test]
async fn a_line_of_a_menu_shows_what_an_action_is_for_or_its_keys() {
    let calls = Calls::new();
    let noted = calls.clone();
    let (page, state) = Page::of(sample(), move || {
        view! {
            <ActionItem action=Action::FigureSvg/>
            <ActionItem action=Action::FillDown/>
            <ActionItem action=Action::ShowKeys after=move || noted.note(())/>
        }
    })
    .await;
    assert_eq!(
        page.texts("small"),
        ["Vector graphic for journals", "Ctrl D", "?"]
    );
    page.all("button")[2].click();
    assert_eq!(calls.all().len(), 1);
    assert!(!untrack(|| state.dialogs.none_open()));
}

#[wasm_bindgen_test]
async fn a_file_button_gives_the_chosen_files_to_the_intake() {
    let calls = Calls::new();
    let noted = calls.clone();
    let (page, state) = Page::of(sample(), move || {
        view! { <FileButton on_choose=move || noted.note(())/> }
    })
    .await;
    let input: HtmlInputElement = page.element("label input[type=file]").unchecked_into();
    assert!(input.multiple());
    let data = web_sys::DataTransfer::new().expect("a transfer");
    let parts = js_sys::Array::of1(&"a,b".into());
    let file = web_sys::File::new_with_str_sequence(&parts, "table.csv").expect("a file");
    call(&property(&data, "items"), "add", &[file.into()]).expect("a file of the transfer");
    input.set_files(data.files().as_ref());
    // Chromium says by itself that the input has changed, or leaves it to us.
    if calls.all().is_empty() {
        send(&input, "change");
    }
    assert_eq!(calls.all().len(), 1);
    let came_in = untrack(|| state.incoming.take());
    let [Incoming::Files(files)] = came_in.as_slice() else {
        panic!("{} things came in", came_in.len());
    };
    assert_eq!(files[0].name(), "table.csv");
    assert_eq!(input.value(), "");
}

fn scene() -> Shared<Scene> {
    let project = sample();
    let outcome = &project.review.outcomes[0];
    let prepared = analysis::prepare(&project.review, &project.settings, outcome.id)
        .expect("an outcome with data");
    let response = analysis::answer(&prepared.request);
    let answered = Answered {
        outcome: outcome.clone(),
        prepared: prepared.into(),
        response: response.into(),
    };
    let settings = Arc::default();
    let options = forest::Options::two_columns(Locale::default());
    let inputs = forest::Inputs::new(&project.review, &answered, None, &settings, &options);
    Shared::new(forest::layout(&Forest::of(&inputs)))
}

#[wasm_bindgen_test]
async fn a_figure_is_painted_as_large_as_it_is_laid_out_and_says_what_it_shows() {
    let scene = scene();
    let title = scene.title.clone();
    let size = FigureSize::new(600.0);
    let page = Page::with(move || {
        view! {
            <CanvasFigure
                scene=Signal::derive(move || Some(scene.clone()))
                theme=Theme::PRINT
                size=size
                on_press=|_| {}
                hint=|_| None
            />
        }
    })
    .await;
    let canvas: HtmlCanvasElement = page.element("canvas[role=img]").unchecked_into();
    until("the figure to be painted", || {
        let style = canvas.get_attribute("style").unwrap_or_default();
        style.contains("width")
    })
    .await;
    assert!(canvas.width() > 300 && canvas.height() > 100);
    let label = canvas.get_attribute("aria-label").unwrap_or_default();
    assert!(label.starts_with(&title), "{label}");
    until("the width of the place", || {
        (size.width.get_untracked() - 600.0).abs() > 0.5
    })
    .await;
}
