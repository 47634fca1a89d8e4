//! Composes the figure of the findings of its pieces: heads, rows with their marks, an axis, a footer.

use super::{FindingsFigure, Line, Row};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::column::certainty::CertaintyColumn;
use crate::figure::grammar::column::effect::{EffectColumn, EffectStyle, EffectWidths};
use crate::figure::grammar::column::number::NumberColumn;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::head::Heads;
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::beside::Published;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::margin::MarginLine;
use crate::figure::grammar::mark::square::SquareOnInterval;
use crate::figure::grammar::pagination::{Paged, Part};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::sheet::{Frame, Sheet};
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::{Face, LINE, widest};
use crate::figure::preset::Limits;
use crate::figure::scene::{Anchor, RegionKind, Scene};

/// Distance of rows, in em.
pub(super) const PITCH: f64 = 1.9;
/// Room between columns, in em.
const GAP: f64 = 1.2;
/// Side of the squares, in em: all alike, for outcomes have no weights.
const SQUARE: f64 = 0.7;
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (9.0, 18.0);
/// Verdicts with their reasons are this wide, in em.
const VERDICT: f64 = 15.0;
/// A name or a verdict is broken into at most so many lines.
const MOST_LINES: usize = 4;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 14.0;
/// How far outcomes stand in from the head of their group, in em.
const INDENT: f64 = 0.9;

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(figure: &FindingsFigure) -> Scene {
    Sheets::of(figure, PITCH).page(&figure.lines, Part::WHOLE)
}

/// What the pages of one figure have in common.
pub(super) struct Sheets<'a> {
    figure: &'a FindingsFigure,
    columns: Columns,
    /// Distance of rows, in em.
    pitch: f64,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(figure: &'a FindingsFigure, pitch: f64) -> Self {
        Self {
            figure,
            columns: Columns::of(figure),
            pitch,
        }
    }
}

impl Paged for Sheets<'_> {
    type Line = Line;

    fn scale(&self) -> f64 {
        (self.figure.width / self.columns.page).min(1.0)
    }

    fn page(&self, lines: &[Line], part: Part) -> Scene {
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
                axis: figure.ratios,
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
        let bottom = drawing.rows(top, lines);
        drawing.sheet.finish(bottom, part)
    }
}

/// Where the columns stand.
struct Columns {
    page: f64,
    names: TextColumn,
    trials: NumberColumn,
    arms: [NumberColumn; 2],
    effect: EffectColumn,
    graph: Slot,
    axis: Slot,
    difference: NumberColumn,
    certainty: Option<CertaintyColumn>,
    verdict: TextColumn,
}

impl Columns {
    fn of(figure: &FindingsFigure) -> Self {
        // Names, trials, two arms, effect, graph, difference, verdict; and the certainty where any is judged.
        let gaps = if figure.head.certainty.is_some() {
            8.0
        } else {
            7.0
        };
        let size = figure.text_size;
        let rows = || outcomes(figure);
        let width = |texts: &mut dyn Iterator<Item = &str>, head: &[String; 2]| {
            let cells = texts.map(|text| (text, Weight::Regular));
            let heads = head.iter().map(|line| (line.as_str(), Weight::Bold));
            widest(cells.chain(heads), size)
        };
        let head = &figure.head;
        let trials = width(&mut rows().map(|row| row.trials.as_str()), &head.trials);
        let arms = [0, 1].map(|arm: usize| {
            let mut cells = rows().filter_map(|row| row.arms.get(arm).map(String::as_str));
            head.arms
                .get(arm)
                .map_or(0.0, |head| width(&mut cells, head))
        });
        let style = EffectStyle {
            limits: Limits::Brackets,
            locale: figure.locale,
        };
        let effects = rows().map(|row| (&row.effect, Weight::Regular));
        let effect = EffectWidths::of(effects, &head.effect, style, size);
        let mut differences = rows().flat_map(|row| row.difference.iter().map(String::as_str));
        let difference = width(&mut differences, &head.difference);
        let verdict = VERDICT * size;
        let certainty = head.certainty.as_deref().map(|head| {
            let words = rows().map(|row| row.certainty.1);
            CertaintyColumn::width(head, words, size)
        });
        let fixed = trials
            + arms[0]
            + arms[1]
            + effect.width
            + difference
            + certainty.unwrap_or_default()
            + verdict;
        let gap = GAP * size;
        let room = figure.width - fixed - gaps * gap - NARROWEST_GRAPH * size;
        let names = names_width(figure)
            .min(NAMES.1 * size)
            .min(room.max(NAMES.0 * size));
        let graph = (figure.width - fixed - gaps * gap - names).max(NARROWEST_GRAPH * size);

        let mut slots = Slots { x: 0.0, gap };
        let names = TextColumn {
            slot: slots.next(names),
            head: vec![head.outcome.clone()],
            most_lines: MOST_LINES,
        };
        let mut number = |width: f64| NumberColumn {
            slot: slots.next(width),
            anchor: Anchor::End,
        };
        let trials = number(trials);
        let arms = arms.map(&mut number);
        let effect = effect.place(slots.next(effect.width));
        let graph = slots.next(graph);
        let difference = NumberColumn {
            slot: slots.next(difference),
            anchor: Anchor::End,
        };
        let certainty = certainty.map(|width| CertaintyColumn {
            slot: slots.next(width),
        });
        let verdict = TextColumn {
            slot: slots.next(verdict),
            head: vec![head.verdict.clone()],
            most_lines: MOST_LINES,
        };
        Self {
            page: slots.x - gap,
            names,
            trials,
            arms,
            effect,
            graph,
            axis: graph.without_margins(Plot::margin(&figure.ratios, size, figure.locale)),
            difference,
            certainty,
            verdict,
        }
    }
}

fn outcomes(figure: &FindingsFigure) -> impl Iterator<Item = &Row> {
    figure.lines.iter().filter_map(Line::row)
}

/// How far outcomes stand in, where they stand under heads of groups.
fn indent(figure: &FindingsFigure) -> f64 {
    if figure.lines.iter().any(Line::is_head) {
        INDENT * figure.text_size
    } else {
        0.0
    }
}

fn names_width(figure: &FindingsFigure) -> f64 {
    let size = figure.text_size;
    let indent = indent(figure);
    let lines = figure.lines.iter().map(|line| match line {
        Line::Group(name) => font::width(name, Weight::Bold, size),
        Line::Outcome(row) => indent + font::width(&row.name, Weight::Regular, size),
    });
    let head = font::width(&figure.head.outcome, Weight::Bold, size);
    lines.fold(head, f64::max)
}

/// A page that is being drawn.
struct Drawing<'a> {
    figure: &'a FindingsFigure,
    columns: &'a Columns,
    sheet: Sheet<'a>,
}

impl Drawing<'_> {
    /// The heads under `top`, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self, top: f64) -> f64 {
        let (head, columns) = (&self.figure.head, self.columns);
        let heads = Heads::under(top, 1.0, self.figure.text_size);
        let mut pen = self.sheet.pen();
        columns.names.write_head(&mut pen, heads.lower);
        columns.trials.write_head(&mut pen, heads, &head.trials);
        for (arm, head) in columns.arms.iter().zip(&head.arms) {
            arm.write_head(&mut pen, heads, head);
        }
        columns.effect.write_head(&mut pen, heads, &head.effect);
        heads.pair(
            &mut pen,
            &head.graph,
            columns.graph.middle(),
            Anchor::Middle,
        );
        columns
            .difference
            .write_head(&mut pen, heads, &head.difference);
        if let (Some(column), Some(head)) = (columns.certainty, &head.certainty) {
            column.write_head(&mut pen, head, heads.lower);
        }
        columns.verdict.write_head(&mut pen, heads.lower);
        heads.rule(&mut self.sheet.scene, columns.page)
    }

    /// The outcomes with their marks over the guides. Gives back the lower edge.
    fn rows(&mut self, top: f64, lines: &[Line]) -> f64 {
        let mut layers = Layers::over(&self.sheet.scene);
        let mut y = top;
        for line in lines {
            y = match line {
                Line::Group(name) => self.group(y, name),
                Line::Outcome(row) => self.outcome(y, row, &mut layers),
            };
        }
        Guide::NoDifference.draw(&mut layers.guides, &self.sheet.plot, (top, y));
        layers.finish(&mut self.sheet.scene);
        y
    }

    /// The head of a group, over all columns but the graph. Gives back the lower edge.
    fn group(&mut self, top: f64, name: &str) -> f64 {
        let baseline = self.sheet.pitch.baseline(top);
        let room = self.columns.effect.slot.right;
        let name = font::shorten(name, Weight::Bold, self.figure.text_size, room);
        self.sheet
            .pen()
            .write(&name, (0.0, baseline), Anchor::Start, Face::BOLD);
        self.sheet.pitch.bottom(top, 1)
    }

    fn outcome(&mut self, top: f64, row: &Row, layers: &mut Layers) -> f64 {
        let (columns, size) = (self.columns, self.figure.text_size);
        let baseline = self.sheet.pitch.baseline(top);
        let indent = indent(self.figure);
        let below = baseline + LINE * size;
        let mut pen = self.sheet.pen();
        let face = Face::TEXT;
        let names = columns
            .names
            .write_cell(&mut pen, &row.name, (indent, baseline), face);
        columns
            .trials
            .write_cell(&mut pen, &row.trials, baseline, face);
        for (arm, text) in columns.arms.iter().zip(&row.arms) {
            arm.write_cell(&mut pen, text, baseline, face);
        }
        columns
            .effect
            .write_cell(&mut pen, &row.effect, baseline, face);
        let [difference, limits] = &row.difference;
        columns
            .difference
            .write_cell(&mut pen, difference, baseline, face);
        columns
            .difference
            .write_cell(&mut pen, limits, below, Face::MUTED);
        let certainty = columns
            .certainty
            .map_or(0, |column| column.draw(&mut pen, row.certainty, baseline));
        let verdict =
            columns
                .verdict
                .write_cell(&mut pen, &row.verdict, (0.0, baseline), Face::BOLD);
        let under = baseline + verdict as f64 * LINE * size;
        let clause = if row.clause.is_empty() {
            0
        } else {
            columns
                .verdict
                .write_cell(&mut pen, &row.clause, (0.0, under), Face::MUTED)
        };
        let two = usize::from(row.beside.is_some() || !limits.is_empty());
        let lines = names.max(verdict + clause).max(1 + two).max(certainty);
        let bottom = self.sheet.pitch.bottom(top, lines);
        let middle = self.sheet.pitch.middle(top);
        if let Some(margin) = row.margin {
            MarginLine(margin).draw(&mut layers.guides, &self.sheet.plot, (top, bottom));
        }
        if let Some((estimate, limits)) = row.beside {
            let published = Published { estimate, limits };
            published.draw(&mut layers.marks, &self.sheet.plot, middle + LINE * size);
        }
        if let Some(span) = row.span {
            let side = SQUARE * size;
            SquareOnInterval { span, side }.draw(&mut layers.marks, &self.sheet.plot, middle);
        }
        self.sheet
            .scene
            .region(RegionKind::Outcome(row.index), (top, bottom));
        bottom
    }
}
