//! Old results and new ones: every outcome with what was printed or frozen as hollow diamonds, and the present result as a square,
//! each on its interval, all on one log axis.
//!
//! [`OldAndNewFigure::of`] writes its strings and numbers, [`layout`] composes the pieces of the grammar on one page, [`on_paper`]
//! on as few as hold it.

mod content;
mod layout;
mod pages;

use super::grammar::column::effect::Effect;
use super::grammar::scale::Axis;
use crate::wording::Locale;

pub use super::Options;
pub use layout::layout;
pub use pages::on_paper;

/// The figure, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct OldAndNewFigure {
    /// What it is called.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// How wide the page is, in points. Where the columns need more they get it.
    pub width: f64,
    /// Size of its text, in points.
    pub text_size: f64,
    /// How the labels of the axis are written.
    pub locale: Locale,
    /// The heads of the columns.
    pub head: Head,
    /// The outcomes.
    pub outcomes: Vec<Outcome>,
    /// The axis of the ratios.
    pub ratios: Axis,
    /// What lies left and right of no difference.
    pub directions: [String; 2],
    /// Paragraphs beneath.
    pub footer: Vec<String>,
}

/// The heads of the columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Over the outcomes.
    pub outcome: String,
    /// Over what results are of.
    pub source: String,
    /// Over the trials.
    pub trials: String,
    /// Over the measures.
    pub measure: String,
    /// Two lines over the effects.
    pub effect: [String; 2],
    /// Two lines over their graph.
    pub graph: [String; 2],
}

/// An outcome with its results.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its place among the outcomes, counted from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Its results, the oldest first.
    pub results: Vec<Row>,
}

/// A result.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whether it is the present one.
    pub is_now: bool,
    /// What it is of.
    pub source: String,
    /// Trials that reported it.
    pub trials: String,
    /// What was pooled.
    pub measure: String,
    /// The effect as text.
    pub effect: Effect,
    /// Where it stands on the axis, with its limits where they are known.
    pub log: Option<(f64, Option<[f64; 2]>)>,
}
