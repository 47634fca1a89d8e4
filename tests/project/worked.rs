//! The reviews that come with the program are whole worked reviews, made by commands and kept to what is known.

use std::collections::BTreeSet;

use trialpool::analysis::{
    MainAnalysis, Pooled, Prepared, Response, answer, answer_alone, certainty_of, prepare, regress,
    sensitivity_answers,
};
use trialpool::data::{CertaintyLevel, DownDomain, Judgement, OutcomeId, Review, Settings};
use trialpool::project::{
    Command, History, Project, Working, apply, pin_proposals, restore, save, worked,
};
use trialpool::read::examples;

const STROMAL_CELLS: &str = "mesenchymal-stromal-cells";
const CATHETERS: &str = "catheter-infections";
const BCG: &str = "bcg-vaccine";

fn of(key: &str) -> Project {
    worked(key).unwrap()
}

fn plain(key: &str) -> Project {
    pin_proposals(Project::of(examples::review(key).unwrap()))
}

fn outcome(project: &Project, name: &str) -> OutcomeId {
    let mut outcomes = project.review.outcomes.iter();
    outcomes.find(|outcome| outcome.name == name).unwrap().id
}

fn answered(project: &Project, outcome: OutcomeId) -> (Prepared, Response) {
    let prepared = prepare(&project.review, &project.settings, outcome).unwrap();
    let response = answer(&prepared.request);
    (prepared, response)
}

/// The pools of the sensitivity analyses of an outcome, in their order.
fn analyses(project: &Project, outcome: OutcomeId) -> Vec<Pooled> {
    let (prepared, response) = answered(project, outcome);
    let main = MainAnalysis {
        prepared: &prepared,
        response: &response,
    };
    let found = sensitivity_answers(&project.review, &project.settings, outcome, main);
    found
        .into_iter()
        .map(|one| one.found.unwrap().result.pooled.clone().unwrap())
        .collect()
}

fn is_near(value: f64, wanted: f64, within: f64) {
    assert!((value - wanted).abs() <= within, "{value}, not {wanted}");
}

#[test]
fn an_example_comes_in_steps_to_the_same_and_before_them_is_its_tables() {
    for example in examples::all() {
        let tables = Project::of(examples::review(example.key).unwrap());
        let untouched = Working::of(example.key).unwrap();
        assert_eq!(untouched.finish(), tables, "{}", example.key);

        let mut working = Working::of(example.key).unwrap();
        assert!(working.step(), "{}", example.key);
        assert_eq!(working.finish(), plain(example.key), "{}", example.key);

        let mut working = Working::of(example.key).unwrap();
        while working.step() {}
        assert!(!working.step(), "{}", example.key);
        assert_eq!(working.finish(), of(example.key), "{}", example.key);
    }
    assert!(Working::of("no such review").is_none());
}

#[test]
fn every_example_opens_saves_and_comes_back_as_it_was() {
    for example in examples::all() {
        let project = of(example.key);
        let restored = restore(&save(&project)).unwrap();
        assert_eq!(restored.mended, [], "{}", example.key);
        assert_eq!(restored.project, project, "{}", example.key);
        // The page pins what is not pinned: nothing is left to pin.
        assert_eq!(*History::new(project.clone()).present(), project);
    }
}

#[test]
fn what_the_tables_say_and_what_is_pooled_is_that_of_the_tables() {
    for example in examples::all() {
        let (worked, plain) = (of(example.key), plain(example.key));
        assert_eq!(worked.settings.plans, plain.settings.plans);
        let trials = worked.review.trials.iter().zip(&plain.review.trials);
        for (worked, plain) in trials {
            assert_eq!(worked.records, plain.records);
            for (column, text) in &plain.covariates {
                assert_eq!(worked.covariates.get(column), Some(text));
            }
        }
        for described in &plain.review.outcomes {
            let one = answered(&worked, described.id).1;
            let other = answered(&plain, described.id).1;
            assert_eq!(one, other, "{}", described.name);
        }
    }
}

#[test]
fn no_step_of_an_example_was_refused() {
    let cells = of(STROMAL_CELLS);
    let judged = &cells.review.risk_of_bias.as_ref().unwrap().trials;
    assert_eq!(judged.len(), 5);
    assert_eq!(cells.review.grading.outcomes.len(), 7);
    assert_eq!(cells.review.panel.margins.len(), 9);
    assert_eq!(cells.review.earlier.len(), 5);
    let death = outcome(&cells, "Death");
    assert_eq!(cells.settings.sensitivity_of(death).len(), 3);
    assert!(cells.settings.exploration_of(death).parted_by.is_some());
    let lists = cells.review.checklists.as_ref().unwrap();
    assert_eq!((lists.own.len(), lists.earlier.len()), (3, 9));
    // Every trial of the sample is answered for, and none for what nobody read of it.
    assert_eq!(lists.trials.len(), 40);
    assert!(lists.trials.values().all(|answers| answers.len() == 3));
    let catheters = of(CATHETERS);
    let infection = catheters.review.outcomes[0].id;
    assert_eq!(catheters.settings.sensitivity_of(infection).len(), 2);
    let bcg = of(BCG);
    assert_eq!(bcg.review.risk_of_bias.as_ref().unwrap().trials.len(), 13);
    for (project, open) in [(&cells, 0), (&catheters, 0), (&bcg, 0)] {
        for judged in project.review.grading.outcomes.values().flatten() {
            assert_eq!(judged.open().count(), open);
        }
    }
    assert_eq!(
        of("diuretics-in-pregnancy"),
        plain("diuretics-in-pregnancy")
    );
}

/// Table 1 of doi 10.1186/s13287-022-02956-3 as its page prints it: 35 judgements, of which two are high and eleven unclear.
#[test]
fn published_judgements_are_those_of_the_source_and_the_others_say_that_they_are_the_examples() {
    let cells = of(STROMAL_CELLS);
    let table = cells.review.risk_of_bias.as_ref().unwrap();
    let domains: Vec<_> = table.trials.values().flat_map(|one| &one.domains).collect();
    let count = |of: Judgement| {
        let judged = domains.iter().filter(|one| one.judgement == Some(of));
        judged.count()
    };
    assert_eq!(domains.len(), 35);
    assert_eq!(count(Judgement::High), 2);
    assert_eq!(count(Judgement::SomeConcerns), 11);
    assert!(
        domains
            .iter()
            .all(|one| one.source.starts_with("doi 10.1186"))
    );
    for assessment in table.trials.values() {
        assert!(assessment.overall.support.contains("worked example"));
    }
    let bcg = of(BCG);
    let table = bcg.review.risk_of_bias.as_ref().unwrap();
    // Seven trials allotted at random, which is all that is told; six in turn or by a rule.
    let high = |one: &&trialpool::data::Assessment| one.overall.judgement == Some(Judgement::High);
    assert_eq!(table.trials.values().filter(high).count(), 6);
    for (project, own) in [(&cells, true), (&bcg, false)] {
        for judged in project.review.grading.outcomes.values().flatten() {
            let reason = |domain| judged.down[&domain].reason.as_str();
            assert!(reason(DownDomain::Indirectness).contains("worked example"));
            assert_eq!(
                reason(DownDomain::RiskOfBias).contains("worked example"),
                own
            );
        }
    }
}

#[test]
fn reasons_with_numbers_are_those_of_the_data() {
    let cells = of(STROMAL_CELLS);
    let reason = |name: &str, domain: DownDomain| {
        let judged = cells.review.certainty(outcome(&cells, name)).unwrap();
        judged.down[&domain].reason.clone()
    };
    assert!(reason("Death", DownDomain::RiskOfBias).starts_with("5 of the 22 trials have"));
    assert!(reason("Fever", DownDomain::RiskOfBias).starts_with("None of the 3 trials has"));
    let (_, response) = answered(&cells, outcome(&cells, "Death"));
    let limits = response.pooled.unwrap().interval;
    let [lower, upper] =
        [limits.lower, limits.upper].map(|limit| format!("{:.2}", libm::exp(limit)));
    let said = reason("Death", DownDomain::Imprecision);
    assert!(said.contains(&format!("{lower} to {upper}")), "{said}");
    let levels = [
        ("Death", CertaintyLevel::Low),
        ("Infection", CertaintyLevel::Low),
        ("Malignancy or ectopic tissue", CertaintyLevel::VeryLow),
    ];
    for (name, wanted) in levels {
        let id = outcome(&cells, name);
        let (prepared, _) = answered(&cells, id);
        let found = certainty_of(&cells.review, &prepared, id).unwrap().0;
        assert_eq!(found, wanted, "{name}");
    }
}

/// Stijnen, Hamza and Özdemir 2010 (Stat Med 29:3046) as metafor's tests have it (`test_analysis_example_stijnen2010`): the exact
/// conditional model, log −1.3532, standard error 0.3511, τ 0.8327; the normal model with 0.5 added, REML, log −0.9804, standard
/// error 0.2435, τ 0.1886 (the latter also by metafor 4: `rma(measure="OR", drop00=TRUE)`).
#[test]
fn the_catheters_are_pooled_beside_as_stijnen_2010_did() {
    let catheters = of(CATHETERS);
    let found = analyses(&catheters, catheters.review.outcomes[0].id);
    let wanted = [(-1.3532, 0.3511, 0.8327), (-0.9804, 0.2435, 0.1886)];
    assert_eq!(found.len(), wanted.len());
    for (pooled, (estimate, error, tau)) in found.iter().zip(wanted) {
        is_near(pooled.interval.estimate, estimate, 6e-5);
        is_near(pooled.interval.standard_error, error, 6e-5);
        let found = pooled.heterogeneity.unwrap().tau_squared.unwrap();
        is_near(found.sqrt(), tau, 6e-5);
    }
}

/// R, metafor: `rma(yi, vi, mods = ~ablat, data = escalc(measure = "RR", …, data = dat.bcg), test = "knha")`, and
/// `method = "DL"` without the moderator; Colditz 1994 prints 0.49 (0.34 to 0.70).
#[test]
fn the_vaccine_is_regressed_on_latitude_as_metafor_does() {
    let bcg = of(BCG);
    let id = bcg.review.outcomes[0].id;
    let (prepared, response) = answered(&bcg, id);
    let exploration = bcg.settings.exploration_of(id);
    let found = regress(&bcg.review, &prepared, response.plan, &exploration).unwrap();
    let wanted = [
        (0.2515, 0.2839, -0.3735, 0.8764),
        (-0.0291, 0.0082, -0.0472, -0.0111),
    ];
    for (found, wanted) in found.fit.coefficients.iter().zip(wanted) {
        is_near(found.interval.estimate, wanted.0, 6e-5);
        is_near(found.interval.standard_error, wanted.1, 6e-5);
        is_near(found.interval.lower, wanted.2, 6e-5);
        is_near(found.interval.upper, wanted.3, 6e-5);
    }
    is_near(found.fit.r_squared.unwrap(), 75.62, 0.01);
    let reason = &bcg.review.certainty(id).unwrap().down[&DownDomain::Inconsistency].reason;
    assert!(
        reason.contains("Latitude goes with 76% of the variance"),
        "{reason}"
    );
    let beside = analyses(&bcg, id);
    let (published, random) = (&beside[0].interval, &beside[1]);
    is_near(published.estimate, -0.7141, 6e-5);
    is_near(libm::exp(published.lower), 0.34, 0.006);
    is_near(libm::exp(published.upper), 0.70, 0.006);
    assert_eq!(random.trials, 7);
}

/// With the two trials that are not confirmed to be randomized: 0.825 by Mantel and Haenszel, from an independent script over the
/// same rows.
#[test]
fn deaths_with_unclear_trials_are_what_an_independent_script_found() {
    let cells = of(STROMAL_CELLS);
    let found = analyses(&cells, outcome(&cells, "Death"));
    assert_eq!(found[1].trials, 24);
    is_near(libm::exp(found[1].interval.estimate), 0.825, 0.0006);
}

#[test]
fn nothing_of_an_example_is_left_when_another_review_takes_its_place() {
    let own = examples::review("diuretics-in-pregnancy").unwrap();
    for example in examples::all() {
        let replace = Command::Replace(Box::new(own.clone()));
        let project = apply(&of(example.key), &replace).unwrap();
        assert_eq!(project, Project::of(own.clone()));
    }
    let empty = Command::Replace(Box::<Review>::default());
    let project = apply(&of(STROMAL_CELLS), &empty).unwrap();
    assert_eq!(project.settings, Settings::default());
    assert_eq!(project.chosen, BTreeSet::new());
}

#[test]
fn an_answer_alone_is_the_answer_but_for_what_stands_beside_it() {
    let cells = plain(STROMAL_CELLS);
    for described in &cells.review.outcomes {
        let (prepared, whole) = answered(&cells, described.id);
        let alone = answer_alone(&prepared.request);
        assert_eq!(alone.beside, None);
        let beside = whole.beside.clone();
        assert_eq!(Response { beside, ..alone }, whole, "{}", described.name);
    }
}
