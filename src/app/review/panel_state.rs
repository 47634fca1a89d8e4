//! When the panel was fixed, and whether the data choose its outcomes.

use leptos::html;
use leptos::prelude::*;

use crate::app::platform::timing::today;
use crate::app::state::State;
use crate::app::widgets::{Button, Checkbox};
use crate::project::Command;
use crate::wording::panel as words;

/// When the panel was fixed, and whether the data choose its outcomes.
#[component]
pub fn PanelState() -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let is_fixed = Memo::new(move |_| {
        let project = document.project;
        project.with(|project| project.review.panel.fixed.is_some())
    });
    let is_open = Memo::new(move |_| document.project.with(|project| project.review.panel.open));
    let day = NodeRef::<html::Input>::new();
    let fix = move || {
        if let Some(day) = day.get_untracked() {
            document.perform(&Command::FixPanel(Some(day.value())));
        }
    };
    let release = move || document.perform(&Command::FixPanel(None));
    let reported_twice = move || {
        let locale = document.locale();
        state.answers.all.with(|answers| {
            let tested = answers
                .iter()
                .filter(|answer| answer.prepared.reported() > 1)
                .count();
            words::open(tested, locale)
        })
    };
    view! {
        <div class="sheet panel-state">
            <Show
                when=move || is_fixed.get()
                fallback=move || {
                    view! {
                        <div class="controls">
                            <label class="control">
                                <span class="control-label">{words::DAY}</span>
                                <input
                                    class="text-input"
                                    type="date"
                                    value=today()
                                    node_ref=day
                                />
                            </label>
                            <Button label=words::FIX on_press=fix/>
                        </div>
                    }
                }
            >
                <div class="controls">
                    <Button label=words::RELEASE on_press=release/>
                </div>
            </Show>
            <Checkbox
                label=words::OPEN
                checked=is_open
                on_change=move |open| document.apply(&Command::SetOpenPanel(open))
            />
            <p class="muted">
                {move || if is_open.get() { reported_twice() } else { words::OPEN_HINT.to_owned() }}
            </p>
        </div>
    }
}
