//! The order of the trials, and where in it each subgroup stands.

use std::cmp::Ordering;
use std::ops::Range;

use super::Content;
use crate::data::TrialOrder;
use crate::figure::forest::Row;

impl Content<'_> {
    /// The rows in the order chosen, and where in it each subgroup stands.
    pub(super) fn arranged(&self, rows: Vec<Row>) -> (Vec<Row>, Vec<Range<usize>>) {
        let mut parts: Vec<Vec<usize>> = match self.subgroups {
            Some(found) => found
                .groups
                .iter()
                .map(|group| group.rows.clone())
                .collect(),
            None => vec![(0..rows.len()).collect()],
        };
        let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
        let mut arranged = Vec::with_capacity(rows.len());
        let mut ranges = Vec::new();
        for part in &mut parts {
            self.sort(part);
            let first = arranged.len();
            let places = part.iter();
            arranged.extend(places.filter_map(|place| rows.get_mut(*place)?.take()));
            ranges.push(first..arranged.len());
        }
        if self.subgroups.is_none() {
            ranges.clear();
        }
        (arranged, ranges)
    }

    fn sort(&self, rows: &mut [usize]) {
        let trial = |row: &usize| self.trials.get(*row);
        let result = |row: &usize| self.response.trials.get(*row);
        let effect = |row: &usize| result(row)?.effect;
        match self.settings.order {
            TrialOrder::Input => {}
            TrialOrder::Year => {
                let year = |row: &usize| trial(row)?.year;
                rows.sort_by(|one, other| given_first(year(one), year(other), &i32::cmp));
            }
            TrialOrder::Name => {
                rows.sort_by_cached_key(|row| Some(trial(row)?.name.as_ref()?.to_lowercase()));
            }
            TrialOrder::Effect => {
                let estimate = |row: &usize| Some(effect(row)?.estimate);
                rows.sort_by(|one, other| {
                    given_first(estimate(one), estimate(other), &f64::total_cmp)
                });
            }
            TrialOrder::Weight => {
                let weight = |row: &usize| Some(-result(row)?.weight?);
                rows.sort_by(|one, other| given_first(weight(one), weight(other), &f64::total_cmp));
            }
            TrialOrder::Precision => {
                let error = |row: &usize| Some(effect(row)?.standard_error);
                rows.sort_by(|one, other| given_first(error(one), error(other), &f64::total_cmp));
            }
        }
    }
}

/// What is given stands before what is not.
fn given_first<T>(
    one: Option<T>,
    other: Option<T>,
    order: &dyn Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => order(&one, &other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}
