//! What follows from the columns and rows of a table once they are recognised: what a row can be, what has to be asked, what
//! is left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arms;
use super::blocks::Arranged;
use super::build::Built;
use super::columns::{Recognised, by_meaning};
use super::delimited::Row;
use super::head::plain;
use super::meaning::{Column, Layout, Meaning};
use super::robvis;
use super::table::Choices;
use super::understanding::{
    ComparisonOrigin, LayoutCandidate, LayoutReason, LeftOutRows, Question,
};
use crate::data::{OutcomeKind, Problem, ProblemKind, RiskOfBias, Role, Severity, TrialId};

/// Whether what stands above a table of one outcome without a name names that outcome: a few words, not "Table 2".
pub(super) fn may_name_outcome(title: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let first = plain(title.split_whitespace().next().unwrap_or_default());
    let numbers_it = [
        "table",
        "tab",
        "figure",
        "fig",
        "supplementary",
        "appendix",
        "tabelle",
    ];
    let numbered_in_chinese = first
        .strip_prefix(['表', '图'])
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(|sign: char| sign.is_numeric()));
    !numbered_in_chinese
        && title.split_whitespace().count() <= MOST_WORDS
        && !numbers_it.contains(&first.as_str())
}

/// The judgements that stand beside the numbers, of the trials that came of their rows.
pub(super) fn judgements(head: &[Row], body: &[Row], built: &Built) -> Option<Arc<RiskOfBias>> {
    let head = head.last()?;
    if built.review.outcomes.is_empty() {
        return None;
    }
    let judged = robvis::beside_numbers(head, body)?;
    let names = built.origins.iter();
    let by_line: BTreeMap<usize, TrialId> = names
        .filter(|((_, outcome, cell), _)| outcome.is_none() && cell.is_none())
        .map(|((trial, ..), (line, _))| (*line, *trial))
        .collect();
    let trials: Vec<Option<TrialId>> = judged
        .rows
        .iter()
        .map(|row| by_line.get(&row.line).copied())
        .collect();
    Some(Arc::new(judged.of_trials(&trials)))
}

/// The arms that stand on no side although the comparison is known, with their lines.
pub(super) fn not_compared(
    recognised: &Recognised,
    rows: &[&Row],
) -> Vec<(ProblemKind, Vec<usize>)> {
    let Some(comparison) = &recognised.comparison else {
        return Vec::new();
    };
    if comparison.origin == ComparisonOrigin::Open {
        return Vec::new();
    }
    let columns: Vec<usize> = recognised
        .columns
        .iter()
        .filter(|column| matches!(column.meaning, Meaning::Arm | Meaning::ArmName(_)))
        .map(|column| column.index)
        .collect();
    let lines = |label: &str| {
        let names = |row: &&&Row| {
            let mut cells = columns.iter().map(|column| row.cell(*column));
            cells.any(|cell| arms::key(cell) == arms::key(label))
        };
        rows.iter().filter(names).map(|row| row.line).collect()
    };
    comparison
        .on(Role::Ignored)
        .map(|label| {
            let kind = ProblemKind::ArmNotCompared {
                label: label.to_owned(),
            };
            (kind, lines(label))
        })
        .collect()
}

/// Of blocks that nothing names so many are asked about by their lines.
const MOST_BLOCKS_NAMED: usize = 20;

/// What has to be answered before anything is pooled.
pub(super) fn questions(
    recognised: &Recognised,
    built: &Built,
    arranged: &Arranged,
    choices: &Choices,
) -> Vec<Question> {
    if matches!(recognised.layout, Layout::Results | Layout::Unknown) {
        return Vec::new();
    }
    let mut questions = Vec::new();
    let has = |meaning: &Meaning| {
        let mut columns = recognised.columns.iter();
        columns.any(|column| column.meaning == *meaning)
    };
    if !has(&Meaning::Trial) && choices.single_trial.is_none() {
        questions.push(Question::Trial);
    }
    if !arranged.unnamed_blocks.is_empty() && choices.layout.is_none() {
        questions.push(Question::Blocks {
            lines: arranged
                .unnamed_blocks
                .iter()
                .take(MOST_BLOCKS_NAMED)
                .copied()
                .collect(),
        });
    }
    let one_armed = built
        .review
        .outcomes
        .iter()
        .any(|outcome| outcome.kind == OutcomeKind::Proportions);
    let repeats = recognised.names_repeat && recognised.layout == Layout::RowPerTrial && one_armed;
    if repeats && choices.layout.is_none() {
        questions.push(Question::Layout(layouts(recognised, built, choices)));
    }
    let is_open = recognised
        .comparison
        .as_ref()
        .is_some_and(|comparison| comparison.origin == ComparisonOrigin::Open);
    if is_open {
        questions.push(Question::Comparison);
    }
    let shared: Vec<usize> = shared_meaning(&recognised.columns);
    if !shared.is_empty() {
        questions.push(Question::SameMeaning { columns: shared });
    }
    questions
}

/// The first columns that hold the same although a row has one such number only.
fn shared_meaning(columns: &[Column]) -> Vec<usize> {
    by_meaning(columns)
        .into_values()
        .find(|columns| columns.len() > 1)
        .unwrap_or_default()
}

/// What a row can be: first what it was taken for, then what fits less well.
pub(super) fn layouts(
    recognised: &Recognised,
    built: &Built,
    choices: &Choices,
) -> Vec<LayoutCandidate> {
    let head = |meaning: &Meaning| {
        let mut columns = recognised.columns.iter();
        columns
            .find(|column| column.meaning == *meaning)
            .map(|column| column.head.clone())
    };
    let trials = head(&Meaning::Trial).unwrap_or_default();
    let by_arm = |arms: String| LayoutReason::ArmsDiffer {
        trials: trials.clone(),
        arms,
    };
    let names = || {
        if recognised.names_repeat {
            LayoutReason::NamesRepeat {
                trials: trials.clone(),
            }
        } else {
            LayoutReason::NamesOnce {
                trials: trials.clone(),
            }
        }
    };
    let own = match recognised.layout {
        Layout::RowPerTrial => names(),
        Layout::RowPerOutcome => LayoutReason::NamesOutcome {
            outcomes: head(&Meaning::Outcome).unwrap_or_default(),
        },
        Layout::RowPerArm | Layout::RowPerArmAndOutcome => {
            by_arm(head(&Meaning::Arm).unwrap_or_default())
        }
        Layout::Results => LayoutReason::NamesResults {
            heads: recognised.results.clone(),
        },
        Layout::Judgements => LayoutReason::HoldsJudgements,
        Layout::Unknown => LayoutReason::NothingToPool,
    };
    let chosen = choices.layout == Some(recognised.layout);
    let count = built.review.trials.len();
    let mut all = vec![LayoutCandidate {
        layout: recognised.layout,
        reason: if chosen { LayoutReason::Chosen } else { own },
        trials: count,
    }];
    let mut other = |layout: Layout, reason: LayoutReason, trials: usize| {
        if all.iter().all(|known| known.layout != layout) {
            all.push(LayoutCandidate {
                layout,
                reason,
                trials,
            });
        }
    };
    if recognised.names_repeat || recognised.arms_differ {
        let arms = head(&Meaning::Arm).unwrap_or_default();
        other(Layout::RowPerArm, by_arm(arms), built.names);
    }
    if recognised.layout != Layout::Unknown {
        other(Layout::RowPerTrial, names(), built.rows);
    }
    all
}

/// Problems by which numbers are left out, an entry for each cause that has none yet.
pub(super) fn by_cause(problems: &[Problem], known: &[LeftOutRows]) -> Vec<LeftOutRows> {
    let mut causes: Vec<LeftOutRows> = Vec::new();
    let same = |one: &ProblemKind, other: &ProblemKind| {
        std::mem::discriminant(one) == std::mem::discriminant(other)
    };
    for problem in problems {
        let counts = problem.severity == Severity::LeftOut
            || matches!(
                problem.kind,
                ProblemKind::TotalRow | ProblemKind::Remark { .. }
            );
        let is_known = known.iter().any(|known| same(&known.cause, &problem.kind));
        let (Some(line), true, false) = (problem.place.row, counts, is_known) else {
            continue;
        };
        match causes
            .iter_mut()
            .find(|cause| same(&cause.cause, &problem.kind))
        {
            Some(cause) => {
                if cause.lines.last() != Some(&line) {
                    cause.lines.push(line);
                }
            }
            None => causes.push(LeftOutRows {
                cause: problem.kind.clone(),
                lines: vec![line],
            }),
        }
    }
    causes
}
