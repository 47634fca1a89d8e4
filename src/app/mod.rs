//! The page: what runs in the browser and nowhere else.
//!
//! [`start`] is the entry of the page and of its workers. The page holds one [`State`](state::State): a project
//! with its history; everything shown follows from it by memos, and it changes by commands alone. Numbers and sentences
//! come from `wording`, figures from `figure`, answers from `analysis`: this room only puts them on the screen.

#![expect(
    unreachable_pub,
    clippy::must_use_candidate,
    reason = "components are `pub` for the tests of the page, and the macro that makes them writes no attributes"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "the props of a component are its own, whatever it does with them"
)]
#![expect(
    clippy::large_types_passed_by_value,
    reason = "the handles of the state are small indices in a release; only a debug build adds where each was made"
)]

pub mod actions;
pub mod arms;
pub mod embed;
pub mod findings;
pub mod grid;
pub mod intake;
pub mod library;
pub mod outcome;
pub mod platform;
pub mod profile;
pub mod quality;
pub mod review;
pub mod shell;
pub mod state;
pub mod widgets;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::DedicatedWorkerGlobalScope;

use self::shell::{Frame, Shell, asked_by_address};
use self::state::Found;
use crate::wording::language;

/// Starts the program, in the page and in its workers alike.
pub fn start() {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        platform::worker::serve(&scope);
    } else {
        language::choose(platform::language::of_page());
        start_page();
    }
}

/// Starts the page, or the frame that its address asks for.
fn start_page() {
    match asked_by_address() {
        // A frame looks for nothing that was kept, and keeps nothing.
        Some(asked) => {
            mount_to_body(move || view! { <Frame asked/> });
            platform::pieces::tell_ready();
        }
        None => spawn_local(async {
            let found = Found::look().await;
            mount_to_body(move || view! { <Shell found=found/> });
        }),
    }
}
