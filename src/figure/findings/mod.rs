//! The figure of the findings: every outcome with its ratio on a log axis beside the margin of concern, its difference, what it comes
//! to, and a published result beneath its own.
//!
//! [`Inputs`] holds exactly what the figure shows; [`FindingsFigure::of`] writes its strings and numbers, [`layout`] composes the
//! pieces of the grammar on one page, [`on_paper`] on as few as hold it; [`scene`] does both.

mod content;
mod inputs;
mod layout;
mod pages;

use super::Scene;
use super::grammar::column::effect::Effect;
use super::grammar::grouped::GroupedLine;
use super::grammar::scale::{Axis, Span};
use crate::data::CertaintyLevel;
use crate::wording::Locale;

pub use super::Options;
pub(super) use content::effect_of;
pub use inputs::Inputs;
pub use layout::layout;
pub use pages::on_paper;

/// The figure of the findings.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&FindingsFigure::of(inputs))
}

/// The figure of the findings, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingsFigure {
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
    /// The outcomes, with the heads of their groups.
    pub lines: Vec<Line>,
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
    /// Two lines over the trials.
    pub trials: [String; 2],
    /// Two lines over the events of either arm.
    pub arms: [[String; 2]; 2],
    /// Two lines over the effects.
    pub effect: [String; 2],
    /// Two lines over their graph.
    pub graph: [String; 2],
    /// Two lines over the differences.
    pub difference: [String; 2],
    /// Over the certainties; nothing where none is judged.
    pub certainty: Option<String>,
    /// Over the verdicts.
    pub verdict: String,
}

/// A line of the figure.
pub type Line = GroupedLine<Row>;

/// An outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which of the rows handed in, counted from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Trials that reported it.
    pub trials: String,
    /// Events and people of either arm.
    pub arms: [String; 2],
    /// The pooled effect as text.
    pub effect: Effect,
    /// Where it stands, where it is a ratio.
    pub span: Option<Span>,
    /// Where the margin of concern stands.
    pub margin: Option<f64>,
    /// Where the published result stands, with its limits where they are printed.
    pub beside: Option<(f64, Option<[f64; 2]>)>,
    /// Two lines of the difference; empty where there is none.
    pub difference: [String; 2],
    /// How certain it is, with the word for it.
    pub certainty: (Option<CertaintyLevel>, &'static str),
    /// What it comes to.
    pub verdict: String,
    /// A reason or a caution.
    pub clause: String,
}
