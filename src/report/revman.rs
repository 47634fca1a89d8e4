//! A review in the form of RevMan 5's export of analyses: one list of outcomes with how each was pooled and what came of
//! it, and the trials under it. [`read::file`](crate::read::file) reads it, and so does what else reads such exports.

use super::outcome::natural;
use super::profile::Answered;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::analysis::{Prepared, Response, TrialData};
use crate::data::{Measure, Method, Review, Trial};
use crate::pool::Pooled;

/// The columns, as RevMan heads them.
const HEADS: [&str; 35] = [
    "Comparison Number",
    "Outcome Number",
    "Subgroup Number",
    "Name",
    "Data Type",
    "Statistical Method",
    "Effect Measure",
    "Analysis Model",
    "Swap Events",
    "Total Confidence Interval",
    "Events 1",
    "Mean 1",
    "SD 1",
    "Total 1",
    "Events 2",
    "Mean 2",
    "SD 2",
    "Total 2",
    "O-E",
    "Variance",
    "Effect Estimate",
    "SE",
    "CI Start",
    "CI End",
    "Weight",
    "Q",
    "P(Q)",
    "I²(Q)",
    "Tau²",
    "Z",
    "P(Z)",
    "df",
    "Group Label 1",
    "Group Label 2",
    "Year of study",
];

/// The table of all outcomes that are pooled, each with its trials.
///
/// RevMan knows counts, means, and estimates with a standard error: rates per person-time are written as the last, and
/// single proportions as outcomes without numbers. A result stands beside an outcome only where RevMan has its method.
#[must_use]
pub fn revman(review: &Review, answers: &[Answered<'_>]) -> Table {
    let mut first = Line::new([1, 0, 0], &review.title);
    first.text("Group Label 1", &review.experimental_label);
    first.text("Group Label 2", &review.control_label);
    let mut rows = vec![first.row()];
    for (position, answered) in answers.iter().enumerate() {
        let key = [1, position as u64 + 1, 0];
        rows.push(outcome(review, answered, key).row());
        let trials = answered.prepared.rows.iter().enumerate();
        rows.extend(trials.filter_map(|(nth, id)| {
            let trial = review.trial(*id)?;
            Some(study(answered, nth, trial, key).row())
        }));
    }
    Table {
        caption: review.title.clone(),
        columns: HEADS.map(|head| Column::of_names(head, head)).to_vec(),
        rows,
        notes: Vec::new(),
    }
}

/// A line of the list, filled by the heads of its columns.
struct Line(Vec<Cell>);

impl Line {
    fn new(key: [u64; 3], name: &str) -> Self {
        let mut line = Self(vec![Cell::empty(); HEADS.len()]);
        for (head, number) in HEADS.iter().zip(key) {
            line.count(head, number);
        }
        line.text("Name", name);
        line
    }

    fn put(&mut self, head: &str, part: CellValue) {
        let place = HEADS.iter().position(|known| *known == head);
        if let Some(cell) = place.and_then(|place| self.0.get_mut(place)) {
            cell.parts = vec![part];
        }
    }

    fn text(&mut self, head: &str, text: &str) {
        self.put(head, CellValue::Text(text.to_owned()));
    }

    fn count(&mut self, head: &str, count: u64) {
        self.put(head, CellValue::Count(count));
    }

    fn number(&mut self, head: &str, number: f64) {
        self.put(head, CellValue::Number(number));
    }

    fn row(self) -> Row {
        Row {
            kind: RowKind::Plain,
            cells: self.0,
        }
    }
}

fn outcome(review: &Review, answered: &Answered<'_>, key: [u64; 3]) -> Line {
    let response = answered.response;
    let measure = response.measure();
    let mut line = Line::new(key, &answered.outcome.name);
    line.text("Data Type", data_type(answered.prepared));
    line.text("Group Label 1", &review.experimental_label);
    line.text("Group Label 2", &review.control_label);
    let (method, model) = method(response.plan.method);
    line.text("Statistical Method", method.unwrap_or("IV"));
    line.text("Analysis Model", model);
    line.text("Effect Measure", effect_measure(measure));
    line.text("Swap Events", "No");
    line.count("Total Confidence Interval", response.level.percent().into());
    if let (Some(_), Ok(pooled)) = (method, &response.pooled) {
        result(&mut line, measure, pooled);
    }
    line
}

fn result(line: &mut Line, measure: Measure, pooled: &Pooled) {
    let interval = &pooled.interval;
    line.number("Effect Estimate", natural(measure, interval.estimate));
    line.number("CI Start", natural(measure, interval.lower));
    line.number("CI End", natural(measure, interval.upper));
    if let Some(statistic) = pooled.statistic {
        line.number("Z", statistic.abs());
    }
    line.number("P(Z)", pooled.p_value);
    if let Some(heterogeneity) = &pooled.heterogeneity {
        line.number("Q", heterogeneity.q);
        line.number("P(Q)", heterogeneity.p_value);
        line.number("I²(Q)", heterogeneity.i_squared);
        line.number("Tau²", heterogeneity.tau_squared.unwrap_or(0.0));
        line.number("df", heterogeneity.degrees_of_freedom);
    }
}

fn study(answered: &Answered<'_>, nth: usize, trial: &Trial, key: [u64; 3]) -> Line {
    let Answered {
        prepared, response, ..
    } = *answered;
    let row = prepared.request.trials.get(nth);
    // RevMan knows a study once in an outcome: comparisons of one trial are studies of their own.
    let mut line = Line::new(key, row.map_or(&trial.name, |row| &row.label));
    if let Some(year) = trial.year.value() {
        line.text("Year of study", &year.to_string());
    }
    match row.map(|row| row.data) {
        Some(TrialData::Counts(table)) => {
            line.count("Events 1", table.experimental_events);
            line.count("Total 1", table.experimental_total);
            line.count("Events 2", table.control_events);
            line.count("Total 2", table.control_total);
        }
        Some(TrialData::Means(means)) => {
            for (side, arm) in [("1", means.experimental), ("2", means.control)] {
                line.number(&format!("Mean {side}"), arm.mean);
                line.number(&format!("SD {side}"), arm.standard_deviation);
                line.count(&format!("Total {side}"), arm.total);
            }
        }
        Some(TrialData::PersonTime(_) | TrialData::Estimate { .. }) => {
            own_effect(&mut line, response, nth);
        }
        Some(TrialData::Proportion(_)) | None => {}
    }
    if let Some(weight) = response.trials.get(nth).and_then(|trial| trial.weight) {
        line.number("Weight", weight);
    }
    line
}

fn own_effect(line: &mut Line, response: &Response, nth: usize) {
    let effect = response.trials.get(nth).and_then(|trial| trial.effect);
    if let Some(effect) = effect {
        let measure = response.measure();
        line.number("Effect Estimate", natural(measure, effect.estimate));
        line.number("SE", effect.standard_error);
    }
}

/// What RevMan calls this kind of numbers.
fn data_type(prepared: &Prepared) -> &'static str {
    match prepared.request.trials.first().map(|row| row.data) {
        Some(TrialData::Counts(_)) | None => "DIC",
        Some(TrialData::Means(_)) => "CON",
        Some(TrialData::PersonTime(_) | TrialData::Estimate { .. }) => "GIV",
        Some(TrialData::Proportion(_)) => "OTH",
    }
}

/// What RevMan calls the method, if it has it, and the model.
fn method(method: Method) -> (Option<&'static str>, &'static str) {
    use crate::data::TauSquaredEstimator::{DerSimonianLaird, DerSimonianLairdMantelHaenszel};
    match method {
        Method::MantelHaenszel => (Some("MH"), "Fixed"),
        Method::InverseVariance => (Some("IV"), "Fixed"),
        Method::Peto => (Some("PETO"), "Fixed"),
        Method::RandomEffects(DerSimonianLairdMantelHaenszel) => (Some("MH"), "Random"),
        Method::RandomEffects(DerSimonianLaird) => (Some("IV"), "Random"),
        Method::RandomEffects(_) | Method::GeneralizedLinear(_) | Method::Bayesian(_) => {
            (None, "Random")
        }
        Method::MiettinenNurminen
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_) => (None, "Fixed"),
    }
}

/// What RevMan calls the measure.
fn effect_measure(measure: Measure) -> &'static str {
    match measure {
        Measure::RiskRatio => "RR",
        Measure::OddsRatio => "OR",
        Measure::PetoOddsRatio => "PETO_OR",
        Measure::RiskDifference => "RD",
        Measure::MeanDifference => "MD",
        Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances => "SMD",
        Measure::RateRatio => "Rate Ratio",
        Measure::RatioOfMeans | Measure::GenericRatio => "Ratio",
        Measure::ArcsineDifference
        | Measure::RateDifference
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericDifference => "Difference",
    }
}
