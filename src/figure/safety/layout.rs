//! Places a safety profile on its page.

use super::{Line, Row, SafetyProfile};
use crate::figure::font::{self, Weight};
use crate::figure::footer;
use crate::figure::plot::Plot;
use crate::figure::preset::Limits;
use crate::figure::scene::{Anchor, Rectangle, Region, RegionKind, Role, Scene};
use crate::figure::table::{
    EffectColumn, EffectStyle, EffectWidths, Face, GRAPH_MARGIN, LINE, Pen, RULES, Slot, Slots,
    widest,
};

/// Distance of rows, in em.
const PITCH: f64 = 1.9;
/// Room between columns, in em.
const GAP: f64 = 1.4;
/// Side of the squares, in em: all alike, for outcomes have no weights.
const SQUARE: f64 = 0.7;
/// Names get at least this and at most that, in em.
const NAMES: (f64, f64) = (9.0, 22.0);
/// A graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 12.0;
/// How much of what the two graphs share the ratios get.
const RATIOS_SHARE: f64 = 0.56;
/// How far outcomes stand in from the head of their group, in em.
const INDENT: f64 = 0.9;
/// From the middle of the digits down to the baseline, in em.
const MIDDLE: f64 = font::CAP_HEIGHT / 2.0;

/// Places everything.
#[must_use]
pub fn layout(profile: &SafetyProfile) -> Scene {
    let columns = Columns::of(profile);
    let plot = |axis, slot| Plot {
        axis,
        slot,
        size: profile.text_size,
        locale: profile.locale,
    };
    let mut page = Page {
        profile,
        ratios: plot(profile.ratios, columns.ratio_axis),
        differences: plot(profile.differences, columns.difference_axis),
        columns: &columns,
        marks: Scene::default(),
        scene: Scene {
            width: columns.page,
            title: profile.title.clone(),
            description: profile.description.clone(),
            ..Scene::default()
        },
    };
    let top = page.heads();
    let rows = page.rows(top);
    let axis_bottom = page.axes(rows);
    page.scene.height = footer::draw(
        &mut page.scene,
        &profile.footer,
        &footer::Place {
            role: Role::Muted,
            size: profile.text_size,
            top: rows + 0.5 * profile.text_size,
            beside: columns.ratio.slot.right,
            beside_until: axis_bottom,
            page: columns.page,
        },
    );
    page.scene
}

/// Where the columns stand.
struct Columns {
    page: f64,
    names: f64,
    trials: Slot,
    arms: [Arm; 2],
    ratio: EffectColumn,
    ratio_graph: Slot,
    ratio_axis: Slot,
    difference: EffectColumn,
    difference_graph: Slot,
    difference_axis: Slot,
}

/// Events and total of an arm, on a slash.
struct Arm {
    slot: Slot,
    /// Where the events end.
    events: f64,
    head: Vec<String>,
}

const SLASH: &str = "\u{a0}/\u{a0}";

impl Columns {
    fn of(profile: &SafetyProfile) -> Self {
        /// Names, trials, two arms, two effects, two graphs.
        const GAPS: f64 = 7.0;
        let size = profile.text_size;
        let rows = || outcomes(profile);
        let bold = |line: &String| font::width(line, Weight::Bold, size);
        let trials = rows()
            .map(|row| font::width(&row.trials, Weight::Regular, size))
            .chain(profile.head.trials.iter().map(bold))
            .fold(0.0, f64::max);
        let arms = [0, 1].map(|arm| ArmWidths::of(profile, arm));
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

        let mut slots = Slots {
            x: names + gap,
            gap,
        };
        let trials = slots.next(trials);
        let arms = arms.map(|arm| {
            let slot = slots.next(arm.width);
            arm.place(slot)
        });
        let ratio = ratio.place(slots.next(ratio.width));
        let ratio_graph = slots.next(RATIOS_SHARE * graphs);
        let difference = difference.place(slots.next(difference.width));
        let difference_graph = slots.next((1.0 - RATIOS_SHARE) * graphs);
        let margin = |axis: &crate::figure::Axis| {
            axis.half_end_label(size, profile.locale)
                .max(GRAPH_MARGIN * size)
        };
        Self {
            page: slots.x - gap,
            names,
            trials,
            arms,
            ratio,
            ratio_graph,
            ratio_axis: ratio_graph.without_margins(margin(&profile.ratios)),
            difference,
            difference_graph,
            difference_axis: difference_graph.without_margins(margin(&profile.differences)),
        }
    }
}

struct ArmWidths {
    width: f64,
    /// From the left edge to the end of the events.
    events: f64,
    head: Vec<String>,
}

impl ArmWidths {
    fn of(profile: &SafetyProfile, arm: usize) -> Self {
        let size = profile.text_size;
        let column = |index: usize| {
            let cells = outcomes(profile)
                .filter_map(move |row| Some(row.counts.as_ref()?[arm][index].as_str()));
            widest(cells.map(|cell| (cell, Weight::Regular)), size)
        };
        let (events, total) = (column(0), column(1));
        let pair = events + font::width(SLASH, Weight::Regular, size) + total;
        let lower = font::width(&profile.head.events, Weight::Regular, size);
        let room = pair.max(lower);
        let head = font::wrap(&profile.head.arms[arm], Weight::Bold, size, room, 3);
        let width = widest(head.iter().map(|line| (line.as_str(), Weight::Bold)), size).max(room);
        Self {
            width,
            events: (width - pair) / 2.0 + events,
            head,
        }
    }

    fn place(self, slot: Slot) -> Arm {
        Arm {
            slot,
            events: slot.left + self.events,
            head: self.head,
        }
    }
}

fn outcomes(profile: &SafetyProfile) -> impl Iterator<Item = &Row> {
    profile.lines.iter().filter_map(|line| match line {
        Line::Outcome(row) => Some(row.as_ref()),
        Line::Group(_) => None,
    })
}

/// Whether outcomes stand under heads of groups, and so stand in.
fn indent(profile: &SafetyProfile) -> f64 {
    let grouped = profile
        .lines
        .iter()
        .any(|line| matches!(line, Line::Group(_)));
    if grouped {
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

struct Page<'a> {
    profile: &'a SafetyProfile,
    columns: &'a Columns,
    ratios: Plot,
    differences: Plot,
    /// What is drawn over the guides.
    marks: Scene,
    scene: Scene,
}

impl Page<'_> {
    fn size(&self) -> f64 {
        self.profile.text_size
    }

    fn pen(&mut self) -> Pen<'_> {
        Pen {
            size: self.profile.text_size,
            scene: &mut self.scene,
        }
    }

    /// The heads, standing on a rule over the whole page. Gives back where the rows begin.
    fn heads(&mut self) -> f64 {
        let (profile, columns, size) = (self.profile, self.columns, self.size());
        let head = &profile.head;
        let line = LINE * size;
        let most = columns.arms.iter().map(|arm| arm.head.len()).max();
        let upper = size * font::CAP_HEIGHT + 0.3 * size + (most.unwrap_or(1) - 1) as f64 * line;
        let lower = upper + 1.1 * line;
        let mut pen = self.pen();
        pen.write(&head.outcome, (0.0, lower), Anchor::Start, Face::BOLD);
        let mut two = |[first, second]: &[String; 2], middle: f64| {
            pen.write(first, (middle, upper), Anchor::Middle, Face::BOLD);
            pen.write(second, (middle, lower), Anchor::Middle, Face::MUTED);
        };
        two(&head.trials, columns.trials.middle());
        two(&head.ratio, columns.ratio.slot.middle());
        two(&head.ratio_graph, columns.ratio_graph.middle());
        two(&head.difference, columns.difference.slot.middle());
        two(&head.difference_graph, columns.difference_graph.middle());
        for arm in &columns.arms {
            pen.stack(&arm.head, arm.slot.middle(), upper);
            let place = (arm.slot.middle(), lower);
            pen.write(&head.events, place, Anchor::Middle, Face::MUTED);
        }
        let rule = lower + 0.6 * size;
        self.scene
            .horizontal((0.0, columns.page), rule, RULES.0, Role::Ink);
        rule + 0.3 * size
    }

    /// The outcomes with their marks over the guides. Gives back the lower edge.
    fn rows(&mut self, top: f64) -> f64 {
        let guides = self.scene.items.len();
        let profile = self.profile;
        let mut y = top;
        for line in &profile.lines {
            y = match line {
                Line::Group(name) => self.group(y, name),
                Line::Outcome(row) => self.outcome(y, row),
            };
        }
        let ends = (top - 0.3 * self.size(), y + 0.35 * self.size());
        let mut lines = Scene::default();
        self.ratios.no_difference(&mut lines, ends);
        self.differences.no_difference(&mut lines, ends);
        self.scene.items.splice(guides..guides, lines.items);
        self.scene.items.append(&mut self.marks.items);
        y
    }

    /// The head of a group, over all columns but the graphs. Gives back the lower edge.
    fn group(&mut self, top: f64, name: &str) -> f64 {
        let size = self.size();
        let baseline = top + PITCH * size / 2.0 + MIDDLE * size;
        let room = self.columns.ratio.slot.right;
        let name = font::shorten(name, Weight::Bold, size, room);
        self.pen()
            .write(&name, (0.0, baseline), Anchor::Start, Face::BOLD);
        top + PITCH * size
    }

    fn outcome(&mut self, top: f64, row: &Row) -> f64 {
        let (columns, size) = (self.columns, self.size());
        let middle = top + PITCH * size / 2.0;
        let baseline = middle + MIDDLE * size;
        let indent = indent(self.profile);
        let lines = font::wrap(&row.name, Weight::Regular, size, columns.names - indent, 3);
        let mut pen = self.pen();
        pen.lines(&lines, indent, baseline, Face::TEXT);
        let trials = (columns.trials.middle(), baseline);
        pen.write(&row.trials, trials, Anchor::Middle, Face::TEXT);
        if let Some(counts) = &row.counts {
            for (arm, [events, total]) in columns.arms.iter().zip(counts) {
                let start = arm.events - font::width(events, Weight::Regular, size);
                let cell = format!("{events}{SLASH}{total}");
                pen.write(&cell, (start, baseline), Anchor::Start, Face::TEXT);
            }
        }
        columns
            .ratio
            .write(&mut pen, &row.ratio, baseline, Face::TEXT);
        if let Some(difference) = &row.difference {
            columns
                .difference
                .write(&mut pen, difference, baseline, Face::TEXT);
        }
        let side = SQUARE * size;
        for (plot, span) in [
            (self.ratios, row.ratio_span),
            (self.differences, row.difference_span),
        ] {
            if let Some(span) = span {
                plot.interval_with_square(&mut self.marks, span, side, middle);
            }
        }
        let bottom = top + PITCH * size + (lines.len() - 1) as f64 * LINE * size;
        self.scene.regions.push(Region {
            kind: RegionKind::Outcome(row.index),
            area: Rectangle {
                left: 0.0,
                top,
                right: columns.page,
                bottom,
            },
        });
        bottom
    }

    /// Both axes with their directions. Gives back the lower edge.
    fn axes(&mut self, rows: f64) -> f64 {
        let size = self.size();
        let top = rows + 0.35 * size;
        let mut bottom = top;
        for (plot, column) in [
            (self.ratios, self.columns.ratio_graph),
            (self.differences, self.columns.difference_graph),
        ] {
            let labels = plot.axis(&mut self.scene, top, plot.ticks());
            let directions = plot.directions(&self.profile.directions, column);
            let baseline = labels + 1.45 * size;
            directions.write(&mut self.scene, baseline);
            bottom = bottom.max(baseline + directions.height() + 0.4 * size);
        }
        bottom
    }
}
