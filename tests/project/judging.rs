use std::sync::Arc;

use trialpool::data::{
    Answer, Assessment, Domain, Judged, JudgedPlace, Judgement, OutcomeId, RiskOfBias, Tool,
    TrialId,
};
use trialpool::project::{
    Command, History, JudgementEdit, Limit, Project, Refused, RestoreError, SameTrial, apply,
    restore, save,
};
use trialpool::read::robvis::domains_of;

use super::{done, small_project, small_review};

fn judged(typed: &str, judgement: Judgement) -> Judged {
    Judged {
        typed: typed.into(),
        judgement: Some(judgement),
        ..Judged::default()
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
        outcomes: [].into(),
    }
}

fn place(trial: u32, domain: Option<usize>) -> JudgedPlace {
    JudgedPlace {
        trial: TrialId(trial),
        outcome: None,
        domain,
    }
}

fn judge(place: JudgedPlace, edit: JudgementEdit) -> Command {
    Command::Judge { place, edit }
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
    let type_judgement = |trial, domain, typed: &str| {
        Command::Several(vec![
            judge(place(trial, domain), JudgementEdit::Typed(typed.into())),
            judge(
                place(trial, domain),
                JudgementEdit::Support("Quote: by telephone".into()),
            ),
        ])
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

/// A table of RoB 2 in which nothing is judged yet.
fn rob_2() -> Project {
    let domains = domains_of(Tool::RiskOfBias2);
    assert_eq!(domains.len(), 5);
    done(
        &small_project(),
        &set(RiskOfBias::new(Tool::RiskOfBias2, domains)),
    )
}

fn answered(question: u8, answer: Answer) -> JudgementEdit {
    JudgementEdit::Answer {
        question,
        answer: Some(answer),
    }
}

fn judgement_at(project: &Project, place: JudgedPlace) -> Option<Judgement> {
    of(project).judgement(place)
}

#[test]
fn judgements_follow_from_answers_until_somebody_judges_otherwise() {
    let mut project = rob_2();
    let first = place(10, Some(0));
    for (question, answer) in [(1, Answer::Yes), (2, Answer::ProbablyYes), (3, Answer::No)] {
        assert_eq!(judgement_at(&project, first), None);
        project = done(&project, &judge(first, answered(question, answer)));
    }
    assert_eq!(judgement_at(&project, first), Some(Judgement::Low));
    let otherwise = done(
        &project,
        &Command::Several(vec![
            judge(first, JudgementEdit::Typed("High".into())),
            judge(
                first,
                JudgementEdit::OverrideReason("drawn from a hat".into()),
            ),
        ]),
    );
    let judged = of(&otherwise).at(first).unwrap();
    assert_eq!(judged.judgement, Some(Judgement::High));
    assert_eq!(judged.override_reason, "drawn from a hat");
    assert_eq!(judged.answers.len(), 3);
    // Further answers change nothing of what was judged by hand.
    let answered_on = done(
        &otherwise,
        &judge(first, answered(2, Answer::NoInformation)),
    );
    assert_eq!(judgement_at(&answered_on, first), Some(Judgement::High));
    let back = done(
        &answered_on,
        &judge(first, JudgementEdit::Typed(String::new())),
    );
    assert_eq!(judgement_at(&back, first), Some(Judgement::SomeConcerns));
    assert_eq!(of(&back).at(first).unwrap().override_reason, "");
    let opened = restore(&save(&otherwise)).unwrap();
    assert_eq!(opened.project, otherwise);
}

#[test]
fn the_trial_as_a_whole_follows_from_its_domains_until_somebody_judges_it() {
    let typed = |text: &str| JudgementEdit::Typed(text.into());
    let mut project = rob_2();
    let overall = place(10, None);
    for domain in 0..5 {
        assert_eq!(judgement_at(&project, overall), None);
        project = done(&project, &judge(place(10, Some(domain)), typed("Low")));
    }
    assert_eq!(judgement_at(&project, overall), Some(Judgement::Low));
    project = done(&project, &judge(place(10, Some(3)), typed("High")));
    assert_eq!(judgement_at(&project, overall), Some(Judgement::High));
    project = done(&project, &judge(overall, typed("Some concerns")));
    project = done(&project, &judge(place(10, Some(3)), typed("Low")));
    assert_eq!(
        judgement_at(&project, overall),
        Some(Judgement::SomeConcerns)
    );
    project = done(&project, &judge(overall, typed("")));
    assert_eq!(judgement_at(&project, overall), Some(Judgement::Low));
    // Whatever was said is forgotten when it is taken back, down to the trial itself.
    for domain in 0..5 {
        project = done(&project, &judge(place(10, Some(domain)), typed("")));
    }
    assert!(of(&project).trials.is_empty());
    // A tool without a rule leaves the trial as a whole to the reviewers.
    let domains = domains_of(Tool::RiskOfBias1);
    let mut first_tool = done(
        &small_project(),
        &set(RiskOfBias::new(Tool::RiskOfBias1, domains)),
    );
    for domain in 0..7 {
        first_tool = done(&first_tool, &judge(place(10, Some(domain)), typed("Low")));
    }
    assert_eq!(judgement_at(&first_tool, overall), None);
}

#[test]
fn what_is_judged_for_one_outcome_begins_with_the_trial_and_leaves_with_the_outcome() {
    let outcome = small_project().review.outcomes[0].id;
    let mut project = rob_2();
    for domain in 0..5 {
        let edit = JudgementEdit::Typed("Low".into());
        project = done(&project, &judge(place(10, Some(domain)), edit));
    }
    let support = JudgementEdit::Support("no blinding".into());
    project = done(&project, &judge(place(10, Some(3)), support));
    let own = |domain| JudgedPlace {
        outcome: Some(outcome),
        ..place(10, domain)
    };
    let edit = JudgementEdit::Typed("High".into());
    let judged = done(&project, &judge(own(Some(3)), edit));
    let table = of(&judged);
    assert_eq!(table.at(own(Some(3))).unwrap().support, "no blinding");
    assert_eq!(table.judgement(place(10, Some(3))), Some(Judgement::Low));
    assert_eq!(table.judgement(place(10, None)), Some(Judgement::Low));
    assert_eq!(table.judgement(own(None)), Some(Judgement::High));
    assert_eq!(restore(&save(&judged)).unwrap().project, judged);
    // The trial's judgement holds again when nothing is said of the outcome alone.
    let nothing = JudgementEdit::Whole(Box::default());
    let back = done(&judged, &judge(own(Some(3)), nothing));
    assert_eq!(of(&back), of(&project));
    let without = done(&judged, &Command::RemoveOutcome(outcome));
    assert_eq!(of(&without), of(&project));
    let without = done(&judged, &Command::RemoveTrials(vec![TrialId(10)]));
    assert!(of(&without).outcomes.is_empty());
    let nowhere = JudgedPlace {
        outcome: Some(OutcomeId(99)),
        ..place(10, None)
    };
    let refused = Refused::NoSuchOutcome(OutcomeId(99));
    let edit = JudgementEdit::Typed("Low".into());
    assert_eq!(apply(&project, &judge(nowhere, edit)), Err(refused));
}

#[test]
fn a_cell_is_filled_from_another_with_all_that_was_said() {
    let above = place(10, Some(1));
    let mut project = rob_2();
    for (question, answer) in [(1, Answer::No), (2, Answer::No), (6, Answer::Yes)] {
        project = done(&project, &judge(above, answered(question, answer)));
    }
    let source = JudgementEdit::Source("page 4".into());
    project = done(&project, &judge(above, source));
    let whole = of(&project).at(above).unwrap().clone();
    let below = place(11, Some(1));
    let filled = done(
        &project,
        &judge(below, JudgementEdit::Whole(whole.clone().into())),
    );
    assert_eq!(of(&filled).at(below), Some(&whole));
    // In another domain its answers are none, and no judgement follows from them.
    let elsewhere = place(11, Some(0));
    let mut copied = whole;
    copied.answers = [(6, Answer::Yes)].into();
    let filled = done(
        &project,
        &judge(elsewhere, JudgementEdit::Whole(copied.into())),
    );
    assert_eq!(of(&filled).at(elsewhere).unwrap().answers.len(), 0);
    assert_eq!(judgement_at(&filled, elsewhere), None);
}

#[test]
fn only_questions_of_the_tool_are_answered() {
    let project = rob_2();
    let refused = |project: &Project, place, edit| {
        assert_eq!(
            apply(project, &judge(place, edit)),
            Err(Refused::NoSuchQuestion)
        );
    };
    refused(&project, place(10, Some(0)), answered(4, Answer::Yes));
    refused(&project, place(10, Some(0)), answered(0, Answer::Yes));
    refused(
        &project,
        place(10, Some(2)),
        answered(2, Answer::NoInformation),
    );
    refused(&project, place(10, None), answered(1, Answer::Yes));
    let two_domains = done(&small_project(), &set(table(&[10])));
    refused(&two_domains, place(10, Some(0)), answered(1, Answer::Yes));
}

#[test]
fn each_judgement_is_a_step_and_what_is_typed_of_it_is_one() {
    let mut history = History::new(rob_2());
    let before = history.present().clone();
    let first = place(10, Some(0));
    let mut steps = 0;
    let mut type_in = |history: &mut History, edit, new: usize| {
        history.apply(&judge(first, edit)).unwrap();
        steps += new;
        assert_eq!(history.steps(), steps);
    };
    type_in(&mut history, JudgementEdit::Typed("Low".into()), 1);
    type_in(&mut history, JudgementEdit::Typed("High".into()), 1);
    type_in(&mut history, JudgementEdit::Support("n".into()), 1);
    type_in(&mut history, JudgementEdit::Support("no".into()), 0);
    type_in(&mut history, JudgementEdit::Source("p".into()), 1);
    type_in(&mut history, answered(1, Answer::Yes), 1);
    let trial = history.present().review.trials[0].name.clone();
    let label = format!("risk of bias of {trial}");
    assert_eq!(history.undo_label(), Some(label.as_str()));
    while history.undo() {}
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn a_hostile_table_is_put_right() {
    let mut project = rob_2();
    let hostile = Judged {
        typed: String::new(),
        judgement: Some(Judgement::Low),
        answers: [(1, Answer::No), (2, Answer::No), (99, Answer::Yes)].into(),
        ..Judged::default()
    };
    let assessment = Assessment {
        domains: vec![hostile.clone(); 5],
        overall: hostile,
    };
    let mut table = of(&project).clone();
    table.trials.insert(TrialId(10), assessment.clone());
    let own = [(TrialId(10), assessment.clone()), (TrialId(77), assessment)];
    table.outcomes.insert(OutcomeId(99), own.clone().into());
    let outcome = project.review.outcomes[0].id;
    table.outcomes.insert(outcome, own.into());
    project.review.risk_of_bias = Some(Arc::new(table));
    let opened = restore(&save(&project)).unwrap().project;
    let table = of(&opened);
    assert_eq!(table.outcomes.len(), 1);
    assert_eq!(table.outcomes[&outcome].len(), 1);
    // Concealment is answered "no", so that no other judgement follows than high.
    assert_eq!(
        judgement_at(&opened, place(10, Some(0))),
        Some(Judgement::High)
    );
    assert_eq!(
        judgement_at(&opened, place(10, None)),
        Some(Judgement::High)
    );
    let answers = &table.at(place(10, Some(0))).unwrap().answers;
    assert_eq!(answers.len(), 2);
    assert_eq!(restore(&save(&opened)).unwrap().project, opened);
}
