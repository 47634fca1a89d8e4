//! What becomes of something that was read: it takes the place of the present review, or is added to it.

use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;

use crate::app::state::State;
use crate::app::widgets::Button;
use crate::data::Review;
use crate::project::{Command, SameTrial, overlap};
use crate::wording::{Text, translate};

/// What becomes of something that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// It takes the place of the present review.
    Replace,
    /// Its trials are added to the present review; of trials that are in both, this becomes.
    Add(SameTrial),
}

/// Whether trials of a review are in the present one too, or both say something else of a margin or of a published review.
pub(super) fn has_trials_in_common(state: State, review: &Review) -> bool {
    state.document.project.with(|project| {
        let overlap = overlap(&project.review, review);
        !overlap.same_trials.is_empty() || overlap.panel_differs
    })
}

/// Adds the trials of a review to the present one.
pub(super) fn add_trials(state: State, review: &Review, same_trial: SameTrial) {
    state.document.apply(&Command::Append {
        review: Box::new(review.clone()),
        same_trial,
    });
}

/// The foot of a dialog in which something is taken or left: where it goes, and the buttons.
#[component]
pub fn DestinationFoot(
    /// What the button says that puts it in the place of the review.
    replace_label: &'static str,
    /// What the button says that adds it.
    add_label: &'static str,
    /// Whether trials of it are here already.
    has_trials_in_common: Memo<bool>,
    /// Whether it can be taken at all.
    #[prop(into)]
    usable: Signal<bool>,
    /// Whether something has to be answered before it is taken.
    #[prop(optional, into)]
    waits: Signal<bool>,
    /// What is said beside the buttons.
    #[prop(optional, into)]
    state: Signal<String>,
    /// Called with what is to become of it.
    #[prop(into)]
    on_take: UnsyncCallback<Destination>,
    /// Called when it is left.
    #[prop(into)]
    on_cancel: UnsyncCallback<()>,
) -> impl IntoView {
    let adds = RwSignal::new(false);
    let same_trial = RwSignal::new(SameTrial::FillGaps);
    let take = move || {
        on_take.run(if adds.get_untracked() {
            Destination::Add(same_trial.get_untracked())
        } else {
            Destination::Replace
        });
    };
    let _ = use_event_listener(use_window(), leptos::ev::keydown, move |event| {
        let asked = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if asked && usable.get_untracked() && !waits.get_untracked() {
            event.prevent_default();
            take();
        }
    });
    view! {
        <div class="dialog-foot">
            <fieldset class="choice">
                <legend class="visually-hidden">{translate("What becomes of the present review")}</legend>
                <label>
                    <input
                        type="radio"
                        name="destination"
                        prop:checked=move || !adds.get()
                        on:change=move |_| adds.set(false)
                    />
                    {translate("Replace the review")}
                </label>
                <label>
                    <input
                        type="radio"
                        name="destination"
                        prop:checked=move || adds.get()
                        on:change=move |_| adds.set(true)
                    />
                    {translate("Add to it")}
                </label>
                <Show when=move || adds.get() && has_trials_in_common.get()>
                    <SameTrialChoice same_trial=same_trial/>
                </Show>
            </fieldset>
            <p class="state" role="status">{move || state.get()}</p>
            <Button label=translate("Cancel") on_press=on_cancel/>
            <Button
                class="button primary"
                label=Signal::derive(move || {
                    String::from(if adds.get() { add_label } else { replace_label })
                })
                disabled=Signal::derive(move || !usable.get())
                waits=waits
                on_press=move |()| take()
            />
        </div>
    }
}

const SAME_TRIAL: [(SameTrial, Text); 3] = [
    (SameTrial::FillGaps, Text("fill in what is missing")),
    (SameTrial::Overwrite, Text("take the new numbers")),
    (SameTrial::AddBeside, Text("add it again")),
];

/// What becomes of trials that are in both.
#[component]
fn SameTrialChoice(
    /// What was chosen.
    same_trial: RwSignal<SameTrial>,
) -> impl IntoView {
    let options = SAME_TRIAL
        .iter()
        .enumerate()
        .map(|(place, (choice, name))| {
            view! {
                <option
                    value=place.to_string()
                    prop:selected=move || same_trial.get() == *choice
                >
                    {name.text()}
                </option>
            }
        })
        .collect_view();
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some((choice, _)) = place.and_then(|place| SAME_TRIAL.get(place)) {
            same_trial.set(*choice);
        }
    };
    view! {
        <label>
            {translate("What is here already:")}
            <select class="text-input" on:change=choose>
                {options}
            </select>
        </label>
    }
}
