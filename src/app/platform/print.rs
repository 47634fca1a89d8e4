//! Whether the page is being printed.

use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;

/// Whether the page is being printed. What follows from it is there before the browser lays the page out for paper: it waits for
/// the tasks of its event.
pub fn printing() -> ReadSignal<bool> {
    let (printing, set_printing) = signal(false);
    let _ = use_event_listener(use_window(), leptos::ev::beforeprint, move |_| {
        set_printing.set(true);
    });
    let _ = use_event_listener(use_window(), leptos::ev::afterprint, move |_| {
        set_printing.set(false);
    });
    printing
}
