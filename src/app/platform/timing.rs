//! The clock of the page; and how long it takes from a keystroke to the painted figure, as the browser's own measurements ("User
//! Timing").

use leptos::prelude::window;

const KEYSTROKE: &str = "keystroke";
const KEYSTROKE_TO_PAINT: &str = "keystroke-to-paint";

/// A key went down in a cell or a control.
pub fn keystroke() {
    if let Some(performance) = window().performance() {
        performance.clear_marks_with_mark_name(KEYSTROKE);
        let _ = performance.mark(KEYSTROKE);
    }
}

/// Milliseconds since the page was opened; 0 where the browser does not say.
pub fn now() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Today where the reader is, as 2025-05-12.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}

/// The figure is painted; counts only if a keystroke led to it.
pub fn painted() {
    if let Some(performance) = window().performance() {
        let _ = performance.measure_with_start_mark(KEYSTROKE_TO_PAINT, KEYSTROKE);
        performance.clear_marks_with_mark_name(KEYSTROKE);
    }
}
