//! Baujat's plot (Baujat et al. 2002): what each trial adds to the heterogeneity against what it moves the estimate by.

use super::Scene;
use super::font::printable;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Tick};
use super::grammar::ticks::round_steps;
use super::influence::Inputs;
use super::scatter::{Mark, Scatter, Side, layout};
use crate::analysis::Influences;
use crate::wording::{Locale, influence as words, number, tr, translate};

/// The plot.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Radius of a point, in em.
const RADIUS: f64 = 0.36;
/// About how many ticks each axis has.
const TICKS: f64 = 5.0;

/// The plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let locale = inputs.options.locale;
    let found: &Influences = &inputs.found;
    let places = || found.trials.iter().map(|trial| trial.baujat);
    let across = places().map(|place| place.heterogeneity);
    let up = places().map(|place| place.influence);
    let trials = found.trials.iter().zip(&inputs.names);
    let mut marks: Vec<Mark> = trials
        .map(|(trial, name)| Mark {
            at: (trial.baujat.heterogeneity, trial.baujat.influence),
            radius: RADIUS,
            style: CircleStyle::Full,
            name: printable(name),
            row: Some(trial.trial.row),
        })
        .collect();
    let footer = vec![words::BAUJAT_FOOTER.to_owned(), words::of_model(found)];
    let horizontal = side(across, words::BAUJAT_ACROSS.text(), locale);
    let vertical = side(up, words::BAUJAT_UP.text(), locale);
    // Those in the upper right corner first: their names matter most.
    let out = |mark: &Mark| horizontal.axis.share(mark.at.0) + vertical.axis.share(mark.at.1);
    marks.sort_by(|one, other| out(other).total_cmp(&out(one)));
    Scatter {
        title: printable(&words::baujat_name(&inputs.outcome)),
        description: description(inputs, &footer),
        options: inputs.options,
        horizontal,
        vertical,
        from_top: false,
        directions: [String::new(), String::new()],
        bands: Vec::new(),
        curves: Vec::new(),
        marks,
        legend: Vec::new(),
        footer,
    }
}

/// An axis from 0 to beyond the largest of these.
fn side(values: impl Iterator<Item = f64>, name: &str, locale: Locale) -> Side {
    let largest = values.filter(|value| value.is_finite()).fold(0.0, f64::max);
    let high = if largest > 0.0 { 1.08 * largest } else { 1.0 };
    let ticks = round_steps((0.0, high), TICKS).into_iter();
    Side {
        axis: Axis {
            kind: Kind::Difference,
            low: 0.0,
            high,
        },
        ticks: ticks
            .map(|value| Tick {
                value,
                label: number::tick(value, locale),
            })
            .collect(),
        name: name.to_owned(),
    }
}

fn description(inputs: &Inputs, footer: &[String]) -> String {
    let locale = inputs.options.locale;
    let trials = inputs.found.trials.iter().zip(&inputs.names);
    let points: Vec<String> = trials
        .map(|(trial, name)| {
            tr!(
                "{}: {} and {}",
                printable(name),
                number::fixed(trial.baujat.heterogeneity, 2, locale),
                number::fixed(trial.baujat.influence, 2, locale)
            )
        })
        .collect();
    let points = if points.is_empty() {
        String::new()
    } else {
        tr!("{}. ", points.join(translate("; ")))
    };
    format!("{points}{}", footer.join(" ")).replace('\u{a0}', " ")
}
