//! One control arm under several names.

use std::sync::Arc;

use trialpool::data::{
    Arm, ArmId, CountEntries, Entry, Measure, ProblemKind, Review, Role, Values,
};
use trialpool::wording::Locale;
use trialpool::wording::problems::sentence;

use super::{answered, found, mantel_haenszel, review};

const HEAD: &str = "Study,Events drug,Total drug,Events control,Total control\n";

/// The trials whose control is that of an earlier one, with the name of that one where it is another.
fn shared(rows: &str) -> Vec<(String, Option<String>)> {
    let found = found(&format!("{HEAD}{rows}")).into_iter();
    found
        .filter_map(|(trial, problem)| match problem.kind {
            ProblemKind::SharedControl { first_name, .. } => Some((trial, first_name)),
            _ => None,
        })
        .collect()
}

#[test]
fn parts_of_one_trial_that_are_told_apart_after_a_mark_share_their_control() {
    for [first, second] in [
        ["Ash 2019, medium dose", "Ash 2019, high dose"],
        ["Ash 2019: 5 mg", "ash 2019: 10 mg"],
        ["Ash 2019 (5 mg)", "Ash 2019 (10 mg)"],
        ["Ash 2019 [a]", "Ash 2019 [b]"],
        ["Ash 2019 – women", "Ash 2019 – men"],
        ["Ash 2019 - women", "Ash 2019 - men"],
        ["Ash 2019", "Ash 2019, high dose"],
    ] {
        let rows =
            format!("\"{first}\",9,118,6,120\n\"{second}\",15,121,6,120\nBirch 2011,8,90,5,88\n");
        assert_eq!(
            shared(&rows),
            [(second.to_owned(), Some(first.to_owned()))],
            "{rows}"
        );
    }
}

#[test]
fn a_shared_control_names_the_trial_with_which_it_is_shared() {
    let text = format!("{HEAD}\"Ash 2019, low\",9,118,6,120\n\"Ash 2019, high\",15,121,6,120\n");
    let found = found(&text);
    let [(_, problem)] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        sentence(problem, Locale::DecimalPoint),
        "Ash 2019, high, Outcome: the same control arm as “Ash 2019, low”: its people are counted twice."
    );
}

#[test]
fn other_trials_and_other_controls_are_let_pass() {
    for rows in [
        // Another control.
        "\"Ash 2019, low\",9,118,6,120\n\"Ash 2019, high\",15,121,7,120\n",
        // Names that begin with the same word alone.
        "Ash 2019,9,118,6,120\nAsh 2020,15,121,6,120\n",
        "\"Ash, 2019\",9,118,6,120\n\"Ash, 2020\",15,121,6,120\n",
        "Ash-Low 2019,9,118,6,120\nAsh-High 2019,15,121,6,120\n",
        // Nothing but a mark in common.
        "\"(1) Ash\",9,118,6,120\n\"(2) Birch\",15,121,6,120\n",
    ] {
        assert_eq!(shared(rows), [], "{rows}");
    }
}

/// Gives the first of two trials the experimental arm of the second, which goes.
fn with_second_arm(review: &mut Review, first: usize) {
    let second = review.trials.remove(first + 1);
    let trial = Arc::make_mut(&mut review.trials[first]);
    trial.arms.push(Arm {
        id: ArmId(2),
        label: String::new(),
        role: Role::Experimental,
    });
    for (outcome, record) in &mut trial.records {
        let other = second.records.get(outcome).map(|record| &record.values);
        let (Values::Counts(own), Some(Values::Counts(other))) = (&mut record.values, other) else {
            panic!("no counts");
        };
        let taken: CountEntries = other.get(&ArmId(0)).expect("an arm").clone();
        assert_ne!(taken.events, Entry::not_reported());
        own.insert(ArmId(2), taken);
    }
}

/// Mantel and Haenszel's odds ratio of 8/90 v 5/88, (9 + 15)/(118 + 121) v 6/120, (0 + 1)/(40 + 39) v 0/41 and 11/150 v
/// 7/149 with the variance of Robins, Breslow and Greenland, by hand in 30 digits: 1.848705209841521
/// [1.0391635456236004, 3.2889057427858677].
#[test]
fn arms_that_share_a_control_are_added_up() {
    let rows = "Brown 2011,8,90,5,88\n\"Plain 2019, medium dose\",9,118,6,120\n\"Plain 2019, high dose\",15,121,6,120\n\"Young 2012, medium dose\",0,40,0,41\n\"Young 2012, high dose\",1,39,0,41\nGrant 2014,11,150,7,149\n";
    let trials: Vec<String> = shared(rows).into_iter().map(|(trial, _)| trial).collect();
    assert_eq!(trials, ["Plain 2019, high dose", "Young 2012, high dose"]);
    let mut review = review(&format!("{HEAD}{rows}"));
    with_second_arm(&mut review, 3);
    with_second_arm(&mut review, 1);
    let (_, response) = answered(&review, mantel_haenszel(Measure::OddsRatio));
    let pooled = response.pooled.expect("an estimate");
    for (computed, expected) in [
        (pooled.interval.estimate, 1.848_705_209_841_521_f64),
        (pooled.interval.lower, 1.039_163_545_623_600_4),
        (pooled.interval.upper, 3.288_905_742_785_867_7),
    ] {
        assert!((libm::exp(computed) - expected).abs() < 1e-12, "{computed}");
    }
}
