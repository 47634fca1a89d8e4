//! What is said of a link that is longer than some program passes on, with the files that can be sent instead.

use leptos::prelude::*;

use crate::app::actions::Action;
use crate::app::state::{LongLink, State};
use crate::app::widgets::{ActionButton, Button, DialogFrame};
use crate::project::share::LinkTooLong;
use crate::project::{link_sentence, link_too_long_sentence};
use crate::wording::translate;

/// The dialog about a link that is longer than some program passes on.
#[component]
pub fn LinkDialog() -> impl IntoView {
    let state = State::expect();
    let dialogs = state.dialogs;
    let title = move || {
        String::from(match dialogs.link() {
            Some(LongLink::Copied { .. }) | None => translate("The link is copied, and long"),
            Some(LongLink::TooLong { .. }) => translate("Too long for a link"),
        })
    };
    let said = move || {
        let locale = state.document.locale();
        dialogs.link().map(|link| match link {
            LongLink::Copied { letters } => link_sentence(letters, locale),
            LongLink::TooLong { letters } => {
                link_too_long_sentence(LinkTooLong { letters }, locale)
            }
        })
    };
    view! {
        <DialogFrame
            open=move || dialogs.link().is_some()
            on_close=move || dialogs.close_link()
            title=Signal::derive(title)
            class="narrow"
        >
            <p class="dialog-body">{said}</p>
            <div class="dialog-foot">
                <ActionButton action=Action::DownloadProject/>
                <ActionButton action=Action::FinishedReview/>
                <Button label=translate("Close") class="button primary" on_press=move || dialogs.close_link()/>
            </div>
        </DialogFrame>
    }
}
