//! The work in progress as one value: the review with its settings, the commands that change it, undo, and the saved
//! document.
//!
//! A [`Project`] is never changed in place. [`apply`] makes the next value from a [`Command`], and both share whatever
//! the command did not touch, trial by trial; [`History`] therefore undoes by keeping earlier values, which costs little.
//! [`pin_proposals`] fixes the plan of an outcome the first time it has data, so that a method never changes under the
//! hands of somebody who types. [`save`] and [`restore`] take a project to its document and back, [`share`] into a link and out of it,
//! [`svg_carrying`] and [`png_carrying`] into a figure, and [`carried`] out of one.
//!
//! ```
//! use trialpool::project::{Command, History, Project};
//!
//! let mut history = History::new(Project::default());
//! history.apply(&Command::AddTrial { name: "Thompson 2020".into(), at: None })?;
//! assert_eq!(history.present().review.trials.len(), 1);
//! history.undo();
//! assert!(history.present().review.trials.is_empty());
//! # Ok::<(), trialpool::project::Refused>(())
//! ```

mod append;
mod apply;
mod area;
mod block;
mod carried;
mod cell;
mod certainty;
mod checklists;
mod column;
mod command;
mod comparing;
mod document;
mod doses;
mod earlier;
pub mod embedded;
mod exploring;
mod figures;
mod fix;
mod flow;
mod history;
mod judging;
mod limit;
mod lost;
mod mend;
mod panel;
mod pin;
mod place;
mod rearrange;
mod record;
mod sensitivity;
mod sentences;
pub mod share;
mod silences;
mod versions;
mod worked;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use append::{Overlap, SameTrial, overlap};
pub use apply::{apply, one_sided};
pub use area::{Area, Pasting, Texts, html_table, tab_separated};
pub use block::{Direction, edge_of_block};
pub use carried::{
    ELEMENT, KEYWORD, carried, carried_document, carried_sentence, element_carrying, png_carrying,
    svg_carrying,
};
pub use column::{Column, Standing, columns};
pub use command::{
    CertaintyEdit, ChecklistEdit, Command, FlowEdit, JudgementEdit, Refused, SilenceEdit,
};
pub use document::{FORMAT, RestoreError, Restored, VERSION, restore, save};
pub use exploring::{typed_count, typed_numbers, with_typed_setting};
pub use figures::typed_axis;
pub use fix::{Fix, fix};
pub use history::History;
pub use limit::Limit;
pub use lost::{are_possible_odds, take_lost};
pub use mend::Mended;
pub use pin::pin_proposals;
pub use place::{
    OutcomeSection, Place, QualitySection, ReviewSection, Section, outcome_slugs, slug,
};
pub use record::{Damaged, sealed, unsealed};
pub use sentences::{
    edit_sentence, embed_error_sentence, link_error_sentence, link_sentence,
    link_too_long_sentence, mended_sentence, refused_sentence, restore_sentence,
};
pub use worked::{Working, worked};

use crate::data::{
    ConfidenceLevel, Outcome, OutcomeId, OutcomeKind, Panel, Review, Settings, StoredResult,
};
use crate::read::Import;
use crate::wording::interface::FIRST_OUTCOME;

/// Everything that is edited, undone, saved and shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The review: its outcomes and trials.
    pub review: Review,
    /// What was chosen for it.
    pub settings: Settings,
    /// Outcomes whose plan the user chose; the plans of all others are pinned proposals and follow the review's measure.
    pub chosen: BTreeSet<OutcomeId>,
}

impl Project {
    /// A project around a review that was just read: nothing hidden, no plan pinned yet.
    #[must_use]
    pub fn of(review: Review) -> Self {
        Self {
            review,
            ..Self::default()
        }
    }

    /// A project to be typed into: one outcome with events and totals of two arms, and no trial yet.
    #[must_use]
    pub fn blank() -> Self {
        let mut review = Review::default();
        let id = OutcomeId(review.fresh_id());
        let name = FIRST_OUTCOME.to_owned();
        let outcome = Outcome::new(id, name, OutcomeKind::Counts);
        review.outcomes.push(Arc::new(outcome));
        Self::of(review)
    }

    /// A project around a review that another program pooled: each outcome by the plan and at the confidence level of the
    /// file, as if they had been chosen here.
    #[must_use]
    pub fn of_import(import: Import) -> Self {
        let of_outcomes = stored_levels(&import.stored);
        let level = commonest(&of_outcomes);
        let levels = of_outcomes.into_iter();
        Self {
            review: import.review,
            chosen: import.plans.keys().copied().collect(),
            settings: Settings {
                plans: import.plans,
                level,
                levels: levels.filter(|(_, own)| *own != level).collect(),
                ..Settings::default()
            },
        }
    }

    /// Whether somebody who opens it finished sees best what all outcomes come to: it has several outcomes, a panel, or trials
    /// that were judged or answered.
    #[must_use]
    pub fn opens_on_findings(&self) -> bool {
        let review = &self.review;
        review.outcomes.len() > 1
            || *review.panel != Panel::default()
            || review.risk_of_bias.is_some()
            || review.checklists.is_some()
    }

    /// Whether both are the same value, told without looking into a trial or an outcome: those are compared by pointer.
    ///
    /// Two projects that were made apart may hold equal trials and still answer `false`.
    #[must_use]
    pub fn shares_everything_with(&self, other: &Self) -> bool {
        let Self {
            review,
            settings,
            chosen,
        } = self;
        // Each field by its name, so that one that is added is not forgotten: an edit of it would be no step to undo.
        let Review {
            title,
            subtitle,
            experimental_label,
            control_label,
            outcomes,
            trials,
            covariates,
            risk_of_bias,
            checklists,
            comparisons,
            panel,
            earlier,
            grading,
            silences,
            versions,
            flow,
            harms_places,
            asked_for_lost,
            // What hands out identifiers changes with what has them.
            next_id: _,
        } = review;
        let theirs = &other.review;
        same_pointers(trials, &theirs.trials)
            && same_pointers(outcomes, &theirs.outcomes)
            && *title == theirs.title
            && *subtitle == theirs.subtitle
            && *experimental_label == theirs.experimental_label
            && *control_label == theirs.control_label
            && *covariates == theirs.covariates
            && *comparisons == theirs.comparisons
            && same_pointers(checklists.as_slice(), theirs.checklists.as_slice())
            && same_pointers(risk_of_bias.as_slice(), theirs.risk_of_bias.as_slice())
            && is_same(panel, &theirs.panel)
            && same_pointers(earlier, &theirs.earlier)
            && is_same(grading, &theirs.grading)
            && is_same(silences, &theirs.silences)
            && same_pointers(versions, &theirs.versions)
            && same_pointers(flow.as_slice(), theirs.flow.as_slice())
            && *harms_places == theirs.harms_places
            && *asked_for_lost == theirs.asked_for_lost
            && *settings == other.settings
            && *chosen == other.chosen
    }
}

/// Whether two shared values are one, or equal.
fn is_same<T: PartialEq>(one: &Arc<T>, other: &Arc<T>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

/// The levels at which a file gives the results of whole outcomes, where they are levels that are computed here.
fn stored_levels(stored: &[StoredResult]) -> BTreeMap<OutcomeId, ConfidenceLevel> {
    let whole = stored.iter().filter(|result| result.subgroup.is_none());
    let levels = whole.filter_map(|result| {
        let mut levels = ConfidenceLevel::ALL.into_iter();
        let found =
            levels.find(|level| (f64::from(level.percent()) - result.level).abs() < 1e-9)?;
        Some((result.outcome, found))
    });
    levels.collect()
}

/// The level that most have; the default where there is none or several are as frequent as it.
fn commonest(levels: &BTreeMap<OutcomeId, ConfidenceLevel>) -> ConfidenceLevel {
    let count = |level| levels.values().filter(|other| **other == level).count();
    let usual = ConfidenceLevel::default();
    ConfidenceLevel::ALL.into_iter().fold(usual, |best, level| {
        if count(level) > count(best) {
            level
        } else {
            best
        }
    })
}

fn same_pointers<T>(left: &[Arc<T>], right: &[Arc<T>]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| Arc::ptr_eq(left, right))
}
