//! The dialog in which a trial is left out of the pools, with the reason.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use crate::app::state::{Dialog, State};
use crate::app::widgets::{Button, DialogFrame};
use crate::data::{OutcomeId, TrialId};
use crate::project::Command;
use crate::wording::{exclusions as words, translate};

/// The dialog in which a trial is left out of the pools, with the reason.
#[component]
pub fn LeaveOutDialog() -> impl IntoView {
    let State {
        dialogs, document, ..
    } = State::expect();
    // What it is about stays while the dialog closes, so that its title does.
    let about = Memo::new(move |before: Option<&Option<(TrialId, OutcomeId)>>| {
        dialogs.leave_out().or(before.copied().flatten())
    });
    let title = Signal::derive(move || {
        let trial = about.get().map(|(trial, _)| trial);
        let name = document
            .project
            .with(|project| Some(project.review.trial(trial?)?.name.clone()));
        words::title(&name.unwrap_or_default())
    });
    let close = move || {
        if let Some((trial, outcome)) = about.get_untracked() {
            dialogs.close(Dialog::LeaveOut(trial, outcome));
        }
    };
    view! {
        <DialogFrame
            class="narrow"
            open=Signal::derive(move || dialogs.leave_out().is_some())
            title=title
            on_close=move |()| close()
        >
            {move || {
                about
                    .get()
                    .map(|(trial, outcome)| {
                        view! { <LeaveOutForm trial outcome on_done=move |()| close()/> }
                    })
            }}
        </DialogFrame>
    }
}

/// Asks for the reason, and of which outcomes.
#[component]
fn LeaveOutForm(
    /// The trial.
    trial: TrialId,
    /// The outcome in view.
    outcome: OutcomeId,
    /// Called once it is done, or left.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let document = State::expect().document;
    let of_all = RwSignal::new(true);
    let reason = NodeRef::<html::Input>::new();
    // The dialog gives its field the focus when it opens; it may be open before the field is there.
    reason.on_load(|reason| {
        let _ = reason.focus();
    });
    let name = document.project.with_untracked(|project| {
        let outcome = project.review.outcome(outcome);
        outcome.map_or_else(String::new, |outcome| outcome.name.clone())
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let reason = reason.get_untracked().map(|reason| reason.value());
        document.perform(&Command::LeaveOut {
            trials: vec![trial],
            outcome: (!of_all.get_untracked()).then_some(outcome),
            reason: reason.unwrap_or_default(),
        });
        document.settle();
        on_done.run(());
    };
    let reasons = words::REASONS.map(|reason| view! { <option value=reason></option> });
    view! {
        <form on:submit=submit>
            <div class="dialog-body">
                <p class="muted">{words::HINT}</p>
                <label class="field">
                    <span>{words::REASON_ASKED}</span>
                    <input
                        node_ref=reason
                        class="text-input"
                        list="reasons-to-leave-out"
                        maxlength="400"
                        autocomplete="off"
                    />
                </label>
                <datalist id="reasons-to-leave-out">{reasons.into_iter().collect_view()}</datalist>
                <fieldset class="choice">
                    <legend>{words::SCOPE_ASKED}</legend>
                    <label>
                        <input
                            type="radio"
                            name="left-out-of"
                            prop:checked=move || of_all.get()
                            on:change=move |_| of_all.set(true)
                        />
                        {words::OF_ALL}
                    </label>
                    <label>
                        <input
                            type="radio"
                            name="left-out-of"
                            prop:checked=move || !of_all.get()
                            on:change=move |_| of_all.set(false)
                        />
                        {words::of_outcome(&name)}
                    </label>
                </fieldset>
            </div>
            <div class="dialog-foot">
                <Button label=translate("Cancel") on_press=on_done/>
                <button type="submit" class="button primary">
                    {words::BUTTON}
                </button>
            </div>
        </form>
    }
}
