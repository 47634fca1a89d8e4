//! The state of the page: what everything on the screen follows from.
//!
//! [`State`] is provided once as a context; each part is a handle that is copied freely. Signals are set by the methods of
//! their part alone, memos follow them.

mod answers;
mod autosave;
mod cells;
mod comparison;
mod dialogs;
mod document;
pub(in crate::app) mod figures;
mod finished_fits;
mod fits;
mod incoming;
mod library;
mod naming;
mod notices;
mod page;
mod reviews;
mod selection;
mod shared;

pub(in crate::app) use self::answers::{AllAnswers, Answer, Answers};
pub(in crate::app) use self::autosave::{Arrival, Autosave, Found, SaveState};
pub(in crate::app) use self::cells::{CellSelection, Cells, Editing, Position, Step};
pub(in crate::app) use self::comparison::{Compared, Comparison};
pub(in crate::app) use self::dialogs::{Dialog, Dialogs};
pub(in crate::app) use self::document::Document;
pub(in crate::app) use self::finished_fits::is_pending;
pub(in crate::app) use self::fits::Fits;
pub(in crate::app) use self::incoming::{Incoming, IncomingQueue};
pub(in crate::app) use self::library::{Library, Titled};
pub(in crate::app) use self::naming::Naming;
pub(in crate::app) use self::notices::Notices;
pub(in crate::app) use self::page::State;
pub(in crate::app) use self::reviews::now;
pub(in crate::app) use self::selection::{Selection, View};
pub(in crate::app) use self::shared::Shared;
