//! The list of keys, made from the table of actions.

use leptos::prelude::*;

use crate::app::actions::{Action, KEYS_WITHOUT_ACTION, Shortcut};
use crate::app::state::{Dialog, State};
use crate::app::widgets::{DialogFrame, HandbookLinks};
use crate::wording::handbook::HandbookPart;

/// The dialog that lists the keys.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    view! {
        <DialogFrame
            open=Signal::derive(move || dialogs.is_open(Dialog::Keys))
            on_close=move || dialogs.close(Dialog::Keys)
            title=Action::ShowKeys.entry().label
            class="narrow"
        >
            <dl class="dialog-body keys">
                {keys()
                    .into_iter()
                    .map(|(keys, does)| {
                        view! {
                            <dt>
                                <kbd>{keys}</kbd>
                            </dt>
                            <dd>{does}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            <div class="dialog-body">
                <HandbookLinks parts=&[HandbookPart::Keys]/>
            </div>
        </DialogFrame>
    }
}

/// The keys and what they do.
pub fn keys() -> Vec<(String, &'static str)> {
    let without_action = KEYS_WITHOUT_ACTION
        .into_iter()
        .map(|(keys, does)| (keys.to_owned(), does.text()));
    let of_actions = Action::ALL.into_iter().filter_map(|action| {
        let entry = action.entry();
        let shortcuts: Vec<String> = entry.shortcuts.iter().map(Shortcut::words).collect();
        (!shortcuts.is_empty()).then(|| (shortcuts.join(", "), entry.help))
    });
    without_action.chain(of_actions).collect()
}
