//! Subgroups without their trials, coefficients and predictions of a regression, and the influence of trials, as tables.

use super::outcome::natural;
use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{Influences, Prepared, Regressed, Response, Subgroups, Term};
use crate::data::{Outcome, OutcomeKind, Review};
use crate::wording::names::{self, Length};
use crate::wording::{
    Locale, Subject, confidence, explored as words, influence as influence_words, number, tr,
    translate, undefined,
};

fn count(value: u64, locale: Locale) -> Cell {
    Cell::count(value, number::count(value, locale))
}

/// The groups of an outcome with their pools, all trials last.
#[must_use]
pub fn subgroup_pools(
    review: &Review,
    outcome: &Outcome,
    (prepared, response): (&Prepared, &Response),
    found: &Subgroups,
    locale: Locale,
) -> Table {
    let subject = Subject::of(review, outcome, prepared, locale);
    let measure = response.measure();
    let has_counts = measure.kind() == OutcomeKind::Counts;
    let groups = found.groups.iter().map(|group| {
        let name = words::part(&group.name, review, locale);
        (name, group.rows.len(), group.totals, &group.pooled)
    });
    let all = (
        words::ALL_TRIALS.to_owned(),
        prepared.pooled(),
        response.totals,
        &response.pooled,
    );
    let last = found.groups.len();
    let rows = groups.chain([all]).enumerate();
    let rows = rows.map(|(place, (name, trials, totals, pooled))| {
        let mut cells = vec![Cell::name(name), count(trials as u64, locale)];
        if has_counts {
            let sums = totals.map(|totals| {
                [
                    totals.experimental_events,
                    totals.experimental_total,
                    totals.control_events,
                    totals.control_total,
                ]
            });
            match sums {
                Some(sums) => cells.extend(sums.map(|sum| count(sum, locale))),
                None => cells.extend([(); 4].map(|()| Cell::empty())),
            }
        }
        match pooled {
            Ok(pooled) => {
                cells.extend(interval(measure, &pooled.interval, locale));
                let found = pooled.heterogeneity.as_ref();
                cells.push(found.map_or_else(Cell::empty, |found| {
                    Cell::numbers(
                        [found.i_squared],
                        number::i_squared(found.i_squared, locale),
                    )
                }));
            }
            Err(reason) => cells.extend([
                Cell::words(undefined::short_of(*reason, measure, &subject)),
                Cell::empty(),
                Cell::empty(),
            ]),
        }
        Row {
            kind: if place == last {
                RowKind::Total
            } else {
                RowKind::Plain
            },
            cells,
        }
    });
    let mut columns = vec![
        Column::of_names(words::parted_by(&found.parted_by, review), "group"),
        Column::of_numbers(None, translate("Trials"), &["trials"]),
    ];
    if has_counts {
        for (side, key) in names::sides(review)
            .into_iter()
            .zip(["experimental", "control"])
        {
            let (events, total) = (format!("{key}_events"), format!("{key}_total"));
            columns.push(Column::of_numbers(
                Some(side),
                translate("Events"),
                &[&events],
            ));
            columns.push(Column::of_numbers(
                Some(side),
                translate("Total"),
                &[&total],
            ));
        }
    }
    columns.extend([
        Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
        Column::of_numbers(None, confidence::short(response.level), &["lower", "upper"]),
        Column::of_numbers(None, translate("I²"), &["i_squared_percent"]),
    ]);
    let mut notes = vec![
        words::how_parted(found, locale),
        words::subgroups_sentence(found, review, locale),
    ];
    notes.extend(crate::wording::subgroups::not_stated(found, &subject));
    Table {
        caption: words::SUBGROUPS.to_owned(),
        rows: rows.collect(),
        columns,
        notes,
    }
}

/// The coefficients of a regression.
#[must_use]
pub fn coefficients(found: &Regressed, review: &Review, locale: Locale) -> Table {
    let measure = found.measure;
    let is_ratio = words::is_read_as_ratio(measure);
    let statistic = if found.fit.degrees_of_freedom.is_some() {
        "t"
    } else {
        "z"
    };
    let terms = found.terms.iter().zip(&found.fit.coefficients);
    let rows = terms.map(|(term, coefficient)| {
        let interval = &coefficient.interval;
        let mut cells = vec![
            Cell::name(words::term(term, review, locale)),
            Cell::numbers(
                [interval.estimate],
                number::significant(interval.estimate, locale),
            ),
            Cell::numbers(
                [interval.standard_error],
                number::significant(interval.standard_error, locale),
            ),
        ];
        let limits = [interval.lower, interval.upper];
        if is_ratio && *term == Term::Intercept {
            // An effect and no ratio of effects; where numbers are far from 0, one of trials that cannot be.
            cells.extend([Cell::empty(), Cell::empty()]);
        } else if is_ratio {
            cells.push(Cell::numbers(
                [libm::exp(interval.estimate)],
                words::slope_of(measure, interval.estimate, locale),
            ));
            cells.push(Cell::numbers(
                limits.map(libm::exp),
                words::slope_limits(measure, limits, locale),
            ));
        } else {
            let [lower, upper] = limits.map(|limit| number::significant(limit, locale));
            cells.push(Cell::numbers(
                limits,
                tr!("{lower} to {upper}", lower, upper),
            ));
        }
        cells.push(Cell::numbers(
            [coefficient.statistic],
            number::statistic(coefficient.statistic, locale),
        ));
        cells.push(Cell::numbers(
            [coefficient.p_value],
            number::p_value(coefficient.p_value, locale),
        ));
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    let mut columns = vec![
        Column::of_names(translate("Moderator"), "term"),
        Column::of_numbers(None, translate("Coefficient"), &["coefficient"]),
        Column::of_numbers(None, "SE", &["standard_error"]),
    ];
    let interval = confidence::short(found.level);
    if is_ratio {
        columns.push(Column::of_numbers(
            None,
            words::ratio_name(measure),
            &["ratio"],
        ));
        columns.push(Column::of_numbers(
            None,
            interval,
            &["ratio_lower", "ratio_upper"],
        ));
    } else {
        columns.push(Column::of_numbers(None, interval, &["lower", "upper"]));
    }
    columns.push(Column::of_numbers(None, statistic, &["statistic"]));
    columns.push(Column::of_numbers(None, "P", &["p_value"]));
    Table {
        caption: words::COEFFICIENTS.to_owned(),
        columns,
        rows: rows.collect(),
        notes: vec![words::how(found)],
    }
}

/// The mean effect at the values of a single number that were asked for; `None` where there is no such number or value.
#[must_use]
pub fn predictions(
    found: &Regressed,
    values: &[f64],
    review: &Review,
    locale: Locale,
) -> Option<Table> {
    let quantity = found.single_number()?;
    if values.is_empty() {
        return None;
    }
    let measure = found.measure;
    let rows = values.iter().map(|value| {
        let (mean, (lower, upper)) = found.at(*value);
        let [estimate, limits] = interval(measure, &mean, locale);
        Row {
            kind: RowKind::Plain,
            cells: vec![
                Cell::numbers([*value], number::quantity(*value, locale)),
                estimate,
                limits,
                Cell::numbers(
                    [lower, upper].map(|limit| natural(measure, limit)),
                    words::limits_alone(measure, [lower, upper], locale),
                ),
            ],
        }
    });
    let percent = confidence::percent(found.level);
    Some(Table {
        caption: words::PREDICTED.to_owned(),
        columns: vec![
            Column::of_names(words::quantity(quantity, review), "value"),
            Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_numbers(
                None,
                tr!("{percent} prediction", percent),
                &["prediction_lower", "prediction_upper"],
            ),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    })
}

/// What each trial decides.
#[must_use]
pub fn influence(found: &Influences, prepared: &Prepared, locale: Locale) -> Table {
    let rows = found.trials.iter().map(|trial| {
        let row = prepared.request.trials.get(trial.trial.row);
        let name = row.map_or("", |row| row.label.as_str());
        let of = &trial.influence;
        let values = [
            of.studentized_residual,
            of.dffits,
            of.cook_distance,
            of.covariance_ratio,
            of.tau_squared_without,
            of.q_without,
            of.hat,
            of.dfbetas,
        ];
        let mut cells = vec![Cell::name(name)];
        cells
            .extend(values.map(|value| Cell::numbers([value], number::significant(value, locale))));
        let place = [trial.baujat.heterogeneity, trial.baujat.influence];
        cells.extend(place.map(|value| Cell::numbers([value], number::significant(value, locale))));
        cells.push(if trial.stands_out {
            Cell::name(influence_words::STANDS_OUT)
        } else {
            Cell::empty()
        });
        Row {
            kind: if trial.stands_out {
                RowKind::Total
            } else {
                RowKind::Plain
            },
            cells,
        }
    });
    let keys = [
        "studentized_residual",
        "dffits",
        "cook_distance",
        "covariance_ratio",
        "tau_squared_without",
        "q_without",
        "hat",
        "dfbetas",
    ];
    let mut columns = vec![Column::of_names(influence_words::TRIAL, "trial")];
    let heads = influence_words::DIAGNOSTICS.into_iter().zip(keys);
    columns.extend(heads.map(|(head, key)| Column::of_numbers(None, head, &[key])));
    let baujat = Some(influence_words::BAUJAT_GROUP.text());
    columns.extend([
        Column::of_numbers(
            baujat,
            translate("Heterogeneity"),
            &["baujat_heterogeneity"],
        ),
        Column::of_numbers(baujat, translate("Influence"), &["baujat_influence"]),
        Column::of_names(translate("Stands out"), "stands_out"),
    ]);
    Table {
        caption: influence_words::INFLUENCE.to_owned(),
        columns,
        rows: rows.collect(),
        notes: vec![
            influence_words::RULE.to_owned(),
            influence_words::of_model(found),
        ],
    }
}
