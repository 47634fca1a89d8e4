//! The head of the page: which review this is, whether it is kept, and what can be done with it.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::download::DownloadMenu;
use super::dynamic::{dynamic, holds, text};
use super::icon::{Icon, Mark, Shape};
use super::open::Opening;
use super::saving::{SaveState, Saving};
use super::session::Session;
use crate::project::Command;

/// The head of the page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let session = Session::expect();
    let opening = Opening::expect();
    let undo_title = text(move || {
        session
            .undo_label()
            .map_or_else(|| String::from("Undo"), |edit| format!("Undo: {edit}"))
    });
    let redo_title = text(move || {
        session
            .redo_label()
            .map_or_else(|| String::from("Redo"), |edit| format!("Redo: {edit}"))
    });
    let theme_label = text(move || {
        if session.theme.dark() {
            String::from("Light colours")
        } else {
            String::from("Dark colours")
        }
    });
    view! {
        <header class="header">
            <div class="brand"><Mark/><span>"Trialpool"</span></div>
            <Title/>
            <div class="header-actions">
                <SavedHere/>
                <button
                    type="button"
                    class="button square"
                    aria-label=undo_title
                    title=undo_title
                    disabled=holds(move || session.undo_label().is_none())
                    on:click=move |_| session.undo()
                >
                    <Icon shape=Shape::Undo/>
                </button>
                <button
                    type="button"
                    class="button square"
                    aria-label=redo_title
                    title=redo_title
                    disabled=holds(move || session.redo_label().is_none())
                    on:click=move |_| session.redo()
                >
                    <Icon shape=Shape::Redo/>
                </button>
                <button
                    type="button"
                    class="button square"
                    aria-label=theme_label
                    title=theme_label
                    on:click=move |_| session.theme.toggle()
                >
                    <Icon shape=Shape::Contrast/>
                </button>
                <button type="button" class="button" on:click=move |_| opening.open.set(true)>
                    "Open…"
                </button>
                <DownloadMenu/>
            </div>
        </header>
    }
}

/// The review's name, renamed in place.
#[component]
fn Title() -> impl IntoView {
    let session = Session::expect();
    let renaming = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let title = text(move || {
        session.project.with(|project| {
            let title = &project.0.review.title;
            if title.is_empty() {
                String::from("Untitled review")
            } else {
                title.clone()
            }
        })
    });
    let typed_title = text(move || {
        session
            .project
            .with_untracked(|project| project.0.review.title.clone())
    });
    let subtitle = text(move || session.subtitle());
    input.on_load(|input| {
        let _ = input.focus();
        input.select();
    });
    let keep = move || {
        if !renaming.get_untracked() {
            return;
        }
        let title = input.get_untracked().map(|input| input.value());
        renaming.set(false);
        if let Some(title) = title {
            let subtitle = session
                .project
                .with_untracked(|project| project.0.review.subtitle.clone());
            session.apply(&Command::SetTitle { title, subtitle });
            session.settle();
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => keep(),
        "Escape" => renaming.set(false),
        _ => {}
    };
    view! {
        <div class="header-title">
            {dynamic(move || {
                if renaming.get() {
                    view! {
                        <input
                            node_ref=input
                            aria-label="Name of the review"
                            maxlength="400"
                            prop:value=typed_title
                            on:blur=move |_| keep()
                            on:keydown=on_key
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <h1>
                            <button
                                type="button"
                                class="rename"
                                title="Rename the review"
                                on:click=move |_| renaming.set(true)
                            >
                                {title}
                            </button>
                        </h1>
                    }
                        .into_any()
                }
            })}
            <p>{subtitle}</p>
        </div>
    }
}

#[component]
fn SavedHere() -> impl IntoView {
    let saving = expect_context::<Saving>();
    let state = Memo::new(move |_| saving.state());
    let words = text(move || match state.get() {
        SaveState::Untouched => String::from("Sample"),
        SaveState::Pending => String::from("Saving…"),
        SaveState::Saved => String::from("Saved here"),
        SaveState::Failed(_) => String::from("Not saved"),
    });
    view! {
        <p
            class="saved"
            class:failed=holds(move || matches!(state.get(), SaveState::Failed(_)))
            class:pending=holds(move || matches!(state.get(), SaveState::Pending | SaveState::Untouched))
        >
            <strong>{words}</strong>
            <span class="device">" · nothing leaves this device"</span>
        </p>
    }
}
