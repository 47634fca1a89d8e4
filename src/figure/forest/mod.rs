//! The forest plot: trials, counts, weights, effects as text and as marks, the pooled estimate, and what a journal wants
//! to know beneath.
//!
//! [`Inputs`] holds exactly what a forest plot shows, and compares cheaply: where two are equal, so are their figures, and
//! nothing needs to be laid out again. [`Forest::of`] writes the strings and numbers of the figure, [`layout`] composes the
//! pieces of the grammar on one page and [`pages`] on several, [`on_paper`] on as few as hold it; [`scene`] does all in one.

mod columns;
mod content;
mod density;
mod inputs;
mod layout;
mod lines;
mod options;
mod pages;
mod rows;

use std::ops::Range;

use super::Scene;
use super::grammar::column::counts::SLASH;
pub use super::grammar::column::effect::Effect;
pub use super::grammar::mark::light::Light;
use super::grammar::pagination::{Paged, Part};
use super::grammar::scale::{Axis, Span, Tick};
use super::preset::Preset;
use crate::wording::{Locale, names};

pub use inputs::Inputs;
pub use options::Options;
pub use pages::{on_paper, pages};

/// The forest plot of an answer, on one page.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&Forest::of(inputs))
}

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(forest: &Forest) -> Scene {
    let sheets = layout::Sheets::of(forest, density::Density::Usual);
    sheets.page(&forest.lines(), Part::WHOLE)
}

/// A forest plot, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    /// What it is called.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// How wide the page is, in points. Where the columns need more they get it.
    pub width: f64,
    /// Size of its text, in points.
    pub text_size: f64,
    /// Whose conventions it follows.
    pub preset: Preset,
    /// How the labels of the axis are written.
    pub locale: Locale,
    /// The heads of the columns.
    pub head: Head,
    /// A line over everything; empty for none.
    pub heading: String,
    /// A paragraph under everything; empty for none.
    pub caption: String,
    /// The trials, in the order in which they are drawn: that of the request unless another was chosen.
    pub rows: Vec<Row>,
    /// The subgroups in their order; empty where the trials are not parted.
    pub groups: Vec<Group>,
    /// The trials that reported the outcome and that the reviewers left out, with what they reported.
    pub left_out: Vec<Summary>,
    /// The pooled estimates, the primary one first.
    pub pooled: Vec<Summary>,
    /// The prediction interval, where there is one.
    pub prediction: Option<Summary>,
    /// The axis of the graph.
    pub axis: Axis,
    /// The ticks that were typed, from left to right; empty where they are chosen for the room there is.
    pub ticks: Vec<Tick>,
    /// The heads of the risk of bias, where it is shown.
    pub lights: Option<LightsHead>,
    /// What lies left and right of no difference.
    pub directions: [String; 2],
    /// The sums over the trials in a sentence, for pages on which no row shows them.
    pub totals: Option<String>,
    /// Paragraphs beneath.
    pub footer: Vec<String>,
    /// A paragraph beneath those, typed for this figure; empty for none.
    pub footnote: String,
}

/// The heads of the columns; columns without a head are not drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Over the trials.
    pub trial: String,
    /// Over the covariates.
    pub covariates: Vec<String>,
    /// Over the counts, where trials report counts.
    pub arms: Option<Arms>,
    /// Two lines over the weights, where trials have weights.
    pub weight: Option<[String; 2]>,
    /// Two lines over the effects.
    pub effect: [String; 2],
    /// Two lines over the graph.
    pub graph: [String; 2],
}

/// The heads over the counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Arms {
    /// The experimental arms, over two columns.
    pub experimental: String,
    /// The control arms, over two columns; nothing where one arm is shown alone.
    pub control: Option<String>,
    /// People with the event.
    pub events: String,
    /// People at risk.
    pub total: String,
}

impl Arms {
    /// The head where events and total stand in one column: "Events / total".
    pub(super) fn in_one_column(&self) -> String {
        let total = names::outcome_inside(&self.total);
        format!("{}{SLASH}{total}", self.events)
    }
}

/// One trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row of the request, counted from 0.
    pub trial: usize,
    /// Its name.
    pub name: String,
    /// Its covariates, one under each of their heads.
    pub covariates: Vec<String>,
    /// Its risk of bias, one under each head; nothing where it was not judged.
    pub lights: Vec<Option<Light>>,
    /// Events and total, experimental; events and total, control.
    pub counts: Option<[String; 4]>,
    /// Its weight.
    pub weight: Option<String>,
    /// Its effect as text.
    pub effect: Effect,
    /// Its mark, where it has an estimate.
    pub mark: Option<Mark>,
    /// Whether it is no trial of the review, and is drawn in another colour.
    pub is_hypothetical: bool,
}

/// A subgroup.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What its trials have in common.
    pub name: String,
    /// Which rows of the figure they are.
    pub rows: Range<usize>,
    /// Their pooled estimate.
    pub subtotal: Summary,
    /// How much they differ, where there are several.
    pub remark: Option<String>,
}

/// The heads of the risk of bias.
#[derive(Clone, Debug, PartialEq)]
pub struct LightsHead {
    /// Over each column, a letter or little more.
    pub heads: Vec<String>,
    /// What the heads stand for, as a paragraph beneath.
    pub domains: String,
    /// What the lights stand for.
    pub legend: Vec<(Light, String)>,
}

/// The mark of a trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Where its estimate and limits stand.
    pub span: Span,
    /// What its square shows: its share of the pooled estimate in percent (of the precision, where the model gives no
    /// weights); `None` where it has none.
    pub weight: Option<f64>,
}

/// A row beneath the trials: something pooled, or a trial that is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What it is.
    pub label: String,
    /// Sums over the trials.
    pub counts: Option<[String; 4]>,
    /// The sum of the weights.
    pub weight: Option<String>,
    /// The effect as text.
    pub effect: Effect,
    /// Where estimate and limits stand, where they exist.
    pub span: Option<Span>,
}
