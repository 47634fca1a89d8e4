//! Events of all outcomes as dots (Amit, Heiberger & Lane 2008): the share of people with the event in either arm on the left,
//! the pooled ratio with its interval on the right, the largest ratio on top or as the panel has them.

mod layout;

use super::Scene;
use super::findings::effect_of;
use super::font::printable;
use super::grammar::column::effect::Effect;
use super::grammar::grouped::GroupedLine;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::pagination::{self, Breaks};
use super::grammar::scale::{Axis, Kind, Span, nice_at_least};
use super::paper::{Fit, Room};
use crate::data::{Measure, Review};
use crate::wording::findings::{self as findings_words, Finding, Findings, Kept};
use crate::wording::many::{self as words, DotOrder, ManyFigure};
use crate::wording::{Locale, forest, tr};

pub use super::Options;
pub use layout::layout;

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    title: String,
    findings: Findings,
    order: DotOrder,
    options: Options,
}

impl Inputs {
    /// What the figure of these findings shows, its rows in an order.
    #[must_use]
    pub fn new(review: &Review, findings: Findings, order: DotOrder, options: &Options) -> Self {
        Self {
            title: words::title(&review.title, ManyFigure::Dots),
            findings,
            order,
            options: *options,
        }
    }
}

/// The figure on one page.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&Dots::of(inputs))
}

/// Brings the figure onto paper: whole, with its rows closer together, or on as many pages as it takes.
#[must_use]
pub fn on_paper(figure: &Dots, room: Room) -> (Vec<Scene>, Fit) {
    let breaks = Breaks {
        lines: &figure.lines,
        may_begin: |_| true,
        may_end: |line| !line.is_head(),
    };
    let [usual, compact] = layout::PITCH.map(|pitch| move || layout::Sheets::of(figure, pitch));
    pagination::on_paper(room, &breaks, usual, compact)
}

/// The figure, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// What it is called.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// How wide and how lettered it is.
    pub options: Options,
    /// Over the outcomes; over the risks; over the effects; over their graph.
    pub heads: Heads,
    /// The outcomes, with the heads of their groups.
    pub lines: Vec<Line>,
    /// The axis of the risks, in percent.
    pub risks: Axis,
    /// The axis of the ratios.
    pub ratios: Axis,
    /// What lies left and right of no difference.
    pub directions: [String; 2],
    /// What the dots stand for.
    pub legend: Vec<(Symbol, String)>,
    /// Paragraphs beneath.
    pub footer: Vec<String>,
}

/// The heads of the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// Over the outcomes.
    pub outcome: String,
    /// Two lines over the risks.
    pub risks: [String; 2],
    /// Two lines over the effects.
    pub effect: [String; 2],
    /// Two lines over their graph.
    pub graph: [String; 2],
}

/// A line of the figure.
pub type Line = GroupedLine<Row>;

/// An outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which of the findings, counted from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// People with the event in the experimental and the control arms, in percent.
    pub risks: Option<[f64; 2]>,
    /// The pooled effect as text.
    pub effect: Effect,
    /// Where it stands, where it is a ratio.
    pub span: Option<Span>,
}

impl Dots {
    /// The figure of some findings.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        let (findings, locale) = (&inputs.findings, inputs.options.locale);
        let order = inputs.order.of_findings();
        let places = findings_words::ordered(&findings.rows, order, &Kept::default());
        let rows: Vec<(Row, Option<String>)> = places
            .into_iter()
            .filter_map(|place| Some((place, findings.rows.get(place)?)))
            .map(|(place, finding)| {
                let group = match inputs.order {
                    DotOrder::Ratio => None,
                    DotOrder::Panel => finding.group.as_deref().map(printable),
                };
                (row(place, finding, locale), group)
            })
            .collect();
        let spans: Vec<Span> = rows.iter().filter_map(|(row, _)| row.span).collect();
        let risks = risk_axis(rows.iter().filter_map(|(row, _)| row.risks).flatten());
        let [experimental, control] = findings.sides.each_ref().map(|side| printable(side));
        let mut footer = vec![words::DOTS_FOOTER.to_owned()];
        if findings.rows.is_empty() {
            footer = vec![words::NOTHING.to_owned()];
        }
        let footer: Vec<String> = footer.iter().map(|one| printable(one)).collect();
        Self {
            title: printable(&inputs.title),
            description: description(&rows, findings, &footer, locale),
            options: inputs.options,
            heads: Heads {
                outcome: findings_words::OUTCOME.to_owned(),
                risks: words::RISK.map(String::from),
                effect: findings.heads.effect.clone(),
                graph: [
                    findings.heads.effect[0].clone(),
                    forest::LOG_SCALE.to_owned(),
                ],
            },
            lines: Line::of(rows),
            risks,
            ratios: Axis::symmetric(Kind::Ratio, &spans, None, &[]),
            directions: forest::directions(Measure::RiskRatio, &experimental),
            legend: vec![
                (Symbol::Circle(CircleStyle::Full), experimental),
                (Symbol::Circle(CircleStyle::Open), control),
            ],
            footer,
        }
    }
}

fn row(index: usize, finding: &Finding, locale: Locale) -> Row {
    Row {
        index,
        name: printable(&finding.name),
        risks: finding
            .counts
            .filter(|arms| arms.iter().all(|[_, people]| *people > 0))
            .map(|arms| arms.map(|[events, people]| 100.0 * events as f64 / people as f64)),
        effect: effect_of(finding, locale),
        span: finding.ratio().map(Span::of),
    }
}

/// An axis of percentages from none to a round number that holds all of these.
fn risk_axis(risks: impl Iterator<Item = f64>) -> Axis {
    /// About how many steps it has.
    const STEPS: f64 = 4.0;
    let largest = risks.fold(0.0, f64::max);
    let high = if largest > 0.0 {
        let step = nice_at_least(largest / STEPS);
        ((largest / step - 1e-9).ceil() * step).min(100.0)
    } else {
        1.0
    };
    Axis {
        kind: Kind::Difference,
        low: 0.0,
        high,
    }
}

fn description(
    rows: &[(Row, Option<String>)],
    findings: &Findings,
    footer: &[String],
    locale: Locale,
) -> String {
    let told = rows.iter().filter_map(|(row, _)| {
        let finding = findings.rows.get(row.index)?;
        Some(tr!(
            "{}: {}.",
            row.name,
            printable(&words::line(finding, locale))
        ))
    });
    let mut sentences: Vec<String> = told.collect();
    sentences.extend_from_slice(footer);
    sentences.join(" ").replace('\u{a0}', " ")
}
