//! The rows of the trials: names, counts, weights, effects.

use super::Content;
use crate::analysis::{ArmMean, TrialData};
use crate::data::OutcomeKind;
use crate::figure::font::printable;
use crate::figure::forest::{Effect, Mark, Row, Summary};
use crate::wording::{effects, exclusions, forest as words, number, tr};

impl Content<'_> {
    /// The share of each trial in the pooled estimate, in percent.
    pub(super) fn weights(&self) -> Vec<Option<f64>> {
        let trials = self.response.trials.iter();
        trials.map(|trial| trial.weight).collect()
    }

    /// The trials, in the order of the request.
    pub(super) fn rows(&self) -> Vec<Row> {
        let weights = self.weights();
        let printed = number::weights(&weights, self.options.locale);
        let sizes = self.sizes(&weights);
        let trials = self
            .response
            .trials
            .iter()
            .zip(&self.prepared.request.trials);
        self.trials
            .iter()
            .zip(trials)
            .zip(printed.into_iter().zip(sizes))
            .enumerate()
            .map(|(trial, ((facts, (result, asked)), (weight, size)))| Row {
                trial,
                covariates: facts
                    .covariates
                    .iter()
                    .map(|cell| printable(cell))
                    .collect(),
                lights: self.lights_of(trial),
                name: printable(&asked.label),
                counts: self.reported(&asked.data),
                weight: weight.map(|weight| self.weight(weight)),
                effect: result.effect.as_ref().map_or_else(
                    || self.without_interval(&asked.data),
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
                is_hypothetical: self.inputs.hypothetical == Some(trial),
            })
            .collect()
    }

    /// The trials that the reviewers left out, with what they reported.
    pub(super) fn left_out(&self) -> Vec<Summary> {
        let excluded = self.prepared.excluded.iter();
        let with_data = excluded.filter_map(|trial| Some((trial, trial.data?)));
        with_data
            .map(|(trial, data)| Summary {
                label: printable(&trial.label),
                counts: self.reported(&data),
                weight: None,
                effect: Effect::Words(exclusions::LEFT_OUT.to_owned()),
                span: None,
            })
            .collect()
    }

    /// A difference that has no interval, or that there is no effect.
    fn without_interval(&self, data: &TrialData) -> Effect {
        let difference = effects::without_interval(self.response.measure(), data);
        Effect::Words(difference.map_or_else(
            || words::NOT_ESTIMABLE.to_owned(),
            |difference| words::without_interval(&self.number(difference)),
        ))
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
        let kind = self.response.measure().kind();
        match data {
            TrialData::Counts(table) if kind == OutcomeKind::Counts => Some(self.counts(*table)),
            TrialData::PersonTime(trial) if kind == OutcomeKind::PersonTime => Some([
                count(trial.experimental_events),
                number::tick(trial.experimental_time, locale),
                count(trial.control_events),
                number::tick(trial.control_time, locale),
            ]),
            TrialData::Proportion(arm) if kind == OutcomeKind::Proportions => Some([
                count(arm.events),
                count(arm.total),
                String::new(),
                String::new(),
            ]),
            TrialData::Means(means) if kind == OutcomeKind::Means => {
                let mean = |arm: &ArmMean| {
                    tr!(
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
            TrialData::Counts(_)
            | TrialData::PersonTime(_)
            | TrialData::Proportion(_)
            | TrialData::Means(_)
            | TrialData::Estimate { .. } => None,
        }
    }

    /// The heads over the two columns of each arm.
    pub(super) fn arm_heads(&self) -> [&'static str; 2] {
        match self.response.measure().kind() {
            OutcomeKind::Counts | OutcomeKind::Proportions | OutcomeKind::Estimates(_) => {
                [words::EVENTS.text(), words::TOTAL.text()]
            }
            OutcomeKind::PersonTime => [words::EVENTS.text(), words::PERSON_TIME.text()],
            OutcomeKind::Means => [words::MEAN.text(), words::TOTAL.text()],
        }
    }

    pub(super) fn weight(&self, mut printed: String) -> String {
        if self.style.percent_signs {
            printed.push('%');
        }
        printed
    }
}
