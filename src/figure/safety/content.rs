//! Writes the strings and numbers of the safety profile from its [`Inputs`].

use super::{Head, Inputs, Line, Options, Row, SafetyProfile};
use crate::analysis::{AbsoluteRisk, ExcludedTrial, Response};
use crate::data::{Measure, Review};
use crate::figure::answered::Answered;
use crate::figure::font::printable;
use crate::figure::grammar::column::effect::Effect;
use crate::figure::grammar::scale::{Axis, Kind, Span};
use crate::figure::preset::Style;
use crate::wording::subject::Subject;
use crate::wording::{
    confidence, effects, exclusions, forest, names, number, safety_profile as words, tr, undefined,
};

impl SafetyProfile {
    /// The profile of the outcomes, in their order; outcomes of one group that follow each other stand under its name.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        let [experimental_label, control_label] = inputs.arm_labels.clone();
        let differences = inputs.outcomes.iter().filter_map(|answered| {
            let absolute = answered.response.absolute.as_ref()?;
            Some(&absolute.difference)
        });
        let content = Content {
            inputs,
            review: Review {
                experimental_label,
                control_label,
                ..Review::default()
            },
            options: &inputs.options,
            people: effects::people_of_all(differences).max(inputs.options.people),
            style: inputs.options.preset.style(),
        };
        content.profile(&inputs.outcomes)
    }
}

/// What the figure is written from.
struct Content<'a> {
    inputs: &'a Inputs,
    /// The names that sentences need.
    review: Review,
    options: &'a Options,
    /// Differences are given per so many people.
    people: u32,
    style: Style,
}

impl Content<'_> {
    fn profile(&self, outcomes: &[Answered]) -> SafetyProfile {
        let rows: Vec<Row> = outcomes
            .iter()
            .enumerate()
            .map(|(index, answered)| self.row(index, answered))
            .collect();
        let spans =
            |pick: fn(&Row) -> Option<Span>| rows.iter().filter_map(pick).collect::<Vec<_>>();
        let (ratio_spans, difference_spans) = (
            spans(|row| row.ratio_span),
            spans(|row| row.difference_span),
        );
        let ratios = Axis::symmetric(Kind::Ratio, &ratio_spans, None, &[]);
        let differences = Axis::symmetric(Kind::Difference, &difference_spans, None, &[]);
        let beyond = |axis: &Axis, spans: &[Span]| {
            spans
                .iter()
                .any(|span| !(axis.shows(span.lower) && axis.shows(span.upper)))
        };
        let clipped = beyond(&ratios, &ratio_spans) || beyond(&differences, &difference_spans);
        let answers: Vec<(&str, &Response)> = outcomes
            .iter()
            .map(|answered| (answered.outcome.name.as_str(), &*answered.response))
            .collect();
        let excluded: Vec<(&str, &[ExcludedTrial])> = outcomes
            .iter()
            .map(|answered| {
                (
                    answered.outcome.name.as_str(),
                    &answered.prepared.excluded[..],
                )
            })
            .collect();
        let footer: Vec<String> = words::footer(&answers, clipped)
            .iter()
            .chain(&exclusions::of_outcomes(&excluded))
            .map(|paragraph| printable(paragraph))
            .collect();
        let groups = outcomes.iter().map(|answered| {
            let group = answered.outcome.group.as_deref();
            group.map(printable)
        });
        SafetyProfile {
            title: printable(&self.inputs.title),
            description: self.description(&rows, &footer),
            width: self.options.width,
            text_size: self.options.text_size,
            locale: self.options.locale,
            head: self.head(outcomes),
            lines: Line::of(rows.into_iter().zip(groups)),
            ratios,
            differences,
            directions: forest::directions(Measure::RiskRatio, &self.arm_names()[0]),
            footer,
        }
    }

    fn arm_names(&self) -> [String; 2] {
        let [experimental, control] = &self.inputs.arm_labels;
        [
            forest::arm(&printable(experimental), forest::EXPERIMENTAL.text()),
            forest::arm(&printable(control), forest::CONTROL.text()),
        ]
    }

    fn head(&self, outcomes: &[Answered]) -> Head {
        let (people, locale) = (self.people, self.options.locale);
        let interval = self.style.limits.enclose(&confidence::short_of_all(
            outcomes.iter().map(|answered| answered.response.level),
        ));
        let measures: Vec<Measure> = outcomes
            .iter()
            .map(|answered| answered.response.measure())
            .collect();
        let measure = words::measure_head(&measures);
        Head {
            outcome: words::OUTCOME.to_owned(),
            trials: words::TRIALS.map(String::from),
            arms: self.arm_names(),
            events: words::EVENTS_OF_TOTAL.to_owned(),
            ratio: [measure.to_owned(), interval.clone()],
            ratio_graph: [measure.to_owned(), forest::LOG_SCALE.to_owned()],
            difference: words::difference_head(people, &interval, locale),
            difference_graph: words::difference_graph_head(people, locale),
        }
    }

    fn row(&self, index: usize, answered: &Answered) -> Row {
        let Answered {
            outcome,
            prepared,
            response,
        } = answered;
        let locale = self.options.locale;
        let subject = Subject::of(&self.review, outcome, prepared, locale);
        let measure = response.measure();
        let count = |count: u64| number::count(count, locale);
        let pooled = response.pooled.as_ref();
        let difference = response
            .absolute
            .as_ref()
            .map(|absolute| absolute.difference);
        Row {
            index,
            name: printable(&outcome.name),
            trials: words::reporting(
                prepared.reported(),
                prepared.included,
                !subject.excluded.is_empty(),
                locale,
            ),
            counts: response.totals.map(|totals| {
                [
                    [
                        count(totals.experimental_events),
                        count(totals.experimental_total),
                    ],
                    [count(totals.control_events), count(totals.control_total)],
                ]
            }),
            ratio: match pooled {
                Ok(pooled) => {
                    let written = effects::Written::of(measure, &pooled.interval, locale);
                    let interval = &pooled.interval;
                    let [lower, upper] = written.pair(interval.lower, interval.upper);
                    Effect::Interval {
                        estimate: written.with_unusual_unit(written.bare(interval.estimate)),
                        lower,
                        upper,
                        mark: words::mark(response),
                    }
                }
                Err(reason) => {
                    Effect::Words(printable(&undefined::short_of(*reason, measure, &subject)))
                }
            },
            ratio_span: pooled
                .ok()
                .filter(|_| measure.is_ratio())
                .map(|pooled| Span::of(&pooled.interval)),
            difference: difference.map(|difference| self.difference(&difference)),
            difference_span: difference.map(|difference| {
                let per = f64::from(self.people);
                Span {
                    estimate: difference.estimate * per,
                    lower: difference.lower * per,
                    upper: difference.upper * per,
                }
            }),
        }
    }

    fn difference(&self, difference: &AbsoluteRisk) -> Effect {
        let write = |share| number::fixed(share * f64::from(self.people), 1, self.options.locale);
        Effect::Interval {
            estimate: write(difference.estimate),
            lower: write(difference.lower),
            upper: write(difference.upper),
            mark: "",
        }
    }

    fn description(&self, rows: &[Row], footer: &[String]) -> String {
        let mut sentences = vec![tr!(
            "Safety profile of {} outcomes.",
            number::count(rows.len() as u64, self.options.locale)
        )];
        for row in rows {
            let effect = match &row.ratio {
                Effect::Interval {
                    estimate,
                    lower,
                    upper,
                    ..
                } => tr!("{estimate}, {lower} to {upper}", estimate, lower, upper),
                Effect::Words(words) => words.clone(),
            };
            let name = names::outcome_inside(&row.name);
            sentences.push(tr!(
                "{name} ({} trials): {effect}.",
                row.trials,
                name,
                effect
            ));
        }
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }
}
