//! Composes a forest plot of its pieces: heads, rows with their marks, axis, footer, legend.

use super::columns::Columns;
use super::lines::Line;
use super::{Forest, Row, Summary};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::directions::Directions;
use crate::figure::grammar::footer::{self, FooterArea};
use crate::figure::grammar::head::{HAIRLINE, Heads, MOST_LINES};
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::bar::PredictionBar;
use crate::figure::grammar::mark::diamond::Diamond;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::light::Light;
use crate::figure::grammar::mark::square::{SquareOnInterval, SquareSizes};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::row::RowPitch;
use crate::figure::grammar::text::{Face, LINE, Pen};
use crate::figure::grammar::{axis, legend};
use crate::figure::preset::{DirectionsPosition, Style};
use crate::figure::scene::{Anchor, Rectangle, Region, RegionKind, Role, Scene};
use crate::wording::forest as words;

/// Size of the line over everything, in em.
const HEADING: f64 = 1.15;
/// It is broken into at most so many lines.
const MOST_HEADING_LINES: usize = 4;
/// Room over the head of a subgroup, in em.
const GROUP_GAP: f64 = 0.3;
/// Size of the remark under a subtotal, in em.
const REMARK: f64 = 0.88;
/// It is broken into at most so many lines.
const MOST_REMARK_LINES: usize = 8;

/// What follows the trials of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The pooled estimates and the footer.
    Pooled,
    /// A word that there is another page.
    Continued,
}

/// Places some lines of a forest plot on one page: as wide as asked, or wider where the columns need more, and as high as
/// its rows.
pub(super) fn layout(
    forest: &Forest,
    columns: &Columns,
    lines: &[Line<'_>],
    ending: Ending,
) -> Scene {
    let size = forest.text_size;
    let plot = Plot {
        axis: forest.axis,
        slot: columns.axis,
        size,
        locale: forest.locale,
    };
    let style = forest.preset.style();
    let weights = forest.rows.iter().filter_map(|row| row.mark?.weight);
    let mut drawing = Drawing {
        forest,
        pitch: RowPitch {
            pitch: style.pitch,
            size,
        },
        squares: SquareSizes::new(weights, style.squares, size),
        directions: Directions::new(&forest.directions, &plot, columns.graph),
        style,
        plot,
        columns,
        scene: Scene {
            width: columns.page,
            title: forest.title.clone(),
            description: forest.description.clone(),
            ..Scene::default()
        },
    };
    let top = drawing.heading();
    let top = drawing.heads(top);
    let bottom = drawing.rows(top, lines, ending);
    let axis_bottom = drawing.axis(bottom);
    drawing.footer(bottom, axis_bottom, ending);
    drawing.scene
}

/// A page that is being drawn.
struct Drawing<'a> {
    forest: &'a Forest,
    style: Style,
    columns: &'a Columns,
    pitch: RowPitch,
    plot: Plot,
    directions: Directions,
    squares: SquareSizes,
    scene: Scene,
}

/// What a row of text holds.
struct Cells<'a> {
    name: &'a str,
    /// How far in the name begins.
    indent: f64,
    covariates: &'a [String],
    lights: &'a [Option<Light>],
    counts: Option<&'a [String; 4]>,
    weight: Option<&'a str>,
    effect: &'a super::Effect,
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
    fn size(&self) -> f64 {
        self.forest.text_size
    }

    fn pen(&mut self) -> Pen<'_> {
        self.pen_of(1.0)
    }

    /// A pen that writes texts of some size, in em.
    fn pen_of(&mut self, em: f64) -> Pen<'_> {
        Pen {
            size: em * self.forest.text_size,
            scene: &mut self.scene,
        }
    }

    /// The line over everything, if there is one. Gives back its lower edge.
    fn heading(&mut self) -> f64 {
        if self.forest.heading.is_empty() {
            return 0.0;
        }
        let (heading, page) = (&self.forest.heading, self.columns.page);
        let mut pen = self.pen_of(HEADING);
        let size = pen.size;
        let lines = font::wrap(heading, Weight::Bold, size, page, MOST_HEADING_LINES);
        pen.lines(&lines, 0.0, font::CAP_HEIGHT * size, Face::BOLD);
        (lines.len() as f64 * LINE + 0.25) * size
    }

    /// The heads under `top`, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self, top: f64) -> f64 {
        let (forest, columns, size) = (self.forest, self.columns, self.size());
        let graph_width = columns.graph.width();
        let [graph_head, scale] = &forest.head.graph;
        let graph = font::wrap(graph_head, Weight::Bold, size, graph_width, MOST_LINES);
        let directions = self.style.directions;
        let above = match directions {
            DirectionsPosition::OverGraph => self.directions.height(),
            DirectionsPosition::UnderAxis => 0.0,
        };
        let graph_lines = graph.len() as f64 + above / (LINE * size);
        let arms = columns.arms.iter().map(|arm| arm.label.len() as f64);
        let covariates = columns.covariates.iter();
        let covariates = covariates.map(|column| column.head.len() as f64 - 1.0);
        let upper_lines = arms.chain(covariates).fold(graph_lines.max(1.0), f64::max);
        let heads = Heads::under(top, upper_lines, size);

        let mut pen = self.pen();
        columns.names.write_head(&mut pen, heads.lower);
        if let (Some(column), Some(head)) = (columns.weight, &forest.head.weight) {
            column.write_head(&mut pen, heads, head);
        }
        columns
            .effect
            .write_head(&mut pen, heads, &forest.head.effect);
        let middle = columns.graph.middle();
        pen.stack(&graph, middle, heads.upper - above);
        match directions {
            DirectionsPosition::OverGraph => {
                self.directions.draw(&mut self.scene, heads.lower - above);
            }
            DirectionsPosition::UnderAxis => {
                pen.write(scale, (middle, heads.lower), Anchor::Middle, Face::MUTED);
            }
        }
        let mut pen = self.pen();
        if let Some(head) = &forest.head.arms {
            let both = head.in_one_column();
            for arm in &columns.arms {
                arm.write_label(&mut pen, heads.upper);
                arm.rule(&mut pen, heads.upper);
                let pair = [head.events.as_str(), head.total.as_str()];
                arm.write_heads(&mut pen, pair, &both, heads.lower);
            }
        }
        for column in &columns.covariates {
            column.write_head(&mut pen, heads.lower);
        }
        if let Some(lights) = &forest.lights {
            columns
                .lights
                .write_heads(&mut pen, &lights.heads, heads.lower);
        }
        heads.rule(&mut self.scene, columns.page)
    }

    /// The trials and what is pooled, with their marks over the guides. Gives back the lower edge.
    fn rows(&mut self, top: f64, lines: &[Line<'_>], ending: Ending) -> f64 {
        let size = self.size();
        let mut layers = Layers::over(&self.scene);
        let mut y = top;
        for line in lines {
            y = match line {
                Line::Trial(row) => self.trial(y, row, &mut layers.marks),
                Line::Head(name) => self.group_head(y, name),
                Line::Subtotal(subtotal) => self.subtotal(y, subtotal, &mut layers.marks),
                Line::Remark(remark) => self.remark(y, remark),
            };
        }
        y += 0.25 * size;
        self.scene
            .horizontal((0.0, self.columns.page), y, HAIRLINE, Role::Ink);
        y = match ending {
            Ending::Pooled => self.summaries(y + 0.25 * size, &mut layers.marks),
            Ending::Continued => y,
        };

        let ends = (top - 0.3 * size, y + 0.35 * size);
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
            square.draw(marks, &self.plot, self.pitch.middle(top));
        }
        self.region(RegionKind::Trial(row.trial), top, bottom);
        bottom
    }

    /// The head of a subgroup, as far as the graph.
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
                self.region(RegionKind::Pooled, y, bottom);
            }
            y = bottom;
        }
        if let Some(prediction) = &forest.prediction {
            let bottom = self.row(y, &Cells::of_summary(prediction, 0.0), Face::MUTED);
            if let Some(span) = prediction.span {
                PredictionBar(span).draw(marks, &self.plot, self.pitch.middle(y));
            }
            self.region(RegionKind::Prediction, y, bottom);
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

    /// The axis, and under it the directions unless they stand on top. Gives back the lower edge.
    fn axis(&mut self, rows: f64) -> f64 {
        let size = self.size();
        let ticks = self.plot.ticks(&self.forest.ticks);
        let labels = axis::draw(&mut self.scene, &self.plot, rows + 0.35 * size, &ticks);
        match self.style.directions {
            DirectionsPosition::OverGraph => labels + 0.4 * size,
            DirectionsPosition::UnderAxis => {
                let baseline = labels + 1.45 * size;
                self.directions.draw(&mut self.scene, baseline);
                baseline + self.directions.height() + 0.4 * size
            }
        }
    }

    /// The paragraphs beneath, and under the pooled estimates legend and caption. Sets the height of the page.
    fn footer(&mut self, rows: f64, axis: f64, ending: Ending) {
        let (forest, size, page) = (self.forest, self.size(), self.columns.page);
        let area = FooterArea {
            size,
            top: rows + 0.5 * size,
            beside: self.columns.beside_graph,
            beside_until: axis,
            page,
            role: Role::Muted,
        };
        match ending {
            Ending::Continued => {
                let continued = [words::CONTINUED.to_owned()];
                self.scene.height = footer::draw(&mut self.scene, &continued, &area);
            }
            Ending::Pooled => {
                let mut bottom = footer::draw(&mut self.scene, &forest.footer, &area);
                if let Some(lights) = &forest.lights {
                    bottom = legend::draw(&mut self.scene, &lights.legend, size, (bottom, page));
                }
                if !forest.caption.is_empty() {
                    let area = FooterArea {
                        top: bottom,
                        beside: page,
                        beside_until: bottom,
                        role: Role::Ink,
                        ..area
                    };
                    let caption = std::slice::from_ref(&forest.caption);
                    bottom = footer::draw(&mut self.scene, caption, &area);
                }
                self.scene.height = bottom;
            }
        }
    }

    fn region(&mut self, kind: RegionKind, top: f64, bottom: f64) {
        self.scene.regions.push(Region {
            kind,
            area: Rectangle {
                left: 0.0,
                top,
                right: self.columns.page,
                bottom,
            },
        });
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
