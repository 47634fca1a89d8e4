//! One outcome: its sentence, its controls, the figure on its sheet, the cards, and what a reader must know.
//!
//! [`OutcomeView`] puts the parts together. Each part is a component in a file of its own and is given the answer to the
//! outcome as a memo, so that an edit to another outcome leaves it as it is. [`OutcomeFigure`] also stands under the grid,
//! and [`FigureDialog`], [`LeaveOutDialog`], [`LevelsDialog`] and [`SensitivityDialog`] are parts of the page.

mod allowances;
mod analyses;
mod cards;
mod certainty;
mod comparison;
mod controls;
mod copas;
mod dose_response;
mod dose_table;
mod earlier_prior;
mod explored;
mod figure;
mod figure_dialog;
mod follow_up_rates;
mod fragility;
mod funnel;
mod heading;
mod influence;
pub mod leave_out_dialog;
pub mod levels_dialog;
mod long_part;
mod lost_odds;
mod mark_details;
mod marks;
mod next_trial;
mod no_outcome;
mod note_list;
mod notes;
mod number_list_field;
mod offer;
mod panel;
mod pending_fit;
mod people_lost;
mod permutation;
mod plan_part;
mod printed;
mod reasons;
mod regression;
mod report_table;
mod results;
mod robustness;
mod sensitivity;
pub mod sensitivity_dialog;
mod sequential;
mod series_sheet;
mod several_numbers;
mod silent;
mod silent_trial;
mod small_study;
mod subgroup_pools;
mod subgroups_view;
mod subsets;
mod terms;
mod trial_figure;
mod trial_plots;
mod trials;
mod view;

pub use self::certainty::CertaintyView;
pub use self::controls::PlanControls;
pub use self::figure::{OutcomeFigure, ReadOnlyFigure};
pub use self::figure_dialog::FigureDialog;
pub use self::heading::OutcomeHeading;
pub use self::leave_out_dialog::LeaveOutDialog;
pub use self::levels_dialog::LevelsDialog;
pub use self::pending_fit::PendingFit;
pub use self::results::ResultsTable;
pub use self::robustness::RobustnessView;
pub use self::sensitivity_dialog::SensitivityDialog;
pub use self::small_study::SmallStudyView;
pub use self::subgroups_view::SubgroupsView;
pub use self::view::OutcomeView;
