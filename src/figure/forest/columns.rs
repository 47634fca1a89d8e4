//! Where the columns stand: each as wide as its widest cell, the graph and the names sharing what remains.

use super::{Effect, Forest, Row, Summary};
use crate::figure::font::{self, Weight};

/// Room between columns, in em.
const GAP: f64 = 1.3;
/// Most room between columns where the page is wider than the columns need.
const WIDEST_GAP: f64 = 2.6;
/// Room between events and total of one arm, in em.
const INNER_GAP: f64 = 0.8;
/// A group head wider than its columns is broken from this width on, in em.
const GROUP_HEAD: f64 = 9.0;
/// Names get at least this, in em, and are broken into lines beyond their share.
const NARROWEST_NAMES: f64 = 9.0;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 14.0;
/// The share of the page the graph keeps when names are long, and takes at most when they are short.
const GRAPH_SHARE: (f64, f64) = (0.26, 0.5);
/// Least margins of the graph inside its column, where half of the outermost labels stand, in em.
const GRAPH_MARGIN: f64 = 1.1;

/// The columns of a forest plot, in points from the left edge.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Width of the page.
    pub(super) page: f64,
    /// Where names begin is 0; this is how wide they may be.
    pub(super) names: f64,
    /// Counts, where there are any.
    pub(super) counts: Option<CountColumns>,
    /// Middle of the weights' column and its right edge.
    pub(super) weight: Option<Slot>,
    /// The effects.
    pub(super) effect: EffectColumn,
    /// Left and right end of the graph's column.
    pub(super) graph: Slot,
    /// Left and right end of the axis.
    pub(super) axis: Slot,
}

/// A stretch from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Slot {
    pub(super) fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }
}

/// The two arms.
#[derive(Clone, Debug)]
pub(super) struct CountColumns {
    pub(super) arms: [ArmColumns; 2],
}

/// Events and total of one arm, with the lines of its head.
#[derive(Clone, Debug)]
pub(super) struct ArmColumns {
    pub(super) slot: Slot,
    /// Right edges of events and totals.
    pub(super) ends: [f64; 2],
    pub(super) head: Vec<String>,
}

/// The effects: estimates aligned on their decimal mark, intervals on their bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct EffectColumn {
    pub(super) slot: Slot,
    /// Where the decimal mark of the estimates stands.
    decimal_mark: f64,
    /// Where the intervals begin.
    pub(super) interval: f64,
}

impl EffectColumn {
    /// Where the end of an estimate stands.
    pub(super) fn estimate_end(&self, text: &str, decimal: char, weight: Weight, size: f64) -> f64 {
        self.decimal_mark + parts(text, decimal, weight, size).1
    }
}

/// Width before the decimal mark, and from it on. A power of ten has no place on the mark: it ends where whole numbers
/// end, and its width counts before it.
fn parts(text: &str, decimal: char, weight: Weight, size: f64) -> (f64, f64) {
    let at = if text.contains('×') {
        None
    } else {
        text.find(decimal)
    };
    let (whole, fraction) = text.split_at(at.unwrap_or(text.len()));
    (
        font::width(whole, weight, size),
        font::width(fraction, weight, size),
    )
}

impl Columns {
    pub(super) fn of(forest: &Forest) -> Self {
        let size = forest.text_size;
        let arms = forest
            .head
            .counts
            .as_ref()
            .map(|_| [0, 1].map(|arm| arm_widths(forest, arm)));
        let weight = forest.head.weight.as_ref().map(|head| {
            let cells = cells(
                forest,
                |row| row.weight.as_deref(),
                |summary| summary.weight.as_deref(),
            );
            widest(cells, size).max(head_width(head, size))
        });
        let effect = EffectWidths::of(forest);
        let columns_before_graph =
            arms.as_ref().map_or(0.0, |_| 2.0) + f64::from(u8::from(weight.is_some())) + 1.0;
        let fixed = arms.iter().flatten().map(|arm| arm.width).sum::<f64>()
            + weight.unwrap_or(0.0)
            + effect.width;
        let gaps = columns_before_graph + 1.0;
        let least_graph = (NARROWEST_GRAPH * size).max(GRAPH_SHARE.0 * forest.width);
        let natural_names = names_width(forest);
        let room_for_names = forest.width - fixed - gaps * GAP * size - least_graph;
        let names = natural_names.min(room_for_names.max(NARROWEST_NAMES * size));
        let page = forest
            .width
            .max(names + fixed + gaps * GAP * size + NARROWEST_GRAPH * size);
        let spare = page - names - fixed - gaps * GAP * size;
        let widest_graph = (GRAPH_SHARE.1 * page).max(least_graph);
        let gap = (GAP * size + (spare - widest_graph).max(0.0) / gaps).min(WIDEST_GAP * size);

        let mut x = names + gap;
        let mut advance = |width: f64| {
            let slot = Slot {
                left: x,
                right: x + width,
            };
            x += width + gap;
            slot
        };
        let counts = arms.map(|arms| CountColumns {
            arms: arms.map(|arm| arm.place(advance(arm.width))),
        });
        let weight = weight.map(&mut advance);
        let effect = effect.place(advance(effect.width));
        let graph = Slot {
            left: x,
            right: page,
        };
        let margin = forest
            .axis
            .half_end_label(size, forest.locale)
            .max(GRAPH_MARGIN * size);
        Self {
            page,
            names,
            counts,
            weight,
            effect,
            graph,
            axis: Slot {
                left: graph.left + margin,
                right: graph.right - margin,
            },
        }
    }
}

/// How wide the columns of an arm are.
struct ArmWidths {
    /// Of the pair, or of its head where that is wider.
    width: f64,
    total: f64,
    /// From the edges of the slot to those of the pair.
    inset: f64,
    head: Vec<String>,
}

impl ArmWidths {
    fn place(&self, slot: Slot) -> ArmColumns {
        let end = slot.right - self.inset;
        ArmColumns {
            slot,
            ends: [end - self.total, end],
            head: self.head.clone(),
        }
    }
}

fn arm_widths(forest: &Forest, arm: usize) -> ArmWidths {
    let size = forest.text_size;
    let (label, events_head, total_head) =
        forest.head.counts.as_ref().map_or(("", "", ""), |head| {
            let label = if arm == 0 {
                &head.experimental
            } else {
                &head.control
            };
            (label.as_str(), head.events.as_str(), head.total.as_str())
        });
    let column = |index: usize, head: &str| {
        let cells = cells(
            forest,
            move |row| Some(row.counts.as_ref()?[index].as_str()),
            move |summary| Some(summary.counts.as_ref()?[index].as_str()),
        );
        widest(cells, size).max(font::width(head, Weight::Bold, size))
    };
    let events = column(2 * arm, events_head);
    let total = column(2 * arm + 1, total_head);
    let pair = events + INNER_GAP * size + total;
    let head = font::wrap(label, Weight::Bold, size, pair.max(GROUP_HEAD * size), 3);
    let head_width = head
        .iter()
        .map(|line| font::width(line, Weight::Bold, size))
        .fold(0.0, f64::max);
    let width = pair.max(head_width);
    ArmWidths {
        width,
        total: total + INNER_GAP * size,
        inset: (width - pair) / 2.0,
        head,
    }
}

/// How wide the parts of the effects' column are.
#[derive(Clone, Copy)]
struct EffectWidths {
    width: f64,
    whole: f64,
    fraction: f64,
    interval: f64,
    gap: f64,
}

impl EffectWidths {
    fn of(forest: &Forest) -> Self {
        let size = forest.text_size;
        let decimal = forest.locale.decimal_mark();
        let mut widths = Self {
            width: head_width(&forest.head.effect, size),
            whole: 0.0,
            fraction: 0.0,
            interval: 0.0,
            gap: font::width("\u{a0}", Weight::Regular, size) * 1.3,
        };
        let effects = forest
            .rows
            .iter()
            .map(|row| (&row.effect, Weight::Regular))
            .chain(summaries(forest).map(|summary| (&summary.effect, Weight::Bold)));
        for (effect, weight) in effects {
            match effect_texts(effect, forest) {
                Ok([estimate, interval]) => {
                    let (whole, fraction) = parts(&estimate, decimal, weight, size);
                    widths.whole = widths.whole.max(whole);
                    widths.fraction = widths.fraction.max(fraction);
                    widths.interval = widths.interval.max(font::width(&interval, weight, size));
                }
                Err(words) => widths.width = widths.width.max(font::width(words, weight, size)),
            }
        }
        widths.width = widths.width.max(widths.numbers());
        widths
    }

    fn numbers(&self) -> f64 {
        self.whole + self.fraction + self.gap + self.interval
    }

    /// Places the numbers in the middle of the column, under their head.
    fn place(self, slot: Slot) -> EffectColumn {
        let left = slot.left + (slot.width() - self.numbers()) / 2.0;
        EffectColumn {
            slot,
            decimal_mark: left + self.whole,
            interval: left + self.whole + self.fraction + self.gap,
        }
    }
}

/// Estimate and interval of an effect, or the words that stand in their place.
pub(super) fn effect_texts<'a>(
    effect: &'a Effect,
    forest: &Forest,
) -> Result<[String; 2], &'a str> {
    match effect {
        Effect::Interval {
            estimate,
            lower,
            upper,
            mark,
        } => Ok([
            estimate.clone(),
            format!("[{lower}{} {upper}]{mark}", forest.locale.list_mark()),
        ]),
        Effect::Words(words) => Err(words),
    }
}

pub(super) fn summaries(forest: &Forest) -> impl Iterator<Item = &Summary> {
    forest.pooled.iter().chain(&forest.prediction)
}

fn names_width(forest: &Forest) -> f64 {
    let size = forest.text_size;
    let rows = forest
        .rows
        .iter()
        .map(|row| (row.name.as_str(), Weight::Regular));
    let summaries = summaries(forest).map(|summary| (summary.label.as_str(), Weight::Bold));
    widest(rows.chain(summaries), size).max(font::width(&forest.head.trial, Weight::Bold, size))
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

fn widest<'a>(cells: impl Iterator<Item = (&'a str, Weight)>, size: f64) -> f64 {
    cells
        .map(|(text, weight)| font::width(text, weight, size))
        .fold(0.0, f64::max)
}

fn head_width(lines: &[String; 2], size: f64) -> f64 {
    widest(lines.iter().map(|line| (line.as_str(), Weight::Bold)), size)
}
