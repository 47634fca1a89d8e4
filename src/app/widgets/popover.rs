//! A panel that stands at what opened it.

use leptos::html;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Where a panel stands: the place of what opened it in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// Its left side.
    pub left: f64,
    /// Its upper side.
    pub top: f64,
    /// Its lower side.
    pub bottom: f64,
}

impl Anchor {
    /// The place of an element.
    pub fn of(element: &Element) -> Self {
        let place = element.get_bounding_client_rect();
        Self {
            left: place.left(),
            top: place.top(),
            bottom: place.bottom(),
        }
    }

    /// The place of the button that was pressed.
    pub fn of_pressed(event: &leptos::ev::MouseEvent) -> Self {
        // Events are delegated: what was pressed may be the words in the button.
        let pressed = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let button = pressed.and_then(|pressed| pressed.closest("button").ok().flatten());
        button.map(|button| Self::of(&button)).unwrap_or_default()
    }
}

/// What is left between a panel and what is beside it, in CSS pixels.
const GAP: f64 = 4.0;
/// A panel with less room below than this stands above where there is more.
const ENOUGH: f64 = 420.0;

/// A panel that stands under what opened it, or above it where there is more room. Escape and a press beside it close it;
/// what has `aria-expanded` is taken for its opener, which closes it by itself. It takes the focus and gives it back, unless
/// somebody else has taken it.
#[component]
pub fn Popover(
    /// Where it stands.
    anchor: Anchor,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// How wide it is at most, in CSS pixels.
    #[prop(default = 368.0)]
    width: f64,
    /// Called when it is to be closed.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let _ = use_event_listener(use_window(), leptos::ev::pointerdown, move |event| {
        let target = event.target();
        let element = target.clone().and_then(|it| it.dyn_into::<Element>().ok());
        let is_opener = element
            .and_then(|element| element.closest("[aria-expanded=true]").ok().flatten())
            .is_some();
        let target = target.and_then(|target| target.dyn_into::<Node>().ok());
        let is_inside = node
            .get_untracked()
            .is_some_and(|node| node.contains(target.as_ref()));
        if !is_inside && !is_opener {
            on_close.run(());
        }
    });
    let _ = use_event_listener(use_window(), leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            on_close.run(());
        }
    });
    take_focus(node);
    let size = |of: Result<wasm_bindgen::JsValue, _>| of.ok().and_then(|size| size.as_f64());
    let wide = size(window().inner_width()).unwrap_or_default();
    let high = size(window().inner_height()).unwrap_or_default();
    let (below, above) = (high - anchor.bottom - 2.0 * GAP, anchor.top - 2.0 * GAP);
    let stands_below = below >= ENOUGH || below >= above;
    let pixels = |length: f64| format!("{length}px");
    let left = anchor.left.min(wide - width - 2.0 * GAP).max(GAP);
    let (top, bottom, room) = if stands_below {
        (pixels(anchor.bottom + GAP), String::from("auto"), below)
    } else {
        (String::from("auto"), pixels(high - anchor.top + GAP), above)
    };
    view! {
        <div
            class="pop"
            role="dialog"
            aria-label=label
            node_ref=node
            style:left=pixels(left)
            style:top=top
            style:bottom=bottom
            style:width=pixels(width)
            style:max-height=pixels(room)
        >
            {children()}
        </div>
    }
}

/// A panel at what opened it, as long as something says where it is open; closing it says that it is open nowhere.
#[component]
pub fn AnchoredPopover(
    /// Where it is open.
    open: RwSignal<Option<Anchor>>,
    /// What it is called.
    label: &'static str,
    /// How wide it is at most, in CSS pixels.
    width: f64,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <For
            each=move || open.get()
            key=|anchor| format!("{anchor:?}")
            children=move |anchor| {
                view! {
                    <Popover anchor label width on_close=move |()| open.set(None)>
                        {children.with_value(|children| children())}
                    </Popover>
                }
            }
        />
    }
}

/// Gives the focus to the first field or button of a panel, and back to what had it before when the panel goes.
fn take_focus(node: NodeRef<html::Div>) {
    let before = StoredValue::new_local(document().active_element());
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        request_animation_frame(move || {
            let active = document().active_element();
            let first = node.query_selector("input, select, button").ok().flatten();
            if !node.contains(active.as_deref()) {
                focus(first);
            }
        });
    });
    on_cleanup(move || {
        let before = before.get_value();
        request_animation_frame(move || {
            let active = document().active_element();
            // The focus of what was taken away falls to the page, or to the dialog around it.
            if active.is_none_or(|active| matches!(active.tag_name().as_str(), "BODY" | "DIALOG")) {
                focus(before);
            }
        });
    });
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
