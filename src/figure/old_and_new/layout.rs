//! Composes the figure of old and new results of its pieces: heads, rows with their marks, the axis, the footer.

use super::{OldAndNewFigure, Outcome, Row};
use crate::figure::font::Weight;
use crate::figure::grammar::column::effect::{EffectColumn, EffectStyle, EffectWidths};
use crate::figure::grammar::column::number::NumberColumn;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::head::Heads;
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::beside::Published;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::square::SquareOnInterval;
use crate::figure::grammar::pagination::{Paged, Part};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::grammar::sheet::{Frame, Sheet};
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::{Face, widest};
use crate::figure::preset::Limits;
use crate::figure::scene::{Anchor, RegionKind, Scene};

/// Distance of rows, in em.
pub(super) const PITCH: f64 = 1.7;
/// Room between columns, in em.
const GAP: f64 = 1.2;
/// Room between outcomes, in em.
const BETWEEN: f64 = 0.7;
/// Side of the squares, in em: all alike, for results have no weights.
const SQUARE: f64 = 0.7;
/// Outcomes get at most this, in em.
const WIDEST_NAME: f64 = 14.0;
/// What results are of gets at most this, in em.
const WIDEST_SOURCE: f64 = 14.0;
/// A name is broken into at most so many lines.
const MOST_LINES: usize = 3;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 12.0;

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(figure: &OldAndNewFigure) -> Scene {
    Sheets::of(figure, PITCH).page(&figure.outcomes, Part::WHOLE)
}

/// What the pages of one figure have in common.
pub(super) struct Sheets<'a> {
    figure: &'a OldAndNewFigure,
    columns: Columns,
    /// Distance of rows, in em.
    pitch: f64,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(figure: &'a OldAndNewFigure, pitch: f64) -> Self {
        Self {
            figure,
            columns: Columns::of(figure),
            pitch,
        }
    }
}

impl Paged for Sheets<'_> {
    type Line = Outcome;

    fn scale(&self) -> f64 {
        (self.figure.width / self.columns.page).min(1.0)
    }

    fn page(&self, outcomes: &[Outcome], part: Part) -> Scene {
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
        let bottom = drawing.outcomes(top, outcomes);
        drawing.sheet.finish(bottom, part)
    }
}

/// Where the columns stand.
struct Columns {
    page: f64,
    names: TextColumn,
    sources: TextColumn,
    trials: NumberColumn,
    measures: NumberColumn,
    effect: EffectColumn,
    graph: Slot,
    axis: Slot,
}

impl Columns {
    fn of(figure: &OldAndNewFigure) -> Self {
        /// Names, sources, trials, measures, effect, graph.
        const GAPS: f64 = 5.0;
        let size = figure.text_size;
        let rows = || figure.outcomes.iter().flat_map(|outcome| &outcome.results);
        let head = &figure.head;
        let width = |texts: &mut dyn Iterator<Item = &str>, head: &str, weight: Weight| {
            widest(
                texts
                    .map(|text| (text, weight))
                    .chain([(head, Weight::Bold)]),
                size,
            )
        };
        let mut names = figure.outcomes.iter().map(|outcome| outcome.name.as_str());
        let names = width(&mut names, &head.outcome, Weight::Bold).min(WIDEST_NAME * size);
        let mut sources = rows().map(|row| row.source.as_str());
        let sources = width(&mut sources, &head.source, Weight::Bold).min(WIDEST_SOURCE * size);
        let mut trials = rows().map(|row| row.trials.as_str());
        let trials = width(&mut trials, &head.trials, Weight::Regular);
        let mut measures = rows().map(|row| row.measure.as_str());
        let measures = width(&mut measures, &head.measure, Weight::Regular);
        let style = EffectStyle {
            limits: Limits::Brackets,
            locale: figure.locale,
        };
        let effects = rows().map(|row| (&row.effect, weight(row)));
        let effect = EffectWidths::of(effects, &head.effect, style, size);
        let gap = GAP * size;
        let fixed = names + sources + trials + measures + effect.width + GAPS * gap;
        let graph = (figure.width - fixed).max(NARROWEST_GRAPH * size);
        let mut slots = Slots { x: 0.0, gap };
        let mut text = |width: f64, head: &str| TextColumn {
            slot: slots.next(width),
            head: vec![head.to_owned()],
            most_lines: MOST_LINES,
        };
        let names = text(names, &head.outcome);
        let sources = text(sources, &head.source);
        let trials = NumberColumn {
            slot: slots.next(trials),
            anchor: Anchor::End,
        };
        let measures = NumberColumn {
            slot: slots.next(measures),
            anchor: Anchor::Start,
        };
        let effect = effect.place(slots.next(effect.width));
        let graph = slots.next(graph);
        Self {
            page: slots.x - gap,
            names,
            sources,
            trials,
            measures,
            effect,
            graph,
            axis: graph.without_margins(Plot::margin(&figure.ratios, size, figure.locale)),
        }
    }
}

fn weight(row: &Row) -> Weight {
    if row.is_now {
        Weight::Bold
    } else {
        Weight::Regular
    }
}

/// A page that is being drawn.
struct Drawing<'a> {
    figure: &'a OldAndNewFigure,
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
        columns.sources.write_head(&mut pen, heads.lower);
        let bold = Face::BOLD;
        columns
            .trials
            .write_cell(&mut pen, &head.trials, heads.lower, bold);
        columns
            .measures
            .write_cell(&mut pen, &head.measure, heads.lower, bold);
        columns.effect.write_head(&mut pen, heads, &head.effect);
        heads.pair(
            &mut pen,
            &head.graph,
            columns.graph.middle(),
            Anchor::Middle,
        );
        heads.rule(&mut self.sheet.scene, columns.page)
    }

    /// The outcomes with their marks over the guide. Gives back the lower edge.
    fn outcomes(&mut self, top: f64, outcomes: &[Outcome]) -> f64 {
        let mut layers = Layers::over(&self.sheet.scene);
        let mut y = top;
        for outcome in outcomes {
            y = self.outcome(y, outcome, &mut layers.marks);
        }
        Guide::NoDifference.draw(&mut layers.guides, &self.sheet.plot, (top, y));
        layers.finish(&mut self.sheet.scene);
        y
    }

    fn outcome(&mut self, top: f64, outcome: &Outcome, marks: &mut Scene) -> f64 {
        let (columns, size) = (self.columns, self.figure.text_size);
        let baseline = self.sheet.pitch.baseline(top);
        let names = columns.names.write_cell(
            &mut self.sheet.pen(),
            &outcome.name,
            (0.0, baseline),
            Face::TEXT,
        );
        let mut y = top;
        for row in &outcome.results {
            y = self.row(y, row, marks);
        }
        let bottom = y.max(self.sheet.pitch.bottom(top, names)) + BETWEEN * size;
        self.sheet
            .scene
            .region(RegionKind::Outcome(outcome.index), (top, bottom));
        bottom
    }

    fn row(&mut self, top: f64, row: &Row, marks: &mut Scene) -> f64 {
        let (columns, size) = (self.columns, self.figure.text_size);
        let baseline = self.sheet.pitch.baseline(top);
        let face = if row.is_now { Face::BOLD } else { Face::TEXT };
        let mut pen = self.sheet.pen();
        let lines = columns
            .sources
            .write_cell(&mut pen, &row.source, (0.0, baseline), face);
        columns
            .trials
            .write_cell(&mut pen, &row.trials, baseline, Face::TEXT);
        columns
            .measures
            .write_cell(&mut pen, &row.measure, baseline, Face::TEXT);
        columns
            .effect
            .write_cell(&mut pen, &row.effect, baseline, face);
        let middle = self.sheet.pitch.middle(top);
        match row.log {
            Some((estimate, Some([lower, upper]))) if row.is_now => {
                let span = Span {
                    estimate,
                    lower,
                    upper,
                };
                let side = SQUARE * size;
                SquareOnInterval { span, side }.draw(marks, &self.sheet.plot, middle);
            }
            Some((estimate, limits)) => {
                Published { estimate, limits }.draw(marks, &self.sheet.plot, middle);
            }
            None => {}
        }
        self.sheet.pitch.bottom(top, lines)
    }
}
