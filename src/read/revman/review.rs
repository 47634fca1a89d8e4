//! Makes the review of RevMan's analyses, with the plan of each outcome and the results that RevMan stored.
//!
//! An outcome of several comparisons is named with its comparison. Subgroups become a column, or outcomes of their own
//! where RevMan shows no total over them: then they are often several events of the same people. A study that stands in
//! two subgroups of one outcome becomes two trials, since each has people of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::analyses::{Analyses, Analysis, DataRow, Kind, Stored};
use super::judged::judgements;
use super::plan::{are_logarithms, level, plan};
use crate::data::{
    Arm, ArmId, CountEntries, Covariate, CovariateId, Entry, EstimateEntries, MeanEntries, Outcome,
    OutcomeId, OutcomeKind, Place, Plan, Problem, ProblemKind, Record, Review, Role, Scale,
    Severity, StoredNumber, StoredResult, StoredSubgroup, Trial, TrialId, Values, problems_of,
};
use crate::read::build::usual_window;
use crate::read::entry;
use crate::read::number::Decimal;

/// A review from the file of a program that pools.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The review. Whatever could not be understood is in it as the file has it.
    pub review: Review,
    /// How the program pools each outcome, where that is known here.
    pub plans: BTreeMap<OutcomeId, Plan>,
    /// What the program computed, for the outcomes for which it says so.
    pub stored: Vec<StoredResult>,
    /// What is wrong, and what was not read.
    pub problems: Vec<Problem>,
}

/// The review of what a file holds.
pub(super) fn review(mut found: Analyses) -> Import {
    name_unlisted(&mut found);
    let mut builder = Builder::new(&found);
    for analysis in &found.outcomes {
        builder.take(analysis);
    }
    builder.finish(&found)
}

/// Studies that have data but are not listed are named by their keys.
fn name_unlisted(found: &mut Analyses) {
    let rows = found.outcomes.iter().flat_map(|analysis| &analysis.rows);
    let unlisted: Vec<String> = rows
        .filter(|row| found.index_of(&row.study).is_none())
        .map(|row| row.study.clone())
        .collect();
    for key in unlisted {
        found.add_study(&key, key.strip_prefix("STD-").unwrap_or(&key), "");
    }
}

struct Builder<'found> {
    found: &'found Analyses,
    review: Review,
    /// The trials, each with the index of its study.
    trials: Vec<Trial>,
    studies: Vec<usize>,
    /// The indices of the trials, by the index of the study and what tells several trials of one study apart.
    positions: BTreeMap<String, usize>,
    plans: BTreeMap<OutcomeId, Plan>,
    stored: Vec<StoredResult>,
    not_read: Vec<String>,
    /// The names of the outcomes, each with how often it was wanted again.
    names: BTreeMap<String, usize>,
    /// Whether arms are told apart by their names: the comparisons are of different treatments.
    arms_have_names: bool,
    /// Whether outcomes bear the names of their comparisons.
    comparisons_have_names: bool,
    /// The columns of subgroups, by the names of the subgroups.
    subgroups: BTreeMap<String, CovariateId>,
}

impl<'found> Builder<'found> {
    fn new(found: &'found Analyses) -> Self {
        let differ = |value: &dyn Fn(&Analysis) -> String| {
            let mut values = found.outcomes.iter().map(value);
            let first = values.next();
            values.any(|value| Some(&value) != first.as_ref())
        };
        let mut builder = Self {
            found,
            review: Review::default(),
            trials: Vec::new(),
            studies: Vec::new(),
            positions: BTreeMap::new(),
            plans: BTreeMap::new(),
            stored: Vec::new(),
            not_read: found.not_read.clone(),
            names: BTreeMap::new(),
            arms_have_names: differ(&|analysis| analysis.labels.concat().to_lowercase()),
            comparisons_have_names: differ(&|analysis| analysis.comparison.clone()),
            subgroups: BTreeMap::new(),
        };
        for study in 0..found.studies.len() {
            builder.trial(study, "");
        }
        builder
    }

    fn finish(mut self, found: &Analyses) -> Import {
        let label = |side: usize, usual: &str| {
            let mut labels = found.outcomes.iter().map(|analysis| &analysis.labels[side]);
            let named = labels.find(|label| !label.is_empty());
            named.cloned().unwrap_or_else(|| usual.to_owned())
        };
        self.review.experimental_label = label(0, "Experimental");
        self.review.control_label = label(1, "Control");
        self.review.risk_of_bias = judgements(&found.studies, &self.studies, &self.trials);
        self.review.title.clone_from(&found.title);
        self.review.trials = self.trials.into_iter().map(Arc::new).collect();
        let not_read = self.not_read.into_iter().map(|outcome| Problem {
            place: Place::default(),
            kind: ProblemKind::NotCounts { outcome },
            severity: Severity::Warning,
        });
        Import {
            problems: problems_of(&self.review)
                .into_iter()
                .chain(not_read)
                .collect(),
            review: self.review,
            plans: self.plans,
            stored: self.stored,
        }
    }

    /// The trial of a study, or the one of its trials that is told apart by this name.
    fn trial(&mut self, study: usize, apart: &str) -> usize {
        let key = format!("{study} {apart}");
        if let Some(position) = self.positions.get(&key) {
            return *position;
        }
        let id = TrialId(self.review.fresh_id());
        let (name, year) = self
            .found
            .studies
            .get(study)
            .map_or(("", ""), |study| (study.name.as_str(), study.year.as_str()));
        let mut trial = Trial::two_armed(id, name);
        trial.year = entry::year(year);
        if !apart.is_empty() {
            trial.name = format!("{name} ({apart})");
        }
        let position = self.trials.len();
        self.trials.push(trial);
        self.studies.push(study);
        self.positions.insert(key, position);
        position
    }

    fn take(&mut self, analysis: &Analysis) {
        if analysis.rows.is_empty() || self.review.outcomes.len() >= MOST_OUTCOMES {
            return;
        }
        if analysis.setting.total || analysis.subgroups.is_empty() {
            self.take_whole(analysis);
        } else {
            self.take_apart(analysis);
        }
    }

    /// An analysis as one outcome, with a column for its subgroups.
    fn take_whole(&mut self, analysis: &Analysis) {
        let outcome = self.outcome(&self.name_of(analysis), analysis);
        let in_total = |row: &&DataRow| row.in_total;
        let rows: Vec<&DataRow> = analysis.rows.iter().filter(in_total).collect();
        let column = (!analysis.subgroups.is_empty()).then(|| self.column_of_subgroups(analysis));
        let trials = self.take_rows(analysis, outcome, &rows, column);
        if analysis.setting.total {
            self.store(analysis, outcome, &analysis.stored, None);
        }
        for (index, subgroup) in analysis.subgroups.iter().enumerate() {
            let of_subgroup = |row: &DataRow| row.subgroup == Some(index);
            let own = trials.iter().filter(|(of, _)| *of == Some(index));
            let name = subgroup.name.clone();
            let trials = own.map(|(_, trial)| *trial).collect();
            // Rows for the total only, or for the subgroup only, make the two pools differ by more than the rest.
            let mut rows = analysis.rows.iter().filter(|row| of_subgroup(row));
            if rows.all(|row| row.in_total && row.in_subgroup) {
                let part = StoredSubgroup { name, trials };
                self.store(analysis, outcome, &subgroup.stored, Some(part));
            }
        }
    }

    /// The subgroups of an analysis as outcomes of their own.
    fn take_apart(&mut self, analysis: &Analysis) {
        for (index, subgroup) in analysis.subgroups.iter().enumerate() {
            let of_subgroup = |row: &&DataRow| row.in_subgroup && row.subgroup == Some(index);
            let rows: Vec<&DataRow> = analysis.rows.iter().filter(of_subgroup).collect();
            if !rows.is_empty() && self.review.outcomes.len() < MOST_OUTCOMES {
                let name = format!("{}: {}", self.name_of(analysis), subgroup.name);
                let outcome = self.outcome(&name, analysis);
                self.take_rows(analysis, outcome, &rows, None);
                self.store(analysis, outcome, &subgroup.stored, None);
            }
        }
    }

    /// The name, with a number behind it if another outcome has it.
    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        let mut times = self.names.get(name).copied().unwrap_or(0);
        while self.names.contains_key(&unique) {
            times += 1;
            unique = format!("{name} ({})", times + 1);
        }
        self.names.insert(name.to_owned(), times);
        self.names.insert(unique.clone(), 0);
        unique
    }

    fn name_of(&self, analysis: &Analysis) -> String {
        if self.comparisons_have_names && !analysis.comparison.is_empty() {
            format!("{}: {}", analysis.comparison, analysis.name)
        } else {
            analysis.name.clone()
        }
    }

    fn outcome(&mut self, name: &str, analysis: &Analysis) -> OutcomeId {
        let id = OutcomeId(self.review.fresh_id());
        let unique = self.unique(name);
        let swapped = analysis.setting.swapped;
        self.review.outcomes.push(Arc::new(Outcome {
            id,
            window: usual_window(&unique),
            name: unique,
            kind: match analysis.kind {
                Kind::Counts => OutcomeKind::Counts,
                Kind::Means => OutcomeKind::Means,
                kind if are_logarithms(kind, &analysis.setting) => {
                    OutcomeKind::Estimates(Scale::LogRatio)
                }
                Kind::Estimates | Kind::ObservedMinusExpected => {
                    OutcomeKind::Estimates(Scale::Difference)
                }
            },
            group: None,
            more_is_worse: !swapped,
            note: if swapped {
                SWAPPED.to_owned()
            } else {
                String::new()
            },
        }));
        if let Some(plan) = plan(analysis.kind, &analysis.setting) {
            self.plans.insert(id, plan);
        }
        id
    }

    /// Keeps a stored result, if the file holds one.
    fn store(
        &mut self,
        analysis: &Analysis,
        outcome: OutcomeId,
        stored: &Stored,
        subgroup: Option<StoredSubgroup>,
    ) {
        let numbers = numbers(stored);
        if let Some(plan) = self.plans.get(&outcome).copied()
            && has_result(&numbers)
        {
            self.stored.push(StoredResult {
                outcome,
                plan,
                subgroup,
                level: level(&analysis.setting),
                numbers,
            });
        }
    }

    /// Takes the rows of an outcome, and says of each in which subgroup it stands and whose it is.
    fn take_rows(
        &mut self,
        analysis: &Analysis,
        outcome: OutcomeId,
        rows: &[&DataRow],
        column: Option<CovariateId>,
    ) -> Vec<(Option<usize>, TrialId)> {
        let mut taken = Vec::new();
        for row in rows {
            let Some(study) = self.found.index_of(&row.study) else {
                continue;
            };
            let subgroup = row
                .subgroup
                .and_then(|index| analysis.subgroups.get(index))
                .map_or("", |subgroup| subgroup.name.as_str());
            let position = self.free_trial(study, outcome, column, subgroup);
            let Some(trial) = position.and_then(|position| self.trials.get_mut(position)) else {
                continue;
            };
            let record = Record {
                values: values(trial, analysis, row, self.arms_have_names),
                time_point: String::new(),
                source: String::new(),
                note: String::new(),
                others: None,
            };
            trial.records.insert(outcome, record);
            if let Some(column) = column {
                trial.covariates.insert(column, subgroup.to_owned());
            }
            taken.push((row.subgroup, trial.id));
        }
        taken
    }

    /// A trial of the study that has not reported this outcome yet and is of no other subgroup: the study itself, or its
    /// part in the subgroup. Nothing where the study stands in the outcome more often than studies do.
    fn free_trial(
        &mut self,
        study: usize,
        outcome: OutcomeId,
        column: Option<CovariateId>,
        subgroup: &str,
    ) -> Option<usize> {
        const MOST_TIMES: usize = 30;
        (0..MOST_TIMES).find_map(|times| {
            let apart = match times {
                0 => String::new(),
                1 if !subgroup.is_empty() => subgroup.to_owned(),
                _ => format!("{subgroup} {times}").trim().to_owned(),
            };
            let position = self.trial(study, &apart);
            let trial = self.trials.get(position)?;
            let known = column.and_then(|column| trial.covariates.get(&column));
            let fits = known.is_none_or(|known| known == subgroup);
            (fits && !trial.records.contains_key(&outcome)).then_some(position)
        })
    }

    /// The column in which the subgroups of an analysis stand; analyses with the same subgroups share one.
    fn column_of_subgroups(&mut self, analysis: &Analysis) -> CovariateId {
        let mut names = String::new();
        for subgroup in &analysis.subgroups {
            names.push_str(&subgroup.name);
            names.push('\n');
        }
        if let Some(id) = self.subgroups.get(&names) {
            return *id;
        }
        let by = match analysis.subgroups_by.as_str() {
            "" => "Subgroup",
            by => by,
        };
        let is_taken = self.review.covariates.iter().any(|known| known.name == by);
        let name = if is_taken {
            format!("{by}: {}", self.name_of(analysis))
        } else {
            by.to_owned()
        };
        let id = self.column(name);
        self.subgroups.insert(names, id);
        id
    }

    fn column(&mut self, name: String) -> CovariateId {
        let id = CovariateId(self.review.fresh_id());
        self.review.covariates.push(Covariate { id, name });
        id
    }
}

/// The most outcomes that are read.
const MOST_OUTCOMES: usize = 2_000;

/// What is remarked where RevMan counts people without the event.
const SWAPPED: &str =
    "Events and non-events are swapped, as in RevMan: counted are people without the event.";

fn numbers(stored: &Stored) -> Vec<(StoredNumber, Entry<f64>)> {
    stored
        .iter()
        .map(|(number, text)| (*number, entry::number(text, Decimal::Point)))
        .filter(|(_, entry)| entry.value().is_some())
        .collect()
}

/// Whether the numbers hold a result: RevMan fills what it has not computed with zeros, so that the interval has no
/// width.
fn has_result(numbers: &[(StoredNumber, Entry<f64>)]) -> bool {
    let value = |wanted: StoredNumber| {
        let (_, entry) = numbers.iter().find(|(number, _)| *number == wanted)?;
        entry.value()
    };
    match (value(StoredNumber::Lower), value(StoredNumber::Upper)) {
        (Some(lower), Some(upper)) => lower < upper && value(StoredNumber::Estimate).is_some(),
        _ => false,
    }
}

fn values(trial: &mut Trial, analysis: &Analysis, row: &DataRow, arms_have_names: bool) -> Values {
    let text = |index: usize| row.numbers.get(index).map_or("", String::as_str);
    let number = |index: usize| entry::number(text(index), Decimal::Point);
    let count = |index: usize| entry::count(text(index), Decimal::Point);
    match analysis.kind {
        Kind::Counts => {
            let [experimental, control] = sides(trial, analysis, arms_have_names);
            let swapped = analysis.setting.swapped;
            Values::Counts(BTreeMap::from([
                (experimental, counts(count(0), count(1), swapped)),
                (control, counts(count(2), count(3), swapped)),
            ]))
        }
        Kind::Means => {
            let [experimental, control] = sides(trial, analysis, arms_have_names);
            let mean = |first: usize| MeanEntries {
                mean: number(first),
                standard_deviation: number(first + 1),
                total: count(first + 2),
            };
            Values::Means(BTreeMap::from([
                (experimental, mean(0)),
                (control, mean(3)),
            ]))
        }
        Kind::Estimates => estimate(number(0), number(1)),
        Kind::ObservedMinusExpected => match (number(0).value(), number(1).value()) {
            (Some(difference), Some(variance)) if variance > 0.0 => estimate(
                Entry::reported(difference / variance),
                Entry::reported(1.0 / variance.sqrt()),
            ),
            _ => estimate(number(0), number(1)),
        },
    }
}

/// The arms of a trial that an analysis compares.
fn sides(trial: &mut Trial, analysis: &Analysis, have_names: bool) -> [ArmId; 2] {
    let [experimental, control] = &analysis.labels;
    let mut side = |role, label: &str| arm(trial, role, if have_names { label } else { "" });
    [
        side(Role::Experimental, experimental),
        side(Role::Control, control),
    ]
}

/// Events out of a total, or people without the event where they are swapped.
fn counts(events: Entry<u64>, total: Entry<u64>, swapped: bool) -> CountEntries {
    let without = match (swapped, events.value(), total.value()) {
        (true, Some(events), Some(total)) => total.checked_sub(events),
        _ => None,
    };
    CountEntries {
        events: without.map_or(events, Entry::reported),
        total,
        lost: Entry::not_reported(),
    }
}

fn estimate(estimate: Entry<f64>, standard_error: Entry<f64>) -> Values {
    Values::Estimate(EstimateEntries {
        estimate,
        standard_error,
        lower: Entry::not_reported(),
        upper: Entry::not_reported(),
        p: String::new(),
    })
}

/// The arm of this side and name: the one that has it, one without a name, or a new one.
fn arm(trial: &mut Trial, role: Role, label: &str) -> ArmId {
    let wanted = label.to_lowercase();
    let known = trial
        .arms
        .iter_mut()
        .filter(|arm| arm.role == role)
        .find(|arm| arm.label.is_empty() || arm.label.to_lowercase() == wanted);
    if let Some(arm) = known {
        if arm.label.is_empty() {
            label.clone_into(&mut arm.label);
        }
        return arm.id;
    }
    let highest = trial.arms.iter().map(|arm| arm.id.0).max();
    let id = ArmId(highest.map_or(0, |highest| highest.saturating_add(1)));
    trial.arms.push(Arm {
        id,
        label: label.to_owned(),
        role,
    });
    id
}
