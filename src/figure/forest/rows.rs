//! The rows of a forest plot: trials with their squares, subgroups, pooled estimates with their diamonds.

use super::layout::Drawing;
use super::lines::Line;
use super::{Effect, Row, Summary};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::head::{HAIRLINE, MOST_LINES};
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::bar::PredictionBar;
use crate::figure::grammar::mark::diamond::Diamond;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::light::Light;
use crate::figure::grammar::mark::square::SquareOnInterval;
use crate::figure::grammar::pagination::Part;
use crate::figure::grammar::text::{Face, LINE};
use crate::figure::scene::{RegionKind, Role, Scene};

/// Room over the head of a subgroup, in em.
const GROUP_GAP: f64 = 0.3;
/// Size of the remark under a subtotal, in em.
const REMARK: f64 = 0.88;
/// It is broken into at most so many lines.
const MOST_REMARK_LINES: usize = 8;

/// What a row of text holds.
struct Cells<'a> {
    name: &'a str,
    /// How far in the name begins.
    indent: f64,
    covariates: &'a [String],
    lights: &'a [Option<Light>],
    counts: Option<&'a [String; 4]>,
    weight: Option<&'a str>,
    effect: &'a Effect,
}

impl<'a> Cells<'a> {
    fn of_trial(row: &'a Row, indent: f64) -> Self {
        Self {
            name: &row.name,
            indent,
            covariates: &row.covariates,
            lights: &row.lights,
            counts: row.counts.as_ref(),
            weight: row.weight.as_deref(),
            effect: &row.effect,
        }
    }

    fn of_summary(summary: &'a Summary, indent: f64) -> Self {
        Self {
            name: &summary.label,
            indent,
            covariates: &[],
            lights: &[],
            counts: summary.counts.as_ref(),
            weight: summary.weight.as_deref(),
            effect: &summary.effect,
        }
    }
}

impl Drawing<'_> {
    /// The trials and what is pooled, with their marks over the guides. Gives back the lower edge.
    pub(super) fn rows(&mut self, top: f64, lines: &[Line<'_>], part: Part) -> f64 {
        let size = self.size();
        let mut layers = Layers::over(&self.scene);
        let mut y = top;
        for line in lines {
            y = match line {
                Line::Trial(row) => self.trial(y, row, &mut layers.marks),
                Line::Head(name) => self.group_head(y, name),
                Line::Subtotal(subtotal) => self.subtotal(y, subtotal, &mut layers.marks),
                Line::Remark(remark) => self.remark(y, remark),
                Line::LeftOut(trial) => self.left_out(y, trial),
            };
        }
        y += 0.25 * size;
        self.scene
            .horizontal((0.0, self.columns.page), y, HAIRLINE, Role::Ink);
        if part.is_last() {
            y = self.summaries(y + 0.25 * size, &mut layers.marks);
        }

        let ends = (top, y);
        Guide::NoDifference.draw(&mut layers.guides, &self.plot, ends);
        let primary = self.forest.pooled.first().and_then(|pooled| pooled.span);
        if let Some(span) = primary.filter(|_| self.style.pooled_line) {
            Guide::Through(span.estimate).draw(&mut layers.guides, &self.plot, ends);
        }
        layers.finish(&mut self.scene);
        y
    }

    fn trial(&mut self, top: f64, row: &Row, marks: &mut Scene) -> f64 {
        let cells = Cells::of_trial(row, self.columns.indent);
        let bottom = self.row(top, &cells, Face::TEXT);
        if let Some(mark) = &row.mark {
            let square = SquareOnInterval {
                span: mark.span,
                side: self.squares.side(mark.weight),
            };
            let role = if row.is_hypothetical {
                Role::Prediction
            } else {
                Role::Accent
            };
            square.draw_as(role, marks, &self.plot, self.pitch.middle(top));
        }
        self.scene
            .region(RegionKind::Trial(row.trial), (top, bottom));
        bottom
    }

    /// A trial that was left out, which has no mark.
    fn left_out(&mut self, top: f64, trial: &Summary) -> f64 {
        let cells = Cells::of_summary(trial, self.columns.indent);
        self.row(top, &cells, Face::MUTED)
    }

    /// The head of a subgroup, or of the trials left out, as far as the graph.
    fn group_head(&mut self, top: f64, name: &str) -> f64 {
        let top = top + GROUP_GAP * self.size();
        let room = self.columns.beside_graph;
        let lines = font::wrap(name, Weight::Bold, self.size(), room, MOST_LINES);
        let baseline = self.pitch.baseline(top);
        self.pen().lines(&lines, 0.0, baseline, Face::BOLD);
        self.pitch.bottom(top, lines.len())
    }

    fn subtotal(&mut self, top: f64, subtotal: &Summary, marks: &mut Scene) -> f64 {
        let cells = Cells::of_summary(subtotal, self.columns.indent);
        let bottom = self.row(top, &cells, Face::BOLD);
        self.diamond(top, subtotal, false, marks);
        bottom
    }

    /// The remark under a subtotal, as far as the graph.
    fn remark(&mut self, top: f64, remark: &str) -> f64 {
        let indent = self.columns.indent;
        let room = self.columns.beside_graph - indent;
        let mut pen = self.pen_of(REMARK);
        let size = pen.size;
        let lines = font::wrap(remark, Weight::Regular, size, room, MOST_REMARK_LINES);
        let baseline = top + font::CAP_HEIGHT * size + 0.25 * size;
        pen.lines(&lines, indent, baseline, Face::MUTED);
        top + (lines.len() as f64 * LINE + 0.25) * size
    }

    /// The pooled estimates and the prediction interval. Gives back the lower edge.
    fn summaries(&mut self, top: f64, marks: &mut Scene) -> f64 {
        let forest = self.forest;
        let mut y = top;
        for (index, pooled) in forest.pooled.iter().enumerate() {
            let is_primary = index == 0;
            let face = if is_primary { Face::BOLD } else { Face::TEXT };
            let bottom = self.row(y, &Cells::of_summary(pooled, 0.0), face);
            self.diamond(y, pooled, !is_primary, marks);
            if is_primary {
                self.scene.region(RegionKind::Pooled, (y, bottom));
            }
            y = bottom;
        }
        if let Some(prediction) = &forest.prediction {
            let bottom = self.row(y, &Cells::of_summary(prediction, 0.0), Face::MUTED);
            if let Some(span) = prediction.span {
                PredictionBar(span).draw(marks, &self.plot, self.pitch.middle(y));
            }
            self.scene.region(RegionKind::Prediction, (y, bottom));
            y = bottom;
        }
        y
    }

    fn diamond(&self, top: f64, summary: &Summary, hollow: bool, marks: &mut Scene) {
        if let Some(span) = summary.span {
            let diamond = Diamond {
                span,
                height: self.style.diamond * self.size(),
                hollow,
            };
            diamond.draw(marks, &self.plot, self.pitch.middle(top));
        }
    }

    /// One row of text. Gives back its lower edge.
    fn row(&mut self, top: f64, cells: &Cells<'_>, face: Face) -> f64 {
        let columns = self.columns;
        let baseline = self.pitch.baseline(top);
        let mut pen = self.pen();
        let names = (cells.indent, baseline);
        let mut lines = columns.names.write_cell(&mut pen, cells.name, names, face);
        for (cell, column) in cells.covariates.iter().zip(&columns.covariates) {
            lines = lines.max(column.write_cell(&mut pen, cell, (0.0, baseline), face));
        }
        columns.lights.draw(&mut pen, cells.lights, baseline);
        if let Some([events, total, control_events, control_total]) = cells.counts {
            let sides = [[events, total], [control_events, control_total]];
            for (arm, pair) in columns.arms.iter().zip(sides) {
                arm.write_cell(&mut pen, pair.map(String::as_str), baseline, face);
            }
        }
        if let (Some(weight), Some(column)) = (cells.weight, columns.weight) {
            column.write_cell(&mut pen, weight, baseline, face);
        }
        columns
            .effect
            .write_cell(&mut pen, cells.effect, baseline, face);
        self.pitch.bottom(top, lines)
    }
}
