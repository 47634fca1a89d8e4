//! The numbers of one record, by the outcome's kind.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::lost::asks_for_lost;
use super::{ArmId, Cell, Entry, Misread, Outcome, OutcomeKind, Review, State};

/// The numbers of one record, by the outcome's kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// People with the event out of people at risk, for each arm; of single proportions, the experimental arm's.
    Counts(BTreeMap<ArmId, CountEntries>),
    /// Events over person-time, for each arm.
    PersonTime(BTreeMap<ArmId, PersonTimeEntries>),
    /// Mean, standard deviation and number of people, for each arm.
    Means(BTreeMap<ArmId, MeanEntries>),
    /// An estimate and its error, for the trial as a whole.
    Estimate(EstimateEntries),
}

/// Events out of a total in one arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountEntries {
    /// People with the event.
    pub events: Entry<u64>,
    /// People at risk.
    pub total: Entry<u64>,
    /// People who were randomized to the arm, are not among the total, and of whom nobody knows whether they had the event.
    #[serde(
        default = "Entry::not_reported",
        skip_serializing_if = "Entry::is_blank"
    )]
    pub lost: Entry<u64>,
}

/// Events over person-time in one arm. The unit of time is that of the outcome, the same in every trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonTimeEntries {
    /// Events; a person may have more than one.
    pub events: Entry<u64>,
    /// Person-time at risk.
    pub time: Entry<f64>,
}

/// A mean in one arm, in the unit of the outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeanEntries {
    /// Mean.
    pub mean: Entry<f64>,
    /// Standard deviation of the people, not the standard error of the mean.
    pub standard_deviation: Entry<f64>,
    /// People measured.
    pub total: Entry<u64>,
}

/// An estimate with its standard error, or with its 95 % interval, as typed (ratios on the natural scale, their standard
/// error on the log scale, as published tables give them).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EstimateEntries {
    /// The point estimate.
    pub estimate: Entry<f64>,
    /// Its standard error; on the log scale for a ratio.
    pub standard_error: Entry<f64>,
    /// Lower limit of the 95 % interval.
    pub lower: Entry<f64>,
    /// Upper limit of the 95 % interval.
    pub upper: Entry<f64>,
    /// P as printed, such as "<0.01", to be held against the others; empty where none was.
    #[serde(default)]
    pub p: String,
}

/// A number that an arm reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArmNumber {
    /// Events, or people with the event.
    Events,
    /// Person-time at risk.
    Time,
    /// Mean.
    Mean,
    /// Standard deviation.
    StandardDeviation,
    /// People at risk, or measured.
    Total,
    /// People of whom it is not known whether they had the event.
    Lost,
}

impl ArmNumber {
    /// The numbers that each arm reports of an outcome of this kind, in the order of a table; none for estimates, which
    /// belong to the trial.
    #[must_use]
    pub fn of(kind: OutcomeKind) -> &'static [Self] {
        match kind {
            OutcomeKind::Counts | OutcomeKind::Proportions => &[Self::Events, Self::Total],
            OutcomeKind::PersonTime => &[Self::Events, Self::Time],
            OutcomeKind::Means => &[Self::Mean, Self::StandardDeviation, Self::Total],
            OutcomeKind::Estimates(_) => &[],
        }
    }

    /// The numbers that each arm is asked for of an outcome of a review: those of its kind, and the people lost where somebody
    /// asks for them or any trial gives them.
    #[must_use]
    pub fn asked(review: &Review, outcome: &Outcome) -> Vec<Self> {
        let mut numbers = Self::of(outcome.kind).to_vec();
        numbers.extend(asks_for_lost(review, outcome).then_some(Self::Lost));
        numbers
    }

    /// The entry of this number in one arm.
    #[must_use]
    pub fn cell(self, arm: ArmId) -> Cell {
        match self {
            Self::Events => Cell::Events(arm),
            Self::Time => Cell::Time(arm),
            Self::Mean => Cell::Mean(arm),
            Self::StandardDeviation => Cell::StandardDeviation(arm),
            Self::Total => Cell::Total(arm),
            Self::Lost => Cell::Lost(arm),
        }
    }
}

/// An entry of either type, to look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnyEntry<'a> {
    /// People or events.
    Count(&'a Entry<u64>),
    /// A number with decimals.
    Number(&'a Entry<f64>),
}

/// An entry of either type, to write into.
#[derive(Debug)]
pub enum AnyEntryMut<'a> {
    /// People or events.
    Count(&'a mut Entry<u64>),
    /// A number with decimals.
    Number(&'a mut Entry<f64>),
}

impl<'a> AnyEntry<'a> {
    /// The text as the user gave it.
    #[must_use]
    pub fn typed(self) -> &'a str {
        match self {
            Self::Count(entry) => &entry.typed,
            Self::Number(entry) => &entry.typed,
        }
    }

    /// What it means, counts as numbers with decimals (exact up to 2⁵³).
    #[must_use]
    pub fn state(self) -> State<f64> {
        match self {
            Self::Count(entry) => match entry.state {
                State::Reported(count) => State::Reported(count as f64),
                State::NotReported => State::NotReported,
                State::Unreadable(reason) => State::Unreadable(reason),
            },
            Self::Number(entry) => entry.state,
        }
    }

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_blank(self) -> bool {
        self.typed().is_empty() && self.state() == State::NotReported
    }
}

impl AnyEntryMut<'_> {
    /// Keeps what was typed, and says why it is no value.
    pub fn mark_unreadable(&mut self, reason: Misread) {
        match self {
            Self::Count(entry) => entry.state = State::Unreadable(reason),
            Self::Number(entry) => entry.state = State::Unreadable(reason),
        }
    }
}

impl Values {
    /// Values of this kind in which nothing stands yet.
    #[must_use]
    pub fn blank(kind: OutcomeKind) -> Self {
        match kind {
            OutcomeKind::Counts | OutcomeKind::Proportions => Self::Counts(BTreeMap::new()),
            OutcomeKind::PersonTime => Self::PersonTime(BTreeMap::new()),
            OutcomeKind::Means => Self::Means(BTreeMap::new()),
            OutcomeKind::Estimates(_) => Self::Estimate(EstimateEntries {
                estimate: Entry::not_reported(),
                standard_error: Entry::not_reported(),
                lower: Entry::not_reported(),
                upper: Entry::not_reported(),
                p: String::new(),
            }),
        }
    }

    /// Every entry with its name, arm by arm.
    #[must_use]
    pub fn entries(&self) -> Vec<(Cell, AnyEntry<'_>)> {
        use AnyEntry::{Count, Number};
        let mut entries = Vec::new();
        match self {
            Self::Counts(arms) => {
                for (
                    &arm,
                    CountEntries {
                        events,
                        total,
                        lost,
                    },
                ) in arms
                {
                    entries.push((Cell::Events(arm), Count(events)));
                    entries.push((Cell::Total(arm), Count(total)));
                    // Most reviews have no word of the people lost: what is not there is not an entry.
                    if !lost.is_blank() {
                        entries.push((Cell::Lost(arm), Count(lost)));
                    }
                }
            }
            Self::PersonTime(arms) => {
                for (&arm, PersonTimeEntries { events, time }) in arms {
                    entries.push((Cell::Events(arm), Count(events)));
                    entries.push((Cell::Time(arm), Number(time)));
                }
            }
            Self::Means(arms) => {
                for (&arm, of_arm) in arms {
                    let deviation = Number(&of_arm.standard_deviation);
                    entries.push((Cell::Mean(arm), Number(&of_arm.mean)));
                    entries.push((Cell::StandardDeviation(arm), deviation));
                    entries.push((Cell::Total(arm), Count(&of_arm.total)));
                }
            }
            Self::Estimate(of_trial) => entries.extend([
                (Cell::Estimate, Number(&of_trial.estimate)),
                (Cell::StandardError, Number(&of_trial.standard_error)),
                (Cell::Lower, Number(&of_trial.lower)),
                (Cell::Upper, Number(&of_trial.upper)),
            ]),
        }
        entries
    }

    /// The entry of this name, if it stands there.
    #[must_use]
    pub fn entry(&self, cell: Cell) -> Option<AnyEntry<'_>> {
        let found = self.entries().into_iter().find(|(name, _)| *name == cell);
        found.map(|(_, entry)| entry)
    }

    /// How many people or events a cell reports; `None` where it reports none, or is no count.
    #[must_use]
    pub fn count(&self, cell: Cell) -> Option<u64> {
        match self.entry(cell)? {
            AnyEntry::Count(entry) => entry.value(),
            AnyEntry::Number(_) => None,
        }
    }

    /// Whether the arm has numbers, or cells that were left empty.
    #[must_use]
    pub fn has_arm(&self, arm: ArmId) -> bool {
        match self {
            Self::Counts(arms) => arms.contains_key(&arm),
            Self::PersonTime(arms) => arms.contains_key(&arm),
            Self::Means(arms) => arms.contains_key(&arm),
            Self::Estimate(_) => false,
        }
    }

    /// Whether one of these arms, or the trial where arms report nothing of their own, says something of the outcome:
    /// a total or person-time alone does not.
    #[must_use]
    pub fn is_reported(&self, arms: &[ArmId]) -> bool {
        self.entries().into_iter().any(|(cell, entry)| {
            let says = matches!(
                cell,
                Cell::Events(_) | Cell::Mean(_) | Cell::StandardDeviation(_) | Cell::Estimate
            );
            says && cell.arm().is_none_or(|arm| arms.contains(&arm))
                && entry.state() != State::NotReported
        })
    }

    /// The entry of this name to write into, made where the arm has none yet; `None` where values of this kind have no
    /// such entry.
    pub fn entry_mut(&mut self, cell: Cell) -> Option<AnyEntryMut<'_>> {
        use AnyEntryMut::{Count, Number};
        Some(match self {
            Self::Counts(arms) => {
                let entries = arms.entry(cell.arm()?).or_insert_with(CountEntries::blank);
                match cell {
                    Cell::Events(_) => Count(&mut entries.events),
                    Cell::Total(_) => Count(&mut entries.total),
                    Cell::Lost(_) => Count(&mut entries.lost),
                    Cell::Time(_)
                    | Cell::Mean(_)
                    | Cell::StandardDeviation(_)
                    | Cell::Estimate
                    | Cell::StandardError
                    | Cell::Lower
                    | Cell::Name
                    | Cell::Year
                    | Cell::Upper => return None,
                }
            }
            Self::PersonTime(arms) => {
                let entries = arms
                    .entry(cell.arm()?)
                    .or_insert_with(PersonTimeEntries::blank);
                match cell {
                    Cell::Events(_) => Count(&mut entries.events),
                    Cell::Time(_) => Number(&mut entries.time),
                    Cell::Total(_)
                    | Cell::Lost(_)
                    | Cell::Mean(_)
                    | Cell::StandardDeviation(_)
                    | Cell::Estimate
                    | Cell::StandardError
                    | Cell::Lower
                    | Cell::Name
                    | Cell::Year
                    | Cell::Upper => return None,
                }
            }
            Self::Means(arms) => {
                let entries = arms.entry(cell.arm()?).or_insert_with(MeanEntries::blank);
                match cell {
                    Cell::Mean(_) => Number(&mut entries.mean),
                    Cell::StandardDeviation(_) => Number(&mut entries.standard_deviation),
                    Cell::Total(_) => Count(&mut entries.total),
                    Cell::Events(_)
                    | Cell::Lost(_)
                    | Cell::Time(_)
                    | Cell::Estimate
                    | Cell::StandardError
                    | Cell::Lower
                    | Cell::Name
                    | Cell::Year
                    | Cell::Upper => return None,
                }
            }
            Self::Estimate(entries) => Number(match cell {
                Cell::Estimate => &mut entries.estimate,
                Cell::StandardError => &mut entries.standard_error,
                Cell::Lower => &mut entries.lower,
                Cell::Upper => &mut entries.upper,
                Cell::Events(_)
                | Cell::Total(_)
                | Cell::Lost(_)
                | Cell::Time(_)
                | Cell::Mean(_)
                | Cell::StandardDeviation(_)
                | Cell::Name
                | Cell::Year => return None,
            }),
        })
    }

    /// Removes arms in which nothing stands; whether anything is left.
    pub fn forget_blank_arms(&mut self) -> bool {
        let written: Vec<Option<ArmId>> = self
            .entries()
            .iter()
            .filter(|(_, entry)| !entry.is_blank())
            .map(|(cell, _)| cell.arm())
            .collect();
        let stays = |arm: &ArmId| written.contains(&Some(*arm));
        match self {
            Self::Counts(arms) => arms.retain(|arm, _| stays(arm)),
            Self::PersonTime(arms) => arms.retain(|arm, _| stays(arm)),
            Self::Means(arms) => arms.retain(|arm, _| stays(arm)),
            Self::Estimate(_) => {}
        }
        !written.is_empty()
    }

    /// The same numbers under other names of their arms; arms without a new name are left out.
    #[must_use]
    pub fn with_arms(&self, names: &BTreeMap<ArmId, ArmId>) -> Self {
        match self {
            Self::Counts(arms) => Self::Counts(renamed(arms, names)),
            Self::PersonTime(arms) => Self::PersonTime(renamed(arms, names)),
            Self::Means(arms) => Self::Means(renamed(arms, names)),
            Self::Estimate(entries) => Self::Estimate(entries.clone()),
        }
    }

    /// Takes the arms of other values of the same kind; values of another kind are left where they are.
    pub fn take_arms(&mut self, others: Self) {
        match (self, others) {
            (Self::Counts(arms), Self::Counts(others)) => arms.extend(others),
            (Self::PersonTime(arms), Self::PersonTime(others)) => arms.extend(others),
            (Self::Means(arms), Self::Means(others)) => arms.extend(others),
            (
                Self::Counts(_) | Self::PersonTime(_) | Self::Means(_) | Self::Estimate(_),
                Self::Counts(_) | Self::PersonTime(_) | Self::Means(_) | Self::Estimate(_),
            ) => {}
        }
    }
}

fn renamed<T: Clone>(
    arms: &BTreeMap<ArmId, T>,
    names: &BTreeMap<ArmId, ArmId>,
) -> BTreeMap<ArmId, T> {
    arms.iter()
        .filter_map(|(arm, entries)| Some((*names.get(arm)?, entries.clone())))
        .collect()
}

impl CountEntries {
    fn blank() -> Self {
        Self {
            events: Entry::not_reported(),
            total: Entry::not_reported(),
            lost: Entry::not_reported(),
        }
    }
}

impl PersonTimeEntries {
    fn blank() -> Self {
        Self {
            events: Entry::not_reported(),
            time: Entry::not_reported(),
        }
    }
}

impl MeanEntries {
    fn blank() -> Self {
        Self {
            mean: Entry::not_reported(),
            standard_deviation: Entry::not_reported(),
            total: Entry::not_reported(),
        }
    }
}
