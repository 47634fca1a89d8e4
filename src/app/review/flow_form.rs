//! The counts of the flow as they are typed, and the reasons for which reports were excluded.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::{Button, TextField};
use crate::data::{FlowCount, FlowReason, FlowWay};
use crate::project::{Command, FlowEdit};
use crate::wording::flow::{self as words, PARTS, Part};

/// The counts of the flow, part by part.
#[component]
pub fn FlowForm() -> impl IntoView {
    view! {
        <div class="flow-form">
            {PARTS.into_iter().map(|part| view! { <FlowPart part/> }).collect_view()}
        </div>
    }
}

/// A part of the form.
#[component]
fn FlowPart(
    /// Which.
    part: Part,
) -> impl IntoView {
    view! {
        <fieldset class="sheet">
            <legend>{part.name}</legend>
            <div class="flow-counts">
                {part.counts.iter().map(|count| view! { <CountField count=*count/> }).collect_view()}
            </div>
            {part.reasons.map(|way| view! { <Reasons way/> })}
        </fieldset>
    }
}

/// A count as it is typed.
#[component]
fn CountField(
    /// Which.
    count: FlowCount,
) -> impl IntoView {
    let document = State::expect().document;
    let value = Memo::new(move |_| {
        document.project.with(|project| {
            let flow = project.review.flow.as_deref();
            let entry = flow.and_then(|flow| flow.counts.get(&count));
            entry.map_or_else(String::new, |entry| entry.typed.clone())
        })
    });
    let typed = move |typed: String| {
        document.type_in(&Command::Flow(FlowEdit::Count { count, typed }));
    };
    view! { <TextField label=words::count_name(count) value max_length=20 on_input=typed/> }
}

/// The reasons for which reports were excluded, by one way.
#[component]
fn Reasons(
    /// The way.
    way: FlowWay,
) -> impl IntoView {
    let document = State::expect().document;
    let count = Memo::new(move |_| {
        document.project.with(|project| {
            let flow = project.review.flow.as_deref();
            flow.map_or(0, |flow| flow.reasons(way).len())
        })
    });
    let add = move || {
        let place = count.get_untracked();
        document.apply(&Command::Flow(FlowEdit::Reason {
            way,
            place,
            reason: String::new(),
            typed: String::new(),
        }));
    };
    view! {
        <p class="small">{words::reasons_head(way)}</p>
        <For each=move || 0..count.get() key=|place| *place let:place>
            <ReasonLine way place/>
        </For>
        <Button label=words::ADD_REASON class="button small" on_press=add/>
    }
}

/// A reason with its count.
#[component]
fn ReasonLine(
    /// The way.
    way: FlowWay,
    /// Its place.
    place: usize,
) -> impl IntoView {
    let document = State::expect().document;
    let known = Memo::new(move |_| {
        document.project.with(|project| {
            let flow = project.review.flow.as_deref();
            let reason = flow.and_then(|flow| flow.reasons(way).get(place));
            reason.cloned().unwrap_or_default()
        })
    });
    let change = move |change: &dyn Fn(FlowReason) -> (String, String)| {
        let (reason, typed) = change(known.get_untracked());
        document.type_in(&Command::Flow(FlowEdit::Reason {
            way,
            place,
            reason,
            typed,
        }));
    };
    let remove = move || document.perform(&Command::Flow(FlowEdit::RemoveReason { way, place }));
    view! {
        <div class="flow-reason">
            <TextField
                label=words::REASON
                value=Memo::new(move |_| known.with(|known| known.reason.clone()))
                on_input=move |reason: String| change(
                    &|known: FlowReason| (reason.clone(), known.count.typed),
                )
            />
            <TextField
                label=words::COUNT
                value=Memo::new(move |_| known.with(|known| known.count.typed.clone()))
                max_length=20
                on_input=move |typed: String| change(
                    &|known: FlowReason| (known.reason, typed.clone()),
                )
            />
            <Button label=words::REMOVE class="button small" on_press=remove/>
        </div>
    }
}
