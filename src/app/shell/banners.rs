//! What must be said over the page: about the document it opened with, and what this browser does not let it do.

use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;

use crate::app::actions::{Action, Actions};
use crate::app::platform::newer_version;
use crate::app::state::{Autosave, SaveState, State};
use crate::app::widgets::Button;
use crate::wording::{interface, translate};

/// The banners.
#[component]
pub fn Banners(
    /// What must be said about the document that the page opened with.
    remarks: Vec<String>,
) -> impl IntoView {
    view! {
        <div class="banners">
            <Remarks remarks=remarks/>
            <NotSaved/>
            <NoWorker/>
            <NewerVersion/>
        </div>
    }
}

/// What must be said about the document, until it is closed.
#[component]
fn Remarks(
    /// The sentences.
    remarks: Vec<String>,
) -> impl IntoView {
    let shown = RwSignal::new(!remarks.is_empty());
    let remarks = StoredValue::new(remarks);
    let sentences = move || {
        let remarks = remarks.get_value().into_iter();
        remarks
            .map(|remark| view! { <p>{remark}</p> })
            .collect_view()
    };
    view! {
        <Show when=move || shown.get()>
            <div class="banner" role="alert">
                {sentences}
                <Button label=translate("Close") on_press=move || shown.set(false)/>
            </div>
        </Show>
    }
}

/// That nothing is saved, while that is so, and the way out.
#[component]
fn NotSaved() -> impl IntoView {
    let autosave = Autosave::expect();
    let actions = Actions::expect();
    let failure = Memo::new(move |_| match autosave.save_state() {
        SaveState::Failed(reason) => Some(reason),
        SaveState::Untouched | SaveState::Pending | SaveState::Saved => None,
    });
    view! {
        <Show when=move || failure.with(Option::is_some)>
            <div class="banner bad" role="alert">
                <p>{move || failure.get().map(|reason| interface::not_kept(&reason))}</p>
                <Button
                    label=translate("Download the project")
                    on_press=move || actions.perform(Action::DownloadProject)
                />
            </div>
        </Show>
    }
}

/// That a newer version of the page is ready, until it is taken or put off.
#[component]
fn NewerVersion() -> impl IntoView {
    let offered = RwSignal::new(newer_version::is_there());
    let event: ev::Custom<web_sys::Event> = ev::Custom::new(newer_version::EVENT);
    let _ = use_event_listener(use_window(), event, move |_| offered.set(true));
    view! {
        <Show when=move || offered.get()>
            <div class="banner" role="status">
                <p>{interface::NEWER_VERSION}</p>
                <Button label=interface::TAKE_NEWER_VERSION on_press=move || newer_version::take()/>
                <Button label=translate("Later") on_press=move || offered.set(false)/>
            </div>
        </Show>
    }
}

/// That the browser blocks workers, until it is closed.
#[component]
fn NoWorker() -> impl IntoView {
    let blocked = State::expect().workers_blocked;
    let closed = RwSignal::new(false);
    view! {
        <Show when=move || blocked.get() && !closed.get()>
            <div class="banner" role="status">
                <p>{interface::WORKERS_BLOCKED}</p>
                <Button label=translate("Close") on_press=move || closed.set(true)/>
            </div>
        </Show>
    }
}
