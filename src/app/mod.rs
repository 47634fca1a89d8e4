//! The page: what runs in the browser and nowhere else.

/// Starts the program, in the page and in its workers alike.
pub fn start() {
    // A panic is a fault of the program: it belongs into the console with its place.
    console_error_panic_hook::set_once();
}
