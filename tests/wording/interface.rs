use trialpool::data::Role;
use trialpool::read::{Comparison, ComparisonOrigin, LayoutReason, TableArm, TableBlock};
use trialpool::wording::Locale;
use trialpool::wording::interface::{offer, paste_preview, size, table};

use super::review;

#[test]
fn a_review_and_a_paste_say_how_much_they_hold() {
    let one = review("Fever", &[[1, 10, 2, 10]]);
    assert_eq!(size(&one, Locale::DecimalPoint), "1 trial · 1 outcome");
    let many = review("Fever", &vec![[1, 10, 2, 10]; 1_250]);
    assert_eq!(
        size(&many, Locale::DecimalPoint),
        "1,250 trials · 1 outcome"
    );
    for (findings, said) in [
        (0, "1 trial with 1 outcome. Nothing stands out."),
        (1, "1 trial with 1 outcome. One finding needs a look."),
        (2, "1 trial with 1 outcome. 2 findings need a look."),
    ] {
        assert_eq!(paste_preview(&one, findings, Locale::DecimalPoint), said);
    }
}

#[test]
fn another_proposal_is_an_offer() {
    assert_eq!(
        offer("Risk ratio, Mantel–Haenszel, no correction"),
        "For these data Trialpool would now propose: Risk ratio, Mantel–Haenszel, no correction. Nothing changes unless you take it."
    );
}

#[test]
fn a_long_head_keeps_its_ending() {
    assert_eq!(table::shortened("constipation_e.t"), "constipation_e.t");
    assert_eq!(
        table::shortened("hyperglycaemia_events.t"),
        "hypergly…vents.t"
    );
}

#[test]
fn a_side_names_all_its_arms() {
    let arm = |label: &str, role| TableArm {
        label: label.to_owned(),
        trials: 1,
        rows: 1,
        role,
    };
    let comparison = Comparison {
        arms: vec![
            arm("Etomidate", Role::Experimental),
            arm("Propofol", Role::Experimental),
            arm("Ketamine", Role::Ignored),
        ],
        origin: ComparisonOrigin::Chosen,
    };
    assert_eq!(
        table::side(&comparison, Role::Experimental),
        "Etomidate and Propofol"
    );
    assert_eq!(table::side(&comparison, Role::Control), "unknown");
}

#[test]
fn lines_that_are_left_out_are_named_up_to_five() {
    assert_eq!(table::lines(&[7]), "line 7");
    assert_eq!(table::lines(&[3, 4, 9]), "lines 3, 4, 9");
    assert_eq!(
        table::lines(&[1, 2, 3, 4, 5, 6, 7]),
        "lines 1, 2, 3, 4, 5 and 2 more"
    );
}

#[test]
fn a_reason_names_no_column_that_is_not_there() {
    let once = |trials: &str| LayoutReason::NamesOnce {
        trials: trials.to_owned(),
    };
    assert_eq!(table::layout_reason(&once("")), "");
    assert_eq!(
        table::layout_reason(&once("study")),
        "Every name in “study” stands once."
    );
    let untitled = TableBlock {
        title: String::new(),
        line: 9,
        rows: 1_200,
    };
    assert_eq!(
        table::table(1, 2, &untitled, Locale::DecimalPoint),
        "Table 2 of 2 (1,200 rows)"
    );
}
