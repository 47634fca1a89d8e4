//! Sides, arms and levels are renamed where they stand, in one step.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{self, levels, prepare, subgroups};
use trialpool::data::{CovariateId, Grouping, Role, TrialId};
use trialpool::figure::forest::Options;
use trialpool::figure::{Answered, Scene, forest, safety};
use trialpool::project::{Column, Command, History, Project, Refused, apply, restore, save};
use trialpool::read::{Decimal, Delimiter, write};
use trialpool::wording::{Locale, Subject, sentences};

use super::{done, small_project, typed};

fn labels(experimental: &str, control: &str) -> Command {
    Command::SetLabels {
        experimental: experimental.into(),
        control: control.into(),
    }
}

/// The small project with arms that are called as their side, and one that has a name of its own.
fn with_named_arms() -> Project {
    let mut project = small_project();
    for trial in &mut project.review.trials {
        for arm in &mut Arc::make_mut(trial).arms {
            arm.label = match arm.role {
                Role::Experimental => "MSC".into(),
                Role::Control | Role::Ignored => "Control".into(),
            };
        }
    }
    Arc::make_mut(&mut project.review.trials[1]).arms[0].label = "2 million cells per kg".into();
    project
}

#[test]
fn renamed_sides_take_the_arms_along_that_were_called_so_and_no_other() {
    let before = with_named_arms();
    let after = done(&before, &labels("Stromal cells", "Saline"));
    let named: Vec<Vec<&str>> = after
        .review
        .trials
        .iter()
        .map(|trial| trial.arms.iter().map(|arm| arm.label.as_str()).collect())
        .collect();
    assert_eq!(
        named,
        [
            vec!["Stromal cells", "Saline"],
            vec!["2 million cells per kg", "Saline"],
            vec!["Stromal cells", "Saline"],
        ]
    );
    for (old, new) in before.review.trials.iter().zip(&after.review.trials) {
        assert_eq!(old.records, new.records);
    }
    // Named back, everything is as it was.
    assert_eq!(done(&after, &labels("MSC", "Control")), before);
    let same = done(&before, &labels("MSC", "Control"));
    assert!(same.shares_everything_with(&before));
}

#[test]
fn new_names_of_the_sides_go_on_to_figures_sentences_and_files() {
    let project = done(&with_named_arms(), &labels("Stromal cells", "Saline"));
    let review = &project.review;
    let outcome = &review.outcomes[0];
    let prepared = prepare(review, &project.settings, outcome.id).unwrap();
    let response = analysis::answer(&prepared.request);
    let subject = Subject::of(review, outcome, &prepared, Locale::DecimalPoint);
    let sentence = sentences::outcome(&response, &subject);
    let answered = Answered::new(outcome, prepared.clone(), response);
    let settings = &project.settings.figures;
    let forest = forest::Inputs::new(
        review,
        &answered,
        None,
        settings,
        &Options::two_columns(Locale::DecimalPoint),
    );
    let profile = safety::Inputs::new(
        review,
        vec![answered.clone()],
        &safety::Options::landscape(Locale::DecimalPoint),
    );
    let written = |scene: &Scene| {
        let texts = scene.texts().map(|text| text.content.as_str());
        texts.collect::<Vec<_>>().join(" ")
    };
    let figures = written(&forest::scene(&forest)) + &written(&safety::scene(&profile));
    let (delimiter, decimal) = (Delimiter::Comma, Decimal::Point);
    let files = write::wide(review, delimiter, decimal) + &write::long(review, delimiter, decimal);
    for text in [&sentence, &figures, &files] {
        assert!(text.contains("tromal cells"), "{text}");
        assert!(!text.contains("MSC") && !text.contains("Control"), "{text}");
    }
    for text in [&figures, &files] {
        assert!(text.contains("Saline"), "{text}");
    }
}

/// Six ways in which three sources are written, and two trials of which nothing is stated.
const SOURCES: [&str; 10] = [
    "Bone marrow",
    "bone marrow",
    "BM",
    "Umbilical cord",
    "UC",
    "Wharton's jelly",
    "Adipose",
    "UC",
    "not described",
    "",
];

const SOURCE: CovariateId = CovariateId(20);

fn with_sources() -> Project {
    let mut project = Project::default();
    project.review.next_id = 20;
    project = done(
        &project,
        &Command::AddCovariate {
            name: "Cell source".into(),
        },
    );
    let lines = SOURCES
        .iter()
        .enumerate()
        .map(|(place, source)| vec![format!("Trial {place}"), (*source).to_owned()]);
    done(
        &project,
        &Command::Write {
            trials: vec![],
            columns: vec![Column::Name, Column::Covariate(SOURCE)],
            lines: lines.collect(),
        },
    )
}

fn counted(project: &Project) -> Vec<(String, usize)> {
    let levels = levels(&project.review, SOURCE).into_iter();
    levels
        .map(|level| (level.text, level.trials.len()))
        .collect()
}

fn merge(levels: &[&str], into: &str) -> Command {
    Command::MergeLevels {
        covariate: SOURCE,
        levels: levels.iter().copied().map(String::from).collect(),
        into: into.into(),
    }
}

fn owned(levels: &[(&str, usize)]) -> Vec<(String, usize)> {
    levels
        .iter()
        .map(|(text, trials)| ((*text).to_owned(), *trials))
        .collect()
}

#[test]
fn levels_are_those_that_make_subgroups_with_the_trials_of_each() {
    let project = with_sources();
    assert_eq!(
        counted(&project),
        owned(&[
            ("Bone marrow", 2),
            ("BM", 1),
            ("Umbilical cord", 1),
            ("UC", 2),
            ("Wharton's jelly", 1),
            ("Adipose", 1),
        ])
    );
}

#[test]
fn six_levels_are_merged_into_three_and_each_merger_is_one_step() {
    let mut history = History::new(with_sources());
    let before = history.present().clone();
    for command in [
        merge(&["BM"], "Bone marrow"),
        merge(
            &["Umbilical cord", "UC", "Wharton's jelly"],
            "Umbilical cord",
        ),
    ] {
        history.apply(&command).unwrap();
    }
    assert_eq!(
        counted(history.present()),
        owned(&[("Bone marrow", 3), ("Umbilical cord", 4), ("Adipose", 1)])
    );
    // What was written in small letters is written alike now.
    let second = &history.present().review.trials[1].covariates[&SOURCE];
    assert_eq!(second, "Bone marrow");
    assert_eq!(history.steps(), 2);
    assert_eq!(
        history.undo_label(),
        Some("merge 3 levels into “Umbilical cord”")
    );
    history.undo();
    assert_eq!(history.undo_label(), Some("call “BM” “Bone marrow”"));
    history.undo();
    assert!(history.present().shares_everything_with(&before));
    history.redo();
    history.redo();
    assert_eq!(counted(history.present()).len(), 3);
}

#[test]
fn a_level_that_is_called_as_another_joins_it_and_trials_without_one_stay_so() {
    let project = with_sources();
    let renamed = done(&project, &merge(&["Adipose"], "bone MARROW"));
    assert_eq!(
        counted(&renamed)[0],
        ("bone MARROW".to_owned(), 3),
        "all are written alike"
    );
    assert_eq!(
        renamed.review.trials[8].covariates[&SOURCE],
        "not described"
    );
    assert!(!renamed.review.trials[9].covariates.contains_key(&SOURCE));
    // What no trial says changes nothing.
    let same = done(
        &project,
        &merge(&["Placenta", "not described", ""], "Liver"),
    );
    assert!(same.shares_everything_with(&project));
}

#[test]
fn levels_of_no_column_and_names_without_a_letter_are_refused() {
    let project = with_sources();
    let elsewhere = Command::MergeLevels {
        covariate: CovariateId(99),
        levels: vec!["UC".into()],
        into: "Cord".into(),
    };
    assert_eq!(
        apply(&project, &elsewhere),
        Err(Refused::NoSuchCovariate(CovariateId(99)))
    );
    assert_eq!(
        apply(&project, &merge(&["UC"], "  ")),
        Err(Refused::NameMissing)
    );
}

#[test]
fn an_empty_review_to_type_into_has_one_outcome_and_is_saved_and_opened() {
    let blank = Project::blank();
    assert!(blank.review.trials.is_empty());
    assert_eq!(blank.review.outcomes.len(), 1);
    assert_eq!(restore(&save(&blank)).unwrap().project, blank);
    let typed = done(
        &blank,
        &Command::AddTrial {
            name: "Adams 2019".into(),
            at: None,
        },
    );
    assert_ne!(typed.review.trials[0].id.0, blank.review.outcomes[0].id.0);
}

proptest! {
    #[test]
    fn merged_levels_hold_the_trials_of_all_of_them_and_undo_gives_back_the_very_values(
        project in super::random::project(),
        picks in any::<[bool; 8]>(),
        into in "[a-zA-Z]{1,4}",
    ) {
        let Some(column) = project.review.covariates.first().map(|covariate| covariate.id) else {
            return Ok(());
        };
        let mut history = History::new(project);
        let before = history.present().clone();
        let all = levels(&before.review, column);
        let picked: Vec<_> = all
            .iter()
            .zip(picks)
            .filter_map(|(level, pick)| pick.then_some(level))
            .collect();
        let command = Command::MergeLevels {
            covariate: column,
            levels: picked.iter().map(|level| level.text.clone()).collect(),
            into: into.clone(),
        };
        let changed = history.apply(&command).unwrap();
        let after = history.present().clone();
        let mut expected: Vec<TrialId> = all
            .iter()
            .filter(|level| level.is_called(&into) || picked.contains(level))
            .flat_map(|level| level.trials.clone())
            .collect();
        expected.sort();
        let found = levels(&after.review, column);
        let mut merged: Vec<TrialId> = found
            .iter()
            .filter(|level| level.is_called(&into))
            .flat_map(|level| level.trials.clone())
            .collect();
        merged.sort();
        // A name that says nothing makes no level.
        if analysis::is_stated(&into) {
            prop_assert_eq!(merged, expected);
        }
        for (old, new) in before.review.trials.iter().zip(&after.review.trials) {
            prop_assert_eq!(&old.records, &new.records);
        }
        prop_assert_eq!(&restore(&save(&after)).unwrap().project, &after);
        if changed {
            prop_assert!(history.undo());
            prop_assert!(history.present().shares_everything_with(&before));
            prop_assert!(history.redo());
            prop_assert!(history.present().shares_everything_with(&after));
        }
    }

    #[test]
    fn levels_are_the_subgroups_of_all_trials_in_their_order(project in super::random::project()) {
        let review = &project.review;
        for (column, outcome) in review.covariates.iter().zip(&review.outcomes) {
            let Some(prepared) = prepare(review, &project.settings, outcome.id) else { continue };
            let plan = analysis::answer(&prepared.request).plan;
            let Some(parts) = subgroups(review, &prepared, plan, Grouping::Covariate(column.id)) else { continue };
            let mut texts: Vec<String> = parts
                .groups
                .iter()
                .map(|group| &group.name)
                .chain(&parts.empty)
                .filter_map(|name| match name {
                    analysis::SubgroupName::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect();
            let mut known: Vec<String> =
                levels(review, column.id).into_iter().map(|level| level.text).collect();
            texts.sort();
            known.sort();
            prop_assert_eq!(texts, known);
        }
    }

    #[test]
    fn renamed_sides_are_undone_to_the_very_values(
        project in super::random::project(),
        experimental in ".{0,8}",
        control in ".{0,8}",
    ) {
        let mut history = History::new(project);
        let before = history.present().clone();
        if history.apply(&labels(&experimental, &control)).unwrap() {
            let after = history.present().clone();
            prop_assert_eq!(&restore(&save(&after)).unwrap().project, &after);
            history.undo();
            prop_assert!(history.present().shares_everything_with(&before));
            history.redo();
            prop_assert!(history.present().shares_everything_with(&after));
        }
    }
}

#[test]
fn a_column_of_a_sheet_is_still_typed_into_after_a_merger() {
    let merged = done(&with_sources(), &merge(&["UC"], "Umbilical cord"));
    let id = merged.review.trials[0].id;
    let typed_over = done(&merged, &typed(id.0, Column::Covariate(SOURCE), "UC"));
    assert_eq!(counted(&typed_over).last().unwrap().1, 1);
}
