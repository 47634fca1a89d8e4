//! Keys, as browser drivers are told of them.

pub(super) const LET_GO: &str = "\u{e000}";
pub(super) const BACKSPACE: &str = "\u{e003}";
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const SHIFT: &str = "\u{e008}";
pub(super) const CONTROL: &str = "\u{e009}";
pub(super) const ALT: &str = "\u{e00a}";
pub(super) const ESCAPE: &str = "\u{e00c}";
pub(super) const END: &str = "\u{e010}";
pub(super) const HOME: &str = "\u{e011}";
pub(super) const UP: &str = "\u{e013}";
pub(super) const RIGHT: &str = "\u{e014}";
pub(super) const DOWN: &str = "\u{e015}";
pub(super) const DELETE: &str = "\u{e017}";
pub(super) const F2: &str = "\u{e032}";
