//! An outcome under the result of an earlier review as a prior, as a table.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{EarlierPrior, MeanPrior};
use crate::data::Outcome;
use crate::wording::names::{self, Length};
use crate::wording::{Subject, confidence, earlier_prior as words, number, tr, translate};

/// The posterior under each prior alone and under both, with their weights.
#[must_use]
pub fn earlier_prior(outcome: &Outcome, found: &EarlierPrior, subject: &Subject<'_>) -> Table {
    let locale = subject.locale;
    let measure = found.plan.measure;
    let posterior = &found.posterior;
    let weight = |share: f64| Cell::numbers([share], words::weight(share, locale));
    let line = |name: &str, prior: Option<MeanPrior>, weights: Option<[f64; 2]>| {
        let prior = prior.map_or_else(String::new, |prior| words::distribution(prior, locale));
        let mut cells = vec![Cell::name(name), Cell::name(prior)];
        match weights {
            Some(weights) => cells.extend(weights.map(weight)),
            None => cells.extend([Cell::empty(), Cell::empty()]),
        }
        cells
    };
    let of_earlier = Some([found.weight, posterior.weight]);
    let of_vague = Some([1.0 - found.weight, 1.0 - posterior.weight]);
    let rows = [
        (
            line(words::VAGUE_LINE.text(), Some(MeanPrior::VAGUE), of_vague),
            &posterior.vague,
            None,
            RowKind::Plain,
        ),
        (
            line(words::EARLIER_LINE.text(), Some(found.prior), of_earlier),
            &posterior.informative,
            None,
            RowKind::Plain,
        ),
        (
            line(words::MIXTURE_LINE.text(), None, None),
            &posterior.mean,
            Some(posterior.above_one),
            RowKind::Total,
        ),
    ];
    let rows = rows.map(|(mut cells, estimate, above_one, kind)| {
        cells.extend(interval(measure, estimate, locale));
        cells.push(above_one.map_or_else(Cell::empty, |probability| {
            Cell::numbers([probability], number::p_value(probability, locale))
        }));
        Row { kind, cells }
    });
    Table {
        caption: tr!("{}: {}", outcome.name, words::FILE),
        columns: vec![
            Column::of_names(translate("Posterior"), "posterior"),
            Column::of_names(words::PRIOR, "prior"),
            Column::of_numbers(None, words::PRIOR_WEIGHT, &["prior_weight"]),
            Column::of_numbers(None, words::POSTERIOR_WEIGHT, &["posterior_weight"]),
            Column::of_numbers(None, names::measure(measure, Length::Full), &["median"]),
            Column::of_numbers(
                None,
                confidence::credible(subject.level),
                &["lower", "upper"],
            ),
            Column::of_numbers(None, words::ABOVE_ONE, &["above_one"]),
        ],
        rows: rows.into(),
        notes: vec![
            words::sentence(found, subject),
            words::HINT.to_owned(),
            words::OVERLAP.to_owned(),
        ],
    }
}
