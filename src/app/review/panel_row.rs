//! An outcome of the panel, with what can be done about it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::panel_cells::{
    DefinitionCell, Edited, GroupCell, HarmCell, LatencyCell, MarginCell, NameCell, WindowCell,
};
use super::panel_events::EventsCell;
use super::panel_terms::Terms;
use crate::app::state::State;
use crate::app::widgets::Button;
use crate::data::OutcomeId;
use crate::project::Command;
use crate::wording::event_class;
use crate::wording::panel as words;

/// An outcome of the panel; Alt with an arrow moves it.
#[component]
pub fn PanelRow(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let edited = Edited::new(state, outcome);
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            // The row loses the focus when it moves.
            let focused = document().active_element();
            move_outcome(state, outcome, up);
            request_animation_frame(move || {
                let focused = focused.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(focused) = focused {
                    let _ = focused.focus();
                }
            });
        }
    };
    view! {
        <tr on:keydown=keys>
            <th scope="row" class="name">
                <NameCell edited/>
            </th>
            <td class="definition" data-label=words::DEFINITION>
                <DefinitionCell edited/>
            </td>
            <td class="group-name" data-label=words::GROUP>
                <GroupCell edited/>
            </td>
            <td class="window" data-label=words::WINDOW>
                <WindowCell edited/>
            </td>
            <td class="harm" data-label=words::HARM>
                <HarmCell edited/>
            </td>
            <td class="events-counted" data-label=event_class::HEAD>
                <EventsCell edited/>
            </td>
            <td class="margin" data-label=words::MARGIN title=words::MARGIN_HINT>
                <MarginCell edited/>
            </td>
            <td class="latency" data-label=words::LATENCY title=words::LATENCY_HINT>
                <LatencyCell edited/>
            </td>
            <td class="terms">
                <Terms outcome/>
            </td>
            <td class="row-actions">
                <RowActions outcome/>
            </td>
        </tr>
    }
}

/// Moves or removes an outcome.
#[component]
fn RowActions(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let remove = move || state.document.perform(&Command::RemoveOutcome(outcome));
    view! {
        <Button
            class="button square"
            label="↑"
            title=words::UP.to_owned()
            on_press=move || move_outcome(state, outcome, true)
        />
        <Button
            class="button square"
            label="↓"
            title=words::DOWN.to_owned()
            on_press=move || move_outcome(state, outcome, false)
        />
        <Button class="link" label=words::REMOVE on_press=remove/>
    }
}

/// Moves an outcome one place up or down in the panel.
fn move_outcome(state: State, outcome: OutcomeId, up: bool) {
    let to = state.document.project.with_untracked(|project| {
        let mut outcomes = project.review.outcomes.iter();
        let place = outcomes.position(|one| one.id == outcome)?;
        if up {
            place.checked_sub(1)
        } else {
            Some(place + 1)
        }
    });
    if let Some(to) = to {
        state.document.apply(&Command::MoveOutcome { outcome, to });
    }
}
