//! How the pools of all subsets of the trials are spread, as a table.

use super::outcome::natural;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{Prepared, Response, SubsetPools, SubsetSummary, model_of_subsets};
use crate::data::Measure;
use crate::wording::names::{self, Length};
use crate::wording::{Locale, effects, number, subsets as words, tr, translate};

/// Effects and I² of all subsets, and of those with and without the trial of a row.
#[must_use]
pub fn subsets(
    found: &SubsetPools,
    (prepared, response): (&Prepared, &Response),
    marked: Option<usize>,
    locale: Locale,
) -> Table {
    let measure = response.measure();
    let name = marked.and_then(|row| Some(prepared.request.trials.get(row)?.label.as_str()));
    let mut parts = vec![found.summary()];
    if let Some(row) = marked {
        parts.extend(found.summaries_by(row));
    }
    let rows = words::row_names(name).into_iter().zip(parts);
    let rows = rows.filter_map(|(name, part)| Some(row(name, &part?, measure, locale)));
    let [subsets, least, half, most] = words::HEADS;
    let effect = names::measure(measure, Length::Full);
    let of_effect = |head: &str, parts: &[&str]| Column::of_numbers(Some(effect), head, parts);
    let of_spread =
        |head: &str, parts: &[&str]| Column::of_numbers(Some(translate("I²")), head, parts);
    Table {
        caption: words::SUBSETS.to_owned(),
        columns: vec![
            Column::of_names(words::OF, "subsets_of"),
            Column::of_numbers(None, subsets, &["subsets"]),
            of_effect(least.text(), &["estimate_lowest"]),
            of_effect(
                half.text(),
                &["estimate_lower_quartile", "estimate_upper_quartile"],
            ),
            of_effect(most.text(), &["estimate_highest"]),
            of_effect(words::MEDIAN.text(), &["estimate_median"]),
            of_spread(least.text(), &["i_squared_lowest_percent"]),
            of_spread(
                half.text(),
                &[
                    "i_squared_lower_quartile_percent",
                    "i_squared_upper_quartile_percent",
                ],
            ),
            of_spread(most.text(), &["i_squared_highest_percent"]),
            of_spread(words::MEDIAN.text(), &["i_squared_median_percent"]),
        ],
        rows: rows.collect(),
        notes: vec![words::method(
            response.plan,
            model_of_subsets(&prepared.request, response.plan),
        )],
    }
}

fn row(name: String, part: &SubsetSummary, measure: Measure, locale: Locale) -> Row {
    let count = part.subsets as u64;
    let mut cells = vec![
        Cell::name(name),
        Cell::count(count, number::count(count, locale)),
    ];
    cells.extend(spread(
        part.estimate.map(|value| natural(measure, value)),
        part.estimate
            .map(|value| effects::effect(measure, value, locale)),
    ));
    cells.extend(spread(
        part.i_squared,
        part.i_squared.map(|value| number::i_squared(value, locale)),
    ));
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

fn spread(
    [least, quarter, median, three_quarters, most]: [f64; 5],
    [
        least_said,
        quarter_said,
        median_said,
        three_quarters_said,
        most_said,
    ]: [String; 5],
) -> [Cell; 4] {
    [
        Cell::numbers([least], least_said),
        Cell::numbers(
            [quarter, three_quarters],
            tr!(
                "{quarter_said} to {three_quarters_said}",
                quarter_said,
                three_quarters_said
            ),
        ),
        Cell::numbers([most], most_said),
        Cell::numbers([median], median_said),
    ]
}
