//! Records of ClinicalTrials.gov that the user downloaded → a review.
//!
//! A record counts adverse events by *groups* of people, which need not be the arms: some hold the same people twice. It
//! takes the user to say which is which, so reading goes in four steps, each a pure function:
//!
//! 1. [`records`] reads the file,
//! 2. [`mapping`] suggests a role for each group, with the reasons in [`suggestions`], for the user to correct,
//! 3. [`terms`] lists what was observed, [`find_terms`] looks in it, and the user puts outcomes together,
//! 4. [`build`] makes the review and says what is in doubt.
//!
//! ```
//! use trialpool::read::registry::{self, OutcomeMapping, Subject};
//!
//! let file = r#"{"protocolSection": {"identificationModule": {"nctId": "NCT00000000"}}}"#;
//! let records = registry::records(file)?;
//! let mut mapping = registry::mapping(&records);
//! mapping.outcomes.push(OutcomeMapping { name: "Death".into(), subject: Subject::Deaths });
//! let built = registry::build(&records, &mapping);
//! assert!(built.review.trials.is_empty(), "the record has no results");
//! # Ok::<(), registry::Unread>(())
//! ```

mod build;
mod roles;
mod syntax;
mod term;
mod text;

pub use build::{Built, Doubt, DoubtKind};
pub use roles::{Reason, Suggestion, suggestions};
pub use syntax::{MOST_BYTES, MOST_GROUPS, MOST_RECORDS, MOST_TERMS, records};
pub use term::{ListedTerm, find_terms, terms};

use text::{folded, plain_name};

use crate::data::{Entry, Randomized, Review, Role};

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not JSON, or breaks off.
    NotJson {
        /// Line of the file, counted from 1.
        line: usize,
        /// Column of that line, counted from 1.
        column: usize,
    },
    /// It is JSON, but holds no record of ClinicalTrials.gov.
    NoRecord,
    /// It holds more than is read.
    TooMuch {
        /// Of what: "bytes", "records", "groups in a record", "terms".
        what: &'static str,
        /// How much is read.
        limit: usize,
    },
}

/// What the registry says of one trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number: "NCT01234567".
    pub id: String,
    /// Its brief title.
    pub title: String,
    /// What the trial calls itself; often empty.
    pub acronym: String,
    /// How people came to their arms, as written: `RANDOMIZED`, `NON_RANDOMIZED`, `NA`.
    pub allocation: String,
    /// How arms relate, as written: `PARALLEL`, `CROSSOVER`.
    pub intervention_model: String,
    /// Who did not know the arm, as written: `QUADRUPLE`, `NONE`.
    pub masking: String,
    /// How many people took part or were to.
    pub enrolment: Entry<u64>,
    /// The arms that were planned.
    pub arms: Vec<DesignArm>,
    /// What was observed; `None` where the record holds no such results.
    pub adverse_events: Option<AdverseEvents>,
}

/// An arm as the protocol names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DesignArm {
    /// What it is called.
    pub label: String,
    /// What it is for, as written: `EXPERIMENTAL`, `PLACEBO_COMPARATOR`, `Active Comparator`.
    pub kind: String,
}

/// The adverse events of one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdverseEvents {
    /// How long events were collected, in the words of the record.
    pub time_frame: String,
    /// What is to be known about the collecting.
    pub description: String,
    /// Other events are listed if more than so many percent of a group were affected.
    pub frequency_threshold: String,
    /// The groups of people.
    pub groups: Vec<Group>,
    /// The terms in the order of the record.
    pub terms: Vec<Term>,
}

/// A group of people in whom events were counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name within the record: "EG000".
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who is in it.
    pub description: String,
    /// People who died, of any cause.
    pub deaths: Affected,
    /// People with at least one serious event.
    pub serious: Affected,
    /// People with at least one other event, of those that are listed.
    pub other: Affected,
}

/// People, never events: one person may have an event many times.
#[derive(Clone, Debug, PartialEq)]
pub struct Affected {
    /// People affected.
    pub affected: Entry<u64>,
    /// People at risk.
    pub at_risk: Entry<u64>,
}

/// A kind of event in one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// In which list it stands.
    pub seriousness: Seriousness,
    /// What it is called, in the words of the record.
    pub term: String,
    /// The organ system.
    pub organ_system: String,
    /// The vocabulary that the term is from, such as `MedDRA 18.0`.
    pub vocabulary: String,
    /// People affected and at risk by the group's place in the record; groups that are not mentioned are missing.
    pub by_group: Vec<(usize, Affected)>,
}

/// The two lists of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seriousness {
    /// Serious adverse events: all that occurred are listed.
    Serious,
    /// All others: listed above a threshold of frequency only.
    Other,
}

/// What the user has decided about the records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// What the experimental arms received.
    pub experimental_label: String,
    /// What the control arms received.
    pub control_label: String,
    /// The trials to make, one for each record or fewer.
    pub trials: Vec<TrialMapping>,
    /// The outcomes to make.
    pub outcomes: Vec<OutcomeMapping>,
    /// Whether nobody is taken to have had a serious event that a record does not list. Each number so made is marked.
    pub unlisted_serious_is_zero: bool,
}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialMapping {
    /// Its place among the records.
    pub record: usize,
    /// What the trial is to be called.
    pub name: String,
    /// What becomes of its groups, in their order; groups beyond the end are ignored.
    pub groups: Vec<GroupMapping>,
    /// Whether nobody is in two groups of one side, so that their people can be added up.
    pub disjoint: bool,
}

/// What becomes of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMapping {
    /// The side of the comparison on which it stands.
    pub role: Role,
    /// The part of the trial within which it is compared ("Day 3"), which becomes a trial of its own; mostly empty.
    pub stratum: String,
}

/// An outcome to make.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeMapping {
    /// What it is to be called.
    pub name: String,
    /// What is counted.
    pub subject: Subject,
}

/// What an outcome counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// Deaths of any cause.
    Deaths,
    /// People with at least one serious event.
    AnySerious,
    /// People with at least one of the other events that are listed.
    AnyOther,
    /// A kind of event under these wordings. They are never added up: a record is read under the first that it lists.
    Terms(Vec<Wording>),
}

/// A term as records write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In which list.
    pub seriousness: Seriousness,
    /// The term; capitals and spaces do not matter.
    pub term: String,
    /// Under which organ system; `None` if under any.
    pub organ_system: Option<String>,
}

impl Record {
    /// Whether people were randomized to their arms.
    #[must_use]
    pub fn randomized(&self) -> Randomized {
        match plain_name(&self.allocation).as_str() {
            "randomized" => Randomized::Yes,
            "nonrandomized" | "na" => Randomized::No,
            _ => Randomized::Unclear,
        }
    }

    /// Whether the same people received one treatment after the other.
    #[must_use]
    pub fn is_crossover(&self) -> bool {
        plain_name(&self.intervention_model).starts_with("crossover")
    }
}

impl Wording {
    /// Whether a term of a record is meant.
    #[must_use]
    pub fn is(&self, term: &Term) -> bool {
        let same = |one: &str, other: &str| folded(one) == folded(other);
        self.seriousness == term.seriousness
            && same(&self.term, &term.term)
            && self
                .organ_system
                .as_ref()
                .is_none_or(|organ_system| same(organ_system, &term.organ_system))
    }
}

/// What would be done with the records if the user agreed to all suggestions: the roles of the groups. Outcomes are for
/// the user to choose, and so is whether groups of one side are of different people.
#[must_use]
pub fn mapping(records: &[Record]) -> Mapping {
    let with_results = records
        .iter()
        .enumerate()
        .filter(|(_, record)| record.adverse_events.is_some());
    let trials = with_results.map(|(place, record)| TrialMapping {
        record: place,
        name: if record.acronym.is_empty() {
            record.id.clone()
        } else {
            record.acronym.clone()
        },
        groups: suggestions(record)
            .into_iter()
            .map(|suggestion| GroupMapping {
                role: suggestion.role,
                stratum: suggestion.stratum,
            })
            .collect(),
        disjoint: false,
    });
    Mapping {
        experimental_label: "Experimental".to_owned(),
        control_label: "Control".to_owned(),
        trials: trials.collect(),
        ..Mapping::default()
    }
}

/// Makes a review of the records. To extend one, add it: [`Command::Append`](crate::project::Command::Append) tells
/// trials and outcomes that are there already by their names.
#[must_use]
pub fn build(records: &[Record], mapping: &Mapping) -> Built {
    let mut built = build::Builder::new(mapping);
    for trial in &mapping.trials {
        if let Some(record) = records.get(trial.record) {
            built.take(record, trial);
        }
    }
    built.finish()
}

impl Default for Affected {
    fn default() -> Self {
        Self {
            affected: Entry::not_reported(),
            at_risk: Entry::not_reported(),
        }
    }
}

impl Built {
    fn of(review: Review) -> Self {
        Self {
            review,
            doubts: Vec::new(),
        }
    }
}
