//! Which arms the review compares: the dialog in which it is chosen, and the line that says it.

pub mod compared_line;
pub mod dialog;
pub mod kept;

pub use self::compared_line::ComparedLine;
pub use self::dialog::ArmsDialog;
