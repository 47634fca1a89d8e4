//! Judgements and checklists as tables.

use std::sync::Arc;

use trialpool::analysis::{item_shares, judged_trials};
use trialpool::data::{
    Answer, AnsweredItem, Assessment, Checklist, Checklists, Item, ItemAnswer, ItemId, Judged,
    Judgement, Review, RiskOfBias, Settings, Tool, published_shares,
};
use trialpool::read::examples;
use trialpool::read::robvis::{self, domains_of};
use trialpool::report;
use trialpool::wording::Locale;

fn judged(typed: &str, judgement: Judgement) -> Judged {
    Judged {
        typed: typed.into(),
        judgement: Some(judgement),
        ..Judged::default()
    }
}

/// The trials of BCG, the first two judged by RoB 2.
fn review() -> Review {
    let mut review = examples::review("bcg-vaccine").expect("an example").clone();
    let mut table = RiskOfBias::new(Tool::RiskOfBias2, domains_of(Tool::RiskOfBias2));
    let low = judged("Low", Judgement::Low);
    let mut all_low = Assessment {
        domains: vec![low.clone(); 5],
        overall: low.clone(),
    };
    table.trials.insert(review.trials[0].id, all_low.clone());
    all_low.domains[1] = Judged {
        typed: String::new(),
        judgement: Some(Judgement::High),
        support: "=cmd, told by the nurse".into(),
        source: "page 4".into(),
        answers: [(1, Answer::Yes), (2, Answer::ProbablyNo)].into(),
        ..Judged::default()
    };
    all_low.overall = judged("High", Judgement::High);
    table.trials.insert(review.trials[1].id, all_low);
    let outcome = review.outcomes[0].id;
    let own = Assessment {
        domains: vec![judged("Some concerns", Judgement::SomeConcerns)],
        overall: Judged::default(),
    };
    let own = [(review.trials[0].id, own)].into();
    table.outcomes.insert(outcome, own);
    review.risk_of_bias = Some(Arc::new(table));
    review
}

#[test]
fn the_table_of_judgements_is_read_again_as_robvis_has_it() {
    let review = review();
    let judged = judged_trials(&review, None).expect("judged");
    let table = report::risk_of_bias(&judged, Some("Tuberculosis"), Locale::DecimalPoint);
    let csv = report::csv(&table);
    assert!(
        csv.starts_with("Study,D1,D2,D3,D4,D5,Overall,Weight"),
        "{csv}"
    );
    let read = robvis::table(&csv).expect("a table of judgements");
    assert_eq!(read.tool, Tool::RiskOfBias2);
    assert_eq!(read.rows.len(), review.trials.len());
    for (row, trial) in read.rows.iter().zip(&judged.trials) {
        assert_eq!(row.trial, trial.name);
        let domains: Vec<_> = row
            .assessment
            .domains
            .iter()
            .map(|one| one.judgement)
            .collect();
        assert_eq!(domains, trial.domains);
        assert_eq!(row.assessment.overall.judgement, trial.overall);
    }
}

#[test]
fn reasons_are_one_row_a_judgement_and_cannot_run_in_a_spreadsheet() {
    let review = review();
    let table = report::judgement_reasons(&review);
    // Five domains and the whole of two trials, and one domain of an outcome.
    assert_eq!(table.rows.len(), 2 * 6 + 1);
    let csv = report::csv(&table);
    assert!(csv.contains("2.1 Y; 2.2 PN"), "{csv}");
    assert!(csv.contains("'=cmd, told by the nurse"), "{csv}");
    assert!(csv.contains("Tuberculosis"), "{csv}");
    let mut empty = review;
    empty.risk_of_bias = None;
    assert!(report::judgement_reasons(&empty).rows.is_empty());
}

#[test]
fn shares_and_answers_of_a_checklist_are_tables_in_full_precision() {
    let mut review = review();
    let item = ItemId::Known(Item::AdverseEventPlan);
    let mut checklists = Checklists {
        earlier: published_shares(),
        ..Checklists::default()
    };
    for (trial, answer) in review.trials.iter().zip(ItemAnswer::ALL) {
        let answered = AnsweredItem {
            answer: Some(answer),
            remark: "page 4".into(),
        };
        checklists
            .trials
            .insert(trial.id, [(item, answered)].into());
    }
    review.checklists = Some(Arc::new(checklists));
    let settings = Settings::default();
    let shares = item_shares(&review, &settings, Checklist::Harms);
    let table = report::checklist_shares(
        Checklist::Harms,
        &shares,
        &review,
        &settings,
        Locale::DecimalPoint,
    );
    let csv = report::csv(&table);
    let line = |beginning: &str| {
        let found = csv.lines().find(|line| line.starts_with(beginning));
        found
            .unwrap_or_else(|| panic!("{beginning} in {csv}"))
            .to_owned()
    };
    let here = line("Plan for adverse events stated beforehand,This review");
    assert!(here.contains(",1,3,0.3333333333333333,"), "{here}");
    assert!(here.ends_with(",1,1,9"), "{here}");
    // R 4.2.2: prop.test(43, 55, correct = FALSE).
    let earlier = line("Plan for adverse events stated beforehand,Thompson 2020,43,55,");
    assert!(earlier.contains("0.65629965978"), "{earlier}");
    let answers = report::checklist_answers(Checklist::Harms, &review, &settings);
    assert_eq!(answers.rows.len(), review.trials.len());
    assert_eq!(answers.columns.len(), 1 + 2 * 4);
    let csv = report::csv(&answers);
    assert!(csv.contains("Not applicable,page 4"), "{csv}");
}
