//! From the results of all outcomes to the strings and numbers of the safety profile.

use super::{Head, Line, Row, SafetyProfile};
use crate::analysis::{AbsoluteRisk, Prepared, Response};
use crate::data::{Measure, Outcome, Review};
use crate::figure::POINTS_PER_MILLIMETRE;
use crate::figure::axis::{Axis, Kind, Span};
use crate::figure::font::printable;
use crate::figure::preset::{Preset, Style};
use crate::figure::table::Effect;
use crate::wording::subject::Subject;
use crate::wording::{Locale, effects, forest, names, number, safety_profile as words, undefined};

/// What the reader chooses about the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How numbers are written.
    pub locale: Locale,
    /// Width of the page, in points.
    pub width: f64,
    /// Size of the text, in points.
    pub text_size: f64,
    /// Differences are given per so many people.
    pub people: u32,
    /// Whose conventions the figure follows.
    pub preset: Preset,
}

impl Options {
    /// For a page of A4 on its side: 257 mm between its margins.
    #[must_use]
    pub fn landscape(locale: Locale) -> Self {
        Self {
            locale,
            width: 257.0 * POINTS_PER_MILLIMETRE,
            text_size: 8.5,
            people: 1_000,
            preset: Preset::Trialpool,
        }
    }
}

/// An outcome with its result.
#[derive(Clone, Copy, Debug)]
pub struct Profiled<'a> {
    /// The outcome.
    pub outcome: &'a Outcome,
    /// What was asked.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
}

impl SafetyProfile {
    /// The profile of these outcomes, in this order; outcomes of one group that follow each other stand under its name.
    #[must_use]
    pub fn new(review: &Review, outcomes: &[Profiled<'_>], options: &Options) -> Self {
        let build = Build {
            review,
            options,
            style: options.preset.style(),
        };
        build.profile(outcomes)
    }
}

struct Build<'a> {
    review: &'a Review,
    options: &'a Options,
    style: Style,
}

impl Build<'_> {
    fn profile(&self, outcomes: &[Profiled<'_>]) -> SafetyProfile {
        let rows: Vec<Row> = outcomes
            .iter()
            .enumerate()
            .map(|(index, profiled)| self.row(index, profiled))
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
            .map(|profiled| (profiled.outcome.name.as_str(), profiled.response))
            .collect();
        let footer: Vec<String> = words::footer(&answers, clipped)
            .iter()
            .map(|paragraph| printable(paragraph))
            .collect();
        SafetyProfile {
            title: printable(&self.review.title),
            description: self.description(&rows, &footer),
            width: self.options.width,
            text_size: self.options.text_size,
            locale: self.options.locale,
            head: self.head(outcomes),
            lines: grouped(rows, outcomes),
            ratios,
            differences,
            directions: forest::directions(Measure::RiskRatio, &self.arm_names()[0]),
            footer,
        }
    }

    fn arm_names(&self) -> [String; 2] {
        let or = |label: &str, otherwise: &str| {
            let label = printable(label);
            if label.is_empty() {
                otherwise.to_owned()
            } else {
                label
            }
        };
        [
            or(&self.review.experimental_label, forest::EXPERIMENTAL),
            or(&self.review.control_label, forest::CONTROL),
        ]
    }

    fn head(&self, outcomes: &[Profiled<'_>]) -> Head {
        let (people, locale) = (self.options.people, self.options.locale);
        let interval = self.style.limits.enclose(forest::INTERVAL);
        let measures: Vec<Measure> = outcomes
            .iter()
            .map(|profiled| profiled.response.measure())
            .collect();
        let measure = words::measure_head(&measures);
        Head {
            outcome: words::OUTCOME.to_owned(),
            trials: words::TRIALS.map(str::to_owned),
            arms: self.arm_names(),
            events: words::EVENTS_OF_TOTAL.to_owned(),
            ratio: [measure.to_owned(), interval.clone()],
            ratio_graph: [measure.to_owned(), forest::LOG_SCALE.to_owned()],
            difference: words::difference_head(people, &interval, locale),
            difference_graph: words::difference_graph_head(people, locale),
        }
    }

    fn row(&self, index: usize, profiled: &Profiled<'_>) -> Row {
        let Profiled {
            outcome,
            prepared,
            response,
        } = *profiled;
        let locale = self.options.locale;
        let subject = Subject::of(self.review, outcome, prepared, locale);
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
            trials: words::reporting(prepared.rows.len(), prepared.included, locale),
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
                Ok(pooled) => Effect::Interval {
                    estimate: effects::bare(measure, pooled.interval.estimate, locale),
                    lower: effects::bare(measure, pooled.interval.lower, locale),
                    upper: effects::bare(measure, pooled.interval.upper, locale),
                    mark: "",
                },
                Err(reason) => Effect::Words(printable(&undefined::short(*reason, &subject))),
            },
            ratio_span: pooled
                .ok()
                .filter(|_| measure.is_ratio())
                .map(|pooled| Span {
                    estimate: pooled.interval.estimate,
                    lower: pooled.interval.lower,
                    upper: pooled.interval.upper,
                }),
            difference: difference.map(|difference| self.difference(&difference)),
            difference_span: difference.map(|difference| {
                let per = f64::from(self.options.people);
                Span {
                    estimate: difference.estimate * per,
                    lower: difference.lower * per,
                    upper: difference.upper * per,
                }
            }),
        }
    }

    fn difference(&self, difference: &AbsoluteRisk) -> Effect {
        let write = |share| {
            number::fixed(
                share * f64::from(self.options.people),
                1,
                self.options.locale,
            )
        };
        Effect::Interval {
            estimate: write(difference.estimate),
            lower: write(difference.lower),
            upper: write(difference.upper),
            mark: "",
        }
    }

    fn description(&self, rows: &[Row], footer: &[String]) -> String {
        let mut sentences = vec![format!(
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
                } => format!("{estimate}, {lower} to {upper}"),
                Effect::Words(words) => words.clone(),
            };
            let name = names::outcome_inside(&row.name);
            sentences.push(format!("{name} ({} trials): {effect}.", row.trials));
        }
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }
}

/// The rows, each run of outcomes of one group under the name of that group.
fn grouped(rows: Vec<Row>, outcomes: &[Profiled<'_>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut current: Option<&str> = None;
    for (row, profiled) in rows.into_iter().zip(outcomes) {
        let group = profiled.outcome.group.as_deref();
        if group != current {
            lines.extend(group.map(|group| Line::Group(printable(group))));
            current = group;
        }
        lines.push(Line::Outcome(Box::new(row)));
    }
    lines
}
