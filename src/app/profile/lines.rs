//! The lines of the list: the outcomes in their order, each run of one group under its name.

use std::collections::BTreeSet;

use super::matching::found_in;
use crate::app::state::AllAnswers;
use crate::data::OutcomeId;
use crate::wording::Text;

/// What stands over outcomes without a group where others have one.
const WITHOUT_GROUP: Text = Text("Other outcomes");

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// The head of a run of outcomes of one group.
    Group {
        /// What the group is called.
        name: String,
        /// How many outcomes the run has.
        outcomes: usize,
        /// Its first outcome, by which runs of the same group are told apart.
        first: OutcomeId,
        /// Whether its outcomes are folded away.
        is_folded: bool,
    },
    /// An outcome.
    Outcome(OutcomeId),
}

/// The outcomes that are kept whose names hold what is looked for, and the heads of their groups; the outcomes of folded groups are left
/// out while nothing is looked for.
pub fn lines(
    answers: &AllAnswers,
    query: &str,
    keeps: impl Fn(OutcomeId) -> bool,
    folded: &BTreeSet<String>,
) -> Vec<Line> {
    let is_searched = !query.trim().is_empty();
    let found: Vec<(OutcomeId, Option<&str>)> = answers
        .iter()
        .map(|answer| &answer.outcome)
        .filter(|outcome| keeps(outcome.id))
        .filter(|outcome| !is_searched || found_in(&outcome.name, query).is_some())
        .map(|outcome| (outcome.id, outcome.group.as_deref()))
        .collect();
    let has_groups = found.iter().any(|(_, group)| group.is_some());
    let mut lines = Vec::new();
    for run in found.chunk_by(|(_, one), (_, other)| one == other) {
        let Some((first, group)) = run.first() else {
            continue;
        };
        let name = group.unwrap_or(WITHOUT_GROUP.text());
        let is_folded = has_groups && !is_searched && folded.contains(name);
        if has_groups && !is_searched {
            lines.push(Line::Group {
                name: name.to_owned(),
                outcomes: run.len(),
                first: *first,
                is_folded,
            });
        }
        if !is_folded {
            lines.extend(run.iter().map(|(outcome, _)| Line::Outcome(*outcome)));
        }
    }
    lines
}

/// The outcomes among the lines.
pub fn outcomes_of(lines: &[Line]) -> Vec<OutcomeId> {
    lines
        .iter()
        .filter_map(|line| match line {
            Line::Outcome(outcome) => Some(*outcome),
            Line::Group { .. } => None,
        })
        .collect()
}
