//! What a forest plot says beside its rows: heads, row labels, footer and footnotes.

use super::confidence::Limits;
use super::effects::{is_share, per};
use super::names::{self, Length};
use super::subgroups;
use super::subject::{Subject, trials};
use super::{Locale, confidence, exclusions, number};
use crate::analysis::{Heterogeneity, Pooled, Response, Subgroups, TrialUse, Undefined};
use crate::data::{
    Correction, FigureSettings, Interval, Measure, Method, OutcomeKind, Plan, PredictionDegrees,
};

/// Marks a trial's effect that was computed with a correction which the pooled estimate does not use.
pub const CORRECTED_MARK: &str = "†";

/// The head of the trials' column.
pub const TRIAL: &str = "Trial";
/// The head over the counts of the experimental arms where the review does not name them.
pub const EXPERIMENTAL: &str = "Treatment";
/// The head over the counts of the control arms where the review does not name them.
pub const CONTROL: &str = "Control";
/// The head of a column of people with the event.
pub const EVENTS: &str = "Events";
/// The head of a column of people at risk.
pub const TOTAL: &str = "Total";
/// The head of a column of person-time at risk.
pub const PERSON_TIME: &str = "Person-time";
/// The head of a column of means with their standard deviations.
pub const MEAN: &str = "Mean (SD)";
/// The risk of bias, inside a sentence.
pub const RISK_OF_BIAS: &str = "risk of bias";
/// The weights, inside a sentence.
pub const WEIGHTS: &str = "weights";
/// The interval of a common-effect model, where it stands beside the robust one.
const MODEL_INTERVAL: &str = "interval of the model";
/// What stands in place of an effect that does not exist.
pub const NOT_ESTIMABLE: &str = "not estimable";

/// What stands in place of an effect that has no interval.
#[must_use]
pub fn without_interval(number: &str) -> String {
    format!("{number}, no interval")
}

/// The counts of the arms, inside a sentence, by the heads of their columns: "events and total".
#[must_use]
pub fn counts(events: &str, total: &str) -> String {
    let inside = names::outcome_inside;
    format!("{} and {}", inside(events), inside(total))
}

/// Columns that a narrow page has no room for.
#[must_use]
pub fn left_out(columns: &[String]) -> String {
    format!("Not shown, for want of width: {}.", columns.join("; "))
}

/// What is said over a graph of proportions.
pub const PERCENT: &str = "percent";
/// What is said over a graph of ratios.
pub const LOG_SCALE: &str = "log scale";

/// What heads the counts of an arm: its name, or another where it has none.
#[must_use]
pub fn arm(label: &str, otherwise: &str) -> String {
    let label = if label.is_empty() { otherwise } else { label };
    label.to_owned()
}

/// The two lines over the weights: that they are weights, and of which model; with the unit where the cells lack it.
#[must_use]
pub fn weight_head(method: Method, with_unit: bool) -> [String; 2] {
    let model = match method {
        Method::RandomEffects(_) => "random",
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => names::method(method, Length::Short),
    };
    let unit = if with_unit { ", %" } else { "" };
    ["Weight".to_owned(), format!("{model}{unit}")]
}

/// The two lines over the effects: the measure, and its unit with `interval`, which is what stands in the brackets.
#[must_use]
pub fn effect_head(measure: Measure, people: u32, interval: &str, locale: Locale) -> [String; 2] {
    let unit = if measure == Measure::RiskDifference {
        format!("{} {interval}", per(people, locale))
    } else {
        interval.to_owned()
    };
    [names::measure(measure, Length::Full).to_owned(), unit]
}

/// The two lines over the graph: the measure with its method, and the scale.
#[must_use]
pub fn graph_head(plan: &Plan, people: u32, locale: Locale) -> [String; 2] {
    let measure = names::measure(plan.measure, Length::Full);
    let first = if plan.measure == Measure::PetoOddsRatio {
        measure.to_owned()
    } else {
        format!("{measure}, {}", names::method_inside(plan.method))
    };
    let second = if plan.measure == Measure::RiskDifference {
        format!("{} people", per(people, locale))
    } else if is_share(plan.measure) {
        PERCENT.to_owned()
    } else if plan.measure.is_ratio() {
        LOG_SCALE.to_owned()
    } else {
        String::new()
    };
    [first, second]
}

/// The label of the row of a second pooled estimate: its method, and its interval where that alone is another than the
/// first one's.
#[must_use]
pub fn second_pooled(plan: &Plan, first: &Plan) -> String {
    let method = names::method(plan.method, Length::Full);
    let is_of_one_method = plan.method == first.method && plan.interval != first.interval;
    match plan.method {
        // Whatever interval the plan names besides: Mantel and Haenszel's has the robust one or the model's own.
        Method::MantelHaenszel if is_of_one_method => {
            let own = if plan.interval == Interval::Robust {
                names::interval(Interval::Robust, Length::Full)
            } else {
                MODEL_INTERVAL
            };
            format!("{method}, {own}")
        }
        Method::RandomEffects(_) if is_of_one_method => {
            format!("{method}, {}", names::interval(plan.interval, Length::Full))
        }
        Method::MantelHaenszel
        | Method::RandomEffects(_)
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => method.to_owned(),
    }
}

/// What lies to the left and to the right of no difference.
#[must_use]
pub fn directions(measure: Measure, experimental: &str) -> [String; 2] {
    let (less, more) = match measure.kind() {
        OutcomeKind::Proportions => return [String::new(), String::new()],
        OutcomeKind::Counts | OutcomeKind::PersonTime => ("fewer", "more"),
        OutcomeKind::Means | OutcomeKind::Estimates(_) => ("lower", "higher"),
    };
    [
        format!("{less} with {experimental}"),
        format!("{more} with {experimental}"),
    ]
}

/// What the footer of a forest plot is written from.
#[derive(Clone, Copy, Debug)]
pub struct Footer<'a> {
    /// The names it needs.
    pub subject: &'a Subject<'a>,
    /// The answer.
    pub response: &'a Response,
    /// Whether an interval or estimate reaches beyond the axis.
    pub clipped: bool,
    /// Whether P values begin with a zero.
    pub leading_zero: bool,
    /// What was chosen about the figure.
    pub figures: &'a FigureSettings,
    /// The parts that the trials stand in, where they are parted.
    pub subgroups: Option<&'a Subgroups>,
    /// How the numbers of single trials were taken; empty where nothing needs to be said.
    pub taken: &'a str,
}

impl Footer<'_> {
    /// The paragraphs of the footer, in the order in which they are read.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        let mut paragraphs: Vec<String> = Vec::new();
        match &self.response.pooled {
            Ok(pooled) => {
                paragraphs.extend(self.tests(pooled));
                paragraphs.extend(self.difference());
            }
            Err(reason) => {
                paragraphs.push(why_not_pooled(*reason, self.subject));
                paragraphs.extend(self.zero_bounds());
            }
        }
        paragraphs.push(self.method_and_reporting());
        paragraphs.extend(exclusions::named_apart(&self.subject.excluded));
        if let Some(parts) = self.subgroups {
            paragraphs.extend(subgroups::remarks(parts, self.subject));
        }
        paragraphs.extend(self.prediction());
        paragraphs.extend(self.credible());
        paragraphs.extend(self.corrected());
        paragraphs.extend(self.without_weights());
        if !self.taken.is_empty() {
            paragraphs.push(self.taken.to_owned());
        }
        if self.clipped {
            paragraphs.push(
                "Arrows: the interval reaches beyond the axis; its limits are printed beside it."
                    .to_owned(),
            );
        }
        paragraphs
    }

    /// The sums over the trials, where there are any, for a figure without columns that show them.
    #[must_use]
    pub fn totals(&self) -> Option<String> {
        let totals = self.response.totals?;
        let count = |count: u64| number::count(count, self.subject.locale);
        Some(format!(
            "Total events: {} of {} with {}, {} of {} with {}.",
            count(totals.experimental_events),
            count(totals.experimental_total),
            self.subject.side(true),
            count(totals.control_events),
            count(totals.control_total),
            self.subject.side(false)
        ))
    }

    fn tests(&self, pooled: &Pooled) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(heterogeneity) = &pooled.heterogeneity {
            lines.push(self.heterogeneity(heterogeneity));
        }
        let statistic = pooled
            .statistic
            .map(|statistic| number::statistic(statistic.abs(), self.subject.locale));
        if self.response.proportion.is_some() {
            return lines;
        }
        if let Some(said) = probability(pooled, self.subject.locale) {
            lines.push(said);
            return lines;
        }
        let p = self.p(pooled.p_value);
        lines.push(match (statistic, pooled.degrees_of_freedom) {
            (None, _) => format!("Test for overall effect: {p}."),
            (Some(statistic), Some(degrees)) => format!(
                "Test for overall effect: t\u{a0}=\u{a0}{statistic}, df\u{a0}=\u{a0}{} ({p}).",
                number::degrees_of_freedom(degrees, self.subject.locale)
            ),
            (Some(statistic), None) => {
                format!("Test for overall effect: Z\u{a0}=\u{a0}{statistic} ({p}).")
            }
        });
        lines
    }

    /// Whether the parts of the trials differ.
    #[must_use]
    pub fn difference(&self) -> Option<String> {
        let found = self.subgroups?.difference?;
        let spread = self.spread(&found);
        Some(format!("Test for subgroup differences: {spread}."))
    }

    /// How much the trials of one part differ, for the line under its pooled estimate; nothing for a part of one trial.
    #[must_use]
    pub fn of_subgroup(&self, pooled: &Pooled) -> Option<String> {
        let mut found = pooled.heterogeneity?;
        found.tau_squared_interval = None;
        Some(self.heterogeneity(&found))
    }

    fn p(&self, value: f64) -> String {
        let statement = number::p_statement(value, self.subject.locale);
        if self.leading_zero {
            return statement;
        }
        let mark = self.subject.locale.decimal_mark();
        statement.replace(&format!("0{mark}"), &mark.to_string())
    }

    fn heterogeneity(&self, found: &Heterogeneity) -> String {
        let locale = self.subject.locale;
        let mut parts = Vec::new();
        if let Some(tau_squared) = found.tau_squared {
            let interval = found
                .tau_squared_interval
                .map_or(String::new(), |(lower, upper)| {
                    format!(
                        " [{}{} {}]",
                        number::tau_squared(lower, locale),
                        locale.list_mark(),
                        number::tau_squared(upper, locale)
                    )
                });
            let estimator = match self.response.plan.method {
                Method::RandomEffects(estimator) => {
                    format!(" ({})", names::estimator(estimator, Length::Short))
                }
                Method::MantelHaenszel
                | Method::MiettinenNurminen
                | Method::Peto
                | Method::InverseVariance
                | Method::GeneralizedLinear(_)
                | Method::BetaBinomial
                | Method::PenalizedLogistic
                | Method::ExactConditional(_)
                | Method::Bayesian(_) => String::new(),
            };
            parts.push(format!(
                "τ²\u{a0}{}{interval}{estimator}",
                equals(&number::tau_squared(tau_squared, locale))
            ));
        }
        parts.push(self.spread(found));
        format!("Heterogeneity: {}.", parts.join(", "))
    }

    /// χ² with its degrees of freedom and P, and I².
    fn spread(&self, found: &Heterogeneity) -> String {
        let locale = self.subject.locale;
        format!(
            "χ²\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{} ({}), I²\u{a0}=\u{a0}{}",
            number::statistic(found.q, locale),
            number::degrees_of_freedom(found.degrees_of_freedom, locale),
            self.p(found.p_value),
            number::i_squared(found.i_squared, locale)
        )
    }

    fn method_and_reporting(&self) -> String {
        let mut sentences = vec![
            format!("{}.", names::plan(self.response.plan)),
            self.reporting(),
        ];
        if self.subject.unusable > 0 {
            sentences.push(format!(
                "Of {} more the numbers could not be used.",
                trials(self.subject.unusable, self.subject.locale)
            ));
        }
        sentences.extend(self.double_zero());
        sentences.join(" ")
    }

    /// Who reported the outcome, and who of them was left out and why.
    fn reporting(&self) -> String {
        if self.subject.excluded.is_empty() {
            format!("{} reported this outcome.", self.subject.reporting())
        } else {
            format!("{}.", self.subject.reporting_what("this outcome"))
        }
    }

    fn double_zero(&self) -> Option<String> {
        let double_zero: Vec<bool> = self
            .response
            .trials
            .iter()
            .filter(|trial| trial.used == TrialUse::DoubleZero)
            .map(|trial| trial.weight.is_some_and(|weight| weight > 0.0))
            .collect();
        let verb = match (double_zero.len(), double_zero.contains(&true)) {
            (0, _) => return None,
            (1, false) => "does not contribute",
            (1, true) => "contributes",
            (_, false) => "do not contribute",
            (_, true) => "contribute",
        };
        let counted = trials(double_zero.len(), self.subject.locale);
        Some(format!("{counted} without events in either arm {verb}."))
    }

    fn corrected(&self) -> Option<String> {
        let corrected = self.response.trials.iter().any(|trial| trial.corrected);
        corrected.then(|| match self.response.plan.correction {
            Correction::None => format!(
                "{CORRECTED_MARK}\u{a0}An empty cell: shown with 0.5 added to each cell; the pooled estimate uses the counts as they are."
            ),
            correction => format!(
                "{CORRECTED_MARK}\u{a0}An empty cell: {}, here and in the pooled estimate.",
                names::correction(correction, Length::Full)
            ),
        })
    }

    fn without_weights(&self) -> Option<String> {
        let trials = &self.response.trials;
        let shown = trials.iter().any(|trial| trial.effect.is_some());
        let weighted = trials.iter().any(|trial| trial.weight.is_some());
        (shown && !weighted).then(|| {
            "No weights: the areas of the squares follow the precision of the trials.".to_owned()
        })
    }

    fn credible(&self) -> Option<String> {
        let limits = Limits::of(self.response.pooled.as_ref().ok());
        (limits == Limits::Credible).then(|| confidence::CREDIBLE_IN_SHORT.to_owned())
    }

    fn prediction(&self) -> Option<String> {
        let pooled = self.response.pooled.as_ref().ok()?;
        if self.figures.without_prediction {
            return None;
        }
        pooled.prediction?;
        if matches!(self.response.plan.method, Method::Bayesian(_)) {
            return Some(
                "Prediction interval: where the effect of a new trial is expected (posterior)."
                    .to_owned(),
            );
        }
        let degrees = match self.response.plan.prediction {
            PredictionDegrees::KMinusOne => pooled.trials.saturating_sub(1),
            PredictionDegrees::KMinusTwo => pooled.trials.saturating_sub(2),
        };
        Some(format!(
            "Prediction interval: where the effect of a new trial is expected (t with {degrees} degrees of freedom)."
        ))
    }

    fn zero_bounds(&self) -> Vec<String> {
        self.response
            .ruled_out
            .zero_bounds
            .iter()
            .map(|bound| {
                let arm = self.subject.side(bound.experimental);
                format!(
                    "No event among {} with {arm}: a risk above {} is ruled out (exact, one-sided {}).",
                    number::count(bound.total, self.subject.locale),
                    number::percent(bound.exact, self.subject.locale),
                    confidence::percent(self.subject.level)
                )
            })
            .collect()
    }
}

/// What a posterior has in place of a test: how probable it is that the effect lies above no difference.
fn probability(pooled: &Pooled, locale: Locale) -> Option<String> {
    let above = pooled.posterior.as_ref()?.exceedances.first()?;
    Some(format!(
        "Posterior probability of a ratio above 1: {}.",
        number::percent(above.probability, locale)
    ))
}

fn equals(text: &str) -> String {
    match text.strip_prefix('<') {
        Some(bound) => format!("<\u{a0}{bound}"),
        None => format!("=\u{a0}{text}"),
    }
}

/// Why there is no pooled estimate, as a statement without advice.
fn why_not_pooled(reason: Undefined, subject: &Subject<'_>) -> String {
    let pooled = subject.pooled_word();
    let why = match reason {
        Undefined::NoTrials if !subject.excluded.is_empty() => {
            "the reviewers left out every trial that reported this outcome".to_owned()
        }
        Undefined::NoTrials => "no trial reported this outcome".to_owned(),
        Undefined::NoEvents => format!("no event in any {pooled}trial"),
        Undefined::AllEvents => format!("everybody had the event in every {pooled}trial"),
        Undefined::ArmWithoutEvent { experimental } => {
            format!(
                "no event with {} in any {pooled}trial",
                subject.side(experimental)
            )
        }
        Undefined::ArmAllEvents { experimental } => {
            format!(
                "everybody with {} had the event",
                subject.side(experimental)
            )
        }
        Undefined::NoVariation => {
            "the trials agree so exactly that the interval has no width".to_owned()
        }
        Undefined::NoEstimableTrial => "no trial has an estimate by this method".to_owned(),
        Undefined::NotApplicable => "the method does not fit the measure or the data".to_owned(),
        Undefined::TooFewTrials { needed, .. } => {
            format!("fewer than {needed} trials have something to say")
        }
        Undefined::Separated => {
            format!("the events fall as one-sidedly as the totals allow in every {pooled}trial")
        }
        Undefined::UnboundedSpread => {
            "every trial has its events on one side alone, so that the spread has no estimate"
                .to_owned()
        }
        Undefined::TooManyForExact => "too many people for an exact distribution".to_owned(),
        Undefined::NotConverged => "the fit did not converge".to_owned(),
        Undefined::UnknownVersion => "asked of another version of the program".to_owned(),
        Undefined::Pending => "being computed".to_owned(),
    };
    format!("Not pooled: {why}.")
}
