//! Composes the dots of their pieces: legend, heads, rows with a graph of the risks and one of the ratios, two axes, footer.

use super::{Dots, Line, Row};
use crate::figure::Scene;
use crate::figure::font::{self, Weight};
use crate::figure::grammar::column::effect::{EffectColumn, EffectStyle, EffectWidths};
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::directions::Directions;
use crate::figure::grammar::footer::FooterArea;
use crate::figure::grammar::head::Heads;
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::circle::CircleStyle;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::square::SquareOnInterval;
use crate::figure::grammar::pagination::{Paged, Part};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::row::RowPitch;
use crate::figure::grammar::scale::Axis;
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::{Face, Pen, widest};
use crate::figure::grammar::{axis, legend};
use crate::figure::preset::Limits;
use crate::figure::scene::{Anchor, Point, RegionKind, Role, STROKE};

/// Distance of rows, in em, and where they stand closely.
pub(super) const PITCH: [f64; 2] = [1.75, 1.4];
/// Room between columns, in em.
const GAP: f64 = 1.2;
/// Radius of a dot, in em.
const RADIUS: f64 = 0.33;
/// Side of the squares, in em: all alike, for outcomes have no weights.
const SQUARE: f64 = 0.66;
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (7.0, 20.0);
/// A name is broken into at most so many lines.
const NAME_LINES: usize = 3;
/// A graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 9.0;
/// How far outcomes stand in from the head of their group, in em.
const INDENT: f64 = 0.9;

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(figure: &Dots) -> Scene {
    Sheets::of(figure, PITCH[0]).page(&figure.lines, Part::WHOLE)
}

/// What the pages of one figure have in common.
pub(super) struct Sheets<'a> {
    figure: &'a Dots,
    page: f64,
    names: TextColumn,
    risks: Slot,
    effect: EffectColumn,
    ratios: Slot,
    indent: f64,
    pitch: RowPitch,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(figure: &'a Dots, pitch: f64) -> Self {
        /// Between names, risks, ratios and their graph.
        const GAPS: f64 = 3.0;
        let size = figure.options.text_size;
        let (gap, narrowest) = (GAP * size, NARROWEST_GRAPH * size);
        let has_groups = figure.lines.iter().any(Line::is_head);
        let indent = if has_groups { INDENT * size } else { 0.0 };
        let rows = || figure.lines.iter().filter_map(Line::row);
        let style = EffectStyle {
            limits: Limits::Brackets,
            locale: figure.options.locale,
        };
        let effects = rows().map(|row| (&row.effect, Weight::Regular));
        let effect = EffectWidths::of(effects, &figure.heads.effect, style, size);
        let groups = figure.lines.iter().filter_map(|line| match line {
            Line::Group(name) => Some((name.as_str(), Weight::Bold)),
            Line::Outcome(_) => None,
        });
        let outcomes = rows().map(|row| (row.name.as_str(), Weight::Regular));
        let wanted = widest(groups, size)
            .max(indent + widest(outcomes, size))
            .max(font::width(&figure.heads.outcome, Weight::Bold, size));
        let room = figure.options.width - effect.width - GAPS * gap;
        let names = wanted
            .min(NAMES.1 * size)
            .min((room - 2.0 * narrowest).max(NAMES.0 * size));
        let heads = |head: &[String; 2]| {
            widest(head.iter().map(|line| (line.as_str(), Weight::Bold)), size)
        };
        let graphs = [&figure.heads.risks, &figure.heads.graph].map(heads);
        let each = ((room - names) / 2.0)
            .max(narrowest)
            .max(graphs[0])
            .max(graphs[1]);
        let mut slots = Slots { x: 0.0, gap };
        let names = TextColumn {
            slot: slots.next(names),
            head: vec![figure.heads.outcome.clone()],
            most_lines: NAME_LINES,
        };
        let risks = slots.next(each);
        let effect = effect.place(slots.next(effect.width));
        let ratios = slots.next(each);
        Self {
            figure,
            page: slots.x - gap,
            names,
            risks,
            effect,
            ratios,
            indent,
            pitch: RowPitch { pitch, size },
        }
    }

    fn plot(&self, axis: Axis, graph: Slot) -> Plot {
        let (size, locale) = (self.pitch.size, self.figure.options.locale);
        Plot {
            axis,
            slot: graph.without_margins(Plot::margin(&axis, size, locale)),
            size,
            locale,
        }
    }

    fn plots(&self) -> [Plot; 2] {
        [
            self.plot(self.figure.risks, self.risks),
            self.plot(self.figure.ratios, self.ratios),
        ]
    }

    /// The heads under `top`. Gives back where the rows begin.
    fn heads(&self, scene: &mut Scene, top: f64) -> f64 {
        let figure = self.figure;
        let size = self.pitch.size;
        let heads = Heads::under(top, 1.0, size);
        let pen = &mut Pen { scene, size };
        self.names.write_head(pen, heads.lower);
        heads.pair(
            pen,
            &figure.heads.risks,
            self.risks.middle(),
            Anchor::Middle,
        );
        self.effect.write_head(pen, heads, &figure.heads.effect);
        heads.pair(
            pen,
            &figure.heads.graph,
            self.ratios.middle(),
            Anchor::Middle,
        );
        heads.rule(scene, self.page)
    }

    fn group(&self, scene: &mut Scene, top: f64, name: &str) -> f64 {
        let size = self.pitch.size;
        let name = font::shorten(name, Weight::Bold, size, self.names.slot.width());
        let place = (0.0, self.pitch.baseline(top));
        Pen { scene, size }.write(&name, place, Anchor::Start, Face::BOLD);
        self.pitch.bottom(top, 1)
    }

    fn outcome(&self, scene: &mut Scene, marks: &mut Scene, (top, row): (f64, &Row)) -> f64 {
        let size = self.pitch.size;
        let baseline = self.pitch.baseline(top);
        let pen = &mut Pen { scene, size };
        let place = (self.indent, baseline);
        let lines = self.names.write_cell(pen, &row.name, place, Face::TEXT);
        self.effect
            .write_cell(pen, &row.effect, baseline, Face::TEXT);
        let [risks, ratios] = self.plots();
        let y = self.pitch.middle(top);
        if let Some(arms) = row.risks {
            let [experimental, control] = arms.map(|risk| risks.x(risk));
            let ends = (experimental.min(control), experimental.max(control));
            marks.horizontal(ends, y, STROKE, Role::Muted);
            let radius = RADIUS * size;
            CircleStyle::Open.draw(marks, Point { x: control, y }, radius);
            CircleStyle::Full.draw(marks, Point { x: experimental, y }, radius * 0.8);
        }
        if let Some(span) = row.span {
            let side = SQUARE * size;
            SquareOnInterval { span, side }.draw(marks, &ratios, y);
        }
        let bottom = self.pitch.bottom(top, lines);
        scene.region(RegionKind::Outcome(row.index), (top, bottom));
        bottom
    }

    /// Both axes. Gives back the lower edge.
    fn axes(&self, scene: &mut Scene, rows: f64) -> f64 {
        let [risks, ratios] = self.plots();
        let bottom = axis::draw(scene, &risks, rows, &risks.ticks(&[]), None);
        let directions = Directions::new(&self.figure.directions, &ratios, self.ratios);
        let ticks = ratios.ticks(&[]);
        axis::draw(scene, &ratios, rows, &ticks, Some(&directions)).max(bottom)
    }
}

impl Paged for Sheets<'_> {
    type Line = Line;

    fn scale(&self) -> f64 {
        (self.figure.options.width / self.page).min(1.0)
    }

    fn page(&self, lines: &[Line], part: Part) -> Scene {
        let (figure, size) = (self.figure, self.pitch.size);
        let locale = figure.options.locale;
        let mut scene = Scene {
            width: self.page,
            title: figure.title.clone(),
            description: figure.description.clone(),
            ..Scene::default()
        };
        let pen = &mut Pen {
            scene: &mut scene,
            size,
        };
        let top = part.heading(pen, &figure.title, (self.page, locale));
        let top = legend::draw(&mut scene, &figure.legend, size, (top, self.page));
        let top = self.heads(&mut scene, top);
        let mut layers = Layers::over(&scene);
        let mut y = top;
        for line in lines {
            y = match line {
                Line::Group(name) => self.group(&mut scene, y, name),
                Line::Outcome(row) => self.outcome(&mut scene, &mut layers.marks, (y, row)),
            };
        }
        for plot in self.plots() {
            Guide::NoDifference.draw(&mut layers.guides, &plot, (top, y));
        }
        layers.finish(&mut scene);
        let bottom = self.axes(&mut scene, y);
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: y + 0.5 * size,
            beside: self.names.slot.right,
            beside_until: bottom,
            page: self.page,
        };
        scene.height = part.footer(&mut scene, &figure.footer, (&area, locale));
        scene
    }
}
