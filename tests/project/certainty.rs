//! The certainty of results is judged in steps that are undone, kept with the review, and never said of another comparison.

use trialpool::data::{
    CertaintyLevel, CertaintyStart, DownDomain, OutcomeId, Raise, Role, Seriousness, UpDomain,
};
use trialpool::project::{
    CertaintyEdit, Command, History, Limit, Project, Refused, apply, restore, save,
};

use super::{done, small_project};

const FEVER: OutcomeId = OutcomeId(1);

fn judge(edit: CertaintyEdit) -> Command {
    Command::JudgeCertainty {
        outcome: FEVER,
        edit,
    }
}

fn rate(domain: DownDomain, seriousness: Seriousness) -> Command {
    judge(CertaintyEdit::Rate(domain, Some(seriousness)))
}

/// Fever rated down by one level for imprecision and in no other domain.
fn judged() -> Project {
    DownDomain::ALL
        .into_iter()
        .fold(small_project(), |project, domain| {
            let seriousness = if domain == DownDomain::Imprecision {
                Seriousness::Serious
            } else {
                Seriousness::NotSerious
            };
            done(&project, &rate(domain, seriousness))
        })
}

fn level(project: &Project) -> Option<CertaintyLevel> {
    let judged = project.review.certainty(FEVER)?;
    judged.level(CertaintyStart::High)
}

#[test]
fn a_suggestion_is_taken_with_its_reason_in_one_step_and_reasons_are_typed_in_one() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    let reason = "The interval includes 1.25.".to_owned();
    let take = CertaintyEdit::Take(DownDomain::Imprecision, Seriousness::Serious, reason);
    assert!(history.apply(&judge(take)).unwrap());
    assert_eq!(history.undo_label(), Some("certainty of fever"));
    for typed in ["E", "Ev", "Events are few"] {
        let reason = CertaintyEdit::Reason(DownDomain::Imprecision, typed.into());
        history.apply(&judge(reason)).unwrap();
    }
    let found = history.present().review.certainty(FEVER).unwrap();
    let rated = &found.down[&DownDomain::Imprecision];
    assert_eq!(rated.reason, "Events are few");
    assert_eq!(rated.seriousness, Some(Seriousness::Serious));
    assert_eq!(history.steps(), 2);
    history.undo();
    history.undo();
    assert_eq!(history.present(), &before);
}

#[test]
fn taking_everything_back_leaves_the_review_as_it_was() {
    let project = judged();
    let back = DownDomain::ALL
        .into_iter()
        .fold(project, |project, domain| {
            done(&project, &judge(CertaintyEdit::Rate(domain, None)))
        });
    assert_eq!(back, small_project());
}

#[test]
fn what_is_judged_is_saved_and_restored_and_leaves_with_its_outcome() {
    let mut project = judged();
    let edits = [
        CertaintyEdit::Start(Some(CertaintyStart::Low)),
        CertaintyEdit::StartReason("not concealed".into()),
        CertaintyEdit::Raise(UpDomain::LargeEffect, Raise::Two),
        CertaintyEdit::RaiseReason(UpDomain::LargeEffect, "<b>RR 6</b>".into()),
    ];
    for edit in edits {
        project = done(&project, &judge(edit));
    }
    let chosen = Some([FEVER].into());
    let project = done(&project, &Command::ChooseSummary(chosen));
    let restored = restore(&save(&project)).unwrap();
    assert_eq!(restored.project, project);
    assert!(restored.mended.is_empty());
    let without = done(&project, &Command::RemoveOutcome(FEVER));
    assert!(without.review.grading.outcomes.is_empty());
    assert_eq!(without.review.grading.summary, Some([].into()));
}

#[test]
fn a_document_that_says_nothing_of_certainty_stays_without_it() {
    let document = save(&small_project());
    assert!(!document.contains("grading"));
    assert_eq!(restore(&document).unwrap().project, small_project());
}

#[test]
fn what_is_judged_of_one_comparison_is_not_said_of_another() {
    let project = judged();
    assert_eq!(level(&project), Some(CertaintyLevel::Moderate));
    // New names of the sides are the same comparison.
    let labels = Command::SetLabels {
        experimental: "Cells".into(),
        control: "Placebo".into(),
    };
    let renamed = done(&project, &labels);
    assert_eq!(level(&renamed), Some(CertaintyLevel::Moderate));
    // Exchanged sides are the same too.
    let swapped = done(&project, &Command::SwapSides);
    assert_eq!(level(&swapped), Some(CertaintyLevel::Moderate));
    // Another arm on the control side is another comparison, and coming back finds the first.
    let mut third = project.clone();
    for trial in &mut third.review.trials {
        let arms = &mut std::sync::Arc::make_mut(trial).arms;
        arms[1].label = "Placebo".into();
        arms[0].label = "MSC".into();
    }
    let third = done(&third, &rate(DownDomain::Imprecision, Seriousness::Serious));
    let mut other = third.clone();
    for trial in &mut other.review.trials {
        let arms = &mut std::sync::Arc::make_mut(trial).arms;
        arms[1].role = Role::Ignored;
    }
    assert_eq!(other.review.certainty(FEVER), None);
    let other = done(
        &other,
        &rate(DownDomain::Imprecision, Seriousness::NotSerious),
    );
    assert_eq!(other.review.grading.outcomes[&FEVER].len(), 2);
    let mut back = other;
    back.review.trials = third.review.trials.clone();
    let found = back.review.certainty(FEVER).unwrap();
    assert_eq!(
        found.seriousness(DownDomain::Imprecision),
        Some(Seriousness::Serious)
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let project = small_project();
    let refused = |command: &Command| apply(&project, command).unwrap_err();
    let extreme = rate(DownDomain::Indirectness, Seriousness::ExtremelySerious);
    assert_eq!(refused(&extreme), Refused::NoSuchRating);
    let raise = judge(CertaintyEdit::Raise(UpDomain::DoseResponse, Raise::Two));
    assert_eq!(refused(&raise), Refused::NoSuchRating);
    let long = "x".repeat(Limit::TEXT + 1);
    let reason = judge(CertaintyEdit::Reason(DownDomain::Imprecision, long));
    assert_eq!(refused(&reason), Refused::TooMuch(Limit::Text(Limit::TEXT)));
    let nowhere = Command::JudgeCertainty {
        outcome: OutcomeId(99),
        edit: CertaintyEdit::Start(None),
    };
    assert_eq!(refused(&nowhere), Refused::NoSuchOutcome(OutcomeId(99)));
    let summary = Command::ChooseSummary(Some([OutcomeId(99)].into()));
    assert_eq!(refused(&summary), Refused::NoSuchOutcome(OutcomeId(99)));
}

#[test]
fn a_hostile_document_is_mended_and_one_that_is_too_large_refused() {
    let document = save(&judged());
    let extreme = document.replace(
        r#""indirectness":{"seriousness":"not_serious"}"#,
        r#""indirectness":{"seriousness":"extremely_serious"}"#,
    );
    assert_ne!(extreme, document);
    let mended = restore(&extreme).unwrap().project;
    assert_eq!(level(&mended), None);
    let elsewhere = document.replace(
        r#""grading":{"outcomes":{"1":"#,
        r#""grading":{"outcomes":{"77":"#,
    );
    assert_ne!(elsewhere, document);
    let mended = restore(&elsewhere).unwrap().project;
    assert!(mended.review.grading.is_empty());
    let one = r#"{"compared":{"msc":"experimental"},"start":"high"},"#;
    let many = format!(
        r#""grading":{{"outcomes":{{"1":[{}"#,
        one.repeat(Limit::COMPARISONS + 1)
    );
    let many = document.replace(r#""grading":{"outcomes":{"1":["#, &many);
    assert!(restore(&many).is_err());
    let one = r#"{"compared":{"msc":"experimental"},"start":"high"},"#.repeat(3);
    let twice = format!(r#""grading":{{"outcomes":{{"1":[{one}"#);
    let twice = document.replace(r#""grading":{"outcomes":{"1":["#, &twice);
    let mended = restore(&twice).unwrap().project;
    assert_eq!(mended.review.grading.outcomes[&FEVER].len(), 2);
}
