//! The head of the page: which review this is, whether it is saved, and what can be done with it.

use leptos::html;
use leptos::prelude::*;

use super::download_menu::DownloadMenu;
use crate::app::actions::{Action, Actions};
use crate::app::state::{Autosave, SaveState, State};
use crate::app::widgets::{ActionButton, ActionIconButton, Mark, Shape};
use crate::project::Command;
use crate::wording::{interface, translate};

/// The head of the page.
#[component]
pub fn Header() -> impl IntoView {
    let theme = State::expect().theme;
    let colours = Signal::derive(move || {
        String::from(if theme.dark() {
            translate("Light colours")
        } else {
            translate("Dark colours")
        })
    });
    view! {
        <header class="header">
            <div class="brand">
                <Mark/>
                <span>"Trialpool"</span>
            </div>
            <ReviewTitle/>
            <div class="header-actions">
                <SavedState/>
                <ActionIconButton action=Action::Undo shape=Shape::Undo/>
                <ActionIconButton action=Action::Redo shape=Shape::Redo/>
                <ActionIconButton action=Action::ToggleTheme shape=Shape::Contrast label=colours/>
                <ActionButton action=Action::Open/>
                <DownloadMenu/>
            </div>
        </header>
    }
}

/// The title of the review, renamed in place, with the line beneath it.
#[component]
pub fn ReviewTitle() -> impl IntoView {
    let document = State::expect().document;
    let renaming = RwSignal::new(false);
    let title = move || {
        document.project.with(|project| {
            let title = &project.review.title;
            if title.is_empty() {
                interface::UNTITLED.to_owned()
            } else {
                title.clone()
            }
        })
    };
    view! {
        <div class="header-title">
            <Show
                when=move || renaming.get()
                fallback=move || {
                    view! {
                        <h1>
                            <button
                                type="button"
                                class="rename"
                                title=translate("Rename the review")
                                on:click=move |_| renaming.set(true)
                            >
                                {title}
                            </button>
                        </h1>
                    }
                }
            >
                <TitleField renaming=renaming/>
            </Show>
            <p>{move || document.subtitle()} <ComparisonName/></p>
        </div>
    }
}

/// Which sides are compared; pressed, it opens the choice of arms and names. Nothing while there is no trial.
#[component]
fn ComparisonName() -> impl IntoView {
    let document = State::expect().document;
    let actions = Actions::expect();
    let compared = Memo::new(move |_| {
        document.project.with(|project| {
            let review = &project.review;
            (!review.trials.is_empty()).then(|| interface::comparison(review))
        })
    });
    view! {
        <Show when=move || compared.with(Option::is_some)>
            " · "
            <button
                type="button"
                class="rename compared"
                aria-haspopup="dialog"
                title=Action::ChooseArms.entry().label
                on:click=move |_| actions.perform(Action::ChooseArms)
            >
                {move || compared.get()}
            </button>
        </Show>
    }
}

/// The field in which the review gets another title: Enter and leaving it take the title, Escape does not.
#[component]
fn TitleField(
    /// Whether the field is there.
    renaming: RwSignal<bool>,
) -> impl IntoView {
    let document = State::expect().document;
    let field = NodeRef::<html::Input>::new();
    let before = document
        .project
        .with_untracked(|project| project.review.title.clone());
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Set here, so that it is there to be selected.
            field.set_value(&before);
            let _ = field.focus();
            field.select();
        }
    });
    let take = move || {
        // A field that is being taken away is left too, when its own handles are gone already.
        if !renaming.get_untracked() {
            return;
        }
        let Some(field) = field.get_untracked() else {
            return;
        };
        renaming.set(false);
        let subtitle = document
            .project
            .with_untracked(|project| project.review.subtitle.clone());
        document.apply(&Command::SetTitle {
            title: field.value(),
            subtitle,
        });
        document.settle();
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => take(),
        "Escape" => renaming.set(false),
        _ => {}
    };
    view! {
        <input
            aria-label=translate("Name of the review")
            maxlength="400"
            node_ref=field
            on:blur=move |_| take()
            on:keydown=press_key
        />
    }
}

/// Whether the work is saved.
#[component]
pub fn SavedState() -> impl IntoView {
    let autosave = Autosave::expect();
    let document = State::expect().document;
    let is_empty = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.trials.is_empty())
    });
    let state = Memo::new(move |_| autosave.save_state());
    let words = move || match state.get() {
        SaveState::Untouched if is_empty.get() => interface::NOTHING_TO_SAVE.text(),
        SaveState::Untouched => translate("Sample"),
        SaveState::Pending => translate("Saving…"),
        SaveState::Saved => translate("Saved here"),
        SaveState::Failed(_) => translate("Not saved"),
    };
    view! {
        <p
            class="saved"
            class:failed=move || matches!(state.get(), SaveState::Failed(_))
            class:pending=move || matches!(state.get(), SaveState::Pending | SaveState::Untouched)
        >
            <strong>{words}</strong>
            <span class="device">{translate(" · nothing leaves this device")}</span>
        </p>
    }
}
