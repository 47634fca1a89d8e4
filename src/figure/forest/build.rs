//! From a result to the strings and numbers of its forest plot.

use super::{CountsHead, Effect, Forest, Head, Mark, Options, Row, Summary};
use crate::analysis::{
    ArmMean, IntervalEstimate, Pooled, Prepared, Response, Subgroups, Totals, TrialData, TwoByTwo,
};
use crate::data::{FigureSettings, Measure, Outcome, OutcomeFigure, OutcomeKind, Review};
use crate::figure::axis::{Axis, Kind, Span};
use crate::figure::font::printable;
use crate::figure::preset::Style;
use crate::wording::subject::Subject;
use crate::wording::{effects, forest as words, names, number};

impl Forest {
    /// The forest plot of one outcome with nothing chosen about it but `options`.
    #[must_use]
    pub fn new(
        review: &Review,
        outcome: &Outcome,
        prepared: &Prepared,
        response: &Response,
        options: &Options,
    ) -> Self {
        let results = Results {
            review,
            outcome,
            prepared,
            response,
            subgroups: None,
        };
        Build::of(&results, &FigureSettings::PLAIN, options).forest(outcome)
    }

    /// The forest plot of one outcome as it was chosen for the review; the preset of `options` gives way to the one
    /// chosen.
    #[must_use]
    pub fn of(results: &Results<'_>, figures: &FigureSettings, options: &Options) -> Self {
        let mut options = *options;
        if crate::COMPLETE {
            options.preset = figures.preset;
        }
        Build::of(results, figures, &options).forest(results.outcome)
    }
}

/// What a forest plot shows. The rows of `response` and the numbers in `subgroups` follow `prepared.rows`.
#[derive(Clone, Copy, Debug)]
pub struct Results<'a> {
    /// The review.
    pub review: &'a Review,
    /// Its outcome.
    pub outcome: &'a Outcome,
    /// What was asked about it.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
    /// Its subgroups, where the trials are parted.
    pub subgroups: Option<&'a Subgroups>,
}

pub(super) struct Build<'a> {
    pub(super) review: &'a Review,
    pub(super) prepared: &'a Prepared,
    pub(super) response: &'a Response,
    pub(super) subgroups: Option<&'a Subgroups>,
    pub(super) figures: &'a FigureSettings,
    pub(super) chosen: Option<&'a OutcomeFigure>,
    pub(super) options: &'a Options,
    style: Style,
    pub(super) kind: Kind,
    /// Decimals of a difference.
    decimals: usize,
}

impl<'a> Build<'a> {
    fn of(results: &Results<'a>, figures: &'a FigureSettings, options: &'a Options) -> Self {
        Self {
            review: results.review,
            prepared: results.prepared,
            response: results.response,
            subgroups: results.subgroups.filter(|_| crate::COMPLETE),
            figures,
            chosen: figures
                .outcome(results.outcome.id)
                .filter(|_| crate::COMPLETE),
            options,
            style: options.preset.style(),
            kind: if results.response.measure().is_ratio() {
                Kind::Ratio
            } else {
                Kind::Difference
            },
            decimals: decimals(results.response),
        }
    }

    fn forest(&self, outcome: &Outcome) -> Forest {
        let measure = self.response.measure();
        let subject = Subject::of(self.review, outcome, self.prepared, self.options.locale);
        let rows = self.rows();
        let pooled = self.pooled();
        let prediction = self
            .prediction()
            .filter(|_| !(crate::COMPLETE && self.figures.without_prediction));
        let (rows, parts) = self.arranged(rows);
        let trials: Vec<Span> = rows.iter().filter_map(|row| Some(row.mark?.span)).collect();
        let primary = pooled.first().and_then(|summary| summary.span);
        let mut others: Vec<Span> = pooled
            .iter()
            .skip(1)
            .chain(&prediction)
            .filter_map(|summary| summary.span)
            .collect();
        if crate::COMPLETE {
            others.extend(self.subtotal_spans());
        }
        let by_hand = self.axis_by_hand();
        let axis = match &by_hand {
            Some(by_hand) => by_hand.axis,
            None => self.axis(&trials, primary, &others),
        };
        let clipped = trials
            .iter()
            .chain(&primary)
            .chain(&others)
            .any(|span| !(axis.shows(span.lower) && axis.shows(span.upper)));
        let said = words::Footer {
            subject: &subject,
            response: self.response,
            clipped,
            leading_zero: self.style.leading_zero,
            totals: self.options.is_narrow(),
            subgroups: self.subgroups,
            figures: self.figures,
        };
        let groups = self.groups(parts, &said);
        let mut footer: Vec<String> = said
            .paragraphs()
            .iter()
            .map(|paragraph| printable(paragraph))
            .collect();
        let lights = self.lights_head();
        if crate::COMPLETE {
            let footnote = self.typed(|chosen| &chosen.footnote);
            footer.extend(lights.iter().map(|lights| lights.domains.clone()));
            footer.extend(Some(footnote).filter(|footnote| !footnote.is_empty()));
        }
        let [events, total] = self.arm_heads().map(str::to_owned);
        let narrow = self.options.is_narrow();
        let has_counts = !narrow && rows.iter().any(|row| row.counts.is_some());
        let has_weights = !narrow && rows.iter().any(|row| row.weight.is_some());
        let (people, locale) = (self.options.people, self.options.locale);
        Forest {
            title: printable(&if self.review.title.is_empty() {
                outcome.name.clone()
            } else {
                format!("{}: {}", self.review.title, outcome.name)
            }),
            description: self.description(&outcome.name, &footer),
            width: self.options.width,
            text_size: self.options.text_size,
            preset: self.options.preset,
            locale,
            head: Head {
                trial: words::TRIAL.to_owned(),
                columns: self.column_heads(),
                counts: has_counts.then(|| CountsHead {
                    experimental: arm_head(&self.review.experimental_label, words::EXPERIMENTAL),
                    control: (measure.kind() != OutcomeKind::Proportions)
                        .then(|| arm_head(&self.review.control_label, words::CONTROL)),
                    events,
                    total,
                }),
                weight: has_weights
                    .then(|| words::weight_head(self.response.method(), !self.style.percent_signs)),
                effect: words::effect_head(
                    measure,
                    people,
                    &self.style.limits.enclose(words::INTERVAL),
                    locale,
                ),
                graph: words::graph_head(&self.response.plan, people, locale),
            },
            heading: self.typed(|chosen| &chosen.title),
            caption: self.typed(|chosen| &chosen.caption),
            rows,
            groups,
            pooled,
            prediction,
            axis,
            ticks: by_hand.map(|by_hand| by_hand.ticks).unwrap_or_default(),
            lights,
            directions: self.directions(subject.experimental),
            footer,
        }
    }

    /// What somebody typed about this figure; empty where nothing was.
    fn typed(&self, part: fn(&OutcomeFigure) -> &String) -> String {
        if !crate::COMPLETE {
            return String::new();
        }
        self.chosen
            .map_or_else(String::new, |chosen| printable(part(chosen)))
    }

    fn directions(&self, experimental: &str) -> [String; 2] {
        let own = words::directions(self.response.measure(), &printable(experimental));
        if !crate::COMPLETE {
            return own;
        }
        let [left, right] = own;
        let typed_or = |typed: String, own| if typed.is_empty() { own } else { typed };
        [
            typed_or(self.typed(|chosen| &chosen.favours_left), left),
            typed_or(self.typed(|chosen| &chosen.favours_right), right),
        ]
    }

    fn axis(&self, trials: &[Span], primary: Option<Span>, others: &[Span]) -> Axis {
        match (self.kind, self.style.axis) {
            _ if self.is_share() => Axis::of_shares(trials, primary, others),
            (Kind::Ratio, Some(_)) => Axis::centuries(),
            _ => Axis::symmetric(self.kind, trials, primary, others),
        }
    }

    fn description(&self, outcome: &str, footer: &[String]) -> String {
        let mut sentences = vec![format!(
            "Forest plot of {} trials for {}.",
            self.response.trials.len(),
            printable(outcome)
        )];
        if let Ok(pooled) = &self.response.pooled {
            let interval = &pooled.interval;
            sentences.push(format!(
                "Pooled {}: {}, 95% confidence interval {} to {}.",
                names::measure_inside(self.response.measure()),
                self.number(interval.estimate),
                self.number(interval.lower),
                self.number(interval.upper)
            ));
        }
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }

    /// The share of each trial in the pooled estimate, in percent.
    pub(super) fn weights(&self) -> Vec<Option<f64>> {
        let trials = self.response.trials.iter();
        trials.map(|trial| trial.weight).collect()
    }

    fn rows(&self) -> Vec<Row> {
        let weights = self.weights();
        let printed = number::weights(&weights, self.options.locale);
        let sizes = self.sizes(&weights);
        let trials = self
            .response
            .trials
            .iter()
            .zip(&self.prepared.request.trials);
        self.prepared
            .rows
            .iter()
            .zip(trials)
            .zip(printed.into_iter().zip(sizes))
            .enumerate()
            .map(|(trial, ((id, (result, asked)), (weight, size)))| Row {
                trial,
                columns: self.column_cells(*id),
                lights: self.lights_of(*id),
                name: printable(
                    self.review
                        .trial(*id)
                        .map_or(asked.label.as_str(), |trial| trial.name.as_str()),
                ),
                counts: self.reported(&asked.data),
                weight: weight.map(|weight| self.weight(weight)),
                effect: result.effect.as_ref().map_or_else(
                    || Effect::Words(words::NOT_ESTIMABLE.to_owned()),
                    |effect| {
                        let mark = if result.corrected {
                            words::CORRECTED_MARK
                        } else {
                            ""
                        };
                        self.effect(effect, mark)
                    },
                ),
                mark: result.effect.as_ref().map(|effect| Mark {
                    span: self.span(effect),
                    weight: size,
                }),
            })
            .collect()
    }

    /// What the squares show, in percent: the weights, or, where the model gives none, each trial's share of the precision
    /// (one over the squared standard error).
    fn sizes(&self, weights: &[Option<f64>]) -> Vec<Option<f64>> {
        if weights.iter().any(Option::is_some) {
            return weights.to_vec();
        }
        let precisions: Vec<Option<f64>> = self
            .response
            .trials
            .iter()
            .map(|trial| {
                let error = trial.effect.as_ref()?.standard_error;
                Some(1.0 / (error * error)).filter(|precision| precision.is_finite())
            })
            .collect();
        let sum: f64 = precisions.iter().flatten().sum();
        precisions
            .into_iter()
            .map(|precision| precision.map(|precision| 100.0 * precision / sum))
            .collect()
    }

    /// What the two arms reported, under the heads of [`Self::arm_heads`]; `None` for numbers of another kind than the
    /// measure's.
    fn reported(&self, data: &TrialData) -> Option<[String; 4]> {
        let locale = self.options.locale;
        let count = |count| number::count(count, locale);
        match (data, self.response.measure().kind()) {
            (TrialData::Counts(table), OutcomeKind::Counts) => Some(self.counts(*table)),
            (TrialData::PersonTime(trial), OutcomeKind::PersonTime) => Some([
                count(trial.experimental_events),
                number::tick(trial.experimental_time, locale),
                count(trial.control_events),
                number::tick(trial.control_time, locale),
            ]),
            (TrialData::Proportion(arm), OutcomeKind::Proportions) => Some([
                count(arm.events),
                count(arm.total),
                String::new(),
                String::new(),
            ]),
            (TrialData::Means(means), OutcomeKind::Means) => {
                let mean = |arm: &ArmMean| {
                    format!(
                        "{} ({})",
                        number::tick(arm.mean, locale),
                        number::tick(arm.standard_deviation, locale)
                    )
                };
                Some([
                    mean(&means.experimental),
                    count(means.experimental.total),
                    mean(&means.control),
                    count(means.control.total),
                ])
            }
            _ => None,
        }
    }

    /// The heads over the two columns of each arm.
    fn arm_heads(&self) -> [&'static str; 2] {
        match self.response.measure().kind() {
            OutcomeKind::Counts | OutcomeKind::Proportions | OutcomeKind::Estimates(_) => {
                [words::EVENTS, words::TOTAL]
            }
            OutcomeKind::PersonTime => [words::EVENTS, words::PERSON_TIME],
            OutcomeKind::Means => [words::MEAN, words::TOTAL],
        }
    }

    pub(super) fn weight(&self, mut printed: String) -> String {
        if self.style.percent_signs {
            printed.push('%');
        }
        printed
    }

    pub(super) fn counts(&self, table: TwoByTwo) -> [String; 4] {
        [
            table.experimental_events,
            table.experimental_total,
            table.control_events,
            table.control_total,
        ]
        .map(|count| number::count(count, self.options.locale))
    }

    fn totals(&self) -> Option<[String; 4]> {
        if let Some(proportion) = &self.response.proportion {
            let count = |people| number::count(people, self.options.locale);
            return Some([
                count(proportion.events),
                count(proportion.total),
                String::new(),
                String::new(),
            ]);
        }
        self.response.totals.map(|totals: Totals| {
            self.counts(TwoByTwo {
                experimental_events: totals.experimental_events,
                experimental_total: totals.experimental_total,
                control_events: totals.control_events,
                control_total: totals.control_total,
            })
        })
    }

    fn pooled(&self) -> Vec<Summary> {
        let summary = |label: String, pooled: Option<&Pooled>| Summary {
            label,
            counts: None,
            weight: None,
            effect: pooled.map_or_else(
                || Effect::Words(words::NOT_ESTIMABLE.to_owned()),
                |pooled| self.effect(&pooled.interval, ""),
            ),
            span: pooled.map(|pooled| self.span(&pooled.interval)),
        };
        let has_weights = self
            .response
            .trials
            .iter()
            .any(|trial| trial.weight.is_some());
        let mut rows = vec![Summary {
            counts: self.totals(),
            weight: has_weights.then(|| self.weight(number::fixed(100.0, 1, self.options.locale))),
            ..summary(words::POOLED.to_owned(), self.response.pooled.as_ref().ok())
        }];
        if let Some(beside) = &self.response.beside
            && !(crate::COMPLETE && self.figures.without_second_model)
            && let Ok(pooled) = &beside.pooled
        {
            let label = words::second_pooled(&beside.plan).to_owned();
            rows.push(summary(label, Some(pooled)));
        }
        rows
    }

    fn prediction(&self) -> Option<Summary> {
        let pooled = self.response.pooled.as_ref().ok()?;
        let (lower, upper) = pooled.prediction?;
        let shown = IntervalEstimate {
            lower,
            upper,
            ..pooled.interval
        };
        let effect = match self.effect(&shown, "") {
            Effect::Interval {
                lower, upper, mark, ..
            } => Effect::Interval {
                estimate: String::new(),
                lower,
                upper,
                mark,
            },
            words @ Effect::Words(_) => words,
        };
        Some(Summary {
            label: words::PREDICTION.to_owned(),
            counts: None,
            weight: None,
            effect,
            span: Some(self.span(&shown)),
        })
    }

    pub(super) fn effect(&self, effect: &IntervalEstimate, mark: &'static str) -> Effect {
        Effect::Interval {
            estimate: self.number(effect.estimate),
            lower: self.number(effect.lower),
            upper: self.number(effect.upper),
            mark,
        }
    }

    pub(super) fn number(&self, value: f64) -> String {
        match self.kind {
            Kind::Ratio => number::ratio(libm::exp(value), self.options.locale),
            Kind::Difference => number::fixed(self.read(value), self.decimals, self.options.locale),
        }
    }

    pub(super) fn span(&self, effect: &IntervalEstimate) -> Span {
        Span {
            estimate: self.read(effect.estimate),
            lower: self.read(effect.lower),
            upper: self.read(effect.upper),
        }
    }

    /// The value on the scale of the axis.
    fn read(&self, value: f64) -> f64 {
        if self.response.measure() == Measure::RiskDifference {
            value * f64::from(self.options.people)
        } else if self.is_share() {
            100.0 * effects::share(self.response.measure(), value)
        } else {
            value
        }
    }

    /// Whether the proportions of one arm are shown, in percent.
    fn is_share(&self) -> bool {
        effects::is_share(self.response.measure())
    }
}

fn arm_head(label: &str, otherwise: &str) -> String {
    let label = printable(label);
    if label.is_empty() {
        otherwise.to_owned()
    } else {
        label
    }
}

/// Decimals of a difference: one for risks per so many people; for other differences two, and more (up to four) where
/// the narrowest interval would not show in two.
fn decimals(response: &Response) -> usize {
    if response.measure() == Measure::RiskDifference || effects::is_share(response.measure()) {
        return 1;
    }
    let narrowest = response
        .trials
        .iter()
        .filter_map(|trial| trial.effect.as_ref())
        .chain(response.pooled.as_ref().ok().map(|pooled| &pooled.interval))
        .map(|effect| effect.upper - effect.lower)
        .filter(|width| *width > 0.0)
        .fold(f64::INFINITY, f64::min);
    match narrowest {
        width if width < 0.005 => 4,
        width if width < 0.05 => 3,
        _ => 2,
    }
}
