//! A field in which effects stand over a number, as those of trials over their years or those of arms over their doses: both axes, the
//! line through the effects and the bands around it.

use super::Role;
use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::scale::{Axis, Kind, Span, Tick};
use super::grammar::ticks::round_steps;
use super::scatter::{Band, Curve, Side, Stroke};
use crate::analysis::IntervalEstimate;
use crate::data::Measure;
use crate::wording::small_study::effect_axis;
use crate::wording::{Locale, effects, number, tr, translate};

/// About how many ticks the axis of the number has.
const TICKS: f64 = 6.0;
/// For the ticks of effects, the axis counts as so long, in em.
const EFFECT_AXIS: f64 = 22.0;
/// Differences of risks are read per so many people.
const PEOPLE: u32 = 1_000;

/// Both axes of such a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The axis of the number.
    pub across: Axis,
    /// The axis of the effects.
    pub up: Axis,
    /// How effects stand on it.
    pub scale: EffectScale,
}

/// So many steps from the least number to the largest.
pub(super) fn grid((least, most): (f64, f64), steps: u32) -> impl Iterator<Item = f64> {
    (0..=steps).map(move |step| least + (most - least) * f64::from(step) / f64::from(steps))
}

impl Field {
    /// For numbers from the least to the largest, with room `beyond` them as a share of their distance, the effects of a measure that
    /// stand over them, and the means of the line.
    pub(super) fn of<'a>(
        (least, most): (f64, f64),
        beyond: f64,
        measure: Measure,
        estimates: impl Iterator<Item = f64>,
        means: impl Iterator<Item = &'a IntervalEstimate>,
    ) -> Self {
        let scale = EffectScale {
            measure,
            people: PEOPLE,
        };
        let room = if most > least {
            beyond * (most - least)
        } else {
            1.0
        };
        let spans: Vec<Span> = estimates
            .map(|estimate| {
                let place = scale.read(estimate);
                Span {
                    estimate: place,
                    lower: place,
                    upper: place,
                }
            })
            .collect();
        let ends = means.map(|mean| scale.span(mean));
        let widest = ends.reduce(|one, other| Span {
            estimate: one.estimate,
            lower: one.lower.min(other.lower),
            upper: one.upper.max(other.upper),
        });
        Self {
            across: Axis {
                kind: Kind::Difference,
                low: least - room,
                high: most + room,
            },
            up: scale.axis(&spans, widest),
            scale,
        }
    }

    /// The axis of the number, with ticks at `from` or more.
    pub(super) fn horizontal(&self, name: &str, from: f64, locale: Locale) -> Side {
        let ticks = round_steps((self.across.low, self.across.high), TICKS).into_iter();
        Side {
            ticks: ticks
                .filter(|value| *value >= from)
                .map(|value| Tick {
                    value,
                    label: number::quantity(value, locale),
                })
                .collect(),
            axis: self.across,
            name: printable(name),
        }
    }

    /// The axis of the effects, in text of this size.
    pub(super) fn vertical(&self, size: f64, locale: Locale) -> Side {
        Side {
            ticks: self.up.ticks(EFFECT_AXIS * size, size, locale),
            axis: self.up,
            name: effect_axis(self.scale.measure, self.scale.people, locale),
        }
    }

    /// The line of no difference.
    pub(super) fn no_difference(&self) -> Curve {
        Curve {
            through: vec![(self.across.low, 0.0), (self.across.high, 0.0)],
            stroke: Stroke::Thin,
        }
    }

    /// The line through numbers with their means.
    pub(super) fn line(&self, means: impl Iterator<Item = (f64, f64)>) -> Curve {
        Curve {
            through: means.map(|(x, mean)| (x, self.scale.read(mean))).collect(),
            stroke: Stroke::Strong,
        }
    }

    /// The band between limits, each with its number.
    pub(super) fn band(&self, limits: &[(f64, (f64, f64))], role: Role) -> Band {
        let there = limits
            .iter()
            .map(|(x, (_, upper))| (*x, self.scale.read(*upper)));
        let back = limits.iter().rev();
        let back = back.map(|(x, (lower, _))| (*x, self.scale.read(*lower)));
        Band {
            corners: there.chain(back).collect(),
            role,
        }
    }

    /// What the figure shows in sentences: what is said of it, and each point by its name, its effect and its number.
    pub(super) fn description<'a>(
        &self,
        sentences: &[String],
        points: impl Iterator<Item = (&'a str, f64, f64)>,
        locale: Locale,
    ) -> String {
        let points: Vec<String> = points
            .map(|(name, estimate, at)| {
                tr!(
                    "{}: {} at {}",
                    printable(name),
                    effects::effect(self.scale.measure, estimate, locale),
                    number::quantity(at, locale)
                )
            })
            .collect();
        let mut said: Vec<String> = sentences.iter().map(|one| printable(one)).collect();
        if !points.is_empty() {
            said.push(tr!("{}.", points.join(translate("; "))));
        }
        said.join(" ").replace('\u{a0}', " ")
    }
}
