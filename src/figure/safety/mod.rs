//! The safety profile: every outcome on one page, its ratio on a log axis and its difference per so many people beside
//! it, with the trials that reported it and the events of both arms.
//!
//! [`Inputs`] holds exactly what the profile shows, and compares cheaply: where two are equal, so are their figures.
//! [`SafetyProfile::of`] writes its strings and numbers, [`layout`] composes the pieces of the grammar on one page, [`on_paper`]
//! on as few as hold it; [`scene`] does both.

mod content;
mod inputs;
mod layout;
mod pages;

use super::Scene;
use super::grammar::column::effect::Effect;
use super::grammar::grouped::GroupedLine;
use super::grammar::scale::{Axis, Span};
use crate::wording::Locale;

pub use inputs::{Inputs, Options};
pub use layout::layout;
pub use pages::on_paper;

/// The safety profile of a review.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&SafetyProfile::of(inputs))
}

/// A safety profile, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct SafetyProfile {
    /// What it is called.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// How wide the page is, in points. Where the columns need more they get it.
    pub width: f64,
    /// Size of its text, in points.
    pub text_size: f64,
    /// How the labels of the axes are written.
    pub locale: Locale,
    /// The heads of the columns.
    pub head: Head,
    /// The outcomes, with the heads of their groups.
    pub lines: Vec<Line>,
    /// The axis of the ratios.
    pub ratios: Axis,
    /// The axis of the differences.
    pub differences: Axis,
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
    /// Two lines over the trials that reported the outcome.
    pub trials: [String; 2],
    /// Over the events of the experimental and the control arms.
    pub arms: [String; 2],
    /// Under both of those.
    pub events: String,
    /// Two lines over the ratios.
    pub ratio: [String; 2],
    /// Two lines over their graph.
    pub ratio_graph: [String; 2],
    /// Two lines over the differences.
    pub difference: [String; 2],
    /// Two lines over their graph.
    pub difference_graph: [String; 2],
}

/// A line of the profile.
pub type Line = GroupedLine<Row>;

/// An outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which of the outcomes handed in, counted from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// "22 of 37".
    pub trials: String,
    /// Events and total of either arm.
    pub counts: Option<[[String; 2]; 2]>,
    /// The pooled effect as text.
    pub ratio: Effect,
    /// Where it stands, where it is a ratio and exists.
    pub ratio_span: Option<Span>,
    /// The difference as text; `None` where there is none to tell.
    pub difference: Option<Effect>,
    /// Where it stands.
    pub difference_span: Option<Span>,
}
