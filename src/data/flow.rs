//! How trials came into a review: the counts of a PRISMA 2020 flow diagram (Page et al. 2021, BMJ 372:n71), as somebody typed
//! them, and what in them does not add up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Entry;

/// A count of the flow of records, reports and studies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowCount {
    /// Studies that an earlier version of the review included.
    PreviousStudies,
    /// Reports of those.
    PreviousReports,
    /// Records found in databases.
    Databases,
    /// Records found in registers.
    Registers,
    /// Duplicates removed before screening.
    Duplicates,
    /// Records that a program marked as ineligible before screening.
    ByAutomation,
    /// Records removed before screening for other reasons.
    RemovedOtherwise,
    /// Records screened.
    Screened,
    /// Records excluded by screening.
    ScreenedOut,
    /// Reports sought for retrieval.
    Sought,
    /// Reports not retrieved.
    NotRetrieved,
    /// Reports assessed for eligibility.
    Assessed,
    /// Records found by other methods: on websites.
    Websites,
    /// Records found by other methods: from organisations.
    Organisations,
    /// Records found by other methods: in lists of references.
    Citations,
    /// Reports found by other methods that were sought for retrieval.
    OtherSought,
    /// Those of them not retrieved.
    OtherNotRetrieved,
    /// Those of them assessed for eligibility.
    OtherAssessed,
    /// New studies included.
    NewStudies,
    /// Reports of new included studies.
    NewReports,
    /// All studies included in the review.
    AllStudies,
    /// Reports of all included studies.
    AllReports,
}

impl FlowCount {
    /// All of them, in the order of the diagram.
    pub const ALL: [Self; 22] = [
        Self::PreviousStudies,
        Self::PreviousReports,
        Self::Databases,
        Self::Registers,
        Self::Duplicates,
        Self::ByAutomation,
        Self::RemovedOtherwise,
        Self::Screened,
        Self::ScreenedOut,
        Self::Sought,
        Self::NotRetrieved,
        Self::Assessed,
        Self::Websites,
        Self::Organisations,
        Self::Citations,
        Self::OtherSought,
        Self::OtherNotRetrieved,
        Self::OtherAssessed,
        Self::NewStudies,
        Self::NewReports,
        Self::AllStudies,
        Self::AllReports,
    ];
}

/// By which way records came.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FlowWay {
    /// From databases and registers.
    #[default]
    Searches,
    /// By other methods.
    Others,
}

impl FlowWay {
    /// Both, in the order of the diagram.
    pub const ALL: [Self; 2] = [Self::Searches, Self::Others];
}

/// Reports excluded for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowReason {
    /// Why.
    pub reason: String,
    /// How many.
    pub count: Entry<u64>,
}

impl Default for FlowReason {
    fn default() -> Self {
        Self {
            reason: String::new(),
            count: Entry::not_reported(),
        }
    }
}

/// The counts of a flow diagram.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// The counts that were typed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<FlowCount, Entry<u64>>,
    /// Why reports from databases and registers were excluded after they were assessed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<FlowReason>,
    /// Why reports found by other methods were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_reasons: Vec<FlowReason>,
}

impl Flow {
    /// A count, where a number was typed.
    #[must_use]
    pub fn count(&self, count: FlowCount) -> Option<u64> {
        self.counts.get(&count)?.value()
    }

    /// The reasons of a way.
    #[must_use]
    pub fn reasons(&self, way: FlowWay) -> &[FlowReason] {
        match way {
            FlowWay::Searches => &self.reasons,
            FlowWay::Others => &self.other_reasons,
        }
    }

    /// The same, to be changed.
    pub fn reasons_mut(&mut self, way: FlowWay) -> &mut Vec<FlowReason> {
        match way {
            FlowWay::Searches => &mut self.reasons,
            FlowWay::Others => &mut self.other_reasons,
        }
    }

    /// Whether nothing is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether anything is said of one of these counts.
    #[must_use]
    pub fn has_any(&self, counts: &[FlowCount]) -> bool {
        counts.iter().any(|count| self.counts.contains_key(count))
    }

    /// Whether anything is said of records found by other methods.
    #[must_use]
    pub fn has_others(&self) -> bool {
        !self.other_reasons.is_empty()
            || self.has_any(&[
                FlowCount::Websites,
                FlowCount::Organisations,
                FlowCount::Citations,
                FlowCount::OtherSought,
                FlowCount::OtherNotRetrieved,
                FlowCount::OtherAssessed,
            ])
    }

    /// Whether anything is said of an earlier version of the review.
    #[must_use]
    pub fn has_previous(&self) -> bool {
        self.has_any(&[FlowCount::PreviousStudies, FlowCount::PreviousReports])
    }

    /// The sum of counts, those that were not typed as none; `None` where none was typed, or one that was cannot be read.
    fn sum(&self, counts: &[FlowCount]) -> Option<u64> {
        let entries: Vec<&Entry<u64>> = counts
            .iter()
            .filter_map(|count| self.counts.get(count))
            .collect();
        summed(&entries)
    }

    /// The reports that were excluded after they were assessed.
    #[must_use]
    pub fn excluded(&self, way: FlowWay) -> Option<u64> {
        let entries: Vec<&Entry<u64>> = self
            .reasons(way)
            .iter()
            .map(|reason| &reason.count)
            .collect();
        summed(&entries)
    }

    /// What does not add up, in the order of the diagram. What was not typed is not held against anything, but for counts of
    /// what was taken out, which are none where others of their kind were typed.
    #[must_use]
    pub fn faults(&self) -> Vec<FlowFault> {
        let one = |count| self.count(count);
        let mut faults = Vec::new();
        let mut held = |step: FlowStep, expected: Option<i128>, found: Option<u64>| {
            if let (Some(expected), Some(found)) = (expected, found)
                && expected != i128::from(found)
            {
                faults.push(FlowFault::DoesNotAddUp {
                    step,
                    expected,
                    found,
                });
            }
        };
        let less =
            |from: Option<u64>, taken: Option<u64>| Some(i128::from(from?) - i128::from(taken?));
        let found = self.sum(&[FlowCount::Databases, FlowCount::Registers]);
        let removed = self.sum(&[
            FlowCount::Duplicates,
            FlowCount::ByAutomation,
            FlowCount::RemovedOtherwise,
        ]);
        held(
            FlowStep::Screened,
            less(found, removed),
            one(FlowCount::Screened),
        );
        held(
            FlowStep::Sought,
            less(one(FlowCount::Screened), one(FlowCount::ScreenedOut)),
            one(FlowCount::Sought),
        );
        held(
            FlowStep::Assessed,
            less(one(FlowCount::Sought), one(FlowCount::NotRetrieved)),
            one(FlowCount::Assessed),
        );
        let others = self.sum(&[
            FlowCount::Websites,
            FlowCount::Organisations,
            FlowCount::Citations,
        ]);
        // What was found by other methods is a record; it may be dropped before anybody seeks its report.
        if let (Some(others), Some(sought)) = (others, one(FlowCount::OtherSought))
            && sought > others
        {
            held(
                FlowStep::OtherSought,
                Some(i128::from(others)),
                Some(sought),
            );
        }
        held(
            FlowStep::OtherAssessed,
            less(
                one(FlowCount::OtherSought),
                one(FlowCount::OtherNotRetrieved),
            ),
            one(FlowCount::OtherAssessed),
        );
        held(
            FlowStep::NewReports,
            self.reports_left(),
            one(FlowCount::NewReports),
        );
        let with_new = |previous, new| Some(i128::from(one(previous)?) + i128::from(one(new)?));
        held(
            FlowStep::AllStudies,
            with_new(FlowCount::PreviousStudies, FlowCount::NewStudies),
            one(FlowCount::AllStudies),
        );
        held(
            FlowStep::AllReports,
            with_new(FlowCount::PreviousReports, FlowCount::NewReports),
            one(FlowCount::AllReports),
        );
        for (studies, reports) in [
            (FlowCount::PreviousStudies, FlowCount::PreviousReports),
            (FlowCount::NewStudies, FlowCount::NewReports),
            (FlowCount::AllStudies, FlowCount::AllReports),
        ] {
            if let (Some(of_studies), Some(of_reports)) = (one(studies), one(reports))
                && of_studies > of_reports
            {
                faults.push(FlowFault::MoreStudiesThanReports {
                    studies: of_studies,
                    reports: of_reports,
                });
            }
        }
        let unreadable = |entry: &Entry<u64>| entry.is_unreadable();
        let reasons = self.reasons.iter().chain(&self.other_reasons);
        faults.extend(
            self.counts
                .values()
                .chain(reasons.map(|reason| &reason.count))
                .filter(|entry| unreadable(entry))
                .map(|entry| FlowFault::Unreadable(entry.typed.clone())),
        );
        faults
    }

    /// The reports that are left of those assessed, by both ways; `None` while a way that is used has no number.
    fn reports_left(&self) -> Option<i128> {
        let of = |assessed: FlowCount, way: FlowWay| {
            let assessed = i128::from(self.count(assessed)?);
            Some(assessed - i128::from(self.excluded(way)?))
        };
        let searched = of(FlowCount::Assessed, FlowWay::Searches)?;
        if self.has_others() {
            Some(searched + of(FlowCount::OtherAssessed, FlowWay::Others)?)
        } else {
            Some(searched)
        }
    }

    /// The studies that the review includes, as far as that was typed: all of them, or the new ones of a review without an
    /// earlier version.
    #[must_use]
    pub fn included_studies(&self) -> Option<u64> {
        self.count(FlowCount::AllStudies).or_else(|| {
            self.count(FlowCount::NewStudies)
                .filter(|_| !self.has_previous())
        })
    }
}

/// The sum; `None` without any entry, or where one has no number.
fn summed(entries: &[&Entry<u64>]) -> Option<u64> {
    if entries.is_empty() {
        return None;
    }
    entries
        .iter()
        .try_fold(0_u64, |sum, entry| Some(sum.saturating_add(entry.value()?)))
}

/// A count that follows from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowStep {
    /// Records screened: found less removed.
    Screened,
    /// Reports sought: screened less excluded.
    Sought,
    /// Reports assessed: sought less not retrieved.
    Assessed,
    /// Reports sought by other methods: no more than were found.
    OtherSought,
    /// Reports found by other methods and assessed.
    OtherAssessed,
    /// Reports of new studies: assessed less excluded, by both ways.
    NewReports,
    /// All studies: previous and new.
    AllStudies,
    /// All reports: previous and new.
    AllReports,
}

/// What cannot be right in a flow, or has to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowFault {
    /// A count is another than the one that follows from those before it.
    DoesNotAddUp {
        /// Which.
        step: FlowStep,
        /// What follows from the counts before it; below zero where more was taken out than there was.
        expected: i128,
        /// What was typed.
        found: u64,
    },
    /// There are more studies than reports of them.
    MoreStudiesThanReports {
        /// How many studies.
        studies: u64,
        /// How many reports.
        reports: u64,
    },
    /// What was typed is no count.
    Unreadable(String),
}

#[cfg(test)]
mod tests {
    use super::{Flow, FlowCount, FlowFault, FlowReason, FlowStep};
    use crate::data::Entry;

    /// The counts of a review of the use of the word: 1,000 + 50 found, 200 duplicates, 850 screened, 700 excluded, 150
    /// sought, 10 not retrieved, 140 assessed, 100 excluded for two reasons, 40 reports of 35 studies; sums by hand.
    fn flow() -> Flow {
        let counts = [
            (FlowCount::Databases, 1_000),
            (FlowCount::Registers, 50),
            (FlowCount::Duplicates, 200),
            (FlowCount::Screened, 850),
            (FlowCount::ScreenedOut, 700),
            (FlowCount::Sought, 150),
            (FlowCount::NotRetrieved, 10),
            (FlowCount::Assessed, 140),
            (FlowCount::NewStudies, 35),
            (FlowCount::NewReports, 40),
        ];
        let reason = |reason: &str, count| FlowReason {
            reason: reason.to_owned(),
            count: Entry::reported(count),
        };
        Flow {
            counts: counts
                .into_iter()
                .map(|(count, value)| (count, Entry::reported(value)))
                .collect(),
            reasons: vec![reason("Not randomized", 60), reason("No harms", 40)],
            other_reasons: Vec::new(),
        }
    }

    #[test]
    fn counts_that_add_up_have_no_fault_and_those_that_do_not_are_named() {
        assert_eq!(flow().faults(), []);
        assert_eq!(flow().included_studies(), Some(35));
        let mut wrong = flow();
        wrong
            .counts
            .insert(FlowCount::Screened, Entry::reported(860));
        let add_up = |step, expected, found| FlowFault::DoesNotAddUp {
            step,
            expected,
            found,
        };
        assert_eq!(
            wrong.faults(),
            [
                add_up(FlowStep::Screened, 850, 860),
                add_up(FlowStep::Sought, 160, 150)
            ]
        );
        let mut more = flow();
        more.counts
            .insert(FlowCount::NewStudies, Entry::reported(41));
        assert_eq!(
            more.faults(),
            [FlowFault::MoreStudiesThanReports {
                studies: 41,
                reports: 40
            }]
        );
    }

    #[test]
    fn what_was_not_typed_is_held_against_nothing() {
        let mut partial = flow();
        partial.counts.remove(&FlowCount::Duplicates);
        partial.reasons.clear();
        partial
            .counts
            .insert(FlowCount::PreviousStudies, Entry::reported(5));
        assert_eq!(partial.faults(), []);
        assert_eq!(partial.included_studies(), None);
        assert_eq!(Flow::default().faults(), []);
    }
}
