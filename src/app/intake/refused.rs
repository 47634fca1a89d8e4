//! Files that are not read: what each is, and what to do instead.

use leptos::prelude::*;

use super::recognise::{RefusedFile, RefusedReason};
use crate::app::state::{Dialog, State};
use crate::app::widgets::Button;
use crate::wording::{self, Locale, interface, translate};

/// Says of each file that is not read what it is and what to do.
#[component]
pub fn RefusedContent(
    /// The files.
    refused: Vec<RefusedFile>,
) -> impl IntoView {
    let state = State::expect();
    let locale = untrack(|| state.document.locale());
    let lines = refused
        .into_iter()
        .map(|refused| {
            let (sentence, remedy) = sentence_and_remedy(refused.reason, locale);
            let name = if refused.name.is_empty() {
                interface::import::PASTED.to_owned()
            } else {
                refused.name
            };
            view! {
                <li>
                    <strong>{name}</strong>
                    <p>{sentence}</p>
                    {remedy.map(|remedy| view! { <p class="remedy">{remedy}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="dialog-body">
            <ul class="refused">{lines}</ul>
        </div>
        <div class="dialog-foot">
            <Button
                class="button primary"
                label=translate("Close")
                on_press=move |()| state.dialogs.close(Dialog::Import)
            />
        </div>
    }
}

/// What a file is, and what to do where the sentence does not say it.
fn sentence_and_remedy(reason: RefusedReason, locale: Locale) -> (String, Option<&'static str>) {
    match reason {
        RefusedReason::File(refusal) => (
            wording::files::sentence(refusal),
            Some(wording::files::remedy(refusal)),
        ),
        RefusedReason::Records(unread) => (wording::registry::unread(unread, locale), None),
    }
}
