//! The comparison of one record, number by number.

use std::collections::BTreeSet;

use serde_json::Value;

use super::record::Record;
use super::tolerance::Tolerance;

const FACTOR: &str = "the variance of SMDH carries the square of the small-sample factor in metafor before 4.6: compared with it put back";

/// What came of one record.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// The core cannot do this analysis yet.
    Unsupported,
    /// R was not asked, or was stopped by the clock.
    NotComputed,
    /// Neither side has a number.
    BothUndefined,
    /// Compared.
    Compared(Comparison),
}

/// What a record says of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reference {
    /// Nothing: the record has no such field.
    Absent,
    /// That it is undefined.
    Null,
    /// What it is.
    Number(f64),
}

/// The state of a comparison.
#[derive(Clone, Debug, Default)]
pub(super) struct Comparison {
    result: Value,
    /// Numbers compared.
    pub(super) numbers: usize,
    /// What the core gave, in the order of comparison.
    pub(super) found: Vec<f64>,
    /// The largest relative difference among them.
    pub(super) worst: f64,
    /// What disagreed.
    pub(super) failures: Vec<String>,
    /// Conventions that explain a difference, by name.
    pub(super) conventions: BTreeSet<&'static str>,
}

impl Comparison {
    pub(super) fn new(record: &Record) -> Self {
        let mut comparison = Self {
            result: record.result.clone(),
            ..Self::default()
        };
        if record.has_variances_with_factor() {
            comparison.convention(FACTOR);
        }
        comparison
    }

    /// The verdict on a record for which R gives no result; `found` says whether the core does.
    pub(super) fn of_undefined(record: &Record, found: bool) -> Verdict {
        if !found {
            return Verdict::BothUndefined;
        }
        let mut comparison = Self::new(record);
        comparison
            .failures
            .push(format!("a number, where R says {:?}", record.reason));
        Verdict::Compared(comparison)
    }

    /// What the record says at `path` (names joined by dots).
    pub(super) fn reference(&self, path: &str) -> Reference {
        match path
            .split('.')
            .try_fold(&self.result, |value, name| value.get(name))
        {
            None => Reference::Absent,
            Some(value) => value.as_f64().map_or(Reference::Null, Reference::Number),
        }
    }

    /// The record's number at `path`, if it has one there.
    pub(super) fn reference_number(&self, path: &str) -> Option<f64> {
        match self.reference(path) {
            Reference::Number(number) => Some(number),
            Reference::Null | Reference::Absent => None,
        }
    }

    /// Compares one number; a field the record does not have is passed over.
    pub(super) fn number(&mut self, path: &str, found: Option<f64>, tolerance: Tolerance) {
        match self.reference(path) {
            Reference::Absent => {}
            Reference::Null => self.pair(path, found, None, tolerance),
            Reference::Number(number) => self.pair(path, found, Some(number), tolerance),
        }
    }

    /// Compares a list, number by number.
    pub(super) fn numbers(&mut self, path: &str, found: &[Option<f64>], tolerance: Tolerance) {
        self.numbers_but(path, found, &[], tolerance);
    }

    /// Compares a list, number by number, but where `explained` says that a convention explains the difference.
    pub(super) fn numbers_but(
        &mut self,
        path: &str,
        found: &[Option<f64>],
        explained: &[bool],
        tolerance: Tolerance,
    ) {
        let Some(list) = self.result.get(path).and_then(Value::as_array).cloned() else {
            return;
        };
        if list.len() != found.len() {
            self.failures.push(format!(
                "{path}: {} numbers, R has {}",
                found.len(),
                list.len()
            ));
            return;
        }
        for (index, (found, reference)) in found.iter().zip(&list).enumerate() {
            if explained.get(index) == Some(&true) {
                continue;
            }
            self.pair(
                &format!("{path}[{index}]"),
                *found,
                reference.as_f64(),
                tolerance,
            );
        }
    }

    fn pair(
        &mut self,
        path: &str,
        found: Option<f64>,
        reference: Option<f64>,
        tolerance: Tolerance,
    ) {
        self.found.extend(found);
        match (found, reference) {
            (None, None) => {}
            (Some(found), Some(reference)) => {
                let error = (found - reference).abs() / reference.abs().max(tolerance.floor);
                self.numbers += 1;
                self.worst = self.worst.max(error);
                if error.is_nan() || error > tolerance.relative {
                    self.failures.push(format!(
                        "{path}: {found:e}, R has {reference:e} ({error:.1e})"
                    ));
                }
            }
            (Some(found), None) => self.failures.push(format!("{path}: {found:e}, R has none")),
            (None, Some(reference)) => self
                .failures
                .push(format!("{path}: none, R has {reference:e}")),
        }
    }

    /// Whether the record has a number at `path`.
    pub(super) fn has(&self, path: &str) -> bool {
        self.reference_number(path).is_some()
    }

    /// Notes that a named convention explains what is not compared here.
    pub(super) fn convention(&mut self, name: &'static str) {
        self.conventions.insert(name);
    }

    /// A text of the record.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        path.split('.')
            .try_fold(&self.result, |value, name| value.get(name))
            .and_then(Value::as_str)
    }

    /// A yes or no of the record; no where it has none.
    pub(super) fn flag(&self, path: &str) -> bool {
        path.split('.')
            .try_fold(&self.result, |value, name| value.get(name))
            .and_then(Value::as_bool)
            == Some(true)
    }

    pub(super) fn verdict(self) -> Verdict {
        Verdict::Compared(self)
    }
}
