//! The dialog that opens something else.

use leptos::prelude::*;

use super::delete_button::Marked;
use super::examples::Examples;
use super::reviews::Reviews;
use super::versions::Versions;
use crate::app::actions::{Action, Actions};
use crate::app::state::{Dialog, Library, State};
use crate::app::widgets::{Button, DialogFrame, FileButton};
use crate::wording::translate;

/// The dialog that opens something else. Whatever is chosen in it closes it.
#[component]
pub fn OpenDialog() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let close = UnsyncCallback::new(move |()| dialogs.close(Dialog::Open));
    view! {
        <DialogFrame
            open=Signal::derive(move || dialogs.is_open(Dialog::Open))
            on_close=close
            title=translate("Open")
            class="narrow"
        >
            <Choices close=close/>
        </DialogFrame>
    }
}

/// What can be opened, as it is when the dialog opens.
#[component]
fn Choices(
    /// Closes the dialog.
    close: UnsyncCallback<()>,
) -> impl IntoView {
    Library::expect().refresh();
    let marked = Marked::default();
    view! {
        <div class="dialog-body">
            <h3>{translate("Your own data")}</h3>
            <div class="file-row">
                <ClosingButton action=Action::PasteTable close=close/>
                <FileButton on_choose=close/>
                <ClosingButton action=Action::NewReview close=close/>
            </div>
            <Reviews marked=marked close=close/>
            <Versions marked=marked close=close/>
            <h3>{translate("Examples")}</h3>
            <Examples close=close/>
        </div>
    }
}

/// A button that closes the dialog and then does an action.
#[component]
fn ClosingButton(
    /// What it does.
    action: Action,
    /// Closes the dialog.
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let actions = Actions::expect();
    let perform = move || {
        close.run(());
        actions.perform(action);
    };
    view! { <Button label=action.entry().label on_press=perform/> }
}
