//! Where the columns stand: each as wide as its widest cell, the graph and the names sharing what remains.

use super::{CountsHead, Forest, Row, Summary, lights};
use crate::figure::font::{self, Weight};
use crate::figure::preset::{CountsStyle, Place, Style};
use crate::figure::table::{
    EffectColumn, EffectStyle, EffectWidths, GRAPH_MARGIN, Slot, Slots, widest,
};

/// How far the trials of a subgroup stand in, in em.
const INDENT: f64 = 1.0;
/// The widest that a further column is, and its head before it is broken, in em.
const FURTHER: (f64, f64) = (12.0, 7.0);
/// Room between lights, in em.
const LIGHT_GAP: f64 = 0.3;
/// Room between columns, in em.
const GAP: f64 = 1.2;
/// Most room between columns where the page is wider than the columns need.
const WIDEST_GAP: f64 = 2.6;
/// Room between events and total of one arm, in em.
const INNER_GAP: f64 = 0.8;
/// What stands between events and total in one column.
pub(super) const SLASH: &str = "\u{a0}/\u{a0}";
/// A group head wider than its columns is broken from this width on, in em.
const GROUP_HEAD: f64 = 9.0;
/// Names get at least this, in em, and are broken into lines beyond their share.
const NARROWEST_NAMES: f64 = 8.5;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 11.0;
/// The share of the page the graph keeps when names are long, and takes at most when they are short.
const GRAPH_SHARE: (f64, f64) = (0.26, 0.5);

/// The columns of a forest plot, in points from the left edge.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Width of the page.
    pub(super) page: f64,
    /// Where names begin is 0; this is how wide they may be.
    pub(super) names: f64,
    /// How far in the names of trials begin.
    pub(super) indent: f64,
    /// The further columns.
    pub(super) further: Vec<FurtherColumn>,
    /// The lights, one slot each.
    pub(super) lights: Vec<Slot>,
    /// The two arms, where there are counts.
    pub(super) arms: Vec<ArmColumns>,
    /// The weights, where there are any.
    pub(super) weight: Option<Slot>,
    /// The effects.
    pub(super) effect: EffectColumn,
    /// Left and right end of the graph's column.
    pub(super) graph: Slot,
    /// Left and right end of the axis.
    pub(super) axis: Slot,
    /// How far a text may reach that stands beside the axis.
    pub(super) beside_graph: f64,
}

/// A further column, with the lines of its head.
#[derive(Clone, Debug)]
pub(super) struct FurtherColumn {
    pub(super) slot: Slot,
    pub(super) head: Vec<String>,
}

/// Events and total of one arm, with the lines of its head.
#[derive(Clone, Debug)]
pub(super) struct ArmColumns {
    pub(super) slot: Slot,
    pub(super) cells: CountCells,
    pub(super) head: Vec<String>,
}

/// Where counts stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum CountCells {
    /// Events and totals end here.
    Two([f64; 2]),
    /// Events end here, a slash and the totals follow.
    One(f64),
}

impl Columns {
    pub(super) fn of(forest: &Forest) -> Self {
        let style = forest.preset.style();
        let size = forest.text_size;
        let widths = Widths::of(forest, &style);
        let fixed = widths.fixed();
        let gaps = widths.columns();
        let margin = forest
            .axis
            .half_end_label(size, forest.locale)
            .max(half_of_typed_ticks(forest))
            .max(GRAPH_MARGIN * size);
        let fixed_graph = style.axis.map(|axis| axis * size + 2.0 * margin);
        let narrowest_graph = fixed_graph.unwrap_or(NARROWEST_GRAPH * size);
        let least_graph = fixed_graph.unwrap_or(narrowest_graph.max(GRAPH_SHARE.0 * forest.width));
        let room_for_names = forest.width - fixed - gaps * GAP * size - least_graph;
        let names = names_width(forest).min(room_for_names.max(narrowest_names(forest)));
        let page = forest
            .width
            .max(names + fixed + gaps * GAP * size + narrowest_graph);
        let spare = page - names - fixed - gaps * GAP * size;
        let widest_graph = fixed_graph.unwrap_or((GRAPH_SHARE.1 * page).max(least_graph));
        let gap = (GAP * size + (spare - widest_graph).max(0.0) / gaps).min(WIDEST_GAP * size);
        let left_for_graph = page - names - fixed - gaps * gap;
        let graph_width = fixed_graph.map_or(left_for_graph, |graph| graph.min(left_for_graph));

        let mut slots = Slots {
            x: names + gap,
            gap,
        };
        let mut columns = Self {
            page,
            names,
            indent: indent(forest),
            further: Vec::new(),
            lights: Vec::new(),
            arms: Vec::new(),
            weight: None,
            effect: widths.effect.place(Slot::default()),
            graph: Slot::default(),
            axis: Slot::default(),
            beside_graph: 0.0,
        };
        for (width, head) in widths.further.iter().filter(|_| crate::COMPLETE) {
            let slot = slots.next(*width);
            let head = head.clone();
            columns.further.push(FurtherColumn { slot, head });
        }
        for place in style.order {
            match place {
                Place::Counts => {
                    let arms = widths.arms.iter();
                    columns.arms = arms.map(|arm| arm.place(slots.next(arm.width))).collect();
                }
                Place::Weight => columns.weight = widths.weight.map(|width| slots.next(width)),
                Place::Effect => {
                    columns.effect = widths.effect.place(slots.next(widths.effect.width));
                }
                Place::Graph => {
                    columns.beside_graph = slots.x - gap;
                    columns.graph = slots.next(graph_width);
                }
            }
        }
        let lights = if crate::COMPLETE { widths.lights.0 } else { 0 };
        for _ in 0..lights {
            let left = slots.x;
            let right = left + widths.lights.1;
            columns.lights.push(Slot { left, right });
            slots.x = right;
        }
        columns.axis = columns.graph.without_margins(margin);
        columns
    }
}

/// How wide the columns beside names and graph are.
struct Widths {
    /// The further columns, with the lines of their heads.
    further: Vec<(f64, Vec<String>)>,
    /// How many lights, and how wide each of their columns is.
    lights: (usize, f64),
    arms: Vec<ArmWidths>,
    weight: Option<f64>,
    effect: EffectWidths,
}

impl Widths {
    fn of(forest: &Forest, style: &Style) -> Self {
        let size = forest.text_size;
        let counts = forest.head.counts.as_ref();
        let effects = forest
            .rows
            .iter()
            .map(|row| (&row.effect, Weight::Regular))
            .chain(summaries(forest).map(|summary| (&summary.effect, Weight::Bold)));
        let effect_style = EffectStyle {
            limits: style.limits,
            locale: forest.locale,
        };
        Self {
            further: further(forest),
            lights: lights(forest),
            arms: (0..counts.map_or(0, CountsHead::arms))
                .map(|arm| arm_widths(forest, arm, style.counts))
                .collect(),
            weight: forest.head.weight.as_ref().map(|head| {
                let cells = cells(
                    forest,
                    |row| row.weight.as_deref(),
                    |summary| summary.weight.as_deref(),
                );
                let heads = head.iter().map(|line| (line.as_str(), Weight::Bold));
                widest(cells.chain(heads), size)
            }),
            effect: EffectWidths::of(effects, &forest.head.effect, effect_style, size),
        }
    }

    fn fixed(&self) -> f64 {
        let arms: f64 = self.arms.iter().map(|arm| arm.width).sum();
        let further: f64 = self.further.iter().map(|(width, _)| width).sum();
        let lights = self.lights.0 as f64 * self.lights.1;
        arms + further + lights + self.weight.unwrap_or(0.0) + self.effect.width
    }

    /// How many columns follow the names, the graph among them.
    fn columns(&self) -> f64 {
        let arms = self.arms.len() as f64;
        let weight = if self.weight.is_some() { 1.0 } else { 0.0 };
        let lights = if self.lights.0 > 0 { 1.0 } else { 0.0 };
        arms + weight + self.further.len() as f64 + lights + 2.0
    }
}

/// How wide the columns of an arm are.
struct ArmWidths {
    /// Of the pair, or of its head where that is wider.
    width: f64,
    /// From the left edge to the end of the events, and to that of the totals.
    ends: [f64; 2],
    style: CountsStyle,
    head: Vec<String>,
}

impl ArmWidths {
    fn place(&self, slot: Slot) -> ArmColumns {
        let ends = self.ends.map(|end| slot.left + end);
        ArmColumns {
            slot,
            cells: match self.style {
                CountsStyle::TwoColumns => CountCells::Two(ends),
                CountsStyle::OneColumn => CountCells::One(ends[0]),
            },
            head: self.head.clone(),
        }
    }
}

fn arm_widths(forest: &Forest, arm: usize, style: CountsStyle) -> ArmWidths {
    let size = forest.text_size;
    let Some(head) = &forest.head.counts else {
        return ArmWidths {
            width: 0.0,
            ends: [0.0; 2],
            style,
            head: Vec::new(),
        };
    };
    let column = |index: usize| {
        let cells = cells(
            forest,
            move |row| Some(row.counts.as_ref()?[index].as_str()),
            move |summary| Some(summary.counts.as_ref()?[index].as_str()),
        );
        widest(cells, size)
    };
    let bold = |text: &str| font::width(text, Weight::Bold, size);
    let mut events = column(2 * arm);
    let mut total = column(2 * arm + 1);
    let (between, lower_head) = match style {
        CountsStyle::TwoColumns => {
            events = events.max(bold(&head.events));
            total = total.max(bold(&head.total));
            (INNER_GAP * size, 0.0)
        }
        CountsStyle::OneColumn => (bold(SLASH), bold(&head.in_one_column())),
    };
    let pair = events + between + total;
    let label = match &head.control {
        Some(control) if arm == 1 => control,
        _ => &head.experimental,
    };
    let room = pair.max(GROUP_HEAD * size);
    let lines = font::wrap(label, Weight::Bold, size, room, 3);
    let label_width = widest(lines.iter().map(|line| (line.as_str(), Weight::Bold)), size);
    let width = pair.max(label_width).max(lower_head);
    let inset = (width - pair) / 2.0;
    ArmWidths {
        width,
        ends: [inset + events, inset + pair],
        style,
        head: lines,
    }
}

pub(super) fn summaries(forest: &Forest) -> impl Iterator<Item = &Summary> {
    let subtotals = if crate::COMPLETE {
        forest.groups.as_slice()
    } else {
        &[]
    };
    let subtotals = subtotals.iter().map(|group| &group.subtotal);
    let pooled = forest.pooled.iter().chain(&forest.prediction);
    pooled.chain(subtotals)
}

/// The least width of the names: the label of a subtotal stands on one line.
fn narrowest_names(forest: &Forest) -> f64 {
    let size = forest.text_size;
    let least = NARROWEST_NAMES * size;
    if !crate::COMPLETE {
        return least;
    }
    let groups = forest.groups.iter();
    let labels = groups.map(|group| (group.subtotal.label.as_str(), Weight::Bold));
    least.max(widest(labels, size) + indent(forest))
}

fn indent(forest: &Forest) -> f64 {
    if !crate::COMPLETE || forest.groups.is_empty() {
        0.0
    } else {
        INDENT * forest.text_size
    }
}

/// How wide the further columns are, with their heads broken into lines.
fn further(forest: &Forest) -> Vec<(f64, Vec<String>)> {
    if !crate::COMPLETE {
        return Vec::new();
    }
    let size = forest.text_size;
    let heads = forest.head.columns.iter().enumerate();
    heads
        .map(|(place, head)| {
            let cells = forest.rows.iter().filter_map(|row| row.columns.get(place));
            let cells = widest(cells.map(|cell| (cell.as_str(), Weight::Regular)), size);
            let head_width = font::width(head, Weight::Bold, size);
            let width = cells
                .min(FURTHER.0 * size)
                .max(head_width.min(FURTHER.1 * size));
            (width, font::wrap(head, Weight::Bold, size, width, 3))
        })
        .collect()
}

/// How many lights a trial has, and how wide their columns are.
fn lights(forest: &Forest) -> (usize, f64) {
    let size = forest.text_size;
    let Some(lights) = forest.lights.as_ref().filter(|_| crate::COMPLETE) else {
        return (0, 0.0);
    };
    let heads = lights
        .heads
        .iter()
        .map(|head| (head.as_str(), Weight::Bold));
    let width = widest(heads, size).max(lights::LIGHT * size);
    (lights.heads.len(), width + LIGHT_GAP * size)
}

fn half_of_typed_ticks(forest: &Forest) -> f64 {
    if !crate::COMPLETE {
        return 0.0;
    }
    let labels = forest.ticks.iter();
    let labels = labels.map(|tick| (tick.label.as_str(), Weight::Regular));
    widest(labels, forest.text_size) / 2.0
}

fn names_width(forest: &Forest) -> f64 {
    let rows = forest
        .rows
        .iter()
        .map(|row| (row.name.as_str(), Weight::Regular));
    let summaries = summaries(forest).map(|summary| (summary.label.as_str(), Weight::Bold));
    let head = (forest.head.trial.as_str(), Weight::Bold);
    widest(rows.chain(summaries).chain([head]), forest.text_size) + indent(forest)
}

fn cells<'a>(
    forest: &'a Forest,
    row: impl Fn(&'a Row) -> Option<&'a str> + 'a,
    summary: impl Fn(&'a Summary) -> Option<&'a str> + 'a,
) -> impl Iterator<Item = (&'a str, Weight)> {
    let rows = forest
        .rows
        .iter()
        .filter_map(row)
        .map(|cell| (cell, Weight::Regular));
    let sums = summaries(forest)
        .filter_map(summary)
        .map(|cell| (cell, Weight::Bold));
    rows.chain(sums)
}
