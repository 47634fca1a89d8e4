//! Why trials do not report an outcome is kept with the review, undone, told in words, and held to what the review has.

use trialpool::data::{OutcomeId, SilenceReason, TrialId};
use trialpool::project::{
    Command, History, Limit, Project, Refused, SameTrial, SilenceEdit, apply, edit_sentence,
    restore, save,
};
use trialpool::read::examples;
use trialpool::wording::Locale;

fn sample() -> Project {
    Project::of(examples::review("mesenchymal-stromal-cells").unwrap())
}

/// The first outcome that a trial does not report, with that trial.
fn silent(project: &Project) -> (OutcomeId, TrialId) {
    let review = &project.review;
    let mut all = review.outcomes.iter().flat_map(|outcome| {
        let trials = review.trials.iter();
        let silent = trials.filter(|trial| !trial.records.contains_key(&outcome.id));
        silent.map(|trial| (outcome.id, trial.id))
    });
    all.next().unwrap()
}

fn reason((outcome, trial): (OutcomeId, TrialId), reason: Option<SilenceReason>) -> Command {
    Command::SaySilence(outcome, trial, SilenceEdit::Reason(reason))
}

fn remark((outcome, trial): (OutcomeId, TrialId), remark: &str) -> Command {
    Command::SaySilence(outcome, trial, SilenceEdit::Remark(remark.to_owned()))
}

#[test]
fn a_reason_is_a_step_that_is_undone_and_comes_back_from_the_document() {
    let project = sample();
    let of = silent(&project);
    let mut history = History::new(project);
    let before = history.present().clone();
    let said = reason(of, Some(SilenceReason::MeasuredNotTold));
    assert!(history.apply(&said).unwrap());
    assert!(!history.apply(&said).unwrap(), "what stands is no step");
    let named = edit_sentence(&said, &[history.present()], Locale::DecimalPoint);
    assert!(
        named.starts_with("why ") && named.contains(" does not report "),
        "{named}"
    );
    let steps = history.steps();
    for typed in ["p", "p.", "p. ", "p. 3 "] {
        history.apply(&remark(of, typed)).unwrap();
    }
    assert_eq!(history.steps(), steps + 1, "typing is one step");
    let kept = history.present().review.silences.of(of.0, of.1).unwrap();
    assert_eq!(kept.remark, "p. 3");
    assert_eq!(kept.reason, Some(SilenceReason::MeasuredNotTold));
    let opened = restore(&save(history.present())).unwrap().project;
    assert_eq!(&opened, history.present());
    history.undo();
    history.undo();
    assert_eq!(history.present(), &before);
}

#[test]
fn what_is_taken_back_is_not_kept() {
    let project = sample();
    let of = silent(&project);
    let said = apply(&project, &reason(of, Some(SilenceReason::Unclear))).unwrap();
    assert!(save(&said).contains("\"silences\":"));
    let back = apply(&said, &reason(of, None)).unwrap();
    assert_eq!(back, project);
    assert!(!save(&back).contains("\"silences\""));
}

#[test]
fn a_silence_goes_with_its_trial_and_its_outcome() {
    let project = sample();
    let of = silent(&project);
    let said = apply(&project, &reason(of, Some(SilenceReason::NotMeasured))).unwrap();
    for command in [
        Command::RemoveTrials(vec![of.1]),
        Command::RemoveOutcome(of.0),
    ] {
        let without = apply(&said, &command).unwrap();
        assert!(without.review.silences.outcomes.is_empty(), "{command:?}");
    }
}

#[test]
fn what_another_review_says_of_a_silence_comes_along_unless_it_is_said_here() {
    let project = sample();
    let of = silent(&project);
    let theirs = apply(&project, &reason(of, Some(SilenceReason::NotMeasured))).unwrap();
    let append = |onto: &Project, same_trial| {
        let command = Command::Append {
            review: Box::new(theirs.review.clone()),
            same_trial,
        };
        let both = apply(onto, &command).unwrap();
        both.review.silences.of(of.0, of.1).unwrap().reason
    };
    assert_eq!(
        append(&project, SameTrial::FillGaps),
        Some(SilenceReason::NotMeasured)
    );
    let ours = apply(&project, &reason(of, Some(SilenceReason::Unclear))).unwrap();
    assert_eq!(
        append(&ours, SameTrial::FillGaps),
        Some(SilenceReason::Unclear)
    );
    assert_eq!(
        append(&ours, SameTrial::Overwrite),
        Some(SilenceReason::NotMeasured)
    );
}

#[test]
fn a_document_says_nothing_of_silences_that_there_cannot_be() {
    let project = sample();
    let (outcome, trial) = silent(&project);
    let text = save(&project);
    let with = |silences: &str| {
        let whole = text.replacen(
            "\"next_id\":",
            &format!("\"silences\":{silences},\"next_id\":"),
            1,
        );
        restore(&whole).map(|opened| opened.project.review.silences)
    };
    let unknown = with(r#"{"4000":{"1":{"reason":"unclear"}}}"#).unwrap();
    assert!(unknown.outcomes.is_empty());
    let strange = format!(
        r#"{{"{}":{{"900000":{{"reason":"unclear"}},"{}":{{}}}}}}"#,
        outcome.0, trial.0
    );
    assert!(with(&strange).unwrap().outcomes.is_empty());
    let long = "x".repeat(Limit::TEXT + 1);
    let long = format!(
        r#"{{"{}":{{"{}":{{"remark":"{long}"}}}}}}"#,
        outcome.0, trial.0
    );
    assert!(with(&long).is_err());
    let refused = apply(
        &project,
        &remark((outcome, trial), &"x".repeat(Limit::TEXT + 1)),
    );
    assert_eq!(refused, Err(Refused::TooMuch(Limit::Text(Limit::TEXT))));
    let nobody = apply(&project, &reason((outcome, TrialId(900_000)), None));
    assert_eq!(nobody, Err(Refused::NoSuchTrial(TrialId(900_000))));
}
