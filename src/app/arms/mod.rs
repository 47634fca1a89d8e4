//! Which arms the review compares: the dialog in which it is chosen and the sides are named.

pub mod dialog;
pub mod kept;

pub use self::dialog::ArmsDialog;
