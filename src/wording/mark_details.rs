//! What is said of one trial while its mark is pointed at: its numbers, its weight, and what the others say without it.

use super::effects::Written;
use super::subject::Subject;
use super::{Text, confidence, effects, names, number, tr, translate, undefined};
use crate::analysis::{Pooled, Prepared, Response, TrialData, Undefined};
use crate::data::Measure;

/// What happens to a trial whose mark is pressed.
pub const HOW_TO_LEAVE_OUT: Text = Text("Click or Enter leaves it out, with a reason.");

/// What the marks are, for those who cannot see them.
pub const MARKS: Text = Text("Trials in the figure: arrow keys go from one to the next");

/// The numbers of a trial, its effect and its weight, a line each.
#[must_use]
pub fn lines(
    prepared: &Prepared,
    response: &Response,
    row: usize,
    subject: &Subject<'_>,
) -> Vec<String> {
    let locale = subject.locale;
    let mut lines = Vec::new();
    let data = prepared.request.trials.get(row).map(|trial| trial.data);
    lines.extend(data.and_then(|data| reported(&data, subject)));
    let Some(result) = response.trials.get(row) else {
        return lines;
    };
    let measure = response.measure();
    let said = match &result.effect {
        Some(effect) => {
            let written = Written::of(measure, effect, locale);
            tr!(
                "{} {} ({} {})",
                names::measure(measure, names::Length::Full),
                written.effect(effect.estimate),
                confidence::short(subject.level),
                written.interval(effect)
            )
        }
        None => match data.and_then(|data| effects::without_interval(measure, &data)) {
            Some(difference) => tr!(
                "{} {}, without an interval",
                names::measure(measure, names::Length::Full),
                effects::effect(measure, difference, locale)
            ),
            None => translate("Not estimable by itself").to_owned(),
        },
    };
    let weights: Vec<Option<f64>> = response.trials.iter().map(|trial| trial.weight).collect();
    let printed = number::weights(&weights, locale);
    lines.push(match printed.get(row) {
        Some(Some(weight)) => tr!("{said}; weight {weight}%", said, weight),
        _ => said,
    });
    lines
}

fn reported(data: &TrialData, subject: &Subject<'_>) -> Option<String> {
    let locale = subject.locale;
    let count = |value| number::count(value, locale);
    let sides = [subject.side(true), subject.side(false)];
    let both = |texts: [String; 2]| {
        let [experimental, control] = texts;
        tr!(
            "{}: {experimental}; {}: {control}",
            sides[0],
            sides[1],
            experimental,
            control
        )
    };
    let arm = |events: u64, total: u64| tr!("{} of {}", count(events), count(total));
    Some(match data {
        TrialData::Counts(table) => both([
            arm(table.experimental_events, table.experimental_total),
            arm(table.control_events, table.control_total),
        ]),
        TrialData::PersonTime(trial) => both(
            [
                (trial.experimental_events, trial.experimental_time),
                (trial.control_events, trial.control_time),
            ]
            .map(|(events, time)| tr!("{} in {}", count(events), number::tick(time, locale))),
        ),
        TrialData::Means(means) => both([&means.experimental, &means.control].map(|arm| {
            tr!(
                "mean {} (SD {}) of {}",
                number::tick(arm.mean, locale),
                number::tick(arm.standard_deviation, locale),
                count(arm.total)
            )
        })),
        TrialData::Proportion(people) => {
            tr!("{}: {}", sides[0], arm(people.events, people.total))
        }
        TrialData::Estimate { .. } => return None,
    })
}

/// What the other trials say together: "Without this trial: 0.85 (95% CI 0.70 to 1.03)".
#[must_use]
pub fn without(
    measure: Measure,
    others: &Result<Pooled, Undefined>,
    subject: &Subject<'_>,
) -> String {
    let locale = subject.locale;
    match others {
        Ok(pooled) => {
            let written = Written::of(measure, &pooled.interval, locale);
            tr!(
                "Without this trial: {} ({} {})",
                written.effect(pooled.interval.estimate),
                confidence::short(subject.level),
                written.interval(&pooled.interval)
            )
        }
        Err(Undefined::Pending) => {
            translate("Without this trial: takes too long to be computed while you point")
                .to_owned()
        }
        Err(reason) => tr!(
            "Without this trial: {}",
            undefined::short_of(*reason, measure, subject)
        ),
    }
}
