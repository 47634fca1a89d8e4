//! The sensitivity analyses of an outcome: the main result as a diamond, each analysis as a square on its interval under it,
//! with its trials, the events of both arms and the numbers of its result.
//!
//! [`Inputs`] holds exactly what the figure shows. [`SensitivityFigure::of`] places its numbers on one axis, [`layout`] composes
//! the pieces of the grammar on one page, [`on_paper`] on as few as hold it; [`scene`] does the first two.

mod content;
mod inputs;
mod layout;
mod pages;

use super::Scene;
use super::grammar::column::effect::Effect;
use super::grammar::scale::{Axis, Span};
use crate::wording::Locale;

pub use inputs::{Inputs, Options};
pub use layout::layout;
pub use pages::on_paper;

/// The figure of an outcome's sensitivity analyses.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&SensitivityFigure::of(inputs))
}

/// The figure, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityFigure {
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
    /// The analyses, the main one first.
    pub rows: Vec<Row>,
    /// The axis.
    pub axis: Axis,
    /// What lies left and right of no difference; empty where nothing is compared.
    pub directions: [String; 2],
    /// Paragraphs beneath.
    pub footer: Vec<String>,
}

/// The heads of the columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Over the analyses.
    pub analysis: String,
    /// Over the trials.
    pub trials: String,
    /// Over the events of the arms; one where nothing is compared, none where no people are counted.
    pub arms: Vec<String>,
    /// Under those.
    pub events: String,
    /// Two lines over the effects.
    pub effect: [String; 2],
    /// Two lines over the graph.
    pub graph: [String; 2],
}

/// What stands for an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowMark {
    /// A diamond, for what all trials come to.
    Diamond,
    /// A hollow diamond, for what some of them come to.
    HollowDiamond,
    /// A square on its interval.
    Square,
}

/// An analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whether it is the main one.
    pub is_main: bool,
    /// What stands for its estimate.
    pub mark: RowMark,
    /// Its name.
    pub name: String,
    /// What it does otherwise, in smaller importance; may be empty.
    pub detail: String,
    /// The trials that contribute.
    pub trials: String,
    /// Events and total of each arm of the head.
    pub counts: Vec<Option<[String; 2]>>,
    /// The effect as text.
    pub effect: Effect,
    /// Where it stands, where the axis shows it.
    pub span: Option<Span>,
    /// The row of the main analysis's request that it leaves out or takes in, of a series.
    pub trial: Option<usize>,
}
