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
pub mod explored;
pub mod figures;
mod findings;
mod finished_fits;
mod fits;
mod funnel_choices;
mod grouped_events;
mod incoming;
mod lasting_memo;
mod library;
mod long_work;
pub mod many;
mod many_choices;
mod method_comparisons;
mod naming;
pub mod next_trial;
mod notices;
mod outcome_search;
mod page;
mod put_aside;
pub mod report;
mod reviews;
mod selection;
mod sensitivity;
mod shared;
mod subsets;
mod table_text;
pub mod trial_plots;
pub mod versions;

pub use self::answers::{AllAnswers, Answer, Answers};
pub use self::autosave::{Arrival, Autosave, Found, SaveState};
pub use self::cells::{CellSelection, Cells, Editing, Position, Reveal, Step};
pub use self::comparison::{Compared, Comparison};
pub use self::dialogs::{Dialog, Dialogs, LongLink};
pub use self::document::Document;
pub use self::findings::{CellFinding, Findings, FindingsByCell, TrialFindings};
pub use self::finished_fits::is_pending;
pub use self::fits::Fits;
pub use self::funnel_choices::FunnelChoices;
pub use self::grouped_events::{AtEvents, FoundEvents, GroupedEvents};
pub use self::incoming::{Incoming, IncomingQueue};
pub use self::lasting_memo::LastingMemo;
pub use self::library::{Library, Titled};
pub use self::long_work::{Found as FoundLong, LongWork, LongWorks, Working};
pub use self::many_choices::ManyChoices;
pub use self::method_comparisons::MethodComparisons;
pub use self::naming::Naming;
pub use self::notices::Notices;
pub use self::outcome_search::OutcomeSearch;
pub use self::page::State;
pub use self::put_aside::{PutAside, TablePutAside};
pub use self::reviews::now;
pub use self::selection::Selection;
pub use self::sensitivity::{ForFiles, Sensitivities};
pub use self::shared::Shared;
pub use self::subsets::Subsets;
pub use self::table_text::TableText;
