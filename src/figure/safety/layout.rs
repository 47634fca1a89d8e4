//! Composes a safety profile of its pieces: heads, rows with two marks each, two axes, footer.

use super::{Line, Row, SafetyProfile};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::axis;
use crate::figure::grammar::column::counts::{ArmCells, CountsColumn, CountsWidths};
use crate::figure::grammar::column::effect::{EffectColumn, EffectStyle, EffectWidths};
use crate::figure::grammar::column::number::NumberColumn;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::directions::Directions;
use crate::figure::grammar::footer::FooterArea;
use crate::figure::grammar::head::Heads;
use crate::figure::grammar::layers::Layers;
use crate::figure::grammar::mark::guide::Guide;
use crate::figure::grammar::mark::square::SquareOnInterval;
use crate::figure::grammar::pagination::{Paged, Part};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::row::RowPitch;
use crate::figure::grammar::scale::Axis;
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::{Face, Pen, widest};
use crate::figure::preset::{CountsStyle, Limits};
use crate::figure::scene::{Anchor, RegionKind, Role, Scene};

/// Distance of rows, in em.
pub(super) const PITCH: f64 = 1.9;
/// Room between columns, in em.
const GAP: f64 = 1.4;
/// Side of the squares, in em: all alike, for outcomes have no weights.
const SQUARE: f64 = 0.7;
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (9.0, 22.0);
/// A name is broken into at most so many lines, and cut beyond.
const NAME_LINES: usize = 3;
/// A graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 12.0;
/// How much of what the two graphs share the ratios get.
const RATIOS_SHARE: f64 = 0.56;
/// How far outcomes stand in from the head of their group, in em.
const INDENT: f64 = 0.9;

/// Places everything on one page: as wide as asked, or wider where the columns need more, and as high as its rows.
#[must_use]
pub fn layout(profile: &SafetyProfile) -> Scene {
    Sheets::of(profile, PITCH).page(&profile.lines, Part::WHOLE)
}

/// What the pages of one profile have in common.
pub(super) struct Sheets<'a> {
    profile: &'a SafetyProfile,
    columns: Columns,
    /// Distance of rows, in em.
    pitch: f64,
}

impl<'a> Sheets<'a> {
    pub(super) fn of(profile: &'a SafetyProfile, pitch: f64) -> Self {
        Self {
            profile,
            columns: Columns::of(profile),
            pitch,
        }
    }
}

impl Paged for Sheets<'_> {
    type Line = Line;

    fn scale(&self) -> f64 {
        (self.profile.width / self.columns.page).min(1.0)
    }

    fn page(&self, lines: &[Line], part: Part) -> Scene {
        let (profile, columns) = (self.profile, &self.columns);
        let size = profile.text_size;
        let mut drawing = Drawing {
            profile,
            pitch: RowPitch {
                pitch: self.pitch,
                size,
            },
            plots: [
                (profile.ratios, columns.ratio_axis),
                (profile.differences, columns.difference_axis),
            ]
            .map(|(axis, slot)| Plot {
                axis,
                slot,
                size,
                locale: profile.locale,
            }),
            columns,
            scene: Scene {
                width: columns.page,
                title: profile.title.clone(),
                description: profile.description.clone(),
                ..Scene::default()
            },
        };
        let page = (columns.page, profile.locale);
        let top = part.heading(&mut drawing.pen(), &profile.title, page);
        let top = drawing.heads(top);
        let rows = drawing.rows(top, lines);
        let axis_bottom = drawing.axes(rows);
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: rows + 0.5 * size,
            beside: columns.ratio.slot.right,
            beside_until: axis_bottom,
            page: columns.page,
        };
        let area = (&area, profile.locale);
        drawing.scene.height = part.footer(&mut drawing.scene, &profile.footer, area);
        drawing.scene
    }
}

/// Where the columns stand.
struct Columns {
    page: f64,
    names: TextColumn,
    trials: NumberColumn,
    arms: [CountsColumn; 2],
    ratio: EffectColumn,
    ratio_graph: Slot,
    ratio_axis: Slot,
    difference: EffectColumn,
    difference_graph: Slot,
    difference_axis: Slot,
}

impl Columns {
    fn of(profile: &SafetyProfile) -> Self {
        /// Names, trials, two arms, two effects, two graphs.
        const GAPS: f64 = 7.0;
        let size = profile.text_size;
        let rows = || outcomes(profile);
        let trials = widest(
            rows()
                .map(|row| (row.trials.as_str(), Weight::Regular))
                .chain(bold(&profile.head.trials)),
            size,
        );
        let arms = [0, 1].map(|arm| arm_widths(profile, arm));
        let style = EffectStyle {
            limits: Limits::Brackets,
            locale: profile.locale,
        };
        let ratio = EffectWidths::of(
            rows().map(|row| (&row.ratio, Weight::Regular)),
            &profile.head.ratio,
            style,
            size,
        );
        let difference = EffectWidths::of(
            rows().filter_map(|row| Some((row.difference.as_ref()?, Weight::Regular))),
            &profile.head.difference,
            style,
            size,
        );
        let fixed = trials + arms[0].width + arms[1].width + ratio.width + difference.width;
        let gap = GAP * size;
        let room = profile.width - fixed - GAPS * gap - 2.0 * NARROWEST_GRAPH * size;
        let names = names_width(profile)
            .min(NAMES.1 * size)
            .min(room.max(NAMES.0 * size));
        let graphs = (profile.width - fixed - GAPS * gap - names).max(2.0 * NARROWEST_GRAPH * size);

        let mut slots = Slots { x: 0.0, gap };
        let names = TextColumn {
            slot: slots.next(names),
            head: vec![profile.head.outcome.clone()],
            most_lines: NAME_LINES,
        };
        let trials = NumberColumn {
            slot: slots.next(trials),
            anchor: Anchor::Middle,
        };
        let arms = arms.map(|arm| {
            let slot = slots.next(arm.width);
            arm.place(slot)
        });
        let ratio = ratio.place(slots.next(ratio.width));
        let ratio_graph = slots.next(RATIOS_SHARE * graphs);
        let difference = difference.place(slots.next(difference.width));
        let difference_graph = slots.next((1.0 - RATIOS_SHARE) * graphs);
        let inside = |graph: Slot, axis: &Axis| {
            graph.without_margins(Plot::margin(axis, size, profile.locale))
        };
        Self {
            page: slots.x - gap,
            names,
            trials,
            arms,
            ratio,
            ratio_graph,
            ratio_axis: inside(ratio_graph, &profile.ratios),
            difference,
            difference_graph,
            difference_axis: inside(difference_graph, &profile.differences),
        }
    }
}

fn arm_widths(profile: &SafetyProfile, arm: usize) -> CountsWidths {
    let size = profile.text_size;
    let column = |index: usize| {
        let cells = outcomes(profile)
            .filter_map(move |row| Some(row.counts.as_ref()?[arm][index].as_str()));
        widest(cells.map(|cell| (cell, Weight::Regular)), size)
    };
    let head_width = font::width(&profile.head.events, Weight::Regular, size);
    let cells = ArmCells {
        label: &profile.head.arms[arm],
        label_width: head_width,
        widest: [column(0), column(1)],
        head_width,
        slash: Weight::Regular,
        style: CountsStyle::OneColumn,
    };
    CountsWidths::of(&cells, size)
}

fn bold(lines: &[String]) -> impl Iterator<Item = (&str, Weight)> {
    lines.iter().map(|line| (line.as_str(), Weight::Bold))
}

fn outcomes(profile: &SafetyProfile) -> impl Iterator<Item = &Row> {
    profile.lines.iter().filter_map(Line::row)
}

/// Whether outcomes stand under heads of groups, and so stand in.
fn indent(profile: &SafetyProfile) -> f64 {
    if profile.lines.iter().any(Line::is_head) {
        INDENT * profile.text_size
    } else {
        0.0
    }
}

fn names_width(profile: &SafetyProfile) -> f64 {
    let size = profile.text_size;
    let indent = indent(profile);
    let lines = profile.lines.iter().map(|line| match line {
        Line::Group(name) => font::width(name, Weight::Bold, size),
        Line::Outcome(row) => indent + font::width(&row.name, Weight::Regular, size),
    });
    let head = font::width(&profile.head.outcome, Weight::Bold, size);
    lines.fold(head, f64::max)
}

/// A page that is being drawn.
struct Drawing<'a> {
    profile: &'a SafetyProfile,
    columns: &'a Columns,
    pitch: RowPitch,
    /// Of the ratios and of the differences.
    plots: [Plot; 2],
    scene: Scene,
}

impl Drawing<'_> {
    fn size(&self) -> f64 {
        self.profile.text_size
    }

    fn pen(&mut self) -> Pen<'_> {
        Pen {
            size: self.profile.text_size,
            scene: &mut self.scene,
        }
    }

    /// The heads under `top`, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self, top: f64) -> f64 {
        let (head, columns, size) = (&self.profile.head, self.columns, self.size());
        let most = columns.arms.iter().map(|arm| arm.label.len()).max();
        let heads = Heads::under(top, most.unwrap_or(1) as f64, size);
        let mut pen = self.pen();
        columns.names.write_head(&mut pen, heads.lower);
        columns.trials.write_head(&mut pen, heads, &head.trials);
        let graph = |pen: &mut Pen<'_>, head, slot: Slot| {
            heads.pair(pen, head, slot.middle(), Anchor::Middle);
        };
        columns.ratio.write_head(&mut pen, heads, &head.ratio);
        graph(&mut pen, &head.ratio_graph, columns.ratio_graph);
        columns
            .difference
            .write_head(&mut pen, heads, &head.difference);
        graph(&mut pen, &head.difference_graph, columns.difference_graph);
        for arm in &columns.arms {
            arm.write_label(&mut pen, heads.upper);
            arm.write_head(&mut pen, &head.events, heads.lower, Face::MUTED);
        }
        heads.rule(&mut self.scene, columns.page)
    }

    /// The outcomes with their marks over the guides. Gives back the lower edge.
    fn rows(&mut self, top: f64, lines: &[Line]) -> f64 {
        let mut layers = Layers::over(&self.scene);
        let mut y = top;
        for line in lines {
            y = match line {
                Line::Group(name) => self.group(y, name),
                Line::Outcome(row) => self.outcome(y, row, &mut layers.marks),
            };
        }
        for plot in &self.plots {
            Guide::NoDifference.draw(&mut layers.guides, plot, (top, y));
        }
        layers.finish(&mut self.scene);
        y
    }

    /// The head of a group, over all columns but the graphs. Gives back the lower edge.
    fn group(&mut self, top: f64, name: &str) -> f64 {
        let baseline = self.pitch.baseline(top);
        let room = self.columns.ratio.slot.right;
        let name = font::shorten(name, Weight::Bold, self.size(), room);
        self.pen()
            .write(&name, (0.0, baseline), Anchor::Start, Face::BOLD);
        self.pitch.bottom(top, 1)
    }

    fn outcome(&mut self, top: f64, row: &Row, marks: &mut Scene) -> f64 {
        let (columns, size) = (self.columns, self.size());
        let baseline = self.pitch.baseline(top);
        let indent = indent(self.profile);
        let mut pen = self.pen();
        let name = (indent, baseline);
        let lines = columns
            .names
            .write_cell(&mut pen, &row.name, name, Face::TEXT);
        let face = Face::TEXT;
        columns
            .trials
            .write_cell(&mut pen, &row.trials, baseline, face);
        if let Some(counts) = &row.counts {
            for (arm, [events, total]) in columns.arms.iter().zip(counts) {
                arm.write_cell(&mut pen, [events, total], baseline, face);
            }
        }
        columns
            .ratio
            .write_cell(&mut pen, &row.ratio, baseline, face);
        if let Some(difference) = &row.difference {
            columns
                .difference
                .write_cell(&mut pen, difference, baseline, face);
        }
        let spans = [row.ratio_span, row.difference_span];
        for (plot, span) in self.plots.iter().zip(spans) {
            if let Some(span) = span {
                let side = SQUARE * size;
                SquareOnInterval { span, side }.draw(marks, plot, self.pitch.middle(top));
            }
        }
        let bottom = self.pitch.bottom(top, lines);
        self.scene
            .region(RegionKind::Outcome(row.index), (top, bottom));
        bottom
    }

    /// Both axes with their directions. Gives back the lower edge.
    fn axes(&mut self, rows: f64) -> f64 {
        let graphs = [self.columns.ratio_graph, self.columns.difference_graph];
        let mut bottom = rows;
        for (plot, graph) in self.plots.iter().zip(graphs) {
            let directions = Directions::new(&self.profile.directions, plot, graph);
            let ticks = plot.ticks(&[]);
            let axis = axis::draw(&mut self.scene, plot, rows, &ticks, Some(&directions));
            bottom = bottom.max(axis);
        }
        bottom
    }
}
