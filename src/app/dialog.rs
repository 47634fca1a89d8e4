//! A modal dialog with its head, and a button that opens a list.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::dynamic::{When, holds, text};
use super::icon::{Icon, Shape};

/// A modal dialog: the browser holds the focus inside and gives it back. Its content exists only while it is open.
#[component]
pub(super) fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] narrow: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let close_from_backdrop = move |event: ev::MouseEvent| {
        let on_backdrop = dialog.get_untracked().is_some_and(|dialog| {
            event
                .target()
                .is_some_and(|target| target == *dialog.unchecked_ref::<web_sys::EventTarget>())
        });
        if on_backdrop {
            open.set(false);
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog
            class:narrow=narrow
            aria-label=title
            on:close=move |_| open.set(false)
            on:mousedown=close_from_backdrop
        >
            <When condition=holds(move || open.get())>
                <div class="dialog-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="button square quiet"
                        aria-label="Close"
                        on:click=move |_| open.set(false)
                    >
                        <Icon shape=Shape::Close/>
                    </button>
                </div>
                {children.with_value(|children| children())}
            </When>
        </dialog>
    }
}

/// A button that opens a list of further buttons; Escape, a choice, or leaving it closes the list.
#[component]
pub(super) fn Menu(
    #[prop(into)] label: String,
    #[prop(optional)] primary: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let leave = move |event: ev::FocusEvent| {
        let next = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = whole
            .get_untracked()
            .is_some_and(|whole| whole.contains(next.as_ref()));
        if next.is_some() && !inside {
            open.set(false);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = whole
            .get_untracked()
            .is_some_and(|whole| whole.contains(target.as_ref()));
        if open.get_untracked() && !inside {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let children = StoredValue::new(children);
    view! {
        <div class="menu" node_ref=whole on:focusout=leave on:keydown=on_key>
            <button
                type="button"
                class="button"
                class:primary=primary
                node_ref=button
                aria-expanded=text(move || open.get().to_string())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {label}
                <Icon shape=Shape::Down/>
            </button>
            <When condition=holds(move || open.get())>
                <div class="menu-list" on:click=move |_| open.set(false)>
                    {children.with_value(|children| children())}
                </div>
            </When>
        </div>
    }
}
