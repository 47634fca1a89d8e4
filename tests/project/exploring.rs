//! What is explored of an outcome is kept with the review, undone, told in words, and held to what the review has.

use trialpool::data::{
    ArmDoses, ArmId, CovariateId, DoseResponseChoices, Exploration, Grouping, Moderator, OutcomeId,
    PartedBy, Quantity, SequentialDesign, SpendingFunction, SpreadOfGroups,
};
use trialpool::project::{
    Command, History, Limit, Project, Refused, apply, edit_sentence, restore, save, typed_numbers,
    with_typed_setting,
};
use trialpool::read::{Decimal, examples};
use trialpool::wording::Locale;

fn bcg() -> Project {
    Project::of(examples::review("bcg-vaccine").unwrap())
}

fn outcome(project: &Project) -> OutcomeId {
    project.review.outcomes[0].id
}

fn latitude(project: &Project) -> CovariateId {
    let mut columns = project.review.covariates.iter();
    columns.find(|column| column.name == "Latitude").unwrap().id
}

fn explore(project: &Project, exploration: Exploration) -> Command {
    Command::Explore {
        outcome: outcome(project),
        exploration,
    }
}

/// Ranges of latitude, a regression on it and on the allocation.
fn chosen(project: &Project) -> Exploration {
    let column = latitude(project);
    let allocation = project.review.covariates[0].id;
    Exploration {
        parted_by: Some(PartedBy::Cuts {
            quantity: Quantity::Column(column),
            at: vec![40.0, 20.0, 20.0],
        }),
        spread_of_groups: SpreadOfGroups::Shared,
        moderators: vec![
            Moderator::Number(Quantity::Column(column)),
            Moderator::Number(Quantity::Column(column)),
            Moderator::Levels(Grouping::Covariate(allocation)),
        ],
        wald: true,
        at: vec![30.0, 10.0],
        missing_odds: Some([3.0, 0.5]),
        sequential: SequentialDesign {
            ratio: Some(0.8),
            control_risk: Some(1.5),
            alpha: 7.0,
            ..SequentialDesign::default()
        },
        dose_response: DoseResponseChoices {
            spline: true,
            step: Some(-1.0),
            knots: vec![3.0, 1.0],
            at: vec![40.0, -2.0, 10.0],
            ..DoseResponseChoices::default()
        },
    }
}

#[test]
fn what_is_explored_is_tidied_undone_and_comes_back_from_the_document() {
    let project = bcg();
    let mut history = History::new(project.clone());
    let before = history.present().clone();
    let command = explore(&project, chosen(&project));
    assert!(history.apply(&command).unwrap());
    let kept = history.present().settings.exploration_of(outcome(&project));
    let Some(PartedBy::Cuts { at, .. }) = &kept.parted_by else {
        panic!("ranges are kept");
    };
    assert_eq!((at.len(), at[0] < at[1]), (2, true));
    assert_eq!(kept.moderators.len(), 2);
    let usual = SequentialDesign::default();
    let ratio = Some(0.8);
    assert_eq!(kept.sequential, SequentialDesign { ratio, ..usual });
    assert!(kept.at[0] < kept.at[1] && kept.wald);
    let dose_response = DoseResponseChoices {
        spline: true,
        at: vec![10.0, 40.0],
        ..DoseResponseChoices::default()
    };
    assert_eq!(kept.dose_response, dose_response);
    let opened = restore(&save(history.present())).unwrap().project;
    assert_eq!(&opened, history.present());
    assert!(!history.apply(&explore(&project, kept)).unwrap());
    let named = edit_sentence(
        &command,
        &[&before, history.present()],
        Locale::DecimalPoint,
    );
    assert_eq!(named, "subgroups and regression of tuberculosis");
    history.undo();
    assert_eq!(history.present(), &before);
}

#[test]
fn what_is_typed_of_a_sequential_analysis_is_one_step_and_is_read_in_percent() {
    let project = bcg();
    let usual = SequentialDesign::default();
    let typed = |place, text| with_typed_setting(&usual, place, text, Decimal::Point);
    assert_eq!(typed(0, "2.5").unwrap().control_risk, Some(0.025));
    assert_eq!(typed(1, "0.8").unwrap().ratio, Some(0.8));
    assert_eq!(typed(2, "0").unwrap().diversity, Some(0.0));
    assert_eq!(typed(3, "").unwrap(), usual);
    for (place, text) in [
        (0, "100"),
        (1, "1"),
        (2, "100"),
        (3, "50"),
        (4, "5"),
        (4, "a"),
    ] {
        assert_eq!(typed(place, text), None, "{place} {text}");
    }
    let design = SequentialDesign {
        spending: SpendingFunction::Pocock,
        ..typed(4, "90").unwrap()
    };
    let mut history = History::new(project.clone());
    let before = history.present().clone();
    let command = Command::SetSequential {
        outcome: outcome(&project),
        design,
    };
    assert!(history.apply(&command).unwrap());
    assert!(!history.apply(&command).unwrap());
    let kept = history.present().settings.exploration_of(outcome(&project));
    assert_eq!(kept.sequential, design);
    let opened = restore(&save(history.present())).unwrap().project;
    assert_eq!(&opened, history.present());
    let both = [&before, history.present()];
    let named = edit_sentence(&command, &both, Locale::DecimalPoint);
    assert_eq!(named, "sequential analysis of tuberculosis");
    history.undo();
    assert_eq!(history.present(), &before);
}

#[test]
fn doses_of_arms_are_one_step_are_kept_and_go_with_their_arms() {
    let project = bcg();
    let trial = &project.review.trials[0];
    let mut doses = ArmDoses {
        unit: "mg".to_owned(),
        ..ArmDoses::default()
    };
    doses.set(trial.id, trial.arms[0].id, Some(2e6));
    doses.set(trial.id, trial.arms[1].id, Some(-1.0));
    doses.set(trial.id, ArmId(999), Some(5.0));
    let mut history = History::new(project.clone());
    let before = history.present().clone();
    assert!(history.apply(&Command::SetDoses(doses)).unwrap());
    let kept = &history.present().settings.doses;
    assert_eq!(kept.get(trial.id, trial.arms[0].id), Some(2e6));
    assert_eq!(kept.of[&trial.id].len(), 1);
    assert!(!history.present().shares_everything_with(&before));
    let opened = restore(&save(history.present())).unwrap().project;
    assert_eq!(&opened, history.present());
    let again = Command::SetDoses(history.present().settings.doses.clone());
    assert!(!history.apply(&again).unwrap());
    let gone = apply(history.present(), &Command::RemoveTrials(vec![trial.id])).unwrap();
    assert!(gone.settings.doses.of.is_empty());
    history.undo();
    assert_eq!(history.present(), &before);
    assert!(!save(&project).contains("doses"));
    let long = ArmDoses {
        unit: "x".repeat(ArmDoses::LONGEST_UNIT + 1),
        ..ArmDoses::default()
    };
    assert!(apply(&project, &Command::SetDoses(long)).is_err());
}

#[test]
fn nothing_explored_is_not_kept() {
    let project = bcg();
    let done = apply(&project, &explore(&project, chosen(&project))).unwrap();
    let cleared = apply(&done, &explore(&project, Exploration::default())).unwrap();
    assert!(cleared.settings.explorations.is_empty());
    assert_eq!(save(&cleared), save(&project));
}

#[test]
fn what_goes_from_the_review_goes_from_what_is_explored() {
    let project = bcg();
    let column = latitude(&project);
    let done = apply(&project, &explore(&project, chosen(&project))).unwrap();
    let without = apply(&done, &Command::RemoveCovariate(column)).unwrap();
    let kept = without.settings.exploration_of(outcome(&project));
    assert_eq!(kept.parted_by, None);
    assert_eq!(kept.moderators.len(), 1);
    let gone = apply(&done, &Command::RemoveOutcome(outcome(&project))).unwrap();
    assert!(gone.settings.explorations.is_empty());
}

#[test]
fn what_the_review_does_not_have_and_too_much_is_refused() {
    let project = bcg();
    let with = |change: &dyn Fn(&mut Exploration)| {
        let mut exploration = chosen(&project);
        change(&mut exploration);
        apply(&project, &explore(&project, exploration)).unwrap_err()
    };
    let nobody = CovariateId(9_999);
    let gone = with(&|one| one.moderators = vec![Moderator::Number(Quantity::Column(nobody))]);
    assert_eq!(gone, Refused::NoSuchCovariate(nobody));
    let many = with(&|one| one.at = (0..13).map(f64::from).collect());
    assert_eq!(
        many,
        Refused::TooMuch(Limit::Predictions(Exploration::MOST_PREDICTIONS))
    );
    let cuts = with(&|one| {
        one.parted_by = Some(PartedBy::Cuts {
            quantity: Quantity::Year,
            at: (0..9).map(f64::from).collect(),
        });
    });
    assert_eq!(cuts, Refused::TooMuch(Limit::Cuts(Exploration::MOST_CUTS)));
    let elsewhere = Command::Explore {
        outcome: OutcomeId(9_999),
        exploration: Exploration::default(),
    };
    assert!(apply(&project, &elsewhere).is_err());
}

#[test]
fn a_hostile_document_is_bounded() {
    let project = bcg();
    let done = apply(&project, &explore(&project, chosen(&project))).unwrap();
    let numbers: Vec<String> = (0..5_000).map(|number| number.to_string()).collect();
    let hostile = save(&done).replace("[10.0,30.0]", &format!("[{},1e300]", numbers.join(",")));
    assert_ne!(hostile, save(&done), "the numbers stand in the document");
    let opened = restore(&hostile).unwrap().project;
    let kept = opened.settings.exploration_of(outcome(&project));
    assert_eq!(kept.at.len(), Exploration::MOST_PREDICTIONS);
}

#[test]
fn lists_of_numbers_are_read_in_either_way_of_writing() {
    let read = |text: &str, decimal| typed_numbers(text, decimal);
    assert_eq!(
        read("2015; 2020", Decimal::Point),
        Some(vec![2015.0, 2020.0])
    );
    assert_eq!(read("1,5 2,5", Decimal::Comma), Some(vec![1.5, 2.5]));
    assert_eq!(read("", Decimal::Point), Some(Vec::new()));
    assert_eq!(read("2015; later", Decimal::Point), None);
}

#[test]
fn where_nothing_parts_the_trials_no_variance_is_shared() {
    let project = bcg();
    let mut history = History::new(project.clone());
    assert!(history.apply(&explore(&project, chosen(&project))).unwrap());
    let spread = |history: &History| {
        let settings = &history.present().settings;
        settings.exploration_of(outcome(&project)).spread_of_groups
    };
    assert_eq!(spread(&history), SpreadOfGroups::Shared);
    let whole = Exploration {
        parted_by: None,
        ..chosen(&project)
    };
    assert!(history.apply(&explore(&project, whole)).unwrap());
    assert_eq!(spread(&history), SpreadOfGroups::Separate);
}
