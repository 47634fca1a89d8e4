//! The class of a meta-analysis by where its zeros are (Xu, Furuya-Kanamori, Zorzela, Lin & Vohra 2021, "A proposed
//! framework to guide evidence synthesis practice for meta-analysis with zero-events studies").
//!
//! Two questions: have both arms, all trials together, an event; and do zeros stand in single arms only, in both arms of
//! a trial only, or in both ways? The later the class, the less can be pooled.

use serde::{Deserialize, Serialize};

use crate::effect::TwoByTwo;

/// The six classes, with the paper's abbreviations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroEventClass {
    /// MA-SZ: zeros in single arms only; both totals above zero.
    SingleZero,
    /// MA-MZ: zeros in single arms of some trials and in both arms of others; both totals above zero.
    MixedZero,
    /// MA-DZ: zeros in both arms of trials only; both totals above zero.
    DoubleZero,
    /// MA-CSZ: zeros in single arms only, and one arm has no event in any trial.
    CompleteSingleZero,
    /// MA-CMZ: zeros in single arms and in both arms, and one arm has no event in any trial.
    CompleteMixedZero,
    /// MA-CDZ: no event in any arm of any trial.
    CompleteDoubleZero,
}

/// The class of these tables; `None` where every arm of every trial has an event, or without tables.
#[must_use]
pub fn zero_event_class(tables: &[TwoByTwo]) -> Option<ZeroEventClass> {
    let double = tables.iter().any(TwoByTwo::is_double_zero);
    let single = tables
        .iter()
        .any(|table| (table.experimental_events == 0) != (table.control_events == 0));
    let one_arm_empty = tables.iter().all(|table| table.experimental_events == 0)
        || tables.iter().all(|table| table.control_events == 0);
    match (single, double, one_arm_empty) {
        (false, false, _) => None,
        (true, false, false) => Some(ZeroEventClass::SingleZero),
        (true, true, false) => Some(ZeroEventClass::MixedZero),
        (false, true, false) => Some(ZeroEventClass::DoubleZero),
        (true, false, true) => Some(ZeroEventClass::CompleteSingleZero),
        (true, true, true) => Some(ZeroEventClass::CompleteMixedZero),
        (false, true, true) => Some(ZeroEventClass::CompleteDoubleZero),
    }
}

#[cfg(test)]
mod tests {
    use super::{ZeroEventClass, zero_event_class};
    use crate::effect::TwoByTwo;

    fn class(events: &[(u64, u64)]) -> Option<ZeroEventClass> {
        let tables: Vec<TwoByTwo> = events
            .iter()
            .map(|(experimental, control)| TwoByTwo {
                experimental_events: *experimental,
                experimental_total: 20,
                control_events: *control,
                control_total: 20,
            })
            .collect();
        zero_event_class(&tables)
    }

    #[test]
    fn the_six_classes_follow_from_totals_and_places_of_the_zeros() {
        assert_eq!(class(&[(1, 2), (0, 3)]), Some(ZeroEventClass::SingleZero));
        assert_eq!(
            class(&[(1, 0), (0, 0), (0, 2)]),
            Some(ZeroEventClass::MixedZero)
        );
        assert_eq!(class(&[(1, 2), (0, 0)]), Some(ZeroEventClass::DoubleZero));
        assert_eq!(
            class(&[(0, 2), (0, 1)]),
            Some(ZeroEventClass::CompleteSingleZero)
        );
        assert_eq!(
            class(&[(1, 0), (0, 0)]),
            Some(ZeroEventClass::CompleteMixedZero)
        );
        assert_eq!(
            class(&[(0, 0), (0, 0)]),
            Some(ZeroEventClass::CompleteDoubleZero)
        );
    }

    #[test]
    fn without_a_zero_there_is_no_class() {
        assert_eq!(class(&[(1, 2), (3, 1)]), None);
        assert_eq!(class(&[]), None);
    }
}
