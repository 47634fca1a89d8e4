//! The script for R comes to the same numbers in R. Where there is no R with metafor, nothing is shown.

use std::io::Write as _;
use std::process::{Command, Stdio};

use trialpool::analysis::{Prepared, grouped_events};
use trialpool::data::{
    ConfidenceLevel, Exploration, Grouping, Outcome, PartedBy, SequentialDesign, Settings,
    SpreadOfGroups,
};
use trialpool::read::{Choices, examples, table};
use trialpool::report::{self, LongResults};

use super::{answered_by, listed};

pub(super) fn has_metafor() -> bool {
    let asked = Command::new("Rscript")
        .args([
            "-e",
            "stopifnot(requireNamespace('metafor', quietly = TRUE))",
        ])
        .stderr(Stdio::null())
        .status();
    asked.is_ok_and(|status| status.success())
}

pub(super) fn said_by_r(script: &str) -> String {
    let mut r = Command::new("R")
        .args(["--vanilla", "--slave"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("R begins");
    let mut input = r.stdin.take().expect("a way in");
    input.write_all(script.as_bytes()).expect("a reader");
    drop(input);
    let output = r.wait_with_output().expect("R ends");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn r_finds_the_numbers_of_every_example_at_every_level() {
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    for example in examples::all() {
        let (review, example) = (example.review(), example.key);
        for level in [
            ConfidenceLevel::Ninety,
            ConfidenceLevel::NinetyFive,
            ConfidenceLevel::NinetyNine,
        ] {
            let settings = Settings {
                level,
                ..Settings::default()
            };
            let answers = answered_by(&review, &settings);
            let script = report::r_script(&review, &listed(&review, &answers));
            let checks = script.matches("\ncheck(").count();
            assert!(checks > 0, "{example} has nothing that R could pool");
            let said = said_by_r(&script);
            assert!(!said.contains("DIFFERENT:"), "{example}, {level:?}: {said}");
            assert_eq!(
                said.matches("the same:").count(),
                checks,
                "{example}: {said}"
            );
        }
    }
}

/// Deaths in four trials, of which two say them at two times.
const SEVERAL_TIMES: &str = "\
Trial\tOutcome\tTime point\tEvents MSC\tTotal MSC\tEvents Control\tTotal Control
Ahmed 2014\tDeath\t30 d\t6\t60\t9\t61
Ahmed 2014\tDeath\t6 months\t9\t60\t14\t61
Bianchi 2016\tDeath\t30 d\t5\t80\t7\t82
Castro 2018\tDeath\t30 d\t8\t90\t19\t92
Castro 2018\tDeath\t12 months\t12\t90\t23\t92
Dahl 2020\tDeath\t30 d\t11\t200\t14\t205
";

#[test]
fn r_nests_numbers_in_their_trials_to_the_same_result() {
    let review = table(SEVERAL_TIMES, &Choices::default()).review;
    let settings = Settings::default();
    let answers = answered_by(&review, &settings);
    let script = report::r_script_explored(&review, &settings, &listed(&review, &answers));
    assert!(script.contains("random = ~ 1 | trial/number"), "{script}");
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    let said = said_by_r(&format!("library(metafor)\n{script}"));
    assert!(!said.contains("DIFFERENT:"), "{said}");
    assert!(
        said.contains("the same: Death, all numbers nested in trials"),
        "{said}"
    );
}

/// Whatever the script pools again, R comes to the same: without each trial, trial after trial, the people whose event decides, and
/// the boundaries of a sequential test.
#[test]
fn r_pools_every_example_again_and_again_to_the_same_results() {
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    for example in examples::all() {
        let (review, example) = (example.review(), example.key);
        let settings = Settings::default();
        let answers = answered_by(&review, &settings);
        let listed = listed(&review, &answers);
        let explored = report::r_script_explored(&review, &settings, &listed);
        let script = report::r_script(&review, &listed) + &explored;
        for what in ["without each trial", "trial after trial", "boundaries of Z"] {
            assert!(script.contains(what), "{example}: {what}");
        }
        let said = said_by_r(&script);
        let differing: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("DIFFERENT:"))
            .collect();
        assert!(differing.is_empty(), "{example}: {differing:?}");
        // To the end: R stops at the first error.
        let last = script.lines().rfind(|line| line.contains("compare(\""));
        let last = last.and_then(|line| line.split('"').nth(1)).unwrap();
        assert!(said.contains(last), "{example}: {last}");
    }
}

/// Deaths in six trials, with the people lost; in the last nobody died in one arm.
const PEOPLE_LOST: &str = "\
Trial\tOutcome\tEvents MSC\tTotal MSC\tLost MSC\tEvents Control\tTotal Control\tLost Control
Ahmed 2014\tDeath\t4\t123\t10\t11\t139\t15
Bianchi 2016\tDeath\t6\t306\t20\t29\t303\t12
Castro 2018\tDeath\t3\t231\t0\t11\t220\t4
Dahl 2020\tDeath\t62\t1359\t40\t98\t1286\t60
Eriksen 2021\tDeath\t33\t506\t15\t47\t580\t10
Fontana 2022\tDeath\t0\t40\t3\t2\t41\t2
";

#[test]
fn r_counts_the_people_lost_and_gives_up_for_futility_as_is_done_here() {
    let review = table(PEOPLE_LOST, &Choices::default()).review;
    let mut settings = Settings::default();
    let sequential = SequentialDesign {
        futility: true,
        ratio: Some(0.6),
        diversity: Some(0.0),
        ..SequentialDesign::default()
    };
    let outcome = review.outcomes[0].id;
    let mut exploration = settings.exploration_of(outcome);
    exploration.sequential = sequential;
    settings.explorations.insert(outcome, exploration);
    let answers = answered_by(&review, &settings);
    let script = report::r_script_explored(&review, &settings, &listed(&review, &answers));
    let compared = [
        "odds among those lost",
        "anything may be so of those lost",
        "boundaries for futility",
    ];
    for what in compared {
        assert!(script.contains(what), "{what}: {script}");
    }
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    let said = said_by_r(&format!("library(metafor)\n{script}"));
    assert!(!said.contains("DIFFERENT:"), "{said}");
    for what in compared {
        assert!(said.contains(&format!("the same: Death, {what}")), "{said}");
    }
}

/// The trials of BCG by how they were allocated, each group with a variance between trials of its own and with one for all.
#[test]
fn r_pools_groups_and_finds_what_lies_between_them() {
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    let review = examples::review("bcg-vaccine").unwrap();
    let allocation = review
        .covariates
        .iter()
        .find(|column| column.name.to_lowercase().contains("alloc"))
        .unwrap();
    let outcome = review.outcomes[0].id;
    for spread in [SpreadOfGroups::Separate, SpreadOfGroups::Shared] {
        let mut settings = Settings::default();
        let exploration = Exploration {
            parted_by: Some(PartedBy::Grouping(Grouping::Covariate(allocation.id))),
            spread_of_groups: spread,
            ..Exploration::default()
        };
        settings.explorations.insert(outcome, exploration);
        let answers = answered_by(&review, &settings);
        let listed = listed(&review, &answers);
        let explored = report::r_script_explored(&review, &settings, &listed);
        let said = said_by_r(&(report::r_script(&review, &listed) + &explored));
        assert!(!said.contains("DIFFERENT:"), "{said}");
        let mut compared = vec!["random", "systematic", "Q between groups"];
        if spread == SpreadOfGroups::Shared {
            compared.push("variance between trials of all groups");
        }
        for what in compared {
            let line = format!("the same: Tuberculosis, {what}");
            assert!(
                said.to_lowercase().contains(&line.to_lowercase()),
                "{what}: {said}"
            );
        }
    }
}

/// All events of the sample in one group, drawn in R by a sampler that shares nothing with this one.
#[test]
fn r_draws_the_events_in_groups_from_the_same_posterior() {
    if !has_metafor() {
        println!("There is no R with metafor here.");
        return;
    }
    let review = examples::review("mesenchymal-stromal-cells").unwrap();
    let settings = Settings::default();
    let answers = answered_by(&review, &settings);
    let listed = listed(&review, &answers);
    let outcomes: Vec<(&Outcome, &Prepared)> = listed
        .iter()
        .map(|answered| (answered.outcome, answered.prepared))
        .collect();
    let events = grouped_events(&review, &outcomes, settings.level);
    let posterior = events.posterior(&mut |_| ());
    let long = LongResults {
        events: Some((&events, &posterior)),
        ..LongResults::default()
    };
    let script = report::r_script_events(&review, &listed, settings.level, &long);
    let said = said_by_r(&script);
    assert!(!said.contains("DIFFERENT:"), "{said}");
    let same = said.matches("the same to Monte Carlo error:").count();
    assert_eq!(same, 2 * events.events.len(), "{said}");
    // Where nothing was drawn here R draws by itself.
    let alone = report::r_script_events(&review, &listed, settings.level, &LongResults::default());
    assert!(alone.contains("draws <- grouped(tables)") && !alone.contains("near("));
}
