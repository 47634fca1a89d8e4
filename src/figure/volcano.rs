//! The volcano plot of all outcomes: the pooled ratio on a log axis against P, small on top, circles by events; the lines of
//! the level and of the rate of false discoveries (Benjamini & Hochberg 1995).

use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Span, Tick};
use super::scatter::{Curve, Mark, Scatter, Side, Stroke, layout_of_outcomes};
use super::{Role, Scene};
use crate::data::{Measure, Review};
use crate::wording::findings::{Finding, Findings};
use crate::wording::many::{self as words, ManyFigure};
use crate::wording::{Locale, forest, number, tr};

pub use super::Options;

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    title: String,
    findings: Findings,
    options: Options,
}

impl Inputs {
    /// What the figure of these findings shows.
    #[must_use]
    pub fn new(review: &Review, findings: Findings, options: &Options) -> Self {
        Self {
            title: words::title(&review.title, ManyFigure::Volcano),
            findings,
            options: *options,
        }
    }
}

/// The figure.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout_of_outcomes(&figure(inputs))
}

/// Radius of the outcome with the most events, and the least, in em.
const RADIUS: (f64, f64) = (1.25, 0.3);
/// The vertical axis reaches at least so far, as −log₁₀ P, and at most.
const REACH: (f64, f64) = (1.6, 12.0);
/// Ratios beyond this are not on the axis.
const FARTHEST: f64 = 1e6;

/// An outcome that has a place.
struct Placed<'a> {
    index: usize,
    finding: &'a Finding,
    ratio: f64,
    /// −log₁₀ P.
    height: f64,
    events: f64,
}

/// The figure, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let (findings, locale) = (&inputs.findings, inputs.options.locale);
    let tested = &findings.tested;
    let placed: Vec<Placed<'_>> = findings
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| placed(index, finding))
        .collect();
    let farthest = placed.iter().map(|one| one.ratio.abs()).fold(0.0, f64::max);
    let span = Span {
        estimate: 0.0,
        lower: -farthest,
        upper: farthest,
    };
    let across = Axis::symmetric(Kind::Ratio, &[], Some(span), &[]);
    let line = tested.threshold.map_or(0.0, height_of);
    let highest = placed.iter().map(|one| one.height).fold(line, f64::max);
    let high = (1.08 * highest).clamp(REACH.0, REACH.1);
    let beyond = placed.iter().filter(|one| one.height > high).count();
    let up = Axis {
        kind: Kind::Difference,
        low: 0.0,
        high,
    };
    let horizontal = |p: f64, stroke| Curve {
        through: vec![(across.low, height_of(p)), (across.high, height_of(p))],
        stroke,
    };
    let mut curves = vec![Curve {
        through: vec![(0.0, 0.0), (0.0, high)],
        stroke: Stroke::Thin,
    }];
    let mut legend = vec![(
        Symbol::Circle(CircleStyle::Bubble),
        words::BY_EVENTS.to_owned(),
    )];
    if placed
        .iter()
        .any(|one| is_discovery(one.finding, tested.rate))
    {
        legend.push((
            Symbol::Circle(CircleStyle::Full),
            words::DISCOVERED.to_owned(),
        ));
    }
    if let Some(threshold) = tested.threshold {
        curves.push(horizontal(tested.rate, Stroke::Dashed));
        legend.push((Symbol::Dashed, words::level_line(tested, locale)));
        curves.push(horizontal(threshold, Stroke::Strong));
        let said = words::rate_line(tested, threshold, locale);
        legend.push((Symbol::Line(Role::Accent), said));
    }
    let mut footer = words::volcano_footer(findings, locale);
    if beyond > 0 {
        footer.push(words::at_the_edge(beyond, locale));
    }
    let missing: Vec<String> = findings
        .rows
        .iter()
        .enumerate()
        .filter(|(index, _)| placed.iter().all(|one| one.index != *index))
        .map(|(_, finding)| finding.name.clone())
        .collect();
    footer.extend(words::without_ratio(&missing));
    let footer: Vec<String> = footer.iter().map(|one| printable(one)).collect();
    let experimental = printable(&findings.sides[0]);
    Scatter {
        title: printable(&inputs.title),
        description: description(&placed, &footer, locale),
        options: inputs.options,
        horizontal: Side {
            axis: across,
            ticks: Vec::new(),
            name: words::ratio_axis(findings),
        },
        vertical: Side {
            axis: up,
            ticks: p_ticks(high, locale),
            name: words::P_AXIS.to_owned(),
        },
        from_top: false,
        directions: forest::directions(Measure::RiskRatio, &experimental),
        bands: Vec::new(),
        curves,
        marks: marks(&placed, (high, tested.rate)),
        legend,
        footer,
    }
}

fn height_of(p: f64) -> f64 {
    (-libm::log10(p.max(f64::MIN_POSITIVE))).max(0.0)
}

fn placed(index: usize, finding: &Finding) -> Option<Placed<'_>> {
    let interval = finding.interval.filter(|_| finding.measure.is_ratio())?;
    finding.discovery.as_ref()?;
    let events = finding.counts.map_or(0, |arms| arms[0][0] + arms[1][0]);
    (interval.estimate.abs() <= libm::log(FARTHEST)).then_some(Placed {
        index,
        finding,
        ratio: interval.estimate,
        height: height_of(finding.p_value?),
        events: events as f64,
    })
}

fn is_discovery(finding: &Finding, rate: f64) -> bool {
    finding
        .discovery
        .as_ref()
        .is_some_and(|found| found.q_value <= rate)
}

/// The outcomes, those with the smallest P first: their names matter most.
fn marks(placed: &[Placed<'_>], (high, rate): (f64, f64)) -> Vec<Mark> {
    let most = placed.iter().map(|one| one.events).fold(0.0, f64::max);
    let (largest, smallest) = RADIUS;
    let mut order: Vec<&Placed<'_>> = placed.iter().collect();
    order.sort_by(|one, other| other.height.total_cmp(&one.height));
    order
        .into_iter()
        .map(|one| {
            let share = if most > 0.0 { one.events / most } else { 0.0 };
            Mark {
                at: (one.ratio, one.height.min(high)),
                radius: (largest * share.sqrt()).max(smallest),
                style: if is_discovery(one.finding, rate) {
                    CircleStyle::Full
                } else {
                    CircleStyle::Bubble
                },
                name: printable(&one.finding.name),
                row: Some(one.index),
            }
        })
        .collect()
}

/// Round P from 1 to the end of the axis.
fn p_ticks(high: f64, locale: Locale) -> Vec<Tick> {
    let values: &[f64] = if high < 2.5 {
        &[1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005]
    } else if high < 6.5 {
        &[1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6]
    } else {
        &[1.0, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12]
    };
    values
        .iter()
        .map(|p| (height_of(*p), *p))
        .filter(|(height, _)| *height <= high)
        .map(|(value, p)| Tick {
            value,
            label: if p < 1e-6 {
                words::power_of_ten(value)
            } else {
                number::tick(p, locale)
            },
        })
        .collect()
}

fn description(placed: &[Placed<'_>], footer: &[String], locale: Locale) -> String {
    let told = placed.iter().map(|one| {
        let name = printable(&one.finding.name);
        tr!(
            "{name}: {}.",
            printable(&words::line(one.finding, locale)),
            name
        )
    });
    let mut sentences: Vec<String> = told.collect();
    sentences.extend_from_slice(footer);
    sentences.join(" ").replace('\u{a0}', " ")
}
