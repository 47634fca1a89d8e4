//! app
/// Starts the program.
pub fn start() {}
