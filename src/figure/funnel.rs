//! The funnel plot: each trial's effect by its standard error or its people, over bands of P (Peters et al. 2008), with what trim
//! and fill would put in as open circles and the pooled estimate as a dashed line.

use std::sync::Arc;

use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Span, Tick, nice_at_least};
use super::grammar::ticks::round_steps;
use super::scatter::{Band, Curve, Mark, Options, Scatter, Side, Stroke, layout};
use super::{Answered, Role, Scene};
use crate::analysis::{FillEstimator, Filled, LimitMetaAnalysis, OwnEffect, SmallStudy, limit_of};
use crate::data::Measure;
use crate::math::normal;
use crate::wording::effects::Written;
use crate::wording::small_study::{self as words, Vertical};
use crate::wording::{Locale, allowances, forest, number, tr, translate};

/// What the reader chooses about a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// What stands on the vertical axis.
    pub vertical: Vertical,
    /// Whether the bands of P are drawn.
    pub bands: bool,
    /// What trim and fill puts in, if it puts anything in.
    pub put_in: Option<FillEstimator>,
    /// Whether the curve of the limit meta-analysis is drawn.
    pub limit: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            vertical: Vertical::default(),
            bands: true,
            put_in: None,
            limit: false,
        }
    }
}

/// What a funnel is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    experimental: String,
    /// The names of the trials of the funnel, in their order.
    names: Vec<String>,
    found: Arc<SmallStudy>,
    /// The pooled estimate of the main analysis.
    pooled: Option<f64>,
    /// The limit meta-analysis, where its curve is drawn.
    limit: Option<LimitMetaAnalysis>,
    choices: Choices,
    options: Options,
}

impl Inputs {
    /// What the funnel of an answer shows.
    #[must_use]
    pub fn new(
        experimental: &str,
        answered: &Answered,
        found: &Arc<SmallStudy>,
        choices: Choices,
        options: &Options,
    ) -> Self {
        let request = &answered.prepared.request;
        let name = |trial: &OwnEffect| {
            let row = request.trials.get(trial.row);
            row.map_or_else(String::new, |row| row.label.clone())
        };
        let pooled = answered.response.pooled.as_ref().ok();
        Self {
            outcome: answered.outcome.name.clone(),
            experimental: experimental.to_owned(),
            names: found.trials.iter().map(name).collect(),
            found: Arc::clone(found),
            pooled: pooled.map(|pooled| pooled.interval.estimate),
            limit: limit_of(found)
                .filter(|_| choices.limit && choices.vertical == Vertical::StandardError),
            choices,
            options: *options,
        }
    }
}

/// The funnel.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Radius of a point, in em.
const RADIUS: f64 = 0.36;
/// The two-sided P at which the bands change, from the middle outwards.
const BOUNDS: [f64; 3] = [0.1, 0.05, 0.01];
/// Pieces of the curve of a limit meta-analysis.
const STEPS_OF_CURVE: u8 = 60;
/// About how many ticks the vertical axis has.
const TICKS: f64 = 5.0;

/// The funnel, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    Content::of(inputs).figure()
}

struct Content<'a> {
    inputs: &'a Inputs,
    found: &'a SmallStudy,
    scale: EffectScale,
    /// What trim and fill puts in.
    put_in: Option<&'a Filled>,
    vertical: Vertical,
}

impl<'a> Content<'a> {
    fn of(inputs: &'a Inputs) -> Self {
        let found: &SmallStudy = &inputs.found;
        let people = if found.measure == Measure::RiskDifference {
            let mean = found.mean.as_ref();
            mean.map_or(1_000, |mean| {
                Written::of(found.measure, mean, inputs.options.locale).people
            })
        } else {
            1_000
        };
        let has_people = found.trials.iter().any(|trial| trial.people.is_some());
        Self {
            inputs,
            found,
            scale: EffectScale {
                measure: found.measure,
                people,
            },
            put_in: inputs.choices.put_in.map(|count| found.filled_by(count)),
            vertical: match inputs.choices.vertical {
                Vertical::People if has_people => Vertical::People,
                Vertical::People | Vertical::StandardError => Vertical::StandardError,
            },
        }
    }

    fn figure(&self) -> Scatter {
        let (inputs, locale) = (self.inputs, self.inputs.options.locale);
        let horizontal = self.effect_axis();
        let vertical = self.vertical_axis();
        let trials = self.trials();
        let put_in = self.put_in();
        let shown = |mark: &&Mark| horizontal.shows(mark.at.0) && vertical.axis.shows(mark.at.1);
        let drawn = trials.iter().filter(shown).count();
        // Trials whose people are not known stand nowhere on an axis of people.
        let beyond = self.found.trials.len() - drawn;
        let bands = self.bands(horizontal, vertical.axis);
        let shown_fill = self.put_in.filter(|_| {
            // On an axis of people nobody knows where a mirror image would stand.
            self.vertical == Vertical::StandardError
        });
        let mut footer = words::footer(self.found, (!bands.is_empty(), shown_fill), beyond, locale);
        footer.extend(self.limit().map(|_| allowances::CURVE_SAID.to_owned()));
        let mut marks = trials;
        marks.extend(put_in);
        Scatter {
            title: printable(&words::figure_name(&inputs.outcome)),
            description: self.description(&footer),
            options: inputs.options,
            directions: self.directions(),
            horizontal: Side {
                axis: horizontal,
                ticks: Vec::new(),
                name: words::effect_axis(self.found.measure, self.scale.people, locale),
            },
            from_top: self.vertical == Vertical::StandardError,
            curves: self.guides(vertical.axis),
            legend: self.legend(!bands.is_empty()),
            vertical,
            bands,
            marks,
            footer,
        }
    }

    fn directions(&self) -> [String; 2] {
        let arm = forest::arm(
            &printable(&self.inputs.experimental),
            forest::EXPERIMENTAL.text(),
        );
        forest::directions(self.found.measure, &arm).map(|words| printable(&words))
    }

    /// The axis of effects: as wide as the trials and what is put in, within what any axis of effects shows.
    fn effect_axis(&self) -> Axis {
        let at = |effect: f64| {
            let place = self.scale.read(effect);
            Span {
                estimate: place,
                lower: place,
                upper: place,
            }
        };
        let filled = self.put_in.and_then(|filled| filled.found.as_ref());
        let filled = filled.into_iter().flat_map(|fill| &fill.filled);
        let trials = self.found.trials.iter().map(|trial| trial.effect.estimate);
        let all = trials.chain(filled.map(|effect| effect.estimate));
        let spans: Vec<Span> = all.map(at).collect();
        self.scale.axis(&spans, self.inputs.pooled.map(at))
    }

    /// Where a trial stands on the vertical axis.
    fn height(&self, trial: &OwnEffect) -> Option<f64> {
        match self.vertical {
            Vertical::StandardError => Some(trial.effect.variance.sqrt()),
            Vertical::People => trial.people,
        }
    }

    fn vertical_axis(&self) -> Side {
        let locale = self.inputs.options.locale;
        let heights = self.found.trials.iter();
        let heights = heights.filter_map(|trial| self.height(trial));
        let largest = heights.fold(0.0, f64::max);
        let step = if largest > 0.0 {
            nice_at_least(largest / TICKS)
        } else {
            1.0
        };
        // A little room beyond the outermost point.
        let high = ((1.02 * largest / step).ceil() * step).max(step);
        let ticks = round_steps((0.0, high), high / step);
        Side {
            axis: Axis {
                kind: Kind::Difference,
                low: 0.0,
                high,
            },
            ticks: ticks
                .into_iter()
                .map(|value| Tick {
                    value,
                    label: number::tick(value, locale),
                })
                .collect(),
            name: words::vertical_axis(self.vertical, self.found.measure),
        }
    }

    /// The trials, those farthest from the middle first: their names are looked for.
    fn trials(&self) -> Vec<Mark> {
        let middle = self.inputs.pooled.unwrap_or(0.0);
        let trials = self.found.trials.iter().zip(&self.inputs.names);
        let mut marks: Vec<(f64, Mark)> = trials
            .filter_map(|(trial, name)| {
                let far = (trial.effect.estimate - middle).abs() / trial.effect.variance.sqrt();
                let mark = Mark {
                    at: (self.scale.read(trial.effect.estimate), self.height(trial)?),
                    radius: RADIUS,
                    style: CircleStyle::Full,
                    name: printable(name),
                    row: Some(trial.row),
                };
                Some((far, mark))
            })
            .collect();
        marks.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        marks.into_iter().map(|(_, mark)| mark).collect()
    }

    fn put_in(&self) -> Vec<Mark> {
        let filled = self.put_in.and_then(|filled| filled.found.as_ref());
        let filled = filled.into_iter().flat_map(|fill| &fill.filled);
        if self.vertical == Vertical::People {
            return Vec::new();
        }
        filled
            .map(|effect| Mark {
                at: (self.scale.read(effect.estimate), effect.variance.sqrt()),
                radius: RADIUS,
                style: CircleStyle::Open,
                name: String::new(),
                row: None,
            })
            .collect()
    }

    /// The bands of P about no difference, the outermost first: P above 0.01, 0.05 and 0.1 of a single trial.
    fn bands(&self, across: Axis, down: Axis) -> Vec<Band> {
        let has_bands = self.inputs.choices.bands
            && self.vertical == Vertical::StandardError
            && !self.directions().iter().all(String::is_empty);
        let Some(stretch) = self.scale.stretch().filter(|_| has_bands) else {
            return Vec::new();
        };
        let [inner, middle, outer] = BOUNDS.map(|p| stretch * normal::upper_quantile(p / 2.0));
        [
            (outer, Role::FaintBand),
            (middle, Role::Band),
            (inner, Role::Paper),
        ]
        .into_iter()
        .map(|(slope, role)| Band {
            corners: funnel(slope, across, down.high),
            role,
        })
        .collect()
    }

    fn guides(&self, vertical: Axis) -> Vec<Curve> {
        let upright = |x: f64, stroke| Curve {
            through: vec![(x, vertical.low), (x, vertical.high)],
            stroke,
        };
        let mut guides = Vec::new();
        if !self.directions().iter().all(String::is_empty) {
            guides.push(upright(0.0, Stroke::Thin));
        }
        guides.extend(
            self.inputs
                .pooled
                .map(|pooled| upright(self.scale.read(pooled), Stroke::Dashed)),
        );
        guides.extend(self.limit().map(|limit| {
            Curve {
                through: (0..=STEPS_OF_CURVE)
                    .map(|step| {
                        let share = f64::from(step) / f64::from(STEPS_OF_CURVE);
                        let error = share * vertical.high;
                        (self.scale.read(limit.at(error)), error)
                    })
                    .collect(),
                stroke: Stroke::Strong,
            }
        }));
        guides
    }

    /// The limit meta-analysis, where its curve is drawn: over standard errors alone.
    fn limit(&self) -> Option<&LimitMetaAnalysis> {
        let limit = self.inputs.limit.as_ref();
        limit.filter(|_| self.vertical == Vertical::StandardError)
    }

    fn legend(&self, has_bands: bool) -> Vec<(Symbol, String)> {
        let mut legend = vec![(Symbol::Circle(CircleStyle::Full), words::TRIAL.to_owned())];
        if let Some(filled) = self.put_in
            && self.vertical == Vertical::StandardError
            && filled.found.as_ref().is_some_and(|fill| fill.missing > 0)
        {
            legend.push((
                Symbol::Circle(CircleStyle::Open),
                words::filled_legend(filled.count),
            ));
        }
        if self.inputs.pooled.is_some() {
            legend.push((Symbol::Dashed, words::POOLED.to_owned()));
        }
        if self.limit().is_some() {
            legend.push((Symbol::Line(Role::Accent), allowances::CURVE.to_owned()));
        }
        if has_bands {
            legend.push((Symbol::Band(Role::Band), words::BAND.to_owned()));
            legend.push((Symbol::Band(Role::FaintBand), words::FAINT_BAND.to_owned()));
        }
        legend
    }

    fn description(&self, footer: &[String]) -> String {
        let locale = self.inputs.options.locale;
        let trials = self.found.trials.iter().zip(&self.inputs.names);
        let points: Vec<String> = trials
            .map(|(trial, name)| self.in_words(trial, &printable(name), locale))
            .collect();
        let mut sentences = vec![words::answer(self.found, locale)];
        if !points.is_empty() {
            sentences.push(tr!("{}.", points.join(translate("; "))));
        }
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }

    fn in_words(&self, trial: &OwnEffect, name: &str, locale: Locale) -> String {
        let error = trial.effect.variance.sqrt();
        words::point(
            name,
            self.found.measure,
            trial.effect.estimate,
            error,
            locale,
        )
    }
}

/// The triangle between −slope × y and slope × y, cut off at the ends of the axis of effects.
fn funnel(slope: f64, across: Axis, lowest: f64) -> Vec<(f64, f64)> {
    let side = |end: f64, sign: f64| {
        let meets = end.abs() / slope;
        if meets < lowest {
            vec![(end, meets), (end, lowest)]
        } else {
            vec![(sign * slope * lowest, lowest)]
        }
    };
    let mut corners = vec![(0.0, 0.0)];
    corners.extend(side(across.high, 1.0));
    let mut left = side(across.low, -1.0);
    left.reverse();
    corners.extend(left);
    corners
}
