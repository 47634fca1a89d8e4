//! The dialog in which the two sides of the comparison are named.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use crate::app::state::{Dialog, State};
use crate::app::widgets::{Button, DialogFrame};
use crate::project::Command;
use crate::wording::interface;

/// The dialog in which the two sides of the comparison are named.
#[component]
pub fn SidesDialog() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let close = move || dialogs.close(Dialog::Sides);
    view! {
        <DialogFrame
            class="narrow"
            open=Signal::derive(move || dialogs.is_open(Dialog::Sides))
            title=Signal::derive(|| String::from("Name the two sides"))
            on_close=move |()| close()
        >
            <SidesForm on_done=move |()| close()/>
        </DialogFrame>
    }
}

/// The two fields.
#[component]
fn SidesForm(
    /// Called once the sides are named, or stay as they are.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let document = State::expect().document;
    let present = document.project.with_untracked(|project| {
        let review = &project.review;
        [
            review.experimental_label.clone(),
            review.control_label.clone(),
        ]
    });
    let inputs = [(); 2].map(|()| NodeRef::<html::Input>::new());
    let [first, second] = inputs;
    // The dialog gives its field the focus when it opens; it may be open before the field is there.
    first.on_load(|input| {
        let _ = input.focus();
        input.select();
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let (Some(first), Some(second)) = (first.get_untracked(), second.get_untracked()) {
            document.perform(&Command::SetLabels {
                experimental: first.value(),
                control: second.value(),
            });
            document.settle();
        }
        on_done.run(());
    };
    let fields = inputs
        .into_iter()
        .zip(interface::SIDES_ASKED)
        .zip(present)
        .map(|((input, asked), present)| {
            view! {
                <label class="field">
                    <span>{asked}</span>
                    <input node_ref=input class="text-input" maxlength="400" value=present/>
                </label>
            }
        });
    view! {
        <form on:submit=submit>
            <div class="dialog-body">{fields.collect_view()}</div>
            <div class="dialog-foot">
                <Button label="Cancel" on_press=on_done/>
                <button type="submit" class="button primary">
                    "Rename"
                </button>
            </div>
        </form>
    }
}
