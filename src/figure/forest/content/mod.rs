//! Writes the strings and numbers of a forest plot from its [`Inputs`].

mod axis;
mod numbers;
mod order;
mod risk_of_bias;
mod rows;
mod summaries;

use super::inputs::{JudgementTable, TrialFacts};
use super::{Arms, Forest, Head, Inputs, Options};
use crate::analysis::{Prepared, Response, Subgroups};
use crate::data::{FigureSettings, OutcomeFigure, OutcomeKind, Review};
use crate::figure::font::printable;
use crate::figure::grammar::scale::{Kind, Span};
use crate::figure::preset::Style;
use crate::wording::subject::Subject;
use crate::wording::{confidence, forest as words, names, next_trial, taken, tr, translate};

impl Forest {
    /// The forest plot of an answer, as it was chosen for the review.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        Content::new(inputs).forest()
    }
}

/// What the figure is written from.
struct Content<'a> {
    inputs: &'a Inputs,
    /// The names that sentences need.
    review: Review,
    prepared: &'a Prepared,
    response: &'a Response,
    subgroups: Option<&'a Subgroups>,
    settings: &'a FigureSettings,
    /// What was chosen about this figure alone.
    own: Option<&'a OutcomeFigure>,
    options: &'a Options,
    /// What is shown of the trials, in the order of the request.
    trials: Vec<TrialFacts>,
    judgements: Option<JudgementTable>,
    style: Style,
    kind: Kind,
    /// Decimals of a difference.
    decimals: usize,
    /// Risk differences are given per so many people.
    people: u32,
}

impl<'a> Content<'a> {
    fn new(inputs: &'a Inputs) -> Self {
        let response = &*inputs.answered.response;
        Self {
            inputs,
            review: inputs.review(),
            prepared: &inputs.answered.prepared,
            response,
            subgroups: inputs.subgroups.as_deref(),
            settings: &inputs.settings,
            own: inputs.settings.outcome(inputs.answered.outcome.id),
            options: &inputs.options,
            trials: (0..inputs.rows()).map(|row| inputs.trial(row)).collect(),
            judgements: inputs.judgements(),
            style: inputs.settings.preset.style(),
            kind: if response.measure().is_ratio() {
                Kind::Ratio
            } else {
                Kind::Difference
            },
            decimals: numbers::decimals(response),
            people: numbers::people(response, &inputs.options),
        }
    }

    fn forest(&self) -> Forest {
        let outcome = &*self.inputs.answered.outcome;
        let subject = Subject::of(&self.review, outcome, self.prepared, self.options.locale);
        let pooled = self.pooled();
        let prediction = self.prediction();
        let (rows, group_rows) = self.arranged(self.rows());
        let trials: Vec<Span> = rows.iter().filter_map(|row| Some(row.mark?.span)).collect();
        let primary = pooled.first().and_then(|summary| summary.span);
        let others: Vec<Span> = pooled
            .iter()
            .skip(1)
            .chain(&prediction)
            .filter_map(|summary| summary.span)
            .chain(self.subtotal_spans())
            .collect();
        let typed = self.typed_axis();
        let axis = match &typed {
            Some(typed) => typed.axis,
            None => self.axis(&trials, primary, &others),
        };
        let clipped = trials
            .iter()
            .chain(&primary)
            .chain(&others)
            .any(|span| !(axis.shows(span.lower) && axis.shows(span.upper)));
        let remarks = self.trials.iter().zip(&self.prepared.request.trials);
        // What is said of a trial is said once, whatever comparisons it has.
        let remarks = remarks.filter(|(_, row)| !row.continues);
        let taken = taken::joined(
            remarks.filter_map(|(trial, _)| Some((trial.name.as_deref()?, trial.remark.as_str()))),
        );
        let sentences = words::Footer {
            subject: &subject,
            response: self.response,
            clipped,
            leading_zero: self.style.leading_zero,
            subgroups: self.subgroups,
            figures: self.settings,
            taken: &taken,
        };
        let lights = self.lights_head();
        let mut footer = sentences.paragraphs();
        let mut title = if self.inputs.title.is_empty() {
            outcome.name.clone()
        } else {
            tr!("{}: {}", self.inputs.title, outcome.name)
        };
        if self.inputs.hypothetical.is_some() {
            footer.insert(0, next_trial::IN_ANOTHER_COLOUR.to_owned());
            title = tr!("{}: {title}", next_trial::HYPOTHETICAL_TITLE, title);
        }
        let footer: Vec<String> = footer.iter().map(|said| printable(said)).collect();
        Forest {
            title: printable(&title),
            description: self.description(&outcome.name, &footer),
            width: self.options.width,
            text_size: self.options.text_size,
            preset: self.settings.preset,
            locale: self.options.locale,
            head: self.head(&rows),
            heading: self.typed(|own| &own.title),
            caption: self.typed(|own| &own.caption),
            groups: self.groups(group_rows, &sentences),
            left_out: self.left_out(),
            rows,
            pooled,
            prediction,
            axis,
            ticks: typed.map(|typed| typed.ticks).unwrap_or_default(),
            lights,
            directions: self.directions(subject.experimental),
            totals: sentences.totals().map(|said| printable(&said)),
            footer,
            footnote: self.typed(|own| &own.footnote),
        }
    }

    fn head(&self, rows: &[super::Row]) -> Head {
        let measure = self.response.measure();
        let (people, locale) = (self.people, self.options.locale);
        let has_counts = rows.iter().any(|row| row.counts.is_some());
        let has_weights = rows.iter().any(|row| row.weight.is_some());
        let [experimental, control] = &self.inputs.arm_labels;
        let compares = measure.kind() != OutcomeKind::Proportions;
        let [events, total] = self.arm_heads().map(str::to_owned);
        let covariates = self.inputs.covariates.iter();
        Head {
            trial: words::TRIAL.to_owned(),
            covariates: covariates.map(|known| printable(&known.name)).collect(),
            arms: has_counts.then(|| Arms {
                experimental: words::arm(&printable(experimental), words::EXPERIMENTAL.text()),
                control: compares.then(|| words::arm(&printable(control), words::CONTROL.text())),
                events,
                total,
            }),
            weight: has_weights
                .then(|| words::weight_head(self.response.method(), !self.style.percent_signs)),
            effect: words::effect_head(
                measure,
                people,
                &self
                    .style
                    .limits
                    .enclose(&confidence::short(self.response.level)),
                locale,
            ),
            graph: words::graph_head(&self.response.plan, people, locale),
        }
    }

    /// What somebody typed about this figure; empty where nothing was.
    fn typed(&self, part: fn(&OutcomeFigure) -> &String) -> String {
        self.own
            .map_or_else(String::new, |own| printable(part(own)))
    }

    fn directions(&self, experimental: &str) -> [String; 2] {
        let [left, right] = words::directions(self.response.measure(), &printable(experimental));
        let typed_or = |typed: String, own| if typed.is_empty() { own } else { typed };
        [
            typed_or(self.typed(|own| &own.favours_left), left),
            typed_or(self.typed(|own| &own.favours_right), right),
        ]
    }

    fn description(&self, outcome: &str, footer: &[String]) -> String {
        let mut sentences = vec![tr!(
            "Forest plot of {} trials for {}.",
            self.response.trials.len(),
            printable(outcome)
        )];
        if let Ok(pooled) = &self.response.pooled {
            let interval = &pooled.interval;
            sentences.push(tr!(
                "Pooled {}: {}, {} {}.",
                names::measure_inside(self.response.measure()),
                self.number(interval.estimate),
                confidence::interval(self.response.level),
                self.limits(interval).join(translate(" to "))
            ));
        }
        sentences.extend_from_slice(footer);
        sentences.join(" ").replace('\u{a0}', " ")
    }
}
