//! The result of an earlier review as a prior, held against plain sums in Python, and what is said of it.

use std::sync::Arc;

use trialpool::analysis::{
    EarlierPrior, MeanPrior, NoEarlierPrior, Undefined, answer, earlier_prior, plan_for, prepare,
    prior_of,
};
use trialpool::data::{
    EarlierResult, EarlierReview, Entry, Measure, Method, Plan, Review, TauPrior,
};
use trialpool::project::{Command, History, Project, Refused, restore, save};
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{Locale, Subject, earlier_prior as words};

use super::{Arm, OUTCOME, answered, review};

/// The first six trials of Niel-Weise 2007.
const SIX: [(Arm, Arm); 6] = [
    ((0, 116, 0), (3, 117, 0)),
    ((1, 44, 0), (3, 35, 0)),
    ((2, 208, 0), (9, 195, 0)),
    ((0, 130, 0), (7, 136, 0)),
    ((5, 151, 0), (6, 157, 0)),
    ((1, 98, 0), (4, 139, 0)),
];

/// The quantile of 97.5 % of the standard normal distribution, R's `qnorm(0.975)`.
const Z: f64 = 1.959_963_984_540_054;

/// An odds ratio whose logarithm is N(mean, deviation²).
fn printed(mean: f64, deviation: f64) -> EarlierResult {
    let at = |z: f64| Entry::reported(libm::exp(mean + z * deviation));
    EarlierResult {
        wording: "Death".into(),
        outcome: Some(OUTCOME),
        measure: "OR".into(),
        estimate: at(0.0),
        lower: at(-Z),
        upper: at(Z),
        ..EarlierResult::default()
    }
}

fn with_earlier(trials: &[(Arm, Arm)], result: EarlierResult, percent: Option<u8>) -> Review {
    let mut review = review(trials);
    review.earlier = vec![Arc::new(EarlierReview {
        name: "Thompson 2020".into(),
        source: String::new(),
        results: vec![EarlierResult {
            prior_weight: percent,
            ..result
        }],
    })];
    review
}

fn odds_ratio() -> Plan {
    plan_for(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal))
}

type Found = Option<Result<EarlierPrior, NoEarlierPrior>>;

fn found(review: &Review, plan: Plan) -> (Found, String) {
    let (_, prepared, response) = answered(review, plan);
    let found = earlier_prior(review, OUTCOME, (&prepared, &response));
    let outcome = &review.outcomes[0];
    let subject = Subject::of(review, outcome, &prepared, Locale::DecimalPoint);
    let said = match &found {
        None => String::new(),
        Some(Ok(found)) => {
            let table = report::earlier_prior(outcome, found, &subject);
            assert_eq!(table.rows.len(), 3);
            let sentence = words::sentence(found, &subject);
            assert_eq!(table.notes[0], sentence);
            sentence
        }
        Some(Err(why)) => words::no_prior(*why, &subject),
    };
    (found, said)
}

/// The numbers are those of the mixture's own test (Python, plain sums): odds ratios 0.392 (0.203 to 0.637) with a weight of 0.9304
/// where both agree, 0.253 (0.090 to 0.652) with 0.0128 where they do not; 0.251 (0.090 to 0.577) under the vague prior, as R has it.
#[test]
fn an_earlier_estimate_keeps_its_weight_where_trials_agree_and_gives_way_where_they_do_not() {
    let agreeing = printed(-std::f64::consts::LN_2, 0.3);
    let (result, said) = found(&with_earlier(&SIX, agreeing, Some(80)), odds_ratio());
    let result = result.unwrap().unwrap();
    assert_eq!(result.trials, 6);
    assert!((result.prior.deviation - 0.3).abs() < 1e-12);
    assert!((result.posterior.mean.estimate + 0.937_580_094).abs() < 1e-7);
    assert!((result.posterior.weight - 0.930_432_733).abs() < 1e-7);
    assert_eq!(
        said,
        "With the earlier estimate (Thompson 2020: OR 0.50, 0.28 to 0.90) as a prior of weight 80.0%, the odds ratio is 0.39 (0.20 to 0.64); \
         under the vague prior alone it is 0.25 (0.09 to 0.58): medians with 95% credible intervals. The trials raise its weight to 93.0%: \
         they are 3.34 times as probable under the earlier estimate as under the vague prior. A narrow prior near the trials gains weight \
         against one as wide as the vague prior: that is agreement, and no test of it."
    );
    let (result, said) = found(
        &with_earlier(&SIX, printed(0.5, 0.15), Some(80)),
        odds_ratio(),
    );
    let weight = result.unwrap().unwrap().posterior.weight;
    assert!((weight - 0.012_786_456).abs() < 1e-7, "{weight}");
    assert!(
        said.ends_with(
            "The trials lower its weight to 1.3%: they are 309 times as probable under the vague prior as under the earlier estimate."
        ),
        "{said}"
    );
}

#[test]
fn a_result_that_is_no_prior_says_why() {
    let of = |trials: &[(Arm, Arm)], result: EarlierResult, plan: Plan| {
        let (found, said) = found(&with_earlier(trials, result, Some(80)), plan);
        (found.unwrap().unwrap_err(), said)
    };
    let usual = || printed(-0.5, 0.3);
    let risk_ratio = plan_for(Measure::RiskRatio, Method::Bayesian(TauPrior::HalfNormal));
    let (why, said) = of(&SIX, usual(), risk_ratio);
    assert_eq!(
        why,
        NoEarlierPrior::OtherMeasure {
            printed: Some(Measure::OddsRatio),
            ours: Measure::RiskRatio
        }
    );
    assert_eq!(
        said,
        "Not available: the earlier result is of another measure (odds ratio) than this outcome (risk ratio)."
    );
    let peto = plan_for(Measure::PetoOddsRatio, Method::Peto);
    assert_eq!(
        of(&SIX, usual(), peto).0,
        NoEarlierPrior::NoRatio(Measure::PetoOddsRatio)
    );
    let outside = EarlierResult {
        upper: Entry::reported(0.1),
        ..usual()
    };
    assert_eq!(
        of(&SIX, outside, odds_ratio()).0,
        NoEarlierPrior::NoInterval
    );
    let without = EarlierResult {
        lower: Entry::not_reported(),
        ..usual()
    };
    assert_eq!(
        of(&SIX, without, odds_ratio()).0,
        NoEarlierPrior::NoInterval
    );
    let point = EarlierResult {
        lower: usual().estimate,
        upper: usual().estimate,
        ..usual()
    };
    assert_eq!(
        prior_of(&point, Measure::OddsRatio),
        Err(NoEarlierPrior::NoInterval)
    );
    let none = [((0, 40, 0), (0, 41, 0))];
    let (why, said) = of(&none, usual(), odds_ratio());
    assert_eq!(why, NoEarlierPrior::Undefined(Undefined::NoEvents));
    assert!(said.starts_with("No event was seen"), "{said}");
    let (why, _) = of(&[], usual(), odds_ratio());
    assert_eq!(why, NoEarlierPrior::Undefined(Undefined::NoTrials));
    assert_eq!(
        found(&with_earlier(&SIX, usual(), None), odds_ratio()).0,
        None
    );
}

#[test]
fn one_trial_alone_and_an_arm_without_events_have_a_posterior_between_both() {
    let one = [((0, 40, 0), (6, 40, 0))];
    let (result, _) = found(
        &with_earlier(&one, printed(-0.2, 0.2), Some(50)),
        odds_ratio(),
    );
    let EarlierPrior {
        posterior, prior, ..
    } = result.unwrap().unwrap();
    assert_eq!(
        prior,
        prior_of(&printed(-0.2, 0.2), Measure::OddsRatio).unwrap()
    );
    assert_ne!(prior, MeanPrior::VAGUE);
    let [vague, informed] = [posterior.vague.estimate, posterior.informative.estimate];
    assert!(vague < posterior.mean.estimate && posterior.mean.estimate < informed);
    assert!(posterior.weight > 0.0 && posterior.weight < 1.0);
}

#[test]
fn one_result_of_an_outcome_is_the_prior_and_that_is_saved_and_undone() {
    let mut review = with_earlier(&SIX, printed(-0.5, 0.3), None);
    review.earlier.push(Arc::new(EarlierReview {
        name: "Lalu 2018".into(),
        source: String::new(),
        results: vec![
            EarlierResult::default(),
            printed(0.1, 0.3),
            printed(0.2, 0.3),
        ],
    }));
    let mut history = History::new(Project::of(review));
    let weights = |history: &History| -> Vec<Option<u8>> {
        let reviews = history.present().review.earlier.iter();
        reviews
            .flat_map(|review| review.results.iter().map(|result| result.prior_weight))
            .collect()
    };
    let choose = |prior| Command::SetEarlierPrior {
        outcome: OUTCOME,
        prior,
    };
    assert_eq!(history.apply(&choose(Some((0, 80)))), Ok(true));
    assert_eq!(weights(&history), [Some(80), None, None, None]);
    assert_eq!(history.apply(&choose(Some((1, 50)))), Ok(true));
    assert_eq!(weights(&history), [None, None, Some(50), None]);
    assert_eq!(
        history.undo_label(),
        Some("an earlier estimate as a prior of death")
    );
    let restored = restore(&save(history.present())).unwrap().project;
    assert_eq!(&restored, history.present());
    for refused in [Some((0, 0)), Some((0, 100)), Some((7, 80))] {
        assert_eq!(history.apply(&choose(refused)), Err(Refused::NoSuchEarlier));
    }
    history.undo();
    assert_eq!(weights(&history), [Some(80), None, None, None]);
    assert_eq!(history.apply(&choose(None)), Ok(true));
    assert_eq!(weights(&history), [None; 4]);
    // What no page writes is forgotten.
    let mut hostile = history.present().clone();
    Arc::make_mut(&mut hostile.review.earlier[0]).results[0].prior_weight = Some(200);
    let restored = restore(&save(&hostile)).unwrap().project;
    assert_eq!(restored.review.earlier[0].results[0].prior_weight, None);
}

#[test]
fn fever_in_the_sample_can_have_a_published_result_as_its_prior() {
    let project = Project::of(examples::all()[0].review());
    let fever = project
        .review
        .outcomes
        .iter()
        .find(|outcome| outcome.name == "Fever");
    let fever = fever.unwrap().id;
    let mut history = History::new(project);
    let reviews = &history.present().review.earlier;
    let thompson = reviews
        .iter()
        .position(|review| review.name == "Thompson 2020");
    let prior = thompson.map(|place| (place, 80));
    let command = Command::SetEarlierPrior {
        outcome: fever,
        prior,
    };
    assert_eq!(history.apply(&command), Ok(true));
    let Project {
        review, settings, ..
    } = history.present();
    let prepared = prepare(review, settings, fever).unwrap();
    let response = answer(&prepared.request);
    let found = earlier_prior(review, fever, (&prepared, &response))
        .unwrap()
        .unwrap();
    let outcome = review.outcome(fever).unwrap();
    let subject = Subject::of(review, outcome, &prepared, Locale::DecimalPoint);
    let said = words::sentence(&found, &subject);
    assert!(
        said.starts_with(
            "With the earlier estimate (Thompson 2020: RR 2.48, 1.27 to 4.86) as a prior of weight 80.0%, the risk ratio is "
        ),
        "{said}"
    );
    let listed = [report::Answered {
        outcome,
        prepared: &prepared,
        response: &response,
    }];
    let results: serde_json::Value = serde_json::from_str(&report::results_json(
        review,
        settings,
        &listed,
        &report::LongResults::default(),
    ))
    .unwrap();
    let told = &results["outcomes"][0]["earlier_prior"];
    assert_eq!(told["review"], "Thompson 2020");
    assert_eq!(
        told["posterior"]["weight"].as_f64(),
        Some(found.posterior.weight)
    );
}
