//! What a forest plot says beside its rows: heads, row labels, footer and footnotes.

use super::confidence::Limits;
use super::effects::{is_share, per};
use super::names::{self, Length};
use super::subgroups;
use super::subject::{Subject, trials};
use super::{Locale, Text, confidence, exclusions, number, tr, translate};
use crate::analysis::{Heterogeneity, Pooled, Response, Subgroups, TrialUse, Undefined};
use crate::data::{
    Correction, FigureSettings, Interval, Measure, Method, OutcomeKind, Plan, PredictionDegrees,
};

/// Marks a trial's effect that was computed with a correction which the pooled estimate does not use.
pub const CORRECTED_MARK: &str = "†";

/// The head of the trials' column.
pub const TRIAL: Text = Text("Trial");
/// The head over the counts of the experimental arms where the review does not name them.
pub const EXPERIMENTAL: Text = Text("Treatment");
/// The head over the counts of the control arms where the review does not name them.
pub const CONTROL: Text = Text("Control");
/// The head of a column of people with the event.
pub const EVENTS: Text = Text("Events");
/// The head of a column of people at risk.
pub const TOTAL: Text = Text("Total");
/// The head of a column of person-time at risk.
pub const PERSON_TIME: Text = Text("Person-time");
/// The head of a column of means with their standard deviations.
pub const MEAN: Text = Text("Mean (SD)");
/// The risk of bias, inside a sentence.
pub const RISK_OF_BIAS: Text = Text("risk of bias");
/// The weights, inside a sentence.
pub const WEIGHTS: Text = Text("weights");
/// The interval of a common-effect model, where it stands beside the robust one.
const MODEL_INTERVAL: Text = Text("interval of the model");
/// What stands in place of an effect that does not exist.
pub const NOT_ESTIMABLE: Text = Text("not estimable");

/// What stands in place of an effect that has no interval.
#[must_use]
pub fn without_interval(number: &str) -> String {
    tr!("{number}, no interval", number)
}

/// The counts of the arms, inside a sentence, by the heads of their columns: "events and total".
#[must_use]
pub fn counts(events: &str, total: &str) -> String {
    let inside = names::outcome_inside;
    tr!("{} and {}", inside(events), inside(total))
}

/// Columns that a narrow page has no room for.
#[must_use]
pub fn left_out(columns: &[String]) -> String {
    tr!(
        "Not shown, for want of width: {}.",
        columns.join(translate("; "))
    )
}

/// What is said over a graph of proportions.
pub const PERCENT: Text = Text("percent");
/// What is said over a graph of ratios.
pub const LOG_SCALE: Text = Text("log scale");

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
        Method::RandomEffects(_) => translate("random"),
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
    let unit = if with_unit { translate(", %") } else { "" };
    [translate("Weight").to_owned(), format!("{model}{unit}")]
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
        tr!("{measure}, {}", names::method_inside(plan.method), measure)
    };
    let second = if plan.measure == Measure::RiskDifference {
        tr!("{} people", per(people, locale))
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
                MODEL_INTERVAL.text()
            };
            tr!("{method}, {own}", method, own)
        }
        Method::RandomEffects(_) if is_of_one_method => {
            tr!(
                "{method}, {}",
                names::interval(plan.interval, Length::Full),
                method
            )
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
        OutcomeKind::Counts | OutcomeKind::PersonTime => (translate("fewer"), translate("more")),
        OutcomeKind::Means | OutcomeKind::Estimates(_) => (translate("lower"), translate("higher")),
    };
    [
        tr!("{less} with {experimental}", less, experimental),
        tr!("{more} with {experimental}", more, experimental),
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
                translate("Arrows: the interval reaches beyond the axis; its limits are printed beside it.")
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
        Some(tr!(
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
            (None, _) => tr!("Test for overall effect: {p}.", p),
            (Some(statistic), Some(degrees)) => tr!(
                "Test for overall effect: t\u{a0}=\u{a0}{statistic}, df\u{a0}=\u{a0}{} ({p}).",
                number::degrees_of_freedom(degrees, self.subject.locale),
                statistic,
                p
            ),
            (Some(statistic), None) => {
                tr!(
                    "Test for overall effect: Z\u{a0}=\u{a0}{statistic} ({p}).",
                    statistic,
                    p
                )
            }
        });
        lines
    }

    /// Whether the parts of the trials differ.
    #[must_use]
    pub fn difference(&self) -> Option<String> {
        let found = self.subgroups?.difference?;
        let spread = self.spread(&found);
        Some(tr!("Test for subgroup differences: {spread}.", spread))
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
                    tr!(" ({})", names::estimator(estimator, Length::Short))
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
        tr!("Heterogeneity: {}.", parts.join(translate(", ")))
    }

    /// χ² with its degrees of freedom and P, and I².
    fn spread(&self, found: &Heterogeneity) -> String {
        let locale = self.subject.locale;
        tr!(
            "χ²\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{} ({}), I²\u{a0}=\u{a0}{}",
            number::statistic(found.q, locale),
            number::degrees_of_freedom(found.degrees_of_freedom, locale),
            self.p(found.p_value),
            number::i_squared(found.i_squared, locale)
        )
    }

    fn method_and_reporting(&self) -> String {
        let mut sentences = vec![
            tr!("{}.", names::plan(self.response.plan)),
            self.reporting(),
        ];
        if self.subject.unusable > 0 {
            sentences.push(tr!(
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
            tr!("{} reported this outcome.", self.subject.reporting())
        } else {
            tr!(
                "{}.",
                self.subject.reporting_what(translate("this outcome"))
            )
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
            (1, false) => translate("does not contribute"),
            (1, true) => translate("contributes"),
            (_, false) => translate("do not contribute"),
            (_, true) => translate("contribute"),
        };
        let counted = trials(double_zero.len(), self.subject.locale);
        Some(tr!(
            "{counted} without events in either arm {verb}.",
            counted,
            verb
        ))
    }

    fn corrected(&self) -> Option<String> {
        let corrected = self.response.trials.iter().any(|trial| trial.corrected);
        corrected.then(|| match self.response.plan.correction {
            Correction::None => tr!(
                "{CORRECTED_MARK}\u{a0}An empty cell: shown with 0.5 added to each cell; the pooled estimate uses the counts as they are.", CORRECTED_MARK
            ),
            correction => tr!(
                "{CORRECTED_MARK}\u{a0}An empty cell: {}, here and in the pooled estimate.",
                names::correction(correction, Length::Full), CORRECTED_MARK
            ),
        })
    }

    fn without_weights(&self) -> Option<String> {
        let trials = &self.response.trials;
        let shown = trials.iter().any(|trial| trial.effect.is_some());
        let weighted = trials.iter().any(|trial| trial.weight.is_some());
        (shown && !weighted).then(|| {
            translate("No weights: the areas of the squares follow the precision of the trials.")
                .to_owned()
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
                translate(
                    "Prediction interval: where the effect of a new trial is expected (posterior).",
                )
                .to_owned(),
            );
        }
        let degrees = match self.response.plan.prediction {
            PredictionDegrees::KMinusOne => pooled.trials.saturating_sub(1),
            PredictionDegrees::KMinusTwo => pooled.trials.saturating_sub(2),
        };
        Some(tr!(
            "Prediction interval: where the effect of a new trial is expected (t with {degrees} degrees of freedom).",
            degrees
        ))
    }

    fn zero_bounds(&self) -> Vec<String> {
        self.response
            .ruled_out
            .zero_bounds
            .iter()
            .map(|bound| {
                let arm = self.subject.side(bound.experimental);
                tr!(
                    "No event among {} with {arm}: a risk above {} is ruled out (exact, one-sided {}).",
                    number::count(bound.total, self.subject.locale),
                    number::percent(bound.exact, self.subject.locale),
                    confidence::percent(self.subject.level), arm
                )
            })
            .collect()
    }
}

/// What a posterior has in place of a test: how probable it is that the effect lies above no difference.
fn probability(pooled: &Pooled, locale: Locale) -> Option<String> {
    let above = pooled.posterior.as_ref()?.exceedances.first()?;
    Some(tr!(
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
            translate("the reviewers left out every trial that reported this outcome").to_owned()
        }
        Undefined::NoTrials => translate("no trial reported this outcome").to_owned(),
        Undefined::NoEvents => tr!("no event in any {pooled}trial", pooled),
        Undefined::AllEvents => tr!("everybody had the event in every {pooled}trial", pooled),
        Undefined::ArmWithoutEvent { experimental } => {
            tr!(
                "no event with {} in any {pooled}trial",
                subject.side(experimental),
                pooled
            )
        }
        Undefined::ArmAllEvents { experimental } => {
            tr!(
                "everybody with {} had the event",
                subject.side(experimental)
            )
        }
        Undefined::NoVariation => {
            translate("the trials agree so exactly that the interval has no width").to_owned()
        }
        Undefined::NoEstimableTrial => {
            translate("no trial has an estimate by this method").to_owned()
        }
        Undefined::NotApplicable => {
            translate("the method does not fit the measure or the data").to_owned()
        }
        Undefined::TooFewTrials { needed, .. } => {
            tr!("fewer than {needed} trials have something to say", needed)
        }
        Undefined::Separated => {
            tr!(
                "the events fall as one-sidedly as the totals allow in every {pooled}trial",
                pooled
            )
        }
        Undefined::UnboundedSpread => translate(
            "every trial has its events on one side alone, so that the spread has no estimate",
        )
        .to_owned(),
        Undefined::TooManyForExact => {
            translate("too many people for an exact distribution").to_owned()
        }
        Undefined::NotConverged => translate("the fit did not converge").to_owned(),
        Undefined::UnknownVersion => {
            translate("asked of another version of the program").to_owned()
        }
        Undefined::Pending => translate("being computed").to_owned(),
    };
    tr!("Not pooled: {why}.", why)
}
