//! Where the columns of a forest plot stand: each as wide as its widest cell, the graph and the names sharing what remains.

use super::{Arms, Forest, Row, Summary};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::column::counts::{ArmCells, CountsColumn, CountsWidths};
use crate::figure::grammar::column::effect::{EffectColumn, EffectStyle, EffectWidths};
use crate::figure::grammar::column::lights::{LightsColumns, LightsWidths};
use crate::figure::grammar::column::number::NumberColumn;
use crate::figure::grammar::column::text::TextColumn;
use crate::figure::grammar::head::MOST_LINES;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::widest;
use crate::figure::preset::{Column, CountsStyle, Style};
use crate::figure::scene::Anchor;

/// How far the trials of a subgroup stand in, in em.
const INDENT: f64 = 1.0;
/// The widest that a column of a covariate is, and its head before it is broken, in em.
const COVARIATE: (f64, f64) = (12.0, 7.0);
/// Room between columns, in em.
const GAP: f64 = 1.2;
/// Most room between columns where the page is wider than the columns need.
const WIDEST_GAP: f64 = 2.6;
/// The name of an arm wider than its columns is broken from this width on, in em.
const ARM_LABEL: f64 = 9.0;
/// Names get at least this, in em, and are broken into lines beyond their share.
const NARROWEST_NAMES: f64 = 8.5;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 11.0;
/// The share of the page the graph keeps when names are long, and takes at most when they are short.
const GRAPH_SHARE: (f64, f64) = (0.26, 0.5);

/// The columns of a forest plot.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Width of the page.
    pub(super) page: f64,
    /// The trials.
    pub(super) names: TextColumn,
    /// How far in the names of trials begin.
    pub(super) indent: f64,
    /// The covariates.
    pub(super) covariates: Vec<TextColumn>,
    /// The risk of bias.
    pub(super) lights: LightsColumns,
    /// The arms, where there are counts.
    pub(super) arms: Vec<CountsColumn>,
    /// The weights, where there are any.
    pub(super) weight: Option<NumberColumn>,
    /// The effects.
    pub(super) effect: EffectColumn,
    /// The column of the graph.
    pub(super) graph: Slot,
    /// From the left to the right end of the axis.
    pub(super) axis: Slot,
    /// How far a text may reach that stands beside the axis.
    pub(super) beside_graph: f64,
}

impl Columns {
    pub(super) fn of(forest: &Forest) -> Self {
        let style = forest.preset.style();
        let size = forest.text_size;
        let widths = Widths::of(forest, &style);
        let fixed = widths.fixed();
        let gaps = widths.columns();
        let margin = Plot::margin(&forest.axis, size, forest.locale).max(half_typed_tick(forest));
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
        widths.place(forest, &style, (page, names), (gap, graph_width, margin))
    }
}

/// How wide the columns beside names and graph are.
struct Widths {
    /// The covariates, with the lines of their heads.
    covariates: Vec<(f64, Vec<String>)>,
    lights: LightsWidths,
    arms: Vec<CountsWidths>,
    weight: Option<f64>,
    effect: EffectWidths,
}

impl Widths {
    fn of(forest: &Forest, style: &Style) -> Self {
        let size = forest.text_size;
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
            covariates: covariates(forest),
            lights: forest
                .lights
                .as_ref()
                .map(|lights| LightsWidths::of(&lights.heads, size))
                .unwrap_or_default(),
            arms: forest
                .head
                .arms
                .as_ref()
                .map(|arms| arm_widths(forest, arms, style.counts))
                .unwrap_or_default(),
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
        let covariates: f64 = self.covariates.iter().map(|(width, _)| width).sum();
        let weight = self.weight.unwrap_or(0.0);
        arms + covariates + self.lights.width() + weight + self.effect.width
    }

    /// How many columns follow the names, the graph among them.
    fn columns(&self) -> f64 {
        let arms = self.arms.len() as f64;
        let weight = if self.weight.is_some() { 1.0 } else { 0.0 };
        let lights = if self.lights.count > 0 { 1.0 } else { 0.0 };
        arms + weight + self.covariates.len() as f64 + lights + 2.0
    }

    /// The columns one after the other, in the order of the style.
    fn place(
        self,
        forest: &Forest,
        style: &Style,
        (page, names): (f64, f64),
        (gap, graph_width, margin): (f64, f64, f64),
    ) -> Columns {
        let mut slots = Slots {
            x: names + gap,
            gap,
        };
        let covariates = self.covariates.into_iter();
        let covariates = covariates.map(|(width, head)| TextColumn {
            slot: slots.next(width),
            head,
        });
        let mut columns = Columns {
            page,
            names: TextColumn {
                slot: Slot {
                    left: 0.0,
                    right: names,
                },
                head: vec![forest.head.trial.clone()],
            },
            indent: indent(forest),
            covariates: covariates.collect(),
            lights: LightsColumns::default(),
            arms: Vec::new(),
            weight: None,
            effect: self.effect.place(Slot::default()),
            graph: Slot::default(),
            axis: Slot::default(),
            beside_graph: 0.0,
        };
        let mut arms = Some(self.arms);
        for column in style.order {
            match column {
                Column::Counts => {
                    let arms = arms.take().into_iter().flatten();
                    columns.arms = arms
                        .map(|arm| {
                            let slot = slots.next(arm.width);
                            arm.place(slot)
                        })
                        .collect();
                }
                Column::Weight => {
                    columns.weight = self.weight.map(|width| NumberColumn {
                        slot: slots.next(width),
                        anchor: Anchor::End,
                    });
                }
                Column::Effect => {
                    columns.effect = self.effect.place(slots.next(self.effect.width));
                }
                Column::Graph => {
                    columns.beside_graph = slots.x - gap;
                    columns.graph = slots.next(graph_width);
                }
            }
        }
        columns.lights = self.lights.place(&mut slots);
        columns.axis = columns.graph.without_margins(margin);
        columns
    }
}

fn arm_widths(forest: &Forest, arms: &Arms, style: CountsStyle) -> Vec<CountsWidths> {
    let size = forest.text_size;
    let bold = |text: &str| font::width(text, Weight::Bold, size);
    let column = |index: usize| {
        let cells = cells(
            forest,
            move |row| Some(row.counts.as_ref()?[index].as_str()),
            move |summary| Some(summary.counts.as_ref()?[index].as_str()),
        );
        widest(cells, size)
    };
    let labels = [Some(&arms.experimental), arms.control.as_ref()];
    let labels = labels.into_iter().flatten().enumerate();
    labels
        .map(|(arm, label)| {
            let (events, total) = (column(2 * arm), column(2 * arm + 1));
            let (widest, head_width) = match style {
                CountsStyle::TwoColumns => {
                    let pair = [events.max(bold(&arms.events)), total.max(bold(&arms.total))];
                    (pair, 0.0)
                }
                CountsStyle::OneColumn => ([events, total], bold(&arms.in_one_column())),
            };
            let cells = ArmCells {
                label,
                label_width: ARM_LABEL * size,
                widest,
                head_width,
                slash: Weight::Bold,
                style,
            };
            CountsWidths::of(&cells, size)
        })
        .collect()
}

fn summaries(forest: &Forest) -> impl Iterator<Item = &Summary> {
    let subtotals = forest.groups.iter().map(|group| &group.subtotal);
    let pooled = forest.pooled.iter().chain(&forest.prediction);
    pooled.chain(subtotals).chain(&forest.left_out)
}

/// The least width of the names: the label of a subtotal stands on one line.
fn narrowest_names(forest: &Forest) -> f64 {
    let size = forest.text_size;
    let groups = forest.groups.iter();
    let labels = groups.map(|group| (group.subtotal.label.as_str(), Weight::Bold));
    (NARROWEST_NAMES * size).max(widest(labels, size) + indent(forest))
}

fn indent(forest: &Forest) -> f64 {
    if forest.groups.is_empty() {
        0.0
    } else {
        INDENT * forest.text_size
    }
}

/// How wide the columns of the covariates are, with their heads broken into lines.
fn covariates(forest: &Forest) -> Vec<(f64, Vec<String>)> {
    let size = forest.text_size;
    let heads = forest.head.covariates.iter().enumerate();
    heads
        .map(|(place, head)| {
            let cells = forest.rows.iter();
            let cells = cells.filter_map(|row| row.covariates.get(place));
            let cells = widest(cells.map(|cell| (cell.as_str(), Weight::Regular)), size);
            let head_width = font::width(head, Weight::Bold, size);
            let width = cells
                .min(COVARIATE.0 * size)
                .max(head_width.min(COVARIATE.1 * size));
            let head = font::wrap(head, Weight::Bold, size, width, MOST_LINES);
            (width, head)
        })
        .collect()
}

fn half_typed_tick(forest: &Forest) -> f64 {
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
