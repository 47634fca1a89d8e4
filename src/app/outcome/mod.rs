//! One outcome: its sentence, its controls, the figure on its sheet, the cards, and what a reader must know.
//!
//! [`OutcomeView`] puts the parts together. Each part is a component in a file of its own and is given the answer to the
//! outcome as a memo, so that an edit to another outcome leaves it as it is. [`OutcomeFigure`] also stands under the grid,
//! and [`FigureDialog`], [`LeaveOutDialog`], [`LevelsDialog`] and [`SensitivityDialog`] are parts of the page.

mod cards;
mod comparison;
mod controls;
mod figure;
mod figure_dialog;
mod heading;
pub mod leave_out_dialog;
pub mod levels_dialog;
mod mark_details;
mod marks;
mod no_outcome;
mod note_list;
mod notes;
mod offer;
mod panel;
mod pending_fit;
mod plan_part;
mod printed;
mod progress_line;
mod reasons;
mod results;
mod sensitivity;
pub mod sensitivity_dialog;
mod terms;
mod trials;
mod view;

pub use self::controls::PlanControls;
pub use self::figure::OutcomeFigure;
pub use self::figure_dialog::FigureDialog;
pub use self::leave_out_dialog::LeaveOutDialog;
pub use self::levels_dialog::LevelsDialog;
pub use self::sensitivity_dialog::SensitivityDialog;
pub use self::view::OutcomeView;
