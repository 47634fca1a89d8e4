//! The table of sensitivity analyses on the page: its heads, and what stands in the cells of a row.

use super::conclusion::Conclusion;
use super::lines::{Line, lines, p_head};
use crate::analysis::{MainAnalysis, SensitivityAnswer};
use crate::data::{Outcome, Review};
use crate::wording::subject::trials;
use crate::wording::{Locale, confidence, tr};

/// What stands in the cells of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// What the analysis is called.
    pub name: String,
    /// What it does otherwise.
    pub detail: String,
    /// The cells between the name and how it stands to the main analysis, one for each head.
    pub numbers: Vec<String>,
    /// How it stands to the main analysis.
    pub beside: String,
    /// Whether its conclusion is another.
    pub differs: bool,
}

/// The heads of the columns; `sides` are the names of the two sides, of which those without people are left away.
#[must_use]
pub fn heads(lines: &[Line], sides: [String; 2]) -> Vec<String> {
    let counted = counted(lines);
    let sides = sides.into_iter().zip(counted);
    let sides = sides.filter_map(|(side, is_counted)| is_counted.then_some(side));
    let levels = lines.iter().map(|line| line.level);
    [super::ANALYSIS, super::TRIALS]
        .map(String::from)
        .into_iter()
        .chain(sides)
        .chain([
            super::EFFECT.to_owned(),
            confidence::short_of_all(levels),
            p_head(lines).to_owned(),
            super::BESIDE.to_owned(),
        ])
        .collect()
}

/// What stands in the cells of a row among these.
#[must_use]
pub fn cells(line: &Line, all: &[Line], locale: Locale) -> Cells {
    let sides = line.counts.iter().zip(counted(all));
    let sides = sides
        .filter(|(_, is_counted)| *is_counted)
        .map(|(side, _)| side.map_or_else(String::new, |side| side.written(locale)));
    let levels = all.iter().map(|line| line.level);
    let alike = levels.clone().all(|level| level == line.level);
    let result = match &line.result {
        Ok(result) => {
            let interval = result.interval_in_words();
            let interval = if alike {
                interval
            } else {
                tr!("{interval} ({})", confidence::percent(line.level), interval)
            };
            [result.estimate.clone(), interval, result.p.clone()]
        }
        Err(why) => [String::from("\u{2014}"), why.clone(), String::new()],
    };
    let conclusion = line.conclusion;
    Cells {
        name: line.name.clone(),
        detail: line.detail.clone(),
        numbers: std::iter::once(line.trials.clone())
            .chain(sides)
            .chain(result)
            .collect(),
        beside: conclusion.map_or_else(String::new, Conclusion::words),
        differs: conclusion.and_then(Conclusion::is_same) == Some(false),
    }
}

/// Whether any row counts people on the experimental and on the control side.
fn counted(lines: &[Line]) -> [bool; 2] {
    [0, 1].map(|side| {
        let mut lines = lines.iter();
        lines.any(|line| line.counts.get(side).is_some_and(Option::is_some))
    })
}

/// What an analysis would pool, before it is kept: "19 trials; 3 trials out: Adams 2019, Brown 2020, Clark 2021."
#[must_use]
pub fn preview(
    review: &Review,
    outcome: &Outcome,
    main: MainAnalysis<'_>,
    answer: SensitivityAnswer,
    locale: Locale,
) -> String {
    let answers = [answer];
    let lines = lines(review, outcome, main, &answers, locale);
    let Some(line) = lines.get(1) else {
        return String::new();
    };
    match (line.counted, &line.result) {
        (Some((_, rows)), _) if line.detail.is_empty() => {
            tr!("It pools {}.", trials(rows, locale))
        }
        (Some((_, rows)), _) => tr!("It pools {}: {}.", trials(rows, locale), line.detail),
        (None, Err(why)) => tr!("It has nothing to pool: {why}.", why),
        (None, Ok(_)) => String::new(),
    }
}
