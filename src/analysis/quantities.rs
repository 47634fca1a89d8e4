//! Numbers that are known of trials: their years, and what stands in columns that are kept but not pooled.

use crate::data::{CovariateId, Grouping, Quantity, Review, Trial};
use crate::read::{Decimal, entry};

use super::is_stated;

/// A number of a trial; `None` where nothing is stated, or what is stated is not one plain number.
#[must_use]
pub fn number_of(trial: &Trial, quantity: Quantity) -> Option<f64> {
    match quantity {
        Quantity::Year => trial.year.value().map(f64::from),
        Quantity::Column(column) => {
            let text = trial.covariates.get(&column)?;
            number_in(text)
        }
    }
}

/// The number that a text is. Both decimal marks are read; "1,250" is a thousand and more, as everywhere.
fn number_in(text: &str) -> Option<f64> {
    if !is_stated(text) {
        return None;
    }
    let read = |decimal| entry::number(text, decimal).value();
    let number = read(Decimal::Point).or_else(|| read(Decimal::Comma))?;
    number.is_finite().then_some(number)
}

/// The numbers that trials can be ordered by: the year, and columns in which most of what is stated is a number. Of each, at
/// least two values differ.
#[must_use]
pub fn quantities(review: &Review) -> Vec<Quantity> {
    let columns = review.covariates.iter();
    let columns = columns.map(|column| Quantity::Column(column.id));
    let all = std::iter::once(Quantity::Year).chain(columns);
    all.filter(|quantity| is_quantity(review, *quantity))
        .collect()
}

fn is_quantity(review: &Review, quantity: Quantity) -> bool {
    let trials = review.trials.iter();
    let numbers: Vec<f64> = trials
        .filter_map(|trial| number_of(trial, quantity))
        .collect();
    let stated = match quantity {
        Quantity::Year => numbers.len(),
        Quantity::Column(column) => stated_in(review, column),
    };
    let first = numbers.first().copied().unwrap_or_default();
    let varies = numbers
        .iter()
        .any(|number| number.total_cmp(&first).is_ne());
    varies && 2 * numbers.len() > stated
}

fn stated_in(review: &Review, column: CovariateId) -> usize {
    let texts = review.trials.iter();
    let texts = texts.filter_map(|trial| trial.covariates.get(&column));
    texts.filter(|text| is_stated(text)).count()
}

/// What trials can be parted by: every column, whether they were randomized, and the risk of bias where it is judged.
#[must_use]
pub fn groupings(review: &Review) -> Vec<Grouping> {
    let columns = review.covariates.iter();
    let mut groupings: Vec<Grouping> = columns
        .map(|column| Grouping::Covariate(column.id))
        .collect();
    groupings.push(Grouping::Randomized);
    if review.risk_of_bias.is_some() {
        groupings.push(Grouping::RiskOfBias);
    }
    groupings
}

/// The middle one of a number's values, of an even number the upper one; 0 where it has none.
#[must_use]
pub fn middle(review: &Review, quantity: Quantity) -> f64 {
    let trials = review.trials.iter();
    let mut numbers: Vec<f64> = trials
        .filter_map(|trial| number_of(trial, quantity))
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
