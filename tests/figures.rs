//! Figures as SVG text, compared with the snapshots in `tests/figures/snapshots/`, one for each example. After a change that
//! is meant, look at the files `*.snap.new.svg` beside them, then accept with `INSTA_UPDATE=always cargo test --test figures`.

#![cfg(test)]

use std::sync::Arc;

use trialpool::analysis::{answer, prepare};
use trialpool::data::{
    ArmId, CountEntries, Entry, FigureSettings, Measure, Outcome, OutcomeId, OutcomeKind, Plan,
    Preset, Record, Review, Settings, Trial, TrialId, Values, Window,
};
use trialpool::figure::forest::{Inputs, Options, scene as forest_scene};
use trialpool::figure::{Answered, Scene, Theme, paint};
use trialpool::wording::Locale;
use trialpool::wording::findings::{Asked, Findings, findings};

#[path = "figures/cases.rs"]
mod cases;
#[path = "figures/chosen.rs"]
mod chosen;
#[path = "figures/dose_response.rs"]
mod dose_response;
#[path = "robustness/dose_trials.rs"]
mod dose_trials;
#[path = "figures/explored.rs"]
mod explored;
#[path = "figures/findings.rs"]
mod findings;
#[path = "figures/flow.rs"]
mod flow;
#[path = "figures/four_sets.rs"]
mod four_sets;
#[path = "tables/random_cases.rs"]
mod random_cases;

#[path = "figures/inputs.rs"]
mod inputs;
#[path = "figures/layout.rs"]
mod layout_holds;
#[path = "figures/many.rs"]
mod many;
#[path = "figures/old_and_new.rs"]
mod old_and_new;
#[path = "figures/paper.rs"]
mod paper;
#[path = "figures/pdf.rs"]
mod pdf;
#[path = "figures/quality.rs"]
mod quality;
#[path = "figures/sensitivity.rs"]
mod sensitivity;
#[path = "figures/trial_plots.rs"]
mod trial_plots;

const OUTCOME: OutcomeId = OutcomeId(0);

/// A review of one outcome from rows of (name, [events, total, events, total]).
fn review(names: [&str; 3], rows: &[(String, [u64; 4])]) -> Review {
    let [outcome, experimental, control] = names;
    let trials = rows.iter().enumerate().map(|(index, (name, cells))| {
        let mut trial = Trial::two_armed(TrialId(u32::try_from(index).unwrap() + 1), name);
        let entries = |events: u64, total: u64| CountEntries {
            events: Entry::reported(events),
            total: Entry::reported(total),
            lost: Entry::not_reported(),
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

/// An outcome of a review, answered.
fn answered(
    review: &Review,
    outcome: &Outcome,
    plan: Option<Plan>,
    measure: Option<Measure>,
) -> Answered {
    let mut settings = Settings {
        measure,
        ..Settings::default()
    };
    settings.plans.extend(plan.map(|plan| (outcome.id, plan)));
    let prepared = prepare(review, &settings, outcome.id).unwrap();
    let response = answer(&prepared.request);
    Answered::new(outcome, prepared, response)
}

/// What all outcomes of a review come to.
fn found(review: &Review, measure: Option<Measure>, locale: Locale) -> Findings {
    let answers: Vec<_> = review
        .outcomes
        .iter()
        .map(|outcome| answered(review, outcome, None, measure))
        .collect();
    let asked: Vec<Asked<'_>> = answers
        .iter()
        .map(|answer| Asked {
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
            methods: None,
        })
        .collect();
    findings(review, &Settings::default(), &|_| false, &asked, locale)
}

/// The figure of an outcome of a review in the conventions of a preset.
fn scene_by(preset: Preset, review: &Review, answered: &Answered, options: &Options) -> Scene {
    let settings = FigureSettings {
        preset,
        ..FigureSettings::default()
    };
    let inputs = Inputs::new(review, answered, None, &Arc::new(settings), options);
    forest_scene(&inputs)
}

/// The figure of an outcome of a review.
fn scene_of(
    review: &Review,
    outcome: &Outcome,
    plan: Option<Plan>,
    measure: Option<Measure>,
    options: &Options,
) -> Scene {
    let answered = answered(review, outcome, plan, measure);
    scene_by(Preset::Trialpool, review, &answered, options)
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

/// Fails unless the scene, painted, is the snapshot of this name to the letter.
#[track_caller]
fn assert_is_the_figure(name: &str, scene: &Scene) {
    assert_is_painted(name, scene, &Theme::PRINT);
}

/// The same in a theme.
#[track_caller]
fn assert_is_painted(name: &str, scene: &Scene, theme: &Theme) {
    let painted = paint::svg::document(scene, theme);
    assert_is_the_file(&format!("{name}.svg"), painted.into_bytes());
}

/// Fails unless the bytes are the snapshot of this name, which ends in what kind of file it is.
#[track_caller]
fn assert_is_the_file(name: &str, bytes: Vec<u8>) {
    snapshots().bind(|| insta::assert_binary_snapshot!(name, bytes));
}

fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/figures/snapshots"
    ));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
