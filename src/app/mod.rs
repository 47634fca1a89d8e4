//! The page: what runs in the browser and nowhere else.
//!
//! [`start`] is the entry of the page and of its workers. The page holds one [`Session`](session::Session): a project
//! with its history; everything shown follows from it by memos, and it changes by commands alone. Numbers and sentences
//! come from `wording`, figures from `figure`, answers from `analysis`: this room only puts them on the screen.

#![expect(
    unreachable_pub,
    reason = "the component macro writes `pub` on what it makes from a component of this room"
)]

mod answers;
mod browser;
mod canvas;
mod clipboard;
mod comparison;
mod dialog;
mod download;
mod element;
pub mod embed;
mod exports;
mod figure_dialog;
mod figure_files;
mod files;
mod grid;
mod handover;
mod header;
mod icon;
mod import;
mod link;
mod long_fits;
mod open;
mod outcome;
mod paste;
mod pause;
mod problems;
mod profile;
mod saving;
mod session;
mod shelf;
mod shell;
mod state;
mod storage;
mod taking;
mod theme;
mod timing;
mod whole_page;
mod worker;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

use self::saving::Kept;
use self::shell::Shell;

/// Starts the program, in the page and in its workers alike.
pub fn start() {
    match js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => worker::serve(&scope),
        Err(_) => Kept::open(|kept| mount_to_body(move || Shell(kept))),
    }
}
