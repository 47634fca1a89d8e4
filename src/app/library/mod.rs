//! The dialog that opens something else: the person's own data, an example, a review or a version that this browser keeps.

pub mod delete_button;
pub mod examples;
pub mod open_dialog;
pub mod reviews;
pub mod versions;

pub use self::delete_button::{DeleteButton, Marked};
pub use self::examples::Examples;
pub use self::open_dialog::OpenDialog;
pub use self::reviews::Reviews;
pub use self::versions::Versions;
