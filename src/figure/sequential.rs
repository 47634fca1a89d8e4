//! An outcome as a sequential test: Z after each trial against the people so far, between the boundaries and over the wedge of
//! futility, as the program of the Copenhagen Trial Unit draws it (Wetterslev, Thorlund, Brok & Gluud 2008).

use std::sync::Arc;

use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Tick};
use super::grammar::ticks::round_steps;
use super::scatter::{Band, Curve, Mark, Scatter, Side, Stroke, layout};
use super::{Answered, Options, Role, Scene};
use crate::analysis::{LookKind, Sequential, TestStanding};
use crate::explore::sequential::boundaries::Boundary;
use crate::math::normal;
use crate::wording::{Locale, number, sequential as words, tr, translate};

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    experimental: String,
    found: Arc<Sequential>,
    /// Where the test stands, in words.
    sentence: String,
    options: Options,
}

impl Inputs {
    /// What the figure of an answer shows: `sentence` says where the test stands.
    #[must_use]
    pub fn new(
        experimental: &str,
        answered: &Answered,
        found: &Arc<Sequential>,
        sentence: String,
        options: &Options,
    ) -> Self {
        Self {
            outcome: answered.outcome.name.clone(),
            experimental: experimental.to_owned(),
            found: Arc::clone(found),
            sentence,
            options: *options,
        }
    }
}

/// The figure.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Radius of a look, in em.
const RADIUS: f64 = 0.3;
/// About how many ticks the axis of people has.
const TICKS: f64 = 5.0;
/// Z reaches at least so far to either side, and at most.
const REACH: (f64, f64) = (4.0, 8.0);
/// A required size so many times that of the trials leaves nothing of them to see, and is not on the axis.
const FARTHEST: f64 = 25.0;

/// The figure, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let (found, locale) = (&*inputs.found, inputs.options.locale);
    let required = found.required.people;
    let people = found.looks.last().map_or(0.0, |look| look.people as f64);
    let shows_required = required <= FARTHEST * people;
    let right = if shows_required {
        required.max(people)
    } else {
        people.max(1.0)
    };
    let across = Axis {
        kind: Kind::Difference,
        low: 0.0,
        high: 1.04 * right,
    };
    let largest = found.looks.iter().filter_map(|look| look.z);
    let largest = largest.map(f64::abs).fold(0.0, f64::max);
    let has_boundary = |z: f64| z <= REACH.1;
    let limits = limits(found, |boundary| boundary.efficacy);
    let highest = limits
        .iter()
        .map(|limit| limit.1)
        .filter(|z| has_boundary(*z));
    let highest = highest.fold(largest, f64::max);
    let high = (1.1 * highest).clamp(REACH.0, REACH.1).ceil();
    let up = Axis {
        kind: Kind::Difference,
        low: -high,
        high,
    };
    let single = normal::upper_quantile(found.design.alpha / 2.0);
    let mut footer = vec![inputs.sentence.clone(), words::required(found, locale)];
    footer.push(words::how(found, locale));
    let hides_some = largest > high || limits.iter().any(|limit| limit.1 > high);
    if hides_some {
        footer.push(words::beyond(high, locale));
    }
    if !shows_required {
        footer.push(words::FAR_AWAY.to_owned());
    }
    let footer: Vec<String> = footer.iter().map(|one| printable(one)).collect();
    let wedge = wedge(found);
    let marks = marks(found, high);
    let shown = limits
        .iter()
        .filter(|limit| across.shows(limit.0) && limit.1 <= high);
    let has_limits = shown.count() > 1;
    let drawn = (has_limits, !wedge.is_empty(), shows_required);
    let legend = legend((found, &marks), drawn, (single, locale));
    let experimental = printable(&inputs.experimental);
    Scatter {
        title: printable(&words::figure_name(&inputs.outcome)),
        description: description(inputs, &footer),
        options: inputs.options,
        horizontal: Side {
            axis: across,
            ticks: ticks((0.0, across.high), locale),
            name: words::ACROSS.to_owned(),
        },
        vertical: Side {
            axis: up,
            ticks: ticks((-high, high), locale),
            name: words::up(&experimental),
        },
        from_top: false,
        directions: [String::new(), String::new()],
        bands: wedge,
        curves: curves(found, (across, up), (single, &limits)),
        marks,
        legend,
        footer,
    }
}

/// What stands for what: of boundary, wedge and required size those that are drawn.
fn legend(
    (found, marks): (&Sequential, &[Mark]),
    (has_limits, has_wedge, shows_required): (bool, bool, bool),
    (single, locale): (f64, Locale),
) -> Vec<(Symbol, String)> {
    let full = Symbol::Circle(CircleStyle::Full);
    let mut legend = vec![(full, words::Z_LINE.to_owned())];
    if marks.iter().any(|mark| mark.style == CircleStyle::Open) {
        let open = Symbol::Circle(CircleStyle::Open);
        legend.push((open, words::NOT_TESTED.to_owned()));
    }
    if has_limits {
        let firm = Symbol::Line(Role::Ink);
        legend.push((firm, words::BOUNDARY_LINE.to_owned()));
    }
    if has_wedge {
        legend.push((Symbol::Band(Role::Band), words::WEDGE.to_owned()));
    }
    legend.push((Symbol::Dashed, words::single_test(single, locale)));
    if shows_required {
        let said = words::required_line(found, locale);
        legend.push((Symbol::Line(Role::Muted), said));
    }
    legend
}

/// One of the limits of the looks that are tested and have one, over the people, as far as the required size.
fn limits(found: &Sequential, limit: fn(Boundary) -> Option<f64>) -> Vec<(f64, f64)> {
    let of_looks = found.looks.iter().filter_map(|look| look.boundary);
    let of_all = of_looks.chain(found.to_come);
    let placed = of_all.filter_map(|boundary| {
        let people = boundary.information * found.required.people;
        Some((people, limit(boundary)?))
    });
    placed.collect()
}

/// The wedge between the two boundaries for futility, which opens where the first of them stands.
fn wedge(found: &Sequential) -> Vec<Band> {
    let upper = limits(found, |boundary| boundary.futility);
    if !found.design.futility || upper.len() < 2 {
        return Vec::new();
    }
    let lower = upper.iter().rev().map(|(people, z)| (*people, -z));
    vec![Band {
        corners: upper.iter().copied().chain(lower).collect(),
        role: Role::Band,
    }]
}

fn curves(
    found: &Sequential,
    (across, up): (Axis, Axis),
    (single, limits): (f64, &[(f64, f64)]),
) -> Vec<Curve> {
    let line = |through: Vec<(f64, f64)>, stroke| Curve { through, stroke };
    let level = |z: f64| vec![(across.low, z), (across.high, z)];
    let mirrored = |points: &[(f64, f64)]| points.iter().map(|(x, z)| (*x, -z)).collect();
    let required = found.required.people;
    let within = |z: f64| z.clamp(up.low, up.high);
    let walked = found.looks.iter().filter_map(|look| {
        let z = look.z?;
        Some((look.people as f64, within(z)))
    });
    vec![
        line(level(0.0), Stroke::Thin),
        line(vec![(required, up.low), (required, up.high)], Stroke::Thin),
        line(level(single), Stroke::Dashed),
        line(level(-single), Stroke::Dashed),
        line(limits.to_vec(), Stroke::Firm),
        line(mirrored(limits), Stroke::Firm),
        line(walked.collect(), Stroke::Strong),
    ]
}

/// The looks; the one that decides is named.
fn marks(found: &Sequential, high: f64) -> Vec<Mark> {
    let decides = match found.standing {
        TestStanding::Crossed(look) | TestStanding::Reached(look) | TestStanding::Futile(look) => {
            Some(look)
        }
        TestStanding::Open | TestStanding::TooEarly => None,
    };
    let looks = found.looks.iter().enumerate();
    let mut marks: Vec<Mark> = looks
        .filter_map(|(place, look)| {
            let is_tested = match look.kind {
                LookKind::OnTheWay | LookKind::Last => true,
                LookKind::TooEarly | LookKind::After => false,
            };
            Some(Mark {
                at: (look.people as f64, look.z?.clamp(-high, high)),
                radius: RADIUS,
                style: if is_tested {
                    CircleStyle::Full
                } else {
                    CircleStyle::Open
                },
                name: if decides == Some(place) {
                    printable(&look.name)
                } else {
                    String::new()
                },
                row: Some(look.row),
            })
        })
        .collect();
    marks.sort_by_key(|mark| mark.name.is_empty());
    marks
}

fn ticks(span: (f64, f64), locale: Locale) -> Vec<Tick> {
    let values = round_steps(span, TICKS).into_iter();
    values
        .map(|value| Tick {
            value,
            label: number::tick(value, locale),
        })
        .collect()
}

fn description(inputs: &Inputs, footer: &[String]) -> String {
    let locale = inputs.options.locale;
    let looks = inputs.found.looks.iter().filter_map(|look| {
        let z = look.z?;
        Some(tr!(
            "{}: {} people, Z {}",
            printable(&look.name),
            number::count(look.people, locale),
            number::statistic(z, locale)
        ))
    });
    let looks: Vec<String> = looks.collect();
    let looks = if looks.is_empty() {
        String::new()
    } else {
        tr!("{}. ", looks.join(translate("; ")))
    };
    format!("{looks}{}", footer.join(" ")).replace('\u{a0}', " ")
}
