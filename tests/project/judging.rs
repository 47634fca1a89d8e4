use std::sync::Arc;

use trialpool::data::{Assessment, Domain, Judged, Judgement, RiskOfBias, Tool, TrialId};
use trialpool::project::{
    Command, History, Limit, Project, Refused, RestoreError, SameTrial, apply, restore, save,
};

use super::{done, small_project, small_review};

fn judged(typed: &str, judgement: Judgement) -> Judged {
    Judged {
        typed: typed.into(),
        judgement: Some(judgement),
        support: String::new(),
    }
}

/// Judgements in two domains about the trials of these identifiers.
fn table(trials: &[u32]) -> RiskOfBias {
    let assessment = Assessment {
        domains: vec![
            judged("Low", Judgement::Low),
            judged("?", Judgement::SomeConcerns),
        ],
        overall: judged("high", Judgement::High),
    };
    RiskOfBias {
        tool: Tool::RiskOfBias2,
        domains: ["D1", "D2"]
            .map(|short| Domain {
                short: short.into(),
                name: String::new(),
            })
            .into(),
        trials: trials
            .iter()
            .map(|id| (TrialId(*id), assessment.clone()))
            .collect(),
    }
}

fn set(table: RiskOfBias) -> Command {
    Command::SetRiskOfBias(Some(Arc::new(table)))
}

fn of(project: &Project) -> &RiskOfBias {
    project.review.risk_of_bias.as_ref().expect("a table")
}

#[test]
fn judgements_are_set_undone_and_saved() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    assert!(history.apply(&set(table(&[10, 11]))).unwrap());
    assert!(!history.apply(&set(table(&[10, 11]))).unwrap());
    assert_eq!(of(history.present()), &table(&[10, 11]));
    let opened = restore(&save(history.present())).unwrap();
    assert_eq!(&opened.project, history.present());
    assert!(history.apply(&Command::SetRiskOfBias(None)).unwrap());
    assert_eq!(history.present().review.risk_of_bias, None);
    history.undo();
    assert_eq!(of(history.present()), &table(&[10, 11]));
    history.undo();
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn one_judgement_is_typed_and_the_others_stay() {
    let project = done(&small_project(), &set(table(&[10])));
    let type_judgement = |trial, domain, typed: &str| Command::SetJudgement {
        trial: TrialId(trial),
        domain,
        typed: typed.into(),
        support: "Quote: by telephone".into(),
    };
    let next = done(&project, &type_judgement(10, Some(1), "High risk"));
    let domains = &of(&next).trials.get(&TrialId(10)).unwrap().domains;
    assert_eq!(domains[0], judged("Low", Judgement::Low));
    assert_eq!(domains[1].judgement, Some(Judgement::High));
    assert_eq!(domains[1].typed, "High risk");
    assert_eq!(domains[1].support, "Quote: by telephone");
    let next = done(&next, &type_judgement(11, None, "fine"));
    let other = of(&next).trials.get(&TrialId(11)).unwrap();
    assert_eq!(other.overall.typed, "fine");
    assert_eq!(other.overall.judgement, None);
    assert!(other.domains.is_empty());
    for (project, command) in [
        (&project, type_judgement(10, Some(2), "low")),
        (&small_project(), type_judgement(10, None, "low")),
    ] {
        assert_eq!(apply(project, &command), Err(Refused::NoSuchDomain));
    }
    let nobody = type_judgement(99, None, "low");
    let refused = Refused::NoSuchTrial(TrialId(99));
    assert_eq!(apply(&project, &nobody), Err(refused.clone()));
    assert_eq!(apply(&project, &set(table(&[10, 99]))), Err(refused));
}

#[test]
fn judgements_leave_with_their_trial() {
    let project = done(&small_project(), &set(table(&[10, 12])));
    let next = done(&project, &Command::RemoveTrials(vec![TrialId(12)]));
    assert_eq!(of(&next), &table(&[10]));
    let elsewhere = done(&project, &Command::RemoveTrials(vec![TrialId(11)]));
    assert!(Arc::ptr_eq(
        elsewhere.review.risk_of_bias.as_ref().unwrap(),
        project.review.risk_of_bias.as_ref().unwrap()
    ));
}

#[test]
fn added_trials_bring_their_judgements() {
    let mut added = small_review();
    Arc::make_mut(&mut added.trials[0]).name = "Davis 2022".into();
    added.trials.truncate(2);
    added.risk_of_bias = Some(Arc::new(table(&[10, 11])));
    let append = |project: &Project, added: &trialpool::data::Review, same_trial| {
        let review = Box::new(added.clone());
        done(project, &Command::Append { review, same_trial })
    };
    // Here Brown 2020 is judged already; Davis 2022 is new and gets the identifier 20.
    let mut ours = table(&[11]);
    let mine = Assessment::default();
    ours.trials.insert(TrialId(11), mine.clone());
    let project = done(&small_project(), &set(ours.clone()));
    let filled = append(&project, &added, SameTrial::FillGaps);
    assert_eq!(of(&filled).trials.get(&TrialId(11)), Some(&mine));
    let brought = table(&[20]);
    assert_eq!(
        of(&filled).trials.get(&TrialId(20)),
        brought.trials.get(&TrialId(20))
    );
    let written_over = append(&project, &added, SameTrial::Overwrite);
    assert_eq!(of(&written_over), &table(&[11, 20]));
    let first = append(&small_project(), &added, SameTrial::FillGaps);
    assert_eq!(of(&first), &table(&[11, 20]));
    // Two tools do not mix.
    ours.tool = Tool::RobinsI;
    let project = done(&small_project(), &set(ours.clone()));
    let kept = append(&project, &added, SameTrial::Overwrite);
    assert_eq!(of(&kept), &ours);
}

#[test]
fn more_domains_than_are_kept_are_refused() {
    let mut wide = table(&[10]);
    let domain = wide.domains[0].clone();
    wide.domains = vec![domain; Limit::DOMAINS + 1];
    let limit = Limit::Domains(Limit::DOMAINS);
    let refused = Refused::TooMuch(limit);
    assert_eq!(apply(&small_project(), &set(wide.clone())), Err(refused));
    let mut project = small_project();
    project.review.risk_of_bias = Some(Arc::new(wide));
    assert_eq!(restore(&save(&project)), Err(RestoreError::TooLarge(limit)));
}
