//! Writes the strings and numbers of the figure of sensitivity analyses from its [`Inputs`].

use super::{Head, Inputs, Row, RowMark, SensitivityFigure};
use crate::data::{Measure, OutcomeKind};
use crate::figure::effect_scale::EffectScale;
use crate::figure::font::printable;
use crate::figure::grammar::column::effect::Effect;
use crate::figure::grammar::scale::Span;
use crate::wording::effects::{self, Written};
use crate::wording::names::{self, Length};
use crate::wording::sensitivity::{self as words, Line};
use crate::wording::{confidence, forest, number, safety_profile};

impl SensitivityFigure {
    /// The figure of these analyses, in their order.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        Content::of(inputs).figure()
    }
}

/// What the figure is written from.
struct Content<'a> {
    inputs: &'a Inputs,
    /// The measure of the main analysis, whose scale the axis has.
    measure: Measure,
    /// Differences of risks are drawn per so many people.
    people: u32,
    /// Whether all analyses that have a plan share the measure.
    alone: bool,
    /// How many arms are counted.
    arms: usize,
    /// Whether the counts give way to the rest, for want of width.
    narrow: bool,
}

/// From this width on, in em, there is room for the counts.
const ROOM_FOR_COUNTS: f64 = 50.0;

impl<'a> Content<'a> {
    fn of(inputs: &'a Inputs) -> Self {
        let measure = inputs.plan.measure;
        let differs_in_risk = |line: &&Line| {
            line.plan
                .is_some_and(|plan| plan.measure == Measure::RiskDifference)
        };
        let people = inputs
            .lines
            .iter()
            .filter(differs_in_risk)
            .filter_map(|line| line.result.as_ref().ok())
            .map(|result| {
                let interval = &result.interval;
                Written::of(Measure::RiskDifference, interval, inputs.options.locale).people
            })
            .max();
        let narrow = inputs.options.width < ROOM_FOR_COUNTS * inputs.options.text_size;
        let counted = |side: usize| {
            let mut lines = inputs.lines.iter();
            lines.any(|line| line.counts.get(side).is_some_and(Option::is_some))
        };
        Self {
            inputs,
            measure,
            people: people.unwrap_or(1_000),
            alone: inputs
                .lines
                .iter()
                .all(|line| line.plan.is_none_or(|plan| plan.measure == measure)),
            narrow,
            arms: match (counted(0), counted(1)) {
                (false, _) => 0,
                (true, _) if narrow => 0,
                (true, false) => 1,
                (true, true) => 2,
            },
        }
    }

    fn figure(&self) -> SensitivityFigure {
        let rows: Vec<Row> = self
            .inputs
            .lines
            .iter()
            .zip(&self.inputs.trials)
            .map(|(line, trial)| self.row(line, *trial))
            .collect();
        let spans: Vec<Span> = rows.iter().filter_map(|row| row.span).collect();
        let main = rows.first().and_then(|row| row.span);
        let axis = self.scale(self.measure).axis(&spans, main);
        let clips = |span: &Span| !(axis.shows(span.lower) && axis.shows(span.upper));
        let footer = self.footer(&rows, spans.iter().any(clips));
        SensitivityFigure {
            title: printable(&self.inputs.name),
            description: self.description(&footer),
            width: self.inputs.options.width,
            text_size: self.inputs.options.text_size,
            locale: self.inputs.options.locale,
            head: self.head(),
            rows,
            axis,
            directions: if self.measure.kind() == OutcomeKind::Proportions {
                [String::new(), String::new()]
            } else {
                forest::directions(self.measure, &self.arm(0)).map(|words| printable(&words))
            },
            footer,
        }
    }

    fn scale(&self, measure: Measure) -> EffectScale {
        EffectScale {
            measure,
            people: self.people,
        }
    }

    fn arm(&self, side: usize) -> String {
        let [experimental, control] = &self.inputs.arm_labels;
        match side {
            0 => forest::arm(&printable(experimental), forest::EXPERIMENTAL.text()),
            _ => forest::arm(&printable(control), forest::CONTROL.text()),
        }
    }

    fn head(&self) -> Head {
        let options = &self.inputs.options;
        let limits = options.preset.style().limits;
        let interval = limits.enclose(&confidence::short_of_all(
            self.inputs.levels.iter().copied(),
        ));
        let effect = if self.alone {
            forest::effect_head(self.measure, self.people, &interval, options.locale)
        } else {
            [words::EFFECT.to_owned(), interval]
        };
        let [_, scale] = forest::graph_head(&self.inputs.plan, self.people, options.locale);
        let on_axis = if self.measure.is_ratio() && !self.alone {
            safety_profile::RATIO.text()
        } else {
            names::measure(self.measure, Length::Full)
        };
        Head {
            analysis: words::ANALYSIS.to_owned(),
            trials: words::TRIALS.to_owned(),
            arms: (0..self.arms).map(|side| self.arm(side)).collect(),
            events: safety_profile::EVENTS_OF_TOTAL.to_owned(),
            effect,
            graph: [on_axis.to_owned(), scale],
        }
    }

    fn row(&self, line: &Line, trial: Option<usize>) -> Row {
        let counts = line.counts.iter().take(self.arms);
        let count = |counts: &words::Counts| counts.parts(self.inputs.options.locale);
        let measure = line.plan.map(|plan| plan.measure);
        let result = line.result.as_ref();
        Row {
            is_main: line.conclusion.is_none(),
            mark: if line.conclusion.is_none() {
                RowMark::Diamond
            } else {
                RowMark::Square
            },
            name: printable(&line.name),
            detail: printable(&line.detail),
            trials: line.trials.clone(),
            counts: counts.map(|side| side.as_ref().map(count)).collect(),
            effect: match result {
                Ok(result) => self.effect(measure, result),
                Err(words) => Effect::Words(printable(words)),
            },
            span: measure
                .filter(|measure| self.is_on_axis(*measure))
                .and_then(|measure| Some(self.scale(measure).span(&result.ok()?.interval))),
            trial,
        }
    }

    /// A result as text; differences of risks all per as many people, which the head says where it can.
    fn effect(&self, measure: Option<Measure>, result: &words::Number) -> Effect {
        let locale = self.inputs.options.locale;
        let written = |value| number::difference_per(value, self.people, locale);
        let (estimate, [lower, upper]) = if measure == Some(Measure::RiskDifference) {
            let interval = &result.interval;
            let estimate = written(interval.estimate);
            let estimate = if self.alone {
                estimate
            } else {
                format!("{estimate} {}", effects::per(self.people, locale))
            };
            (estimate, [interval.lower, interval.upper].map(written))
        } else {
            (result.estimate.clone(), result.limits.clone())
        };
        Effect::Interval {
            estimate,
            lower,
            upper,
            mark: "",
        }
    }

    /// Whether a measure is read on the scale of the axis: ratios on one log scale, differences if they are the same measure,
    /// proportions in percent.
    fn is_on_axis(&self, measure: Measure) -> bool {
        measure == self.measure
            || measure.is_ratio() && self.measure.is_ratio()
            || effects::is_share(measure) && effects::is_share(self.measure)
    }

    fn footer(&self, rows: &[Row], clipped: bool) -> Vec<String> {
        let lines = &self.inputs.lines;
        let off_axis = rows
            .iter()
            .any(|row| row.span.is_none() && matches!(row.effect, Effect::Interval { .. }));
        let shared = self
            .inputs
            .series
            .map_or(words::SHARED.text(), words::series_shared);
        let mut paragraphs = vec![words::main_plan(self.inputs.plan), shared.to_owned()];
        paragraphs.extend(off_axis.then(|| words::NOT_ON_AXIS.to_owned()));
        paragraphs.extend(words::not_converged(lines));
        let has_counts = lines.iter().any(|line| line.counts[0].is_some());
        let counts = forest::counts(&forest::EVENTS, &forest::TOTAL);
        paragraphs.extend((self.narrow && has_counts).then(|| forest::left_out(&[counts])));
        paragraphs.extend(clipped.then(|| words::ARROWS.to_owned()));
        paragraphs.iter().map(|words| printable(words)).collect()
    }

    fn description(&self, footer: &[String]) -> String {
        let lines = self.inputs.lines.iter();
        let mut sentences: Vec<String> = lines.map(|line| printable(&line.in_words())).collect();
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }
}
