//! Long work of the page in pieces: between them the browser paints, scrolls and hears what is typed.

use leptos::prelude::window;

use web_sys::Event;

use super::promise::{call, property, resolved, wait};
use super::timing;

/// What `public/boot.js` waits for before it takes away the frame of the empty page.
const READY: &str = "trialpoolready";

/// After so many milliseconds of work the browser has its turn. From 50 on a browser counts the page as blocked.
const LONGEST: f64 = 12.0;

/// Work that is being done in pieces.
#[derive(Debug)]
pub struct Pieces {
    /// When the browser had its turn last, by the clock of the page.
    since: f64,
}

impl Pieces {
    /// Work that begins now.
    pub fn begin() -> Self {
        Self {
            since: timing::now(),
        }
    }

    /// The end of a piece: gives the browser its turn, if it has waited long enough.
    pub async fn end_of_piece(&mut self) {
        if timing::now() - self.since < LONGEST {
            return;
        }
        turn().await;
        self.since = timing::now();
    }
}

/// Gives the browser its turn. Where it keeps no place in its queue for what goes on, a timer has to do.
pub async fn turn() {
    let scheduler = property(&window(), "scheduler");
    match call(&scheduler, "yield", &[]) {
        Ok(promise) => {
            let _ = resolved(promise).await;
        }
        Err(_) => wait(0).await,
    }
}

/// Tells `public/boot.js` that the page stands.
pub fn tell_ready() {
    if let Ok(event) = Event::new(READY) {
        let _ = window().dispatch_event(&event);
    }
}
