//! How the result of a sensitivity analysis stands to that of the main one: in its direction and in what its interval says of no
//! difference, both as printed.

use crate::analysis::{Pooled, Response, SensitivityResult, Undefined};
use crate::data::{ConfidenceLevel, Measure, OutcomeKind};
use crate::wording::effects::Written;
use crate::wording::sentences::reads_as_no_difference;
use crate::wording::{Locale, confidence, number, tr, translate};

/// How a result stands to the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// There is no result.
    NoResult,
    /// It is still being computed.
    Pending,
    /// The main analysis has none.
    NoMainResult,
    /// Nothing is compared: the proportion of one arm.
    OneArm,
    /// Its interval is too wide to tell anything.
    TellsNothing {
        /// Whether that of the main analysis is as well.
        main_too: bool,
    },
    /// Both have an interval.
    Compared {
        /// On which side of no difference the estimate lies.
        direction: Direction,
        /// Whether the interval of the main analysis excludes no difference.
        main_excludes: bool,
        /// Whether this one does.
        excludes: bool,
        /// The level of this interval, where the main analysis has another.
        other_level: Option<ConfidenceLevel>,
    },
}

/// On which side of no difference an estimate lies, beside the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// On the same.
    Same,
    /// On the other.
    Other,
    /// One of the two reads as no difference, so that there is no telling.
    None,
}

impl Conclusion {
    /// How the result of a sensitivity analysis stands to the main one.
    #[must_use]
    pub fn of(result: &SensitivityResult, response: &Response, locale: Locale) -> Self {
        let measure = result.plan.measure;
        let pooled = match &result.pooled {
            Ok(pooled) => pooled,
            Err(Undefined::Pending) => return Self::Pending,
            Err(_) => return Self::NoResult,
        };
        if measure.kind() == OutcomeKind::Proportions {
            return Self::OneArm;
        }
        let Ok(main) = &response.pooled else {
            return Self::NoMainResult;
        };
        if result.tells_nothing {
            return Self::TellsNothing {
                main_too: response.tells_nothing.is_some(),
            };
        }
        Self::Compared {
            direction: direction((main, response.plan.measure), (pooled, measure), locale),
            main_excludes: excludes(main),
            excludes: excludes(pooled),
            other_level: (result.level != response.level).then_some(result.level),
        }
    }

    /// Whether the two come to the same: on the same side of no difference, or on none, and both intervals exclude it or both
    /// include it. `None` where they cannot be compared.
    #[must_use]
    pub fn is_same(self) -> Option<bool> {
        match self {
            Self::NoResult | Self::Pending | Self::NoMainResult | Self::OneArm => None,
            Self::TellsNothing { main_too } => Some(main_too),
            Self::Compared {
                direction,
                main_excludes,
                excludes,
                ..
            } => Some(main_excludes == excludes && direction != Direction::Other),
        }
    }

    /// The same in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NoResult => translate("no result").to_owned(),
            Self::Pending => super::COMPUTING.to_owned(),
            Self::NoMainResult => translate("the main analysis has no result").to_owned(),
            Self::OneArm => translate("a single proportion, compared with nothing").to_owned(),
            Self::TellsNothing { main_too: false } => {
                translate("too wide to tell anything").to_owned()
            }
            Self::TellsNothing { main_too: true } => {
                translate("same conclusion: too wide to tell anything").to_owned()
            }
            Self::Compared {
                direction,
                main_excludes,
                excludes,
                other_level,
            } => {
                let words = compared(direction, main_excludes, excludes);
                match other_level {
                    Some(level) => tr!("{words} (at {})", confidence::percent(level), words),
                    None => words.to_owned(),
                }
            }
        }
    }
}

fn compared(direction: Direction, main_excludes: bool, excludes: bool) -> &'static str {
    match (direction, main_excludes, excludes) {
        (Direction::Same, true, true) => {
            translate("same conclusion: same direction, excludes no difference")
        }
        (Direction::Same, false, false) => {
            translate("same conclusion: same direction, includes no difference")
        }
        (Direction::Same, true, false) => translate("same direction, but includes no difference"),
        (Direction::Same, false, true) => translate("same direction, but excludes no difference"),
        (Direction::Other, true, true) => translate("other direction; both exclude no difference"),
        (Direction::Other, false, false) => {
            translate("other direction; both include no difference")
        }
        (Direction::Other, true, false) => translate("other direction, and includes no difference"),
        (Direction::Other, false, true) => translate("other direction, and excludes no difference"),
        (Direction::None, true, true) => translate("same conclusion: excludes no difference"),
        (Direction::None, false, false) => translate("same conclusion: includes no difference"),
        (Direction::None, true, false) => {
            translate("includes no difference, unlike the main analysis")
        }
        (Direction::None, false, true) => {
            translate("excludes no difference, unlike the main analysis")
        }
    }
}

fn excludes(pooled: &Pooled) -> bool {
    pooled.interval.lower > 0.0 || pooled.interval.upper < 0.0
}

fn direction(main: (&Pooled, Measure), other: (&Pooled, Measure), locale: Locale) -> Direction {
    let reads_as_none = |(pooled, measure): (&Pooled, Measure)| {
        let written = Written::of(measure, &pooled.interval, locale);
        reads_as_no_difference(written, pooled.interval.estimate) && !excludes(pooled)
    };
    if reads_as_none(main) || reads_as_none(other) {
        Direction::None
    } else if main.0.interval.estimate * other.0.interval.estimate < 0.0 {
        Direction::Other
    } else {
        Direction::Same
    }
}

/// How many analyses come to the conclusion of the main one: "3 of 4 analyses come to the conclusion of the main one; 1 has no
/// result." `None` while there is none that can be compared, or one is still being computed.
#[must_use]
pub fn summary(conclusions: &[Conclusion], locale: Locale) -> Option<String> {
    if conclusions.contains(&Conclusion::Pending) {
        return None;
    }
    let compared: Vec<bool> = conclusions
        .iter()
        .filter_map(|conclusion| conclusion.is_same())
        .collect();
    let count = |number: usize| number::count(number as u64, locale);
    let same = compared.iter().filter(|same| **same).count();
    let said = match (same, compared.len()) {
        (_, 0) => return None,
        (1, 1) => translate("The analysis comes to the conclusion of the main one").to_owned(),
        (0, 1) => {
            translate("The analysis does not come to the conclusion of the main one").to_owned()
        }
        (same, all) if same == all => {
            tr!(
                "All {} analyses come to the conclusion of the main one",
                count(all)
            )
        }
        (0, all) => tr!(
            "None of the {} analyses comes to the conclusion of the main one",
            count(all)
        ),
        (1, all) => tr!(
            "1 of {} analyses comes to the conclusion of the main one",
            count(all)
        ),
        (same, all) => tr!(
            "{} of {} analyses come to the conclusion of the main one",
            count(same),
            count(all)
        ),
    };
    let missing = conclusions
        .iter()
        .filter(|conclusion| **conclusion == Conclusion::NoResult)
        .count();
    Some(match missing {
        0 => tr!(
            "{said}. They share trials, so that they do not confirm each other.",
            said
        ),
        1 => tr!(
            "{said}; 1 has no result. They share trials, so that they do not confirm each other.",
            said
        ),
        several => tr!(
            "{said}; {} have no result. They share trials, so that they do not confirm each other.",
            count(several),
            said
        ),
    })
}
