//! A figure of points between two axes: funnel, regression, influence. A figure says what stands where, [`layout`] places it.
//!
//! The pieces are those of every figure: the axis below with the words for either direction, the legend, the footer, guides
//! under marks. Names stand beside their points where they lie over nothing.

mod layout;

use super::Role;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Tick};

pub use super::Options;
pub use layout::{layout, layout_of_outcomes, layout_square};

/// One of the two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What it covers.
    pub axis: Axis,
    /// Its ticks; empty leaves them to the axis.
    pub ticks: Vec<Tick>,
    /// What it shows.
    pub name: String,
}

/// A filled area behind the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its corners on the two axes; what lies beyond an axis is drawn at its end.
    pub corners: Vec<(f64, f64)>,
    /// Its colour: a band, or the paper.
    pub role: Role,
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Thin and dashed.
    Dashed,
    /// Thin.
    Thin,
    /// As marks are.
    Strong,
    /// As thick, and as axes are.
    Firm,
}

/// A line through points; where one lies beyond an axis, it is interrupted.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The points on the two axes.
    pub through: Vec<(f64, f64)>,
    /// How it looks.
    pub stroke: Stroke,
}

/// A point.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands on the two axes; one beyond an axis is not drawn.
    pub at: (f64, f64),
    /// Its radius, in em.
    pub radius: f64,
    /// How it looks.
    pub style: CircleStyle,
    /// What stands beside it; may be empty.
    pub name: String,
    /// The row of the request for which it stands, where it stands for a trial.
    pub row: Option<usize>,
}

/// A figure of points between two axes, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// What it is called.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// How wide and how lettered it is.
    pub options: Options,
    /// The axis below.
    pub horizontal: Side,
    /// The axis on the left.
    pub vertical: Side,
    /// Whether the least value of the vertical axis stands on top.
    pub from_top: bool,
    /// What lies left and right of no difference; empty where the axis below shows none.
    pub directions: [String; 2],
    /// Behind everything, the first first.
    pub bands: Vec<Band>,
    /// Behind the points.
    pub curves: Vec<Curve>,
    /// The points, those first whose names matter most.
    pub marks: Vec<Mark>,
    /// What symbols stand for.
    pub legend: Vec<(Symbol, String)>,
    /// Paragraphs beneath.
    pub footer: Vec<String>,
}
