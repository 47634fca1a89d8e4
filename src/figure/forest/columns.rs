//! Where the columns of a forest plot stand: each as wide as its widest cell, the graph and the names sharing what remains.
//!
//! Where the page is too narrow for all of them, names are broken into lines and cut first, and then columns give way before
//! the graph does, in the order of [`Widths::give_way`].

use super::density::Density;
use super::{Arms, Forest, LightsHead, Row, Summary};
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
/// Least room between columns, before one of them gives way.
const TIGHTEST_GAP: f64 = 0.8;
/// Most room between columns where the page is wider than the columns need.
const WIDEST_GAP: f64 = 2.6;
/// The name of an arm wider than its columns is broken from this width on, in em.
const ARM_LABEL: f64 = 9.0;
/// Names get at least this, in em, and are broken into lines beyond their share.
const NARROWEST_NAMES: f64 = 8.5;
/// The graph gets at least this, in em.
const NARROWEST_GRAPH: f64 = 11.0;
/// Names that would leave the graph less than this share of the page are broken into lines and cut.
const GRAPH_BESIDE_NAMES: f64 = 0.26;
/// Columns that would leave it less than this share, with the names as narrow as they become, give way.
const GRAPH_BESIDE_COLUMNS: f64 = 1.0 / 6.0;
/// The graph takes at most this share where names are short.
const WIDEST_GRAPH: f64 = 0.5;
/// The head of a covariate is cut like its cells, into at most so many lines.
const COVARIATE_LINES: usize = 3;

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
    /// What gave way to the graph.
    pub(super) left_out: LeftOut,
}

/// Columns that gave way to the graph on a page too narrow for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// How many covariates, the last ones.
    pub(super) covariates: usize,
    /// The risk of bias.
    pub(super) lights: bool,
    /// The weights.
    pub(super) weight: bool,
    /// The counts of the arms.
    pub(super) counts: bool,
}

impl Columns {
    pub(super) fn of(forest: &Forest, density: Density) -> Self {
        let style = forest.preset.style();
        let size = forest.text_size;
        let margin = Plot::margin(&forest.axis, size, forest.locale).max(half_typed_tick(forest));
        let fixed_graph = style.axis.map(|axis| axis * size + 2.0 * margin);
        let narrowest_graph = fixed_graph.unwrap_or(NARROWEST_GRAPH * size);
        let least_graph =
            |share: f64| fixed_graph.unwrap_or(narrowest_graph.max(share * forest.width));
        let mut widths = Widths::of(forest, &style);
        let narrowest_names = narrowest_names(forest).min(names_width(forest));
        let beside_columns = forest.width - narrowest_names - least_graph(GRAPH_BESIDE_COLUMNS);
        let left_out = widths.give_way(|widths| {
            widths.fixed() + widths.columns() * TIGHTEST_GAP * size <= beside_columns
        });
        let fixed = widths.fixed();
        let gaps = widths.columns();
        let least_gap = ((beside_columns - fixed) / gaps).clamp(TIGHTEST_GAP * size, GAP * size);
        let least_graph = least_graph(GRAPH_BESIDE_NAMES);
        let room_for_names = forest.width - fixed - gaps * least_gap - least_graph;
        let names = names_width(forest).min(room_for_names.max(narrowest_names));
        let page = forest
            .width
            .max(names + fixed + gaps * least_gap + narrowest_graph);
        let spare = page - names - fixed - gaps * least_gap;
        let widest_graph = fixed_graph.unwrap_or((WIDEST_GRAPH * page).max(least_graph));
        let gap = (least_gap + (spare - widest_graph).max(0.0) / gaps).min(WIDEST_GAP * size);
        let left_for_graph = page - names - fixed - gaps * gap;
        let graph_width = fixed_graph.map_or(left_for_graph, |graph| graph.min(left_for_graph));
        let columns = widths.place(forest, &style, (page, names), (gap, graph_width, margin));
        Self {
            left_out,
            names: TextColumn {
                most_lines: density.lines_of_a_name(),
                ..columns.names
            },
            ..columns
        }
    }

    /// The heads of the risk of bias, where it is shown and has room.
    pub(super) fn lights_of<'a>(&self, forest: &'a Forest) -> Option<&'a LightsHead> {
        let has_room = !self.left_out.lights;
        forest.lights.as_ref().filter(|_| has_room)
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

    /// Takes columns out until what is left is narrow enough, or only names, effects and the graph are left. First go the
    /// covariates, the last one first; then the risk of bias, then the weights, then the counts. The effects never go.
    fn give_way(&mut self, is_narrow_enough: impl Fn(&Self) -> bool) -> LeftOut {
        let mut left_out = LeftOut::default();
        while !is_narrow_enough(self) {
            if self.covariates.pop().is_some() {
                left_out.covariates += 1;
            } else if self.lights.count > 0 {
                self.lights = LightsWidths::default();
                left_out.lights = true;
            } else if self.weight.take().is_some() {
                left_out.weight = true;
            } else if !self.arms.is_empty() {
                self.arms.clear();
                left_out.counts = true;
            } else {
                break;
            }
        }
        left_out
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
            most_lines: COVARIATE_LINES,
        });
        let mut columns = Columns {
            page,
            names: TextColumn {
                slot: Slot {
                    left: 0.0,
                    right: names,
                },
                head: vec![forest.head.trial.clone()],
                most_lines: Density::Usual.lines_of_a_name(),
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
            left_out: LeftOut::default(),
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
