//! Tables whose heads name more than two arms.

use trialpool::data::Role;
use trialpool::read::{Choices, Reading, table};

use super::brief;

const THREE: &str = "Study,Fever events low,Fever total low,Fever events high,Fever total high,\
    Fever events placebo,Fever total placebo,Death events low,Death total low,\
    Death events placebo,Death total placebo\n\
    Ash 2001,12,100,14,101,9,98,1,100,2,98\nBirch 2003,,,20,150,15,148,,,3,148\n";

const NAMED_IN_CELLS: &str = "study,treat1,event1,n1,treat2,event2,n2,treat3,event3,n3\n\
    Ash 2001,Drug A,12,100,Drug B,14,101,Placebo,9,98\n\
    Birch 2003,Drug B,20,150,Placebo,15,148,,,\n";

fn with_sides(text: &str, sides: &[(&str, Role)]) -> Reading {
    table(text, &choices(sides))
}

fn choices(sides: &[(&str, Role)]) -> Choices {
    let sides = sides
        .iter()
        .map(|(label, role)| ((*label).to_owned(), *role));
    Choices {
        sides: sides.collect(),
        ..Choices::default()
    }
}

#[test]
fn arms_that_heads_name_are_combined_on_the_side_that_is_chosen_for_them() {
    let sides = [
        ("low", Role::Experimental),
        ("high", Role::Experimental),
        ("placebo", Role::Control),
    ];
    assert_eq!(
        brief(&with_sides(THREE, &sides)).trim(),
        "compares low + high with placebo\n\
         Fever: Ash 2001 12/100 + 14/101 v 9/98\n\
         Fever: Birch 2003 20/150 v 15/148\n\
         Death: Ash 2001 1/100 v 2/98\n\
         Death: Birch 2003  v 3/148"
    );
}

#[test]
fn any_two_of_the_arms_that_heads_name_are_compared_and_the_others_are_kept() {
    let reading = with_sides(
        THREE,
        &[("low", Role::Control), ("high", Role::Experimental)],
    );
    assert!(
        brief(&reading).starts_with(
            "compares high with low\n\
             Fever: Ash 2001 14/101 v 12/100\n"
        ),
        "{}",
        brief(&reading)
    );
    let trial = reading.review.trials.first().expect("a trial");
    let labels: Vec<(&str, Role)> = trial
        .arms
        .iter()
        .map(|arm| (arm.label.as_str(), arm.role))
        .collect();
    assert!(labels.contains(&("placebo", Role::Ignored)), "{labels:?}");
}

#[test]
fn cells_name_the_arms_of_each_row_though_some_rows_have_fewer() {
    let sides = [
        ("drug a", Role::Ignored),
        ("drug b", Role::Experimental),
        ("placebo", Role::Control),
    ];
    assert_eq!(
        brief(&with_sides(NAMED_IN_CELLS, &sides)).trim(),
        "compares Drug B with Placebo\n\
         Outcome: Ash 2001 14/101 v 9/98\n\
         Outcome: Birch 2003 20/150 v 15/148"
    );
}

#[test]
fn totals_that_serve_every_outcome_go_with_their_arms() {
    let text = "Study,N low,N high,N placebo,Fever low,Fever high,Fever placebo,Fever grade\n\
        Ash 2001,100,101,98,12,14,9,3\n";
    let reading = with_sides(
        text,
        &[("high", Role::Experimental), ("placebo", Role::Control)],
    );
    assert_eq!(
        brief(&reading).trim(),
        "compares high with placebo\nFever: Ash 2001 14/101 v 9/98"
    );
}

/// The page fixes the meanings of all columns as soon as one of them is changed.
#[test]
fn a_column_that_is_taken_for_something_else_leaves_the_arms_as_they_were() {
    let sides = [
        ("low", Role::Experimental),
        ("high", Role::Experimental),
        ("placebo", Role::Control),
    ];
    for text in [THREE, NAMED_IN_CELLS] {
        let decided = match text {
            THREE => choices(&sides),
            _ => choices(&[("drug a", Role::Experimental), ("placebo", Role::Control)]),
        };
        let before = table(text, &decided);
        let first = before.columns.first().expect("a column").meaning.clone();
        let after = table(text, &decided.with_meaning(&before, 0, first));
        assert_eq!(brief(&before), brief(&after));
        assert_eq!(before.comparison, after.comparison);
    }
}
