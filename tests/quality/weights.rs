//! How much of an answer rests on which judgement.

use std::sync::Arc;

use trialpool::analysis::{JudgedTrial, JudgedTrials, answer, judged_trials, prepare};
use trialpool::data::{
    Assessment, Domain, Judged, JudgedPlace, Judgement, RiskOfBias, Settings, Tool, TrialId,
};
use trialpool::read::examples;
use trialpool::wording::{Locale, risk_of_bias};

use Judgement::{High, Low, SomeConcerns};

fn domains(count: usize) -> Vec<Domain> {
    (1..=count)
        .map(|number| Domain {
            short: format!("D{number}"),
            name: format!("Domain {number}"),
        })
        .collect()
}

fn judged(judgement: Option<Judgement>) -> Judged {
    Judged {
        typed: judgement.map_or_else(String::new, |judgement| format!("{judgement:?}")),
        judgement,
        ..Judged::default()
    }
}

/// The judgements of two domains, of the trial as a whole, and its weight.
type Row = ([Option<Judgement>; 2], Option<Judgement>, Option<f64>);

fn trials(rows: &[Row]) -> JudgedTrials {
    let rows = (1..).zip(rows);
    JudgedTrials {
        tool: Tool::RiskOfBias2,
        outcome: None,
        domains: domains(2),
        is_weighted: true,
        trials: rows
            .map(|(id, (domains, overall, weight))| JudgedTrial {
                trial: TrialId(id),
                name: format!("Trial {id}"),
                domains: domains.to_vec(),
                overall: *overall,
                weight: *weight,
            })
            .collect(),
    }
}

fn said(judged: &JudgedTrials) -> String {
    risk_of_bias::standing(judged, Locale::DecimalPoint)
}

#[test]
fn the_sentence_says_how_many_are_low_and_high_and_what_they_weigh() {
    let mut four = trials(&[
        ([Some(Low), Some(Low)], Some(Low), Some(50.0)),
        ([Some(Low), Some(Low)], Some(Low), Some(17.2)),
        ([Some(Low), Some(High)], Some(High), Some(15.0)),
        ([Some(SomeConcerns), None], None, Some(17.8)),
    ]);
    assert_eq!(
        said(&four),
        "2 of 4 trials are at low risk of bias in every domain and carry 67.2% of the weight; 1 is at high risk and carries 15.0%. 1 of 8 cells is not judged yet."
    );
    four.is_weighted = false;
    assert_eq!(
        said(&four),
        "2 of 4 trials are at low risk of bias in every domain; 1 is at high risk. 1 of 8 cells is not judged yet."
    );
    let one = trials(&[([Some(Low), Some(High)], Some(High), Some(100.0))]);
    assert_eq!(
        said(&one),
        "0 of 1 trial is at low risk of bias in every domain; 1 is at high risk and carries 100.0% of the weight."
    );
    let none = trials(&[([None, None], None, Some(100.0))]);
    assert_eq!(said(&none), "1 trial, none judged in any domain yet.");
    assert_eq!(said(&trials(&[])), "No trial to judge.");
}

#[test]
fn the_shares_of_a_bar_are_those_of_the_trials_and_add_up() {
    let review = examples::review("bcg-vaccine").expect("an example");
    let outcome = &review.outcomes[0];
    let prepared = prepare(&review, &Settings::default(), outcome.id).expect("prepared");
    let response = answer(&prepared.request);
    let mut review = review.clone();
    let mut table = RiskOfBias::new(Tool::RiskOfBias2, domains(5));
    for (place, trial) in prepared.rows.iter().enumerate() {
        let cells = [Some(Low), Some(SomeConcerns), Some(High), None];
        let assessment = Assessment {
            domains: vec![judged(cells[place % 4]); 5],
            overall: judged(cells[place % 3]),
        };
        table.trials.insert(*trial, assessment);
    }
    assert_eq!(judged_trials(&review, Some((&prepared, &response))), None);
    review.risk_of_bias = Some(Arc::new(table));
    let found = judged_trials(&review, Some((&prepared, &response))).expect("judged");
    assert!(found.is_weighted);
    assert_eq!(found.trials.len(), 13);
    for domain in [None, Some(0), Some(4)] {
        let alike = found.alike(domain);
        let mut places: Vec<usize> = alike
            .iter()
            .flat_map(|alike| alike.trials.clone())
            .collect();
        places.sort_unstable();
        assert_eq!(places, (0..13).collect::<Vec<_>>());
        let weights = found.weights();
        let sum: f64 = weights.iter().flatten().sum();
        assert!((sum - 100.0).abs() < 1e-9);
    }
    let order: Vec<_> = found
        .alike(Some(0))
        .iter()
        .map(|alike| alike.judgement)
        .collect();
    assert_eq!(order, [Some(Low), Some(SomeConcerns), Some(High), None]);
    // Of the whole review no trial has a weight, and each counts alike.
    let all = judged_trials(&review, None).expect("judged");
    assert!(!all.is_weighted);
    assert!(
        all.weights()
            .iter()
            .all(|weight| *weight == Some(100.0 / 13.0))
    );
}

#[test]
fn judgements_of_an_outcome_stand_before_those_of_the_trial() {
    let review = examples::review("bcg-vaccine").expect("an example");
    let (outcome, trial) = (review.outcomes[0].id, review.trials[0].id);
    let mut table = RiskOfBias::new(Tool::RiskOfBias2, domains(2));
    let of_trial = Assessment {
        domains: vec![judged(Some(Low)), judged(Some(Low))],
        overall: judged(Some(Low)),
    };
    table.trials.insert(trial, of_trial);
    let at = |table: &RiskOfBias, outcome, domain| {
        table.judgement(JudgedPlace {
            trial,
            outcome,
            domain,
        })
    };
    assert_eq!(at(&table, Some(outcome), Some(0)), Some(Low));
    assert_eq!(at(&table, Some(outcome), None), Some(Low));
    let own = Assessment {
        domains: vec![Judged::default(), judged(Some(High))],
        overall: Judged::default(),
    };
    table.outcomes.insert(outcome, [(trial, own)].into());
    assert_eq!(at(&table, Some(outcome), Some(0)), Some(Low));
    assert_eq!(at(&table, Some(outcome), Some(1)), Some(High));
    assert_eq!(at(&table, None, Some(1)), Some(Low));
    // The trial as a whole was judged by other domains.
    assert_eq!(at(&table, Some(outcome), None), None);
    assert_eq!(
        table.judgements(trial, Some(outcome)),
        (vec![Some(Low), Some(High)], None)
    );
}
