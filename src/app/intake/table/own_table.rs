//! The table that came in, as it stands or by outcome.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::by_outcome::{ByOutcome, is_wide};
use super::columns::ColumnsTable;
use super::understood::Understood;
use crate::wording::interface::table as words;

/// The table as it stands, or by outcome where it is wide. The chips of its columns are one stop of the tab key: the arrow
/// keys lead from one to the next.
#[component]
pub fn OwnTable(
    /// The table.
    table: Understood,
    /// The name of the outcome that is looked at.
    looked_at: RwSignal<Option<String>>,
) -> impl IntoView {
    let wide = table.part(is_wide);
    let chosen = RwSignal::new(None::<bool>);
    let by_outcome = Memo::new(move |_| wide.get() && chosen.get().unwrap_or(true));
    let place = NodeRef::<html::Div>::new();
    // Whatever is made anew has no stop yet: the first chip becomes it.
    Effect::new(move |_| {
        table.reading.track();
        by_outcome.track();
        if let Some(place) = place.get() {
            request_animation_frame(move || make_stop(&place, None));
        }
    });
    let focus = move |event: leptos::ev::FocusEvent| {
        if let (Some(place), Some(chip)) = (place.get_untracked(), chip_of(event.target())) {
            make_stop(&place, Some(&chip));
        }
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        let (Some(place), Some(chip)) = (place.get_untracked(), chip_of(event.target())) else {
            return;
        };
        if let Some(next) = next_chip(&place, &chip, &event.key()) {
            event.prevent_default();
            let _ = next.focus();
        }
    };
    let view_button = move |is_by_outcome: bool, label: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (by_outcome.get() == is_by_outcome).to_string()
                on:click=move |_| chosen.set(Some(is_by_outcome))
            >
                {label}
            </button>
        }
    };
    view! {
        <div
            class="pane table-pane"
            role="region"
            aria-label=words::OWN_TABLE
            node_ref=place
            on:focusin=focus
            on:keydown=press_key
        >
            <Show when=move || wide.get()>
                <div class="segments" role="group" aria-label=words::VIEWS>
                    {view_button(true, words::BY_OUTCOME.text())}
                    {view_button(false, words::AS_IN_THE_TABLE.text())}
                </div>
            </Show>
            <Show
                when=move || by_outcome.get()
                fallback=move || {
                    view! {
                        <div class="table-scroll" tabindex="0" role="group" aria-label=words::COLUMNS>
                            <ColumnsTable table/>
                        </div>
                    }
                }
            >
                <ByOutcome table looked_at/>
            </Show>
        </div>
    }
}

/// The chip from which an event comes.
fn chip_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.closest(".chip").ok().flatten()
}

/// Makes a chip the one that the tab key reaches; without one, the first.
fn make_stop(place: &Element, chip: Option<&Element>) {
    let find = |selector| place.query_selector(selector).ok().flatten();
    let before = find(".chip[tabindex='0']");
    if chip.is_none() && before.is_some() {
        return;
    }
    if let Some(before) = before {
        let _ = before.set_attribute("tabindex", "-1");
    }
    if let Some(stop) = chip.cloned().or_else(|| find(".chip")) {
        let _ = stop.set_attribute("tabindex", "0");
    }
}

/// The chip to which a key leads: beside this one, in the row above or below, the first or the last of the row.
fn next_chip(place: &Element, chip: &Element, key: &str) -> Option<HtmlElement> {
    let cell = chip.closest("td, th, .pair").ok().flatten()?;
    let in_cell = |cell: Element| cell.query_selector(".chip").ok().flatten();
    let along = |start: Element, next: fn(&Element) -> Option<Element>| {
        let mut cells = std::iter::successors(Some(start), next).skip(1);
        cells.find_map(in_cell)
    };
    let row = || cell.closest("tr").ok().flatten();
    let found = match key {
        "ArrowRight" => {
            let beside = chip.next_element_sibling();
            let beside = beside.filter(|it| it.class_list().contains("chip"));
            beside.or_else(|| along(cell.clone(), Element::next_element_sibling))
        }
        "ArrowLeft" => {
            let beside = chip.previous_element_sibling();
            let beside = beside.filter(|it| it.class_list().contains("chip"));
            beside.or_else(|| along(cell.clone(), Element::previous_element_sibling))
        }
        "ArrowDown" => along(row()?, Element::next_element_sibling),
        "ArrowUp" => along(row()?, Element::previous_element_sibling),
        "Home" => row()
            .unwrap_or_else(|| place.clone())
            .query_selector(".chip")
            .ok()
            .flatten(),
        _ => None,
    };
    found?.dyn_into().ok()
}
