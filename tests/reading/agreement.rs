//! The results that a file stores, beside what is computed here from its numbers.
//!
//! The stored results of the corpus were computed by the formulas of "Statistical algorithms in Review Manager 5" (Deeks &
//! Higgins 2010) in another language, with nothing of this program.

use trialpool::analysis::{Check, agreement};
use trialpool::data::{Correction, Entry, Measure, StoredNumber, StoredResult};
use trialpool::read::Import;

use super::files::import_of;

fn import() -> Import {
    import_of("review.rm5")
}

#[test]
fn every_stored_result_is_met_to_twelve_figures() {
    let import = import();
    let measures: Vec<Measure> = import
        .stored
        .iter()
        .map(|stored| stored.plan.measure)
        .collect();
    for measure in [
        Measure::OddsRatio,
        Measure::RiskRatio,
        Measure::RiskDifference,
        Measure::PetoOddsRatio,
        Measure::MeanDifference,
        Measure::StandardizedMeanDifference,
        Measure::GenericRatio,
    ] {
        assert!(
            measures.contains(&measure),
            "nothing stored for {measure:?}"
        );
    }
    for stored in &import.stored {
        let found = agreement(&import.review, stored).expect("a pooled answer");
        assert!(found.checks.len() >= 8, "{found:?}");
        for check in &found.checks {
            assert!(
                check.figures >= check.kept.min(12),
                "{:?} {check:?}",
                stored.plan
            );
        }
        assert_eq!(found.plan, stored.plan);
    }
}

#[test]
fn results_that_were_stored_with_few_decimals_are_met_to_the_last() {
    for (name, outcomes) in [
        ("package-1.zip", 12),
        ("package-2.zip", 4),
        ("export.csv", 11),
    ] {
        let import = import_of(name);
        assert_eq!(import.stored.len(), outcomes, "{name}");
        for stored in &import.stored {
            let found = agreement(&import.review, stored).expect("a pooled answer");
            assert!(found.checks.len() >= 7, "{name} {found:?}");
            assert!(found.is_complete(), "{name} {found:?}");
            assert_eq!(found.fewest_figures(), None, "{name} {found:?}");
        }
    }
}

#[test]
fn subgroups_are_compared_by_their_own_trials() {
    let import = import();
    let is_part = |stored: &&StoredResult| stored.subgroup.is_some();
    let parts: Vec<&StoredResult> = import.stored.iter().filter(is_part).collect();
    let names = parts.iter().filter_map(|stored| stored.subgroup.as_ref());
    let names: Vec<(&str, usize)> = names
        .map(|subgroup| (subgroup.name.as_str(), subgroup.trials.len()))
        .collect();
    assert_eq!(names, [("Children", 2), ("Adults", 3)]);
    let mut other = parts[0].clone();
    other.subgroup.clone_from(&parts[1].subgroup);
    let found = agreement(&import.review, &other).expect("a pooled answer");
    assert!(!found.is_complete(), "the trials of the other subgroup");
}

#[test]
fn limits_are_compared_at_the_level_at_which_they_were_stored() {
    let import = import();
    let at_99 = import.stored.iter().find(|stored| stored.level > 98.0);
    let mut stored = at_99.expect("an interval of 99 %").clone();
    let limits_agree = |stored: &StoredResult| {
        let found = agreement(&import.review, stored).expect("a pooled answer");
        let limits = found
            .checks
            .iter()
            .filter(|check| matches!(check.number, StoredNumber::Lower | StoredNumber::Upper));
        limits.map(Check::agrees).collect::<Vec<_>>()
    };
    assert_eq!(limits_agree(&stored), [true, true]);
    stored.level = 95.0;
    assert_eq!(limits_agree(&stored), [false, false]);
}

#[test]
fn a_stored_number_that_is_wrong_is_told_from_those_that_are_right() {
    let import = import();
    let mut stored = import.stored[0].clone();
    for (number, entry) in &mut stored.numbers {
        if *number == StoredNumber::Upper {
            *entry = Entry::reported(entry.value().expect("a number") * 1.01);
        }
    }
    let found = agreement(&import.review, &stored).expect("a pooled answer");
    assert!(!found.is_complete());
    for check in found.checks {
        assert_eq!(
            check.agrees(),
            check.number != StoredNumber::Upper,
            "{check:?}"
        );
    }
}

#[test]
fn numbers_rounded_to_six_decimals_agree_to_the_last_figure_kept() {
    let import = import();
    for stored in &import.stored {
        let mut rounded = stored.clone();
        for (_, entry) in &mut rounded.numbers {
            let value = entry.value().expect("a number");
            entry.typed = format!("{value:.6}");
            *entry = trialpool::read::entry::number(&entry.typed, trialpool::read::Decimal::Point);
        }
        let found = agreement(&import.review, &rounded).expect("a pooled answer");
        assert!(found.is_complete(), "{found:?}");
        assert_eq!(found.fewest_figures(), None, "{found:?}");
    }
}

#[test]
fn a_result_that_was_pooled_without_correction_is_recognised_as_such() {
    let import = import();
    let with = &import.stored[0];
    assert_eq!(with.plan.correction, Correction::HalfWhereZero);
    let mut without = with.clone();
    without.plan.correction = Correction::None;
    let found = agreement(&import.review, &without).expect("a pooled answer");
    assert!(
        !found.is_complete(),
        "the correction makes a difference here"
    );
    for check in &found.checks {
        for (number, entry) in &mut without.numbers {
            if *number == check.number {
                *entry = Entry::reported(check.computed);
            }
        }
    }
    without.plan.correction = Correction::HalfWhereZero;
    let found = agreement(&import.review, &without).expect("a pooled answer");
    assert!(found.is_complete());
    assert_eq!(found.plan.correction, Correction::None);
}

#[test]
fn an_outcome_that_cannot_be_pooled_has_nothing_to_agree_with() {
    let mut import = import();
    import.review.trials.clear();
    assert!(agreement(&import.review, &import.stored[0]).is_err());
}
