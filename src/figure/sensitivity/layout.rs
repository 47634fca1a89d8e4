//! Composes the figure of sensitivity analyses of its pieces: heads, rows with their marks, the axis, the footer.

use super::{Row, RowMark, SensitivityFigure};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::column::counts::{ArmCells, CountsColumn, CountsWidths};
use crate::figure::grammar::column::effect::{EffectColumn, EffectStyle, EffectWidths};
use crate::figure::grammar::column::number::NumberColumn;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::head::Heads;
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::diamond::Diamond;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::square::SquareOnInterval;
use crate::figure::grammar::pagination::{Paged, Part};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::sheet::{Frame, Sheet};
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::{Face, LINE, widest};
use crate::figure::preset::{CountsStyle, Limits};
use crate::figure::scene::{Anchor, RegionKind, Scene};

/// Distance of rows, in em.
pub(super) const PITCH: f64 = 1.9;
/// Room between columns, in em.
const GAP: f64 = 1.4;
/// Side of the squares, in em: all alike, for analyses of shared trials have no weights.
const SQUARE: f64 = 0.7;
/// Height of the diamond, in em.
const DIAMOND: f64 = 1.05;
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (9.0, 24.0);
/// A name, and what stands under it, are broken into at most so many lines each, and cut beyond.
const NAME_LINES: usize = 3;
/// What stands under a name is short up to this, in em.
const SHORT_DETAIL: f64 = 11.0;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 11.0;

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(figure: &SensitivityFigure) -> Scene {
    Sheets::of(figure, PITCH).page(&figure.rows, Part::WHOLE)
}

/// What the pages of one figure have in common.
pub(super) struct Sheets<'a> {
    figure: &'a SensitivityFigure,
    columns: Columns,
    /// Distance of rows, in em.
    pitch: f64,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(figure: &'a SensitivityFigure, pitch: f64) -> Self {
        Self {
            figure,
            columns: Columns::of(figure),
            pitch,
        }
    }
}

impl Paged for Sheets<'_> {
    type Line = Row;

    fn scale(&self) -> f64 {
        (self.figure.width / self.columns.page).min(1.0)
    }

    fn page(&self, rows: &[Row], part: Part) -> Scene {
        let (figure, columns) = (self.figure, &self.columns);
        let frame = Frame {
            title: &figure.title,
            description: &figure.description,
            directions: &figure.directions,
            footer: &figure.footer,
            page: columns.page,
            beside: columns.effect.slot.right,
            graph: columns.graph,
            plot: Plot {
                axis: figure.axis,
                slot: columns.axis,
                size: figure.text_size,
                locale: figure.locale,
            },
            pitch: self.pitch,
        };
        let (sheet, top) = Sheet::begin(frame, part);
        let mut drawing = Drawing {
            figure,
            columns,
            sheet,
        };
        let top = drawing.heads(top);
        let bottom = drawing.rows(top, rows);
        drawing.sheet.finish(bottom, part)
    }
}

/// Where the columns stand.
struct Columns {
    page: f64,
    names: TextColumn,
    trials: NumberColumn,
    arms: Vec<CountsColumn>,
    effect: EffectColumn,
    graph: Slot,
    axis: Slot,
}

impl Columns {
    fn of(figure: &SensitivityFigure) -> Self {
        let size = figure.text_size;
        let trials = widest(
            figure
                .rows
                .iter()
                .map(|row| (row.trials.as_str(), weight(row)))
                .chain([(figure.head.trials.as_str(), Weight::Bold)]),
            size,
        );
        let arms: Vec<CountsWidths> = (0..figure.head.arms.len())
            .map(|arm| arm_widths(figure, arm))
            .collect();
        let effect = EffectWidths::of(
            figure.rows.iter().map(|row| (&row.effect, weight(row))),
            &figure.head.effect,
            EffectStyle {
                limits: Limits::Brackets,
                locale: figure.locale,
            },
            size,
        );
        let counted: f64 = arms.iter().map(|arm| arm.width).sum();
        let fixed = trials + counted + effect.width;
        let gap = GAP * size;
        // Names, trials, arms, effect, graph.
        let gaps = (3 + arms.len()) as f64 * gap;
        let room = figure.width - fixed - gaps - NARROWEST_GRAPH * size;
        let names = names_width(figure)
            .min(NAMES.1 * size)
            .min(room.max(NAMES.0 * size));
        let graph = (figure.width - fixed - gaps - names).max(NARROWEST_GRAPH * size);

        let mut slots = Slots { x: 0.0, gap };
        let slot = slots.next(names);
        let head = &figure.head.analysis;
        let names = TextColumn {
            slot,
            head: vec![font::shorten(head, Weight::Bold, size, slot.width())],
            most_lines: NAME_LINES,
        };
        let trials = NumberColumn {
            slot: slots.next(trials),
            anchor: Anchor::Middle,
        };
        let arms = arms
            .into_iter()
            .map(|arm| {
                let slot = slots.next(arm.width);
                arm.place(slot)
            })
            .collect();
        let effect = effect.place(slots.next(effect.width));
        let graph = slots.next(graph);
        Self {
            page: slots.x - gap,
            names,
            trials,
            arms,
            effect,
            graph,
            axis: graph.without_margins(Plot::margin(&figure.axis, size, figure.locale)),
        }
    }
}

fn weight(row: &Row) -> Weight {
    if row.is_main {
        Weight::Bold
    } else {
        Weight::Regular
    }
}

fn face(row: &Row) -> Face {
    if row.is_main { Face::BOLD } else { Face::TEXT }
}

fn arm_widths(figure: &SensitivityFigure, arm: usize) -> CountsWidths {
    let size = figure.text_size;
    let column = |index: usize| {
        let cells = figure.rows.iter().filter_map(move |row| {
            let counts = row.counts.get(arm)?.as_ref()?;
            Some((counts.get(index)?.as_str(), weight(row)))
        });
        widest(cells, size)
    };
    let head_width = font::width(&figure.head.events, Weight::Regular, size);
    let cells = ArmCells {
        label: figure.head.arms.get(arm).map_or("", String::as_str),
        label_width: head_width,
        widest: [column(0), column(1)],
        head_width,
        slash: Weight::Bold,
        style: CountsStyle::OneColumn,
    };
    CountsWidths::of(&cells, size)
}

/// As wide as the widest name, and what stands under names on at most two lines.
fn names_width(figure: &SensitivityFigure) -> f64 {
    let size = figure.text_size;
    let rows = figure.rows.iter();
    let widths = rows.map(|row| {
        let name = font::width(&row.name, weight(row), size);
        let detail = font::width(&row.detail, Weight::Regular, size);
        // A short one stays on one line.
        let detail = if detail <= SHORT_DETAIL * size {
            detail
        } else {
            detail / 2.0 + 3.0 * size
        };
        name.max(detail)
    });
    let head = font::width(&figure.head.analysis, Weight::Bold, size);
    widths.fold(head, f64::max)
}

/// A page that is being drawn.
struct Drawing<'a> {
    figure: &'a SensitivityFigure,
    columns: &'a Columns,
    sheet: Sheet<'a>,
}

impl Drawing<'_> {
    /// The heads under `top`, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self, top: f64) -> f64 {
        let (head, columns) = (&self.figure.head, self.columns);
        let most = columns.arms.iter().map(|arm| arm.label.len()).max();
        let heads = Heads::under(top, most.unwrap_or(1) as f64, self.figure.text_size);
        let mut pen = self.sheet.pen();
        columns.names.write_head(&mut pen, heads.lower);
        columns
            .trials
            .write_cell(&mut pen, &head.trials, heads.lower, Face::BOLD);
        columns.effect.write_head(&mut pen, heads, &head.effect);
        heads.pair(
            &mut pen,
            &head.graph,
            columns.graph.middle(),
            Anchor::Middle,
        );
        for arm in &columns.arms {
            arm.write_label(&mut pen, heads.upper);
            arm.write_head(&mut pen, &head.events, heads.lower, Face::MUTED);
        }
        heads.rule(&mut self.sheet.scene, columns.page)
    }

    /// The analyses with their marks over the guides. Gives back the lower edge.
    fn rows(&mut self, top: f64, rows: &[Row]) -> f64 {
        let mut layers = Layers::over(&self.sheet.scene);
        let mut y = top;
        for row in rows {
            y = self.row(y, row, &mut layers.marks);
        }
        let ends = (top, y);
        if !self.figure.directions.iter().all(String::is_empty) {
            Guide::NoDifference.draw(&mut layers.guides, &self.sheet.plot, ends);
        }
        let main = self.figure.rows.iter().find(|row| row.is_main);
        let main = main.and_then(|row| row.span);
        if let Some(main) = main {
            Guide::Through(main.estimate).draw(&mut layers.guides, &self.sheet.plot, ends);
        }
        layers.finish(&mut self.sheet.scene);
        y
    }

    fn row(&mut self, top: f64, row: &Row, marks: &mut Scene) -> f64 {
        let (columns, size, face) = (self.columns, self.figure.text_size, face(row));
        let baseline = self.sheet.pitch.baseline(top);
        let middle = self.sheet.pitch.middle(top);
        let mut pen = self.sheet.pen();
        let mut lines = columns
            .names
            .write_cell(&mut pen, &row.name, (0.0, baseline), face);
        if !row.detail.is_empty() {
            let below = baseline + lines as f64 * LINE * size;
            lines += columns
                .names
                .write_cell(&mut pen, &row.detail, (0.0, below), Face::MUTED);
        }
        columns
            .trials
            .write_cell(&mut pen, &row.trials, baseline, face);
        for (arm, counts) in columns.arms.iter().zip(&row.counts) {
            if let Some([events, total]) = counts {
                arm.write_cell(&mut pen, [events, total], baseline, face);
            }
        }
        columns
            .effect
            .write_cell(&mut pen, &row.effect, baseline, face);
        match (row.span, row.mark) {
            (Some(span), RowMark::Diamond | RowMark::HollowDiamond) => {
                Diamond {
                    span,
                    height: DIAMOND * size,
                    hollow: row.mark == RowMark::HollowDiamond,
                }
                .draw(marks, &self.sheet.plot, middle);
            }
            (Some(span), RowMark::Square) => {
                let side = SQUARE * size;
                SquareOnInterval { span, side }.draw(marks, &self.sheet.plot, middle);
            }
            (None, _) => {}
        }
        let bottom = self.sheet.pitch.bottom(top, lines);
        if row.is_main {
            self.sheet.scene.region(RegionKind::Pooled, (top, bottom));
        }
        if let Some(trial) = row.trial {
            self.sheet
                .scene
                .region(RegionKind::Trial(trial), (top, bottom));
        }
        bottom
    }
}
