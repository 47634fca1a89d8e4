//! Figures as SVG text, compared with the files in `tests/figures/`. After a change that is meant, look at the figures,
//! then write the files anew: `TRIALPOOL_WRITE_FIGURES=1 cargo test --test figures`.

#![cfg(test)]

use std::path::PathBuf;
use std::sync::Arc;

use trialpool::analysis::{answer, prepare};
use trialpool::data::{
    ArmId, CountEntries, Entry, Measure, Outcome, OutcomeId, OutcomeKind, Plan, Record, Review,
    Settings, Trial, TrialId, Values, Window,
};
use trialpool::figure::forest::{Forest, Options, layout};
use trialpool::figure::{Scene, Theme, paint};
use trialpool::wording::Locale;

#[path = "figures/cases.rs"]
mod cases;
#[path = "figures/chosen.rs"]
mod chosen;
#[path = "figures/layout.rs"]
mod layout_holds;
#[path = "figures/pdf.rs"]
mod pdf;

const OUTCOME: OutcomeId = OutcomeId(0);

/// A review of one outcome from rows of (name, [events, total, events, total]).
fn review(names: [&str; 3], rows: &[(String, [u64; 4])]) -> Review {
    let [outcome, experimental, control] = names;
    let trials = rows.iter().enumerate().map(|(index, (name, cells))| {
        let mut trial = Trial::two_armed(TrialId(u32::try_from(index).unwrap() + 1), name);
        let entries = |events: u64, total: u64| CountEntries {
            events: Entry::reported(events),
            total: Entry::reported(total),
        };
        let arms = [
            (ArmId(0), entries(cells[0], cells[1])),
            (ArmId(1), entries(cells[2], cells[3])),
        ];
        trial.records.insert(
            OUTCOME,
            Record {
                values: Values::Counts(arms.into()),
                time_point: String::new(),
                source: String::new(),
                note: String::new(),
                others: None,
            },
        );
        Arc::new(trial)
    });
    Review {
        experimental_label: experimental.to_owned(),
        control_label: control.to_owned(),
        outcomes: vec![Arc::new(Outcome {
            id: OUTCOME,
            name: outcome.to_owned(),
            kind: OutcomeKind::Counts,
            window: Window::Lasting,
            group: None,
            more_is_worse: true,
            note: String::new(),
        })],
        trials: trials.collect(),
        ..Review::default()
    }
}

/// The figure of an outcome of a review.
fn scene_of(
    review: &Review,
    outcome: &Outcome,
    plan: Option<Plan>,
    measure: Option<Measure>,
    options: &Options,
) -> Scene {
    let mut settings = Settings {
        measure,
        ..Settings::default()
    };
    settings.plans.extend(plan.map(|plan| (outcome.id, plan)));
    let prepared = prepare(review, &settings, outcome.id).unwrap();
    let response = answer(&prepared.request);
    layout(&Forest::new(review, outcome, &prepared, &response, options))
}

/// The figure of the first outcome of a review.
fn scene(
    review: &Review,
    plan: Option<Plan>,
    measure: Option<Measure>,
    options: &Options,
) -> Scene {
    scene_of(review, &review.outcomes[0], plan, measure, options)
}

fn journal() -> Options {
    Options::two_columns(Locale::DecimalPoint)
}

/// Fails unless the scene, painted, is the file of this name to the letter.
#[track_caller]
fn assert_is_the_figure(name: &str, scene: &Scene) {
    assert_is_painted(name, scene, &Theme::PRINT);
}

/// The same in a theme.
#[track_caller]
fn assert_is_painted(name: &str, scene: &Scene, theme: &Theme) {
    let painted = paint::svg::document(scene, theme);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/figures/{name}.svg"));
    if std::env::var_os("TRIALPOOL_WRITE_FIGURES").is_some() {
        std::fs::write(&path, &painted).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = kept
        .lines()
        .zip(painted.lines())
        .position(|(kept, painted)| kept != painted);
    assert!(
        kept == painted,
        "{} differs from what is painted now, from line {} on",
        path.display(),
        differing.map_or(kept.lines().count(), |line| line) + 1
    );
}
