//! Sensitivity analyses are kept beside the main analysis: added, changed, named and removed as steps that are undone, saved with
//! the project, kept to what the review has; and each pools what it says.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    MainAnalysis, NoSelection, SensitivityAsked, SensitivityResult, answer, plan_for, prepare,
    sensitivity_answers, sensitivity_asked, sensitivity_result,
};
use trialpool::data::{
    Assessment, Clusters, ConfidenceLevel, CovariateId, Design, Domain, Entry, Judged, Judgement,
    Measure, Method, MultipleArms, OutcomeId, Randomized, RiskOfBias, SensitivityAnalysis, Tool,
    TrialId, TrialSelection,
};
use trialpool::project::{
    Column, Command, History, Limit, Project, Refused, apply, pin_proposals, restore, save,
};

use super::{done, small_project};

const FEVER: OutcomeId = OutcomeId(1);
const DEATHS: OutcomeId = OutcomeId(2);

fn selecting(trials: TrialSelection) -> SensitivityAnalysis {
    SensitivityAnalysis {
        trials,
        ..SensitivityAnalysis::default()
    }
}

fn without(trials: &[u32]) -> SensitivityAnalysis {
    let trials = trials.iter().copied().map(TrialId).collect();
    selecting(TrialSelection::Without(trials))
}

fn odds_ratio() -> SensitivityAnalysis {
    SensitivityAnalysis {
        plan: Some(plan_for(Measure::OddsRatio, Method::MantelHaenszel)),
        ..SensitivityAnalysis::default()
    }
}

fn add(analysis: SensitivityAnalysis) -> Command {
    Command::AddSensitivity {
        outcome: FEVER,
        analysis,
    }
}

fn of(project: &Project) -> &[SensitivityAnalysis] {
    project.settings.sensitivity_of(FEVER)
}

/// What an analysis of an outcome asks.
fn asked_of(
    project: &Project,
    outcome: OutcomeId,
    analysis: &SensitivityAnalysis,
) -> Result<SensitivityAsked, NoSelection> {
    let (review, settings) = (&project.review, &project.settings);
    let prepared = prepare(review, settings, outcome).unwrap();
    let response = answer(&prepared.request);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    sensitivity_asked(review, settings, outcome, analysis, main)
}

fn rows(project: &Project, selection: TrialSelection) -> Result<Vec<u32>, NoSelection> {
    let asked = asked_of(project, FEVER, &selecting(selection))?;
    Ok(asked.prepared.rows.iter().map(|trial| trial.0).collect())
}

fn result(project: &Project, analysis: &SensitivityAnalysis) -> SensitivityResult {
    sensitivity_result(&asked_of(project, FEVER, analysis).unwrap(), None)
}

/// Three trials of fever judged in two domains: low as a whole, high as a whole, and by the domains alone.
fn judged_project(third: [Option<Judgement>; 2]) -> Project {
    let mut project = small_project();
    let judged = |judgement: Option<Judgement>| Judged {
        typed: format!("{judgement:?}"),
        judgement,
        ..Judged::default()
    };
    let trial = |overall, domains: [Option<Judgement>; 2]| Assessment {
        domains: domains.map(judged).into(),
        overall: judged(overall),
    };
    project.review.risk_of_bias = Some(Arc::new(RiskOfBias {
        tool: Tool::RiskOfBias2,
        domains: ["D1", "D2"]
            .map(|short| Domain {
                short: short.into(),
                name: String::new(),
            })
            .into(),
        trials: [
            (TrialId(10), trial(Some(Judgement::Low), [None, None])),
            (TrialId(11), trial(Some(Judgement::Serious), [None, None])),
            (TrialId(12), trial(None, third)),
        ]
        .into(),
        outcomes: [].into(),
    }));
    project
}

#[test]
fn analyses_are_added_changed_named_and_removed_as_steps() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    assert!(history.apply(&add(without(&[10]))).unwrap());
    assert!(history.apply(&add(odds_ratio())).unwrap());
    assert_eq!(of(history.present()), [without(&[10]), odds_ratio()]);
    assert_eq!(
        history.undo_label(),
        Some("add a sensitivity analysis of fever")
    );
    let rename = Command::RenameSensitivity {
        outcome: FEVER,
        place: 1,
        name: "  As odds  ".into(),
    };
    assert!(history.apply(&rename).unwrap());
    assert_eq!(of(history.present())[1].name, "As odds");
    let change = Command::ChangeSensitivity {
        outcome: FEVER,
        place: 0,
        analysis: without(&[11, 12]),
    };
    assert!(history.apply(&change).unwrap());
    assert_eq!(of(history.present())[0], without(&[11, 12]));
    for place in [1, 0] {
        let outcome = FEVER;
        let remove = Command::RemoveSensitivity { outcome, place };
        assert!(history.apply(&remove).unwrap());
    }
    assert_eq!(history.present(), &before);
    for _ in 0..6 {
        assert!(history.undo());
    }
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn an_analysis_that_is_the_main_one_or_names_what_is_not_there_is_refused() {
    let project = small_project();
    let refused = |analysis| apply(&project, &add(analysis)).unwrap_err();
    assert_eq!(
        refused(SensitivityAnalysis::default()),
        Refused::NothingDiffers
    );
    assert_eq!(refused(without(&[])), Refused::NothingDiffers);
    assert_eq!(
        refused(without(&[10, 99])),
        Refused::NoSuchTrial(TrialId(99))
    );
    let level = TrialSelection::OneLevel {
        covariate: CovariateId(7),
        level: "a".into(),
    };
    assert_eq!(
        refused(selecting(level)),
        Refused::NoSuchCovariate(CovariateId(7))
    );
    let of_means = SensitivityAnalysis {
        plan: Some(plan_for(Measure::MeanDifference, Method::InverseVariance)),
        ..SensitivityAnalysis::default()
    };
    assert_eq!(refused(of_means), Refused::OtherMeasure(FEVER));
    let elsewhere = Command::AddSensitivity {
        outcome: OutcomeId(9),
        analysis: odds_ratio(),
    };
    assert_eq!(
        apply(&project, &elsewhere),
        Err(Refused::NoSuchOutcome(OutcomeId(9)))
    );
    let gone = Command::RemoveSensitivity {
        outcome: FEVER,
        place: 0,
    };
    assert_eq!(apply(&project, &gone), Err(Refused::NoSuchSensitivity));
}

#[test]
fn an_outcome_keeps_fifty_analyses_and_no_more() {
    let mut project = small_project();
    for _ in 0..Limit::SENSITIVITY {
        project = done(&project, &add(odds_ratio()));
    }
    assert_eq!(
        apply(&project, &add(odds_ratio())),
        Err(Refused::TooMuch(Limit::Sensitivity(Limit::SENSITIVITY)))
    );
}

#[test]
fn what_goes_from_the_review_goes_from_the_analyses() {
    let mut project = small_project();
    let both = SensitivityAnalysis {
        level: Some(ConfidenceLevel::NinetyNine),
        ..without(&[12])
    };
    for analysis in [without(&[10, 12]), without(&[12]), both] {
        project = done(&project, &add(analysis));
    }
    let fewer = done(&project, &Command::RemoveTrials(vec![TrialId(12)]));
    let level_alone = SensitivityAnalysis {
        level: Some(ConfidenceLevel::NinetyNine),
        ..SensitivityAnalysis::default()
    };
    assert_eq!(of(&fewer), [without(&[10]), level_alone]);
    let without_outcome = done(&project, &Command::RemoveOutcome(FEVER));
    assert!(without_outcome.settings.sensitivity.is_empty());
}

#[test]
fn an_analysis_of_a_level_follows_its_new_name_and_goes_with_its_column() {
    let mut project = small_project();
    project = done(
        &project,
        &Command::AddCovariate {
            name: "Source".into(),
        },
    );
    let covariate = project.review.covariates[0].id;
    for (trial, text) in [(10, "UC"), (11, "uc"), (12, "Fat")] {
        let typed = super::typed(trial, Column::Covariate(covariate), text);
        project = done(&project, &typed);
    }
    let level = |level: &str| TrialSelection::OneLevel {
        covariate,
        level: level.into(),
    };
    project = done(&project, &add(selecting(level("Uc"))));
    assert_eq!(rows(&project, level("Uc")), Ok(vec![10, 11]));
    assert_eq!(rows(&project, level("bone")), Err(NoSelection::LevelGone));
    let merge = Command::MergeLevels {
        covariate,
        levels: vec!["UC".into()],
        into: "Umbilical cord".into(),
    };
    let renamed = done(&project, &merge);
    assert_eq!(of(&renamed), [selecting(level("Umbilical cord"))]);
    let gone = done(&renamed, &Command::RemoveCovariate(covariate));
    assert!(of(&gone).is_empty());
}

#[test]
fn analyses_are_saved_with_the_project_and_a_document_without_any_does_not_name_them() {
    let plain = small_project();
    assert!(!save(&plain).contains("sensitivity"));
    let mut project = plain;
    for selection in [
        TrialSelection::LowRiskOfBias,
        TrialSelection::WithoutHighRiskOfBias,
        TrialSelection::AsReported,
        TrialSelection::ParallelGroups,
        TrialSelection::Arms(MultipleArms::SplitControl),
        TrialSelection::WithNotRandomized,
        TrialSelection::WithLeftOut,
    ] {
        project = done(&project, &add(selecting(selection)));
    }
    let everything = SensitivityAnalysis {
        name: "Everything".into(),
        level: Some(ConfidenceLevel::Ninety),
        plan: odds_ratio().plan,
        ..without(&[11])
    };
    project = done(&project, &add(everything));
    let restored = restore(&save(&project)).unwrap();
    assert_eq!(restored.project, project);
    let document = save(&project).replace(r#""without":[11]"#, r#""without":[77]"#);
    assert_ne!(document, save(&project));
    let restored = restore(&document).unwrap().project;
    let last = of(&restored).last().unwrap();
    assert_eq!(last.trials, TrialSelection::AsMain);
}

#[test]
fn the_risk_of_bias_is_that_of_the_trial_as_a_whole_or_else_of_its_domains() {
    use Judgement::{High, Low, SomeConcerns};
    let (low, not_high) = (
        TrialSelection::LowRiskOfBias,
        TrialSelection::WithoutHighRiskOfBias,
    );
    for (third, is_low, is_high) in [
        ([Some(Low), Some(Low)], true, false),
        ([Some(Low), None], false, false),
        ([Some(Low), Some(SomeConcerns)], false, false),
        ([Some(High), None], false, true),
        ([None, None], false, false),
    ] {
        let project = judged_project(third);
        let expected = if is_low { vec![10, 12] } else { vec![10] };
        assert_eq!(rows(&project, low.clone()), Ok(expected), "{third:?}");
        let expected = if is_high { vec![10] } else { vec![10, 12] };
        assert_eq!(rows(&project, not_high.clone()), Ok(expected), "{third:?}");
    }
    for selection in [low, not_high] {
        let not_judged = rows(&small_project(), selection);
        assert_eq!(not_judged, Err(NoSelection::NotJudged));
    }
}

#[test]
fn numbers_that_were_worked_out_and_other_designs_are_told_apart() {
    let mut project = small_project();
    let clusters = Clusters {
        size: Entry::reported(20.0),
        correlation: Entry::reported(0.05),
        ..Clusters::unknown()
    };
    for (trial, design) in [
        (10, Design::Cluster(clusters)),
        (11, Design::Crossover(trialpool::data::Periods::First)),
    ] {
        let command = Command::SetDesign {
            trials: vec![TrialId(trial)],
            design: Some(design),
        };
        project = done(&project, &command);
    }
    assert_eq!(rows(&project, TrialSelection::AsReported), Ok(vec![11, 12]));
    assert_eq!(rows(&project, TrialSelection::ParallelGroups), Ok(vec![12]));
}

#[test]
fn trials_left_out_and_trials_not_randomized_are_taken_in_and_the_main_analysis_stays() {
    let mut project = small_project();
    Arc::make_mut(&mut project.review.trials[1]).randomized = Randomized::No;
    for outcome in [None, Some(FEVER)] {
        let command = Command::LeaveOut {
            trials: vec![TrialId(12)],
            outcome,
            reason: "too small".into(),
        };
        let left_out = done(&project, &command);
        let main = |project: &Project| {
            let prepared = prepare(&project.review, &project.settings, FEVER).unwrap();
            prepared.rows
        };
        assert_eq!(main(&left_out), [TrialId(10)]);
        assert_eq!(
            rows(&left_out, TrialSelection::WithLeftOut),
            Ok(vec![10, 12])
        );
        assert_eq!(
            rows(&left_out, TrialSelection::WithNotRandomized),
            Ok(vec![10, 11])
        );
        // Whatever else an analysis selects, what the reviewers left out stays out.
        let others = TrialSelection::Without([TrialId(11)].into());
        assert_eq!(rows(&left_out, others), Ok(vec![10]));
        let none = TrialSelection::Without([TrialId(10)].into());
        assert_eq!(rows(&left_out, none), Err(NoSelection::NoTrialSelected));
        assert_eq!(main(&left_out), [TrialId(10)]);
    }
}

#[test]
fn an_analysis_pools_as_the_main_one_but_for_what_it_does_otherwise() {
    let project = pin_proposals(small_project());
    let main = answer(
        &prepare(&project.review, &project.settings, FEVER)
            .unwrap()
            .request,
    );
    let level = SensitivityAnalysis {
        level: Some(ConfidenceLevel::NinetyNine),
        ..SensitivityAnalysis::default()
    };
    let wider = result(&project, &level);
    assert_eq!((wider.plan, wider.totals), (main.plan, main.totals));
    let [main_interval, wider] = [&main.pooled, &wider.pooled].map(|pooled| {
        let interval = pooled.as_ref().unwrap().interval;
        (interval.estimate, interval.upper - interval.lower)
    });
    assert_eq!(main_interval.0.to_bits(), wider.0.to_bits());
    assert!(wider.1 > main_interval.1);
    let odds = result(&project, &odds_ratio());
    assert_eq!(odds.plan.measure, Measure::OddsRatio);
    // Mantel and Haenszel's odds ratio by hand.
    let tables = [
        [4.0, 30.0, 1.0, 31.0],
        [2.0, 24.0, 2.0, 25.0],
        [1.0, 12.0, 0.0, 12.0],
    ];
    let sum = |term: fn([f64; 4]) -> f64| tables.map(term).iter().sum::<f64>();
    let odds_ratio =
        sum(|[a, n, c, m]| a * (m - c) / (n + m)) / sum(|[a, n, c, m]| c * (n - a) / (n + m));
    let estimate = odds.pooled.unwrap().interval.estimate;
    assert!((estimate - libm::log(odds_ratio)).abs() < 1e-12);
}

/// A selection of the trials of a review, by a number.
fn any_selection(project: &Project, number: usize) -> TrialSelection {
    let trials = &project.review.trials;
    let some = trials.iter().step_by(2).map(|trial| trial.id).collect();
    match number % 9 {
        0 => TrialSelection::LowRiskOfBias,
        1 => TrialSelection::WithoutHighRiskOfBias,
        2 => TrialSelection::Without(some),
        3 => TrialSelection::AsReported,
        4 => TrialSelection::ParallelGroups,
        5 => TrialSelection::WithNotRandomized,
        6 => TrialSelection::WithLeftOut,
        7 => TrialSelection::Arms(MultipleArms::SplitControl),
        _ => match project.review.covariates.first() {
            Some(column) => TrialSelection::OneLevel {
                covariate: column.id,
                level: "a".into(),
            },
            None => TrialSelection::AsMain,
        },
    }
}

proptest! {
    #[test]
    fn edits_of_analyses_are_undone_to_the_very_values_saved_and_leave_the_main_analysis_as_it_is(
        project in super::random::project(),
        acts in prop::collection::vec((0..8_usize, 0..4_usize, 0..3_usize, any::<bool>(), "[a-z]{0,3}"), 1..8),
    ) {
        let mut history = History::new(project);
        if history.present().review.outcomes.is_empty() {
            return Ok(());
        }
        for (selection, act, place, levelled, name) in acts {
            let before = history.present().clone();
            let outcome = before.review.outcomes[place % before.review.outcomes.len()].id;
            let analysis = SensitivityAnalysis {
                name: name.clone(),
                trials: any_selection(&before, selection),
                plan: None,
                level: levelled.then_some(ConfidenceLevel::Ninety),
                ..SensitivityAnalysis::default()
            };
            let command = match act {
                0 | 1 => Command::AddSensitivity { outcome, analysis },
                2 => Command::ChangeSensitivity { outcome, place, analysis },
                _ if levelled => Command::RenameSensitivity { outcome, place, name },
                _ => Command::RemoveSensitivity { outcome, place },
            };
            let Ok(changed) = history.apply(&command) else {
                prop_assert_eq!(history.present(), &before);
                continue;
            };
            let after = history.present().clone();
            prop_assert_eq!(&restore(&save(&after)).unwrap().project, &after);
            for outcome in &after.review.outcomes {
                let [earlier, now] = [&before, &after].map(|project| {
                    prepare(&project.review, &project.settings, outcome.id).unwrap()
                });
                prop_assert_eq!(earlier, now);
            }
            if changed {
                history.undo();
                prop_assert!(history.present().shares_everything_with(&before));
                history.redo();
                prop_assert!(history.present().shares_everything_with(&after));
            }
        }
    }

    #[test]
    fn an_analysis_without_trials_pools_what_is_left_when_they_are_removed(
        project in super::random::project(),
        picked in prop::collection::btree_set(0..8_usize, 1..4),
    ) {
        let project = pin_proposals(project);
        let out: BTreeSet<TrialId> = picked
            .iter()
            .filter_map(|place| project.review.trials.get(*place).map(|trial| trial.id))
            .collect();
        let analysis = selecting(TrialSelection::Without(out.clone()));
        let removed = done(&project, &Command::RemoveTrials(out.into_iter().collect()));
        for outcome in &project.review.outcomes {
            let prepared = prepare(&project.review, &project.settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            let main = MainAnalysis { prepared: &prepared, response: &response };
            let asked = sensitivity_asked(
                &project.review,
                &project.settings,
                outcome.id,
                &analysis,
                main,
            );
            let left = prepare(&removed.review, &removed.settings, outcome.id).unwrap();
            match asked {
                Ok(asked) => {
                    prop_assert_eq!(&asked.prepared.rows, &left.rows);
                    prop_assert_eq!(&asked.prepared.request.trials, &left.request.trials);
                }
                Err(why) => {
                    prop_assert_eq!(why, NoSelection::NoTrialSelected);
                    prop_assert!(left.rows.is_empty());
                }
            }
        }
    }
}

#[test]
fn all_analyses_of_an_outcome_are_answered_in_their_order() {
    let mut project = pin_proposals(small_project());
    for analysis in [odds_ratio(), selecting(TrialSelection::LowRiskOfBias)] {
        project = done(&project, &add(analysis));
    }
    let prepared = prepare(&project.review, &project.settings, FEVER).unwrap();
    let response = answer(&prepared.request);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let answers = sensitivity_answers(&project.review, &project.settings, FEVER, main);
    let [first, second] = answers.as_slice() else {
        unreachable!("two analyses were added")
    };
    let found = first.found.as_ref().unwrap();
    assert_eq!(*found.result, result(&project, &odds_ratio()));
    assert_eq!(second.found, Err(NoSelection::NotJudged));
    assert!(project.settings.sensitivity_of(DEATHS).is_empty());
}
