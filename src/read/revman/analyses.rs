//! Describes RevMan's analyses, whichever file they come from, with every number as it is written there.

use crate::data::StoredNumber;
use crate::read::files::Refusal;
use std::collections::BTreeMap;

/// The most studies, analyses and, in one analysis, rows and subgroups that are read.
const MOST: Most = Most {
    studies: 10_000,
    analyses: 2_000,
    rows: 5_000,
    subgroups: 500,
    domains: 100,
};

struct Most {
    studies: usize,
    analyses: usize,
    rows: usize,
    subgroups: usize,
    domains: usize,
}

/// What a file of RevMan holds.
#[derive(Default)]
pub(super) struct Analyses {
    pub(super) title: String,
    pub(super) studies: Vec<Study>,
    pub(super) outcomes: Vec<Analysis>,
    /// Analyses that hold no numbers.
    pub(super) not_read: Vec<String>,
    /// The indices of the studies, by their keys.
    by_key: BTreeMap<String, usize>,
}

/// A study of the review.
#[derive(Default)]
pub(super) struct Study {
    pub(super) name: String,
    pub(super) year: String,
    pub(super) judgements: Vec<DomainJudged>,
}

/// A domain of the risk of bias as it was judged for one study.
pub(super) struct DomainJudged {
    pub(super) domain: String,
    pub(super) judgement: String,
    /// The reviewers' reasons.
    pub(super) support: String,
}

/// What the studies of an analysis report.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Events and total of both arms.
    #[default]
    Counts,
    /// Mean, standard deviation and total of both arms.
    Means,
    /// An effect with its standard error.
    Estimates,
    /// Observed minus expected events with the variance (Peto), on the log scale.
    ObservedMinusExpected,
}

/// One analysis: an outcome of a comparison.
#[derive(Default)]
pub(super) struct Analysis {
    pub(super) comparison: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    /// What the experimental and the control arms are called.
    pub(super) labels: [String; 2],
    pub(super) setting: Setting,
    /// What its subgroups differ by, where the file says so.
    pub(super) subgroups_by: String,
    pub(super) subgroups: Vec<Subgroup>,
    pub(super) rows: Vec<DataRow>,
    pub(super) stored: Stored,
}

/// How an analysis is carried out, in the file's words.
#[derive(Clone, Default)]
pub(super) struct Setting {
    pub(super) method: String,
    pub(super) measure: String,
    pub(super) random: bool,
    /// Estimator of τ²; RevMan 5 knows only DerSimonian and Laird's and does not say so.
    pub(super) estimator: String,
    /// Method of the interval; RevMan 5 knows only Wald's.
    pub(super) interval: String,
    /// Whether people without the event are counted.
    pub(super) swapped: bool,
    /// Whether effects and their errors are logarithms, where the file says so.
    pub(super) logarithms: Option<bool>,
    /// Whether there is a total over the subgroups.
    pub(super) total: bool,
    /// The level of the interval of the total, in percent.
    pub(super) level: String,
}

/// A subgroup of an analysis.
#[derive(Default)]
pub(super) struct Subgroup {
    pub(super) name: String,
    pub(super) stored: Stored,
}

/// What one study reports in one analysis.
pub(super) struct DataRow {
    /// The key by which the file refers to it.
    pub(super) study: String,
    /// Its index in [`Analysis::subgroups`].
    pub(super) subgroup: Option<usize>,
    /// Whether it enters the total.
    pub(super) in_total: bool,
    /// Whether it enters its subgroup.
    pub(super) in_subgroup: bool,
    /// As many as the kind has, in the order of its description.
    pub(super) numbers: Vec<String>,
}

/// The numbers of a stored result.
pub(super) type Stored = Vec<(StoredNumber, String)>;

/// The stored result, each number under the name that the file gives it; empty names are numbers that it does not have.
pub(super) fn stored(names: &[&str; 12], value: &dyn Fn(&str) -> String) -> Stored {
    let mut found = Stored::new();
    for (number, name) in StoredNumber::ALL.into_iter().zip(names) {
        let text = if name.is_empty() {
            String::new()
        } else {
            value(name)
        };
        if !text.is_empty() {
            found.push((number, text));
        }
    }
    found
}

impl Analyses {
    /// The index of the study of this key, if it is known.
    pub(super) fn index_of(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The study of this key, if it is known.
    pub(super) fn study(&mut self, key: &str) -> Option<&mut Study> {
        let index = self.index_of(key)?;
        self.studies.get_mut(index)
    }

    /// Adds a study, unless its key is known.
    pub(super) fn add_study(&mut self, key: &str, name: &str, year: &str) {
        if !self.by_key.contains_key(key) {
            self.by_key.insert(key.to_owned(), self.studies.len());
            self.studies.push(Study {
                name: name.trim().to_owned(),
                year: year.trim().to_owned(),
                judgements: Vec::new(),
            });
        }
    }

    /// Errs if there is more than is read, as far as was added last.
    pub(super) fn bounded(&self) -> Result<(), Refusal> {
        let analysis = self.outcomes.last();
        let within = self.studies.len() <= MOST.studies
            && self.outcomes.len() + self.not_read.len() <= MOST.analyses
            && analysis.is_none_or(|analysis| {
                analysis.rows.len() <= MOST.rows && analysis.subgroups.len() <= MOST.subgroups
            });
        if within {
            Ok(())
        } else {
            Err(Refusal::TooMuch)
        }
    }
}

impl Study {
    /// Adds a judgement; beyond a number that no tool reaches they are left away.
    pub(super) fn judge(&mut self, judged: DomainJudged) {
        if self.judgements.len() < MOST.domains {
            self.judgements.push(judged);
        }
    }
}
