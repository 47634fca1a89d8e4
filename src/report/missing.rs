//! Trials that do not report an outcome, what they could change, and estimates that allow for asymmetry, as tables.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{Allowances, IntervalEstimate, SilentTrials, SmallStudy};
use crate::wording::names::{self, Length};
use crate::wording::{
    Locale, allowances as allowance_words, confidence, number, silent as words,
    small_study as funnel_words, translate, translate_in,
};

/// The numbers of missing trials that a table shows beside all of them.
const SHOWN: [usize; 8] = [1, 2, 5, 10, 20, 50, 100, 200];

fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { kind, cells }
}

/// The silent trials with the reasons.
#[must_use]
pub fn silent_trials(found: &SilentTrials, locale: Locale) -> Table {
    let rows = found.trials.iter().map(|trial| {
        let reason = trial.silence.reason;
        let mut cells = vec![Cell::name(trial.name.as_str())];
        match trial.people {
            Some(people) => cells.extend(
                [people.experimental, people.control]
                    .map(|people| Cell::count(people, number::count(people, locale))),
            ),
            None => cells.extend([Cell::words(words::NOT_KNOWN), Cell::empty()]),
        }
        cells.push(Cell::name(
            reason.map_or(words::NOT_JUDGED.text(), words::reason),
        ));
        cells.push(Cell::name(trial.silence.remark.as_str()));
        row(RowKind::Plain, cells)
    });
    Table {
        caption: words::SILENT.to_owned(),
        columns: vec![
            Column::of_names(translate("Trial"), "trial"),
            Column::of_numbers(
                Some(words::PEOPLE.text()),
                translate("Experimental"),
                &["experimental_people"],
            ),
            Column::of_numbers(
                Some(words::PEOPLE.text()),
                translate("Control"),
                &["control_people"],
            ),
            Column::of_names(words::REASON, "reason"),
            Column::of_names(words::REMARK, "remark"),
        ],
        rows: rows.collect(),
        notes: vec![words::REASONS_FOLLOW.to_owned()],
    }
}

/// What the silent trials could change; `None` where nothing follows.
#[must_use]
pub fn suppositions(found: &SilentTrials, locale: Locale) -> Option<Table> {
    let line = |kind, name: String, estimate: &IntervalEstimate, by: String| {
        let [estimate, limits] = interval(found.measure, estimate, locale);
        row(
            kind,
            vec![Cell::name(name), estimate, limits, Cell::name(by)],
        )
    };
    let mut rows = Vec::new();
    if let Ok(supposed) = &found.supposed {
        let by = words::supposed_by(supposed.by);
        let as_is = words::AS_THEY_ARE.to_owned();
        rows.push(line(RowKind::Total, as_is, &supposed.without, by.clone()));
        let name = words::at_control_risk(supposed, locale);
        rows.push(line(RowKind::Plain, name, &supposed.with, by));
    }
    let by = funnel_words::model(found.model);
    if let (Some(mean), Some(_)) = (&found.mean, found.bound()) {
        let as_is = words::AS_THEY_ARE.to_owned();
        rows.push(line(RowKind::Total, as_is, mean, by.clone()));
    }
    let all = found.missing();
    let shown = |missing: usize| missing == all || SHOWN.contains(&missing);
    for bound in found.bounds.iter().filter(|bound| shown(bound.missing)) {
        let [lowest, highest] = words::bound_rows(bound, locale);
        rows.push(line(RowKind::Plain, lowest, &bound.lowest, by.clone()));
        rows.push(line(RowKind::Plain, highest, &bound.highest, by.clone()));
    }
    let mut notes = Vec::new();
    if found.supposed.is_ok() {
        notes.push(words::SUPPOSED_LIMITS.to_owned());
    }
    if found.bound().is_some() {
        notes.push(words::BOUND_LIMITS.to_owned());
    }
    (!rows.is_empty()).then(|| Table {
        caption: words::SUPPOSITIONS.to_owned(),
        columns: vec![
            Column::of_names(translate("If"), "supposition"),
            Column::of_numbers(
                None,
                names::measure(found.measure, Length::Full),
                &["estimate"],
            ),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_names(translate_in("method", "By"), "by"),
        ],
        rows,
        notes,
    })
}

/// Estimates that allow for asymmetry, beside the mean of the trials as they are.
#[must_use]
pub fn allowances(found: &SmallStudy, allowed: &Allowances, locale: Locale) -> Table {
    let line = |kind, name: String, mean: Option<&IntervalEstimate>, said: String| {
        let [estimate, limits] = match mean {
            Some(mean) => interval(found.measure, mean, locale),
            None => [Cell::empty(), Cell::empty()],
        };
        row(
            kind,
            vec![Cell::name(name), estimate, limits, Cell::name(said)],
        )
    };
    let mut rows = vec![line(
        RowKind::Total,
        words::AS_THEY_ARE.to_owned(),
        found.mean.as_ref(),
        funnel_words::model(found.model),
    )];
    let limit = allowed.limit.as_ref();
    rows.push(line(
        RowKind::Plain,
        allowance_words::LIMIT.to_owned(),
        allowed.limit_mean.as_ref(),
        limit.map_or_else(
            || allowance_words::NO_LIMIT.to_owned(),
            |limit| allowance_words::limit(limit, allowed.estimator, locale),
        ),
    ));
    rows.extend(allowed.selections.iter().map(|model| {
        line(
            RowKind::Plain,
            allowance_words::model_name(model, found.measure, locale),
            model.mean.as_ref(),
            allowance_words::selection(model, locale),
        )
    }));
    Table {
        caption: allowance_words::ALLOWANCES.to_owned(),
        columns: vec![
            Column::of_names(translate("Supposing"), "method"),
            Column::of_numbers(
                None,
                names::measure(found.measure, Length::Full),
                &["estimate"],
            ),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_names(translate("What it finds"), "found"),
        ],
        rows,
        notes: [
            allowance_words::LIMITS,
            allowance_words::LIMIT_LIMITS,
            allowance_words::SELECTION_LIMITS,
        ]
        .map(String::from)
        .to_vec(),
    }
}
