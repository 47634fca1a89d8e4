//! A button that opens a list of further buttons.

use leptos::html;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, Node};

use super::icon::{Icon, Shape};

/// A button that opens a list; Escape, a choice, or leaving it closes the list. After a choice the button has the focus
/// again, unless the choice has moved it.
#[component]
pub fn Menu(
    /// What the button says.
    label: &'static str,
    /// The classes of the button.
    #[prop(default = "button")]
    class: &'static str,
    /// The lines, made each time the list is opened.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let whole = NodeRef::<html::Div>::new();
    let opener = NodeRef::<html::Button>::new();
    let holds = move |target: Option<EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<Node>().ok());
        whole
            .get_untracked()
            .is_some_and(|whole| whole.contains(node.as_ref()))
    };
    let focus_opener = move || {
        if let Some(opener) = opener.get_untracked() {
            let _ = opener.focus();
        }
    };
    let _ = use_event_listener(use_window(), leptos::ev::pointerdown, move |event| {
        if open.get_untracked() && !holds(event.target()) {
            open.set(false);
        }
    });
    let leave = move |event: leptos::ev::FocusEvent| {
        if event.related_target().is_some() && !holds(event.related_target()) {
            open.set(false);
        }
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            focus_opener();
        }
    };
    let choose = move |_| {
        // The line that has the focus goes with the list: without this the focus would be lost with it.
        if document()
            .active_element()
            .is_some_and(|active| holds(Some(active.into())))
        {
            focus_opener();
        }
        open.set(false);
    };
    view! {
        <div class="menu" node_ref=whole on:focusout=leave on:keydown=press_key>
            <button
                type="button"
                class=class
                node_ref=opener
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {label}
                <Icon shape=Shape::Down/>
            </button>
            <Show when=move || open.get()>
                <div class="menu-list" on:click=choose>
                    {children()}
                </div>
            </Show>
        </div>
    }
}

/// A line of a menu that is no action of the table.
#[component]
pub fn MenuItem(
    /// What it says.
    #[prop(into)]
    label: String,
    /// What it is for; empty where the label says all.
    #[prop(optional, into)]
    detail: String,
    /// What it does.
    #[prop(into)]
    on_choose: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <button type="button" on:click=move |_| on_choose.run(())>
            {label}
            <small>{detail}</small>
        </button>
    }
}

/// A line of a menu that is ticked or not; the menu stays open.
#[component]
pub fn MenuCheck(
    /// What is ticked.
    label: &'static str,
    /// What it means.
    detail: &'static str,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with whether it is ticked now.
    #[prop(into)]
    on_change: UnsyncCallback<bool>,
) -> impl IntoView {
    view! {
        <label class="menu-check" on:click=|event| event.stop_propagation()>
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>
                {label}
                <small>{detail}</small>
            </span>
        </label>
    }
}
