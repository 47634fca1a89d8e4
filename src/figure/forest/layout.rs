//! Places a forest plot on its page.

use std::ops::Range;

use super::columns::{Columns, CountCells, SLASH};
use super::lines::Line;
use super::squares::Squares;
use super::{Forest, Light, Row, Summary, lights};
use crate::figure::font::{self, Weight};
use crate::figure::footer;
use crate::figure::plot::{Directions, Plot};
use crate::figure::preset::{DirectionsPlace, Style};
use crate::figure::scene::{Anchor, Point, Rectangle, Region, RegionKind, Role, Scene};
use crate::figure::table::{Effect, Face, LINE, Pen, RULES, Slot};
use crate::wording::forest as words;

/// From the middle of the digits down to the baseline, in em.
const MIDDLE: f64 = font::CAP_HEIGHT / 2.0;
/// A name is broken into at most so many lines.
const MOST_NAME_LINES: usize = 3;
/// Size of the line over everything, and of what the lights stand for, in em.
const HEADING: f64 = 1.15;
const KEY: f64 = 0.88;
/// The line over everything is broken into at most so many.
const MOST_HEADING_LINES: usize = 4;
/// Room over the head of a subgroup, in em.
const GROUP_GAP: f64 = 0.3;
/// Size of what is said under a subtotal, in em.
const SAID: f64 = 0.88;
/// It is broken into at most so many lines.
const MOST_SAID_LINES: usize = 8;

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(forest: &Forest) -> Scene {
    let columns = Columns::of(forest);
    let lines = forest.lines();
    page(forest, &columns, &lines, Part::WithPooled)
}

/// Places everything on pages no higher than `height` points, each with the heads and the axis; the pooled estimates and
/// the footer stand on the last. A page holds at least one trial, however low it is.
#[must_use]
pub fn pages(forest: &Forest, height: f64) -> Vec<Scene> {
    let columns = Columns::of(forest);
    let lines = forest.lines();
    let all = lines.len();
    let of = |range: Range<usize>, part| {
        page(forest, &columns, lines.get(range).unwrap_or_default(), part)
    };
    let fits = |range, part| of(range, part).height <= height;
    let mut pages = Vec::new();
    let mut first = 0;
    while first + 1 < all && !fits(first..all, Part::WithPooled) {
        // One trial more than fits is looked for between one that surely goes on the page and all but the last.
        let (mut fitting, mut beyond) = (first + 1, all);
        while beyond - fitting > 1 {
            let middle = usize::midpoint(fitting, beyond);
            if fits(first..middle, Part::ToBeContinued) {
                fitting = middle;
            } else {
                beyond = middle;
            }
        }
        let fitting = good_end(&lines, first, fitting);
        pages.push(of(first..fitting, Part::ToBeContinued));
        first = fitting;
    }
    pages.push(of(first..all, Part::WithPooled));
    pages
}

/// The last place not after `fitting` where a page may end; `fitting` itself where there is none after `first`.
fn good_end(lines: &[Line<'_>], first: usize, fitting: usize) -> usize {
    let good = |end: &usize| {
        lines.get(*end).is_none_or(Line::may_begin_a_page)
            && lines.get(*end - 1).is_some_and(Line::may_end_a_page)
    };
    (first + 1..=fitting).rev().find(good).unwrap_or(fitting)
}

/// What follows the trials of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The pooled estimates and the footer.
    WithPooled,
    /// A word that there is another page.
    ToBeContinued,
}

fn page(forest: &Forest, columns: &Columns, lines: &[Line<'_>], part: Part) -> Scene {
    let plot = Plot {
        axis: forest.axis,
        slot: columns.axis,
        size: forest.text_size,
        locale: forest.locale,
    };
    let mut page = Page {
        forest,
        style: forest.preset.style(),
        plot,
        directions: plot.directions(&forest.directions, columns.graph),
        columns,
        squares: Squares::of(forest),
        marks: Scene::default(),
        scene: Scene {
            width: columns.page,
            title: forest.title.clone(),
            description: forest.description.clone(),
            ..Scene::default()
        },
    };
    let top = page.heading();
    let top = page.heads(top);
    let bottom = page.rows(top, lines, part);
    let axis_bottom = page.axis(bottom);
    let continued = [words::CONTINUED.to_owned()];
    let paragraphs = match part {
        Part::WithPooled => forest.footer.as_slice(),
        Part::ToBeContinued => continued.as_slice(),
    };
    page.scene.height = footer::draw(
        &mut page.scene,
        paragraphs,
        &footer::Place {
            size: forest.text_size,
            top: bottom + 0.5 * forest.text_size,
            beside: columns.beside_graph,
            beside_until: axis_bottom,
            page: columns.page,
            role: Role::Muted,
        },
    );
    if part == Part::WithPooled {
        page.beneath();
    }
    page.scene
}

struct Page<'a> {
    forest: &'a Forest,
    style: Style,
    columns: &'a Columns,
    plot: Plot,
    directions: Directions,
    squares: Squares,
    /// What is drawn over the guides.
    marks: Scene,
    scene: Scene,
}

/// What a row of text holds.
struct Cells<'a> {
    name: &'a str,
    /// How far in the name begins.
    indent: f64,
    columns: &'a [String],
    lights: &'a [Option<Light>],
    counts: Option<&'a [String; 4]>,
    weight: Option<&'a str>,
    effect: &'a Effect,
}

impl<'a> From<&'a Row> for Cells<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            name: &row.name,
            indent: 0.0,
            columns: &row.columns,
            lights: &row.lights,
            counts: row.counts.as_ref(),
            weight: row.weight.as_deref(),
            effect: &row.effect,
        }
    }
}

impl<'a> From<&'a Summary> for Cells<'a> {
    fn from(summary: &'a Summary) -> Self {
        Self {
            name: &summary.label,
            indent: 0.0,
            columns: &[],
            lights: &[],
            counts: summary.counts.as_ref(),
            weight: summary.weight.as_deref(),
            effect: &summary.effect,
        }
    }
}

impl Page<'_> {
    fn size(&self) -> f64 {
        self.forest.text_size
    }

    fn pen(&mut self) -> Pen<'_> {
        Pen {
            size: self.forest.text_size,
            scene: &mut self.scene,
        }
    }

    /// The line over everything, if there is one. Gives back its lower edge.
    fn heading(&mut self) -> f64 {
        if !crate::COMPLETE || self.forest.heading.is_empty() {
            return 0.0;
        }
        let size = HEADING * self.size();
        let lines = font::wrap(
            &self.forest.heading,
            Weight::Bold,
            size,
            self.columns.page,
            MOST_HEADING_LINES,
        );
        let mut pen = Pen {
            size,
            scene: &mut self.scene,
        };
        pen.lines(&lines, 0.0, font::CAP_HEIGHT * size, Face::BOLD);
        (lines.len() as f64 * LINE + 0.25) * size
    }

    /// The caption and what the lights stand for, under everything.
    fn beneath(&mut self) {
        if !crate::COMPLETE {
            return;
        }
        let (forest, size) = (self.forest, self.size());
        if let Some(lights) = &forest.lights {
            let place = (self.scene.height, self.columns.page);
            let bottom = lights::key(&mut self.scene, &lights.key, KEY * size, place);
            self.scene.height = bottom + 0.3 * size;
        }
        if !forest.caption.is_empty() {
            let top = self.scene.height;
            let place = footer::Place {
                size,
                top,
                beside: self.columns.page,
                beside_until: top,
                page: self.columns.page,
                role: Role::Ink,
            };
            let caption = std::slice::from_ref(&forest.caption);
            self.scene.height = footer::draw(&mut self.scene, caption, &place);
        }
    }

    /// The heads under `top`, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self, top: f64) -> f64 {
        let (forest, columns, size) = (self.forest, self.columns, self.size());
        let line = LINE * size;
        let graph_width = columns.graph.width();
        let graph = font::wrap(&forest.head.graph[0], Weight::Bold, size, graph_width, 3);
        let above = if self.style.directions == DirectionsPlace::OverGraph {
            self.directions.height()
        } else {
            0.0
        };
        let graph_lines = graph.len() as f64 + above / line;
        let upper_lines = columns
            .arms
            .iter()
            .map(|arm| arm.head.len() as f64)
            .chain(
                columns
                    .further
                    .iter()
                    .map(|column| column.head.len() as f64 - 1.0),
            )
            .fold(graph_lines.max(1.0), f64::max);
        let upper = top + size * font::CAP_HEIGHT + 0.3 * size + (upper_lines - 1.0) * line;
        let lower = upper + 1.1 * line;

        let middle = columns.effect.slot.middle();
        let mut pen = self.pen();
        pen.write(&forest.head.trial, (0.0, lower), Anchor::Start, Face::BOLD);
        if let (Some(slot), Some([first, second])) = (columns.weight, &forest.head.weight) {
            pen.write(first, (slot.right, upper), Anchor::End, Face::BOLD);
            pen.write(second, (slot.right, lower), Anchor::End, Face::MUTED);
        }
        pen.write(
            &forest.head.effect[0],
            (middle, upper),
            Anchor::Middle,
            Face::BOLD,
        );
        pen.write(
            &forest.head.effect[1],
            (middle, lower),
            Anchor::Middle,
            Face::MUTED,
        );
        pen.stack(&graph, columns.graph.middle(), upper - above);
        if self.style.directions == DirectionsPlace::OverGraph {
            self.directions.write(&mut self.scene, lower - above);
        } else {
            let place = (columns.graph.middle(), lower);
            self.pen()
                .write(&forest.head.graph[1], place, Anchor::Middle, Face::MUTED);
        }
        self.arm_heads(upper, lower);
        if crate::COMPLETE {
            self.further_heads(lower);
        }
        let rule = lower + 0.6 * size;
        self.scene
            .horizontal((0.0, columns.page), rule, RULES.0, Role::Ink);
        rule + 0.3 * size
    }

    /// The heads of the further columns and of the lights, the last lines of which stand on `lower`.
    fn further_heads(&mut self, lower: f64) {
        let (forest, columns, size) = (self.forest, self.columns, self.size());
        let mut pen = self.pen();
        for column in &columns.further {
            let above = (column.head.len() as f64 - 1.0) * LINE * size;
            pen.lines(&column.head, column.slot.left, lower - above, Face::BOLD);
        }
        let heads = forest.lights.iter().flat_map(|lights| &lights.heads);
        for (head, slot) in heads.zip(&columns.lights) {
            pen.write(head, (slot.middle(), lower), Anchor::Middle, Face::BOLD);
        }
    }

    fn arm_heads(&mut self, upper: f64, lower: f64) {
        let (columns, size) = (self.columns, self.size());
        let Some(head) = &self.forest.head.counts else {
            return;
        };
        for arm in &columns.arms {
            self.pen().stack(&arm.head, arm.slot.middle(), upper);
            let ends = (arm.slot.left, arm.slot.right);
            self.scene
                .horizontal(ends, upper + 0.35 * size, RULES.1, Role::Rule);
            let mut pen = self.pen();
            match arm.cells {
                CountCells::Two([events, total]) => {
                    pen.write(&head.events, (events, lower), Anchor::End, Face::BOLD);
                    pen.write(&head.total, (total, lower), Anchor::End, Face::BOLD);
                }
                CountCells::One(_) => {
                    let place = (arm.slot.middle(), lower);
                    pen.write(&head.in_one_column(), place, Anchor::Middle, Face::BOLD);
                }
            }
        }
    }

    /// The trials and what is pooled, with their marks over the guides. Gives back the lower edge.
    fn rows(&mut self, top: f64, lines: &[Line<'_>], part: Part) -> f64 {
        let guides = self.scene.items.len();
        let forest = self.forest;
        let mut y = top;
        for line in lines {
            y = match line {
                Line::Trial(row) => self.trial(y, row),
                _ if !crate::COMPLETE => y,
                Line::Head(name) => self.group_head(y, name),
                Line::Subtotal(subtotal) => self.subtotal(y, subtotal),
                Line::Said(said) => self.said(y, said),
            };
        }
        y += 0.25 * self.size();
        self.scene
            .horizontal((0.0, self.columns.page), y, RULES.1, Role::Ink);
        if part == Part::WithPooled {
            y = self.summaries(y + 0.25 * self.size());
        }

        let ends = (top - 0.3 * self.size(), y + 0.35 * self.size());
        let mut lines = Scene::default();
        self.plot.no_difference(&mut lines, ends);
        let primary = forest.pooled.first().and_then(|pooled| pooled.span);
        if let Some(span) = primary.filter(|_| self.style.pooled_line) {
            self.plot.dashed(&mut lines, span.estimate, ends);
        }
        self.scene.items.splice(guides..guides, lines.items);
        self.scene.items.append(&mut self.marks.items);
        y
    }

    fn trial(&mut self, top: f64, row: &Row) -> f64 {
        let cells = Cells {
            indent: self.columns.indent,
            ..row.into()
        };
        let bottom = self.row(top, &cells, Face::TEXT);
        if let Some(mark) = &row.mark {
            let side = self.squares.side(mark.weight);
            let middle = top + self.half_pitch();
            self.plot
                .interval_with_square(&mut self.marks, mark.span, side, middle);
        }
        self.region(RegionKind::Trial(row.trial), top, bottom);
        bottom
    }

    /// The head of a subgroup, as far as the graph.
    fn group_head(&mut self, top: f64, name: &str) -> f64 {
        let size = self.size();
        let top = top + GROUP_GAP * size;
        let baseline = top + self.half_pitch() + MIDDLE * size;
        let room = self.columns.beside_graph;
        let lines = font::wrap(name, Weight::Bold, size, room, MOST_NAME_LINES);
        self.pen().lines(&lines, 0.0, baseline, Face::BOLD);
        let additional = (lines.len() - 1) as f64 * LINE * size;
        top + self.style.pitch * size + additional
    }

    fn subtotal(&mut self, top: f64, subtotal: &Summary) -> f64 {
        let cells = Cells {
            indent: self.columns.indent,
            ..subtotal.into()
        };
        let bottom = self.row(top, &cells, Face::BOLD);
        if let Some(span) = subtotal.span {
            let place = (top + self.half_pitch(), self.style.diamond * self.size());
            self.plot.diamond(&mut self.marks, span, place, false);
        }
        bottom
    }

    /// What is said under a subtotal, as far as the graph.
    fn said(&mut self, top: f64, said: &str) -> f64 {
        let size = SAID * self.size();
        let indent = self.columns.indent;
        let room = self.columns.beside_graph - indent;
        let lines = font::wrap(said, Weight::Regular, size, room, MOST_SAID_LINES);
        let mut pen = Pen {
            size,
            scene: &mut self.scene,
        };
        let baseline = top + font::CAP_HEIGHT * size + 0.25 * size;
        pen.lines(&lines, indent, baseline, Face::MUTED);
        top + (lines.len() as f64 * LINE + 0.25) * size
    }

    fn summaries(&mut self, top: f64) -> f64 {
        let forest = self.forest;
        let mut y = top;
        for (index, pooled) in forest.pooled.iter().enumerate() {
            let face = if index == 0 { Face::BOLD } else { Face::TEXT };
            let bottom = self.row(y, &pooled.into(), face);
            if let Some(span) = pooled.span {
                let place = (y + self.half_pitch(), self.style.diamond * self.size());
                self.plot.diamond(&mut self.marks, span, place, index > 0);
            }
            if index == 0 {
                self.region(RegionKind::Pooled, y, bottom);
            }
            y = bottom;
        }
        if let Some(prediction) = &forest.prediction {
            let bottom = self.row(y, &prediction.into(), Face::MUTED);
            if let Some(span) = prediction.span {
                let middle = y + self.half_pitch();
                self.plot.bar(&mut self.marks, span, middle);
            }
            self.region(RegionKind::Prediction, y, bottom);
            y = bottom;
        }
        y
    }

    /// The axis, and under it the directions unless they stand on top. Gives back the lower edge.
    fn axis(&mut self, rows: f64) -> f64 {
        let size = self.size();
        let typed = self.forest.ticks.as_slice();
        let ticks = if crate::COMPLETE && !typed.is_empty() {
            let length = self.plot.slot.width();
            self.plot.axis.thinned(typed, length, size)
        } else {
            self.plot.ticks()
        };
        let labels = self.plot.axis(&mut self.scene, rows + 0.35 * size, ticks);
        if self.style.directions == DirectionsPlace::OverGraph {
            return labels + 0.4 * size;
        }
        let baseline = labels + 1.45 * size;
        self.directions.write(&mut self.scene, baseline);
        baseline + self.directions.height() + 0.4 * size
    }

    fn half_pitch(&self) -> f64 {
        self.style.pitch * self.size() / 2.0
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
        let (columns, size) = (self.columns, self.size());
        let baseline = top + self.half_pitch() + MIDDLE * size;
        let lines = font::wrap(
            cells.name,
            face.weight,
            size,
            columns.names - cells.indent,
            MOST_NAME_LINES,
        );
        let mut most_lines = lines.len();
        self.pen().lines(&lines, cells.indent, baseline, face);
        if crate::COMPLETE {
            most_lines = most_lines.max(self.further_cells(cells, baseline, face));
        }
        let additional = (most_lines - 1) as f64 * LINE * size;
        if let Some(counts) = cells.counts {
            self.counts(counts, baseline, face);
        }
        let mut pen = self.pen();
        if let (Some(weight), Some(Slot { right, .. })) = (cells.weight, columns.weight) {
            pen.write(weight, (right, baseline), Anchor::End, face);
        }
        columns.effect.write(&mut pen, cells.effect, baseline, face);
        top + self.style.pitch * size + additional
    }

    /// The cells of the further columns, and the lights. Gives back the lines of the longest cell.
    fn further_cells(&mut self, cells: &Cells<'_>, baseline: f64, face: Face) -> usize {
        let (columns, size) = (self.columns, self.size());
        let mut most_lines = 1;
        for (cell, column) in cells.columns.iter().zip(&columns.further) {
            let room = column.slot.width();
            let lines = font::wrap(cell, face.weight, size, room, MOST_NAME_LINES);
            self.pen().lines(&lines, column.slot.left, baseline, face);
            most_lines = most_lines.max(lines.len());
        }
        for (light, slot) in cells.lights.iter().zip(&columns.lights) {
            if let Some(light) = light {
                let centre = Point {
                    x: slot.middle(),
                    y: baseline - MIDDLE * size,
                };
                light.draw(&mut self.scene, centre, size);
            }
        }
        most_lines
    }

    fn counts(&mut self, counts: &[String; 4], baseline: f64, face: Face) {
        let columns = self.columns;
        let size = self.size();
        let mut pen = self.pen();
        let [experimental, experimental_total, control, control_total] = counts;
        let sides = [(experimental, experimental_total), (control, control_total)];
        for (arm, (events, total)) in columns.arms.iter().zip(sides) {
            match arm.cells {
                CountCells::Two(ends) => {
                    pen.write(events, (ends[0], baseline), Anchor::End, face);
                    pen.write(total, (ends[1], baseline), Anchor::End, face);
                }
                CountCells::One(end) => {
                    let start = end - font::width(events, face.weight, size);
                    let cell = format!("{events}{SLASH}{total}");
                    pen.write(&cell, (start, baseline), Anchor::Start, face);
                }
            }
        }
    }
}
