//! A modal dialog with its head.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::wording::translate;

/// A modal dialog: the browser holds the focus inside and gives it back. Its children exist only while it is open.
#[component]
pub fn DialogFrame(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when it is to be closed: by its button, by Escape, by a press beside it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// Called once it has closed and the browser has given the focus back.
    #[prop(optional, into)]
    after_close: Option<UnsyncCallback<()>>,
    /// What it is called.
    #[prop(into)]
    title: Signal<String>,
    /// `narrow` where it holds little.
    #[prop(optional)]
    class: &'static str,
    /// What it holds, made each time it is opened.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let close = move || {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    // The backdrop is the dialog itself; anything in it is a target of its own.
    let press = move |event: leptos::ev::MouseEvent| {
        if event.target().is_some() && event.target() == event.current_target() {
            close();
        }
    };
    // The browser tells of a closed dialog a moment later: by then it may be open again, with something else in it.
    let closed = move |_| {
        if node.get_untracked().is_some_and(|dialog| dialog.open()) {
            return;
        }
        close();
        if let Some(after_close) = after_close {
            after_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=node
            class=class
            aria-label=move || title.get()
            on:close=closed
            on:mousedown=press
        >
            <Show when=move || open.get()>
                <div class="dialog-head">
                    <h2>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="button square quiet"
                        aria-label=translate("Close")
                        on:click=move |_| close()
                    >
                        <Icon shape=Shape::Close/>
                    </button>
                </div>
                {children()}
            </Show>
        </dialog>
    }
}
