//! Results as tables, to be read in Word, in a spreadsheet or by a program.
//!
//! There is one model, [`Table`], and three ways to write it. [`html`] and [`text`] write what a reader sees, in the
//! locale of the review; [`csv`] writes the numbers themselves, in full precision and with a decimal point. [`results_json()`]
//! writes all that was answered, for programs. Whatever
//! came from outside is escaped in HTML and kept from running as a formula in a spreadsheet.
//!
//! A [`Manuscript`] is the report with its tables, figures and references, which [`docx()`] writes for Word; [`workbook()`]
//! writes sheets of typed cells for Excel; [`ris`] and [`bibtex`] write the works that are cited.

mod checklists;
mod citations;
mod copas;
mod csv;
mod docx;
mod dose_response;
mod earlier_prior;
mod explored;
mod findings;
mod follow_up_rates;
mod fragility;
mod frame;
mod grouped_events;
mod harms;
mod html;
mod manuscript;
mod many;
mod missing;
mod next_trial;
mod outcome;
mod page;
mod profile;
mod r_script;
mod r_script_dose;
mod r_script_events;
mod r_script_explored;
mod r_script_follow_up;
mod r_script_groups;
mod r_script_lost;
mod r_script_missing;
mod r_script_nested;
mod r_script_prior;
mod r_script_sequential;
mod r_script_series;
mod results_copas;
mod results_dose;
mod results_earlier;
mod results_explored;
mod results_exposure;
mod results_follow_up;
mod results_json;
mod results_long;
mod results_nested;
mod results_robustness;
mod results_sequential;
mod results_subgroups;
mod revman;
mod risk_of_bias;
mod sensitivity;
mod sequential;
mod several_numbers;
mod small_study;
mod subgroups;
mod subsets;
mod summary;
mod table;
mod text;
mod trial_plots;
mod versions;
mod workbook;

pub use checklists::{checklist_answers, checklist_shares};
pub use citations::{bibtex, ris};
pub use copas::copas;
pub use csv::csv;
pub use docx::{NotWritten, docx};
pub use dose_response::{dose_lines, dose_predictions};
pub use earlier_prior::earlier_prior;
pub use explored::{coefficients, influence, predictions, subgroup_pools};
pub use findings::findings;
pub use follow_up_rates::follow_up_rates;
pub use fragility::fragility;
pub use frame::frame;
pub use grouped_events::grouped_events;
pub use harms::harms_checklist;
pub use html::{document, html};
pub use manuscript::{Block, Contents, Manuscript, Picture, cited, manuscript, plain_text};
pub use many::{event_dots, reporting, volcano};
pub use missing::{allowances, silent_trials, suppositions};
pub use next_trial::next_trial;
pub use outcome::outcome;
pub use page::{CLASS, Drawn, page_part};
pub use profile::{Answered, profile};
pub use r_script::r_script;
pub use r_script_events::r_script_events;
pub use r_script_explored::r_script_explored;
pub use results_json::results_json;
pub use results_long::LongResults;
pub use revman::revman;
pub use risk_of_bias::{judgement_reasons, risk_of_bias};
pub use sensitivity::{sensitivity, series};
pub use sequential::sequential;
pub use several_numbers::{nested_pools, several_numbers};
pub use small_study::{asymmetry, file_drawers, filled, funnel};
pub use subgroups::in_subgroups;
pub use subsets::subsets;
pub use summary::summary;
pub use table::{Align, Cell, CellValue, Column, Row, RowKind, Table};
pub use text::text;
pub use trial_plots::{arm_risks, p_value_functions, radial};
pub use versions::{old_and_new, versions};
pub use workbook::{Sheet, data_sheet, read_me, sheet, workbook};
