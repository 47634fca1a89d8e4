//! Trials of which nothing is stated, among others that are parted by what is.

use std::fmt::Write as _;

use trialpool::analysis::{SubgroupName, subgroups};
use trialpool::data::{Grouping, Measure};
use trialpool::wording::subgroups::not_stated;
use trialpool::wording::{Locale, Subject};

use super::{answered, mantel_haenszel, review};

/// What is said of the parts of a review by its first kept column.
fn said(cells: [&str; 5]) -> Option<String> {
    let mut text = String::from("Study,Dose,Events drug,Total drug,Events control,Total control\n");
    for (name, cell) in ["Oak", "Elm", "Yew", "Fir", "Ash"].iter().zip(cells) {
        let _ = writeln!(text, "{name},{cell},4,50,6,50");
    }
    let review = review(&text);
    let plan = mantel_haenszel(Measure::RiskRatio);
    let (prepared, _) = answered(&review, plan);
    let column = review.covariates.first().expect("a kept column");
    let found = subgroups(&review, &prepared, plan, Grouping::Covariate(column.id)).expect("parts");
    let last = found.groups.last().expect("a part");
    assert_eq!(
        last.name == SubgroupName::NotStated,
        cells.contains(&"high")
    );
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    not_stated(&found, &subject)
}

#[test]
fn trials_of_which_nothing_is_stated_are_named_as_a_part_of_the_test() {
    assert_eq!(
        said(["high", "nd", "low", "", "not described"]).as_deref(),
        Some(
            "Not stated for Elm, Fir, Ash. They count as a part of their own in the test for subgroup differences."
        )
    );
}

#[test]
fn one_trial_of_which_nothing_is_stated_is_a_part_by_itself() {
    assert_eq!(
        said(["high", "high", "low", "low", "n.d."]).as_deref(),
        Some(
            "Not stated for Ash. It counts as a part of its own in the test for subgroup differences."
        )
    );
}

#[test]
fn nothing_is_said_where_every_trial_states_its_part() {
    assert_eq!(said(["low", "medium", "low", "medium", "low"]), None);
}
